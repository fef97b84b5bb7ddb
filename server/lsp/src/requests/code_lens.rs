//! `textDocument/codeLens`: the size of each section above its heading. Off unless `codeLens.enable` is set.

use tower_lsp::lsp_types::{CodeLens, Command};
use zhibi_core::features::code_lens;

use crate::session::OpenSnapshot;

/// One lens for each top section.
pub fn handle(open: &OpenSnapshot) -> Vec<CodeLens> {
    if !open.settings.switches.code_lens {
        return Vec::new();
    }
    let calm = open.calm();
    let converter = calm.converter(open);
    let lens = |lens: zhibi_core::features::Lens| CodeLens {
        range: converter.range(lens.range),
        // An empty command name shows the text and does nothing.
        command: Some(Command { title: lens.title, command: String::new(), arguments: None }),
        data: None,
    };
    code_lens(&calm.snapshot, open.client.language).into_iter().map(lens).collect()
}
