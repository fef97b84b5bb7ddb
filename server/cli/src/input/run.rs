//! Works on many drafts at once and hands the results over in their order.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use zhibi_core::{DocumentKind, Language};

use super::draft::{self, Draft, Stored};
use super::walk::{Source, sources};
use crate::args::InputArgs;
use crate::commands::Failure;
use crate::language;
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
    Skipped,
}

/// Calls `work` on every draft, on all cores; what it emits goes to `finish` in the order of the drafts.
///
/// # Errors
/// A wrong glob, or what `finish` failed with.
pub fn for_each_draft<T: Send>(
    args: &InputArgs,
    work: impl Fn(Draft, &mut dyn FnMut(T)) + Sync,
    mut finish: impl FnMut(T) -> Result<(), Failure>,
) -> Result<Outcome, Failure> {
    let sources = sources(&args.paths, &args.glob).map_err(Failure::Message)?;
    let stdin = args.stdin_filename.as_deref();
    let one = |source: &Source, emit: &mut dyn FnMut(T)| match read(source, stdin) {
        Ok(Some(draft)) => {
            work(draft, emit);
            End::Read
        }
        Ok(None) => End::Skipped,
        Err((name, why)) => End::Unreadable(name, why),
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
            outcome.add(end);
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
                outcome.add(end);
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

/// Reads a draft; `None` for one that is passed over.
fn read(source: &Source, stdin: Option<&Path>) -> Result<Option<Draft>, (String, String)> {
    let named = |path: &Path| draft::read(path).map_err(|why| (draft::display(path), why));
    let draft = match source {
        Source::Stdin => {
            let name = draft::stdin_name(stdin);
            draft::read_stdin(&name).map_err(|why| (draft::display(&name), why))?
        }
        Source::Named(path) => named(path)?,
        Source::Found(path) => {
            let draft = named(path)?;
            if draft.kind == DocumentKind::Markdown && !draft::has_chinese(&draft.text) {
                return Ok(None);
            }
            draft
        }
        Source::Bad(name, why) => return Err((name.clone(), why.clone())),
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
    Ok(Some(draft))
}

impl Outcome {
    fn add(&mut self, end: End) {
        match end {
            End::Read => self.read += 1,
            End::Skipped => self.skipped += 1,
            End::Unreadable(name, why) => {
                report::error(&format!("{name}: {why}"));
                self.unreadable.push((name, why));
            }
        }
    }

    fn tell_skipped(&self) {
        let n = self.skipped;
        if n > 0 {
            report::note(&match language::current() {
                Language::Zh => format!("跳过 {n} 个不含中文的 Markdown 文件"),
                Language::En => format!("{n} Markdown file(s) without Chinese passed over"),
            });
        }
    }
}
