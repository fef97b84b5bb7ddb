//! A client that asks and asks and reads nothing: what the server keeps for it is bounded, and once it reads, everything is
//! answered.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use zhibi_tests::{binary::zhibi, client::frame, resident_kib};

use super::random::Random;
use crate::Seen;

/// Most memory in KiB: what may lie unwritten, twice, as copies are made of it.
const MOST: u64 = 512 << 10;
const REQUESTS: usize = 1_500;

/// Asks for the outline again and again.
pub fn round(random: &mut Random, seen: &mut Seen) {
    let mut server = Command::new(zhibi())
        .arg("lsp")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the server starts");
    let mut stdin = server.stdin.take().expect("stdin");
    let stdout = server.stdout.take().expect("stdout");
    let lines = 400 + random.below(400);
    let asking = thread::spawn(move || {
        let mut send = |message: Value| stdin.write_all(&frame(&message.to_string()));
        let hierarchical = json!({"textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": true}}});
        let text = "一、发展\n（一）抓投资。完成投资12.5亿元，增长8.3%。\n".repeat(lines);
        let document = json!({"uri": "untitled:a", "languageId": "plaintext", "version": 1, "text": text});
        send(json!({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"capabilities": hierarchical}}))?;
        send(json!({"jsonrpc": "2.0", "method": "initialized", "params": {}}))?;
        send(json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": document}}))?;
        for id in 1..=REQUESTS {
            let params = json!({"textDocument": {"uri": "untitled:a"}});
            send(json!({"jsonrpc": "2.0", "id": id, "method": "textDocument/documentSymbol", "params": params}))?;
        }
        Ok::<_, std::io::Error>(stdin)
    });
    let most = settled(server.id());
    if most > MOST {
        seen.fault(format!("{most} KiB for a client that reads nothing ({lines} lines)"));
    }
    let answers = thread::spawn(move || answered(stdout));
    let stdin = asking.join().expect("no panic");
    let (outlines, errors) = answers.join().expect("no panic");
    if outlines < REQUESTS || stdin.is_err() {
        seen.fault(format!("{outlines} of {REQUESTS} outlines once the client reads, {errors} errors ({lines} lines)"));
    }
    drop(stdin);
    let _ = server.kill();
    let _ = server.wait();
}

/// The most memory of a process in KiB, once it has stopped growing for two seconds.
fn settled(process: u32) -> u64 {
    let (mut most, mut quiet) = (0, 0);
    while quiet < 20 {
        thread::sleep(Duration::from_millis(100));
        let now = resident_kib(process).unwrap_or_default();
        quiet = if now > most + 1_024 { 0 } else { quiet + 1 };
        most = most.max(now);
    }
    most
}

/// How many requests are answered with an outline, and with an error; ends with the last answer.
fn answered(stdout: impl Read) -> (usize, usize) {
    let (mut reader, mut line) = (BufReader::new(stdout), String::new());
    let (mut outlines, mut errors) = (0, 0);
    while outlines + errors < REQUESTS {
        line.clear();
        let Ok(1..) = reader.read_line(&mut line) else { break };
        let Some(length) = line.strip_prefix("Content-Length: ").and_then(|l| l.trim().parse().ok()) else { continue };
        let mut body = vec![0; length];
        if reader.read_line(&mut line).is_err() || reader.read_exact(&mut body).is_err() {
            break;
        }
        // A gigabyte of outlines need not be understood; `initialize` has no list.
        let head = String::from_utf8_lossy(&body[..length.min(60)]);
        outlines += usize::from(head.contains(r#""result":["#));
        errors += usize::from(head.contains(r#""error""#));
    }
    (outlines, errors)
}
