//! A draft as a revision of its git repository has it. No program is started, and no configuration outside the repository is
//! read.

use std::path::Path;

use gix::bstr::BStr;
use gix::sec::trust::Mapping;
use gix::{ObjectId, Repository, ThreadSafeRepository};

use crate::language::{self, tr};
use zhibi_core::Language;
use zhibi_core::analysis::MAX_BYTES;

/// The bytes of a file as a revision (`HEAD`, `HEAD~2`, a branch, a tag, an id) has it.
///
/// # Errors
/// Why there are none, in words.
pub fn bytes_at(revision: &str, path: &Path) -> Result<Vec<u8>, String> {
    let (repository, id) = find(revision, path)?;
    let header = repository.find_header(id).map_err(|e| damaged(&e))?;
    if header.size() > 2 * MAX_BYTES as u64 {
        return Err(super::draft::too_large());
    }
    let data = repository.find_object(id).map_err(|e| damaged(&e))?.detach().data;
    if data.starts_with(b"version https://git-lfs") {
        return Err(tr("该版本只存了指针（Git LFS）", "the revision holds a pointer only (Git LFS)").to_owned());
    }
    Ok(data)
}

/// What tells one content of a file in a revision from another.
///
/// # Errors
/// Why the revision does not have the file, in words.
pub fn id_at(revision: &str, path: &Path) -> Result<u64, String> {
    let (_, id) = find(revision, path)?;
    Ok(u64::from_be_bytes(*id.as_bytes().first_chunk().expect("an id has at least 20 bytes")))
}

/// The repository that a file belongs to, and its content there.
fn find(revision: &str, path: &Path) -> Result<(Repository, ObjectId), String> {
    let none = || tr("不在 git 仓库里", "is in no git repository").to_owned();
    let path = path.canonicalize().map_err(|e| super::reason(&e))?;
    let repository = repository(path.parent().ok_or_else(none)?).ok_or_else(none)?;
    let root = repository.workdir().and_then(|root| root.canonicalize().ok()).ok_or_else(none)?;
    let inside = path.strip_prefix(&root).map_err(|_| none())?;
    let id = content(&repository, revision, inside)?;
    Ok((repository, id))
}

fn content(repository: &Repository, revision: &str, inside: &Path) -> Result<ObjectId, String> {
    let unknown = || match language::current() {
        Language::Zh => format!("仓库里没有版本“{revision}”"),
        Language::En => format!("the repository has no revision `{revision}`"),
    };
    let commit = repository.rev_parse_single(<&BStr>::from(revision)).map_err(|_| unknown())?;
    let tree = commit.object().map_err(|e| damaged(&e))?.peel_to_tree().map_err(|_| unknown())?;
    let entry = tree.lookup_entry_by_path(inside).map_err(|e| damaged(&e))?;
    let entry = entry.filter(|entry| entry.mode().is_blob()).ok_or_else(|| match language::current() {
        Language::Zh => format!("版本“{revision}”里没有这个文件"),
        Language::En => format!("revision `{revision}` does not have the file"),
    })?;
    Ok(entry.object_id())
}

/// The repository that a folder belongs to. Its own configuration holds; that of the user, the system and the environment
/// does not.
fn repository(folder: &Path) -> Option<Repository> {
    let options = Mapping { full: gix::open::Options::isolated(), reduced: gix::open::Options::isolated() };
    let found = ThreadSafeRepository::discover_opts(folder, Default::default(), options).ok()?;
    Some(found.to_thread_local())
}

fn damaged(error: &dyn std::fmt::Display) -> String {
    format!("{}: {error}", tr("git 仓库读不出", "the git repository cannot be read"))
}
