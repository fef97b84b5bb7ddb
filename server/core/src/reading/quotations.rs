//! The quotations of a line: which marks belong together, whatever their form, and which have the wrong one.

use memchr::memchr3_iter;

use crate::text::Span;

/// Longest quotation whose marks are told by their places, in characters.
const LONGEST: usize = 20;

/// Marks of quotations, of whatever form.
const MARKS: [&str; 6] = ["“", "”", "\"", "‘", "’", "'"];

/// The first byte of those that are no single byte.
const LEAD: u8 = 0xE2;

/// Two marks that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The mark before it.
    pub open: Span,
    /// The mark behind it.
    pub close: Span,
    /// One of the marks, or both, are of the wrong form. Two half-width ones are not.
    pub wrong: bool,
}

/// The quotations of a line some of whose marks are of the wrong form or half-width, in order; none where all are right,
/// or where it can not be told which belong together.
#[must_use]
pub fn odd(text: &str) -> Vec<Quotation> {
    let all = marks(text, true);
    if all.is_empty() {
        return vec![];
    }
    let found = paired(text, &all);
    // '12分钟服务圈“: what may be an apostrophe (’99) opens a quotation where a double mark closes it.
    let sure = |q: &Quotation| !is_apostrophe(text, q.open) || matches!(q.close.of(text), "“" | "”");
    if !found.is_empty() && found.iter().all(sure) {
        return found;
    }
    let marks = marks(text, false);
    if marks.len() == all.len() { vec![] } else { paired(text, &marks) }
}

/// The quotations of a line, if its marks pair up one after the other.
fn paired(text: &str, marks: &[Span]) -> Vec<Quotation> {
    if marks.is_empty() || !marks.len().is_multiple_of(2) || are_right(text, marks) {
        return vec![];
    }
    let mut found = Vec::with_capacity(marks.len() / 2);
    let (mut turned, mut same) = (false, false);
    for pair in marks.chunks_exact(2) {
        let (open, close) = (pair[0], pair[1]);
        if !is_quotation(&text[open.end as usize..close.start as usize]) {
            return vec![];
        }
        let (first, second) = (open.of(text), close.of(text));
        turned |= (first, second) == ("”", "“");
        same |= first == second && matches!(first, "“" | "”");
        let right = matches!((first, second), ("“", "”") | ("‘", "’") | ("\"", "\"") | ("'", "'"));
        found.push(Quotation { open, close, wrong: !right });
    }
    // “甲、乙“丙”丁“: what stands between two quotations looks like one.
    if turned && same { vec![] } else { found }
}

/// All marks of a line, without those inside Latin words (People’s), and with those before digits (’99) or without.
fn marks(text: &str, before_digits: bool) -> Vec<Span> {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let mark = |at: usize| {
        let mark = MARKS.into_iter().find(|mark| text[at..].starts_with(mark))?;
        let span = Span::new(at, at + mark.len());
        let (before, after) = (text[..at].chars().next_back(), text[span.end as usize..].chars().next());
        let inside = matches!(mark, "‘" | "’" | "'") && letter(before) && letter(after);
        (!inside && (before_digits || !is_apostrophe(text, span))).then_some(span)
    };
    memchr3_iter(b'"', b'\'', LEAD, text.as_bytes()).filter_map(mark).collect()
}

/// ’99: a single mark before digits, not behind one.
fn is_apostrophe(text: &str, mark: Span) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let (before, after) = (text[..mark.start as usize].chars().next_back(), text[mark.end as usize..].chars().next());
    matches!(mark.of(text), "‘" | "’" | "'") && digit(after) && !digit(before)
}

/// Whether every mark has a partner of its own form, one pair inside another of the other form at most.
fn are_right(text: &str, marks: &[Span]) -> bool {
    let mut open: Vec<&str> = Vec::new();
    for mark in marks {
        match (mark.of(text), open.last()) {
            (mark @ "“", None | Some(&"‘")) | (mark @ "‘", None | Some(&"“")) => open.push(mark),
            ("”", Some(&"“")) | ("’", Some(&"‘")) => _ = open.pop(),
            _ => return false,
        }
    }
    open.is_empty()
}

/// Whether words look like what stands in quotation marks.
fn is_quotation(words: &str) -> bool {
    (1..=LONGEST).contains(&words.chars().take(LONGEST + 1).count())
        && !words.starts_with(['、', '，', '。', '；', '：', ' ', '）'])
        && !words.ends_with(['（', ' '])
        && !words.contains(['。', '；', '！', '？'])
        && words.chars().any(|c| !c.is_ascii_punctuation())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(&str, bool)> {
        odd(text).iter().map(|q| (Span { start: q.open.start, end: q.close.end }.of(text), q.wrong)).collect()
    }

    #[test]
    fn marks_of_the_wrong_form_are_paired_by_their_places() {
        assert_eq!(
            shown("坚持'两个确保“，”双创“和“三保”、‘四好”"),
            [("'两个确保“", true), ("”双创“", true), ("“三保”", false), ("‘四好”", true)]
        );
        assert_eq!(shown("打造'12分钟服务圈“"), [("'12分钟服务圈“", true)]);
        assert_eq!(shown("推进\"三保\"、\"1+2\"工作"), [("\"三保\"", false), ("\"1+2\"", false)]);
    }

    #[test]
    fn what_is_right_or_can_not_be_told_is_left() {
        for text in [
            "“他说‘要快’。”",
            "“甲”和‘乙’",
            "迎接’99博览会，推进“双减”",
            "’99博览会和’98抗洪",
            "落实“三保任务、推进“双减”和“四好",
            "落实“三保任务，推进“双减”工作",
            "”、乙“丙“",
            "“零抛荒“、”双创“",
            "",
        ] {
            assert_eq!(shown(text), [], "{text}");
        }
    }
}
