//! `number-broken`: a broken number.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{before, here, is_han, number_before, perhaps, quoted, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "number-broken",
    group: Group::Figures,
    severity: Severity::Error,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "数字断裂", en: "A broken number" },
    docs: "## 检查什么\n\n小数点变成了句号或间隔号（301。2亿元、12·5%），小数位脱落（235.亿元），多出一个小数点（13.0.3%、12..5%），小数点前后有空格（62. 6%、8 .5%），小数点前缺数字（增长.3%），小数点成了逗号（1,23亿元），数字里混入字母（3O亿元、l4.8%），几个数连成一串（17.242.140.7、65.7%50%、39888293名），单位重复（23亿亿元、12亿元元）。\n\n## 为什么\n\nGB/T 15835—2011 第5.1.2条：小数点用齐阴文字底线的圆点；数字残缺则数值不可信。\n\n## 误报与边界\n\n句末数字后另起一句（2.54。30个县）、行首序号（1.2025年、2.亿元项目）、日期（2010.03.02）、章节号（3.1.2）不报。\n\n在1,004份公开报告和公文（1,686万字）上报告23处（18份），读了23处，都属实。",
    docs_en: "A decimal point that became 。 or ·, decimals that were lost (235.亿元), a second point, or a blank after the point.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("收入比缩小至2.54。30个县区通过验收"),
        Example::pass("2.亿元以上项目"),
        Example::pass("截至2010.03.02止"),
        Example::pass("见3.1.2节"),
        Example::pass("共12.5亿元。2023年"),
        Example::pass("纪念“7·21”活动"),
        Example::fixed("财政收入⟦301。2⟧亿元", "财政收入301.2亿元"),
        Example::fail("支出⟦235.⟧亿元，"),
        Example::fixed("增长⟦12·5⟧%", "增长12.5%"),
        Example::fail("增长⟦13.0.3⟧%"),
        Example::fixed("完成⟦62. 6⟧亿元", "完成62.6亿元"),
        Example::fixed("增长⟦8 .5⟧%", "增长8.5%"),
        Example::fixed("完成⟦3O⟧亿元，新建⟦2OO⟧公里", "完成30亿元，新建200公里"),
        Example::fixed(
            "贷款23⟦亿亿⟧元，投资12⟦亿元元⟧，引进10亿元元器件项目",
            "贷款23亿元，投资12亿元，引进10亿元元器件项目",
        ),
        Example::fixed("平均办理时间⟦47.．9⟧天", "平均办理时间47.9天"),
        Example::fail("年均递增⟦.3⟧%，"),
        Example::fail("投资⟦1,23⟧亿元"),
        Example::fixed("增长⟦l4.8⟧%，安置⟦1O2⟧家", "增长14.8%，安置102家"),
        Example::fixed("达⟦19. 5⟧平方米，增⟦13. 5⟧和10.5个百分点", "达19.5平方米，增13.5和10.5个百分点"),
        Example::fixed("收入⟦8 . 89⟧亿元", "收入8.89亿元"),
        Example::fixed("完成⟦1275，9⟧亿元，增长⟦20、8⟧%", "完成1275.9亿元，增长20.8%"),
        Example::fail("结构调整为⟦17.242.140.7⟧，由⟦13.647.439⟧变为其他"),
        Example::fail("自⟦2021312⟧日起，占⟦65.7%50%⟧"),
        Example::fail("惠及困难群众⟦39888293⟧名，总人口1260万人，编号20310012号"),
        Example::fixed("提高3.5、9.6、10、⟦13. 5⟧和4.8个百分点", "提高3.5、9.6、10、13.5和4.8个百分点"),
        Example::pass("1、修桥12座、2. 5个村通路。"),
        Example::pass("分别增长20、8%。地址10.0.0.1，2021年3月12日。"),
        Example::pass("Ⅰ类、I类水质，O3浓度，C1O2，建设Il型平台"),
        Example::pass("总投资1,234亿元，O2O平台3个，占地12 .5"),
    ],
    check: Check::Block(check),
};

mod joined;

/// What follows a number that measures: scale, sign or unit of a statistic.
const TAIL: [&str; 20] = [
    "亿",
    "万",
    "%",
    "％",
    "‰",
    "元",
    "美元",
    "个百分点",
    "倍",
    "平方",
    "公里",
    "千瓦",
    "吨",
    "亩",
    "公顷",
    "立方",
    "万元",
    "户",
    "人",
    "千克",
];

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    let digits = view.digits();
    joined::check(text, digits, found);
    for (i, run) in digits.iter().enumerate() {
        let (start, end) = (run.start as usize, run.end as usize);
        let rest = &text[end..];
        around(text, digits, i, found);
        let Some(point) = rest.chars().next().filter(|c| matches!(c, '。' | '·' | '.' | '．')) else { continue };
        let next = digits.get(i + 1).filter(|n| (n.start as usize) < end + 5);
        let after_point = end + point.len_utf8();
        let joined = next.filter(|n| n.start as usize == after_point);
        let decimal_before = number_before(text, end).is_some_and(|n| n.start < run.start);
        let measured = |at: usize| TAIL.iter().any(|t| text[at..].starts_with(t));
        match (point, joined) {
            ('。', Some(next))
                if !decimal_before
                    && next.len() <= 4
                    && run.len() <= 6
                    && clause_number(text, start)
                    && scaled(text, next) =>
            {
                broken(text, Span { start: run.start, end: next.end }, "小数点误作句号", "。", found);
            }
            ('·', Some(next)) if !quoted(text, start) && !decimal_before && scaled(text, next) => {
                broken(text, Span { start: run.start, end: next.end }, "小数点误作间隔号", "·", found);
            }
            ('.' | '．', None) if measured(after_point) && !ordinal(text, start, run.len()) => {
                let all = here(Span::new(number_start(text, run), after_point));
                found.push(report(all, "小数位脱落", "the decimals are missing"));
            }
            ('.', Some(next)) if decimal_before && scaled(text, next) => {
                let whole = number_start(text, run);
                if !ordinal(text, whole, 1) && before(text, whole) != Some('.') {
                    let all = here(Span::new(whole, next.end as usize));
                    found.push(report(all, "一个数里有两个小数点", "two decimal points in one number"));
                }
            }
            ('.', None) if rest.starts_with("..") && !rest.starts_with("...") => {
                let next = next.filter(|n| n.start as usize == end + 2 && scaled(text, n));
                if let Some(next) = next.filter(|_| !decimal_before) {
                    broken(text, Span { start: run.start, end: next.end }, "小数点重复", "..", found);
                }
            }
            ('.' | '．', None) if rest.starts_with(".．") || rest.starts_with("．.") => {
                let next = next.filter(|n| n.start as usize == end + ".．".len()).filter(|_| !decimal_before);
                if let Some(next) = next {
                    let span = Span { start: run.start, end: next.end };
                    broken(text, span, "小数点重复", &rest[..".．".len()], found);
                }
            }
            ('.', None) => {
                // 62. 6%: a blank after the point.
                let Some(next) = next.filter(|n| text[after_point..n.start as usize].chars().all(|c| c == ' ')) else {
                    continue;
                };
                if !decimal_before
                    && next.len() < 4
                    && (scaled(text, next) || in_prose(text, start) && counted(text, next))
                    && !ordinal(text, start, run.len())
                {
                    broken(text, Span { start: run.start, end: next.end }, "小数点后有空格", ". ", found);
                }
            }
            _ => {}
        }
    }
}

/// What a number may have lost or caught at its sides: 8 .5%, .3%, 3O亿元, 1,23亿元.
fn around(text: &str, digits: &[Span], i: usize, found: &mut Vec<Finding>) {
    let run = digits[i];
    let (start, end) = (run.start as usize, run.end as usize);
    let (head, rest) = (&text[..start], &text[end..]);
    // 23亿亿元, 12亿元元
    let unit = ["亿亿", "万万", "亿元元", "万元元"].into_iter().find(|u| rest.starts_with(u));
    if let Some(unit) = unit.filter(|u| !rest[u.len()..].starts_with(['器', '件', '旦', '月', '宵', '素'])) {
        let once = &unit[..unit.len() - '元'.len_utf8()];
        let place = here(Span::new(end, end + unit.len()));
        found.push(
            report(place, format!("单位重复：{unit}"), format!("the unit is doubled: {unit}"))
                .fix(perhaps(place, once)),
        );
    }
    // 8 .5, 8 . 5
    let point = head.trim_end_matches(' ').strip_suffix('.').filter(|h| h.ends_with(' ') || head.ends_with('.'));
    if let Some(before_point) = point.filter(|_| scaled(text, &run)) {
        let whole = before_point.trim_end_matches(' ');
        let previous = i.checked_sub(1).map(|p| digits[p]).filter(|p| p.end as usize == whole.len());
        match previous {
            Some(previous) if whole.len() < before_point.len() && clause_number(text, previous.start as usize) => {
                broken(text, Span { start: previous.start, end: run.end }, "小数点前有空格", " .", found);
            }
            None if before_point.chars().next_back().is_some_and(|c| matches!(c, '\u{4e00}'..='\u{9fff}')) => {
                found.push(report(here(Span::new(start - 1, end)), "小数点前缺数字", "no digits before the point"));
            }
            _ => {}
        }
    }
    // 1,23亿元: a group has three digits.
    if run.len() < 3
        && let Some(group) = head.strip_suffix(',')
        && let Some(previous) = i.checked_sub(1).map(|p| digits[p]).filter(|p| p.end as usize == group.len())
        && previous.len() <= 3
        && clause_number(text, previous.start as usize)
        && before(text, previous.start as usize) != Some(',')
        && rest.starts_with(['亿', '%', '％'])
    {
        let span = Span { start: previous.start, end: run.end };
        broken(text, span, "小数点误作逗号", ",", found);
    }
}

/// Whether a number stands in the middle of a sentence: after a word, not after the end of another.
fn in_prose(text: &str, start: usize) -> bool {
    let head = text[..start].trim_end_matches(' ');
    head.len() + 1 >= start
        && head.ends_with(|c: char| is_han(c) || matches!(c, '∶' | '、' | '，' | '～'))
        && !head.ends_with(['第', '图', '表', '件', '章', '节', '条'])
        && head.strip_suffix('、').is_none_or(decimals)
        || head.ends_with(|c: char| c.is_ascii_digit() || c == '∶')
}

/// Whether a list of decimals ends here: 3.5、9.6、10
fn decimals(list: &str) -> bool {
    let from = list.char_indices().rev().nth(9).map_or(0, |(i, _)| i);
    let near = &list[from..];
    near.ends_with(|c: char| c.is_ascii_digit())
        && near.match_indices('.').any(|(at, _)| near[at + 1..].starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a unit of any kind follows, or a further member of a ratio or a list.
fn counted(text: &str, run: &Span) -> bool {
    let rest = text[run.end as usize..].trim_start_matches(' ');
    TAIL.iter().any(|t| rest.starts_with(t))
        || ["个", "家", "天", "年", "岁", "吨", "公", "米", "度", "分", "小时", "∶", "和", "、"]
            .iter()
            .any(|t| rest.starts_with(t))
}

fn number_start(text: &str, run: &Span) -> usize {
    number_before(text, run.end as usize).map_or(run.start, |n| n.start) as usize
}

/// Whether a scale, a percent sign or a currency follows: what only a statistic has.
fn scaled(text: &str, run: &Span) -> bool {
    let rest = &text[run.end as usize..];
    ["亿", "万", "%", "％", "‰", "元", "美元", "个百分点", "倍"].iter().any(|t| rest.starts_with(t))
}

/// Whether the number stands where a statistic does: not after 第, not alone at the start.
fn clause_number(text: &str, start: usize) -> bool {
    before(text, start).is_some_and(|c| c != '第' && !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-' | '。'))
}

/// Whether the digits may be an ordinal: at the start of the line or of a sentence.
fn ordinal(text: &str, start: usize, len: usize) -> bool {
    let head = text[..start].trim_end_matches(['*', '#', ' ', '\u{3000}', '（', '(', '\u{feff}', '>', '-']);
    len <= 2
        && (head.is_empty()
            || head.ends_with(['。', '；', '：', ':', ';', '！', '？', '”', '”', '|'])
            || head.len() < start)
        || before(text, start).is_some_and(|c| c.is_ascii_alphabetic() || c == '第')
}

fn broken(text: &str, span: Span, zh: &str, wrong: &str, found: &mut Vec<Finding>) {
    let mended = span.of(text).replacen(wrong, ".", 1).replace(' ', "");
    found.push(report(here(span), zh, "the decimal point is damaged").fix(perhaps(here(span), mended)));
}
