//! What is not wrong but unfinished: findings that what is being written may still mend.
//!
//! While one writes, an opening mark has no partner, a list fewer items than announced, a number no unit. The rule that
//! finds it says [what it waits for](Wait); here it is decided whether the place of writing is still inside that.

use crate::Snapshot;
use crate::finding::{Finding, Wait};
use crate::text::LineCol;

const SENTENCE_ENDS: [char; 4] = ['。', '！', '？', '；'];

/// Whether a finding waits for what is being written at `at`: the end of the last edit, behind the finding.
#[must_use]
pub fn unfinished(snapshot: &Snapshot, finding: &Finding, at: LineCol) -> bool {
    let (block, byte) = snapshot.locate(at);
    let here = (block, byte);
    let end = (finding.loc.block, finding.loc.span.end);
    // What is typed right now, its last character still under the cursor: half a number, half an ordinal.
    if here == end && finding.waits == Wait::Nothing {
        return is_growing(snapshot, finding);
    }
    if here < end {
        return false;
    }
    match finding.waits {
        Wait::Nothing => false,
        Wait::Sentence => {
            let text = snapshot.blocks().get(block as usize).map_or("", |b| &*b.text);
            let between = text.get(end.1 as usize..byte as usize);
            block == end.0 && between.is_some_and(|text| !text.contains(SENTENCE_ENDS))
        }
        Wait::Paragraph => block == end.0,
        Wait::List => {
            let last = finding.related.last().map_or(finding.loc, |related| related.loc);
            if last.block == finding.loc.block {
                return block == last.block;
            }
            // More items may come until another section begins; words to the audience begin none.
            let outline = snapshot.outline();
            let node = |index: u32| outline.nodes.get(index as usize);
            let section = outline.at(last.block, last.span.start).and_then(node).and_then(|item| item.parent);
            let next = section.and_then(node).and_then(|section| node(section.subtree_end));
            next.is_none_or(|next| here < (next.heading.block, next.heading.span.start))
        }
    }
}

/// Whether a finding at the cursor ends in what the next character may change: a digit, a letter, a numeral, a unit's
/// beginning. What ends in a mark, or stands before one in a sentence that was there already, is as it is.
fn is_growing(snapshot: &Snapshot, finding: &Finding) -> bool {
    let text = snapshot.blocks().get(finding.loc.block as usize).map_or("", |b| &*b.text);
    let next = text.get(finding.loc.span.end as usize..).and_then(|rest| rest.chars().next());
    if next.is_some_and(|c| !c.is_alphanumeric()) {
        return false;
    }
    let last = finding.loc.span.of(text).chars().next_back();
    last.is_none_or(|c| c.is_alphanumeric() || matches!(c, '%' | '％' | '.' | '—' | '-' | '～' | '~' | ' '))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, DocumentKind, PositionEncoding};
    use std::sync::Arc;

    /// Types `text` at the end of `before` and tells which findings are shown, and which held back.
    fn typed(before: &str, text: &str) -> (Vec<&'static str>, Vec<&'static str>) {
        let mut draft = Document::new(before, DocumentKind::Plain, Arc::default());
        draft.edit(PositionEncoding::Utf8, (u32::MAX, 0), (u32::MAX, 0), text);
        let snapshot = draft.snapshot();
        let at = snapshot.position(PositionEncoding::Utf8, u32::MAX, 0);
        let (held, shown): (Vec<_>, Vec<_>) =
            snapshot.diagnostics().iter().map(|d| &d.finding).partition(|f| unfinished(&snapshot, f, at));
        let codes = |found: Vec<&Finding>| found.iter().map(|f| f.code).collect();
        (codes(shown), codes(held))
    }

    #[test]
    fn an_open_quotation_is_unfinished_until_its_paragraph_is_left() {
        assert_eq!(typed("深入实施", "“三个一批"), (vec![], vec!["unbalanced-pair"]));
        let held = vec!["unbalanced-pair", "sentence-unfinished"];
        assert_eq!(typed("深入实施“三个一批", "活动。全面完成"), (vec![], held));
        assert_eq!(typed("深入实施“三个一批活动。", "\n新的一段"), (vec!["unbalanced-pair"], vec![]));
        // What was never opened cannot be mended by going on.
        assert_eq!(typed("深入实施三个一批”活动", "，全面"), (vec!["unbalanced-pair"], vec![]));
    }

    #[test]
    fn what_is_typed_before_a_mark_is_told_at_once() {
        let told = |rest: &str| {
            let text = format!("规上企业超过20家以上{rest}");
            let draft = Document::new(&text, DocumentKind::Plain, Arc::default());
            let snapshot = draft.snapshot();
            let at = LineCol { line: 0, byte: "规上企业超过20家以上".len() as u32 };
            let held: Vec<bool> =
                snapshot.diagnostics().iter().map(|d| unfinished(&snapshot, &d.finding, at)).collect();
            held
        };
        assert_eq!(told("，增加值增长6.2%。"), [false]);
        assert_eq!(told(""), [true]);
    }

    #[test]
    fn a_list_is_unfinished_until_the_section_that_it_is_in_is_left() {
        let list = "重点抓好三项工作：\n（一）抓投资。\n稳住基本盘。\n（二）抓消费。\n";
        assert_eq!(typed(list, "扩大内需"), (vec![], vec!["declared-count-mismatch"]));
        let closed = format!("一、工作回顾\n{list}扩大内需。\n");
        assert_eq!(typed(&closed, "各位代表！过去一年成绩来之不易。"), (vec![], vec!["declared-count-mismatch"]));
        assert_eq!(
            typed(&format!("一、工作回顾\n{list}"), "扩大内需。\n二、工作安排"),
            (vec!["declared-count-mismatch"], vec![])
        );
    }
}
