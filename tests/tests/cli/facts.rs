//! The confirmed sheet against the draft.

use super::support::{Ran, folder, run_in};

const DRAFT: &str = "政府工作报告\n一、2025年工作回顾\n地区生产总值达到1290亿元，增长5.2%。新建学校12所、医院3家。建成农村公路131公里，投资1.5亿元。\n二、2026年工作安排\n地区生产总值增长5%以上。\n";

/// What `check --facts` finds: code, place and message.
fn found(ran: &Ran) -> Vec<(String, String)> {
    let text = |value: &serde_json::Value, key: &str| value[key].as_str().expect("a text").to_owned();
    ran.list().iter().map(|f| (text(f, "code"), text(f, "message"))).collect()
}

/// Checks a draft against a sheet of this name and bytes.
fn check(draft: &str, (name, sheet): (&str, &[u8])) -> Ran {
    let dir = folder(&[("稿.txt", draft.as_bytes()), (name, sheet)]);
    let rules = ["--rule", "fact-mismatch", "--rule", "fact-missing"];
    run_in(dir.path(), &[&["check", "--format", "json", "--facts", name][..], &rules, &["稿.txt"]].concat(), b"")
}

/// The ledger of a draft as a file.
fn ledger(format: &str) -> Vec<u8> {
    let dir = folder(&[("稿.txt", DRAFT.as_bytes())]);
    let name = format!("台账.{format}");
    assert_eq!(run_in(dir.path(), &["figures", "--format", format, "-o", &name, "稿.txt"], b"").code, 0);
    std::fs::read(dir.path().join(name)).expect("the ledger")
}

#[test]
fn the_ledger_comes_back_silent_and_finds_every_change() {
    // Digits, two figures that changed places, a scale and a unit.
    let changes = [
        ("1290亿元", "1280亿元"),
        ("12所、医院3家", "3所、医院12家"),
        ("1.5亿元", "1.5万元"),
        ("131公里", "131米"),
        ("5.2%", "5.2个百分点"),
    ];
    for format in ["xlsx", "csv"] {
        let (name, sheet) = (format!("台账.{format}"), ledger(format));
        assert_eq!(found(&check(DRAFT, (&name, &sheet))), [], "{format}");
        let moved = DRAFT.replace("一、2025年", "开头一段，另加50字。\n一、2025年");
        assert_eq!(found(&check(&moved, (&name, &sheet))), [], "what is added elsewhere is no change");
        for (old, new) in changes {
            let told = found(&check(&DRAFT.replace(old, new), (&name, &sheet)));
            let wanted = if old.contains('、') { 2 } else { 1 };
            assert_eq!(told.len(), wanted, "{format} {old}: {told:?}");
            assert!(told.iter().all(|(code, _)| code == "fact-mismatch"), "{told:?}");
        }
        let shorter = DRAFT.replace("，投资1.5亿元", "");
        let told = found(&check(&shorter, (&name, &sheet)));
        assert!(
            matches!(told.as_slice(), [(code, message)] if code == "fact-missing" && message.contains("1.5亿元")),
            "{told:?}"
        );
    }
}

#[test]
fn a_statement_made_twice_is_one_row_that_holds_for_both_places() {
    let twice = format!("{DRAFT}三、2026年重点工作\n确保地区生产总值增长5%以上。\n");
    let dir = folder(&[("稿.txt", twice.as_bytes())]);
    let made = run_in(dir.path(), &["figures", "--format", "csv", "-o", "台账.csv", "稿.txt"], b"");
    assert_eq!(made.code, 0, "{}", made.err);
    let sheet = std::fs::read(dir.path().join("台账.csv")).expect("the ledger");
    let text = String::from_utf8_lossy(&sheet).into_owned();
    assert_eq!(text.matches("5%】").count(), 1, "{text}");
    assert!(text.contains("三、2026年重点工作 line 7"), "{text}");
    assert_eq!(found(&check(&twice, ("台账.csv", &sheet))), []);
    let changed = twice.replace("确保地区生产总值增长5%", "确保地区生产总值增长6%");
    let told = found(&check(&changed, ("台账.csv", &sheet)));
    assert!(matches!(told.as_slice(), [(code, _)] if code == "fact-mismatch"), "{told:?}");
}

#[test]
fn what_departments_fill_in_is_the_confirmed_value() {
    let text = String::from_utf8(ledger("csv")).expect("UTF-8");
    let filled: String = text
        .lines()
        .map(|line| if line.contains("【1290亿元】") { line.replace(",,,,,,", ",,统计局,,1301.5,张三,") } else { line.to_owned() } + "\r\n")
        .collect();
    let (gbk, _, _) = encoding_rs::GBK.encode(filled.trim_start_matches('\u{feff}'));
    for sheet in [filled.as_bytes(), &gbk] {
        let ran = check(DRAFT, ("台账.csv", sheet));
        let told = found(&ran);
        assert!(
            matches!(told.as_slice(), [(_, message)] if message.contains("1301.5亿元") && message.contains("张三")),
            "{told:?}"
        );
        let finding = &ran.list()[0];
        assert_eq!((&finding["severity"], &finding["fixes"][0]["safe"]), (&"error".into(), &false.into()));
        assert_eq!(finding["fixes"][0]["edits"][0]["text"], "1301.5");
        assert_eq!(ran.code, 1);
    }
}

#[test]
fn a_table_of_a_departments_own_is_matched_by_what_it_measures() {
    let table = "主要指标,,\n单位：亿元,,\n责任单位,指 标 名 称,2025年,同比增长（％）\n统计局,地区生产总值（GDP）,\"1,290\",5.2\n统计局,进出口总额,350,-2.1\n";
    assert_eq!(found(&check(DRAFT, ("核定.csv", table.as_bytes()))), []);
    let wrong = table.replace("1,290", "1,310").replace(",5.2", ",5.4");
    let told = found(&check(DRAFT, ("核定.csv", wrong.as_bytes())));
    let messages: Vec<&str> = told.iter().map(|(_, m)| m.as_str()).collect();
    assert_eq!(
        messages,
        [
            "confirmed is “1310亿元”, the draft says “1290亿元” (统计局, 核定.csv C4)",
            "confirmed is “5.4%”, the draft says “5.2%” (统计局, 核定.csv D4)"
        ],
        "the target of the plan is not last year's result"
    );
    let ran = check(DRAFT, ("核定.csv", wrong.as_bytes()));
    assert!(ran.list().iter().all(|f| f["severity"] == "information"), "a name alone may mean another figure");
    let undated = "指标,数值\n地区生产总值增速,5%以上\n";
    assert_eq!(found(&check(DRAFT, ("核定.csv", undated.as_bytes()))), [], "a row without a time may mean the target");
}

#[test]
fn sheets_that_cannot_be_used_are_named() {
    let dir =
        folder(&[("稿.txt", DRAFT.as_bytes()), ("坏.xlsx", b"PK\x03\x04"), ("别的.csv", "甲,乙\n1,2\n".as_bytes())]);
    let broken = run_in(dir.path(), &["check", "--facts", "坏.xlsx", "稿.txt"], b"");
    assert!(broken.code == 2 && broken.err.contains("坏.xlsx"), "{}", broken.err);
    let gone = run_in(dir.path(), &["check", "--facts", "没有.xlsx", "稿.txt"], b"");
    assert!(gone.code == 2 && gone.err.contains("没有.xlsx"), "{}", gone.err);
    let other = run_in(dir.path(), &["check", "--facts", "别的.csv", "稿.txt"], b"");
    assert!(other.err.contains("别的.csv: no columns"), "{}", other.err);
}

#[test]
fn a_sheet_that_goes_out_names_no_folders_of_this_computer() {
    let dir = folder(&[("稿件/稿.txt", DRAFT.as_bytes())]);
    let path = zhibi_tests::binary::path(&dir.path().join("稿件/稿.txt"));
    let sheet = |path: &str| run_in(dir.path(), &["figures", "--format", "csv", path], b"").text();
    assert!(sheet(&path).lines().skip(1).all(|row| row.starts_with("稿.txt,")), "{}", sheet(&path));
    assert!(sheet("稿件/稿.txt").lines().skip(1).all(|row| row.starts_with("稿件/稿.txt,")), "as it was named");
}
