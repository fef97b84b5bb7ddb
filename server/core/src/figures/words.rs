//! Chinese numerals that are parts of words, slogans or item heads, and so no figures.

use super::fold::Line;
use super::item::Item;
use super::numeral::{Numeral, digit};
use super::units::Dimension;
use super::{Class, Decimal, Value};
use crate::reading::MASKS;
use crate::reading::segments::is_stop;
use crate::text::is_han;

/// A web address or file name around `i`: the end of it.
pub(super) fn address(line: &Line<'_>, i: usize) -> Option<usize> {
    let part =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '.' | ':' | '?' | '=' | '&' | '%' | '~' | '-');
    if !part(line.before(i, 1)) || line.before(i, 1).is_ascii_digit() {
        return None;
    }
    let mut start = i;
    while start > 0 && i - start < 120 && part(line.c(start - 1)) {
        start -= 1;
    }
    let head = line.slice(start, i);
    let is = |a: char, b: char| head.windows(2).any(|w| w[0] == a && w[1] == b);
    if !(is('/', '/')
        || is('.', '/')
        || is('w', '.')
        || (head.contains(&'_') && head.iter().any(char::is_ascii_alphabetic)))
    {
        return None;
    }
    let mut end = i;
    while part(line.c(end)) {
        end += 1;
    }
    Some(end)
}

/// 1. 1、 1） at the start of a line or sentence, （1）, [1]: the number of an item. Returns where to go on.
pub(super) fn list_number(line: &Line<'_>, i: usize) -> Option<usize> {
    let mut end = i;
    while line.c(end).is_ascii_digit() && end < i + 4 {
        end += 1;
    }
    if line.c(end).is_ascii_digit() || end - i > 3 {
        return None;
    }
    let (previous, next) = (line.before(i, 1), line.c(end));
    if (previous == '(' && next == ')') || (previous == '[' && next == ']') || (previous == '【' && next == '】') {
        // A footnote or an item number; a year in brackets is text.
        return (end - i <= 2).then_some(end);
    }
    let mut lead = i;
    while lead > 0 && i - lead < 8 && matches!(line.c(lead - 1), ' ' | '\t' | '#' | '*' | '>' | '\u{feff}') {
        lead -= 1;
    }
    let opens = lead == 0 || is_stop(line.c(lead - 1));
    // 3.5亿 is a decimal, 2、3月 a list: what follows the mark must be a word.
    let word = |at: usize| {
        let c = if line.c(at) == ' ' { line.c(at + 1) } else { line.c(at) };
        is_han(c) && digit(c).is_none() || matches!(c, '“' | '*' | '《' | '\0')
    };
    match next {
        '.' | '、' | ')' | '．' if opens && word(end + 1) => Some(end),
        // 31.两山：a point before a Chinese numeral is no decimal's.
        '.' | '．' if opens && digit(line.c(end + 1)).is_some() && is_han(line.c(end + 1)) => Some(end),
        _ => None,
    }
}

/// 第一时间, 第三产业, 第一，: words and item heads rather than ranks.
pub(super) fn ordinal_is_a_word(line: &Line<'_>, start: usize, end: usize) -> bool {
    const AFTER: &[&str] = &[
        "产业",
        "次产业",
        "时间",
        "书记",
        "线",
        "方阵",
        "要务",
        "动力",
        "资源",
        "生产力",
        "责任人",
        "粒扣子",
        "方",
        "者",
        "议题",
        "课堂",
        "位的",
        "道防线",
        "战场",
        "章",
        "节",
        "条",
        "款",
        "部分",
        "篇",
        "梯队",
        "居民",
        "要素",
        "要件",
        "推动力",
        "是",
        "目标",
        "资源库",
        "信号",
        "项的",
        "项规定",
        "类",
        "步",
        "增长极",
        "级",
    ];
    if line.any(end, AFTER).is_some() {
        return true;
    }
    // 第一，… opens an item; 质量第一、效益优先 is a motto.
    let opens = start == 0 || matches!(line.before(start, 1), '。' | ';' | ':' | ' ' | '!');
    // 第三污水处理厂, 第一人民医院: numbered institutions.
    let institution = line
        .any(
            end,
            &[
                "人民医院",
                "医院",
                "中学",
                "小学",
                "中等",
                "人民",
                "附属",
                "实验",
                "污水",
                "水厂",
                "师范",
                "职业",
                "高级",
                "幼儿园",
                "中级",
                "检察",
                "巡视",
                "监督",
                "自来水",
            ],
        )
        .is_some();
    if institution {
        return true;
    }
    let motto = !line.c(start + 1).is_ascii_digit()
        && matches!(line.before(start, 1), '上' | '全' | '量' | '命' | '民')
        && line.any_before(start, &["至上", "质量", "生命", "安全", "人民"]).is_some();
    (opens && matches!(line.c(end), ',' | '、' | '\0')) || motto
}

/// 几, 数, 上 that do not open a number: 指数十, 以上百, 系数.
pub(super) fn prefix_is_a_word(line: &Line<'_>, i: usize) -> bool {
    let next = line.c(i + 1);
    let before = line.before(i, 1);
    if !matches!(next, '十' | '百' | '千' | '万' | '亿') || line.has(i + 2, "分之") {
        return true;
    }
    match line.c(i) {
        '数' => matches!(
            before,
            '指' | '人'
                | '户'
                | '次'
                | '系'
                | '总'
                | '位'
                | '岁'
                | '天'
                | '参'
                | '基'
                | '倍'
                | '分'
                | '件'
                | '多'
                | '个'
                | '家'
                | '级'
                | '例'
                | '床'
        ),
        '上' => {
            matches!(
                before,
                '以' | '之'
                    | '网'
                    | '线'
                    | '实'
                    | '迈'
                    | '跨'
                    | '跃'
                    | '登'
                    | '冲'
                    | '站'
                    | '踏'
                    | '际'
                    | '本'
                    | '世'
                    | '路'
                    | '晚'
                    | '海'
                    | '地'
                    | '边'
                    | '向'
            ) || next == '十'
        }
        _ => before == '第',
    }
}

/// 一半.
pub(super) fn half(line: &Line<'_>, i: usize) -> Option<Item> {
    if !line.has(i, "一半") || matches!(line.before(i, 1), '另' | '十') {
        return None;
    }
    let value = Value::Number(Decimal::new(5, 1));
    Some(Item {
        start: i,
        end: i + 2,
        numeral: (i, i + 2),
        unit: (i + 2, i + 2),
        class: Class::Fraction,
        lower: value.clone(),
        upper: value,
        chinese: true,
        ..Item::default()
    })
}

/// Where the quotation around `i` opens and closes, if it is short and on both sides.
fn quotation(line: &Line<'_>, start: usize, end: usize) -> Option<(usize, usize)> {
    let open = (1..=14).find(|k| matches!(line.before(start, *k), '“' | '”' | '‘' | '「' | '。' | '\0'))?;
    if !matches!(line.before(start, open), '“' | '‘' | '「') {
        return None;
    }
    let close = (0..24).find(|k| matches!(line.c(end + k), '”' | '“' | '’' | '」' | '。' | '\0'))?;
    matches!(line.c(end + close), '”' | '’' | '」').then_some((start - open, end + close))
}

/// A Chinese numeral inside quotes is part of a slogan, unless the quotation reads like a figure.
pub(super) fn quoted_slogan(line: &Line<'_>, start: usize, end: usize) -> bool {
    let Some((open, close)) = quotation(line, start, end) else { return false };
    let first = start == open + 1;
    // “千万”大关, “百亿”台阶, “十件民生实事”, “三年行动计划”, “三年期限”.
    let whole = first && end == close;
    if whole && matches!(line.c(end - 1), '万' | '亿' | '千' | '百' | '元') {
        return line.any(close + 1, &["大关", "台阶", "俱乐部", "关口", "门槛", "时代", "强"]).is_none();
    }
    if first
        && matches!(line.c(end - 1), '年' | '件')
        && line.any(end, &["行动", "计划", "民生", "实事", "攻坚", "期"]).is_some()
    {
        return false;
    }
    // 时间 periods inside longer quotations are figures too when they carry 年 and 月.
    line.c(end - 1) != '日'
}

/// (亿元), 单位:万吨, | 亿元 |: the unit of a table, which no number precedes.
pub(super) fn is_table_unit(line: &Line<'_>, number: &Numeral, item: &Item) -> bool {
    number.bare
        && item.measure.is_some()
        && item.before.is_none()
        && item.after.is_none()
        && matches!(line.before(item.start, 1), '(' | '|' | ':' | ' ')
        && matches!(line.c(item.end), ')' | '|' | ' ' | '\0')
}

/// XX亿元, （）亿元: what stands before the 亿 is still to come. Stars may be emphasis.
pub(super) fn is_to_come(line: &Line<'_>, start: usize) -> bool {
    let before = |mut at: usize| {
        while at > 0 && line.before(at, 1) == ' ' {
            at -= 1;
        }
        (line.before(at, 1), at.saturating_sub(1))
    };
    let (mark, at) = before(start);
    mark != '*' && MASKS.contains(&mark) || mark == ')' && before(at).0 == '('
}

/// Whether what was read at a Chinese numeral is no figure but part of a word.
#[allow(clippy::too_many_lines)]
pub(super) fn is_word(line: &Line<'_>, number: &Numeral, item: &Item) -> bool {
    let (start, end) = (item.start, item.end);
    let before = line.before(start, 1);
    let next = line.c(end);
    if item.class == Class::Period && item.range.is_some() {
        return false;
    }
    // Places, the sectors of the economy, and the last mile.
    if line.any(start, &["五台山", "五台县", "七台河", "七匹狼", "二三产业", "一二三产业"]).is_some()
        || line.has(start, "一公里") && line.ends(start, "最后")
    {
        return true;
    }
    // 一微克一微克, 一个一个: said twice for "each".
    let said: String = line.slice(start, end).iter().collect();
    if line.has(end, &said) || line.ends(start, &said) {
        return true;
    }
    if quoted_slogan(line, start, end) {
        return true;
    }
    let Some(unit) = item.measure else { return number_is_a_word(line, number, item) };
    if unit.name == "级" {
        // 万亿级 bounds a class; 二级, 十级 and 百级 are grades.
        return !(number.large && number.value.is_some_and(|v| v >= Decimal::from(100_000_000)));
    }
    let open = number.open || number.upper.is_some();
    // 每万人, 万人空巷: a scale word alone before a classifier counts only with a comparator.
    if number.bare && line.slice(number.start, number.end).len() == 1 {
        if before == '每' {
            return true;
        }
        let people_or_count = !unit.is_measure();
        let bounded = item.before.is_some() || item.after.is_some();
        if people_or_count && !bounded && !line.has(end, "级") {
            return true;
        }
        if unit.name == "元"
            && (matches!(next, '钱' | '户' | '村' | 'G')
                || line.has(end, "GDP")
                || line.has(end, "地区")
                || line.has(end, "国内")
                || line.has(end, "生产总值")
                || line.has(end, "产值")
                || line.has(end, "工业"))
            && !bounded
        {
            return true;
        }
        if matches!(unit.name, "里" | "方" | "米" | "升" | "度") && !bounded {
            return true;
        }
    }
    if unit.dimension == Dimension::Calendar || unit.dimension == Dimension::Duration {
        if unit.name == "周" || (unit.name == "天" && number.value == Some(Decimal::ONE)) {
            return true;
        }
        return matches!(before, '第' | '每' | '这' | '那') && number.value == Some(Decimal::ONE);
    }
    if unit.is_measure() || unit.dimension == Dimension::Proportion {
        if unit.name == "倍" && matches!(before, '加' | '百') {
            return true;
        }
        if unit.name == "度" && !number.large {
            return true;
        }
        if unit.name == "成" {
            return number.large
                || matches!(next, '不' | '变')
                || before == '第'
                || number.value.is_some_and(|v| v > Decimal::TEN);
        }
        if matches!(unit.name, "方" | "角" | "里" | "升" | "担" | "克") && !number.large {
            return true;
        }
        return false;
    }
    if number.large || open {
        // 百家争鸣, 千家万户, 千村示范, 百个: with a digit, 余 or a comparator it is a number.
        if number.bare && !open {
            return item.before.is_none() && item.after.is_none() && !matches!(unit.name, "个" | "名" | "人次");
        }
        return false;
    }
    small_count_is_a_word(line, number, item)
}

/// 三项 is a count, 三农 and 进一步 are not: small Chinese numerals with a classifier.
fn small_count_is_a_word(line: &Line<'_>, number: &Numeral, item: &Item) -> bool {
    let Some(unit) = item.measure else { return true };
    let (start, end) = (item.start, item.end);
    let (before, next) = (line.before(start, 1), line.c(end));
    let one = number.value == Some(Decimal::ONE) && number.upper.is_none();
    let two = number.value == Some(Decimal::TWO) && number.upper.is_none();
    if matches!(before, '第' | '每' | '某' | '哪' | '任')
        || (number.positional && number.digits > 1 && number.upper.is_none())
    {
        return true;
    }
    if one {
        if matches!(
            before,
            '这' | '那'
                | '新'
                | '上'
                | '下'
                | '同'
                | '统'
                | '唯'
                | '之'
                | '逐'
                | '另'
                | '进'
                | '又'
                | '万'
                | '不'
                | '单'
                | '专'
                | '首'
                | '有'
                | '何'
                | '均'
                | '是'
                | '者'
                | '人'
                | '手'
                | '村'
                | '县'
                | '镇'
        ) {
            return true;
        }
        let indefinite = !matches!(unit.name, "个" | "次");
        let counted = matches!(before, '增' | '建' | '成' | '获' | '引' | '设' | '了' | '、' | '和' | '供');
        if matches!(unit.name, "次") && matches!(next, '性' | '能' | '又' | '创' | '办' | '会') {
            return true;
        }
        if unit.name == "个" {
            return matches!(next, '不' | '都' | '也' | '没' | '样' | '劲' | '字' | '接' | '个');
        }
        return indefinite
            && !(counted
                && matches!(
                    unit.name,
                    "项" | "所" | "座" | "条" | "家" | "处" | "名" | "件" | "批次" | "艘" | "台" | "套"
                ));
    }
    if unit.name == "大" {
        // 六大支柱产业; 十八大, 二十大, 三大队 are names.
        let congress = number.value.is_some_and(|v| v > Decimal::TEN);
        return congress || !is_han(next) || matches!(before, '、' | '”') && !is_han(next);
    }
    if matches!(unit.name, "方面" | "领域" | "环节") {
        return false;
    }
    if !unit.counts {
        return true;
    }
    // 两个维护, 四个意识, 三个代表: slogans that lost or never had quotes.
    if unit.name == "个"
        && line
            .any(
                end,
                &[
                    "维护",
                    "确立",
                    "意识",
                    "自信",
                    "代表",
                    "毫不",
                    "健康",
                    "务必",
                    "不摘",
                    "全面",
                    "革命",
                    "转变",
                    "结合",
                    "倍增",
                    "翻番",
                    "百年",
                    "一百年",
                    "一批",
                    "率先",
                    "提升行动",
                    "一号",
                    "面向",
                    "跨越",
                    "先行",
                    "专项",
                ],
            )
            .is_some()
    {
        return true;
    }
    if unit.name == "项" && line.any(end, &["规定", "基本制度"]).is_some() {
        return true;
    }
    if two && matches!(next, '头' | '手' | '翼' | '岸' | '山') {
        return true;
    }
    match unit.name {
        "人" | "口" | "本" | "对" | "双" | "步" | "节" | "层" | "回" | "根" | "股" | "字" | "点" | "线" | "面"
        | "集" | "包" | "封" | "页" => true,
        // 三次产业, 二次创业, 一次能源.
        // 七次、八次全会: meetings, not counts.
        "次" if matches!(next, '、' | '全' | '党')
            && (end..end + 12).any(|k| line.any(k, &["全会", "全体会议", "全委", "党代会"]).is_some()) =>
        {
            true
        }
        "次" => {
            matches!(next, '产' | '创' | '能' | '分' | '供' | '污' | '曲' | '函' | '大' | '全' | '中' | '会' | '代')
        }
        "期" | "届" | "轮" => true,
        "位" => matches!(next, '一'),
        "部" | "门" | "网" => true,
        "号" | "幅" | "例" => true,
        "家" => matches!(before, '国' | '专' | '独' | '万'),
        "支" => matches!(next, '队') && before == '“',
        _ => false,
    }
}

/// A Chinese number without a unit.
fn number_is_a_word(line: &Line<'_>, number: &Numeral, item: &Item) -> bool {
    let (start, end) = (item.start, item.end);
    let before = line.before(start, 1);
    let next = line.c(end);
    if matches!(item.class, Class::Fraction | Class::Percent | Class::Permille | Class::Multiple) {
        return false;
    }
    if !number.large {
        // 接近三四十: a bare pair or small number is no figure; 十几, 二十余 before a noun are.
        return !(number.open && number.digits > 0 && is_han(next) && line.c(end - 1) == '余');
    }
    let bounded = item.before.is_some() || item.after.is_some();
    if number.bare {
        // 百姓, 千方百计, 万众: only with a mark of size around it.
        let single = number.end - number.start == 1;
        let level = line.any(end, &["产业", "集群", "园区", "企业", "台阶", "大关", "县域", "规模", "斤粮"]).is_some();
        let large_scale = number.value.is_some_and(|v| v >= Decimal::from(100_000_000_i64)) || !single;
        if single && line.c(start) == '万' {
            return !(item.after.is_some() && line.c(end) == '以');
        }
        if matches!(line.c(start), '百' | '千') && single {
            return !(item.after.is_some() && line.c(end) == '以');
        }
        if number.value.is_some_and(|v| v == Decimal::from(10_000_000)) && !bounded && !level {
            return true; // 千万 as an adverb
        }
        return !((large_scale && level) || bounded);
    }
    // 三十万手工业者, 上万学生: with a digit or an open prefix it is a number.
    if number.positional {
        return true;
    }
    let _ = before;
    false
}
