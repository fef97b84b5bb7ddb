//! The sentences of a draft, and which of one draft is which of the other.

use std::collections::HashMap;

use crate::analysis::Snapshot;
use crate::reading::line::fold_text;
use crate::reading::segments::ends_sentence;
use crate::text::Span;
use crate::text::grams::{Grams, pair_alike};

/// One sentence, or a line that has none.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    /// Block it stands in.
    pub block: u32,
    /// Where in it.
    pub span: Span,
    /// Its figures, by their indexes among the block's.
    pub figures: std::ops::Range<usize>,
    /// What it says without blanks, in one script.
    text: String,
    /// The same with each figure as one mark.
    skeleton: String,
}

/// Stands for a figure.
const FIGURE: char = '\u{fffc}';

/// The sentences of a draft, in order.
pub(super) fn sentences(snapshot: &Snapshot) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for (index, block) in snapshot.blocks().iter().enumerate() {
        let mut first = 0;
        for span in split(&block.text) {
            // A figure that runs over the end (3.5。6%) belongs to where it begins.
            let from = first + block.figures[first..].partition_point(|f| f.span.start < span.start);
            let to = from + block.figures[from..].partition_point(|f| f.span.start < span.end);
            first = to;
            let text = compact(span.of(&block.text));
            if text.is_empty() {
                continue;
            }
            let mut skeleton = String::new();
            let mut at = span.start;
            for figure in &block.figures[from..to] {
                if figure.span.start >= at {
                    skeleton += &compact(Span { start: at, end: figure.span.start }.of(&block.text));
                    skeleton.push(FIGURE);
                    at = figure.span.end;
                }
            }
            if at < span.end {
                skeleton += &compact(Span { start: at, end: span.end }.of(&block.text));
            }
            sentences.push(Sentence { block: index as u32, span, figures: from..to, text, skeleton });
        }
    }
    sentences
}

fn compact(text: &str) -> String {
    let mut text = fold_text(text);
    text.retain(|c| !c.is_whitespace() && !matches!(c, '*' | '#'));
    text
}

/// Ends of sentences: 。！？ and closing quotes and brackets behind them.
fn split(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let (mut start, mut ended) = (0, false);
    for (at, c) in text.char_indices() {
        let ends = ends_sentence(c);
        if ended && !ends && !matches!(c, '”' | '’' | '）' | ')' | '」' | '』' | '》') {
            spans.push(Span::new(start, at));
            (start, ended) = (at, false);
        }
        ended |= ends;
    }
    if start < text.len() {
        spans.push(Span::new(start, text.len()));
    }
    spans
}

/// Which sentences of two drafts are the same one.
#[derive(Debug, Default)]
pub(super) struct Pairing {
    /// `(old, new)`, and whether they say the same, letter for letter.
    pub pairs: Vec<(usize, usize, bool)>,
    /// Old sentences without a partner.
    pub gone: Vec<usize>,
    /// New sentences without a partner.
    pub come: Vec<usize>,
}

/// Pairs the sentences: first those that are equal, then those that differ in their figures alone, then the ones alike.
pub(super) fn pair(old: &[Sentence], new: &[Sentence]) -> Pairing {
    // Half of what two sentences say must be the same for one to be the other, rewritten.
    const ALIKE: usize = 500;
    let mut partner = vec![None; old.len()];
    let mut taken = vec![false; new.len()];
    let mut pairs = Vec::new();
    let equal = |key: fn(&Sentence) -> &str, partner: &mut [Option<usize>], taken: &mut [bool]| {
        let mut found = Vec::new();
        let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
        for (j, sentence) in new.iter().enumerate().rev().filter(|(j, _)| !taken[*j]) {
            places.entry(key(sentence)).or_default().push(j);
        }
        for (i, sentence) in old.iter().enumerate().filter(|(i, _)| partner[*i].is_none()) {
            if let Some(j) = places.get_mut(key(sentence)).and_then(Vec::pop) {
                found.push((i, j));
            }
        }
        for (i, j) in &found {
            (partner[*i], taken[*j]) = (Some(*j), true);
        }
        found
    };
    for (i, j) in equal(|s| &s.text, &mut partner, &mut taken) {
        pairs.push((i, j, true));
    }
    for (i, j) in equal(|s| &s.skeleton, &mut partner, &mut taken) {
        pairs.push((i, j, false));
    }
    let gone: Vec<usize> = (0..old.len()).filter(|i| partner[*i].is_none()).collect();
    let come: Vec<usize> = (0..new.len()).filter(|j| !taken[*j]).collect();
    let grams = |sentences: &[Sentence], which: &[usize]| -> Vec<Grams> {
        which.iter().map(|i| Grams::of(&sentences[*i].skeleton)).collect()
    };
    for (a, b) in pair_alike(&grams(old, &gone), &grams(new, &come), ALIKE) {
        let (i, j) = (gone[a], come[b]);
        (partner[i], taken[j]) = (Some(j), true);
        pairs.push((i, j, false));
    }
    pairs.sort_unstable();
    Pairing {
        pairs,
        gone: gone.into_iter().filter(|i| partner[*i].is_none()).collect(),
        come: come.into_iter().filter(|j| !taken[*j]).collect(),
    }
}
