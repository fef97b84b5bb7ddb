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
    let mut wanted = GlobSetBuilder::new();
    let defaults = DRAFTS.iter().map(|g| (*g).to_owned());
    for glob in if globs.is_empty() { defaults.collect() } else { globs.to_vec() } {
        // As in .gitignore, a pattern without a slash holds at any depth.
        let deep = if glob.contains('/') { glob } else { format!("**/{glob}") };
        wanted.add(GlobBuilder::new(&deep).case_insensitive(true).build().map_err(|e| e.to_string())?);
    }
    let wanted = wanted.build().map_err(|e| e.to_string())?;
    for entry in WalkBuilder::new(folder).sort_by_file_path(Ord::cmp).build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|t| t.is_dir()) => {}
            Ok(entry) => {
                let path = entry.into_path();
                if wanted.is_match(path.strip_prefix(folder).unwrap_or(&path)) {
                    out.push(Source::Found(path.strip_prefix(".").map(Path::to_path_buf).unwrap_or(path)));
                }
            }
            Err(error) => out.push(Source::Bad(folder.display().to_string(), error.to_string())),
        }
    }
    Ok(())
}
