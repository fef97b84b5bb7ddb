//! `zhibi.toml`, options over it, and findings that are ignored.

use std::fs;

use super::support::{FAULTY, Ran, folder, run_in};

fn codes(ran: &Ran) -> Vec<String> {
    let mut codes: Vec<String> = ran.list().iter().map(|d| d["code"].as_str().expect("a code").to_owned()).collect();
    codes.sort();
    codes.dedup();
    codes
}

const CHECK: [&str; 3] = ["check", "--format", "json"];

#[test]
fn the_nearest_file_holds_and_options_stand_above_it() {
    let dir = folder(&[
        ("zhibi.toml", b"[rules]\nordinal-gap = \"off\"\n\n[[overrides]]\nfiles = [\"\xe9\x99\x84/**\"]\n[overrides.rules]\ncomparator-redundant = \"error\"\n"),
        ("稿.txt", FAULTY.as_bytes()),
        ("附/稿.txt", FAULTY.as_bytes()),
        ("内/.zhibi.toml", "extends = \"../zhibi.toml\"\nwords = [\"超过100个以上\"]\n".as_bytes()),
        ("内/稿.txt", FAULTY.as_bytes()),
        ("别.toml", b"[rules]\ncomparator-redundant = \"off\"\n"),
    ]);
    let check = |args: &[&str]| run_in(dir.path(), &[&CHECK[..], args].concat(), b"");
    assert_eq!(codes(&check(&["稿.txt"])), ["comparator-redundant"]);
    let over = check(&["附/稿.txt"]);
    assert_eq!(over.list()[0]["severity"], "error");
    assert_eq!(codes(&check(&["内/稿.txt"])), Vec::<String>::new());
    assert_eq!(codes(&check(&["--config", "别.toml", "稿.txt"])), ["ordinal-gap"]);
    assert_eq!(codes(&check(&["--rule", "ordinal-gap", "稿.txt"])), ["ordinal-gap"]);
    assert_eq!(codes(&check(&["--no-rule", "comparator-redundant", "稿.txt"])), Vec::<String>::new());
    let shown = run_in(dir.path(), &["config", "内/稿.txt"], b"");
    assert_eq!(shown.code, 0);
    assert!(
        shown.text().contains("ordinal-gap = \"off\"") && shown.text().contains("超过100个以上"),
        "{}",
        shown.text()
    );
    let shown = run_in(dir.path(), &["config", "--profile", "gb", "--report-year", "2026"], b"").text();
    assert!(shown.contains("profile = \"gb\"") && shown.contains("reportYear = 2026"), "{shown}");
}

#[test]
fn a_wrong_key_is_named_at_its_place_and_costs_only_itself() {
    let dir = folder(&[
        ("zhibi.toml", "profil = \"gb\"\n[rules]\nordinal-gap = \"off\"\ncomparator-redundant = 7\n".as_bytes()),
        ("稿.txt", FAULTY.as_bytes()),
    ]);
    let ran = run_in(dir.path(), &[&CHECK[..], &["稿.txt"]].concat(), b"");
    assert_eq!((codes(&ran), ran.code), (vec!["comparator-redundant".to_owned()], 2));
    assert!(ran.err.contains("zhibi.toml:1:1: there is no setting `profil`: did you mean `profile`?"), "{}", ran.err);
    assert!(ran.err.contains("zhibi.toml:4:24: `rules.comparator-redundant` should be"), "{}", ran.err);
    assert_eq!(run_in(dir.path(), &["check", "--config", "没有.toml", "稿.txt"], b"").code, 2);
}

#[test]
fn ignored_findings_are_listed_and_pruned() {
    let dir = folder(&[("稿.txt", FAULTY.as_bytes())]);
    let gap = |text: &str, part: &str| {
        let line = text.lines().find(|l| l.contains(part)).expect("a line");
        let at = line.find(part).expect("a place");
        zhibi_core::config::ignores::entry("稿.txt", "ordinal-gap", line, zhibi_core::Span::new(at, at + 1))
    };
    let entries = [gap(FAULTY, "（三）"), gap(FAULTY, "总体要求")];
    fs::create_dir(dir.path().join(".zhibi")).expect("a folder");
    let file = dir.path().join(".zhibi/ignore.toml");
    let list = entries.iter().try_fold(String::new(), |list, entry| zhibi_core::config::ignores::with(&list, entry));
    fs::write(&file, list.expect("a list")).expect("a file");
    let check = || codes(&run_in(dir.path(), &[&CHECK[..], &["稿.txt"]].concat(), b""));
    assert_eq!(check(), ["comparator-redundant"]);
    let list = run_in(dir.path(), &["ignores", "list"], b"").text();
    assert!(list.contains("holds\t./稿.txt\tordinal-gap\t（三）抓消费。"), "{list}");
    assert!(list.contains("stale\t./稿.txt\tordinal-gap\t一、总体要求"), "{list}");
    let pruned = run_in(dir.path(), &["ignores", "prune"], b"");
    assert!(pruned.code == 0 && pruned.err.contains("1 stale"), "{}", pruned.err);
    assert_eq!(
        zhibi_core::config::ignores::parse(&fs::read_to_string(&file).expect("a file")),
        Some(vec![entries[0].clone()])
    );
    // Edits elsewhere do not matter, an edit of the sentence does.
    fs::write(dir.path().join("稿.txt"), format!("新的首段。\n{FAULTY}")).expect("a file");
    assert_eq!(check(), ["comparator-redundant"]);
    fs::write(dir.path().join("稿.txt"), FAULTY.replace("抓消费", "促消费")).expect("a file");
    assert_eq!(check(), ["comparator-redundant", "ordinal-gap"]);
    assert_eq!(run_in(dir.path(), &["ignores", "prune"], b"").code, 0);
    assert!(!file.exists(), "an empty list is removed");
}

#[test]
fn comments_silence_markdown_only() {
    let text = FAULTY.replace("（三）", "<!-- zhibi-ignore ordinal-gap -->\n（三）");
    let dir = folder(&[("稿.md", text.as_bytes()), ("稿.txt", text.as_bytes())]);
    let check = |name: &str| codes(&run_in(dir.path(), &[&CHECK[..], &[name]].concat(), b""));
    assert!(!check("稿.md").contains(&"ordinal-gap".to_owned()));
    assert!(check("稿.txt").contains(&"ordinal-gap".to_owned()));
}

const PACK: &str = "“982”工程\tname\n+ 建设⟦“982”工程⟧。\n机时\tunit\n+ 全年使用⟦5万机时⟧。\n研发强度\tmetric\t研发投入强度\n+ 研发强度达到⟦2.5%⟧。\n老城\tavoid\t古城\n+ 改造⟦老城⟧。\n- 改造⟦古城⟧。\n";

#[test]
fn a_pack_of_words_holds_for_the_drafts_whose_file_names_it() {
    let dir = folder(&[
        ("zhibi.toml", "packs = [\"用词.tsv\"]\n".as_bytes()),
        ("用词.tsv", PACK.as_bytes()),
        ("稿.txt", "一、工作回顾\n建设“982”工程，全年使用5万机时，改造老城。\n".as_bytes()),
        ("坏/zhibi.toml", "packs = [\"用词.tsv\", \"没有.tsv\"]\n".as_bytes()),
        ("坏/用词.tsv", "“982”工程\tname\n机时\tuint\n".as_bytes()),
        ("坏/稿.txt", "建设“982”工程。\n".as_bytes()),
    ]);
    let figures = run_in(dir.path(), &["figures", "--format", "json", "--all", "稿.txt"], b"");
    let rows: Vec<_> = figures.list().iter().map(|row| (row["text"].clone(), row["unit"].clone())).collect();
    assert!(rows.contains(&("5万机时".into(), "机时".into())), "{rows:?}");
    let told = run_in(dir.path(), &[&CHECK[..], &["稿.txt"]].concat(), b"");
    assert_eq!(codes(&told), ["wording"], "{}", told.text());
    let wrong = run_in(dir.path(), &["check", "--lang", "zh", "坏/稿.txt"], b"");
    assert!(wrong.err.contains("坏/用词.tsv:2:1: 没有词类“uint”，是否指“unit”？"), "{}", wrong.err);
    assert!(wrong.err.contains("坏/zhibi.toml:1:20: 找不到“没有.tsv”"), "{}", wrong.err);
    assert_eq!(wrong.code, 2);
}

#[test]
fn a_metric_of_a_pack_is_the_one_it_stands_for_in_another_report() {
    let last = "政府工作报告\n一、2030年工作回顾\n各项工作取得进展。\n二、2031年工作安排\n主要预期目标是：技术合同成交额达到30亿元。\n";
    let this = "政府工作报告\n一、2031年工作回顾\n2031年，技术市场交易规模达到32亿元。\n二、2032年工作安排\n";
    let dir = folder(&[
        ("用词.tsv", "技术市场交易规模\tmetric\t技术合同成交额\n".as_bytes()),
        ("去年.txt", last.as_bytes()),
        ("稿.txt", this.as_bytes()),
    ]);
    let verdict = || {
        let told = run_in(dir.path(), &["reconcile", "--format", "json", "去年.txt", "稿.txt"], b"");
        let told: serde_json::Value = serde_json::from_str(&told.text()).expect("JSON");
        told[0]["verdict"].as_str().expect("a verdict").to_owned()
    };
    assert_eq!(verdict(), "unclear");
    fs::write(dir.path().join("zhibi.toml"), "packs = [\"用词.tsv\"]\n").expect("a file");
    assert_eq!(verdict(), "met");
}

#[test]
fn a_pack_proves_its_own_examples() {
    let bad = "机时\tunit\n+ 全年使用⟦5万机时⟧。\n+ 全年使用⟦5万吨⟧。\n";
    let dir = folder(&[("好.tsv", PACK.as_bytes()), ("坏.tsv", bad.as_bytes()), ("乱.tsv", b"\xff\xfe\x00")]);
    let run = |pack: &str| run_in(dir.path(), &["words", "check", "--lang", "zh", pack], b"");
    let good = run("好.tsv");
    assert_eq!((good.code, &*good.text()), (0, "好.tsv: 4 个词，5 个例句，0 处有问题\n"));
    let bad = run("坏.tsv");
    let told = "坏.tsv:3: “5万吨”没有认成以“机时”为单位的数字\n坏.tsv: 1 个词，2 个例句，1 处有问题\n";
    assert_eq!((bad.code, &*bad.text()), (1, told));
    assert_eq!((run("乱.tsv").code, run("没有.tsv").code), (2, 2));
}

#[test]
fn habits_are_fixed_only_when_asked_for() {
    let text = "（一）抓投资,促消费,稳增长,保就业,惠民生,防风险。\n（二）兴产业,强基础,优环境,聚人才,推改革,促开放。\n";
    let dir = folder(&[("稿.txt", text.as_bytes())]);
    let after = |args: &[&str]| {
        fs::write(dir.path().join("稿.txt"), text).expect("a file");
        assert_eq!(run_in(dir.path(), &[&["fix", "稿.txt"], args].concat(), b"").code, 0);
        fs::read_to_string(dir.path().join("稿.txt")).expect("a file")
    };
    assert_eq!(after(&[]), text);
    assert_eq!(after(&["--rule", "halfwidth-punctuation"]), text.replace(',', "，"));
    assert_eq!(after(&["--profile", "gb"]), text.replace(',', "，"));
}

#[test]
fn outlines_count_figures_as_the_settings_say() {
    let dir = folder(&[
        ("zhibi.toml", "words = [\"982户住房小区\"]\n".as_bytes()),
        ("别.toml", "profile = \"gb\"\n".as_bytes()),
        ("坏.toml", "profil = \"gb\"\n".as_bytes()),
        ("稿.txt", "一、抓投资。建成982户住房小区，完成投资3亿元。\n".as_bytes()),
    ]);
    let outline = |args: &[&str]| run_in(dir.path(), &[&["outline", "稿.txt"], args].concat(), b"");
    let text = outline(&[]).text();
    assert!(text.contains("一、抓投资  23 words · 1 figure · line 1"), "{text}");
    let text = outline(&["--config", "别.toml"]).text();
    assert!(text.contains("2 figures"), "{text}");
    let wrong = outline(&["--config", "坏.toml"]);
    assert!(wrong.code == 2 && wrong.err.contains("profil"), "{}", wrong.err);
}
