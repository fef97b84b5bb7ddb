//! A name for each figure that lasts while the draft is edited: a hash of its sentence without the figures in it, and its
//! place among them. So it stays the same when its own value, or anything elsewhere, changes.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Arc;

use crate::block::Block;
use crate::config::ignores;
use crate::figures::Figure;
use crate::text::Span;

/// Stands for a figure in its sentence.
const FIGURE: char = '\u{fffc}';

/// Gives the figures of a draft, in order, their ids.
#[derive(Debug, Default)]
pub struct Ids {
    /// How often a sentence came up to now: the same words with figures in other places.
    met: HashMap<u64, u32>,
    block: Option<u32>,
    sentence: std::ops::Range<usize>,
    hash: u64,
    place: u32,
    again: u32,
}

impl Ids {
    /// The id of the next figure: `s3fa9c01b2d-2`.
    pub fn next(&mut self, index: u32, block: &Block, figure: &Figure) -> String {
        let start = figure.span.start as usize;
        if self.block != Some(index) || !self.sentence.contains(&start) {
            self.sentence = ignores::sentence(block.read(), figure.span);
            self.hash = ignores::fnv(&skeleton(block, self.sentence.clone()));
            let met = self.met.entry(self.hash).or_default();
            *met += 1;
            (self.block, self.place, self.again) = (Some(index), 0, *met);
        }
        self.place += 1;
        let mut id = format!("s{:010x}-{}", self.hash >> 24, self.place);
        if self.again > 1 {
            let _ = write!(id, ".{}", self.again);
        }
        id
    }

    /// The ids of all figures of a draft: of each block, of each figure.
    #[must_use]
    pub fn of(blocks: &[Arc<Block>]) -> Vec<Vec<String>> {
        let mut ids = Self::default();
        let each =
            |(index, block): (u32, &Arc<Block>)| block.figures.iter().map(|f| ids.next(index, block, f)).collect();
        (0_u32..).zip(blocks).map(each).collect()
    }

    /// Whether a text is an id.
    #[must_use]
    pub fn is_id(text: &str) -> bool {
        let Some((hash, place)) = text.strip_prefix('s').and_then(|rest| rest.split_once('-')) else { return false };
        hash.len() == 10
            && hash.bytes().all(|b| b.is_ascii_hexdigit())
            && !place.is_empty()
            && place.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    }
}

/// A figure with the words that bound it where they touch it: 超过10亿元以上.
pub(super) fn whole(figure: &Figure) -> Span {
    let start = figure.before.filter(|s| s.end == figure.span.start).map_or(figure.span.start, |s| s.start);
    let end = figure.after.filter(|s| s.start == figure.span.end).map_or(figure.span.end, |s| s.end);
    Span { start, end }
}

/// A sentence in simplified script with one mark in the place of each figure.
pub(super) fn skeleton(block: &Block, sentence: std::ops::Range<usize>) -> String {
    let text = block.read();
    let mut skeleton = String::new();
    let mut at = sentence.start;
    let mut put = |from: usize, to: usize, figure: bool| {
        let words = text.get(from..to).unwrap_or_default();
        skeleton.extend(words.chars().filter(|c| !c.is_whitespace() && !matches!(c, '*' | '#')));
        if figure {
            skeleton.push(FIGURE);
        }
    };
    let inside = |figure: &&Figure| sentence.contains(&(figure.span.start as usize));
    for span in block.figures.iter().filter(inside).map(whole) {
        put(at, (span.start as usize).max(at), true);
        at = at.max(span.end as usize);
    }
    put(at, sentence.end.max(at), false);
    skeleton
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Snapshot;
    use crate::text::DocumentKind;

    fn ids(text: &str) -> Vec<String> {
        Ids::of(Snapshot::of(text, DocumentKind::Plain, Arc::default()).blocks()).concat()
    }

    #[test]
    fn an_id_lasts_while_its_sentence_says_the_same_thing() {
        let before = ids("新建学校12所、医院3家。其他不变。投资超过10亿元。");
        assert_eq!(before.len(), 3);
        assert!(before.iter().all(|id| Ids::is_id(id)), "{before:?}");
        let edited = ids("开头一句。\n新建学校 15所、医院2家。投资10亿元以上。");
        assert_eq!(before, edited, "values, bounds, blanks and other sentences do not matter");
        assert_eq!(before, ids("新建學校12所、醫院3家。投資超過10億元。"));
        assert_ne!(before[..2], ids("新建医院3家、学校12所。")[..]);
    }

    #[test]
    fn sentences_that_come_again_stay_apart() {
        let twice = ids("增长6%。增长7%。");
        assert_ne!(twice[0], twice[1]);
        assert!(!Ids::is_id("12") && !Ids::is_id("s-1") && !Ids::is_id("sgggggggggg-1"));
    }
}
