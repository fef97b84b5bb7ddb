//! `cargo xtask sbom FILE`: the bill of materials of the product, as CycloneDX 1.6 in JSON.
//!
//! It says the same for the same commit: no time, no serial number.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::dist;
use crate::inside::{self, Package};
use crate::say;
use crate::shell::Done;

/// Runs the command.
pub fn run(args: &[String]) -> Done {
    let [file] = args else { return Err("usage: cargo xtask sbom FILE".into()) };
    dist::extension()?;
    write(Path::new(file))?;
    say!("{file}");
    Ok(())
}

/// Writes what is in the program and in the extension, whose packages are installed, to `file`.
pub fn write(file: &Path) -> Done {
    let mut packages = inside::crates()?;
    packages.extend(inside::npm_packages()?);
    let text = serde_json::to_string_pretty(&bill(&packages)).map_err(|e| e.to_string())?;
    fs::write(file, text + "\n").map_err(|e| format!("{}: {e}", file.display()))
}

fn bill(packages: &[Package]) -> Value {
    const OURS: &str = concat!("pkg:cargo/zhibi@", env!("CARGO_PKG_VERSION"));
    let components: BTreeMap<String, Value> = packages.iter().map(|p| (p.purl(), component(p))).collect();
    let mut dependencies = vec![json!({"ref": OURS, "dependsOn": components.keys().collect::<Vec<_>>()})];
    let needs: BTreeMap<String, &Package> = packages.iter().map(|p| (p.purl(), p)).collect();
    dependencies.extend(needs.iter().map(|(purl, package)| {
        let mut needed: Vec<_> = package.needs.iter().filter(|n| components.contains_key(*n)).collect();
        needed.sort();
        needed.dedup();
        json!({"ref": purl, "dependsOn": needed})
    }));
    json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": OURS,
                "name": "zhibi",
                "version": env!("CARGO_PKG_VERSION"),
                "purl": OURS,
                "licenses": [{"expression": env!("CARGO_PKG_LICENSE")}],
            },
        },
        "components": components.into_values().collect::<Vec<_>>(),
        "dependencies": dependencies,
    })
}

fn component(package: &Package) -> Value {
    let purl = package.purl();
    let mut component = json!({
        "type": "library",
        "bom-ref": purl,
        "name": package.name,
        "version": package.version,
        "purl": purl,
        "licenses": [{"expression": package.licence}],
    });
    if let Some(sum) = &package.sha256 {
        component["hashes"] = json!([{"alg": "SHA-256", "content": sum}]);
    }
    if !package.repository.is_empty() {
        component["externalReferences"] = json!([{"type": "vcs", "url": package.repository}]);
    }
    component
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_crate_of_the_program_is_listed_with_its_sum_and_its_needs() {
        let bill = bill(&inside::crates().unwrap());
        let components = bill["components"].as_array().unwrap();
        let of = |name: &str| components.iter().find(|c| c["name"] == name).unwrap();
        assert_eq!(of("ropey")["hashes"][0]["content"].as_str().unwrap().len(), 64);
        assert_eq!(of("ropey")["licenses"][0]["expression"], "MIT");
        assert!(components.iter().all(|c| c["hashes"][0]["alg"] == "SHA-256"));
        // What only builds or tests is not in the product, nor are our own crates.
        assert!(
            !components.iter().any(|c| ["expect-test", "divan", "zhibi-core"].contains(&c["name"].as_str().unwrap()))
        );
        let refs: Vec<&str> = components.iter().filter_map(|c| c["bom-ref"].as_str()).collect();
        for dependency in bill["dependencies"].as_array().unwrap().iter().skip(1) {
            assert!(refs.contains(&dependency["ref"].as_str().unwrap()));
            assert!(dependency["dependsOn"].as_array().unwrap().iter().all(|d| refs.contains(&d.as_str().unwrap())));
        }
        let globset = bill["dependencies"]
            .as_array()
            .unwrap()
            .iter()
            .find(|d| d["ref"].as_str().unwrap().starts_with("pkg:cargo/globset@"));
        assert!(globset.unwrap()["dependsOn"].to_string().contains("pkg:cargo/aho-corasick@"));
    }
}
