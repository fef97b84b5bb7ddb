//! Numbers that are parts of names: roads, codes, coded formulas, brands, grades, plans, hotlines.

use crate::config::Names;
use crate::reading::patterns::{self, Marked};

use super::item::Item;
use super::numeral::{digit, digits_end};
use super::units::unit_at;
use super::{Class, Value};
use crate::reading::line::Line;
use crate::text::is_han;

fn name(start: usize, end: usize) -> Item {
    Item::of(Class::Name, start, end, end, Value::None)
}

/// Characters of a code: letters, digits and the marks inside one.
fn is_code(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '+' | '·' | '-' | '.' | '/' | '*' | '×' | '&' | '#' | '~' | ' ' | '•' | '・')
}

/// “11336+N”, “365”, “7·21”: quotes whose whole content is a code. `i` is at the first digit.
fn quoted_code(line: &Line<'_>, i: usize, floor: usize) -> Option<Item> {
    let open = line.run_back(floor.max(i.saturating_sub(12)), i, is_code);
    if open == floor || !matches!(line.c(open - 1), '“' | '"' | '「' | '‘') {
        return None;
    }
    let close = line.run(i, i + 24, is_code);
    // A number with a unit in Latin letters is a quantity even in quotes.
    let body = line.slice(open, close);
    if body.iter().all(|c| c.is_ascii_digit() || *c == '.') && line.c(close) == '%' {
        return None;
    }
    if matches!(line.c(close), '”' | '"' | '」' | '’') {
        return Some(name(open - 1, close + 1));
    }
    // “1+企业+N”: a formula with words in it.
    let end = line.run(close, i + 40, |c| is_han(c) || is_code(c) || matches!(c, '、' | '(' | ')'));
    let formula = line.slice(open, end).contains(&'+') && matches!(line.c(end), '”' | '"' | '」');
    (formula && unit_at(line, close).is_none()).then(|| name(open - 1, end + 1))
}

/// GDP5120亿元, CPI102.5%: an indicator written in letters, its value with a unit right behind.
fn after_indicator(line: &Line<'_>, i: usize) -> bool {
    let Some(start) = patterns::AFTER_INDICATOR.before(line, Marked::at(i)).next_back() else { return false };
    let end = line.run(i, line.len(), |c| c.is_ascii_digit() || c == '.');
    !line.before(start, 1).is_ascii_alphanumeric()
        && (matches!(line.c(end), '万' | '亿' | '千' | '余' | '多') || unit_at(line, end).is_some())
}

/// A name at an Arabic digit. `floor` is where the previous figure ended.
pub(super) fn arabic(line: &Line<'_>, i: usize, floor: usize) -> Option<Item> {
    if let Some(found) = quoted_code(line, i, floor) {
        return Some(found);
    }
    let end = digits_end(line, i);
    lettered(line, (i, end), floor).or_else(|| marked(line, (i, end), floor)).or_else(|| spoken(line, (i, end)))
}

/// PM2.5, S225, C919, COVID-19, 1+8+N, 7·21: a code by what stands right beside its digits.
fn lettered(line: &Line<'_>, (i, end): (usize, usize), floor: usize) -> Option<Item> {
    let letter = |c: char| c.is_ascii_alphabetic();
    let previous = line.before(i, 1);
    if !after_indicator(line, i) && letter(previous) || (previous == '-' && letter(line.before(i, 2))) {
        let start = line.run_back(floor, i - 1, |c| c.is_ascii_alphanumeric() || c == '-');
        return Some(name(start, code_end(line, end)));
    }
    let alphanumeric = |at: usize| line.c(at).is_ascii_alphanumeric();
    // 1+8+N without quotes; also 3+2.
    if line.c(end) == '+' && (alphanumeric(end + 1) || is_han(line.c(end + 1))) {
        let mut stop = end + 1;
        while alphanumeric(stop) || (line.c(stop) == '+' && alphanumeric(stop + 1)) {
            stop += 1;
        }
        return Some(name(i, stop));
    }
    // The rest of 7·21 where damage took the month.
    if previous == '·' && matches!(line.c(end), '”' | '"') {
        return Some(name(i, end));
    }
    let dotted = matches!(line.c(end), '·' | '•' | '・') && line.c(end + 1).is_ascii_digit() && end - i <= 2;
    dotted.then(|| name(i, digits_end(line, end + 1)))
}

/// 515线, 500强, 〔12〕, 1、2号线, “旅游发展30条”: a name by the mark or character behind its digits.
fn marked(line: &Line<'_>, (i, end): (usize, usize), floor: usize) -> Option<Item> {
    let (previous, next, digits) = (line.before(i, 1), line.c(end), end - i);
    let stop = match next {
        '#' => end + 1,
        '号' if previous != '月' => end + 1,
        '线' if digits >= 3 => end + 1,
        '强' if !matches!(line.c(end + 1), '度' | '化' | '调') => end + 1,
        '〕' | '】' if matches!(previous, '〔' | '【') => end,
        ']' if previous == '[' && digits == 4 => end,
        '”' | '"' if is_han(previous) && digits >= 3 => end,
        // What people call a paper by the number of its articles.
        '条' if matches!(line.c(end + 1), '”' | '"') && opened_before(line, i, floor) => end + 1,
        // The numbers of a list share what stands once.
        _ if numbers_of_names(line, end) && !matches!(previous, '月' | '.') => end,
        _ => return None,
    };
    Some(name(i, stop))
}

/// Hotlines, roads, editions, years of titles, circles: a name by the words around its digits.
fn spoken(line: &Line<'_>, (i, end): (usize, usize)) -> Option<Item> {
    let (next, digits) = (line.c(end), end - i);
    let place = Marked { to: end, ..Marked::at(i) };
    let unit = unit_at(line, end);
    let hotline = digits == 5
        && patterns::HOTLINES.iter().any(|w| line.has(i, w))
        && !matches!(next, '万' | '亿' | '余' | '多' | '.' | ',' | '%');
    let titled = digits == 4
        && matches!(line.c(i), '1' | '2')
        && matches!(line.c(i + 1), '9' | '0')
        && patterns::TITLE_YEAR.holds(line, place);
    if (hotline || titled) && unit.is_none()
        || patterns::ROAD_NUMBER.holds(line, place)
        || (3..=6).contains(&digits) && patterns::CODED.holds(line, place)
    {
        return Some(name(i, end));
    }
    // 国道, 周年, 4.0版: the name goes on behind the digits.
    if let Some(stop) = patterns::NUMBERED.after(line, place).next_back() {
        return Some(name(i, stop));
    }
    // 5G, 4K, 5A级: letters just after, unless they are a unit (5GW, 3km).
    if next.is_ascii_alphabetic() {
        let coded = matches!(next, 'G' | 'P') && digits <= 1 && unit.is_some_and(|(u, _)| u.name.len() == 1);
        return (unit.is_none() || coded).then(|| name(i, code_end(line, end)));
    }
    // 15分钟健身圈.
    let around = ["分钟", "小时", "公里"].iter().any(|word| line.has(end, word)) && circle(line, end + 2);
    around.then(|| name(i, end + 2))
}

/// Whether the list that goes on at `at`, after a number, ends in a number with 号: 、5、6号线.
fn numbers_of_names(line: &Line<'_>, mut at: usize) -> bool {
    let mut members = 0;
    while members < 8 && matches!(line.c(at), '、' | '和' | '及') && line.c(at + 1).is_ascii_digit() {
        let end = digits_end(line, at + 1);
        if end - at > 3 {
            return false;
        }
        at = end;
        members += 1;
    }
    members > 0 && line.c(at) == '号'
}

/// Whether a quote opens a few characters before `i` with nothing but words in between.
fn opened_before(line: &Line<'_>, i: usize, floor: usize) -> bool {
    let opening = (1..=14).take_while(|k| i >= floor + k).map(|k| line.before(i, k)).find(|c| !is_han(*c));
    matches!(opening, Some('“' | '"'))
}

/// Letters, digits and inner marks of a code from `i` on.
fn code_end(line: &Line<'_>, i: usize) -> usize {
    let mut end = i;
    while line.c(end).is_ascii_alphanumeric()
        || matches!(line.c(end), '.' | '-') && line.c(end + 1).is_ascii_alphanumeric()
    {
        end += 1;
    }
    end
}

/// Whether a …圈 or, inside quotes, a + formula follows within a few characters.
fn circle(line: &Line<'_>, i: usize) -> bool {
    let end = line.run(i, i + 12, |c| c != '圈' && (is_han(c) || matches!(c, '“' | '、' | '(' | ')')));
    match line.c(end) {
        _ if end == i + 12 => false,
        '圈' | '+' => true,
        '”' | '"' => formula_before(line, i),
        _ => false,
    }
}

/// Whether a + stands before `i`, in the same quotation or clause.
fn formula_before(line: &Line<'_>, i: usize) -> bool {
    (1..=24).map(|k| line.before(i, k)).take_while(|c| !matches!(c, '“' | '。' | ',' | '\0')).any(|c| c == '+')
}

/// 十四五, and old plans in quotes (“九五”计划). `i` is at a Chinese numeral.
pub(super) fn plan(line: &Line<'_>, i: usize) -> Option<Item> {
    if line.c(i) == '十'
        && matches!(line.c(i + 1), '一' | '二' | '三' | '四' | '五' | '六')
        && line.c(i + 2) == '五'
        && digit(line.c(i + 3)).is_none()
        && unit_at(line, i + 3).is_none_or(|(unit, _)| unit.name == "期")
    {
        return Some(name(i, i + 3));
    }
    let quoted = line.before(i, 1) == '“'
        && (line.c(i) == '十' || digit(line.c(i)).is_some())
        && line.has(i + 1, "五”")
        && patterns::PLAN_WORD.holds(line, Marked::at(i + 2));
    quoted.then(|| name(i, i + 2))
}

/// Dates as names in Chinese: “五四”, “一·二八”.
pub(super) fn dotted(line: &Line<'_>, i: usize) -> Option<usize> {
    let end = line.run(i, i + 8, |c| digit(c).is_some() || matches!(c, '·' | '十'));
    (line.slice(i, end).iter().filter(|c| **c == '·').count() == 1).then_some(end)
}

/// A figure that lies inside one of the names set by the user becomes that name.
pub(super) fn apply_words(line: &Line<'_>, items: &mut Vec<Item>, words: &Names) {
    let mut names = words.find(line.text).into_iter().map(|s| (line.index(s.start), line.index(s.end))).peekable();
    let mut out: Vec<Item> = Vec::with_capacity(items.len());
    for item in items.drain(..) {
        while names.next_if(|(_, to)| *to <= item.start).is_some() {}
        match names.peek().copied() {
            Some((from, to)) if from < item.end => {
                // Of the figures that touch a name, the first becomes it and the others go.
                if out.last().is_none_or(|last| last.start != from || last.end != to) {
                    out.push(name(from, to));
                }
            }
            _ => out.push(item),
        }
    }
    *items = out;
}
