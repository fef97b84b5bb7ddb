//! Links in the text: web addresses, and references to other parts of the draft.

use std::sync::LazyLock;

use regex::Regex;

use super::places::loc;
use super::textual::textual;
use crate::analysis::Snapshot;
use crate::text::{LineRange, Span};

static URL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+").expect("a constant pattern"));

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// A web address.
    Url(String),
    /// A place in the same document.
    Place(LineRange),
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentLink {
    /// The text that leads there.
    pub range: LineRange,
    /// Where it leads.
    pub target: LinkTarget,
}

/// All links of a draft, in order.
#[must_use]
pub fn document_links(snapshot: &Snapshot) -> Vec<DocumentLink> {
    let mut links = Vec::new();
    for (index, block) in snapshot.blocks().iter().enumerate() {
        if !block.text.contains("://") {
            continue;
        }
        for found in URL.find_iter(&block.text) {
            // Marks that end a sentence are not part of the address.
            let url = found.as_str().trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'']);
            let span = Span::new(found.start(), found.start() + url.len());
            let range = snapshot.line_range(loc(index as u32, span));
            links.push(DocumentLink { range, target: LinkTarget::Url(url.to_owned()) });
        }
    }
    for reference in textual(snapshot) {
        let heading = snapshot.outline().nodes[reference.node as usize].heading;
        let target = LinkTarget::Place(snapshot.line_range(heading));
        links.push(DocumentLink { range: snapshot.line_range(reference.loc), target });
    }
    links.sort_by_key(|l| l.range.start);
    links
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::features::testing::{draw, snapshot};

    #[test]
    fn addresses_and_references() {
        let snapshot =
            snapshot("一、回顾\n（一）工业。详见https://example.org/a?b=1。\n二、安排\n按照第一部分第（一）项落实。");
        let links = document_links(&snapshot);
        let drawn: Vec<(LineRange, String)> = links
            .iter()
            .map(|l| match &l.target {
                LinkTarget::Url(url) => (l.range, url.clone()),
                LinkTarget::Place(to) => (l.range, format!("→ {}", to.start.line + 1)),
            })
            .collect();
        let drawn: Vec<_> = drawn.iter().map(|(r, t)| (*r, t.as_str())).collect();
        expect![[r#"
            （一）工业。详见https://example.org/a?b=1。
                            ^^^^^^^^^^^^^^^^^^^^^^^^^ https://example.org/a?b=1
            按照第一部分第（一）项落实。
                ^^^^^^^^^^^^^^^^^^ → 2
        "#]]
        .assert_eq(&draw(&snapshot, &drawn));
    }
}
