//! Dates and lengths of time.

use super::item::Item;
use super::numeral::{self, Numeral, arabic_digits, chinese, connector, joins_range, skip_space};
use super::{Bound, Class, Decimal, Value, bounds};
use crate::reading::line::Line;
use crate::reading::patterns::{self, Marked};
use crate::reading::segments::joins_list;

/// The Arabic digits at `i`, five at most: their end, value and number.
fn digits(line: &Line<'_>, i: usize) -> (usize, u32, usize) {
    let end = line.run(i, i + 5, |c| c.is_ascii_digit());
    let value = line.slice(i, end).iter().fold(0, |value, c| value * 10 + (*c as u32 - '0' as u32));
    (end, value, end - i)
}

/// A small number of a date: its end, value and number of characters.
fn part(line: &Line<'_>, i: usize) -> Option<(usize, u32, usize)> {
    if line.c(i).is_ascii_digit() {
        return Some(digits(line, i)).filter(|(end, _, digits)| *digits <= 4 && line.c(*end) != '.');
    }
    let n = chinese(line, i)?;
    if n.open || n.upper.is_some() || n.decimal || n.bare || n.end > i + 4 {
        return None;
    }
    let value = u32::try_from(n.value?).ok()?;
    Some((n.end, value, n.end - i))
}

/// A small number from 1 to `most` with one of `units` behind it: its value, and where the unit stands.
fn counted(line: &Line<'_>, i: usize, most: u32, units: &[char]) -> Option<(u32, usize)> {
    let (end, value, digits) = part(line, skip_space(line, i))?;
    let unit = skip_space(line, end);
    (digits <= 3 && (1..=most).contains(&value) && units.contains(&line.c(unit))).then_some((value, unit))
}

/// A year with four digits, without 年.
fn year(line: &Line<'_>, i: usize) -> Option<(usize, u32)> {
    let (end, value, digits) = part(line, i)?;
    let positional = line.c(i).is_ascii_digit() || (i..end).all(|k| numeral::digit(line.c(k)).is_some());
    (digits == 4 && positional && (1800..=2100).contains(&value)).then_some((end, value))
}

/// One point in time.
#[derive(Clone, Copy)]
struct Point {
    end: usize,
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    /// Where its last unit (年, 月, 日) stands.
    unit: usize,
}

impl Point {
    fn iso(&self) -> Value {
        let year = self.year.map(|y| format!("{y:04}"));
        let [month, day] = [self.month, self.day].map(|part| part.map(|p| format!("{p:02}")));
        let parts: Vec<String> = [year, month, day].into_iter().flatten().collect();
        Value::Date(parts.join("-"))
    }
}

fn days_in(month: u32) -> Option<u32> {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        _ => None,
    }
}

/// A month at `i`, with its day, of `year`.
fn month_day(line: &Line<'_>, i: usize, year: Option<u32>) -> Option<Point> {
    // 13月 is kept as written: a rule tells that no such month exists.
    let (month, unit) = counted(line, i, 19, &['月'])?;
    let point = Point { end: unit + 1, year, month: Some(month), day: None, unit };
    let day = counted(line, point.end, 39, &['日', '号']);
    Some(day.map_or(point, |(day, unit)| Point { end: unit + 1, day: Some(day), unit, ..point }))
}

/// A date at `i`: year first, or month first.
fn point(line: &Line<'_>, i: usize) -> Option<Point> {
    let Some((end, year)) = year(line, i) else { return month_day(line, i, None) };
    let unit = skip_space(line, end);
    let point = Point { end: unit + 1, year: Some(year), month: None, day: None, unit };
    match (line.c(unit), line.c(unit + 1)) {
        ('年', '级' | '制' | '期') => None,
        ('年', '度') => Some(Point { end: unit + 2, ..point }),
        ('年', _) => Some(month_day(line, point.end, point.year).unwrap_or(point)),
        _ => None,
    }
}

/// A date, a range of dates or a length of time in years, months or days of the month at `i`.
pub(super) fn read(line: &Line<'_>, i: usize) -> Option<Item> {
    if !may_be_time(line, i) {
        return None;
    }
    clock(line, i).or_else(|| numeric_date(line, i)).or_else(|| calendar(line, i)).or_else(|| length(line, i))
}

/// Whether what follows the digits can make a date or a length of time: most numbers need no closer look.
fn may_be_time(line: &Line<'_>, i: usize) -> bool {
    let of_number = |at: &usize| {
        let c = line.c(*at);
        c.is_ascii_digit()
            || numeral::digit(c).is_some()
            || matches!(c, '十' | '百' | '千' | '万' | '几' | '多' | '余' | '来' | '数' | '上')
            || (c == '.' && at - i != 4 && line.c(at + 1).is_ascii_digit())
    };
    let next = line.c(skip_space(line, i + (i..i + 12).take_while(of_number).count()));
    matches!(next, '年' | '月' | '日' | '时' | '季' | '世' | ':' | '.' | '/') || joins_range(next) || joins_list(next)
}

/// 15:40, 8时30分.
fn clock(line: &Line<'_>, i: usize) -> Option<Item> {
    let (end, hour, digits) = part(line, i).filter(|_| line.c(i).is_ascii_digit())?;
    if hour > 24 || digits > 2 || !matches!(line.c(end), ':' | '时') {
        return None;
    }
    let minute = part(line, end + 1).filter(|(_, minute, digits)| *minute < 60 && *digits == 2);
    let (stop, value) = match (line.c(end), minute) {
        (':', Some((stop, minute, _))) if !is_ratio(line, i, stop) => (stop, format!("{hour:02}:{minute:02}")),
        ('时', Some((stop, minute, _))) if line.c(stop) == '分' => (stop + 1, format!("{hour:02}:{minute:02}")),
        ('时', _)
            if matches!(line.c(end + 1), '整' | '许' | '起' | '前' | '至' | ',' | '、' | '-' | '—')
                || line.before(i, 1) == '日' =>
        {
            (end + 1, format!("{hour:02}"))
        }
        _ => return None,
    };
    Some(Item::of(Class::Date, i, stop, stop, Value::Date(value)))
}

/// 15:40 against 1:50: whether what stands before or behind `i..end` tells a ratio.
fn is_ratio(line: &Line<'_>, i: usize, end: usize) -> bool {
    let goes_on = line.c(end).is_ascii_digit() || matches!(line.c(end), ':' | '%');
    goes_on || (1..=10).map(|k| line.before(i, k)).any(|c| matches!(c, '比' | '例' | '构' | '由' | '距' | '尺'))
}

/// 2020-01-02, 2020.1.2, 2020/1/2.
fn numeric_date(line: &Line<'_>, i: usize) -> Option<Item> {
    if !line.c(i).is_ascii_digit() {
        return None;
    }
    let (end, y, width) = digits(line, i);
    let sep = line.c(end);
    if width != 4 || !(1800..=2100).contains(&y) || !matches!(sep, '-' | '.' | '/') {
        return None;
    }
    let (end, m, width) = digits(line, end + 1);
    if !(1..=2).contains(&width) || !(1..=12).contains(&m) || line.c(end) != sep {
        return None;
    }
    let (end, d, width) = digits(line, end + 1);
    if !(1..=2).contains(&width) || !(1..=31).contains(&d) {
        return None;
    }
    Some(Item::of(Class::Date, i, end, end, Value::Date(format!("{y:04}-{m:02}-{d:02}"))))
}

/// The period from `start`, which is `first`, to `last`.
fn period(start: usize, first: Value, last: &Point) -> Item {
    Item { upper: last.iso(), ..Item::of(Class::Period, start, last.unit, last.end, first) }
}

fn calendar(line: &Line<'_>, i: usize) -> Option<Item> {
    if let Some(first) = point(line, i) {
        // 4月26日至4月28日, 2018年—2020年.
        if let Some(next) = connector(line, first.end)
            && let Some(second) = point(line, next).or_else(|| day_only(line, next, first))
            && !from_before(line, i, first.end)
        {
            return Some(period(i, first.iso(), &second));
        }
        // 元至6月: 元 is the first month.
        if let Some(start) = from_first_month(line, i).filter(|_| first.year.is_none()) {
            return Some(period(start, Value::Date("01".to_owned()), &first));
        }
        return Some(single(line, i, first));
    }
    let (end, y) = year(line, i).or_else(|| bare_month(line, i))?;
    let is_year = y >= 1800;
    let value = Value::Date(format!("{y:02}"));
    // 2018—2020年, 1-11月.
    if let Some(next) = connector(line, end) {
        if let Some(second) = point(line, next)
            && second.year.is_some() == is_year
            && (is_year || second.day.is_none())
        {
            return Some(period(i, value, &second));
        }
        let (stop, z) = year(line, next).filter(|(end, z)| is_year && !line.c(*end).is_ascii_digit() && *z > y)?;
        return Some(Item { upper: Value::Date(z.to_string()), ..Item::of(Class::Period, i, stop, stop, value) });
    }
    // 2020、2021年: 年 stands once, at the end.
    let shared =
        joins_list(line.c(end)) && point(line, end + 1).is_some_and(|p| p.year.is_some() == is_year && p.day.is_none());
    shared.then(|| Item::of(Class::Date, i, end, end, value))
}

/// Where 元至 or 元月至 opens the span whose last month is at `i`.
fn from_first_month(line: &Line<'_>, i: usize) -> Option<usize> {
    if !matches!(line.before(i, 1), '至' | '到' | '—' | '-' | '~') {
        return None;
    }
    let at = if line.before(i, 2) == '月' { i.checked_sub(3)? } else { i.checked_sub(2)? };
    let opens = matches!(line.before(at, 1), ',' | '。' | ';' | ':' | ' ' | '年' | '(' | '、' | '\0');
    (line.c(at) == '元' && opens).then_some(at)
}

/// 由2018年…到: the two ends are figures of their own only with a verb between; 从2018年到2020年 is one period.
fn from_before(line: &Line<'_>, i: usize, end: usize) -> bool {
    line.c(skip_space(line, end)) == '到' && line.before(i, 1) == '由'
}

fn bare_month(line: &Line<'_>, i: usize) -> Option<(usize, u32)> {
    part(line, i).filter(|(_, v, d)| *d <= 2 && (1..=12).contains(v)).map(|(end, v, _)| (end, v))
}

/// A day of the month and year of `first`.
fn day_only(line: &Line<'_>, i: usize, first: Point) -> Option<Point> {
    first.day?;
    let (day, unit) = counted(line, i, 31, &['日', '号'])?;
    Some(Point { end: unit + 1, day: Some(day), unit, ..first })
}

fn single(line: &Line<'_>, i: usize, mut point: Point) -> Item {
    let end = point.end;
    if line.before(end, 1) == '度' {
        return Item::of(Class::Date, i, point.unit, end, point.iso());
    }
    let place = Marked { to: end, ..Marked::at(i) };
    let mut class = Class::Date;
    let (mut before, mut after, mut bound) = (None, None, Bound::Equal);
    if let Some((stop, own, deadline)) = bounds::after_date(line, end) {
        (after, bound) = (Some((end, stop)), own);
        if deadline {
            class = Class::Deadline;
        }
        // 7月底前 ends on the last day of the month.
        if line.c(end) == '底' && point.day.is_none() {
            point.day = point.month.and_then(days_in);
        }
    } else if patterns::DUE_BY.holds(line, place) {
        class = Class::Deadline;
        (before, bound) = (Some((i - 1, i)), Bound::AtMost);
    } else if let Some(stop) = patterns::FROM_THEN_ON.after(line, place).next_back() {
        (after, bound) = (Some((end, stop)), Bound::AtLeast);
    }
    Item { before, after, bound, ..Item::of(class, i, point.unit, end, point.iso()) }
}

/// 五年, 3年, 十多年, 80年代, 一季度, 15日.
fn length(line: &Line<'_>, i: usize) -> Option<Item> {
    let arabic = line.c(i).is_ascii_digit();
    let number = if arabic { numeral::arabic(line, i) } else { chinese(line, i)? };
    let at = skip_space(line, number.end);
    let next = line.c(at + 1);
    let value = number.value?;
    match line.c(at) {
        '年' if next == '代' => Some(Item::of(Class::Period, i, at, at + 2, Value::None)),
        '年' => {
            if matches!(next, '级' | '轻' | '货' | '检' | '画' | '夜' | '糕' | '薪' | '俗') || number.bare {
                return None;
            }
            // 05年: a year with its century lost.
            if arabic && number.end == i + 2 && !number.decimal {
                let small = u32::try_from(value).ok()?;
                let old = small >= 80
                    && (matches!(next, '价' | '底' | '末' | '初')
                        || next.is_ascii_digit()
                        || line.has(at + 1, "不变价"));
                if line.c(i) == '0' || old {
                    let year = if old { 1900 + small } else { 2000 + small };
                    return Some(Item::of(Class::Date, i, at, at + 1, Value::Date(year.to_string())));
                }
            }
            let place = Marked { to: at + 1, ..Marked::at(i) };
            if !arabic && value == Decimal::ONE && patterns::ONE_YEAR_WORD.holds(line, place) {
                return None;
            }
            Some(years(line, i, &number, at))
        }
        '季' if next == '度' && value <= Decimal::from(4) && !number.decimal => {
            Some(Item::of(Class::Period, i, at, at + 2, Value::Text(format!("Q{}", value.normalize()))))
        }
        '世' if next == '纪' && arabic => Some(Item::of(Class::Period, i, at, at + 2, Value::None)),
        '日' if number.end <= i + 2
            && value <= Decimal::from(31)
            && value >= Decimal::ONE
            && !matches!(next, '均' | '产' | '报' | '常' | '元' | '游' | '子' | '处')
            && arabic =>
        {
            Some(Item::of(Class::Date, i, at, at + 1, Value::Date(format!("{:02}", u32::try_from(value).ok()?))))
        }
        _ => None,
    }
}

/// A length in years with its comparators; 年 stands at `unit`. An elided first unit (3-5年) was already joined by the
/// caller's range reading.
fn years(line: &Line<'_>, i: usize, number: &Numeral, unit: usize) -> Item {
    let mut out = Item {
        numeral: (i, number.digits_end),
        bound: if number.open { Bound::AtLeast } else { Bound::Equal },
        ..Item::of(Class::Period, i, unit, unit + 1, number.value.into())
    };
    if number.open || number.upper.is_some() {
        out.upper = number.upper.into();
    }
    // 3年至5年.
    if let Some(next) = connector(line, unit + 1)
        && line.c(next).is_ascii_digit()
    {
        let second = arabic_digits(line, next);
        let unit = skip_space(line, second.end);
        if line.c(unit) == '年' && second.digits <= 2 {
            out.upper = second.value.into();
            out.unit = (unit, unit + 1);
            out.end = unit + 1;
        }
    }
    if let Some((stop, bound)) = bounds::after(line, out.end) {
        out.after = Some((out.end, stop));
        out.bound = bound;
    } else if let Some((from, bound)) = bounds::before(line, i).filter(|_| !matches!(line.before(i, 1), '近' | '过'))
    {
        out.before = Some((from, i));
        out.bound = bound;
    }
    out
}
