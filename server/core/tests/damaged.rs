//! What a web page or a PDF does to a draft: it is found, its fix gives the draft back, and until then figures and
//! outline are those of the draft, at the places where they are written.
#![allow(clippy::disallowed_methods, reason = "the test reads drafts")]

use std::path::Path;
use std::sync::Arc;

use zhibi_core::config::OutlineItems;
use zhibi_core::features::{OutlineEntry, Wanted, fixed, ledger_rows, outline_entries};
use zhibi_core::{DocumentKind, Settings, Snapshot};

/// Our own drafts, each over 2,000 characters.
const DRAFTS: [&str; 4] = [
    "seeds/2-excerpt-factors-and-livelihood.txt",
    "seeds/4-excerpt-project-management.txt",
    "seeds/5-excerpt-park-and-villages.txt",
    "server/core/tests/damaged/report.txt",
];

fn drafts() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let read = |name: &&str| {
        std::fs::read_to_string(root.join(name)).expect("a draft of our own").replace("\r\n", "\n").replace(' ', "")
    };
    DRAFTS.iter().map(read).collect()
}

/// Characters and the readings that pages put behind them.
const READINGS: &str = "发fā 区qū 坚jiān 万wàn 网wǎng 业yè 产chǎn 务wù 现xiàn 设shè 动dòng 实shí 总zǒng 项xiàng 农nóng 镇zhèn 经jīng 济jì 环huán \
                        长zhǎng 进jìn 强qiáng 国guó 会huì 创chuàng 质zhì 体tǐ 点diǎn 线xiàn 达dá 约yuē 亿yì 亩mǔ 个gè 户hù 扩kuò";

/// Puts readings behind every second character that has one here.
fn with_readings(text: &str) -> String {
    let mut out = String::new();
    let mut turn = false;
    for c in text.chars() {
        out.push(c);
        if let Some(reading) = READINGS.split_whitespace().find_map(|r| r.strip_prefix(c)) {
            turn = !turn;
            if turn {
                out += &format!("({reading})");
            }
        }
    }
    out
}

fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Cuts every line at `columns` full-width characters, as a page does: numbers stay whole, no mark begins a line.
fn wrapped(text: &str, columns: usize) -> String {
    let latin = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '%' | '-' | '/');
    let mut out = String::new();
    for line in text.lines() {
        let (mut rest, mut used) = (line, 0);
        while !rest.is_empty() {
            let run = rest.len() - rest.trim_start_matches(latin).len();
            // A reading is one word in its brackets, which may begin a line.
            let bracket = rest.strip_prefix('(').filter(|r| r.starts_with(|c: char| c.is_lowercase()));
            let bracket = bracket.and_then(|r| r.find(')')).map(|i| i + 1);
            let head = if let Some(end) = bracket {
                end
            } else if run > 0 {
                run
            } else {
                rest.chars().next().map_or(0, char::len_utf8)
            };
            let marks = rest[head..].trim_start_matches(|c: char| "，。、；：！？”’）》%,.;:!?)".contains(c));
            let (unit, tail) = rest.split_at(rest.len() - marks.len());
            if used > 0 && used + width(unit) > 2 * columns {
                out.push('\n');
                used = 0;
            }
            out += unit;
            used += width(unit);
            rest = tail;
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out
}

/// Puts note marks behind quotations, and notes below.
fn with_notes(text: &str) -> String {
    let mut out = String::new();
    let mut count = 0;
    for c in text.chars() {
        out.push(c);
        if c == '”' {
            count += 1;
            out += &format!("[{count}]");
        }
    }
    for number in 1..=count {
        out += &format!("\n[{number}]即相关工作的简称。");
    }
    out
}

/// Puts the remains of a page before, behind and into the text.
fn scraped(text: &str) -> String {
    let half = text.char_indices().filter(|(_, c)| *c == '。').nth(9).map_or(text.len(), |(i, c)| i + c.len_utf8());
    let (head, tail) = text.split_at(half);
    format!("【字号：大 中 小】 打印\n{head}……省略912字，正式会员可完整阅读……{tail}\n微信扫一扫，分享到朋友圈")
}

/// Puts a token at every line's end.
fn stamped(text: &str) -> String {
    text.lines().map(|l| if l.is_empty() { l.to_owned() } else { format!("{l}kx27d") }).collect::<Vec<_>>().join("\n")
}

/// Figures and headings without their places.
fn rows(text: &str) -> (Vec<String>, Vec<String>) {
    let snapshot = Snapshot::of(text, DocumentKind::Plain, Arc::default());
    let figures = ledger_rows(&snapshot).into_iter().map(|r| {
        let number = (r.text, r.lower, r.upper, r.unit, r.class, r.bound);
        format!("{number:?} {:?} {:?} {:?} {:?} {:?}", r.metric, r.object, r.role, r.period, r.section)
    });
    let mut headings = Vec::new();
    flatten(&outline_entries(&snapshot, OutlineItems::All), &mut headings);
    // What is told is told as written.
    let read = |row: String| row.replace('〝', "“").replace('〞', "”");
    (figures.map(read).collect(), headings.into_iter().map(read).collect())
}

fn flatten(entries: &[OutlineEntry], out: &mut Vec<String>) {
    for e in entries {
        out.push(format!("{}{} {}", e.ordinal, e.title, e.level));
        flatten(&e.children, out);
    }
}

/// Share of `of` that stands in `among`, in order, in percent.
fn kept(of: &[String], among: &[String]) -> usize {
    let mut from = 0;
    let found = of.iter().filter(|row| match among[from..].iter().position(|r| r == *row) {
        Some(at) => {
            from += at + 1;
            true
        }
        None => false,
    });
    found.count() * 100 / of.len().max(1)
}

/// The text that fixes of the rules `codes` make, all other rules off.
fn mended(text: &str, codes: &[&str]) -> String {
    let rules = zhibi_core::rules::RULES.iter().filter(|r| !codes.contains(&r.code));
    let rules = rules.map(|r| (r.code.to_owned(), zhibi_core::config::RuleSetting::Severity("off".into())));
    let settings = Settings { rules: rules.collect(), ..Settings::default() };
    let named: Vec<String> = codes.iter().map(|c| (*c).to_owned()).collect();
    fixed(text, DocumentKind::Plain, &settings.into(), Wanted { unsafe_: true, named: &named }).0
}

fn codes(text: &str) -> Vec<&'static str> {
    let snapshot = Snapshot::of(text, DocumentKind::Plain, Arc::default());
    snapshot.diagnostics().iter().map(|d| d.finding.code).collect()
}

/// Damages every draft, and checks what is found, what is read and what the fix gives back.
fn check(name: &str, damage: impl Fn(&str) -> String, wanted: &[&str], gives_back: bool) {
    check_all(name, drafts(), damage, wanted, gives_back);
}

fn check_all(name: &str, drafts: Vec<String>, damage: impl Fn(&str) -> String, wanted: &[&str], gives_back: bool) {
    for (draft, text) in DRAFTS.iter().zip(drafts) {
        let text = text.trim_end();
        let damaged = damage(text);
        let found = codes(&damaged);
        for code in wanted {
            assert_eq!(found.iter().filter(|c| *c == code).count(), 1, "{draft} {name}: {code} in {found:?}");
        }
        if gives_back {
            let mended = mended(&damaged, wanted);
            let first = text.lines().zip(mended.lines()).find(|(a, b)| a != b);
            assert!(mended == text, "{draft} {name}: the fix gives back another text: {first:?}");
        }
        let before = codes(text);
        let new: Vec<_> = found.iter().filter(|c| !before.contains(c) && !wanted.contains(c)).collect();
        assert!(new.is_empty(), "{draft} {name}: what else is told: {new:?}");
        let ((figures, headings), (now, then)) = (rows(text), rows(&damaged));
        let shares = (kept(&figures, &now), kept(&headings, &then));
        let lost = headings.iter().find(|h| !then.contains(h)).or(figures.iter().find(|f| !now.contains(f)));
        assert!(shares.0 >= 98 && shares.1 >= 98, "{draft} {name}: {shares:?} of figures and headings stay: {lost:?}");
    }
}

#[test]
fn readings_behind_characters() {
    check("readings", with_readings, &["pinyin-inserted"], true);
}

#[test]
fn lines_cut_at_the_width_of_a_page() {
    check("cut at 24", |t| wrapped(t, 24), &["text-hard-wrapped"], true);
}

#[test]
fn lines_cut_with_paragraphs_set_in() {
    // Without it, a paragraph whose last line is full can not be told from one that goes on.
    for columns in [22, 26, 28, 30, 36, 42] {
        let set_in = |text: &String| text.lines().map(|l| format!("　　{l}\n")).collect::<String>();
        let drafts = drafts().iter().map(set_in).collect();
        check_all(&format!("cut at {columns}"), drafts, |t| wrapped(t, columns), &["text-hard-wrapped"], true);
    }
}

#[test]
fn marks_of_notes() {
    check("notes", with_notes, &[], false);
}

#[test]
fn remains_of_a_page() {
    // One finding of each of three kinds.
    for (draft, text) in DRAFTS.iter().zip(drafts()) {
        let damaged = scraped(text.trim_end());
        let found = codes(&damaged);
        assert_eq!(found.iter().filter(|c| **c == "scrape-left").count(), 3, "{draft}: {found:?}");
        assert_eq!(mended(&damaged, &["scrape-left"]), text.trim_end(), "{draft}");
        let ((figures, headings), (now, then)) = (rows(text.trim_end()), rows(&damaged));
        assert!(kept(&figures, &now) >= 98 && kept(&headings, &then) >= 98, "{draft}");
    }
    check("token", stamped, &["scrape-left"], true);
}

#[test]
fn marks_replaced_throughout() {
    let damage = |text: &str| text.replace('“', "〝").replace('”', "〞");
    check("quotation marks", damage, &["quotes-replaced"], true);
    check("closing marks", |text: &str| text.replace('”', "〞"), &["quotes-replaced"], true);
}

#[test]
fn numbers_to_be_filled_in_are_one_finding() {
    for (draft, text) in DRAFTS.iter().zip(drafts()) {
        let units = ["亿元", "万元", "%"];
        let mut damaged = text.clone();
        for unit in units {
            for digit in '0'..='9' {
                damaged = damaged.replace(&format!("{digit}{unit}"), &format!("XX{unit}"));
            }
        }
        let snapshot = Snapshot::of(&damaged, DocumentKind::Plain, Arc::default());
        let found: Vec<_> = snapshot.diagnostics().iter().map(|d| &d.finding).collect();
        let left: Vec<_> = found.iter().filter(|f| f.code == "placeholder-left").collect();
        assert!(damaged.matches("XX").count() < 4 || left.len() == 1, "{draft}: {}", left.len());
    }
}

#[test]
fn three_kinds_at_once() {
    let damage = |text: &str| stamped(&wrapped(&with_readings(text), 28));
    check("three kinds", damage, &["pinyin-inserted", "text-hard-wrapped", "scrape-left"], true);
    let damage = |text: &str| with_readings(&wrapped(text, 24));
    check("readings put into cut lines", damage, &["pinyin-inserted", "text-hard-wrapped"], true);
}

#[test]
fn places_are_where_they_are_written() {
    for text in drafts() {
        let damaged = with_readings(&wrapped(text.trim_end(), 26));
        let snapshot = Snapshot::of(&damaged, DocumentKind::Plain, Arc::default());
        let lines: Vec<&str> = damaged.lines().collect();
        for row in ledger_rows(&snapshot) {
            let (start, end) = (row.range.start, row.range.end);
            let first = row.text.chars().next().expect("a figure has characters");
            let last = row.text.chars().next_back().expect("a figure has characters");
            assert!(lines[start.line as usize][start.byte as usize..].starts_with(first), "{}", row.text);
            assert!(lines[end.line as usize][..end.byte as usize].ends_with(last), "{}", row.text);
        }
    }
}
