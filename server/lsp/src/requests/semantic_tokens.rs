//! `textDocument/semanticTokens/full`, `/full/delta` and `/range`.

use std::{collections::HashMap, sync::Arc};

use parking_lot::Mutex;
use tower_lsp::lsp_types::{
    Position, Range, SemanticToken, SemanticTokens, SemanticTokensDelta, SemanticTokensEdit,
    SemanticTokensFullDeltaResult,
};
use zhibi_core::features::{TokenKind, semantic_tokens};

use crate::{convert::from_client, session::OpenSnapshot, uri::DocumentKey};

/// Numbers that one token takes in a message.
const NUMBERS: usize = 5;

/// The tokens that each document's client was given last, for telling it what has changed since.
#[derive(Default)]
pub struct Given(Mutex<State>);

#[derive(Default)]
struct State {
    count: u64,
    last: HashMap<DocumentKey, (String, Arc<[SemanticToken]>)>,
}

impl Given {
    /// Gives all tokens of a document a name by which changes can be asked for.
    pub fn all(&self, key: DocumentKey, mut tokens: SemanticTokens) -> SemanticTokens {
        tokens.result_id = Some(self.remember(key, tokens.data.as_slice().into()));
        tokens
    }

    /// What has changed since the set named `previous`; all tokens, if that is not the last one.
    pub fn changes(&self, key: DocumentKey, previous: &str, tokens: SemanticTokens) -> SemanticTokensFullDeltaResult {
        let last = self.0.lock().last.get(&key).filter(|(id, _)| id == previous).map(|(_, data)| Arc::clone(data));
        let Some(last) = last else {
            return SemanticTokensFullDeltaResult::Tokens(self.all(key, tokens));
        };
        let edits = difference(&last, &tokens.data).into_iter().collect();
        let result_id = Some(self.remember(key, tokens.data.into()));
        SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta { result_id, edits })
    }

    /// Forgets a document that was closed.
    pub fn forget(&self, key: &DocumentKey) {
        self.0.lock().last.remove(key);
    }

    fn remember(&self, key: DocumentKey, data: Arc<[SemanticToken]>) -> String {
        let mut state = self.0.lock();
        state.count += 1;
        let id = state.count.to_string();
        state.last.insert(key, (id.clone(), data));
        id
    }
}

/// The one edit that makes `new` of `old`; `None` when they are equal. Places are relative to the token before, so a
/// change touches the tokens of its line and one more.
fn difference(old: &[SemanticToken], new: &[SemanticToken]) -> Option<SemanticTokensEdit> {
    if old == new {
        return None;
    }
    let same_start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[same_start..], &new[same_start..]);
    let same_end = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let number = |tokens: usize| u32::try_from(tokens * NUMBERS).unwrap_or(u32::MAX);
    Some(SemanticTokensEdit {
        start: number(same_start),
        delete_count: number(old.len() - same_end),
        data: Some(new[..new.len() - same_end].to_vec()),
    })
}

/// The tokens of a range, or of the whole document.
pub fn handle(open: &OpenSnapshot, range: Option<Range>) -> SemanticTokens {
    let calm = open.calm();
    // Of an earlier state the lines are the same, the columns are not.
    let whole = |range: Range| match calm.moved {
        Some(_) => Range { start: Position::new(range.start.line, 0), end: Position::new(range.end.line + 1, 0) },
        None => range,
    };
    let range = range.map(|range| from_client::range(&calm.snapshot, open.client.encoding, whole(range)));
    let converter = calm.converter(open);
    let (mut line, mut column) = (0, 0);
    let mut data = Vec::new();
    for token in semantic_tokens(&calm.snapshot, range) {
        let place = converter.range(token.range);
        let Some(kind) = TokenKind::ALL.iter().position(|kind| *kind == token.kind) else { continue };
        let (start, end) = (place.start, place.end);
        // Each place is told relative to the one before; the core gives them in order.
        let Some(delta_line) = start.line.checked_sub(line) else { continue };
        let base = if delta_line == 0 { column } else { 0 };
        let (Some(delta_start), Some(length)) =
            (start.character.checked_sub(base), end.character.checked_sub(start.character))
        else {
            continue;
        };
        // What is written over now has no colour.
        if length == 0 {
            continue;
        }
        data.push(SemanticToken {
            delta_line,
            delta_start,
            length,
            token_type: u32::try_from(kind).unwrap_or_default(),
            token_modifiers_bitset: token.modifiers,
        });
        (line, column) = (start.line, start.character);
    }
    SemanticTokens { result_id: None, data }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(lengths: &[u32]) -> Vec<SemanticToken> {
        let token = |length: &u32| SemanticToken {
            delta_line: 1,
            delta_start: 0,
            length: *length,
            token_type: 0,
            token_modifiers_bitset: 0,
        };
        lengths.iter().map(token).collect()
    }

    #[test]
    fn differences_make_the_new_of_the_old() {
        for (old, new) in [
            (&[1, 2, 3][..], &[1, 5, 3][..]),
            (&[1, 2, 3], &[1, 3]),
            (&[1, 3], &[1, 2, 3]),
            (&[], &[1]),
            (&[1], &[]),
            (&[1, 1, 1], &[1, 1]),
            (&[1, 1], &[1, 1, 1, 1]),
        ] {
            let (old, new) = (tokens(old), tokens(new));
            let edit = difference(&old, &new).expect("they differ");
            let (start, count) = (edit.start as usize / NUMBERS, edit.delete_count as usize / NUMBERS);
            let mut made = old.clone();
            made.splice(start..start + count, edit.data.expect("data"));
            assert_eq!(made, new);
        }
        assert_eq!(difference(&tokens(&[1, 2]), &tokens(&[1, 2])), None);
    }
}
