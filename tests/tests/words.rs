//! One word for one thing: docs/terms.md says which words are not used, and no Chinese text that users see may have them.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the project").to_owned()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Words that are not used, each with the one in its place.
fn unused() -> Vec<(String, String)> {
    let terms = read(&root().join("docs/terms.md"));
    let rows = terms.lines().filter(|line| line.starts_with("| ")).skip(1);
    rows.flat_map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let used = cells[0].to_owned();
        cells[1].split('、').map(|word| (word.to_owned(), used.clone())).collect::<Vec<_>>()
    })
    .collect()
}

/// Files below a folder whose names end so.
fn files(folder: &str, ending: &str, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(root().join(folder)).expect("a folder").flatten() {
        let path = entry.path();
        let name = path.strip_prefix(root()).expect("inside").to_string_lossy().into_owned();
        if path.is_dir() && !name.ends_with("node_modules") && !name.ends_with("dist") {
            files(&name, ending, into);
        } else if name.ends_with(ending) {
            into.push(path);
        }
    }
}

/// What users see of a file: of sources no comments, of rule pages no examples, which show what drafts say.
fn seen(path: &Path) -> String {
    let text = read(path);
    let rust = path.extension().is_some_and(|e| e == "rs");
    let mut example = false;
    let shown = text.lines().filter(|line| {
        let fence = line.starts_with("```");
        example = if fence { !example && line.starts_with("```text") } else { example };
        !(example || rust && line.trim_start().starts_with("//"))
    });
    shown.collect::<Vec<_>>().join("\n")
}

#[test]
fn no_text_has_two_words_for_one_thing() {
    let unused = unused();
    assert!(unused.len() > 15, "{unused:?}");
    let mut paths = vec![root().join("README.md")];
    for (folder, ending) in [
        ("docs", ".md"),
        ("editors", "README.md"),
        ("editors/vscode/walkthrough", ".md"),
        ("editors/vscode/l10n", ".json"),
        ("server/cli/src", ".rs"),
        ("server/lsp/src", ".rs"),
        ("server/core/src/features", ".rs"),
        ("server/core/src/config", ".rs"),
    ] {
        files(folder, ending, &mut paths);
    }
    paths.extend(["editors/vscode/package.nls.zh-cn.json", "server/core/src/rules/page.rs"].map(|p| root().join(p)));
    assert!(paths.len() > 200, "{}", paths.len());
    let mut found = Vec::new();
    for path in paths.iter().filter(|path| !path.ends_with("docs/terms.md")) {
        for line in seen(path).lines() {
            for (word, used) in unused.iter().filter(|(word, _)| line.contains(word.as_str())) {
                let place = path.strip_prefix(root()).expect("inside").display();
                found.push(format!("{place}: “{word}” for “{used}”: {}", line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "{}\n{}", found.len(), found.join("\n"));
}
