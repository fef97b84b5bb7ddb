//! `comparator-redundant`: a bound said twice, before and after the number.

use crate::figures::{Bound, Figure};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::message::{Message, StaticMessage};
use crate::rules::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "comparator-redundant",
    group: Group::Figures,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "界限词重复", en: "The bound is said twice" },
    docs: "## 检查什么\n\n数字前后各有一个同义的界限词：超过…以上、不超过…以内。\n\n## 为什么\n\n《民法典》第1259条：“以上”包括本数，“超过”不包括本数，两者并用界限不明。\n\n## 误报与边界\n\n“达到…以上”“控制在…以内”是通行说法，不报。",
    docs_en: "A bound both before and after a number (超过…以上): by article 1259 of the Civil Code the two differ on whether the number itself is included.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("达到100个以上"),
        Example::pass("控制在4.5%以内"),
        Example::fixed("新建项目⟦超过100个以上⟧。", "新建项目超过100个。"),
        Example::fixed("负债率⟦不超过40%以内⟧。", "负债率不超过40%。"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    for figure in &view.block.figures {
        let (Some(before), Some(after)) = (figure.before, figure.after) else { continue };
        if !same_direction(view.text(), figure, before, after) {
            continue;
        }
        let text = view.text();
        let (first, second) = (before.of(text), after.of(text));
        let drop = |span: Span| vec![Edit::new(view.loc(span), "")];
        let (keep_first, keep_second) =
            (&text[before.start as usize..after.start as usize], &text[before.end as usize..after.end as usize]);
        found.push(
            Finding::new(
                view.loc(Span { start: before.start, end: after.end }),
                Message::new(
                    format!("“{first}”与“{second}”重复，保留一个"),
                    format!("“{first}” and “{second}” say the same: keep one"),
                ),
            )
            .fix(Fix::unsafe_(
                Message::new(format!("改为“{keep_first}”"), format!("Change to “{keep_first}”")),
                drop(after),
            ))
            .fix(Fix::unsafe_(
                Message::new(format!("改为“{keep_second}”"), format!("Change to “{keep_second}”")),
                drop(before),
            )),
        );
    }
}

fn same_direction(text: &str, figure: &Figure, before: Span, after: Span) -> bool {
    let up = matches!(before.of(text), "超过" | "突破" | "不低于" | "不少于" | "至少");
    let down = before.of(text) == "不超过";
    match after.of(text) {
        "以上" => up && figure.bound != Bound::About,
        "以内" | "以下" => down,
        _ => false,
    }
}
