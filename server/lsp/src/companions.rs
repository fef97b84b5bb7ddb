//! Other files that drafts are held against: last year's report, the draft before, confirmed sheets, papers of the same year.
//! Each is read once until it changes on disk, by whoever needs it first and never on the protocol's thread.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
    time::SystemTime,
};

use parking_lot::Mutex;
use zhibi_core::{
    Message, Settings, Snapshot,
    align::{self, Row},
    config::{Facts, REVISION},
    facts,
};

use crate::{disk, host::Host, session::Question};

/// What tells one state of a file from another.
type Stamp = (Option<SystemTime>, u64);

/// How many cells of one sheet are complained of.
const MOST_COMPLAINTS: usize = 20;
/// How many drafts are remembered with what became of their figures.
const MOST_PAIRED: usize = 8;

/// The files that were read.
#[derive(Default)]
pub struct Companions {
    host: OnceLock<Host>,
    drafts: Mutex<HashMap<PathBuf, (Stamp, Draft)>>,
    sheets: Mutex<HashMap<PathBuf, (Stamp, Sheet)>>,
    paired: Mutex<Vec<(Pair, Arc<Paired>)>>,
}

/// A state of a file and the version of an open draft that is held against it.
type Pair = (PathBuf, Stamp, u64, i32);

/// A draft held against another.
pub struct Paired {
    /// The other draft.
    pub other: Snapshot,
    /// Which of its figures is which of this draft's, by the place here.
    pub figures: HashMap<(u32, usize), (u32, usize)>,
    /// For last year's report: what became of its targets.
    pub targets: Vec<Row>,
}

/// A draft, or why it cannot be read.
type Draft = Result<Snapshot, String>;

/// A sheet, as far as it could be read.
type Sheet = Result<(Facts, Vec<Message>), String>;

/// A draft as a revision has it, where a path is asked for.
pub fn at_revision(revision: &str, draft: &Path) -> PathBuf {
    PathBuf::from(format!("{REVISION}{revision}:{}", draft.display()))
}

/// The revision and the draft in what [`at_revision`] has made.
pub fn revision(path: &Path) -> Option<(&str, &Path)> {
    let (revision, path) = path.to_str()?.strip_prefix(REVISION)?.split_once(':')?;
    Some((revision, Path::new(path)))
}

fn stamp_of_file(path: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    Some((metadata.modified().ok(), metadata.len()))
}

/// Whether a file is a table by its name.
fn is_sheet(path: &Path) -> bool {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
    ["xlsx", "xlsm", "xls", "et", "ods", "csv", "tsv"].contains(&extension.as_str())
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

impl Companions {
    /// Lends the functions that read files.
    pub fn lend(&self, host: Host) {
        // It is lent once, when the server is built.
        let _ = self.host.set(host);
    }

    /// The draft at a path; `None` where there is none that can be read.
    pub fn draft(&self, path: &Path) -> Option<Snapshot> {
        self.read_draft(path).ok()
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        match revision(path) {
            Some((revision, draft)) => {
                let id = (self.host.get()?.revision_id)(revision, draft).ok()?;
                Some((None, id))
            }
            None => stamp_of_file(path),
        }
    }

    fn read_draft(&self, path: &Path) -> Draft {
        let stamp = self.stamp(path).ok_or_else(String::new)?;
        let host = self.host.get().ok_or_else(String::new)?;
        if let Some((at, known)) = self.drafts.lock().get(path)
            && *at == stamp
        {
            return known.clone();
        }
        let read = match revision(path) {
            Some((revision, draft)) => (host.read_revision)(revision, draft),
            None => (host.read_companion)(path),
        };
        self.drafts.lock().insert(path.to_owned(), (stamp, read.clone()));
        read
    }

    fn sheet(&self, path: &Path) -> Sheet {
        let stamp = stamp_of_file(path).ok_or_else(String::new)?;
        let host = self.host.get().ok_or_else(String::new)?;
        if let Some((at, known)) = self.sheets.lock().get(path)
            && *at == stamp
        {
            return known.clone();
        }
        let read = (host.read_sheet)(path).map(|grids| {
            let (facts, problems) = facts::read(&name(path), &grids);
            let file = name(path);
            let told = problems.into_iter().take(MOST_COMPLAINTS).map(|p| {
                let cell = if p.cell.is_empty() { String::new() } else { format!(" {}", p.cell) };
                Message::new(format!("{file}{cell}：{}", p.message.zh), format!("{file}{cell}: {}", p.message.en))
            });
            (facts, told.collect())
        });
        self.sheets.lock().insert(path.to_owned(), (stamp, read.clone()));
        read
    }

    /// What keeps a file that a configuration names from being used.
    pub fn problems(&self, path: &Path, question: &Question) -> Vec<Message> {
        if let Some(revision) = path.to_str().and_then(|p| p.strip_prefix(REVISION)) {
            return self.problems_of_revision(revision, question);
        }
        let file = name(path);
        if !allowed(path, question) {
            return vec![Message::new(
                format!("“{file}”在工作区之外，未受信任，没有读取"),
                format!("“{file}” lies outside the workspace, which is not trusted, and was not read"),
            )];
        }
        if stamp_of_file(path).is_none() {
            return vec![Message::new(format!("找不到“{file}”"), format!("there is no file “{file}”"))];
        }
        let unusable = |why: String| {
            vec![Message::new(format!("“{file}”没有用上：{why}"), format!("“{file}” could not be used: {why}"))]
        };
        if is_sheet(path) {
            self.sheet(path).map_or_else(unusable, |(_, problems)| problems)
        } else {
            self.read_draft(path).map_or_else(unusable, |_| vec![])
        }
    }

    fn problems_of_revision(&self, revision: &str, question: &Question) -> Vec<Message> {
        if !question.trusted {
            return vec![Message::new(
                format!("工作区未受信任，没有读取“git:{revision}”"),
                format!("the workspace is not trusted, and “git:{revision}” was not read"),
            )];
        }
        let (Some(host), Some(draft)) = (self.host.get(), &question.draft) else { return vec![] };
        let unusable = |why: String| {
            Message::new(
                format!("“{}”的上一稿“git:{revision}”没有用上：{why}", name(draft)),
                format!("the draft before “{}”, “git:{revision}”, could not be used: {why}", name(draft)),
            )
        };
        (host.revision_id)(revision, draft).map_or_else(|why| vec![unusable(why)], |_| vec![])
    }

    /// Puts what the companions of a draft say into its settings.
    pub fn fill(&self, settings: &mut Settings, question: &Question) {
        let companions = &mut settings.companions;
        // What was never saved is not known to be this year's report; and no draft is its own companion.
        let is_draft = |path: &String| question.draft.as_deref() == Some(Path::new(path));
        let keep = |path: &String| question.is_file && !is_draft(path) && allowed(Path::new(path), question);
        // Sheets and papers are of this year: last year's report is held against none.
        if companions.last_year.as_ref().is_some_and(is_draft) {
            companions.facts.clear();
            companions.siblings.clear();
        }
        companions.last_year = companions.last_year.take().filter(keep);
        companions.previous = companions.previous.take().and_then(|path| match path.strip_prefix(REVISION) {
            Some(revision) => {
                let draft = question.draft.as_ref().filter(|_| question.is_file && question.trusted)?;
                at_revision(revision, draft).into_os_string().into_string().ok()
            }
            None => Some(path).filter(keep),
        });
        companions.facts.retain(keep);
        companions.siblings.retain(keep);
        let mut confirmed = Facts::default();
        for (facts, _) in companions.facts.iter().filter_map(|path| self.sheet(Path::new(path)).ok()) {
            confirmed.rows.extend(facts.rows);
        }
        let mut stated = Facts::default();
        for path in &companions.siblings {
            if let Some(paper) = self.draft(Path::new(path)) {
                stated.rows.extend(paper.stated(&name(Path::new(path))).rows);
            }
        }
        let own = question.draft.as_deref().map(name).unwrap_or_default();
        settings.facts = Arc::new(confirmed.of_draft(&own));
        settings.siblings = Arc::new(stated);
    }

    /// An open draft held against another; remembered while neither changes.
    pub fn paired(
        &self,
        path: &str,
        this: &Snapshot,
        (opening, version): (u64, i32),
        targets: bool,
    ) -> Option<Arc<Paired>> {
        let path = Path::new(path);
        let pair: Pair = (path.to_owned(), self.stamp(path)?, opening, version);
        if let Some((_, known)) = self.paired.lock().iter().find(|(known, _)| *known == pair) {
            return Some(Arc::clone(known));
        }
        let other = self.draft(path)?;
        let paired = Arc::new(Paired {
            figures: if targets { HashMap::new() } else { align::counterparts(&other, this) },
            targets: if targets { align::reconcile(&other, this).rows } else { vec![] },
            other,
        });
        let mut all = self.paired.lock();
        all.retain(|(known, _)| (&known.0, known.2) != (&pair.0, pair.2));
        if all.len() >= MOST_PAIRED {
            all.remove(0);
        }
        all.push((pair, Arc::clone(&paired)));
        Some(paired)
    }
}

/// In a folder that is not trusted, files outside it are not opened because a file in it names them.
fn allowed(path: &Path, question: &Question) -> bool {
    let folder = question.folder.as_deref().or_else(|| question.draft.as_deref().and_then(Path::parent));
    question.trusted || folder.is_some_and(|folder| disk::is_inside(path, folder))
}
