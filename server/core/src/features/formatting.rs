//! Formatting: the style fixes of the profile, and blanks at line ends. Never a number, an order or a word.

use super::places::loc;
use crate::analysis::Snapshot;
use crate::block::DocumentKind;
use crate::config::Profile;
use crate::finding::{Edit, Safety};
use crate::fixes::{self, TextEdit};
use crate::rule::Rule;
use crate::rules;
use crate::text::{LineRange, Span};

/// The edits that put a document (or the lines of a range) into the style of its profile. Habits of the whole document
/// are changed only under the `gb` profile, which asks for that.
#[must_use]
pub fn formatting(snapshot: &Snapshot, range: Option<LineRange>) -> Vec<TextEdit> {
    let view = snapshot.view();
    let gb = snapshot.settings().profile == Profile::Gb;
    let style = |code: &str| rules::rule(code).is_some_and(Rule::is_of_style);
    let fixes = snapshot.diagnostics().iter().filter(|d| style(d.finding.code)).filter_map(|d| {
        let fix = d.finding.fixes.first()?;
        (fix.safety == Safety::Safe && (gb || !fix.habit)).then(|| rules::edits(fix, &view))
    });
    let merged = fixes::merge(fixes.chain(trailing_blanks(snapshot)));
    let inside = |edit: &TextEdit| range.is_none_or(|r| r.start <= edit.range.start && edit.range.end <= r.end);
    let mut edits = snapshot.text_edits(&merged);
    edits.retain(inside);
    edits
}

/// Blanks at the ends of lines. Two blanks at the end of a Markdown line are a line break and stay.
fn trailing_blanks(snapshot: &Snapshot) -> impl Iterator<Item = Vec<Edit>> + '_ {
    let blocks = snapshot.blocks();
    let ends = |i: usize| blocks.get(i + 1).is_none_or(|next| !next.continues);
    blocks.iter().enumerate().filter(move |(i, _)| ends(*i)).filter_map(|(i, block)| {
        let kept = block.text.trim_end_matches([' ', '\t', '　']);
        let blanks = &block.text[kept.len()..];
        let markdown_break = snapshot.kind() == DocumentKind::Markdown && blanks == "  " && !kept.is_empty();
        let span = Span::new(kept.len(), block.text.len());
        (!blanks.is_empty() && !markdown_break).then(|| vec![Edit::new(loc(i as u32, span), "")])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::text::LineCol;

    fn formatted(text: &str, kind: DocumentKind, profile: Profile, range: Option<LineRange>) -> String {
        let settings = Settings { profile, ..Settings::default() };
        let snapshot = Snapshot::of(text, kind, settings.into());
        fixes::apply(text, &formatting(&snapshot, range))
    }

    #[test]
    fn habits_change_only_under_the_national_norms() {
        let text = "坚持稳中求进,加快转型;扩大开放,改善民生,促进就业,稳定物价.\n坚持创新,协调,绿色,开放,共享.";
        let inferred = formatted(text, DocumentKind::Plain, Profile::Inferred, None);
        let gb = formatted(text, DocumentKind::Plain, Profile::Gb, None);
        assert_eq!(inferred, text);
        assert!(gb.contains("坚持稳中求进，加快转型；扩大开放"), "{gb}");
    }

    #[test]
    fn blanks_at_line_ends_go() {
        let text = "一、回顾 \t\n　　正文。　\n三、安排  \n   ";
        let plain = formatted(text, DocumentKind::Plain, Profile::Inferred, None);
        // The gap in the numbering is not a matter of style.
        assert_eq!(plain, "一、回顾\n　　正文。\n三、安排\n");
        let markdown = formatted(text, DocumentKind::Markdown, Profile::Inferred, None);
        assert_eq!(markdown, "一、回顾\n　　正文。\n三、安排  \n");
    }

    #[test]
    fn a_range_keeps_the_rest() {
        let at = |line, byte| LineCol { line, byte };
        let range = LineRange { start: at(1, 0), end: at(2, 0) };
        let text = "甲 \n乙 \n丙 ";
        assert_eq!(formatted(text, DocumentKind::Plain, Profile::Inferred, Some(range)), "甲 \n乙\n丙 ");
    }

    #[test]
    fn formatting_twice_changes_nothing_more() {
        let text = "（一）抓投资,促消费 \n（二)抓开放;稳外贸(试点) ";
        for profile in [Profile::Inferred, Profile::Gb, Profile::Lenient] {
            let once = formatted(text, DocumentKind::Plain, profile, None);
            assert_eq!(formatted(&once, DocumentKind::Plain, profile, None), once);
        }
    }
}
