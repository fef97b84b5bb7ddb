//! Finding the drafts below a folder, as `.gitignore` allows.

use std::fs;
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSetBuilder};
use ignore::{DirEntry, WalkBuilder};

use super::left_out::LeftOut;
use crate::language::tr;
use crate::report;

/// What a folder means unless `--glob` says otherwise.
const DRAFTS: [&str; 7] = ["*.txt", "*.md", "*.markdown", "*.gwr", "*.公文", "*.报告", "*.docx"];

/// One thing to read.
#[derive(Debug)]
pub enum Source {
    /// Standard input.
    Stdin,
    /// A file that was named.
    Named(PathBuf),
    /// A regular file found in a folder, perhaps by a link inside it.
    Found { path: PathBuf, link: bool },
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
    let short = |path: PathBuf| path.strip_prefix(".").map(Path::to_path_buf).unwrap_or(path);
    search(folder, &globs, report::unused, &mut |met| {
        match met {
            Met::Draft { path, link } => out.push(Source::Found { path: short(path), link }),
            Met::NoDraft(path, why) => report::unused(&short(path), why),
            Met::Other => {}
            Met::Unreadable(error) => out.push(Source::Bad(folder.display().to_string(), error.to_string())),
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
    search(folder, globs, |_, _| {}, &mut |met| {
        found(match met {
            Met::Draft { path, .. } => Some(path),
            _ => None,
        })
    })
}

/// Calls `found` for every folder at and below `folder` that a search for drafts comes by.
pub fn folders_below(folder: &Path, found: &mut dyn FnMut(PathBuf)) {
    for entry in entries(folder, report::unused).flatten() {
        if entry.file_type().is_some_and(|t| t.is_dir()) {
            found(entry.into_path());
        }
    }
}

/// What a search comes by.
enum Met {
    /// A regular file with the name of a draft; `link` if it was met as a link to one inside the folder.
    Draft { path: PathBuf, link: bool },
    /// Something with the name of a draft that is none, and why.
    NoDraft(PathBuf, &'static str),
    /// Anything else.
    Other,
    /// An entry that cannot be read.
    Unreadable(ignore::Error),
}

fn search(
    folder: &Path,
    globs: &[String],
    tell: fn(&Path, &str),
    found: &mut dyn FnMut(Met) -> bool,
) -> Result<(), String> {
    let mut wanted = GlobSetBuilder::new();
    for glob in globs {
        // As in .gitignore, a pattern without a slash holds at any depth.
        let deep = if glob.contains('/') { glob.clone() } else { format!("**/{glob}") };
        wanted.add(GlobBuilder::new(&deep).case_insensitive(true).build().map_err(|e| e.to_string())?);
    }
    let wanted = wanted.build().map_err(|e| e.to_string())?;
    let inside = fs::canonicalize(folder).ok();
    for entry in entries(folder, tell) {
        let met = match entry {
            Err(error) => Met::Unreadable(error),
            Ok(entry) if entry.file_type().is_some_and(|t| t.is_dir()) => Met::Other,
            Ok(entry) if !wanted.is_match(entry.path().strip_prefix(folder).unwrap_or(entry.path())) => Met::Other,
            Ok(entry) => draft(entry, inside.as_deref()),
        };
        if !found(met) {
            break;
        }
    }
    Ok(())
}

/// The entries of a folder in the order of their paths, hidden ones and those left out by lists passed over, links not
/// followed; `tell` is told of lists that cannot be used.
fn entries(folder: &Path, tell: fn(&Path, &str)) -> ignore::Walk {
    let left_out = LeftOut::new(tell);
    let (here, whole) = (folder.to_path_buf(), fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf()));
    let keep = move |entry: &DirEntry| {
        let path =
            entry.path().strip_prefix(&here).map_or_else(|_| entry.path().to_path_buf(), |path| whole.join(path));
        entry.depth() == 0 || !left_out.has(&path, entry.file_type().is_some_and(|t| t.is_dir()))
    };
    let mut walk = WalkBuilder::new(folder);
    walk.standard_filters(false).hidden(true).sort_by_file_path(Ord::cmp).filter_entry(keep).build()
}

/// An entry with the name of a draft: a regular file, or a link to one inside the folder. What lies outside is somebody
/// else's, and a FIFO or a device is no draft.
fn draft(entry: DirEntry, inside: Option<&Path>) -> Met {
    let kind = entry.file_type();
    let path = entry.into_path();
    if !kind.is_some_and(|t| t.is_symlink()) {
        let regular = kind.is_some_and(|t| t.is_file());
        return if regular { Met::Draft { path, link: false } } else { Met::NoDraft(path, not_regular()) };
    }
    match fs::canonicalize(&path) {
        Err(_) => Met::NoDraft(path, tr("是悬空的链接", "a link to nothing")),
        Ok(target) if !inside.is_some_and(|folder| target.starts_with(folder)) => {
            Met::NoDraft(path, tr("是指向文件夹之外的链接", "a link out of the folder"))
        }
        Ok(target) if fs::metadata(&target).is_ok_and(|m| m.is_file()) => Met::Draft { path, link: true },
        Ok(target) if target.is_dir() => Met::NoDraft(path, tr("是指向文件夹的链接", "a link to a folder")),
        Ok(_) => Met::NoDraft(path, not_regular()),
    }
}

fn not_regular() -> &'static str {
    tr("不是普通文件", "not a regular file")
}
