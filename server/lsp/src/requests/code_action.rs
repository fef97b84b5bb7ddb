//! `textDocument/codeAction` and `codeAction/resolve`: fixes of findings, fixes of the whole document, refactorings.

use std::{
    collections::{HashMap, HashSet},
    path::PathBuf,
};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_lsp::lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, Command, Diagnostic, DocumentChanges,
    NumberOrString, OneOf, OptionalVersionedTextDocumentIdentifier, Position, Range, TextDocumentEdit, TextEdit, Url,
    WorkspaceEdit,
};
use zhibi_core::{
    LineCol,
    config::ignores,
    features::{self, ActionId, ActionKind},
    fixes,
    text::LineRange,
};

use crate::{
    capabilities::{FIX_ALL, MOVE, RENUMBER},
    client::ClientProfile,
    convert::{from_client, to_client::Converter},
    requests::execute_command::{At, IGNORE, Ignore, OPEN_RULE, SHOW_PLACE, ShowPlace},
    session::OpenSnapshot,
    uri,
};

/// What an unresolved action carries through the client.
#[derive(Debug, Serialize, Deserialize)]
pub struct ActionData {
    /// The document.
    pub uri: Url,
    /// Its version when the action was offered.
    pub version: i32,
    /// The action.
    pub id: ActionId,
}

/// The actions for a range, best first.
pub fn handle(open: &OpenSnapshot, params: &CodeActionParams) -> Vec<CodeActionOrCommand> {
    let (snapshot, client) = (&open.snapshot, &open.client);
    let range = from_client::range(snapshot, client.encoding, params.range);
    let wanted = |kind: ActionKind| match &params.context.only {
        // Unasked, `source` actions would fill the light bulb's menu, which is about the place, not the document.
        None => kind != ActionKind::FixAll,
        Some(only) => only.iter().any(|o| includes(o, &protocol_kind(kind))),
    };
    let diagnostics = snapshot.diagnostics();
    let mut actions = features::code_actions(snapshot, range, client.language, &wanted);
    let converter = open.converter();
    let diagnostic = |d: &zhibi_core::Diagnostic| converter.diagnostic(&d.finding, &open.url);
    if may_apply_all(client, params) {
        keep_asked(&mut actions, params, |index| diagnostics.get(index).map(&diagnostic));
    }
    let action = |action: features::CodeAction| {
        let about = action.diagnostic.and_then(|index| diagnostics.get(index));
        let mut converted = CodeAction {
            title: action.title,
            kind: Some(protocol_kind(action.kind)),
            diagnostics: about.map(|d| vec![diagnostic(d)]),
            is_preferred: (client.code_action_preferred && action.preferred).then_some(true),
            ..CodeAction::default()
        };
        if is_command(&action.id) {
            let (command, argument) = command(open, action.id)?;
            let (title, arguments) = (converted.title.clone(), Some(vec![argument]));
            converted.command = Some(Command { title, command: command.into(), arguments });
        } else if client.code_action_resolve_edit {
            let data = ActionData { uri: open.url.clone(), version: open.version, id: action.id };
            converted.data = serde_json::to_value(data).ok();
        } else {
            converted.edit = Some(edit_by(open, &converter, features::resolve(snapshot, &action.id)?));
        }
        Some(CodeActionOrCommand::CodeAction(converted))
    };
    actions.into_iter().filter_map(action).collect()
}

/// Keeps the best fix of each problem that a request names.
fn keep_asked(
    actions: &mut Vec<features::CodeAction>,
    params: &CodeActionParams,
    diagnostic: impl Fn(usize) -> Option<Diagnostic>,
) {
    let code = |d: &Diagnostic| match &d.code {
        Some(NumberOrString::String(code)) => code.clone(),
        _ => String::new(),
    };
    let place = |d: &Diagnostic| {
        let Range { start, end } = d.range;
        (start.line, start.character, end.line, end.character, code(d))
    };
    let words = |d: &Diagnostic| (d.range.start.line, d.message.clone(), code(d));
    let places: HashSet<_> = params.context.diagnostics.iter().map(place).collect();
    let texts: HashSet<_> = params.context.diagnostics.iter().map(words).collect();
    let about: HashSet<usize> = actions.iter().filter_map(|a| a.diagnostic).collect();
    let about: Vec<(usize, Diagnostic)> = about.into_iter().filter_map(|i| Some((i, diagnostic(i)?))).collect();
    let exact: HashSet<usize> = about.iter().filter(|(_, d)| places.contains(&place(d))).map(|(i, _)| *i).collect();
    // Neovim 0.7 sends ranges back in bytes: what no range names is found by line and text.
    let named = || about.iter().filter(|(_, d)| texts.contains(&words(d))).map(|(i, _)| *i).collect();
    let mut asked: HashSet<usize> = if exact.is_empty() { named() } else { exact };
    actions.retain(|action| {
        let mends = action.kind == ActionKind::QuickFix && !is_command(&action.id);
        mends && action.diagnostic.is_some_and(|d| asked.remove(&d))
    });
}

/// Whether an action is no edit but something for the server to do.
const fn is_command(id: &ActionId) -> bool {
    matches!(
        id,
        ActionId::Ignore { .. } | ActionId::IgnoreRule { .. } | ActionId::Explain { .. } | ActionId::ShowPlace { .. }
    )
}

/// The command of such an action, with its argument; `None` where it could not be carried out.
fn command(open: &OpenSnapshot, id: ActionId) -> Option<(&'static str, Value)> {
    if !open.client.execute_command {
        return None;
    }
    let ignore = |code, at| {
        // The list of ignored findings lies beside the draft, so the draft must lie somewhere.
        uri::file_path(&open.url)?;
        let ignore = Ignore { uri: open.url.clone(), code, at };
        Some((IGNORE, serde_json::to_value(ignore).ok()?))
    };
    match id {
        ActionId::Ignore { code, line, byte } => ignore(code, Some(At { line, byte })),
        ActionId::IgnoreRule { code } => ignore(code, None),
        ActionId::ShowPlace { line, byte } if open.client.show_document => {
            let place = ShowPlace { uri: open.url.clone(), at: At { line, byte } };
            Some((SHOW_PLACE, serde_json::to_value(place).ok()?))
        }
        ActionId::Explain { code } => open.client.show_document.then(|| (OPEN_RULE, code.into())),
        _ => None,
    }
}

/// Kate's Quick Fix sends the problem at the cursor with the range of the whole document, and applies every action of the
/// answer: both of two alternatives, and those of other problems. It announces nothing of its own by which to know it;
/// clients that offer a choice know preferred actions. Such a request gets the best fix of each problem it names.
fn may_apply_all(client: &ClientProfile, params: &CodeActionParams) -> bool {
    !client.code_action_preferred && params.context.only.is_none() && !params.context.diagnostics.is_empty()
}

/// Adds the edit to an action; `None` when the document has changed since it was offered.
pub fn resolve(open: &OpenSnapshot, mut action: CodeAction, data: &ActionData) -> Option<CodeAction> {
    if open.version != data.version {
        return None;
    }
    action.edit = Some(workspace_edit(open, features::resolve(&open.snapshot, &data.id)?));
    action.data = None;
    Some(action)
}

/// The edit that puts the series at a place in order; `None` outside a series.
pub fn renumber(open: &OpenSnapshot, position: Position) -> Option<WorkspaceEdit> {
    let at = from_client::position(&open.snapshot, open.client.encoding, position);
    let range = LineRange { start: at, end: at };
    let only = |kind| kind == ActionKind::Refactor;
    let actions = features::code_actions(&open.snapshot, range, open.client.language, &only);
    let edits = features::resolve(&open.snapshot, &actions.first()?.id)?;
    Some(workspace_edit(open, edits))
}

fn protocol_kind(kind: ActionKind) -> CodeActionKind {
    match kind {
        ActionKind::QuickFix => CodeActionKind::QUICKFIX,
        ActionKind::FixAll => FIX_ALL,
        ActionKind::Refactor => RENUMBER,
        ActionKind::Rewrite => CodeActionKind::REFACTOR_REWRITE,
        ActionKind::Move => MOVE,
    }
}

/// Whether `only` names `kind` or one of its prefixes (`source.fixAll` includes `source.fixAll.zhibi`). The empty kind
/// includes all.
fn includes(only: &CodeActionKind, kind: &CodeActionKind) -> bool {
    match kind.as_str().strip_prefix(only.as_str()) {
        Some(rest) => rest.is_empty() || only.as_str().is_empty() || rest.starts_with('.'),
        None => false,
    }
}

/// The entry that ignores a finding; `None` when the draft has changed or lies nowhere.
pub fn ignored(open: &OpenSnapshot, ignore: &Ignore) -> Option<(PathBuf, ignores::Entry)> {
    let path = uri::file_path(&open.url)?;
    let name = path.file_name()?.to_string_lossy();
    let Some(At { line, byte }) = ignore.at else {
        return Some((path.clone(), ignores::entry_everywhere(&name, &ignore.code)));
    };
    let at = LineCol { line, byte };
    let finding = &features::code_actions::find(&open.snapshot, &ignore.code, at)?.finding;
    let block = open.snapshot.blocks().get(finding.loc.block as usize)?;
    let entry = ignores::entry(&name, &ignore.code, &block.text, finding.loc.span);
    Some((path, entry))
}

/// Edits of this version of the document, in the form the client understands.
pub fn workspace_edit(open: &OpenSnapshot, edits: Vec<fixes::TextEdit>) -> WorkspaceEdit {
    edit_by(open, &open.converter(), edits)
}

/// The same, one of many.
fn edit_by(open: &OpenSnapshot, converter: &Converter<'_>, edits: Vec<fixes::TextEdit>) -> WorkspaceEdit {
    let edits: Vec<TextEdit> = edits.into_iter().map(|edit| converter.text_edit(edit)).collect();
    if open.client.document_changes {
        let text_document =
            OptionalVersionedTextDocumentIdentifier { uri: open.url.clone(), version: Some(open.version) };
        let edit = TextDocumentEdit { text_document, edits: edits.into_iter().map(OneOf::Left).collect() };
        WorkspaceEdit { document_changes: Some(DocumentChanges::Edits(vec![edit])), ..WorkspaceEdit::default() }
    } else {
        WorkspaceEdit { changes: Some(HashMap::from([(open.url.clone(), edits)])), ..WorkspaceEdit::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_include_their_refinements() {
        let includes = |only: &'static str, kind: &CodeActionKind| includes(&CodeActionKind::new(only), kind);
        assert!(includes("", &FIX_ALL));
        assert!(includes("source", &FIX_ALL));
        assert!(includes("source.fixAll", &FIX_ALL));
        assert!(includes("source.fixAll.zhibi", &FIX_ALL));
        assert!(!includes("source.fixAll.other", &FIX_ALL));
        assert!(!includes("source.fix", &FIX_ALL));
        assert!(!includes("quickfix", &FIX_ALL));
        assert!(includes("quickfix", &CodeActionKind::QUICKFIX));
        assert!(!includes("quickfix.other", &CodeActionKind::QUICKFIX));
        assert!(includes("refactor.rewrite", &RENUMBER));
    }
}
