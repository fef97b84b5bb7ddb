//! Rates beside the amounts of their own statement.

use super::OTHER_TERMS;
use super::interval::Interval;
use crate::figures::{Change, Class, Decimal, Figure, Value, yearly_rate};
use crate::finding::Finding;
use crate::reading::segments::{ends_statement, near_before};
use crate::rules::common::report;
use crate::text::{Loc, Span};

/// The key of notes on such rates.
pub(super) const KEY: u64 = 0;

/// Words between an amount and a rate of it.
const LINKS: &[&str] = &[
    "，",
    ",",
    "、",
    "（",
    "(",
    " ",
    "期间",
    "五年",
    "四年",
    "三年",
    "累计",
    "共",
    "净",
    "同比",
    "年平均",
    "年均",
    "平均每年",
    "每年",
    "递增",
    "增长",
    "增加",
    "提高",
    "上升",
    "下降",
    "减少",
    "降低",
    "翻",
    "了",
    "达到",
    "达",
];
/// Those that tell a rate of each year.
const YEARLY: &[&str] = &["年均", "年平均", "平均每年", "每年", "递增"];

/// A rate, and the one that the amounts give.
pub(super) struct Contradiction {
    computation: String,
    computed: Decimal,
    stated: String,
    /// `%` or 倍.
    unit: &'static str,
    /// It is how many times the amount before, written as how many times more.
    times_as_much: bool,
}

impl Contradiction {
    pub fn finding(&self, block: u32, span: Span) -> Finding {
        let Self { computation, stated, unit, .. } = self;
        let computed = self.computed.round_dp(2).normalize();
        let (zh, en) = if self.times_as_much {
            (format!("；“是{stated}”与“增长{stated}”不同"), format!(" (a growth of {stated} is one more than that)"))
        } else {
            (String::new(), String::new())
        };
        let loc = Loc { block, span };
        report(
            loc,
            format!("按所列数额算得{computed}{unit}（{computation}），不是{stated}{zh}"),
            format!("the amounts give {computed}{unit} ({computation}), not {stated}{en}"),
        )
    }
}

/// What stands between two figures, comparators excluded; `None` where they overlap.
fn between<'t>(text: &'t str, a: &Figure, b: &Figure) -> Option<&'t str> {
    let from = a.after.map_or(a.span.end, |s| s.end.max(a.span.end)) as usize;
    let to = b.before.map_or(b.span.start, |s| s.start.min(b.span.start)) as usize;
    text.get(from..to)
}

/// Whether `gap` holds nothing but `words`.
fn only(mut gap: &str, words: &[&str]) -> bool {
    while let Some(rest) = words.iter().find_map(|w| gap.strip_prefix(w)) {
        gap = rest;
    }
    gap.is_empty()
}

fn year(figure: &Figure) -> Option<i32> {
    match &figure.lower {
        Value::Date(date) if figure.class == Class::Date && figure.lower == figure.upper => date.get(..4)?.parse().ok(),
        _ => None,
    }
}

/// The figure before `k` that is no date, and its index.
fn amount_before(figures: &[Figure], k: usize) -> Option<usize> {
    (k.saturating_sub(3)..k).rev().find(|i| !matches!(figures[*i].class, Class::Date | Class::Deadline | Class::Period))
}

/// The rate of figure `k`, where the amounts right before it give another one.
pub(super) fn contradiction(text: &str, figures: &[Figure], k: usize) -> Option<Contradiction> {
    let rate = &figures[k];
    let changes = matches!(rate.change, Some(Change::Increase | Change::Decrease));
    if !changes || !matches!(rate.class, Class::Percent | Class::Multiple) || rate.span.of(text).starts_with('翻') {
        return None;
    }
    let j = amount_before(figures, k)?;
    let gap = between(text, &figures[j], rate)?;
    let head = near_before(text, rate.span.start as usize);
    let statement = &head[head.rfind(ends_statement).map_or(0, |i| i)..];
    if j + 1 != k || !only(gap, LINKS) || OTHER_TERMS.iter().any(|w| statement.contains(w)) {
        return None;
    }
    let yearly = YEARLY.iter().any(|w| gap.contains(w));
    if figures[j].class == Class::Multiple {
        return if yearly { of_multiple(text, figures, j, k) } else { None };
    }
    if figures[j].class != Class::Quantity {
        return None;
    }
    match frame(text, figures, j) {
        Some(i) if yearly => of_years(text, figures, (i, j, k)),
        Some(i) => of_ends(text, figures, (i, j, k)),
        None if !yearly => of_difference(text, figures, j, k),
        None => None,
    }
}

/// The A of 由A增加到B, where `j` is the B.
fn frame(text: &str, figures: &[Figure], j: usize) -> Option<usize> {
    let i = amount_before(figures, j)?;
    let (a, b) = (&figures[i], &figures[j]);
    let gap = between(text, a, b)?;
    let lead = &near_before(text, a.span.start as usize);
    let lead = &lead[lead.char_indices().rev().nth(12).map_or(0, |(at, _)| at)..];
    let opened = lead.rfind(['由', '从']).is_some_and(|at| !lead[at..].contains(['，', ',', '。', '；', '、', '：']));
    let reaches = ["到", "至", "为", "达"].iter().any(|w| gap.contains(w));
    let single = !gap.contains(['，', ',', '。', '；', '、', '和']);
    let alike = a.class == Class::Quantity && a.unit.of(text) == b.unit.of(text) && !b.unit.is_empty();
    (opened && reaches && single && alike && gap.chars().count() <= 16).then_some(i)
}

fn written<'t>(figure: &Figure, text: &'t str) -> &'t str {
    figure.span.of(text).trim()
}

/// 由A增加到B，增长P%; 由A增加到B，增长N倍.
fn of_ends(text: &str, figures: &[Figure], (i, j, k): (usize, usize, usize)) -> Option<Contradiction> {
    let (a, b, rate) = (&figures[i], &figures[j], &figures[k]);
    let (from, to, stated) = (Interval::of(a, text)?, Interval::of(b, text)?, Interval::of(rate, text)?);
    let multiple = rate.class == Class::Multiple;
    let hundred = if multiple { Decimal::ONE } else { Decimal::ONE_HUNDRED };
    let computed = Interval::ratio(&to, &from, |r| (r - Decimal::ONE).abs().checked_mul(hundred))?;
    if computed.apart(&stated) < stated.last {
        return None;
    }
    let (a, b) = (written(a, text), written(b, text));
    let times = Interval::ratio(&to, &from, Some)?;
    Some(Contradiction {
        computation: if multiple { format!("{b} ÷ {a} − 1") } else { format!("({b} − {a}) ÷ {a}") },
        computed: computed.middle(),
        stated: written(rate, text).to_owned(),
        unit: if multiple { "倍" } else { "%" },
        times_as_much: multiple && times.apart(&stated) < stated.last,
    })
}

/// 由2015年的A增加到2020年的B，年均增长P%.
fn of_years(text: &str, figures: &[Figure], (i, j, k): (usize, usize, usize)) -> Option<Contradiction> {
    let (a, b, rate) = (&figures[i], &figures[j], &figures[k]);
    let years = year(figures.get(j.checked_sub(1)?)?)? - year(figures.get(i.checked_sub(1)?)?)?;
    let (from, to) = (Interval::of(a, text)?, Interval::of(b, text)?);
    let stated = Interval::of(rate, text)?;
    let computed = yearly((&to, &from), years, &stated)?;
    Some(Contradiction {
        computation: format!("({} ÷ {})^(1/{years}) − 1", written(b, text), written(a, text)),
        computed,
        stated: written(rate, text).to_owned(),
        unit: "%",
        times_as_much: false,
    })
}

/// 2020年…，是2015年的N倍，年均增长P%.
fn of_multiple(text: &str, figures: &[Figure], j: usize, k: usize) -> Option<Contradiction> {
    let (times, rate) = (&figures[j], &figures[k]);
    let base =
        j.checked_sub(1).filter(|i| between(text, &figures[*i], times).is_some_and(|g| only(g, &["底", "末", "的"])));
    let base = year(&figures[base?])?;
    let start = text[..times.span.start as usize].rfind(['。', '；']).unwrap_or(0) as u32;
    let now = figures[..j - 1].iter().rev().take(6).take_while(|f| f.span.start >= start).find_map(year)?;
    if times.change != Some(Change::ToLevel) {
        return None;
    }
    let one = Interval { low: Decimal::ONE, high: Decimal::ONE, last: Decimal::ZERO };
    let (factor, stated) = (Interval::of(times, text)?, Interval::of(rate, text)?);
    let years = now - base;
    let computed = yearly((&factor, &one), years, &stated)?;
    Some(Contradiction {
        computation: format!("{}^(1/{years}) − 1", times.numeral.of(text)),
        computed,
        stated: written(rate, text).to_owned(),
        unit: "%",
        times_as_much: false,
    })
}

/// The yearly rate that two amounts give, where the stated one is another whether or not the first year counts.
fn yearly((to, from): (&Interval, &Interval), years: i32, stated: &Interval) -> Option<Decimal> {
    let rate = |years: i32| Interval::ratio(to, from, |r| Some(yearly_rate(r, u32::try_from(years).ok()?)?.abs()));
    if !(2..=20).contains(&years) {
        return None;
    }
    // The rate itself is rounded to two decimals.
    let margin = stated.last.max(Decimal::new(1, 1));
    for n in years - 1..=years + 1 {
        if rate(n)?.apart(stated) < margin {
            return None;
        }
    }
    Some(rate(years)?.middle())
}

/// V，比上年增加D，增长P%.
fn of_difference(text: &str, figures: &[Figure], j: usize, k: usize) -> Option<Contradiction> {
    const LEVELS: &[&str] = &[
        "，",
        ",",
        "、",
        "（",
        "(",
        "比",
        "较",
        "上年末",
        "上年同期",
        "去年同期",
        "去年末",
        "上年",
        "去年",
        "年初",
        "同比",
        "净",
        "增加",
        "增长",
        "增收",
        "减少",
        "下降",
        "多",
        "了",
    ];
    let i = j.checked_sub(1)?;
    let (level, by, rate) = (&figures[i], &figures[j], &figures[k]);
    let plain = matches!(level.change, None | Some(Change::ToLevel)) && level.class == Class::Quantity;
    let alike = level.unit.of(text) == by.unit.of(text) && !by.unit.is_empty();
    let gap = between(text, level, by)?;
    let told = gap.starts_with(['，', ',', '、', '（', '(', '比', '较']) && only(gap, LEVELS);
    if !(plain && alike && told && by.change == rate.change) || rate.class != Class::Percent {
        return None;
    }
    let (v, d) = (Interval::of(level, text)?, Interval::of(by, text)?);
    let stated = Interval::of(rate, text)?;
    let rises = rate.change == Some(Change::Increase);
    let before = if rises {
        Interval { low: v.low - d.high, high: v.high - d.low, ..v }
    } else {
        Interval { low: v.low + d.low, high: v.high + d.high, ..v }
    };
    if before.low <= Decimal::ZERO {
        return None;
    }
    let computed = Interval::ratio(&d, &before, |r| r.checked_mul(Decimal::ONE_HUNDRED))?;
    if computed.apart(&stated) < stated.last {
        return None;
    }
    let (v, d, sign) = (written(level, text), written(by, text), if rises { '−' } else { '+' });
    Some(Contradiction {
        computation: format!("{d} ÷ ({v} {sign} {d})"),
        computed: computed.middle(),
        stated: written(rate, text).to_owned(),
        unit: "%",
        times_as_much: false,
    })
}
