//! Dates and lengths of time.

use super::item::Item;
use super::numeral::{arabic_digits, chinese, skip_space};
use super::{Bound, Class, Decimal, Value, bounds};
use crate::reading::line::Line;
use crate::reading::patterns::{self, Marked};

/// A small number of a date: its end, value and number of characters.
fn part(line: &Line<'_>, i: usize) -> Option<(usize, u32, usize)> {
    if line.c(i).is_ascii_digit() {
        let mut at = i;
        let mut value = 0_u32;
        while line.c(at).is_ascii_digit() && at < i + 5 {
            value = value * 10 + (line.c(at) as u32 - '0' as u32);
            at += 1;
        }
        return (at <= i + 4 && line.c(at) != '.').then_some((at, value, at - i));
    }
    let n = chinese(line, i)?;
    if n.open || n.upper.is_some() || n.decimal || n.bare || n.end > i + 4 {
        return None;
    }
    let value = u32::try_from(n.value?).ok()?;
    Some((n.end, value, n.end - i))
}

/// A year with four digits, without 年.
fn year(line: &Line<'_>, i: usize) -> Option<(usize, u32)> {
    let (end, value, digits) = part(line, i)?;
    let positional = line.c(i).is_ascii_digit() || (i..end).all(|k| super::numeral::digit(line.c(k)).is_some());
    (digits == 4 && positional && (1800..=2100).contains(&value)).then_some((end, value))
}

fn connector(line: &Line<'_>, i: usize) -> Option<usize> {
    let at = skip_space(line, i);
    let width = match line.c(at) {
        '—' if line.c(at + 1) == '—' => 2,
        '-' if line.c(at + 1) == '-' => 2,
        '—' | '-' | '~' | '～' | '至' | '到' | '―' | '─' | '−' => 1,
        _ => return None,
    };
    // 0.1 -0.1 in a table: the mark belongs to the second number.
    if at > i && line.c(at + width).is_ascii_digit() && line.c(at) == '-' {
        return None;
    }
    Some(skip_space(line, at + width))
}

/// One point in time.
struct Point {
    end: usize,
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    /// Where the last unit (年, 月, 日) stands, if it is written.
    unit: Option<usize>,
}

impl Point {
    fn iso(&self) -> Value {
        let mut text = String::with_capacity(10);
        let parts = [
            self.year.map(|y| format!("{y:04}")),
            self.month.map(|m| format!("{m:02}")),
            self.day.map(|d| format!("{d:02}")),
        ];
        for part in parts.into_iter().flatten() {
            if !text.is_empty() {
                text.push('-');
            }
            text.push_str(&part);
        }
        Value::Date(text)
    }
}

fn days_in(month: u32) -> Option<u32> {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        _ => None,
    }
}

fn month_day(line: &Line<'_>, i: usize, point: &mut Point) -> bool {
    let i = skip_space(line, i);
    let Some((end, value, digits)) = part(line, i) else { return false };
    let unit = skip_space(line, end);
    // 13月 is kept as written: a rule tells that no such month exists.
    if line.c(unit) != '月' || digits > 3 || !(1..=19).contains(&value) {
        return false;
    }
    point.month = Some(value);
    point.unit = Some(unit);
    point.end = unit + 1;
    let at = skip_space(line, point.end);
    if let Some((end, value, digits)) = part(line, at)
        && digits <= 3
        && (1..=39).contains(&value)
    {
        let unit = skip_space(line, end);
        if matches!(line.c(unit), '日' | '号') {
            point.day = Some(value);
            point.unit = Some(unit);
            point.end = unit + 1;
        }
    }
    true
}

/// A date at `i`: year first, or month first.
fn point(line: &Line<'_>, i: usize) -> Option<Point> {
    let mut point = Point { end: i, year: None, month: None, day: None, unit: None };
    if let Some((end, value)) = year(line, i) {
        let unit = skip_space(line, end);
        if line.c(unit) == '年' && !matches!(line.c(unit + 1), '级' | '制' | '期') {
            point.year = Some(value);
            point.unit = Some(unit);
            point.end = unit + 1;
            if line.c(unit + 1) == '度' {
                point.end = unit + 2;
            } else {
                month_day(line, unit + 1, &mut point);
            }
            return Some(point);
        }
        return None;
    }
    month_day(line, i, &mut point).then_some(point)
}

fn item(
    line: &Line<'_>,
    start: usize,
    end: usize,
    class: Class,
    lower: Value,
    upper: Value,
    unit: Option<usize>,
) -> Item {
    let unit = unit.map_or((end, end), |u| (u, end));
    let _ = line;
    Item { start, end, numeral: (start, unit.0), unit, class, lower, upper, ..Item::default() }
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
    let mut end = i;
    while end < i + 12 {
        let c = line.c(end);
        let more = c.is_ascii_digit()
            || super::numeral::digit(c).is_some()
            || matches!(c, '十' | '百' | '千' | '万' | '几' | '多' | '余' | '来' | '数' | '上')
            || (c == '.' && end - i != 4 && line.c(end + 1).is_ascii_digit());
        if !more {
            break;
        }
        end += 1;
    }
    matches!(
        line.c(skip_space(line, end)),
        '年' | '月'
            | '日'
            | '时'
            | '季'
            | '世'
            | ':'
            | '-'
            | '.'
            | '/'
            | '—'
            | '~'
            | '～'
            | '至'
            | '到'
            | '―'
            | '─'
            | '−'
            | '、'
            | '和'
            | '与'
            | '及'
    )
}

/// 15:40, 8时30分.
fn clock(line: &Line<'_>, i: usize) -> Option<Item> {
    let (end, hour, digits) = part(line, i).filter(|_| line.c(i).is_ascii_digit())?;
    if hour > 24 || digits > 2 {
        return None;
    }
    let minute = |at: usize| part(line, at).filter(|(_, m, d)| *m < 60 && *d == 2);
    if line.c(end) == ':' {
        let (stop, m, _) = minute(end + 1)?;
        if line.c(stop) == ':' || line.c(stop).is_ascii_digit() || line.c(stop) == '%' {
            return None;
        }
        // 15:40 against 1:50: a ratio says so before it.
        let ratio = (1..=10).map(|k| line.before(i, k)).any(|c| matches!(c, '比' | '例' | '构' | '由' | '距' | '尺'));
        if ratio {
            return None;
        }
        return Some(item(
            line,
            i,
            stop,
            Class::Date,
            Value::Date(format!("{hour:02}:{m:02}")),
            Value::Date(format!("{hour:02}:{m:02}")),
            None,
        ));
    }
    if line.c(end) == '时' {
        if let Some((stop, m, _)) = minute(end + 1)
            && line.c(stop) == '分'
        {
            let value = Value::Date(format!("{hour:02}:{m:02}"));
            return Some(item(line, i, stop + 1, Class::Date, value.clone(), value, None));
        }
        if matches!(line.c(end + 1), '整' | '许' | '起' | '前' | '至' | ',' | '、' | '-' | '—')
            || line.before(i, 1) == '日'
        {
            let value = Value::Date(format!("{hour:02}"));
            return Some(item(line, i, end + 1, Class::Date, value.clone(), value, None));
        }
    }
    None
}

/// 2020-01-02, 2020.1.2, 2020/1/2.
fn numeric_date(line: &Line<'_>, i: usize) -> Option<Item> {
    if !line.c(i).is_ascii_digit() {
        return None;
    }
    let digits = |from: usize| {
        let mut at = from;
        while line.c(at).is_ascii_digit() && at < from + 5 {
            at += 1;
        }
        let value = line.slice(from, at).iter().fold(0_u32, |n, c| n * 10 + c.to_digit(10).unwrap_or(0));
        (at, value, at - from)
    };
    let (end, y, width) = digits(i);
    let sep = line.c(end);
    if width != 4 || !(1800..=2100).contains(&y) || !matches!(sep, '-' | '.' | '/') {
        return None;
    }
    let (end, m, width) = digits(end + 1);
    if !(1..=2).contains(&width) || !(1..=12).contains(&m) || line.c(end) != sep {
        return None;
    }
    let (end, d, width) = digits(end + 1);
    if !(1..=2).contains(&width) || !(1..=31).contains(&d) {
        return None;
    }
    let value = Value::Date(format!("{y:04}-{m:02}-{d:02}"));
    Some(item(line, i, end, Class::Date, value.clone(), value, None))
}

fn calendar(line: &Line<'_>, i: usize) -> Option<Item> {
    if let Some(first) = point(line, i) {
        // 4月26日至4月28日, 2018年—2020年.
        if let Some(next) = connector(line, first.end)
            && let Some(second) = point(line, next).or_else(|| day_only(line, next, &first))
            && !from_before(line, i, first.end)
        {
            return Some(item(line, i, second.end, Class::Period, first.iso(), second.iso(), second.unit));
        }
        // 元至6月: 元 is the first month.
        if let Some(start) = from_first_month(line, i).filter(|_| first.year.is_none()) {
            let january = Value::Date("01".to_owned());
            return Some(item(line, start, first.end, Class::Period, january, first.iso(), first.unit));
        }
        return Some(single(line, i, first));
    }
    let (end, y) = year(line, i).or_else(|| bare_month(line, i))?;
    let is_year = y >= 1800;
    // 2018—2020年, 1-11月.
    if let Some(next) = connector(line, end) {
        if let Some(second) = point(line, next)
            && (second.year.is_some() == is_year)
            && !(second.year.is_none() && second.day.is_some())
        {
            let lower = if is_year { Value::Date(format!("{y:04}")) } else { Value::Date(format!("{y:02}")) };
            let upper = if is_year && second.month.is_none() {
                Value::Date(format!("{:04}", second.year.unwrap_or(y)))
            } else {
                second.iso()
            };
            return Some(item(line, i, second.end, Class::Period, lower, upper, second.unit));
        }
        if is_year
            && let Some((stop, z)) = year(line, next)
            && !line.c(stop).is_ascii_digit()
            && z > y
        {
            return Some(item(
                line,
                i,
                stop,
                Class::Period,
                Value::Date(format!("{y:04}")),
                Value::Date(format!("{z:04}")),
                None,
            ));
        }
        return None;
    }
    // 2020、2021年: 年 stands once, at the end.
    if matches!(line.c(end), '、' | '和' | '与' | '及')
        && point(line, end + 1).is_some_and(|p| p.year.is_some() == is_year && p.day.is_none())
    {
        let value = Value::Date(if is_year { format!("{y:04}") } else { format!("{y:02}") });
        return Some(item(line, i, end, Class::Date, value.clone(), value, None));
    }
    None
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

fn day_only(line: &Line<'_>, i: usize, first: &Point) -> Option<Point> {
    first.day?;
    let (end, day, digits) = part(line, i)?;
    let unit = skip_space(line, end);
    (digits <= 3 && (1..=31).contains(&day) && matches!(line.c(unit), '日' | '号')).then_some(Point {
        end: unit + 1,
        year: first.year,
        month: first.month,
        day: Some(day),
        unit: Some(unit),
    })
}

fn single(line: &Line<'_>, i: usize, mut point: Point) -> Item {
    let end = point.end;
    let mut class = Class::Date;
    let (mut before, mut after, mut bound) = (None, None, Bound::Equal);
    if line.c(end.wrapping_sub(1)) != '度' {
        if let Some((stop, b, deadline)) = bounds::after_date(line, end) {
            after = Some((end, stop));
            bound = b;
            if deadline {
                class = Class::Deadline;
            }
            // 7月底前 ends on the last day of the month.
            if line.c(end) == '底' && point.day.is_none() {
                point.day = point.month.and_then(days_in);
            }
        } else if patterns::DUE_BY.holds(line, Marked { to: end, ..Marked::at(i) }) {
            class = Class::Deadline;
            bound = Bound::AtMost;
            before = Some((i - 1, i));
        } else if let Some(stop) = patterns::FROM_THEN_ON.after(line, Marked { to: end, ..Marked::at(i) }).next_back() {
            after = Some((end, stop));
            bound = Bound::AtLeast;
        }
    }
    let value = point.iso();
    Item { before, after, bound, ..item(line, i, end, class, value.clone(), value, point.unit) }
}

/// 五年, 3年, 十多年, 80年代, 一季度, 15日.
fn length(line: &Line<'_>, i: usize) -> Option<Item> {
    let arabic = line.c(i).is_ascii_digit();
    let number = if arabic { super::numeral::arabic(line, i) } else { chinese(line, i)? };
    let at = skip_space(line, number.end);
    let next = line.c(at + 1);
    let value = number.value?;
    match line.c(at) {
        '年' => {
            if next == '代' {
                return Some(item(line, i, at + 2, Class::Period, Value::None, Value::None, Some(at)));
            }
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
                    let year = if line.c(i) == '0' { 2000 + small } else { 1900 + small };
                    let value = Value::Date(year.to_string());
                    return Some(item(line, i, at + 1, Class::Date, value.clone(), value, Some(at)));
                }
            }
            if !arabic
                && value == Decimal::ONE
                && patterns::ONE_YEAR_WORD.holds(line, Marked { to: at + 1, ..Marked::at(i) })
            {
                return None;
            }
            let mut range = range_of_lengths(line, i, &number, at)?;
            if let Some((stop, bound)) = bounds::after(line, range.end) {
                range.after = Some((range.end, stop));
                range.bound = bound;
            }
            if range.after.is_none()
                && let Some((from, bound)) = bounds::before(line, i)
                && line.before(i, 1) != '近'
                && line.before(i, 1) != '过'
            {
                range.before = Some((from, i));
                range.bound = bound;
            }
            Some(range)
        }
        '季' if next == '度' && value <= Decimal::from(4) && !number.decimal => {
            let quarter = Value::Text(format!("Q{}", value.normalize()));
            Some(item(line, i, at + 2, Class::Period, quarter.clone(), quarter, Some(at)))
        }
        '世' if next == '纪' && arabic => {
            Some(item(line, i, at + 2, Class::Period, Value::None, Value::None, Some(at)))
        }
        '日' if number.end <= i + 2
            && value <= Decimal::from(31)
            && value >= Decimal::ONE
            && !matches!(next, '均' | '产' | '报' | '常' | '元' | '游' | '子' | '处')
            && arabic =>
        {
            let day = Value::Date(format!("{:02}", u32::try_from(value).ok()?));
            Some(item(line, i, at + 1, Class::Date, day.clone(), day, Some(at)))
        }
        _ => None,
    }
}

/// A length in years; an elided first unit (3-5年) was already joined by the caller's range reading.
fn range_of_lengths(line: &Line<'_>, i: usize, number: &super::numeral::Numeral, at: usize) -> Option<Item> {
    let value = Value::Number(number.value?);
    let upper = number.upper.map_or_else(|| if number.open { Value::None } else { value.clone() }, Value::Number);
    let mut out = item(line, i, at + 1, Class::Period, value, upper, Some(at));
    out.numeral = (i, number.digits_end);
    out.unit = (at, at + 1);
    if number.open {
        out.bound = Bound::AtLeast;
    }
    // 3年至5年.
    if let Some(next) = connector(line, at + 1)
        && line.c(next).is_ascii_digit()
    {
        let second = arabic_digits(line, next);
        let unit = skip_space(line, second.end);
        if line.c(unit) == '年' && second.digits <= 2 {
            out.upper = second.value.map_or(Value::None, Value::Number);
            out.unit = (unit, unit + 1);
            out.end = unit + 1;
        }
    }
    Some(out)
}
