//! What the command says on standard error, beside its output.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::input::display;
use crate::language::tr;
use crate::output::text::line_start;

/// Whether a progress line stands on the terminal and must be wiped before anything else is said.
static SHOWN: AtomicBool = AtomicBool::new(false);

/// A failure: something could not be done.
pub fn error(message: &str) {
    line(tr("错误：", "error: "), message);
}

/// Something is odd, but the work goes on.
pub fn warning(message: &str) {
    line(tr("注意：", "warning: "), message);
}

/// A file that was met and is not used, and why.
pub fn unused(path: &Path, why: &str) {
    warning(&format!("{}: {why}{}", display(path), tr("，已跳过", ", passed over")));
}

/// Something worth knowing.
pub fn note(message: &str) {
    line("", message);
}

fn line(head: &str, message: &str) {
    let mut err = std::io::stderr().lock();
    let wipe = if SHOWN.swap(false, Ordering::Relaxed) { "\r\x1b[K" } else { "" };
    // A closed standard error leaves nobody to tell.
    let _ = writeln!(err, "{wipe}{head}{}", line_start(message));
}

/// Progress over many drafts: one line that is written over, and only on a terminal.
#[derive(Debug)]
pub struct Progress {
    total: usize,
    shown: bool,
}

impl Progress {
    /// Over `total` drafts.
    pub fn new(total: usize) -> Self {
        Self { total, shown: total > 64 && std::io::stderr().is_terminal() }
    }

    /// `done` drafts are done.
    pub fn at(&self, done: usize) {
        if self.shown && done.is_multiple_of(32) {
            SHOWN.store(true, Ordering::Relaxed);
            let _ = write!(std::io::stderr().lock(), "\r{} {done}/{}\x1b[K", tr("已读", "read"), self.total);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if SHOWN.swap(false, Ordering::Relaxed) {
            let _ = write!(std::io::stderr().lock(), "\r\x1b[K");
        }
    }
}
