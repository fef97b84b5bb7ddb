//! Positions in output: 1-based lines and columns.
//!
//! Columns are counted from the last position that was asked for, so that a pass over the findings of a line of several
//! megabytes does not count it from its start each time.

use std::cell::Cell;

use zhibi_core::{Loc, Snapshot};

/// A start and an (exclusive) end, each as line and column.
pub type Range = ((u32, u32), (u32, u32));

/// Converts the places of one draft.
pub struct Columns<'a> {
    snapshot: &'a Snapshot,
    width: fn(&str) -> u32,
    /// Block, units before it in its line, byte in the block, units before that byte in the block.
    last: Cell<(u32, u32, u32, u32)>,
}

impl<'a> Columns<'a> {
    /// Columns in Unicode code points.
    pub fn new(snapshot: &'a Snapshot) -> Self {
        Self { snapshot, width: |text| text.chars().count() as u32, last: Cell::default() }
    }

    /// Columns in UTF-16 code units.
    pub fn utf16(snapshot: &'a Snapshot) -> Self {
        Self { snapshot, width: |text| text.encode_utf16().count() as u32, last: Cell::default() }
    }

    /// The draft.
    pub const fn snapshot(&self) -> &'a Snapshot {
        self.snapshot
    }

    /// Line and column of both ends of a place.
    pub fn of(&self, loc: Loc) -> Range {
        let line = self.snapshot.line_range(loc).start.line + 1;
        ((line, self.column(loc.block, loc.span.start)), (line, self.column(loc.block, loc.span.end)))
    }

    fn column(&self, block: u32, byte: u32) -> u32 {
        let (mut at_block, mut before, mut at_byte, mut inside) = self.last.get();
        let blocks = self.snapshot.blocks();
        if at_block != block {
            let continues = |index: u32| blocks.get(index as usize).is_some_and(|b| b.continues);
            if at_block > block || (at_block..block).any(|i| !continues(i + 1)) {
                at_block = block;
                while continues(at_block) {
                    at_block -= 1;
                }
                before = 0;
            }
            before += blocks[at_block as usize..block as usize].iter().map(|b| (self.width)(&b.text)).sum::<u32>();
            (at_byte, inside) = (0, 0);
        }
        let text = blocks.get(block as usize).map_or("", |b| &*b.text);
        let byte = byte.min(text.len() as u32);
        let between = |a: u32, b: u32| text.get(a as usize..b as usize).map_or(0, self.width);
        inside = if byte >= at_byte { inside + between(at_byte, byte) } else { inside - between(byte, at_byte) };
        self.last.set((block, before, byte, inside));
        before + inside + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use zhibi_core::{DocumentKind, PositionEncoding, Span};

    #[test]
    fn any_order_gives_what_the_core_gives() {
        let long = "𠀀投资12.98亿元，就业3968人。".repeat(20_000);
        let text = format!("一、开头𠀀\n{long}\n二、结尾");
        let snapshot = Snapshot::of(&text, DocumentKind::Plain, Arc::default());
        assert!(snapshot.blocks().len() > 4);
        let (points, units) = (Columns::new(&snapshot), Columns::utf16(&snapshot));
        let mut state = 1_u64;
        for _ in 0..500 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let block = (state >> 33) as u32 % snapshot.blocks().len() as u32;
            let text = &snapshot.blocks()[block as usize].text;
            let mut at = (state >> 13) as usize % (text.len() + 1);
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            let loc = Loc { block, span: Span::new(at, text.len()) };
            let range = snapshot.line_range(loc);
            for (columns, encoding) in [(&points, PositionEncoding::Utf32), (&units, PositionEncoding::Utf16)] {
                let want = [range.start, range.end].map(|p| snapshot.client_position(encoding, p));
                let (start, end) = columns.of(loc);
                assert_eq!([start, end], want.map(|(line, column)| (line + 1, column + 1)));
            }
        }
    }
}
