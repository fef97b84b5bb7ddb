//! `cargo xtask notices FILE`: the licences of everything that is compiled into the program.
//!
//! Packages carry this file. It is made from what cargo (for the program) and npm (for the VS Code extension) know of
//! the dependency graph, and the licence files that the dependencies ship; equal texts are printed once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::say;
use crate::shell::{Done, command, root};

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

/// A package that went into ours.
struct Package {
    title: String,
    licence: String,
    repository: String,
    folder: PathBuf,
}

/// Writes the notices for a package of these parts to `file`.
pub fn write(file: &Path, parts: Parts) -> Done {
    let mut out = String::from("Third-party notices\n===================\n");
    let mut packages = Vec::new();
    for (wanted, what, list) in [
        (parts.program, "zhibi program", crates as fn() -> Done<Vec<Package>>),
        (parts.extension, "VS Code extension", npm_packages),
    ] {
        if !wanted {
            continue;
        }
        let list = list()?;
        let _ = write!(out, "\nThe {what} contains the following packages, each under its own licence.\n\n");
        for package in &list {
            let line = format!("- {}: {} {}", package.title, package.licence, package.repository);
            let _ = writeln!(out, "{}", line.trim_end());
        }
        packages.extend(list);
    }
    fs::write(file, out + &licence_texts(&packages)).map_err(|e| format!("{}: {e}", file.display()))
}

/// The licence files that packages ship, equal ones once.
fn licence_texts(packages: &[Package]) -> String {
    let mut texts: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for package in packages {
        for entry in fs::read_dir(&package.folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().to_uppercase();
            let is_licence = ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE", "THIRDPARTYNOTICES"]
                .iter()
                .any(|start| name.starts_with(start));
            if is_licence && let Ok(text) = fs::read_to_string(entry.path()) {
                let text: Vec<&str> = text.lines().map(str::trim_end).collect();
                texts.entry(text.join("\n").trim().to_owned()).or_default().insert(&package.title);
            }
        }
    }
    let mut out = String::new();
    for (text, packages) in texts {
        let packages: Vec<&str> = packages.into_iter().collect();
        let _ = write!(out, "\n{}\n{}\n{0}\n\n{text}\n", "-".repeat(80), packages.join(", "));
    }
    out
}

/// What cargo links into the program.
fn crates() -> Done<Vec<Package>> {
    let output = command("cargo").args(["metadata", "--format-version", "1", "--locked"]).output();
    let output = output.map_err(|e| format!("cargo metadata: {e}"))?;
    if !output.status.success() {
        return Err(format!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr)));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout).map_err(|e| format!("cargo metadata: {e}"))?;
    let wanted = reachable(&metadata)?;
    let mut found: Vec<&Value> = list(&metadata["packages"])
        .iter()
        .filter(|p| p["id"].as_str().is_some_and(|id| wanted.contains(id)) && !p["source"].is_null())
        .collect();
    found.sort_by_key(|p| (p["name"].as_str().unwrap_or_default(), p["version"].as_str().unwrap_or_default()));
    let package = |package: &Value| {
        let field = |name: &str| package[name].as_str().unwrap_or_default();
        Package {
            title: format!("{} {}", field("name"), field("version")),
            licence: field("license").to_owned(),
            repository: field("repository").to_owned(),
            folder: Path::new(field("manifest_path")).parent().unwrap_or(Path::new("")).to_path_buf(),
        }
    };
    Ok(found.into_iter().map(package).collect())
}

/// What npm installs for the extension to run: all of it may be bundled.
fn npm_packages() -> Done<Vec<Package>> {
    let extension = root().join("editors/vscode");
    let read = |path: &Path| -> Done<Value> {
        let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        serde_json::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))
    };
    let lock = read(&extension.join("package-lock.json"))?;
    let mut found = Vec::new();
    for (place, about) in lock["packages"].as_object().into_iter().flatten() {
        if place.is_empty() || about["dev"] == true || about["optional"] == true {
            continue;
        }
        let folder = extension.join(place);
        let manifest = read(&folder.join("package.json"))?;
        let field = |name: &str| manifest[name].as_str().unwrap_or_default();
        let repository = manifest["repository"]["url"].as_str().unwrap_or_else(|| field("repository"));
        found.push(Package {
            title: format!("{} {}", field("name"), field("version")),
            licence: field("license").to_owned(),
            repository: repository.trim_start_matches("git+").trim_end_matches(".git").to_owned(),
            folder,
        });
    }
    Ok(found)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Everything that the program is linked from: normal dependencies of `zhibi`, and theirs.
fn reachable(metadata: &Value) -> Done<BTreeSet<&str>> {
    let root = list(&metadata["packages"]).iter().find(|p| p["name"] == "zhibi").and_then(|p| p["id"].as_str());
    let mut open = vec![root.ok_or("the workspace has no package zhibi")?];
    let nodes: BTreeMap<&str, &Value> =
        list(&metadata["resolve"]["nodes"]).iter().filter_map(|n| Some((n["id"].as_str()?, n))).collect();
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !found.insert(id) {
            continue;
        }
        let Some(node) = nodes.get(id) else { continue };
        for dependency in list(&node["deps"]) {
            let normal = list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
            open.extend(dependency["pkg"].as_str().filter(|_| normal));
        }
    }
    Ok(found)
}
