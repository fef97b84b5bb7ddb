//! Marks of notes in the text (“六稳”[1], 预算收入③) and the notes below that they lead to ([1]六稳：……).

use std::collections::HashMap;

use super::{Cause, Trace};
use crate::text::{DocumentKind, Span};

/// How a mark is written: marks and notes of one form belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// [1] ［1］ 【1】 〔1〕
    Bracket,
    /// ①
    Circle,
    /// ¹
    Raised,
}

/// Whether a mark may begin with `c`.
pub(super) const fn begins(c: char) -> bool {
    matches!(c, '[' | '［' | '【' | '〔' | '*' | '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿' | '¹' | '²' | '³' | '⁴'..='⁹')
}

/// The mark of a note at `at`, behind a word.
pub(in crate::reading) fn at(text: &str, at: usize, kind: DocumentKind) -> Option<Trace> {
    let (start, stars) = if text[at..].starts_with("**") { (at + 2, 2) } else { (at, 0) };
    if text[at..].starts_with('*') && (stars == 0 || kind != DocumentKind::Markdown) {
        return None;
    }
    let (form, number, end) = mark(text, start)?;
    let end = if stars > 0 { end + text[end..].starts_with("**").then_some(2)? } else { end };
    // At the start of a line it is the note itself.
    let head = text[..at].trim_start_matches(['*', '-', '>', ' ', '\u{3000}', '\t']).trim_end();
    let before = head.chars().next_back()?;
    let behind = match form {
        Form::Bracket => !text[end..].starts_with(['(', '（']),
        // ①…；②… are items behind marks.
        Form::Circle => before.is_alphanumeric() || matches!(before, '”' | '’' | '》' | '）' | ')' | '%'),
        // km², m³, 10³
        Form::Raised => {
            before.is_alphanumeric() && !before.is_ascii() && before != '米' || matches!(before, '”' | '》')
        }
    };
    behind.then(|| Trace { span: Span::new(at, end), cause: Cause::Note(form, number) })
}

/// The note that a line is: its form and number.
#[must_use]
pub fn note(text: &str) -> Option<(Form, u32)> {
    let start = text.len() - text.trim_start_matches([' ', '\u{3000}', '*', '\t']).len();
    let (form, number, end) = mark(text, start)?;
    let words = text[end..].trim_matches([' ', '\u{3000}', '*']);
    (!words.is_empty()).then_some((form, number))
}

/// The form, number and end of the mark at `start`.
fn mark(text: &str, start: usize) -> Option<(Form, u32, usize)> {
    let c = text.get(start..)?.chars().next()?;
    let rest = &text[start + c.len_utf8()..];
    let circled = |first: char, of: u32| Some((Form::Circle, c as u32 - first as u32 + of, start + c.len_utf8()));
    match c {
        '[' | '［' | '【' | '〔' => {
            let close = [('[', ']'), ('［', '］'), ('【', '】'), ('〔', '〕')].iter().find(|(o, _)| *o == c)?.1;
            let inner = rest.strip_prefix(['注', '释']).unwrap_or(rest);
            let digits = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let number = inner[..digits].parse().ok().filter(|n| (1..1000).contains(n) && digits <= 3)?;
            let end = text.len() - inner.len() + digits;
            text[end..].starts_with(close).then(|| (Form::Bracket, number, end + close.len_utf8()))
        }
        '①'..='⑳' => circled('①', 1),
        '㉑'..='㉟' => circled('㉑', 21),
        '㊱'..='㊿' => circled('㊱', 36),
        _ => {
            const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
            let digit = |c: char| DIGITS.iter().position(|d| *d == c);
            let run: Vec<usize> = text[start..].chars().map_while(digit).take(4).collect();
            let number = run.iter().fold(0, |n, d| n * 10 + *d);
            let length: usize = run.iter().map(|d| DIGITS[*d].len_utf8()).sum();
            (1..1000).contains(&number).then_some((Form::Raised, number as u32, start + length))
        }
    }
}

/// A mark and its note; one of them may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noted {
    /// Form and number.
    pub form: Form,
    /// See there.
    pub number: u32,
    /// Line and place of the mark.
    pub mark: Option<(u32, Span)>,
    /// Line of the note.
    pub note: Option<u32>,
}

/// Fewest marks without notes below that are marks all the same, when they count from 1.
const FEWEST: usize = 3;

/// What of the marks and notes of a draft belongs together, in the order of the marks, then of the notes without one.
/// Empty for a form whose marks are something else.
pub(in crate::reading) fn paired(marks: &[(u32, Form, u32, Span)], notes: &[(u32, Form, u32)]) -> Vec<Noted> {
    let mut all = Vec::new();
    for form in [Form::Bracket, Form::Circle, Form::Raised] {
        let marks: Vec<_> = marks.iter().filter(|m| m.1 == form).collect();
        let mut below: HashMap<u32, u32> = HashMap::new();
        for (line, of, number) in notes {
            if *of == form {
                below.entry(*number).or_insert(*line);
            }
        }
        let found = marks.iter().filter(|(_, _, number, _)| below.contains_key(number)).count();
        let counted = || {
            let risen = marks.windows(2).all(|w| w[0].2 <= w[1].2);
            form == Form::Bracket && marks.len() >= FEWEST && marks[0].2 == 1 && risen
        };
        if marks.is_empty() || found * 2 <= marks.len() && !(found == 0 && below.is_empty() && counted()) {
            continue;
        }
        let mut used = Vec::new();
        for (line, _, number, span) in &marks {
            used.push(*number);
            let note = below.get(number).copied().filter(|note| note != line);
            all.push(Noted { form, number: *number, mark: Some((*line, *span)), note });
        }
        let mut rest: Vec<_> = below.into_iter().filter(|(number, _)| !used.contains(number)).collect();
        rest.sort_unstable();
        all.extend(rest.into_iter().map(|(number, line)| Noted { form, number, mark: None, note: Some(line) }));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str) -> Vec<&str> {
        super::super::of_line(text, text, DocumentKind::Markdown).iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn marks_stand_behind_words() {
        assert_eq!(marks("扎实做好“六稳”[1]工作，预算收入[13]17.7亿元。[2]"), ["[1]", "[13]", "[2]"]);
        assert_eq!(marks("三张清单 [2]进口货值11亿元。"), ["[2]"]);
        assert_eq!(marks("**[3]绿道**：甲"), [""; 0]);
        assert_eq!(marks("两相当”**[4]**。节能③、水质〔5〕、“双创”²"), ["**[4]**", "③", "〔5〕", "²"]);
        let none = "[1]服务业，国发[2022]5号，面积3m²、5千米²，措施：①抓投资；②抓消费，[甲](x.md)，见[3](x.md)";
        assert_eq!(marks(none), [""; 0]);
    }

    #[test]
    fn lines_that_begin_with_a_mark_are_notes() {
        assert_eq!(note("[12]三网融合：电信网、广播网"), Some((Form::Bracket, 12)));
        assert_eq!(note("**[1]服务业“314”**"), Some((Form::Bracket, 1)));
        assert_eq!((note("[1]"), note("（1）甲"), note("㊿甲")), (None, None, Some((Form::Circle, 50))));
    }

    #[test]
    fn a_form_without_notes_counts_from_one() {
        let at = |line, number| (line, Form::Bracket, number, Span::new(0, 3));
        assert_eq!(paired(&[at(0, 1), at(1, 2), at(2, 3)], &[]).len(), 3);
        assert_eq!(paired(&[at(0, 2), at(1, 5), at(2, 9)], &[]).len(), 0);
        let all = paired(&[at(0, 1), at(1, 2)], &[(7, Form::Bracket, 1), (8, Form::Bracket, 2), (9, Form::Bracket, 3)]);
        assert_eq!(
            all.iter().map(|n| (n.number, n.mark.is_some(), n.note)).collect::<Vec<_>>(),
            [(1, true, Some(7)), (2, true, Some(8)), (3, false, Some(9))]
        );
    }
}
