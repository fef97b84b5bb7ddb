//! Writing a clean draft is quiet: what an input method commits piece by piece shows next to nothing that goes away by
//! itself, what is edited in the middle leaves the rest alone, and what is wrong in the end is shown in the end.
//!
//! Over clean reports where `ZHIBI_CORPUS` names some, and always over our own drafts, which have faults.
#![allow(clippy::disallowed_methods, reason = "the test reads drafts")]

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use zhibi_core::features::Writing;
use zhibi_core::finding::Severity;
use zhibi_core::text::{LineRange, Moved};
use zhibi_core::{Document, DocumentKind, LineCol, PositionEncoding};

/// Errors and warnings that may come and go while all our drafts are typed: counted, and only ever lowered.
const CEILING: usize = 1;
/// For clean reports: of a thousand characters, of a thousand steps, of an edit.
const CEILING_OF_REPORTS: (f64, f64, f64) = (0.05, 3.0, 0.05);

/// Characters of each draft that are typed.
const TYPED: usize = 2500;

type Finding = (&'static str, LineRange);

/// Somebody who writes, and what an editor shows of it as errors and warnings.
struct Typist {
    draft: Document,
    writing: Option<Writing>,
    shown: HashSet<Finding>,
    steps: usize,
    /// Steps after which something was shown.
    busy: usize,
    /// What went away by itself.
    gone: Vec<Finding>,
}

impl Typist {
    fn new(text: &str) -> Self {
        let draft = Document::new(text, DocumentKind::Plain, Arc::default());
        let mut typist = Self { draft, writing: None, shown: HashSet::new(), steps: 0, busy: 0, gone: Vec::new() };
        typist.shown = typist.visible();
        typist
    }

    fn visible(&self) -> HashSet<Finding> {
        let snapshot = self.draft.snapshot();
        let place = |finding: &zhibi_core::finding::Finding| snapshot.line_range(finding.loc);
        let loud = |f: &zhibi_core::finding::Finding| f.severity <= Severity::Warning;
        match &self.writing {
            Some(writing) => {
                let shown = writing.shown(&snapshot);
                let loud = shown.findings().filter(|(f, _)| loud(f));
                loud.map(|(f, moved)| (f.code, moved.map_or_else(|| place(f), |(place, _)| place))).collect()
            }
            None => {
                let all = snapshot.diagnostics().iter().map(|d| &d.finding);
                all.filter(|f| loud(f)).map(|f| (f.code, place(f))).collect()
            }
        }
    }

    /// Replaces a range; tells what is shown then.
    fn edit(&mut self, start: LineCol, end: LineCol, new: &str) -> Moved {
        let moved = Moved::new(start, end, new);
        self.writing = Some(Writing::after(self.writing.take(), &self.draft, moved, new));
        let place = |at: LineCol| (at.line, at.byte);
        self.draft.edit(PositionEncoding::Utf8, place(start), place(end), new);
        let shown = self.visible();
        self.steps += 1;
        self.busy += usize::from(!shown.is_empty());
        let pushed: HashSet<Finding> = self.shown.iter().map(|(code, range)| (*code, moved.push(*range))).collect();
        self.gone.extend(pushed.difference(&shown));
        self.shown = shown;
        moved
    }

    /// Writes a text in pieces of one to six characters; where it ends.
    fn write(&mut self, mut at: LineCol, mut rest: &str) -> LineCol {
        for step in 1.. {
            if rest.is_empty() {
                break;
            }
            let most = step * 5 % 6 + 1;
            let mut cut = rest.char_indices().nth(most).map_or(rest.len(), |(at, _)| at);
            cut = rest[..cut].find('\n').map_or(cut, |at| at + 1);
            at = self.edit(at, at, &rest[..cut]).new_end;
            rest = &rest[cut..];
        }
        at
    }

    /// Deletes a line from its end to its start, a character at a time.
    fn erase(&mut self, line: u32) -> LineCol {
        let text = self.draft.text().line(line as usize);
        for (start, c) in text.char_indices().rev() {
            let at = |byte: usize| LineCol { line, byte: u32::try_from(byte).expect("short") };
            self.edit(at(start), at(start + c.len_utf8()), "");
        }
        LineCol { line, byte: 0 }
    }

    /// Goes elsewhere.
    fn leave(&mut self) {
        self.writing = None;
        self.shown = self.visible();
    }
}

fn drafts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("seeds").flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|ext| ext == "txt"));
    files.sort();
    assert!(files.len() >= 5);
    files.iter().map(|file| std::fs::read_to_string(file).expect("a draft")).collect()
}

/// Ten reports without an error or a warning, if there are reports; two where the code is not optimised.
fn reports() -> Vec<String> {
    let Some(folder) = std::env::var_os("ZHIBI_CORPUS") else { return Vec::new() };
    let Ok(entries) = std::fs::read_dir(PathBuf::from(folder).join("more")) else { return Vec::new() };
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|ext| ext == "md" || ext == "txt"));
    files.sort();
    let apart = (files.len() / 24).max(1);
    let texts = files.iter().step_by(apart).map(|file| std::fs::read_to_string(file).expect("a report"));
    let clean = |text: &String| text.chars().count() > 5000 && Typist::new(text).shown.is_empty();
    let many = if cfg!(debug_assertions) && std::env::var_os("ZHIBI_FULL").is_none() { 2 } else { 10 };
    texts.filter(clean).take(many).map(|text| text.chars().take(5000).collect()).collect()
}

fn type_out(text: &str) -> Typist {
    let mut typist = Typist::new("");
    typist.write(LineCol::default(), text);
    typist
}

#[test]
fn writing_forward_is_quiet() {
    let mut gone = Vec::new();
    for text in drafts() {
        let text: String = text.chars().take(TYPED).collect();
        gone.extend(type_out(&text).gone);
    }
    assert!(gone.len() <= CEILING, "{} came and went: {gone:?}", gone.len());
}

#[test]
fn writing_reports_forward_is_quiet() {
    let (mut gone, mut thousands, mut steps, mut busy) = (Vec::new(), 0.0, 0.0, 0.0);
    for text in reports() {
        let typist = type_out(&text);
        thousands += f64::from(u32::try_from(text.chars().count()).expect("short")) / 1000.0;
        steps += f64::from(u32::try_from(typist.steps).expect("few")) / 1000.0;
        busy += f64::from(u32::try_from(typist.busy).expect("few"));
        gone.extend(typist.gone);
    }
    let count = f64::from(u32::try_from(gone.len()).expect("few"));
    assert!(count <= CEILING_OF_REPORTS.0 * thousands, "{count} in {thousands:.1} thousand characters: {gone:?}");
    assert!(busy <= CEILING_OF_REPORTS.1 * steps, "{busy} of {steps:.1} thousand steps");
}

#[test]
fn what_is_wrong_is_shown_one_paragraph_later_and_all_of_it_in_the_end() {
    let faults = [
        "深入实施“三个一批活动。",
        "完成投资超过10亿元以上。",
        "一般公共预算收入下降2倍。",
        "重点抓好三项工作：（一）抓投资；（二）抓消费。",
        "今年预期目标是投资增长8%—6%。",
        "生产总值增长%，投资增长5%。",
        "会议于2月30日召开。",
        "三、工作安排",
    ];
    for fault in faults {
        let mut typist = Typist::new("一、工作回顾\n");
        typist.write(LineCol { line: 1, byte: 0 }, &format!("{fault}\n民生持续改善。"));
        let shown = typist.shown.clone();
        assert!(!shown.is_empty(), "{fault}: nothing is shown");
        typist.leave();
        assert_eq!(shown, typist.shown, "{fault}");
    }
}

const ORDINALS: &str = "一二三四五六七八九十";

/// The next ordinal of a line that begins with `（二）`, and what may be written behind it.
fn next_item(line: &str) -> Option<String> {
    let number = line.trim_start().strip_prefix('（')?.chars().next()?;
    let next = ORDINALS.chars().skip_while(|c| *c != number).nth(1)?;
    line.trim_start().chars().nth(2).filter(|c| *c == '）')?;
    Some(format!("（{next}）持续推进“放管服”改革。办好（群众关心的）实事，完成投资12.5亿元、增长8.3%。"))
}

/// Goes through a sequence of edits of one kind. What came and is not there in the end, and what elsewhere was there
/// before and after and not in between.
fn transient(text: &str, edits: impl FnOnce(&mut Typist)) -> Vec<Finding> {
    let mut typist = Typist::new(text);
    edits(&mut typist);
    let gone = std::mem::take(&mut typist.gone);
    typist.leave();
    // What the edit mended or deleted was there before.
    let before = Typist::new(text).shown;
    let codes: HashSet<&str> = before.difference(&typist.shown).map(|(code, _)| *code).collect();
    gone.into_iter().filter(|(code, _)| !codes.contains(code)).collect()
}

/// The edits of the middle of a draft: how many, and what blinked.
fn middle_edits(text: &str) -> (usize, Vec<(&'static str, Finding)>) {
    let lines: Vec<&str> = text.lines().collect();
    let line_of = |index: usize| u32::try_from(index).expect("short");
    let at = |line: usize, byte: usize| LineCol { line: line_of(line), byte: line_of(byte) };
    let (mut count, mut gone) = (0, Vec::new());
    let mut note = |kind: &'static str, found: Vec<Finding>| {
        count += 1;
        gone.extend(found.into_iter().map(|finding| (kind, finding)));
    };
    for part in 1..=4 {
        let from = lines.len() * part / 5;
        let below = || lines.iter().enumerate().skip(from);
        if let Some((line, item)) = below().find_map(|(n, line)| Some((n, next_item(line)?))) {
            let end = at(line, lines[line].len());
            note("item", transient(text, |t| _ = t.write(end, &format!("\n{item}"))));
            // Its heading retyped.
            let retype = |t: &mut Typist| {
                let start = t.erase(line_of(line));
                t.write(start, lines[line]);
            };
            note("heading", transient(text, retype));
        }
        if let Some((line, byte)) = below().find_map(|(n, line)| Some((n, line.find('。')? + '。'.len_utf8()))) {
            let sentence = "持续推进“放管服”改革，办好（群众关心的）实事，完成投资12.5亿元、增长8.3%。";
            let write = |t: &mut Typist| {
                let end = t.write(at(line, byte), sentence);
                // Undone.
                t.edit(at(line, byte), end, "");
            };
            note("sentence", transient(text, write));
            let erase = |t: &mut Typist| {
                t.erase(line_of(line));
                t.edit(at(line, 0), at(line + 1, 0), "");
            };
            note("paragraph", transient(text, erase));
            for size in [1, 30, 500, 5000] {
                let pasted: String = text.chars().skip(text.chars().count() / 7).take(size).collect();
                note("paste", transient(text, |t| _ = t.edit(at(line, byte), at(line, byte), &pasted)));
            }
        }
    }
    (count, gone)
}

#[test]
fn edits_in_the_middle_leave_the_rest_alone() {
    let mut gone = Vec::new();
    for text in drafts() {
        let text: String = text.chars().take(TYPED).collect();
        gone.extend(middle_edits(&text).1);
    }
    assert!(gone.is_empty(), "{} came and went: {gone:?}", gone.len());
}

#[test]
fn edits_in_the_middle_of_reports_leave_the_rest_alone() {
    let (mut edits, mut gone) = (0, Vec::new());
    for text in reports() {
        let (count, found) = middle_edits(&text);
        edits += count;
        gone.extend(found);
    }
    let count = |n: usize| f64::from(u32::try_from(n).expect("few"));
    assert!(count(gone.len()) <= CEILING_OF_REPORTS.2 * count(edits), "{} in {edits} edits: {gone:?}", gone.len());
}
