//! Names that part: 农村 and 城镇, 进口 and 出口, 登记 and 调查失业率.

use crate::figures::{PARTING, Parting};

/// Whether two names differ by words that part: each has one of a set, and not one that means the same.
pub(super) fn contrast(a: &str, b: &str) -> bool {
    PARTING.iter().any(|set| one_of(set, a).zip(one_of(set, b)).is_some_and(|(a, b)| a != b))
}

/// Which of a set a name has, if only one; 进出口 is neither 进口 nor 出口, 省级以上 not only 省级.
fn one_of(set: &[Vec<Parting>], name: &str) -> Option<usize> {
    let holds = |word: &str| name.match_indices(word).any(|(at, _)| !name[at + word.len()..].starts_with("以上"));
    let words = set.iter().enumerate().flat_map(|(i, words)| words.iter().map(move |parting| (i, parting)));
    let words = words.filter(|(_, parting)| parting.alone).map(|(i, parting)| (i, parting.word));
    let mut there = words.filter(|(_, word)| holds(word));
    let (which, longest) = there.clone().max_by_key(|(_, word)| word.len())?;
    there.all(|(i, word)| i == which || longest.contains(word)).then_some(which)
}

#[cfg(test)]
mod tests {
    use super::{PARTING, contrast, one_of};

    #[test]
    fn every_word_of_a_set_parts_from_the_others() {
        for set in PARTING.iter().filter(|set| set[0][0].alone) {
            assert!(set.len() > 1, "{set:?}");
            for (i, words) in set.iter().enumerate() {
                assert_eq!(one_of(set, words[0].word), Some(i), "{set:?}");
                let others = set[i + 1..].iter().map(|words| words[0].word);
                assert!(
                    { others }.all(|other| contrast(&format!("新增{}", words[0].word), other)),
                    "{words:?} of {set:?}"
                );
            }
        }
    }

    #[test]
    fn a_name_with_both_or_neither_parts_from_none() {
        assert!(contrast("外贸进出口总额", "外贸出口"));
        assert!(!contrast("城乡居民收入", "农村居民收入"), "neither");
        assert!(!contrast("城镇登记失业率", "城市登记失业率"), "the same");
        assert!(!contrast("农村、城镇居民收入", "农村居民收入"), "both");
        assert!(!contrast("省级以上绿色工厂", "国家级绿色工厂"), "both");
    }
}
