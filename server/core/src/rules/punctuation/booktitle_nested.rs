//! `booktitle-nested`: a title mark inside one of its own form.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{here, near_after, near_before, perhaps, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "booktitle-nested",
    group: Group::Punctuation,
    severity: Severity::Hint,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "书名号套用形式", en: "A title mark inside one of its own form" },
    docs: "## 检查什么\n\n书名号里又用双书名号：《关于印发《云岭市规划》的通知》。\n\n## 为什么\n\nGB/T 15834—2011 第4.15.3.5条：书名号里还用书名号时，外用双书名号，里用单书名号。\n\n## 误报与边界\n\n外层或内层书名号不配对时不报，由“成对标点不配对”一条处理。\n\n在1,004份公开报告和公文（1,686万字）上没有报告，真伪都未见实例。",
    docs_en: "Title marks inside title marks take the single form 〈〉 (GB/T 15834-2011, 4.15.3.5).",
    options: &[],
    triggers: &["《"],
    examples: &[
        Example::pass("《关于印发〈云岭市规划〉的通知》"),
        Example::pass("《规划》《纲要》"),
        Example::fixed("《关于印发⟦《云岭市规划》⟧的通知》", "《关于印发〈云岭市规划〉的通知》"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for open in view.hits() {
        let head = near_before(text, open.start as usize);
        if head.rfind('《').is_none_or(|o| head[o..].contains(['》', '。'])) {
            continue;
        }
        let rest = near_after(text, open.end as usize);
        let Some(close) = rest.find('》').filter(|c| !rest[..*c].contains('《')) else { continue };
        let beyond = &rest[close + '》'.len_utf8()..];
        if beyond.find('》').is_none_or(|c| beyond[..c].contains(['《', '。'])) {
            continue;
        }
        let all = here(Span::new(open.start as usize, open.end as usize + close + '》'.len_utf8()));
        found.push(
            report(all, "书名号里的书名号用〈〉", "a title inside a title takes 〈〉")
                .fix(perhaps(all, format!("〈{}〉", &rest[..close]))),
        );
    }
}
