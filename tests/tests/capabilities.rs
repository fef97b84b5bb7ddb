//! What the server announces, to whom, and that it does what it announces.

use std::fs;

use serde_json::{Value, json};
use zhibi_tests::{client::Client, folder::Folder};

const URI: &str = "file:///drafts/稿.txt";

/// A client that can do everything but register for anything later.
fn able() -> Value {
    json!({
        "textDocument": {
            "synchronization": {"willSave": true, "willSaveWaitUntil": true, "didSave": true},
            "completion": {"completionItem": {"snippetSupport": true}}, "hover": {"contentFormat": ["markdown"]},
            "documentHighlight": {}, "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
            "codeAction": {
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}, "dataSupport": true,
                "isPreferredSupport": true, "resolveSupport": {"properties": ["edit"]},
            },
            "codeLens": {}, "formatting": {}, "rangeFormatting": {}, "onTypeFormatting": {},
            "rename": {"prepareSupport": true}, "documentLink": {}, "definition": {"linkSupport": true},
            "references": {}, "foldingRange": {}, "selectionRange": {}, "inlayHint": {}, "diagnostic": {},
            "semanticTokens": {
                "requests": {"full": {"delta": true}, "range": true}, "tokenTypes": [], "tokenModifiers": [],
                "formats": ["relative"],
            },
        },
        "workspace": {
            "symbol": {}, "executeCommand": {}, "applyEdit": true, "workspaceFolders": true,
            "diagnostics": {"refreshSupport": true},
        },
        "window": {"workDoneProgress": true, "showDocument": {"support": true}},
    })
}

fn started(capabilities: &Value, options: &Value) -> (Client, Value) {
    let mut client = Client::start();
    let result = client.initialize_with(json!({
        "processId": null, "rootUri": null, "capabilities": capabilities, "initializationOptions": options,
    }));
    (client, result["capabilities"].clone())
}

fn of() -> Value {
    json!({"textDocument": {"uri": URI}})
}

#[test]
fn every_feature_is_announced_to_those_who_can_use_it_and_to_nobody_else() {
    let (mut client, announced) = started(&able(), &json!({}));
    for provider in [
        "completion",
        "hover",
        "documentHighlight",
        "documentSymbol",
        "codeAction",
        "codeLens",
        "documentFormatting",
        "documentRangeFormatting",
        "rename",
        "documentLink",
        "definition",
        "references",
        "foldingRange",
        "selectionRange",
        "inlayHint",
        "diagnostic",
        "semanticTokens",
        "workspaceSymbol",
        "executeCommand",
    ] {
        assert!(!announced[format!("{provider}Provider")].is_null(), "{provider}: {announced}");
    }
    assert_eq!(announced["semanticTokensProvider"]["full"], json!({"delta": true}));
    assert_eq!(announced["textDocumentSync"]["change"], 2);
    // Off until it is asked for.
    assert!(announced.get("documentOnTypeFormattingProvider").is_none());
    assert!(announced["textDocumentSync"].get("willSaveWaitUntil").is_none());
    assert_eq!(announced["diagnosticProvider"]["workspaceDiagnostics"], false);
    client.finish();

    let (mut client, announced) = started(&json!({}), &json!({}));
    let names: Vec<_> = announced.as_object().expect("an object").keys().collect();
    assert_eq!(names, ["positionEncoding", "textDocumentSync"]);
    client.finish();

    let wanted = json!({
        "onTypeFormatting": {"enable": true}, "fixOnSave": {"enable": true}, "workspaceDiagnostics": {"enable": true},
    });
    let (mut client, announced) = started(&able(), &wanted);
    assert_eq!(announced["documentOnTypeFormattingProvider"], json!({"firstTriggerCharacter": "\n"}));
    assert_eq!(announced["textDocumentSync"]["willSaveWaitUntil"], true);
    assert_eq!(announced["diagnosticProvider"]["workspaceDiagnostics"], true);
    client.finish();
}

#[test]
fn every_announced_command_is_known() {
    let (mut client, announced) = started(&able(), &json!({}));
    client.open(URI, "一、甲\n");
    let commands = announced["executeCommandProvider"]["commands"].as_array().expect("commands").clone();
    for wanted in [
        "restart",
        "showOutline",
        "showFigures",
        "exportFigures",
        "convert",
        "annotate",
        "openRule",
        "showPlace",
        "renumber",
        "ignore",
        "setting",
        "report",
        "findFigures",
        "checkFolders",
        "terms",
        "joinLines",
    ] {
        assert!(commands.contains(&json!(format!("zhibi.{wanted}"))), "{wanted}: {commands:?}");
    }
    for command in commands {
        let answer = client.request("workspace/executeCommand", json!({"command": command, "arguments": [{}]}));
        let refusal = answer["error"]["message"].as_str().unwrap_or_default();
        assert!(!refusal.contains("there is no command"), "{answer}");
    }
    client.finish();
}

/// Applies the edits of a delta to the numbers it is for.
fn patched(mut data: Vec<Value>, edits: &Value) -> Vec<Value> {
    for edit in edits.as_array().expect("edits").iter().rev() {
        let start = usize::try_from(edit["start"].as_u64().expect("start")).expect("small");
        let count = usize::try_from(edit["deleteCount"].as_u64().expect("count")).expect("small");
        data.splice(start..start + count, edit["data"].as_array().cloned().unwrap_or_default());
    }
    data
}

#[test]
fn changes_of_semantic_tokens_make_the_new_tokens_of_the_old() {
    let (mut client, _) = started(&able(), &json!({}));
    client.open(URI, &"（一）完成投资12.5亿元，增长8.3%。\n（二）新增就业3968人。\n".repeat(20));
    let all = client.result("textDocument/semanticTokens/full", of());
    let mut data = all["data"].as_array().expect("numbers").clone();
    let mut id = all["resultId"].clone();
    let changes = [
        (json!({"line": 3, "character": 3}), json!({"line": 3, "character": 3}), "完成20%，"),
        (json!({"line": 5, "character": 0}), json!({"line": 7, "character": 0}), ""),
        (json!({"line": 0, "character": 0}), json!({"line": 0, "character": 0}), "序言\n"),
        (json!({"line": 9, "character": 4}), json!({"line": 9, "character": 4}), "甲"),
    ];
    for (version, (start, end, text)) in (2..).zip(changes) {
        client.change(URI, version, json!([{"range": {"start": start, "end": end}, "text": text}]));
        let mut params = of();
        params["previousResultId"] = id;
        let delta = client.result("textDocument/semanticTokens/full/delta", params);
        assert!(delta.get("data").is_none(), "all of it, though little changed: {delta}");
        data = patched(data, &delta["edits"]);
        let all = client.result("textDocument/semanticTokens/full", of());
        assert_eq!(&data, all["data"].as_array().expect("numbers"), "{delta}");
        id = all["resultId"].clone();
    }
    // Nothing changed, nothing said; an unknown name is answered with everything.
    let mut params = of();
    params["previousResultId"] = id;
    assert_eq!(client.result("textDocument/semanticTokens/full/delta", params.clone())["edits"], json!([]));
    params["previousResultId"] = json!("long ago");
    assert_eq!(client.result("textDocument/semanticTokens/full/delta", params)["data"], json!(data));
    client.finish();
}

#[test]
fn the_next_ordinal_follows_a_typed_line_break_where_that_is_wanted() {
    let typed = |client: &mut Client| {
        client.open(URI, "（三）抓投资\n\n二、保障\n");
        let mut params = of();
        params["position"] = json!({"line": 1, "character": 0});
        params["ch"] = json!("\n");
        params["options"] = json!({"tabSize": 4, "insertSpaces": true});
        client.result("textDocument/onTypeFormatting", params)
    };
    let (mut client, _) = started(&able(), &json!({"onTypeFormatting": {"enable": true}}));
    assert_eq!(typed(&mut client)[0]["newText"], "（四）");
    client.finish();
    let (mut client, _) = started(&able(), &json!({}));
    assert_eq!(typed(&mut client), json!([]));
    client.finish();
}

#[test]
fn f40_a_save_waits_for_safe_fixes_only_where_that_is_wanted_and_never_long() {
    let fixes = |client: &mut Client, text: &str, reason: u32| {
        client.open(URI, text);
        let mut params = of();
        params["reason"] = json!(reason);
        client.result("textDocument/willSaveWaitUntil", params)
    };
    let text = "完成投资30亿元。。\n";
    let (mut client, _) = started(&able(), &json!({"fixOnSave": {"enable": true}}));
    assert!(!fixes(&mut client, text, 1).as_array().expect("edits").is_empty());
    // A pause in typing is no wish to have the text changed.
    assert_eq!(fixes(&mut client, text, 2), json!([]));
    // What takes long is left out: the client would drop it anyway.
    fixes(&mut client, &text.repeat(20_000), 1);
    client.finish();
    let (mut client, _) = started(&able(), &json!({}));
    assert_eq!(fixes(&mut client, text, 1), json!([]));
    client.finish();
}

#[test]
fn features_that_settings_turn_on_and_off_are_registered_while_the_session_runs() {
    let mut capabilities = able();
    capabilities["textDocument"]["onTypeFormatting"] = json!({"dynamicRegistration": true});
    capabilities["textDocument"]["synchronization"]["dynamicRegistration"] = json!(true);
    let wanted = json!({"onTypeFormatting": {"enable": true}, "fixOnSave": {"enable": true}});
    let (mut client, announced) = started(&capabilities, &wanted);
    assert!(announced.get("documentOnTypeFormattingProvider").is_none(), "announced later, not twice");
    let registered = client.wait("registration", |m| {
        m["method"] == "client/registerCapability" && m.to_string().contains("textDocument/onTypeFormatting")
    });
    let registered = registered["params"]["registrations"].as_array().expect("a list").clone();
    let methods: Vec<_> = registered.iter().map(|r| r["method"].as_str().expect("a method")).collect();
    assert_eq!(methods, ["textDocument/onTypeFormatting", "textDocument/willSaveWaitUntil"]);
    client.notify(
        "workspace/didChangeConfiguration",
        json!({"settings": {"zhibi": {"onTypeFormatting": {"enable": false}}}}),
    );
    let gone = client.wait("the reverse", |m| m["method"] == "client/unregisterCapability");
    let gone = &gone["params"]["unregisterations"];
    assert_eq!(gone.as_array().expect("a list").len(), 1, "{gone}");
    assert_eq!(gone[0], json!({"id": registered[0]["id"], "method": "textDocument/onTypeFormatting"}));
    client.finish();
}

#[test]
fn terms_are_listed_with_their_places() {
    let (mut client, _) = started(&able(), &json!({}));
    client.open(URI, "一、回顾\n落实“三个一批”，推进“四链融合”。\n再抓“三个一批”。\n名词解释\n1.“三个一批”：即甲。\n2.“海绵城市”：即乙。\n");
    let told =
        client.result("workspace/executeCommand", json!({"command": "zhibi.terms", "arguments": [{"uri": URI}]}));
    assert_eq!(told["listed"], true, "{told}");
    let shown: Vec<_> = told["terms"]
        .as_array()
        .expect("terms")
        .iter()
        .map(|t| {
            let line = |place: &str| t[place]["range"]["start"]["line"].as_u64();
            (t["text"].as_str().expect("a text"), t["count"].as_u64(), line("first"), line("explained"))
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("三个一批", Some(2), Some(1), Some(4)),
            ("四链融合", Some(1), Some(1), None),
            ("海绵城市", Some(0), None, Some(5)),
        ]
    );
    assert_eq!(told["terms"][0]["first"]["range"]["start"]["character"], 3);
    client.finish();
}

#[test]
fn lines_that_were_pasted_are_joined_by_themselves() {
    let line = "过去一年，我们坚持稳中求进工作总基";
    let tail = "打下了坚实基础。";
    let pasted = format!("{}{tail}\n", format!("{line}\n").repeat(5)).repeat(3);
    let (mut client, _) = started(&able(), &json!({}));
    client.open(URI, &format!("一、回顾\n短句。\n二、安排\n短句。\n三、保障\n短句。\n{pasted}四、结语\n"));
    let mut join = |from: u32, to: u32| {
        let argument = json!({"uri": URI, "from": from, "to": to});
        client.result("workspace/executeCommand", json!({"command": "zhibi.joinLines", "arguments": [argument]}))
    };
    let edits = join(6, 24);
    let edits = edits.as_array().expect("edits");
    assert_eq!(edits.len(), 15, "{edits:?}");
    assert_eq!(
        edits[0],
        json!({
            "newText": "",
            "range": {"start": {"line": 6, "character": 17}, "end": {"line": 7, "character": 0}},
        })
    );
    assert_eq!(join(0, 6), json!([]));
    client.finish();
}

#[test]
fn texts_about_a_draft_are_shown_or_given() {
    let run = |client: &mut Client, command: &str| {
        client.result("workspace/executeCommand", json!({"command": command, "arguments": [{"uri": URI}]}))
    };
    let text = "一、回顾\n（一）完成投资12.5亿元。\n";
    // A client that shows no such texts is given them.
    let (mut client, _) = started(&able(), &json!({}));
    client.open(URI, text);
    let figures = run(&mut client, "zhibi.showFigures");
    assert!(figures["text"].as_str().expect("a table").contains("12.5亿元"), "{figures}");
    let outline = run(&mut client, "zhibi.showOutline");
    assert!(outline["text"].as_str().expect("a list").contains("- 一、回顾\n  - （一）"), "{outline}");
    client.finish();

    // One that does is pointed to them, asks for them, and is told when they are out of date.
    let mut capabilities = able();
    capabilities["workspace"]["textDocumentContent"] = json!({"dynamicRegistration": true});
    let (mut client, _) = started(&capabilities, &json!({}));
    let registered = client.wait("registration", |m| m["method"] == "client/registerCapability");
    let options = &registered["params"]["registrations"][0]["registerOptions"];
    assert_eq!(options["schemes"], json!(["zhibi-figures", "zhibi-outline", "zhibi-rule"]), "{registered}");
    client.open(URI, text);
    run(&mut client, "zhibi.showFigures");
    let shown = client.asked.iter().find(|m| m["method"] == "window/showDocument").expect("shown")["params"].clone();
    let uri = shown["uri"].as_str().expect("an address").to_owned();
    assert!(uri.starts_with("zhibi-figures:/"), "{uri}");
    let content = client.result("workspace/textDocumentContent", json!({"uri": uri}));
    assert_eq!(content["text"], figures["text"]);
    client.notify("textDocument/didSave", of());
    let refresh = client.wait("refresh", |m| m["method"] == "workspace/textDocumentContent/refresh");
    assert_eq!(refresh["params"]["uri"], uri.as_str());
    let page = client.result("workspace/textDocumentContent", json!({"uri": "zhibi-rule:/ordinal-gap.md"}));
    assert!(page["text"].as_str().expect("a page").starts_with("# "), "{page}");
    for unknown in ["zhibi-rule:/no-such-rule.md", "zhibi-figures:/x.md", "file:///etc/passwd"] {
        let refused = client.request("workspace/textDocumentContent", json!({"uri": unknown}));
        assert_eq!(refused["error"]["code"], -32602, "{unknown}: {refused}");
    }
    client.close(URI);
    let refused = client.request("workspace/textDocumentContent", json!({"uri": uri}));
    assert_eq!(refused["error"]["code"], -32602, "{refused}");
    client.finish();
}

#[test]
fn attachments_and_rules_are_linked_where_there_is_something_to_open() {
    let folder = Folder::new("links");
    folder.write("附件1 项目表.csv", "");
    folder.write("附件十二.txt", "");
    let uri = folder.uri("稿.md");
    let text = "<!-- zhibi-ignore ordinal-gap -->\n详见附件1、附件2、附件12和 https://example.org 。\n";
    let targets = |capabilities: &Value| -> Vec<String> {
        let (mut client, _) = started(capabilities, &json!({}));
        let document = json!({"uri": uri, "languageId": "markdown", "version": 1, "text": text});
        client.notify("textDocument/didOpen", json!({"textDocument": document}));
        let links = client.result("textDocument/documentLink", json!({"textDocument": {"uri": uri}}));
        client.finish();
        let target = |link: &Value| {
            let target = link["target"].as_str().expect("a target");
            format!("{}:{} {}", link["range"]["start"]["line"], link["range"]["start"]["character"], target)
        };
        links.as_array().expect("a list").iter().map(target).collect()
    };
    let mut capabilities = able();
    let found = targets(&capabilities);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].starts_with("1:2 file:///") && found[0].ends_with(".csv"), "{found:?}");
    assert!(found[1].starts_with("1:10 file:///") && found[1].ends_with(".txt"), "{found:?}");
    assert!(found[2].ends_with("https://example.org/"), "{found:?}");
    capabilities["workspace"]["textDocumentContent"] = json!({"dynamicRegistration": true});
    assert_eq!(targets(&capabilities)[0], "0:18 zhibi-rule:/ordinal-gap.md");
}

#[test]
fn a_rule_can_be_ignored_in_a_whole_draft_and_its_page_shown() {
    let folder = Folder::new("whole");
    let uri = folder.uri("稿.txt");
    let text = "（一）甲\n（三）乙\n（七）丙\n";
    folder.write("稿.txt", text);
    let mut capabilities = able();
    capabilities["textDocument"].as_object_mut().expect("an object").remove("diagnostic");
    let (mut client, _) = started(&capabilities, &json!({"check": {"debounceMs": 0}}));
    client.open(&uri, text);
    let gaps = |diagnostics: &[Value]| diagnostics.iter().filter(|d| d["code"] == "ordinal-gap").count();
    assert_eq!(gaps(&client.diagnostics(&uri, 1)), 2);
    let at = json!({"line": 1, "character": 1});
    let params =
        json!({"textDocument": {"uri": uri}, "range": {"start": at, "end": at}, "context": {"diagnostics": []}});
    let actions = client.result("textDocument/codeAction", params);
    let mut run = |title: &str| {
        let action = actions.as_array().expect("a list").iter().find(|a| a["title"] == title);
        let command = &action.unwrap_or_else(|| panic!("{title}: {actions}"))["command"];
        let params = json!({"command": command["command"], "arguments": command["arguments"]});
        client.result("workspace/executeCommand", params);
    };
    run("查看规则说明（序号跳号或倒序）");
    run("在全文忽略（序号跳号或倒序）");
    client.wait("no gaps", |m| {
        m["method"] == "textDocument/publishDiagnostics"
            && m["params"]["uri"] == uri.as_str()
            && gaps(m["params"]["diagnostics"].as_array().expect("a list")) == 0
    });
    let shown = client.asked.iter().find(|m| m["method"] == "window/showDocument").expect("the page");
    assert_eq!(shown["params"]["uri"], "zhibi-rule:/ordinal-gap.md");
    assert!(fs::read_to_string(folder.path.join(".zhibi/ignore.toml")).expect("the list").contains("hash = \"*\""));
    // And back again.
    let mut run = |command: &str, argument: Value| {
        client.result("workspace/executeCommand", json!({"command": command, "arguments": [argument]}))
    };
    let entries = run("zhibi.ignored", json!({"uri": uri}));
    assert_eq!(entries, json!([{"rule": "ordinal-gap", "title": "序号跳号或倒序", "hash": "*", "text": ""}]));
    run("zhibi.unignore", json!({"uri": uri, "rule": "ordinal-gap", "hash": "*"}));
    assert_eq!(run("zhibi.ignored", json!({"uri": uri})), json!([]));
    client.wait("the gaps", |m| {
        m["method"] == "textDocument/publishDiagnostics"
            && m["params"]["uri"] == uri.as_str()
            && gaps(m["params"]["diagnostics"].as_array().expect("a list")) == 2
    });
    client.finish();
}

#[test]
fn every_place_of_a_habit_leads_to_the_next_one() {
    let (mut client, _) = started(&able(), &json!({}));
    let line = "𠀀抓投资,促消费,稳增长,保就业。\n";
    client.open(URI, &line.repeat(30));
    // At the last of ninety marks: round to the first.
    let at = json!({"line": 29, "character": 13});
    let params =
        json!({"textDocument": {"uri": URI}, "range": {"start": at, "end": at}, "context": {"diagnostics": []}});
    let actions = client.result("textDocument/codeAction", params);
    let action = actions.as_array().expect("a list").iter().find(|a| a["title"] == "转到下一处同类（第1处，共90处）");
    let command = &action.unwrap_or_else(|| panic!("{actions}"))["command"];
    client
        .result("workspace/executeCommand", json!({"command": command["command"], "arguments": command["arguments"]}));
    let shown = client.asked.iter().find(|m| m["method"] == "window/showDocument").expect("a place")["params"].clone();
    // Behind a character of two UTF-16 units.
    assert_eq!((&shown["uri"], &shown["selection"]["start"]), (&json!(URI), &json!({"line": 0, "character": 5})));
    client.finish();
}

#[test]
fn a_restart_reads_settings_again() {
    let folder = Folder::new("restart");
    let uri = folder.uri("稿.txt");
    let (mut client, _) = started(&json!({"workspace": {"executeCommand": {}}}), &json!({}));
    client.open(&uri, "（一）甲\n（三）乙\n");
    assert!(!client.diagnostics(&uri, 1).is_empty());
    folder.write("zhibi.toml", "[rules]\nordinal-gap = \"off\"\n");
    client.result("workspace/executeCommand", json!({"command": "zhibi.restart"}));
    client.wait("diagnostics of the new settings", |m| {
        m["method"] == "textDocument/publishDiagnostics" && m["params"]["diagnostics"] == json!([])
    });
    client.finish();
}
