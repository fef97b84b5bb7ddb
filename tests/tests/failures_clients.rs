//! Failure modes of settings, workspaces and clients' habits, each provoked on the real process. Numbers in names are
//! those of docs/robustness.md.

use std::{fs, time::Duration};

use serde_json::{Value, json};
use zhibi_tests::{client::Client, folder::Folder};

const URI: &str = "file:///drafts/report.txt";
const GAP: &str = "（一）甲\n（三）乙\n";

fn codes(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().filter_map(|d| d["code"].as_str()).collect()
}

/// Waits until the newest diagnostics of a document have, or have not, this code.
fn until(client: &mut Client, uri: &str, code: &str, wanted: bool) {
    client.wait(&format!("{code}: {wanted}"), |m| {
        m["method"] == "textDocument/publishDiagnostics"
            && m["params"]["uri"] == uri
            && m["params"]["diagnostics"].as_array().is_some_and(|d| codes(d).contains(&code) == wanted)
    });
}

#[test]
fn f30_a_client_that_does_not_tell_its_settings_gets_the_defaults() {
    for answer in [json!(null), json!("nonsense"), json!([]), json!({"rules": 5})] {
        let mut client = Client::start();
        client.settings = answer;
        client.initialize_with(json!({
            "processId": null, "rootUri": null, "capabilities": {"workspace": {"configuration": true}},
        }));
        client.open(URI, GAP);
        until(&mut client, URI, "ordinal-gap", true);
        client.finish();
    }
    // Not answered at all.
    let mut client = Client::start();
    client.mute = true;
    client.initialize(
        json!({"workspace": {"configuration": true, "didChangeConfiguration": {"dynamicRegistration": true}}}),
    );
    client.open(URI, GAP);
    until(&mut client, URI, "ordinal-gap", true);
    client.finish();
}

#[test]
fn f31_a_setting_of_the_wrong_type_costs_only_itself() {
    let options = json!({"check": {"debounceMs": "soon"}, "rules": {"ordinal-gap": "off", "ordinal-duplicate": 7}});
    let mut client = Client::started(None, json!({}), options);
    client.open(URI, "（一）甲\n（三）乙\n（三）丙\n");
    let diagnostics = client.diagnostics(URI, 1);
    let found = codes(&diagnostics);
    assert!(!found.contains(&"ordinal-gap"), "{found:?}");
    let told = client.notification("window/showMessage");
    let told = told["params"]["message"].as_str().expect("text");
    assert!(told.contains("check.debounceMs") && told.contains("ordinal-duplicate"), "{told}");
    client.finish();
    let mut client = Client::started(None, json!({}), Value::Null);
    client.open(URI, GAP);
    until(&mut client, URI, "ordinal-gap", true);
    client.finish();
}

#[test]
fn settings_are_pulled_and_pushed_and_change_live() {
    let mut client = Client::started(None, json!({}), json!({}));
    client.open(URI, GAP);
    until(&mut client, URI, "ordinal-gap", true);
    let off = json!({"settings": {"zhibi": {"rules": {"ordinal-gap": "off"}}}});
    client.notify("workspace/didChangeConfiguration", off.clone());
    until(&mut client, URI, "ordinal-gap", false);
    client.finish();
    // Asked for: what the notification says does not count.
    let mut client = Client::started(None, json!({"workspace": {"configuration": true}}), json!({}));
    client.open(URI, GAP);
    until(&mut client, URI, "ordinal-gap", true);
    client.settings = json!({"rules": {"ordinal-gap": "off"}});
    client.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    until(&mut client, URI, "ordinal-gap", false);
    client.finish();
}

#[test]
fn a_default_that_the_client_states_overrides_the_file() {
    let folder = Folder::new("defaults");
    folder.write("zhibi.toml", "[rules]\nordinal-gap = \"off\"\n[check]\nrun = \"onSave\"\n");
    folder.write("稿.txt", GAP);
    let uri = folder.uri("稿.txt");
    for (stated, runs_on_type) in
        [(json!({"check": {"run": "onType"}}), true), (json!({"check": {"run": null}}), false)]
    {
        let mut client = Client::started(Some(&folder), json!({}), stated);
        client.open(&uri, "（一）甲\n");
        client.diagnostics(&uri, 1);
        client.change(&uri, 2, json!([{"text": GAP}]));
        if runs_on_type {
            client.diagnostics(&uri, 2);
        } else {
            let said = client.gather(Duration::from_millis(300));
            assert!(said.iter().all(|m| m["method"] != "textDocument/publishDiagnostics"), "{said:?}");
        }
        client.finish();
    }
    let mut client = Client::started(Some(&folder), json!({}), json!({"rules": {"ordinal-gap": "on"}}));
    client.open(&uri, GAP);
    until(&mut client, &uri, "ordinal-gap", true);
    client.finish();
}

#[test]
fn f32_diagnostics_are_pushed_or_asked_for_never_both() {
    let pull = json!({"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": true}}});
    let mut client = Client::start();
    let result = client.initialize(pull);
    assert!(result["capabilities"]["diagnosticProvider"].is_object());
    client.open(URI, GAP);
    let ask = |previous: Value| json!({"textDocument": {"uri": URI}, "previousResultId": previous});
    let report = client.result("textDocument/diagnostic", ask(Value::Null));
    assert_eq!(report["kind"], "full");
    assert!(codes(report["items"].as_array().expect("items")).contains(&"ordinal-gap"));
    let again = client.result("textDocument/diagnostic", ask(report["resultId"].clone()));
    assert_eq!(again, json!({"kind": "unchanged", "resultId": report["resultId"]}));
    client.change(URI, 2, json!([{"text": "（一）甲\n（二）乙\n"}]));
    let fixed = client.result("textDocument/diagnostic", ask(report["resultId"].clone()));
    assert_eq!((&fixed["kind"], &fixed["items"]), (&json!("full"), &json!([])));
    client.close(URI);
    let closed = client.result("textDocument/diagnostic", ask(Value::Null));
    assert_eq!(closed["items"], json!([]));
    let all = client.gather(Duration::from_millis(300));
    assert!(all.iter().all(|m| m["method"] != "textDocument/publishDiagnostics"), "{all:?}");
    client.finish();
    // A client that could not be told to ask again is pushed to.
    let mut client = Client::start();
    let result = client.initialize(json!({"textDocument": {"diagnostic": {}}}));
    assert!(result["capabilities"].get("diagnosticProvider").is_none());
    client.open(URI, GAP);
    until(&mut client, URI, "ordinal-gap", true);
    client.finish();
}

#[test]
fn checks_on_save_say_nothing_between_saves() {
    let options = json!({"check": {"run": "onSave", "debounceMs": 0}});
    let mut client = Client::started(None, json!({}), options.clone());
    client.open(URI, "（一）甲\n（二）乙\n");
    assert_eq!(client.diagnostics(URI, 1), Vec::<Value>::new());
    client.change(URI, 2, json!([{"text": GAP}]));
    let all = client.gather(Duration::from_millis(300));
    assert!(all.iter().all(|m| m["method"] != "textDocument/publishDiagnostics"), "{all:?}");
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": URI}}));
    assert!(codes(&client.diagnostics(URI, 2)).contains(&"ordinal-gap"));
    // A client that sends all of the text does not tell what has moved; it is seen all the same.
    client.change(URI, 3, json!([{"text": format!("题目\n\n{GAP}")}]));
    let moved = client.diagnostics(URI, 3);
    assert_eq!(codes(&moved), ["ordinal-gap"]);
    assert_eq!(moved[0]["range"]["start"]["line"], 3, "{moved:?}");
    client.finish();
    // For a client that asks: the findings of the save, moved along with the text.
    let pull = json!({"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": true}}});
    let mut client = Client::started(None, pull, options);
    client.open(URI, GAP);
    let start = json!({"line": 0, "character": 0});
    client.change(URI, 2, json!([{"range": {"start": start, "end": start}, "text": "题目\n\n"}]));
    let report = client.result("textDocument/diagnostic", json!({"textDocument": {"uri": URI}}));
    assert_eq!(report["items"][0]["range"]["start"]["line"], 3, "{report}");
    client.change(URI, 3, json!([{"text": "（一）甲\n（二）乙\n"}]));
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": URI}}));
    client.wait("to be told to ask again", |m| m["method"] == "workspace/diagnostic/refresh");
    let report = client.result("textDocument/diagnostic", json!({"textDocument": {"uri": URI}}));
    assert_eq!(report["items"], json!([]));
    client.finish();
}

#[test]
fn f33_missing_folders_and_deleted_files_are_no_fault() {
    let folder = Folder::new("gone");
    folder.write("稿.txt", GAP);
    let mut client = Client::started(Some(&folder), json!({}), json!({}));
    let uri = folder.uri("稿.txt");
    client.open(&uri, GAP);
    until(&mut client, &uri, "ordinal-gap", true);
    fs::remove_dir_all(&folder.path).expect("removed");
    client.change(&uri, 2, json!([{"text": "（一）甲\n（二）乙\n"}]));
    until(&mut client, &uri, "ordinal-gap", false);
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri, "type": 3}]}));
    assert_eq!(client.text(&uri), "（一）甲\n（二）乙\n");
    client.finish();
}

#[cfg(unix)]
#[test]
fn f34_addresses_through_symbolic_links_stay_as_they_are() {
    let folder = Folder::new("linked");
    folder.write("真/稿.txt", GAP);
    std::os::unix::fs::symlink(folder.path.join("真"), folder.path.join("链接")).expect("a link");
    let mut client = Client::started(Some(&folder), json!({"textDocument": {"definition": {}}}), json!({}));
    let uri = folder.uri("链接/稿.txt");
    client.open(&uri, GAP);
    until(&mut client, &uri, "ordinal-gap", true);
    client.finish();
}

#[test]
fn the_nearest_configuration_file_counts_and_its_faults_are_shown_in_it() {
    let folder = Folder::new("configured");
    folder.write("zhibi.toml", "[rules]\nordinal-gap = \"off\"\nno-such-rule = \"off\"\n");
    let mut client = Client::started(Some(&folder), json!({}), json!({"check": {"debounceMs": 0}}));
    let uri = folder.uri("稿.txt");
    client.open(&uri, GAP);
    until(&mut client, &uri, "ordinal-gap", false);
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": []}));
    let shown = client
        .wait("the fault of the file", |m| m["params"]["uri"].as_str().is_some_and(|uri| uri.ends_with("zhibi.toml")));
    assert_eq!(shown["params"]["diagnostics"][0]["range"]["start"]["line"], 2, "{shown}");
    // f38: a client that does not watch files saves through us; that is enough.
    folder.write("zhibi.toml", "");
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": folder.uri("zhibi.toml")}}));
    until(&mut client, &uri, "ordinal-gap", true);
    client.finish();
}

#[test]
fn f38_files_are_watched_only_where_the_client_can() {
    let watch = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
    let mut client = Client::started(None, watch, json!({}));
    let asked = client.wait("the registration", |m| m["method"] == "client/registerCapability");
    let patterns = asked["params"]["registrations"][0]["registerOptions"]["watchers"].to_string();
    assert!(patterns.contains("**/zhibi.toml") && !patterns.contains("baseUri"), "{patterns}");
    client.finish();
    let mut client = Client::started(None, json!({}), json!({}));
    let all = client.gather(Duration::from_millis(200));
    assert!(all.is_empty(), "{all:?}");
    client.finish();
}

#[test]
fn findings_are_ignored_beside_the_draft() {
    let folder = Folder::new("ignored");
    let capabilities = json!({
        "textDocument": {"codeAction": {"isPreferredSupport": true, "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}},
        "workspace": {"executeCommand": {}},
    });
    let mut client = Client::started(Some(&folder), capabilities, json!({"check": {"debounceMs": 0}}));
    let uri = folder.uri("稿.txt");
    client.open(&uri, GAP);
    until(&mut client, &uri, "ordinal-gap", true);
    let at = json!({"line": 1, "character": 1});
    let params =
        json!({"textDocument": {"uri": uri}, "range": {"start": at, "end": at}, "context": {"diagnostics": []}});
    let actions = client.result("textDocument/codeAction", params);
    let ignore = actions.as_array().expect("a list").iter().find(|a| a["command"]["command"] == "zhibi.ignore");
    let command = ignore.expect("it is on offer")["command"].clone();
    let params = json!({"command": command["command"], "arguments": command["arguments"]});
    client.result("workspace/executeCommand", params);
    until(&mut client, &uri, "ordinal-gap", false);
    assert!(fs::read_to_string(folder.path.join(".zhibi/ignore.toml")).expect("the list").contains("ordinal-gap"));
    client.finish();
}

#[test]
fn f39_f40_what_would_make_one_wait_is_not_announced() {
    let mut client = Client::start();
    let result = client.initialize(json!({
        "textDocument": {"diagnostic": {}, "synchronization": {"willSave": true, "willSaveWaitUntil": true}},
        "workspace": {"diagnostics": {"refreshSupport": true}},
    }));
    let capabilities = &result["capabilities"];
    assert_eq!(capabilities["diagnosticProvider"]["workspaceDiagnostics"], false);
    assert!(capabilities["textDocumentSync"].get("willSaveWaitUntil").is_none_or(|on| on == false));
    // Nor is anything that the client did not speak of.
    for absent in ["hoverProvider", "completionProvider", "renameProvider", "codeLensProvider", "inlayHintProvider"] {
        assert!(capabilities.get(absent).is_none(), "{absent}");
    }
    client.finish();
}

#[test]
fn f41_an_action_for_an_older_text_is_refused() {
    let capabilities = json!({"textDocument": {"codeAction": {
        "dataSupport": true, "isPreferredSupport": true, "resolveSupport": {"properties": ["edit"]},
        "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
    }}});
    let mut client = Client::started(None, capabilities, json!({}));
    client.open(URI, GAP);
    let at = json!({"line": 1, "character": 1});
    let params =
        json!({"textDocument": {"uri": URI}, "range": {"start": at, "end": at}, "context": {"diagnostics": []}});
    let actions = client.result("textDocument/codeAction", params);
    let action = actions[0].clone();
    assert!(action.get("edit").is_none(), "computed when chosen: {action}");
    let resolved = client.result("codeAction/resolve", action.clone());
    assert!(resolved["edit"]["changes"][URI].is_array(), "{resolved}");
    client.change(URI, 2, json!([{"text": "（一）甲\n（二）乙\n"}]));
    let refused = client.request("codeAction/resolve", action);
    assert_eq!(refused["error"]["code"], -32801, "{refused}");
    client.finish();
}

#[test]
fn f41_formatting_of_an_older_text_is_refused() {
    let capabilities = json!({"textDocument": {"formatting": {}, "rangeFormatting": {}}});
    let mut client = Client::started(None, capabilities, json!({"check": {"run": "onSave"}}));
    // Large enough that a worker reads it while changes go on arriving.
    client.open(URI, &"（一）抓投资,促消费 \n".repeat(20_000));
    let options = json!({"tabSize": 4, "insertSpaces": true});
    let start = json!({"line": 0, "character": 0});
    let range = json!({"start": start, "end": {"line": 9, "character": 0}});
    for (method, version) in [("textDocument/formatting", 2), ("textDocument/rangeFormatting", 3)] {
        let params = json!({"textDocument": {"uri": URI}, "range": range, "options": options});
        let id = client.ask(method, params.clone());
        client.change(URI, version, json!([{"range": {"start": start, "end": start}, "text": "新"}]));
        let refused = client.answer(&id);
        assert_eq!(refused["error"]["code"], -32801, "{method}: {:.200}", refused.to_string());
        // For the text as it is now the same request is answered.
        let edits = client.result(method, params);
        assert!(!edits.as_array().expect("edits").is_empty(), "{method}");
    }
    client.finish();
}

#[test]
fn f42_only_our_own_kinds_are_announced_and_the_asked_ones_given() {
    let capabilities = json!({"textDocument": {"codeAction": {
        "isPreferredSupport": true, "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
    }}});
    let mut client = Client::start();
    let result = client.initialize(capabilities);
    let kinds = &result["capabilities"]["codeActionProvider"]["codeActionKinds"];
    let kinds: Vec<_> = kinds.as_array().expect("kinds").iter().map(|k| k.as_str().expect("text")).collect();
    assert!(kinds.contains(&"quickfix") && kinds.contains(&"source.fixAll.zhibi"), "{kinds:?}");
    assert!(!kinds.contains(&"source.fixAll") && !kinds.contains(&"source"), "{kinds:?}");
    client.open(URI, "完成投资30亿元。。\n");
    for (only, kinds) in [
        (json!(["source.fixAll"]), Some("source.fixAll.zhibi")),
        (json!(["source.fixAll.zhibi"]), Some("source.fixAll.zhibi")),
        (json!(["quickfix"]), Some("quickfix")),
        (json!(["source.organizeImports"]), None),
        (json!(["source.fixAll.eslint"]), None),
    ] {
        let start = json!({"line": 0, "character": 0});
        let range = json!({"start": start, "end": {"line": 0, "character": 99}});
        let context = json!({"diagnostics": [], "only": only});
        let params = json!({"textDocument": {"uri": URI}, "range": range, "context": context});
        let actions = client.result("textDocument/codeAction", params);
        let actions = actions.as_array().expect("a list");
        assert!(actions.iter().all(|a| a["kind"].as_str() == kinds), "{only}: {actions:?}");
        assert_eq!(actions.is_empty(), kinds.is_none(), "{only}: {actions:?}");
    }
    client.finish();
}

#[test]
fn f43_half_typed_pinyin_disturbs_no_other_line() {
    let mut client = Client::started(None, json!({}), json!({"check": {"debounceMs": 0}}));
    client.open(URI, "（一）甲\n（三）乙\n\n全年推进建设。\n");
    let before = client.diagnostics(URI, 1);
    assert!(codes(&before).contains(&"ordinal-gap"));
    for (typed, key) in (0..).zip(["j", "i", " ", "z", "h", "i"]) {
        let version = 2 + typed;
        let at = json!({"line": 3, "character": 2 + typed});
        client.change(URI, version, json!([{"range": {"start": at, "end": at}, "text": key}]));
        let now = client.diagnostics(URI, version);
        let strip = |all: &[Value]| -> Vec<Value> {
            let mut all: Vec<Value> = all.iter().filter(|d| d["range"]["start"]["line"] != 3).cloned().collect();
            all.iter_mut().for_each(|d| d["data"] = Value::Null);
            all
        };
        assert_eq!(strip(&now), strip(&before), "{key}");
    }
    // And nothing is ever edited by the server unasked.
    assert!(client.asked.iter().all(|m| m["method"] != "workspace/applyEdit"));
    client.finish();
}

#[test]
fn f46_patterns_from_settings_are_refused_at_load_when_they_are_too_large() {
    let huge = "(a{1000}){1000}";
    let options = json!({"wordPatterns": [huge, "(((", "[0-9]+号工程"], "check": {"debounceMs": 0}});
    let mut client = Client::started(None, json!({}), options);
    client.open(URI, GAP);
    until(&mut client, URI, "ordinal-gap", true);
    let told = client.notification("window/showMessage");
    assert!(told["params"]["message"].as_str().expect("text").contains("wordPatterns"), "{told}");
    client.finish();
}

#[test]
fn timings_are_told_to_clients_that_trace() {
    let mut client = Client::started(None, json!({}), json!({}));
    client.notify("$/setTrace", json!({"value": "messages"}));
    client.open(URI, GAP);
    let told = client.notification("$/logTrace");
    assert!(told["params"]["message"].as_str().expect("text").starts_with("textDocument/didOpen: "), "{told}");
    assert!(told["params"].get("verbose").is_none(), "{told}");
    client.notify("$/setTrace", json!({"value": "verbose"}));
    client.open(URI, GAP);
    let told = client.wait("details", |m| m["method"] == "$/logTrace" && m["params"].get("verbose").is_some());
    let details = told["params"]["verbose"].as_str().expect("text");
    assert!(details.starts_with("notification; ") && !told.to_string().contains("甲"), "{told}");
    client.notify("$/setTrace", json!({"value": "off"}));
    client.open(URI, GAP);
    client.text(URI);
    assert!(client.gather(Duration::from_millis(50)).iter().all(|m| m["method"] != "$/logTrace"));
    client.finish();
}
