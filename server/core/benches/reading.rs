//! Speed of reading: the scanner with its grammar, the whole analysis with all rules, the ledger; bytes a second.
//!
//! With `ZHIBI_CORPUS` set to a folder that holds `texts/`, those files are read as well.
#![allow(clippy::disallowed_methods, reason = "the benchmark reads its texts")]

use std::path::Path;
use std::sync::Arc;

use divan::Bencher;
use divan::counter::BytesCount;
use zhibi_core::features::hover::{HoverOptions, hover};
use zhibi_core::features::lens::code_lens;
use zhibi_core::text::LineCol;
use zhibi_core::{Document, DocumentKind, Language, PositionEncoding, Snapshot, align, figures};

fn main() {
    divan::main();
}

/// A made-up report of about 300 kB in which every sixth character or so belongs to a figure, as in real ones.
fn sample() -> String {
    let paragraph = "一、2025年工作回顾\n全市地区生产总值完成1832.6亿元，增长5.8%；一般公共预算收入达到83.18亿元，同比增长4.4%，税收占比提高2.5个百分点。\
        坚持稳中求进，扎实推进高质量发展，持续优化营商环境，深入开展“三个一批”活动，新引进亿元以上项目107个，完成投资50.6亿元，完成率112.4%。\
        新建标准化厂房14.4万平方米，培育高新技术企业21家、科技型中小企业35家，研发投入占比由1.8%提高到2.43%。\
        云岭市城镇新增就业3968人，城乡居民人均可支配收入分别增长6.1%、7.3%左右，改造老旧小区12个，惠及群众1.3万余户。\n\
        （二）坚持生态优先，绿色发展底色更加鲜明。全面落实河长制、林长制，统筹山水林田湖草系统治理，空气质量优良天数比率达到百分之八十五点六。\n";
    // No two paragraphs are the same: a line that comes again is not analysed again.
    (0..300_000 / paragraph.len()).map(|i| paragraph.replace("云岭市", &format!("云岭市{i}号片区"))).collect()
}

fn corpus() -> Option<String> {
    let folder = std::env::var_os("ZHIBI_CORPUS")?;
    let mut files: Vec<_> = std::fs::read_dir(Path::new(&folder).join("texts"))
        .expect("ZHIBI_CORPUS is set, so it must hold texts/")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.sort();
    Some(files.iter().filter_map(|file| std::fs::read_to_string(file).ok()).collect())
}

fn texts() -> Vec<(&'static str, String)> {
    let mut texts = vec![("sample", sample())];
    texts.extend(corpus().map(|text| ("corpus", text)));
    texts
}

#[divan::bench(args = ["sample", "corpus"])]
fn scanner(bencher: Bencher<'_, '_>, name: &str) {
    let Some((_, text)) = texts().into_iter().find(|t| t.0 == name) else { return };
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| text.lines().map(|line| figures::scan(line).len()).sum::<usize>());
}

/// Everything a check does but reading the file and writing the findings.
#[divan::bench(args = ["sample", "corpus"])]
fn analysis(bencher: Bencher<'_, '_>, name: &str) {
    let Some((_, text)) = texts().into_iter().find(|t| t.0 == name) else { return };
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| Snapshot::of(&text, DocumentKind::Plain, Arc::default()).diagnostics().len());
}

/// Roles, metrics and relations, on top of an analysed draft.
#[divan::bench]
fn ledger(bencher: Bencher<'_, '_>) {
    let text = sample();
    let snapshot = Snapshot::of(&text, DocumentKind::Plain, Arc::default());
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| figures::Ledger::of(snapshot.blocks(), snapshot.outline(), None).all().count());
}

/// A character typed in the middle of a draft of so many bytes, in a line that holds a figure, then what is asked for at
/// that figure at once.
fn edited<T>(bencher: Bencher<'_, '_>, bytes: usize, ask: impl Fn(&Snapshot, LineCol) -> T) {
    let all = corpus().unwrap_or_else(sample);
    let text: String = all
        .lines()
        .cycle()
        .scan(0, |read, line| {
            (*read < bytes).then(|| {
                *read += line.len() + 1;
                format!("{line}\n")
            })
        })
        .collect();
    let mut document = Document::new(&text, DocumentKind::Plain, Arc::default());
    let opened = document.snapshot();
    let figure =
        |line: u32| figures::scan(&opened.line_text(line)).first().map(|f| LineCol { line, byte: f.span.start });
    let mut at = (opened.line_count() / 2..).find_map(figure).expect("a figure");
    ask(&opened, at);
    bencher.bench_local(|| {
        document.edit(PositionEncoding::Utf8, (at.line, 0), (at.line, 0), "新");
        at.byte += 3;
        ask(&document.snapshot(), at)
    });
}

const SIZES: [usize; 3] = [35_000, 300_000, 1_000_000];

/// The ledger after a keystroke.
#[divan::bench(args = SIZES)]
fn ledger_after_edit(bencher: Bencher<'_, '_>, bytes: usize) {
    edited(bencher, bytes, |snapshot, _| snapshot.ledger().report_year);
}

/// The diagnostics after a keystroke.
#[divan::bench(args = SIZES)]
fn diagnostics_after_edit(bencher: Bencher<'_, '_>, bytes: usize) {
    edited(bencher, bytes, |snapshot, _| snapshot.diagnostics().len());
}

/// The hover of a figure in the paragraph that was just typed in, diagnostics included: it names those of its place.
#[divan::bench(args = SIZES)]
fn hover_after_edit(bencher: Bencher<'_, '_>, bytes: usize) {
    edited(bencher, bytes, |snapshot, at| hover(snapshot, at, &HoverOptions::default()).expect("a hover"));
}

/// The lenses of all headings after a keystroke.
#[divan::bench(args = SIZES)]
fn lenses_after_edit(bencher: Bencher<'_, '_>, bytes: usize) {
    edited(bencher, bytes, |snapshot, _| code_lens(snapshot, Language::default()));
}

/// Two drafts with about 400 figures: one as it was, and with every seventh line changed; without its reading.
fn two_drafts() -> (Snapshot, Snapshot) {
    let all = corpus().unwrap_or_else(sample);
    let mut figures = 0;
    let lines: Vec<&str> = all
        .lines()
        .take_while(|line| {
            figures += figures::scan(line).len();
            figures <= 400
        })
        .collect();
    let changed = |(i, line): (usize, &&str)| if i % 7 == 3 { line.replacen('3', "8", 1) } else { (*line).to_owned() };
    let edited: Vec<String> = lines.iter().enumerate().map(changed).collect();
    let read = |text: &str| {
        let snapshot = Snapshot::of(text, DocumentKind::Plain, Arc::default());
        let _ = snapshot.ledger();
        snapshot
    };
    (read(&lines.join("\n")), read(&edited.join("\n")))
}

/// Which figure of one draft is which of another: what a hover of the draft before needs.
#[divan::bench]
fn counterparts(bencher: Bencher<'_, '_>) {
    let (old, new) = two_drafts();
    bencher.bench_local(|| align::counterparts(&old, &new).len());
}

/// Everything that changed between two drafts.
#[divan::bench]
fn compare(bencher: Bencher<'_, '_>) {
    let (old, new) = two_drafts();
    bencher.bench_local(|| align::compare(&old, &new).figures.len());
}

/// A report's targets and what another says of them.
#[divan::bench]
fn reconcile(bencher: Bencher<'_, '_>) {
    let (last, this) = two_drafts();
    bencher.bench_local(|| align::reconcile(&last, &this).rows.len());
}
