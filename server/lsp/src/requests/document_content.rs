//! `workspace/textDocumentContent` (protocol 3.18): texts that the server writes, for clients that show them read-only.
//! Clients that do not are given the same texts by commands.

use serde::{Deserialize, Serialize};
use tower_lsp::{
    jsonrpc::{Error, Result},
    lsp_types::{Url, request::Request},
};
use zhibi_core::features::{Choice, sheet_rows, table};

use crate::{convert::to_client::RULE_SCHEME, host::Host, requests::figures, session::OpenSnapshot};

/// Scheme of the table of a draft's figures.
pub const FIGURES_SCHEME: &str = "zhibi-figures";

/// Scheme of a draft's outline.
pub const OUTLINE_SCHEME: &str = "zhibi-outline";

/// All schemes that the server writes texts for.
pub const SCHEMES: [&str; 3] = [FIGURES_SCHEME, OUTLINE_SCHEME, RULE_SCHEME];

/// Parameters.
#[derive(Debug, Deserialize, Serialize)]
pub struct ContentParams {
    /// Which text.
    pub uri: Url,
}

/// Result.
#[derive(Debug, Deserialize, Serialize)]
pub struct Content {
    /// The text.
    pub text: String,
}

/// `workspace/textDocumentContent/refresh`.
pub enum Refresh {}

impl Request for Refresh {
    type Params = ContentParams;
    type Result = ();
    const METHOD: &'static str = "workspace/textDocumentContent/refresh";
}

/// What an address of ours stands for.
#[derive(Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The page of this rule.
    Rule(String),
    /// The figures of this draft.
    Figures(Url),
    /// The outline of this draft.
    Outline(Url),
}

/// Address of a text about a draft. Its path ends in the draft's name, which the client shows; the draft's own address
/// is the query.
pub fn address(scheme: &str, draft: &Url) -> Option<Url> {
    let name = draft.path().rsplit('/').next().unwrap_or_default();
    let query = percent_encoding::utf8_percent_encode(draft.as_str(), percent_encoding::NON_ALPHANUMERIC);
    Url::parse(&format!("{scheme}:/{name}.md?{query}")).ok()
}

/// Reads an address.
///
/// # Errors
/// When it is none of ours.
pub fn read(uri: &Url) -> Result<Wanted> {
    let unknown = || Error::invalid_params("the server writes no such text");
    if uri.scheme() == RULE_SCHEME {
        let code = uri.path().trim_start_matches('/');
        return Ok(Wanted::Rule(code.strip_suffix(".md").unwrap_or(code).to_owned()));
    }
    let draft = percent_encoding::percent_decode_str(uri.query().ok_or_else(unknown)?).decode_utf8();
    let draft = draft.ok().and_then(|draft| Url::parse(&draft).ok()).ok_or_else(unknown)?;
    match uri.scheme() {
        FIGURES_SCHEME => Ok(Wanted::Figures(draft)),
        OUTLINE_SCHEME => Ok(Wanted::Outline(draft)),
        _ => Err(unknown()),
    }
}

/// The table of a draft's figures.
pub fn figures(open: &OpenSnapshot) -> Content {
    let language = open.client.language;
    Content { text: table::markdown(&sheet_rows(&open.snapshot, &Choice::default(), language), language) }
}

/// A draft's outline as a Markdown list.
///
/// # Errors
/// When it cannot be written.
pub fn outline(open: &OpenSnapshot, host: Host) -> Result<Content> {
    let bytes = (host.outline_markdown)(&figures::name(open), &open.snapshot).map_err(figures::failed)?;
    String::from_utf8(bytes).map(|text| Content { text }).map_err(|e| figures::failed(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_come_back_as_they_went() {
        for draft in
            ["file:///%E5%B7%A5%E4%BD%9C/%E6%8A%A5%20%E5%91%8A.txt", "untitled:Untitled-1", "git:/a.txt?ref=1#x"]
        {
            let draft = Url::parse(draft).expect("a URL");
            let address = address(FIGURES_SCHEME, &draft).expect("an address");
            assert_eq!(read(&address).ok(), Some(Wanted::Figures(draft.clone())), "{address}");
            // Clients take addresses apart and put them together again with other escapes.
            let query = address.query().expect("a query").replace("%2F", "/").replace("%3A", ":");
            let respelled = Url::parse(&format!("zhibi-figures:/x.md?{query}")).expect("a URL");
            assert_eq!(read(&respelled).ok(), Some(Wanted::Figures(draft)), "{respelled}");
        }
        let rule = Url::parse("zhibi-rule:/ordinal-gap.md").expect("a URL");
        assert_eq!(read(&rule).ok(), Some(Wanted::Rule("ordinal-gap".into())));
        assert!(read(&Url::parse("zhibi-figures:/x.md").expect("a URL")).is_err());
        assert!(read(&Url::parse("file:///x.md?file").expect("a URL")).is_err());
    }
}
