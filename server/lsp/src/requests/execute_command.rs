//! `workspace/executeCommand`.

use tower_lsp::lsp_types::ExecuteCommandParams;

/// Names of the commands that work.
pub const COMMANDS: &[&str] = &[];

/// Looks a command up.
pub fn known(params: &ExecuteCommandParams) -> bool {
    COMMANDS.contains(&params.command.as_str())
}
