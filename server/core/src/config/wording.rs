//! The office's own words: how something is not to be written, and how it is.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::OnceLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Names;
use crate::reading::script::simplified;
use crate::text::Span;

/// One wording.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase")]
pub struct Wording {
    /// What is not to be written.
    pub wrong: String,
    /// What is written instead; empty where that depends.
    pub right: String,
    /// Why, or where it is laid down.
    pub note: String,
}

/// All wordings of a draft's settings.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Vec<Wording>", into = "Vec<Wording>")]
pub struct Wordings {
    list: Vec<Wording>,
    /// Finds the wrong forms, in simplified script; made when first needed.
    finder: OnceLock<(Names, HashMap<String, usize>)>,
}

impl Wordings {
    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Adds wordings; a wrong form that is there already gets the new right one.
    pub fn add(&mut self, more: &[Wording]) {
        if more.is_empty() {
            return;
        }
        let mut known: HashMap<String, usize> =
            self.list.iter().enumerate().map(|(i, wording)| (wording.wrong.clone(), i)).collect();
        for wording in more {
            match known.entry(wording.wrong.clone()) {
                Entry::Occupied(at) => self.list[*at.get()].clone_from(wording),
                Entry::Vacant(free) => {
                    free.insert(self.list.len());
                    self.list.push(wording.clone());
                }
            }
        }
        self.finder = OnceLock::new();
    }

    /// Where wrong forms stand in a text in simplified script: the longest at each place. One that is part of its own
    /// right form is no mistake.
    #[must_use]
    pub fn find<'a>(&'a self, text: &str) -> Vec<(Span, &'a Wording)> {
        let (names, index) = self.finder.get_or_init(|| {
            let wrong: Vec<String> = self.list.iter().map(|w| simplified(&w.wrong).into_owned()).collect();
            let index = wrong.iter().cloned().enumerate().map(|(i, w)| (w, i)).collect();
            (Names::from(wrong), index)
        });
        let all = names.find(text).into_iter().filter_map(|span| Some((span, &self.list[*index.get(span.of(text))?])));
        all.filter(|(span, wording)| !within(text, *span, &simplified(&wording.right))).collect()
    }
}

/// Whether the words at `span` are part of `right` where it stands.
fn within(text: &str, span: Span, right: &str) -> bool {
    let wrong = span.of(text);
    right.match_indices(wrong).any(|(at, _)| {
        let start = (span.start as usize).checked_sub(at);
        start.and_then(|start| text.get(start..)).is_some_and(|rest| rest.starts_with(right))
    })
}

impl PartialEq for Wordings {
    fn eq(&self, other: &Self) -> bool {
        self.list == other.list
    }
}

impl From<Vec<Wording>> for Wordings {
    fn from(list: Vec<Wording>) -> Self {
        let mut all = Self::default();
        all.add(&list);
        all
    }
}

impl From<Wordings> for Vec<Wording> {
    fn from(wordings: Wordings) -> Self {
        wordings.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wording(wrong: &str, right: &str) -> Wording {
        Wording { wrong: wrong.into(), right: right.into(), ..Wording::default() }
    }

    #[test]
    fn a_wrong_form_inside_its_right_form_is_none() {
        let all = Wordings::from(vec![wording("云岭新区", "云岭国家级新区"), wording("双碳", "“双碳”")]);
        let text = "建设云岭新区，落实“双碳”目标，推进双碳工作";
        let found: Vec<_> = all.find(text).into_iter().map(|(span, w)| (span.start, &*w.right)).collect();
        assert_eq!(found, [(6, "云岭国家级新区"), (text.rfind("双碳").unwrap() as u32, "“双碳”")]);
    }

    #[test]
    fn the_last_word_on_a_form_counts() {
        let mut all = Wordings::from(vec![wording("老城", "古城")]);
        all.add(&[wording("老城", "旧城")]);
        assert_eq!(all.find("改造老城").len(), 1);
        assert_eq!(all.find("改造老城")[0].1.right, "旧城");
    }

    #[test]
    fn a_mistake_in_a_table_costs_only_that_table() {
        let text = "[[wording]]\nwrong = \"甲\"\nright = \"乙\"\n[[wording]]\nright = \"丙\"\n[[wording]]\nwrong = \"丁\"\nrihgt = \"戊\"\n";
        let parsed = super::super::read::toml(text, &[]);
        let mut settings = crate::config::Settings::default();
        parsed.layer.apply(&mut settings);
        let wrong: Vec<_> =
            settings.wording.find("甲乙丙丁").into_iter().map(|(_, w)| (&*w.wrong, &*w.right)).collect();
        assert_eq!(wrong, [("甲", "乙"), ("丁", "")]);
        let told: Vec<_> = parsed.problems.iter().map(|p| &*p.message.zh).collect();
        assert_eq!(told, ["缺“wrong”：哪种写法不用", "没有“rihgt”这一项，是否指“right”？"]);
    }
}
