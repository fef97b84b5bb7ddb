//! The promises of the shell, each proved on the real process over pipes.
//!
//! `zhibi lsp` itself wherever it can be provoked from outside; where a handler must panic, sleep or compute on
//! demand, the same server with its test hooks compiled in.

use std::{
    process::Command,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use zhibi_tests::client::{Client, PATIENCE, error_code, frame, lives, started};

const URI: &str = "file:///drafts/report.txt";

/// An initialized server with test hooks.
fn hooked() -> Client {
    let mut client = Client::spawn(Command::new(zhibi_tests::binary::test_server(env!("CARGO_BIN_EXE_test-server"))));
    client.initialize(json!({}));
    client
}

#[test]
fn twelve_changes_act_in_order() {
    let mut client = started();
    client.open(URI, "");
    let mut expected = String::new();
    for version in 2..14 {
        let text = format!("{version}，");
        let at = expected.encode_utf16().count();
        let at = json!({"line": 0, "character": at});
        client.change(URI, version, json!([{"range": {"start": at, "end": at}, "text": text}]));
        expected.push_str(&text);
    }
    assert_eq!(client.text(URI), expected);
    client.finish();
}

#[test]
fn handlers_that_await_have_acted_in_order_before_they_do() {
    let mut client = hooked();
    for number in 0..12 {
        client.notify("zhibi/test/note", json!({"number": number, "ms": 24 - 2 * number}));
    }
    let noted = client.result("zhibi/test/noted", Value::Null);
    assert_eq!(noted, json!((0..12).collect::<Vec<_>>()));
    client.finish();
}

/// Milliseconds for which a request stays open: longer than any test waits, so that what comes at all comes before its end.
const LONG: u64 = 600_000;

#[test]
fn three_hundred_handlers_that_wait_for_the_client_do_not_block_it() {
    let mut client = hooked();
    for _ in 0..300 {
        client.notify("zhibi/test/askConfiguration", Value::Null);
    }
    let end = Instant::now() + PATIENCE;
    loop {
        let done = client.result("zhibi/test/configurations", Value::Null);
        if done == 300 {
            break;
        }
        assert!(Instant::now() < end, "only {done} of 300 came back");
    }
    client.finish();
}

#[test]
fn cancellation_acts_at_once_while_others_are_busy() {
    let mut client = hooked();
    let busy: Vec<_> = (0..8).map(|_| client.ask("zhibi/test/sleep", json!({"ms": LONG}))).collect();
    let victim = client.ask("zhibi/test/sleep", json!({"ms": LONG}));
    client.notify("$/cancelRequest", json!({"id": victim}));
    assert_eq!(error_code(&client.answer(&victim)), -32800);
    for id in busy {
        assert!(!client.answered(&id));
        client.notify("$/cancelRequest", json!({"id": id}));
        assert_eq!(error_code(&client.answer(&id)), -32800);
    }
    client.finish();
}

#[test]
fn a_request_behind_four_slow_ones_does_not_wait() {
    let mut client = hooked();
    let slow: Vec<_> = (0..4).map(|_| client.ask("zhibi/test/sleep", json!({"ms": LONG}))).collect();
    client.result("zhibi/test/noted", Value::Null);
    assert!(slow.iter().all(|id| !client.answered(id)));
    client.finish();
}

#[test]
fn a_request_behind_one_that_computes_does_not_wait() {
    let mut client = hooked();
    let slow = client.ask("zhibi/test/compute", json!({"ms": LONG}));
    client.result("zhibi/test/noted", Value::Null);
    assert!(!client.answered(&slow));
}

#[test]
fn unreadable_input_is_answered_and_survived() {
    let mut client = started();
    let unreadable: [&[u8]; 5] = [
        &frame("{\"jsonrpc\": \"2.0\", "),
        &frame("[]"),
        b"Content-Length: 4\r\n\r\n{\"\xff\xfe",
        b"Content-Length: 9\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"x\"}",
        b"Content-Length: minus one\r\n\r\n{}",
    ];
    for bytes in unreadable {
        client.write(bytes);
        let answer = client.answer(&Value::Null);
        assert_eq!(error_code(&answer), -32700, "{}", String::from_utf8_lossy(bytes));
        lives(&mut client);
    }
    client.finish();
}

#[test]
fn headers_in_lower_case_and_three_of_them() {
    let mut client = started();
    let body =
        r#"{"jsonrpc":"2.0","id":"a","method":"zhibi/documentText","params":{"textDocument":{"uri":"untitled:x"}}}"#;
    client.write(format!("content-length: {}\r\n\r\n{body}", body.len()).as_bytes());
    assert_eq!(client.answer(&json!("a"))["result"], Value::Null);
    let body = body.replace("\"a\"", "\"b\"");
    let headers = "X-Trace: 1\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n";
    client.write(format!("{headers}CONTENT-LENGTH: {}\r\n\r\n{body}", body.len()).as_bytes());
    assert_eq!(client.answer(&json!("b"))["result"], Value::Null);
    client.finish();
}

#[test]
fn a_panic_in_a_request_is_an_error_answer() {
    let mut client = hooked();
    assert_eq!(error_code(&client.request("zhibi/test/panic", Value::Null)), -32603);
    assert_eq!(error_code(&client.request("zhibi/test/panicLater", Value::Null)), -32603);
    lives(&mut client);
    client.finish();
}

#[test]
fn a_panic_in_a_notification_is_survived() {
    let mut client = hooked();
    client.notify("zhibi/test/panicQuietly", Value::Null);
    lives(&mut client);
    client.finish();
}

#[test]
fn exit_ends_the_process_while_stdin_stays_open() {
    let mut client = started();
    assert_eq!(client.result("shutdown", Value::Null), Value::Null);
    client.notify("exit", Value::Null);
    client.ends_with(0);
}

#[test]
fn exit_without_shutdown_is_a_failure() {
    let mut client = started();
    client.notify("exit", Value::Null);
    client.ends_with(1);
}

#[test]
fn the_end_of_input_without_exit_is_a_failure() {
    let mut client = started();
    client.close_stdin();
    client.ends_with(1);
    // Also before anything was said.
    let mut client = Client::start();
    client.close_stdin();
    client.ends_with(1);
}

#[test]
fn unknown_dollar_requests_are_refused_and_notifications_ignored() {
    let mut client = started();
    assert_eq!(error_code(&client.request("$/unknown", Value::Null)), -32601);
    client.notify("$/unknown", Value::Null);
    lives(&mut client);
    assert!(client.gather(Duration::from_millis(50)).iter().all(|m| m.get("error").is_none()));
    client.finish();
}

#[test]
fn the_end_of_input_waits_for_a_running_request_but_not_for_long() {
    let mut client = hooked();
    let id = client.ask("zhibi/test/sleep", json!({"ms": 500}));
    client.close_stdin();
    assert_eq!(client.answer(&id)["result"], 500);
    client.ends_with(1);

    for slow in ["zhibi/test/sleep", "zhibi/test/compute", "zhibi/test/block"] {
        let mut client = hooked();
        client.ask(slow, json!({"ms": LONG}));
        client.close_stdin();
        client.ends_with(1);
    }
}

#[test]
fn a_client_that_closes_our_stdout_ends_the_process() {
    use std::{io::Write, process::Stdio};
    let mut server = Command::new(zhibi_tests::binary::zhibi())
        .arg("lsp")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the server starts");
    drop(server.stdout.take());
    let body = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#;
    let mut stdin = server.stdin.take().expect("piped");
    stdin.write_all(&frame(body)).expect("written");
    let end = Instant::now() + PATIENCE;
    let status = loop {
        if let Some(status) = server.try_wait().expect("asked") {
            break status;
        }
        if Instant::now() > end {
            server.kill().expect("killed");
            panic!("the server lives on without a reader");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    assert_eq!(status.code(), Some(1));
    drop(stdin);
}

#[test]
fn requests_outside_the_session_are_refused() {
    let mut client = Client::start();
    let symbols = json!({"textDocument": {"uri": URI}});
    assert_eq!(error_code(&client.request("textDocument/documentSymbol", symbols.clone())), -32002);
    client.initialize(json!({}));
    assert_eq!(error_code(&client.request("initialize", json!({"capabilities": {}}))), -32600);
    client.result("shutdown", Value::Null);
    assert_eq!(error_code(&client.request("textDocument/documentSymbol", symbols)), -32600);
    client.notify("exit", Value::Null);
    client.ends_with(0);
}

#[test]
fn raw_chinese_addresses_are_accepted_and_come_back_byte_for_byte() {
    let mut client = Client::start();
    let folder = "file:///home/用户/工作";
    client.initialize_with(json!({
        "processId": null, "rootUri": folder, "capabilities": {},
        "workspaceFolders": [{"uri": folder, "name": "工作"}],
    }));
    let raw = "file:///home/用户/工作/报告 一稿.txt";
    client.open(raw, "一、甲\n三、乙\n");
    client.diagnostics(raw, 1);
    assert_eq!(client.text(raw), "一、甲\n三、乙\n");
    // The same document by its encoded name.
    let encoded = "file:///home/%E7%94%A8%E6%88%B7/%e5%b7%a5%e4%bd%9c/%E6%8A%A5%E5%91%8A%20%E4%B8%80%E7%A8%BF.txt";
    assert_eq!(client.text(encoded), "一、甲\n三、乙\n");
    let symbols = client.result("textDocument/documentSymbol", json!({"textDocument": {"uri": encoded}}));
    let symbols = symbols.as_array().expect("a flat list for this client");
    assert!(!symbols.is_empty());
    assert!(symbols.iter().all(|s| s["location"]["uri"] == raw), "{symbols:?}");
    client.close(raw);
    let cleared = client.notification("textDocument/publishDiagnostics");
    assert_eq!(cleared["params"], json!({"uri": raw, "diagnostics": []}));
    client.finish();
}

#[test]
fn a_storm_of_changes_leaves_the_texts_equal() {
    let seeds = zhibi_tests::binary::workspace().join("seeds");
    let seed = std::fs::read_dir(&seeds)
        .expect("the project has seeds")
        .filter_map(|entry| std::fs::read_to_string(entry.ok()?.path()).ok())
        .max_by_key(String::len)
        .expect("a seed");
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let mut client = Client::start();
        let result = client.initialize(json!({"general": {"positionEncodings": [encoding]}}));
        assert_eq!(result["capabilities"]["positionEncoding"], encoding);
        let mut text = seed.clone();
        client.open(URI, &text);
        let typed = ["全", "年", "𠀀", "😀", "\n", "（三）", "\r\n", "12.5%", ""];
        for version in 2..302_i64 {
            // A deterministic walk over the text: somewhere a few characters are replaced.
            let characters: Vec<char> = text.chars().collect();
            let step = usize::try_from(version).expect("small") * 7919;
            let start = step % characters.len();
            let end = (start + step % 4).min(characters.len());
            // A place between CR and LF is no place.
            if characters[..start].last() == Some(&'\r') || characters[..end].last() == Some(&'\r') {
                continue;
            }
            let position = |at: usize| {
                let head: String = characters[..at].iter().collect();
                let head = head.replace("\r\n", "\n").replace('\r', "\n");
                let line = head.matches('\n').count();
                let column = head.rsplit('\n').next().unwrap_or_default();
                let column = match encoding {
                    "utf-8" => column.len(),
                    "utf-16" => column.encode_utf16().count(),
                    _ => column.chars().count(),
                };
                json!({"line": line, "character": column})
            };
            let new = typed[step % typed.len()];
            let range = json!({"start": position(start), "end": position(end)});
            client.change(URI, version, json!([{"range": range, "text": new}]));
            let mut next: String = characters[..start].iter().collect();
            next.push_str(new);
            next.extend(&characters[end..]);
            text = next;
        }
        assert_eq!(client.text(URI), text, "{encoding}");
        client.finish();
    }
}
