//! Failure modes of the protocol and of the process, each provoked on the real process. Numbers in names are those of
//! docs/robustness.md.

use std::{process::Command, time::Duration};

use serde_json::{Value, json};
use zhibi_tests::client::{Client, error_code, frame, lives, started};
use zhibi_tests::resident_kib;

const URI: &str = "file:///drafts/report.txt";

fn hooked() -> Client {
    let mut client = Client::spawn(Command::new(zhibi_tests::binary::test_server(env!("CARGO_BIN_EXE_test-server"))));
    client.initialize(json!({}));
    client
}

#[test]
fn f14_f16_the_end_of_input_ends_the_process_within_its_deadline_whatever_runs() {
    for slow in ["", "zhibi/test/sleep", "zhibi/test/compute", "zhibi/test/block"] {
        let mut client = hooked();
        if !slow.is_empty() {
            // Longer than the test waits for the end.
            client.ask(slow, json!({"ms": 600_000}));
        }
        client.close_stdin();
        client.ends_with(1);
    }
}

#[test]
fn f15_exit_ends_the_process_even_when_a_handler_blocks() {
    let mut client = hooked();
    client.ask("zhibi/test/block", json!({"ms": 20_000}));
    client.notify("exit", Value::Null);
    client.ends_with(1);
    let mut client = hooked();
    client.result("shutdown", Value::Null);
    client.notify("exit", Value::Null);
    client.ends_with(0);
}

#[test]
fn f54_exit_with_an_id_ends_the_process_too() {
    for (shut_down, code) in [(true, 0), (false, 1)] {
        let mut client = started();
        if shut_down {
            client.result("shutdown", Value::Null);
        }
        client.ask("exit", Value::Null);
        client.ends_with(code);
    }
}

#[cfg(unix)]
#[test]
fn f17_the_process_ends_when_its_client_has_died_but_the_pipes_are_open() {
    // Another server stands for the editor: under Wine the ids of processes are not those of the system below.
    let mut editor = hooked();
    let id = editor.result("zhibi/test/processId", Value::Null);
    let mut client = Client::start();
    client.initialize_with(json!({"processId": id, "rootUri": null, "capabilities": {}}));
    lives(&mut client);
    // Not collected yet: a zombie counts as gone.
    editor.kill();
    client.ends_with(1);
}

#[test]
fn f19_json_that_is_no_message_is_answered_and_survived() {
    let mut client = started();
    let nested = "[".repeat(100_000);
    for (body, code) in [
        ("[]", -32700),
        ("null", -32700),
        ("5", -32700),
        ("\"text\"", -32700),
        ("{", -32700),
        ("", -32700),
        (nested.as_str(), -32700),
        ("{}", -32600),
        (r#"{"jsonrpc":"1.0","id":1,"method":"x"}"#, -32600),
        (r#"{"jsonrpc":"2.0","id":1}"#, -32600),
        (r#"{"jsonrpc":"2.0","id":1,"method":7}"#, -32600),
        (r#"{"jsonrpc":"2.0","id":{},"method":"shutdown"}"#, -32600),
    ] {
        client.write(&frame(body));
        let answer = client.wait("an error", |m| m.get("error").is_some());
        assert_eq!(error_code(&answer), code, "{}", &body[..body.len().min(60)]);
        lives(&mut client);
    }
    client.finish();
}

#[test]
fn f20_wrong_lengths_cost_at_most_what_they_hold() {
    let mut client = started();
    let good =
        r#"{"jsonrpc":"2.0","id":"good","method":"zhibi/documentText","params":{"textDocument":{"uri":"untitled:x"}}}"#;
    let wrong: [Vec<u8>; 8] = [
        b"Content-Length: 5\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"initialized\"}".to_vec(),
        b"Content-Length: 90\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"initialized\"}".to_vec(),
        b"Content-Length: 0\r\n\r\n".to_vec(),
        b"Content-Length: -7\r\n\r\n{}".to_vec(),
        b"Content-Length: 99999999999999999999999\r\n\r\n{}".to_vec(),
        b"Content-Length: 999999999999\r\n\r\n{}".to_vec(),
        b"Content-Type: text/plain\r\n\r\n{}".to_vec(),
        // Counted in characters instead of bytes.
        "Content-Length: 53\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"某\",\"params\":\"政府工作报告\"}".into(),
    ];
    for bytes in wrong {
        client.write(&bytes);
        // The message right after a length that is too large may be lost with it; the next one must not be.
        client.write(&frame(&good.replace("good", "maybe lost")));
        client.write(&frame(good));
        assert_eq!(client.answer(&json!("good"))["result"], Value::Null, "{}", String::from_utf8_lossy(&bytes));
    }
    client.gather(Duration::from_millis(50));
    client.finish();
}

#[test]
fn f20_a_length_alone_claims_no_memory() {
    let mut client = started();
    client.write(b"Content-Length: 268000000\r\n\r\n{\"json");
    std::thread::sleep(Duration::from_millis(200));
    assert!(resident_kib(client.process_id()).is_none_or(|kib| kib < 60 << 10));
    client.close_stdin();
    client.ends_with(1);
}

#[test]
fn f21_unknown_methods() {
    let mut client = started();
    assert_eq!(error_code(&client.request("textDocument/unheardOf", json!({}))), -32601);
    assert_eq!(error_code(&client.request("$/unheardOf", json!({}))), -32601);
    client.notify("textDocument/unheardOf", json!({}));
    client.notify("$/unheardOf", json!({}));
    lives(&mut client);
    assert!(client.gather(Duration::from_millis(50)).iter().all(|m| m.get("error").is_none()));
    client.finish();
}

#[test]
fn f22_requests_as_notifications_and_wrong_parameters() {
    let mut client = started();
    // A request without id wants no answer; a notification with one is refused.
    client.notify("textDocument/documentSymbol", json!({"textDocument": {"uri": URI}}));
    let did_open = json!({"textDocument": {"uri": URI, "languageId": "plaintext", "version": 1, "text": "甲"}});
    assert_eq!(error_code(&client.request("textDocument/didOpen", did_open)), -32600);
    assert_eq!(error_code(&client.request("textDocument/hover", Value::Null)), -32602);
    assert_eq!(error_code(&client.request("textDocument/hover", json!([1, 2]))), -32602);
    assert_eq!(error_code(&client.request("textDocument/hover", json!({"textDocument": 5}))), -32602);
    let negative = json!({"textDocument": {"uri": URI}, "position": {"line": -1, "character": 0}});
    assert_eq!(error_code(&client.request("textDocument/hover", negative)), -32602);
    client.notify("textDocument/didChange", json!({"textDocument": {"uri": URI}}));
    client.notify("textDocument/didOpen", json!("nonsense"));
    lives(&mut client);
    client.finish();
}

#[test]
fn f23_f24_before_initialize_nothing_is_said_and_requests_are_refused() {
    let mut client = Client::start();
    client.open(URI, "（一）甲\n（三）乙\n");
    client.notify("textDocument/didChange", json!({}));
    assert!(client.gather(Duration::from_millis(200)).is_empty());
    let symbols = json!({"textDocument": {"uri": URI}});
    assert_eq!(error_code(&client.request("textDocument/documentSymbol", symbols)), -32002);
    // A document that comes right behind `initialize` is not published before the answer.
    let id = client.ask("initialize", json!({"capabilities": {}}));
    client.notify("initialized", json!({}));
    client.open(URI, "（一）甲\n（三）乙\n");
    let first = client.wait("anything", |_| true);
    assert_eq!(first["id"], id);
    client.diagnostics(URI, 1);
    assert_eq!(error_code(&client.request("initialize", json!({"capabilities": {}}))), -32600);
    client.finish();
}

#[test]
fn f25_panics_are_contained_and_told_once() {
    let mut client = hooked();
    for _ in 0..3 {
        assert_eq!(error_code(&client.request("zhibi/test/panic", Value::Null)), -32603);
        assert_eq!(error_code(&client.request("zhibi/test/panicLater", Value::Null)), -32603);
        client.notify("zhibi/test/panicQuietly", Value::Null);
    }
    lives(&mut client);
    let told = client.gather(Duration::from_millis(100));
    let told = told.iter().filter(|m| m["method"] == "window/showMessage").count();
    assert_eq!(told, 1);
    client.finish();
}

#[test]
fn f26_a_lock_held_in_a_panic_is_free_afterwards() {
    let mut client = hooked();
    client.open(URI, "甲");
    let of = json!({"textDocument": {"uri": URI}});
    assert_eq!(error_code(&client.request("zhibi/test/panicOnText", of)), -32603);
    assert_eq!(client.text(URI), "甲");
    client.finish();
}

#[test]
fn a_panic_tells_where_but_never_quotes_the_draft() {
    let mut client = hooked();
    client.open(URI, "绝密标记甲乙丙");
    let of = json!({"textDocument": {"uri": URI}});
    let answer = client.request("zhibi/test/panicOnText", of);
    assert!(!answer.to_string().contains("绝密"));
    client.finish();
    let log = client.stderr();
    assert!(log.contains("panic") && log.contains("test_hooks.rs"), "{log}");
    assert!(!log.contains("绝密标记"), "{log}");
}

#[test]
fn f27_every_request_is_answered_once_however_it_is_cancelled() {
    let mut client = hooked();
    // Unknown, finished and malformed cancellations.
    client.notify("$/cancelRequest", json!({"id": 999}));
    client.notify("$/cancelRequest", json!({"id": null}));
    client.notify("$/cancelRequest", json!({}));
    let done = client.ask("zhibi/test/noted", Value::Null);
    client.answer(&done);
    client.notify("$/cancelRequest", json!({"id": done}));
    // A thousand in a row.
    let ids: Vec<_> = (0..1000).map(|_| client.ask("zhibi/test/sleep", json!({"ms": 600_000}))).collect();
    for id in &ids {
        client.notify("$/cancelRequest", json!({"id": id}));
    }
    for id in &ids {
        assert_eq!(error_code(&client.answer(id)), -32800);
    }
    assert!(client.gather(Duration::from_millis(100)).is_empty(), "no request is answered twice");
    client.finish();
}

#[test]
fn f28_ids_of_all_kinds() {
    let mut client = hooked();
    client.send(&json!({"jsonrpc": "2.0", "id": "文", "method": "zhibi/test/noted"}));
    assert_eq!(client.answer(&json!("文"))["result"], json!([]));
    // The same id while the first is under way.
    client.send(&json!({"jsonrpc": "2.0", "id": "twice", "method": "zhibi/test/sleep", "params": {"ms": 300}}));
    client.send(&json!({"jsonrpc": "2.0", "id": "twice", "method": "zhibi/test/sleep", "params": {"ms": 300}}));
    assert_eq!(error_code(&client.answer(&json!("twice"))), -32600);
    assert_eq!(client.answer(&json!("twice"))["result"], 300);
    client.send(&json!({"jsonrpc": "2.0", "id": null, "method": "zhibi/test/noted"}));
    assert_eq!(error_code(&client.answer(&Value::Null)), -32600);
    // Replies that nobody asked for.
    client.send(&json!({"jsonrpc": "2.0", "id": 4711, "result": null}));
    client.send(&json!({"jsonrpc": "2.0", "id": "x", "error": {"code": 1, "message": "no"}}));
    client.send(&json!({"jsonrpc": "2.0", "id": 1.5, "result": 1}));
    lives(&mut client);
    client.finish();
}

#[test]
fn f44_the_loudest_log_leaves_stdout_clean() {
    let mut command = Command::new(zhibi_tests::binary::zhibi());
    command.arg("lsp").env("RUST_LOG", "trace").env("ZHIBI_LOG", "trace");
    let mut client = Client::spawn(command);
    client.initialize(json!({}));
    client.open(URI, "（一）甲\n（三）乙\n");
    client.diagnostics(URI, 1);
    client.write(&frame("nonsense"));
    client.answer(&Value::Null);
    let all = client.gather(Duration::from_millis(100));
    assert!(all.iter().all(|m| m.get("broken frame").is_none() && m.get("broken body").is_none()), "{all:?}");
    client.finish();
}

#[test]
fn f45_two_servers_know_nothing_of_each_other() {
    let (mut one, mut two) = (started(), started());
    one.open(URI, "甲");
    two.open(URI, "乙");
    assert_eq!((one.text(URI), two.text(URI)), ("甲".to_owned(), "乙".to_owned()));
    one.finish();
    assert_eq!(two.text(URI), "乙");
    two.finish();
}
