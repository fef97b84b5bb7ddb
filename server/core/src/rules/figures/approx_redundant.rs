//! `approx-redundant`: an approximation said twice.

use crate::figures::Figure;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{after, before, here, is_han, number_after, number_before, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "approx-redundant",
    group: Group::Figures,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "约数词重复", en: "The approximation is said twice" },
    docs: "## 检查什么\n\n数字前后各有一个约数词：约…左右、近…左右、约…余、300多家左右；同一侧连用两个：约有近3万人、4.5余万余户。\n\n## 为什么\n\nGB/T 15835—2011 第4.3条举“约”“左右”“余”“多”等表示概数，一处即可；并用语义重复。\n\n## 误报与边界\n\n“约”“近”须紧贴数字，“左右”“上下”须紧贴单位，“近几年上下联动”“节约5%左右”不报。“近5年”的“近”指时间，不报。\n\n在1,004份公开报告和公文（1,686万字）上报告3处（3份），读了3处，都属实。",
    docs_en: "Approximation before and after one quantity (约…左右, 近…余). The words must touch the number; 节约, 附近 and 近5年 are not meant.",
    options: &[],
    triggers: &[
        "约",
        "近",
        "大约",
        "约为",
        "约有",
        "约占",
        "约达",
        "将近",
        "接近",
        "大概",
        "接近",
        "左右",
        "上下",
        "约近",
        "约有近",
        "余万余",
        "余亿余",
        "多万多",
        "多万余",
        "余万多",
        "余户多",
        "余人多",
        "余个多",
        "余家多",
        "余项多",
        "余件多",
        "余名多",
    ],
    examples: &[
        Example::pass("约5000万元"),
        Example::pass("节约用水5%左右"),
        Example::pass("近5年左右为难"),
        Example::pass("近几年上下联动"),
        Example::pass("近100多年"),
        Example::fixed("总投资⟦约5000万元左右⟧。", "总投资约5000万元。"),
        Example::fixed("⟦约占全市的三分之一左右⟧", "约占全市的三分之一"),
        Example::fixed("⟦约有近3⟧万人，节约近5万元", "约有3万人，节约近5万元"),
        Example::fixed("走访⟦1300余户多⟧，1000余户多年受益", "走访1300余户，1000余户多年受益"),
        Example::fixed("新增⟦4.5余万余⟧户。", "新增4.5余万户。"),
        Example::fixed("培训⟦近300余人⟧。", "培训近300人。"),
        Example::fixed("新增企业⟦300多家左右⟧。", "新增企业300多家。"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    let figures = &view.block.figures;
    for word in view.hits() {
        let lead = word.of(text);
        if lead.starts_with(['余', '多']) || matches!(lead, "约近" | "约有近") {
            adjacent(view, word, found);
            continue;
        }
        if matches!(lead, "左右" | "上下") {
            // 300多家左右: both words stand behind the numeral.
            let last = figures.partition_point(|f| f.span.end <= word.start);
            let Some(figure) = last.checked_sub(1).map(|i| &figures[i]) else { continue };
            if figure.span.end == word.start
                && bounds(text, word)
                && let Some(more) = more(text, figure)
                && !text[..figure.span.start as usize].ends_with(['约', '近'])
            {
                push(text, more, word, Span { start: figure.span.start, end: word.end }, found);
            }
            continue;
        }
        if !stands_alone(text, word) {
            continue;
        }
        let next = figures.partition_point(|f| f.numeral.start < word.end);
        let Some(figure) = figures.get(next).filter(|f| f.numeral.start == word.end || leads_to(text, word, f)) else {
            continue;
        };
        if lead.ends_with('近') && figure.unit.of(text).starts_with(['年', '月', '天', '日', '周', '岁']) {
            continue;
        }
        let end = figure.span.end as usize;
        let tail = ["左右", "上下"].iter().find(|t| text[end..].starts_with(**t));
        let tail = tail.map(|t| Span::new(end, end + t.len())).filter(|t| bounds(text, *t));
        if let Some(second) = tail.or_else(|| more(text, figure)) {
            // 约占, 约为: only 约 is too much.
            let verb = matches!(lead, "约为" | "约有" | "约占" | "约达");
            let word = if verb { Span::new(word.start as usize, word.start as usize + '约'.len_utf8()) } else { word };
            push(text, word, second, Span { start: word.start, end: second.end.max(figure.span.end) }, found);
        }
    }
}

/// 约有近3万, 4.5余万余: both words on one side of the number.
fn adjacent(view: &BlockView<'_>, words: Span, found: &mut Vec<Finding>) {
    let text = view.text();
    let (start, end) = (words.start as usize, words.end as usize);
    let one = '约'.len_utf8();
    let behind = words.of(text).starts_with(['余', '多']);
    let number = if behind { number_before(text, start) } else { number_after(text, end) };
    let Some(number) = number else { return };
    // 1000余户多年受益
    let unit = !words.of(text).contains(['万', '亿']) && behind;
    if unit && !matches!(after(text, end), None | Some('，' | '。' | '；' | '、' | '！' | '）')) {
        return;
    }
    let first = Span::new(start, start + one);
    let second = Span::new(end - one, end);
    if behind || stands_alone(text, first) {
        let all = Span { start: number.start.min(words.start), end: number.end.max(words.end) };
        push(text, first, second, all, found);
    }
}

/// 约占全市的三分之一: what is measured against may stand in between.
fn leads_to(text: &str, word: Span, figure: &Figure) -> bool {
    let gap = text.get(word.end as usize..figure.numeral.start as usize).unwrap_or_default();
    word.of(text) == "约占" && gap.chars().count() <= 8 && gap.chars().all(is_han)
}

/// 多 or 余 inside the figure.
fn more(text: &str, figure: &Figure) -> Option<Span> {
    let inner = figure.span.range();
    let at = text[inner.clone()].find(['多', '余'])? + inner.start;
    Some(Span::new(at, at + '多'.len_utf8()))
}

/// 左右 and 上下 also begin other words: 左右为难, 上下联动.
fn bounds(text: &str, word: Span) -> bool {
    !text[word.end as usize..].starts_with(['为', '逢', '两', '联', '一', '同', '游', '班', '贯', '齐', '开', '摇'])
}

/// 约 and 近 also end other words: 节约, 附近.
fn stands_alone(text: &str, word: Span) -> bool {
    const BEFORE_YUE: &str = "节合签公条制预契特纽履违邀租续赴相誓盟简集密隐婉俭大";
    const BEFORE_JIN: &str = "附最邻临亲接将就走靠贴逼抵新凑远";
    let previous = before(text, word.start as usize);
    previous.is_none_or(|p| match word.of(text) {
        "约" | "约为" | "约有" | "约占" | "约达" => !BEFORE_YUE.contains(p),
        "近" => !BEFORE_JIN.contains(p),
        _ => true,
    })
}

fn push(text: &str, first: Span, second: Span, all: Span, found: &mut Vec<Finding>) {
    let (a, b) = (first.of(text), second.of(text));
    let Span { start, end } = all;
    let without = |word: Span| {
        format!("{}{}", &text[start as usize..word.start as usize], &text[word.end as usize..end as usize])
    };
    let fix = |word: Span| {
        let result = without(word);
        Fix::unsafe_(
            Message::new(format!("改为“{result}”"), format!("Change to “{result}”")),
            vec![Edit::new(here(word), "")],
        )
    };
    found.push(
        report(here(all), format!("“{a}”与“{b}”重复，保留一个"), format!("“{a}” and “{b}” say the same: keep one"))
            .fix(fix(second))
            .fix(fix(first)),
    );
}
