//! `range-reversed`: a range that runs backwards.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Finding, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{before, decimal, here, near_after, number_after, number_before, re, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "range-reversed",
    group: Group::Figures,
    severity: Severity::Error,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "区间前大后小", en: "A range that runs backwards" },
    docs: "## 检查什么\n\n区间的前一数值大于后一数值：增长8%—6%、2026—2021年、12～10万亩；变化的终止年不晚于起始年（警告）：由2020年的52亿元增加到2020年的58亿元。\n\n## 为什么\n\nGB/T 15835—2011 第5.1.3条的区间由小到大。\n\n## 误报与边界\n\n“由…降至…”是变化，不是区间，不报；跨年的月份（11—3月）、比分、编号不报。\n\n在1,004份公开报告和公文（1,686万字）上没有报告，真伪都未见实例。",
    docs_en: "A range whose first number is larger than its second. Changes (由…降至…), months across the year and codes are left alone.",
    options: &[],
    triggers: &["—", "～", "-", "~", "－", "–", "由20", "由19", "从20", "从19"],
    examples: &[
        Example::pass("增长6%—8%"),
        Example::pass("11—3月"),
        Example::pass("由8%降至6%"),
        Example::pass("2021—2026年"),
        Example::fail("增长⟦8%—6%⟧"),
        Example::fail("⟦2026—2021年⟧规划"),
        Example::fail("下降⟦5-3%⟧"),
        Example::fail("下降⟦5--3%⟧"),
        Example::fail("培训⟦800–0人⟧次以上"),
        Example::fail("投资⟦20亿～15亿元⟧，每户补助⟦5000—3000元⟧"),
        Example::fail("面积稳定在⟦12～10万⟧亩，投资⟦20—8亿元⟧"),
        Example::fail("产值由2021年的52亿元增加到⟦2020年⟧的58亿元。"),
        Example::pass("产值由2020年的52亿元增加到2021年的58亿元，从2020年的5月到2020年的8月"),
        Example::pass("津补贴按2019-300元，T300—20人"),
    ],
    check: Check::Block(check),
};

const UNITS: [&str; 13] = ["%", "％", "年", "亿元", "万元", "亿", "万", "元", "亩", "平方米", "公里", "吨", "人"];

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for mark in view.hits() {
        if mark.of(text).starts_with(['由', '从']) {
            years(text, mark, found);
            continue;
        }
        let Some(second) = number_after(text, mark.end as usize) else { continue };
        let rest = &text[second.end as usize..];
        let Some(unit) = UNITS.into_iter().find(|u| rest.starts_with(u)) else { continue };
        // A connector of several dashes is one, as `range-connector` has it.
        let head = text[..mark.start as usize].trim_end_matches(['-', '－', '–', '~', '—', '─', '―']);
        // 20亿～15亿元
        let scale = unit.strip_suffix('元').filter(|s| !s.is_empty());
        let bare = head.strip_suffix(unit).or_else(|| head.strip_suffix(scale?)).unwrap_or(head);
        let Some(first) = number_before(text, bare.len()) else { continue };
        let previous = before(text, first.start as usize);
        if previous.is_some_and(|c| c.is_ascii_alphanumeric() || "-—～~－–.第由从至到/:：∶".contains(c)) {
            continue;
        }
        let (a, b) = (first.of(text), second.of(text));
        let years = unit == "年";
        // A bare first number may be a code, unless the dash is one of ranges.
        let scaled = unit.starts_with(['亿', '万']);
        let range = matches!(unit, "%" | "％")
            || mark.of(text) == "～"
            || matches!(mark.of(text), "—" | "–") && (a.len() > 2 || scaled && !a.starts_with('0'));
        if years && (a.len() != 4 || b.len() != 4) || !years && bare.len() == head.len() && !range {
            continue;
        }
        let (Some(low), Some(high)) = (decimal(a), decimal(b)) else { continue };
        if low <= high {
            continue;
        }
        let all = here(Span::new(first.start as usize, second.end as usize + unit.len()));
        found.push(report(
            all,
            format!("区间前大后小：{a}大于{b}"),
            format!("the range runs backwards: {a} is larger than {b}"),
        ));
    }
}

static CHANGE: LazyLock<Regex> = LazyLock::new(|| {
    re(
        r"^[由从](?<a>(?:19|20)[0-9]{2})年[底末]?的(?:[0-9.]+)(?<unit>[^0-9月日，。；]{1,6})[^0-9，。；]{0,12}[到至](?<b>(?:19|20)[0-9]{2})年[底末]?的?(?:[0-9.]+)(?<same>[^0-9月日，。；]{1,6})",
    )
});

/// 由2020年的1.4万元提高到2020年的1.6万元: a change ends after it began.
fn years(text: &str, mark: Span, found: &mut Vec<Finding>) {
    let tail = near_after(text, mark.start as usize);
    let Some(change) = CHANGE.captures(tail) else { return };
    let (Some(a), Some(b)) = (change.name("a"), change.name("b")) else { return };
    if a.as_str() < b.as_str() {
        return;
    }
    let place = |year: &regex::Match<'_>| {
        let start = mark.start as usize + year.start();
        here(Span::new(start, start + year.as_str().len() + '年'.len_utf8()))
    };
    let (a, b) = ((place(&a), a.as_str()), (place(&b), b.as_str()));
    let mut finding = report(
        b.0,
        format!("变化由{}年起，到{}年止，年份有误", a.1, b.1),
        format!("a change from {} to {}: one of the years is wrong", a.1, b.1),
    )
    .related(a.0, Message::new("起始年份", "where it begins"));
    finding.severity = Severity::Warning;
    found.push(finding);
}
