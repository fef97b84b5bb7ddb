//! The handbook: links lead somewhere, every page is in the table of contents, every command shown runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use zhibi_tests::binary::{workspace, zhibi};

/// Pages a newcomer meets first, and the handbook.
fn pages() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md", "SECURITY.md"]
        .iter()
        .map(|name| workspace().join(name))
        .filter(|path| path.exists())
        .collect();
    let mut folders = vec![workspace().join("docs")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() && !path.ends_with("docs/book") {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "md") {
                pages.push(path);
            }
        }
    }
    pages.sort();
    pages
}

/// The text outside fenced blocks, and the fenced blocks with their language.
fn split(text: &str) -> (String, Vec<(String, String)>) {
    let (mut prose, mut blocks, mut open): (String, Vec<(String, String)>, bool) = (String::new(), Vec::new(), false);
    for line in text.lines() {
        if let Some(language) = line.trim_start().strip_prefix("```") {
            if !open {
                blocks.push((language.trim().to_owned(), String::new()));
            }
            open = !open;
        } else if let Some((_, block)) = blocks.last_mut().filter(|_| open) {
            *block += line;
            block.push('\n');
        } else {
            prose += line;
            prose.push('\n');
        }
    }
    (prose, blocks)
}

/// Targets of `[text](target)`.
fn links(prose: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in prose.split("](").skip(1) {
        let Some(end) = part.find(')') else { continue };
        found.push(part[..end].split_whitespace().next().unwrap_or_default().to_owned());
    }
    found
}

#[test]
fn links_resolve() {
    let mut broken = Vec::new();
    for page in pages() {
        let text = fs::read_to_string(&page).expect("a page");
        for link in links(&split(&text).0) {
            let target = link.split('#').next().unwrap_or_default();
            if target.is_empty() || target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let path = page.parent().expect("a folder").join(target);
            if !path.exists() {
                broken.push(format!("{}: {link}", page.strip_prefix(workspace()).expect("inside").display()));
            }
        }
    }
    assert!(broken.is_empty(), "broken links:\n{}", broken.join("\n"));
}

#[test]
fn every_page_is_in_the_table_of_contents() {
    let docs = workspace().join("docs");
    let summary = fs::read_to_string(docs.join("SUMMARY.md")).expect("a summary");
    let listed: Vec<PathBuf> = links(&summary).iter().map(|l| docs.join(l)).collect();
    for page in pages().iter().filter(|p| p.starts_with(&docs) && !p.ends_with("docs/SUMMARY.md")) {
        assert!(listed.contains(page), "{} is not in docs/SUMMARY.md", page.display());
    }
}

#[test]
fn every_command_shown_runs() {
    let folder = tempfile::tempdir().expect("a folder");
    let seed = |name: &str| fs::read(workspace().join("seeds").join(name)).expect("a seed");
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let mut search = vec![zhibi().parent().expect("a folder").to_path_buf()];
    search.extend(std::env::split_paths(&paths));
    let search = std::env::join_paths(search).expect("a search path");
    let mut ran = 0;
    for page in pages() {
        let text = fs::read_to_string(&page).expect("a page");
        for (language, block) in split(&text).1 {
            if !["sh", "bash", "console"].contains(&language.as_str()) {
                continue;
            }
            for line in block.lines() {
                let line = line.trim_start_matches("$ ").split("  #").next().unwrap_or_default().trim();
                if !line.contains("zhibi ")
                    || line.starts_with('#')
                    || line.starts_with("cargo")
                    || line.contains("lsp")
                {
                    continue;
                }
                // A fresh draft for each: some commands write.
                let work = folder.path().join(format!("{ran}"));
                fs::create_dir_all(work.join("文稿")).expect("a folder");
                fs::write(work.join("报告.txt"), seed("1-excerpt-city-building.txt")).expect("a draft");
                fs::write(work.join("上一稿.txt"), seed("1-excerpt-city-building.txt")).expect("a draft");
                fs::write(work.join("去年.txt"), seed("3-whole-report-traditional.txt")).expect("a draft");
                fs::write(work.join("文稿/一.txt"), seed("2-excerpt-factors-and-livelihood.txt")).expect("a draft");
                fs::write(work.join("报告.docx"), word()).expect("a draft");
                fs::write(work.join("报告.gwr"), "完成投资12亿元。\n").expect("a draft");
                let ledger = ["figures", "--format", "xlsx", "-o", "核定表.xlsx", "报告.txt"];
                let sheet = Command::new(zhibi()).args(ledger).current_dir(&work).status().expect("zhibi");
                assert!(sheet.success(), "a sheet");
                let output = Command::new("sh").args(["-c", line]).current_dir(&work).env("PATH", &search).output();
                let output = output.expect("sh");
                let code = output.status.code().unwrap_or(-1);
                let err = String::from_utf8_lossy(&output.stderr);
                assert!(code == 0 || code == 1, "{}: `{line}` ended with {code}: {err}", page.display());
                ran += 1;
            }
        }
    }
    assert!(ran >= 20, "only {ran} commands were found");
}

/// A newcomer is told to add an example that the rule misses: it must be missed, or there is nothing to mend.
#[test]
fn the_first_exercise_still_fails() {
    let page = fs::read_to_string(workspace().join("CONTRIBUTING.md")).expect("a page");
    let example = page.split("Example::fixed(\"").nth(1).and_then(|rest| rest.split('"').next()).expect("an example");
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("稿.txt"), example.replace(['⟦', '⟧'], "")).expect("a draft");
    let output =
        Command::new(zhibi()).args(["check", "--format", "json", "稿.txt"]).current_dir(folder.path()).output();
    let found = String::from_utf8_lossy(&output.expect("zhibi runs").stdout).into_owned();
    assert!(example.contains('⟦') && !found.contains("comparator-redundant"), "{example}: {found}");
}

fn word() -> Vec<u8> {
    use std::io::{Cursor, Write};
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).expect("a part");
    zip.write_all(
        "<w:document><w:body><w:p><w:r><w:t>完成投资12亿元。</w:t></w:r></w:p></w:body></w:document>".as_bytes(),
    )
    .expect("a part");
    zip.finish().expect("an archive").into_inner()
}

#[test]
fn generated_files_are_fresh() {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut check = Command::new(cargo);
    check.args(["run", "--quiet", "--package", "xtask", "--", "generate-all", "--check"]).current_dir(workspace());
    let output = check.output().expect("cargo");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(Path::new(&workspace().join("docs/config.schema.json")).exists());
}
