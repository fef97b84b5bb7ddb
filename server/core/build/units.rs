//! Compiles `units/units.tsv` into a table in the order in which units are looked for: by first character, the longest first.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const DIMENSIONS: [&str; 14] = [
    "Money",
    "Currency",
    "Area",
    "Length",
    "Mass",
    "Volume",
    "Power",
    "Energy",
    "Duration",
    "Calendar",
    "People",
    "Count",
    "Proportion",
    "Other",
];

/// The units by name, each as its place and its source.
#[derive(Default)]
pub struct Units(BTreeMap<String, (String, String)>);

impl Units {
    /// Reads one file: name, dimension, factor, characters and words behind, parted by tabs.
    pub fn read(&mut self, file: &str, text: &str, errors: &mut Vec<String>) {
        for (i, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let place = format!("{file}:{}", i + 1);
            let cells: Vec<&str> = line.split('\t').collect();
            let cell = |i: usize| cells.get(i).copied().unwrap_or_default();
            let (dimension, weak) = cell(1).strip_suffix(" weak").map_or((cell(1), false), |plain| (plain, true));
            let Some(dimension) = DIMENSIONS.iter().find(|d| d.eq_ignore_ascii_case(dimension)) else {
                errors.push(format!("{place}: “{dimension}” is no dimension"));
                continue;
            };
            let (over, under) = cell(2).split_once('/').unwrap_or((cell(2), "1"));
            let factor = match (over.parse::<u64>(), under.parse::<u64>()) {
                (Ok(over), Ok(under)) => format!("Some(({over}, {under}))"),
                _ if over.is_empty() => "None".to_owned(),
                _ => {
                    errors.push(format!("{place}: “{}” is no number of base units", cell(2)));
                    continue;
                }
            };
            let words: Vec<&str> = cell(4).split('|').filter(|word| !word.is_empty()).collect();
            let unit = format!(
                "Unit {{ name: {:?}, dimension: Dimension::{dimension}, factor: {factor}, not_before: {:?}, \
                 before: &{words:?}, counts: {} }}",
                cell(0),
                cell(3),
                !weak
            );
            if let Some((first, _)) = self.0.insert(cell(0).to_owned(), (place.clone(), unit)) {
                errors.push(format!("{place}: “{}” stands at {first}, too", cell(0)));
            }
        }
    }

    /// The source of all of them.
    pub fn source(&self) -> String {
        let mut units: Vec<_> = self.0.iter().collect();
        units.sort_by_key(|(name, _)| (name.chars().next(), Reverse(name.chars().count())));
        let mut source = format!("static UNITS: [Unit; {}] = [", units.len());
        units.iter().for_each(|(_, (_, unit))| {
            let _ = write!(source, "{unit},");
        });
        source.push_str("];\nstatic FIRST: &[(char, u16)] = &[");
        let mut last = None;
        for (i, (name, _)) in units.iter().enumerate() {
            let first = name.chars().next();
            if let Some(c) = first.filter(|_| first != last) {
                let _ = write!(source, "({c:?},{i}),");
            }
            last = first;
        }
        source + "];\n"
    }
}
