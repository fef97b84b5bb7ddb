//! Works on many drafts at once and hands the results over in their order.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use zhibi_core::{DocumentKind, Language};

use super::draft::{self, Draft, Stored};
use super::walk::{Source, sources};
use crate::args::InputArgs;
use crate::commands::Failure;
use crate::files::Places;
use crate::language::{self, tr};
use crate::output::ours;
use crate::report::{self, Progress};

/// What became of all drafts together.
#[derive(Debug, Default)]
pub struct Outcome {
    /// How many were read.
    pub read: usize,
    /// Those that could not be read, and why.
    pub unreadable: Vec<(String, String)>,
    /// How many Markdown files without Chinese were passed over.
    pub skipped: usize,
    /// How many files that a command wrote were passed over.
    pub ours: usize,
}

enum Read<T> {
    /// A part of a draft's result.
    Part(T),
    /// The draft is done.
    Done(End),
}

enum End {
    Read,
    Unreadable(String, String),
    /// It is where the output goes.
    Output(String),
    /// A Markdown file without Chinese.
    NoDraft,
    /// Something that a command wrote.
    Ours,
}

/// Calls `work` on every draft, on all cores; what it emits goes to `finish` in the order of the drafts. The files that
/// the output goes to are no drafts.
///
/// # Errors
/// A wrong glob, a draft that the output would overwrite, or what `finish` failed with.
pub fn for_each_draft<T: Send>(
    args: &InputArgs,
    output: &Places,
    work: impl Fn(Draft, &mut dyn FnMut(T)) + Sync,
    mut finish: impl FnMut(T) -> Result<(), Failure>,
) -> Result<Outcome, Failure> {
    let sources = sources(&args.paths, &args.glob).map_err(Failure::Message)?;
    let stdin = args.stdin_filename.as_deref();
    let one = |source: &Source, emit: &mut dyn FnMut(T)| match read(source, stdin, output) {
        Ok(draft) => {
            let name = draft.name.clone();
            // A fault of ours in one draft is no reason to stop at the others.
            match catch_unwind(AssertUnwindSafe(|| work(draft, emit))) {
                Ok(()) => End::Read,
                Err(_) => End::Unreadable(
                    name,
                    tr("检查时程序出错，请报告此问题", "a fault of zhibi; please report it").to_owned(),
                ),
            }
        }
        Err(end) => end,
    };
    let mut outcome = Outcome::default();
    let workers = thread::available_parallelism().map_or(1, NonZero::get).min(sources.len());
    if workers < 2 {
        for source in &sources {
            let mut failed = None;
            let end = one(source, &mut |part| {
                if failed.is_none() {
                    failed = finish(part).err();
                }
            });
            failed.map_or(Ok(()), Err)?;
            outcome.add(end)?;
        }
        outcome.tell_skipped();
        return Ok(outcome);
    }
    let progress = Progress::new(sources.len());
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    thread::scope(|scope| {
        let (send, receive) = mpsc::sync_channel(workers * 16);
        for _ in 0..workers {
            let (send, next, stop, sources, one) = (send.clone(), &next, &stop, &sources, &one);
            scope.spawn(move || {
                while !stop.load(Ordering::Relaxed) {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(source) = sources.get(index) else { break };
                    // Nobody receives any more once the output has failed; `stop` says so too.
                    let end = one(source, &mut |part| drop(send.send((index, Read::Part(part)))));
                    if send.send((index, Read::Done(end))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        let mut waiting: BTreeMap<usize, Vec<Read<T>>> = BTreeMap::new();
        let mut due = 0;
        let mut take = |part: Read<T>, outcome: &mut Outcome| match part {
            Read::Part(part) => finish(part).map(|()| false),
            Read::Done(end) => {
                outcome.add(end)?;
                Ok(true)
            }
        };
        let mut all = || -> Result<(), Failure> {
            for (index, part) in &receive {
                if index != due {
                    waiting.entry(index).or_default().push(part);
                    continue;
                }
                let mut done = take(part, &mut outcome)?;
                while done {
                    due += 1;
                    progress.at(due);
                    done = false;
                    for part in waiting.remove(&due).unwrap_or_default() {
                        done = take(part, &mut outcome)?;
                    }
                }
            }
            Ok(())
        };
        let result = all();
        stop.store(true, Ordering::Relaxed);
        drop(receive);
        result
    })?;
    drop(progress);
    outcome.tell_skipped();
    Ok(outcome)
}

/// Reads a draft, or says why there is none.
fn read(source: &Source, stdin: Option<&Path>, output: &Places) -> Result<Draft, End> {
    let unreadable = |path: &Path, why| End::Unreadable(draft::display(path), why);
    let draft = match source {
        Source::Stdin => {
            let name = draft::stdin_name(stdin);
            draft::read_stdin(&name).map_err(|why| unreadable(&name, why))?
        }
        Source::Named(path) if path.is_file() && output.have(path) => return Err(End::Output(draft::display(path))),
        Source::Named(path) => draft::read(path).map_err(|why| unreadable(path, why))?,
        Source::Found { path, link } => {
            let draft = draft::read_found(path).map_err(|why| unreadable(path, why))?;
            if draft.copy || ours::is_ours(&draft.text) || output.is_stdout(path) {
                return Err(End::Ours);
            }
            if output.have(path) {
                return Err(End::Output(draft.name));
            }
            if draft.kind == DocumentKind::Markdown && !draft::has_chinese(&draft.text) {
                return Err(End::NoDraft);
            }
            Draft { link: *link, ..draft }
        }
        Source::Bad(name, why) => return Err(End::Unreadable(name.clone(), why.clone())),
    };
    if let Stored::Text(encoding) = draft.stored
        && !encoding.is_utf8()
    {
        let (name, encoding) = (&draft.name, encoding.name());
        report::note(&match language::current() {
            Language::Zh => format!("{name}：按 {encoding} 读取"),
            Language::En => format!("{name}: read as {encoding}"),
        });
    }
    Ok(draft)
}

impl Outcome {
    fn add(&mut self, end: End) -> Result<(), Failure> {
        match end {
            End::Read => self.read += 1,
            End::NoDraft => self.skipped += 1,
            End::Ours => self.ours += 1,
            End::Output(name) => {
                let why = tr("是要读的文稿，不能用作输出", "is one of the drafts and cannot be the output");
                return Err(Failure::Message(format!("{name}: {why}")));
            }
            End::Unreadable(name, why) => {
                report::error(&format!("{name}: {why}"));
                self.unreadable.push((name, why));
            }
        }
        Ok(())
    }

    fn tell_skipped(&self) {
        let n = self.skipped;
        if n > 0 {
            report::note(&match language::current() {
                Language::Zh => format!("跳过 {n} 个不含中文的 Markdown 文件"),
                Language::En => format!("{n} Markdown file(s) without Chinese passed over"),
            });
        }
        let n = self.ours;
        if n > 0 {
            report::note(&match language::current() {
                Language::Zh => format!("跳过 {n} 个本程序写出的文件"),
                Language::En => format!("{n} file(s) that zhibi wrote passed over"),
            });
        }
    }
}
