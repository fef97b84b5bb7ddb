//! Automatic numbers that become text.

use std::ops::Range;

use super::{Entry, Like, Plan, Spot, Writer};
use crate::annotate::Change;
use crate::annotate::properties::unnumbered;
use crate::error::Error;
use crate::read::{Piece, PieceKind};

impl Writer<'_> {
    /// What a change comes to that an automatic number is in: the paragraph has none any more, its number is text.
    pub(super) fn plan_of_number(&self, change: &Change) -> Result<Option<Plan>, Error> {
        let Change { range, text } = change;
        let Some(number) = self.lines.number_at(change) else { return Ok(None) };
        let number = &self.word.pieces[number];
        let place = number.at as usize..number.end();
        let behind = place.end..range.end.max(place.end);
        let deleted: Vec<Piece> = self.pieces(&behind).to_vec();
        let covered = |piece: &Piece| piece.end().min(behind.end) - (piece.at as usize).max(behind.start);
        let whole = deleted.iter().map(covered).sum::<usize>() == behind.len();
        let fixed = deleted.iter().any(|piece| piece.kind.made() || self.run(piece).fixed);
        let paragraph = self.run(number).paragraph;
        if !whole || fixed || unnumbered(self.own(paragraph), "", &self.names.prefix)?.is_none() {
            return Ok(None);
        }
        let kept = |range: Range<usize>| self.word.text.get(range).unwrap_or_default();
        let text = format!("{}{text}{}", kept(place.start..range.start), kept(range.end..place.end));
        let content = self.word.source.paragraphs[paragraph as usize].content.clone();
        let spot = content.map_or(Spot::Empty(paragraph), |content| Spot::Between(content.start));
        let next =
            self.word.pieces.iter().skip_while(|piece| piece.at <= number.at).find(|p| p.kind != PieceKind::Number);
        let run = next.filter(|piece| self.run(piece).paragraph == paragraph).map(|piece| piece.run);
        let like = run.map_or(Like::Mark(paragraph), Like::Run);
        let entry = (!text.is_empty()).then_some(Entry::At { place: spot, like, parted: None });
        let change = Change { range: place.start..behind.end, text };
        Ok(Some(Plan { deleted, number: Some(paragraph), entry, ..Plan::new(&change) }))
    }

    /// The properties of a paragraph, without the number that becomes text.
    pub(super) fn without_number(&self, paragraph: u32) -> Result<String, Error> {
        let own = self.own(paragraph);
        let Some(signature) = self.unnumbered.get(&paragraph) else { return Ok(own.to_owned()) };
        Ok(unnumbered(own, signature, &self.names.prefix)?.unwrap_or_else(|| own.to_owned()))
    }
}
