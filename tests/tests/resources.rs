//! What the server may use: bounded memory, no network.

use std::process::Command;

use serde_json::json;
use zhibi_tests::{client::Client, resident_kib};

const URI: &str = "file:///drafts/report.txt";

#[test]
fn edits_as_fast_as_they_go_do_not_grow_the_memory() {
    let edits: i64 = if zhibi_tests::full_size() { 200_000 } else { 20_000 };
    let mut client = Client::start();
    client.initialize_with(json!({
        "processId": null, "rootUri": null, "capabilities": {}, "initializationOptions": {"check": {"debounceMs": 0}},
    }));
    client.open(URI, &"（一）抓投资。完成投资12.5亿元以上，增长8.3%。\n（三）抓消费。\n".repeat(200));
    let mut after_warming = None;
    for version in 2..edits {
        let at = json!({"line": version % 300, "character": 4});
        // Typed and deleted in turn, so that the text itself does not grow.
        let (end, text) = if version % 2 == 0 {
            (at.clone(), "新")
        } else {
            (json!({"line": (version - 1) % 300, "character": 5}), "")
        };
        let start = if version % 2 == 0 { at } else { json!({"line": (version - 1) % 300, "character": 4}) };
        client.change(URI, version, json!([{"range": {"start": start, "end": end}, "text": text}]));
        if version == 1_000 {
            client.text(URI);
            after_warming = resident_kib(client.process_id());
        }
    }
    client.text(URI);
    match (after_warming, resident_kib(client.process_id())) {
        (Some(before), Some(after)) => {
            eprintln!("{before} KiB after 1000 edits, {after} KiB after {edits}");
            assert!(after < before + (8 << 10), "{before} KiB after 1000 edits, {after} KiB after {edits}");
        }
        _ => eprintln!("this system does not tell the memory of processes: growth was not checked"),
    }
    client.finish();
}

#[cfg(target_os = "linux")]
#[test]
fn no_network_is_used() {
    let can = |program: &str, arguments: &[&str]| {
        Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success())
    };
    if !can("unshare", &["-rn", "true"]) || !can("strace", &["-V"]) {
        eprintln!("unshare or strace is missing here: that no network is used was not checked");
        return;
    }
    let log = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("network.strace");
    let mut command = Command::new("unshare");
    command.args(["-rn", "strace", "-f", "-e", "trace=network", "-o"]).arg(&log);
    command.arg(zhibi_tests::binary::zhibi()).arg("lsp");
    let mut client = Client::spawn(command);
    client.initialize(json!({}));
    client.open(URI, "（一）甲，见 https://example.org/。\n（三）乙\n");
    client.diagnostics(URI, 1);
    client.result("textDocument/documentSymbol", json!({"textDocument": {"uri": URI}}));
    client.finish();
    let calls = std::fs::read_to_string(&log).expect("the trace");
    // A pair of local sockets wakes the runtime on signals; nothing else may be opened.
    let network: Vec<_> =
        calls.lines().filter(|line| line.contains("AF_INET") || line.contains("AF_NETLINK")).collect();
    assert!(network.is_empty(), "{network:?}");
}
