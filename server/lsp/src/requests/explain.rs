//! `zhibi/explain`: the page of a rule.

use serde::{Deserialize, Serialize};
use zhibi_core::{Language, rules};

/// Parameters.
#[derive(Debug, Deserialize, Serialize)]
pub struct ExplainParams {
    /// Code of the rule.
    pub code: String,
}

/// Result; `null` for an unknown rule.
#[derive(Debug, Serialize)]
pub struct Explanation {
    /// The page.
    pub markdown: String,
}

/// The page of a rule in the client's language.
pub fn handle(code: &str, language: Language) -> Option<Explanation> {
    rules::rule(code).map(|rule| Explanation { markdown: rules::page::page(rule, language) })
}
