//! `cargo xtask reproducible`: two builds of one commit on one machine are equal, byte for byte.

use std::fs;
use std::path::{Path, PathBuf};

use crate::dist::{self, Build};
use crate::say;
use crate::shell::{self, Done, command};

/// Builds the program twice, each time from nothing, and packages the extension twice; fails where two differ.
pub fn run(args: &[String]) -> Done {
    let build = match args {
        [] => Build::Release,
        [arg] if arg == "--dev" => Build::Dev,
        _ => return Err("usage: cargo xtask reproducible [--dev]".into()),
    };
    let folder = dist::target().join("reproducible");
    dist::fresh_folder(&folder)?;
    let programs = [program(build, &folder.join("one"))?, program(build, &folder.join("other"))?];
    equal(&programs[0], &programs[1])?;
    let kept = folder.join("one.vsix");
    fs::rename(dist::vsix(build)?, &kept).map_err(|e| format!("{}: {e}", kept.display()))?;
    equal(&kept, &dist::vsix(build)?)
}

/// The program, built with nothing to go back to.
fn program(build: Build, target: &Path) -> Done<PathBuf> {
    let mut cargo = command("cargo");
    cargo.args(["build", "--package", "zhibi", "--locked", "--profile", build.profile(), "--target-dir"]).arg(target);
    // What was compiled before is no part of the question.
    cargo.env("CARGO_INCREMENTAL", "0");
    shell::run(&mut cargo)?;
    Ok(target.join(build.folder()).join(dist::PROGRAM))
}

fn equal(one: &Path, other: &Path) -> Done {
    let read = |path: &Path| fs::read(path).map_err(|e| format!("{}: {e}", path.display()));
    let (a, b) = (read(one)?, read(other)?);
    if a == b {
        say!("{} and {}: equal, {} bytes", one.display(), other.display(), a.len());
        return Ok(());
    }
    let at = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    Err(format!("{} and {} differ from byte {at} on", one.display(), other.display()))
}
