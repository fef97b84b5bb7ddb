//! One pass over a line that finds everything rules wait for, so that a rule whose words are absent costs nothing.
//!
//! The words of [`Rule::triggers`](super::Rule::triggers) of all rules and the tokens of [`crate::style`] form one
//! automaton. What it finds is kept with the block: the set of rules to run, and where their words stand.

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::automaton::Automaton;
use aho_corasick::{Anchored, nfa::contiguous::NFA};

use super::RULES;
use crate::block::DocumentKind;
use crate::damage;
use crate::lexis::{Lexis, RuleSet};
use crate::reading::script;
use crate::style::{self, TOKENS, Token};
use crate::text::Span;

struct Table {
    automaton: NFA,
    start: aho_corasick::automaton::StateID,
    /// One bit a character of three bytes: whether a word can start with it, or it is folded.
    first: Box<[u64; 1024]>,
    /// One bit a character: whether it is folded.
    folded: &'static [u64; 1024],
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
    // Not a DFA: that one takes longer to build than a whole report takes to read, and most bytes pass it by.
    let automaton = NFA::new(&words).expect("constant words");
    let start = automaton.start_state(Anchored::No).expect("an unanchored automaton");
    let mut first = Box::new([0; 1024]);
    for word in &words {
        let from = |code: usize| code << (6 * (3 - word.len().min(3)));
        let code = word.iter().take(3).fold(0, |code, byte| code << 6 | usize::from(byte & 63));
        if word[0] >= 0xE0 {
            (from(code)..from(code + 1)).for_each(|code| first[(code & 0xFFFF) >> 6] |= 1 << (code & 63));
        }
    }
    let folded = script::foldable();
    first.iter_mut().zip(folded).for_each(|(first, folded)| *first |= folded);
    Table { automaton, start, first, folded, rules, tokens, damage: damaged }
});

/// Whether the character of these three bytes is in a set of one bit a character.
fn holds(set: &[u64; 1024], [lead, second, third]: [u8; 3]) -> bool {
    let code = usize::from(lead & 15) << 12 | usize::from(second & 63) << 6 | usize::from(third & 63);
    set[code >> 6] >> (code & 63) & 1 == 1
}

/// Reads one line: its words in `text`, the script-folded one, its damage in what was written.
#[must_use]
pub fn scan(written: &str, text: &str, kind: DocumentKind) -> Lexis {
    let table = &*TABLE;
    let mut lexis = Lexis::default();
    let mut hits = Vec::new();
    let (mut half, mut damaged) = (false, false);
    let mut digits: Vec<Span> = Vec::new();
    let mut state = table.start;
    let mut rest = text.as_bytes();
    loop {
        if let [lead @ 0xE0..=0xEF, second, third, tail @ ..] = rest {
            let character = [*lead, *second, *third];
            // In Chinese text most characters start no word: the automaton need not see them when it is in its first state.
            if state == table.start && !holds(&table.first, character) {
                rest = tail;
                continue;
            }
            lexis.foldable |= holds(table.folded, character);
        }
        let [byte, tail @ ..] = rest else { break };
        rest = tail;
        let at = text.len() - rest.len();
        if byte.is_ascii_digit() {
            match digits.last_mut() {
                Some(run) if run.end as usize + 1 == at => run.end += 1,
                _ => digits.push(Span::new(at - 1, at)),
            }
        }
        state = table.automaton.next_state(Anchored::No, state, *byte);
        if !table.automaton.is_special(state) || !table.automaton.is_match(state) {
            continue;
        }
        for i in 0..table.automaton.match_len(state) {
            let pattern = table.automaton.match_pattern(state, i);
            let word = pattern.as_usize();
            if let Some(token) = table.tokens[word] {
                lexis.style.count(token);
                half |= token == Token::Half;
            }
            damaged |= table.damage[word];
            if table.rules[word] != 0 {
                lexis.rules |= table.rules[word];
                hits.push((word, Span::new(at - table.automaton.pattern_len(pattern), at)));
            }
        }
    }
    sort(&mut lexis, &hits, &table.rules);
    lexis.digits = digits.into();
    if damaged {
        lexis.damage = damage::scan(written).into_iter().map(|d| d.span).collect();
    }
    if half {
        for mark in lexis.half_marks(text, kind) {
            let counter = if mark.bracket { &mut lexis.style.half_brackets } else { &mut lexis.style.half_marks };
            *counter += 1;
        }
    }
    style::number::count(text, &lexis.digits, &mut lexis.style);
    if !std::ptr::eq(written, text) {
        lexis.style.recount_scripts(written);
    }
    lexis
}

/// Sorts the words by rule: count, then place.
#[allow(clippy::cast_possible_truncation)]
fn sort(lexis: &mut Lexis, found: &[(usize, Span)], rules: &[RuleSet]) {
    let mut starts = [0_u32; RuleSet::BITS as usize];
    let each = |set: RuleSet| {
        std::iter::successors((set != 0).then_some(set), |s| Some(s & (s - 1)).filter(|s| *s != 0))
            .map(|s| s.trailing_zeros() as usize)
    };
    for (word, _) in found {
        each(rules[*word]).for_each(|rule| starts[rule] += 1);
    }
    let mut total = 0;
    let mut ends = Vec::with_capacity(lexis.rules.count_ones() as usize);
    for rule in each(lexis.rules) {
        let count = std::mem::replace(&mut starts[rule], total);
        total += count;
        ends.push((rule as u8, total));
    }
    let mut hits = vec![Span::default(); total as usize];
    for (word, span) in found {
        for rule in each(rules[*word]) {
            hits[starts[rule] as usize] = *span;
            starts[rule] += 1;
        }
    }
    (lexis.ends, lexis.hits) = (ends.into(), hits.into());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan_plain(text: &str) -> Lexis {
        scan(text, text, DocumentKind::Plain)
    }

    #[test]
    fn every_rule_has_its_bit_and_finds_its_words() {
        assert!(RULES.len() <= RuleSet::BITS as usize);
        for (i, rule) in RULES.iter().enumerate() {
            for word in rule.triggers {
                let lexis = scan_plain(&format!("前{word}后"));
                assert!(lexis.hits(i).any(|h| h.len() == word.len()), "{}: {word}", rule.code);
                assert_eq!(lexis.rules >> i & 1, 1);
            }
        }
    }

    #[test]
    fn digits_and_counters() {
        let lexis = scan_plain("增长8%—10%，共12,345户、12000元，力争５%");
        assert_eq!(lexis.digits.len(), 5);
        assert_eq!((lexis.style.range_dash, lexis.style.grouped, lexis.style.ungrouped), (1, 1, 1));
        assert_eq!((lexis.style.full_marks, lexis.style.half_marks, lexis.style.percent_half), (2, 0, 3));
    }
}
