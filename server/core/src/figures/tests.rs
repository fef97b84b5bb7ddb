//! That no input breaks the scanner.

use super::{Class, scan, scan_with};
use crate::config::{OwnWords, Settings, pack};

/// What is read of figures, as `spec_tests.rs` checks it: sentences of every kind.
const SENTENCES: &str = include_str!("../../spec/figures.md");

#[test]
fn units_of_a_pack_are_units_in_both_scripts_and_the_longest_wins() {
    let mut settings = Settings::default();
    pack::read("机时\tunit\n客位\tclassifier\n床日\tunit\n").layer.apply(&mut settings);
    let text = "使用5万机时，完成30客位、9床日，处理2機時。";
    let units = |own: &OwnWords| {
        let all = scan_with(text, &settings.words, own);
        all.iter().map(|f| f.unit.of(text).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(units(&settings.own), ["机时", "客位", "床日", "機時"]);
    assert_eq!(units(OwnWords::none()), ["", "", "床", ""]);
}

#[test]
fn names_of_the_user_are_names() {
    let text = "推进982工程，完成982个";
    let words = vec!["982工程".to_owned()].into();
    let classes: Vec<_> =
        scan_with(text, &words, OwnWords::none()).iter().map(|f| (f.class, f.span.of(text).to_owned())).collect();
    assert_eq!(classes, [(Class::Name, "982工程".to_owned()), (Class::Quantity, "982个".to_owned())]);
}

/// Spans lie in the text, in order, on character boundaries.
fn check(text: &str) {
    let mut last = 0;
    for figure in scan(text) {
        assert!(figure.span.start >= last && figure.span.start < figure.span.end, "{text}");
        last = figure.span.end;
        let spans = [Some(figure.span), Some(figure.numeral), Some(figure.unit), figure.before, figure.after];
        assert!(spans.into_iter().flatten().all(|s| text.get(s.range()).is_some()), "{text} {figure:?}");
    }
}

#[test]
fn any_prefix_and_any_suffix_is_read() {
    for line in SENTENCES.lines() {
        for (cut, _) in line.char_indices() {
            check(&line[..cut]);
            check(&line[cut..]);
        }
    }
}

#[test]
fn any_mixture_is_read() {
    let pieces = [
        "3",
        "12",
        ".",
        ",",
        "%",
        "亿",
        "万",
        "千",
        "百",
        "十",
        "一",
        "两",
        "几",
        "数",
        "上",
        "第",
        "年",
        "月",
        "日",
        "个",
        "百分点",
        "至",
        "—",
        "-",
        "、",
        "“",
        "”",
        "（",
        "）",
        "以上",
        "超过",
        "分之",
        "点",
        "翻",
        "番",
        "倍",
        "成",
        "余",
        "多",
        "半",
        "∶",
        ":",
        "/",
        "元",
        "𠀀",
        " ",
        "A",
        "+",
        "·",
        "#",
        "级",
        "由",
        "到",
        "的",
        "\u{2009}",
        "。",
    ];
    let mut seed = 11_u64;
    let mut next = move |n: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % n as u64) as usize
    };
    for _ in 0..20_000 {
        let text: String = (0..next(14) + 1).map(|_| pieces[next(pieces.len())]).collect();
        check(&text);
    }
}
