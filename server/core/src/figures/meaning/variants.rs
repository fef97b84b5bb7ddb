//! Usual variants of one indicator's name. Adding one is one line in `names/metrics.tsv`; names are simplified and
//! without region.
//!
//! The names that others stand for are those of the statistical yearbooks (国家统计局，主要统计指标解释) and, for the budget,
//! of the budget law as revised in 2014 (《预算法》第五条：一般公共预算).
//!
//! Different indicators stay apart even where they sound alike: 一般公共预算收入 and 财政收入, 财政总收入.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::config::OwnWords;
use crate::reading::line::fold_text;

/// Variants, each with the name it stands for: data, in the form of the packs of words.
static VARIANTS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| listed().collect());

/// The lines of the data.
fn listed() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = include_str!("../../../names/metrics.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once("\tmetric\t"))
}

/// Indicators that reports state as wholes and that shares are told of; the names for which [`VARIANTS`] stand are among
/// them.
const WHOLES: &[&str] = &[
    "地区生产总值",
    "一般公共预算收入",
    "一般公共预算支出",
    "财政总收入",
    "财政收入",
    "财政支出",
    "规模以上工业增加值",
    "规模以上工业总产值",
    "工业增加值",
    "工业总产值",
    "工业投资",
    "固定资产投资",
    "社会消费品零售总额",
    "进出口总额",
];

/// The indicator that reports state as a whole, whose name is `key`.
#[must_use]
pub fn indicator(key: &str) -> Option<&'static str> {
    WHOLES.iter().find(|name| **name == key).copied()
}

/// The indicator whose name ends `clause` (in simplified script), and what stands before it.
#[must_use]
pub fn indicator_before(clause: &str) -> Option<(&'static str, &str)> {
    let names =
        VARIANTS.iter().map(|(written, name)| (*written, *name)).chain(WHOLES.iter().map(|name| (*name, *name)));
    let here = names.filter(|(written, name)| clause.ends_with(written) && indicator(name).is_some());
    let (written, name) = here.max_by_key(|(written, _)| written.len())?;
    Some((name, &clause[..clause.len() - written.len()]))
}

const REGIONS: &[&str] = &[
    "全市", "全省", "全区", "全县", "全国", "全州", "全旗", "全镇", "我市", "我省", "我区", "我县", "我州", "本市",
    "本省", "全年", "年度",
];

/// The key under which variants of one name meet.
#[must_use]
pub fn key(name: &str) -> String {
    let mut key: String =
        fold_text(name).chars().filter(|c| !c.is_whitespace() && !matches!(c, '“' | '”' | '的' | '(' | ')')).collect();
    for region in REGIONS {
        if let Some(rest) = key.strip_prefix(region)
            && rest.chars().count() >= 2
        {
            key = rest.to_owned();
        }
    }
    VARIANTS.get(&*key).map_or(key, |name| (*name).to_owned())
}

/// The same where an office has names of its own for metrics.
#[must_use]
pub fn key_with(name: &str, own: &OwnWords) -> String {
    let key = key(name);
    own.metric(&key, self::key).map(str::to_owned).unwrap_or(key)
}

/// The key of the metric that an office's own name stands for.
#[must_use]
pub fn stands_for<'a>(name: &str, own: &'a OwnWords) -> Option<&'a str> {
    if own.is_empty() { None } else { own.metric(&key(name), key) }
}

/// Indicators whose growth is stated in comparable prices: earlier values must not be computed from it.
#[must_use]
pub fn in_comparable_prices(key: &str) -> bool {
    key.contains("生产总值") || key.contains("增加值")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_meet_and_others_stay_apart() {
        assert_eq!(key("全市生产总值"), key("GDP"));
        assert_eq!(key("地區生產總值"), key("国内生产总值"));
        assert_eq!(key("全市一般公共预算收入"), key("地方一般公共预算收入"));
        assert_ne!(key("一般公共预算收入"), key("财政收入"));
        assert_ne!(key("人均地区生产总值"), key("地区生产总值"));
    }

    #[test]
    fn each_variant_stands_once_and_for_a_name_that_is_none() {
        let lines = include_str!("../../../names/metrics.tsv").lines().filter(|line| !line.starts_with('#'));
        assert_eq!(listed().count(), lines.count(), "a line that is none");
        assert_eq!(listed().count(), VARIANTS.len(), "a variant stands twice");
        for (from, to) in listed() {
            assert_eq!((key(from), key(to)), (to.to_owned(), to.to_owned()), "{from}");
        }
    }
}
