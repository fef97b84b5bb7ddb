//! Usual variants of one indicator's name. Adding one is one line; names are simplified and without region.
//!
//! The names that others stand for are those of the statistical yearbooks (国家统计局，主要统计指标解释) and, for the budget,
//! of the budget law as revised in 2014 (《预算法》第五条：一般公共预算).
//!
//! Different indicators stay apart even where they sound alike: 一般公共预算收入 and 财政收入, 财政总收入.

use super::super::fold::fold_text;
use crate::config::OwnWords;

/// Variant, then the name it stands for.
const VARIANTS: &[(&str, &str)] = &[
    ("国内生产总值", "地区生产总值"),
    ("生产总值", "地区生产总值"),
    ("全市生产总值", "地区生产总值"),
    ("全省生产总值", "地区生产总值"),
    ("GDP", "地区生产总值"),
    ("地区GDP", "地区生产总值"),
    ("经济总量", "地区生产总值"),
    ("人均生产总值", "人均地区生产总值"),
    ("人均GDP", "人均地区生产总值"),
    ("人均国内生产总值", "人均地区生产总值"),
    ("地方一般公共预算收入", "一般公共预算收入"),
    ("地方财政一般公共预算收入", "一般公共预算收入"),
    ("一般公共财政预算收入", "一般公共预算收入"),
    ("公共财政预算收入", "一般公共预算收入"),
    ("地方财政一般预算收入", "一般公共预算收入"),
    ("财政一般公共预算收入", "一般公共预算收入"),
    ("一般预算收入", "一般公共预算收入"),
    ("财政一般预算收入", "一般公共预算收入"),
    ("地方一般预算收入", "一般公共预算收入"),
    ("地方公共财政预算收入", "一般公共预算收入"),
    ("地方公共财政收入", "一般公共预算收入"),
    ("公共财政收入", "一般公共预算收入"),
    ("地方一般公共预算支出", "一般公共预算支出"),
    ("地方财政一般公共预算支出", "一般公共预算支出"),
    ("公共财政预算支出", "一般公共预算支出"),
    ("地方公共财政预算支出", "一般公共预算支出"),
    ("公共财政支出", "一般公共预算支出"),
    ("一般预算支出", "一般公共预算支出"),
    ("规上工业增加值", "规模以上工业增加值"),
    ("规模工业增加值", "规模以上工业增加值"),
    ("规上工业总产值", "规模以上工业总产值"),
    ("规模工业总产值", "规模以上工业总产值"),
    ("规模以上工业产值", "规模以上工业总产值"),
    ("规上工业产值", "规模以上工业总产值"),
    ("规上工业企业", "规模以上工业企业"),
    ("规模工业企业", "规模以上工业企业"),
    ("社零总额", "社会消费品零售总额"),
    ("社消零总额", "社会消费品零售总额"),
    ("社会消费品零售额", "社会消费品零售总额"),
    ("社消总额", "社会消费品零售总额"),
    ("固投", "固定资产投资"),
    ("固定资产投资额", "固定资产投资"),
    ("全社会固定资产投资", "固定资产投资"),
    ("固定资产投资总额", "固定资产投资"),
    ("固定资产投资完成额", "固定资产投资"),
    ("固定资产投资不含农户", "固定资产投资"),
    ("城镇居民可支配收入", "城镇居民人均可支配收入"),
    ("城市居民人均可支配收入", "城镇居民人均可支配收入"),
    ("农村居民可支配收入", "农村居民人均可支配收入"),
    ("农村常住居民可支配收入", "农村居民人均可支配收入"),
    ("城镇常住居民可支配收入", "城镇居民人均可支配收入"),
    ("农民人均纯收入", "农村居民人均纯收入"),
    ("全体居民人均可支配收入", "居民人均可支配收入"),
    ("城乡居民人均可支配收入", "居民人均可支配收入"),
    ("城镇常住居民人均可支配收入", "城镇居民人均可支配收入"),
    ("农村常住居民人均可支配收入", "农村居民人均可支配收入"),
    ("农民人均可支配收入", "农村居民人均可支配收入"),
    ("外贸进出口总额", "进出口总额"),
    ("外贸进出口额", "进出口总额"),
    ("外贸进出口", "进出口总额"),
    ("外贸进出口总值", "进出口总额"),
    ("货物进出口总额", "进出口总额"),
    ("进出口总值", "进出口总额"),
    ("货物进出口总值", "进出口总额"),
    ("实际利用外资额", "实际利用外资"),
    ("实际利用外资金额", "实际利用外资"),
    ("实际使用外资", "实际利用外资"),
    ("实际使用外资金额", "实际利用外资"),
    ("实际利用外商直接投资", "实际利用外资"),
    ("全社会用电量", "用电量"),
    ("全社会研发投入", "研发投入"),
    ("全社会研发经费投入", "研发投入"),
    ("研发经费投入强度", "研发投入强度"),
    ("全社会研发投入强度", "研发投入强度"),
    ("全社会研发经费投入强度", "研发投入强度"),
    ("新增城镇就业", "城镇新增就业"),
    ("城镇新增就业人数", "城镇新增就业"),
    ("居民消费价格指数", "居民消费价格"),
    ("居民消费价格涨幅", "居民消费价格"),
    ("居民消费价格总水平", "居民消费价格"),
    ("CPI", "居民消费价格"),
    ("单位GDP能耗", "单位地区生产总值能耗"),
    ("单位国内生产总值能耗", "单位地区生产总值能耗"),
    ("单位生产总值能耗", "单位地区生产总值能耗"),
    ("万元GDP能耗", "单位地区生产总值能耗"),
    ("万元地区生产总值能耗", "单位地区生产总值能耗"),
    ("常住人口城镇化率", "城镇化率"),
    ("国家高新技术企业", "高新技术企业"),
    ("国家级高新技术企业", "高新技术企业"),
    ("高企", "高新技术企业"),
    ("粮食产量", "粮食总产量"),
    ("粮食总产", "粮食总产量"),
];

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
    let names = VARIANTS.iter().copied().chain(WHOLES.iter().map(|name| (*name, *name)));
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
    match VARIANTS.iter().find(|(from, _)| *from == key) {
        Some((_, to)) => (*to).to_owned(),
        None => key,
    }
}

/// The same where an office has names of its own for metrics.
#[must_use]
pub fn key_with(name: &str, own: &OwnWords) -> String {
    stands_for(name, own).map_or_else(|| key(name), str::to_owned)
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
        for (from, _) in VARIANTS {
            assert_eq!(key(from), key(&key(from)), "{from}");
        }
    }
}
