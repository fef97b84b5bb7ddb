//! How many texts are read, told by checksums: none may be read otherwise than it was, unless somebody looked at what changed
//! and wrote it down anew with `ZHIBI_CENSUS=write`.
//!
//! Real reports (`census.tsv`) where `ZHIBI_CORPUS` names a folder of them: what drafts hold. A report is known by the checksum of
//! its text: others, and those that changed, are left alone. And mixtures (`mixtures.tsv`) of the words, units, numerals and marks
//! that the reading knew when they were written down (`mixtures.words`), made by rules of chance that never change, and the sentences
//! of the specification with a change or two (`near-misses.tsv`): what drafts hold once in a thousand.
#![allow(clippy::disallowed_methods, reason = "the test reads texts and checksums")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use zhibi_core::{DocumentKind, Settings, Snapshot};

/// What is told of a report, in the order of the columns.
const COLUMNS: [&str; 6] = ["outline", "figures", "roles", "metrics", "relations", "findings"];

/// FNV-1a, 32 bits: the same on every machine and with every version of the compiler.
fn checksum(text: &str) -> String {
    let sum = text.bytes().fold(0x811c_9dc5_u32, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{sum:08x}")
}

/// What is read of a report, a text a column.
fn read(text: &str) -> [String; COLUMNS.len()] {
    let snapshot = Snapshot::of(text, DocumentKind::Markdown, Arc::new(Settings::default()));
    let [mut outline, mut figures, mut roles, mut metrics, mut relations, mut findings] = [const { String::new() }; 6];
    for node in &snapshot.outline().nodes {
        let title = node.title.of(&snapshot.blocks()[node.heading.block as usize].text);
        let _ = writeln!(outline, "{} {title}", node.level);
    }
    for entry in snapshot.ledger().all() {
        let block = &snapshot.blocks()[entry.block as usize];
        let figure = &block.figures[entry.figure as usize];
        let (class, bound, change) = (figure.class.name(), figure.bound.symbol(), figure.change.map(|c| c.name()));
        let (lower, upper, unit) = (figure.lower.text(), figure.upper.text(), figure.unit_text(&block.text));
        let _ = writeln!(figures, "{:?} {class} {bound} {change:?} {lower:?} {upper:?} {unit}", figure.span);
        let _ = writeln!(roles, "{:?} {:?}", entry.role.map(|role| role.name()), entry.period);
        let _ = writeln!(metrics, "{:?} {:?}", entry.metric.as_ref().map(|m| (&m.text, &m.key)), entry.object);
        for relation in snapshot.relations(entry.block, entry.figure as usize) {
            let _ = writeln!(relations, "{} {}", relation.kind.name(), relation.formula);
        }
    }
    for diagnostic in snapshot.diagnostics() {
        let _ = writeln!(findings, "{} {:?}", diagnostic.finding.code, diagnostic.finding.loc);
    }
    [outline, figures, roles, metrics, relations, findings]
}

/// Words that the reading knows, from its files: those of the lexicon, the alternatives of the patterns, the units.
struct Known {
    words: Vec<String>,
    units: Vec<String>,
}

impl Known {
    fn of(root: &Path) -> Self {
        let lines = |folder: &str| {
            let files = std::fs::read_dir(root.join(folder)).expect("a folder of data");
            let mut files: Vec<PathBuf> = files.map(|entry| entry.expect("a file").path()).collect();
            files.sort();
            let text = |file: PathBuf| std::fs::read_to_string(file).expect("data in UTF-8");
            let lines = files.into_iter().map(text).flat_map(|t| t.lines().map(str::to_owned).collect::<Vec<_>>());
            lines.filter(|line| !line.is_empty() && !line.starts_with(['#', '/', '+', '-'])).collect::<Vec<_>>()
        };
        let first = |line: &String| line.split('\t').next().unwrap_or_default().to_owned();
        let words = lines("lexicon").iter().map(first).collect::<Vec<_>>();
        let patterns = lines("patterns");
        let han = |c: char| !('\u{4e00}'..='\u{9fff}').contains(&c);
        let alternatives = patterns.iter().flat_map(|line| line.split(han)).filter(|w| !w.is_empty());
        let mut words: Vec<String> = words.into_iter().chain(alternatives.map(str::to_owned)).collect();
        words.sort();
        words.dedup();
        Self { words, units: lines("units").iter().map(first).collect() }
    }

    /// Words on the first line, units on the second.
    fn to_text(&self) -> String {
        format!("{}\n{}\n", self.words.join(" "), self.units.join(" "))
    }

    fn read(text: &str) -> Self {
        let mut lines = text.lines().map(|line| line.split(' ').map(str::to_owned).collect());
        Self { words: lines.next().unwrap_or_default(), units: lines.next().unwrap_or_default() }
    }
}

/// Whether what is read is to be written down.
fn writes() -> bool {
    std::env::var_os("ZHIBI_CENSUS").is_some_and(|value| value == "write")
}

/// Chance that is the same everywhere (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    fn of<'a, T: ?Sized + AsRef<str>>(&mut self, all: &'a [&'a T]) -> &'a str {
        all[self.below(all.len())].as_ref()
    }

    fn one<'a>(&mut self, all: &'a [String]) -> &'a str {
        &all[self.below(all.len())]
    }
}

const NUMBERS: [&str; 58] = [
    "3",
    "12",
    "0.5",
    "2,350",
    "1.2万",
    "5亿",
    "100",
    "515",
    "2024",
    "12345",
    "05",
    "１８",
    "6%",
    "7.5％",
    "3‰",
    "百分之五",
    "千分之三",
    "三分之一",
    "2/3",
    "三",
    "两",
    "十",
    "十几",
    "二十余",
    "三四",
    "五六十",
    "三千五",
    "三千零五",
    "一百二十多",
    "四千八百多",
    "一亿六千余万",
    "十二点四",
    "五点一亿",
    "一九五四",
    "二〇二二",
    "几十",
    "数百",
    "上千",
    "百",
    "千",
    "万",
    "亿",
    "万亿",
    "千万",
    "第三",
    "第12",
    "翻一番",
    "翻了两番",
    "一半",
    "5成",
    "1∶2∶3",
    "8.7:41.2:50.1",
    "5G",
    "4.0",
    "-0.8",
    "1",
    "一",
    "二十三",
];
const DATES: [&str; 30] = [
    "2024年",
    "2020—2025年",
    "2018年至2020年",
    "今年",
    "去年",
    "“十四五”",
    "“九五”",
    "十五五",
    "3月",
    "1-11月",
    "元至6月",
    "6月30日",
    "4月26日至28日",
    "7月底前",
    "2025年底",
    "2025年之前",
    "2020年以来",
    "2024年度",
    "五年",
    "3至5年",
    "十多年",
    "90年代",
    "一季度",
    "二十世纪",
    "2020-01-02",
    "15:40",
    "8时30分",
    "05年",
    "2023、2024年",
    "一年",
];
const MARKS: [&str; 22] = [
    "，", "，", "，", "。", "；", "：", "、", "、", "和", "与", "及", "（", "）", "“", "”", "《", "》", " ", "\t", "|",
    "—", "·",
];
const JOINS: [&str; 34] = [
    "超过",
    "不低于",
    "近",
    "约",
    "突破",
    "不超过",
    "大约为",
    "以上",
    "左右",
    "以内",
    "余",
    "多",
    "的",
    "由",
    "从",
    "到",
    "至",
    "为",
    "达",
    "占",
    "比",
    "较",
    "其中",
    "分别",
    "增长",
    "下降",
    "提高到",
    "减少了",
    "新增",
    "总投资",
    "完成投资",
    "每",
    "前",
    "全国",
];

/// A line of clauses that look like those of a report, more or less.
fn mixture(known: &Known, chance: &mut Chance) -> String {
    let mut line = String::new();
    for _ in 0..2 + chance.below(6) {
        for _ in 0..3 + chance.below(7) {
            match chance.below(12) {
                0..=3 => line.push_str(chance.one(&known.words)),
                4 | 5 => line.push_str(chance.of(&JOINS)),
                6 => line.push_str(chance.of(&DATES)),
                7 => line.push_str(chance.of(&MARKS)),
                _ => {
                    line.push_str(chance.of(&NUMBERS));
                    if chance.below(4) > 0 {
                        // Half of the units are those of most figures.
                        let usual = [
                            "个",
                            "亿元",
                            "万元",
                            "家",
                            "公里",
                            "%",
                            "万人",
                            "万亩",
                            "项",
                            "个百分点",
                            "倍",
                            "年",
                            "级",
                            "次",
                            "人",
                            "元",
                        ];
                        line.push_str(if chance.below(2) > 0 { chance.of(&usual) } else { chance.one(&known.units) });
                    }
                }
            }
        }
        line.push_str(chance.of(&["，", "，", "、", "；", "。"]));
    }
    line
}

/// The sentences of the specification and of the patterns' examples, as they are read.
fn sentences(root: &Path) -> Vec<String> {
    let text = |folder: &str| {
        let files = std::fs::read_dir(root.join(folder)).expect("a folder of data");
        let mut files: Vec<PathBuf> = files.map(|entry| entry.expect("a file").path()).collect();
        files.sort();
        files.into_iter().map(|f| std::fs::read_to_string(f).expect("data in UTF-8")).collect::<Vec<_>>().join("\n")
    };
    let (tables, examples) = (text("spec"), text("patterns"));
    let cells = tables.lines().filter_map(|line| line.strip_prefix('|')).filter_map(|line| line.split('|').next());
    let examples = examples.lines().filter_map(|line| line.strip_prefix("+ ").or_else(|| line.strip_prefix("- ")));
    let plain = |text: &str| text.trim().replace(['⟦', '⟧', '【', '】', '〔', '〕'], "").replace('⏎', "\n");
    let mut all: Vec<String> = cells.chain(examples).map(plain).filter(|t| t.chars().count() > 4).collect();
    all.sort();
    all.dedup();
    all
}

/// A sentence with a change or two: a number, a mark or a character is another, is gone, or is one more.
fn near_miss(sentence: &str, known: &Known, chance: &mut Chance) -> String {
    let mut text: Vec<String> = Vec::new();
    for c in sentence.chars() {
        let digit = |c: char| c.is_ascii_digit() || c == '.';
        match text.last_mut() {
            Some(last) if digit(c) && last.ends_with(digit) => last.push(c),
            _ => text.push(c.to_string()),
        }
    }
    for _ in 0..1 + chance.below(2) {
        let at = chance.below(text.len());
        let numbers: Vec<usize> =
            (0..text.len()).filter(|i| text[*i].starts_with(|c: char| c.is_ascii_digit())).collect();
        let marks: Vec<usize> = (0..text.len()).filter(|i| MARKS.contains(&text[*i].as_str())).collect();
        match chance.below(9) {
            0 | 1 if !numbers.is_empty() => text[numbers[chance.below(numbers.len())]] = chance.of(&NUMBERS).to_owned(),
            2 if !marks.is_empty() => text[marks[chance.below(marks.len())]] = chance.of(&MARKS).to_owned(),
            3 => {
                let next = (at + 1) % text.len();
                text.swap(at, next);
            }
            4 => text.insert(at, chance.of(&JOINS).to_owned()),
            5 => text.insert(at, chance.of(&DATES).to_owned()),
            6 => text.insert(at, chance.one(&known.words).to_owned()),
            7 if !numbers.is_empty() => {
                let behind = (numbers[chance.below(numbers.len())] + 1).min(text.len());
                text.insert(behind, chance.one(&known.units).to_owned());
            }
            _ if text.len() > 2 => drop(text.remove(at)),
            _ => {}
        }
    }
    text.concat()
}

#[test]
fn near_misses_of_sentences_are_read_as_they_were() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let words = std::fs::read_to_string(root.join("tests/mixtures.words")).expect("the file of words");
    let known = Known::read(&words);
    let was = written(&root.join("tests/near-misses.tsv"));
    let (mut read_now, mut names) = (BTreeMap::new(), BTreeMap::new());
    for sentence in sentences(root) {
        let seed = u64::from_str_radix(&checksum(&sentence), 16).unwrap_or_default();
        let mut chance = Chance(seed << 20 | 0x9_e377);
        let variants: Vec<String> = (0..16).map(|_| near_miss(&sentence, &known, &mut chance)).collect();
        let id = checksum(&variants.concat());
        if writes() || was.contains_key(&id) {
            let all: Vec<[String; COLUMNS.len()]> = variants.iter().map(|text| read(text)).collect();
            let column = |i: usize| checksum(&all.iter().map(|row| row[i].as_str()).collect::<Vec<_>>().join("\n"));
            read_now.insert(id.clone(), [0, 1, 2, 3, 4, 5].map(column));
            names.insert(id, sentence);
        }
    }
    check("near-misses.tsv", &read_now, &names);
}

/// Holds what is read of `texts`, each by its name, against what was written down in `file`.
fn check(file: &str, texts: &BTreeMap<String, [String; COLUMNS.len()]>, names: &BTreeMap<String, String>) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(file);
    if writes() {
        let rows: String = texts.iter().map(|(id, row)| format!("{id}\t{}\n", row.join("\t"))).collect();
        std::fs::write(&file, format!("text\t{}\n{rows}", COLUMNS.join("\t"))).expect("the file of checksums");
        return;
    }
    let known = written(&file);
    let mut changed = Vec::new();
    for (id, now) in texts {
        let was = known.get(id).map(Vec::as_slice).unwrap_or_default();
        let differs = COLUMNS.iter().zip(now).zip(was).filter(|((_, now), was)| now != was);
        let columns: Vec<&str> = differs.map(|((name, _), _)| *name).collect();
        if !columns.is_empty() {
            changed.push(format!("{}: {}", names.get(id).unwrap_or(id), columns.join(", ")));
        }
    }
    assert!(
        changed.is_empty(),
        "{} of {} texts are read otherwise; where that is meant and was looked at, write it down with ZHIBI_CENSUS=write:\n{}",
        changed.len(),
        texts.len(),
        changed[..changed.len().min(40)].join("\n")
    );
}

/// The checksums of a file, by text.
fn written(file: &Path) -> BTreeMap<String, Vec<String>> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let rows = text.lines().skip(1).filter_map(|line| line.split_once('\t'));
    rows.map(|(id, row)| (id.to_owned(), row.split('\t').map(str::to_owned).collect())).collect()
}

/// The lines of the mixtures of one name: so many make one checksum.
fn lines(known: &Known, seed: u64) -> Vec<String> {
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15 ^ (seed + 1).wrapping_mul(0xbf58_476d_1ce4_e5b9));
    (0..40).map(|_| mixture(known, &mut chance)).collect()
}

#[test]
fn mixtures_are_read_as_they_were() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = root.join("tests/mixtures.words");
    if writes() {
        std::fs::write(&file, Known::of(root).to_text()).expect("the file of words");
    }
    let known = Known::read(&std::fs::read_to_string(&file).expect("the file of words"));
    let mixtures = (0..250).map(|seed| (format!("mixture-{seed:03}"), lines(&known, seed).join("\n")));
    let texts: Vec<(String, String, String)> = mixtures.map(|(name, text)| (checksum(&text), name, text)).collect();
    let was = written(&root.join("tests/mixtures.tsv"));
    assert!(
        writes() || texts.iter().all(|(id, ..)| was.contains_key(id)),
        "the mixtures are those that were written down"
    );
    let names = texts.iter().map(|(id, name, _)| (id.clone(), name.clone())).collect();
    let read = texts.iter().map(|(id, _, text)| (id.clone(), read(text).map(|column| checksum(&column)))).collect();
    check("mixtures.tsv", &read, &names);
}

/// The reports of the folders, by name.
fn reports(corpus: &Path) -> Vec<PathBuf> {
    let files = ["texts", "more"].into_iter().filter_map(|folder| std::fs::read_dir(corpus.join(folder)).ok());
    let mut files: Vec<PathBuf> = files.flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|e| e == "md"));
    files.sort();
    files
}

#[test]
fn reports_are_read_as_they_were() {
    let Some(corpus) = std::env::var_os("ZHIBI_CORPUS") else {
        eprintln!("reports_are_read_as_they_were: ZHIBI_CORPUS is not set, did not run");
        return;
    };
    let known = &written(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/census.tsv"));
    let reports = reports(Path::new(&corpus));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let all: Vec<(String, String, [String; COLUMNS.len()])> = std::thread::scope(|scope| {
        let of = |files: &[PathBuf]| {
            let texts = files.iter().map(|file| (file, std::fs::read_to_string(file).expect("a report in UTF-8")));
            let texts = texts.map(|(file, text)| (file.display().to_string(), checksum(&text), text));
            let wanted = texts.filter(|(_, id, _)| writes() || known.contains_key(id));
            wanted.map(|(file, id, text)| (file, id, read(&text).map(|c| checksum(&c)))).collect::<Vec<_>>()
        };
        let parts = reports.chunks(reports.len().div_ceil(threads).max(1));
        let parts: Vec<_> = parts.map(|files| scope.spawn(move || of(files))).collect();
        parts.into_iter().flat_map(|part| part.join().expect("a part of the reports")).collect()
    });
    let names = all.iter().map(|(file, id, _)| (id.clone(), file.clone())).collect();
    check("census.tsv", &all.into_iter().map(|(_, id, row)| (id, row)).collect(), &names);
}
