//! Places of a snapshot: blocks and bytes in them, lines and columns, clients' positions.

use std::borrow::Cow;
use std::sync::Arc;

use super::Snapshot;
use crate::block::Block;
use crate::finding::Edit;
use crate::fixes::{TextEdit, line_starts};
use crate::interrupt;
use crate::text::{self, LineCol, LineRange, Loc, PositionEncoding, Span};

#[allow(clippy::cast_possible_truncation)]
impl Snapshot {
    /// Line range of a place.
    #[must_use]
    pub fn line_range(&self, loc: Loc) -> LineRange {
        interrupt::check();
        if let Some(woven) = self.woven() {
            return woven.line_range(loc);
        }
        let LineCol { line, byte } = self.0.start(loc.block);
        let at = |offset| LineCol { line, byte: byte + offset };
        LineRange { start: at(loc.span.start), end: at(loc.span.end) }
    }

    /// The block that holds a position, and the byte in it; past the end: the end of the last block.
    #[must_use]
    pub fn locate(&self, at: LineCol) -> (u32, u32) {
        if let Some(woven) = self.woven() {
            let (block, byte) = woven.read(at);
            return (block, byte.min(self.blocks().get(block as usize).map_or(0, |b| b.text.len() as u32)));
        }
        let block = match &self.0.pieces {
            None => at.line as usize,
            Some(starts) => starts.partition_point(|p| *p <= at).saturating_sub(1),
        };
        let Some(found) = self.blocks().get(block) else {
            let last = self.blocks().len().saturating_sub(1);
            return (last as u32, self.blocks().get(last).map_or(0, |b| b.text.len() as u32));
        };
        let byte = if self.0.start(block as u32).line == at.line {
            at.byte - self.0.start(block as u32).byte
        } else {
            u32::MAX
        };
        (block as u32, byte.min(found.text.len() as u32))
    }

    /// The line a block stands in.
    #[must_use]
    pub fn line_of(&self, block: u32) -> u32 {
        self.woven().map_or_else(|| self.0.start(block).line, |woven| woven.line(block))
    }

    /// Number of lines.
    #[must_use]
    pub fn line_count(&self) -> u32 {
        self.0.start(self.0.blocks.len().saturating_sub(1) as u32).line + 1
    }

    /// Text of a line; empty past the end.
    #[must_use]
    pub fn line_text(&self, line: u32) -> Cow<'_, str> {
        let blocks = self.0.blocks.get(self.0.block_range(line as usize..line as usize + 1)).unwrap_or_default();
        match blocks {
            [] => Cow::Borrowed(""),
            [one] => Cow::Borrowed(&one.text),
            many => Cow::Owned(many.iter().map(|b| &*b.text).collect()),
        }
    }

    /// Edits in line coordinates.
    #[must_use]
    pub fn text_edits(&self, edits: &[Edit]) -> Vec<TextEdit> {
        edits.iter().map(|e| TextEdit { range: self.edit_range(e), text: e.text.clone() }).collect()
    }

    /// Line range of what an edit replaces.
    #[must_use]
    pub fn edit_range(&self, edit: &Edit) -> LineRange {
        if let Some(woven) = self.woven() {
            // From nothing to nothing: what was left out there goes.
            if edit.loc.span.is_empty() && edit.text.is_empty() && edit.through.is_none() {
                return woven.gap_range(edit.loc);
            }
            let range = woven.line_range(edit.loc);
            let end = edit.through.map(|(block, byte)| {
                let span = Span { start: byte, end: byte };
                woven.line_range(Loc { block, span }).start
            });
            return LineRange { end: end.unwrap_or(range.end), ..range };
        }
        let range = self.line_range(edit.loc);
        let end = edit.through.map(|(block, byte)| {
            let LineCol { line, byte: start } = self.0.start(block);
            LineCol { line, byte: start + byte }
        });
        LineRange { end: end.unwrap_or(range.end), ..range }
    }

    /// Byte offsets of a place in the whole text that this snapshot was made of.
    #[must_use]
    pub fn offsets(&self, text: &str, loc: Loc) -> (usize, usize) {
        let LineRange { start, end } = self.line_range(loc);
        let starts = line_starts(text);
        let at = |p: LineCol| starts.get(p.line as usize).copied().unwrap_or(text.len()) + p.byte as usize;
        (at(start), at(end))
    }

    /// A position as line and column in the client's encoding.
    #[must_use]
    pub fn client_position(&self, encoding: PositionEncoding, at: LineCol) -> (u32, u32) {
        interrupt::check();
        if self.woven().is_some() {
            let line = at.line.min(self.line_count() - 1);
            let byte = if line == at.line { at.byte } else { u32::MAX };
            return (line, text::client_column(&self.line_text(line), encoding, byte));
        }
        let (block, byte) = self.locate(at);
        let before = self.before(block).iter().map(|b| b.width(encoding)).sum::<u32>();
        let here = self.blocks().get(block as usize).map_or(0, |b| text::client_column(&b.text, encoding, byte));
        (self.0.start(block).line, before + here)
    }

    /// A client's position; clamped to the line and to the text, rounded down to a character's start.
    #[must_use]
    pub fn position(&self, encoding: PositionEncoding, line: u32, column: u32) -> LineCol {
        let mut rest = column;
        let mut at = LineCol { line, byte: 0 };
        let range = self.0.block_range(line as usize..line as usize + 1);
        let Some(blocks) = self.0.blocks.get(range) else {
            let last = self.line_count() - 1;
            return LineCol { line: last, byte: self.line_text(last).len() as u32 };
        };
        for (i, block) in blocks.iter().enumerate() {
            if i + 1 < blocks.len() && rest >= block.width(encoding) {
                rest -= block.width(encoding);
                at.byte += block.text.len() as u32;
            } else {
                at.byte += text::byte_column(&block.text, encoding, rest);
                break;
            }
        }
        at
    }

    /// The blocks of the same line before `block`.
    fn before(&self, block: u32) -> &[Arc<Block>] {
        if self.0.pieces.is_none() {
            return &[];
        }
        let first = self.0.block_range(self.0.start(block).line as usize..usize::MAX).start;
        self.blocks().get(first..block as usize).unwrap_or_default()
    }

    /// A place as a span of its block, cut to what the block holds.
    #[must_use]
    pub fn clamped(&self, loc: Loc) -> Loc {
        let len = self.blocks().get(loc.block as usize).map_or(0, |b| b.text.len() as u32);
        Loc { block: loc.block, span: Span { start: loc.span.start.min(len), end: loc.span.end.min(len) } }
    }
}
