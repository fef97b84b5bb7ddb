//! `textDocument/codeLens`: the size of each section above its heading, and what other files say of it. Off unless `codeLens.enable` is set.

use tower_lsp::lsp_types::{CodeLens, Command};
use zhibi_core::{LineCol, features::code_lens, text::LineRange};

use crate::{requests::companions, session::OpenSnapshot};

/// One lens for each top section.
pub fn handle(open: &OpenSnapshot) -> Vec<CodeLens> {
    if !open.settings.switches.code_lens {
        return Vec::new();
    }
    let calm = open.calm();
    let converter = calm.converter(open);
    let all = code_lens(&calm.snapshot, open.client.language);
    let lens = |(index, lens): (usize, &zhibi_core::features::Lens)| {
        // To the next heading that has a lens.
        let next = all[index + 1..].iter().map(|l| l.range.start).find(|at| at.line > lens.range.start.line);
        let end = next.unwrap_or(LineCol { line: u32::MAX, byte: 0 });
        let more = companions::told_of_section(open, LineRange { start: lens.range.start, end }, index == 0);
        let title = std::iter::once(lens.title.clone()).chain(more).collect::<Vec<_>>().join(" · ");
        CodeLens {
            range: converter.range(lens.range),
            // An empty command name shows the text and does nothing.
            command: Some(Command { title, command: String::new(), arguments: None }),
            data: None,
        }
    };
    all.iter().enumerate().map(lens).collect()
}
