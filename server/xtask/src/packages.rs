//! The parts of `cargo xtask dist` for people without VS Code: a Python wheel and a Debian package.

use std::fs;

use crate::dist::{Build, dated, server};
use crate::shell::{self, Done, command, has, root, run_with_retries};
use crate::tools::{self, from_wheel};
use crate::{notices, say};

/// A wheel that carries the program: `pip install` puts `zhibi` on PATH.
pub fn wheel(build: Build) -> Done {
    let maturin = from_wheel("maturin", "maturin==1.16.0")?;
    let notices = root().join("THIRD-PARTY-NOTICES.txt");
    notices::write(&notices, notices::Parts::PROGRAM)?;
    let mut maturin = command(maturin);
    maturin.args(["build", "--locked", "--out"]).arg(build.packages());
    if build == Build::Release {
        maturin.arg("--release");
    }
    let done = shell::run(dated(&mut maturin));
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
    let tool = tools::folder().join("bin/cargo-deb");
    if !has("cargo-deb") && !tool.exists() {
        run_with_retries(|| {
            let mut cargo = command("cargo");
            cargo.args(["install", "--quiet", "--locked", "cargo-deb@3.8.0", "--root"]).arg(tools::folder());
            cargo
        })?;
    }
    // What cargo-deb puts into the package beside the program: paths in server/cli/Cargo.toml, relative to it.
    let assets = root().join("target/deb-assets");
    crate::dist::fresh_folder(&assets)?;
    notices::write(&assets.join("THIRD-PARTY-NOTICES.txt"), notices::Parts::PROGRAM)?;
    let print = |file: &str, args: &[&str]| {
        let output = command(&program).args(args).output().map_err(|e| format!("{}: {e}", program.display()))?;
        fs::write(assets.join(file), output.stdout).map_err(|e| format!("{file}: {e}"))
    };
    print("zhibi.1", &["man", "--lang", "zh"])?;
    print("zhibi.bash", &["completions", "bash", "--lang", "zh"])?;
    print("_zhibi", &["completions", "zsh", "--lang", "zh"])?;
    print("zhibi.fish", &["completions", "fish", "--lang", "zh"])?;
    let copy = assets.join("zhibi");
    fs::copy(&program, &copy).map_err(|e| format!("{}: {e}", copy.display()))?;
    let mut deb = if has("cargo-deb") { command("cargo-deb") } else { command(&tool) };
    deb.args(["--no-build", "--package", "zhibi", "--output"]).arg(build.packages());
    shell::run(dated(&mut deb))
}
