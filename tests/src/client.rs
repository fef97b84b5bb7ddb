//! A language client over pipes: it drives the real process and says what it saw.

use std::{
    collections::VecDeque,
    io::{BufRead, BufReader, Read, Write},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::binary;
use crate::folder::Folder;

/// How long a test waits for anything before it fails.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// A server process and what it said.
pub struct Client {
    child: Child,
    stdin: Option<ChildStdin>,
    messages: mpsc::Receiver<Value>,
    /// Received, not yet asked for.
    seen: VecDeque<Value>,
    next_id: i64,
    /// What `workspace/configuration` is answered with, for each item asked.
    pub settings: Value,
    /// Requests of the server are left unanswered.
    pub mute: bool,
    /// Methods of the server's requests, in order.
    pub asked: Vec<Value>,
    stderr: Option<mpsc::Receiver<String>>,
    /// How long it waits for a message.
    pub patience: Duration,
}

impl Client {
    /// Starts `zhibi lsp`.
    pub fn start() -> Self {
        let mut command = Command::new(binary::zhibi());
        command.arg("lsp");
        Self::spawn(command)
    }

    /// Starts a server by its command.
    ///
    /// # Panics
    /// When it cannot be started.
    pub fn spawn(mut command: Command) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the server starts");
        let (sender, messages) = mpsc::channel();
        let stdout = child.stdout.take().expect("piped");
        std::thread::spawn(move || read_messages(stdout, &sender));
        let (told, stderr) = mpsc::channel();
        let mut errors = child.stderr.take().expect("piped");
        std::thread::spawn(move || {
            let mut text = Vec::new();
            let _ = errors.read_to_end(&mut text);
            let _ = told.send(String::from_utf8_lossy(&text).into_owned());
        });
        let stdin = child.stdin.take();
        Self {
            child,
            stdin,
            messages,
            seen: VecDeque::new(),
            next_id: 0,
            settings: Value::Null,
            mute: false,
            asked: Vec::new(),
            stderr: Some(stderr),
            patience: PATIENCE,
        }
    }

    /// Id of the server's process.
    pub fn process_id(&self) -> u32 {
        self.child.id()
    }

    /// Sends bytes as they are.
    pub fn write(&mut self, bytes: &[u8]) {
        if let Some(stdin) = &mut self.stdin {
            // A server that ended is noticed by what follows.
            let _ = stdin.write_all(bytes).and_then(|()| stdin.flush());
        }
    }

    /// Sends one message.
    pub fn send(&mut self, message: &Value) {
        self.write(&frame(&message.to_string()));
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: Value) {
        let mut message = json!({"jsonrpc": "2.0", "method": method});
        if !params.is_null() {
            message["params"] = params;
        }
        self.send(&message);
    }

    /// Sends a request; its id.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        self.next_id += 1;
        let id = json!(self.next_id);
        let mut message = json!({"jsonrpc": "2.0", "id": id, "method": method});
        if !params.is_null() {
            message["params"] = params;
        }
        self.send(&message);
        id
    }

    /// Sends a request and waits for the whole answer.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        self.answer(&id)
    }

    /// Sends a request that must succeed; its result.
    ///
    /// # Panics
    /// When it fails.
    pub fn result(&mut self, method: &str, params: Value) -> Value {
        let mut answer = self.request(method, params);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].take()
    }

    /// Waits for the answer to a request.
    pub fn answer(&mut self, id: &Value) -> Value {
        self.wait(&format!("the answer to {id}"), |m| m.get("method").is_none() && m.get("id") == Some(id))
    }

    /// Whether the answer to a request has come already.
    pub fn answered(&mut self, id: &Value) -> bool {
        while let Ok(message) = self.messages.try_recv() {
            self.serve(&message);
            self.seen.push_back(message);
        }
        self.seen.iter().any(|m| m.get("method").is_none() && m.get("id") == Some(id))
    }

    /// Waits for a notification.
    pub fn notification(&mut self, method: &str) -> Value {
        self.wait(method, |m| m.get("method").and_then(Value::as_str) == Some(method) && m.get("id").is_none())
    }

    /// Waits for the first message that fits, also among those that came earlier and were not asked for.
    ///
    /// # Panics
    /// When it does not come.
    pub fn wait(&mut self, what: &str, fits: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.seen.iter().position(&fits) {
            return self.seen.remove(at).expect("just found");
        }
        let end = Instant::now() + self.patience;
        loop {
            let Ok(message) = self.messages.recv_timeout(end.saturating_duration_since(Instant::now())) else {
                let exit = self.child.try_wait();
                panic!("{what} did not come; exit: {exit:?}; seen instead: {:?}", self.seen);
            };
            self.serve(&message);
            if fits(&message) {
                return message;
            }
            self.seen.push_back(message);
        }
    }

    /// Answers requests of the server, as an editor would.
    fn serve(&mut self, message: &Value) {
        let (Some(id), Some(method)) = (message.get("id"), message.get("method").and_then(Value::as_str)) else {
            return;
        };
        self.asked.push(message.clone());
        if self.mute {
            return;
        }
        let result = match method {
            "workspace/configuration" => {
                let items = message["params"]["items"].as_array().map_or(0, Vec::len);
                json!(vec![self.settings.clone(); items])
            }
            "workspace/applyEdit" => json!({"applied": true}),
            "window/showDocument" => json!({"success": true}),
            _ => Value::Null,
        };
        self.send(&json!({"jsonrpc": "2.0", "id": id, "result": result}));
    }

    /// Everything that comes within `time`, and what came earlier and was not asked for.
    pub fn gather(&mut self, time: Duration) -> Vec<Value> {
        let end = Instant::now() + time;
        while let Ok(message) = self.messages.recv_timeout(end.saturating_duration_since(Instant::now())) {
            self.serve(&message);
            self.seen.push_back(message);
        }
        self.seen.drain(..).collect()
    }

    /// Initializes with these client capabilities; the answer's result.
    pub fn initialize(&mut self, capabilities: Value) -> Value {
        self.initialize_with(json!({"processId": null, "rootUri": null, "capabilities": capabilities}))
    }

    /// A client of these capabilities and options, initialized in a folder of drafts or in none.
    #[must_use]
    pub fn started(folder: Option<&Folder>, capabilities: Value, options: Value) -> Self {
        let mut client = Self::start();
        let root = folder.map(|folder| folder.uri("").trim_end_matches('/').to_owned());
        let folders = root.as_ref().map(|root| json!([{"uri": root, "name": "drafts"}]));
        client.initialize_with(json!({
            "processId": null, "rootUri": root, "workspaceFolders": folders,
            "capabilities": capabilities, "initializationOptions": options,
        }));
        client
    }

    /// Initializes with these parameters; the answer's result.
    pub fn initialize_with(&mut self, params: Value) -> Value {
        let result = self.result("initialize", params);
        self.notify("initialized", json!({}));
        result
    }

    /// Opens a plain-text document, version 1.
    pub fn open(&mut self, uri: &str, text: &str) {
        let document = json!({"uri": uri, "languageId": "plaintext", "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    /// Changes a document; `changes` as the protocol has them.
    pub fn change(&mut self, uri: &str, version: i64, changes: Value) {
        let params = json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": changes});
        self.notify("textDocument/didChange", params);
    }

    /// Closes a document.
    pub fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    }

    /// Text of an open document as the server has it.
    pub fn text(&mut self, uri: &str) -> String {
        let result = self.result("zhibi/documentText", json!({"textDocument": {"uri": uri}}));
        result["text"].as_str().expect("the document is open").to_owned()
    }

    /// Waits for the diagnostics of this version of a document.
    pub fn diagnostics(&mut self, uri: &str, version: i64) -> Vec<Value> {
        let fits = |m: &Value| {
            m["method"] == "textDocument/publishDiagnostics"
                && m["params"]["uri"] == uri
                && m["params"]["version"].as_i64().is_some_and(|v| v >= version)
        };
        let message = self.wait(&format!("diagnostics of version {version}"), fits);
        message["params"]["diagnostics"].as_array().expect("a list").clone()
    }

    /// Closes the server's stdin.
    pub fn close_stdin(&mut self) {
        self.stdin = None;
    }

    /// Waits for the end of the process, which is to have this exit code.
    ///
    /// # Panics
    /// When it does not end, or with another.
    #[track_caller]
    pub fn ends_with(&mut self, code: i32) {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("the child can be asked") {
                assert!(status.code() == Some(code) || lost_by_wine(status), "ended with {status}, not {code}");
                return;
            }
            assert!(Instant::now() < end, "the server did not end");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Ends the process at once and leaves it uncollected.
    ///
    /// # Panics
    /// When that is not allowed.
    pub fn kill(&mut self) {
        self.child.kill().expect("killed");
    }

    /// Ends the session in the orderly way and checks that the process does so too.
    ///
    /// # Panics
    /// When it does not.
    pub fn finish(&mut self) {
        self.result("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        self.ends_with(0);
    }

    /// All of stderr, once the process has ended.
    ///
    /// # Panics
    /// When it goes on writing.
    pub fn stderr(&mut self) -> String {
        let stderr = self.stderr.take().expect("asked once");
        stderr.recv_timeout(PATIENCE).expect("stderr ends with the process")
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // By its own id; it may have ended long ago.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One frame of the base protocol.
pub fn frame(body: &str) -> Vec<u8> {
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// Every byte of stdout must belong to a frame: anything else ends the reading, and the test fails by what is missing.
fn read_messages(stdout: impl Read, sender: &mpsc::Sender<Value>) {
    let mut reader = BufReader::new(stdout);
    let mut line = String::new();
    loop {
        let mut length = None;
        loop {
            line.clear();
            match reader.read_line(&mut line) {
                Ok(0) | Err(_) => return,
                Ok(_) => {}
            }
            match line.trim_end().split_once(": ") {
                Some(("Content-Length", value)) => length = value.parse::<usize>().ok(),
                Some(_) => {}
                None if line == "\r\n" => break,
                None => {
                    let _ = sender.send(json!({"broken frame": line}));
                    return;
                }
            }
        }
        let Some(length) = length else { return };
        let mut body = vec![0; length];
        if reader.read_exact(&mut body).is_err() {
            return;
        }
        let Ok(message) = serde_json::from_slice(&body) else {
            let _ = sender.send(json!({"broken body": String::from_utf8_lossy(&body)}));
            return;
        };
        if sender.send(message).is_err() {
            return;
        }
    }
}

/// An initialized `zhibi lsp`.
#[must_use]
pub fn started() -> Client {
    let mut client = Client::start();
    client.initialize(json!({}));
    client
}

/// Code of the error that an answer must be.
///
/// # Panics
/// When the answer is no error.
#[must_use]
pub fn error_code(answer: &Value) -> i64 {
    answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("an error was expected: {answer}"))
}

/// Asserts that the server still answers.
///
/// # Panics
/// When it does not.
pub fn lives(client: &mut Client) {
    client.open("untitled:alive", "一、甲\n");
    assert_eq!(client.text("untitled:alive"), "一、甲\n");
    client.close("untitled:alive");
}

/// Whether Wine's server has killed a process that had ended, code and all, but was not gone 16 ms later: one in a hundred
/// on a busy machine.
fn lost_by_wine(status: std::process::ExitStatus) -> bool {
    #[cfg(unix)]
    if binary::is_windows() {
        return std::os::unix::process::ExitStatusExt::signal(&status) == Some(9);
    }
    let _ = status;
    false
}
