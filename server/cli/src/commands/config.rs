//! `zhibi config` and `zhibi schema`.

use std::io::{Write, stdout};
use std::path::Path;
use std::process::ExitCode;

use zhibi_core::config::schema;
use zhibi_core::rules;
use zhibi_core::text::printable;

use super::{FAILURE, Failure};
use crate::args::ConfigArgs;
use crate::input::display;
use crate::language::tr;
use crate::settings::SettingsSource;

/// Shows which files hold for a draft and what follows from them.
///
/// # Errors
/// Wrong options, or when nothing can be written.
pub fn show(args: &ConfigArgs) -> Result<ExitCode, Failure> {
    let source = SettingsSource::new(&args.settings).map_err(Failure::Message)?;
    let given = args.path.as_deref().unwrap_or(Path::new("."));
    let path = if given.is_dir() { given.join("稿.txt") } else { given.to_path_buf() };
    let configuration = source.files(&path);
    let mut out = stdout().lock();
    if configuration.files().is_empty() {
        writeln!(out, "# {}", tr("没有配置文件，全部为默认值", "no configuration file: all defaults"))?;
    }
    for file in configuration.files() {
        writeln!(out, "# {}", printable(&display(&file.path)))?;
    }
    let settings = source.of(&path);
    let text = schema::to_toml(&settings).map_err(Failure::Message)?;
    text.lines().try_for_each(|line| writeln!(out, "{}", printable(line)))?;
    Ok(ExitCode::from(if source.has_problems() { FAILURE } else { 0 }))
}

/// Prints the JSON schema of `zhibi.toml`.
///
/// # Errors
/// When nothing can be written.
pub fn print_schema() -> Result<ExitCode, Failure> {
    let mut out = stdout().lock();
    serde_json::to_writer_pretty(&mut out, &schema::json_schema(&rules::known()))?;
    writeln!(out)?;
    Ok(ExitCode::SUCCESS)
}
