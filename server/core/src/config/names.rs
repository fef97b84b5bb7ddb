//! Names from settings that contain numbers: thousands of them are looked for in one pass.

use std::collections::{HashMap, HashSet};
use std::ops::Deref;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// Longest name in characters. It bounds what can overlap at one place.
pub const LONGEST: usize = 100;

/// A list of names, each once.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Vec<String>", into = "Vec<String>")]
pub struct Names {
    names: Vec<String>,
    /// Finds them; made when first needed.
    finder: OnceLock<Finder>,
}

/// Which lengths names have that begin with a character: few enough to try each at each place. An automaton would be
/// quicker to search, but takes quadratic time to build.
#[derive(Clone, Debug, Default)]
struct Finder {
    names: HashSet<String>,
    lengths: HashMap<char, Vec<usize>>,
    /// In bytes.
    longest: usize,
}

impl Finder {
    fn new(names: &[String]) -> Self {
        let mut finder = Self { names: names.iter().cloned().collect(), ..Self::default() };
        for name in names {
            finder.longest = finder.longest.max(name.len());
            let Some(first) = name.chars().next() else { continue };
            let lengths = finder.lengths.entry(first).or_default();
            // Names are at most a hundred characters long, so this list is short.
            if !lengths.contains(&name.len()) {
                lengths.push(name.len());
            }
        }
        finder
    }
}

impl Names {
    /// Where the names stand that touch `span`, or lie inside it, in the order of their beginnings.
    pub fn around<'a>(&'a self, text: &'a str, span: Span) -> impl Iterator<Item = Span> + 'a {
        let finder = self.finder.get_or_init(|| Finder::new(&self.names));
        let from = text.floor_char_boundary((span.start as usize).saturating_sub(finder.longest));
        let to = text.floor_char_boundary((span.end as usize).min(text.len()));
        let starts = text[from..to].char_indices().map(move |(at, c)| (from + at, c));
        let found = starts.flat_map(move |(at, first)| {
            let lengths = finder.lengths.get(&first).map(Vec::as_slice).unwrap_or_default();
            let is_name = move |len: &&usize| text.get(at..at + **len).is_some_and(|part| finder.names.contains(part));
            lengths.iter().filter(is_name).map(move |len| Span::new(at, at + len))
        });
        found.filter(move |name| name.overlaps(span))
    }

    /// Where the names stand in a text: from each place the longest, none inside another.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Span> {
        let mut all: Vec<Span> = self.around(text, Span::new(0, text.len())).collect();
        all.sort_unstable_by_key(|name| (name.start, std::cmp::Reverse(name.end)));
        let mut end = 0;
        all.retain(|name| {
            let first = name.start >= end;
            if first {
                end = name.end;
            }
            first
        });
        all
    }

    /// Adds names that are not there yet.
    pub fn add(&mut self, more: &[String]) {
        if more.is_empty() {
            return;
        }
        let mut known: HashSet<&str> = self.names.iter().map(String::as_str).collect();
        let fresh: Vec<String> = more.iter().filter(|name| known.insert(name)).cloned().collect();
        self.names.extend(fresh);
        self.finder = OnceLock::new();
    }
}

impl Deref for Names {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.names
    }
}

impl PartialEq for Names {
    fn eq(&self, other: &Self) -> bool {
        self.names == other.names
    }
}

impl From<Vec<String>> for Names {
    fn from(names: Vec<String>) -> Self {
        let mut list = Self::default();
        list.add(&names);
        list
    }
}

impl From<Names> for Vec<String> {
    fn from(names: Names) -> Self {
        names.names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_counts_and_overlapping_ones_touch() {
        let names = Names::from(["三年", "三年行动", "行动计划", "三年"].map(str::to_owned).to_vec());
        assert_eq!(names.len(), 3);
        let text = "实施三年行动计划，再用三年。";
        let found: Vec<_> = names.find(text).into_iter().map(|s| s.of(text)).collect();
        assert_eq!(found, ["三年行动", "三年"]);
        let plan = text.find("计划").unwrap();
        let touching: Vec<_> = names.around(text, Span::new(plan, plan + 6)).map(|s| s.of(text)).collect();
        assert_eq!(touching, ["行动计划"]);
        assert!(Names::default().find(text).is_empty());
    }

    #[test]
    fn thousands_of_names_are_one_pass() {
        let names = Names::from((0..9_000).map(|n| format!("词{n}")).collect::<Vec<_>>());
        let text = "甲词8999乙".repeat(1000);
        assert_eq!(names.find(&text).len(), 1000);
    }
}
