//! The parts of `cargo xtask dist` for people without VS Code: a Python wheel and a Debian package.

use std::fs;
use std::path::PathBuf;

use crate::dist::{Build, server, target};
use crate::shell::{self, Done, command, has, root, run_with_retries};
use crate::{notices, say};

/// Tools that only packaging needs are kept here, outside the user's own.
fn tools() -> PathBuf {
    target().join("dist-tools")
}

/// A wheel that carries the program: `pip install` puts `zhibi` on PATH.
pub fn wheel(build: Build) -> Done {
    let venv = tools().join("venv");
    let bin = venv.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let maturin = bin.join(if cfg!(windows) { "maturin.exe" } else { "maturin" });
    if !maturin.exists() {
        let python = if has("python3") { "python3" } else { "python" };
        shell::run(command(python).args(["-m", "venv"]).arg(&venv))?;
        run_with_retries(|| {
            let mut pip = command(bin.join("python"));
            pip.args(["-m", "pip", "install", "--quiet", "maturin>=1.7,<2"]);
            pip
        })?;
    }
    let notices = root().join("THIRD-PARTY-NOTICES.txt");
    notices::write(&notices)?;
    let mut maturin = command(maturin);
    maturin.args(["build", "--locked", "--out"]).arg(target().join("dist"));
    if build == Build::Release {
        maturin.arg("--release");
    }
    let done = shell::run(&mut maturin);
    let _ = fs::remove_file(&notices);
    done
}

/// A Debian package with the program, its manual page, completions and licences.
pub fn deb(build: Build) -> Done {
    if !has("dpkg") {
        say!("deb: did not run; dpkg is missing");
        return Ok(());
    }
    let program = server(build)?;
    let tool = tools().join("bin/cargo-deb");
    if !has("cargo-deb") && !tool.exists() {
        run_with_retries(|| {
            let mut cargo = command("cargo");
            cargo.args(["install", "--quiet", "--locked", "cargo-deb", "--root"]).arg(tools());
            cargo
        })?;
    }
    // What cargo-deb puts into the package beside the program: paths in server/cli/Cargo.toml.
    let assets = root().join("target/deb-assets");
    crate::dist::fresh_folder(&assets)?;
    notices::write(&assets.join("THIRD-PARTY-NOTICES.txt"))?;
    let print = |file: &str, args: &[&str]| {
        let output = command(&program).args(args).output().map_err(|e| format!("{}: {e}", program.display()))?;
        fs::write(assets.join(file), output.stdout).map_err(|e| format!("{file}: {e}"))
    };
    print("zhibi.1", &["man", "--lang", "zh"])?;
    print("zhibi.bash", &["completions", "bash"])?;
    print("_zhibi", &["completions", "zsh"])?;
    print("zhibi.fish", &["completions", "fish"])?;
    let copy = assets.join("zhibi");
    fs::copy(&program, &copy).map_err(|e| format!("{}: {e}", copy.display()))?;
    let mut deb = if has("cargo-deb") { command("cargo-deb") } else { command(&tool) };
    deb.args(["--no-build", "--package", "zhibi", "--output"]).arg(target().join("dist"));
    shell::run(&mut deb)
}
