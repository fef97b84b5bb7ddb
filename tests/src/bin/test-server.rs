//! `zhibi lsp` with requests that panic, sleep and compute, for the tests of the shell.

fn main() -> std::process::ExitCode {
    zhibi_lsp::run()
}
