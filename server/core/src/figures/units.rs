//! Units and classifiers, as data. Adding one is one line.
//!
//! Names are in simplified script and half width; lookups fold the text first, so traditional and full-width forms need no
//! line of their own. Sources of the factors: GB 3100—1993 (SI units and their multiples), GB 3102—1993 (quantities),
//! the State Council's order of 1984 on legal units of measurement (亩 = 10000/15 平方米, 斤 = 500 克, 里 = 500 米) and
//! GB/T 2589—2020 (标准煤). Classifiers are general Chinese usage.

use std::collections::{BTreeMap, HashMap};
use std::sync::{LazyLock, PoisonError, RwLock};

use super::Decimal;
use super::fold::Line;
use crate::config::OwnUnit;

/// What a unit measures. Units of one dimension with a factor convert into each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// Renminbi; base 元.
    Money,
    /// Any other currency: no conversion.
    Currency,
    /// Base 平方米.
    Area,
    /// Base 米.
    Length,
    /// Base 千克.
    Mass,
    /// Base 立方米.
    Volume,
    /// Base 千瓦.
    Power,
    /// Base 千瓦时.
    Energy,
    /// Base 分钟.
    Duration,
    /// Calendar lengths, which have no fixed factor.
    Calendar,
    /// People.
    People,
    /// Things counted with a classifier.
    Count,
    /// Percent, permille, percentage points, multiples.
    Proportion,
    /// Anything else measured.
    Other,
}

/// One unit or classifier.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    /// As written, simplified.
    pub name: &'static str,
    /// What it measures.
    pub dimension: Dimension,
    /// How many base units one of it is, numerator and denominator; `None` where it does not convert.
    pub factor: Option<(u64, u64)>,
    /// Characters that, right after it, make it part of another word (个 in 个人).
    pub not_before: &'static str,
    /// Whether a small Chinese number before it is a count (三项) rather than part of a word (三农).
    pub counts: bool,
}

impl Unit {
    /// Whether it is a measure, in contrast to a classifier.
    #[must_use]
    pub const fn is_measure(&self) -> bool {
        !matches!(self.dimension, Dimension::Count | Dimension::People)
    }

    /// `value` of this unit in base units of its dimension; `None` where it does not convert or overflows.
    #[must_use]
    pub fn to_base(&self, value: Decimal) -> Option<Decimal> {
        let (numerator, denominator) = self.factor?;
        value.checked_mul(Decimal::from(numerator))?.checked_div(Decimal::from(denominator))
    }
}

const fn plain(name: &'static str, dimension: Dimension) -> Unit {
    Unit { name, dimension, factor: None, not_before: "", counts: true }
}
const fn measure(name: &'static str, dimension: Dimension, numerator: u64, denominator: u64) -> Unit {
    Unit { name, dimension, factor: Some((numerator, denominator)), not_before: "", counts: true }
}
/// A classifier; a small Chinese number before it is a count.
const fn count(name: &'static str, not_before: &'static str) -> Unit {
    Unit { name, dimension: Dimension::Count, factor: None, not_before, counts: true }
}
/// A classifier only after Arabic or large numbers: with small Chinese ones it forms words (两区, 三片, 一类).
const fn weak(name: &'static str, not_before: &'static str) -> Unit {
    Unit { name, dimension: Dimension::Count, factor: None, not_before, counts: false }
}
const fn people(name: &'static str, not_before: &'static str, counts: bool) -> Unit {
    Unit { name, dimension: Dimension::People, factor: None, not_before, counts }
}

use Dimension::{Area, Calendar, Currency, Duration, Energy, Length, Mass, Money, Other, Power, Proportion, Volume};

/// All units. Order does not matter: the longest name that fits wins.
pub const UNITS: &[Unit] = &[
    // Money
    Unit { name: "元", dimension: Money, factor: Some((1, 1)), not_before: "旦", counts: true },
    measure("块钱", Money, 1, 1),
    measure("元人民币", Money, 1, 1),
    Unit { name: "角", dimension: Money, factor: Some((1, 10)), not_before: "度色落", counts: false },
    plain("美元", Currency),
    plain("欧元", Currency),
    plain("英镑", Currency),
    plain("日元", Currency),
    plain("港元", Currency),
    plain("港币", Currency),
    plain("澳元", Currency),
    plain("韩元", Currency),
    plain("卢布", Currency),
    plain("新台币", Currency),
    // Area
    measure("平方公里", Area, 1_000_000, 1),
    measure("平方千米", Area, 1_000_000, 1),
    measure("平方米", Area, 1, 1),
    measure("平米", Area, 1, 1),
    measure("㎡", Area, 1, 1),
    measure("m²", Area, 1, 1),
    measure("m2", Area, 1, 1),
    measure("km²", Area, 1_000_000, 1),
    measure("公顷", Area, 10_000, 1),
    measure("亩次", Area, 10_000, 15),
    Unit { name: "亩", dimension: Area, factor: Some((10_000, 15)), not_before: "产均", counts: true },
    Unit { name: "平方", dimension: Area, factor: Some((1, 1)), not_before: "根", counts: true },
    // Length
    measure("公里", Length, 1000, 1),
    measure("千米", Length, 1000, 1),
    measure("km", Length, 1000, 1),
    measure("米", Length, 1, 1),
    measure("延米", Length, 1, 1),
    measure("厘米", Length, 1, 100),
    measure("毫米", Length, 1, 1000),
    measure("微米", Length, 1, 1_000_000),
    measure("纳米", Length, 1, 1_000_000_000),
    measure("海里", Length, 1852, 1),
    measure("皮长公里", Length, 1000, 1),
    measure("芯公里", Length, 1000, 1),
    measure("车道公里", Length, 1000, 1),
    Unit { name: "里", dimension: Length, factor: Some((500, 1)), not_before: "程面", counts: false },
    // Mass
    measure("吨", Mass, 1000, 1),
    measure("公斤", Mass, 1, 1),
    measure("千克", Mass, 1, 1),
    measure("kg", Mass, 1, 1),
    measure("斤", Mass, 1, 2),
    measure("克", Mass, 1, 1000),
    measure("毫克", Mass, 1, 1_000_000),
    measure("微克", Mass, 1, 1_000_000_000),
    measure("担", Mass, 50, 1),
    plain("吨标准煤", Other),
    plain("蒸吨", Other),
    plain("重量箱", Other),
    plain("英寸", Other),
    plain("吨标煤", Other),
    plain("吨公里", Other),
    plain("吨位", Other),
    plain("载重吨", Other),
    plain("总吨", Other),
    plain("克拉", Other),
    // Volume
    measure("立方米", Volume, 1, 1),
    measure("方", Volume, 1, 1),
    measure("m³", Volume, 1, 1),
    measure("升", Volume, 1, 1000),
    measure("毫升", Volume, 1, 1_000_000),
    plain("桶", Other),
    // Power, energy and the like
    measure("千瓦", Power, 1, 1),
    measure("kW", Power, 1, 1),
    measure("兆瓦", Power, 1000, 1),
    measure("MW", Power, 1000, 1),
    measure("吉瓦", Power, 1_000_000, 1),
    measure("GW", Power, 1_000_000, 1),
    measure("瓦", Power, 1, 1000),
    measure("千瓦时", Energy, 1, 1),
    measure("千瓦小时", Energy, 1, 1),
    measure("kWh", Energy, 1, 1),
    measure("度电", Energy, 1, 1),
    Unit { name: "度", dimension: Energy, factor: Some((1, 1)), not_before: "假过", counts: false },
    measure("兆瓦时", Energy, 1000, 1),
    measure("吉瓦时", Energy, 1_000_000, 1),
    measure("GWh", Energy, 1_000_000, 1),
    plain("千伏安", Other),
    plain("千伏", Other),
    plain("kV", Other),
    plain("伏", Other),
    plain("马力", Other),
    plain("千卡", Other),
    plain("千焦", Other),
    plain("帕", Other),
    plain("千帕", Other),
    plain("兆帕", Other),
    plain("兆", Other),
    plain("G", Other),
    plain("TB", Other),
    plain("PB", Other),
    plain("GB", Other),
    plain("Gbps", Other),
    plain("Mbps", Other),
    plain("P", Other),
    plain("EFLOPS", Other),
    plain("PFlops", Other),
    plain("分贝", Other),
    plain("摄氏度", Other),
    plain("℃", Other),
    plain("兆赫", Other),
    plain("赫兹", Other),
    plain("标箱", Other),
    plain("标准箱", Other),
    plain("TEU", Other),
    plain("箱", Other),
    plain("人公里", Other),
    plain("标准车", Other),
    plain("核算单元", Other),
    // Durations
    measure("分钟", Duration, 1, 1),
    measure("小时", Duration, 60, 1),
    measure("个小时", Duration, 60, 1),
    Unit {
        name: "天", dimension: Duration, factor: Some((1440, 1)), not_before: "然津河气地下空", counts: true
    },
    Unit { name: "秒", dimension: Duration, factor: Some((1, 60)), not_before: "", counts: true },
    plain("个工作日", Duration),
    plain("工作日", Duration),
    plain("课时", Duration),
    plain("学时", Duration),
    plain("岁", Other),
    plain("周岁", Other),
    plain("个月", Calendar),
    plain("个季度", Calendar),
    plain("个年头", Calendar),
    plain("个星期", Calendar),
    Unit {
        name: "周", dimension: Calendar, factor: None, not_before: "年边围刊期转岁末报长", counts: false
    },
    // Proportions
    plain("%", Proportion),
    plain("‰", Proportion),
    plain("个百分点", Proportion),
    plain("百分点", Proportion),
    plain("个千分点", Proportion),
    plain("个点", Proportion),
    plain("个基点", Proportion),
    plain("倍", Proportion),
    Unit {
        name: "成",
        dimension: Proportion,
        factor: None,
        not_before: "立为果效功员就都本片熟绩长品分套批不交人年活",
        counts: false,
    },
    // People
    people("人", "大才均口民社员工手体力文类机事心身际居防车们马格数性", false),
    people("人次", "", true),
    people("人份", "", true),
    people("个人次", "", true),
    people("名", "单优牌列义录额胜城校企家", true),
    people("位", "于居列置次移数", true),
    people("口人", "", true),
    people("余名", "", true),
    people("床", "", false),
    // Classifiers
    count("个", ""),
    count("家", "庭长具乡电政园属暴访禽畜"),
    count("家次", ""),
    count("户", "籍均外口型主用"),
    count("户次", ""),
    count("条", "例件款约文"),
    count("项", "目"),
    count("件", ""),
    count("件次", ""),
    count("例", "如外行会"),
    count("所", "有以在属得需谓"),
    count("座", "谈落右"),
    count("栋", "梁"),
    count("幢", ""),
    count("台", "账湾阶风"),
    count("台次", ""),
    count("台套", ""),
    count("套", "餐种路"),
    count("辆", ""),
    count("辆次", ""),
    count("列", "为入车席居"),
    count("架", "构空"),
    count("架次", ""),
    count("艘", ""),
    count("艘次", ""),
    plain("天次", Other),
    weak("群", "众体里落岛聚山"),
    weak("席", "位卷地次"),
    weak("路", "线口段面灯况网径边过程由政基桥上费"),
    count("次", "要序于日生贷数年"),
    count("处", "理置罚级于方分"),
    count("支", "持撑出付部行农流队柱线"),
    count("支队伍", ""),
    count("只", "有要是能争"),
    weak("头", "部脑绪号等痛"),
    count("匹", "配"),
    count("羽", "毛"),
    count("株", "洲"),
    count("棵", ""),
    count("部", "门委署分队落位级长省"),
    count("部门", ""),
    count("篇", "章"),
    count("册", ""),
    count("本", "地级科土年市次省县区届着报质人部色来钢职"),
    count("场", "所馆地景面站"),
    count("场次", ""),
    count("场活动", ""),
    count("份", "额"),
    count("宗", "旨教族"),
    count("起", "步来到点草重效用义于飞降"),
    count("批", "准复发示评改"),
    count("批次", ""),
    weak("种", "植业子养粮畜苗源类"),
    weak("类", "似别型"),
    count("门", "类诊口店前"),
    count("款", "项"),
    count("笔", "记试"),
    count("枚", ""),
    count("块", "状"),
    count("张", "家贴罗"),
    count("张床位", ""),
    count("把", "握关手"),
    count("口", "岸号径味感碑腔子粮"),
    count("眼", "前光界"),
    count("孔", "子"),
    count("盏", ""),
    count("根", "据本治基"),
    count("樘", ""),
    count("扇", ""),
    count("对", "接口外于标比照策应待象手"),
    count("对次", ""),
    count("双", "向方创碳拥减城一百千"),
    count("组", "织建成"),
    count("组团", ""),
    weak("片", "区面"),
    count("片次", ""),
    weak("段", ""),
    count("间", "接隔距"),
    count("间次", ""),
    count("层", "次面级"),
    weak("级", ""),
    weak("站", "在位点到"),
    weak("点", "面"),
    weak("线", "上下路"),
    weak("档", "案"),
    count("期", "间末待盼望限货"),
    count("期次", ""),
    count("届", "时满"),
    count("轮", "换岗训"),
    count("班", "子主级列"),
    count("班次", ""),
    weak("股", "份权东"),
    weak("环", "境保节比"),
    weak("极", "大"),
    weak("面", "积对向临上貌"),
    weak("代", "表理替"),
    weak("轨", "道"),
    weak("车道", ""),
    count("车", "站辆道间床"),
    count("车次", ""),
    count("航次", ""),
    count("人家", ""),
    count("颗", ""),
    count("粒", ""),
    count("瓶", ""),
    count("盒", ""),
    count("袋", ""),
    count("包", "括含容"),
    count("剂次", ""),
    count("剂", ""),
    count("针次", ""),
    count("针", "对"),
    count("例次", ""),
    count("节", "约能点水日"),
    count("节次", ""),
    count("堂", ""),
    count("趟", ""),
    count("遍", ""),
    count("回", "收归升落"),
    count("步", "行入伐"),
    count("任务", ""),
    count("床位", ""),
    count("学位", ""),
    count("名额", ""),
    count("岗位", ""),
    count("标段", ""),
    count("机组", ""),
    count("号", "召"),
    count("株次", ""),
    count("平台", ""),
    count("字", "号"),
    count("词", ""),
    count("页", ""),
    count("集", "中团体聚群约成"),
    count("幅", "度"),
    count("副", "省市县业"),
    count("尊", "重"),
    count("封", ""),
    count("桩", ""),
    weak("村", "民庄级居镇里屯务"),
    weak("镇", "区级村街"),
    weak("乡", "镇村级"),
    weak("县", "城域级市区"),
    weak("市", "场民区级县政"),
    weak("省", "级市区"),
    weak("国", "家内际企道有标"),
    weak("区", "域县级位块"),
    weak("州", ""),
    weak("盟", ""),
    weak("旗", "县"),
    weak("校", "园区"),
    weak("团", "队结体"),
    weak("洞", ""),
    weak("库", "区容"),
    weak("单位", ""),
    weak("企业", "退职培集"),
    weak("方面", ""),
    weak("领域", ""),
    weak("环节", ""),
    weak("产业", ""),
    weak("大", "关学力会型量家地豆棚幅数众病道厦批型规"),
];

struct Index {
    /// First characters, sorted, with the range of their units.
    first: Vec<(char, u16, u16)>,
    /// Units sorted by first character, then longest first.
    units: Vec<&'static Unit>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut units: Vec<&'static Unit> = UNITS.iter().collect();
    let head = |u: &Unit| u.name.chars().next().unwrap_or('\0');
    units.sort_by_key(|u| (head(u), std::cmp::Reverse(u.name.chars().count())));
    let mut first: Vec<(char, u16, u16)> = Vec::new();
    for (i, unit) in units.iter().enumerate() {
        let (c, i) = (head(unit), i as u16);
        match first.last_mut() {
            Some(last) if last.0 == c => last.2 = i + 1,
            _ => first.push((c, i, i + 1)),
        }
    }
    Index { first, units }
});

/// The unit that stands at character `i`, and its length in characters: the longest one.
pub(super) fn unit_at(line: &Line<'_>, i: usize) -> Option<(&'static Unit, usize)> {
    let own = own_at(line, i);
    let listed = listed_at(line, i);
    if own.is_some_and(|own| listed.is_none_or(|listed| listed.1 < own.1)) { own } else { listed }
}

/// The unit of the office's own that stands at character `i`.
fn own_at(line: &Line<'_>, i: usize) -> Option<(&'static Unit, usize)> {
    let unit = line.own.units(line.c(i)).iter().find(|unit| line.has(i, &unit.name))?;
    let length = unit.name.chars().count();
    Some((made(unit), length)).filter(|(unit, _)| latin_ends(line, i + length, unit))
}

/// Units of packs that lines were read with, by name, so that a figure's unit leads to what it measures. Each is made once
/// and for good, as the listed ones are: packs have a bounded number of words, and a process reads few packs.
static OWN: RwLock<BTreeMap<&'static str, &'static Unit>> = RwLock::new(BTreeMap::new());

fn made(unit: &OwnUnit) -> &'static Unit {
    let known = OWN.read().unwrap_or_else(PoisonError::into_inner).get(&*unit.name).copied();
    known.unwrap_or_else(|| {
        let name: &'static str = unit.name.clone().leak();
        let dimension = if unit.counts { Dimension::Count } else { Other };
        let made: &'static Unit = Box::leak(Box::new(plain(name, dimension)));
        OWN.write().unwrap_or_else(PoisonError::into_inner).entry(name).or_insert(made)
    })
}

fn listed_at(line: &Line<'_>, i: usize) -> Option<(&'static Unit, usize)> {
    let index = &*INDEX;
    let c = line.c(i);
    let at = index.first.binary_search_by_key(&c, |f| f.0).ok()?;
    let (_, from, to) = index.first[at];
    index.units[from as usize..to as usize].iter().find_map(|unit| {
        let length = unit.name.chars().count();
        (line.has(i, unit.name)
            && (!unit.not_before.contains(line.c(i + length)) || before_word(line, i + length, unit))
            && latin_ends(line, i + length, unit))
        .then_some((*unit, length))
    })
}

/// 3家乡镇卫生院 against 家乡, 5名城镇居民 against 名城: the character after the classifier opens a word of its own.
fn before_word(line: &Line<'_>, end: usize, unit: &Unit) -> bool {
    let words: &[&str] = match unit.name {
        "家" => &["乡镇", "乡村", "电商", "电子", "电力", "电信", "电影院", "具有", "具备", "政府", "园区"],
        "名" => &["城镇", "城乡", "城市", "义务", "优秀", "企业", "校长", "校园"],
        "所" => &["以上", "以下", "以内"],
        _ => &[],
    };
    line.any(end, words).is_some()
}

/// A Latin unit must not run on into more letters or digits (5G网络 against 5GW).
fn latin_ends(line: &Line<'_>, end: usize, unit: &Unit) -> bool {
    !unit.name.ends_with(|c: char| c.is_ascii_alphanumeric()) || !line.c(end).is_ascii_alphanumeric()
}

/// The units by name.
static BY_NAME: LazyLock<HashMap<&'static str, &'static Unit>> =
    LazyLock::new(|| UNITS.iter().map(|unit| (unit.name, unit)).collect());

/// The unit named `name`, in either script and width; of a compound rate (吨/年) its first part.
#[must_use]
pub fn find(name: &str) -> Option<&'static Unit> {
    if name.is_empty() {
        return None;
    }
    // Most names are folded already.
    if let Some(unit) = BY_NAME.get(name) {
        return Some(unit);
    }
    let name = super::fold::fold_text(name);
    let own = || OWN.read().unwrap_or_else(PoisonError::into_inner).get(&*name).copied();
    BY_NAME.get(name.split(['/', ' ']).next().unwrap_or_default()).copied().or_else(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_folded() {
        for (i, unit) in UNITS.iter().enumerate() {
            assert!(UNITS[..i].iter().all(|u| u.name != unit.name), "{} twice", unit.name);
            assert_eq!(super::super::fold::fold_text(unit.name), unit.name);
        }
    }

    #[test]
    fn longest_wins_and_words_are_left_alone() {
        let at = |text: &str| unit_at(&Line::new(text), 0).map(|(u, _)| u.name);
        assert_eq!(at("平方公里，"), Some("平方公里"));
        assert_eq!(at("個百分點"), Some("个百分点"));
        assert_eq!(at("个百城项目"), Some("个"));
        assert_eq!(at("家庭农场"), None);
        assert_eq!(at("家乡面貌"), None);
        assert_eq!(at("家乡镇卫生院"), Some("家"));
        assert_eq!(at("名城镇居民"), Some("名"));
        assert_eq!(at("名城保护"), None);
        assert_eq!(at("所以上"), Some("所"));
        assert_eq!(at("所以"), None);
        assert_eq!(at("家电下乡"), None);
        assert_eq!(at("家电商企业"), Some("家"));
        assert_eq!(at("天次，"), Some("天次"));
        assert_eq!(at("群众"), None);
        assert_eq!(at("km²范围"), Some("km²"));
        assert_eq!(at("Gone"), None);
    }

    #[test]
    fn conversions_are_exact() {
        let mu = find("畝").unwrap();
        assert_eq!(mu.to_base(Decimal::from(15)), Some(Decimal::from(10_000)));
        assert_eq!(find("平方公里").unwrap().to_base(Decimal::from(2)), Some(Decimal::from(2_000_000)));
        assert_eq!(find("个").unwrap().to_base(Decimal::ONE), None);
    }
}
