//! Fixing a whole draft: done once it is done, numbers and words stay, no new fault appears.
#![allow(clippy::disallowed_methods, reason = "the test reads drafts")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use zhibi_core::config::Profile;
use zhibi_core::features::{Wanted, fixed};
use zhibi_core::finding::Safety;
use zhibi_core::rules::{self, Group};
use zhibi_core::{DocumentKind, Settings, Snapshot};

/// Rules whose safe fix replaces a word by another.
const WORDS: [&str; 1] = ["jiezhi"];

fn drafts() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut folders = vec![root.join("seeds")];
    match std::env::var_os("ZHIBI_CORPUS") {
        Some(corpus) => {
            let corpus = PathBuf::from(corpus);
            folders.extend([corpus.join("texts"), corpus.join("../seeds")]);
        }
        None => eprintln!("fixes: ZHIBI_CORPUS is not set, real reports did not run"),
    }
    let mut files = Vec::new();
    for folder in folders {
        let entries = std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
        files.extend(entries.map(|e| e.expect("a folder entry").path()).filter(|p| {
            p.extension().is_some_and(|e| e == "txt" || e == "md") && p.file_name().is_some_and(|n| n != "README.md")
        }));
    }
    files.sort();
    files
}

/// Further reports that nobody picked for an error; one in eight where the code is not optimised.
fn more_drafts() -> Vec<PathBuf> {
    let more = std::env::var_os("ZHIBI_CORPUS").map(|corpus| PathBuf::from(corpus).join("more"));
    let Some(entries) = more.and_then(|more| std::fs::read_dir(more).ok()) else { return vec![] };
    let mut files: Vec<_> = entries.map(|e| e.expect("a folder entry").path()).collect();
    files.retain(|p| p.extension().is_some_and(|e| e == "txt" || e == "md"));
    files.sort();
    let step = if cfg!(debug_assertions) && std::env::var_os("ZHIBI_FULL").is_none() { 8 } else { 1 };
    files.into_iter().step_by(step).collect()
}

fn read(path: &Path) -> (String, DocumentKind) {
    let text = std::fs::read_to_string(path).expect("a draft in UTF-8");
    let markdown = path.extension().is_some_and(|e| e == "md");
    (text, if markdown { DocumentKind::Markdown } else { DocumentKind::Plain })
}

fn counts(text: &str, kind: DocumentKind, settings: &Arc<Settings>) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for diagnostic in Snapshot::of(text, kind, settings.clone()).diagnostics() {
        *counts.entry(diagnostic.finding.code).or_default() +=
            diagnostic.finding.places.as_ref().map_or(1, |p| p.len());
    }
    counts
}

/// The digits of a text, of either width: ３5 made 35 is the same number.
fn digits(text: &str) -> String {
    let digit = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0),
        c => c.is_ascii_digit().then_some(c),
    };
    text.chars().filter_map(digit).collect()
}

fn ideographs(text: &str) -> String {
    text.chars().filter(|c| matches!(c, '\u{3400}'..='\u{9fff}')).collect()
}

#[test]
fn safe_fixes_keep_numbers_and_words() {
    for path in drafts() {
        let (text, kind) = read(&path);
        let snapshot = Snapshot::of(&text, kind, Arc::new(Settings { profile: Profile::Gb, ..Settings::default() }));
        let view = snapshot.view();
        for diagnostic in snapshot.diagnostics() {
            let finding = &diagnostic.finding;
            for fix in finding.fixes.iter().filter(|f| f.safety == Safety::Safe) {
                for edit in rules::edits(fix, &view) {
                    let old = view.at(edit.loc);
                    let place = format!("{}: {}: {old:?} → {:?}", path.display(), finding.code, edit.text);
                    if finding.code != "digits-mixed-width" {
                        assert_eq!(digits(old), digits(&edit.text), "{place}");
                    }
                    if !WORDS.contains(&finding.code) {
                        assert_eq!(ideographs(old), ideographs(&edit.text), "{place}");
                    }
                }
            }
        }
    }
}

/// What a rule with a safe fix promises to change: `(code, old, new)`; anything else is more than it may.
fn promised(code: &str, old: &str, new: &str) -> bool {
    const WIDE: [(char, char); 7] =
        [(',', '，'), (';', '；'), (':', '：'), ('?', '？'), ('!', '！'), ('(', '（'), (')', '）')];
    const DASHES: &str = "-－–~—─―～ ";
    let dashes = |text: &str| text.chars().all(|c| DASHES.contains(c));
    let one_mark = |text: &str| text.chars().count() == 1 && text.chars().all(|c| "，。；：、,;:".contains(c));
    let kept = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    match code {
        "halfwidth-punctuation" => {
            let mut marks = old.trim_end_matches(' ').chars();
            marks.next().is_some_and(|half| {
                marks.next().is_none() && WIDE.iter().any(|(h, w)| *h == half && new.chars().eq([*w]))
            })
        }
        "range-connector" => dashes(old) && ["—", "～"].contains(&new),
        "digits-mixed-width" => {
            let half = |c: char| char::from_u32(c as u32 - 0xFEE0).filter(char::is_ascii).unwrap_or(c);
            new.is_ascii() && old.chars().map(|c| if c.is_ascii() { c } else { half(c) }).eq(new.chars())
        }
        "percent-sign-mixed" => matches!((old, new), ("%", "％") | ("％", "%")),
        // 〝〞 as they are read.
        "quotes-replaced" => old == new && ["“", "”"].contains(&new),
        // What is left out goes: nothing that is read.
        "pinyin-inserted" | "text-hard-wrapped" => old.is_empty() && new.is_empty(),
        "number-separator-mixed" => old.replace(',', "") == new,
        "quoted-list-dunhao" | "deng-dunhao" => (old, new) == ("、", ""),
        "range-unit-dropped" => {
            let joint = new.trim_start_matches(['%', '％', '‰']);
            joint.len() < new.len() && (joint == old || dashes(old) && joint == "—")
        }
        "repeated-punct" => {
            new.chars().count() == 1 && old.chars().count() > 1 && old.chars().all(|c| new.starts_with(c))
        }
        "ellipsis-form" => matches!(new, "……" | "等") && old.chars().all(|c| ".。…等".contains(c)),
        "dash-form" => new == "——" && dashes(old),
        "heading-end-punct" => one_mark(old) && new.is_empty(),
        "jiezhi" => matches!((old, new), ("截止", "截至") | ("止", "至") | ("截止到", "截至")),
        "invisible-character" => new.is_empty() && kept(old).is_empty(),
        "date-hao" => (old, new) == ("号", "日") || (old, new) == ("號", "日"),
        // Numbering: marks and blanks around an ordinal, its form; never its number or its words.
        "ordinal-form" | "ordinal-malformed" | "yishi-punctuation" | "ordinal-style-mixed" | "series-separator" => {
            kept(old) == kept(new)
        }
        _ => false,
    }
}

#[test]
fn safe_fixes_change_only_what_their_rule_promises() {
    let mut wrong = String::new();
    for path in drafts().into_iter().chain(more_drafts()) {
        let (text, kind) = read(&path);
        let snapshot = Snapshot::of(&text, kind, Arc::default());
        let view = snapshot.view();
        for finding in snapshot.diagnostics().iter().map(|d| &d.finding) {
            for edit in finding.fixes.iter().filter(|f| f.safety == Safety::Safe).flat_map(|f| rules::edits(f, &view)) {
                let old = view.at(edit.loc);
                if !promised(finding.code, old, &edit.text) {
                    wrong += &format!("{}: {}: {old:?} → {:?}\n", path.display(), finding.code, edit.text);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn fixing_ends_and_brings_nothing_new() {
    let mut wrong = String::new();
    for path in drafts() {
        let (text, kind) = read(&path);
        for profile in [Profile::Inferred, Profile::Gb] {
            let settings = Arc::new(Settings { profile, ..Settings::default() });
            let (once, _) = fixed(&text, kind, &settings, Wanted::default());
            let (twice, more) = fixed(&once, kind, &settings, Wanted::default());
            assert_eq!((once == twice, more), (true, 0), "{}: {profile:?}: a second run changes it", path.display());
            assert_eq!(digits(&text), digits(&once), "{}: {profile:?}", path.display());
            let before = counts(&text, kind, &settings);
            for (code, count) in counts(&once, kind, &settings) {
                let known = before.get(code).copied().unwrap_or_default();
                if count > known {
                    wrong += &format!("{}: {profile:?}: {code} {known} → {count}\n", path.display());
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// What random drafts are made of: words, marks of both widths, numbers, ordinals, codes.
const PIECES: [&str; 62] = [
    "甲",
    "建设",
    "，",
    ",",
    "。",
    ";",
    "；",
    ":",
    "：",
    "?",
    "？",
    "!",
    "！",
    "(",
    ")",
    "（",
    "）",
    "“",
    "”",
    "、",
    " ",
    "\n",
    "一是",
    "二是",
    "（一）",
    "（二）",
    "(三)",
    "一、",
    "1.",
    "12.5",
    "亿元",
    "%",
    "％",
    "8%",
    "-",
    "—",
    "～",
    "10",
    "至",
    "以上",
    "超过",
    "约",
    "eod",
    "g237",
    "pm2.5",
    "GDP",
    "2026年",
    "7月5日",
    "三个方面",
    "八个",
    "《",
    "》",
    "……",
    "...",
    "其中",
    "第一",
    "首先",
    "增长",
    "图1",
    "附件",
    "[",
    "]",
];

#[test]
fn fixing_random_drafts_ends_and_brings_no_new_kind_of_finding() {
    let settings = Arc::new(Settings::default());
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut below = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % limit as u64) as usize
    };
    let drafts = if cfg!(debug_assertions) { 4_000 } else { 100_000 };
    for _ in 0..drafts {
        let pieces = 1 + below(14);
        let text: String = (0..pieces).map(|_| PIECES[below(PIECES.len())]).collect();
        let (once, _) = fixed(&text, DocumentKind::Plain, &settings, Wanted::default());
        let (_, more) = fixed(&once, DocumentKind::Plain, &settings, Wanted::default());
        assert_eq!(more, 0, "{text:?} → {once:?}: a second run changes it");
        let (before, after) =
            (counts(&text, DocumentKind::Plain, &settings), counts(&once, DocumentKind::Plain, &settings));
        // Mending damage may bring to light what it hid.
        let damaged = before.keys().any(|code| rules::rule(code).is_some_and(|rule| rule.group == Group::Text));
        let new: Vec<_> = after.keys().filter(|code| !before.contains_key(*code)).collect();
        assert!(damaged || new.is_empty(), "{text:?} → {once:?}: {new:?}");
    }
}
