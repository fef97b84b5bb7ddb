//! `zhibi ignores`: the findings that drafters chose to keep.

use std::collections::BTreeSet;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use zhibi_core::config::ignores::{self, Entry, SentenceHashes};
use zhibi_core::text::printable;
use zhibi_core::{Language, Snapshot};
use zhibi_lsp::ignore_list;

use super::{FAILURE, Failure};
use crate::args::{IgnoresAction, SettingsArgs};
use crate::input::{display, folders_below, read_found, reason};
use crate::language::{self, tr};
use crate::report;
use crate::settings::{SettingsSource, read_ignores};

/// Lists or prunes.
///
/// # Errors
/// When nothing can be written.
pub fn run(action: &IgnoresAction) -> Result<ExitCode, Failure> {
    let (paths, prune) = match action {
        IgnoresAction::List { paths } => (paths, false),
        IgnoresAction::Prune { paths } => (paths, true),
    };
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here[..] } else { paths };
    let settings = SettingsSource::new(&SettingsArgs::default()).map_err(Failure::Message)?;
    let mut out = stdout().lock();
    let (mut removed, mut failed) = (0, false);
    for folder in folders(paths) {
        let Some(entries) = read_ignores(&folder) else {
            failed = true;
            continue;
        };
        let (mut ended, mut live) = (BTreeSet::new(), Live::default());
        for entry in entries {
            let holds = live.holds(&folder, &entry, &settings);
            if !prune {
                let state = if holds { tr("有效", "holds") } else { tr("失效", "stale") };
                let file = display(&folder.join(&entry.file));
                let [file, rule, text] = [&file, &entry.rule, &entry.text].map(|text| printable(text));
                writeln!(out, "{state}\t{file}\t{rule}\t{text}")?;
            }
            if !holds {
                removed += 1;
                ended.insert(entry);
            }
        }
        if prune
            && !ended.is_empty()
            && let Err(error) = ignore_list::prune(&folder, |entry| ended.contains(entry))
        {
            failed = true;
            report::error(&format!("{}: {}", display(&folder.join(ignores::FILE)), reason(&error)));
        }
    }
    if prune {
        report::note(&match language::current() {
            Language::Zh => format!("删除 {removed} 个失效条目"),
            Language::En => format!("{removed} stale entr(ies) removed"),
        });
    }
    Ok(ExitCode::from(if failed { FAILURE } else { 0 }))
}

/// The folders at and below `paths` that have a list.
fn folders(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = BTreeSet::new();
    for path in paths {
        // The lists lie in folders whose names begin with a dot, which a walk passes over: ask each folder for its own.
        folders_below(path, &mut |folder| {
            if folder.join(ignores::FILE).is_file() {
                found.insert(folder);
            }
        });
    }
    found.into_iter().collect()
}

/// What the drafts of a folder still have to ignore.
#[derive(Default)]
struct Live {
    drafts: Vec<(String, BTreeSet<(String, String)>)>,
}

impl Live {
    fn holds(&mut self, folder: &Path, entry: &Entry, settings: &SettingsSource) -> bool {
        let index = self.drafts.iter().position(|(file, _)| *file == entry.file).unwrap_or_else(|| {
            self.drafts.push((entry.file.clone(), findings(&folder.join(&entry.file), settings)));
            self.drafts.len() - 1
        });
        let findings = &self.drafts[index].1;
        if entry.hash == ignores::EVERYWHERE {
            findings.iter().any(|(rule, _)| *rule == entry.rule)
        } else {
            findings.contains(&(entry.rule.clone(), entry.hash.clone()))
        }
    }
}

/// Rule and sentence of every finding of a draft, ignored ones included; none when it cannot be read.
fn findings(path: &Path, settings: &SettingsSource) -> BTreeSet<(String, String)> {
    let Ok(draft) = read_found(path) else { return BTreeSet::new() };
    let mut all = (*settings.of(path)).clone();
    all.ignored = Default::default();
    let snapshot = Snapshot::of(&draft.text, draft.kind, all.into());
    let mut hashes = SentenceHashes::default();
    let findings = snapshot.diagnostics().iter().map(|d| {
        let finding = &d.finding;
        let text = snapshot.blocks().get(finding.loc.block as usize).map_or("", |b| &*b.text);
        (finding.code.to_owned(), hashes.of(text, finding.loc.span).to_owned())
    });
    findings.collect()
}
