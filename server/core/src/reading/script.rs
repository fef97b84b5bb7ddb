//! Simplified and traditional script: words are looked for in simplified script, words proposed follow the draft's.
//!
//! Both characters of each pair have three bytes in UTF-8 (a test holds it), so a folded line has the offsets of the
//! line as written.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Groups of characters: the simplified one, then its traditional forms and variants. The first of them is the one to
/// write: `家家傢` keeps 家 and reads 傢, too. Characters that simplified texts use in a sense of their own (乾, 著) are
/// not folded.
const GROUPS: &str = include_str!("script.txt");

/// What a line is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Script {
    /// 简体
    #[default]
    Simplified,
    /// 繁体
    Traditional,
}

impl Script {
    /// The script that most characters of `text` belong to that belong to one only.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let traditional = text.chars().filter(|c| is_foldable(*c) && !QUOTES.iter().any(|(q, _)| q == c)).count();
        let simplified = text.chars().filter(|c| UNFOLD.contains_key(c)).count();
        if traditional > simplified { Self::Traditional } else { Self::Simplified }
    }

    /// Puts words of the product, which are simplified, into this script.
    #[must_use]
    pub fn write(self, words: &str) -> Cow<'_, str> {
        match self {
            Self::Traditional => unfold(words).into(),
            Self::Simplified => words.into(),
        }
    }
}

/// All pairs: traditional or variant form, simplified form.
pub fn pairs() -> impl Iterator<Item = (char, char)> {
    GROUPS.split_whitespace().flat_map(|group| {
        let simplified = group.chars().next().unwrap_or_default();
        group.chars().skip(1).filter(move |c| *c != simplified).map(move |c| (c, simplified))
    })
}

/// Marks that some programs put in place of quotation marks, of both scripts: read as these.
pub const QUOTES: [(char, char); 3] = [('〝', '“'), ('〞', '”'), ('〟', '”')];

static FOLD: LazyLock<HashMap<char, char>> = LazyLock::new(|| pairs().chain(QUOTES).collect());

/// Only those characters that are written in another way.
static UNFOLD: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let groups = GROUPS.split_whitespace().map(|group| {
        let mut chars = group.chars();
        (chars.next().unwrap_or_default(), chars.next().unwrap_or_default())
    });
    groups.filter(|(simplified, written)| simplified != written).collect()
});

static FOLDABLE: LazyLock<Box<[u64; 1024]>> = LazyLock::new(|| {
    let mut bits = Box::new([0; 1024]);
    pairs().chain(QUOTES).for_each(|(c, _)| bits[c as usize >> 6] |= 1 << (c as usize & 63));
    bits
});

/// Whether a simplified character has traditional forms.
#[must_use]
pub fn has_forms(c: char) -> bool {
    static SIMPLIFIED: LazyLock<HashSet<char>> = LazyLock::new(|| pairs().map(|(_, simplified)| simplified).collect());
    SIMPLIFIED.contains(&c)
}

/// One bit a character of three bytes: whether it is folded.
#[must_use]
pub fn foldable() -> &'static [u64; 1024] {
    &FOLDABLE
}

fn is_foldable(c: char) -> bool {
    FOLDABLE.get(c as usize >> 6).is_some_and(|bits| bits >> (c as usize & 63) & 1 == 1)
}

/// `text` in simplified script; `None` when it is so already.
#[must_use]
pub fn fold(text: &str) -> Option<Box<str>> {
    let (first, _) = text.char_indices().find(|(_, c)| is_foldable(*c))?;
    let mut folded = String::with_capacity(text.len());
    folded.push_str(&text[..first]);
    folded.extend(text[first..].chars().map(|c| if is_foldable(c) { FOLD[&c] } else { c }));
    Some(folded.into())
}

/// `text` in simplified script.
#[must_use]
pub fn simplified(text: &str) -> Cow<'_, str> {
    fold(text).map_or(Cow::Borrowed(text), |folded| Cow::Owned(folded.into()))
}

/// Simplified words in traditional script, character by character.
#[must_use]
pub fn unfold(words: &str) -> String {
    words.chars().map(|c| UNFOLD.get(&c).copied().unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_stay_and_folding_settles() {
        for (from, to) in pairs() {
            assert_eq!((from.len_utf8(), to.len_utf8()), (3, 3), "{from}{to}");
            assert!(!is_foldable(to), "{from} is folded to {to}, which is folded itself");
        }
        assert_eq!(FOLD.len(), pairs().count() + QUOTES.len(), "a character is folded to two");
        for (simplified, written) in &*UNFOLD {
            assert_eq!(FOLD.get(written), Some(simplified));
        }
    }

    #[test]
    fn folds_what_must_be_and_keeps_the_rest() {
        assert_eq!(fold("總投資約１０億元，a𠀀"), Some("总投资约１０亿元，a𠀀".into()));
        assert_eq!(fold("全年公里数，著名、乾坤、瞭望、慰藉"), None);
    }

    #[test]
    fn words_follow_the_script() {
        assert_eq!(Script::of("城鎮化率提高1.2個百分點").write("个百分点"), "個百分點");
        assert_eq!(Script::of("城镇化率提高1.2个百分点，於一家").write("个百分点"), "个百分点");
        assert_eq!(unfold("公里、国家、里程、发展、方面、公布"), "公里、國家、里程、發展、方面、公布");
    }
}
