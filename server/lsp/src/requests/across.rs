//! The command `zhibi.across`: an open draft beside other files, row by row, for a view of an editor. The command
//! `zhibi.companion`: the configuration with one more of them. The command `zhibi.setting`: with a rule off or a name more.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tower_lsp::{
    jsonrpc::{Error, Result},
    lsp_types::{Location, Url},
};
use zhibi_core::{
    Language, Snapshot,
    align::{self, FigureChange, HeadingChangeKind, Row as Target, Verdict},
    config::{self, amend},
    facts::Matching,
    text::Loc,
};

use crate::{
    companions,
    convert::to_client::Converter,
    disk,
    requests::companions::{in_sheet, with_bound},
    session::OpenSnapshot,
    uri,
};

/// The argument of `zhibi.across`.
#[derive(Clone, Debug, Deserialize)]
pub struct AcrossParams {
    /// The open draft.
    pub uri: Url,
    /// The draft to compare it with; the one that the settings name where it is left out.
    pub other: Option<Url>,
    /// In place of `other`: a revision of the draft's own git repository.
    pub revision: Option<String>,
}

/// The argument of `zhibi.companion`.
#[derive(Clone, Debug, Deserialize)]
pub struct CompanionParams {
    /// A draft for which the configuration holds.
    pub uri: Url,
    /// `last-year`, `previous`, `facts` or `siblings`.
    pub key: String,
    /// The file.
    pub path: Url,
}

/// The argument of `zhibi.setting`.
#[derive(Clone, Debug, Deserialize)]
pub struct SettingParams {
    /// A draft for which the configuration holds.
    pub uri: Url,
    /// What changes.
    #[serde(flatten)]
    pub change: Change,
}

/// One change of a configuration.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// A rule, by its code, is turned off.
    Rule(String),
    /// A rule is turned off no more.
    On(String),
    /// A name is added to those that hold numbers.
    Word(String),
}

/// A configuration as it would be.
#[derive(Debug, Serialize)]
pub struct Written {
    uri: Url,
    text: String,
}

/// What the files say, in groups.
#[derive(Debug, Default, Serialize)]
pub struct Across {
    /// What changed since the draft before.
    changes: Vec<Row>,
    /// Last year's targets.
    targets: Vec<Row>,
    /// What the confirmed sheet says otherwise.
    facts: Vec<Row>,
    /// What a person has to look at.
    unclear: Vec<Row>,
}

/// One row of a view.
#[derive(Debug, Serialize)]
struct Row {
    /// What it is about.
    label: String,
    /// What is said of it.
    detail: String,
    /// `added`, `removed`, `changed`, `met`, `missed`, `not-comparable`, `unanswered`, `unclear`, `mismatch`.
    kind: &'static str,
    /// The place in the draft.
    here: Option<Location>,
    /// The place in the other file.
    there: Option<Location>,
}

/// Another file and its name.
struct Other<'a> {
    url: Url,
    snapshot: &'a Snapshot,
}

fn location(open: &OpenSnapshot, url: &Url, snapshot: &Snapshot, loc: Loc) -> Location {
    Location { uri: url.clone(), range: Converter::new(snapshot, &open.client).range(snapshot.line_range(loc)) }
}

/// All that other files say of an open draft.
pub fn handle(open: &OpenSnapshot, other: Option<PathBuf>) -> Across {
    let named = &open.settings.core.companions;
    let mut across = Across::default();
    let path = other.or_else(|| named.previous.as_ref().map(PathBuf::from));
    if let Some((url, snapshot)) = path.as_deref().and_then(|path| read(open, path)) {
        changes(open, &Other { url, snapshot: &snapshot }, &mut across);
    }
    if let Some((url, snapshot)) = named.last_year.as_deref().and_then(|path| read(open, Path::new(path))) {
        targets(open, &Other { url, snapshot: &snapshot }, &mut across);
    }
    facts(open, &mut across);
    across
}

fn read(open: &OpenSnapshot, path: &Path) -> Option<(Url, Snapshot)> {
    let url = match companions::revision(path) {
        Some((revision, draft)) => address_of_revision(revision, draft)?,
        None => Url::from_file_path(path).ok()?,
    };
    Some((url, open.companions.draft(path)?))
}

/// As VS Code's own extension for git names what a revision has of a file.
fn address_of_revision(revision: &str, path: &Path) -> Option<Url> {
    let mut url = Url::from_file_path(path).ok()?;
    let query = serde_json::json!({"path": path.to_str()?, "ref": revision});
    url.set_query(Some(&query.to_string()));
    Url::parse(&url.as_str().replacen("file://", "git:", 1)).ok()
}

fn changes(open: &OpenSnapshot, other: &Other<'_>, across: &mut Across) {
    let comparison = align::compare(other.snapshot, &open.snapshot);
    let kind = |c: &FigureChange| match (&c.old, &c.new) {
        (None, _) => "added",
        (_, None) => "removed",
        _ => "changed",
    };
    let of_figures = comparison.figures.iter().map(|change| {
        let side = |place: &Option<align::FigurePlace>| place.as_ref().map_or("—", |p| p.text.as_str()).to_owned();
        Row {
            label: change
                .metric
                .clone()
                .unwrap_or_else(|| side(if change.new.is_some() { &change.new } else { &change.old })),
            detail: format!("{} → {}", side(&change.old), side(&change.new)),
            kind: kind(change),
            here: change.new.as_ref().map(|p| location(open, &open.url, &open.snapshot, p.numeral)),
            there: change.old.as_ref().map(|p| location(open, &other.url, other.snapshot, p.numeral)),
        }
    });
    let heading = |snapshot: &Snapshot, node: u32| {
        let node = &snapshot.outline().nodes[node as usize];
        (node.heading, node.heading.span.of(&snapshot.blocks()[node.heading.block as usize].text).trim().to_owned())
    };
    let of_headings = comparison.headings.iter().map(|change| {
        let old = change.old.map(|n| heading(other.snapshot, n));
        let new = change.new.map(|n| heading(&open.snapshot, n));
        let text =
            |side: &Option<(Loc, String)>| side.as_ref().map_or_else(|| "—".to_owned(), |(_, text)| text.clone());
        Row {
            label: text(if new.is_some() { &new } else { &old }),
            // What came or went says so by its kind; its words stand in the label.
            detail: match (&old, &new) {
                (Some(_), Some(_)) => format!("{} → {}", text(&old), text(&new)),
                _ => String::new(),
            },
            kind: match change.kind {
                HeadingChangeKind::Added => "added",
                HeadingChangeKind::Removed => "removed",
                _ => "changed",
            },
            here: new.as_ref().map(|(loc, _)| location(open, &open.url, &open.snapshot, *loc)),
            there: old.as_ref().map(|(loc, _)| location(open, &other.url, other.snapshot, *loc)),
        }
    });
    across.changes = of_figures.chain(of_headings).collect();
}

fn targets(open: &OpenSnapshot, other: &Other<'_>, across: &mut Across) {
    for row in align::reconcile(other.snapshot, &open.snapshot).rows {
        let unclear = row.verdict == Verdict::Unclear;
        let row = target(open, other, &row);
        if unclear { &mut across.unclear } else { &mut across.targets }.push(row);
    }
}

fn target(open: &OpenSnapshot, other: &Other<'_>, row: &Target) -> Row {
    let wanted = with_bound(other.snapshot, row.target.loc);
    let answer = row.answer.as_ref().map(|a| a.text.trim().to_owned());
    let told = [answer.unwrap_or_else(|| "—".to_owned()), row.formula.clone()];
    let told: Vec<String> = told.into_iter().filter(|s| !s.is_empty()).collect();
    Row {
        label: row.metric.clone().unwrap_or_else(|| wanted.clone()),
        detail: format!("{wanted} → {}", told.join(" · ")),
        kind: row.verdict.name(),
        here: row.answer.as_ref().map(|a| location(open, &open.url, &open.snapshot, a.loc)),
        there: Some(location(open, &other.url, other.snapshot, row.target.loc)),
    }
}

fn facts(open: &OpenSnapshot, across: &mut Across) {
    let (snapshot, rows) = (&open.snapshot, &open.snapshot.settings().facts.rows);
    for mismatch in &snapshot.facts().mismatches {
        let fact = &rows[mismatch.fact];
        let (block, index) = mismatch.figure;
        let block = &snapshot.blocks()[block as usize];
        let written = block.figures[index].span.of(&block.text).trim();
        let value = fact.values.get(mismatch.value).map_or("", |v| v.text.as_str());
        let loc = Matching::loc(snapshot.draft(), mismatch.figure);
        across.facts.push(Row {
            label: fact.metric.clone().unwrap_or_else(|| written.to_owned()),
            detail: format!("{value} → {written} · {} {}", fact.file, fact.cell),
            kind: "mismatch",
            here: Some(location(open, &open.url, snapshot, loc)),
            there: in_sheet(open, fact),
        });
    }
    let gone = if open.client.language == Language::Zh { "文稿里没有了" } else { "no longer in the draft" };
    for (row, _) in &snapshot.facts().gone {
        let fact = &rows[*row];
        let value = fact.values.first().map_or("", |v| v.text.as_str());
        across.facts.push(Row {
            label: fact.metric.clone().unwrap_or_else(|| value.to_owned()),
            detail: format!("{value} · {gone} · {} {}", fact.file, fact.cell),
            kind: "removed",
            here: None,
            there: in_sheet(open, fact),
        });
    }
}

/// The configuration that holds for a draft, with one more file that drafts are held against. It is not written.
///
/// # Errors
/// When there is no place for it, or the file that is there cannot be used.
pub fn companion(params: &CompanionParams, folder: Option<&Path>) -> Result<Written> {
    let target = path_of(&params.path)?;
    amended(&params.uri, folder, |text, base| {
        let named = target.strip_prefix(base).unwrap_or(&target).to_string_lossy().replace('\\', "/");
        amend::with_companion(text, &params.key, &named)
    })
}

/// The configuration that holds for a draft, with a rule off or a name more. It is not written.
///
/// # Errors
/// As of [`companion`].
pub fn setting(params: &SettingParams, folder: Option<&Path>) -> Result<Written> {
    amended(&params.uri, folder, |text, _| match &params.change {
        Change::Rule(code) => amend::with_rule_off(text, code),
        Change::On(code) => amend::without_rule_off(text, code),
        Change::Word(word) => amend::with_word(text, word),
    })
}

/// The rules that the configuration which holds for a draft turns off.
pub fn rules_off(draft: &Path, folder: Option<&Path>) -> Vec<String> {
    let file = draft.parent().and_then(|own| config::find(own, folder, Path::is_file));
    file.and_then(|file| disk::read(&file).ok()).map(|text| amend::rules_off(&text)).unwrap_or_default()
}

/// The configuration that holds for a draft, after a change that is told its text and its folder.
fn amended(draft: &Url, folder: Option<&Path>, change: impl Fn(&str, &Path) -> Option<String>) -> Result<Written> {
    let draft = path_of(draft)?;
    let own = draft.parent().ok_or_else(|| Error::invalid_params("not in a folder"))?;
    let file =
        config::find(own, folder, Path::is_file).unwrap_or_else(|| folder.unwrap_or(own).join(config::FILE_NAMES[0]));
    let text = if file.is_file() {
        disk::read(&file).map_err(|e| Error::invalid_params(format!("{}: {e}", file.display())))?
    } else {
        String::new()
    };
    let text = change(&text, file.parent().unwrap_or(own))
        .ok_or_else(|| Error::invalid_params(format!("{}: cannot be parsed", file.display())))?;
    let uri = Url::from_file_path(&file).map_err(|()| Error::invalid_params("not a file"))?;
    Ok(Written { uri, text })
}

fn path_of(url: &Url) -> Result<PathBuf> {
    uri::file_path(url).ok_or_else(|| Error::invalid_params("not a file"))
}
