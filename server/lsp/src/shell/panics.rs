//! What is said about a panic: where it happened, never what text it happened on.
//!
//! Drafts are confidential before publication, and panic messages of the standard library quote the text they
//! were given (`byte index 5 is not a char boundary; it is inside '报' …`). So the message itself is only
//! logged at level `trace`.

/// Replaces the panic hook of the process.
pub fn install_hook() {
    std::panic::set_hook(Box::new(|info| {
        let thread = std::thread::current();
        let thread = thread.name().unwrap_or("unnamed");
        match info.location() {
            Some(at) => tracing::error!(thread, at = %at, "panic"),
            None => tracing::error!(thread, "panic"),
        }
        tracing::trace!(message = info.payload_as_str().unwrap_or_default(), "panic message");
    }));
}
