//! Hands messages to the tower-lsp service, one after the other, on one thread.
//!
//! `tower_lsp::Server` is not used: it stops at the first malformed message, lets a full queue block the
//! reader, and polls handlers in an order of its own. The service itself (typed routing, life cycle, pending
//! requests, cancellation) is tower-lsp's. What is added here:
//! * every handler is polled once at once, so its part before the first `await` runs in order of arrival;
//! * a panic becomes an error answer and a message, and the session goes on;
//! * `$/` requests that nobody knows are refused instead of ignored;
//! * answers go out in the client's own spelling of its document addresses.

use std::{
    future::Future,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Waker},
    time::{Duration, Instant},
};

use futures::{FutureExt, SinkExt, StreamExt};
use parking_lot::{Condvar, Mutex};
use serde_json::{Map, Value, json};
use tokio::runtime::Handle;
use tower_lsp::{
    ClientSocket, LanguageServer, LspService,
    jsonrpc::{Error, ErrorCode, Id, Request, Response},
};
use tower_service::Service;

use super::{Outbox, Trace, Wires, raw_uris::RawUris};

type Handled = Pin<Box<dyn Future<Output = Option<Response>> + Send>>;

/// Feeds the service and collects its answers.
pub struct Dispatcher<S> {
    service: LspService<S>,
    outbox: Outbox,
    uris: RawUris,
    trace: Trace,
    runtime: Handle,
    running: Running,
    replies: tokio::sync::mpsc::UnboundedSender<Response>,
    shutdown_answered: Arc<AtomicBool>,
    panic_shown: Arc<AtomicBool>,
}

impl<S: LanguageServer> Dispatcher<S> {
    /// Connects the service and its client socket to the outbox. Tasks run on `runtime`.
    pub fn new(service: LspService<S>, socket: ClientSocket, wires: Wires, runtime: Handle) -> Self {
        let Wires { outbox, uris, trace } = wires;
        let (mut requests, mut sink) = socket.split();
        let (replies, mut reply_queue) = tokio::sync::mpsc::unbounded_channel::<Response>();
        runtime.spawn(async move {
            while let Some(reply) = reply_queue.recv().await {
                // tower-lsp panics on a reply whose waiter has gone away; that is no fault of the client's.
                let sent = AssertUnwindSafe(sink.send(reply)).catch_unwind().await;
                if matches!(sent, Ok(Err(_))) {
                    break;
                }
            }
        });
        let (out, spelling) = (outbox.clone(), uris.clone());
        runtime.spawn(async move {
            while let Some(request) = requests.next().await {
                match serde_json::to_value(&request) {
                    Ok(mut message) => {
                        spelling.restore(&mut message);
                        // What has no parameters is written without them, which tower-lsp does not do.
                        if let Some(message) = message.as_object_mut()
                            && message.get("params").is_some_and(Value::is_null)
                        {
                            message.remove("params");
                        }
                        out.send(message.to_string().into_bytes());
                    }
                    Err(error) => tracing::error!(%error, "a message to the client cannot be written as JSON"),
                }
            }
        });
        Self {
            service,
            outbox,
            uris,
            trace,
            runtime,
            running: Running::default(),
            replies,
            shutdown_answered: Arc::default(),
            panic_shown: Arc::default(),
        }
    }

    /// Set once a `shutdown` request has been answered with success.
    pub fn shutdown_flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.shutdown_answered)
    }

    /// Answers what could not be read as a message.
    pub fn unreadable(&self) {
        tracing::warn!("a message that is not readable was skipped");
        self.outbox.send(error_body(&Value::Null, &Error::parse_error()));
    }

    /// Handles one JSON object from the client.
    pub fn message(&mut self, mut object: Map<String, Value>) {
        let id = object.remove("id");
        if object.get("jsonrpc").and_then(Value::as_str) != Some("2.0") {
            return self.refuse(id);
        }
        match object.remove("method") {
            Some(Value::String(method)) => {
                let Ok(id) = id.map(read_id).transpose() else { return self.refuse(None) };
                // An explicit null is how some clients write "no parameters".
                let params = object.remove("params").filter(|p| !p.is_null());
                self.call(method, id, params);
            }
            Some(_) => self.refuse(id),
            None if id.is_some() && (object.contains_key("result") || object.contains_key("error")) => {
                self.reply_from_client(id, object);
            }
            None => self.refuse(id),
        }
    }

    fn refuse(&self, id: Option<Value>) {
        let id = id.filter(|id| id.is_string() || id.is_number()).unwrap_or(Value::Null);
        self.outbox.send(error_body(&id, &Error::invalid_request()));
    }

    fn reply_from_client(&self, id: Option<Value>, mut object: Map<String, Value>) {
        let Some(Ok(id)) = id.map(read_id) else { return };
        let body = match object.remove("error") {
            Some(error) if !error.is_null() => {
                Err(serde_json::from_value(error).unwrap_or_else(|_| Error::internal_error()))
            }
            _ => Ok(object.remove("result").unwrap_or(Value::Null)),
        };
        // The receiving task lives as long as the runtime; at the end of the process nobody waits any more.
        let _ = self.replies.send(Response::from_parts(id, body));
    }

    fn call(&mut self, method: String, id: Option<Id>, params: Option<Value>) {
        let closes = method == "textDocument/didClose";
        let is_shutdown = method == "shutdown";
        let dollar = method.starts_with("$/");
        let params = super::leniency::normalise(&method, params);
        if method == "textDocument/didOpen" {
            self.uris.remember(params.as_ref());
        }
        let closed = if closes { self.uris.canonical(params.as_ref()) } else { None };

        let told = (self.trace.is_on() && !dollar).then(|| Told {
            method: method.clone(),
            id: id.clone(),
            start: Instant::now(),
            on_task: None,
            verbose: self.trace.is_verbose(),
        });
        let mut request = Request::build(method);
        if let Some(params) = params {
            request = request.params(params);
        }
        if let Some(id) = id.clone() {
            request = request.id(id);
        }
        let request = request.finish();

        let _entered = self.runtime.enter();
        // After `exit` the service refuses everything; nothing is handed to it then.
        let context = &mut Context::from_waker(Waker::noop());
        if !matches!(self.service.poll_ready(context), Poll::Ready(Ok(()))) {
            return;
        }
        let service = &mut self.service;
        let called = catch_unwind(AssertUnwindSafe(|| service.call(request)));
        let (panic_shown, outbox) = (Arc::clone(&self.panic_shown), self.outbox.clone());
        let panicked = move |id: Option<Id>| {
            show_panic(&panic_shown, &outbox);
            id.map(|id| Response::from_error(id, internal_error()))
        };
        let Ok(future) = called else {
            let response = panicked(id);
            return self.answer(response);
        };
        let mut future: Handled = Box::pin(AssertUnwindSafe(future).catch_unwind().map(move |result| match result {
            Ok(Ok(None)) if dollar => id.map(|id| Response::from_error(id, Error::method_not_found())),
            Ok(Ok(response)) => response,
            Ok(Err(_exited)) => None,
            Err(_panic) => panicked(id),
        }));
        match future.poll_unpin(context) {
            Poll::Ready(response) => {
                if is_shutdown && response.as_ref().is_some_and(Response::is_ok) {
                    self.shutdown_answered.store(true, Ordering::Release);
                }
                self.answer(response);
                tell(&self.outbox, told);
            }
            Poll::Pending => {
                let guard = self.running.enter();
                let told = told.map(|told| Told { on_task: Some(told.start.elapsed()), ..told });
                let (outbox, uris) = (self.outbox.clone(), self.uris.clone());
                self.runtime.spawn(async move {
                    let response = future.await;
                    answer(&outbox, &uris, response);
                    tell(&outbox, told);
                    drop(guard);
                });
            }
        }
        if let Some(uri) = closed {
            self.uris.forget(&uri);
        }
    }

    fn answer(&self, response: Option<Response>) {
        answer(&self.outbox, &self.uris, response);
    }

    /// Waits until no request is running, at most `limit`.
    pub fn wait_idle(&self, limit: Duration) {
        self.running.wait(limit);
    }
}

fn answer(outbox: &Outbox, uris: &RawUris, response: Option<Response>) {
    let Some(response) = response else { return };
    let (id, body) = response.into_parts();
    let id = json!(id);
    let bytes = match body {
        Ok(mut result) => {
            uris.restore(&mut result);
            json!({"jsonrpc": "2.0", "id": id, "result": result}).to_string().into_bytes()
        }
        Err(error) => error_body(&id, &error),
    };
    outbox.send(bytes);
}

/// What a client that traces is told of one message. Never what the message says.
struct Told {
    method: String,
    id: Option<Id>,
    start: Instant,
    /// How long the protocol's own thread was busy with it, where others went on.
    on_task: Option<Duration>,
    verbose: bool,
}

/// Tells the client how long a message took, if it wants to know.
fn tell(outbox: &Outbox, told: Option<Told>) {
    let Some(told) = told else { return };
    let ms = |duration: Duration| format!("{:.3} ms", duration.as_secs_f64() * 1e3);
    let all = told.start.elapsed();
    let mut params = json!({"message": format!("{}: {}", told.method, ms(all))});
    if told.verbose {
        let kind = told.id.map_or_else(|| "notification".to_owned(), |id| format!("request {id}"));
        let ordered = ms(told.on_task.unwrap_or(all));
        params["verbose"] = format!("{kind}; {ordered} of it in order, before the next message").into();
    }
    outbox.send(json!({"jsonrpc": "2.0", "method": "$/logTrace", "params": params}).to_string().into_bytes());
}

fn error_body(id: &Value, error: &Error) -> Vec<u8> {
    json!({"jsonrpc": "2.0", "id": id, "error": error}).to_string().into_bytes()
}

fn internal_error() -> Error {
    Error { code: ErrorCode::InternalError, message: "the request met an internal error".into(), data: None }
}

/// JSON-RPC ids are strings, numbers or null; LSP allows whole numbers only. A null id cannot be answered
/// unambiguously and is refused as well.
fn read_id(id: Value) -> Result<Id, ()> {
    match id {
        Value::Number(n) => n.as_i64().map(Id::Number).ok_or(()),
        Value::String(s) => Ok(Id::String(s)),
        _ => Err(()),
    }
}

/// Tells the user of a panic, the first time one happens.
fn show_panic(shown: &AtomicBool, outbox: &Outbox) {
    if !shown.swap(true, Ordering::AcqRel) {
        let message =
            "执笔遇到内部错误，已恢复运行；详情见服务器日志。 Zhibi met an internal error and goes on; see its log.";
        let body = json!({"jsonrpc": "2.0", "method": "window/showMessage", "params": {"type": 1, "message": message}});
        outbox.send(body.to_string().into_bytes());
    }
}

/// Counts the requests whose answers are still to come.
#[derive(Clone, Default)]
struct Running(Arc<(Mutex<usize>, Condvar)>);

struct RunningGuard(Running);

impl Running {
    fn enter(&self) -> RunningGuard {
        *self.0.0.lock() += 1;
        RunningGuard(self.clone())
    }

    fn wait(&self, limit: Duration) {
        let end = Instant::now() + limit;
        let (count, idle) = &*self.0;
        let mut count = count.lock();
        while *count > 0 {
            if idle.wait_until(&mut count, end).timed_out() {
                return;
            }
        }
    }
}

impl Drop for RunningGuard {
    fn drop(&mut self) {
        let (count, idle) = &*self.0.0;
        *count.lock() -= 1;
        idle.notify_all();
    }
}
