//! What the files of the lexicon hold, and which words the examples need.
#![allow(clippy::disallowed_methods, reason = "the test reads the files of the lexicon")]

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::path::Path;

use super::*;
use crate::reading::Script;
use crate::spec_tests::{all_rows, differences};

thread_local! {
    /// The word that is not seen at present.
    static MASKED: Cell<Option<u16>> = const { Cell::new(None) };
    /// The words that were seen, while they are noted.
    static SEEN: RefCell<Option<Vec<bool>>> = const { RefCell::new(None) };
}

/// Whether this word is masked; notes that it was seen.
pub(super) fn masked(number: u16) -> bool {
    SEEN.with_borrow_mut(|seen| {
        if let Some(seen) = seen {
            seen[usize::from(number)] = true;
        }
    });
    MASKED.get() == Some(number)
}

/// Every word with the names of its classes, in the order of the words' numbers.
fn words() -> BTreeMap<String, Vec<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicon");
    let files = std::fs::read_dir(folder).expect("the folder of words").map(|entry| entry.expect("a file").path());
    let mut words = BTreeMap::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a file of words");
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (word, classes) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
            words.insert(word.to_owned(), classes.split(' ').map(str::to_owned).collect());
        }
    }
    words
}

/// The words of the class of this name, or of all of several joined by `+`. Of nouns, those that need their line:
/// `noun before` begins like a word that stands before names, `noun behind` ends like one that stands behind them, `noun
/// within` holds one that ends them, `noun of base` holds what names the base of a comparison.
pub(crate) fn of_class(name: &str) -> Vec<String> {
    let words = words();
    let (class, place) = name.split_once(' ').map_or((name, None), |(class, place)| (class, Some(place)));
    let is_of = |word: &str, class: &str| class.split('+').all(|class| words[word].iter().any(|c| c == class));
    let meets = |word: &str, wanted: Classes| {
        let named = |name: &String| WordClass::named(name).is_some_and(|class| Classes::of(&[class]).meets(wanted));
        words.get(word).is_some_and(|classes| classes.iter().any(named))
    };
    let (cut, no_opening) = (Classes::of(&[WordClass::Cut]), Classes::of(&[WordClass::NoOpening]));
    // Whether a shorter word that does not belong to the noun would be seen in it.
    let hides = |noun: &str, place: &str| {
        let parts: Vec<&str> = noun.char_indices().map(|(i, _)| &noun[i..]).collect();
        let acts = |part: &str, classes| part != noun && meets(part, classes);
        let starts = |text: &str, classes| {
            text.char_indices().skip(1).map(|(i, _)| i).chain([text.len()]).any(|i| acts(&text[..i], classes))
        };
        match place {
            "before" => starts(noun, Classes::BEFORE),
            "behind" => !meets(noun, Classes::BEHIND) && parts.iter().any(|part| acts(part, Classes::BEHIND)),
            "within" => {
                !meets(noun, cut.and(no_opening))
                    && !noun.ends_with("以上")
                    && (starts(noun, no_opening) || parts.iter().any(|part| starts(part, cut)))
            }
            "of base" => noun.starts_with('比') || noun.ends_with('比'),
            other => panic!("no place is called {other}"),
        }
    };
    let chosen = words.keys().filter(|word| is_of(word, class) && place.is_none_or(|place| hides(word, place)));
    chosen.cloned().collect()
}

fn chars(text: &str) -> Vec<char> {
    text.chars().collect()
}

#[test]
fn the_longest_word_of_the_classes_looked_for_wins() {
    let (tail, whole) = (Classes::of(&[WordClass::Filler]), Classes::of(&[WordClass::Noun]));
    let text = chars("企业国有");
    assert_eq!(at_end(&text, tail).map(|w| w.len), Some(1));
    let word = at_end(&text, tail.and(whole)).unwrap();
    assert_eq!((word.len, word.len_if(tail), word.len_if(whole)), (2, None, Some(2)));
    assert_eq!(at_start(&chars("建设用地"), whole).map(|w| w.len), Some(4));
    assert_eq!(at_start(&chars("桌椅"), whole), None);
    assert!(is(&chars("总量"), Classes::of(&[WordClass::Aspect])));
    assert!(!is(&chars("总量大"), Classes::of(&[WordClass::Aspect])));
}

#[test]
fn words_are_in_simplified_script_and_half_width() {
    let wrong: Vec<String> =
        words().into_keys().filter(|word| crate::reading::line::fold_text(word) != *word).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// The words without which no example would fail.
fn unneeded() -> (usize, Vec<String>) {
    let words: Vec<String> = words().into_keys().collect();
    let rows = all_rows();
    let mut needed = vec![false; words.len()];
    for row in &rows {
        SEEN.set(Some(vec![false; words.len()]));
        let holds = differences(row, Script::Simplified).is_empty();
        let seen = SEEN.take().unwrap_or_default();
        if !holds {
            continue;
        }
        for number in (0..words.len()).filter(|n| seen[*n]) {
            if !needed[number] {
                MASKED.set(Some(number as u16));
                needed[number] = !differences(row, Script::Simplified).is_empty();
            }
        }
        MASKED.set(None);
    }
    let left = words.iter().zip(&needed).filter(|(_, needed)| !**needed).map(|(word, _)| word.clone()).collect();
    (words.len(), left)
}

/// Share of words, in hundredths, that an example needs. It only rises.
const NEEDED: usize = 97;

#[test]
fn examples_need_the_words() {
    let (all, left) = unneeded();
    let needed = (all - left.len()) * 100 / all;
    assert!(needed >= NEEDED, "{needed} % of {all} words are needed by an example; not: {}", left.join(" "));
}
