//! Counts in running text: a numeral with a classifier (八个方面, 10件实事).

use crate::structure::parse_numeral;
use crate::text::Span;

/// A numeral with the classifier behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Count {
    /// How many.
    pub value: u32,
    /// Numeral alone.
    pub number: Span,
    /// The classifier.
    pub classifier: char,
    /// Byte after the classifier.
    pub end: usize,
    /// Written with digits.
    pub arabic: bool,
}

const CLASSIFIERS: [char; 10] = ['个', '项', '件', '条', '大', '点', '种', '类', '型', '句'];

pub(super) const fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '两')
}

/// All counts in `text`, which starts at byte `base` of its block. Ordinals (第三个), rests (其他三项) and vague numbers
/// (十几个, 三四个) are none.
pub(super) fn counts(text: &str, base: usize) -> Vec<Count> {
    let mut found = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !(is_numeral(c) || c.is_ascii_digit()) {
            continue;
        }
        let same = |x: char| if c.is_ascii_digit() { x.is_ascii_digit() } else { is_numeral(x) };
        let mut end = start + c.len_utf8();
        while let Some((i, x)) = chars.peek().copied().filter(|(_, x)| same(*x)) {
            end = i + x.len_utf8();
            chars.next();
        }
        let Some((at, classifier)) = chars.peek().copied().filter(|(_, x)| CLASSIFIERS.contains(x)) else { continue };
        let before = text[..start].trim_end_matches(['“', ' ', '*']);
        const NOT_AFTER: [&str; 22] = [
            "第", "其他", "其它", "其余", "另", "余下", "每", "各", "前", "这", "那", "几", "数", "多", ".", "上述",
            "以上", "分之", "同一", "任", "近", "仅",
        ];
        if NOT_AFTER.iter().any(|w| before.ends_with(w)) || before.ends_with(|x: char| x.is_ascii_alphanumeric()) {
            continue;
        }
        let numeral = &text[start..end];
        let value = match numeral {
            "两" => Some(2),
            _ => parse_numeral(numeral),
        };
        let Some(value) = value.filter(|v| *v <= 40) else { continue };
        found.push(Count {
            value,
            number: Span::new(base + start, base + end),
            classifier,
            end: base + at + classifier.len_utf8(),
            arabic: c.is_ascii_digit(),
        });
    }
    found
}

/// The count whose classifier starts at byte `at`.
pub(super) fn count_before(text: &str, at: usize) -> Option<Count> {
    let start = text[..at].char_indices().rev().take_while(|(_, c)| is_numeral(*c)).last()?.0;
    // Three characters before the numeral tell what kind of number it is.
    let from = text[..start].char_indices().rev().take(3).last().map_or(start, |(i, _)| i);
    let end = at + text[at..].chars().next()?.len_utf8();
    counts(&text[from..end], from).into_iter().find(|c| c.number.start as usize == start)
}

/// How a count is written: 八 or 8, 两 for a two before a classifier.
pub(super) fn written(value: usize, arabic: bool) -> String {
    match value {
        _ if arabic => value.to_string(),
        2 => "两".into(),
        _ => crate::structure::chinese_numeral(u32::try_from(value).unwrap_or(u32::MAX)),
    }
}
