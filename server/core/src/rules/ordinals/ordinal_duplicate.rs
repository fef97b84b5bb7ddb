//! `ordinal-duplicate`: two items of a series carry the same number.

use super::sequence;
use crate::finding::{Finding, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::rules::common::perhaps;
use crate::structure::{OrdinalStyle, Step, numeral_like};
use crate::text::{Loc, Span};

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
        Example::fixed(
            "主要问题是：（一）投资不足。（二）消费不旺。（三）作风不实，⟦（三）⟧效率不高。",
            "主要问题是：（一）投资不足。（二）消费不旺。（三）作风不实，（四）效率不高。",
        ),
        Example::pass("主要问题是：（一）投资不足。（二）消费不旺。（三）作风不实，小（三）型水库病险较多。"),
        Example::fixed("1.修路\n2.引水\n⟦2.⟧建校\n3.建院", "1.修路\n2.引水\n3.建校\n4.建院"),
    ],
    check: Check::Document(check),
};

/// Numbers of an enumeration before the same one again is looked for behind a comma.
const COUNTED: usize = 3;

/// （五）…。（六）…，（六）…: the same number again behind a comma, where no ordinal is looked for.
fn behind_commas(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    for (index, block) in view.blocks.iter().enumerate() {
        let marks = &block.scan.marks;
        for (i, mark) in marks.iter().enumerate().skip(COUNTED - 1) {
            let counted = marks[..=i].iter().rev().take(COUNTED).all(|m| m.ordinal.style == OrdinalStyle::ChineseParen);
            if !counted || mark.at_line_start {
                continue;
            }
            let text = view.text(index as u32);
            let (this, number) = (mark.ordinal.span, mark.ordinal.number);
            let end = marks.get(i + 1).map_or(text.len(), |next| next.ordinal.span.start as usize);
            let word = this.of(text).trim();
            let between = &text[this.end as usize..end];
            let again = between.match_indices(word).map(|(at, _)| at).find(|at| between[..*at].ends_with(['，', ',']));
            let Some(start) = again.map(|at| this.end as usize + at) else { continue };
            let place = Loc::new(index, Span::new(start, start + word.len()));
            let message = Message::new(format!("与上一项“{word}”同号"), format!("the item before is “{word}”, too"));
            let finding = Finding::new(place, message);
            let finding = finding.related(Loc::new(index, this), Message::new("上一项", "the item before"));
            let next = numeral_like(number.of(text), mark.ordinal.value + 1);
            let fix = next.map(|next| perhaps(place, word.replacen(number.of(text), &next, 1)));
            found.push(fix.into_iter().fold(finding, Finding::fix));
        }
    }
}

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    behind_commas(view, found);
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
