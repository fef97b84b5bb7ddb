//! `quotes-replaced`: other marks in place of quotation marks.

use std::sync::Arc;

use super::unbalanced_pair;
use crate::config::Profile;
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
    fix: FixAvailability::Both,
    since: "0.1.0",
    title: StaticMessage { zh: "引号被换成别的符号", en: "Other marks in place of quotation marks" },
    docs: "## 检查什么\n\n引号被换成了〝〞〟：“零抛荒〞、〝双创〞；或者全文多处一对引号用错了形式：'两个确保“、”双创“、‘三保”。全文只报一处，一次改正，全部改为“”。\n\n## 为什么\n\nGB/T 15834—2011 第4.8条：横排文稿的引号是“”和‘’。转换软件和某些输入法会换成〝〞。没有改正之前，其他检查、大纲和数字把它们当作引号来读。\n\n## 误报与边界\n\n〝〞〟三个符号在横排文稿里没有别的用处。用错形式的引号三处以内、文中又没有这三个符号的，由unbalanced-pair逐处报告；同一行的引号按先后配不成对的，不看。\n\n在877篇公开报告和127份文稿上报告3份（30处），逐处读过，都属实。",
    docs_en: "〝, 〞 or 〟 in place of “ and ” (GB/T 15834-2011, 4.8), or marks of the wrong form in many places ('甲“, ”乙“). One finding a draft, one fix. Until then everything else reads them as quotation marks.",
    options: &[],
    triggers: &["“", "”"],
    examples: &[
        Example::pass("实现“零抛荒”，开展“双创”活动"),
        Example::pass("实现‘零抛荒”，开展”双创“活动"),
        Example::fixed(
            "实现⟦'⟧零抛荒“，开展”双创“活动。\n落实“三保“，完成“双减’，推进‘四好”建设",
            "实现“零抛荒”，开展“双创”活动。\n落实“三保”，完成“双减”，推进“四好”建设",
        ),
        Example::fixed("实现“零抛荒⟦〞⟧，开展〝双创〞活动", "实现“零抛荒”，开展“双创”活动"),
    ],
    check: Check::Noted { note: unbalanced_pair::note_turned, check },
};

/// Whether it tells the quotations of the draft whose marks are of the wrong form, all in one; `view` is that of the rule
/// that tells them one by one.
pub(super) fn tells(view: &DocumentView<'_>) -> bool {
    // The lenient profile tells errors only: there they are told one by one.
    let on = match view.settings.severity_of(RULE.code) {
        Some(word) => word != "off",
        None => view.settings.profile != Profile::Lenient,
    };
    on && unbalanced_pair::throughout(view, holds_others(view)).is_some()
}

/// A line that holds one is read otherwise than it is written.
fn others<'a>(view: &DocumentView<'a>) -> impl Iterator<Item = Edit> + use<'a> {
    let lines = view.blocks.iter().enumerate().filter(|(_, b)| b.read() != &*b.text);
    lines.flat_map(|(index, block)| {
        block.text.char_indices().filter_map(move |(at, c)| {
            let (_, mark) = QUOTES.iter().find(|(other, _)| *other == c)?;
            Some(Edit::new(Loc::new(index, Span::new(at, at + c.len_utf8())), *mark))
        })
    })
}

fn holds_others(view: &DocumentView<'_>) -> bool {
    others(view).next().is_some()
}

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let mut edits: Vec<Edit> = others(view).collect();
    let turned = unbalanced_pair::throughout(view, !edits.is_empty());
    let sure = turned.as_ref().is_none_or(Vec::is_empty);
    edits.extend(turned.into_iter().flatten());
    edits.sort_by_key(|e| e.loc);
    let Some(first) = edits.first().map(|e| e.loc) else { return };
    let places: Arc<[Loc]> = edits.iter().map(|e| e.loc).collect();
    let count = places.len();
    let message = Message::new(
        format!("引号被换成别的符号，全文{count}处"),
        format!("other marks in place of quotation marks, {count} in all"),
    );
    let title = Message::new("全部改为引号", "Change all to quotation marks");
    let fix = if sure { Fix::safe(title, edits) } else { Fix { habit: true, ..Fix::unsafe_(title, edits) } };
    found.push(Finding { places: Some(places), ..Finding::new(first, message).fix(fix) });
}
