//! `quotes-replaced`: other marks in place of quotation marks.

use std::sync::Arc;

use crate::finding::{Edit, Finding, Fix, Severity};
use crate::message::{Message, StaticMessage};
use crate::reading::script::QUOTES;
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "quotes-replaced",
    group: Group::Punctuation,
    severity: Severity::Information,
    on: true,
    fix: FixAvailability::Safe,
    since: "0.1.0",
    title: StaticMessage { zh: "引号被换成别的符号", en: "Other marks in place of quotation marks" },
    docs: "## 检查什么\n\n引号被换成了〝〞〟：“零抛荒〞、〝双创〞。全文只报一处，一次改正，全部改为“”。\n\n## 为什么\n\nGB/T 15834—2011 第4.8条：横排文稿的引号是“”和‘’。转换软件和某些输入法会换成〝〞。没有改正之前，其他检查、大纲和数字把它们当作引号来读。\n\n## 误报与边界\n\n只看〝〞〟三个符号，它们在横排文稿里没有别的用处。\n\n在877篇公开报告和127份文稿上报告1份（12处），属实。",
    docs_en: "〝, 〞 or 〟 in place of “ and ” (GB/T 15834-2011, 4.8). One finding a draft, one fix. Until then everything else reads them as quotation marks.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("实现“零抛荒”，开展“双创”活动"),
        Example::fixed("实现“零抛荒⟦〞⟧，开展〝双创〞活动", "实现“零抛荒”，开展“双创”活动"),
    ],
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let mut edits = Vec::new();
    // A line that holds one is read otherwise than it is written.
    for (index, block) in view.blocks.iter().enumerate().filter(|(_, b)| b.read() != &*b.text) {
        for (at, c) in block.text.char_indices() {
            if let Some((_, mark)) = QUOTES.iter().find(|(other, _)| *other == c) {
                edits.push(Edit::new(Loc::new(index, Span::new(at, at + c.len_utf8())), *mark));
            }
        }
    }
    let Some(first) = edits.first().map(|e| e.loc) else { return };
    let places: Arc<[Loc]> = edits.iter().map(|e| e.loc).collect();
    let count = places.len();
    let message = Message::new(
        format!("引号被换成别的符号，全文{count}处"),
        format!("other marks in place of quotation marks, {count} in all"),
    );
    let fix = Fix::safe(Message::new("全部改为引号", "Change all to quotation marks"), edits);
    found.push(Finding { places: Some(places), ..Finding::new(first, message).fix(fix) });
}
