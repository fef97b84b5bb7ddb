//! The noun phrase after a number: 4个国家实验室, 30%的乡镇, 14个总投资2亿元的项目.

use super::clause::Sentence;
use super::phrase::is_noun;
use super::words::{cut_or_next, leading, manner, next_cut, opens_no_name, property, tells_change};
use crate::figures::Class;
use crate::figures::units::{self, Dimension};
use crate::reading::patterns;
use crate::reading::segments::parts_clauses;
use crate::text::is_han;

/// What the words after the number name: 4个国家实验室, 30%的乡镇, 14个总投资2亿元的项目.
pub(super) fn after_noun(s: &Sentence<'_>, k: usize) -> Option<(usize, usize)> {
    // 在3亿元基础上再增长10%: what it is reckoned from.
    if s.is(k, &patterns::BASIS) {
        return None;
    }
    let from = match opening(s, k) {
        Opening::At(from) => from,
        // 3个产值超千亿元、2个产值超500亿元产业集群: the noun stands once, at the end of the list.
        Opening::Shared(other) => return after_noun(s, other),
    };
    let first = s.line.c(from);
    let opens = is_han(first) || matches!(first, '“' | '《') || first.is_ascii_alphabetic();
    if !(opens || s.figs.get(k + 1).is_some_and(|f| f.start == from && f.is_word())) || tells_change(s, from) {
        return None;
    }
    let to = extent(s, k, from)?;
    let (from, mut to) = head(s, k, from, to);
    while to > from + 1 && s.at(to, &patterns::NOUN_TAIL) {
        to -= 1;
    }
    if s.at(from, &patterns::MARK_PASSED) {
        return None;
    }
    (from + 1 < to || from < to && (is_noun(s.line.c(from)) || matches!(s.line.c(from), '点' | '金' | '奖')))
        .then_some((from, to))
}

/// Where the noun after a number begins.
enum Opening {
    /// At this character.
    At(usize),
    /// It is that of this figure.
    Shared(usize),
}

/// Skips what only qualifies the noun after figure `k`.
fn opening(s: &Sentence<'_>, k: usize) -> Opening {
    let fig = s.figs[k];
    let mut from = fig.to;
    if s.line.c(from) == '的' {
        from += 1;
    }
    // 100兆瓦级储能电站: the size is one of a class.
    if s.line.c(from) == '级' && fig.figure.class == Class::Quantity {
        from += 1;
    }
    let Some(next) = s.figs.get(k + 1) else { return Opening::At(from + usize::from(s.line.c(from) == ' ')) };
    // 19条38公里城市综合管廊: both measure what follows.
    if next.from == from
        && next.figure.class == Class::Quantity
        && next.unit.is_some_and(|u| matches!(u.dimension, Dimension::Length | Dimension::Area))
        && is_han(s.line.c(next.to))
    {
        from = next.to;
    }
    if s.line.c(from) == ' ' {
        from += 1;
    }
    // 10大类60项民生实事: the kinds are of what the second number counts.
    if s.line.c(from) == '类' && next.from == from + 1 && next.figure.class == Class::Quantity {
        return Opening::At(next.to);
    }
    let Some(property) = property(s, from).filter(|_| next.start >= from) else { return Opening::At(from) };
    let near = next.from.max(from) <= from + property;
    let bound = near && (next.figure.class == Class::Threshold || next.from < next.start);
    match s.line.c(next.to) {
        // 14个总投资22.7亿元的项目: skip the attribute.
        '的' if bound || next.start - from <= property + 2 => Opening::At(next.to + 1),
        // 12个投资过亿元项目: so is a class bound.
        c if bound && is_han(c) => Opening::At(next.to),
        '、' if near && property_of_next(s, k + 2) => Opening::Shared(k + 2),
        _ => Opening::At(from),
    }
}

/// Whether figure `k` counts, right behind a list mark, what a class bound behind it qualifies.
fn property_of_next(s: &Sentence<'_>, k: usize) -> bool {
    s.figs.get(k).is_some_and(|fig| {
        s.line.before(fig.from, 1) == '、' && fig.figure.class == Class::Quantity && property(s, fig.to).is_some()
    })
}

/// Where the noun from `from` on ends; `None` if no noun opens there.
fn extent(s: &Sentence<'_>, k: usize, from: usize) -> Option<usize> {
    let mut to = from;
    let stop = s.ahead(k).iter().find(|f| f.from >= from && !f.is_word()).map_or(usize::MAX, |f| f.from);
    let mut quoted = false;
    while to < from + 28 && to < stop {
        let c = s.line.c(to);
        quoted = (quoted || matches!(c, '“' | '《')) && !matches!(c, '”' | '》');
        if c == '('
            && let Some(close) = (to..to + 8).find(|i| s.line.c(*i) == ')')
        {
            to = close + 1;
            continue;
        }
        // 10项国家、省级品牌节庆赛事: the list goes on to its head.
        if (c == '、' || c == '与' && ends_plain(s, to)) && !quoted && to > from && continues(s, k, to + 1) {
            to += 1;
            continue;
        }
        let closes_inside =
            c == '”' && s.line.before(to, 1) != '”' && to > from && s.line.slice(from, to).contains(&'“');
        if !quoted && (parts_clauses(c) || matches!(c, '、' | '(' | ')' | '\0' | '”')) && !closes_inside {
            break;
        }
        // 免费体检: how it is done opens a name, too; 成功获批 goes on with a verb.
        let goes_on = |n: &usize| is_han(s.line.c(from + n)) && cut_or_next(s, from + n).is_err();
        let manner = if to == from { manner(s, from).filter(goes_on) } else { None };
        let next = match (cut_or_next(s, to), manner) {
            (_, Some(n)) => to + n,
            (Ok(()), None) if !quoted => break,
            (Ok(()), None) => to + 1,
            (Err(next), None) => next,
        };
        if to == from && opens_no_name(s, to) {
            return None;
        }
        if acts(s, from, to) {
            break;
        }
        // A class bound or a name is part of the phrase, with its comparator.
        if let Some(word) = s.within(to, to + 8).iter().find(|f| f.is_word() && f.from == to) {
            to = word.to.max(to + 1);
            continue;
        }
        to = next.min(stop);
    }
    Some(to)
}

/// 8个重点县建设蔬菜基地: what those counted do begins at `at`.
fn acts(s: &Sentence<'_>, from: usize, at: usize) -> bool {
    at > from + 1 && s.at(at, &patterns::ACTS)
}

/// The part of the phrase `from..to` that is counted: the head behind 的 (值得注意的地方), or what owns it (5个县的扫盲任务,
/// 三个方面的指标).
fn head(s: &Sentence<'_>, k: usize, from: usize, to: usize) -> (usize, usize) {
    match (from..to).rev().find(|i| s.line.c(*i) == '的') {
        Some(de) if de + 1 < to => {
            let aspect = s.after(from, &patterns::ASPECT) == Some(de);
            if aspect || counts_owner(s, k, from, de) || is_work(s, de + 1, to) { (from, de) } else { (de + 1, to) }
        }
        _ => (from, to),
    }
}

/// What is done to the things counted: 3座水库的除险加固, 12部法规的贯彻实施.
fn is_work(s: &Sentence<'_>, from: usize, to: usize) -> bool {
    from < to && s.at(from, &patterns::WORK_ON_THINGS) && !s.at(to, &patterns::WORK_AS_THING)
}

/// Whether 与 at `at` joins two things: 园林与乡村旅游线路, against 企业与高校合作.
fn ends_plain(s: &Sentence<'_>, at: usize) -> bool {
    !s.at(at, &patterns::ACTOR)
        && (at + 1..at + 20).find(|i| parts_clauses(s.line.c(*i))).is_some_and(|end| next_cut(s, at + 1, end).is_none())
}

/// Whether the words after a list mark go on to the end of their clause as nouns of one list.
fn continues(s: &Sentence<'_>, k: usize, at: usize) -> bool {
    let end = (at..at + 20).find(|i| parts_clauses(s.line.c(*i)) || matches!(s.line.c(*i), '、' | '(' | '“' | '\0'));
    let Some(end) = end.filter(|e| *e > at + 1 && s.line.c(*e) != '(' && s.line.c(*e) != '“') else { return false };
    // 一个平台、一支基金: the next item counts too.
    if !is_han(s.line.c(at))
        || s.line.c(at) == '一' && units::unit_at(&s.line, at + 1).is_some()
        || !s.ahead(k).iter().take_while(|f| f.from < end + 1).all(|f| f.from < at)
        || leading(s, at).is_some()
    {
        return false;
    }
    // 对6所小学、幼儿园食堂进行检查: the list ends at the verb.
    match next_cut(s, at, end) {
        None => true,
        Some(cut) => cut > at + 1 && s.at(cut, &patterns::VERB_OF_LIST),
    }
}

/// Whether what figure `k` counts owns what follows 的: 5个县的…, 36个国家和地区的….
fn counts_owner(s: &Sentence<'_>, k: usize, from: usize, de: usize) -> bool {
    let unit = s.unit(&s.figs[k]);
    de > from
        && matches!(&*unit, "个" | "家" | "户" | "名" | "位" | "条" | "所" | "座" | "部")
        && s.at(de, &patterns::OWNER)
        && !s.figs.iter().skip(k + 1).take(4).any(|f| f.start >= from && f.start < de)
}
