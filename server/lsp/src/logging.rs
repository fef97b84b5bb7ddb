//! The log: to stderr, or to a file named by `ZHIBI_LOG_FILE`; `ZHIBI_LOG` says what (`info`, `zhibi_lsp=debug`, …),
//! warnings by default. Never to stdout, which is the protocol.
//!
//! Drafts are confidential before publication: below `trace` no line holds a draft's text or name.

use std::{fs::File, sync::Mutex};

use tracing_subscriber::{filter::Targets, fmt::writer::BoxMakeWriter, layer::SubscriberExt, util::SubscriberInitExt};

/// Starts logging. A second start in one process changes nothing.
pub fn start() {
    let wanted = std::env::var("ZHIBI_LOG").unwrap_or_default();
    let wanted = if wanted.is_empty() { "warn" } else { &wanted };
    // A filter that cannot be read must not keep the server from starting.
    let filter: Targets = wanted.parse().unwrap_or_else(|_| Targets::new().with_default(tracing::Level::WARN));
    let file = std::env::var_os("ZHIBI_LOG_FILE").filter(|path| !path.is_empty());
    let file = file.and_then(|path| File::options().create(true).append(true).open(path).ok());
    let writer = match file {
        Some(file) => BoxMakeWriter::new(Mutex::new(file)),
        None => BoxMakeWriter::new(std::io::stderr),
    };
    let lines = tracing_subscriber::fmt::layer().with_writer(writer).with_ansi(false);
    // Already started: by a test, or by an embedder with a log of its own.
    let _ = tracing_subscriber::registry().with(filter).with(lines).try_init();
}
