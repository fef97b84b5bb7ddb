//! Finds the figures of one line: the driver of the scanner.
//!
//! A table of bits finds the characters that can start a figure; a line without one costs nothing more. Every reader
//! looks a bounded distance around, or consumes what it looks at, so that the whole is linear.

use crate::config::{Names, OwnWords};

use super::item::Item;
use super::numeral::{Numeral, arabic, arabic_digits, chinese, connector, digit, skip_space};
use super::units::{Dimension, Unit, unit_at};
use super::{Bound, Change, Class, Decimal, Figure, Value, bounds, lists, names, time, units, words};
use crate::reading::line::Line;
use crate::reading::patterns::{self, Marked};
use crate::text::is_han;

/// The characters that can start a figure, in either script and width.
const FIRST: [char; 45] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '０', '１', '２', '３', '４', '５', '６', '７', '８', '９', '一',
    '二', '两', '兩', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万', '萬', '亿', '億', '几', '幾',
    '数', '數', '上', '第', '翻',
];

/// One bit a character of the basic plane: whether it can start a figure.
static STARTS: [u64; 1024] = {
    let mut bits = [0; 1024];
    let mut i = 0;
    while i < FIRST.len() {
        bits[FIRST[i] as usize >> 6] |= 1 << (FIRST[i] as usize & 63);
        i += 1;
    }
    bits
};

/// Whether a figure can start with this character.
fn starts_figure(c: char) -> bool {
    let code = c as usize;
    STARTS.get(code >> 6).is_some_and(|bits| bits >> (code & 63) & 1 == 1)
}

/// Scans one line.
#[must_use]
pub fn scan(text: &str) -> Vec<Figure> {
    scan_with(text, &Names::default(), OwnWords::none())
}

/// Scans one line; a figure inside one of `known` is that name, and units of `own` are units.
#[must_use]
pub fn scan_with(text: &str, known: &Names, own: &OwnWords) -> Vec<Figure> {
    if !text.chars().any(starts_figure) {
        return Vec::new();
    }
    let line = Line::with(text, own);
    let mut items: Vec<Item> = Vec::new();
    let mut i = 0;
    let mut floor = 0;
    while i < line.len() {
        let found = if starts_figure(line.c(i)) { read(&line, i, floor) } else { Err(i + 1) };
        match found {
            Ok(item) => {
                i = item.end.max(i + 1);
                floor = i;
                items.push(item);
            }
            Err(next) => i = next.max(i + 1),
        }
    }
    lists::resolve(&line, &mut items);
    if !known.is_empty() {
        names::apply_words(&line, &mut items, known);
    }
    items.iter().map(|item| figure(&line, item)).collect()
}

fn figure(line: &Line<'_>, item: &Item) -> Figure {
    let span = |(from, to): (usize, usize)| line.span(from, to);
    Figure {
        span: span((item.start, item.end)),
        numeral: span(item.numeral),
        unit: span(item.unit),
        before: item.before.map(span),
        after: item.after.map(span),
        class: item.class,
        lower: item.lower.clone(),
        upper: item.upper.clone(),
        bound: item.bound,
        change: item.change,
        range: item.range.map(|(numeral_end, unit_end, second)| super::RangeParts {
            first: span((item.start, numeral_end)),
            first_unit: span((numeral_end, unit_end)),
            connector: span((unit_end, second)),
            second: span((second, item.end)),
        }),
    }
}

/// Reads at a character that can start a figure: the figure, or where to go on.
fn read(line: &Line<'_>, i: usize, floor: usize) -> Result<Item, usize> {
    match line.c(i) {
        '0'..='9' => read_arabic(line, i, floor),
        '第' => read_ordinal(line, i),
        '翻' => doubling(line, i).ok_or(i + 1),
        _ => read_chinese(line, i),
    }
}

fn read_arabic(line: &Line<'_>, i: usize, floor: usize) -> Result<Item, usize> {
    if let Some(next) = words::address(line, i) {
        return Err(next);
    }
    if let Some(found) = names::arabic(line, i, floor) {
        return Ok(found);
    }
    if let Some(next) = words::list_number(line, i) {
        return Err(next);
    }
    if let Some(found) = time::read(line, i) {
        return Ok(found);
    }
    let number = arabic(line, i);
    let mut item = measured(line, i, &number);
    // 附件2, 表7, 图3: the number is a label.
    if item.measure.is_none()
        && !number.large
        && !number.decimal
        && item.range.is_none()
        && (line.any_before(i, patterns::LABELLED).is_some()
            || (matches!(line.before(i, 1), '表' | '图') && !is_han(line.before(i, 2))))
    {
        item.class = Class::Name;
        (item.lower, item.upper) = (Value::None, Value::None);
    }
    Ok(item)
}

/// A number in Arabic or Chinese digits, without a scale behind Arabic ones.
fn number(line: &Line<'_>, i: usize) -> Option<Numeral> {
    if line.c(i).is_ascii_digit() { Some(arabic_digits(line, i)) } else { chinese(line, i) }
}

/// 第N with the classifier that belongs to it.
fn read_ordinal(line: &Line<'_>, i: usize) -> Result<Item, usize> {
    let at = skip_space(line, i + 1);
    let number = number(line, at).filter(|n| !n.open && !n.bare).ok_or(i + 1)?;
    if words::ordinal_is_a_word(line, i, number.end) {
        return Err(number.end);
    }
    let classifier = patterns::CLASSIFIER_OF_RANK.after(line, Marked::at(number.end)).next_back();
    let end = classifier.unwrap_or(number.end);
    let found = Item::of(Class::Ordinal, i, number.end, end, number.value.into());
    Ok(Item { numeral: (at, number.end), chinese: number.chinese, ..found })
}

/// The unit at `i` with a rate's denominator (吨/年): its start, end and entry.
fn unit_span(line: &Line<'_>, i: usize) -> Option<(usize, usize, &'static Unit)> {
    let at = skip_space(line, i);
    let (unit, length) = unit_at(line, at)?;
    let mut end = at + length;
    if line.c(end) == '/' {
        let mut next = end + 1;
        while matches!(line.c(next), '百' | '千' | '万' | '亿') && unit_at(line, next).is_none() {
            next += 1;
        }
        if let Some((_, length)) = unit_at(line, next) {
            end = next + length;
        } else if matches!(line.c(next), '年' | '月' | '日') {
            end = next + 1;
        }
    }
    Some((at, end, unit))
}

/// A number that stands alone or with a unit, a second end, comparators.
fn measured(line: &Line<'_>, i: usize, number: &Numeral) -> Item {
    if let Some(found) = slash_or_colon(line, i, number) {
        return with_bounds(line, found);
    }
    let upper = if number.open { None } else { number.upper.or(number.value) };
    let mut item = Item {
        numeral: (i, number.digits_end),
        upper: upper.into(),
        bound: if number.open { Bound::AtLeast } else { Bound::Equal },
        bare: number.bare,
        chinese: number.chinese,
        ..Item::of(Class::Quantity, i, number.end, number.end, number.value.into())
    };
    // A minus sign after a word is a sign; after a digit or a unit it would be a range.
    if matches!(line.before(i, 1), '-' | '−')
        && (is_han(line.before(i, 2)) || line.before(i, 2) == ' ')
        && !number.chinese
        && !unit_before(line, i - 1)
    {
        item.start = i - 1;
        for end in [&mut item.lower, &mut item.upper] {
            *end = end.number().map(|n| -n).into();
        }
    }
    if let Some((at, end, unit)) = unit_span(line, number.end) {
        item.unit = (at, end);
        item.end = end;
        item.measure = Some(unit);
    }
    range(line, number, &mut item);
    classify(line, number, &mut item);
    with_bounds(line, item)
}

/// Whether a digit or classifier ends just before `i`: then a hyphen there joins a range.
fn unit_before(line: &Line<'_>, i: usize) -> bool {
    matches!(line.before(i, 1), '0'..='9' | '%' | '年' | '月' | '日' | '万' | '亿' | '个' | '家' | '元')
}

fn number_at(line: &Line<'_>, i: usize) -> Option<Numeral> {
    if line.c(i).is_ascii_digit() {
        Some(arabic(line, i))
    } else if digit(line.c(i)).is_some() || line.c(i) == '十' {
        chinese(line, i).filter(|n| !n.positional || n.digits == 1)
    } else {
        None
    }
}

/// 6%—6.5%, 500-1000万元, 700至800个, 1 至 2 家.
fn range(line: &Line<'_>, number: &Numeral, item: &mut Item) {
    let Some(next) = connector(line, item.end) else { return };
    let word = line.c(skip_space(line, item.end));
    let Some(second) = number_at(line, next).filter(|n| n.chinese == number.chinese && !n.bare) else { return };
    if matches!(word, '至' | '到') && (started_by_from(line, item.start) || (word == '到' && item.measure.is_some()))
    {
        return;
    }
    if number.decimal && line.c(second.end) == '.' {
        return;
    }
    let unit = unit_span(line, second.end);
    let year = line.c(skip_space(line, second.end)) == '年';
    match (item.measure, unit) {
        (Some(a), Some((.., b))) if a.name != b.name => return,
        (Some(_), None) => return,
        (None, None) if !(year || number.large || second.large) && matches!(word, '到') => return,
        _ => {}
    }
    // 0371-1234567 and the like are codes.
    if line.c(item.start) == '0' && !number.decimal && number.digits > 1 {
        return;
    }
    item.range = Some((number.end, item.end, next));
    // A scale that stands once, at the end, holds for both ends.
    if item.measure.is_none()
        && number.scale.is_none()
        && !number.large
        && let (Some(scale), Value::Number(low)) = (second.scale, &item.lower)
    {
        item.lower = low.checked_mul(scale).into();
    }
    item.upper = second.value.filter(|_| !second.open).into();
    item.numeral.1 = second.digits_end;
    item.unit = (second.end, second.end);
    if let Some((at, end, unit)) = unit {
        item.measure = Some(unit);
        item.unit = (at, end);
    } else if year {
        let at = skip_space(line, second.end);
        item.unit = (at, at + 1);
        item.class = Class::Period;
    }
    item.end = item.unit.1;
}

fn started_by_from(line: &Line<'_>, i: usize) -> bool {
    (1..=8).map(|k| line.before(i, k)).take_while(|c| is_han(*c)).any(|c| matches!(c, '由' | '从' | '自'))
}

/// 1/3 and 8.7∶41.2∶50.1.
fn slash_or_colon(line: &Line<'_>, i: usize, number: &Numeral) -> Option<Item> {
    if number.large || number.chinese {
        return None;
    }
    let colon = |at: usize| matches!(line.c(at), '∶' | ':' | '︰') && line.c(at + 1).is_ascii_digit();
    let written = |from: usize, to: usize| line.slice(from, to).iter().collect::<String>();
    let text = |class: Class, end: usize, value: String| Some(Item::of(class, i, end, end, Value::Text(value)));
    if line.c(number.end) == '/' && line.c(number.end + 1).is_ascii_digit() && !number.decimal {
        let low = arabic_digits(line, number.end + 1);
        if low.decimal || line.c(low.end) == '/' || low.digits > 4 {
            return None;
        }
        return text(Class::Fraction, low.end, written(i, low.end));
    }
    if !colon(number.end) {
        return None;
    }
    let mut end = number.end;
    let mut members = vec![written(i, end)];
    while colon(end) && members.len() < 9 {
        let low = arabic_digits(line, end + 1);
        members.push(written(low.start, low.end));
        end = low.end;
    }
    // A unit after the last member tells a colon before a quantity: 目标2:30个.
    if unit_at(line, end).is_some_and(|(u, _)| u.name != "成") {
        return None;
    }
    text(Class::Ratio, end, members.join(":"))
}

/// Class from the unit.
fn classify(line: &Line<'_>, number: &Numeral, item: &mut Item) {
    if item.class == Class::Period {
        return;
    }
    let Some(unit) = item.measure else { return };
    item.class = match unit.name {
        "%" => Class::Percent,
        "‰" => Class::Permille,
        // 设45个点 counts points of another kind.
        "个点" if !changed_before(line, item.start) => {
            item.unit.1 = item.unit.0 + 1;
            item.end = item.unit.1;
            item.measure = units::find("个");
            Class::Quantity
        }
        "个百分点" | "百分点" | "个点" => {
            // The unit of 个百分点 is 百分点; 个 only counts it.
            if line.c(item.unit.0) == '个' {
                item.unit.0 += 1;
            }
            Class::PercentagePoint
        }
        "倍" => Class::Multiple,
        "成" => {
            for end in [&mut item.lower, &mut item.upper] {
                *end = end.number().and_then(|n| n.checked_div(Decimal::TEN)).into();
            }
            Class::Fraction
        }
        _ if unit.dimension == Dimension::Calendar => Class::Period,
        _ if number.chinese && !number.large && !unit.is_measure() => Class::CountCn,
        _ => Class::Quantity,
    };
}

/// Whether a word of change stands just before: 提高2个点.
fn changed_before(line: &Line<'_>, at: usize) -> bool {
    let from = at.saturating_sub(6);
    (from..at).any(|k| line.any(k, patterns::OF_CHANGE).is_some())
}

/// With the comparators before and after it, outside quotation marks around a scale word: 超“千亿”.
fn with_bounds(line: &Line<'_>, mut item: Item) -> Item {
    let from = item.start - usize::from(item.bare && line.before(item.start, 1) == '“');
    let share = matches!(item.class, Class::Percent | Class::Permille | Class::Fraction);
    if let Some((start, bound)) = bounds::before(line, from).filter(|(start, _)| !bounds::passes_goal(line, *start)) {
        (item.before, item.bound) = (Some((start, from)), bound);
    } else if share && line.before(from, 1) == '前' {
        (item.before, item.bound) = (Some((from - 1, from)), Bound::AtMost);
    }
    let to = item.end + usize::from(item.bare && line.c(item.end) == '”');
    if let Some((end, bound)) = bounds::after(line, to) {
        (item.after, item.bound) = (Some((to, end)), bound);
    } else if item.measure.is_some_and(|u| !u.is_measure())
        && item.before.is_none()
        && let Some((end, bound)) = bounds::after_object(line, to)
    {
        (item.after, item.bound) = (Some((end - 2, end)), bound);
    }
    item
}

/// The Chinese numeral at `i` with its unit, as patterns see it.
#[cfg(test)]
pub(super) fn numeral_at(line: &Line<'_>, i: usize) -> Option<Marked> {
    let number = chinese(line, i)?;
    Some(words::marked(&number, &measured(line, i, &number)))
}

/// Everything that starts with a Chinese numeral.
fn read_chinese(line: &Line<'_>, i: usize) -> Result<Item, usize> {
    if matches!(line.c(i), '几' | '数' | '上') && words::prefix_is_a_word(line, i) {
        return Err(i + 1);
    }
    if let Some(found) = names::plan(line, i) {
        return Ok(found);
    }
    if let Some(end) = names::dotted(line, i) {
        return Err(end);
    }
    if let Some(found) = parts_of(line, i).or_else(|| words::half(line, i)) {
        return Ok(with_bounds(line, found));
    }
    if let Some(found) = time::read(line, i) {
        return if words::quoted_slogan(line, found.start, found.end) { Err(found.end) } else { Ok(found) };
    }
    let number = chinese(line, i).ok_or(i + 1)?;
    let item = measured(line, i, &number);
    if words::is_table_unit(line, &number, &item) {
        return Err(item.end);
    }
    if words::is_word(line, &number, &item) || number.bare && words::is_to_come(line, i) {
        return Err(number.end);
    }
    Ok(item)
}

/// 翻一番, 翻了两番: the factor is a power of two.
fn doubling(line: &Line<'_>, i: usize) -> Option<Item> {
    let at = if line.c(i + 1) == '了' { i + 2 } else { i + 1 };
    let number = number(line, at).filter(|n| line.c(n.end) == '番')?;
    let times = number.value.and_then(|v| u32::try_from(v).ok()).filter(|n| (1..=9).contains(n));
    let factor = times.map(|n| Decimal::from(2_u32.pow(n)));
    let item = Item {
        numeral: (at, number.end),
        change: Some(Change::Increase),
        chinese: true,
        ..Item::of(Class::Multiple, i, number.end, number.end + 1, factor.into())
    };
    Some(with_bounds(line, item))
}

/// 百分之五点一, 千分之一, 三分之一.
fn parts_of(line: &Line<'_>, i: usize) -> Option<Item> {
    let (class, denominator, at) = match line.c(i) {
        '百' if line.has(i + 1, "分之") => (Class::Percent, None, i + 3),
        '千' if line.has(i + 1, "分之") => (Class::Permille, None, i + 3),
        first => {
            let whole = chinese(line, i).filter(|n| line.has(n.end, "分之") && !n.open && n.end <= i + 6)?;
            let denominator = if first == '万' { Decimal::from(10_000) } else { whole.value? };
            (Class::Fraction, Some(denominator), whole.end + 2)
        }
    };
    let low = number(line, at)?;
    let value = low.value?;
    let mut item = Item {
        bound: if low.open { Bound::AtLeast } else { Bound::Equal },
        chinese: true,
        ..Item::of(class, i, low.end, low.end, Value::Number(value))
    };
    if let Some(denominator) = denominator {
        let text = Value::Text(format!("{}/{}", value.normalize(), denominator.normalize()));
        (item.lower, item.upper) = (text.clone(), text);
    } else if low.open || low.upper.is_some() {
        item.upper = low.upper.into();
    }
    // 百分之五至百分之七, 百分之五至七.
    if class == Class::Percent
        && !started_by_from(line, i)
        && let Some(next) = connector(line, low.end)
    {
        let next = if line.has(next, "百分之") { next + 3 } else { next };
        if let Some(second) = chinese(line, next)
            && let Some(upper) = second.value
            && unit_at(line, second.end).is_none()
        {
            item.upper = Value::Number(upper);
            item.end = second.end;
            item.numeral.1 = second.end;
            item.unit = (second.end, second.end);
        }
    }
    Some(item)
}
