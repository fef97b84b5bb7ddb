//! Columns of many places of one draft: what was counted of a long line is not counted again for the next place in it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::analysis::Snapshot;
use crate::text::{LineCol, PositionEncoding, client_column};

/// Bytes between the places of a long block whose columns are remembered.
const STEP: usize = 512;

/// Converts places of one draft into lines and columns of one unit.
#[derive(Debug)]
pub struct Columns<'s> {
    snapshot: &'s Snapshot,
    encoding: PositionEncoding,
    /// Of long blocks, or lines where paragraphs are put together of them: units before each [`STEP`], and in all of the block.
    counted: RefCell<HashMap<u32, Rc<[u32]>>>,
}

impl<'s> Columns<'s> {
    /// Columns in the client's encoding.
    #[must_use]
    pub fn new(snapshot: &'s Snapshot, encoding: PositionEncoding) -> Self {
        Self { snapshot, encoding, counted: RefCell::default() }
    }

    /// The draft.
    #[must_use]
    pub const fn snapshot(&self) -> &'s Snapshot {
        self.snapshot
    }

    /// 0-based line and column, as [`Snapshot::client_position`] gives them.
    #[must_use]
    pub fn position(&self, at: LineCol) -> (u32, u32) {
        if self.snapshot.woven().is_some() {
            // Paragraphs are put together of lines: the lines are as they are written.
            let line = at.line.min(self.snapshot.line_count() - 1);
            let byte = if line == at.line { at.byte } else { u32::MAX };
            return (line, self.units_of(line, &self.snapshot.line_text(line), byte));
        }
        let (block, byte) = self.snapshot.locate(at);
        let mut first = block;
        while first > 0 && self.text(first).0 {
            first -= 1;
        }
        let before = (first..block).map(|piece| self.units(piece, u32::MAX)).sum::<u32>();
        (self.snapshot.line_of(block), before + self.units(block, byte))
    }

    /// Whether a block continues the one before, and its text.
    fn text(&self, block: u32) -> (bool, &'s str) {
        self.snapshot.blocks().get(block as usize).map_or((false, ""), |b| (b.continues, &*b.text))
    }

    /// Units of a block before a byte of it.
    fn units(&self, block: u32, byte: u32) -> u32 {
        self.units_of(block, self.text(block).1, byte)
    }

    /// The same of a block or line whose text is at hand.
    fn units_of(&self, index: u32, text: &str, byte: u32) -> u32 {
        let byte = (byte as usize).min(text.len());
        if text.len() <= 2 * STEP {
            return client_column(text, self.encoding, byte as u32);
        }
        let counted = Rc::clone(self.counted.borrow_mut().entry(index).or_insert_with(|| count(text, self.encoding)));
        let from = floor(text, byte / STEP * STEP);
        counted[byte / STEP] + client_column(&text[from..], self.encoding, byte.saturating_sub(from) as u32)
    }
}

/// Units before each step of a text.
fn count(text: &str, encoding: PositionEncoding) -> Rc<[u32]> {
    let (mut from, mut units) = (0, 0);
    let steps = (0..=text.len() / STEP).map(|step| {
        let to = floor(text, step * STEP);
        units += client_column(&text[from..to], encoding, u32::MAX);
        from = to;
        units
    });
    steps.collect()
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::text::DocumentKind;

    #[test]
    fn any_order_gives_what_the_snapshot_gives() {
        let long = "𠀀投资12.98亿元，就业3968人。".repeat(20_000);
        let text = format!("一、开头𠀀\n{long}\n二、结尾\n{}", "两step之间𠀀".repeat(100));
        let snapshot = Snapshot::of(&text, DocumentKind::Plain, Arc::default());
        assert!(snapshot.blocks().len() > 5);
        for encoding in [PositionEncoding::Utf8, PositionEncoding::Utf16, PositionEncoding::Utf32] {
            let columns = Columns::new(&snapshot, encoding);
            let mut state = 1_u64;
            for _ in 0..500 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let line = (state >> 33) as u32 % 5;
                let length = snapshot.line_text(line).len() as u64;
                let at = LineCol { line, byte: ((state >> 13) % (length + 2)) as u32 };
                assert_eq!(columns.position(at), snapshot.client_position(encoding, at), "{encoding:?} {at:?}");
            }
        }
    }
}
