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

/// The one list of the commands: each with its name, and what it is read as. From it come the constants, [`ALL`],
/// [`Command`] and [`read`].
macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident = $text:literal => $variant:ident $(($argument:ty))?;)*) => {
        $($(#[$doc])* pub const $name: &str = $text;)*

        /// The names of all commands.
        pub const ALL: &[&str] = &[$($name),*];

        /// A command that was understood.
        #[derive(Clone, Debug)]
        pub enum Command {
            $($(#[$doc])* $variant $(($argument))?,)*
        }

        /// Reads a command and its only argument.
        ///
        /// # Errors
        /// When there is no such command, or its argument is not what it needs.
        pub fn read(params: ExecuteCommandParams) -> Result<Command> {
            let first = params.arguments.into_iter().next();
            match params.command.as_str() {
                $($name => Ok(Command::$variant $((argument::<$argument>(first)?))?),)*
                unknown => Err(Error::invalid_params(format!("there is no command {unknown}"))),
            }
        }
    };
}

commands! {
    /// Gives the ledger of an open draft as a file's content.
    EXPORT_FIGURES = "zhibi.exportFigures" => ExportFigures(ExportParams);
    /// Gives a Word document as a draft, or an open draft as a Word document.
    CONVERT = "zhibi.convert" => Convert(ConvertParams);
    /// Gives a Word document with comments on what is found in it, and with the changes of the draft that was made of it.
    ANNOTATE = "zhibi.annotate" => Annotate(AnnotateParams);
    /// Puts the series at a place in order, by an edit that is sent to the client.
    RENUMBER = "zhibi.renumber" => Renumber(Place);
    /// Shows the page of a rule.
    OPEN_RULE = "zhibi.openRule" => OpenRule(String);
    /// Adds a finding to the list of ignored ones beside its draft.
    IGNORE = "zhibi.ignore" => Ignore(Ignore);
    /// What is ignored in an open draft, and which rules its folder turns off.
    IGNORED = "zhibi.ignored" => Ignored(Draft);
    /// Takes an entry from the list of what is ignored.
    UNIGNORE = "zhibi.unignore" => Unignore(Unignore);
    /// Shows a place of an open draft.
    SHOW_PLACE = "zhibi.showPlace" => ShowPlace(ShowPlace);
    /// Shows the table of a draft's figures, or gives it to a client that shows no such texts.
    SHOW_FIGURES = "zhibi.showFigures" => ShowFigures(Draft);
    /// Shows a draft's outline, or gives it to a client that shows no such texts.
    SHOW_OUTLINE = "zhibi.showOutline" => ShowOutline(Draft);
    /// Reads settings and checks drafts anew, as after a new start.
    RESTART = "zhibi.restart" => Restart;
    /// An open draft beside other files.
    ACROSS = "zhibi.across" => Across(AcrossParams);
    /// The configuration with one more file that drafts are held against; it is not written.
    COMPANION = "zhibi.companion" => Companion(CompanionParams);
    /// The configuration with a rule off, or on again, or a name more; it is not written.
    SETTING = "zhibi.setting" => Setting(SettingParams);
    /// One page to be printed: what was found in an open draft, its outline and its figures.
    REPORT = "zhibi.report" => Report(Draft);
    /// Figures of all drafts of the folders: of the metric at a place, or by words.
    FIND_FIGURES = "zhibi.findFigures" => FindFigures(FindParams);
    /// Checks the drafts of the folders that are not open.
    CHECK_FOLDERS = "zhibi.checkFolders" => CheckFolders;
    /// The coined terms of an open draft.
    TERMS = "zhibi.terms" => Terms(Draft);
    /// Lines of an open draft that were cut at the width of a page, put together: edits, which are not applied.
    JOIN_LINES = "zhibi.joinLines" => JoinLines(Lines);
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
    /// Hash of the sentence; `*` for the whole draft; the name of configuration files for a rule off in the folder.
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

fn argument<T: DeserializeOwned>(value: Option<serde_json::Value>) -> Result<T> {
    let value = value.ok_or_else(|| Error::invalid_params("the command needs an argument"))?;
    serde_json::from_value(value).map_err(|e| Error::invalid_params(e.to_string()))
}
