//! Works on many drafts at once and hands the results over in their order.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use super::draft::{self, Draft};
use super::walk::{Source, sources};
use crate::args::InputArgs;
use crate::commands::Failure;
use crate::report;

/// What became of all drafts together.
#[derive(Debug, Default)]
pub struct Outcome {
    /// How many were read.
    pub read: usize,
    /// How many could not be read.
    pub unreadable: usize,
}

/// Calls `work` on every draft, on all cores, and `finish` with each result in the order of the drafts.
///
/// # Errors
/// A wrong glob, or what `finish` failed with.
pub fn for_each_draft<T: Send>(
    args: &InputArgs,
    work: impl Fn(Draft) -> T + Sync,
    mut finish: impl FnMut(T) -> Result<(), Failure>,
) -> Result<Outcome, Failure> {
    let sources = sources(&args.paths, &args.glob).map_err(Failure::Message)?;
    let read = |source: &Source| match source {
        Source::Stdin => {
            let name = draft::stdin_name(args.stdin_filename.as_deref());
            draft::read_stdin(&name).map_err(|e| (name.display().to_string(), e))
        }
        Source::Named(path) | Source::Found(path) => draft::read(path).map_err(|e| (path.display().to_string(), e)),
        Source::Bad(name, why) => Err((name.clone(), why.clone())),
    };
    let mut outcome = Outcome::default();
    let mut take = |result: Result<T, (String, String)>| match result {
        Ok(done) => {
            outcome.read += 1;
            finish(done)
        }
        Err((name, why)) => {
            outcome.unreadable += 1;
            report::error(&format!("{name}: {why}"));
            Ok(())
        }
    };
    let workers = thread::available_parallelism().map_or(1, NonZero::get).min(sources.len());
    if workers < 2 {
        for source in &sources {
            take(read(source).map(&work))?;
        }
        return Ok(outcome);
    }
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    thread::scope(|scope| {
        let (send, receive) = mpsc::sync_channel(workers * 4);
        for _ in 0..workers {
            let (send, next, stop, sources, read, work) = (send.clone(), &next, &stop, &sources, &read, &work);
            scope.spawn(move || {
                while !stop.load(Ordering::Relaxed) {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(source) = sources.get(index) else { break };
                    if send.send((index, read(source).map(work))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        let (mut waiting, mut due) = (BTreeMap::new(), 0);
        for (index, result) in receive {
            waiting.insert(index, result);
            while let Some(result) = waiting.remove(&due) {
                due += 1;
                if let Err(error) = take(result) {
                    stop.store(true, Ordering::Relaxed);
                    return Err(error);
                }
            }
        }
        Ok(())
    })?;
    Ok(outcome)
}
