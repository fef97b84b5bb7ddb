//! What a figure takes from its neighbours: aligned lists, class bounds (thresholds), verbs of change.

use super::fold::Line;
use super::item::Item;
use super::units::Dimension;
use super::{Bound, Change, Class, Value};
use crate::reading::lexicon::{Classes, WordClass};
use crate::reading::segments::ends_clause;
use crate::text::is_han;

/// Resolves everything that needs more than one figure or the words between two.
pub(super) fn resolve(line: &Line<'_>, items: &mut [Item]) {
    elided_units(line, items);
    spans_of_life(line, items);
    shared_bounds(line, items);
    thresholds(line, items);
    listed_thresholds(line, items);
    changes(line, items);
}

/// 平均受教育年限9.5年, 预期寿命提高到80.2年: an indicator in years, no time of the statement.
fn spans_of_life(line: &Line<'_>, items: &mut [Item]) {
    const NOUNS: &[&str] = &["年限", "寿命", "工龄", "教龄", "党龄"];
    const BETWEEN: &[&str] = &[
        "达到", "达", "为", "是", "到", "至", "提高", "提升", "增加", "延长", "增长", "上升", "约", "超过", "了", "由",
        "从", "分别", "已",
    ];
    for item in items.iter_mut().filter(|x| x.class == Class::Period && line.c(x.unit.0) == '年') {
        let mut at = lead(item);
        for _ in 0..3 {
            match line.any_before(at, BETWEEN) {
                Some(n) => at -= n,
                None => break,
            }
        }
        if line.any_before(at, NOUNS).is_some() && item.lower.number().is_some() {
            item.class = Class::Quantity;
        }
    }
}

/// Whether only list marks stand between two neighbours.
fn adjoining(line: &Line<'_>, a: &Item, b: &Item) -> bool {
    let from = a.after.map_or(a.end, |x| x.1.max(a.end));
    let to = b.before.map_or(b.start, |x| x.0.min(b.start));
    from <= to
        && to - from <= 2
        && line.slice(from, to).iter().all(|c| matches!(c, '、' | '和' | '与' | '及' | ' '))
        && from < to
}

/// 15、22个百分点: a bare number takes the unit of the next member; so does 3个和2个百分点.
fn elided_units(line: &Line<'_>, items: &mut [Item]) {
    for i in (0..items.len().saturating_sub(1)).rev() {
        let (head, tail) = items.split_at_mut(i + 1);
        let (a, b) = (&mut head[i], &tail[0]);
        let plain =
            a.class == Class::Quantity && a.measure.is_none() && a.unit.0 == a.unit.1 && !a.bare && a.start < a.end;
        let points = b.class == Class::PercentagePoint
            && a.class == Class::Quantity
            && a.unit.1 == a.unit.0 + 1
            && line.c(a.unit.0) == '个';
        let alike = b.measure.is_some() && b.range.is_none() && a.chinese == b.chinese;
        if (plain || points) && alike && adjoining(line, a, b) {
            a.unit = b.unit;
            a.class = b.class;
            a.measure = b.measure;
        }
    }
}

/// 分别超过20家、35家; 分别增长5%、6.5%左右; 5亿元（3000万美元）以上.
fn shared_bounds(line: &Line<'_>, items: &mut [Item]) {
    let number = |x: &Item| {
        !matches!(x.class, Class::Name | Class::Ordinal | Class::Date | Class::Deadline | Class::Period | Class::Ratio)
    };
    let mut shared = false;
    for i in 1..items.len() {
        let (head, tail) = items.split_at_mut(i);
        let (a, b) = (&head[i - 1], &mut tail[0]);
        let leads = a.before.is_some() || shared;
        shared = false;
        if number(a)
            && number(b)
            && b.before.is_none()
            && b.after.is_none()
            && leads
            && a.after.is_none()
            && a.class == b.class
            && adjoining(line, a, b)
            && !counts_its_own(line, a, b)
            && b.bound == Bound::Equal
        {
            b.bound = a.bound;
            shared = true;
        }
    }
    for i in (1..items.len()).rev() {
        let (head, tail) = items.split_at_mut(i);
        let (a, b) = (&mut head[i - 1], &tail[0]);
        if !(number(a) && number(b)) || a.before.is_some() || a.after.is_some() || a.bound != Bound::Equal {
            continue;
        }
        let bracket = line.c(a.end) == '(' && b.start == a.end + 1 && line.c(b.end) == ')';
        if bracket {
            if let Some((_, bound)) = super::bounds::after(line, b.end + 1) {
                a.bound = bound;
            }
        } else if b.after.is_some() && b.before.is_none() && a.class == b.class && adjoining(line, a, b) && fits(a, b) {
            a.bound = b.bound;
        }
    }
    // The member inside the bracket takes the same bound.
    for i in 1..items.len() {
        let (head, tail) = items.split_at_mut(i);
        let (a, b) = (&head[i - 1], &mut tail[0]);
        if line.c(a.end) == '('
            && b.start == a.end + 1
            && line.c(b.end) == ')'
            && b.before.is_none()
            && b.after.is_none()
            && b.bound == Bound::Equal
            && number(a)
            && number(b)
            && let Some((_, bound)) = super::bounds::after(line, b.end + 1)
        {
            b.bound = bound;
        }
    }
}

/// 产值超千亿元、2个园区: in another unit and with a noun of its own, `b` goes on with no list of `a`.
fn counts_its_own(line: &Line<'_>, a: &Item, b: &Item) -> bool {
    let differ = match (a.measure, b.measure) {
        (Some(a), Some(b)) => a.dimension != b.dimension,
        _ => false,
    };
    differ && is_han(line.c(b.end))
}

/// A trailing comparator covers the list only where all members have one unit.
fn fits(a: &Item, b: &Item) -> bool {
    match (a.measure, b.measure) {
        (Some(a), Some(b)) => a.name == b.name && !matches!(a.dimension, Dimension::Count | Dimension::People),
        (a, b) => a.is_none() && b.is_none(),
    }
}

/// Nouns whose class a measure bounds (亿元以上项目, 500-1000万元企业).
const CLASSED: [&str; 40] = [
    "企业",
    "项目",
    "产业",
    "集群",
    "园区",
    "楼宇",
    "商户",
    "市场主体",
    "经营主体",
    "乡镇",
    "强镇",
    "县",
    "村",
    "镇",
    "街道",
    "基地",
    "大户",
    "存量企业",
    "工业企业",
    "重大项目",
    "技改项目",
    "投资项目",
    "在建项目",
    "产品",
    "品牌",
    "机组",
    "锅炉",
    "泵站",
    "水库",
    "河流",
    "河湖",
    "船舶",
    "泊位",
    "商品",
    "合同",
    "贷款",
    "税收",
    "外资项目",
    "民营企业",
    "工程",
];

/// 千万元以上项目, 超10亿元的企业, 万亿级: the number bounds a class, it does not measure.
fn thresholds(line: &Line<'_>, items: &mut [Item]) {
    for i in (0..items.len()).rev() {
        let next_is_threshold =
            items.get(i + 1).is_some_and(|n| n.class == Class::Threshold && adjoining(line, &items[i], n));
        let bracket = items.get(i + 1).is_some_and(|n| line.c(items[i].end) == '(' && n.start == items[i].end + 1);
        let item = &items[i];
        // 发病率5%以上的县3个.
        if item.class == Class::Percent
            && item.change.is_none()
            && items.get(i + 1).is_some_and(|n| counts_shared(line, item, n))
        {
            items[i].class = Class::Threshold;
            continue;
        }
        if item.class != Class::Quantity {
            continue;
        }
        let counted = i > 0 && is_count(&items[i - 1]) && qualifies(line, &items[i - 1], item)
            || items.get(i + 1).is_some_and(|n| counts_class(line, item, n));
        if is_threshold(line, item, next_is_threshold, bracket, counted) {
            let item = &mut items[i];
            item.class = Class::Threshold;
            if item.bare && item.bound == Bound::Equal {
                item.bound = Bound::AtLeast;
            }
            // The member inside the bracket is the same class bound.
            if bracket && let Some(inner) = items.get_mut(i + 1) {
                inner.class = Class::Threshold;
            }
        }
    }
}

/// First character, comparator included.
fn lead(item: &Item) -> usize {
    item.before.map_or(item.start, |x| x.0)
}

/// 5个, 12家.
fn is_count(item: &Item) -> bool {
    matches!(item.class, Class::Quantity | Class::CountCn)
        && item.measure.is_some_and(|u| u.dimension == Dimension::Count)
        && item.change.is_none()
}

/// Whether `item` stands between `count` and what it counts: 128个超亿元项目, 34个投资过亿元重大项目.
fn qualifies(line: &Line<'_>, count: &Item, item: &Item) -> bool {
    const BY: &[&str] = &["投资", "产值", "年产值", "营收", "营业收入", "税收", "年税收"];
    let (from, to) = (count.end, lead(item));
    from == to || line.any(from, BY).is_some_and(|n| from + n == to) && classed(line, item.end)
}

/// Whether `count` counts what `item` bounds: 超10亿元产业项目112个, 超50亿元19个, 过500万元的两个.
fn counts_class(line: &Line<'_>, item: &Item, count: &Item) -> bool {
    let end = item.after.map_or(item.end, |x| x.1);
    if !is_count(count) || count.before.is_some() || count.start < end || count.start - end > 12 {
        return false;
    }
    let between = line.slice(end, count.start);
    match between {
        [] | ['的'] => item.before.is_some() && item.bound == Bound::MoreThan,
        _ => between.iter().all(|c| is_han(*c) && *c != '的') && classed(line, end),
    }
}

/// Whether `count` counts things with the rate that `item` bounds: 发病率5%以上的县3个.
fn counts_shared(line: &Line<'_>, item: &Item, count: &Item) -> bool {
    let Some((_, end)) = item.after.filter(|_| line.c(item.end) == '以') else { return false };
    line.c(end) == '的'
        && is_count(count)
        && count.start > end + 1
        && count.start - end <= 12
        && line.slice(end + 1, count.start).iter().all(|c| is_han(*c))
        && line.any(end + 1, &["速度", "增速", "增幅", "目标", "要求", "比例", "股权"]).is_none()
}

/// 超100亿元企业1家、10亿元企业8家: the next member of a list of classes, each with its count.
fn listed_thresholds(line: &Line<'_>, items: &mut [Item]) {
    for i in 2..items.len().saturating_sub(1) {
        let (head, count, item, next) = (&items[i - 2], &items[i - 1], &items[i], &items[i + 1]);
        let same = matches!((head.measure, item.measure), (Some(a), Some(b)) if a.dimension == b.dimension);
        let bound = head.bound;
        let from = count.after.map_or(count.end, |x| x.1);
        if head.class == Class::Threshold
            && item.class == Class::Quantity
            && same
            && is_count(count)
            && from < lead(item)
            && lead(item) - from <= 3
            && line.slice(from, lead(item)).iter().all(|c| matches!(c, '、' | ',' | '和' | ' '))
            && counts_class(line, item, next)
        {
            let item = &mut items[i];
            item.class = Class::Threshold;
            if item.bound == Bound::Equal {
                item.bound = bound;
            }
        }
    }
}

fn is_threshold(line: &Line<'_>, item: &Item, next_is_threshold: bool, bracket: bool, counted: bool) -> bool {
    let end = item.after.map_or(item.end, |x| x.1);
    if item.measure.is_some_and(|u| u.name == "级") && item.bare {
        return true;
    }
    // 工业投资(50万元口径).
    if item.measure.is_some() && line.has(end, "口径") {
        return true;
    }
    if item.measure.is_none() {
        // 万亿产业.
        let classed =
            (item.end..item.end + 4).any(|k| line.any(k, &["产业", "集群", "园区", "企业", "县域"]).is_some());
        return item.bare && item.before.is_none() && classed;
    }
    let Some(unit) = item.measure else { return false };
    let size = unit.is_measure()
        && !matches!(unit.dimension, Dimension::Proportion | Dimension::Duration | Dimension::Calendar);
    if !size {
        return false;
    }
    if next_is_threshold
        && (item.after.is_some() == (item.bound != Bound::Equal) && item.before.is_none()
            || item.bound == Bound::MoreThan
            || item.before.is_none()
                && item.after.is_none()
                && line.any_before(item.start, &["达", "达到", "为", "能力"]).is_none())
    {
        return true;
    }
    let mut at = end;
    if bracket {
        // 5亿元（3000万美元）以上产业项目.
        let close = (end..end + 24).find(|k| line.c(*k) == ')');
        let Some(close) = close else { return false };
        let Some((stop, _)) = super::bounds::after(line, close + 1) else { return false };
        return is_han(line.c(stop));
    }
    // 超亿元产业项目445个, 128个超亿元项目, 30个千亩、4个万亩片区.
    let over = item.before.is_some() && item.bound == Bound::MoreThan;
    let amount = line
        .any_before(
            lead(item),
            &["总投资", "总投资额", "计划投资", "投资总额", "投资额", "合同额", "总额", "跨", "连跨"],
        )
        .is_some()
        || line.any(item.end, &["台阶", "大关", "关口"]).is_some();
    if counted && (over || item.bare) && item.after.is_none() && !amount {
        return true;
    }
    let of = line.c(at) == '的';
    if of {
        at += 1;
    }
    let noun = (is_han(line.c(at)) || line.c(at) == '“')
        && !matches!(
            line.c(at),
            '和' | '与'
                | '及'
                | '或'
                | '增'
                | '达'
                | '的'
                | '为'
                | '是'
                | '在'
                | '并'
                | '建'
                | '新'
                | '用'
                | '完'
                | '占'
                | '后'
        );
    let investment = line
        .any_before(item.before.map_or(item.start, |x| x.0), &["总投资", "投资额", "投资规模", "总投资额", "完成投资"])
        .is_some();
    if let Some((from, to)) = item.after {
        let word = line.slice(from, to);
        let bounds_class = matches!(word.first(), Some('以' | '及' | '之'));
        // 达到一千万吨以上标准煤: an amount of the thing.
        let reached = line
            .any_before(lead(item), &["达到", "达", "完成", "节约", "建成", "改造", "新增", "力争", "突破", "实现"])
            .is_some()
            && unit.name != "岁";
        return bounds_class && noun && (!of && (!reached || classed(line, at)) || of && counted_or_classed(line, at));
    }
    if item.before.is_some()
        && of
        && matches!(item.bound, Bound::MoreThan | Bound::AtLeast | Bound::AtMost | Bound::LessThan)
        && !investment
    {
        return noun && classed(line, at);
    }
    // The last of 超10亿元、30亿元、50亿元的大企业, whose comparator stands before the first.
    if of && item.before.is_none() && item.after.is_none() && item.bound == Bound::MoreThan {
        return noun && classed(line, at);
    }
    // 500-1000万元企业, 亿元产业: the class noun follows at once.
    let spent = line
        .any_before(lead(item), &["投入", "安排", "筹集", "补助", "贷款", "奖励", "资金", "完成", "实现", "新增", "的"])
        .is_some();
    !of && item.before.is_none()
        && (item.range.is_some() && line.any(at, &CLASSED).is_some()
            || item.bare && !spent && classed(line, at) && !(at..at + 14).any(|k| line.has(k, "工程")))
}

fn classed(line: &Line<'_>, at: usize) -> bool {
    (at..at + 10).take_while(|k| is_han(line.c(*k))).any(|k| line.any(k, &CLASSED).is_some())
}

fn counted_or_classed(line: &Line<'_>, at: usize) -> bool {
    classed(line, at)
        || (at..at + 14)
            .take_while(|k| is_han(line.c(*k)) || line.c(*k).is_ascii_digit())
            .any(|k| line.c(k).is_ascii_digit())
}

/// Which way the word that ends before `at` has a value go. 新增 is work, and 减排 names what it lessens: they tell it, too.
fn direction(line: &Line<'_>, at: usize, floor: usize) -> Option<Change> {
    const VERBS: Classes = Classes::of(&[WordClass::Rise, WordClass::Fall]);
    if word_before(line, at, floor, &["新增"]) {
        return Some(Change::Increase);
    }
    if word_before(line, at, floor, &["减排", "减贫"]) {
        return Some(Change::Decrease);
    }
    let verb = line.word_before(at, VERBS).filter(|verb| at >= floor + verb.len)?;
    Some(if verb.classes.meets(Classes::of(&[WordClass::Fall])) { Change::Decrease } else { Change::Increase })
}

/// The change that the words before a figure give it.
fn changes(line: &Line<'_>, items: &mut [Item]) {
    for i in 0..items.len() {
        if items[i].change.is_some()
            || matches!(items[i].class, Class::Name | Class::Date | Class::Deadline | Class::Period | Class::Threshold)
        {
            continue;
        }
        let floor = if i == 0 { 0 } else { items[i - 1].after.map_or(items[i - 1].end, |x| x.1) };
        let own = reached_by_year(line, items, i).or_else(|| change_at(line, &items[i], floor));
        let change = match own {
            Some(change) => Some(change),
            None if i > 0 => inherited(line, items, i),
            None => None,
        };
        items[i].change = change;
    }
}

/// 增长到2025年的4.9万亿元: the year stands between the verb and the level.
fn reached_by_year(line: &Line<'_>, items: &[Item], i: usize) -> Option<Change> {
    let date = items.get(i.checked_sub(1)?)?;
    let at = lead(&items[i]);
    let time = matches!(date.class, Class::Date | Class::Deadline | Class::Period);
    if !(time && line.before(at, 1) == '的' && date.end + 1 == at && date.start > 3) {
        return None;
    }
    let verb = date.start - 1;
    let to = matches!(line.c(verb), '到' | '至' | '为');
    let changes = direction(line, verb, 0).is_some();
    (to && (changes || line.any_before(verb, &["发展", "扩展", "调整"]).is_some())).then_some(Change::ToLevel)
}

fn change_at(line: &Line<'_>, item: &Item, floor: usize) -> Option<Change> {
    if item.class == Class::Ordinal {
        let to = line
            .any_before(item.start, &["升至", "升到", "降至", "降到", "前移至", "上升为", "跃居至", "提升到"])
            .is_some();
        return to.then_some(Change::ToLevel);
    }
    let mut at = item.before.map_or(item.start, |x| x.0);
    // Fillers between the verb and the number.
    const FILLERS: [&str; 24] = [
        "了", "约", "近", "超", "分别", "均", "大约", "再", "逾", "不", "“", " ", "幅度", "年人", "月人", "每人", "人",
        "每年", "每月", "平", "全国", "全省", "全市", "户",
    ];
    for _ in 0..4 {
        let Some(n) = line.any_before(at, &FILLERS) else { break };
        if at - n < floor {
            break;
        }
        at -= n;
    }
    if at < floor {
        return None;
    }
    // 增幅达7%, 降幅为3%, 人均增收达200元: the noun tells the direction, the verb only joins.
    let joined = line.any_before(at, &["达到", "达", "为", "约为"]).filter(|n| at >= floor + n).unwrap_or(0);
    let noun = |nouns: &[&str]| word_before(line, at - joined, floor, nouns);
    if item.measure.is_none_or(|u| u.dimension == Dimension::Proportion) && item.class != Class::Quantity {
        if noun(&["降幅", "跌幅"]) {
            return Some(Change::Decrease);
        }
        if noun(&["增幅", "涨幅", "增速"]) {
            return Some(Change::Increase);
        }
    } else if joined > 0 {
        if noun(&["增收", "增产"]) {
            return Some(Change::Increase);
        }
        if noun(&["减收", "减产"]) {
            return Some(Change::Decrease);
        }
    }
    // 提高到, 降至, 上升为, 调整为, 等于…的N倍.
    if matches!(line.before(at, 1), '到' | '至' | '为' | '成') && at > floor {
        let verb = at - 1;
        if line.any_before(verb, &["调整", "优化", "演变", "演进", "转变", "改善", "发展", "扩展"]).is_some()
            || direction(line, verb, floor).is_some()
        {
            return Some(Change::ToLevel);
        }
        return None;
    }
    let direction = direction(line, at, floor);
    if direction == Some(Change::Decrease) {
        return direction;
    }
    // 提升6个园区: work on things, no growth of a number.
    if item.measure.is_some_and(|u| u.dimension == Dimension::Count)
        && word_before(line, at, floor, &["提升"])
        && is_han(line.c(item.end))
        && line.any(item.end, &["位次", "名次", "等级", "档次", "台阶", "层级"]).is_none()
    {
        return None;
    }
    if direction.is_some() {
        return direction;
    }
    // 价格涨幅控制在3%左右.
    if matches!(item.class, Class::Percent | Class::Permille)
        && let Some(n) = line.any_before(at, &["控制在", "保持在", "稳定在", "维持在"])
        && word_before(line, at - n, floor, &["涨幅", "增幅", "增速", "上涨"])
    {
        return Some(Change::Increase);
    }
    if item.class == Class::Multiple && line.before(at, 1) == '的' {
        let back = (2..24)
            .map(|k| line.before(at, k))
            .take_while(|c| !matches!(c, ',' | '。' | ';' | '\0'))
            .collect::<Vec<_>>();
        return back.iter().any(|c| matches!(c, '是' | '于' | '为' | '当')).then_some(Change::ToLevel);
    }
    // 新增陕西实验室5家, 减少农村贫困人口1000万: the noun stands between.
    let from = clause_start(line, at, floor);
    let counted = item.measure.is_none_or(|u| u.dimension != Dimension::Proportion);
    // 降低各类成本64亿元, 提高低保标准10%: the verb opens the clause, the noun stands between.
    if at > from + 3 && !matches!(line.before(at, 1), '达' | '占' | '为' | '是' | '在' | '到' | '至') {
        let mut verb = from;
        while let Some(n) =
            line.any(verb, &["为企业", "为群众", "再次", "累计", "全年", "共", "已", "进一步", "大幅", "、"])
        {
            verb += n;
        }
        let cost = line.any_before(at, &["成本", "负担", "费用", "税费", "支出"]).is_some();
        if cost && (from..at).any(|k| line.any(k, &["降低", "减轻", "压减"]).is_some()) {
            return Some(Change::Decrease);
        }
        let noun = |n: usize| at >= verb + n + 2 && !line.slice(verb + n, at).contains(&'的');
        if let Some(n) = line.any(verb, &["降低", "减轻", "压降"])
            && noun(n)
        {
            return Some(Change::Decrease);
        }
        if line.has(verb, "提高") && noun(2) && line.any_before(at, &["标准", "水平", "补助", "待遇", "工资"]).is_some()
        {
            return Some(Change::Increase);
        }
    }
    if counted && item.class != Class::Ratio {
        for k in from..at {
            if !matches!(line.c(k), '新' | '净' | '增' | '调' | '扩' | '减' | '压' | '核' | '缩' | '裁' | '节')
            {
                continue;
            }
            if line.any(k, &["新增", "净增", "增加", "调增", "增设", "扩增"]).is_some()
                && line.any(k + 2, &["值", "到", "至"]).is_none()
                && !noun_verb(line, k)
            {
                return Some(Change::Increase);
            }
            if line.any(k, &["减少", "压减", "核减", "净减", "调减", "减征", "减收", "缩减", "裁减", "节减"]).is_some()
            {
                return Some(Change::Decrease);
            }
        }
    }
    None
}

/// 工业增加值: the verb is part of a noun.
fn noun_verb(line: &Line<'_>, k: usize) -> bool {
    line.has(k, "增加值") || line.has(k, "新增长") || line.has(k, "增加了解")
}

fn word_before(line: &Line<'_>, at: usize, floor: usize, words: &[&str]) -> bool {
    line.any_before(at, words).is_some_and(|n| at >= floor + n)
}

fn clause_start(line: &Line<'_>, at: usize, floor: usize) -> usize {
    let mut from = at;
    while from > floor && at - from < 40 && !(ends_clause(line.c(from - 1)) || line.c(from - 1) == '\0') {
        from -= 1;
    }
    from
}

/// The change of the figure before, where this one continues its list.
fn inherited(line: &Line<'_>, items: &[Item], i: usize) -> Option<Change> {
    let (a, b) = (&items[i - 1], &items[i]);
    // A threshold between two counts does not end the list.
    let (a, skipped) = if a.class == Class::Threshold && i > 1 { (&items[i - 2], true) } else { (a, false) };
    let change = a.change?;
    let from = a.after.map_or(a.end, |x| x.1);
    let to = b.before.map_or(b.start, |x| x.0);
    if to < from || to - from > 40 {
        return None;
    }
    let between = line.slice(from, to);
    if between.iter().any(|c| matches!(c, '。' | ';' | ':')) {
        return None;
    }
    let marks_only = !skipped
        && between.iter().all(|c| matches!(c, '、' | '和' | '与' | '及' | ',' | ' '))
        && !between.contains(&',');
    if marks_only {
        return (a.class == b.class).then_some(change);
    }
    // 新增A5家、B21家，C3家: nouns with the same kind of count.
    let same_kind = a.measure.is_some_and(|a| !a.is_measure()) && b.measure.is_some_and(|b| !b.is_measure());
    let listed = between.contains(&'、') || between.contains(&'和');
    let comma = between.contains(&',');
    let verb = (from..to).any(|k| {
        const VERBS: [&str; 42] = [
            "首超", "首次", "完成", "建成", "引进", "超过", "实现", "培育", "累计", "总数", "总量", "达到", "居", "达",
            "共有", "成功", "认定", "建设", "新建", "改造", "组织", "安置", "培训", "举办", "设立", "建立", "推进",
            "扩建", "吸纳", "发放", "救助", "资助", "帮助", "安排", "投入", "开展", "突破", "修建", "改建", "创建",
            "打造", "实施",
        ];
        line.any(k, &VERBS).is_some() || comma && line.has(k, "就业")
    });
    // 新增管网230公里、干网349公里.
    let same_unit = a.class == Class::Quantity
        && b.class == Class::Quantity
        && a.measure.is_some_and(|a| b.measure.is_some_and(|b| a.name == b.name))
        && between.first() == Some(&'、')
        && !comma;
    ((same_kind || same_unit) && change != Change::ToLevel && !verb && (listed || comma) && a.lower != Value::None)
        .then_some(change)
}
