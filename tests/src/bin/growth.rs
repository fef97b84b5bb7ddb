//! What everything costs that reads a draft, in steps, at one size and at four times that size: all output formats of the
//! command line, all requests of the server, the framing of its messages.
//!
//! `cargo xtask test --only growth` builds a `zhibi` that counts the basic blocks it runs, in the file named by
//! `ZHIBI_STEPS`, and runs this program. No clock decides: a busy machine counts the same steps.
#![allow(clippy::print_stdout, reason = "it says what grows")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
    str::FromStr,
    time::Duration,
};

use serde_json::{Value, json};
use zhibi_core::rules::RULES;
use zhibi_tests::{
    binary::zhibi,
    client::{Client, frame},
};

/// Bytes of the smaller draft.
const SIZE: usize = 100_000;
/// How many times as large the other one is.
const TIMES: usize = 4;
/// How many times the steps may grow: sorting adds a little to [`TIMES`].
const GROWS: u64 = 6;
/// Steps below which nothing is judged: what is done once would hide the rest, or a table that grows would stand for it.
const FLOOR: u64 = 4_000_000;
/// Bytes that the counter keeps apart, as in `tests/steps/count.c`.
const SLOT: usize = 64;
/// How long nothing is counted before a server is taken to rest: longer than it waits before it works on its own account.
const REST: Duration = Duration::from_millis(100);
/// Steps that a server takes while it rests.
const IDLE: u64 = 10_000;
/// Bytes of a draft of which only the requests of the place and the diagnostics are measured, for every word of every rule.
const SMALL: usize = 25_000;

fn main() -> ExitCode {
    let Some(steps) = std::env::var_os("ZHIBI_STEPS").map(PathBuf::from) else {
        eprintln!("ZHIBI_STEPS names no file: cargo xtask test --only growth sets it");
        return ExitCode::FAILURE;
    };
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Ok(share) = arguments.first().map_or(Ok(Share { number: 0, of: 1 }), |text| text.parse()) else {
        eprintln!("the first argument is a share of the work: 1/2");
        return ExitCode::FAILURE;
    };
    let only = arguments.get(1);
    let folder = tempfile::tempdir().expect("a folder");
    let mut growth = Growth { steps, folder: folder.path().to_owned(), wrong: Vec::new(), measured: 0 };
    for (index, work) in work().into_iter().enumerate() {
        if index % share.of != share.number || only.is_some_and(|only| !work.name().contains(only.as_str())) {
            continue;
        }
        let known = growth.wrong.len();
        match &work {
            Work::Shape(name, extension, unit) => growth.everything(name, extension, unit),
            Work::Word(name, unit) => growth.reading(name, unit),
            Work::Settings(name, head, unit, foot) => growth.settings(name, head, unit, foot),
            Work::Frames => growth.frames(),
        }
        for wrong in &growth.wrong[known..] {
            println!("{wrong}");
        }
    }
    println!("{} measured, {} grow faster than what they read", growth.measured, growth.wrong.len());
    ExitCode::from(u8::from(!growth.wrong.is_empty() || growth.measured == 0))
}

/// One of several shares of the work, done by as many processes: each counts its steps in a file of its own.
struct Share {
    number: usize,
    of: usize,
}

impl FromStr for Share {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (number, of) = text.split_once('/').ok_or(())?;
        let (number, of): (usize, usize) = (number.parse().map_err(drop)?, of.parse().map_err(drop)?);
        if (1..=of).contains(&number) { Ok(Self { number: number - 1, of }) } else { Err(()) }
    }
}

/// What is measured, each at two sizes.
enum Work {
    Shape(&'static str, &'static str, Unit),
    Word(String, String),
    Settings(&'static str, &'static str, Unit, &'static str),
    Frames,
}

impl Work {
    fn name(&self) -> &str {
        match self {
            Self::Shape(name, ..) | Self::Settings(name, ..) => name,
            Self::Word(name, _) => name,
            Self::Frames => "frames",
        }
    }
}

fn work() -> Vec<Work> {
    let shapes = shapes().into_iter().map(|(name, extension, unit)| Work::Shape(name, extension, unit));
    let words = words().into_iter().map(|(name, unit)| Work::Word(name, unit));
    let settings = settings().into_iter().map(|(name, head, unit, foot)| Work::Settings(name, head, unit, foot));
    shapes.chain(words).chain(settings).chain([Work::Frames]).collect()
}

/// A server that may take its time: only steps are judged.
fn started() -> Client {
    let mut client = Client::start();
    client.patience = Duration::from_secs(3_600);
    client
}

/// Repeats of one text, or of one that counts.
type Unit = Box<dyn Fn(usize) -> String>;

fn repeated(text: &'static str) -> Unit {
    Box::new(move |_| text.to_owned())
}

/// Chinese numeral of a number from 1 to 99, and again.
fn numeral(index: usize) -> String {
    zhibi_core::structure::chinese_numeral((index % 99 + 1) as u32)
}

fn numbered(before: &'static str, after: &'static str) -> Unit {
    Box::new(move |i| format!("{before}{}{after}", numeral(i)))
}

/// What drafts are made of when nothing else is in them, by name and kind of file.
fn shapes() -> Vec<(&'static str, &'static str, Unit)> {
    let mut all: Vec<(&str, &str, Unit)> = Vec::new();
    for (name, text) in [
        ("opening brackets", "（"),
        ("brackets in brackets", "（（）"),
        ("quotes", "“”"),
        ("quotes in quotes", "“‘"),
        ("lines of brackets", "（甲乙丙丁。\n"),
        ("stops", "。。"),
        ("percentages", "5%"),
        ("digits", "1"),
        ("decimals", "1,234.5亿元，"),
        ("amounts", "投资5亿元"),
        ("amounts of one metric", "一般公共预算收入完成3.98亿元，"),
        ("shares", "总投资15亿元，完成5亿元，占33%。"),
        ("years", "2025年财政收入3亿元。\n"),
        ("a list of names", "甲、"),
        ("respectively", "甲、乙、丙分别增长1%、2%。"),
        ("first points in a line", "一是甲；"),
        ("first points in lines", "一是加快发展。\n"),
        ("promises", "抓好八个方面工作：\n"),
        ("promises kept in a line", "抓好三个方面：一是甲；二是乙。"),
        ("promises before lists", "抓好三个方面：\n一是甲。\n二是乙。\n"),
        ("headings again", "一、加快推进产业发展\n"),
        ("levels", "一、甲\n（一）乙\n1.丙\n（1）丁\n①戊\n一是己。\n第一，庚。\n"),
        ("levels from below", "①戊\n（1）丁\n1.丙\n（一）乙\n一、甲\n"),
        ("references to an item", "按照第（一）项落实。"),
        ("references to a part", "按第一部分第（一）项，"),
        ("attachments", "见附件1。\n"),
        ("captions", "表1 甲\n见表1。\n"),
        ("marks of both widths", "甲,乙.丙;丁"),
        ("damage", "甲\u{fffd}，乙？"),
        ("blank lines", "\n"),
        ("blanks", " "),
        ("addresses", "http://a.b/ "),
    ] {
        all.push((name, "txt", repeated(text)));
    }
    for (name, text) in [
        ("links", "[甲](乙)"),
        ("open links", "[甲]("),
        ("tags", "<b>甲</b>"),
        ("code", "`甲`"),
        ("emphasis", "**（一）甲**"),
        ("fences", "```\n"),
        ("comments that silence", "<!-- zhibi-ignore ordinal-gap -->\n增长10%%。。\n"),
        ("comments in a line", "<!-- zhibi-ignore a -->"),
        ("tables", "| 投资 | 12.98亿元 | 10% |\n"),
        ("nested lists", "  - 甲\n"),
    ] {
        all.push((name, "md", repeated(text)));
    }
    all.push(("items in a line", "txt", numbered("（", "）发展。")));
    all.push(("items in lines", "txt", numbered("（", "）发展。\n")));
    all.push(("sections", "txt", numbered("", "、发展\n")));
    all.push(("articles", "txt", numbered("第", "条　规定\n（一）甲\n")));
    all.push(("numbers with points", "txt", Box::new(|i| format!("{}.抓好工作。一是落实。三是督查。\n", i % 999 + 1))));
    all.push((
        "sections that refer to sections",
        "txt",
        Box::new(|i| {
            let n = numeral(i);
            format!("{n}、甲\n按第{n}部分第（一）项\n（一）乙\n")
        }),
    ));
    all.push((
        "amounts that differ",
        "txt",
        Box::new(|i| format!("全市一般公共预算收入完成{}.98亿元。\n", 10_000 + i)),
    ));
    all.push((
        "amounts that differ in a line",
        "txt",
        Box::new(|i| format!("一般公共预算收入完成{}.98亿元，", 10_000 + i)),
    ));
    all.push(("metrics that differ", "txt", Box::new(|i| format!("{}业产值{i}亿元。\n", numeral(i)))));
    all
}

/// What `zhibi.toml` is made of when nothing else is in it: what stands before, its lines, what stands behind.
fn settings() -> Vec<(&'static str, &'static str, Unit, &'static str)> {
    let counted = |f: fn(usize) -> String| -> Unit { Box::new(f) };
    vec![
        ("settings: keys of something else", "", counted(|i| format!("junk{i} = {i}\n")), ""),
        ("settings: lines of something else", "", repeated("a = = 3 ]\n"), ""),
        ("settings: names", "words = [\n", counted(|i| format!("\"甲{i}号工程\",\n")), "]\n"),
        ("settings: patterns", "wordPatterns = [\n", counted(|i| format!("\"甲{i}号\\\\d\",\n")), "]\n"),
        ("settings: numbers for names", "words = [", counted(|i| format!("{i},")), "]\n"),
        ("settings: wordings", "", counted(|i| format!("[[wording]]\nwrong = \"甲{i}\"\nright = \"乙{i}\"\n")), ""),
        ("settings: overrides", "", counted(|i| format!("[[overrides]]\nfiles = [\"*{i}.txt\"]\n")), ""),
        ("settings: sections", "[budget.sections]\n", counted(|i| format!("\"节{i}\" = {}\n", i + 1)), ""),
    ]
}

/// What each rule looks for: its words, and what it flags, in one line; and what figures are read by.
fn words() -> Vec<(String, String)> {
    let mut seen = BTreeSet::new();
    let mut all: Vec<_> = AROUND_FIGURES.iter().map(|unit| (format!("figures: {unit}"), (*unit).to_owned())).collect();
    for rule in RULES {
        let flagged = rule.examples.iter().filter(|e| e.text.contains('⟦'));
        let flagged = flagged.map(|e| e.text.replace(['⟦', '⟧', '\n'], ""));
        for unit in rule.triggers.iter().map(|t| (*t).to_owned()).chain(flagged).filter(|u| !u.is_empty()) {
            if seen.insert(unit.clone()) {
                all.push((format!("{}: {unit}", rule.code), unit));
            }
        }
    }
    all
}

/// What the scanner of figures and their meaning look around for.
const AROUND_FIGURES: &[&str] = &[
    "9",
    "亿",
    "第",
    "（",
    "(",
    "一",
    "“",
    "1-",
    "3、",
    "百分之",
    "由1%到",
    "1/",
    "1:",
    "年",
    "十五",
    "2020年",
    "1.",
    "1,",
    "上",
    "数",
    "翻",
    "http://1",
    "一·",
    "9亿零",
    "超过1个",
    "（1",
    "增长5%，",
    "100万元、",
    "由5%、6%到7%和8%，",
    "由5家",
    "5、",
    "5 ",
    "1:2:",
    "A1+2，",
    "“5个",
    "12万，",
    "生产总值增长5%",
    "（）",
    "其中5家，",
    "分别",
    "占5%的",
    "3户4人",
];

/// At least `size` bytes.
fn draft(unit: &Unit, size: usize) -> String {
    let mut text = String::with_capacity(size + 64);
    (0..)
        .take_while(|i| {
            text.push_str(&unit(*i));
            text.len() < size
        })
        .for_each(drop);
    text
}

struct Growth {
    /// The file that counts.
    steps: PathBuf,
    folder: PathBuf,
    wrong: Vec<String>,
    measured: usize,
}

impl Growth {
    /// What all threads have counted so far: the first slot numbers them, the others count.
    fn count(&self) -> u64 {
        let bytes = fs::read(&self.steps).expect("the count");
        let slots = bytes.chunks_exact(SLOT).skip(1);
        slots.map(|slot| u64::from_ne_bytes(slot[..8].try_into().expect("eight bytes"))).sum()
    }

    /// The count once nothing counts any more: what a server does after it has answered belongs to what it answered.
    fn rest(&self) -> u64 {
        let mut last = self.count();
        loop {
            std::thread::sleep(REST);
            let now = self.count();
            if now.saturating_sub(last) < IDLE {
                return now;
            }
            last = now;
        }
    }

    fn judge(&mut self, name: &str, what: &str, few: u64, many: u64) {
        self.measured += 1;
        if many > FLOOR && many > few.saturating_mul(GROWS) {
            self.wrong.push(format!("{name}: {what}: {few} steps, then {many}"));
        }
    }

    /// Every output format and every request.
    fn everything(&mut self, name: &str, extension: &str, unit: &Unit) {
        let texts = [SIZE, SIZE * TIMES].map(|size| draft(unit, size));
        for arguments in COMMANDS {
            let [few, many] = [&texts[0], &texts[1]].map(|text| self.command(arguments, extension, text));
            self.judge(name, &arguments.join(" "), few, many);
        }
        let [few, many] = [&texts[0], &texts[1]].map(|text| self.requests(extension, text, REQUESTS));
        for ((method, few), (_, many)) in few.into_iter().zip(many) {
            self.judge(name, method, few, many);
        }
    }

    /// The analysis of a draft in one line, and what is asked of it most.
    fn reading(&mut self, name: &str, unit: &str) {
        let texts = [SMALL, SMALL * TIMES].map(|size| unit.repeat(size / unit.len() + 1));
        let asked = ["textDocument/hover", "textDocument/codeAction", "zhibi/figures"];
        let [few, many] = [&texts[0], &texts[1]].map(|text| self.requests("txt", text, &asked));
        for ((method, few), (_, many)) in few.into_iter().zip(many) {
            self.judge(name, method, few, many);
        }
    }

    /// A small draft beside settings of two sizes.
    fn settings(&mut self, name: &str, head: &str, unit: &Unit, foot: &str) {
        let [few, many] = [SIZE, SIZE * TIMES].map(|size| {
            let folder = self.folder.join("settings");
            fs::create_dir_all(&folder).expect("a folder");
            fs::write(folder.join("zhibi.toml"), format!("{head}{}{foot}", draft(unit, size))).expect("settings");
            // 2: something in the settings cannot be used.
            self.command_on(&["check"], &folder.join("draft.txt"), "今年投资5亿元，增长3%%。\n", 2)
        });
        self.judge(name, "check", few, many);
    }

    /// Steps of one run of the command line.
    fn command(&self, arguments: &[&str], extension: &str, text: &str) -> u64 {
        self.command_on(arguments, &self.folder.join("draft").with_extension(extension), text, 1)
    }

    /// The same, of the draft at a place, which may end with codes up to `most`.
    fn command_on(&self, arguments: &[&str], file: &Path, text: &str, most: i32) -> u64 {
        fs::write(file, text).expect("a draft");
        let before = self.count();
        let status = Command::new(zhibi())
            .args(arguments)
            .arg(file)
            .env("ZHIBI_STEPS", &self.steps)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .expect("zhibi runs");
        assert!(status.code().is_some_and(|code| code <= most), "{arguments:?} ended with {status}");
        self.count() - before
    }

    /// Steps of opening a draft and reading its figures, and of each request about the middle of it.
    fn requests(&self, extension: &str, text: &str, methods: &[&'static str]) -> Vec<(&'static str, u64)> {
        let mut client = started();
        client.initialize_with(json!({"processId": null, "rootUri": null, "capabilities": capabilities(),
            "initializationOptions": {"inlayHints": {"enable": true}, "codeLens": {"enable": true}}}));
        let (uri, language) = ("untitled:draft", if extension == "md" { "markdown" } else { "plaintext" });
        let mut last = self.count();
        let mut counted = Vec::new();
        let document = json!({"uri": uri, "languageId": language, "version": 1, "text": text});
        client.notify("textDocument/didOpen", json!({"textDocument": document}));
        client.diagnostics(uri, 1);
        // What a draft means is read once, for whoever asks first: that is a part of opening it.
        client.request("zhibi/figures", parameters("zhibi/figures", uri, text));
        let mut take = |what, counted: &mut Vec<_>| {
            let now = self.rest();
            counted.push((what, now - last));
            last = now;
        };
        take("textDocument/didOpen", &mut counted);
        for method in methods {
            client.request(method, parameters(method, uri, text));
            take(method, &mut counted);
        }
        let at = middle(text);
        client.change(uri, 2, json!([{"range": {"start": at, "end": at}, "text": "增"}]));
        client.diagnostics(uri, 2);
        take("textDocument/didChange", &mut counted);
        counted
    }

    /// A stream of headers that each claim more than there is.
    fn frames(&mut self) {
        let read = |size: usize| {
            let mut client = started();
            let before = self.count();
            let claim = format!("Content-Length: {SIZE}\r\n\r\n{{");
            client.write(claim.repeat(size / claim.len()).as_bytes());
            client.write(&vec![b' '; SIZE]);
            client.write(&frame(
                &json!({"jsonrpc": "2.0", "id": "end", "method": "initialize", "params": {"capabilities": {}}})
                    .to_string(),
            ));
            client.answer(&json!("end"));
            self.count() - before
        };
        let (few, many) = (read(SIZE), read(SIZE * TIMES));
        self.judge("frames", "headers that claim the rest", few, many);
    }
}

const COMMANDS: &[&[&str]] = &[
    &["check", "--format", "text"],
    &["check", "--format", "json"],
    &["check", "--format", "sarif"],
    &["check", "--format", "github"],
    &["check", "--format", "junit"],
    &["figures", "--format", "table"],
    &["figures", "--format", "json"],
    &["figures", "--format", "csv"],
    &["figures", "--format", "markdown"],
    &["figures", "--format", "xlsx"],
    &["outline", "--format", "text"],
    &["outline", "--format", "json"],
    &["fix", "--diff"],
];

const REQUESTS: &[&str] = &[
    "textDocument/hover",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/selectionRange",
    "textDocument/completion",
    "textDocument/codeAction",
    "textDocument/prepareRename",
    "textDocument/rename",
    "textDocument/codeLens",
    "textDocument/inlayHint",
    "textDocument/documentLink",
    "textDocument/semanticTokens/full",
    "textDocument/diagnostic",
    "textDocument/formatting",
    "workspace/symbol",
    "zhibi/figures",
    "zhibi/onEnter",
];

fn capabilities() -> Value {
    json!({
        "general": {"positionEncodings": ["utf-16"]},
        "textDocument": {
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
            "hover": {"contentFormat": ["markdown"]},
            "publishDiagnostics": {"relatedInformation": true},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": [""]}}, "isPreferredSupport": true},
            "rename": {"prepareSupport": true},
        },
    })
}

/// A place in the middle of the middle line.
fn middle(text: &str) -> Value {
    let lines: Vec<&str> = text.split('\n').collect();
    let line = lines.len() / 2;
    let units = lines[line].encode_utf16().count();
    json!({"line": line, "character": if lines.len() < 5 { units / 2 } else { units.min(2) }})
}

fn parameters(method: &str, uri: &str, text: &str) -> Value {
    let at = middle(text);
    let lines = text.split('\n').count();
    let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": lines, "character": 0}});
    let mut all = json!({"textDocument": {"uri": uri}});
    let more = match method {
        "textDocument/codeAction" => json!({"range": whole, "context": {"diagnostics": []}}),
        "textDocument/inlayHint" => json!({"range": whole}),
        "textDocument/references" => json!({"position": at, "context": {"includeDeclaration": true}}),
        "textDocument/rename" => json!({"position": at, "newName": "（五）"}),
        "textDocument/selectionRange" => json!({"positions": [at]}),
        "textDocument/formatting" => json!({"options": {"tabSize": 4, "insertSpaces": true}}),
        "workspace/symbol" => return json!({"query": "甲"}),
        _ => json!({"position": at}),
    };
    for (key, value) in more.as_object().into_iter().flatten() {
        all[key] = value.clone();
    }
    all
}
