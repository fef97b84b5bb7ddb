//! The core's modules depend downwards only, and the core depends on no crate that could do input or output.
#![allow(clippy::disallowed_methods, reason = "the test reads the sources")]

use std::path::{Path, PathBuf};

/// Modules from the ground up; modules of one row may use each other.
const LAYERS: &[&[&str]] = &[
    &["markdown", "message", "reading", "text"],
    &["config"],
    &["style"],
    &["damage", "structure"],
    &["figures"],
    &["block", "finding", "fixes", "rules"],
    &["analysis", "columns"],
    &["align", "features"],
];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|row| row.contains(&module))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a source folder") {
        let path = entry.expect("a folder entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn modules_use_only_what_is_below_them() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    assert!(files.len() > 10);
    let mut wrong = Vec::new();
    for file in files {
        let inside = file.strip_prefix(&src).expect("a file below src");
        let module = inside.iter().next().and_then(|m| m.to_str()).unwrap_or_default().trim_end_matches(".rs");
        let is_test = inside.file_stem().is_some_and(|s| s.to_string_lossy().ends_with("tests"));
        if module == "lib" || is_test {
            continue;
        }
        let own = layer(module).unwrap_or_else(|| panic!("module `{module}` has no layer: add it to LAYERS"));
        let text = std::fs::read_to_string(&file).expect("a source file");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for line in code.lines().filter(|l| !l.trim_start().starts_with("//")) {
            for used in line.split("crate::").skip(1) {
                let used: String = used.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                if layer(&used).is_some_and(|l| l > own) {
                    wrong.push(format!("{}: {}", inside.display(), line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "uses upwards:\n{}", wrong.join("\n"));
}

/// Words are looked for in simplified script: a traditional one in a list would never be found.
#[test]
fn words_are_simplified() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let mut wrong = Vec::new();
    // What tells the scripts apart names characters of both.
    for file in files.iter().filter(|f| !f.ends_with("style/mod.rs") && !f.ends_with("tests.rs")) {
        let text = std::fs::read_to_string(file).expect("a source file");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for line in code.lines().filter(|l| !l.contains("Example::")) {
            let code = line.split("//").next().unwrap_or_default();
            if zhibi_core::reading::script::fold(code).is_some() {
                wrong.push(format!("{}: {}", file.display(), line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "traditional words:\n{}", wrong.join("\n"));
}

/// Dependencies of the core are chosen here; one that can reach files, clocks or the network does not belong.
#[test]
fn dependencies_are_pure() {
    const PURE: &[&str] = &[
        "aho-corasick",
        "encoding_rs",
        "globset",
        "memchr",
        "regex",
        "ropey",
        "rust_decimal",
        "schemars",
        "serde",
        "serde_json",
        "smallvec",
        "toml",
        "unicode-width",
        "xxhash-rust",
    ];
    let manifest = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).expect("manifest");
    let section =
        manifest.split("[dependencies]").nth(1).expect("dependencies").split("\n[").next().unwrap_or_default();
    for line in section.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let name = line.split(['.', ' ', '=']).next().unwrap_or_default();
        assert!(PURE.contains(&name), "`{name}` is not on the list of pure dependencies");
    }
}
