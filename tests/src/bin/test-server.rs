//! `zhibi lsp` with requests that panic, sleep and compute, for the tests of the shell.

use zhibi_lsp::Host;

fn main() -> std::process::ExitCode {
    // What the command line lends belongs to it and is tested with it.
    let none = |_: &str, _: &_| Err("not in the test server".to_owned());
    zhibi_lsp::run(Host {
        figures_json: none,
        figures_workbook: |_, _| Err("not in the test server".to_owned()),
        outline_markdown: none,
        report_page: |_, _, _| String::new(),
        draft_names: Vec::new,
        find_drafts: |_, _| {},
        read_draft: |_| None,
        read_companion: |_| Err("not in the test server".to_owned()),
        read_revision: |_, _| Err("not in the test server".to_owned()),
        revision_id: |_, _| Err("not in the test server".to_owned()),
        read_sheet: |_| Err("not in the test server".to_owned()),
    })
}
