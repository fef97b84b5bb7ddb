//! Work that nobody waits for any more ends early.
//!
//! Who starts work may hand it a token. What the work passes often looks at the token, and once that is set the work is
//! unwound to where it began. Nothing is left half-done: a [`Snapshot`](crate::Snapshot) keeps what is finished only.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

thread_local! {
    static TOKEN: RefCell<Option<Arc<AtomicBool>>> = const { RefCell::new(None) };
}

/// What unwinds.
struct Interrupted;

/// Does some work; `None` when the token was set meanwhile and the work came by [`check`]. Panics go on.
pub fn scope<R>(token: &Arc<AtomicBool>, work: impl FnOnce() -> R) -> Option<R> {
    let outer = TOKEN.replace(Some(Arc::clone(token)));
    let done = catch_unwind(AssertUnwindSafe(work));
    TOKEN.set(outer);
    match done {
        Ok(result) => Some(result),
        Err(reason) if reason.is::<Interrupted>() => None,
        Err(panic) => resume_unwind(panic),
    }
}

/// Ends the work of this thread here if nobody waits for it any more.
pub fn check() {
    let set = TOKEN.with_borrow(|token| token.as_ref().is_some_and(|token| token.load(Ordering::Relaxed)));
    if set {
        // Not a panic: no hook is told, no message is written.
        resume_unwind(Box::new(Interrupted));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DocumentKind, Snapshot};

    #[test]
    fn work_ends_at_the_next_look_and_can_be_done_again() {
        let token = Arc::<AtomicBool>::default();
        let snapshot = Snapshot::of("（一）甲\n（三）乙\n", DocumentKind::Plain, Arc::default());
        token.store(true, Ordering::Relaxed);
        assert_eq!(scope(&token, || snapshot.diagnostics().len()), None);
        assert_eq!(scope(&token, || 1), Some(1), "who never looks is done");
        token.store(false, Ordering::Relaxed);
        assert_eq!(scope(&token, || snapshot.diagnostics().len()), Some(1));
        check();
        let outer = catch_unwind(AssertUnwindSafe(|| scope(&token, || panic!("a real one"))));
        assert!(outer.is_err());
        token.store(true, Ordering::Relaxed);
        check();
    }
}
