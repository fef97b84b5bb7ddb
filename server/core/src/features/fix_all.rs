//! Applying fixes until there is nothing left to apply: `source.fixAll.zhibi` and `zhibi fix`.

use std::sync::Arc;

use crate::analysis::{Reader, Snapshot, Told};
use crate::block::DocumentKind;
use crate::config::{Profile, Settings};
use crate::finding::{Finding, Fix, Safety};
use crate::fixes::{self, TextEdit};
use crate::rules;
use crate::text::{LineCol, LineRange, lines};

/// Fixes may uncover others; rules whose fixes undo each other must not go on for ever.
const MAX_ROUNDS: usize = 16;

/// Which fixes are wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    /// Those that need judgement too.
    pub unsafe_: bool,
    /// Rules that were named: their document-wide fixes are wanted.
    pub named: &'a [String],
}

impl Wanted<'_> {
    /// The fix of a finding to apply, if any: safe ones; habits of the whole document only under the `gb` profile or for
    /// a named rule.
    #[must_use]
    pub fn fix<'f>(self, finding: &'f Finding, settings: &Settings) -> Option<&'f Fix> {
        finding.fixes.iter().find(|fix| {
            let habit = || settings.profile == Profile::Gb || self.named.iter().any(|code| code == finding.code);
            match fix.safety {
                Safety::Safe => !fix.habit || habit(),
                Safety::Unsafe => self.unsafe_,
                Safety::DisplayOnly => false,
            }
        })
    }
}

/// One round: the edits of all wanted fixes that do not conflict, and how many fixes were wanted.
fn round(snapshot: &Snapshot, wanted: Wanted<'_>) -> (Vec<TextEdit>, usize) {
    let view = snapshot.view();
    let all = snapshot.diagnostics().iter().filter_map(|d| wanted.fix(&d.finding, snapshot.settings()));
    let edits: Vec<_> = all.map(|fix| rules::edits(fix, &view)).filter(|edits| !edits.is_empty()).collect();
    let count = edits.len();
    (snapshot.text_edits(&fixes::merge(edits)), count)
}

/// The mended text and how many fixes were applied.
#[must_use]
pub fn fixed(text: &str, kind: DocumentKind, settings: &Arc<Settings>, wanted: Wanted<'_>) -> (String, usize) {
    fixed_told(&mut Reader::new(kind, settings.clone()), text, &[], wanted)
}

/// The same of a text of whose lines its file tells more than their words do. The reader may know its lines already.
#[must_use]
pub fn fixed_told(reader: &mut Reader, text: &str, told: &[(u32, Told)], wanted: Wanted<'_>) -> (String, usize) {
    let (mut text, mut told, mut applied) = (text.to_owned(), told.to_vec(), 0);
    for _ in 0..MAX_ROUNDS {
        let (edits, count) = round(&reader.read_told(&text, &told), wanted);
        let next = fixes::apply(&text, &edits);
        if next == text {
            break;
        }
        text = next;
        move_along(&mut told, &edits);
        applied += count;
    }
    (text, applied)
}

/// What is told of lines, where they stand behind edits.
fn move_along(told: &mut [(u32, Told)], edits: &[TextEdit]) {
    let mut edits = edits.iter().peekable();
    let mut by = 0_i64;
    for (line, _) in told {
        while let Some(edit) = edits.next_if(|edit| edit.range.start.line < *line && edit.range.end.line <= *line) {
            let added = edit.text.bytes().filter(|byte| *byte == b'\n').count() as i64;
            by += added - i64::from(edit.range.end.line - edit.range.start.line);
        }
        *line = u32::try_from(i64::from(*line) + by).unwrap_or(0);
    }
}

/// The edits that apply all safe fixes, and those that these uncover. Ascending, not overlapping.
#[must_use]
pub fn fix_all(snapshot: &Snapshot) -> Vec<TextEdit> {
    let (edits, _) = round(snapshot, Wanted::default());
    if edits.is_empty() {
        return edits;
    }
    // Line breaks are not ours to change: positions are lines and columns, so any break serves here.
    let all: Vec<_> = (0..snapshot.line_count()).map(|line| snapshot.line_text(line)).collect();
    let before = all.join("\n");
    let once = fixes::apply(&before, &edits);
    let settings = Arc::new(snapshot.settings().clone());
    let (after, more) = fixed(&once, snapshot.kind(), &settings, Wanted::default());
    if more == 0 { edits } else { changes(&before, &after) }
}

/// The lines that differ, as edits without their common beginnings and ends.
fn changes(before: &str, after: &str) -> Vec<TextEdit> {
    let (old, new): (Vec<&str>, Vec<&str>) = (lines(before).collect(), lines(after).collect());
    if old.len() != new.len() {
        let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count().min(old.len().min(new.len()) - 1);
        let tail = old[head + 1..].iter().rev().zip(new[head + 1..].iter().rev()).take_while(|(a, b)| a == b).count();
        let last = old.len() - 1 - tail;
        let start = LineCol { line: head as u32, byte: 0 };
        let end = LineCol { line: last as u32, byte: old[last].len() as u32 };
        let text = new[head..new.len() - tail].join("\n");
        return vec![TextEdit { range: LineRange { start, end }, text }];
    }
    let changed = old.iter().zip(&new).enumerate().filter(|(_, (a, b))| a != b);
    changed
        .map(|(line, (a, b))| {
            let head: usize = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum();
            let (a, b) = (&a[head..], &b[head..]);
            let tail: usize =
                a.chars().rev().zip(b.chars().rev()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum();
            let at = |byte| LineCol { line: line as u32, byte: byte as u32 };
            let range = LineRange { start: at(head), end: at(head + a.len() - tail) };
            TextEdit { range, text: b[..b.len() - tail].to_owned() }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::features::testing::snapshot;

    #[test]
    fn differences_become_edits() {
        for (before, after) in [
            ("甲，乙\n丙", "甲、乙\n丙丁"),
            ("甲\n乙\n丙", "甲\n丙"),
            ("甲", "甲\n乙"),
            ("甲\n乙", "乙"),
            ("甲甲甲", "甲甲"),
            ("", "甲"),
        ] {
            assert_eq!(fixes::apply(before, &changes(before, after)), after);
        }
    }

    #[test]
    fn what_is_told_of_lines_moves_with_them() {
        let at = |line, byte| LineCol { line, byte };
        let edit = |start, end, text: &str| TextEdit { range: LineRange { start, end }, text: text.to_owned() };
        let mut told: Vec<(u32, Told)> = [0, 2, 4, 5].map(|line| (line, Told::Row)).to_vec();
        // The second line becomes two, the fourth and the fifth one.
        move_along(
            &mut told,
            &[edit(at(1, 3), at(1, 3), "\n"), edit(at(2, 0), at(2, 3), "甲"), edit(at(3, 3), at(4, 0), "")],
        );
        assert_eq!(told.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [0, 3, 4, 5]);
        // A row that its file tells of is no heading, in whatever round.
        let text = "一、抓项目\n（一）抓投资。。\n城镇新增就业\t3968人\n（一）稳就业。。\n";
        let mut reader = Reader::new(DocumentKind::Plain, Arc::default());
        let (text, count) = fixed_told(&mut reader, text, &[(2, Told::Row)], Wanted::default());
        assert!(count >= 2 && !text.contains("。。") && text.contains("城镇新增就业\t3968人"), "{text}");
    }

    #[test]
    fn fix_all_ends_where_the_command_line_ends() {
        let rows = [
            "甲，乙。好!!!!!!!!!!!!!!!!!!!!",
            "甲，乙。((((((((((((((((((((a))))))))))))))))))))丙",
            "甲，乙。丙?。丁,。戊,,己::。",
            "一、甲；\n（一）::::::::::::::::::::::::乙",
            // What an invisible character hid is no news once it is gone.
            "浓度监测，pm\u{200b}10等指标改善。",
            "推进g\u{ad}237\u{200b}金湖大道建设。",
            "健全“群防 联\u{feff}防 技\u{200d}防”体系。",
            "完成投资超\u{200b}过10亿元以\u{200b}上。。",
        ];
        for text in ["一是，抓投资，，促消费。", "增长10～15%，，，下降2%。。", "（一）、抓投资", "没有问题。"]
            .into_iter()
            .chain(rows)
        {
            let edits = fix_all(&snapshot(text));
            let (expected, _) = fixed(text, DocumentKind::Plain, &Arc::default(), Wanted::default());
            assert_eq!(fixes::apply(text, &edits), expected);
            assert!(fix_all(&snapshot(&expected)).is_empty(), "{expected}");
            let codes =
                |text: &str| -> BTreeSet<_> { snapshot(text).diagnostics().iter().map(|d| d.finding.code).collect() };
            assert!(codes(&expected).is_subset(&codes(text)), "{expected}: a fix made a new finding");
        }
    }
}
