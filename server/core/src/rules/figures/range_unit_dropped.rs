//! `range-unit-dropped`: a range whose first number lost its unit.

use crate::finding::{Edit, Finding, Fix, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{before, decimal, here, number_before, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "range-unit-dropped",
    group: Group::Figures,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Both,
    since: "0.1.0",
    title: StaticMessage { zh: "区间前一数值缺单位", en: "A range whose first number lost its unit" },
    docs: "## 检查什么\n\n区间前一个数值省去了百分号、千分号，或“万”“亿”：10～15%、9～16亿元。\n\n## 为什么\n\nGB/T 15835—2011 第5.1.3条：表示百分数范围，前后两个百分号都不能省；用“万”“亿”的，前后两个也不能省，以免误读。\n\n## 误报与边界\n\n400—429页、100～150千克等单位可以省，不报；前一数比后一数大的万、亿（8000—1万元）不报。省“万”“亿”可能改变读法，级别为说明，不自动修改。\n\n在1,004份公开报告和公文（1,686万字）上报告49处（36份），读了11处，都属实。",
    docs_en: "In a range neither percent sign may be dropped (10%～15%), nor 万/亿 (9亿～16亿): GB/T 15835-2011, 5.1.3. The latter is information.",
    options: &[],
    triggers: &["%", "％", "‰", "万", "亿"],
    examples: &[
        Example::pass("增长10%～15%"),
        Example::pass("2020—2021年"),
        Example::pass("8000—1万元"),
        Example::pass("第1-2万元档"),
        Example::pass("下降5%，完成3万元"),
        Example::fixed("增长⟦10～15%⟧左右", "增长10%～15%左右"),
        Example::fixed("增长⟦4.5-5%⟧，", "增长4.5%—5%，"),
        Example::fixed("投资⟦9～16亿⟧元", "投资9亿～16亿元"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for sign in view.hits() {
        let Some(second) = number_before(text, sign.start as usize) else { continue };
        let connector =
            text[..second.start as usize].trim_end_matches(['—', '～', '-', '–', '~', '－', '─', '―', '至', '到']);
        let joint = second.start as usize - connector.len();
        if joint == 0 || joint > 6 {
            continue;
        }
        let Some(first) = number_before(text, connector.len()) else { continue };
        let head = before(text, first.start as usize);
        if head.is_some_and(|c| {
            c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '—' | '第' | ',' | '/' | ':' | '：' | '∶' | '·')
        }) {
            continue;
        }
        let unit = sign.of(text);
        let (Some(low), Some(high)) = (decimal(first.of(text)), decimal(second.of(text))) else { continue };
        let percent = matches!(unit, "%" | "％" | "‰");
        // 2016—2020%: years and page numbers are no percentages.
        if (!percent && low >= high) || first.of(text).len() > 4 && percent {
            continue;
        }
        let all = Span { start: first.start, end: sign.end };
        let joint = Span { start: first.end, end: second.start };
        let usual = if ["—", "～", "至", "到"].contains(&joint.of(text)) { joint.of(text) } else { "—" };
        let result = format!("{}{unit}{usual}{}{unit}", first.of(text), second.of(text));
        let title = Message::new(format!("改为“{result}”"), format!("Change to “{result}”"));
        let edits = vec![Edit::new(here(joint), format!("{unit}{usual}"))];
        let mut finding = report(
            here(all),
            format!("区间前一数值缺“{unit}”"),
            format!("the first number of the range lacks “{unit}”"),
        )
        .fix(if percent { Fix::safe(title, edits) } else { Fix::unsafe_(title, edits) });
        if !percent {
            finding.severity = Severity::Information;
        }
        found.push(finding);
    }
}
