//! Links in the text: web addresses, references to other parts of the draft and to its attachments, and rules that
//! comments silence.

use std::sync::LazyLock;

use regex::Regex;

use super::places::loc;
use super::textual::textual;
use crate::analysis::Snapshot;
use crate::block::DocumentKind;
use crate::rules;
use crate::structure::parse_numeral;
use crate::text::{LineRange, Span};

static URL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+").expect("a constant pattern"));

static ATTACHMENT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("附件([0-9]{1,3}|[一二三四五六七八九十]{1,3})").expect("a constant pattern"));

static RULE: LazyLock<Regex> = LazyLock::new(|| Regex::new("[a-z]+(?:-[a-z]+)+").expect("a constant pattern"));

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// A web address.
    Url(String),
    /// A place in the same document.
    Place(LineRange),
    /// The attachment of this number: a file beside the draft.
    Attachment(u32),
    /// The page of the rule of this code.
    Rule(&'static str),
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
        let mut push = |range: std::ops::Range<usize>, target| {
            let span = Span::new(range.start, range.end);
            links.push(DocumentLink { range: snapshot.line_range(loc(index as u32, span)), target });
        };
        if block.text.contains("附件") {
            for found in ATTACHMENT.captures_iter(&block.text) {
                let number = found.get(1).map_or("", |number| number.as_str());
                if let (Some(all), Some(number)) = (found.get(0), attachment_number(number)) {
                    push(all.range(), LinkTarget::Attachment(number));
                }
            }
        }
        if snapshot.kind() == DocumentKind::Markdown && block.text.contains("<!-- zhibi-ignore") {
            for found in RULE.find_iter(&block.text) {
                if let Some(rule) = rules::rule(found.as_str()) {
                    push(found.range(), LinkTarget::Rule(rule.code));
                }
            }
        }
        if !block.text.contains("://") {
            continue;
        }
        for found in URL.find_iter(&block.text) {
            // Marks that end a sentence are not part of the address.
            let url = found.as_str().trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'']);
            push(found.start()..found.start() + url.len(), LinkTarget::Url(url.to_owned()));
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

/// Whether a file's name says that it is the attachment of this number: 附件1.xlsx, “附件一 项目表.docx”.
#[must_use]
pub fn names_attachment(file_name: &str, number: u32) -> bool {
    ATTACHMENT.captures_iter(file_name).any(|found| {
        let said = found.get(1);
        // 附件12 is not read as 附件1 with something after it: the number is as long as it can be.
        let more = said.is_some_and(|said| file_name[said.end()..].starts_with(|c: char| c.is_ascii_digit()));
        !more && said.and_then(|said| attachment_number(said.as_str())) == Some(number)
    })
}

fn attachment_number(text: &str) -> Option<u32> {
    parse_numeral(text).filter(|number| *number > 0)
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
                LinkTarget::Attachment(number) => (l.range, format!("attachment {number}")),
                LinkTarget::Rule(code) => (l.range, format!("rule {code}")),
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

    #[test]
    fn attachments_are_files_beside_the_draft() {
        let snapshot = snapshot("详见附件1、附件十二和附件。");
        let found: Vec<_> = document_links(&snapshot).into_iter().map(|l| l.target).collect();
        assert_eq!(found, [LinkTarget::Attachment(1), LinkTarget::Attachment(12)]);
        assert!(names_attachment("附件1.xlsx", 1) && names_attachment("云岭市附件一 项目表.docx", 1));
        assert!(!names_attachment("附件12.xlsx", 1) && !names_attachment("附件.xlsx", 1));
        assert!(names_attachment("附件十二.txt", 12));
    }

    #[test]
    fn comments_lead_to_the_rules_they_silence() {
        let text = "<!-- zhibi-ignore ordinal-gap, no-such-rule -->\n（三）抓投资";
        let settings = crate::config::Settings::default();
        let snapshot = Snapshot::of(text, DocumentKind::Markdown, settings.into());
        let found: Vec<_> = document_links(&snapshot).into_iter().map(|l| l.target).collect();
        assert_eq!(found, [LinkTarget::Rule("ordinal-gap")]);
    }
}
