//! Questions about all drafts of the client's folders: `workspace/symbol` and `workspace/diagnostic`.

use std::{
    collections::HashMap,
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};

use serde::Serialize;
use serde_json::json;
use tower_lsp::{
    jsonrpc::Result,
    lsp_types::{
        Diagnostic, FullDocumentDiagnosticReport, ProgressToken, SymbolInformation, Url, WorkspaceDiagnosticParams,
        WorkspaceDiagnosticReport, WorkspaceDiagnosticReportResult, WorkspaceDocumentDiagnosticReport,
        WorkspaceFullDocumentDiagnosticReport, WorkspaceSymbolParams,
    },
};
use zhibi_core::Language;

use crate::{
    folder_drafts::{FolderDrafts, Report, Scan},
    progress::Progress,
    requests::{
        find_figures::{self, FindParams, Found},
        workspace_symbol,
    },
    server::Server,
    session::OpenView,
    uri::DocumentKey,
};

/// Reports of one part of an answer that is given in parts.
const PART: usize = 20;

/// What changes at once, as when another branch is checked out, is looked at once.
const SETTLES: Duration = Duration::from_millis(100);

/// How often the disk is looked at for a client that watches no files.
const UNWATCHED: Duration = Duration::from_secs(30);

/// A draft that was checked.
#[derive(Debug, Serialize)]
pub struct Checked {
    uri: Url,
    diagnostics: Vec<Diagnostic>,
}

/// The client's memory of earlier answers.
type Previous = HashMap<DocumentKey, (Url, String)>;

impl Server {
    /// Has a worker look at the drafts of all folders, one scan at a time; `token` is told how far it is.
    async fn scan<R: Send + 'static>(
        &self,
        token: Option<ProgressToken>,
        work: impl FnOnce(&FolderDrafts, &Scan<'_>) -> R + Send + 'static,
    ) -> Result<R> {
        let _turn = self.drafts.turn.lock().await;
        let (drafts, session) = (Arc::clone(&self.drafts), Arc::clone(&self.context.session));
        let cancelled = Arc::<AtomicBool>::default();
        let progress = self.progress(token, &cancelled);
        self.work_until(cancelled, move |cancelled| {
            let scan = Scan { session: &session, cancelled, progress: &|done, of| progress.at(done, of) };
            work(&drafts, &scan)
        })
        .await
    }

    pub(crate) async fn workspace_symbols(&self, params: WorkspaceSymbolParams) -> Result<Vec<SymbolInformation>> {
        let mut open = self.session().lock().views();
        open.sort_by(|a, b| a.url.cmp(&b.url));
        let token = params.work_done_progress_params.work_done_token;
        self.scan(token, move |drafts, scan| {
            let open: Vec<_> = open.iter().map(OpenView::read).collect();
            workspace_symbol::handle(&open, drafts, &params.query, scan)
        })
        .await
    }

    /// Figures of all drafts.
    pub(crate) async fn find_figures(&self, params: FindParams, token: Option<ProgressToken>) -> Result<Found> {
        let mut open = self.session().lock().views();
        open.sort_by(|a, b| a.url.cmp(&b.url));
        self.scan(token, move |drafts, scan| {
            let open: Vec<_> = open.iter().map(OpenView::read).collect();
            find_figures::handle(&open, drafts, &params, scan)
        })
        .await
    }

    /// Diagnostics of all drafts that are not open, also of those without any.
    pub(crate) async fn check_folders(&self, token: Option<ProgressToken>) -> Result<Vec<Checked>> {
        self.scan(token, move |drafts, scan| {
            let mut checked = Vec::new();
            drafts.reports(scan, &Previous::new(), &mut |report| {
                checked.push(Checked { uri: report.url, diagnostics: report.items });
            });
            checked
        })
        .await
    }

    /// Answers when there is something that the client does not know yet. Clients ask again and again; one that knows all
    /// is kept waiting until a file, a setting or a document changes.
    pub(crate) async fn workspace_reports(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        let report = |items| Ok(WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport { items }));
        let (wanted, watched) = {
            let state = self.session().lock();
            (state.client.workspace_diagnostics, state.client.register_watchers)
        };
        if !wanted {
            return report(Vec::new());
        }
        let mut token = params.work_done_progress_params.work_done_token;
        let parts = params.partial_result_params.partial_result_token;
        let known = params.previous_result_ids.into_iter().map(|p| (DocumentKey::new(&p.uri), (p.uri, p.value)));
        let previous: Arc<Previous> = Arc::new(known.collect());
        let mut changes = self.context.changes.subscribe();
        loop {
            let ending = *changes.borrow_and_update() == u64::MAX;
            if ending {
                return report(Vec::new());
            }
            let (found, streamed) = self.scan_reports(&previous, token.take(), parts.clone()).await?;
            if streamed || !found.is_empty() {
                return report(found);
            }
            if watched {
                // The sender lives as long as the server.
                let _ = changes.changed().await;
            } else {
                let _ = tokio::time::timeout(UNWATCHED, changes.changed()).await;
            }
            tokio::time::sleep(SETTLES).await;
        }
    }

    /// What the client does not know yet. Where it takes parts of an answer, they are sent and `true` is told instead.
    async fn scan_reports(
        &self,
        previous: &Arc<Previous>,
        token: Option<ProgressToken>,
        parts: Option<ProgressToken>,
    ) -> Result<(Vec<WorkspaceDocumentDiagnosticReport>, bool)> {
        let (previous, outbox) = (Arc::clone(previous), self.wires.outbox.clone());
        self.scan(token, move |drafts, scan| {
            let (mut found, mut streamed) = (Vec::new(), false);
            let mut send = |found: &mut Vec<WorkspaceDocumentDiagnosticReport>| {
                if let Some(token) = &parts
                    && !found.is_empty()
                {
                    outbox.send(part(token, found));
                    found.clear();
                    streamed = true;
                }
            };
            drafts.reports(scan, &previous, &mut |report| {
                found.push(full(report));
                if found.len() >= PART {
                    send(&mut found);
                }
            });
            send(&mut found);
            (found, streamed)
        })
        .await
    }

    fn progress(&self, given: Option<ProgressToken>, cancelled: &Arc<AtomicBool>) -> Progress {
        let client = Arc::clone(&self.session().lock().client);
        let title = match client.language {
            Language::Zh => "执笔：正在读取文件夹中的文稿",
            Language::En => "Zhibi: reading the drafts in the folders",
        };
        let context = &self.context;
        let (own, shown) = (client.work_done_progress, self.shown.clone());
        Progress::start(context.client.clone(), shown, given, own, title.to_owned(), Arc::clone(cancelled))
    }
}

fn full(report: Report) -> WorkspaceDocumentDiagnosticReport {
    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
        uri: report.url,
        version: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport {
            result_id: Some(report.result_id),
            items: report.items,
        },
    })
}

/// One part of an answer.
fn part<T: Serialize>(token: &ProgressToken, items: &[T]) -> Vec<u8> {
    let params = json!({"token": token, "value": {"items": items}});
    json!({"jsonrpc": "2.0", "method": "$/progress", "params": params}).to_string().into_bytes()
}
