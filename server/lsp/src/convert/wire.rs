//! Diagnostics as they go over the wire, borrowed from the analysis: pushed on every pause in typing, they are written
//! without being copied first. [`Converter::diagnostic`](super::to_client::Converter::diagnostic) makes the same with
//! owned parts, for requests.

use serde::{Serialize, Serializer};
use tower_lsp::lsp_types::{DiagnosticSeverity, Range};
use zhibi_core::{features::Place, finding::Finding};

use super::to_client::{Converter, RULE_SCHEME, SOURCE, severity};

/// One diagnostic.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WireDiagnostic<'a> {
    range: Range,
    severity: DiagnosticSeverity,
    code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_description: Option<Href<'a>>,
    source: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    related_information: Option<Vec<Related<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Data<'a>>,
}

#[derive(Serialize)]
struct Href<'a> {
    #[serde(serialize_with = "rule_uri")]
    href: &'a str,
}

#[derive(Serialize)]
struct Related<'a> {
    location: Target<'a>,
    message: &'a str,
}

#[derive(Serialize)]
struct Target<'a> {
    uri: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct Data<'a> {
    rule: &'a str,
}

fn rule_uri<S: Serializer>(code: &&str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{RULE_SCHEME}:/{code}.md"))
}

impl<'a> WireDiagnostic<'a> {
    /// A finding of the document that the client calls `uri`; `moved` are its place and the related ones, where they are
    /// no longer those of the finding.
    pub fn new(converter: &Converter<'a>, finding: &'a Finding, moved: Option<&Place>, uri: &'a str) -> Self {
        let client = converter.client;
        let range = match moved {
            Some((place, _)) => converter.range(*place),
            None => converter.loc(finding.loc),
        };
        let related = finding.related.iter().enumerate().map(|(index, related)| {
            let range = match moved.and_then(|(_, places)| places.get(index)) {
                Some(place) => converter.range(*place),
                None => converter.loc(related.loc),
            };
            Related { location: Target { uri, range }, message: related.message.get(client.language) }
        });
        Self {
            range,
            severity: severity(finding.severity),
            code: finding.code,
            code_description: client.code_description.then_some(Href { href: finding.code }),
            source: SOURCE,
            message: finding.message.get(client.language),
            related_information: (client.related_information && !finding.related.is_empty()).then(|| related.collect()),
            data: client.diagnostic_data.then_some(Data { rule: finding.code }),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tower_lsp::lsp_types::Url;
    use zhibi_core::{DocumentKind, Settings, Snapshot};

    use super::*;
    use crate::client::ClientProfile;

    #[test]
    fn borrowed_and_owned_diagnostics_read_the_same() {
        let text = "（一）甲\n（三）𠀀乙，力争超过30亿元以上\n（三）丙\n";
        let snapshot = Snapshot::of(text, DocumentKind::Plain, Arc::new(Settings::default()));
        assert!(!snapshot.diagnostics().is_empty());
        let url = Url::parse("untitled:a").expect("a URL");
        for everything in [false, true] {
            let client = ClientProfile {
                related_information: everything,
                code_description: everything,
                diagnostic_data: everything,
                ..ClientProfile::default()
            };
            let converter = Converter::new(&snapshot, &client);
            for diagnostic in snapshot.diagnostics() {
                let wire = WireDiagnostic::new(&converter, &diagnostic.finding, None, url.as_str());
                let wire = serde_json::to_value(wire).expect("JSON");
                let owned = serde_json::to_value(converter.diagnostic(&diagnostic.finding, &url)).expect("JSON");
                assert_eq!(wire, owned);
            }
        }
    }
}
