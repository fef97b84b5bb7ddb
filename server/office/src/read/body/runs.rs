//! Runs in the body, and the text in them.

use std::mem;
use std::ops::Range;

use super::super::{Around, Element, PieceKind, Run, Text};
use super::Body;
use crate::layout::write::JOINER;

/// A `w:t` while it is read.
pub(super) struct OpenText {
    /// Number of pieces of its line before it.
    pub(super) pieces: usize,
    pub(super) preserve: bool,
    pub(super) open: Range<u32>,
}

impl Body<'_> {
    pub(super) fn run(&mut self, place: Range<u32>) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        let index = self.source.runs.len() as u32;
        let nested = paragraph.runs.first().map(|run| Around::Run(*run));
        let (paragraph_index, paragraph_depth, is_nested) = (paragraph.index, paragraph.depth, nested.is_some());
        paragraph.runs.push(index);
        let around = self.around().or(nested);
        // Its own start tag is counted.
        let parent = self.changes.last().filter(|(_, inserted, depth)| *inserted && *depth + 1 == self.depth);
        let insertion = parent.map(|(index, ..)| *index);
        let link = self.links.last().filter(|(_, depth)| *depth > paragraph_depth).map(|(index, _)| *index);
        let around_it = usize::from(insertion.is_some()) + usize::from(link.is_some());
        let direct = paragraph_depth + 1 + around_it == self.depth;
        self.source.runs.push(Run {
            element: Element { open: place, end: 0 },
            properties: None,
            paragraph: paragraph_index,
            change: self.changes.first().map(|(index, ..)| *index),
            insertion,
            around,
            link,
            direct,
            fixed: is_nested || self.closed.is_some(),
        });
    }

    /// What comments go around here, if they cannot be inside.
    pub(super) fn around(&self) -> Option<Around> {
        let closed = self.closed.as_ref().map(|(index, ..)| Around::Closed(*index));
        self.boxes.last().copied().flatten().or(closed)
    }

    pub(super) fn innermost(&self) -> Option<u32> {
        self.paragraphs.last().and_then(|p| p.runs.last()).copied()
    }

    pub(super) fn open_text(&mut self, preserve: bool, open: Range<u32>) {
        let pieces = self.paragraphs.last().map_or(0, |p| p.line.pieces.len());
        self.text = Some(OpenText { pieces, preserve, open });
    }

    pub(super) fn text(&mut self, text: &str, place: Range<u32>, kind: PieceKind) {
        if self.hidden > 0 || self.ruby > 0 || self.text.is_none() {
            return;
        }
        if self.ours && kind == PieceKind::Text && text.contains(JOINER) {
            // What holds figures together on the page is not in the draft.
            let mut start = place.start;
            for part in text.split(JOINER) {
                let end = start + part.len() as u32;
                if !part.is_empty() {
                    self.put(part, start..end, kind);
                }
                start = end + JOINER.len_utf8() as u32;
            }
        } else if kind == PieceKind::Text && text.contains(['\n', '\r', '\t']) {
            // Line breaks of the file are blanks of the text.
            self.put(&text.replace(['\n', '\r', '\t'], " "), place, kind);
        } else {
            self.put(text, place, kind);
        }
    }

    /// Adds text to the open paragraph.
    pub(super) fn put(&mut self, text: &str, place: Range<u32>, kind: PieceKind) {
        let run = match self.innermost() {
            Some(run) => run,
            // In a formula, whose runs are not Word's, or where no run is.
            None if self.paragraphs.is_empty() => return,
            None => {
                self.run(place.start..place.start);
                let Some(run) = self.paragraphs.last_mut().and_then(|p| p.runs.pop()) else { return };
                let made = &mut self.source.runs[run as usize];
                (made.fixed, made.element.end) = (true, place.end);
                run
            }
        };
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        self.written += text.len();
        let fixed = self.source.runs[run as usize].fixed && kind != PieceKind::Note;
        let kind = if fixed { PieceKind::Made } else { kind };
        if text == "\n" {
            let mut line = mem::take(&mut paragraph.line);
            line.push("\n", place, kind, run);
            paragraph.lines.push(line);
        } else {
            paragraph.line.push(text, place, kind, run);
        }
    }

    /// Blanks at the ends of a text that does not say to keep them are the file's, not the text's.
    pub(super) fn close_text(&mut self, close: Range<u32>) {
        let (Some(text), Some(paragraph)) = (self.text.take(), self.paragraphs.last_mut()) else { return };
        let line = &mut paragraph.line;
        let run = paragraph.runs.last().copied();
        let OpenText { open, preserve, .. } = text;
        let inner = open.end..close.start;
        if let Some(run) = run {
            let (inner_end, end) = (close.start, close.end);
            self.source.texts.push(Text { open, inner_end, end, run, preserve, inner });
        }
        if text.preserve || line.pieces.len() <= text.pieces {
            return;
        }
        let blank = [' ', '\t', '\n', '\r'];
        if let Some(last) = line.pieces.last_mut().filter(|p| p.kind == PieceKind::Text) {
            let kept = line.text.trim_end_matches(blank).len().max(last.at as usize);
            let cut = (line.text.len() - kept) as u32;
            line.text.truncate(kept);
            last.len -= cut;
            last.xml.end -= cut;
        }
        let first = &line.pieces[text.pieces];
        if first.kind == PieceKind::Text {
            let (at, len) = (first.at as usize, first.len as usize);
            let stretch = &line.text[at..at + len];
            let cut = stretch.len() - stretch.trim_start_matches(blank).len();
            line.text.replace_range(at..at + cut, "");
            let first = &mut line.pieces[text.pieces];
            first.len -= cut as u32;
            first.xml.start += cut as u32;
            line.pieces[text.pieces + 1..].iter_mut().for_each(|piece| piece.at -= cut as u32);
        }
        if let (Some(_), Some(made)) = (run, self.source.texts.last_mut()) {
            let pieces = &line.pieces[text.pieces..];
            made.inner = pieces[0].xml.start..pieces[pieces.len() - 1].xml.end;
        }
        line.pieces.retain(|piece| piece.len > 0);
    }
}
