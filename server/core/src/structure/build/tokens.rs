//! The ordinals of a draft in order, and what is known of all of them before the tree is built.

use super::super::digits;
use super::super::{Boundary, LineScan, LineShape, Lines, Mark, OrdinalStyle as Style};
use crate::reading::segments::is_stop;

/// An ordinal with its place.
pub(super) struct Token<'a> {
    pub(super) block: u32,
    /// Number of the paragraph: a block holds several where line breaks were lost.
    pub(super) para: u32,
    pub(super) mark: &'a Mark,
    /// Whether nothing but its title stands in its paragraph.
    pub(super) alone: bool,
    /// A number one glued to the end of the paragraph before: number two of the same form starts a paragraph.
    pub(super) glued: bool,
    /// Next token of the same style.
    pub(super) next: Option<u32>,
}

impl Token<'_> {
    pub(super) const fn style(&self) -> Style {
        self.mark.ordinal.style
    }

    pub(super) const fn value(&self) -> u32 {
        self.mark.ordinal.value
    }

    pub(super) const fn starts_paragraph(&self) -> bool {
        self.mark.boundary.starts_paragraph() || self.glued
    }

    /// A heading candidate: numbered, at the start of a paragraph.
    pub(super) const fn is_heading(&self) -> bool {
        self.starts_paragraph() && !self.style().is_run_in()
    }

    pub(super) fn starts_with_like(&self, other: &Token<'_>) -> bool {
        self.starts_paragraph() == other.starts_paragraph()
    }
}

pub(super) const fn place(token: &Token<'_>) -> (u32, u32) {
    (token.block, token.mark.ordinal.span.start)
}

pub(super) fn tokens<L: Lines + ?Sized>(lines: &L) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let (mut para, mut block) = (0, None);
    for (at, mark) in candidates(lines) {
        // Every block is a paragraph.
        para += at - block.replace(at).unwrap_or(0) + u32::from(mark.boundary == Boundary::Gap);
        let rest = lines.read(at as usize)[mark.title.end as usize..].trim_end_matches(['*', ' ', '\u{3000}', '#']);
        tokens.push(Token { block: at, para, mark, alone: rest.is_empty(), glued: false, next: None });
    }
    let mut seen = [None; Style::ALL.len()];
    for i in (0..tokens.len()).rev() {
        let rank = tokens[i].style().rank();
        let next: Option<u32> = seen[rank].replace(i as u32);
        // （一） and （二） may both be glued: some of the next few must start a paragraph.
        let mut wanted = tokens[i].value() + 1;
        let chain = std::iter::successors(next, |n| tokens[*n as usize].next).map(|n| &tokens[n as usize]);
        let mut chain = chain.take(4).take_while(|n| {
            wanted += 1;
            n.value() + 1 == wanted
        });
        let headed = chain.any(|n| n.mark.boundary.starts_paragraph() && !n.mark.weak);
        let token = &mut tokens[i];
        token.next = next;
        token.glued = headed
            && token.value() == 1
            && matches!(token.style(), Style::Chinese | Style::ChineseParen)
            && matches!(token.mark.boundary, Boundary::Sentence | Boundary::Colon | Boundary::Space);
    }
    tokens
}

/// The ordinals of all lines with their blocks, without those that a bracket or a figure explains.
fn candidates<L: Lines + ?Sized>(lines: &L) -> Vec<(u32, &Mark)> {
    let mut all = Vec::new();
    for block in 0..lines.count() {
        let inside = block > 0 && closes_bracket(lines.read(block - 1), lines.scan(block));
        all.extend(lines.scan(block).marks.iter().skip(usize::from(inside)).map(|m| (block as u32, m)));
    }
    digits::sift(lines, all)
}

/// Whether a line that starts with 1） ends a bracket that the line above opened: a page cut the line.
fn closes_bracket(above: &str, scan: &LineScan) -> bool {
    let closing =
        |m: &&Mark| m.boundary == Boundary::Line && m.ordinal.form.open.is_none() && m.ordinal.form.close.is_some();
    if scan.marks.first().filter(closing).is_none() {
        return false;
    }
    let above = above.trim_end();
    let Some(open) = above.rfind(['（', '(']) else { return false };
    // The bracket of an ordinal may end the paragraph before: …完成。（ 一）
    let (head, inner) = (above[..open].trim_end(), &above[open..]);
    !inner.contains(['）', ')'])
        && inner.chars().count() <= 40
        && !inner.ends_with(is_stop)
        && !head.is_empty()
        && (inner.chars().count() > 1 || !head.ends_with(is_stop))
}

pub(super) fn evidence<L: Lines + ?Sized>(lines: &L) -> impl Iterator<Item = Option<(Style, u32)>> {
    (0..lines.count()).flat_map(|block| {
        let scan = lines.scan(block);
        let appendix = scan.shape == LineShape::Appendix && scan.marks.is_empty();
        let headings = scan.marks.iter().filter(|m| m.at_line_start && !m.weak);
        let headings = headings.map(|m| Some((m.ordinal.style, m.ordinal.value)));
        appendix.then_some(None).into_iter().chain(headings)
    })
}

/// The block of the one heading that seems to have lost its number: a group of title lines without number, the only one
/// among headings that all stand alone, with text below.
pub(super) fn orphan<L: Lines + ?Sized>(lines: &L, tokens: &[Token<'_>]) -> Option<usize> {
    let headings = || tokens.iter().filter(|t| t.is_heading() && t.mark.boundary == Boundary::Line);
    let first = headings().next()?;
    let style = first.style();
    if headings().filter(|t| t.style() == style).count() < 2 || headings().any(|t| t.style() == style && !t.alone) {
        return None;
    }
    let mut found = None;
    let mut block = first.block as usize + 1;
    while block < lines.count() {
        let is_title = |b: usize| {
            let scan = lines.scan(b);
            scan.marks.is_empty() && matches!(scan.shape, LineShape::Title | LineShape::Part)
        };
        match lines.scan(block).shape {
            LineShape::Appendix if lines.scan(block).marks.is_empty() => break,
            _ if !is_title(block) => {}
            _ => {
                let from = block;
                while block + 1 < lines.count() && (is_title(block + 1) || is_blank_line(lines, block + 1)) {
                    block += 1;
                }
                let below = (block + 1 < lines.count()).then(|| lines.scan(block + 1));
                let text =
                    below.is_some_and(|s| s.marks.is_empty() && matches!(s.shape, LineShape::Body | LineShape::Lead));
                if found.is_some() || !text {
                    return None;
                }
                found = Some(from);
            }
        }
        block += 1;
    }
    found
}

fn is_blank_line<L: Lines + ?Sized>(lines: &L, block: usize) -> bool {
    lines.scan(block).marks.is_empty() && lines.scan(block).shape == LineShape::Blank
}

pub(super) fn appendices<L: Lines + ?Sized>(lines: &L) -> Vec<u32> {
    let opens = |b: &usize| lines.scan(*b).shape == LineShape::Appendix && lines.scan(*b).marks.is_empty();
    (0..lines.count()).filter(opens).map(|b| b as u32).collect()
}

/// For each line the next lead or item behind a dash at or after it.
pub(super) fn next_named<L: Lines + ?Sized>(lines: &L, leads: &[bool]) -> Vec<u32> {
    let mut next = u32::MAX;
    let mut all = vec![next; lines.count() + 1];
    for block in (0..lines.count()).rev() {
        if leads[block] || lines.scan(block).shape == LineShape::Dash {
            next = block as u32;
        }
        all[block] = next;
    }
    all
}

/// For each token the next heading candidate after it.
pub(super) fn next_headings(tokens: &[Token<'_>]) -> Vec<u32> {
    let mut next = tokens.len() as u32;
    let mut all = vec![next; tokens.len() + 1];
    for (i, token) in tokens.iter().enumerate().rev() {
        if token.is_heading() && !token.mark.weak {
            next = i as u32;
        }
        all[i] = next;
    }
    all
}
