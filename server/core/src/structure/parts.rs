//! What opens a section without an ordinal: the lines that divide a report into parts (2025年工作回顾, 加强政府自身建设) and the
//! headings that Markdown marks. Where such a heading stands in the tree is for the numbering around it to say.

use super::cue::Cue;
use super::{LineShape, Lines};
use crate::text::Span;

/// What kind of heading a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeadKind {
    /// Its words name a part of a report.
    Part,
    /// Its words name the part about the government itself.
    Own,
    /// Its place says it may be a heading.
    Title,
    /// A Markdown heading of this level.
    Hash(u8),
}

/// A heading without an ordinal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    pub(super) block: u32,
    pub(super) kind: HeadKind,
    pub(super) words: Span,
}

impl Head {
    /// Whether it is a heading wherever it stands.
    pub(super) const fn is_certain(&self) -> bool {
        !matches!(self.kind, HeadKind::Title)
    }
}

/// Shortest paragraph in bytes that ends the front matter.
const PARAGRAPH: usize = 60;
/// How many blank lines may stand between a heading and its text.
const BLANKS: usize = 4;

/// The headings without ordinals, in order.
pub(super) fn heads<L: Lines + ?Sized>(lines: &L) -> Vec<Head> {
    let mut found = Vec::new();
    // Above the address to the audience, or the first paragraph or ordinal, stands the title page.
    let mut begun = false;
    let mut above = LineShape::Blank;
    for block in 0..lines.count() {
        let scan = lines.scan(block);
        let marked = scan.starts_with_mark();
        if scan.shape == LineShape::Appendix && !marked {
            break;
        }
        let head = |kind| Head { block: block as u32, kind, words: scan.words };
        let stacked = matches!(above, LineShape::Title | LineShape::Part);
        match scan.shape {
            _ if marked => begun = true,
            LineShape::Blank | LineShape::Noise => continue,
            _ if scan.hashes > 0 => found.push(head(HeadKind::Hash(scan.hashes))),
            LineShape::Part if has_text_below(lines, block) => found.push(head(HeadKind::Part)),
            LineShape::Title if begun && !stacked && has_text_below(lines, block) => {
                let words = scan.words.of(lines.read(block));
                if is_heading(words) {
                    found.push(head(if is_own(words) { HeadKind::Own } else { HeadKind::Title }));
                }
            }
            LineShape::Title | LineShape::Part => {}
            _ => begun |= scan.cue == Cue::Address || lines.read(block).len() > PARAGRAPH,
        }
        above = if marked { LineShape::Body } else { scan.shape };
    }
    without_document_title(lines, found)
}

/// Whether a line starts another section than the one before it.
pub(super) fn opens_section<L: Lines + ?Sized>(lines: &L, block: usize) -> bool {
    let scan = lines.scan(block);
    match scan.marks.first().filter(|_| scan.starts_with_mark()) {
        Some(mark) => !mark.ordinal.style.is_run_in() && !mark.weak,
        None => matches!(scan.shape, LineShape::Title | LineShape::Part | LineShape::Appendix),
    }
}

fn has_text_below<L: Lines + ?Sized>(lines: &L, block: usize) -> bool {
    let below = (block + 1..lines.count()).take(BLANKS).find(|b| {
        let scan = lines.scan(*b);
        scan.starts_with_mark() || scan.shape != LineShape::Blank
    });
    below.is_some_and(|b| {
        let scan = lines.scan(b);
        scan.starts_with_mark() || matches!(scan.shape, LineShape::Body | LineShape::Lead | LineShape::Dash)
    })
}

/// Whether the words may name a section: no date, no name of a person or an office, no note of the printer.
fn is_heading(words: &str) -> bool {
    const OFFICES: [&str; 7] = ["省长", "市长", "县长", "区长", "主席", "州长", "总理"];
    const OFFICE: [&str; 4] = ["人民政府", "办公室", "委员会", "会议上"];
    let person = words.chars().count() <= 20 && OFFICES.iter().any(|w| words.contains(w));
    let strange = words.starts_with(['（', '(', '[', '【', '<', '!', '—', '─', '-', '“', '第'])
        || words.contains(['_', '/', '=', '〔', '~']);
    let office = words.chars().count() <= 12 && OFFICE.iter().any(|w| words.ends_with(w));
    !person && !strange && !office && !words.ends_with(['日', '）', ')']) && words.chars().count() >= 5
}

/// 加强政府自身建设
fn is_own(words: &str) -> bool {
    words.chars().count() <= 20 && ["自身建设"].iter().any(|w| words.ends_with(w))
}

/// A single Markdown heading of the first level above numbered ones is the title of the document.
fn without_document_title<L: Lines + ?Sized>(lines: &L, mut found: Vec<Head>) -> Vec<Head> {
    let first_level = |h: &&Head| h.kind == HeadKind::Hash(1);
    let Some(first) = found.first().filter(first_level).map(|h| h.block as usize) else { return found };
    let numbered = |b: usize| lines.scan(b).starts_with_mark() && !lines.scan(b).marks[0].ordinal.style.is_run_in();
    let other = (0..lines.count()).any(|b| b != first && lines.scan(b).hashes == 1);
    if !other && !(0..first).any(numbered) && (first..lines.count()).any(numbered) {
        found.remove(0);
    }
    found
}
