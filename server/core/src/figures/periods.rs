//! The period that each figure of a line speaks of.

use super::{Class, Figure, Value};
use crate::interrupt;
use crate::reading::patterns;
use crate::reading::segments::{ends_clause, ends_sentence};

/// The year of a date, or of a span within one year.
pub(super) fn year_of(figure: &Figure) -> Option<i32> {
    match (&figure.lower, &figure.upper) {
        (Value::Date(a), Value::Date(b))
            if a.get(..4) == b.get(..4) && matches!(figure.class, Class::Date | Class::Deadline) =>
        {
            a.get(..4).filter(|_| a.len() == 4 || a.as_bytes().get(4) == Some(&b'-'))?.parse().ok()
        }
        _ => None,
    }
}

/// The words of a sentence that tell of its time, each at the end of its first occurrence.
#[derive(Default)]
struct TimeWords {
    this_year: Option<usize>,
    last_year: Option<usize>,
    /// A base of comparison: 比去年.
    than_last_year: Option<usize>,
    /// Several years at once.
    over_years: Option<usize>,
    all_year: Option<usize>,
    /// Every 年均, by its start.
    yearly: Vec<usize>,
}

impl TimeWords {
    /// Of `sentence`, which starts at byte `start` of its line.
    fn of(sentence: &str, start: usize) -> Self {
        let first = |words: &[&str]| words.iter().filter_map(|w| Some(start + sentence.find(w)? + w.len())).min();
        // All but the rarest sentences need one look.
        if !sentence.contains(['年', '累', '这']) {
            return Self::default();
        }
        Self {
            this_year: first(patterns::SAYS_THIS_YEAR),
            last_year: first(patterns::SAYS_LAST_YEAR),
            than_last_year: first(patterns::SAYS_THAN_LAST_YEAR),
            over_years: first(patterns::SAYS_OVER_YEARS),
            all_year: first(patterns::SAYS_ALL_YEAR),
            yearly: sentence.match_indices("年均").map(|(i, _)| start + i).collect(),
        }
    }

    /// Whether 年均 stands near before `at`.
    fn tell_yearly(&self, at: usize) -> bool {
        let before = self.yearly[..self.yearly.partition_point(|y| *y < at)].last();
        before.is_some_and(|y| at - y < 30)
    }
}

/// The period each figure of a line speaks of: a date in its sentence, 今年 or 去年 with a known report year, its section's
/// year.
pub(super) fn of(
    text: &str,
    figures: &[Figure],
    report_year: Option<i32>,
    section: Option<(i32, bool)>,
) -> Vec<Option<String>> {
    let iso = |f: &Figure| match (&f.lower, &f.upper) {
        (Value::Date(a), Value::Date(b)) if a == b => Some(a.clone()),
        (Value::Date(a), Value::Date(b)) => Some(format!("{a}/{b}")),
        _ => None,
    };
    let mut found = Vec::with_capacity(figures.len());
    // The sentence under the eye, its words of time, and the last date that its figures may speak of.
    let (mut sentence, mut words, mut dated) = (0..0, TimeWords::default(), None::<&Figure>);
    let (mut searched, mut started) = (0, 0);
    for figure in figures {
        interrupt::check();
        let at = figure.span.start as usize;
        if at > searched {
            if let Some(end) = text[searched..at].rfind(ends_sentence) {
                let end = searched + end;
                started = end + text[end..].chars().next().map_or(1, char::len_utf8);
            }
            searched = at;
        }
        if started >= sentence.end {
            let end = text[at..].find(ends_sentence).map_or(text.len(), |i| at + i);
            // An empty sentence would be looked for again at each of its figures.
            sentence = started..end.max(started + 1);
            words = TimeWords::of(text.get(started..end).unwrap_or_default(), started);
            dated = None;
        }
        let said = |word: Option<usize>| word.is_some_and(|end| end <= at);
        let period = match figure.class {
            Class::Name | Class::Threshold => None,
            Class::Date | Class::Period | Class::Deadline => iso(figure),
            _ if let Some(year) = own_year(text, figures, found.len()) => Some(year),
            _ if dated.is_some() => dated.and_then(iso),
            _ if words.tell_yearly(at) => None,
            _ if said(words.this_year) => report_year.map(|y| y.to_string()),
            _ if said(words.last_year) && !said(words.than_last_year) => report_year.map(|y| (y - 1).to_string()),
            _ if said(words.over_years) => None,
            // 2021年及过去五年工作回顾: a level reached is that of the year.
            _ => section
                .filter(|(_, alone)| *alone || said(words.all_year) || figure.change == Some(super::Change::ToLevel))
                .map(|(y, _)| y.to_string()),
        };
        let period = match since(text, figures, found.len()) {
            Since::Year(base) => span_from(base, period.as_deref()),
            Since::Years => None,
            Since::Last => period,
        };
        found.push(period);
        // A base year (较2017年) dates the comparison, not the figures after it.
        let before = text[..at].chars().next_back();
        let after = text[figure.span.end as usize..].chars().next();
        if matches!(figure.class, Class::Date | Class::Deadline)
            && year_of(figure).is_some()
            && !matches!(before, Some('比' | '较' | '由' | '从' | '于' | '同'))
            && after != Some('的')
        {
            dated = Some(figure);
        }
    }
    found
}

/// 2015年的1713亿元, 2020年末的3万户: the year that stands right before the number.
fn own_year(text: &str, figures: &[Figure], k: usize) -> Option<String> {
    let date = &figures[k.checked_sub(1)?];
    let from = figures[k].before.map_or(figures[k].span.start, |b| b.start.min(figures[k].span.start));
    let between = text.get(date.span.end as usize..from as usize)?.trim();
    let single = matches!(date.class, Class::Date | Class::Deadline);
    (single && patterns::OF_THE_YEAR.contains(&between)).then(|| year_of(date)).flatten().map(|y| y.to_string())
}

/// From when a change is reckoned.
enum Since {
    /// From the period before, or it is no change.
    Last,
    /// From a year that its clause names: 比2006年增长83%.
    Year(i32),
    /// Over several years: 五年增长40%.
    Years,
}

fn since(text: &str, figures: &[Figure], k: usize) -> Since {
    let figure = &figures[k];
    let changes = figure.change.is_some() && figure.class != Class::Quantity
        || matches!(figure.class, Class::Multiple | Class::PercentagePoint);
    let differs = figure.class == Class::Quantity && figure.changes();
    if !(changes || differs) {
        return Since::Last;
    }
    let at = figure.span.start as usize;
    for date in figures[..k].iter().rev().take(6) {
        let end = date.span.end as usize;
        if end > at || text[end..at].contains(ends_clause) {
            return Since::Last;
        }
        let before = text[..date.span.start as usize].trim_end_matches(['“', '"']).chars().next_back();
        let compared = matches!(before, Some('比' | '较' | '是' | '为'));
        match (date.class, year_of(date)) {
            (Class::Date | Class::Deadline, Some(year)) if compared => return Since::Year(year),
            (Class::Period, None) if text[date.span.start as usize..end].ends_with('年') => return Since::Years,
            _ => {}
        }
    }
    Since::Last
}

/// From `base` to the single year of `period`: `2006/2010`; one year on is that year alone.
fn span_from(base: i32, period: Option<&str>) -> Option<String> {
    let year: i32 = period?.parse().ok()?;
    match year - base {
        1 => Some(year.to_string()),
        n if n > 1 => Some(format!("{base}/{year}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::scan;

    fn told(text: &str, section: Option<i32>) -> Vec<(String, String)> {
        let figures = scan(text);
        let periods = of(text, &figures, Some(2022), section.map(|y| (y, true)));
        let measure = |f: &Figure| !matches!(f.class, Class::Date | Class::Deadline | Class::Period);
        figures
            .iter()
            .zip(periods)
            .filter(|(f, _)| measure(f))
            .map(|(f, p)| (f.span.of(text).to_owned(), p.unwrap_or_default()))
            .collect()
    }

    #[test]
    fn a_year_right_before_a_number_is_its_own() {
        let found = told("产值由2016年的12亿元增加到2021年的20亿元。", Some(2021));
        assert_eq!(found, [("12亿元".to_owned(), "2016".to_owned()), ("20亿元".to_owned(), "2021".to_owned())]);
    }

    #[test]
    fn a_growth_over_years_is_not_that_of_one() {
        let found = told("产值20亿元，比2016年增长83.3%，比2020年增长5%。", Some(2021));
        let periods: Vec<&str> = found.iter().map(|f| f.1.as_str()).collect();
        assert_eq!(periods, ["2021", "2016/2021", "2021"]);
        assert_eq!(told("产值五年增长40%。", Some(2021))[0].1, "");
    }
}
