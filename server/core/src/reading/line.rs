//! A line as the scanner reads it: one folded character a cell.
//!
//! Beyond the script, width is folded, too: full-width ASCII and blanks to half-width ones, so that every word list
//! exists once. Offsets always lead back to the text as written.

use std::sync::LazyLock;

use crate::reading::lexicon::{self, Classes, Word};
use crate::reading::own::OwnWords;
use crate::reading::{quotations, script};
use crate::text::Span;

/// Two-step table of differences: pages without a mapped character share the first, empty page.
struct Folding {
    page_of: [u8; 256],
    pages: Vec<[u16; 256]>,
}

static FOLDING: LazyLock<Folding> = LazyLock::new(|| {
    let mut folding = Folding { page_of: [0; 256], pages: vec![[0; 256]] };
    let mut map = |from: u32, to: u32| {
        if from == to || from > 0xFFFF || to > 0xFFFF {
            return;
        }
        let high = (from >> 8) as usize;
        if folding.page_of[high] == 0 {
            folding.page_of[high] = folding.pages.len() as u8;
            folding.pages.push([0; 256]);
        }
        let page = folding.page_of[high] as usize;
        folding.pages[page][(from & 0xFF) as usize] = (to as u16).wrapping_sub(from as u16);
    };
    script::pairs().chain(script::QUOTES).for_each(|(from, to)| map(from as u32, to as u32));
    (0xFF01..=0xFF5E_u32).for_each(|c| map(c, c - 0xFEE0));
    for (from, to) in [('\u{3000}', ' '), ('\u{A0}', ' '), ('\u{2009}', ' '), ('〇', '零'), ('○', '零'), ('–', '—')]
    {
        map(from as u32, to as u32);
    }
    folding
});

impl Folding {
    fn fold(&self, c: char) -> char {
        let code = c as u32;
        if !(0x80..=0xFFFF).contains(&code) {
            return c;
        }
        let page = self.page_of[(code >> 8) as usize] as usize;
        let delta = self.pages[page][(code & 0xFF) as usize];
        if delta == 0 { c } else { char::from_u32(u32::from((code as u16).wrapping_add(delta))).unwrap_or(c) }
    }
}

/// Folds one character.
#[must_use]
pub fn fold(c: char) -> char {
    FOLDING.fold(c)
}

/// Folds a whole text, for comparing.
#[must_use]
pub fn fold_text(text: &str) -> String {
    text.chars().map(fold).collect()
}

/// A line, folded, with the way back to its bytes. Indexes are characters; reading outside gives `'\0'`.
pub(crate) struct Line<'a> {
    pub text: &'a str,
    /// Units of the office's own.
    pub own: &'a OwnWords,
    folded: Vec<char>,
    at: Vec<u32>,
}

impl<'a> Line<'a> {
    pub fn new(text: &'a str) -> Self {
        Self::with(text, OwnWords::none())
    }

    /// A line with units of the office's own.
    pub fn with(text: &'a str, own: &'a OwnWords) -> Self {
        let length = text.chars().count();
        let (mut folded, mut at) = (vec!['\0'; length], vec![text.len() as u32; length + 1]);
        let folding = &*FOLDING;
        // Whether a mark may be of the wrong form: all others alternate.
        let (mut odd, mut open) = (false, false);
        for ((offset, c), (folded, at)) in text.char_indices().zip(folded.iter_mut().zip(&mut at)) {
            (*folded, *at) = (folding.fold(c), offset as u32);
            match *folded {
                mark @ ('“' | '”') => {
                    odd |= open == (mark == '“');
                    open = mark == '“';
                }
                '‘' | '’' | '"' | '\'' => odd = true,
                _ => {}
            }
        }
        let mut line = Self { text, own, folded, at };
        if odd || open {
            line.mend_quotations();
        }
        line
    }

    /// Reads quotation marks of the wrong form as what they stand for.
    fn mend_quotations(&mut self) {
        let read = script::simplified(self.text);
        for quotation in quotations::odd(&read) {
            let (open, close) = (self.index(quotation.open.start), self.index(quotation.close.start));
            (self.folded[open], self.folded[close]) = ('“', '”');
        }
    }

    pub fn len(&self) -> usize {
        self.folded.len()
    }

    /// Folded character `i`.
    pub fn c(&self, i: usize) -> char {
        self.folded.get(i).copied().unwrap_or('\0')
    }

    /// Folded character `back` places before `i` (1 is the one just before).
    pub fn before(&self, i: usize, back: usize) -> char {
        i.checked_sub(back).map_or('\0', |i| self.c(i))
    }

    /// Character `i` as written.
    pub fn raw(&self, i: usize) -> char {
        let Some(&at) = self.at.get(i) else { return '\0' };
        self.text[at as usize..].chars().next().unwrap_or('\0')
    }

    /// Whether `word` stands at `i`.
    pub fn has(&self, i: usize, word: &str) -> bool {
        let Some(rest) = self.folded.get(i..) else { return false };
        let mut rest = rest.iter();
        word.chars().all(|c| rest.next() == Some(&c))
    }

    /// Whether `word` ends just before `i`.
    pub fn ends(&self, i: usize, word: &str) -> bool {
        let Some(head) = self.folded.get(..i) else { return false };
        let mut head = head.iter().rev();
        word.chars().rev().all(|c| head.next() == Some(&c))
    }

    /// Length in characters of the first of `words` that stands at `i`.
    pub fn any(&self, i: usize, words: &[&str]) -> Option<usize> {
        let first = Utf8::of(self.c(i));
        words.iter().find(|w| first.starts(w) && self.has(i, w)).map(|w| w.chars().count())
    }

    /// Length in characters of the first of `words` that ends just before `i`.
    pub fn any_before(&self, i: usize, words: &[&str]) -> Option<usize> {
        let last = Utf8::of(self.before(i, 1));
        words.iter().find(|w| last.ends(w) && self.ends(i, w)).map(|w| w.chars().count())
    }

    /// Tells the length in characters of each of `words` that stands at `i`.
    pub fn all(&self, i: usize, words: &[&str], found: &mut dyn FnMut(usize)) {
        let first = Utf8::of(self.c(i));
        words.iter().filter(|w| first.starts(w) && self.has(i, w)).for_each(|w| found(w.chars().count()));
    }

    /// Tells the length in characters of each of `words` that ends just before `i`.
    pub fn all_before(&self, i: usize, words: &[&str], found: &mut dyn FnMut(usize)) {
        let last = Utf8::of(self.before(i, 1));
        words.iter().filter(|w| last.ends(w) && self.ends(i, w)).for_each(|w| found(w.chars().count()));
    }

    /// The longest word of one of `classes` that stands at `i`.
    pub fn word(&self, i: usize, classes: Classes) -> Option<Word> {
        lexicon::at_start(self.folded.get(i..)?, classes)
    }

    /// The longest word of one of `classes` that ends just before `i`.
    pub fn word_before(&self, i: usize, classes: Classes) -> Option<Word> {
        lexicon::at_end(self.folded.get(..i)?, classes)
    }

    /// Folded characters of a range, clamped.
    pub fn slice(&self, from: usize, to: usize) -> &[char] {
        let to = to.min(self.folded.len());
        &self.folded[from.min(to)..to]
    }

    /// Where the characters from `from` on that are `such` end; `to` at the latest.
    pub fn run(&self, from: usize, to: usize, such: impl Fn(char) -> bool) -> usize {
        from + self.slice(from, to).iter().take_while(|c| such(**c)).count()
    }

    /// Where the characters before `to` that are `such` begin; `from` at the earliest.
    pub fn run_back(&self, from: usize, to: usize, such: impl Fn(char) -> bool) -> usize {
        to - self.slice(from, to).iter().rev().take_while(|c| such(**c)).count()
    }

    /// Byte span of characters `from..to`.
    pub fn span(&self, from: usize, to: usize) -> Span {
        let last = self.at.len() - 1;
        Span { start: self.at[from.min(last)], end: self.at[to.min(last)] }
    }

    /// Character index of a byte offset.
    pub fn index(&self, byte: u32) -> usize {
        self.at.partition_point(|at| *at < byte).min(self.folded.len())
    }
}

/// A character to look for in word lists: three bytes, as nearly all have, compare without a call.
enum Utf8 {
    Three([u8; 3]),
    One(u8),
    Other(char),
}

impl Utf8 {
    fn of(c: char) -> Self {
        let mut bytes = [0; 4];
        match *c.encode_utf8(&mut bytes).as_bytes() {
            [a, b, c] => Self::Three([a, b, c]),
            [byte] => Self::One(byte),
            _ => Self::Other(c),
        }
    }

    fn starts(&self, word: &str) -> bool {
        match self {
            Self::Three(bytes) => word.as_bytes().first_chunk() == Some(bytes),
            Self::One(byte) => word.as_bytes().first() == Some(byte),
            Self::Other(c) => word.starts_with(*c),
        }
    }

    fn ends(&self, word: &str) -> bool {
        match self {
            Self::Three(bytes) => word.as_bytes().last_chunk() == Some(bytes),
            Self::One(byte) => word.as_bytes().last() == Some(byte),
            Self::Other(c) => word.ends_with(*c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_script_and_width() {
        assert_eq!(fold_text("１８．３２億元，總投資"), "18.32亿元,总投资");
        assert_eq!(fold_text("𠀀二〇二二"), "𠀀二零二二");
    }

    #[test]
    fn quotation_marks_of_the_wrong_form_are_read_as_what_they_stand_for() {
        for text in ["落实'三保“、“双创”", "落实”三保“、”双创“", "落实\"三保\"、〝双创〞"]
        {
            let line = Line::new(text);
            assert_eq!(line.slice(0, line.len()).iter().collect::<String>(), "落实“三保”、“双创”", "{text}");
        }
    }

    #[test]
    fn spans_lead_back_to_bytes() {
        let line = Line::new("萬a𠀀，");
        assert_eq!(line.span(1, 3), Span::new(3, 8));
        assert_eq!(line.span(2, 99), Span::new(4, 11));
        assert_eq!((line.c(0), line.raw(0), line.c(9), line.before(0, 1)), ('万', '萬', '\0', '\0'));
        assert!(line.has(2, "𠀀,") && line.ends(4, "𠀀,") && !line.has(3, ",,"));
        assert_eq!(line.index(4), 2);
    }
}
