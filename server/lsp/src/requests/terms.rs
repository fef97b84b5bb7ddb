//! The command `zhibi.terms`: the coined terms of an open draft, and how its list of terms keeps up with them.

use serde::Serialize;
use tower_lsp::lsp_types::Location;
use zhibi_core::{Loc, features};

use crate::session::OpenSnapshot;

/// The answer.
#[derive(Debug, Serialize)]
pub struct Terms {
    /// Whether the draft has a list of terms.
    listed: bool,
    /// In the order of the text; then those that are explained and do not stand in it.
    terms: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    text: String,
    /// How often it stands in the text.
    count: usize,
    /// Where it stands first.
    first: Option<Location>,
    /// Where it is explained.
    explained: Option<Location>,
}

/// The terms of an open draft.
pub fn handle(open: &OpenSnapshot) -> Terms {
    let place = |loc: Loc| {
        let range = open.converter().range(open.snapshot.line_range(loc));
        Location { uri: open.url.clone(), range }
    };
    let terms = features::terms(&open.snapshot);
    let row = |term: features::Term| Row {
        text: term.text,
        count: term.count,
        first: term.first.map(place),
        explained: term.explained.map(place),
    };
    Terms { listed: terms.listed, terms: terms.all.into_iter().map(row).collect() }
}
