//! Sets of characters and of pairs of neighbouring ones, with what each weighs: made once a statement, compared often.

/// A character, or two that follow one another.
pub(super) type Key = u64;

pub(super) fn character(c: char) -> Key {
    Key::from(u32::from(c))
}

pub(super) fn pair(a: char, b: char) -> Key {
    character(a) << 32 | character(b)
}

/// A set, each of its members with a weight in thousandths.
#[derive(Clone, Debug, Default)]
pub(super) struct Bag {
    /// In order.
    keys: Vec<Key>,
    weights: Vec<i64>,
    total: i64,
}

impl FromIterator<Key> for Bag {
    fn from_iter<T: IntoIterator<Item = Key>>(keys: T) -> Self {
        let mut keys: Vec<Key> = keys.into_iter().collect();
        keys.sort_unstable();
        keys.dedup();
        Self { weights: vec![0; keys.len()], keys, total: 0 }
    }
}

impl Bag {
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// What all weigh together.
    pub const fn total(&self) -> i64 {
        self.total
    }

    /// Weighs each.
    pub fn weigh(&mut self, weight: impl Fn(Key) -> i64) {
        for (key, own) in self.keys.iter().zip(&mut self.weights) {
            *own = weight(*key);
        }
        self.total = self.weights.iter().sum();
    }

    /// Those of either set, each once, in order.
    pub fn either(&self, other: &Self) -> Vec<Key> {
        let mut all = [&self.keys[..], &other.keys].concat();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Whether the sets have one in common.
    pub fn meets(&self, other: &Self) -> bool {
        self.common(other).next().is_some()
    }

    /// What those weigh that `other` has, too.
    pub fn shared(&self, other: &Self) -> i64 {
        self.common(other).map(|i| self.weights[i]).sum()
    }

    /// Of those that `without` does not have: what they weigh, and what those of them weigh that `other` has.
    pub fn missing(&self, without: &Self, other: &Self) -> (i64, i64) {
        let both = self.common(without).collect::<Vec<_>>();
        let is_missing = |i: &usize| both.binary_search(i).is_err();
        let sum = |which: &mut dyn Iterator<Item = usize>| which.filter(is_missing).map(|i| self.weights[i]).sum();
        (sum(&mut (0..self.keys.len())), sum(&mut self.common(other)))
    }

    /// Places here of what both have.
    fn common<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = usize> + 'a {
        let (mut i, mut j) = (0, 0);
        std::iter::from_fn(move || {
            loop {
                let (a, b) = (self.keys.get(i)?, other.keys.get(j)?);
                i += usize::from(a <= b);
                j += usize::from(b <= a);
                if a == b {
                    return Some(i - 1);
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_compared_by_what_they_share() {
        let bag = |text: &str| {
            let mut bag: Bag = text.chars().map(character).collect();
            bag.weigh(|key| if key == character('甲') { 10 } else { 1 });
            bag
        };
        let (a, b, c) = (bag("甲乙丙丙"), bag("丙丁甲"), bag("丙乙"));
        assert_eq!((a.keys().len(), a.total(), a.shared(&b)), (3, 12, 11));
        assert_eq!((a.missing(&b, &c), a.missing(&c, &b)), ((1, 1), (10, 10)));
        assert!(a.meets(&b) && !a.meets(&Bag::default()) && !bag("丁").meets(&a));
        assert_eq!(b.either(&c), bag("甲乙丙丁").keys());
        assert_ne!(pair('甲', '乙'), pair('乙', '甲'));
    }
}
