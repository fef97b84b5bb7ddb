//! Applying fixes: edits in document order, never overlapping.

use crate::finding::Edit;
use crate::text::{LineRange, Span};

/// A replacement in line and byte coordinates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// What is replaced.
    pub range: LineRange,
    /// By what.
    pub text: String,
}

/// Merges the edits of several fixes: a fix of which any edit conflicts with an earlier one is left out whole.
#[must_use]
pub fn merge(fixes: impl IntoIterator<Item = Vec<Edit>>) -> Vec<Edit> {
    let mut kept: std::collections::BTreeMap<(u32, u32), Edit> = std::collections::BTreeMap::new();
    for fix in fixes {
        let clash = |e: &Edit| {
            let key = (e.loc.block, e.loc.span.start);
            let before = kept.range(..=key).next_back();
            let after = kept.range(key..).next();
            let at = |e: &Edit| (e.loc.block, e.loc.span.start);
            [before, after].into_iter().flatten().any(|(_, k)| at(k) == at(e) || at(k) < e.end() && at(e) < k.end())
        };
        if !fix.iter().any(clash) {
            for edit in fix {
                kept.insert((edit.loc.block, edit.loc.span.start), edit);
            }
        }
    }
    kept.into_values().collect()
}

/// Applies ascending, non-overlapping edits to a text; terminators stay as they are.
#[must_use]
pub fn apply(text: &str, edits: &[TextEdit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    let starts = line_starts(text);
    for edit in edits {
        let Some((start, end)) = offsets(&starts, edit.range) else { continue };
        if start < done || end < start || !text.is_char_boundary(start) || !text.is_char_boundary(end) {
            continue;
        }
        out.push_str(&text[done..start]);
        out.push_str(&edit.text);
        done = end;
    }
    out.push_str(&text[done..]);
    out
}

/// Byte offset of the start of each line.
#[must_use]
pub fn line_starts(text: &str) -> Vec<usize> {
    crate::text::lines(text).map(|line| line.as_ptr() as usize - text.as_ptr() as usize).collect()
}

fn offsets(starts: &[usize], range: LineRange) -> Option<(usize, usize)> {
    let at = |p: crate::text::LineCol| Some(starts.get(p.line as usize)? + p.byte as usize);
    Some((at(range.start)?, at(range.end)?))
}

/// The part of `text` under `span` replaced by `new`.
#[must_use]
pub fn replaced(text: &str, span: Span, new: &str) -> String {
    format!("{}{new}{}", &text[..span.start as usize], &text[span.end as usize..])
}
