//! `textDocument/documentLink`: web addresses, references to other places of the draft, attachments that lie beside it,
//! and the pages of rules that comments name.

use std::{fs, path::PathBuf};

use tower_lsp::lsp_types::{DocumentLink, Range, Url};
use zhibi_core::features::{LinkTarget, document_links, names_attachment};

use super::hover::place_link;
use crate::{convert::to_client::rule_uri, session::OpenSnapshot, uri};

/// Files beside a draft that are looked at when its attachments are sought.
const MOST_FILES: usize = 2_000;

/// Links, and attachments that are still to be sought.
pub struct Links {
    /// What is known already.
    pub known: Vec<DocumentLink>,
    /// Numbers of attachments, with their places.
    pub attachments: Vec<(Range, u32)>,
    /// The draft, if it lies somewhere.
    pub draft: Option<PathBuf>,
}

/// All links of a document.
pub fn handle(open: &OpenSnapshot) -> Links {
    let converter = open.converter();
    let mut links = Links { known: Vec::new(), attachments: Vec::new(), draft: uri::file_path(&open.url) };
    for link in document_links(&open.snapshot) {
        let range = converter.range(link.range);
        let target = match link.target {
            LinkTarget::Url(url) => url,
            LinkTarget::Place(place) => place_link(&open.url, converter.position(place.start)),
            // Only a client that shows the server's texts has something to open.
            LinkTarget::Rule(code) if open.client.text_document_content => rule_uri(code),
            LinkTarget::Rule(_) => continue,
            LinkTarget::Attachment(number) => {
                links.attachments.push((range, number));
                continue;
            }
        };
        links.known.extend(Url::parse(&target).ok().map(|target| to(range, target)));
    }
    links
}

/// The links with those to attachments that are there. Reads the draft's folder.
pub fn with_attachments(links: Links) -> Vec<DocumentLink> {
    let Links { mut known, attachments, draft } = links;
    let Some(draft) = draft else { return known };
    let beside = draft.parent().and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten();
    let mut files: Vec<PathBuf> = beside.take(MOST_FILES).flatten().map(|entry| entry.path()).collect();
    files.retain(|path| *path != draft && path.is_file());
    files.sort();
    for (range, number) in attachments {
        let names = |path: &&PathBuf| path.file_name().is_some_and(|n| names_attachment(&n.to_string_lossy(), number));
        let target = files.iter().find(names).and_then(|path| Url::from_file_path(path).ok());
        known.extend(target.map(|target| to(range, target)));
    }
    known.sort_by_key(|link| (link.range.start.line, link.range.start.character));
    known
}

fn to(range: Range, target: Url) -> DocumentLink {
    DocumentLink { range, target: Some(target), tooltip: None, data: None }
}
