//! Names that part things: 农村 and 城镇, 进口 and 出口, 登记 and 调查失业率. `names/contrasts.tsv` holds a set a line.

use std::sync::LazyLock;

static SETS: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| {
    let lines = include_str!("../../names/contrasts.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('\t').collect()).collect()
});

/// Whether two names differ by words that part: each has one of a set, and not the same.
pub(super) fn contrast(a: &str, b: &str) -> bool {
    SETS.iter().any(|set| one_of(set, a).zip(one_of(set, b)).is_some_and(|(a, b)| a != b))
}

/// The only word of a set in a name; 进出口 is neither 进口 nor 出口, 省级以上 not only 省级.
fn one_of<'a>(set: &[&'a str], name: &str) -> Option<&'a str> {
    let holds = |word: &&&str| name.match_indices(**word).any(|(at, _)| !name[at + word.len()..].starts_with("以上"));
    let mut there = set.iter().filter(holds);
    let longest = there.clone().max_by_key(|word| word.len())?;
    there.all(|word| longest.contains(word)).then_some(longest)
}

#[cfg(test)]
mod tests {
    use super::{SETS, contrast, one_of};

    #[test]
    fn every_word_of_a_set_parts_from_the_others() {
        for set in SETS.iter() {
            assert!(set.len() > 1, "{set:?}");
            for (i, word) in set.iter().enumerate() {
                assert_eq!(one_of(set, word), Some(*word), "{set:?}");
                assert!(set[i + 1..].iter().all(|other| contrast(&format!("新增{word}"), other)), "{word} of {set:?}");
            }
        }
    }

    #[test]
    fn a_name_with_both_or_neither_parts_from_none() {
        assert!(contrast("外贸进出口总额", "外贸出口"));
        assert!(!contrast("城乡居民收入", "农村居民收入"), "neither");
        assert!(!contrast("农村、城镇居民收入", "农村居民收入"), "both");
        assert!(!contrast("省级以上绿色工厂", "国家级绿色工厂"), "both");
    }
}
