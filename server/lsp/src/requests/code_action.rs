//! `textDocument/codeAction`: quick fixes of the findings in a range, and the safe fixes of the whole document.

use std::collections::HashMap;

use tower_lsp::lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit, WorkspaceEdit,
};
use zhibi_core::{
    finding::{Edit, Safety},
    fixes,
    message::StaticMessage,
};

use crate::{capabilities::FIX_ALL, convert::from_client, session::OpenSnapshot};

const FIX_ALL_TITLE: StaticMessage = StaticMessage {
    zh: "执笔：修正所有可安全修正的问题",
    en: "Zhibi: fix all problems that are safe to fix",
};

/// The actions for a range, best first.
pub fn handle(open: &OpenSnapshot, params: &CodeActionParams) -> Vec<CodeActionOrCommand> {
    let wanted = |kind: &CodeActionKind| match &params.context.only {
        None => true,
        Some(only) => only.iter().any(|o| includes(o, kind)),
    };
    let mut actions = Vec::new();
    if wanted(&CodeActionKind::QUICKFIX) {
        quick_fixes(open, params, &mut actions);
    }
    // Without `only` this is the light bulb's menu, which is about the place, not the document.
    if params.context.only.is_some() && wanted(&FIX_ALL) {
        actions.extend(fix_all(open));
    }
    actions.into_iter().map(CodeActionOrCommand::CodeAction).collect()
}

/// Whether `only` names `kind` or one of its prefixes (`source.fixAll` includes `source.fixAll.zhibi`). The empty kind
/// includes all.
fn includes(only: &CodeActionKind, kind: &CodeActionKind) -> bool {
    match kind.as_str().strip_prefix(only.as_str()) {
        Some(rest) => rest.is_empty() || only.as_str().is_empty() || rest.starts_with('.'),
        None => false,
    }
}

fn quick_fixes(open: &OpenSnapshot, params: &CodeActionParams, actions: &mut Vec<CodeAction>) {
    let (snapshot, converter) = (&open.snapshot, open.converter());
    let range = from_client::range(snapshot, open.client.encoding, params.range);
    for diagnostic in snapshot.diagnostics() {
        let finding = &diagnostic.finding;
        let place = snapshot.line_range(finding.loc);
        // Touching counts: the cursor behind the last character of a squiggle is on it.
        if place.end < range.start || range.end < place.start {
            continue;
        }
        for (index, fix) in finding.fixes.iter().enumerate() {
            if fix.safety == Safety::DisplayOnly {
                continue;
            }
            let edits = fix.edits(&snapshot.view());
            actions.push(CodeAction {
                title: fix.title.get(open.client.language).to_owned(),
                kind: Some(CodeActionKind::QUICKFIX),
                diagnostics: Some(vec![converter.diagnostic(diagnostic, &open.url, open.version)]),
                edit: Some(workspace_edit(open, &edits)),
                is_preferred: (open.client.code_action_preferred && index == 0 && fix.safety == Safety::Safe)
                    .then_some(true),
                ..CodeAction::default()
            });
        }
    }
}

fn fix_all(open: &OpenSnapshot) -> Option<CodeAction> {
    let view = open.snapshot.view();
    let safe = |diagnostic: &zhibi_core::Diagnostic| {
        let fix = diagnostic.finding.fixes.iter().find(|fix| fix.safety == Safety::Safe && !fix.habit);
        fix.map(|fix| fix.edits(&view))
    };
    let edits = fixes::merge(open.snapshot.diagnostics().iter().filter_map(safe));
    (!edits.is_empty()).then(|| CodeAction {
        title: FIX_ALL_TITLE.get(open.client.language).to_owned(),
        kind: Some(FIX_ALL),
        edit: Some(workspace_edit(open, &edits)),
        ..CodeAction::default()
    })
}

/// Edits of this version of the document, in the form the client understands.
pub fn workspace_edit(open: &OpenSnapshot, edits: &[Edit]) -> WorkspaceEdit {
    let converter = open.converter();
    let edits: Vec<TextEdit> =
        open.snapshot.text_edits(edits).into_iter().map(|edit| converter.text_edit(edit)).collect();
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
    }
}
