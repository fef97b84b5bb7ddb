//! What is written and not read: its places for findings, and the edits that take it out.

use std::sync::Arc;

use crate::finding::{Edit, Finding};
use crate::message::Message;
use crate::reading::traces::Cause;
use crate::rule::DocumentView;
use crate::text::{Loc, Span};

/// Places that a finding names as its evidence.
const EVIDENCE: usize = 9;

/// Where something is left out for such a cause: block, and byte before which.
pub(super) fn places(view: &DocumentView<'_>, of: impl Fn(Cause) -> bool) -> Vec<(u32, u32)> {
    let mut places: Vec<(u32, u32)> = view
        .woven
        .into_iter()
        .flat_map(|woven| woven.all_gaps())
        .filter(|(.., cause)| of(*cause))
        .map(|(block, at, _)| (block, at))
        .collect();
    places.dedup();
    places
}

/// A place with the characters on both sides of what is left out: underlined, they show it between them.
pub(super) fn around(view: &DocumentView<'_>, (block, at): (u32, u32)) -> Loc {
    let text = view.text(block);
    let at = at as usize;
    let before = text.get(..at).and_then(|t| t.chars().next_back()).map_or(0, char::len_utf8);
    let after = text.get(at..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
    Loc { block, span: Span::new(at - before, at + after) }
}

/// One finding for all places; none for none.
pub(super) fn gathered(view: &DocumentView<'_>, places: &[(u32, u32)], message: Message) -> Option<Finding> {
    one(places.iter().map(|p| around(view, *p)).collect(), message)
}

/// One finding for all places; none for none.
pub(super) fn one(places: Vec<Loc>, message: Message) -> Option<Finding> {
    let finding = Finding::new(*places.first()?, message);
    let also = || Message::new("同类", "another of this kind");
    let finding = places.iter().skip(1).take(EVIDENCE).fold(finding, |f, loc| f.related(*loc, also()));
    Some(Finding { places: Some(Arc::from(places)), ..finding })
}

/// Edits that take out what is left out there: from nothing to nothing.
pub(super) fn cutting(places: &[(u32, u32)]) -> Vec<Edit> {
    places.iter().map(|(block, at)| Edit::new(Loc { block: *block, span: Span { start: *at, end: *at } }, "")).collect()
}
