//! Folding: sections that span more than one line.

use super::places::section;
use crate::analysis::Snapshot;

/// Lines that fold below the first one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// 0-based line of the heading, which stays visible.
    pub start: u32,
    /// 0-based last line hidden.
    pub end: u32,
    /// Depth of the section, 1 for the top.
    pub level: u32,
}

/// Foldable sections by line, one for each start line; with a `limit`, the outermost levels win.
#[must_use]
pub fn folding(snapshot: &Snapshot, limit: Option<usize>) -> Vec<Fold> {
    let mut folds: Vec<Fold> = Vec::new();
    for node in &snapshot.outline().nodes {
        let range = section(snapshot, node);
        let fold = Fold { start: range.start.line, end: range.end.line, level: node.level };
        // Several headings on one line: the outermost comes first and wins.
        if fold.end > fold.start && folds.last().is_none_or(|last| last.start != fold.start) {
            folds.push(fold);
        }
    }
    if let Some(limit) = limit.filter(|l| *l < folds.len()) {
        folds.sort_by_key(|f| (f.level, f.start));
        folds.truncate(limit);
        folds.sort_by_key(|f| f.start);
    }
    folds
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::testing::snapshot;

    fn folds(text: &str, limit: Option<usize>) -> Vec<(u32, u32)> {
        folding(&snapshot(text), limit).into_iter().map(|f| (f.start, f.end)).collect()
    }

    #[test]
    fn sections_fold_without_trailing_blank_lines() {
        let text = "一、回顾\n（一）工业\n正文\n\n\n二、安排\n（一）农业。\n三、保障";
        assert_eq!(folds(text, None), [(0, 2), (1, 2), (5, 6)]);
        assert_eq!(folds(text, Some(2)), [(0, 2), (5, 6)]);
        assert_eq!(folds("", None), []);
    }
}
