//! `cargo xtask notices FILE`: the licences of everything that is compiled into the program.
//!
//! Packages carry this file. It is made from what cargo knows of the dependency graph and the licence files that the
//! dependencies ship; equal texts are printed once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::say;
use crate::shell::{Done, command};

/// Runs the command.
pub fn run(args: &[String]) -> Done {
    let [file] = args else { return Err("usage: cargo xtask notices FILE".into()) };
    write(Path::new(file))?;
    say!("{file}");
    Ok(())
}

/// Writes the notices to `file`.
pub fn write(file: &Path) -> Done {
    fs::write(file, text()?).map_err(|e| format!("{}: {e}", file.display()))
}

fn text() -> Done<String> {
    let output = command("cargo").args(["metadata", "--format-version", "1", "--locked"]).output();
    let output = output.map_err(|e| format!("cargo metadata: {e}"))?;
    if !output.status.success() {
        return Err(format!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr)));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout).map_err(|e| format!("cargo metadata: {e}"))?;
    let packages = list(&metadata["packages"]);
    let wanted = reachable(&metadata)?;
    let mut out = String::from(
        "Third-party notices\n===================\n\nThe zhibi program contains the following packages, each under its own licence.\n\n",
    );
    // Licence texts, and the packages they hold for.
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut named: Vec<&Value> =
        packages.iter().filter(|p| p["id"].as_str().is_some_and(|id| wanted.contains(id))).collect();
    named.sort_by_key(|p| (p["name"].as_str().unwrap_or_default(), p["version"].as_str().unwrap_or_default()));
    for package in named {
        let field = |name: &str| package[name].as_str().unwrap_or_default();
        if package["source"].is_null() {
            continue;
        }
        let title = format!("{} {}", field("name"), field("version"));
        let _ = writeln!(out, "- {title}: {} {}", field("license"), field("repository"));
        let folder = Path::new(field("manifest_path")).parent().unwrap_or(Path::new(""));
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().to_uppercase();
            let is_licence =
                ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"].iter().any(|start| name.starts_with(start));
            if is_licence && let Ok(text) = fs::read_to_string(entry.path()) {
                let text: Vec<&str> = text.lines().map(str::trim_end).collect();
                texts.entry(text.join("\n").trim().to_owned()).or_default().insert(title.clone());
            }
        }
    }
    for (text, packages) in texts {
        let packages: Vec<String> = packages.into_iter().collect();
        let _ = write!(out, "\n{}\n{}\n{0}\n\n{text}\n", "-".repeat(80), packages.join(", "));
    }
    Ok(out)
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
