//! A server at work on one draft of a hostile shape: how long its protocol thread is busy with one message, and how much a
//! request goes on to work after it was cancelled. Both in time of the processor, so that a busy machine measures the same.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use zhibi_tests::client::Client;

use super::random::Random;
use crate::Seen;

/// Most that the protocol thread may work on one message.
const BUSY: Duration = Duration::from_millis(5);
/// Most that a request may go on to work when it has been cancelled.
const FREE: Duration = Duration::from_millis(20);

const URI: &str = "untitled:draft";

/// What drafts of 100 kB are made of.
const SHAPES: &[&str] = &[
    "（",
    "（）",
    "“‘",
    "一是甲；",
    "（一）发展。",
    "（一）发展。\n",
    "投资5亿元，",
    "一般公共预算收入完成3.98亿元，增长5%。",
    "甲、乙、丙分别增长1%、2%。",
    "抓好三个方面：一是甲；二是乙。",
    "抓好三个方面：\n一是甲。\n二是乙。\n",
    "一、甲\n（一）乙\n1.丙\n（1）丁\n",
    "按第一部分第（一）项，",
    "甲,乙.丙;丁",
    "甲\u{fffd}，乙？",
    "1",
    "\n",
    "[甲](乙)",
];

const REQUESTS: &[&str] = &[
    "textDocument/hover",
    "textDocument/references",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/completion",
    "textDocument/codeAction",
    "textDocument/codeLens",
    "textDocument/inlayHint",
    "textDocument/documentLink",
    "textDocument/semanticTokens/full",
    "textDocument/formatting",
    "workspace/symbol",
    "zhibi/figures",
];

/// Opens a draft, edits it, asks about it and takes back what it asked.
pub fn round(random: &mut Random, seen: &mut Seen) {
    let unit = SHAPES[random.below(SHAPES.len())];
    let text = unit.repeat(100_000 / unit.len());
    let lines = text.split('\n').count();
    let units = text.split('\n').next().map_or(0, |line| line.encode_utf16().count());
    let mut client = Client::start();
    client.initialize_with(json!({"processId": null, "rootUri": null, "capabilities": {},
        "initializationOptions": {"check": {"debounceMs": 0}, "inlayHints": {"enable": true}, "codeLens": {"enable": true}}}));
    let id = client.process_id();
    let mut busy = |what: &str, before: Duration| {
        let cost = of_protocol(id).saturating_sub(before);
        seen.measured("the protocol thread with one message", cost, BUSY, &format!("{what} of {unit:?}"));
    };
    let before = of_protocol(id);
    client.open(URI, &text);
    client.diagnostics(URI, 1);
    busy("textDocument/didOpen", before);
    for version in 2..8 {
        let at = json!({"line": random.below(lines), "character": random.below(units + 1)});
        let before = of_protocol(id);
        client.change(URI, version, json!([{"range": {"start": at, "end": at}, "text": "增"}]));
        client.diagnostics(URI, version);
        busy("textDocument/didChange", before);
    }
    let mut parameters = || -> Value {
        let at = json!({"line": random.below(lines), "character": random.below(units + 1)});
        let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": lines, "character": 0}});
        json!({"textDocument": {"uri": URI}, "position": at, "range": whole, "query": "甲", "context": {
            "diagnostics": [], "includeDeclaration": true}, "options": {"tabSize": 4, "insertSpaces": true}})
    };
    for method in REQUESTS {
        let before = of_protocol(id);
        client.request(method, parameters());
        busy(method, before);
    }
    // Once more, after an edit that makes what is known of the draft old, and taken back on the way.
    for (version, method) in (8..).zip(REQUESTS) {
        client.change(URI, version, json!([{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": "新"}]));
        client.diagnostics(URI, version);
        quiet(id);
        let asked = client.ask(method, parameters());
        std::thread::sleep(Duration::from_millis(version as u64 % 4 * 5));
        client.notify("$/cancelRequest", json!({"id": asked}));
        client.answer(&asked);
        let at_answer = of_all(id);
        quiet(id);
        let more = of_all(id).saturating_sub(at_answer);
        seen.measured("work after a cancellation", more, FREE, &format!("{method} of {unit:?}"));
    }
    client.finish();
}

/// Waits until all threads of a process sleep.
fn quiet(process: u32) {
    let end = Instant::now() + Duration::from_secs(60);
    let mut asleep = 0;
    while asleep < 3 && Instant::now() < end {
        asleep = if threads(process).iter().all(|thread| state(thread) == Some('S')) { asleep + 1 } else { 0 };
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Time of the processor that the protocol thread, which is the first of the process, has had.
fn of_protocol(process: u32) -> Duration {
    quiet(process);
    used(&format!("/proc/{process}/task/{process}"))
}

/// Time that all threads have had.
fn of_all(process: u32) -> Duration {
    threads(process).iter().map(|thread| used(thread)).sum()
}

fn threads(process: u32) -> Vec<String> {
    let tasks = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    tasks.map(|task| task.path().display().to_string()).collect()
}

fn state(thread: &str) -> Option<char> {
    let stat = fs::read_to_string(format!("{thread}/stat")).ok()?;
    stat[stat.rfind(')')? + 1..].trim_start().chars().next()
}

fn used(thread: &str) -> Duration {
    let times = fs::read_to_string(format!("{thread}/schedstat")).unwrap_or_default();
    Duration::from_nanos(times.split(' ').next().and_then(|nanoseconds| nanoseconds.parse().ok()).unwrap_or_default())
}
