//! `range-reversed`: a range that runs backwards.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rules::common::{before, decimal, here, number_after, number_before, report};
use crate::rules::{BlockView, Check, Example, FixAvailability, Group, Rule};
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
    docs: "## 检查什么\n\n区间的前一数值大于后一数值：增长8%—6%、2026—2021年。\n\n## 为什么\n\nGB/T 15835—2011 第5.1.3条的区间由小到大。\n\n## 误报与边界\n\n“由…降至…”是变化，不是区间，不报；跨年的月份（11—3月）、比分、编号不报。\n\n在112份公开报告（182万字）上没有报告，即没有误报。",
    docs_en: "A range whose first number is larger than its second. Changes (由…降至…), months across the year and codes are left alone.",
    options: &[],
    triggers: &["—", "～", "-", "~", "－", "–"],
    examples: &[
        Example::pass("增长6%—8%"),
        Example::pass("11—3月"),
        Example::pass("由8%降至6%"),
        Example::pass("2021—2026年"),
        Example::fail("增长⟦8%—6%⟧"),
        Example::fail("⟦2026—2021年⟧规划"),
        Example::fail("下降⟦5-3%⟧"),
        Example::fail("下降⟦5--3%⟧"),
        Example::fail("投资⟦20亿～15亿元⟧，每户补助⟦5000—3000元⟧"),
        Example::pass("津补贴按2019-300元，T300—20人"),
    ],
    check: Check::Block(check),
};

const UNITS: [&str; 13] = ["%", "％", "年", "亿元", "万元", "亿", "万", "元", "亩", "平方米", "公里", "吨", "人"];

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for mark in view.hits() {
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
        let range = matches!(unit, "%" | "％") || matches!(mark.of(text), "—" | "～") && a.len() > 2;
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
