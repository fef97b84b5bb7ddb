//! `workspace/executeCommand`: the commands and their arguments.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use tower_lsp::{
    jsonrpc::{Error, Result},
    lsp_types::{ExecuteCommandParams, Position, Url},
};

use super::{
    across::{AcrossParams, CompanionParams, SettingParams},
    figures::ExportParams,
    find_figures::FindParams,
    word::{AnnotateParams, ConvertParams},
};

/// Gives the ledger of an open draft as a file's content.
pub const EXPORT_FIGURES: &str = "zhibi.exportFigures";

/// Gives a Word document as a draft, or an open draft as a Word document.
pub const CONVERT: &str = "zhibi.convert";

/// Gives a Word document with comments on what is found in it, and with the changes of the draft that was made of it.
pub const ANNOTATE: &str = "zhibi.annotate";

/// Puts the series at a place in order, by an edit that is sent to the client.
pub const RENUMBER: &str = "zhibi.renumber";

/// Shows the page of a rule.
pub const OPEN_RULE: &str = "zhibi.openRule";

/// Adds a finding to the list of ignored ones beside its draft.
pub const IGNORE: &str = "zhibi.ignore";

/// What is ignored in an open draft.
pub const IGNORED: &str = "zhibi.ignored";

/// Takes an entry from the list of what is ignored.
pub const UNIGNORE: &str = "zhibi.unignore";

/// Shows a place of an open draft.
pub const SHOW_PLACE: &str = "zhibi.showPlace";

/// Shows the table of a draft's figures, or gives it to a client that shows no such texts.
pub const SHOW_FIGURES: &str = "zhibi.showFigures";

/// Shows a draft's outline, or gives it to a client that shows no such texts.
pub const SHOW_OUTLINE: &str = "zhibi.showOutline";

/// Reads settings and checks drafts anew, as after a new start.
pub const RESTART: &str = "zhibi.restart";

/// An open draft beside other files.
pub const ACROSS: &str = "zhibi.across";

/// The configuration with one more file that drafts are held against; it is not written.
pub const COMPANION: &str = "zhibi.companion";

/// The configuration with a rule off or a name more; it is not written.
pub const SETTING: &str = "zhibi.setting";

/// One page to be printed: what was found in an open draft, its outline and its figures.
pub const REPORT: &str = "zhibi.report";

/// Figures of all drafts of the folders: of the metric at a place, or by words.
pub const FIND_FIGURES: &str = "zhibi.findFigures";

/// Checks the drafts of the folders that are not open.
pub const CHECK_FOLDERS: &str = "zhibi.checkFolders";

/// The coined terms of an open draft.
pub const TERMS: &str = "zhibi.terms";

/// Lines of an open draft that were cut at the width of a page, put together: edits, which are not applied.
pub const JOIN_LINES: &str = "zhibi.joinLines";

/// A command that was understood.
#[derive(Clone, Debug)]
pub enum Command {
    /// [`EXPORT_FIGURES`]
    ExportFigures(ExportParams),
    /// [`CONVERT`]
    Convert(ConvertParams),
    /// [`ANNOTATE`]
    Annotate(AnnotateParams),
    /// [`RENUMBER`]
    Renumber(Place),
    /// [`OPEN_RULE`]
    OpenRule(String),
    /// [`IGNORE`]
    Ignore(Ignore),
    /// [`IGNORED`]
    Ignored(Draft),
    /// [`UNIGNORE`]
    Unignore(Unignore),
    /// [`SHOW_PLACE`]
    ShowPlace(ShowPlace),
    /// [`SHOW_FIGURES`]
    ShowFigures(Draft),
    /// [`SHOW_OUTLINE`]
    ShowOutline(Draft),
    /// [`RESTART`]
    Restart,
    /// [`ACROSS`]
    Across(AcrossParams),
    /// [`COMPANION`]
    Companion(CompanionParams),
    /// [`SETTING`]
    Setting(SettingParams),
    /// [`REPORT`]
    Report(Draft),
    /// [`FIND_FIGURES`]
    FindFigures(FindParams),
    /// [`CHECK_FOLDERS`]
    CheckFolders,
    /// [`TERMS`]
    Terms(Draft),
    /// [`JOIN_LINES`]
    JoinLines(Lines),
}

/// An open draft: the argument of [`SHOW_FIGURES`], [`SHOW_OUTLINE`], [`IGNORED`], [`REPORT`] and [`TERMS`].
#[derive(Clone, Debug, Deserialize)]
pub struct Draft {
    /// Its address.
    pub uri: Url,
}

/// Lines of an open draft: the argument of [`JOIN_LINES`].
#[derive(Clone, Debug, Deserialize)]
pub struct Lines {
    /// The draft.
    pub uri: Url,
    /// 0-based first line, and the one behind the last.
    pub from: u32,
    /// See there.
    pub to: u32,
}

/// A place in an open draft: the argument of [`RENUMBER`].
#[derive(Clone, Debug, Deserialize)]
pub struct Place {
    /// The draft.
    pub uri: Url,
    /// On a numbered heading or item.
    pub position: Position,
}

/// A finding of an open draft, or without a place a rule in all of it: the argument of [`IGNORE`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ignore {
    /// The draft.
    pub uri: Url,
    /// Code of the rule.
    pub code: String,
    /// 0-based line and byte column where the finding starts.
    #[serde(flatten)]
    pub at: Option<At>,
}

/// An entry of the list of what is ignored: the argument of [`UNIGNORE`].
#[derive(Clone, Debug, Deserialize)]
pub struct Unignore {
    /// The draft.
    pub uri: Url,
    /// Code of the rule.
    pub rule: String,
    /// Hash of the sentence, or `*` for the whole draft.
    pub hash: String,
}

/// A row of what [`IGNORED`] answers.
#[derive(Debug, Serialize)]
pub struct IgnoredRow {
    /// Code of the rule.
    pub rule: String,
    /// What people call it.
    pub title: &'static str,
    /// Hash of the sentence, or `*` for the whole draft.
    pub hash: String,
    /// The sentence's beginning; empty for the whole draft.
    pub text: String,
}

/// A place in an open draft: the argument of [`SHOW_PLACE`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ShowPlace {
    /// The draft.
    pub uri: Url,
    /// 0-based line and byte column.
    #[serde(flatten)]
    pub at: At,
}

/// Where a finding starts.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct At {
    /// 0-based line.
    pub line: u32,
    /// Byte column.
    pub byte: u32,
}

/// Reads a command and its only argument.
///
/// # Errors
/// When there is no such command, or its argument is not what it needs.
pub fn read(params: ExecuteCommandParams) -> Result<Command> {
    let mut arguments = params.arguments.into_iter();
    match params.command.as_str() {
        EXPORT_FIGURES => argument(arguments.next()).map(Command::ExportFigures),
        CONVERT => argument(arguments.next()).map(Command::Convert),
        ANNOTATE => argument(arguments.next()).map(Command::Annotate),
        RENUMBER => argument(arguments.next()).map(Command::Renumber),
        OPEN_RULE => argument(arguments.next()).map(Command::OpenRule),
        IGNORE => argument(arguments.next()).map(Command::Ignore),
        IGNORED => argument(arguments.next()).map(Command::Ignored),
        UNIGNORE => argument(arguments.next()).map(Command::Unignore),
        SHOW_PLACE => argument(arguments.next()).map(Command::ShowPlace),
        SHOW_FIGURES => argument(arguments.next()).map(Command::ShowFigures),
        SHOW_OUTLINE => argument(arguments.next()).map(Command::ShowOutline),
        RESTART => Ok(Command::Restart),
        ACROSS => argument(arguments.next()).map(Command::Across),
        COMPANION => argument(arguments.next()).map(Command::Companion),
        SETTING => argument(arguments.next()).map(Command::Setting),
        REPORT => argument(arguments.next()).map(Command::Report),
        FIND_FIGURES => argument(arguments.next()).map(Command::FindFigures),
        CHECK_FOLDERS => Ok(Command::CheckFolders),
        TERMS => argument(arguments.next()).map(Command::Terms),
        JOIN_LINES => argument(arguments.next()).map(Command::JoinLines),
        unknown => Err(Error::invalid_params(format!("there is no command {unknown}"))),
    }
}

fn argument<T: DeserializeOwned>(value: Option<serde_json::Value>) -> Result<T> {
    let value = value.ok_or_else(|| Error::invalid_params("the command needs an argument"))?;
    serde_json::from_value(value).map_err(|e| Error::invalid_params(e.to_string()))
}
