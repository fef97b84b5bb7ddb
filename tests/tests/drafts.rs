//! The drafts in `seeds/`: what is planted is reported, and nothing else. Their README names the same lines.

use std::process::Command;

use serde_json::Value;
use zhibi_tests::binary;

/// `(line, code)` of every finding on a draft, in order.
fn findings(draft: &str) -> Vec<(u64, String)> {
    let path = binary::workspace().join("seeds").join(draft);
    let output =
        Command::new(binary::zhibi()).args(["check", "--format", "json"]).arg(&path).output().expect("zhibi starts");
    let findings: Vec<Value> = serde_json::from_slice(&output.stdout).expect("JSON findings");
    let key = |f: &Value| (f["line"].as_u64().expect("line"), f["code"].as_str().expect("code").to_owned());
    findings.iter().map(key).collect()
}

/// Asserts that all of `planted` is found, in order, and nothing else but what is `allowed`.
fn check(draft: &str, planted: &[(u64, &str)], allowed: &[(u64, &str)]) {
    let owned =
        |pairs: &[(u64, &str)]| pairs.iter().map(|(line, code)| (*line, (*code).to_owned())).collect::<Vec<_>>();
    let mut found = findings(draft);
    let allowed = owned(allowed);
    found.retain(|finding| !allowed.contains(finding));
    assert_eq!(found, owned(planted), "{draft}");
}

#[test]
fn city_building() {
    let planted = [(1, "ordinal-starts-late"), (1, "halfwidth-punctuation")];
    check("1-excerpt-city-building.txt", &planted, &[(4, "deadline-qian")]);
}

#[test]
fn factors_and_livelihood() {
    let planted = [(1, "halfwidth-punctuation"), (2, "ordinal-starts-late")];
    check("2-excerpt-factors-and-livelihood.txt", &planted, &[]);
}

#[test]
fn whole_report() {
    let slips = [8, 11, 15, 23, 28, 30, 32, 41, 65].map(|line| (line, "mojibake-gbk-slip"));
    let planted = [vec![(2, "halfwidth-punctuation")], slips.to_vec()].concat();
    check("3-whole-report-traditional.txt", &planted, &[(22, "year-malformed")]);
}

#[test]
fn project_management() {
    let planted = [
        (1, "ordinal-starts-late"),
        (1, "halfwidth-punctuation"),
        (3, "latin-case"),
        (4, "lost-plus"),
        (8, "lost-plus"),
        (8, "latin-case"),
        (13, "heading-missing-ordinal"),
    ];
    check("4-excerpt-project-management.txt", &planted, &[]);
}

#[test]
fn park_and_villages() {
    let planted = [
        (1, "ordinal-starts-late"),
        (1, "halfwidth-punctuation"),
        (14, "latin-case"),
        (14, "latin-case"),
        (18, "lost-plus"),
    ];
    check("5-excerpt-park-and-villages.txt", &planted, &[(2, "ordinal-starts-late")]);
}
