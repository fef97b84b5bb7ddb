//! Progress of long work, shown by the client and stopped from there. Nothing is shown of what is done at once.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use parking_lot::Mutex;
use tokio::{sync::mpsc, time};
use tower_lsp::{
    Client,
    lsp_types::{
        NumberOrString, ProgressParams, ProgressParamsValue, ProgressToken, WorkDoneProgress, WorkDoneProgressBegin,
        WorkDoneProgressCreateParams, WorkDoneProgressEnd, WorkDoneProgressReport,
        notification::Progress as ProgressNotification, request::WorkDoneProgressCreate,
    },
};

/// Work that takes less is not shown.
const PATIENCE: Duration = Duration::from_millis(400);

/// Shortest time between two reports.
const PACE: Duration = Duration::from_millis(100);

/// Work that is being shown, by its token.
#[derive(Clone, Default)]
pub struct Shown(Arc<Mutex<HashMap<ProgressToken, Arc<AtomicBool>>>>);

impl Shown {
    /// The user wants this work stopped.
    pub fn cancel(&self, token: &ProgressToken) {
        if let Some(cancelled) = self.0.lock().get(token) {
            cancelled.store(true, Ordering::Relaxed);
        }
    }
}

/// Tells the client how far some work is. The work is over when this is dropped.
pub struct Progress(mpsc::UnboundedSender<(usize, usize)>);

impl Progress {
    /// Shows work under the token that the client gave, or, where it gave none and `may_create`, under one of our own.
    /// `cancelled` is set when the user stops it. Must be called inside the asynchronous runtime.
    pub fn start(
        client: Client,
        shown: Shown,
        given: Option<ProgressToken>,
        may_create: bool,
        title: String,
        cancelled: Arc<AtomicBool>,
    ) -> Self {
        let (sender, mut steps) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            let Some(mut step) = first_late(&mut steps).await else { return };
            let token = match given {
                Some(token) => token,
                None if may_create => {
                    let token = NumberOrString::String(format!("zhibi/{}", client_token()));
                    let params = WorkDoneProgressCreateParams { token: token.clone() };
                    if client.send_request::<WorkDoneProgressCreate>(params).await.is_err() {
                        return;
                    }
                    token
                }
                None => return,
            };
            shown.0.lock().insert(token.clone(), cancelled);
            let send = async |value| {
                let params = ProgressParams { token: token.clone(), value: ProgressParamsValue::WorkDone(value) };
                client.send_notification::<ProgressNotification>(params).await;
            };
            send(WorkDoneProgress::Begin(WorkDoneProgressBegin {
                title,
                cancellable: Some(true),
                message: Some(message(step)),
                percentage: Some(percentage(step)),
            }))
            .await;
            while let Some(mut next) = steps.recv().await {
                while let Ok(newer) = steps.try_recv() {
                    next = newer;
                }
                if next == step {
                    continue;
                }
                step = next;
                send(WorkDoneProgress::Report(WorkDoneProgressReport {
                    cancellable: Some(true),
                    message: Some(message(step)),
                    percentage: Some(percentage(step)),
                }))
                .await;
                time::sleep(PACE).await;
            }
            send(WorkDoneProgress::End(WorkDoneProgressEnd { message: None })).await;
            shown.0.lock().remove(&token);
        });
        Self(sender)
    }

    /// Tells how much is done, of how much.
    pub fn at(&self, done: usize, of: usize) {
        // Nobody listens any more where the client refused.
        let _ = self.0.send((done, of));
    }
}

/// The step that the work has reached when patience ends; `None` if it is over by then.
async fn first_late(steps: &mut mpsc::UnboundedReceiver<(usize, usize)>) -> Option<(usize, usize)> {
    let patience = time::sleep(PATIENCE);
    tokio::pin!(patience);
    let mut last = None;
    loop {
        tokio::select! {
            () = &mut patience => break,
            step = steps.recv() => last = Some(step?),
        }
    }
    match last {
        Some(step) => Some(step),
        None => steps.recv().await,
    }
}

/// A number that no other work of this process has.
fn client_token() -> u64 {
    use std::sync::atomic::AtomicU64;
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

fn message((done, of): (usize, usize)) -> String {
    format!("{done}/{of}")
}

fn percentage((done, of): (usize, usize)) -> u32 {
    u32::try_from(done.saturating_mul(100) / of.max(1)).unwrap_or(100).min(100)
}
