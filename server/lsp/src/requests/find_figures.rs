//! The command `zhibi.findFigures`: figures of all drafts, of one metric or by words.

use serde::{Deserialize, Serialize};
use tower_lsp::lsp_types::{Location, Position, Url};
use zhibi_core::features::{FoundFigure, Search, find_figures};

use crate::{
    convert::from_client,
    folder_drafts::{FolderDrafts, Scan},
    session::OpenSnapshot,
};

/// Figures in one answer at most.
const MOST: usize = 2_000;

/// The argument of `zhibi.findFigures`: words, or a place in an open draft.
#[derive(Clone, Debug, Deserialize)]
pub struct FindParams {
    /// Words that the figure's metric, object or clause holds.
    pub words: Option<String>,
    /// The draft.
    pub uri: Option<Url>,
    /// On the name of a metric or on a figure.
    pub position: Option<Position>,
}

/// The answer.
#[derive(Debug, Default, Serialize)]
pub struct Found {
    /// What was looked for, as written; `null` where the place names nothing that can be looked for.
    pub title: Option<String>,
    /// What was found, open drafts first.
    pub figures: Vec<Row>,
    /// Whether there are more.
    pub more: bool,
}

/// One figure.
#[derive(Debug, Serialize)]
pub struct Row {
    location: Location,
    text: String,
    bound: &'static str,
    metric: Option<String>,
    period: Option<String>,
    role: &'static str,
    sentence: String,
}

/// What is looked for and how it is called; `None` where the argument says nothing.
pub fn search(params: &FindParams, open: &[OpenSnapshot]) -> Option<(Search, String)> {
    if let Some(words) = params.words.as_deref().filter(|words| !words.trim().is_empty()) {
        return Some((Search::words(words), words.trim().to_owned()));
    }
    let (uri, position) = (params.uri.as_ref()?, params.position?);
    let open = open.iter().find(|open| open.url == *uri)?;
    Search::metric_at(&open.snapshot, from_client::position(&open.snapshot, open.client.encoding, position))
}

/// The figures of the open drafts, then of the others in the folders.
pub fn handle(open: &[OpenSnapshot], folders: &FolderDrafts, params: &FindParams, scan: &Scan<'_>) -> Found {
    let Some((search, title)) = search(params, open) else { return Found::default() };
    let mut rows: Vec<Row> = Vec::new();
    let mut add = |open: &OpenSnapshot| {
        let room = MOST + 1 - rows.len();
        rows.extend(
            find_figures(&open.snapshot, &search, open.client.language, room).into_iter().map(|f| row(open, f)),
        );
        rows.len() <= MOST
    };
    if open.iter().all(&mut add) {
        folders.each_read(scan, &mut add);
    }
    let more = rows.len() > MOST;
    rows.truncate(MOST);
    Found { title: Some(title), figures: rows, more }
}

fn row(open: &OpenSnapshot, found: FoundFigure) -> Row {
    Row {
        location: Location { uri: open.url.clone(), range: open.converter().range(found.range) },
        text: found.text,
        bound: found.bound,
        metric: found.metric,
        period: found.period,
        role: found.role,
        sentence: found.sentence,
    }
}
