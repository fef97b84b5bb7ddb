//! Other files that a draft is held against while it is written: last year's report, the draft before, confirmed sheets,
//! papers of the same year.

use serde_json::{Value, json};
use zhibi_tests::{
    client::Client,
    folder::{Folder, commit},
};

const SETTINGS: &str = "[companions]\nlast-year = \"去年.txt\"\nprevious = \"上一稿.txt\"\nfacts = [\"核定表.csv\"]\nsiblings = [\"计划报告.txt\"]\n";
const LAST: &str = "政府工作报告\n一、2030年工作回顾\n各项工作取得进展。\n二、2031年工作安排\n主要预期目标是：地区生产总值增长6%以上。\n新建农村公路120公里。新建口袋公园30个。\n";
const PREVIOUS: &str =
    "政府工作报告\n一、2031年工作回顾\n2031年，地区生产总值增长5.1%。建成农村公路130公里。\n二、2032年工作安排\n";
const DRAFT: &str =
    "政府工作报告\n一、2031年工作回顾\n2031年，地区生产总值增长5.2%。建成农村公路131公里。\n二、2032年工作安排\n";
const SHEET: &str = "指标,时期,核定值,责任部门\n地区生产总值增长,2031年,5.3%,统计局\n";

/// A folder with a draft and all that it is held against.
fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    for (file, text) in [
        ("zhibi.toml", SETTINGS),
        ("去年.txt", LAST),
        ("上一稿.txt", PREVIOUS),
        ("核定表.csv", SHEET),
        ("计划报告.txt", "计划报告\n一、2031年计划执行情况\n2031年，农村公路新建132公里。\n"),
        ("稿.txt", DRAFT),
    ] {
        folder.write(file, text);
    }
    folder
}

fn capabilities() -> Value {
    json!({"textDocument": {"hover": {"contentFormat": ["markdown"]}, "publishDiagnostics": {"versionSupport": true}}})
}

/// Codes of the findings of the draft.
fn codes(client: &mut Client, uri: &str, wanted: &str) -> Vec<String> {
    let file = uri.rsplit('/').next().expect("a name").to_owned();
    let all = client.wait("diagnostics", |message| {
        message["method"] == "textDocument/publishDiagnostics"
            && message["params"]["uri"].as_str().is_some_and(|u| u.ends_with(&file))
            && (wanted.is_empty() || message["params"]["diagnostics"].to_string().contains(wanted))
    });
    let all = all["params"]["diagnostics"].as_array().expect("a list").clone();
    all.iter()
        .map(|d| format!("{} {}", d["code"].as_str().unwrap_or_default(), d["message"].as_str().unwrap_or_default()))
        .collect()
}

fn at(uri: &str, line: u32, character: u32) -> Value {
    json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": character}})
}

#[test]
fn hovers_and_definitions_lead_to_other_files_and_facts_are_told_at_once() {
    let folder = folder("companions");
    let uri = folder.uri("稿.txt");
    let mut client = Client::started(Some(&folder), capabilities(), json!({"codeLens": {"enable": true}}));
    client.open(&uri, DRAFT);
    let told = codes(&mut client, &uri, "fact-mismatch");
    assert!(
        told.iter().any(|t| t.starts_with("fact-mismatch") && t.contains("5.3%") && t.contains("统计局")),
        "{told:?}"
    );
    // 增长5.2%: the first digit is the fourteenth character.
    let hover =
        client.result("textDocument/hover", at(&uri, 2, 14))["contents"]["value"].as_str().expect("a text").to_owned();
    let plain = hover.replace('\u{2060}', "");
    for wanted in
        ["去年目标 | 6%以上 · ", "未达到，5.2% \\< 6%", "上一稿", "5.1%", "核定值", "5.3% · 统计局 · [核定表.csv C2]("]
    {
        assert!(plain.contains(wanted), "{wanted}: {plain}");
    }
    assert!(plain.contains("#L5,") && plain.contains("#L3,"), "links with lines: {plain}");
    let places = client.result("textDocument/definition", at(&uri, 2, 14));
    let files: Vec<String> =
        places.as_array().expect("places").iter().map(|p| p["uri"].as_str().expect("an address").to_owned()).collect();
    // 去年.txt and 上一稿.txt, as addresses have them.
    for name in ["/%E5%8E%BB%E5%B9%B4.txt", "/%E4%B8%8A%E4%B8%80%E7%A8%BF.txt"] {
        assert!(files.iter().any(|f| f.ends_with(name)), "{files:?}");
    }
    let lenses = client.result("textDocument/codeLens", json!({"textDocument": {"uri": uri}})).to_string();
    assert!(lenses.contains("未见回应 1 项") && lenses.contains("改动 2 处"), "{lenses}");
    // The sheet is confirmed anew while the draft is open.
    folder.write("核定表.csv", SHEET.replace("5.3%", "5.2%") + "\n");
    client
        .notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": folder.uri("核定表.csv"), "type": 2}]}));
    let told = client.wait("diagnostics without the fault", |message| {
        message["method"] == "textDocument/publishDiagnostics"
            && message["params"]["uri"] == uri
            && !message["params"]["diagnostics"].to_string().contains("fact-mismatch")
    });
    assert!(told["params"]["diagnostics"].is_array());
    client.finish();
}

#[test]
fn a_view_has_its_rows_and_a_configuration_is_made_without_being_written() {
    let folder = folder("companions-view");
    let uri = folder.uri("稿.txt");
    let mut client = Client::started(Some(&folder), capabilities(), json!({}));
    client.open(&uri, DRAFT);
    codes(&mut client, &uri, "fact-mismatch");
    let mut run = |command: &str, argument: Value| {
        client.result("workspace/executeCommand", json!({"command": command, "arguments": [argument]}))
    };
    let rows = run("zhibi.across", json!({"uri": uri}));
    assert_eq!(rows["changes"].as_array().map(Vec::len), Some(2), "{rows}");
    assert_eq!(rows["changes"][0]["detail"], "5.1% → 5.2%");
    assert_eq!(rows["changes"][0]["here"]["range"]["start"], json!({"line": 2, "character": 14}));
    assert!(rows["changes"][0]["there"]["uri"].as_str().is_some_and(|u| u != uri), "{rows}");
    let kinds: Vec<&str> =
        rows["targets"].as_array().expect("rows").iter().filter_map(|r| r["kind"].as_str()).collect();
    assert_eq!(kinds, ["missed", "met", "unanswered"], "{rows}");
    assert_eq!(rows["facts"][0]["kind"], "mismatch", "{rows}");
    let other = run("zhibi.across", json!({"uri": uri, "other": folder.uri("去年.txt")}));
    assert!(other["changes"].as_array().is_some_and(|rows| rows.len() > 2), "{other}");
    let before = std::fs::read_to_string(folder.path.join("zhibi.toml")).expect("a configuration");
    let more = run("zhibi.companion", json!({"uri": uri, "key": "facts", "path": folder.uri("表/二.xlsx")}));
    assert!(more["text"].as_str().is_some_and(|t| t.contains("[\"核定表.csv\", \"表/二.xlsx\"]")), "{more}");
    assert_eq!(std::fs::read_to_string(folder.path.join("zhibi.toml")).expect("a configuration"), before);
    client.finish();
}

#[test]
fn what_was_never_saved_and_a_companion_itself_are_held_against_nothing() {
    let folder = folder("companions-of-none");
    let mut client = Client::started(Some(&folder), capabilities(), json!({}));
    let groups = |client: &mut Client, uri: &str| {
        let told = json!({"command": "zhibi.across", "arguments": [{"uri": uri}]});
        let rows = client.result("workspace/executeCommand", told);
        ["changes", "targets", "facts", "unclear"].map(|group| rows[group].as_array().map_or(0, Vec::len))
    };
    client.open("untitled:Untitled-1", DRAFT);
    assert_eq!(groups(&mut client, "untitled:Untitled-1"), [0; 4]);
    let last = folder.uri("去年.txt");
    client.open(&last, LAST);
    let [changes, targets, facts, _] = groups(&mut client, &last);
    assert_eq!(facts, 0, "sheets are of this year");
    assert_eq!(targets, 0, "last year's report has no targets of its own that it could answer");
    assert!(changes > 0, "but it is another draft than the one before");
    client.finish();
}

#[test]
fn what_is_named_and_cannot_be_used_is_one_finding_and_holds_nobody_up() {
    let folder = folder("companions-missing");
    std::fs::remove_file(folder.path.join("去年.txt")).expect("deleted");
    folder.write("核定表.csv", "甲,乙\n1,2\n");
    let (uri, toml) = (folder.uri("稿.txt"), folder.uri("zhibi.toml"));
    let mut client = Client::started(Some(&folder), capabilities(), json!({}));
    client.open(&uri, DRAFT);
    let told = codes(&mut client, &toml, "去年.txt");
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told.iter().any(|t| t.contains("找不到“去年.txt”")) && told.iter().any(|t| t.contains("没有认出列名")),
        "{told:?}"
    );
    let hover = client.result("textDocument/hover", at(&uri, 2, 14))["contents"]["value"].to_string();
    assert!(hover.replace('\u{2060}', "").contains("上一稿"), "the others are read: {hover}");
    client.finish();
}

#[test]
fn in_a_folder_that_is_not_trusted_no_file_outside_is_read() {
    let outside = Folder::new("companions-outside");
    outside.write("核定表.csv", SHEET);
    let folder = folder("companions-untrusted");
    let path = outside.path.join("核定表.csv").display().to_string();
    folder.write("zhibi.toml", format!("[companions]\nfacts = ['{path}']\n"));
    let (uri, toml) = (folder.uri("稿.txt"), folder.uri("zhibi.toml"));
    let mut client = Client::started(Some(&folder), capabilities(), json!({"workspaceTrusted": false}));
    client.open(&uri, DRAFT);
    let told = codes(&mut client, &toml, "核定表.csv");
    assert!(told.iter().all(|t| t.contains("未受信任")), "{told:?}");
    let hover = client.result("textDocument/hover", at(&uri, 2, 14))["contents"]["value"].to_string();
    assert!(!hover.contains("5.3%"), "{hover}");
    client.finish();
}

/// Why a command is refused.
fn refused(client: &mut Client, command: Value) -> String {
    client.request("workspace/executeCommand", command)["error"]["message"].as_str().expect("a reason").to_owned()
}

#[test]
fn the_draft_before_may_be_a_revision_of_the_repository() {
    let folder = Folder::new("companions-git");
    folder.write("稿.txt", PREVIOUS);
    folder.write("zhibi.toml", "[companions]\nprevious = 'git:HEAD'\n");
    commit(&folder.path);
    let uri = folder.uri("稿.txt");
    let changed = |client: &mut Client| {
        client.result("textDocument/hover", at(&uri, 2, 14))["contents"]["value"]
            .as_str()
            .expect("a text")
            .replace('\u{2060}', "")
    };
    let mut client = Client::started(Some(&folder), capabilities(), json!({}));
    client.open(&uri, DRAFT);
    let hover = changed(&mut client);
    assert!(hover.contains("上一稿 | 5.1% · 第3行"), "{hover}");
    let across =
        |revision: Value| json!({"command": "zhibi.across", "arguments": [{"uri": uri, "revision": revision}]});
    let told = client.result("workspace/executeCommand", across(Value::Null));
    let changes = told["changes"].as_array().expect("changes");
    assert_eq!(changes.len(), 2, "{told}");
    let there = changes[0]["there"]["uri"].as_str().expect("the place before");
    assert!(there.starts_with("git:/") && there.contains("%22ref%22:%22HEAD%22"), "{there}");
    let why = refused(&mut client, across(json!("v9")));
    assert!(why.contains("v9"), "{why}");
    // The next commit has what the draft says now.
    folder.write("稿.txt", DRAFT);
    commit(&folder.path);
    assert!(!changed(&mut client).contains("上一稿"), "nothing has changed since");
    client.finish();
    let mut client = Client::started(Some(&folder), capabilities(), json!({"workspaceTrusted": false}));
    client.open(&uri, &DRAFT.replace("5.2%", "5.3%"));
    assert!(!changed(&mut client).contains("上一稿"), "no repository is read in a folder that is not trusted");
    let why = refused(&mut client, across(json!("HEAD")));
    assert!(why.contains("未受信任"), "{why}");
    client.finish();
}

#[test]
fn a_pack_of_words_is_told_of_at_its_own_line_and_read_anew() {
    let folder = Folder::new("companions-pack");
    folder.write("zhibi.toml", "packs = [\"pack.tsv\"]\n");
    folder.write("pack.tsv", "机时\tuint\n");
    let text = "一、工作回顾\n全年使用5万机时。\n";
    folder.write("稿.txt", text);
    let (uri, pack) = (folder.uri("稿.txt"), folder.uri("pack.tsv"));
    let mut client = Client::started(Some(&folder), capabilities(), json!({}));
    client.open(&uri, text);
    assert_eq!(codes(&mut client, &pack, "uint").len(), 1);
    let unit = |client: &mut Client| {
        let rows = client.result("zhibi/figures", json!({"textDocument": {"uri": uri}}));
        rows[0]["unit"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(unit(&mut client), "");
    folder.write("pack.tsv", "机时\tunit\n");
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": pack, "type": 2}]}));
    let mended = client.wait("no problem any more", |message| {
        message["method"] == "textDocument/publishDiagnostics"
            && message["params"]["uri"].as_str().is_some_and(|uri| uri.ends_with("/pack.tsv"))
            && message["params"]["diagnostics"] == json!([])
    });
    assert!(mended["params"].is_object());
    assert_eq!(unit(&mut client), "机时");
    client.finish();
}
