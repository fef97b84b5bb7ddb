//! What packs of words say beyond names and wordings: units, and names that stand for others.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

/// A unit that the lists do not have. It converts into no other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnUnit {
    /// As written, in simplified script and half width.
    pub name: String,
    /// Whether things are counted with it (5客位), in contrast to a measure (5机时).
    pub counts: bool,
}

/// Units and names of metrics of an office's own.
#[derive(Clone, Debug, Default)]
pub struct OwnWords {
    /// By their first characters, the longest first.
    units: BTreeMap<char, Vec<OwnUnit>>,
    /// A name, and the one that it stands for.
    metrics: BTreeMap<String, String>,
    /// The same by the keys under which names are compared; made when first needed.
    keyed: OnceLock<HashMap<String, String>>,
}

impl OwnWords {
    /// None.
    #[must_use]
    pub const fn none() -> &'static Self {
        static NONE: OwnWords = OwnWords { units: BTreeMap::new(), metrics: BTreeMap::new(), keyed: OnceLock::new() };
        &NONE
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units.is_empty() && self.metrics.is_empty()
    }

    /// The units that begin with a character, longest first.
    #[must_use]
    pub fn units(&self, first: char) -> &[OwnUnit] {
        self.units.get(&first).map(Vec::as_slice).unwrap_or_default()
    }

    /// The name that the one under `key` stands for; `key_of` gives the key under which variants of a name meet.
    pub fn metric(&self, key: &str, key_of: impl Fn(&str) -> String) -> Option<&str> {
        if self.metrics.is_empty() {
            return None;
        }
        let pair = |(name, stands_for): (&String, &String)| (key_of(name), key_of(stands_for));
        self.keyed.get_or_init(|| self.metrics.iter().map(pair).collect()).get(key).map(String::as_str)
    }

    /// Adds a unit, unless it is there.
    pub(crate) fn add_unit(&mut self, unit: &OwnUnit) {
        let Some(first) = unit.name.chars().next() else { return };
        let alike = self.units.entry(first).or_default();
        if alike.iter().all(|known| known.name != unit.name) {
            let at = alike.partition_point(|known| known.name.len() >= unit.name.len());
            alike.insert(at, unit.clone());
        }
    }

    /// Adds a name for a metric; the last word on it counts.
    pub(crate) fn add_metric(&mut self, name: String, stands_for: String) {
        self.metrics.insert(name, stands_for);
        self.keyed = OnceLock::new();
    }

    /// Adds all of `more`.
    pub(crate) fn add(&mut self, more: &Self) {
        more.units.values().flatten().for_each(|unit| self.add_unit(unit));
        self.metrics.extend(more.metrics.clone());
        self.keyed = OnceLock::new();
    }
}

impl PartialEq for OwnWords {
    fn eq(&self, other: &Self) -> bool {
        (&self.units, &self.metrics) == (&other.units, &other.metrics)
    }
}
