//! An edited document says the same as one read afresh: outline and findings, over random edits.
//!
//! Over the drafts of this repository always; over real reports when `ZHIBI_CORPUS` names a folder with `texts/`.
#![allow(clippy::disallowed_methods, reason = "the test reads drafts")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use zhibi_core::{Document, DocumentKind, PositionEncoding, Settings, Snapshot};

/// A small deterministic generator (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
}

const PIECES: [&str; 24] = [
    "",
    "",
    "",
    "\n",
    "\r\n",
    "。",
    "：",
    "；",
    "（二）",
    "（十",
    "）",
    "三、",
    "一是",
    "四是",
    "二要",
    "第一，",
    "首先，",
    "1.",
    "（3）",
    "②",
    "附件1\n",
    "加快发展。",
    "**",
    "　　",
];

/// All that rules, structure and the ledger say, as text.
fn said(snapshot: &Snapshot) -> String {
    let mut out = format!("{:#?}\n{:?}\n", snapshot.outline(), snapshot.ledger().report_year);
    for figure in snapshot.ledger().all() {
        let relations = snapshot.relations(figure.block, figure.figure as usize);
        out += &format!("{} {} {:?} {relations:?}\n", figure.block, figure.figure, *figure);
    }
    for diagnostic in snapshot.diagnostics() {
        let finding = &diagnostic.finding;
        out += &format!("{} {:?} {:?} {:?}\n", finding.code, finding.severity, finding.loc, finding.message);
        for related in &finding.related {
            out += &format!("  {:?} {:?}\n", related.loc, related.message);
        }
        for fix in &finding.fixes {
            out += &format!("  {:?} {:?}\n", fix.title, zhibi_core::rules::edits(fix, &snapshot.view()));
        }
    }
    out
}

fn check(name: &str, text: &str, kind: DocumentKind, edits: usize, random: &mut Random) {
    let settings = Arc::new(Settings::default());
    let mut document = Document::new(text, kind, settings.clone());
    for nth in 0..edits {
        let whole = document.text();
        let line = random.below(whole.line_count());
        let length = whole.line(line).chars().count();
        let from = random.below(length + 1);
        // Mostly near the start of a line, where ordinals stand.
        let from = if random.below(3) > 0 { from.min(random.below(6)) } else { from };
        let (to_line, to) = match random.below(6) {
            0 => (line + 1, random.below(4)),
            1 => (line, from + random.below(12)),
            2 => (line, from + 1),
            _ => (line, from),
        };
        let start = (line as u32, from as u32);
        let piece = PIECES[random.below(PIECES.len())];
        document.edit(PositionEncoding::Utf32, start, (to_line as u32, to as u32), piece);
        let edited = document.snapshot();
        // Laziness must not matter: sometimes nothing is asked between two edits.
        if random.below(4) == 0 && nth + 1 < edits {
            continue;
        }
        let fresh = Snapshot::of(&document.text().to_text(), kind, settings.clone());
        assert!(said(&edited) == said(&fresh), "{name}, edit {nth}: {piece:?} at {start:?}");
    }
}

fn drafts(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<_> = entries.map(|e| e.expect("a folder entry").path()).filter(|p| p.is_file()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt" || e == "md"));
    paths.sort();
    assert!(!paths.is_empty(), "{} holds no drafts", folder.display());
    paths
}

fn check_all(folder: &Path, edits: usize, seed: u64) {
    let mut random = Random(seed);
    for path in drafts(folder) {
        let name = path.display().to_string();
        let text = String::from_utf8_lossy(&std::fs::read(&path).expect("a readable draft")).into_owned();
        let markdown = path.extension().is_some_and(|e| e == "md");
        let kind = if markdown { DocumentKind::Markdown } else { DocumentKind::Plain };
        check(&name, &text, kind, edits, &mut random);
    }
}

#[test]
fn drafts_of_the_repository() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    check_all(&here.join("src/structure/drafts"), 150, 42);
    check_all(&here.join("../../seeds"), 20, 7);
}

#[test]
fn drafts_of_pages() {
    // Paragraphs put together of lines: readings, note marks, numbers of pages in them.
    let text = include_str!("damaged/page.txt");
    assert!(Snapshot::of(text, DocumentKind::Plain, Arc::default()).woven().is_some_and(|woven| woven.wrapped));
    check("page.txt", text, DocumentKind::Plain, 60, &mut Random(11));
    let unwrapped = include_str!("damaged/report.txt").replace("”", "”[1]").replace("发展", "发(fā)展");
    check("report.txt", &unwrapped, DocumentKind::Plain, 60, &mut Random(12));
}

#[test]
fn real_reports() {
    match std::env::var_os("ZHIBI_CORPUS") {
        Some(corpus) => check_all(&Path::new(&corpus).join("texts"), 2, 3),
        None => eprintln!("real_reports: ZHIBI_CORPUS is not set, did not run"),
    }
}
