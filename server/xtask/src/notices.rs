//! `cargo xtask notices FILE`: the licences of everything that is compiled into the program.
//!
//! Packages carry this file. It is made from what cargo (for the program) and npm (for the VS Code extension) know of
//! the dependency graph, and the licence files that the dependencies ship; equal texts are printed once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::inside::{self, Package};
use crate::say;
use crate::shell::Done;

/// Runs the command.
pub fn run(args: &[String]) -> Done {
    let [file] = args else { return Err("usage: cargo xtask notices FILE".into()) };
    write(Path::new(file), Parts::PROGRAM)?;
    say!("{file}");
    Ok(())
}

/// What a package contains.
#[derive(Clone, Copy)]
pub struct Parts {
    program: bool,
    extension: bool,
}

impl Parts {
    /// The program alone.
    pub const PROGRAM: Self = Self { program: true, extension: false };
    /// The VS Code extension alone.
    pub const EXTENSION: Self = Self { program: false, extension: true };
    /// The VS Code extension with the program inside.
    pub const BOTH: Self = Self { program: true, extension: true };
}

/// Writes the notices for a package of these parts to `file`.
pub fn write(file: &Path, parts: Parts) -> Done {
    let mut out = String::from("Third-party notices\n===================\n");
    let mut packages = Vec::new();
    for (wanted, what, list) in [
        (parts.program, "zhibi program", inside::crates as fn() -> Done<Vec<Package>>),
        (parts.extension, "VS Code extension", inside::npm_packages),
    ] {
        if !wanted {
            continue;
        }
        let list = list()?;
        let _ = write!(out, "\nThe {what} contains the following packages, each under its own licence.\n\n");
        for package in &list {
            let line = format!("- {}: {} {}", package.title(), package.licence, package.repository);
            let _ = writeln!(out, "{}", line.trim_end());
        }
        packages.extend(list);
    }
    fs::write(file, out + &licence_texts(&packages)).map_err(|e| format!("{}: {e}", file.display()))
}

/// The licence files that packages ship, equal ones once.
fn licence_texts(packages: &[Package]) -> String {
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in packages {
        for entry in fs::read_dir(&package.folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().to_uppercase();
            let is_licence = ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE", "THIRDPARTYNOTICES"]
                .iter()
                .any(|start| name.starts_with(start));
            if is_licence && let Ok(text) = fs::read_to_string(entry.path()) {
                let text: Vec<&str> = text.lines().map(str::trim_end).collect();
                texts.entry(text.join("\n").trim().to_owned()).or_default().insert(package.title());
            }
        }
    }
    let mut out = String::new();
    for (text, packages) in texts {
        let packages: Vec<String> = packages.into_iter().collect();
        let _ = write!(out, "\n{}\n{}\n{0}\n\n{text}\n", "-".repeat(80), packages.join(", "));
    }
    out
}
