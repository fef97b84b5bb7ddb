//! How long a report may become, and how long it takes to read it out.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::reading::script::simplified;

/// Length budget, in 字数 as Word counts it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase")]
pub struct Budget {
    /// The whole report.
    pub total: Option<u32>,
    /// Sections, by words of their headings.
    pub sections: BTreeMap<String, u32>,
    /// Characters read out in a minute.
    pub pace: u32,
}

impl Default for Budget {
    fn default() -> Self {
        Self { total: None, sections: BTreeMap::new(), pace: 230 }
    }
}

impl Budget {
    /// Whether nothing has a limit.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.total.is_none() && self.sections.is_empty()
    }

    /// What the section under a heading may have: of the words that the heading holds the longest count. `title` is in
    /// simplified script.
    #[must_use]
    pub fn section(&self, title: &str) -> Option<u32> {
        let held = self.sections.iter().filter(|(words, _)| title.contains(&*simplified(words)));
        held.max_by_key(|(words, _)| words.len()).map(|(_, allowed)| *allowed)
    }

    /// Whether a length is more than a tenth over what is allowed.
    #[must_use]
    pub const fn is_exceeded(words: usize, allowed: u32) -> bool {
        words as u64 * 10 > allowed as u64 * 11
    }

    /// Minutes that it takes to read so many words out, to the nearest.
    #[must_use]
    pub const fn minutes(&self, words: usize) -> usize {
        let pace = if self.pace == 0 { 1 } else { self.pace as usize };
        (words + pace / 2) / pace
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_has_the_budget_of_the_longest_words_that_it_holds() {
        let sections = [("工作".to_owned(), 100), ("工作回顾".into(), 200), ("任務".into(), 300)].into();
        let budget = Budget { sections, ..Budget::default() };
        for (title, allowed) in
            [("2031年工作回顾", Some(200)), ("工作安排", Some(100)), ("重点任务", Some(300)), ("致谢", None)]
        {
            assert_eq!(budget.section(title), allowed, "{title}");
        }
    }

    #[test]
    fn a_tenth_over_is_tolerated_and_minutes_are_rounded() {
        assert!(!Budget::is_exceeded(1_100, 1_000));
        assert!(Budget::is_exceeded(1_101, 1_000));
        let minutes = [0, 114, 115, 4_210].map(|words| Budget::default().minutes(words));
        assert_eq!(minutes, [0, 0, 1, 18]);
    }
}
