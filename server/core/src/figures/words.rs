//! Chinese numerals that are parts of words, slogans or item heads, and so no figures.

use super::item::Item;
use super::numeral::{Numeral, digit};
use super::{Class, Decimal, Value};
use crate::reading::MASKS;
use crate::reading::line::Line;
use crate::reading::patterns::{self, Kind, Marked};
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
    let place = Marked { to: end, ..Marked::at(start) };
    let motto = || !line.c(start + 1).is_ascii_digit() && patterns::MOTTO.holds(line, place);
    patterns::ORDINAL_WORD.holds(line, place) || motto()
}

/// 几, 数, 上 that do not open a number: 指数十, 以上百, 系数.
pub(super) fn prefix_is_a_word(line: &Line<'_>, i: usize) -> bool {
    !matches!(line.c(i + 1), '十' | '百' | '千' | '万' | '亿')
        || line.has(i + 2, "分之")
        || patterns::NO_OPEN_NUMBER.holds(line, Marked::at(i))
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
        return !patterns::QUOTED_MARK.holds(line, Marked::at(close + 1));
    }
    if first && matches!(line.c(end - 1), '年' | '件') && patterns::QUOTED_PLAN.holds(line, Marked::at(end)) {
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
pub(super) fn is_word(line: &Line<'_>, number: &Numeral, item: &Item) -> bool {
    if item.class == Class::Period && item.range.is_some() {
        return false;
    }
    let (start, end) = (item.start, item.end);
    // 一微克一微克, 一个一个: said twice for "each".
    let said: String = line.slice(start, end).iter().collect();
    if patterns::IN_A_NAME.holds(line, Marked::at(start))
        || line.has(end, &said)
        || line.ends(start, &said)
        || quoted_slogan(line, start, end)
    {
        return true;
    }
    let Some(unit) = item.measure else { return number_is_a_word(line, number, item) };
    if unit.name == "级" {
        // 万亿级 bounds a class; 二级, 十级 and 百级 are grades.
        return !(number.large && number.value.is_some_and(|v| v >= Decimal::from(100_000_000)));
    }
    let place = marked(number, item);
    [&patterns::IN_A_WORD, &patterns::ONE_IN_A_WORD, &patterns::FEW_IN_A_WORD]
        .iter()
        .any(|rule| rule.holds(line, place))
}

/// A numeral with its unit as patterns see it.
pub(super) fn marked(number: &Numeral, item: &Item) -> Marked {
    let open = number.open || number.upper.is_some();
    let is = |n: Decimal| number.value == Some(n) && number.upper.is_none();
    let kinds = Kind::Bare.when(number.bare)
        | Kind::Lone.when(number.bare && number.end - number.start == 1)
        | Kind::Large.when(number.large)
        | Kind::Small.when(!number.large)
        | Kind::One.when(is(Decimal::ONE))
        | Kind::Two.when(is(Decimal::TWO))
        | Kind::Few.when(!number.large && !open && !is(Decimal::ONE))
        | Kind::OverTen.when(number.value.is_some_and(|v| v > Decimal::TEN))
        | Kind::Open.when(open)
        | Kind::Positional.when(number.positional && number.digits > 1);
    let place = item.marked();
    Marked { from: item.start, to: item.end, kinds: kinds | place.kinds, ..place }
}

/// A Chinese number without a unit.
fn number_is_a_word(line: &Line<'_>, number: &Numeral, item: &Item) -> bool {
    let (start, end) = (item.start, item.end);
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
        let level = patterns::LEVEL_OF_CLASS.holds(line, Marked::at(end));
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
    number.positional
}
