//! Reads the ordinals of one line.

use std::sync::LazyLock;

use regex::Regex;

use super::{LineScan, Mark, Ordinal, OrdinalStyle, parse_numeral};
use crate::text::{DocumentKind, Span};

static START: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^[\s\u{feff}#*>　-]*(?:",
        r"[（(](?<cp>[一二三四五六七八九十百]+)[）)]|",
        r"(?<c>[一二三四五六七八九十百]+)、|",
        r"[（(](?<ap>[0-9０-９]+)[）)]|",
        r"(?<a>[0-9０-９]{1,3})(?:[、．]|\.(?:[^0-9]|$))|",
        r"(?<o>[①-⑳])|",
        r"第(?<ch>[一二三四五六七八九十百]+)(?:章|节|部分)|",
        r"(?<y>[一二三四五六七八九十]+)[是要]|",
        r"第(?<d>[一二三四五六七八九十]+)，",
        r")"
    ))
    .expect("a constant pattern")
});
static ITEM: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[。；;：:](?<y>[一二三四五六七八九十]+)[是要]").expect("a constant pattern"));

/// Scans one line. Pure: depends on nothing but its arguments.
#[must_use]
pub fn scan_line(text: &str, _kind: DocumentKind) -> LineScan {
    let mut marks = Vec::new();
    if let Some(found) = START.captures(text) {
        let styles = [
            ("cp", OrdinalStyle::ChineseParen),
            ("c", OrdinalStyle::Chinese),
            ("ap", OrdinalStyle::ArabicParen),
            ("a", OrdinalStyle::Arabic),
            ("o", OrdinalStyle::Circled),
            ("ch", OrdinalStyle::Chapter),
            ("y", OrdinalStyle::YiShi),
            ("d", OrdinalStyle::DiYi),
        ];
        for (name, style) in styles {
            if let Some(number) = found.name(name) {
                let whole = found.get(0).expect("the whole match");
                let mut start = number.start();
                if matches!(style, OrdinalStyle::ChineseParen | OrdinalStyle::ArabicParen)
                    || matches!(style, OrdinalStyle::Chapter | OrdinalStyle::DiYi)
                {
                    start -= text[..start].chars().next_back().map_or(0, char::len_utf8);
                }
                let mut end = whole.end();
                if style == OrdinalStyle::Arabic && !text[number.end()..].starts_with(['、', '．']) {
                    end = number.end() + 1;
                }
                push(&mut marks, text, start, end, number.range(), style, true);
            }
        }
    }
    for found in ITEM.captures_iter(text) {
        let (whole, number) = (found.get(0).expect("the whole match"), found.name("y").expect("a required group"));
        push(&mut marks, text, number.start(), whole.end(), number.range(), OrdinalStyle::YiShi, false);
    }
    LineScan { marks }
}

fn push(
    marks: &mut Vec<Mark>,
    text: &str,
    start: usize,
    end: usize,
    number: std::ops::Range<usize>,
    style: OrdinalStyle,
    at_line_start: bool,
) {
    let Some(value) = parse_numeral(&text[number.clone()]) else { return };
    let stop = text[end..].find(['。', '：', ':', '；', ';']).map_or(text.len(), |i| end + i);
    marks.push(Mark {
        ordinal: Ordinal { value, style, span: Span::new(start, end), number: Span::new(number.start, number.end) },
        title: Span::new(end, stop),
        at_line_start,
    });
}
