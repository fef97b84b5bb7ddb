//! One pass over a line that finds everything rules wait for, so that a rule whose words are absent costs nothing.
//!
//! The words of [`Rule::triggers`](super::Rule::triggers) of all rules and the tokens of [`crate::style`] form one
//! automaton. What it finds is kept with the block: the set of rules to run, and where their words stand.

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::RULES;
use crate::block::DocumentKind;
use crate::damage;
use crate::style::{self, Counters, TOKENS, Token};
use crate::text::Span;

/// A set of rules by their place in [`RULES`].
pub type RuleSet = u128;

/// A trigger word in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where it stands.
    pub span: Span,
    /// Which rules wait for it.
    rules: RuleSet,
}

/// What the pass found in a line.
#[derive(Clone, Debug, Default)]
pub struct Lexis {
    /// Rules that have a word here.
    pub rules: RuleSet,
    /// Their words, by end, overlapping where words do.
    hits: Box<[Hit]>,
    /// Runs of ASCII digits.
    pub digits: Box<[Span]>,
    /// Style counters.
    pub style: Counters,
    /// Damage by a decoding fault: rules keep their distance from it.
    pub damage: Box<[Span]>,
}

impl Lexis {
    /// The words of rule number `rule`, by end.
    pub fn hits(&self, rule: usize) -> impl Iterator<Item = Span> + '_ {
        self.hits.iter().filter(move |h| h.rules >> rule & 1 == 1).map(|h| h.span)
    }
}

struct Table {
    automaton: AhoCorasick,
    rules: Vec<RuleSet>,
    tokens: Vec<Option<Token>>,
    damage: Vec<bool>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut words: Vec<&'static [u8]> = Vec::new();
    let mut index: HashMap<&'static [u8], usize> = HashMap::new();
    let (mut rules, mut tokens, mut damaged) = (Vec::new(), Vec::new(), Vec::new());
    let mut add = |word: &'static [u8]| {
        *index.entry(word).or_insert_with(|| {
            words.push(word);
            words.len() - 1
        })
    };
    let mut at = |i: usize, set: RuleSet, token: Option<Token>, damage: bool| {
        if i == rules.len() {
            rules.push(0);
            tokens.push(None);
            damaged.push(false);
        }
        rules[i] |= set;
        tokens[i] = tokens[i].or(token);
        damaged[i] |= damage;
    };
    for (word, token) in TOKENS {
        at(add(word.as_bytes()), 0, Some(*token), false);
    }
    for word in damage::SIGNS {
        at(add(word), 0, None, true);
    }
    for (i, rule) in RULES.iter().enumerate() {
        for word in rule.triggers {
            at(add(word.as_bytes()), 1 << i, None, false);
        }
    }
    // A DFA of some hundred short words: a few hundred kilobytes, one table look-up a byte.
    let automaton = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(&words).expect("constant words");
    Table { automaton, rules, tokens, damage: damaged }
});

/// Reads one line.
#[must_use]
pub fn scan(text: &str, kind: DocumentKind) -> Lexis {
    let table = &*TABLE;
    let mut lexis = Lexis::default();
    let mut hits = Vec::new();
    let (mut half, mut damaged) = (false, false);
    for found in table.automaton.find_overlapping_iter(text) {
        let word = found.pattern().as_usize();
        if let Some(token) = table.tokens[word] {
            lexis.style.count(token);
            half |= token == Token::Half;
        }
        damaged |= table.damage[word];
        if table.rules[word] != 0 {
            lexis.rules |= table.rules[word];
            hits.push(Hit { span: Span::new(found.start(), found.end()), rules: table.rules[word] });
        }
    }
    lexis.hits = hits.into();
    lexis.digits = digits(text);
    if half {
        for mark in style::width::half_marks(text, kind) {
            let counter = if mark.bracket { &mut lexis.style.half_brackets } else { &mut lexis.style.half_marks };
            *counter += 1;
        }
    }
    style::number::count(text, &lexis.digits, &mut lexis.style);
    if damaged {
        lexis.damage = damage::scan(text).into_iter().map(|d| d.span).collect();
    }
    lexis
}

fn digits(text: &str) -> Box<[Span]> {
    let bytes = text.as_bytes();
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit).map(|i| at + i) {
        at = bytes[start..].iter().position(|b| !b.is_ascii_digit()).map_or(bytes.len(), |i| start + i);
        runs.push(Span::new(start, at));
    }
    runs.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_its_bit_and_finds_its_words() {
        assert!(RULES.len() <= RuleSet::BITS as usize);
        for (i, rule) in RULES.iter().enumerate() {
            for word in rule.triggers {
                let lexis = scan(&format!("前{word}后"), DocumentKind::Plain);
                assert!(lexis.hits(i).any(|h| h.len() == word.len()), "{}: {word}", rule.code);
                assert_eq!(lexis.rules >> i & 1, 1);
            }
        }
    }

    #[test]
    fn digits_and_counters() {
        let lexis = scan("增长8%—10%，共12,345户、12000元，力争５%", DocumentKind::Plain);
        assert_eq!(lexis.digits.len(), 5);
        assert_eq!((lexis.style.range_dash, lexis.style.grouped, lexis.style.ungrouped), (1, 1, 1));
        assert_eq!((lexis.style.full_marks, lexis.style.half_marks, lexis.style.percent_half), (2, 0, 3));
    }
}
