//! What a figure takes from its neighbours: aligned lists, class bounds (thresholds), verbs of change.

use super::item::Item;
use super::units::Dimension;
use super::{Bound, Change, Class, Value, bounds};
use crate::reading::line::Line;
use crate::reading::patterns::{self, Kind, Marked, Rule, Scene};
use crate::reading::segments::joins_list;
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
    for item in items.iter_mut().filter(|x| x.class == Class::Period && line.c(x.unit.0) == '年') {
        if patterns::INDICATOR_IN_YEARS.holds(line, item.marked()) && item.lower.number().is_some() {
            item.class = Class::Quantity;
        }
    }
}

/// Whether only list marks stand between two neighbours.
fn adjoining(line: &Line<'_>, a: &Item, b: &Item) -> bool {
    let (from, to) = (a.to(), b.from());
    from < to && to - from <= 2 && line.slice(from, to).iter().all(|c| joins_list(*c) || *c == ' ')
}

/// Whether `b` is all that brackets behind `a` hold: 5亿元（3000万美元）.
fn in_brackets(line: &Line<'_>, a: &Item, b: &Item) -> bool {
    line.c(a.end) == '(' && b.start == a.end + 1 && line.c(b.end) == ')'
}

/// 15、22个百分点: a bare number takes the unit of the next member; so does 3个和2个百分点.
fn elided_units(line: &Line<'_>, items: &mut [Item]) {
    for i in (1..items.len()).rev() {
        let [a, b] = &mut items[i - 1..=i] else { continue };
        let plain =
            a.class == Class::Quantity && a.measure.is_none() && a.unit.0 == a.unit.1 && !a.bare && a.start < a.end;
        let points = b.class == Class::PercentagePoint
            && a.class == Class::Quantity
            && a.unit.1 == a.unit.0 + 1
            && line.c(a.unit.0) == '个';
        let alike = b.measure.is_some() && b.range.is_none() && a.chinese == b.chinese;
        if (plain || points) && alike && adjoining(line, a, b) {
            (a.unit, a.class, a.measure) = (b.unit, b.class, b.measure);
        }
    }
}

/// 分别超过20家、35家; 分别增长5%、6.5%左右; 5亿元（3000万美元）以上.
fn shared_bounds(line: &Line<'_>, items: &mut [Item]) {
    let number = |x: &Item| {
        !matches!(x.class, Class::Name | Class::Ordinal | Class::Date | Class::Deadline | Class::Period | Class::Ratio)
    };
    let unbounded = |x: &Item| x.before.is_none() && x.after.is_none() && x.bound == Bound::Equal;
    let mut shared = false;
    for i in 1..items.len() {
        let [a, b] = &mut items[i - 1..=i] else { continue };
        let leads = a.before.is_some() || shared;
        shared = number(a)
            && number(b)
            && unbounded(b)
            && leads
            && a.after.is_none()
            && a.class == b.class
            && adjoining(line, a, b)
            && !counts_its_own(line, a, b);
        if shared {
            b.bound = a.bound;
        }
    }
    for i in (1..items.len()).rev() {
        let [a, b] = &mut items[i - 1..=i] else { continue };
        if !(number(a) && number(b)) {
            continue;
        }
        if in_brackets(line, a, b) {
            if let Some((_, bound)) = bounds::after(line, b.end + 1) {
                [a, b].into_iter().filter(|x| unbounded(x)).for_each(|x| x.bound = bound);
            }
        } else if unbounded(a)
            && b.after.is_some()
            && b.before.is_none()
            && a.class == b.class
            && adjoining(line, a, b)
            && fits(a, b)
        {
            a.bound = b.bound;
        }
    }
}

/// 产值超千亿元、2个园区: in another unit and with a noun of its own, `b` goes on with no list of `a`.
fn counts_its_own(line: &Line<'_>, a: &Item, b: &Item) -> bool {
    let differ = matches!((a.measure, b.measure), (Some(a), Some(b)) if a.dimension != b.dimension);
    differ && is_han(line.c(b.end))
}

/// A trailing comparator covers the list only where all members have one unit.
fn fits(a: &Item, b: &Item) -> bool {
    match (a.measure, b.measure) {
        (Some(a), Some(b)) => a.name == b.name && !matches!(a.dimension, Dimension::Count | Dimension::People),
        (a, b) => a.is_none() && b.is_none(),
    }
}

/// 千万元以上项目, 超10亿元的企业, 万亿级: the number bounds a class, it does not measure.
fn thresholds(line: &Line<'_>, items: &mut [Item]) {
    for i in (0..items.len()).rev() {
        let (item, next) = (&items[i], items.get(i + 1));
        let next_is_threshold = next.is_some_and(|n| n.class == Class::Threshold && adjoining(line, item, n));
        let bracket = next.is_some_and(|n| line.c(item.end) == '(' && n.start == item.end + 1);
        // 发病率5%以上的县3个.
        if item.class == Class::Percent && next.is_some_and(|n| counts_shared(line, item, n)) {
            items[i].class = Class::Threshold;
            continue;
        }
        if item.class != Class::Quantity {
            continue;
        }
        let counted = i > 0 && is_count(&items[i - 1]) && qualifies(line, &items[i - 1], item)
            || next.is_some_and(|n| counts_class(line, item, n));
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

/// 5个, 12家.
fn is_count(item: &Item) -> bool {
    matches!(item.class, Class::Quantity | Class::CountCn)
        && item.measure.is_some_and(|u| u.dimension == Dimension::Count)
}

/// Whether `item` stands between `count` and what it counts: 128个超亿元项目, 34个投资过亿元重大项目.
fn qualifies(line: &Line<'_>, count: &Item, item: &Item) -> bool {
    let (from, to) = (count.end, item.from());
    let by = || patterns::CLASSED_BY.after(line, Marked::at(from)).any(|end| end == to);
    from == to || by() && classed(line, item.end)
}

/// Whether `count` counts what `item` bounds: 超10亿元产业项目112个, 超50亿元19个, 过500万元的两个.
fn counts_class(line: &Line<'_>, item: &Item, count: &Item) -> bool {
    let end = item.to();
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
    let end = item.to();
    item.after.is_some()
        && line.c(item.end) == '以'
        && line.c(end) == '的'
        && is_count(count)
        && count.start > end + 1
        && count.start - end <= 12
        && line.slice(end + 1, count.start).iter().all(|c| is_han(*c))
        && !patterns::NO_THINGS.holds(line, Marked::at(end + 1))
}

/// 超100亿元企业1家、10亿元企业8家: the next member of a list of classes, each with its count.
fn listed_thresholds(line: &Line<'_>, items: &mut [Item]) {
    for i in 2..items.len().saturating_sub(1) {
        let (head, count, item, next) = (&items[i - 2], &items[i - 1], &items[i], &items[i + 1]);
        let same = matches!((head.measure, item.measure), (Some(a), Some(b)) if a.dimension == b.dimension);
        let bound = head.bound;
        let (from, to) = (count.to(), item.from());
        if head.class == Class::Threshold
            && item.class == Class::Quantity
            && same
            && is_count(count)
            && from < to
            && to - from <= 3
            && line.slice(from, to).iter().all(|c| matches!(c, '、' | ',' | '和' | ' '))
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
    let (from, end) = (Marked::at(item.from()), item.to());
    let Some(unit) = item.measure else {
        return item.bare && item.before.is_none() && patterns::CLASS_OF_SCALE.holds(line, Marked::at(item.end));
    };
    // 工业投资(50万元口径).
    if unit.name == "级" && item.bare || line.has(end, "口径") {
        return true;
    }
    let size = unit.is_measure()
        && !matches!(unit.dimension, Dimension::Proportion | Dimension::Duration | Dimension::Calendar);
    if !size {
        return false;
    }
    if next_is_threshold
        && (item.after.is_some() == (item.bound != Bound::Equal) && item.before.is_none()
            || item.bound == Bound::MoreThan
            || item.before.is_none() && item.after.is_none() && !patterns::REACHED.holds(line, Marked::at(item.start)))
    {
        return true;
    }
    if bracket {
        // 5亿元（3000万美元）以上产业项目.
        let close = (end..end + 24).find(|k| line.c(*k) == ')');
        let bound = close.and_then(|close| bounds::after(line, close + 1));
        return bound.is_some_and(|(stop, _)| is_han(line.c(stop)));
    }
    // 超亿元产业项目445个, 128个超亿元项目, 30个千亩、4个万亩片区.
    let over = item.before.is_some() && item.bound == Bound::MoreThan;
    let amount = patterns::AMOUNT_ALONE.holds(line, Marked { to: item.end, ..from });
    if counted && (over || item.bare) && item.after.is_none() && !amount {
        return true;
    }
    let of = line.c(end) == '的';
    let at = end + usize::from(of);
    let noun = (is_han(line.c(at)) || line.c(at) == '“') && !patterns::NO_NOUN.holds(line, Marked::at(at));
    if let Some((bound, _)) = item.after {
        let bounds_class = matches!(line.c(bound), '以' | '及' | '之');
        // 达到一千万吨以上标准煤: an amount of the thing.
        let reached = patterns::SO_MUCH.holds(line, from) && unit.name != "岁";
        return bounds_class && noun && (!of && (!reached || classed(line, at)) || of && counted_or_classed(line, at));
    }
    if of {
        // In 超10亿元、30亿元、50亿元的大企业 the comparator stands before the first.
        let bounded = match item.bound {
            Bound::MoreThan if item.before.is_none() => true,
            Bound::Equal | Bound::About => false,
            _ => item.before.is_some() && !patterns::OWN_INVESTMENT.holds(line, from),
        };
        return bounded && noun && classed(line, at);
    }
    // 500-1000万元企业, 亿元产业: the class noun follows at once.
    let spent = patterns::FOR_SPENDING.holds(line, from);
    item.before.is_none()
        && (item.range.is_some() && patterns::CLASSED_AT_ONCE.holds(line, Marked::at(at))
            || item.bare && !spent && classed(line, at) && !(at..at + 14).any(|k| line.has(k, "工程")))
}

fn classed(line: &Line<'_>, at: usize) -> bool {
    patterns::CLASSED_AHEAD.holds(line, Marked::at(at))
}

fn counted_or_classed(line: &Line<'_>, at: usize) -> bool {
    classed(line, at) || line.c(line.run(at, at + 13, is_han)).is_ascii_digit()
}

/// A line with its items, as patterns see them.
struct Items<'l, 'a> {
    line: &'l Line<'a>,
    marked: Vec<Marked>,
}

impl Scene for Items<'_, '_> {
    fn line(&self) -> &Line<'_> {
        self.line
    }

    fn marked(&self) -> &[Marked] {
        &self.marked
    }
}

/// The change that the words before a figure give it.
fn changes(line: &Line<'_>, items: &mut [Item]) {
    let scene = Items { line, marked: items.iter().map(Item::marked).collect() };
    for i in 0..items.len() {
        if items[i].change.is_some()
            || matches!(items[i].class, Class::Name | Class::Date | Class::Deadline | Class::Period | Class::Threshold)
        {
            continue;
        }
        let own = reached_by_year(line, items, i).or_else(|| change_at(&scene, i));
        items[i].change = own.or_else(|| inherited(line, items, i));
    }
}

/// 增长到2025年的4.9万亿元: the year stands between the verb and the level.
fn reached_by_year(line: &Line<'_>, items: &[Item], i: usize) -> Option<Change> {
    let date = items.get(i.checked_sub(1)?)?;
    let at = items[i].from();
    let time = matches!(date.class, Class::Date | Class::Deadline | Class::Period);
    (time
        && line.before(at, 1) == '的'
        && date.end + 1 == at
        && date.start > 3
        && patterns::REACHES.holds(line, Marked::at(date.start)))
    .then_some(Change::ToLevel)
}

/// What the words before a figure tell of its change; the first rule that holds decides.
const CHANGES: [(&Rule, Option<Change>); 10] = [
    (&patterns::FALLS_AS_NOUN, Some(Change::Decrease)),
    (&patterns::RISES_AS_NOUN, Some(Change::Increase)),
    (&patterns::REACHES, Some(Change::ToLevel)),
    (&patterns::TOLD_AS_LEVEL, None),
    (&patterns::FALLS, Some(Change::Decrease)),
    (&patterns::WORK_ON_COUNTED, None),
    (&patterns::RISES, Some(Change::Increase)),
    (&patterns::TIMES_THE_BASE, Some(Change::ToLevel)),
    (&patterns::FALLS_BEFORE_NOUN, Some(Change::Decrease)),
    (&patterns::RISES_BEFORE_NOUN, Some(Change::Increase)),
];

fn change_at(scene: &Items<'_, '_>, i: usize) -> Option<Change> {
    let is = |rule: &Rule| rule.holds(scene, scene.marked[i]);
    if scene.marked[i].kinds & Kind::Ordinal.bit() != 0 {
        return is(&patterns::REACHES).then_some(Change::ToLevel);
    }
    CHANGES.iter().find(|(rule, _)| is(rule))?.1
}

/// The change of the figure before, where this one continues its list.
fn inherited(line: &Line<'_>, items: &[Item], i: usize) -> Option<Change> {
    let (a, b) = (items.get(i.checked_sub(1)?)?, &items[i]);
    // A threshold between two counts does not end the list.
    let (a, skipped) = if a.class == Class::Threshold && i > 1 { (&items[i - 2], true) } else { (a, false) };
    let change = a.change?;
    let (from, to) = (a.to(), b.from());
    if to < from || to - from > 40 {
        return None;
    }
    let between = line.slice(from, to);
    // 新增工厂5家，7420家企业…: what the number opens is a statement of its own.
    if between == [','] || between.iter().any(|c| matches!(c, '。' | ';' | ':')) {
        return None;
    }
    if !skipped && between.iter().all(|c| joins_list(*c) || *c == ' ') {
        return (a.class == b.class).then_some(change);
    }
    // 新增A5家、B21家，C3家: nouns with the same kind of count.
    let same_kind = a.measure.is_some_and(|a| !a.is_measure()) && b.measure.is_some_and(|b| !b.is_measure());
    let listed = between.contains(&'、') || between.contains(&'和');
    let comma = between.contains(&',');
    let verb = (from..to).any(|k| patterns::NEW_STATEMENT.holds(line, Marked::at(k)) || comma && line.has(k, "就业"));
    // 新增管网230公里、干网349公里.
    let same_unit = a.class == Class::Quantity
        && b.class == Class::Quantity
        && a.measure.is_some_and(|a| b.measure.is_some_and(|b| a.name == b.name))
        && between.first() == Some(&'、')
        && !comma;
    ((same_kind || same_unit) && change != Change::ToLevel && !verb && (listed || comma) && a.lower != Value::None)
        .then_some(change)
}
