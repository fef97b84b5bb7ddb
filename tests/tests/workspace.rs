//! What is asked about all drafts of a folder: symbols, diagnostics of drafts that are not open.

use std::{fs, time::Duration};

use serde_json::{Value, json};
use zhibi_tests::{client::Client, folder::Folder};

const GAP: &str = "一、工作回顾\n（一）甲\n（三）乙\n";

fn started(folder: &Folder, mut capabilities: Value, options: Value) -> Client {
    let mut client = Client::start();
    capabilities["workspace"]["symbol"] = json!({});
    let root = folder.uri("").trim_end_matches('/').to_owned();
    client.initialize_with(json!({
        "processId": null, "rootUri": root, "workspaceFolders": [{"uri": root, "name": "drafts"}],
        "capabilities": capabilities, "initializationOptions": options,
    }));
    client
}

/// Names of the symbols that match, with the last part of the address of each.
fn symbols(client: &mut Client, query: &str) -> Vec<String> {
    let found = client.result("workspace/symbol", json!({"query": query}));
    let shown = |symbol: &Value| {
        let uri = symbol["location"]["uri"].as_str().expect("an address");
        let file = uri.rsplit('/').next().expect("a name");
        format!("{} {file}:{}", symbol["name"].as_str().expect("a name"), symbol["location"]["range"]["start"]["line"])
    };
    let mut shown: Vec<_> = found.as_array().expect("a list").iter().map(shown).collect();
    shown.sort();
    shown
}

#[test]
fn symbols_of_all_drafts_of_the_folder_are_found() {
    let folder = Folder::new("symbols");
    fs::create_dir(folder.path.join(".git")).expect("a repository");
    folder.write(".gitignore", "old/\n");
    folder.write("a.txt", "一、抓工业投资\n");
    folder.write("b/c.md", "# 一、抓工业稳增长\n");
    folder.write("old/d.txt", "一、抓工业旧稿\n");
    folder.write("e.rs", "一、抓工业\n");
    // 一、抓工业, in GBK.
    let (gbk, ..) = encoding_rs::GB18030.encode("一、抓工业转型，推动产业升级，完成年度目标任务。\n");
    folder.write("f.txt", gbk);
    let mut client = started(&folder, json!({}), json!({}));
    assert_eq!(
        symbols(&mut client, "抓工业"),
        ["一、抓工业投资 a.txt:0", "一、抓工业稳增长 c.md:0", "一、抓工业转型，推动产业升级，完成年度目标任务 f.txt:0"]
    );
    // An open draft is what the client says it is, not what the disk says.
    client.open(&folder.uri("a.txt"), "\n二、抓工业技改\n");
    assert_eq!(symbols(&mut client, "工业技改"), ["二、抓工业技改 a.txt:1"]);
    assert!(symbols(&mut client, "工业投资").is_empty());
    client.close(&folder.uri("a.txt"));
    // Files that change are read again, new ones found, deleted ones forgotten.
    folder.write("a.txt", "\n\n三、抓工业园区建设\n");
    folder.write("new.txt", "一、抓工业招商\n");
    fs::remove_file(folder.path.join("b/c.md")).expect("deleted");
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": []}));
    let found = symbols(&mut client, "抓工业");
    assert_eq!(found[..2], ["一、抓工业招商 new.txt:0", "一、抓工业转型，推动产业升级，完成年度目标任务 f.txt:0"]);
    assert_eq!(found[2..], ["三、抓工业园区建设 a.txt:2"]);
    client.finish();
}

#[test]
fn many_drafts_are_answered_for_while_others_go_on() {
    let folder = Folder::new("many");
    for n in 0..200 {
        folder.write(&format!("{n}/稿{n}.txt"), "一、抓工业\n完成投资12.5亿元，增长8.3%。\n".repeat(10));
    }
    let mut client = started(&folder, json!({"window": {"workDoneProgress": true}}), json!({}));
    let id = client.ask("workspace/symbol", json!({"query": "抓工业"}));
    let hover = client.request(
        "textDocument/hover",
        json!({"textDocument": {"uri": "untitled:x"}, "position": {"line": 0, "character": 0}}),
    );
    assert_eq!(hover["result"], Value::Null);
    // Answered at most 500, all the same.
    assert_eq!(client.answer(&id)["result"].as_array().expect("a list").len(), 500);
    // Whoever types a query asks for every letter and lets go of the earlier ones.
    let ids: Vec<_> = (0..20).map(|_| client.ask("workspace/symbol", json!({"query": "增长"}))).collect();
    for id in &ids[..19] {
        client.notify("$/cancelRequest", json!({"id": id}));
    }
    for id in &ids {
        let answer = client.answer(id);
        assert!(answer["error"]["code"] == -32800 || answer["result"].is_array(), "{answer}");
    }
    client.finish();
}

fn pulling() -> Value {
    json!({
        "textDocument": {"diagnostic": {}},
        "workspace": {"diagnostics": {"refreshSupport": true}, "didChangeWatchedFiles": {"dynamicRegistration": true}},
    })
}

fn all_wanted() -> Value {
    json!({"workspaceDiagnostics": {"enable": true}})
}

/// What an answer says of each draft: its name, the codes found, and all results' ids for the next question.
fn reports(items: &Value) -> (Vec<String>, Vec<Value>) {
    let items = items.as_array().expect("a list");
    let shown = |item: &Value| {
        let file = item["uri"].as_str().expect("an address").rsplit('/').next().expect("a name").to_owned();
        let codes: Vec<_> = item["items"].as_array().expect("full").iter().filter_map(|d| d["code"].as_str()).collect();
        format!("{file}: {}", codes.join(" "))
    };
    let id = |item: &Value| json!({"uri": item["uri"], "value": item["resultId"]});
    (items.iter().map(shown).collect(), items.iter().map(id).collect())
}

#[test]
fn f39_diagnostics_of_the_whole_folder_come_when_there_is_something_new() {
    let folder = Folder::new("reports");
    folder.write("a.txt", GAP);
    folder.write("b.txt", "（一）甲\n（二）乙\n");
    let mut client = started(&folder, pulling(), all_wanted());
    // So that changes on disk need not be looked for, the client is asked to tell of them.
    client.wait("watchers", |m| {
        m["method"] == "client/registerCapability"
            && m.to_string().contains("**/*.gwr")
            && !m.to_string().contains("**/*.docx")
    });
    let first = client.result("workspace/diagnostic", json!({"previousResultIds": []}));
    let (found, ids) = reports(&first["items"]);
    assert_eq!(found, ["a.txt: ordinal-gap", "b.txt: "]);
    assert!(first["items"][0]["version"].is_null() && first["items"][0]["kind"] == "full", "{first}");

    // Asked again, the server has nothing to say until a draft changes.
    let id = client.ask("workspace/diagnostic", json!({"previousResultIds": ids}));
    let said = client.gather(Duration::from_millis(400));
    assert!(said.iter().all(|m| m["id"] != id || m.get("method").is_some()), "{said:?}");
    folder.write("b.txt", "（一）甲\n（四）乙丙\n");
    let changed = json!({"changes": [{"uri": folder.uri("b.txt"), "type": 2}]});
    client.notify("workspace/didChangeWatchedFiles", changed.clone());
    let (found, newer) = reports(&client.answer(&id)["result"]["items"]);
    assert_eq!(found, ["b.txt: ordinal-gap"]);
    let ids = [ids[0].clone(), newer[0].clone()];

    // A draft that goes loses its diagnostics, once.
    let id = client.ask("workspace/diagnostic", json!({"previousResultIds": ids}));
    fs::remove_file(folder.path.join("b.txt")).expect("deleted");
    client.notify("workspace/didChangeWatchedFiles", changed);
    let (found, gone) = reports(&client.answer(&id)["result"]["items"]);
    assert_eq!(found, ["b.txt: "]);
    let ids = [ids[0].clone(), gone[0].clone()];

    // What is open is asked for by itself. A setting that changes results wakes the waiting.
    client.open(&folder.uri("a.txt"), GAP);
    let id = client.ask("workspace/diagnostic", json!({"previousResultIds": ids}));
    client.close(&folder.uri("a.txt"));
    client.notify(
        "workspace/didChangeConfiguration",
        json!({"settings": {"zhibi": {"rules": {"ordinal-gap": "off"}, "workspaceDiagnostics": {"enable": true}}}}),
    );
    let (found, _) = reports(&client.answer(&id)["result"]["items"]);
    assert_eq!(found, ["a.txt: "]);

    // Cancelled, it is answered at once; and so it is when the session ends.
    let all = json!({"previousResultIds": [{"uri": folder.uri("a.txt"), "value": reports_id(&mut client)}]});
    let id = client.ask("workspace/diagnostic", all.clone());
    client.notify("$/cancelRequest", json!({"id": id}));
    assert_eq!(client.answer(&id)["error"]["code"], -32800);
    let id = client.ask("workspace/diagnostic", all);
    client.result("shutdown", Value::Null);
    assert_eq!(client.answer(&id)["result"]["items"], json!([]));
    client.notify("exit", Value::Null);
    client.ends_with(0);
}

/// Name of the set of diagnostics of the only draft.
fn reports_id(client: &mut Client) -> Value {
    let all = client.result("workspace/diagnostic", json!({"previousResultIds": []}));
    assert_eq!(all["items"].as_array().expect("a list").len(), 1, "{all}");
    all["items"][0]["resultId"].clone()
}

#[test]
fn diagnostics_of_a_large_folder_come_in_parts_with_progress_that_can_be_stopped() {
    let folder = Folder::new("parts");
    for n in 0..300 {
        folder.write(&format!("稿{n:03}.txt"), GAP.repeat(30));
    }
    let mut capabilities = pulling();
    capabilities["window"] = json!({"workDoneProgress": true});
    let mut client = started(&folder, capabilities, all_wanted());
    let params = json!({"previousResultIds": [], "partialResultToken": "parts"});
    let id = client.ask("workspace/diagnostic", params);
    let answer = client.answer(&id);
    assert_eq!(answer["result"]["items"], json!([]), "all came in parts");
    let said = client.gather(Duration::from_millis(200));
    let parts: Vec<_> =
        said.iter().filter(|m| m["method"] == "$/progress" && m["params"]["token"] == "parts").collect();
    let count: usize = parts.iter().map(|m| m["params"]["value"]["items"].as_array().expect("items").len()).sum();
    assert_eq!((parts.len(), count), (15, 300));

    // Work that takes long is shown: begun, told of, ended. On a machine that needs no time for it, it is not.
    let progress = |said: &[Value], kind: &str| said.iter().filter(|m| m["params"]["value"]["kind"] == kind).count();
    assert_eq!(progress(&said, "begin"), progress(&said, "end"));
    client.finish();

    let mut client = started(&folder, json!({"window": {"workDoneProgress": true}}), json!({}));
    let id = client.ask("workspace/symbol", json!({"query": "没有这样的标题"}));
    client.ask("workspace/symbol", json!({"query": "甲"}));
    let create = client.wait("progress or the answer", |m| {
        m["method"] == "window/workDoneProgress/create" || (m.get("method").is_none() && m["id"] == id)
    });
    if create["method"] == "window/workDoneProgress/create" {
        let token = create["params"]["token"].clone();
        client.notify("window/workDoneProgress/cancel", json!({"token": token}));
        let answer = client.answer(&id);
        assert!(answer["result"].is_array() || answer["error"]["code"] == -32800, "{answer}");
    }
    client.finish();
}

#[test]
fn diagnostics_of_closed_drafts_are_not_given_unasked() {
    let folder = Folder::new("off");
    folder.write("a.txt", GAP);
    for options in [json!({}), json!({"workspaceDiagnostics": {"enable": false}})] {
        let mut client = started(&folder, pulling(), options);
        // Not announced, and harmless when asked all the same.
        let answer = client.result("workspace/diagnostic", json!({"previousResultIds": []}));
        assert_eq!(answer["items"], json!([]));
        client.finish();
    }
    // A client that is pushed to asks for nothing.
    let mut client = Client::start();
    let result = client.initialize_with(json!({
        "processId": null, "rootUri": null, "capabilities": {}, "initializationOptions": all_wanted(),
    }));
    assert!(result["capabilities"].get("diagnosticProvider").is_none());
    client.finish();
}

fn run(client: &mut Client, command: &str, argument: &Value) -> Value {
    client.result("workspace/executeCommand", json!({"command": command, "arguments": [argument]}))
}

#[test]
fn a_metric_and_words_are_found_in_all_drafts_and_folders_are_checked_on_request() {
    let folder = Folder::new("found");
    folder.write("乡/一.txt", "一、回顾\n地區生產總值93.1億元。\n");
    folder.write("二.txt", GAP);
    folder.write("三.txt", "一、安排\n地区生产总值增长6%以上，粮食产量32万吨。\n");
    let mut client = started(&folder, json!({"workspace": {"executeCommand": {}}}), json!({}));
    let open = folder.uri("三.txt");
    client.open(&open, "一、安排\n地区生产总值增长6%以上，粮食产量31万吨。\n");
    let texts = |found: &Value| -> Vec<String> {
        let rows = found["figures"].as_array().expect("figures").iter();
        rows.map(|row| format!("{}{}", row["bound"].as_str().unwrap_or("?"), row["text"].as_str().unwrap_or("?")))
            .collect()
    };
    let place = json!({"uri": open, "position": {"line": 1, "character": 2}});
    let found = run(&mut client, "zhibi.findFigures", &place);
    assert_eq!(
        (&found["title"], texts(&found)),
        (&json!("地区生产总值"), vec![">=6%".into(), "=93.1億元".into()]),
        "{found}"
    );
    assert!(
        found["figures"][1]["location"]["uri"].as_str().is_some_and(|uri| uri.ends_with("%E4%B8%80.txt")),
        "{found}"
    );
    assert_eq!(found["figures"][1]["location"]["range"]["start"], json!({"line": 1, "character": 6}));
    assert_eq!(found["figures"][0]["sentence"], "地区生产总值增长【6%】以上，粮食产量31万吨。");
    // An open draft is what the client says.
    assert_eq!(texts(&run(&mut client, "zhibi.findFigures", &json!({"words": "糧食"}))), ["=31万吨"]);
    let nothing = json!({"uri": open, "position": {"line": 0, "character": 0}});
    assert_eq!(run(&mut client, "zhibi.findFigures", &nothing)["title"], Value::Null);
    let checked = run(&mut client, "zhibi.checkFolders", &json!({}));
    let counts: Vec<usize> =
        checked.as_array().expect("drafts").iter().map(|d| d["diagnostics"].as_array().map_or(0, Vec::len)).collect();
    assert_eq!(counts.len(), 2, "the open draft is checked already: {checked}");
    assert!(checked.to_string().contains("ordinal-gap") && counts.contains(&0), "{checked}");
    client.finish();
}

#[test]
fn a_configuration_is_made_with_a_rule_off_and_with_a_name_and_a_page_is_made() {
    let folder = Folder::new("setting");
    folder.write("zhibi.toml", "# 本室\n[rules]\njiezhi = 'off'\n");
    let uri = folder.uri("稿/报告.txt");
    let mut client = started(&folder, json!({"workspace": {"executeCommand": {}}}), json!({}));
    client.open(&uri, GAP);
    let off = run(&mut client, "zhibi.setting", &json!({"uri": uri, "rule": "ordinal-gap"}));
    assert!(off["uri"].as_str().is_some_and(|uri| uri.ends_with("/zhibi.toml") && !uri.contains("%E7%A8%BF")), "{off}");
    assert_eq!(off["text"], "# 本室\n[rules]\njiezhi = 'off'\nordinal-gap = \"off\"\n");
    let word = run(&mut client, "zhibi.setting", &json!({"uri": uri, "word": "“982”工程"}));
    assert!(word["text"].as_str().is_some_and(|text| text.contains("words = [\"“982”工程\"]\n")), "{word}");
    assert!(fs::read_to_string(folder.path.join("zhibi.toml")).is_ok_and(|text| text.len() < 40), "nothing is written");
    let page = run(&mut client, "zhibi.report", &json!({"uri": uri}));
    let html = page["text"].as_str().expect("a page");
    assert!(html.starts_with("<!doctype html>") && html.contains("<title>报告.txt 检查报告</title>"), "{html}");
    assert!(html.contains("【（三）】乙"), "{html}");
    client.finish();
}
