//! Chinese numerals that are parts of words, slogans or item heads, and so no figures.

use super::item::Item;
use super::numeral::{Numeral, digit, power};
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
    if line.before(i, 1).is_ascii_digit() {
        return None;
    }
    let head = line.slice(line.run_back(i.saturating_sub(120), i, part), i);
    let is_address = head.windows(2).any(|pair| matches!(pair, ['/' | '.', '/'] | ['w', '.']))
        || head.contains(&'_') && head.iter().any(char::is_ascii_alphabetic);
    is_address.then(|| line.run(i, line.len(), part))
}

/// 1. 1、 1） at the start of a line or sentence, （1）, [1]: the number of an item. Returns where to go on.
pub(super) fn list_number(line: &Line<'_>, i: usize) -> Option<usize> {
    let end = line.run(i, i + 4, |c| c.is_ascii_digit());
    if end - i > 3 {
        return None;
    }
    let next = line.c(end);
    if matches!((line.before(i, 1), next), ('(', ')') | ('[', ']') | ('【', '】')) {
        // A footnote or an item number; a year in brackets is text.
        return (end - i <= 2).then_some(end);
    }
    let leads = |c| matches!(c, ' ' | '\t' | '#' | '*' | '>' | '\u{feff}');
    let lead = line.run_back(i.saturating_sub(8), i, leads);
    let opens = lead == 0 || is_stop(line.c(lead - 1));
    // 3.5亿 is a decimal, 2、3月 a list: what follows the mark must be a word.
    let word = |at: usize| {
        let c = if line.c(at) == ' ' { line.c(at + 1) } else { line.c(at) };
        is_han(c) && digit(c).is_none() || matches!(c, '“' | '*' | '《' | '\0')
    };
    // 31.两山：a point before a Chinese numeral is no decimal's.
    let ends = match next {
        '.' => word(end + 1) || digit(line.c(end + 1)).is_some(),
        '、' | ')' => word(end + 1),
        _ => false,
    };
    (opens && ends).then_some(end)
}

/// 第一时间, 第三产业, 第一，: words and item heads rather than ranks.
pub(super) fn ordinal_is_a_word(line: &Line<'_>, start: usize, end: usize) -> bool {
    let place = Marked { to: end, ..Marked::at(start) };
    let motto = || !line.c(start + 1).is_ascii_digit() && patterns::MOTTO.holds(line, place);
    patterns::ORDINAL_WORD.holds(line, place) || motto()
}

/// 几, 数, 上 that do not open a number: 指数十, 以上百, 系数.
pub(super) fn prefix_is_a_word(line: &Line<'_>, i: usize) -> bool {
    power(line.c(i + 1)).is_none() || line.has(i + 2, "分之") || patterns::NO_OPEN_NUMBER.holds(line, Marked::at(i))
}

/// 一半.
pub(super) fn half(line: &Line<'_>, i: usize) -> Option<Item> {
    if !line.has(i, "一半") || matches!(line.before(i, 1), '另' | '十') {
        return None;
    }
    let half = Value::Number(Decimal::new(5, 1));
    Some(Item { chinese: true, ..Item::of(Class::Fraction, i, i + 2, i + 2, half) })
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
    let plan = first && matches!(line.c(end - 1), '年' | '件') && patterns::QUOTED_PLAN.holds(line, Marked::at(end));
    // 时间 periods inside longer quotations are figures too when they carry 年 and 月.
    !plan && line.c(end - 1) != '日'
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
    let before_blanks = |at: usize| line.run_back(0, at, |c| c == ' ');
    let at = before_blanks(start);
    let mark = line.before(at, 1);
    mark != '*' && MASKS.contains(&mark) || mark == ')' && line.before(before_blanks(at - 1), 1) == '('
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
    let end = item.end;
    if !number.large {
        // 接近三四十: a bare pair or small number is no figure; 十几, 二十余 before a noun are.
        return !(number.open && is_han(line.c(end)) && line.c(end - 1) == '余');
    }
    if !number.bare {
        // 三十万手工业者, 上万学生: with a digit or an open prefix it is a number.
        return false;
    }
    // 百姓, 千方百计, 万众, 千万 as an adverb: only with a mark of size around it.
    if number.end - number.start == 1 && line.c(number.start) != '亿' {
        return !(item.after.is_some() && line.c(end) == '以');
    }
    item.before.is_none() && item.after.is_none() && !patterns::LEVEL_OF_CLASS.holds(line, Marked::at(end))
}
