//! Every command and every format on the sample drafts.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;

use serde_json::Value;
use zhibi_tests::binary::workspace;
use zip::ZipArchive;

use super::support::{FAULTY, folder, run, run_in, seeds};

const FORMATS: [&str; 6] = ["text", "json", "sarif", "github", "junit", "html"];

#[test]
fn json_of_check_keeps_its_contract() {
    let found = run(&["check", "--format", "json", "seeds"]);
    assert_eq!(found.code, 1, "{}", found.err);
    let files: BTreeSet<_> = found.list().iter().map(|d| d["file"].as_str().map(str::to_owned)).collect();
    assert!(files.len() >= 3);
    for d in found.list() {
        let keys: Vec<&str> = d.as_object().expect("an object").keys().map(String::as_str).collect();
        let mut wanted = vec!["code", "column", "endColumn", "endLine", "file", "fixes", "line", "message", "severity"];
        wanted.sort_unstable();
        let mut keys = keys;
        keys.sort_unstable();
        // One habit told once names all its places.
        if let Some(places) = d.get("places") {
            let place = |p: &Value| ["line", "column", "endLine", "endColumn"].iter().all(|key| p[key].is_u64());
            assert!(places.as_array().is_some_and(|all| !all.is_empty() && all.iter().all(place)), "{d}");
            keys.retain(|key| *key != "places");
        }
        assert_eq!(keys, wanted);
        assert!(["error", "warning", "information", "hint"].contains(&d["severity"].as_str().expect("text")));
        for fix in d["fixes"].as_array().expect("an array") {
            assert!(fix["title"].is_string() && fix["safe"].is_boolean() && fix["edits"].is_array());
        }
    }
}

#[test]
fn columns_count_code_points_and_ends_are_exclusive() {
    let text = "𠀀𠀀（一）甲\n（一）甲。新建项目超过100个以上。𠀀\n";
    let dir = folder(&[("稿.txt", text.as_bytes())]);
    let found = run_in(dir.path(), &["check", "--format", "json", "--rule", "comparator-redundant", "稿.txt"], b"");
    let list = found.list();
    assert_eq!(list.len(), 1, "{list:?}");
    let at = |key: &str| list[0][key].as_u64().expect("a number") as usize;
    assert_eq!((at("line"), at("endLine")), (2, 2));
    let line: Vec<char> = text.lines().nth(1).expect("a line").chars().collect();
    let marked: String = line[at("column") - 1..at("endColumn") - 1].iter().collect();
    assert_eq!(marked, "超过100个以上");
}

#[test]
fn findings_are_exit_code_1_in_every_format_and_fail_on_decides() {
    let dir = folder(&[("坏.txt", FAULTY.as_bytes()), ("好.txt", "一、总体要求\n完成投资12.98亿元。\n".as_bytes())]);
    for format in FORMATS {
        let code = |args: &[&str]| {
            let all = [&["check", "--format", format], args].concat();
            run_in(dir.path(), &all, b"").code
        };
        assert_eq!(code(&["坏.txt"]), 1, "{format}");
        assert_eq!(code(&["好.txt"]), 0, "{format}");
        assert_eq!(code(&["好.txt", "坏.txt"]), 1, "{format}");
        assert_eq!(code(&["坏.txt", "没有.txt"]), 2, "{format}");
        assert_eq!(code(&["--fail-on", "never", "坏.txt"]), 0, "{format}");
        // A page is whole or not written.
        let capped = if format == "html" { 2 } else { 1 };
        assert_eq!(code(&["--max-problems", "0", "坏.txt"]), capped, "{format}");
    }
    assert_eq!(run_in(dir.path(), &["check", "--format", "json", "好.txt"], b"").text(), "[]\n");
    let capped = run_in(dir.path(), &["check", "--format", "json", "--max-problems", "1", "坏.txt"], b"");
    assert_eq!(capped.list().len(), 1);
    assert!(capped.err.contains("more not printed"), "{}", capped.err);
}

#[test]
fn text_draws_carets_under_wide_characters() {
    let dir = folder(&[("稿.txt", "（一）抓投资。新建项目超过100个以上。\n".as_bytes())]);
    let found = run_in(dir.path(), &["check", "--rule", "comparator-redundant", "稿.txt"], b"");
    let text = found.text();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("稿.txt:1:12 warning[comparator-redundant] "), "{text}");
    assert_eq!(lines[1], " 1 | （一）抓投资。新建项目超过100个以上。");
    // Eleven characters of two columns before, five of two and three of one inside.
    assert_eq!(lines[2], format!("   | {}{}", " ".repeat(22), "^".repeat(13)));
    assert!(lines.last().expect("a summary").contains("1 file(s) checked"), "{text}");
    let painted = run_in(dir.path(), &["check", "--color", "always", "稿.txt"], b"").text();
    assert!(painted.contains("\x1b["));
    let chinese = run_in(dir.path(), &["--lang", "zh", "check", "稿.txt"], b"").text();
    assert!(chinese.contains("警告[comparator-redundant]") && chinese.contains("检查 1 个文件"), "{chinese}");
}

#[test]
fn github_annotations_are_escaped() {
    let dir = folder(&[("a,b:c.txt", "负债率不超过40%以内。\n".as_bytes())]);
    let text = run_in(dir.path(), &["check", "--format", "github", "."], b"").text();
    let line = text.lines().find(|l| l.contains("comparator-redundant")).expect("an annotation");
    assert!(line.starts_with("::warning file=a%2Cb%3Ac.txt,line=1,col=4,endLine=1,endColumn=12,title="), "{line}");
}

#[test]
fn junit_is_well_formed_and_counts() {
    // No name of Windows has a `<`.
    let bad = if zhibi_tests::binary::is_windows() { "坏&.txt" } else { "坏<&.txt" };
    let dir = folder(&[(bad, FAULTY.as_bytes()), ("好.txt", "平安。\n".as_bytes())]);
    let text = run_in(dir.path(), &["check", "--format", "junit", "."], b"").text();
    let mut reader = quick_xml::Reader::from_str(&text);
    let (mut suites, mut failures, mut declared) = (0, 0, 0);
    loop {
        match reader.read_event().expect("well-formed") {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Start(e) => match e.name().as_ref() {
                "testsuite" => {
                    suites += 1;
                    let count = e.try_get_attribute("failures").expect("attributes").expect("failures");
                    declared += count.value.parse::<usize>().expect("a number");
                }
                "failure" => failures += 1,
                _ => {}
            },
            _ => {}
        }
    }
    assert_eq!((suites, failures), (2, declared));
    assert!(failures >= 2);
}

#[test]
fn the_page_of_all_drafts_needs_nothing_and_tells_all() {
    let dir =
        folder(&[("甲.txt", FAULTY.as_bytes()), ("乙.txt", "一、安排\n增长6%&<b>。\n".as_bytes()), ("坏.docx", b"PK")]);
    let found = run_in(dir.path(), &["check", "--lang", "zh", "--format", "html", "."], b"");
    assert_eq!(found.code, 2, "{}", found.err);
    let page = found.text();
    assert!(page.starts_with("<!doctype html>\n<!-- zhibi check -->\n<html lang=\"zh-CN\">"), "{page}");
    for part in [
        "<h1>甲.txt 检查报告</h1>",
        "<h1>乙.txt 检查报告</h1>",
        "<h2>大纲</h2>",
        "<h2>指标台账</h2>",
        "【（三）】",
        "坏.docx",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert_eq!((page.matches("<html").count(), page.matches("</html>").count()), (1, 1));
    assert!(!["<script", "http", "src=", "<b>"].iter().any(|outside| page.contains(outside)), "{page}");
    let clean = run_in(dir.path(), &["check", "--format", "html", "乙.txt"], b"");
    assert_eq!(clean.code, 0, "{}", clean.err);
    let cut = run_in(dir.path(), &["check", "--format", "html", "--max-problems", "1", "."], b"");
    assert_eq!((cut.code, cut.text()), (2, String::new()));
    assert!(cut.err.contains("--max-problems"), "{}", cut.err);
}

#[test]
fn sarif_is_what_the_standard_asks() {
    let found = run(&["check", "--format", "sarif", "seeds", "没有这个文件.txt"]);
    assert_eq!(found.code, 2);
    let log = found.json();
    let run = &log["runs"][0];
    assert_eq!((log["version"].as_str(), run["columnKind"].as_str()), (Some("2.1.0"), Some("utf16CodeUnits")));
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = run["results"].as_array().expect("results");
    assert!(!results.is_empty());
    for result in results {
        let index = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().expect("a URI");
        assert!(uri.is_ascii() && uri.starts_with("seeds/"), "{uri}");
        assert!(place["region"]["startLine"].as_u64() >= Some(1));
        assert!(result["partialFingerprints"]["ruleSentence/v1"].is_string());
    }
    assert_eq!(run["invocations"][0]["executionSuccessful"], Value::Bool(false));
    let note = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].as_str().expect("text");
    assert!(note.contains("没有这个文件.txt"));
    validate(&log);
}

/// Validates against the schema of the standard; without npm or a network only where `CI` is not `true`.
fn validate(log: &Value) {
    // The first call installs the validator: two tests at once would undo each other's work.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _turn = ONE_AT_A_TIME.lock();
    let file = tempfile::NamedTempFile::new().expect("a file");
    fs::write(file.path(), log.to_string()).expect("a file");
    let script = workspace().join("tests/sarif/validate.mjs");
    let done = Command::new("node").arg(script).arg(file.path()).output().expect("node");
    let said = String::from_utf8_lossy(&done.stderr);
    if done.status.code() == Some(3) && std::env::var_os("CI").is_none_or(|v| v != "true") {
        eprintln!("sarif_is_what_the_standard_asks: not validated against the schema: {said}");
        return;
    }
    assert!(done.status.success(), "{said}");
}

#[test]
fn outlines_and_figures_of_every_seed() {
    for seed in seeds() {
        let name = seed.to_str().expect("a path");
        let outline = run(&["outline", "--format", "json", name]);
        assert_eq!(outline.code, 0);
        let tree = outline.list();
        assert_eq!(tree.len(), 1);
        let children = tree[0]["children"].as_array().expect("children");
        assert!(!children.is_empty(), "{name}");
        for node in children {
            for key in ["ordinal", "title", "level", "line", "endLine", "children"] {
                assert!(!node[key].is_null(), "{name}: {key}");
            }
            assert!(node["line"].as_u64() <= node["endLine"].as_u64());
        }
        let figures = run(&["figures", "--format", "json", name]);
        assert_eq!(figures.code, 0);
        let lines: Vec<Vec<char>> =
            fs::read_to_string(&seed).expect("a seed").lines().map(|l| l.chars().collect()).collect();
        assert!(figures.list().len() > 5, "{name}");
        for f in figures.list() {
            for key in ["class", "bound", "section", "relations", "unit"] {
                assert!(!f[key].is_null(), "{key}");
            }
            let at = |key: &str| f[key].as_u64().expect("a number") as usize;
            let marked: String = lines[at("line") - 1][at("column") - 1..at("endColumn") - 1].iter().collect();
            assert_eq!(marked, f["text"].as_str().expect("text"), "{name}");
        }
    }
    assert!(run(&["outline", "seeds"]).text().lines().count() > 20);
    assert!(run(&["outline", "--format", "markdown", "seeds"]).text().contains("\n- "));
}

#[test]
fn the_ledger_in_every_format() {
    let every = run(&["figures", "--format", "json", "seeds"]).list().len();
    let csv = run(&["figures", "--format", "csv", "seeds"]);
    assert!(csv.out.starts_with(b"\xef\xbb\xbf"), "Excel needs the mark");
    assert_eq!(csv.text().matches('\u{feff}').count(), 1);
    let rows = |text: String| {
        let mut inside = false;
        let starts = |line: &&str| {
            let starts = !inside;
            inside ^= line.matches('"').count() % 2 == 1;
            starts
        };
        text.lines().filter(starts).count() - 1
    };
    let count = rows(csv.text());
    let all = rows(run(&["figures", "--all", "--format", "csv", "seeds"]).text());
    let some = rows(run(&["figures", "--filter", "growth", "--format", "csv", "seeds"]).text());
    assert!(0 < some && some < count && count < all && all <= every, "{some} {count} {all} {every}");
    assert!(run(&["figures", "--format", "markdown", "seeds"]).text().contains("| "));
    assert!(run(&["figures", "seeds"]).text().lines().count() > count);
    let sheet = run(&["figures", "--format", "xlsx", "seeds"]);
    let mut archive = ZipArchive::new(Cursor::new(&sheet.out)).expect("a spreadsheet");
    let mut sheets = Vec::new();
    for nth in 1.. {
        let Ok(mut file) = archive.by_name(&format!("xl/worksheets/sheet{nth}.xml")) else { break };
        let mut xml = String::new();
        file.read_to_string(&mut xml).expect("XML");
        sheets.push(xml);
    }
    // The first sheet is the overview.
    let of = |xml: &String| xml.matches("<row ").count() - 1;
    assert_eq!(sheets[1..].iter().map(of).sum::<usize>(), count);
    assert!(sheets[1..].iter().all(|xml| xml.contains("state=\"frozen\"") && xml.contains("<autoFilter")));
    let mut strings = String::new();
    archive.by_name("xl/sharedStrings.xml").expect("strings").read_to_string(&mut strings).expect("XML");
    assert!(strings.contains("<b/>"), "the figure is marked in its sentence");
    let dir = folder(&[]);
    let file = dir.path().join("台账.xlsx");
    let target = file.to_str().expect("a path");
    assert_eq!(run(&["figures", "--format", "xlsx", "-o", target, "seeds"]).code, 0);
    assert!(fs::read(&file).expect("a file").starts_with(b"PK"));
}

#[test]
fn rules_explain_schema_completions_man_and_version() {
    let rules = run(&["rules", "--format", "json"]).list();
    assert!(rules.len() >= 3);
    for rule in &rules {
        let code = rule["code"].as_str().expect("a code");
        for language in ["zh", "en"] {
            let page = run(&["--lang", language, "explain", code]).text();
            assert!(page.starts_with("# ") && page.lines().next().is_some_and(|title| title.ends_with(code)), "{page}");
        }
        assert!(run(&["rules"]).text().contains(code));
    }
    assert!(run(&["rules", "--format", "markdown"]).text().contains("| [ordinal-gap](ordinal-gap.md) |"));
    let none = run(&["explain", "no-such-rule"]);
    assert!(none.code == 2 && none.err.contains("no-such-rule"));
    let schema = run(&["schema"]).json();
    assert!(schema["definitions"]["Rules"]["properties"]["ordinal-gap"].is_object());
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(run(&["completions", shell]).text().contains("zhibi"), "{shell}");
    }
    assert!(run(&["man"]).text().contains(".TH zhibi"));
    let version = run(&["--version"]).text();
    for fact in ["zhibi 0.", "commit: ", "target: ", "rustc: ", "profile: "] {
        assert!(version.contains(fact), "{version}");
    }
    let help = run(&["--lang", "zh", "check", "--help"]);
    assert!(help.code == 0 && help.text().contains("用法：") && help.text().contains("最多输出"));
}

#[test]
fn usage_errors_are_exit_code_2() {
    for args in [&["nonsense"][..], &["check", "--format", "nonsense"], &["check", "--rule", "no-such-rule"], &[]] {
        let ran = run(args);
        assert_eq!((ran.code, ran.out.len()), (2, 0), "{args:?}");
        assert!(!ran.err.is_empty());
    }
}

#[test]
fn wrong_arguments_are_explained_in_both_languages() {
    // Arguments, the Chinese sentence and advice, the English sentence.
    let cases: [(&[&str], &[&str], &str); 12] = [
        (
            &["chek"],
            &["错误：没有命令“chek”", "相近的有：", "check", "用法：zhibi [选项] <命令>"],
            "unrecognized subcommand 'chek'",
        ),
        (&["ignores", "lst"], &["没有命令“lst”", "相近的有：list"], "unrecognized subcommand 'lst'"),
        (&["check", "--formt", "json"], &["没有选项“--formt”", "相近的有：--format"], "unexpected argument '--formt'"),
        (&["check", "--diff"], &["没有选项“--diff”", "若是文件名，请写作“-- --diff”"], "unexpected argument '--diff'"),
        (
            &["check", "--format"],
            &["--format <FORMAT> 后面缺少值", "可用的值：text、json、sarif、github、junit、html"],
            "a value is required",
        ),
        (
            &["check", "--format", "jsn"],
            &["--format <FORMAT> 的值不能是“jsn”", "相近的有：json"],
            "invalid value 'jsn'",
        ),
        (&["check", "--report-year", "12"], &["的值不能是“12”：应为 1949—2199 的整数"], "not a year from 1949 to 2199"),
        (&["check", "--max-problems", "-1"], &["没有选项“-1”"], "unexpected argument '-1'"),
        (&["check", "--max-problems=x"], &["的值不能是“x”：应为非负整数"], "not a whole number from 0"),
        (&["explain"], &["缺少参数 <CODE>", "用法：zhibi explain"], "required arguments were not provided"),
        (&["explain", "a", "b"], &["多了一个参数“b”"], "unexpected argument 'b'"),
        (&["fix", "--diff=3"], &["--diff 后面多了一个值“3”"], "unexpected value '3'"),
    ];
    for (args, chinese, english) in cases {
        let zh = run(&[&["--lang", "zh"], args].concat());
        assert_eq!((zh.code, zh.out.len()), (2, 0), "{args:?}");
        for part in chinese {
            assert!(zh.err.contains(part), "{args:?}: {}", zh.err);
        }
        let words = ["error:", "Usage", "OPTIONS", "tip:", "try ", "possible values"];
        assert!(words.iter().all(|word| !zh.err.contains(word)), "{}", zh.err);
        let en = run(args);
        assert_eq!((en.code, en.out.len()), (2, 0), "{args:?}");
        assert!(en.err.contains(english) && en.err.contains("--help"), "{args:?}: {}", en.err);
        assert!(en.err.is_ascii(), "{}", en.err);
    }
}

#[test]
fn help_is_wholly_in_one_language() {
    for command in
        [&[][..], &["check"], &["fix"], &["outline"], &["figures"], &["rules"], &["ignores"], &["completions"]]
    {
        let zh = run(&[&["--lang", "zh"], command, &["--help"]].concat());
        let text = zh.text();
        assert_eq!(zh.code, 0);
        for word in ["OPTIONS]", "possible values", "Usage", "Print ", "选项:", "参数:"] {
            assert!(!text.contains(word), "{command:?}: {text}");
        }
        assert!(text.contains("用法：zhibi"), "{text}");
        let en = run(&[command, &["--help"]].concat()).text();
        let files = ["*.公文", "*.报告"];
        let en = files.iter().fold(en, |text, name| text.replace(name, ""));
        assert!(en.is_ascii(), "{command:?}: {en}");
    }
    let check = run(&["--lang", "zh", "check", "--help"]).text();
    assert!(check.contains("可用：text json sarif github junit html"), "{check}");
}

#[test]
fn reports_for_machines_carry_the_edits_of_every_fix() {
    let text = "（一）抓投资,促消费,稳增长,保就业,惠民生,防风险。\n（二）兴产业,强基础,优环境,聚人才,推改革,促开放。\n（四）新建项目超过100个以上。\n";
    let dir = folder(&[("稿.txt", text.as_bytes())]);
    let json = run_in(dir.path(), &["check", "--format", "json", "稿.txt"], b"").list();
    let habit = json.iter().find(|d| d["code"] == "halfwidth-punctuation").expect("a habit");
    let edits = habit["fixes"][0]["edits"].as_array().expect("edits");
    assert_eq!(edits.len(), text.matches(',').count());
    assert!(edits.iter().all(|e| e["text"] == "，"), "{edits:?}");
    assert_eq!((edits[0]["line"].as_u64(), edits[0]["column"].as_u64()), (Some(1), Some(7)));
    // One finding, and every place of it.
    assert_eq!(json.iter().filter(|d| d["code"] == "halfwidth-punctuation").count(), 1);
    let places = habit["places"].as_array().expect("places");
    assert_eq!(places.len(), edits.len());
    assert_eq!(places[0], serde_json::json!({"line": 1, "column": 7, "endLine": 1, "endColumn": 8}));
    assert!(json.iter().any(|d| d.get("places").is_none()), "a single fault has no list of places");
    let log = run_in(dir.path(), &["check", "--format", "sarif", "稿.txt"], b"").json();
    let results = log["runs"][0]["results"].as_array().expect("results");
    for code in ["halfwidth-punctuation", "ordinal-gap", "comparator-redundant"] {
        let result = results.iter().find(|r| r["ruleId"] == code).expect("a result");
        let change = &result["fixes"][0]["artifactChanges"][0];
        let replacements = change["replacements"].as_array().expect("replacements");
        assert!(!replacements.is_empty(), "{result}");
        assert_eq!(change["artifactLocation"], result["locations"][0]["physicalLocation"]["artifactLocation"]);
        let listed = json.iter().find(|d| d["code"] == code).expect("a diagnostic");
        assert_eq!(replacements.len(), listed["fixes"][0]["edits"].as_array().expect("edits").len());
    }
    validate(&log);
}

#[test]
fn output_is_the_same_however_the_work_is_spread() {
    let one = run(&["check", "--format", "json", "seeds"]).out;
    for _ in 0..3 {
        assert!(run(&["check", "--format", "json", "seeds"]).out == one);
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    let script = format!("'{}' figures seeds 2>&1 >/dev/full; echo $?", zhibi_tests::binary::zhibi().display());
    let full = Command::new("sh").args(["-c", &script]).current_dir(workspace()).output().expect("sh");
    assert!(String::from_utf8_lossy(&full.stdout).trim().ends_with('2'), "a full disk is an error");
    let script =
        format!("('{}' figures seeds seeds seeds; echo $? >&2) | head -c 10", zhibi_tests::binary::zhibi().display());
    let gone = Command::new("sh").args(["-c", &script]).current_dir(workspace()).output().expect("sh");
    assert_eq!(String::from_utf8_lossy(&gone.stderr).trim(), "0");
    assert!(Path::new("/dev/full").exists());
}
