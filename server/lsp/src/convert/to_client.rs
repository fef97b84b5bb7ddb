//! What the core found, in the protocol's terms.

use serde_json::json;
use tower_lsp::lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, Position,
    Range, TextEdit, Url,
};
use zhibi_core::{
    Columns, Language, LineCol, Loc, Snapshot,
    features::Place,
    finding::{Finding, Severity},
    fixes,
    text::{LineRange, Moved},
};

use crate::client::ClientProfile;

/// `source` of every diagnostic.
pub const SOURCE: &str = "zhibi";

/// Scheme of the addresses of rule pages; a client shows them with `zhibi/explain`.
pub const RULE_SCHEME: &str = "zhibi-rule";

/// Converts places of one snapshot for one client. What it has counted of a long line it remembers: one converter serves
/// all places of an answer.
pub struct Converter<'a> {
    columns: Columns<'a>,
    /// What was written since the text that the places are of.
    moved: Option<Moved>,
    /// Whom the places are for.
    pub client: &'a ClientProfile,
}

impl<'a> Converter<'a> {
    /// For places of `snapshot`.
    pub fn new(snapshot: &'a Snapshot, client: &'a ClientProfile) -> Self {
        Self { columns: Columns::new(snapshot, client.encoding), moved: None, client }
    }

    /// For places of an earlier text, since which one change was made.
    pub fn moved_by(self, moved: Option<Moved>) -> Self {
        Self { moved, ..self }
    }

    /// A position.
    pub fn position(&self, at: LineCol) -> Position {
        let at = self.moved.map_or(at, |moved| moved.follow(at));
        let (line, character) = self.columns.position(at);
        Position { line, character }
    }

    /// A range.
    pub fn range(&self, range: LineRange) -> Range {
        Range { start: self.position(range.start), end: self.position(range.end) }
    }

    /// The range of a place in a block.
    pub fn loc(&self, loc: Loc) -> Range {
        self.range(self.columns.snapshot().line_range(loc))
    }

    /// An edit.
    pub fn text_edit(&self, edit: fixes::TextEdit) -> TextEdit {
        TextEdit { range: self.range(edit.range), new_text: edit.text }
    }

    /// A diagnostic of the document at `url`.
    pub fn diagnostic(&self, finding: &Finding, url: &Url) -> Diagnostic {
        let related = finding.related.iter().map(|related| self.loc(related.loc));
        self.finding(finding, self.loc(finding.loc), related, url)
    }

    /// A diagnostic of an earlier text, at the places where its own stand now.
    pub fn moved(&self, finding: &Finding, (place, related): &Place, url: &Url) -> Diagnostic {
        let related = related.iter().map(|range| self.range(*range));
        self.finding(finding, self.range(*place), related, url)
    }

    fn finding(&self, finding: &Finding, range: Range, related: impl Iterator<Item = Range>, url: &Url) -> Diagnostic {
        let language = self.client.language;
        let related = related.zip(&finding.related).map(|(range, related)| DiagnosticRelatedInformation {
            location: Location { uri: url.clone(), range },
            message: related.message.get(language).to_owned(),
        });
        Diagnostic {
            range,
            severity: Some(severity(finding.severity)),
            code: Some(NumberOrString::String(finding.code.to_owned())),
            code_description: self.client.code_description.then(|| rule_page(finding.code)).flatten(),
            source: Some(SOURCE.to_owned()),
            message: finding.message.get(language).to_owned(),
            related_information: (self.client.related_information && !finding.related.is_empty())
                .then(|| related.collect()),
            tags: None,
            // Nothing that changes with the text: a client may compare.
            data: self.client.diagnostic_data.then(|| json!({"rule": finding.code})),
        }
    }

    /// Stands for the diagnostics that are not sent.
    pub fn too_many(&self, rest: usize) -> Diagnostic {
        let message = match self.client.language {
            Language::Zh => format!("另有{rest}处问题未列出；请先处理已列出的问题。"),
            Language::En => format!("{rest} more problems are not listed; mend the listed ones first."),
        };
        Diagnostic {
            range: Range::default(),
            severity: Some(DiagnosticSeverity::INFORMATION),
            source: Some(SOURCE.to_owned()),
            message,
            ..Diagnostic::default()
        }
    }
}

/// The protocol's severity.
pub const fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Information => DiagnosticSeverity::INFORMATION,
        Severity::Hint => DiagnosticSeverity::HINT,
    }
}

/// Address of the page of a rule.
pub fn rule_uri(code: &str) -> String {
    format!("{RULE_SCHEME}:/{code}.md")
}

fn rule_page(code: &str) -> Option<CodeDescription> {
    Url::parse(&rule_uri(code)).ok().map(|href| CodeDescription { href })
}
