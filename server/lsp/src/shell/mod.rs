//! The shell around the service: bytes in, bytes out, and an end that always comes.
//!
//! ```text
//! stdin ── framing, JSON (thread "stdin") ──> dispatch (main thread) ──> handlers ──> outbox ── (thread "stdout") ──> stdout
//! ```
//!
//! Exit codes: 0 after `shutdown`; 1 when the client left without it, when it can no longer be written to, or
//! when its process is gone. SIGTERM and SIGINT end the server with 0.

mod dispatch;
pub mod framing;
mod incoming;
pub mod leniency;
mod outbox;
mod panics;
mod parent_watch;
pub mod raw_uris;
mod surrogates;

use std::{
    io::{self, BufReader, Read, Write},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU8, Ordering},
    },
    time::Duration,
};

use serde_json::Value;
use tower_lsp::{LanguageServer, LspServiceBuilder, lsp_types::TraceValue};

pub use dispatch::Dispatcher;
pub use incoming::Incoming;
pub use outbox::Outbox;
pub use panics::install_hook as install_panic_hook;
pub use raw_uris::RawUris;

/// Longest time between the end of the input and the end of the process.
const EXIT_DEADLINE: Duration = Duration::from_secs(1);

/// Threads for work that takes a while; idle ones end. Each document has a few at most, so that none waits for another.
const WORKERS: usize = 64;

/// What the parts of the server share with the shell.
#[derive(Clone)]
pub struct Wires {
    /// The queue to the client.
    pub outbox: Outbox,
    /// The client's spelling of addresses.
    pub uris: RawUris,
    /// How much the client wants to be told of each message.
    pub trace: Trace,
}

/// The value of `$/setTrace`. Clones share it.
#[derive(Clone, Default)]
pub struct Trace(Arc<AtomicU8>);

impl Trace {
    /// Whether messages are told of.
    pub fn is_on(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 0
    }

    /// Whether they are told of in detail.
    pub fn is_verbose(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 1
    }

    /// Sets what is told.
    pub fn set(&self, value: TraceValue) {
        let level = match value {
            TraceValue::Off => 0,
            TraceValue::Messages => 1,
            TraceValue::Verbose => 2,
        };
        self.0.store(level, Ordering::Relaxed);
    }
}

/// Serves the client on stdin and stdout and ends the process.
///
/// `build` makes the service from what it shares with the shell; it runs inside the asynchronous runtime.
///
/// # Errors
/// When threads, the runtime or the standard streams cannot be had. Otherwise it does not return.
pub fn serve_stdio<S: LanguageServer>(
    build: impl FnOnce(Wires) -> io::Result<LspServiceBuilder<S>>,
) -> io::Result<std::convert::Infallible> {
    // Duplicates of the standard streams: unbuffered, and nothing else in the process holds their locks.
    let (stdin, stdout) = standard_streams()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(WORKERS)
        .thread_name("zhibi")
        .enable_all()
        .build()?;

    let outbox = Outbox::start(stdout, |error| {
        tracing::debug!(%error, "the client no longer reads");
        std::process::exit(1);
    })?;
    let wires = Wires { outbox: outbox.clone(), uris: RawUris::default(), trace: Trace::default() };
    let (service, socket) = {
        let _entered = runtime.enter();
        build(wires.clone())?.finish()
    };
    let mut dispatcher = Dispatcher::new(service, socket, wires, runtime.handle().clone());
    let shutdown = dispatcher.shutdown_flag();

    let at_end = {
        let shutdown = Arc::clone(&shutdown);
        move || exit_by_deadline(&shutdown)
    };
    let (messages, backlog) = incoming::start(BufReader::with_capacity(64 << 10, stdin), at_end)?;
    runtime.spawn(exit_on_signal(outbox.clone()));

    let exited = loop {
        match messages.recv() {
            Ok(Incoming::Object(object, size)) => {
                watch_parent(&object, &outbox);
                dispatcher.message(object);
                backlog.remove(size);
                outbox.wait_for_room(Duration::from_secs(1));
            }
            Ok(Incoming::Unreadable) => dispatcher.unreadable(),
            Ok(Incoming::Exit) => break true,
            Ok(Incoming::EndOfStream) | Err(_) => break false,
        }
    };
    // Whoever closed the pipe may still read: running requests get their answers. After `exit` nobody waits.
    if !exited {
        dispatcher.wait_idle(EXIT_DEADLINE);
    }
    outbox.drain(EXIT_DEADLINE);
    std::process::exit(exit_code(&shutdown));
}

fn exit_code(shutdown: &AtomicBool) -> i32 {
    i32::from(!shutdown.load(Ordering::Acquire))
}

/// Ends the process a while after the last message was read, whatever the handlers are doing.
fn exit_by_deadline(shutdown: &Arc<AtomicBool>) {
    let shutdown = Arc::clone(shutdown);
    let wait = move || {
        std::thread::sleep(EXIT_DEADLINE);
        std::process::exit(exit_code(&shutdown));
    };
    if std::thread::Builder::new().name("deadline".into()).spawn(wait).is_err() {
        std::process::exit(1);
    }
}

fn watch_parent(message: &serde_json::Map<String, Value>, outbox: &Outbox) {
    if message.get("method").and_then(Value::as_str) != Some("initialize") {
        return;
    }
    let process_id = message.get("params").and_then(|p| p.get("processId")).and_then(Value::as_u64);
    if let Some(process_id) = process_id.and_then(|id| u32::try_from(id).ok()) {
        let outbox = outbox.clone();
        parent_watch::start(process_id, move || {
            tracing::info!("the client's process is gone");
            outbox.drain(Duration::from_millis(100));
            std::process::exit(1);
        });
    }
}

async fn exit_on_signal(outbox: Outbox) {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (Ok(mut terminate), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
        else {
            tracing::warn!("signals are left to the system");
            return;
        };
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    }
    #[cfg(not(unix))]
    if tokio::signal::ctrl_c().await.is_err() {
        return;
    }
    outbox.drain(Duration::from_millis(500));
    std::process::exit(0);
}

#[cfg(unix)]
fn standard_streams() -> io::Result<(impl Read + Send + 'static, impl Write + Send + 'static)> {
    use std::os::fd::AsFd;
    let stdin = std::fs::File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let stdout = std::fs::File::from(io::stdout().as_fd().try_clone_to_owned()?);
    Ok((stdin, stdout))
}

#[cfg(windows)]
fn standard_streams() -> io::Result<(impl Read + Send + 'static, impl Write + Send + 'static)> {
    use std::os::windows::io::AsHandle;
    let stdin = std::fs::File::from(io::stdin().as_handle().try_clone_to_owned()?);
    let stdout = std::fs::File::from(io::stdout().as_handle().try_clone_to_owned()?);
    Ok((stdin, stdout))
}
