//! What is said about a line, in the script of the line: rules know simplified words only, and whatever they quote or
//! propose is put back here.

use std::borrow::Cow;

use super::script::{self, Script};
use crate::text::Span;

/// How far around a place a word is looked for, in bytes.
const NEAR: usize = 512;

/// A place in a line, as read and as written.
#[derive(Clone, Copy, Debug)]
pub struct Quoting<'a> {
    folded: &'a str,
    written: &'a str,
    /// The place itself, then what is near it: where words are looked for, in this order.
    windows: [Span; 2],
    script: Script,
}

impl<'a> Quoting<'a> {
    /// The place `span` of a line. `script` is that of words that do not stand there.
    #[must_use]
    pub fn new(folded: &'a str, written: &'a str, span: Span, script: Script) -> Self {
        let place = Span::new(floor(folded, span.start as usize), floor(folded, span.end as usize));
        let start = floor(folded, (place.start as usize).saturating_sub(NEAR));
        let end = floor(folded, place.end as usize + NEAR);
        let inner = Span { start: place.start, end: place.end.min(floor(folded, place.start as usize + NEAR) as u32) };
        Self { folded, written, windows: [inner, Span::new(start, end.min(floor(folded, start + 3 * NEAR)))], script }
    }

    /// `words` as the line writes them: what stands in it is copied from it, the rest follows its script.
    #[must_use]
    pub fn write<'w>(&self, words: &'w str) -> Cow<'w, str> {
        if !words.chars().any(script::has_forms) || script::fold(words).is_some() {
            return words.into();
        }
        let mut out = String::with_capacity(words.len());
        let mut rest = words;
        while let Some(c) = rest.chars().next() {
            let copied = self.longest(rest);
            if copied.is_empty() {
                out.push_str(&self.script.write(&rest[..c.len_utf8()]));
                rest = &rest[c.len_utf8()..];
            } else {
                out.push_str(copied);
                rest = &rest[copied.len()..];
            }
        }
        out.into()
    }

    /// The longest beginning of `words` that stands in a window, as written there.
    fn longest(&self, words: &str) -> &'a str {
        let mut best = Span::default();
        for window in self.windows {
            let text = window.of(self.folded);
            let ends = words.char_indices().map(|(at, c)| at + c.len_utf8());
            let mut from = 0;
            // What begins with a longer beginning begins with a shorter one: never go back.
            let known = best.len();
            for end in ends.skip_while(|end| *end <= known) {
                let Some(at) = text[from..].find(&words[..end]) else { break };
                from += at;
                let start = window.start as usize + from;
                best = Span::new(start, start + end);
            }
        }
        best.of(self.written)
    }

    /// A message with all that stands in it between “ and ” as the line writes it.
    #[must_use]
    pub fn message(&self, said: &str) -> String {
        let mut out = String::with_capacity(said.len());
        let mut rest = said;
        while let Some(open) = rest.find('“') {
            let inside = open + '“'.len_utf8();
            let length = quotation(&rest[inside..]);
            out.push_str(&rest[..inside]);
            out.push_str(&self.write(&rest[inside..inside + length]));
            rest = &rest[inside + length..];
        }
        out.push_str(rest);
        out
    }
}

/// Length of a quotation, from behind its opening mark; quotations inside it belong to it. A mark that is itself what
/// is quoted is none of a pair.
fn quotation(text: &str) -> usize {
    if text.starts_with("“”") || text.starts_with("””") {
        return '“'.len_utf8();
    }
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        depth += i32::from(c == '“') - i32::from(c == '”');
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// The character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoting<'a>(folded: &'a str, written: &'a str, place: &str) -> Quoting<'a> {
        let at = written.find(place).unwrap();
        Quoting::new(folded, written, Span::new(at, at + place.len()), Script::of(written))
    }

    #[test]
    fn what_stands_there_is_copied_and_the_rest_follows_the_script() {
        let written = "理髮業發展2.5個%，頭髮";
        let folded = script::fold(written).unwrap();
        let here = quoting(&folded, written, "發展2.5個%");
        assert_eq!(here.write("发展2.5个百分点"), "發展2.5個百分點");
        assert_eq!(here.write("理发业"), "理髮業");
        assert_eq!(here.write("发"), "發");
        assert_eq!(here.message("“发展”后接“个”，不用“个百分点”"), "“發展”后接“個”，不用“個百分點”");
        assert_eq!(here.message("改为““发展””，“””没有前一半"), "改为““發展””，“””没有前一半");
    }

    #[test]
    fn a_simplified_line_stays() {
        let written = "发展2.5个%";
        let here = quoting(written, written, "个%");
        assert_eq!(here.write("2.5个百分点"), "2.5个百分点");
        assert_eq!(Quoting::new(written, written, Span::new(0, 3), Script::Traditional).write("个百分点"), "个百分點");
    }
}
