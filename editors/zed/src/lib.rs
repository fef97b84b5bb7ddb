//! Zed extension: finds the `zhibi` program and tells Zed how to start it.

use zed_extension_api::settings::LspSettings;
use zed_extension_api::{self as zed, LanguageServerId, Result, Worktree};

/// Name under which the server's settings stand in Zed's `lsp` section.
const SERVER: &str = "zhibi";

struct ZhibiExtension;

impl zed::Extension for ZhibiExtension {
    fn new() -> Self {
        Self
    }

    /// The program named in the settings, otherwise the one on PATH; arguments default to `lsp`.
    fn language_server_command(&mut self, _id: &LanguageServerId, worktree: &Worktree) -> Result<zed::Command> {
        let binary = LspSettings::for_worktree(SERVER, worktree).ok().and_then(|settings| settings.binary);
        let (path, arguments) = binary.map_or((None, None), |binary| (binary.path, binary.arguments));
        let command = path.or_else(|| worktree.which("zhibi")).ok_or_else(|| {
            "找不到 zhibi 程序：请先安装，或在设置 lsp.zhibi.binary.path 里写明位置 (zhibi not found on PATH)".to_string()
        })?;
        Ok(zed::Command { command, args: arguments.unwrap_or_else(|| vec!["lsp".into()]), env: worktree.shell_env() })
    }

    fn language_server_initialization_options(
        &mut self,
        _id: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<zed::serde_json::Value>> {
        Ok(LspSettings::for_worktree(SERVER, worktree).ok().and_then(|settings| settings.initialization_options))
    }

    /// Answers `workspace/configuration`: the section is named `zhibi`, as in every other editor.
    fn language_server_workspace_configuration(
        &mut self,
        _id: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<zed::serde_json::Value>> {
        let settings = LspSettings::for_worktree(SERVER, worktree).ok().and_then(|settings| settings.settings);
        Ok(settings.map(|settings| zed::serde_json::json!({ "zhibi": settings })))
    }
}

zed::register_extension!(ZhibiExtension);
