//! What a web page or a PDF does to a draft: it is found, its fix gives the draft back, and until then figures and
//! outline are those of the draft, at the places where they are written.
#![allow(clippy::disallowed_methods, reason = "the test reads drafts")]

use std::path::Path;
use std::sync::Arc;

use zhibi_core::config::OutlineItems;
use zhibi_core::features::{OutlineEntry, Wanted, definition, fixed, ledger_rows, outline_entries};
use zhibi_core::finding::Severity;
use zhibi_core::reading::script;
use zhibi_core::{DocumentKind, LineCol, Settings, Snapshot};

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
        let text = std::fs::read_to_string(root.join(name)).expect("a draft of our own");
        let text = text.replace("\r\n", "\n").replace(' ', "").trim_end().to_owned();
        assert!(text.chars().count() >= 2000, "{name}");
        text
    };
    DRAFTS.iter().map(read).collect()
}

/// The drafts, and the same in traditional script.
fn in_both_scripts() -> Vec<String> {
    let simplified = drafts();
    let traditional = simplified.iter().map(|text| script::unfold(text));
    traditional.collect::<Vec<_>>().into_iter().chain(simplified.clone()).collect()
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
        let written = c.to_string();
        let simplified = script::simplified(&written);
        if let Some(reading) = READINGS.split_whitespace().find_map(|r| r.strip_prefix(&*simplified)) {
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

/// Puts note marks behind quotations, and notes below, as many as `mark` writes.
fn with_notes(text: &str, mark: impl Fn(u32) -> Option<String>) -> String {
    let mut out = String::new();
    let mut count = 0;
    for c in text.chars() {
        out.push(c);
        if c == '”'
            && let Some(mark) = mark(count + 1)
        {
            count += 1;
            out += &mark;
        }
    }
    for number in 1..=count {
        out += &format!("\n{}第{number}项工作：即相关工作的简称。", mark(number).unwrap_or_default());
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
    let read = |row: String| row.replace(['〝', '〞', '“', '”', '‘', '’', '\'', '"'], "");
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
    count_kept(of, among) * 100 / of.len().max(1)
}

fn count_kept(of: &[String], among: &[String]) -> usize {
    let mut from = 0;
    let found = of.iter().filter(|row| match among[from..].iter().position(|r| r == *row) {
        Some(at) => {
            from += at + 1;
            true
        }
        None => false,
    });
    found.count()
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
    check_all(name, in_both_scripts(), damage, wanted, gives_back);
}

fn check_all(name: &str, drafts: Vec<String>, damage: impl Fn(&str) -> String, wanted: &[&str], gives_back: bool) {
    for (draft, text) in DRAFTS.iter().cycle().zip(drafts) {
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
    // A paragraph whose last line is full can not be told from one that goes on, unless its words tell: of 100 drafts and
    // widths from 20 to 44, eight have one such place.
    for columns in [22, 24, 26, 27, 29, 30, 36] {
        check(&format!("cut at {columns}"), |t| wrapped(t, columns), &["text-hard-wrapped"], true);
    }
}

#[test]
fn lines_cut_with_paragraphs_set_in() {
    for columns in [22, 26, 28, 30, 36, 42] {
        let set_in = |text: &String| text.lines().map(|l| format!("　　{l}\n")).collect::<String>();
        let drafts = in_both_scripts().iter().map(set_in).collect();
        check_all(&format!("cut at {columns}"), drafts, |t| wrapped(t, columns), &["text-hard-wrapped"], true);
    }
}

#[test]
fn marks_of_notes() {
    let circled = |number: u32| char::from_u32('①' as u32 + number - 1).map(String::from).filter(|_| number <= 20);
    let raised = |number: u32| {
        let digit = |d: char| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(d as usize - '0' as usize).expect("a digit");
        Some(number.to_string().chars().map(digit).collect())
    };
    check("notes in brackets", |t| with_notes(t, |n| Some(format!("[{n}]"))), &[], false);
    check("notes in circles", |t| with_notes(t, circled), &[], false);
    check("raised notes", |t| with_notes(t, raised), &[], false);
}

#[test]
fn a_mark_leads_to_its_note_and_what_is_missing_is_told() {
    for text in in_both_scripts() {
        let noted = with_notes(&text, |n| Some(format!("[{n}]")));
        let snapshot = Snapshot::of(&noted, DocumentKind::Plain, Arc::default());
        let (line, at) = noted.lines().enumerate().find_map(|(i, l)| Some((i, l.find("[1]")?))).expect("a mark");
        #[allow(clippy::cast_possible_truncation, reason = "small drafts")]
        let place = LineCol { line: line as u32, byte: at as u32 };
        let note = noted.lines().position(|l| l.starts_with("[1]")).expect("a note");
        let target = definition(&snapshot, place).expect("a definition");
        assert_eq!(target.range.start.line as usize, note);
        assert!(!codes(&noted).contains(&"note-unmatched"));
        let count = noted.lines().filter(|l| l.starts_with('[')).count();
        if count > 2 {
            let last = noted.rfind('\n').expect("lines");
            assert!(codes(&noted[..last]).contains(&"note-unmatched"), "a note is missing");
        }
    }
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

/// Writes the marks of every quotation anew: told how many came before.
fn requoted(text: &str, marks: impl Fn(usize) -> (&'static str, &'static str)) -> String {
    let mut out = String::new();
    let mut count = 0;
    for c in text.chars() {
        match c {
            '“' => out += marks(count).0,
            '”' => {
                out += marks(count).1;
                count += 1;
            }
            _ => out.push(c),
        }
    }
    out
}

#[test]
fn marks_replaced_throughout() {
    let replaced: [(&str, [(&str, &str); 3]); 6] = [
        ("marks of another program", [("〝", "〞"); 3]),
        ("closing marks", [("“", "〞"); 3]),
        ("half-width and turned", [("'", "“"); 3]),
        ("all opening", [("“", "“"); 3]),
        ("turned round", [("”", "“"); 3]),
        ("mixed", [("'", "“"), ("“", "〞"), ("〝", "〞")]),
    ];
    for (name, marks) in replaced {
        for (draft, text) in DRAFTS.iter().cycle().zip(in_both_scripts()).filter(|(_, t)| t.matches('“').count() > 9)
        {
            let damaged = requoted(&text, |n| marks[n % 3]);
            check_all(&format!("{name}, {draft}"), vec![text], |_| damaged.clone(), &["quotes-replaced"], true);
        }
    }
}

#[test]
fn marks_as_a_page_spells_them() {
    let spelled = [("& ldquo;", "& rdquo;"), ("&ldquo;", "&rdquo;"), ("&#8220;", "&#x201d;"), ("ldquo;", "rdquo;")];
    for (open, close) in spelled {
        let damage = |text: &str| text.replace('“', open).replace('”', close);
        let drafts = in_both_scripts().into_iter().filter(|t| t.matches('“').count() > 9).collect();
        check_all(open, drafts, damage, &["html-entity"], true);
    }
}

#[test]
fn separators_lost_between_numbers() {
    // What is written, and what is left of it.
    let cases = [
        ("城镇化率达到54.2%，", "城镇化率达到65.7%50%，"),
        ("2032年6月12日前", "2032612日前"),
        ("城镇新增就业3968人，", "城镇新增就业39683968人，"),
        ("提高到2.1∶1。", "提高到4.1:43.152.8。"),
    ];
    let text = drafts()[3].replace("6月底前", "2032年6月12日前");
    for text in [text.clone(), script::unfold(&text)] {
        for (right, wrong) in cases {
            let fold = |words: &str| {
                if text.contains(right) { words.to_owned() } else { script::unfold(words) }
            };
            let (right, wrong) = (fold(right), fold(wrong));
            assert!(text.contains(&right), "{right}");
            let damaged = text.replacen(&right, &wrong, 1);
            let snapshot = Snapshot::of(&damaged, DocumentKind::Plain, Arc::default());
            let found = snapshot.diagnostics().iter().find(|d| d.finding.code == "number-broken").expect(&wrong);
            let told = (found.finding.severity, found.finding.fixes.len());
            assert_eq!(
                told,
                (Severity::Error, 0),
                "{wrong}: {:?}",
                found.finding.fixes.first().map(|f| f.title.zh.clone())
            );
            let ((figures, headings), (now, then)) = (rows(&text), rows(&damaged));
            // The damaged number itself is lost.
            assert!(kept(&figures, &now) >= 97 && kept(&headings, &then) == 100, "{wrong}");
        }
    }
}

#[test]
fn numbers_to_be_filled_in_are_one_finding() {
    let mut rows_of_all = (0, 0);
    for (draft, text) in DRAFTS.iter().cycle().zip(in_both_scripts()) {
        for mask in ["XX", "xx", "xxx", "X", "x.x"] {
            let mut damaged = text.clone();
            let mut filled = 0;
            for unit in ["亿元", "万元", "億元", "萬元", "%"] {
                for digit in '0'..='9' {
                    filled += damaged.matches(&format!("{digit}{unit}")).count();
                    damaged = damaged.replace(&format!("{digit}{unit}"), &format!("\0{unit}"));
                }
            }
            // The whole number goes.
            while let Some(at) = damaged.find('\0') {
                let head = damaged[..at].trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
                damaged.replace_range(head..=at, mask);
            }
            let snapshot = Snapshot::of(&damaged, DocumentKind::Plain, Arc::default());
            let left: Vec<_> = snapshot.diagnostics().iter().filter(|d| d.finding.code == "placeholder-left").collect();
            let places: usize = left.iter().map(|d| d.finding.places.as_ref().map_or(1, |p| p.len())).sum();
            assert!(filled < 4 || left.len() == 1, "{draft} {mask}: {}", left.len());
            assert_eq!(places, filled, "{draft} {mask}: every place is found");
            // Figures that were not touched stay.
            let touched = |row: &&String| ["亿元", "万元", "億元", "萬元", "%"].iter().any(|u| row.contains(u));
            let untouched = |rows: Vec<String>| rows.into_iter().filter(|r| !touched(&r)).collect::<Vec<_>>();
            let ((figures, headings), (now, then)) = (rows(&text), rows(&damaged));
            let (figures, now) = (untouched(figures), untouched(now));
            rows_of_all = (rows_of_all.0 + count_kept(&figures, &now), rows_of_all.1 + figures.len());
            let headings = untouched(headings);
            let lost = headings.iter().find(|h| !then.contains(h));
            assert!(kept(&headings, &then) >= 98, "{draft} {mask}: {lost:?}");
        }
    }
    assert!(rows_of_all.0 * 100 >= rows_of_all.1 * 98, "{rows_of_all:?} figures stay");
}

#[test]
fn three_kinds_at_once() {
    let damage = |text: &str| stamped(&wrapped(&with_readings(text), 28));
    check("three kinds at once", damage, &["pinyin-inserted", "text-hard-wrapped", "scrape-left"], true);
    let damage = |text: &str| with_readings(&wrapped(text, 24));
    check("readings put into cut lines", damage, &["pinyin-inserted", "text-hard-wrapped"], true);
}

#[test]
fn text_from_a_page_between_paragraphs_as_they_are_written() {
    let drafts = in_both_scripts();
    for (at, text) in drafts.iter().enumerate() {
        let own = &drafts[(at + 3) % 4 + at / 4 * 4];
        let pasted = wrapped(text, 24);
        let (draft, damaged) = (format!("{own}\n{text}"), format!("{own}\n{pasted}"));
        assert_eq!(codes(&damaged).iter().filter(|c| **c == "text-hard-wrapped").count(), 1, "{at}");
        let mended = mended(&damaged, &["text-hard-wrapped"]);
        let first = draft.lines().zip(mended.lines()).find(|(a, b)| a != b);
        assert!(mended == draft, "{at}: the fix gives back another text: {first:?}");
        let ((figures, headings), (now, then)) = (rows(&draft), rows(&damaged));
        let shares = (kept(&figures, &now), kept(&headings, &then));
        assert!(shares.0 >= 98 && shares.1 >= 98, "{at}: {shares:?}");
    }
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
