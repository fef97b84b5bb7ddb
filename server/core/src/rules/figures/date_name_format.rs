//! `date-name-format`: a date as the name of an event.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{before, here, perhaps, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "date-name-format",
    group: Group::Figures,
    severity: Severity::Hint,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "事件日期的写法", en: "A date as the name of an event" },
    docs: "## 检查什么\n\n以月日为名的事件没有引号或用了小数点：7.21暴雨、7·21特大洪灾。\n\n## 为什么\n\nGB/T 15834—2011 第4.14.3.5条、GB/T 15835—2011 第5.1.6条：用间隔号，并加引号：“7·21”。\n\n## 误报与边界\n\n已加引号的不报；只在后接暴雨、事件、事故、地震、专案、讲话等词时提示。\n\n在1,004份公开报告和公文（1,686万字）上报告2处（2份），未逐处读。",
    docs_en: "A month and day that names an event takes a middle dot and quotation marks: “7·21” (GB/T 15835-2011, 5.1.6).",
    options: &[],
    triggers: &[
        "暴雨",
        "特大",
        "洪灾",
        "洪水",
        "事件",
        "事故",
        "专案",
        "地震",
        "讲话",
        "泥石流",
        "火灾",
        "爆炸",
        "大案",
    ],
    examples: &[
        Example::pass("“7·21”暴雨"),
        Example::pass("增长7.21"),
        Example::pass("发生一起事故"),
        Example::pass("3.5级地震"),
        Example::fixed("⟦7.21⟧特大暴雨", "“7·21”特大暴雨"),
        Example::fixed("⟦5·12⟧地震", "“5·12”地震"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for word in view.hits() {
        let bytes = text.as_bytes();
        let end = word.start as usize;
        let day = bytes[..end].iter().rev().take_while(|b| b.is_ascii_digit()).count();
        let head = &text[..end - day];
        let Some(head) = head.strip_suffix(['.', '·', '．']) else { continue };
        let month = head.bytes().rev().take_while(u8::is_ascii_digit).count();
        let start = head.len() - month;
        let (m, d) = (head[start..].parse::<u32>(), text[end - day..end].parse::<u32>());
        let (Ok(m @ 1..=12), Ok(d @ 1..=31)) = (m, d) else { continue };
        if before(text, start).is_some_and(|c| c.is_ascii_alphanumeric() || ".·“".contains(c)) {
            continue;
        }
        let all = here(Span::new(start, end));
        found.push(
            report(all, "事件日期用间隔号并加引号", "the name of an event: a middle dot and quotation marks")
                .fix(perhaps(all, format!("“{m}·{d}”"))),
        );
    }
}
