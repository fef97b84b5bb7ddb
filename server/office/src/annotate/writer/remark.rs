//! Comments, and what they go around.

use std::ops::Range;

use super::{Rank, Spot, Writer};
use crate::annotate::{Remark, comments};
use crate::read::{Paragraph, Piece, PieceKind};

impl Writer<'_> {
    /// What a comment goes around instead of the characters of a piece.
    fn around(&self, piece: &Piece) -> Option<(Spot, Spot)> {
        let run = self.run(piece);
        if let Some(around) = run.around {
            return Some(Spot::around(&self.word.source.around(around)));
        }
        if !piece.kind.made() {
            return None;
        }
        let own = run.element.open.start..run.element.end;
        Some(if run.element.open.is_empty() { self.whole(run.paragraph) } else { Spot::around(&own) })
    }

    /// Around what a paragraph holds.
    fn whole(&self, paragraph: u32) -> (Spot, Spot) {
        let Paragraph { content, around, .. } = &self.word.source.paragraphs[paragraph as usize];
        let around = around.map(|around| self.word.source.around(around)).or(content.clone());
        around.map_or((Spot::Empty(paragraph), Spot::Empty(paragraph)), |around| Spot::around(&around))
    }

    /// Where a range that begins at byte `at` of the text begins in the body.
    fn start(&self, piece: &Piece, at: usize) -> Spot {
        if let Some((start, _)) = self.around(piece) {
            return start;
        }
        let xml = match piece.kind {
            PieceKind::Text => piece.xml.start + (at as u32).saturating_sub(piece.at),
            _ => piece.xml.start,
        };
        Spot::In(piece.run, self.word.source.before_text(xml))
    }

    /// Where a range that ends before byte `at` of the text ends in the body.
    fn end(&self, piece: &Piece, at: usize) -> Spot {
        if let Some((_, end)) = self.around(piece) {
            return end;
        }
        let xml = match piece.kind {
            PieceKind::Text => piece.xml.start + (at as u32 - piece.at).min(piece.len),
            _ => piece.xml.end,
        };
        Spot::In(piece.run, self.word.source.behind_text(xml))
    }

    /// Puts a comment in; whether there was a place for it.
    pub(super) fn remark(&mut self, remark: &Remark) -> bool {
        let Range { start, end } = remark.range;
        let pieces = self.pieces(&remark.range);
        let spots = match (pieces.first(), pieces.last()) {
            (Some(first), Some(last)) => Some((self.start(first, start), self.end(last, end), last.run)),
            _ => {
                let before = start.checked_sub(1).and_then(|at| self.piece(at)).map(|p| (self.end(p, start), p.run));
                let beside = before.or_else(|| self.piece(start).map(|p| (self.start(p, start), p.run)));
                beside.map(|(spot, run)| (spot, spot, run))
            }
        };
        let (from, to, run) = match spots {
            Some((from, to, run)) => (from, to, Some(run)),
            None => {
                let lines = &self.word.source.lines;
                let Some(paragraph) = lines.get(self.lines.at(start)).or(lines.last()).copied() else { return false };
                let (from, to) = self.whole(paragraph);
                (from, to, None)
            }
        };
        let (id, p) = (self.ids.next(), self.names.prefix.clone());
        let open = format!("<{p}commentRangeStart {p}id=\"{id}\"/>");
        let close = format!("<{p}commentRangeEnd {p}id=\"{id}\"/>");
        let reference = format!("<{p}r><{p}commentReference {p}id=\"{id}\"/></{p}r>");
        // Within a tracked change the reference would come and go with it.
        let change =
            run.and_then(|run| self.word.source.runs[run as usize].change).filter(|_| matches!(to, Spot::In(..)));
        let (close, behind) = match change {
            Some(change) => (close, Some((self.word.source.changes[change as usize].end, reference))),
            None => (close + &reference, None),
        };
        if from == to {
            self.put(from, Rank::Point, open + &close);
        } else {
            self.put(from, Rank::Start, open);
            self.put(to, Rank::End, close);
        }
        if let Some((at, reference)) = behind {
            self.put(Spot::Between(at), Rank::End, reference);
        }
        self.said.push_str(&comments::comment(id, &remark.text, self.hand));
        true
    }
}
