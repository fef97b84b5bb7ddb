//! The words that the reading of figures knows, with their classes: data in `lexicon/*.tsv`, compiled by the build script
//! into one tree of characters from either end. The order of words is without meaning; the longest word of the classes
//! that are looked for wins.

mod class;
#[cfg(test)]
pub(crate) mod tests;

pub use class::WordClass;

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u64);

impl Classes {
    /// Before a name and no part of it.
    pub const BEFORE: Self = Self::of(&[WordClass::Work, WordClass::Opener]);

    /// Between a name and its number.
    pub const BEHIND: Self = Self::of(&[
        WordClass::Rise,
        WordClass::Fall,
        WordClass::Shift,
        WordClass::Reach,
        WordClass::Hold,
        WordClass::Equal,
        WordClass::Than,
        WordClass::Rank,
        WordClass::Growth,
        WordClass::Sum,
        WordClass::When,
        WordClass::Where,
        WordClass::Level,
        WordClass::Modal,
        WordClass::Plan,
        WordClass::Filler,
    ]);

    /// The set of these.
    #[must_use]
    pub const fn of(classes: &[WordClass]) -> Self {
        let mut set = 0;
        let mut i = 0;
        while i < classes.len() {
            set |= 1 << classes[i] as u64;
            i += 1;
        }
        Self(set)
    }

    /// The set of these bits, as the build script writes it.
    pub(super) const fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    /// These and `more`.
    #[must_use]
    pub const fn and(self, more: Self) -> Self {
        Self(self.0 | more.0)
    }

    /// Whether the two sets have a class in common.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// A word that stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its length in characters.
    pub len: usize,
    /// All of its classes.
    pub classes: Classes,
}

impl Word {
    /// Its length, if it is of one of `classes`.
    #[must_use]
    pub fn len_if(self, classes: Classes) -> Option<usize> {
        self.classes.meets(classes).then_some(self.len)
    }
}

/// A place in the tree: where its edges begin (they end where those of the next begin), the classes of the word that ends
/// here, and the number of that word.
struct Node(u32, u64, u16);

/// A tree of the words' characters, from their first on or from their last back. Edges of one node are in order.
struct Tree {
    nodes: &'static [Node],
    edges: &'static [(char, u32)],
}

impl Tree {
    fn child(&self, node: usize, c: char) -> Option<usize> {
        let edges = &self.edges[self.nodes[node].0 as usize..self.nodes[node + 1].0 as usize];
        edges.binary_search_by_key(&c, |edge| edge.0).ok().map(|i| edges[i].1 as usize)
    }

    /// The longest word of one of the classes `seen` that `chars` begins with.
    fn longest(&self, chars: impl Iterator<Item = char>, seen: Classes) -> Option<Word> {
        let (mut node, mut found) = (0, None);
        for (i, c) in chars.enumerate() {
            let Some(child) = self.child(node, c) else { break };
            node = child;
            let Node(_, classes, _number) = self.nodes[node];
            let classes = Classes(classes);
            #[cfg(test)]
            if classes.meets(seen) && tests::masked(_number) {
                continue;
            }
            if classes.meets(seen) {
                found = Some(Word { len: i + 1, classes });
            }
        }
        found
    }
}

include!(concat!(env!("OUT_DIR"), "/lexicon.rs"));

/// The longest word of one of the classes `seen` at the start of `text`, in simplified script and half width.
#[must_use]
pub fn at_start(text: &[char], seen: Classes) -> Option<Word> {
    FORWARD.longest(text.iter().copied(), seen)
}

/// The longest word of one of the classes `seen` at the end of `text`.
#[must_use]
pub fn at_end(text: &[char], seen: Classes) -> Option<Word> {
    BACKWARD.longest(text.iter().rev().copied(), seen)
}

/// Whether `text` is a word of one of `classes`.
#[must_use]
pub fn is(text: &[char], classes: Classes) -> bool {
    at_start(text, classes).is_some_and(|word| word.len == text.len())
}
