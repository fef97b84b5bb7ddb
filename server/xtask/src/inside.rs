//! What is inside the product: the packages that go into the program and into the VS Code extension, as cargo, npm and
//! their lock files know them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::shell::{Done, command, root};

/// Where a package comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registry {
    /// crates.io.
    Cargo,
    /// npmjs.com.
    Npm,
}

/// A package that went into ours.
#[derive(Debug)]
pub struct Package {
    /// Where it comes from.
    pub registry: Registry,
    /// Its name there.
    pub name: String,
    /// Its version.
    pub version: String,
    /// An SPDX expression, as it says.
    pub licence: String,
    /// Where its source is.
    pub repository: String,
    /// Where it is on this machine.
    pub folder: PathBuf,
    /// SHA-256 of its archive, where the lock file has it.
    pub sha256: Option<String>,
    /// Package URLs of what it needs of the others.
    pub needs: Vec<String>,
}

impl Package {
    /// Name and version.
    pub fn title(&self) -> String {
        format!("{} {}", self.name, self.version)
    }

    /// Its package URL.
    pub fn purl(&self) -> String {
        let kind = match self.registry {
            Registry::Cargo => "cargo",
            Registry::Npm => "npm",
        };
        format!("pkg:{kind}/{}@{}", self.name.replace('@', "%40"), self.version)
    }
}

/// What cargo links into the program.
pub fn crates() -> Done<Vec<Package>> {
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
    let sums = checksums()?;
    let nodes = nodes(&metadata);
    let by_id: BTreeMap<&str, &Value> = found.iter().filter_map(|p| Some((p["id"].as_str()?, *p))).collect();
    let package = |package: &Value| {
        let field = |name: &str| package[name].as_str().unwrap_or_default().to_owned();
        let needs = nodes.get(&*field("id")).into_iter().flat_map(|node| linked(node));
        let purl = |id: &str| {
            let needed = by_id.get(id)?;
            Some(format!("pkg:cargo/{}@{}", needed["name"].as_str()?, needed["version"].as_str()?))
        };
        let (name, version) = (field("name"), field("version"));
        Package {
            registry: Registry::Cargo,
            // Cargo still takes the older form with a slash.
            licence: field("license").replace('/', " OR "),
            repository: field("repository"),
            folder: Path::new(&field("manifest_path")).parent().unwrap_or(Path::new("")).to_path_buf(),
            sha256: sums.get(&(name.clone(), version.clone())).cloned(),
            needs: needs.filter_map(purl).collect(),
            name,
            version,
        }
    };
    Ok(found.into_iter().map(package).collect())
}

/// Sums of the archives, by name and version, from the lock file: a line for each key of a package.
fn checksums() -> Done<BTreeMap<(String, String), String>> {
    let lock = root().join("Cargo.lock");
    let text = fs::read_to_string(&lock).map_err(|e| format!("{}: {e}", lock.display()))?;
    let mut sums = BTreeMap::new();
    for package in text.split("[[package]]").skip(1) {
        let value = |key: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "))?;
            Some(line.trim_matches('"').to_owned())
        };
        if let (Some(name), Some(version), Some(sum)) = (value("name"), value("version"), value("checksum")) {
            sums.insert((name, version), sum);
        }
    }
    Ok(sums)
}

/// The address of a repository as a browser takes it: npm's manifests have it as git does, too.
fn address(repository: &str) -> String {
    let path = repository.trim_start_matches("git+").trim_end_matches(".git");
    match path.strip_prefix("git@github.com:").or_else(|| path.strip_prefix("github:")) {
        Some(name) => format!("https://github.com/{name}"),
        None if path.contains("://") => path.to_owned(),
        None if path.is_empty() => String::new(),
        // A bare owner and name.
        None => format!("https://github.com/{path}"),
    }
}

/// What npm installs for the extension to run: all of it may be bundled.
pub fn npm_packages() -> Done<Vec<Package>> {
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
        let needs = about["dependencies"].as_object().into_iter().flatten().filter_map(|(name, _)| {
            // The nearest one, as Node looks for it.
            let places = [format!("{place}/node_modules/{name}"), format!("node_modules/{name}")];
            let version = places.iter().find_map(|place| lock["packages"][place]["version"].as_str())?;
            Some(format!("pkg:npm/{}@{version}", name.replace('@', "%40")))
        });
        found.push(Package {
            registry: Registry::Npm,
            name: field("name").to_owned(),
            version: field("version").to_owned(),
            licence: field("license").to_owned(),
            repository: address(repository),
            needs: needs.collect(),
            folder,
            sha256: None,
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
    let nodes = nodes(metadata);
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !found.insert(id) {
            continue;
        }
        let Some(node) = nodes.get(id) else { continue };
        open.extend(linked(node));
    }
    Ok(found)
}

/// The graph's nodes by their packages.
fn nodes(metadata: &Value) -> BTreeMap<&str, &Value> {
    list(&metadata["resolve"]["nodes"]).iter().filter_map(|n| Some((n["id"].as_str()?, n))).collect()
}

/// What a package is linked from: its normal dependencies.
fn linked(node: &Value) -> impl Iterator<Item = &str> {
    list(&node["deps"]).iter().filter_map(|dependency| {
        let normal = list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
        dependency["pkg"].as_str().filter(|_| normal)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_addresses() {
        for (repository, wanted) in [
            ("git+https://github.com/a/b.git", "https://github.com/a/b"),
            ("git@github.com:a/b", "https://github.com/a/b"),
            ("github:a/b", "https://github.com/a/b"),
            ("a/b", "https://github.com/a/b"),
            ("", ""),
        ] {
            assert_eq!(address(repository), wanted);
        }
    }
}
