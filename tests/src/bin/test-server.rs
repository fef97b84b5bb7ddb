//! `zhibi lsp` with requests that panic, sleep and compute, for the tests of the shell.

use zhibi_lsp::Exports;

fn main() -> std::process::ExitCode {
    // The ledger's writers belong to the command line and are tested with it.
    let none = |_: &str, _: &_| Err("no ledger in the test server".to_owned());
    zhibi_lsp::run(Exports { figures_json: none, figures_workbook: none })
}
