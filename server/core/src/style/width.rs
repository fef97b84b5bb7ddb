//! Half-width marks that stand for Chinese ones, decided by their neighbours.

use std::collections::HashSet;

use crate::text::{DocumentKind, Span, SpanSet};

/// A half-width mark and the full-width one it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HalfMark {
    /// The mark; with one blank after it where a Chinese character follows.
    pub span: Span,
    /// The full-width mark.
    pub full: &'static str,
    /// Whether it is a bracket.
    pub bracket: bool,
}

/// Whether a character belongs to Chinese text: ideographs, Chinese punctuation, full-width forms.
#[must_use]
pub const fn is_chinese(c: char) -> bool {
    matches!(c,
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{3134f}' | '\u{3001}'..='\u{303f}'
        | '\u{ff01}'..='\u{ff5e}' | '“' | '”' | '‘' | '’' | '…' | '—' | '\u{2460}'..='\u{24ff}' | '\u{2160}'..='\u{217f}'
        | '℃' | '‰' | '㎡')
}

/// The half-width marks of a line that stand for Chinese ones, in order.
///
/// Left alone: marks between digits (15:40, 1:500, 12,345) or inside Latin text and addresses, character references,
/// Markdown links, images, code and tables, and runs of `?` and `!` as decoding faults leave them.
#[must_use]
pub fn half_marks(text: &str, kind: DocumentKind) -> Vec<HalfMark> {
    let bytes = text.as_bytes();
    let masked = if kind == DocumentKind::Markdown { markup(text) } else { SpanSet::default() };
    let is_masked = |at: usize| masked.contains(at as u32);
    let pairs = Pairs::of(text, &is_masked);
    let mut found: Vec<HalfMark> = Vec::new();
    // A mark that is to be full-width makes its neighbours' case as one that is already: a row is settled at once.
    let mut wide = Wide::default();
    for (at, c) in text.char_indices() {
        if !matches!(c, ',' | ';' | ':' | '?' | '!' | '(' | '（') || is_masked(at) {
            continue;
        }
        match c {
            '(' | '（' => {
                let Some(close) = pairs.close_of(at) else { continue };
                let half_close = text[close..].starts_with(')');
                if (c == '(' || half_close) && bracket_is_chinese(text, at, close, &pairs, &wide) {
                    let mut push = |at: usize, full| {
                        wide.0.insert(at);
                        found.push(HalfMark { span: Span::new(at, at + 1), full, bracket: true });
                    };
                    if c == '(' {
                        push(at, "（");
                    }
                    if half_close {
                        push(close, "）");
                    }
                }
            }
            _ if mark_is_chinese(text, at, c, &pairs, &wide) => {
                wide.0.insert(at);
                let full = match c {
                    ',' => "，",
                    ';' => "；",
                    ':' => "：",
                    '?' => "？",
                    _ => "！",
                };
                let blank = bytes.get(at + 1) == Some(&b' ') && text[at + 2..].starts_with(is_chinese);
                found.push(HalfMark { span: Span::new(at, at + 1 + usize::from(blank)), full, bracket: false });
            }
            _ => {}
        }
    }
    // A pair with such a mark inside has Chinese inside.
    let marks: Vec<usize> = found.iter().filter(|m| !m.bracket).map(|m| m.span.start as usize).collect();
    for (open, close) in pairs.places.iter().copied().filter(|_| !marks.is_empty()) {
        let holds = marks.get(marks.partition_point(|at| *at <= open)).is_some_and(|at| *at < close);
        let after = text[close..].char_indices().nth(1).map_or("", |(at, _)| &text[close + at..]);
        if holds && !text[..open].ends_with(']') && !before_damage(after) {
            for (at, half, full) in [(open, "(", "（"), (close, ")", "）")] {
                if text[at..].starts_with(half) && wide.0.insert(at) {
                    found.push(HalfMark { span: Span::new(at, at + 1), full, bracket: true });
                }
            }
        }
    }
    found.sort_unstable_by_key(|m| m.span);
    found
}

/// Places of half-width marks that are found to stand for full-width ones.
#[derive(Default)]
struct Wide(HashSet<usize>);

impl Wide {
    /// Whether the character at a place is Chinese, or will be.
    fn is_chinese(&self, at: usize, c: char) -> bool {
        is_chinese(c) || (c.is_ascii() && self.0.contains(&at))
    }
}

/// The brackets of a line that belong together, and the Chinese characters that may stand between them.
struct Pairs {
    /// Places of opening brackets, ascending, each with that of its closing one.
    places: Vec<(usize, usize)>,
    /// Places of Chinese characters, ascending; empty without brackets.
    chinese: Vec<usize>,
}

impl Pairs {
    fn of(text: &str, is_masked: &dyn Fn(usize) -> bool) -> Self {
        let mut pairs = Self { places: Vec::new(), chinese: Vec::new() };
        if !text.contains(['(', ')']) {
            return pairs;
        }
        let mut open = Vec::new();
        for (at, c) in text.char_indices() {
            match c {
                '(' | '（' if !is_masked(at) => open.push(at),
                ')' | '）' if !is_masked(at) => pairs.places.extend(open.pop().map(|from| (from, at))),
                _ => {}
            }
            if is_chinese(c) {
                pairs.chinese.push(at);
            }
        }
        pairs.places.sort_unstable();
        pairs
    }

    fn close_of(&self, open: usize) -> Option<usize> {
        let found = self.places.binary_search_by_key(&open, |(from, _)| *from).ok()?;
        Some(self.places[found].1)
    }

    fn has_chinese(&self, from: usize, to: usize) -> bool {
        self.chinese.get(self.chinese.partition_point(|at| *at < from)).is_some_and(|at| *at < to)
    }
}

fn transparent(c: char) -> bool {
    matches!(c, '(' | ')' | '*' | '"' | '[' | ']')
}

fn mark_is_chinese(text: &str, at: usize, mark: char, pairs: &Pairs, wide: &Wide) -> bool {
    let (before, after) = (&text[..at], &text[at + 1..]);
    let (previous, next) = (before.chars().next_back(), after.chars().next());
    if matches!(mark, '?' | '!') {
        let question = mark == '?';
        let run = |c: Option<char>| matches!(c, Some('?')) || (question && matches!(c, Some('!')));
        if run(previous) || run(next) || (mark == '!' && next == Some('[')) || question && !is_question(text, at) {
            return false;
        }
    }
    // Damage is read by the bytes beside it: they stay as they are.
    if matches!(mark, ',' | ';' | ':') && before_damage(after) {
        return false;
    }
    if mark == ';' && ends_in_reference(before) {
        return false;
    }
    let left =
        before.trim_end_matches(' ').char_indices().rev().find(|(at, c)| !transparent(*c) || wide.0.contains(at));
    // Three dots stand for ……, which is Chinese.
    if before.ends_with("...") || left.is_some_and(|(at, c)| wide.is_chinese(at, c)) {
        return true;
    }
    let left = left.map(|(_, c)| c);
    let right = after.strip_prefix(' ').unwrap_or(after).chars().find(|c| !transparent(*c));
    match left {
        Some('%') => right.is_none_or(|c| !c.is_ascii_alphabetic()),
        Some(c) if c.is_ascii_digit() => {
            // An ordinal (1,加强) is another matter.
            right.is_some_and(is_chinese)
                && !before.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end().is_empty()
        }
        Some(c) if c.is_ascii_alphabetic() || matches!(c, '+' | '#' | '-') => {
            // A bracket that follows may itself become a full-width one.
            let bracket = next == Some('(')
                && pairs.close_of(at + 1).is_some_and(|close| bracket_is_chinese(text, at + 1, close, pairs, wide));
            bracket || next.is_some_and(is_chinese)
        }
        _ => false,
    }
}

/// Words of which a question has one.
const ASKING: [&str; 18] = [
    "吗",
    "呢",
    "什么",
    "甚么",
    "怎",
    "谁",
    "哪",
    "何",
    "是否",
    "几",
    "多少",
    "多久",
    "么样",
    "难道",
    "岂",
    "能不能",
    "是不是",
    "好不好",
];
/// Longest question, in characters.
const QUESTION: usize = 60;

/// Whether the `?` at a place asks: its sentence has a word that does. Elsewhere in a report the sign stands for a
/// character that the encoding of the day could not write.
#[must_use]
pub fn is_question(text: &str, at: usize) -> bool {
    let head = &text[..at];
    let from = head.char_indices().rev().take(QUESTION).take_while(|(_, c)| !"。！？；?!;".contains(*c)).last();
    let sentence = &head[from.map_or(at, |(i, _)| i)..];
    ASKING.iter().any(|word| sentence.contains(word))
}

/// Whether a row of question marks begins here, or after one more character.
fn before_damage(rest: &str) -> bool {
    let mut next = rest.chars();
    rest.starts_with("??") || (next.next().is_some() && next.as_str().starts_with("??"))
}

/// `…&nbsp` before the semicolon.
fn ends_in_reference(before: &str) -> bool {
    // A name has eight letters at the most: looking no further keeps a line of semicolons cheap.
    let near = &before.as_bytes()[before.len().saturating_sub(9)..];
    near.iter().rposition(|b| *b == b'&').is_some_and(|at| {
        let name = &near[at + 1..];
        name.len() >= 2 && name.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'#')
    })
}

fn bracket_is_chinese(text: &str, open: usize, close: usize, pairs: &Pairs, wide: &Wide) -> bool {
    let width = |at: usize| text[at..].chars().next().map_or(1, char::len_utf8);
    let (before, inside, after) = (&text[..open], open + width(open)..close, close + width(close)..text.len());
    // Damage is read by the bytes beside it, as above.
    if inside.is_empty() || before.ends_with(']') || before_damage(&text[after.clone()]) {
        return false;
    }
    let blanks = text[after.clone()].len() - text[after.clone()].trim_start_matches(['*', ' ']).len();
    let next = after.start + blanks;
    pairs.has_chinese(inside.start, inside.end)
        || before.char_indices().next_back().is_some_and(|(at, c)| wide.is_chinese(at, c))
        || text[next..].chars().next().is_some_and(|c| wide.is_chinese(next, c))
}

/// Spans of Markdown code, link targets and HTML tags.
fn markup(text: &str) -> SpanSet {
    let mut spans = Vec::new();
    // [^1]: a note, [name]: an address.
    let content = text.trim_start_matches(' ');
    if content.starts_with('[')
        && let Some(end) = content.find("]:")
    {
        let end = text.len() - content.len() + end + 2;
        let note = content.starts_with("[^");
        spans.push(Span::new(0, if note { end } else { text.len() }));
    }
    let mut pairs = |open: &str, close: &str, keep: usize| {
        let mut from = 0;
        while let Some(start) = text[from..].find(open).map(|i| from + i) {
            let inner = start + open.len();
            let Some(end) = text[inner..].find(close).map(|i| inner + i) else { break };
            spans.push(Span::new(start + keep, end + close.len()));
            from = end + close.len();
        }
    };
    pairs("`", "`", 0);
    pairs("](", ")", 1);
    pairs("<", ">", 0);
    if text.trim_start().starts_with('|') {
        let divider = text.bytes().all(|b| matches!(b, b'|' | b':' | b'-' | b' '));
        if divider {
            spans.push(Span::new(0, text.len()));
        }
    }
    spans.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full(text: &str, kind: DocumentKind) -> String {
        let mut out = text.to_owned();
        for mark in half_marks(text, kind).iter().rev() {
            out.replace_range(mark.span.range(), mark.full);
        }
        out
    }

    #[test]
    fn converts_what_stands_in_chinese_text() {
        let cases = [
            ("深化改革,扩大开放;稳增长:一要快!好不好?", "深化改革，扩大开放；稳增长：一要快！好不好？"),
            ("增长10%,其中工业(含建筑业)增长8%;", "增长10%，其中工业（含建筑业）增长8%；"),
            ("(一)抓项目", "（一）抓项目"),
            ("发展, 加快", "发展，加快"),
            ("细颗粒物(PM2.5)下降", "细颗粒物（PM2.5）下降"),
            ("好!!!!!!", "好！！！！！！"),
            ("群众满意不满意?要看", "群众满意不满意?要看"),
            ("钱从哪里来?要统筹", "钱从哪里来？要统筹"),
            ("甲((((((a))))))", "甲（（（（（（a））））））"),
            ("((((((a))))))甲", "（（（（（（a））））））甲"),
        ];
        for (half, wanted) in cases {
            assert_eq!(full(half, DocumentKind::Plain), wanted);
            assert_eq!(full(wanted, DocumentKind::Plain), wanted);
        }
    }

    #[test]
    fn leaves_times_scales_numbers_and_code_alone() {
        for text in [
            "会议15:40开始",
            "按1:500测绘",
            "共12,345户",
            "见https://example.org/a?b=1,2",
            "use f(x), g(y): ok",
            "部署全面铺开?!?后",
            "研究??问题",
            "“双减&rdquo;工作",
            "1,加强",
        ] {
            assert_eq!(full(text, DocumentKind::Plain), text);
        }
        for text in [
            "![图](a,b:c.png)",
            "详见[附件](附件,一.md)",
            "运行`a,中文`",
            "[^1]: 注",
            "[局]: a,b(甲)",
            "|:---|:---:|",
            "<!-- 注,释 -->",
        ] {
            assert_eq!(full(text, DocumentKind::Markdown), text);
        }
    }
}
