//! Failure modes of documents and positions, each provoked on the real process. Numbers in names are those of
//! docs/robustness.md.

use std::time::Duration;

use serde_json::{Value, json};
use zhibi_tests::client::{Client, frame};

const URI: &str = "file:///drafts/report.txt";

fn started() -> Client {
    started_with(json!({}))
}

fn started_with(capabilities: Value) -> Client {
    let mut client = Client::start();
    let params = json!({
        "processId": null, "rootUri": null, "capabilities": capabilities,
        "initializationOptions": {"check": {"debounceMs": 0}},
    });
    client.initialize_with(params);
    client
}

fn edit(line: u32, from: u32, to: u32, text: &str) -> Value {
    json!({"range": {"start": {"line": line, "character": from}, "end": {"line": line, "character": to}}, "text": text})
}

fn edit_lines(start: (u32, u32), end: (u32, u32), text: &str) -> Value {
    let position = |(line, character): (u32, u32)| json!({"line": line, "character": character});
    json!({"range": {"start": position(start), "end": position(end)}, "text": text})
}

/// Text after these changes, sent in one notification.
fn after(client: &mut Client, text: &str, changes: Value) -> String {
    client.open(URI, text);
    client.change(URI, 2, changes);
    let text = client.text(URI);
    client.close(URI);
    text
}

#[test]
fn f01_changes_act_in_order_of_arrival() {
    let mut client = started();
    client.open(URI, "");
    for (version, n) in (2..202).zip(0..) {
        client.change(URI, version, json!([edit(0, n, n, ["甲", "乙", "丙"][n as usize % 3])]));
    }
    assert_eq!(client.text(URI), "甲乙丙".repeat(67)[..600].to_owned());
    client.finish();
}

#[test]
fn f02_changes_of_one_notification_build_on_each_other() {
    let mut client = started();
    let changes =
        json!([edit(0, 0, 0, "一、"), edit(0, 2, 3, "总"), edit_lines((0, 3), (0, 3), "\n二、"), edit(1, 2, 2, "乙")]);
    assert_eq!(after(&mut client, "甲", changes), "一、总\n二、乙");
    client.finish();
}

#[test]
fn f53_half_a_character_keeps_its_width() {
    let mut client = started_with(json!({"general": {"positionEncodings": ["utf-16"]}}));
    let uri = "untitled:halves";
    let send = |client: &mut Client, method: &str, params: String| {
        client.write(&frame(&format!(r#"{{"jsonrpc":"2.0","method":"textDocument/{method}","params":{params}}}"#)));
    };
    let document = format!(r#"{{"uri":"{uri}","languageId":"plaintext","version":1,"text":"甲\ud83d乙丙\\ud83d"}}"#);
    send(&mut client, "didOpen", format!(r#"{{"textDocument":{document}}}"#));
    assert_eq!(client.text(uri), "甲\u{fffd}乙丙\\ud83d");
    // An emoji that is cut in two, and an edit behind it.
    let range = r#"{"start":{"line":0,"character":2},"end":{"line":0,"character":2}}"#;
    let changes = format!(r#"[{{"range":{range},"text":"\ud83d\ude00\ude00"}}]"#);
    send(
        &mut client,
        "didChange",
        format!(r#"{{"textDocument":{{"uri":"{uri}","version":2}},"contentChanges":{changes}}}"#),
    );
    client.change(uri, 3, json!([edit(0, 6, 7, "丁")]));
    assert_eq!(client.text(uri), "甲\u{fffd}😀\u{fffd}乙丁\\ud83d");
    client.finish();
}

#[test]
fn f03_columns_inside_characters_are_rounded_down() {
    // A character beyond the Basic Multilingual Plane, an emoji with a modifier, a combining mark.
    let text = "𠀀👍🏽é中";
    let mut client = started_with(json!({"general": {"positionEncodings": ["utf-16"]}}));
    for (column, expected) in [(1, "|𠀀👍🏽é中"), (2, "𠀀|👍🏽é中"), (3, "𠀀|👍🏽é中"), (5, "𠀀👍|🏽é中"), (99, "𠀀👍🏽é中|")]
    {
        assert_eq!(after(&mut client, text, json!([edit(0, column, column, "|")])), expected, "{column}");
    }
    client.finish();
    let mut client = started_with(json!({"general": {"positionEncodings": ["utf-8"]}}));
    for (column, expected) in [(1, "|𠀀👍🏽é中"), (4, "𠀀|👍🏽é中"), (7, "𠀀|👍🏽é中"), (99, "𠀀👍🏽é中|")]
    {
        assert_eq!(after(&mut client, text, json!([edit(0, column, column, "|")])), expected, "{column}");
    }
    client.finish();
}

#[test]
fn f04_only_lf_crlf_and_cr_end_lines() {
    let mut client = started();
    let text = "甲\r\n乙\r丙\n丁\u{2028}戊\u{2029}己\u{85}庚\u{b}辛\u{c}壬";
    for (line, expected) in [(0, "甲|"), (1, "乙|"), (2, "丙|"), (3, "丁\u{2028}戊\u{2029}己\u{85}庚\u{b}辛\u{c}壬|")]
    {
        let got = after(&mut client, text, json!([edit(line, 999, 999, "|")]));
        assert!(got.contains(expected), "{line}: {got:?}");
    }
    client.finish();
}

#[test]
fn f05_cr_and_lf_that_meet_become_one_line_end() {
    let mut client = started();
    client.open(URI, "甲乙");
    client.change(URI, 2, json!([edit(0, 1, 1, "\r")]));
    client.change(URI, 3, json!([edit(1, 0, 0, "\n")]));
    client.change(URI, 4, json!([edit(1, 0, 0, "|")]));
    assert_eq!(client.text(URI), "甲\r\n|乙");
    client.finish();
}

#[test]
fn f06_positions_outside_the_text_are_clamped() {
    let mut client = started();
    let text = "甲\r\n乙\r\n";
    assert_eq!(after(&mut client, text, json!([edit(0, 1, 999, "|")])), "甲|\r\n乙\r\n", "the line end survives");
    assert_eq!(after(&mut client, text, json!([edit(999, 5, 5, "|")])), "甲\r\n乙\r\n|");
    assert_eq!(after(&mut client, text, json!([edit_lines((0, 0), (999, 999), "丙")])), "丙");
    assert_eq!(
        after(&mut client, text, json!([edit_lines((1, 1), (0, 0), "|")])),
        "甲\r\n乙|\r\n",
        "inverted is empty"
    );
    let huge = u32::MAX;
    assert_eq!(after(&mut client, text, json!([edit_lines((0, 1), (huge, huge), "")])), "甲");
    client.finish();
}

#[test]
fn f07_a_second_open_replaces_the_text() {
    let mut client = started();
    client.open(URI, "一、甲\n三、乙");
    client.open(URI, "一、甲\n二、乙");
    assert_eq!(client.text(URI), "一、甲\n二、乙");
    client.finish();
}

#[test]
fn f08_changes_outside_the_life_of_a_document_are_dropped() {
    let mut client = started();
    client.change(URI, 2, json!([edit(0, 0, 0, "x")]));
    client.close(URI);
    client.open(URI, "甲");
    assert_eq!(client.text(URI), "甲");
    client.close(URI);
    client.change(URI, 3, json!([edit(0, 0, 0, "x")]));
    let gone = client.result("zhibi/documentText", json!({"textDocument": {"uri": URI}}));
    assert_eq!(gone, Value::Null);
    client.open(URI, "乙");
    assert_eq!(client.text(URI), "乙");
    client.finish();
}

#[test]
fn f09_cleared_diagnostics_stay_cleared() {
    let mut client = started();
    let text = "（一）甲\n（三）乙\n".repeat(2000);
    for round in 0..10 {
        client.open(URI, &text);
        if round % 2 == 0 {
            client.change(URI, 2, json!([edit(0, 0, 0, "　")]));
        }
        client.close(URI);
    }
    let all = client.gather(Duration::from_millis(1500));
    let mut published = all.iter().filter(|m| m["method"] == "textDocument/publishDiagnostics");
    let last = published.next_back().expect("the last close clears");
    assert_eq!(last["params"]["diagnostics"], json!([]), "nothing comes after the clearing");
    assert_eq!(last["params"].get("version"), None);
    client.finish();
}

#[test]
fn f10_versions_are_named_never_go_back_and_end_with_the_newest() {
    let mut client = started();
    client.open(URI, "（一）甲\n（三）乙\n");
    for version in 2..400 {
        client.change(URI, version, json!([edit(0, 3, 3, "新")]));
    }
    client.diagnostics(URI, 399);
    let mut client2 = started();
    client2.open(URI, "（一）甲\n（三）乙\n");
    for version in 2..60 {
        client2.change(URI, version, json!([edit(0, 3, 3, "新")]));
        std::thread::sleep(Duration::from_millis(3));
    }
    let all = client2.gather(Duration::from_millis(500));
    let versions: Vec<_> = all.iter().filter_map(|m| m["params"]["version"].as_i64()).collect();
    assert!(versions.windows(2).all(|w| w[0] < w[1]), "each version once, in order: {versions:?}");
    assert_eq!(versions.last(), Some(&59));
    assert!(all.iter().all(|m| m["params"]["diagnostics"] != json!([])), "no empty set in between");
    client.finish();
    client2.finish();
}

#[test]
fn f11_large_texts_take_bounded_time_and_space() {
    let mut client =
        started_with(json!({"textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": true}}}));
    // One line of 10 MB (a tenth of it where the server under test is not optimised).
    let scale = if zhibi_tests::full_size() { 1 } else { 10 };
    client.open(URI, &"全年完成投资12.5亿元，增长8.3%；".repeat(230_000 / scale));
    client.diagnostics(URI, 1);
    client.change(URI, 2, json!([edit(0, 300_000, 300_000, "新")]));
    client.diagnostics(URI, 2);
    client.close(URI);
    // A hundred thousand headings, half of them wrong.
    let mut text = String::new();
    for _ in 0..50_000 / scale {
        text.push_str("（一）甲\n（三）乙\n");
    }
    client.open("untitled:many", &text);
    let diagnostics = client.diagnostics("untitled:many", 1);
    assert!(diagnostics.len() <= 2001, "{}", diagnostics.len());
    let symbols = client.result("textDocument/documentSymbol", json!({"textDocument": {"uri": "untitled:many"}}));
    assert!(symbols.as_array().expect("a list").len() <= 10_000);
    // More than is analysed at all: one diagnostic says so.
    client.open("untitled:huge", &"甲乙丙丁戊己庚辛\n".repeat(1_500_000));
    let diagnostics = client.diagnostics("untitled:huge", 1);
    assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
    client.finish();
}

#[test]
fn f13_a_byte_order_mark_is_no_part_of_the_first_heading() {
    let mut client =
        started_with(json!({"textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": true}}}));
    client.open(URI, "\u{feff}一、甲\n二、乙\n");
    let symbols = client.result("textDocument/documentSymbol", json!({"textDocument": {"uri": URI}}));
    let names: Vec<_> =
        symbols.as_array().expect("a list").iter().map(|s| s["name"].as_str().expect("a name")).collect();
    assert_eq!(names, ["一、甲", "二、乙"]);
    // The editor counts the mark as a character of the line.
    assert_eq!(symbols[0]["selectionRange"]["end"], json!({"line": 0, "character": 4}));
    client.finish();
}

#[test]
fn f35_any_scheme_is_analysed_and_an_empty_address_survived() {
    let mut client = started();
    for uri in ["untitled:Untitled-1", "vscode-vfs://github/a/b.txt", "git:/a/b.txt?ref=x", "vscode-notebook-cell:/n#c"]
    {
        client.open(uri, "（一）甲\n（三）乙\n");
        assert!(!client.diagnostics(uri, 1).is_empty(), "{uri}");
        client.close(uri);
    }
    client.open("", "甲");
    client.open("not an address", "甲");
    client.change("", 2, json!([{"text": "乙"}]));
    client.open(URI, "丙");
    assert_eq!(client.text(URI), "丙");
    client.finish();
}

#[test]
fn f36_names_in_any_spelling_come_back_unchanged() {
    let mut client = started();
    for uri in [
        "file:///工作/年度 报告.txt",
        "file:///%E5%B7%A5%E4%BD%9C/a%20b.txt",
        "file:///%e5%b7%a5/%e4%bd%9c.txt",
        "file:///a/100%25.txt",
        "file:///a/%FF.txt",
        "file:///cafe\u{301}/稿.txt",
        "untitled:未命名-1",
    ] {
        client.open(uri, "（一）甲\n（三）乙\n");
        assert!(!client.diagnostics(uri, 1).is_empty(), "{uri}");
        assert_eq!(client.text(uri), "（一）甲\n（三）乙\n", "{uri}");
        client.close(uri);
        let cleared = client.wait("the clearing", |m| m["params"]["diagnostics"] == json!([]));
        assert_eq!(cleared["params"]["uri"], uri);
    }
    client.finish();
}

#[test]
fn f37_a_drive_letter_in_any_spelling_is_one_document() {
    let mut client = started();
    client.open("file:///c%3A/稿/a.txt", "甲");
    for uri in ["file:///C:/稿/a.txt", "file:///c:/%E7%A8%BF/a.txt", "file:///C%3A/稿/a.txt"] {
        assert_eq!(client.text(uri), "甲", "{uri}");
    }
    client.open("file://server/share/a.txt", "乙");
    assert_eq!(client.text("file://server/share/a.txt"), "乙");
    client.finish();
}
