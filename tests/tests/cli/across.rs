//! Commands that read two drafts.

use std::fs;

use zhibi_tests::folder::commit;

use super::support::{folder, run_in};

const OLD: &str = "一、去年工作回顾\n地区生产总值达到1280亿元，增长6.1%。\n新建学校12所、医院3家。\n二、今年工作安排\n完成投资500亿元以上。\n";

/// Runs `compare` with `args` on a draft and its next form.
fn compare(new: &str, args: &[&str]) -> super::support::Ran {
    let dir = folder(&[("甲.txt", OLD.as_bytes()), ("乙.txt", new.as_bytes())]);
    run_in(dir.path(), &[&["compare", "甲.txt", "乙.txt"], args].concat(), b"")
}

#[test]
fn json_of_compare_keeps_its_contract() {
    let new = OLD.replace("学校12所、医院3家", "学校3所、医院12家").replace("二、今年", "三、今年");
    let found = compare(&new, &["--format", "json"]);
    assert_eq!(found.code, 0, "{}", found.err);
    let value = found.json();
    let figures = value["figures"].as_array().expect("figures");
    assert_eq!(figures.len(), 2, "{value}");
    assert_eq!(figures[0]["kind"], "changed");
    assert_eq!(figures[0]["what"], serde_json::json!(["value"]));
    // 新建学校12所: the first digit is the fifth character.
    assert_eq!(figures[0]["old"], serde_json::json!({"line": 3, "column": 5, "text": "12所"}));
    assert_eq!(figures[1]["new"], serde_json::json!({"line": 3, "column": 10, "text": "12家"}));
    let headings = value["headings"].as_array().expect("headings");
    assert_eq!(headings[0]["kind"], "renumbered");
    assert_eq!(headings[0]["new"], serde_json::json!({"line": 4, "text": "三、今年工作安排"}));
    assert_eq!(value["counts"], serde_json::json!([]));
    assert_eq!(value["lengths"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_gate_fails_on_what_it_was_asked_for() {
    let renamed = OLD.replace("今年工作安排", "今年重点工作安排");
    assert_eq!(compare(&renamed, &["--fail-on", "figures"]).code, 0);
    assert_eq!(compare(&renamed, &["--fail-on", "headings"]).code, 1);
    assert_eq!(compare(&OLD.replace("500", "550"), &["--fail-on", "figures"]).code, 1);
    assert_eq!(compare(OLD, &["--fail-on", "any"]).code, 0);
}

#[test]
fn drafts_in_other_encodings_are_compared_and_missing_ones_named() {
    let (gbk, _, _) = encoding_rs::GBK.encode(OLD);
    let dir = folder(&[("甲.txt", &gbk), ("乙.txt", OLD.as_bytes())]);
    let same = run_in(dir.path(), &["compare", "--fail-on", "any", "甲.txt", "乙.txt"], b"");
    assert_eq!(same.code, 0, "{}{}", same.text(), same.err);
    let missing = run_in(dir.path(), &["compare", "甲.txt", "丙.txt"], b"");
    assert!(missing.code == 2 && missing.err.contains("丙.txt"), "{}", missing.err);
}

#[test]
fn a_draft_is_compared_with_a_revision_of_its_repository() {
    let dir = folder(&[("文稿/甲.txt", OLD.as_bytes()), ("新.txt", OLD.as_bytes())]);
    fs::remove_file(dir.path().join("新.txt")).expect("removed");
    commit(dir.path());
    fs::write(dir.path().join("文稿/甲.txt"), OLD.replace("1280亿元", "1290亿元")).expect("written");
    fs::write(dir.path().join("新.txt"), OLD).expect("written");
    let found = run_in(dir.path(), &["compare", "--git", "HEAD", "文稿/甲.txt", "--fail-on", "figures"], b"");
    assert_eq!(found.code, 1, "{}", found.err);
    assert!(found.text().contains("1280亿元") && found.text().contains("HEAD:文稿/甲.txt"), "{}", found.text());
    // From inside the folder, and with nothing changed.
    let inside = dir.path().join("文稿");
    fs::write(inside.join("甲.txt"), OLD).expect("written");
    let same = run_in(&inside, &["compare", "--git", "HEAD", "甲.txt", "--fail-on", "any"], b"");
    assert_eq!(same.code, 0, "{}", same.err);
    let outside = folder(&[("甲.txt", OLD.as_bytes())]);
    for (place, args, why) in [
        (dir.path(), ["HEAD~3", "文稿/甲.txt"], "has no revision `HEAD~3`"),
        (dir.path(), ["HEAD", "新.txt"], "does not have the file"),
        (outside.path(), ["HEAD", "甲.txt"], "is in no git repository"),
    ] {
        let refused = run_in(place, &[&["compare", "--git"], &args[..]].concat(), b"");
        assert!(refused.code == 2 && refused.err.contains(why), "{why}: {}", refused.err);
    }
    let both = run_in(dir.path(), &["compare", "--git", "HEAD", "文稿/甲.txt", "新.txt"], b"");
    assert_eq!(both.code, 2, "{}", both.text());
}

#[test]
fn markdown_of_compare_keeps_its_table() {
    let found = compare(&OLD.replace("1280亿元", "1290亿元"), &["--format", "markdown"]);
    assert!(found.text().contains("| value | 地区生产总值 | 1280亿元（2:9） | 1290亿元（2:9） |"), "{}", found.text());
}

const LAST: &str = "政府工作报告\n一、2024年工作回顾\n去年地区生产总值增长6%。\n二、2025年工作安排\n主要预期目标是：地区生产总值增长6%以上，城镇新增就业2万人以上，城镇调查失业率控制在5.5%以内。新建农村公路120公里，新建口袋公园30个。\n";
const THIS: &str = "政府工作报告\n一、2025年工作回顾\n地区生产总值增长5.2%，城镇新增就业2.3万人，城镇调查失业率5.1%。建成农村公路131公里。\n二、2026年工作安排\n地区生产总值增长5%以上，新建口袋公园40个。\n";

#[test]
fn targets_meet_their_answers() {
    let dir = folder(&[("去年.txt", LAST.as_bytes()), ("今年.txt", THIS.as_bytes())]);
    let found = run_in(dir.path(), &["reconcile", "--format", "json", "去年.txt", "今年.txt"], b"");
    assert_eq!(found.code, 0, "{}", found.err);
    let told: Vec<(String, String, String)> = found
        .list()
        .iter()
        .map(|row| {
            let text = |value: &serde_json::Value| value["text"].as_str().unwrap_or("—").to_owned();
            (text(&row["target"]), text(&row["answer"]), row["verdict"].as_str().expect("a verdict").to_owned())
        })
        .collect();
    let wanted = [
        ("6%", "5.2%", "missed"),
        ("2万人", "2.3万人", "met"),
        ("5.5%", "5.1%", "met"),
        ("120公里", "131公里", "met"),
        ("30个", "—", "unanswered"),
    ];
    assert_eq!(told, wanted.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned())));
    let first = &found.list()[0];
    assert_eq!(first["formula"], "5.2% < 6%");
    assert_eq!(first["section"], serde_json::json!(["二、2025年工作安排"]));
    assert_eq!((&first["target"]["line"], &first["answer"]["line"]), (&5.into(), &3.into()));
}

#[test]
fn bounds_are_words_and_what_nobody_asked_for_stands_apart() {
    let this = THIS.replace("建成农村公路131公里。", "建成农村公路131公里。改造厂房12万平方米，占计划的80%。");
    let dir = folder(&[("去年.txt", LAST.as_bytes()), ("今年.txt", this.as_bytes())]);
    let told = |format: &str, lang: &str| {
        let ran = run_in(dir.path(), &["--lang", lang, "reconcile", "--format", format, "去年.txt", "今年.txt"], b"");
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.text()
    };
    let text = told("text", "zh");
    assert!(text.contains("6%以上（5:") && text.contains("5.5%以内（5:") && !text.contains(">="), "{text}");
    let (answered, apart) = text.split_once("没有对应目标的成绩 1\n").expect("a group of its own");
    assert!(
        apart.contains("12万平方米（3:") && !answered.contains("12万平方米") && !apart.contains("131公里"),
        "{text}"
    );
    assert!(told("text", "en").contains("at least 6%（5:"));
    assert!(told("markdown", "zh").contains("## 没有对应目标的成绩 1\n"));
    let html = told("html", "zh");
    assert!(html.contains("<h2>没有对应目标的成绩</h2>") && html.contains("12万平方米（3:"), "{html}");
    // The contract: one element a target.
    assert_eq!(run_in(dir.path(), &["reconcile", "--format", "json", "去年.txt", "今年.txt"], b"").list().len(), 5);
}

#[test]
fn neither_command_writes_over_a_draft_or_reads_its_own_output() {
    let dir = folder(&[("甲.txt", OLD.as_bytes()), ("乙.txt", THIS.as_bytes())]);
    for command in ["compare", "reconcile"] {
        let refused = run_in(dir.path(), &[command, "甲.txt", "乙.txt", "-o", "甲.txt"], b"");
        assert!(refused.code == 2 && refused.err.contains("甲.txt"), "{}", refused.err);
        assert_eq!(fs::read(dir.path().join("甲.txt")).expect("the draft"), OLD.as_bytes());
        for format in ["text", "json", "markdown", "html", "xlsx"] {
            let name = format!("{command}-{format}.md");
            let wrote = run_in(dir.path(), &[command, "甲.txt", "乙.txt", "--format", format, "-o", &name], b"");
            assert_eq!(wrote.code, 0, "{}", wrote.err);
        }
    }
    let outlines = run_in(dir.path(), &["outline", "--format", "json", "."], b"");
    assert_eq!(outlines.list().len(), 2, "only the drafts are read: {}", outlines.text());
}

#[test]
fn the_plan_becomes_a_table_of_tasks() {
    let settings = "[tasks.units]\n\"农村公路\" = [\"交通局\", \"财政局\"]\n\"学校\" = \"教育局\"\n";
    let draft = "政府工作报告\n一、2031年工作回顾\n建成农村公路120公里。\n二、2032年工作安排\n（一）扩大投资。年底前建成农村公路131公里以上；推进旧城改造。\n（二）办好实事。上半年新建学校3所。\n";
    let dir = folder(&[("稿.txt", draft.as_bytes()), ("zhibi.toml", settings.as_bytes())]);
    let found = run_in(dir.path(), &["tasks", "--format", "json", "稿.txt"], b"");
    assert_eq!(found.code, 0, "{}", found.err);
    let rows = found.list();
    assert_eq!(rows.len(), 3, "{}", found.text());
    assert_eq!(
        rows[0],
        serde_json::json!({
            "number": 1, "section": ["二、2032年工作安排", "（一）扩大投资"], "line": 5,
            "sentence": "年底前建成农村公路131公里以上；", "metric": rows[0]["metric"], "target": "131公里以上",
            "deadline": "2032-12-31", "units": ["交通局", "财政局"],
        })
    );
    assert_eq!((&rows[1]["target"], &rows[1]["deadline"]), (&serde_json::Value::Null, &serde_json::Value::Null));
    assert_eq!((&rows[2]["deadline"], &rows[2]["units"]), (&"2032-06-30".into(), &serde_json::json!(["教育局"])));
    let csv = run_in(dir.path(), &["--lang", "zh", "tasks", "--format", "csv", "稿.txt"], b"").text();
    let head = csv.lines().next().expect("a head").trim_start_matches('\u{feff}');
    assert_eq!(head, "章节,序号,工作任务,指标,目标,完成时限,牵头单位,配合单位,备注");
    let book = run_in(dir.path(), &["tasks", "--format", "xlsx", "稿.txt"], b"");
    assert!(book.code == 0 && book.out.starts_with(b"PK"));
    let word = run_in(dir.path(), &["--lang", "zh", "tasks", "--format", "docx", "-o", "表.docx", "稿.txt"], b"");
    assert_eq!(word.code, 0, "{}", word.err);
    let back = run_in(dir.path(), &["convert", "表.docx", "-o", "表.md"], b"");
    let table = fs::read_to_string(dir.path().join("表.md")).expect("a draft");
    assert!(
        back.code == 0 && table.contains("| 3 | 上半年新建学校3所。 |") && table.contains("| 2032-06-30 | 教育局 |"),
        "{table}"
    );
    let markdown = run_in(dir.path(), &["--lang", "zh", "tasks", "--format", "markdown", "稿.txt"], b"").text();
    assert!(markdown.contains("| 2032-06-30 | 教育局 |  |"), "{markdown}");
}

#[test]
fn coined_terms_are_held_against_their_list() {
    let draft = "一、工作回顾\n落实“三个一批”，构建“1+5+2”体系。\n深化“三个一批”行动。\n二、工作安排\n推进“四链融合”。\n\
                 名词解释\n1.“三个一批”：甲。\n2.海绵城市：乙。\n";
    let dir = folder(&[("稿.txt", draft.as_bytes())]);
    let rows = run_in(dir.path(), &["terms", "--format", "json", "稿.txt"], b"").list();
    assert_eq!(rows[0], serde_json::json!({"term": "三个一批", "count": 2, "line": 2, "explained": 7}));
    assert_eq!(rows[3], serde_json::json!({"term": "海绵城市", "count": 0, "line": null, "explained": 8}));
    let csv = run_in(dir.path(), &["--lang", "zh", "terms", "--format", "csv", "稿.txt"], b"").text();
    assert!(csv.contains("1+5+2,2,1,,没有解释") && csv.contains("海绵城市,,0,8,正文中已不出现"), "{csv}");
    let text = run_in(dir.path(), &["--lang", "zh", "terms", "稿.txt"], b"").text();
    assert!(text.contains("4 个名词，没有解释的 2 个，正文中已不出现的 1 个"), "{text}");
    assert!(run_in(dir.path(), &["terms", "--format", "xlsx", "稿.txt"], b"").out.starts_with(b"PK"));
}

/// A draft as a page gave it: one finding a kind, places in the lines as written, and the fix that was named joins them.
#[test]
fn a_copied_page_is_told_once_and_mended() {
    let page = include_str!("../../../server/core/tests/damaged/page.txt");
    let dir = folder(&[("稿.txt", page.as_bytes())]);
    let found = run_in(dir.path(), &["check", "--format", "json", "稿.txt"], b"").list();
    let codes: Vec<&str> = found.iter().filter_map(|f| f["code"].as_str()).collect();
    for code in ["pinyin-inserted", "text-hard-wrapped"] {
        assert_eq!(codes.iter().filter(|c| **c == code).count(), 1, "{codes:?}");
    }
    assert!(!codes.contains(&"halfwidth-punctuation") && !codes.contains(&"paragraph-broken"), "{codes:?}");
    // No fix without being named: lines are the draft's own.
    assert_eq!(run_in(dir.path(), &["fix", "稿.txt"], b"").code, 0);
    assert_eq!(fs::read_to_string(dir.path().join("稿.txt")).expect("the draft"), page);
    let fix = ["fix", "--rule", "text-hard-wrapped", "--rule", "pinyin-inserted", "稿.txt"];
    assert_eq!(run_in(dir.path(), &fix, b"").code, 0);
    let mended = fs::read_to_string(dir.path().join("稿.txt")).expect("the draft");
    let report = include_str!("../../../server/core/tests/damaged/report.txt");
    for line in report.lines().take(12).filter(|l| !l.contains('”')) {
        assert!(mended.lines().any(|l| l == format!("　　{line}")), "{line}\n{mended}");
    }
}

#[test]
fn pages_to_be_printed_have_what_changed() {
    let page = compare(&OLD.replace("1280亿元", "1290亿元"), &["--format", "html"]).text();
    assert!(page.contains("<td class=\"good\">1290亿元（2:9）</td>") && page.contains("</html>"), "{page}");
    assert!(!page.contains("<script") && !page.contains("src="), "it needs nothing beside it");
    assert!(compare(OLD, &["--format", "xlsx"]).out.starts_with(b"PK"));
}

/// What seeds/README.md promises of the drafts that are held against each other.
#[test]
fn the_sample_drafts_show_what_they_are_meant_to() {
    let folder = zhibi_tests::binary::workspace().join("seeds/across");
    let checked = run_in(&folder, &["check", "--format", "json", "报告.txt"], b"");
    let codes: Vec<serde_json::Value> = checked.list().iter().map(|f| f["code"].clone()).collect();
    assert_eq!(codes, ["fact-mismatch"], "{}", checked.text());
    assert_eq!(checked.list()[0]["line"], 5);
    let compared = run_in(&folder, &["compare", "--format", "json", "上一稿.txt", "报告.txt"], b"").json();
    assert_eq!(compared["figures"].as_array().map(Vec::len), Some(4), "{compared}");
    let rows = run_in(&folder, &["reconcile", "--format", "json", "去年.txt", "报告.txt"], b"").list();
    let count = |verdict: &str| rows.iter().filter(|r| r["verdict"] == verdict).count();
    assert_eq!((count("met"), count("missed"), count("unanswered")), (10, 1, 1));
}
