//! How alike two stretches of text are: the pairs of neighbouring characters that they share.

use std::collections::HashMap;

/// Pairs of neighbouring characters of a text, sorted, each as often as it occurs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Grams(Vec<(char, char)>);

impl Grams {
    pub(crate) fn of(text: &str) -> Self {
        let mut grams: Vec<_> = text.chars().zip(text.chars().skip(1)).collect();
        grams.sort_unstable();
        Self(grams)
    }

    /// Twice the shared pairs over all pairs, in thousandths.
    pub(crate) fn likeness(&self, other: &Self) -> usize {
        let (a, b) = (&self.0, &other.0);
        let (mut i, mut j, mut shared) = (0, 0, 0_usize);
        while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => (i, j, shared) = (i + 1, j + 1, shared + 1),
            }
        }
        (2000 * shared).checked_div(a.len() + b.len()).unwrap_or_default()
    }

    fn distinct(&self) -> impl Iterator<Item = (char, char)> {
        let mut last = None;
        self.0.iter().copied().filter(move |gram| last.replace(*gram) != Some(*gram))
    }
}

/// Pairs texts that are alike, best first, each once: `(old, new)` indexes. `likeness` of at least `least` thousandths;
/// among equals the nearest in order.
pub(crate) fn pair_alike(old: &[Grams], new: &[Grams], least: usize) -> Vec<(usize, usize)> {
    // A pair of characters that stands in so many texts tells nothing, and looking it up would cost as much each time.
    const COMMON: usize = 40;
    // Of each text so many nearest candidates are compared in full.
    const CANDIDATES: usize = 12;
    let mut holders: HashMap<(char, char), Vec<u32>> = HashMap::new();
    for (index, grams) in new.iter().enumerate() {
        for gram in grams.distinct() {
            let list = holders.entry(gram).or_default();
            if list.len() <= COMMON {
                list.push(index as u32);
            }
        }
    }
    let mut candidates = Vec::new();
    let mut shared: HashMap<u32, usize> = HashMap::new();
    for (index, grams) in old.iter().enumerate() {
        shared.clear();
        for gram in grams.distinct() {
            let list = holders.get(&gram).filter(|list| list.len() <= COMMON);
            for other in list.into_iter().flatten() {
                *shared.entry(*other).or_default() += 1;
            }
        }
        let mut best: Vec<_> = shared.iter().map(|(other, count)| (*count, *other)).collect();
        best.sort_unstable_by_key(|(count, other)| (std::cmp::Reverse(*count), *other));
        for (_, other) in best.into_iter().take(CANDIDATES) {
            let likeness = grams.likeness(&new[other as usize]);
            if likeness >= least {
                candidates.push((likeness, index, other as usize));
            }
        }
    }
    candidates.sort_unstable_by_key(|(likeness, i, j)| (std::cmp::Reverse(*likeness), i.abs_diff(*j), *i, *j));
    let (mut used_old, mut used_new) = (vec![false; old.len()], vec![false; new.len()]);
    let mut pairs = Vec::new();
    for (_, i, j) in candidates {
        if !used_old[i] && !used_new[j] {
            (used_old[i], used_new[j]) = (true, true);
            pairs.push((i, j));
        }
    }
    pairs
}
