//! Finds the figures of one line: the driver of the scanner.
//!
//! A byte table finds the characters that can start a figure; a line without one costs nothing more. Every reader looks a
//! bounded distance around, or consumes what it looks at, so that the whole is linear.

use crate::config::{Names, OwnWords};

use super::item::Item;
use super::numeral::{Numeral, arabic, arabic_digits, chinese, digit, skip_space};
use super::units::{Dimension, Unit, unit_at};
use super::{Bound, Change, Class, Decimal, Figure, Value, bounds, lists, names, time, words};
use crate::reading::line::Line;
#[cfg(test)]
use crate::reading::patterns::Marked;
use crate::text::is_han;

const fn starts_figure(code: u16) -> bool {
    matches!(
        code,
        0x4E00 | 0x4E8C | 0x4E24 | 0x5169 | 0x4E09 | 0x56DB | 0x4E94 | 0x516D | 0x4E03 | 0x516B | 0x4E5D // 一二两兩三四五六七八九
            | 0x5341 | 0x767E | 0x5343 | 0x4E07 | 0x842C | 0x4EBF | 0x5104 // 十百千万萬亿億
            | 0x51E0 | 0x5E7E | 0x6570 | 0x6578 | 0x4E0A | 0x7B2C | 0x7FFB // 几幾数數上第翻
            | 0xFF10..=0xFF19 // full-width digits
    )
}

/// One bit a character of the basic plane that can start a figure.
static STARTS: [u64; 1024] = {
    let mut bits = [0; 1024];
    let mut code = 0_u32;
    while code < 0x1_0000 {
        if starts_figure(code as u16) {
            bits[(code >> 6) as usize] |= 1 << (code & 63);
        }
        code += 1;
    }
    bits
};

/// Whether any character of the line can start a figure.
fn may_hold_figure(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut i = 0;
    while let Some(&b) = bytes.get(i) {
        if b < 0x80 {
            if b.is_ascii_digit() {
                return true;
            }
            i += 1;
        } else if b < 0xE0 {
            i += 2;
        } else if b < 0xF0 {
            let (Some(&second), Some(&third)) = (bytes.get(i + 1), bytes.get(i + 2)) else { return false };
            let code = (u32::from(b & 15) << 12) | (u32::from(second & 63) << 6) | u32::from(third & 63);
            if STARTS[(code >> 6) as usize] >> (code & 63) & 1 == 1 {
                return true;
            }
            i += 3;
        } else {
            i += 4;
        }
    }
    false
}

/// Scans one line.
#[must_use]
pub fn scan(text: &str) -> Vec<Figure> {
    scan_with(text, &Names::default(), OwnWords::none())
}

/// Scans one line; a figure inside one of `known` is that name, and units of `own` are units.
#[must_use]
pub fn scan_with(text: &str, known: &Names, own: &OwnWords) -> Vec<Figure> {
    if !may_hold_figure(text) {
        return Vec::new();
    }
    let line = Line::with(text, own);
    let mut items: Vec<Item> = Vec::new();
    let mut i = 0;
    let mut floor = 0;
    while i < line.len() {
        let c = line.c(i);
        let code = c as u32;
        let start = if code < 0x80 {
            c.is_ascii_digit()
        } else {
            code < 0x1_0000 && STARTS[(code >> 6) as usize] >> (code & 63) & 1 == 1
        };
        if !start {
            i += 1;
            continue;
        }
        let (found, next) = read(&line, i, floor);
        match found {
            Some(item) => {
                i = item.end.max(i + 1);
                floor = i;
                items.push(item);
            }
            None => i = next.max(i + 1),
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
fn read(line: &Line<'_>, i: usize, floor: usize) -> (Option<Item>, usize) {
    let c = line.c(i);
    if c.is_ascii_digit() {
        return read_arabic(line, i, floor);
    }
    if c == '第' {
        return read_ordinal(line, i);
    }
    read_chinese(line, i)
}

fn read_arabic(line: &Line<'_>, i: usize, floor: usize) -> (Option<Item>, usize) {
    if let Some(next) = words::address(line, i) {
        return (None, next);
    }
    if let Some(found) = names::arabic(line, i, floor) {
        return (Some(found), i + 1);
    }
    if let Some(next) = words::list_number(line, i) {
        return (None, next);
    }
    if let Some(found) = time::read(line, i) {
        return (Some(found), i + 1);
    }
    let number = arabic(line, i);
    let mut item = measured(line, i, &number);
    // 附件2, 表7, 图3: the number is a label.
    if item.measure.is_none()
        && !number.large
        && !number.decimal
        && item.range.is_none()
        && (line.any_before(i, &["附件", "附表", "专栏", "见表", "见图", "附图"]).is_some()
            || (matches!(line.before(i, 1), '表' | '图') && !is_han(line.before(i, 2))))
    {
        item.class = Class::Name;
        (item.lower, item.upper) = (Value::None, Value::None);
    }
    (Some(item), number.end)
}

/// 第N with the classifier that belongs to it.
fn read_ordinal(line: &Line<'_>, i: usize) -> (Option<Item>, usize) {
    let at = skip_space(line, i + 1);
    let number = if line.c(at).is_ascii_digit() { Some(arabic_digits(line, at)) } else { chinese(line, at) };
    let Some(number) = number.filter(|n| !n.open && !n.bare) else { return (None, i + 1) };
    if words::ordinal_is_a_word(line, i, number.end) {
        return (None, number.end);
    }
    let mut end = number.end;
    for word in ["位", "名", "届", "批", "次", "年", "轮", "期", "季度", "个", "家", "大", "条", "座"] {
        if line.has(end, word)
            && !(word == "次" && line.has(end, "次产业"))
            && (word != "大" || line.has(end, "大经济体"))
        {
            end += word.chars().count();
            break;
        }
    }
    let value = number.value.map_or(Value::None, Value::Number);
    let item = Item {
        start: i,
        end,
        numeral: (at, number.end),
        unit: (number.end, end),
        class: Class::Ordinal,
        lower: value.clone(),
        upper: value,
        chinese: number.chinese,
        ..Item::default()
    };
    (Some(item), end)
}

fn connector(line: &Line<'_>, i: usize) -> Option<usize> {
    let at = skip_space(line, i);
    let width = match line.c(at) {
        '—' | '-' if line.c(at + 1) == line.c(at) => 2,
        '—' | '-' | '~' | '～' | '至' | '到' | '―' | '─' | '−' => 1,
        _ => return None,
    };
    // 0.1 -0.1 in a table: the mark belongs to the second number.
    if at > i && line.c(at + width).is_ascii_digit() && line.c(at) == '-' {
        return None;
    }
    Some(skip_space(line, at + width))
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
        } else if line.c(next) == '年' || line.c(next) == '月' || line.c(next) == '日' {
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
    let mut item = Item {
        start: i,
        end: number.end,
        numeral: (i, number.digits_end),
        unit: (number.end, number.end),
        lower: number.value.map_or(Value::None, Value::Number),
        upper: match (number.open, number.upper) {
            (true, _) => Value::None,
            (_, Some(upper)) => Value::Number(upper),
            _ => number.value.map_or(Value::None, Value::Number),
        },
        bound: if number.open { Bound::AtLeast } else { Bound::Equal },
        bare: number.bare,
        chinese: number.chinese,
        ..Item::default()
    };
    // A minus sign after a word is a sign; after a digit or a unit it would be a range.
    if matches!(line.before(i, 1), '-' | '−')
        && (is_han(line.before(i, 2)) || line.before(i, 2) == ' ')
        && !number.chinese
        && unit_before(line, i - 1).is_none()
    {
        item.start = i - 1;
        let negate = |v: &Value| v.number().map_or(v.clone(), |n| Value::Number(-n));
        (item.lower, item.upper) = (negate(&item.lower), negate(&item.upper));
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
fn unit_before(line: &Line<'_>, i: usize) -> Option<()> {
    let c = line.before(i, 1);
    (c.is_ascii_digit() || matches!(c, '%' | '年' | '月' | '日' | '万' | '亿' | '个' | '家' | '元')).then_some(())
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
    let first_end = (number.end, item.end, next);
    // A scale that stands once, at the end, holds for both ends.
    if item.measure.is_none()
        && number.scale.is_none()
        && !number.large
        && let (Some(scale), Value::Number(low)) = (second.scale, &item.lower)
    {
        item.lower = low.checked_mul(scale).map_or(Value::None, Value::Number);
    }
    item.upper = if second.open { Value::None } else { second.value.map_or(Value::None, Value::Number) };
    item.range = Some(first_end);
    item.end = second.end;
    item.numeral.1 = second.digits_end;
    item.unit = (second.end, second.end);
    if let Some((at, end, unit)) = unit {
        item.measure = Some(unit);
        item.unit = (at, end);
        item.end = end;
    } else if year {
        let at = skip_space(line, second.end);
        item.unit = (at, at + 1);
        item.end = at + 1;
        item.class = Class::Period;
    }
}

fn started_by_from(line: &Line<'_>, i: usize) -> bool {
    (1..=8).map(|k| line.before(i, k)).take_while(|c| is_han(*c)).any(|c| matches!(c, '由' | '从' | '自'))
}

/// 1/3 and 8.7∶41.2∶50.1.
fn slash_or_colon(line: &Line<'_>, i: usize, number: &Numeral) -> Option<Item> {
    if number.large || number.chinese {
        return None;
    }
    let text = |value: String, end: usize, class: Class| Item {
        start: i,
        end,
        numeral: (i, end),
        unit: (end, end),
        class,
        lower: Value::Text(value.clone()),
        upper: Value::Text(value),
        ..Item::default()
    };
    let written = |from: usize, to: usize| line.slice(from, to).iter().collect::<String>();
    if line.c(number.end) == '/' && line.c(number.end + 1).is_ascii_digit() && !number.decimal {
        let low = arabic_digits(line, number.end + 1);
        if low.decimal || line.c(low.end) == '/' || low.digits > 4 {
            return None;
        }
        return Some(text(written(i, low.end), low.end, Class::Fraction));
    }
    let colon = |at: usize| matches!(line.c(at), '∶' | ':' | '︰');
    if colon(number.end) && line.c(number.end + 1).is_ascii_digit() {
        let mut value = written(i, number.end);
        let mut end = number.end;
        let mut parts = 1;
        while colon(end) && line.c(end + 1).is_ascii_digit() && parts < 9 {
            let low = arabic_digits(line, end + 1);
            value.push(':');
            value.push_str(&written(low.start, low.end));
            end = low.end;
            parts += 1;
        }
        // A unit after the last member tells a colon before a quantity: 目标2:30个.
        if unit_at(line, end).is_some_and(|(u, _)| u.name != "成") {
            return None;
        }
        return Some(text(value, end, Class::Ratio));
    }
    None
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
        "个点" if item.change.is_none() && !changed_before(line, item.start) => {
            item.unit.1 = item.unit.0 + 1;
            item.end = item.unit.1;
            item.measure = unit_at(line, item.unit.0).map(|_| super::units::find("个")).unwrap_or_default();
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
            let tenth = |v: &Value| match v {
                Value::Number(n) => n.checked_div(Decimal::TEN).map_or(Value::None, Value::Number),
                other => other.clone(),
            };
            (item.lower, item.upper) = (tenth(&item.lower), tenth(&item.upper));
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
    (from..at).any(|k| line.any(k, &["提", "增", "升", "涨", "降", "减", "跌", "落", "快", "高", "低"]).is_some())
}

fn with_bounds(line: &Line<'_>, mut item: Item) -> Item {
    let mut from = item.start;
    if matches!(line.before(from, 1), '“') && item.bare {
        from -= 1;
    }
    let own = item.bound;
    if let Some((start, bound)) = bounds::before(line, from).filter(|(start, _)| !bounds::passes_goal(line, *start)) {
        item.before = Some((start, from));
        item.bound = bound;
    } else if line.before(from, 1) == '前' && matches!(item.class, Class::Percent | Class::Permille | Class::Fraction)
    {
        item.bound = Bound::AtMost;
        item.before = Some((from - 1, from));
    }
    let mut to = item.end;
    if line.c(to) == '”' && item.bare {
        to += 1;
    }
    if let Some((end, bound)) = bounds::after(line, to) {
        item.after = Some((to, end));
        item.bound = bound;
    } else if item.measure.is_some_and(|u| !u.is_measure())
        && item.before.is_none()
        && let Some((end, bound)) = bounds::after_object(line, to)
    {
        item.after = Some((end - 2, end));
        item.bound = bound;
    }
    if item.before.is_none() && item.after.is_none() {
        item.bound = own;
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
fn read_chinese(line: &Line<'_>, i: usize) -> (Option<Item>, usize) {
    let c = line.c(i);
    if c == '翻' {
        return (doubling(line, i), i + 1);
    }
    if matches!(c, '几' | '数' | '上') && words::prefix_is_a_word(line, i) {
        return (None, i + 1);
    }
    if let Some(found) = names::plan(line, i) {
        return (Some(found), i + 1);
    }
    if let Some(end) = names::dotted(line, i) {
        return (None, end);
    }
    if let Some(found) = parts_of(line, i) {
        return (Some(found), i + 1);
    }
    if let Some(found) = words::half(line, i) {
        return (Some(with_bounds(line, found)), i + 1);
    }
    if let Some(found) = time::read(line, i) {
        return if words::quoted_slogan(line, found.start, found.end) {
            (None, found.end)
        } else {
            (Some(found), i + 1)
        };
    }
    let Some(number) = chinese(line, i) else { return (None, i + 1) };
    let item = measured(line, i, &number);
    if words::is_table_unit(line, &number, &item) {
        return (None, item.end);
    }
    if words::is_word(line, &number, &item) || number.bare && words::is_to_come(line, i) {
        return (None, number.end);
    }
    (Some(item), number.end)
}

/// 翻一番, 翻了两番: the factor is a power of two.
fn doubling(line: &Line<'_>, i: usize) -> Option<Item> {
    let at = if line.c(i + 1) == '了' { i + 2 } else { i + 1 };
    let number = if line.c(at).is_ascii_digit() { arabic_digits(line, at) } else { chinese(line, at)? };
    if line.c(number.end) != '番' {
        return None;
    }
    let times = number.value.and_then(|v| u32::try_from(v).ok()).filter(|n| (1..=9).contains(n));
    let value = times.map_or(Value::None, |n| Value::Number(Decimal::from(2_u32.pow(n))));
    let item = Item {
        start: i,
        end: number.end + 1,
        numeral: (at, number.end),
        unit: (number.end, number.end + 1),
        class: Class::Multiple,
        lower: value.clone(),
        upper: value,
        change: Some(Change::Increase),
        chinese: true,
        ..Item::default()
    };
    Some(with_bounds(line, item))
}

/// 百分之五点一, 千分之一, 三分之一.
fn parts_of(line: &Line<'_>, i: usize) -> Option<Item> {
    let whole = match line.c(i) {
        '百' | '千' | '万' if line.has(i + 1, "分之") => (i + 1, Some(line.c(i))),
        _ => {
            let n = chinese(line, i).filter(|n| line.has(n.end, "分之") && !n.open && n.end <= i + 6)?;
            (n.end, None)
        }
    };
    let at = whole.0 + 2;
    let low = if line.c(at).is_ascii_digit() { arabic_digits(line, at) } else { chinese(line, at)? };
    let value = Value::Number(low.value?);
    let mut item = Item {
        start: i,
        end: low.end,
        numeral: (i, low.end),
        unit: (low.end, low.end),
        lower: value.clone(),
        upper: low.upper.map_or(if low.open { Value::None } else { value }, Value::Number),
        chinese: true,
        ..Item::default()
    };
    item.class = match whole.1 {
        Some('百') => Class::Percent,
        Some('千') => Class::Permille,
        _ => {
            let denominator = if line.c(i) == '万' { Decimal::from(10_000) } else { chinese(line, i)?.value? };
            let text = Value::Text(format!("{}/{}", low.value?.normalize(), denominator.normalize()));
            (item.lower, item.upper) = (text.clone(), text);
            Class::Fraction
        }
    };
    if low.open {
        item.bound = Bound::AtLeast;
    }
    // 百分之五至百分之七, 百分之五至七.
    if item.class == Class::Percent
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
    Some(with_bounds(line, item))
}
