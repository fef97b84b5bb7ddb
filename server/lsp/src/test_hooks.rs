//! Requests and notifications that misbehave on purpose. Compiled with the feature `test-hooks` only.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, Instant},
};

use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use tower_lsp::{
    LspServiceBuilder,
    jsonrpc::Result,
    lsp_types::{ConfigurationItem, TextDocumentIdentifier},
};

use crate::{server::Server, uri::DocumentKey};

/// What the hooks remember.
#[derive(Default)]
pub struct Hooks {
    order: Mutex<Vec<u32>>,
    configurations: AtomicU32,
}

#[derive(Deserialize, Serialize)]
struct Millis {
    ms: u64,
}

#[derive(Deserialize, Serialize)]
struct Numbered {
    number: u32,
    ms: u64,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct OfDocument {
    text_document: TextDocumentIdentifier,
}

impl Server {
    async fn hook_panic(&self) -> Result<()> {
        panic!("asked to")
    }

    async fn hook_panic_later(&self) -> Result<()> {
        tokio::time::sleep(Duration::from_millis(5)).await;
        panic!("asked to, later")
    }

    async fn hook_panic_quietly(&self) {
        panic!("asked to")
    }

    /// Panics with the text of a document in the message, holding the session's lock.
    async fn hook_panic_on_text(&self, params: OfDocument) -> Result<()> {
        let state = self.session().lock();
        let open = state.document(&DocumentKey::new(&params.text_document.uri));
        panic!("no good text: {}", open.map(|open| open.document.text().to_text()).unwrap_or_default())
    }

    async fn hook_sleep(&self, Millis { ms }: Millis) -> Result<u64> {
        tokio::time::sleep(Duration::from_millis(ms)).await;
        Ok(ms)
    }

    /// Keeps a processor busy, handed to a worker as real readers are.
    async fn hook_compute(&self, Millis { ms }: Millis) -> Result<u64> {
        let busy = move || {
            let end = Instant::now() + Duration::from_millis(ms);
            let mut rounds = 0_u64;
            while Instant::now() < end {
                rounds = rounds.wrapping_add(1);
            }
            rounds
        };
        Ok(tokio::task::spawn_blocking(busy).await.unwrap_or_default())
    }

    /// Blocks the protocol's own thread, as no handler may.
    async fn hook_block(&self, Millis { ms }: Millis) -> Result<u64> {
        std::thread::sleep(Duration::from_millis(ms));
        Ok(ms)
    }

    /// Notes a number before the first await, then waits.
    async fn hook_note(&self, Numbered { number, ms }: Numbered) {
        self.hooks.order.lock().push(number);
        tokio::time::sleep(Duration::from_millis(ms)).await;
    }

    async fn hook_noted(&self) -> Result<Vec<u32>> {
        Ok(self.hooks.order.lock().clone())
    }

    /// Its own id, by which another server may watch this one.
    async fn hook_process_id(&self) -> Result<u32> {
        Ok(std::process::id())
    }

    async fn hook_ask_configuration(&self) {
        let item = ConfigurationItem { scope_uri: None, section: Some("zhibi".into()) };
        if self.context.client.configuration(vec![item]).await.is_ok() {
            self.hooks.configurations.fetch_add(1, Ordering::Relaxed);
        }
    }

    async fn hook_configurations(&self) -> Result<u32> {
        Ok(self.hooks.configurations.load(Ordering::Relaxed))
    }
}

/// Adds the hooks to a service.
pub fn add(builder: LspServiceBuilder<Server>) -> LspServiceBuilder<Server> {
    builder
        .custom_method("zhibi/test/panic", Server::hook_panic)
        .custom_method("zhibi/test/panicLater", Server::hook_panic_later)
        .custom_method("zhibi/test/panicQuietly", Server::hook_panic_quietly)
        .custom_method("zhibi/test/panicOnText", Server::hook_panic_on_text)
        .custom_method("zhibi/test/sleep", Server::hook_sleep)
        .custom_method("zhibi/test/compute", Server::hook_compute)
        .custom_method("zhibi/test/block", Server::hook_block)
        .custom_method("zhibi/test/note", Server::hook_note)
        .custom_method("zhibi/test/noted", Server::hook_noted)
        .custom_method("zhibi/test/processId", Server::hook_process_id)
        .custom_method("zhibi/test/askConfiguration", Server::hook_ask_configuration)
        .custom_method("zhibi/test/configurations", Server::hook_configurations)
}
