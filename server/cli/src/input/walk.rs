//! Finding the drafts below a folder, as `.gitignore` allows.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSetBuilder};
use ignore::WalkBuilder;

/// What a folder means unless `--glob` says otherwise.
const DRAFTS: [&str; 7] = ["*.txt", "*.md", "*.markdown", "*.gwr", "*.公文", "*.报告", "*.docx"];

/// One thing to read.
#[derive(Debug)]
pub enum Source {
    /// Standard input.
    Stdin,
    /// A file that was named.
    Named(PathBuf),
    /// A file found in a folder.
    Found(PathBuf),
    /// Something that cannot be read, and why.
    Bad(String, String),
}

/// Lists what `paths` mean, in order; the files of a folder sorted by path.
///
/// # Errors
/// A glob that is none.
pub fn sources(paths: &[PathBuf], globs: &[String]) -> Result<Vec<Source>, String> {
    let here = [PathBuf::from(".")];
    let mut out = Vec::new();
    for path in if paths.is_empty() { &here } else { paths } {
        if path.as_os_str() == "-" {
            out.push(Source::Stdin);
        } else if path.is_dir() {
            walk(path, globs, &mut out)?;
        } else {
            out.push(Source::Named(path.clone()));
        }
    }
    Ok(out)
}

fn walk(folder: &Path, globs: &[String], out: &mut Vec<Source>) -> Result<(), String> {
    let defaults = DRAFTS.iter().map(|g| (*g).to_owned());
    let globs = if globs.is_empty() { defaults.collect() } else { globs.to_vec() };
    search(folder, &globs, &mut |entry| {
        match entry {
            Ok(Some(path)) => out.push(Source::Found(path.strip_prefix(".").map(Path::to_path_buf).unwrap_or(path))),
            Ok(None) => {}
            Err(error) => out.push(Source::Bad(folder.display().to_string(), error.to_string())),
        }
        true
    })
}

/// Names of drafts that a text editor can open.
pub fn editable_names() -> Vec<String> {
    DRAFTS.iter().filter(|name| **name != "*.docx").map(|name| (*name).to_owned()).collect()
}

/// Calls `found` for every entry below a folder, with the path if it is a draft's, until it says `false`. What cannot be
/// read is passed over.
///
/// # Errors
/// A glob that is none.
pub fn drafts_below(
    folder: &Path,
    globs: &[String],
    found: &mut dyn FnMut(Option<PathBuf>) -> bool,
) -> Result<(), String> {
    search(folder, globs, &mut |entry| found(entry.ok().flatten()))
}

fn search(
    folder: &Path,
    globs: &[String],
    found: &mut dyn FnMut(Result<Option<PathBuf>, ignore::Error>) -> bool,
) -> Result<(), String> {
    let mut wanted = GlobSetBuilder::new();
    for glob in globs {
        // As in .gitignore, a pattern without a slash holds at any depth.
        let deep = if glob.contains('/') { glob.clone() } else { format!("**/{glob}") };
        wanted.add(GlobBuilder::new(&deep).case_insensitive(true).build().map_err(|e| e.to_string())?);
    }
    let wanted = wanted.build().map_err(|e| e.to_string())?;
    for entry in WalkBuilder::new(folder).sort_by_file_path(Ord::cmp).build() {
        let entry = entry.map(|entry| {
            let is_folder = entry.file_type().is_some_and(|t| t.is_dir());
            let path = entry.into_path();
            (!is_folder && wanted.is_match(path.strip_prefix(folder).unwrap_or(&path))).then_some(path)
        });
        if !found(entry) {
            break;
        }
    }
    Ok(())
}
