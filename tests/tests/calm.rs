//! What a client sees of diagnostics, and when: one channel only, nothing that is merely unfinished, nothing between saves
//! where checks run on save, and no draft that waits for another.

use std::time::Duration;

use serde_json::{Value, json};
use zhibi_tests::{client::Client, folder::Folder};

const GAP: &str = "一、甲\n三、乙\n";

fn pulling() -> Value {
    json!({
        "textDocument": {"diagnostic": {}},
        "workspace": {
            "diagnostics": {"refreshSupport": true}, "executeCommand": {}, "configuration": true,
            "didChangeWatchedFiles": {"dynamicRegistration": true}, "workspaceFolders": true,
        },
    })
}

fn codes(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().filter_map(|d| d["code"].as_str()).collect()
}

/// How many diagnostics a client that asks is told.
fn count(client: &mut Client, uri: &str) -> usize {
    let report = client.result("textDocument/diagnostic", json!({"textDocument": {"uri": uri}}));
    report["items"].as_array().expect("a full report").len()
}

fn asked_again(client: &mut Client) {
    client.wait("to be told to ask again", |m| m["method"] == "workspace/diagnostic/refresh");
}

fn type_at(client: &mut Client, uri: &str, version: i64, (line, column): (u32, u32), text: &str) {
    let at = json!({"line": line, "character": column});
    client.change(uri, version, json!([{"range": {"start": at, "end": at}, "text": text}]));
}

#[test]
fn f32_a_client_that_asks_is_never_sent_what_it_asks_for() {
    let folder = Folder::new("ghosts");
    folder.write("稿.txt", GAP);
    let uri = folder.uri("稿.txt");
    let watched = |name: &str| json!({"changes": [{"uri": folder.uri(name), "type": 2}]});
    let mut windows =
        [Client::started(Some(&folder), pulling(), json!({})), Client::started(Some(&folder), pulling(), json!({}))];
    for window in &mut windows {
        window.open(&uri, GAP);
        assert_eq!(count(window, &uri), 1);
    }
    let [first, second] = &mut windows;
    // Typed, and saved.
    type_at(first, &uri, 2, (1, 3), "丙");
    assert_eq!(count(first, &uri), 1);
    first.notify("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
    asked_again(first);
    // A setting.
    first.settings = json!({"rules": {"ordinal-gap": "off"}});
    first.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    asked_again(first);
    assert_eq!(count(first, &uri), 0);
    first.settings = Value::Null;
    first.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    asked_again(first);
    assert_eq!(count(first, &uri), 1);
    // A file, with a fault in it.
    folder.write("zhibi.toml", "profil = 1\n[rules]\nordinal-gap = 'off'\n");
    first.notify("workspace/didChangeWatchedFiles", watched("zhibi.toml"));
    asked_again(first);
    assert_eq!(count(first, &uri), 0);
    folder.write("zhibi.toml", "");
    first.notify("textDocument/didSave", json!({"textDocument": {"uri": folder.uri("zhibi.toml")}}));
    asked_again(first);
    assert_eq!(count(first, &uri), 1);
    // An ignore in the one window is seen in the other.
    let argument = json!({"uri": uri, "code": "ordinal-gap", "line": 1, "byte": 0});
    second.result("workspace/executeCommand", json!({"command": "zhibi.ignore", "arguments": [argument]}));
    asked_again(second);
    assert_eq!(count(second, &uri), 0);
    type_at(first, &uri, 3, (1, 3), "\u{8}");
    first.change(&uri, 4, json!([{"text": GAP}]));
    // A watcher may tell of the new folder only.
    first.notify("workspace/didChangeWatchedFiles", watched(".zhibi"));
    asked_again(first);
    assert_eq!(count(first, &uri), 0);
    // Everything anew, folders that come and go, the end.
    first.result("workspace/executeCommand", json!({"command": "zhibi.restart", "arguments": []}));
    let elsewhere = json!({"uri": "file:///elsewhere", "name": "elsewhere"});
    first.notify("workspace/didChangeWorkspaceFolders", json!({"event": {"added": [elsewhere], "removed": []}}));
    assert_eq!(count(first, &uri), 0);
    first.close(&uri);
    for window in &mut windows {
        let all = window.gather(Duration::from_millis(300));
        assert!(all.iter().all(|m| m["method"] != "textDocument/publishDiagnostics"), "{all:?}");
        window.finish();
    }
}

/// Diagnostics of a version of a client that is sent them.
fn shown(client: &mut Client, uri: &str, version: i64) -> Vec<String> {
    codes(&client.diagnostics(uri, version)).into_iter().map(str::to_owned).collect()
}

#[test]
fn what_is_unfinished_is_shown_when_its_paragraph_is_left_or_the_draft_saved() {
    let uri = "untitled:稿";
    let options = |unfinished: &str| json!({"check": {"debounceMs": 0, "unfinished": unfinished}});
    let mut client = Client::started(None, json!({"textDocument": {"documentHighlight": {}}}), options("hold"));
    client.open(uri, "标题\n");
    client.diagnostics(uri, 1);
    type_at(&mut client, uri, 2, (1, 0), "深入实施“三个一批");
    assert_eq!(shown(&mut client, uri, 2), Vec::<String>::new());
    type_at(&mut client, uri, 3, (1, 9), "活动，扎实推进。\n");
    assert_eq!(shown(&mut client, uri, 3), ["unbalanced-pair"]);
    // Back in the paragraph, then saved.
    type_at(&mut client, uri, 4, (1, 17), "又一句。");
    assert_eq!(shown(&mut client, uri, 4), Vec::<String>::new());
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"zhibi": options("hold")}}));
    type_at(&mut client, uri, 5, (0, 2), "文");
    assert_eq!(shown(&mut client, uri, 5), ["unbalanced-pair"]);
    // Back again, then the cursor goes elsewhere.
    type_at(&mut client, uri, 6, (1, 17), "又");
    assert_eq!(shown(&mut client, uri, 6), Vec::<String>::new());
    let place = json!({"textDocument": {"uri": uri}, "position": {"line": 0, "character": 1}});
    client.result("textDocument/documentHighlight", place);
    assert_eq!(shown(&mut client, uri, 6), ["unbalanced-pair"]);
    client.finish();
    // Whoever wants all at once.
    let mut client = Client::started(None, json!({}), options("show"));
    client.open(uri, "");
    type_at(&mut client, uri, 2, (0, 0), "深入实施“三个一批");
    assert_eq!(shown(&mut client, uri, 2), ["unbalanced-pair"]);
    client.finish();
    // A draft that nobody edited is as it is, also for whoever asks.
    let mut client = Client::started(None, pulling(), options("hold"));
    client.open(uri, "深入实施“三个一批");
    assert_eq!(count(&mut client, uri), 1);
    type_at(&mut client, uri, 2, (0, 9), "活动");
    assert_eq!(count(&mut client, uri), 0);
    client.finish();
}

/// Replaces columns of a line.
fn replace(client: &mut Client, uri: &str, version: i64, (line, from, to): (u32, u32, u32), text: &str) {
    let at = |character: u32| json!({"line": line, "character": character});
    client.change(uri, version, json!([{"range": {"start": at(from), "end": at(to)}, "text": text}]));
}

#[test]
fn letters_that_are_being_composed_and_half_an_ordinal_change_nothing() {
    let uri = "untitled:稿";
    let text = "一、回顾\n（一）完成投资12亿元，新建学校。\n（三）新增就业3万人。\n";
    let mut capabilities = pulling();
    capabilities["textDocument"]["documentSymbol"] = json!({"hierarchicalDocumentSymbolSupport": true});
    let mut client = Client::started(None, capabilities, json!({}));
    client.open(uri, text);
    let document = json!({"textDocument": {"uri": uri}});
    let state = |client: &mut Client| {
        let mut symbols = client.result("textDocument/documentSymbol", document.clone());
        symbols.as_array_mut().expect("symbols").iter_mut().for_each(without_ranges);
        let figures = client.result("zhibi/figures", document.clone());
        let figures: Vec<_> = figures.as_array().expect("figures").iter().map(|f| f["text"].clone()).collect();
        let report = client.result("textDocument/diagnostic", document.clone());
        let items = report["items"].as_array().expect("items").clone();
        (symbols, figures, items)
    };
    let before = state(&mut client);
    assert_eq!(before.2.len(), 1);
    let word = "新建学校".chars().count() as u32 + 10;
    let mut version = 1;
    for (from, to, typed) in [
        // By Latin letters with tone digits; then half of it deleted, and committed.
        (word, word, "g"),
        (word, word + 1, "ge"),
        (word, word + 2, "ge4 "),
        (word, word + 4, "ge4 j"),
        (word + 4, word + 5, ""),
        (word, word + 4, "ge"),
    ] {
        version += 1;
        replace(&mut client, uri, version, (1, from, to), typed);
        assert_eq!(state(&mut client), before, "{typed}");
    }
    replace(&mut client, uri, version + 1, (1, word, word + 2), "个数5个");
    assert_eq!(state(&mut client).1.len(), before.1.len() + 1);
    client.finish();
    // An ordinal retyped: its heading stays where it is, and so does what was found elsewhere.
    let mut client = Client::started(None, pulling(), json!({}));
    client.open(uri, text);
    let before = state(&mut client);
    for (version, (from, to, typed)) in
        [(2, 3, ""), (1, 2, ""), (0, 1, ""), (0, 0, "（"), (1, 1, "一")].into_iter().enumerate()
    {
        replace(&mut client, uri, version as i64 + 2, (1, from, to), typed);
        assert_eq!(state(&mut client), before, "{from}");
    }
    replace(&mut client, uri, 7, (1, 2, 2), "）");
    assert_eq!(state(&mut client), before);
    client.finish();
}

/// Takes the places out of symbols: they move with the text.
fn without_ranges(symbol: &mut Value) {
    let Some(fields) = symbol.as_object_mut() else { return };
    fields.retain(|key, _| !matches!(key.as_str(), "range" | "selectionRange" | "location"));
    if let Some(children) = fields.get_mut("children").and_then(Value::as_array_mut) {
        children.iter_mut().for_each(without_ranges);
    }
}

#[test]
fn diagnostics_elsewhere_keep_their_place_and_data_while_one_writes() {
    let uri = "untitled:稿";
    let text = "一、甲\n（一）乙乙乙。\n（二）丙丙丙。\n（四）投资超过10亿元以上。\n";
    let mut client = Client::started(None, pulling(), json!({}));
    client.open(uri, text);
    let items = |client: &mut Client| {
        let report = client.result("textDocument/diagnostic", json!({"textDocument": {"uri": uri}}));
        report["items"].as_array().expect("items").clone()
    };
    let before = items(&mut client);
    assert_eq!(before.len(), 2);
    let mut version = 1;
    let mut count = |client: &mut Client, place: (u32, u32, u32), text: &str| {
        version += 1;
        replace(client, uri, version, place, text);
    };
    for (n, c) in "推进“放管服”改革，办好2件（群众关心的）实事。".chars().enumerate() {
        count(&mut client, (1, 4 + n as u32, 4 + n as u32), &c.to_string());
        assert_eq!(items(&mut client), before, "typed up to {c}");
    }
    // The ordinal of the second item goes: what follows from that below is told when the line is left.
    for column in (0..7).rev() {
        count(&mut client, (2, column, column + 1), "");
        assert_eq!(items(&mut client), before, "deleted from {column}");
    }
    assert_eq!(
        client.result("zhibi/status", json!({"textDocument": {"uri": uri}})),
        json!({"held": 0, "budget": null})
    );
    count(&mut client, (0, 3, 3), "甲");
    assert_ne!(items(&mut client), before);
    count(&mut client, (0, 4, 4), "“乙");
    assert_eq!(
        client.result("zhibi/status", json!({"textDocument": {"uri": uri}})),
        json!({"held": 1, "budget": null})
    );
    client.finish();
}

#[test]
fn on_save_a_finding_goes_at_once_when_its_text_is_mended_and_the_others_move() {
    let options = json!({"check": {"run": "onSave", "debounceMs": 0}});
    let uri = "untitled:稿";
    let text = "一、甲\n三、乙\n七、丙\n";
    let lines =
        |items: &[Value]| -> Vec<u64> { items.iter().filter_map(|d| d["range"]["start"]["line"].as_u64()).collect() };
    let mended =
        json!([{"range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 1}}, "text": "二"}]);
    // Sent: nothing new while typing; of the old what has moved, without what is no longer true.
    let mut client = Client::started(None, json!({}), options.clone());
    client.open(uri, text);
    assert_eq!(lines(&client.diagnostics(uri, 1)), [1, 2]);
    type_at(&mut client, uri, 2, (0, 0), "九、新\n题目\n");
    assert_eq!(lines(&client.diagnostics(uri, 2)), [3, 4]);
    type_at(&mut client, uri, 3, (5, 0), "十二、新\n");
    let said = client.gather(Duration::from_millis(300));
    assert!(said.iter().all(|m| m["method"] != "textDocument/publishDiagnostics"), "{said:?}");
    client.change(
        uri,
        4,
        json!([{"range": {"start": {"line": 3, "character": 0}, "end": {"line": 3, "character": 1}}, "text": "二"}]),
    );
    assert_eq!(lines(&client.diagnostics(uri, 4)), [4]);
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
    assert!(client.diagnostics(uri, 4).len() > 1);
    client.finish();
    // Asked for.
    let mut client = Client::started(None, pulling(), options);
    client.settings = json!({"check": {"run": "onSave"}});
    client.open(uri, text);
    assert_eq!(count(&mut client, uri), 2);
    type_at(&mut client, uri, 2, (2, 0), "九、新\n");
    client.change(uri, 3, mended);
    let report = client.result("textDocument/diagnostic", json!({"textDocument": {"uri": uri}}));
    assert_eq!(lines(report["items"].as_array().expect("items")), [3]);
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
    asked_again(&mut client);
    let report = client.result("textDocument/diagnostic", json!({"textDocument": {"uri": uri}}));
    assert!(lines(report["items"].as_array().expect("items")).contains(&2), "the new item is out of order: {report}");
    client.finish();
}

/// A draft that takes long to read.
fn giant() -> String {
    "全年完成投资12.5亿元，增长8.3%；一是“三个一批”抓得紧、（一）抓得实。\n".repeat(20_000)
}

#[test]
fn f55_no_draft_waits_for_another_and_what_is_cancelled_ends() {
    let capabilities = json!({"textDocument": {
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}, "documentSymbol": {},
    }});
    let mut client = Client::started(None, capabilities, json!({}));
    let (slow, quick) = ("untitled:大", "untitled:小");
    client.open(quick, GAP);
    client.diagnostics(quick, 1);
    client.open(slow, &giant());
    let all = json!({"start": {"line": 0, "character": 0}, "end": {"line": 30_000, "character": 0}});
    let params = json!({"textDocument": {"uri": slow}, "range": all, "context": {"diagnostics": []}});
    let asked: Vec<_> = (0..40).map(|_| client.ask("textDocument/codeAction", params.clone())).collect();
    let symbols = client.result("textDocument/documentSymbol", json!({"textDocument": {"uri": quick}}));
    assert_eq!(symbols.as_array().map(Vec::len), Some(2));
    for id in &asked {
        client.notify("$/cancelRequest", json!({"id": id}));
    }
    // Forty readings would take minutes.
    let answers: Vec<_> = asked.iter().map(|id| client.answer(id)).collect();
    let cancelled = answers.iter().filter(|answer| answer["error"]["code"] == -32800).count();
    assert!(cancelled >= 38, "{cancelled} of 40 were cancelled before they were done");
    assert!(client.text(slow).starts_with("全年"));
    client.finish();
}

#[test]
fn f56_nobody_waits_for_files_that_hold_for_another_draft() {
    let folder = Folder::new("slow files");
    // As large as it may be, and slow to understand.
    let words: String = (0..40_000).map(|n| format!("'第{n}号',")).collect();
    folder.write("zhibi.toml", format!("words = [{words}]\n"));
    let mut client = Client::started(Some(&folder), json!({}), json!({}));
    let other = "git:/稿.txt";
    client.open(other, GAP);
    client.diagnostics(other, 1);
    client.open(&folder.uri("稿.txt"), GAP);
    assert_eq!(client.text(other), GAP);
    let seen = client.gather(Duration::ZERO);
    let done = |m: &Value| m["params"]["uri"] == folder.uri("稿.txt").as_str();
    assert!(!seen.iter().any(done), "the other draft was read first: {seen:?}");
    client.open(other, GAP);
    client.finish();
}

#[test]
fn the_length_that_a_report_may_have_is_told() {
    let uri = "untitled:稿";
    let options = json!({"budget": {"total": 4000, "sections": {"回顾": 10}}});
    let mut client = Client::started(None, json!({}), options);
    client.notify(
        "textDocument/didOpen",
        json!({"textDocument": {"uri": uri, "languageId": "gongwen", "version": 1, "text": "一、回顾\n抓好落实。"}}),
    );
    let status = client.result("zhibi/status", json!({"textDocument": {"uri": uri}}));
    assert_eq!(status, json!({"held": 0, "budget": {"total": 4000, "pace": 230}}));
    client.finish();
}
