//! What changed from one text to another.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::Change;

/// The changes that make `after` of `before`, as small as they can be. Lines that were put in or taken out whole, and
/// lines that became several, are one change each, with their line breaks.
#[must_use]
pub fn changes(before: &str, after: &str) -> Vec<Change> {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let offsets = |lines: &[&str]| {
        let mut at = 0;
        let mut all = vec![0];
        all.extend(lines.iter().map(|line| {
            at += line.len();
            at
        }));
        all
    };
    let starts = offsets(&old);
    let mut found = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let (lines, others) = (op.old_range(), op.new_range());
        let paired = lines.len().min(others.len());
        for index in 0..paired {
            let (line, other) = (old[lines.start + index], new[others.start + index]);
            within(starts[lines.start + index], line, other, &mut found);
        }
        if lines.len() != others.len() {
            let range = starts[lines.start + paired]..starts[lines.end];
            found.push(Change { range, text: new[others.start + paired..others.end].concat() });
        }
    }
    found
}

/// The changes within a line.
fn within(start: usize, line: &str, other: &str, found: &mut Vec<Change>) {
    let (line, other) = (line.trim_end_matches(['\n', '\r']), other.trim_end_matches(['\n', '\r']));
    let (old, new): (Vec<char>, Vec<char>) = (line.chars().collect(), other.chars().collect());
    let mut offsets: Vec<usize> = line.char_indices().map(|(at, _)| start + at).collect();
    offsets.push(start + line.len());
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let Range { start, end } = op.old_range();
        let (range, text) = (offsets[start]..offsets[end], new[op.new_range()].iter());
        match found.last_mut().filter(|last| last.range.end == range.start && range.start > offsets[0]) {
            Some(last) => {
                last.range.end = range.end;
                last.text.extend(text);
            }
            None => found.push(Change { range, text: text.collect() }),
        }
    }
}
