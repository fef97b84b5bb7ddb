//! `cargo xtask bench`: how fast the product is, as its users meet it: whole processes, real protocol.
//!
//! Server: start to the initialize reply, open to diagnostics, key to diagnostics, memory. Command line: CPU seconds and
//! memory of a check. Peers that are installed (`harper-ls`, `typos-lsp`, `autocorrect`, `typos`) are measured in the
//! same run on the same files; one that is absent leaves its row out. Machines are noisy: quote medians and ratios.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::say;
use crate::shell::{self, Done, command, has, root};

const PATIENCE: Duration = Duration::from_secs(120);

/// Runs all benchmarks; `--quick` measures fewer keys.
pub fn run(args: &[String]) -> Done {
    let quick = args.iter().any(|a| a == "--quick");
    shell::run(command("cargo").args(["build", "--release", "--locked", "--package", "zhibi"]))?;
    let zhibi = root().join("target/release/zhibi");
    let folder = root().join("target/bench");
    std::fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    let documents = documents(&folder)?;
    let mut servers = vec![("zhibi", zhibi.clone(), vec!["lsp"])];
    for (name, program, args) in [
        ("harper-ls", "harper-ls", vec!["--stdio"]),
        ("typos-lsp", "typos-lsp", vec![]),
        ("autocorrect", "autocorrect", vec!["server"]),
    ] {
        if has(program) {
            servers.push((name, PathBuf::from(program), args));
        }
    }
    say!("\n| server | document | start ms | open ms | key p50 ms | p95 | p99 | RSS MB |");
    say!("|---|---|---|---|---|---|---|---|");
    for (name, program, args) in &servers {
        for (label, path) in &documents {
            let keys = if quick || path.metadata().is_ok_and(|m| m.len() > 2 << 20) { 200 } else { 1000 };
            match measure(program, args, path, keys) {
                Ok(row) => say!("| {name} | {label} | {row} |"),
                Err(message) => say!("| {name} | {label} | {message} | | | | | |"),
            }
        }
    }
    command_line(&zhibi, &folder, &documents)
}

/// The whole-report sample, and all samples repeated to 1 MB and 10 MB.
fn documents(folder: &Path) -> Done<Vec<(&'static str, PathBuf)>> {
    let mut seeds: Vec<PathBuf> = std::fs::read_dir(root().join("seeds"))
        .map_err(|e| e.to_string())?
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    seeds.sort();
    let texts: Vec<String> = seeds.iter().filter_map(|p| std::fs::read_to_string(p).ok()).collect();
    let largest = texts.iter().max_by_key(|t| t.len()).ok_or("no samples in seeds/")?;
    let all = texts.join("\n") + "\n";
    let mut out = Vec::new();
    for (label, text) in [
        ("35 KB", largest.clone()),
        ("1 MB", all.repeat((1 << 20) / all.len() + 1)),
        ("10 MB", all.repeat((10 << 20) / all.len() + 1)),
    ] {
        let path = folder.join(format!("{}.txt", label.replace(' ', "").to_lowercase()));
        std::fs::write(&path, text).map_err(|e| e.to_string())?;
        out.push((label, path));
    }
    Ok(out)
}

/// One server process on one document.
struct Session {
    child: Child,
    stdin: ChildStdin,
    messages: Receiver<(Instant, Value)>,
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Session {
    fn start(program: &Path, args: &[&str]) -> Done<Self> {
        let mut child = Command::new(program)
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| e.to_string())?;
        let stdin = child.stdin.take().ok_or("no stdin")?;
        let mut stdout = BufReader::new(child.stdout.take().ok_or("no stdout")?);
        let (send, messages) = channel();
        std::thread::spawn(move || {
            while let Some(body) = frame(&mut stdout) {
                let at = Instant::now();
                let Ok(message) = serde_json::from_slice(&body) else { break };
                if send.send((at, message)).is_err() {
                    break;
                }
            }
        });
        Ok(Self { child, stdin, messages })
    }

    fn send(&mut self, message: &Value) -> Done {
        let body = message.to_string();
        write!(self.stdin, "Content-Length: {}\r\n\r\n{body}", body.len())
            .and_then(|()| self.stdin.flush())
            .map_err(|e| e.to_string())
    }

    /// The next message that satisfies `wanted`; requests of the server are answered with null on the way.
    fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Done<Instant> {
        let end = Instant::now() + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let (at, message) = self.messages.recv_timeout(left).map_err(|_| "no answer")?;
            if wanted(&message) {
                return Ok(at);
            }
            if message.get("method").is_some()
                && let Some(id) = message.get("id")
            {
                let items = message["params"]["items"].as_array().map_or(0, Vec::len);
                let result = if items > 0 { json!(vec![Value::Null; items]) } else { Value::Null };
                self.send(&json!({"jsonrpc": "2.0", "id": id, "result": result}))?;
            }
        }
    }
}

fn frame(input: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if input.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim() {
            "" => break,
            header => {
                if let Some(value) = header.to_ascii_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse().ok()?;
                }
            }
        }
    }
    let mut body = vec![0; length];
    input.read_exact(&mut body).ok()?;
    Some(body)
}

fn measure(program: &Path, args: &[&str], document: &Path, keys: usize) -> Done<String> {
    let text = std::fs::read_to_string(document).map_err(|e| e.to_string())?;
    let uri = format!("file://{}", document.display());
    let began = Instant::now();
    let mut session = Session::start(program, args)?;
    session.send(&json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "processId": std::process::id(), "rootUri": null,
        "capabilities": {"textDocument": {"publishDiagnostics": {"versionSupport": true}}},
        "initializationOptions": {"check": {"debounceMs": 0}}}}))?;
    let ready = session.wait(|m| m["id"] == 1 && m.get("method").is_none())?;
    session.send(&json!({"jsonrpc": "2.0", "method": "initialized", "params": {}}))?;
    let published = |m: &Value| m["method"] == "textDocument/publishDiagnostics";
    let opened = Instant::now();
    session.send(&json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument":
        {"uri": uri, "languageId": "plaintext", "version": 1, "text": text}}}))?;
    let shown = session.wait(published)?;
    let line = text.lines().count() / 2;
    let mut times = Vec::with_capacity(keys);
    for version in 2..keys + 2 {
        let sent = Instant::now();
        session.send(&json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {
            "textDocument": {"uri": uri, "version": version},
            "contentChanges": [{"range": {"start": {"line": line, "character": 1}, "end": {"line": line, "character": 1}}, "text": "稳"}]}}))?;
        let newest = |m: &Value| published(m) && m["params"]["version"].as_u64().is_none_or(|v| v >= version as u64);
        times.push(session.wait(newest)?.duration_since(sent));
    }
    times.sort_unstable();
    let ms = |d: Duration| d.as_secs_f64() * 1e3;
    let at = |p: usize| ms(times[(times.len() - 1) * p / 100]);
    let mut row = format!("{:.1} | {:.1} ", ms(ready - began), ms(shown - opened));
    let _ = write!(row, "| {:.2} | {:.2} | {:.2} | {:.0}", at(50), at(95), at(99), resident(session.child.id()));
    Ok(row)
}

/// Resident memory of a process in MB, where the system tells.
fn resident(pid: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(f64::NAN) / 1024.0
}

fn command_line(zhibi: &Path, folder: &Path, documents: &[(&'static str, PathBuf)]) -> Done {
    let many = folder.join("many");
    std::fs::create_dir_all(&many).map_err(|e| e.to_string())?;
    let (_, report) = &documents[0];
    for i in 0..2000 {
        let copy = many.join(format!("{i:04}.txt"));
        if !copy.exists() {
            std::fs::copy(report, &copy).map_err(|e| e.to_string())?;
        }
    }
    let mut inputs: Vec<(&str, &Path)> = documents.iter().map(|(l, p)| (*l, p.as_path())).collect();
    inputs.push(("2,000 reports", &many));
    let mut tools: Vec<(&str, PathBuf, &[&str])> = vec![("zhibi", zhibi.into(), &["check", "--format", "json"])];
    for (name, args) in [("typos", &["--format", "json"][..]), ("autocorrect", &["--lint"][..])] {
        if has(name) {
            tools.push((name, PathBuf::from(name), args));
        }
    }
    say!("\n| command | input | CPU s (median of 5) | ratio to zhibi |");
    say!("|---|---|---|---|");
    for (label, input) in inputs {
        let mut own = None;
        for (name, program, args) in &tools {
            let seconds = cpu_seconds(program, args, input)?;
            let base = *own.get_or_insert(seconds);
            say!("| {name} | {label} | {seconds:.3} | {:.1} |", seconds / base.max(0.001));
        }
    }
    Ok(())
}

/// Median CPU seconds of five runs, read from the shell's own accounting of its children.
fn cpu_seconds(program: &Path, args: &[&str], input: &Path) -> Done<f64> {
    let mut runs = Vec::new();
    for _ in 0..5 {
        let script = r#""$@" >/dev/null 2>&1; times"#;
        let out = Command::new("bash").args(["-c", script, "bench"]).arg(program).args(args).arg(input).output();
        let out = out.map_err(|e| e.to_string())?;
        let times = String::from_utf8_lossy(&out.stdout).into_owned();
        let children = times.lines().nth(1).ok_or("bash printed no times")?.to_owned();
        let seconds = |t: &str| -> Option<f64> {
            let (minutes, seconds) = t.strip_suffix('s')?.split_once('m')?;
            Some(minutes.parse::<f64>().ok()? * 60.0 + seconds.parse::<f64>().ok()?)
        };
        runs.push(children.split_whitespace().filter_map(seconds).sum::<f64>());
    }
    runs.sort_by(f64::total_cmp);
    Ok(runs[2])
}
