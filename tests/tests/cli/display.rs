//! What a draft or the name of a file holds never steers a terminal or a build service, and is no markup in what is
//! exported.

use std::fs;

use super::support::{folder, run_in};

/// ESC, OSC, BEL, C1 controls and directions, in a heading, a sentence with a figure, and a name.
const STEERING: &str = "\u{1b}[31m\u{1b}]0;x\u{7}\u{9b}2J\u{85}\u{7f}\u{202e}\u{2066}\u{200f}\u{61c}";

fn draft() -> String {
    format!(
        "一、目标{STEERING}任务\n（一）抓{STEERING}投资。{STEERING}投资超过100个以上。。\n（三）{STEERING}抓消费，完成12.98亿元。\n\
         ::error::这是第一行\n  ##[command]这是第二行\n"
    )
}

/// Whether bytes hold nothing that steers; whole lines must not begin a command of a build service.
fn assert_plain(bytes: &[u8], what: &str) {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let steers = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\r'))
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
    };
    let at = text
        .find(steers)
        .map(|at| text[..at].chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect::<String>());
    assert_eq!(at, None, "{what}: {text:?}");
}

fn begins_command(text: &str) -> Option<&str> {
    text.lines().find(|line| ["::", "##["].iter().any(|head| line.trim_start().starts_with(head)))
}

#[test]
fn no_command_lets_a_draft_or_a_name_steer_the_terminal() {
    let mut names = vec![format!("稿.txt"), "::error::名.md".to_owned()];
    if cfg!(unix) {
        names.push(format!("坏{STEERING}名\n::warning::注入.txt"));
    }
    let files: Vec<(&str, Vec<u8>)> = names.iter().map(|name| (name.as_str(), draft().into_bytes())).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let dir = folder(&files);
    fs::write(dir.path().join(format!("烂{}.docx", if cfg!(unix) { STEERING } else { "" })), "x").expect("a file");
    let commands: [&[&str]; 15] = [
        &["check"],
        &["check", "--format", "json"],
        &["check", "--format", "sarif"],
        &["check", "--format", "github"],
        &["check", "--format", "junit"],
        &["outline"],
        &["outline", "--format", "markdown"],
        &["outline", "--format", "json"],
        &["figures"],
        &["figures", "--format", "csv"],
        &["figures", "--format", "json"],
        &["figures", "--format", "markdown"],
        &["fix", "--diff"],
        &["fix", "--diff", "--unsafe"],
        &["config", "."],
    ];
    for args in commands {
        for language in ["zh", "en"] {
            let ran = run_in(dir.path(), &[args, &["--lang", language]].concat(), b"");
            assert_plain(&ran.out, &format!("{args:?}"));
            assert_plain(ran.err.as_bytes(), &format!("{args:?}, errors"));
            assert_eq!(begins_command(&ran.err), None, "{args:?}");
            if args.contains(&"github") {
                let text = ran.text();
                let ours = |line: &str| {
                    ["::error file=", "::warning file=", "::notice file="].iter().any(|h| line.starts_with(h))
                };
                assert!(!text.is_empty() && text.lines().all(ours), "{text}");
            } else {
                assert_eq!(begins_command(&ran.text()), None, "{args:?}");
            }
        }
    }
    for language in ["zh", "en"] {
        let missing = format!("没有{STEERING}\n::error::x");
        for args in [
            &["check", &missing][..],
            &["explain", &missing],
            &["--x", &missing],
            &["check", &format!("--{missing}")],
            &["check", "--format", &missing],
        ] {
            let ran = run_in(dir.path(), &[args, &["--lang", language]].concat(), b"");
            assert_eq!(ran.code, 2);
            assert_plain(ran.err.as_bytes(), &format!("{args:?}"));
            assert_eq!(begins_command(&ran.err), None, "{args:?}: {}", ran.err);
        }
    }
}

#[test]
fn json_says_the_same_with_what_steers_escaped() {
    let dir = folder(&[("稿.txt", "一、甲\u{9b}\u{202e}\u{7f}\u{1b}乙\n".as_bytes())]);
    let ran = run_in(dir.path(), &["outline", "--format", "json"], b"");
    assert!(ran.text().contains("甲\\u009b\\u202e\\u007f\\u001b乙"), "{}", ran.text());
    assert_eq!(ran.list()[0]["children"][0]["title"], "甲\u{9b}\u{202e}\u{7f}\u{1b}乙");
}

#[test]
fn a_patch_that_is_kept_and_a_draft_that_is_piped_are_the_bytes_of_the_draft() {
    let dir = folder(&[("稿.txt", draft().as_bytes())]);
    let mended = run_in(dir.path(), &["fix", "--rule", "repeated-punct", "-"], draft().as_bytes());
    assert_eq!((mended.code, mended.text()), (0, draft().replace("。。", "。")));
}

#[test]
fn exported_markdown_has_no_links_images_or_html_of_the_draft() {
    let payloads = [
        "[点击](command:workbench.action.terminal.new)",
        "![图](http://evil.example/x.png)",
        "<img src=http://evil.example/x.png>",
        "<a href=\"command:x\">k</a>",
        "<!-- 注 -->",
        "|](command:x)|",
        "`码`[乙](command:z)",
        "\\[丙\\](command:y)",
        "&lt;b&gt;",
    ];
    for payload in payloads {
        let text =
            format!("一、{payload}产业目标\n（一）{payload}工业。{payload}投资完成12.98亿元，{payload}企业51个。\n");
        let name = format!("{}.txt", payload.replace(['/', ':', '"', '<', '>', '|', '\\'], ""));
        let dir = folder(&[(&name, text.as_bytes())]);
        for args in [&["figures", "--format", "markdown"][..], &["outline", "--format", "markdown"]] {
            let out = run_in(dir.path(), args, b"").text();
            let bare = |found: &str| {
                out.match_indices(found)
                    .any(|(at, _)| out[..at].chars().rev().take_while(|c| *c == '\\').count() % 2 == 0)
            };
            for markup in ["[", "![", "<", "`", "](", "&"] {
                assert!(!bare(markup), "{payload} {args:?}: {markup} in {out}");
            }
        }
    }
}
