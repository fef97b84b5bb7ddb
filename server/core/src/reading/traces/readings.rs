//! Readings that a page put behind characters when it changed their script: 發(fā)展, 26萬(wàn)平方米.
//!
//! Which syllables are readings of a character comes from Unihan, through the crate `pinyin`.

use pinyin::ToPinyinMulti;

use super::{Cause, Trace};
use crate::reading::script;
use crate::text::Span;

/// Fewer readings than this are a courtesy to the speaker: 垚(yáo).
const FEWEST: usize = 3;
/// Longest syllable, in letters.
const LONGEST: usize = 6;

/// The reading in brackets at `at`, if the syllable is one of the character before.
pub(in crate::reading) fn at(text: &str, at: usize) -> Option<Trace> {
    let before = text[..at].chars().next_back().filter(|c| is_ideograph(*c))?;
    let open = text[at..].chars().next()?;
    let close = if open == '(' { ')' } else { '）' };
    let from = at + open.len_utf8();
    // A letter with its tone mark may be two characters.
    let inside = text[from..].char_indices().take(2 * LONGEST + 1).find(|(_, c)| *c == close)?.0;
    let syllable = plain(&text[from..from + inside])?;
    is_reading(before, &syllable).then(|| {
        let end = from + inside + close.len_utf8();
        Trace { span: Span::new(at, end), cause: Cause::Reading }
    })
}

/// Whether the readings of a draft are a page's doing: there are some, behind characters that everybody can read.
pub(in crate::reading) fn told<'a>(places: impl Iterator<Item = (&'a str, Span)>) -> bool {
    let common = |(text, span): &(&str, Span)| {
        let before = text[..span.start as usize].chars().next_back();
        before.is_some_and(|c| is_common(script::simplified(c.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(c)))
    };
    places.filter(common).take(FEWEST).count() == FEWEST
}

const fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

/// The first level of GB/T 2312: the 3,755 characters in common use.
fn is_common(c: char) -> bool {
    let mut utf8 = [0; 4];
    let (bytes, _, unknown) = encoding_rs::GBK.encode(c.encode_utf8(&mut utf8));
    !unknown && matches!(*bytes, [0xB0..=0xD7, 0xA1..=0xFE])
}

fn is_reading(c: char, syllable: &str) -> bool {
    let read = |c: char| c.to_pinyin_multi().is_some_and(|all| all.into_iter().any(|p| p.with_tone() == syllable));
    let simplified = script::simplified(c.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(c);
    read(c) || simplified != c && read(simplified)
}

/// A syllable with its tone as Unihan writes it: one character a letter, ɡ and ɑ of phonetic fonts as g and a. `None`
/// where anything else stands.
fn plain(letters: &str) -> Option<String> {
    const VOWELS: &str = "aeiouü";
    const MARKED: [(char, &str); 5] = [
        ('\u{304}', "āēīōūǖ"),
        ('\u{301}', "áéíóúǘ"),
        ('\u{30c}', "ǎěǐǒǔǚ"),
        ('\u{300}', "àèìòùǜ"),
        ('\u{308}', "____ü_"),
    ];
    let mut syllable = String::with_capacity(letters.len());
    for c in letters.chars() {
        match c {
            'ɡ' => syllable.push('g'),
            'ɑ' => syllable.push('a'),
            'ê' | 'ü' | 'a'..='z' | 'ń' | 'ň' | 'ǹ' | 'ḿ' => syllable.push(c),
            _ if MARKED.iter().any(|(_, all)| all.contains(c) && c != '_') => syllable.push(c),
            _ => {
                let (_, marked) = MARKED.iter().find(|(mark, _)| *mark == c)?;
                let bare = syllable.pop()?;
                let index = VOWELS.chars().position(|v| v == bare)?;
                syllable.push(marked.chars().nth(index).filter(|c| *c != '_')?);
            }
        }
    }
    (!syllable.is_empty()).then_some(syllable)
}

#[cfg(test)]
mod tests {

    fn found(text: &str) -> Vec<&str> {
        let at = text.char_indices().filter(|(_, c)| matches!(c, '(' | '（'));
        at.filter_map(|(i, _)| super::at(text, i)).map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn readings_of_the_character_before_are_found() {
        let text = "發(fā)展產業,片區(qū)、堅(jiān)持,26萬(wàn)平方米,改擴(kuò)建,長(cháng)江,長(zhǎng)大,綠（lǜ）";
        let all = ["(fā)", "(qū)", "(jiān)", "(wàn)", "(kuò)", "(cháng)", "(zhǎng)", "（lǜ）"];
        assert_eq!(found(text), all);
        assert_eq!(found("發(fa\u{304})展，网(wǎnɡ)络，开(kɑ\u{304}i)展"), ["(fa\u{304})", "(wǎnɡ)", "(kɑ\u{304}i)"]);
        assert_eq!(found("发(fà)现(kuài)，园区(a)，企业(km)，(fā)展，平台（app）"), ["(fà)"]);
    }

    #[test]
    fn what_helps_a_speaker_is_no_damage() {
        let told = |text: &'static str| {
            let at = text.char_indices().filter(|(_, c)| matches!(c, '(' | '（'));
            super::told(at.filter_map(|(i, _)| super::at(text, i)).map(|t| (text, t.span)))
        };
        assert!(told("發(fā)展、堅(jiān)持、區(qū)域"));
        assert!(!told("發(fā)展、堅(jiān)持"));
        assert!(!told("垚(yáo)山、赟(yūn)水、翀(chōng)峰、犇(bēn)岭"));
    }
}
