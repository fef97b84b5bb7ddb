//! What the server answers beyond the protocol (docs/protocol.md), on the real process.

use serde_json::{Value, json};
use zhibi_tests::client::Client;

const URI: &str = "file:///drafts/稿.txt";
const TEXT: &str = "一、回顾\n（一）抓投资。完成投资12.5亿元以上。\n（三）抓消费。\n";

fn started(capabilities: Value) -> Client {
    let mut client = Client::start();
    client.initialize(capabilities);
    client.open(URI, TEXT);
    client
}

fn of() -> Value {
    json!({"textDocument": {"uri": URI}})
}

#[test]
fn figures_are_those_of_the_command_line() {
    let mut client = started(json!({}));
    let figures = client.result("zhibi/figures", of());
    let figure = &figures[0];
    assert_eq!(
        (&figure["text"], &figure["lower"], &figure["unit"], &figure["bound"], &figure["line"], &figure["column"]),
        (&json!("12.5亿元"), &json!("1250000000"), &json!("元"), &json!(">="), &json!(2), &json!(12)),
        "{figure}"
    );
    let closed = client.result("zhibi/figures", json!({"textDocument": {"uri": "untitled:none"}}));
    assert_eq!(closed, Value::Null);
    client.finish();
}

#[test]
fn the_ledger_is_exported_in_every_form() {
    let mut client = started(json!({"workspace": {"executeCommand": {}}}));
    let mut export = |format: &str| {
        let arguments = json!([{"uri": URI, "format": format}]);
        client.result("workspace/executeCommand", json!({"command": "zhibi.exportFigures", "arguments": arguments}))
    };
    assert!(export("csv")["text"].as_str().expect("text").starts_with('\u{feff}'));
    assert!(export("markdown")["text"].as_str().expect("text").contains("12.5亿元"));
    let list: Value = serde_json::from_str(export("json")["text"].as_str().expect("text")).expect("JSON");
    assert_eq!(list[0]["text"], "12.5亿元");
    let narrowed = |client: &mut Client, more: Value| {
        let mut argument = json!({"uri": URI, "format": "csv"});
        argument.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        let params = json!({"command": "zhibi.exportFigures", "arguments": [argument]});
        client.result("workspace/executeCommand", params)["text"].as_str().expect("text").lines().count() - 1
    };
    // A workbook is a ZIP archive.
    assert!(export("xlsx")["base64"].as_str().expect("base64").starts_with("UEsDB"));
    client.change(URI, 2, json!([{"text": format!("{TEXT}2031年位居全市第3位。\n")}]));
    assert_eq!(narrowed(&mut client, json!({})), 1);
    assert_eq!(narrowed(&mut client, json!({"all": true})), 3);
    assert_eq!(narrowed(&mut client, json!({"all": true, "filter": "12.5"})), 1);
    assert_eq!(narrowed(&mut client, json!({"filter": "没有的词"})), 0);
    let refused = client.request(
        "workspace/executeCommand",
        json!({"command": "zhibi.exportFigures", "arguments": [{"uri": URI, "format": "pdf"}]}),
    );
    assert_eq!(refused["error"]["code"], -32602);
    let unknown = client.request("workspace/executeCommand", json!({"command": "zhibi.unheardOf"}));
    assert_eq!(unknown["error"]["code"], -32602);
    client.finish();
}

#[test]
fn what_an_indicator_is_the_extension_knows_as_the_server_does() {
    use zhibi_core::features::is_indicator;
    use zhibi_core::figures::{Class, Role};
    let script = include_str!("../../editors/vscode/src/figures.ts");
    let list = |name: &str| -> Vec<&str> {
        let rest = script.split_once(&format!("const {name} = [")).expect("a list").1;
        rest.split_once(']').expect("its end").0.split(',').map(|word| word.trim().trim_matches('"')).collect()
    };
    let classes = [
        Class::Quantity,
        Class::Percent,
        Class::PercentagePoint,
        Class::Permille,
        Class::Multiple,
        Class::Fraction,
        Class::Ratio,
        Class::Date,
        Class::Period,
        Class::Deadline,
        Class::Ordinal,
        Class::Name,
        Class::Threshold,
        Class::CountCn,
    ];
    let roles = [
        Role::Achieved,
        Role::Target,
        Role::Total,
        Role::DoneInvestment,
        Role::Growth,
        Role::Share,
        Role::Delta,
        Role::Completion,
        Role::Threshold,
        Role::ListCount,
        Role::Capacity,
        Role::Deadline,
        Role::Period,
        Role::Rank,
        Role::Name,
        Role::Reference,
    ];
    let measures: Vec<_> = classes.into_iter().filter(|c| is_indicator(*c, None)).map(Class::name).collect();
    let others = roles.into_iter().filter(|r| !is_indicator(Class::Quantity, Some(*r)));
    let others: Vec<_> = others.map(Role::name).collect();
    let sorted = |mut words: Vec<&'static str>| {
        words.sort_unstable();
        words
    };
    assert_eq!(sorted(list("MEASURES")), sorted(measures));
    assert_eq!(sorted(list("NO_INDICATORS")), sorted(others));
}

#[test]
fn word_documents_become_drafts_and_are_given_back_with_comments_and_changes() {
    let mut client = started(json!({"workspace": {"executeCommand": {}}}));
    let run = |client: &mut Client, command: &str, argument: Value| {
        client.request("workspace/executeCommand", json!({"command": command, "arguments": [argument]}))
    };
    // A draft is typeset; the document becomes a draft again.
    let made = run(&mut client, "zhibi.convert", json!({"uri": URI, "layout": "gb9704"}));
    let document = made["result"]["base64"].as_str().expect("a document").to_owned();
    assert!(document.starts_with("UEsDB"));
    let from = json!({"name": "报告.docx", "base64": document});
    let text = run(&mut client, "zhibi.convert", from)["result"]["text"].as_str().expect("a draft").to_owned();
    assert!(text.contains("12.5亿元") && text.ends_with('\n'), "{text}");

    // What is found in the document comes back as comments, what was changed in its copy as changes.
    let copy = "file:///tmp/copy/%E6%8A%A5%E5%91%8A.gwr";
    let faulty = "一、总体要求\n新建项目超过100个以上。\n";
    client.open(copy, faulty);
    let made = run(&mut client, "zhibi.convert", json!({"uri": copy}));
    let document = made["result"]["base64"].as_str().expect("a document").to_owned();
    client.change(copy, 2, json!([{"text": faulty.replace("100个以上", "100个")}]));
    let given = run(&mut client, "zhibi.annotate", json!({"uri": copy, "name": "报告.docx", "base64": document}));
    let given = &given["result"];
    assert_eq!((&given["comments"], &given["changes"], &given["left"]), (&json!(1), &json!(1), &json!(0)), "{given}");
    let back =
        run(&mut client, "zhibi.convert", json!({"name": "报告.docx", "base64": given["base64"], "comments": true}));
    let back = back["result"]["text"].as_str().expect("a draft").to_owned();
    assert!(
        back.starts_with("一、总体要求\n新建项目超过100个。\n\n【批注1】") && back.contains("检查项：界限词重复"),
        "{back}"
    );

    for (argument, why) in [
        (json!({"name": "报告.doc", "base64": ""}), ".docx"),
        (json!({"name": "报告.ofd", "base64": ""}), ".docx"),
        (json!({"name": "报告.docx", "base64": "AAAA"}), "Word"),
        (json!({"uri": URI, "layout": "colour = 1"}), "colour"),
    ] {
        let refused = run(&mut client, "zhibi.convert", argument);
        assert!(refused["error"]["message"].as_str().expect("a reason").contains(why), "{refused}");
    }
    client.finish();
}

#[test]
fn the_next_item_begins_with_the_next_ordinal() {
    let mut client = started(json!({}));
    let at = |line: u32, character: u32| json!({"textDocument": {"uri": URI}, "position": {"line": line, "character": character}});
    let next = client.result("zhibi/onEnter", at(2, 8));
    let edit = &next["edits"][0];
    assert_eq!(edit["newText"].as_str().expect("text").trim_start_matches(['\r', '\n']), "（四）", "{next}");
    assert_eq!(next["position"], json!({"line": 3, "character": 3}), "{next}");
    client.finish();
}

#[test]
fn rules_are_explained_in_the_clients_language() {
    for (locale, word) in [("zh-CN", "检查"), ("en", "the")] {
        let mut client = Client::start();
        client.initialize_with(json!({"processId": null, "rootUri": null, "capabilities": {}, "locale": locale}));
        let page = client.result("zhibi/explain", json!({"code": "ordinal-gap"}));
        assert!(page["markdown"].as_str().expect("a page").contains(word), "{locale}: {page}");
        assert_eq!(client.result("zhibi/explain", json!({"code": "no-such-rule"})), Value::Null);
        client.finish();
    }
}

#[test]
fn renumbering_is_an_edit_that_the_client_applies() {
    let mut client = started(json!({"workspace": {"executeCommand": {}, "applyEdit": true}}));
    let arguments = json!([{"uri": URI, "position": {"line": 2, "character": 1}}]);
    let applied =
        client.result("workspace/executeCommand", json!({"command": "zhibi.renumber", "arguments": arguments}));
    assert_eq!(applied, true);
    let edit = client.asked.iter().find(|m| m["method"] == "workspace/applyEdit").expect("an edit was sent");
    assert_eq!(edit["params"]["edit"]["changes"][URI][0]["newText"], "二", "{edit}");
    client.finish();
}
