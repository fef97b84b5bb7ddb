//! `placeholder-left`: a placeholder was left.

use crate::finding::{Finding, Severity, Wait};
use crate::message::StaticMessage;
use crate::reading::MASKS;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{before, here, is_han, near_after, near_before, quoted, report};
use crate::text::{DocumentKind, Span, shorten};

/// The rule.
pub const RULE: Rule = Rule {
    code: "placeholder-left",
    group: Group::Text,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "占位内容未填", en: "A placeholder was left" },
    docs: "## 检查什么\n\n起草时留下的占位：XX亿元、X%、20XX年、20X年、××市、□□亿元、待补充、（）亿元、____万元、TODO；镇长 XX、***同志；以及数字被删去后留下的“增长%”“约亿元”“占…的 %”“完成 亿元”“2024年 月 日”。\n\n## 为什么\n\n定稿前须填实；占位进入印发稿即成事故。\n\n## 误报与边界\n\n“××”须紧接数量单位、年份或行政区划，“XX”“xx”须紧邻汉字；成对的星号可能是强调，不报；引号、书名号里的（规定名称格式）、表格和表单里成行的下划线不报；“待定”“待确认”可能是实情，不报。\n\n在1,004份公开报告和公文（1,686万字）上报告5处（2份），读了5处，都属实。",
    docs_en: "What a drafter meant to fill in later: XX亿元, 20XX年, 待补充, （）亿元, ____万元, TODO; and what is left where a number was lost: 增长%, 约亿元.",
    options: &[],
    triggers: &[
        "XX",
        "xx",
        "××",
        "ＸＸ",
        "待补充",
        "待填",
        "待核数",
        "TODO",
        "TBD",
        "（）",
        "()",
        "（ ）",
        "（　）",
        "__",
        "X亿",
        "X万",
        "X%",
        "X％",
        "X个百分点",
        "X余",
        "X年",
        "x年",
        "Ｘ年",
        "×年",
        "X月",
        "X日",
        "X区",
        "X县",
        "X市",
        "X镇",
        "X家",
        "X项",
        "x月",
        "x日",
        "Ｘ月",
        "Ｘ日",
        "x亿",
        "x万",
        "x%",
        "Ｘ亿",
        "Ｘ万",
        "Ｘ％",
        "×亿",
        "×万",
        "×%",
        "□亿",
        "□万",
        "□%",
        "约亿元",
        "约万元",
        "约%",
        "增长%",
        "增长％",
        "下降%",
        "下降％",
        "达到%",
        "在%以内",
        "在%左右",
        ".%",
        "的 %",
        "占 %",
        "达 %",
        "到 %",
        "长 %",
        "降 %",
        "高 %",
        "为 %",
        "成 亿元",
        "现 亿元",
        "值 亿元",
        "资 亿元",
        "入 亿元",
        "成 万元",
        "值 万元",
        "资 万元",
        "入 万元",
        "年 月 日",
        "年  月  日",
        "**",
        "提高个百分点",
        "下降个百分点",
    ],
    examples: &[
        Example::pass("增长8%"),
        Example::pass("时间待定"),
        Example::pass("打造TBD旅游商务区，建成云岭TBD"),
        Example::pass("姓名：____ 年 月 日"),
        Example::pass("《XX法》研究"),
        Example::fail("总投资⟦XX⟧亿元"),
        Example::fail("20⟦XX⟧年"),
        Example::fail("20⟦X⟧年，完成投资8亿元。到202⟦x⟧年底建成。20⟦**⟧年开工"),
        Example::pass("3×年均增速，产品X年销量"),
        Example::fail("营收⟦（）⟧亿元"),
        Example::fail("数据⟦待补充⟧。"),
        Example::fail("2024 年 ⟦xx⟧ 月 ⟦xx⟧ 日\n镇长 ⟦XX⟧"),
        Example::fail("改造棚户区⟦XX⟧套，慰问⟦XX⟧同志"),
        Example::fail("在⟦***⟧同志领导下，各项任务完成。"),
        Example::pass("重点：**县域经济**、**城市更新**"),
        Example::fail("占财政总收入⟦的 %⟧。2024⟦年 月 日⟧，完⟦成 亿元⟧，居前列。"),
        Example::fail("投资⟦XX⟧亿元，增长XX%，新建XX公里，引进XX个项目。"),
        Example::fail("新增⟦____⟧万元"),
        Example::fail("增长⟦X⟧%，完成投资⟦x.x⟧亿元"),
        Example::fail("完成投资⟦□□⟧亿元"),
        Example::fail("生产总值⟦增长%⟧，投资总额⟦约亿元⟧。"),
        Example::pass("1+X个领域，5×万向节"),
        Example::fail("⟦X⟧月⟦X⟧日，建成实⟦X⟧区"),
        Example::pass("X日报，AX区、B区，1+X项目，x日志"),
        Example::fail("失业率控制⟦在%以内⟧，增长率达到⟦.%⟧。"),
        Example::pass("（亿元） 比上年增长%"),
        Example::pass("完成投资157.%，"),
    ],
    check: Check::Block(check),
};

/// Characters of a placeholder that a message quotes.
const SHOWN: usize = 12;

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    let prose = text.contains(['，', '。']);
    let (mut done, mut read) = (0, 0);
    for word in view.hits() {
        if word.start < done.max(read) {
            continue;
        }
        let mark = word.of(text);
        let mask = MASKS.into_iter().find(|c| mark.starts_with(*c));
        // x.x亿元
        let inside = |c: char| Some(c) == mask || c == '.' && mask != Some('_');
        let start = match mask {
            Some(_) => {
                let near = near_before(text, word.start as usize);
                (word.start as usize - near.len() + near.trim_end_matches(inside).len()).max(done as usize)
            }
            None => word.start as usize,
        };
        let end = match mask {
            Some(c) => text.len() - text[word.start as usize..].trim_start_matches(c).len(),
            None => word.end as usize,
        };
        // The marks of one run stand for one number.
        read = if mask.is_some() { end as u32 } else { read };
        let (head, rest) = (before(text, start), &text[end..]);
        let measured = ["亿", "万", "%", "％", "个", "家", "项", "户", "元", "公里", "亩", "余"];
        let measured = measured.iter().any(|u| rest.starts_with(u));
        let sure = match mask {
            Some('_') => measured,
            Some('*') => {
                let counted = measured || is_year(&text[..start], rest);
                view.kind != DocumentKind::Markdown && starred(near_before(text, start), rest, counted)
            }
            Some(_) => {
                let one = text[start..end].chars().nth(1).is_none();
                let wide = !one && matches!(mask, Some('X' | 'x' | 'Ｘ'));
                let apart = wide && set_apart(&text[..start], rest);
                let code = head.is_some_and(|c| c.is_ascii_digit() && one || c.is_ascii_alphabetic())
                    && !is_year(&text[..start], rest)
                    || head.is_some_and(|c| matches!(c, '+' | '-' | '&' | ' ')) && !apart
                    || rest.starts_with(|c: char| c.is_ascii_alphanumeric());
                let named = rest.starts_with(['年', '月', '市', '县', '区', '镇', '乡', '村'])
                    || head == Some('月') && rest.starts_with('日');
                let named = named && (!one || !rest.starts_with('年') || is_year(&text[..start], rest));
                !code && (measured || named || apart || wide && rest.starts_with(is_han))
            }
            None if mark.starts_with('年') => {
                head.is_some_and(|c| c.is_ascii_digit() || "〇一二三四五六七八九".contains(c))
            }
            None if mark.starts_with(['（', '(']) => measured && !rest.starts_with("个"),
            None if mark.contains(['%', '％', '元', '点']) => lost_number(prose, mark, head, rest),
            // TBD片区: a name.
            None if mark == "TBD" => measured || !head.is_some_and(is_word) && !rest.starts_with(is_word),
            None => !head.is_some_and(|c| c.is_ascii_alphanumeric()),
        };
        if sure && !quoted(text, start) {
            done = end as u32;
            let left = shorten(&text[start..end], SHOWN);
            let (zh, en) = (format!("“{left}”是占位内容，还没有填"), format!("“{left}” is a placeholder"));
            let finding = report(here(Span::new(start, end)), zh, en);
            // 增长% and 约亿元 end where a word may go on.
            let waits = if mask.is_none() && end == text.len() { Wait::Sentence } else { Wait::Nothing };
            found.push(finding.until(waits));
        }
    }
}

/// 20X年, 202X年: a year whose last digits are to come.
fn is_year(head: &str, rest: &str) -> bool {
    let century = |digits: &str| digits.starts_with("19") || digits.starts_with("20");
    let digits = &head[head.trim_end_matches(|c: char| c.is_ascii_digit()).len()..];
    rest.starts_with('年') && (2..=3).contains(&digits.len()) && century(digits)
}

fn is_word(c: char) -> bool {
    is_han(c) || c.is_ascii_alphanumeric()
}

/// 增长%，: the number is gone. In prose only: the head of a table says 增长% rightly.
fn lost_number(prose: bool, mark: &str, head: Option<char>, rest: &str) -> bool {
    // .%
    if mark.starts_with('.') {
        return !head.is_some_and(|c| c.is_ascii_digit());
    }
    let ends = rest.is_empty() || rest.starts_with(['，', '。', '；', '、', ',', ';']);
    // 签约亿元以上项目
    let verb = head.is_some_and(|c| matches!(c, '签' | '合' | '契' | '特'));
    ends && !verb && prose && head.is_some_and(|c| !matches!(c, '（' | '(' | '|' | '\t'))
}

/// 镇长 XX, 2021 年 xx 月: blanks around a mask between ideographs, or at the end of the line.
fn set_apart(head: &str, rest: &str) -> bool {
    let close = |c: char| matches!(c, ' ' | '\u{3000}');
    let rest = rest.trim_start_matches(close);
    head.trim_end_matches(close).ends_with(is_han) && (rest.is_empty() || rest.starts_with(is_han))
}

/// ***同志, **开发区: stars where a name or a number belongs. Two runs of stars may be emphasis.
fn starred(head: &str, rest: &str, measured: bool) -> bool {
    const NAMED: [&str; 9] = ["同志", "总书记", "书记", "开发区", "市", "县", "区", "镇", "乡"];
    let runs = |text: &str| text.split(|c: char| c != '*').filter(|run| run.len() > 1).count();
    let named = NAMED.iter().any(|n| rest.starts_with(n));
    (measured || named) && (runs(head) + runs(near_after(rest, 0))) % 2 == 0
}
