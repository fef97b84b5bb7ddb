//! SARIF 2.1.0, as code-scanning services read it.

use std::io;

use serde::Serialize;
use zhibi_core::config::ignores::SentenceHashes;
use zhibi_core::finding::{Safety, Severity};
use zhibi_core::rules::{RULES, Rule};
use zhibi_core::{Columns, Diagnostic, Language, Loc};

use super::json;

#[derive(Serialize)]
struct Text<'a> {
    text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor<'a> {
    id: &'a str,
    short_description: Text<'a>,
    help: Help<'a>,
    default_configuration: Configuration,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Help<'a> {
    text: &'a str,
    markdown: &'a str,
}

#[derive(Serialize)]
struct Configuration {
    enabled: bool,
    level: &'static str,
}

#[derive(Serialize)]
struct Properties<'a> {
    tags: [&'a str; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Text<'a>,
    locations: [Location<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<SarifFix<'a>>,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "ruleSentence/v1")]
    rule_sentence: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical<'a> {
    artifact_location: Artifact<'a>,
    region: Region,
}

#[derive(Clone, Copy, Serialize)]
struct Artifact<'a> {
    uri: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

impl Region {
    fn of(positions: &Columns<'_>, loc: Loc) -> Self {
        super::range(positions, loc).into()
    }
}

impl From<super::Range> for Region {
    fn from(((start_line, start_column), (end_line, end_column)): super::Range) -> Self {
        Self { start_line, start_column, end_line, end_column }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifFix<'a> {
    description: Text<'a>,
    artifact_changes: [Change<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: Artifact<'a>,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Text<'a>,
}

#[derive(Serialize)]
struct Notification<'a> {
    level: &'static str,
    message: Text<'a>,
}

/// Opens the log: the tool and its rules, up to the first result.
pub fn head(out: &mut Vec<u8>, language: Language) -> serde_json::Result<()> {
    out.extend_from_slice(
        br#"{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":{"driver":{"name":"zhibi","fullName":"Zhibi"#,
    );
    out.extend_from_slice(b"\",\"semanticVersion\":\"");
    out.extend_from_slice(env!("CARGO_PKG_VERSION").as_bytes());
    out.extend_from_slice(b"\",\"rules\":[");
    for (index, rule) in RULES.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        serde_json::to_writer(&mut *out, &descriptor(rule, language))?;
    }
    out.extend_from_slice(b"]}},\"columnKind\":\"utf16CodeUnits\",\"results\":[\n");
    Ok(())
}

fn descriptor(rule: &Rule, language: Language) -> Descriptor<'static> {
    let docs = match language {
        Language::Zh => rule.docs,
        Language::En => rule.docs_en,
    };
    Descriptor {
        id: rule.code,
        short_description: Text { text: rule.title.get(language) },
        help: Help { text: docs, markdown: docs },
        default_configuration: Configuration { enabled: rule.on, level: level(rule.severity) },
        properties: Properties { tags: [rule.group.name()] },
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "note",
    }
}

/// Closes the log; tells of drafts that could not be read.
pub fn tail(out: &mut Vec<u8>, unreadable: &[(String, String)]) -> serde_json::Result<()> {
    let texts: Vec<String> = unreadable.iter().map(|(name, why)| format!("{name}: {why}")).collect();
    let notes: Vec<_> = texts.iter().map(|text| Notification { level: "error", message: Text { text } }).collect();
    out.extend_from_slice(b"\n],\"invocations\":[{\"executionSuccessful\":");
    out.extend_from_slice(if notes.is_empty() { b"true" } else { b"false" });
    out.extend_from_slice(b",\"toolExecutionNotifications\":");
    json::write(out, &notes)?;
    out.extend_from_slice(b"}]}]}\n");
    Ok(())
}

/// One result; `uri` is the draft's, `positions` count UTF-16 code units, `sentences` are those of the results so far.
pub fn diagnostic<'a>(
    out: &mut Vec<u8>,
    uri: &str,
    positions: &Columns<'a>,
    sentences: &mut SentenceHashes<'a>,
    diagnostic: &Diagnostic,
    language: Language,
) -> io::Result<()> {
    let finding = &diagnostic.finding;
    let artifact = Artifact { uri };
    let location = |loc, id, message| Location {
        id,
        physical_location: Physical { artifact_location: artifact, region: Region::of(positions, loc) },
        message,
    };
    let related = finding.related.iter().enumerate().map(|(index, related)| {
        location(related.loc, Some(index + 1), Some(Text { text: related.message.get(language) }))
    });
    let usable = finding.fixes.iter().filter(|f| f.safety != Safety::DisplayOnly);
    let usable: Vec<_> = usable.map(|fix| (fix, super::edits(fix, positions.snapshot()))).collect();
    let fixes = usable.iter().filter_map(|(fix, edits)| {
        let replacements = edits.iter().map(|edit| Replacement {
            deleted_region: Region::from(super::edit_range(positions, edit)),
            inserted_content: Text { text: &edit.text },
        });
        let change = Change { artifact_location: artifact, replacements: replacements.collect() };
        (!change.replacements.is_empty())
            .then(|| SarifFix { description: Text { text: fix.title.get(language) }, artifact_changes: [change] })
    });
    let block = positions.snapshot().blocks().get(finding.loc.block as usize).map_or("", |b| &*b.text);
    let result = SarifResult {
        rule_id: finding.code,
        rule_index: RULES.iter().position(|r| r.code == finding.code),
        level: level(finding.severity),
        message: Text { text: finding.message.get(language) },
        locations: [location(finding.loc, None, None)],
        related_locations: related.collect(),
        partial_fingerprints: Fingerprints {
            rule_sentence: format!("{}:{}", finding.code, sentences.of(block, finding.loc.span)),
        },
        fixes: fixes.collect(),
    };
    json::element(out, &result)?;
    Ok(())
}

/// A path as a URI reference: percent-encoded, forward slashes kept.
pub fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The URI of a draft: relative where its name is, so that it fits any checkout.
pub fn artifact_uri(name: &str) -> String {
    if name.starts_with('/') { format!("file://{}", uri(name)) } else { uri(name.strip_prefix("./").unwrap_or(name)) }
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_become_uris() {
        assert_eq!(super::artifact_uri("./稿 1%.txt"), "%E7%A8%BF%201%25.txt");
        assert_eq!(super::artifact_uri("/a/b.txt"), "file:///a/b.txt");
    }
}
