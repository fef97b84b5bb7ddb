//! What particular editors do that the protocol does not foresee, replayed as they send it.

use serde_json::{Value, json};
use zhibi_tests::client::Client;

const URI: &str = "file:///drafts/report.txt";
const DRAFT: &str = "一、回顾\n（一）新增企业超过20家以上。\n（三）完成改造12个。\n二、安排\n";

/// Titles of the actions offered for the first problem, asked for over the whole document as Kate does.
fn titles(capabilities: Value) -> Vec<String> {
    let mut client = Client::start();
    client.initialize(capabilities);
    client.open(URI, DRAFT);
    let problems = client.diagnostics(URI, 1);
    let first = problems.iter().find(|p| p["code"] == "comparator-redundant").expect("the problem is reported");
    let actions = client.result(
        "textDocument/codeAction",
        json!({
            "textDocument": {"uri": URI},
            "range": {"start": {"line": 0, "character": 0}, "end": {"line": 4, "character": 0}},
            "context": {"diagnostics": [first]},
        }),
    );
    let titles = actions.as_array().expect("actions").iter();
    let titles = titles.map(|a| a["title"].as_str().expect("title").to_owned()).collect();
    client.finish();
    titles
}

#[test]
fn a_client_that_applies_every_action_gets_one_for_the_problem_it_names() {
    let literals = json!({"codeActionKind": {"valueSet": ["quickfix", "refactor", "source"]}});
    let kate = json!({"textDocument": {"codeAction": {"codeActionLiteralSupport": literals}}});
    assert_eq!(titles(kate), ["改为“超过20家”"]);
}

#[test]
fn a_client_that_offers_a_choice_gets_all() {
    let literals = json!({"codeActionKind": {"valueSet": ["quickfix", "refactor", "source"]}});
    let action = json!({"codeActionLiteralSupport": literals, "isPreferredSupport": true});
    let titles = titles(json!({"textDocument": {"codeAction": action}}));
    for title in ["改为“超过20家”", "改为“20家以上”", "改为“（二）”"] {
        assert!(titles.iter().any(|t| t == title), "{title} is missing in {titles:?}");
    }
}
