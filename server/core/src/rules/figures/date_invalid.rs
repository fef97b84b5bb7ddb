//! `date-invalid`: a date that does not exist.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{here, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "date-invalid",
    group: Group::Figures,
    severity: Severity::Error,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "不存在的日期", en: "A date that does not exist" },
    docs: "## 检查什么\n\n不存在的月份或日期：13月、2月30日、平年的2月29日、4月26日至31日；年份与月份之间缺“年”：202310月。\n\n## 为什么\n\n公历；GB/T 9704—2012 第7.3.5.4条：成文日期年、月、日标全。\n\n## 误报与边界\n\n时长（18个月、24月龄）不是日期，不报；没有写年份时2月29日不报。\n\n在1,004份公开报告和公文（1,686万字）上没有报告，真伪都未见实例。",
    docs_en: "A month or day that does not exist. Lengths of time (18个月) are not dates; 29 February without a year is left alone.",
    options: &[],
    triggers: &["月"],
    examples: &[
        Example::pass("2024年2月29日"),
        Example::pass("2月29日"),
        Example::pass("工期18个月"),
        Example::pass("24月龄"),
        Example::pass("4月26日至30日"),
        Example::pass("历时15月余"),
        Example::fail("⟦2022年2月29日⟧"),
        Example::fail("截至⟦2月30日⟧，"),
        Example::fail("⟦13月⟧底前"),
        Example::fail("4月26日至⟦31日⟧"),
        Example::fail("⟦202310月⟧份进展"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for word in view.hits() {
        let at = word.start as usize;
        let Some(month) = digits_before(text, at) else { continue };
        if month.len() == 6 && glued(month.of(text)) {
            let end = word.end as usize;
            found.push(report(
                here(Span::new(month.start as usize, end)),
                "年份与月份之间缺“年”",
                "年 is missing between the year and the month",
            ));
            continue;
        }
        let Ok(m) = month.of(text).parse::<u32>() else { continue };
        let year = text[..month.start as usize].strip_suffix('年').and_then(|head| digits_before(text, head.len()));
        let year = year.filter(|y| y.len() == 4);
        let start = year.map_or(month.start, |y| y.start);
        let day_start = word.end as usize;
        let day = digits_after(text, day_start).filter(|d| text[d.end as usize..].starts_with(['日', '号']));
        if !(1..=12).contains(&m) {
            // Without a year, a day or 底 around it, it may be a length of time.
            let dated =
                year.is_some() || day.is_some() || text[day_start..].starts_with(['底', '初', '份', '末', '中']);
            if dated && month.len() <= 2 && !text[..month.start as usize].ends_with(['.', '-', '—', '～', '满']) {
                push(
                    start as usize,
                    day.map_or(word.end as usize, |d| d.end as usize + '日'.len_utf8()),
                    format!("没有{m}月"),
                    found,
                );
            }
            continue;
        }
        let Some(day) = day else { continue };
        let last = last_day(m, year.and_then(|y| y.of(text).parse().ok()));
        let outside = |d: Span| d.of(text).parse::<u32>().ok().filter(|d| !(1..=last).contains(d));
        let end = day.end as usize + '日'.len_utf8();
        if let Some(d) = outside(day) {
            push(start as usize, end, format!("{m}月没有{d}日"), found);
            continue;
        }
        // 4月26日至30日
        let rest = &text[end..];
        let Some(joint) = ["至", "—", "-", "～", "到"].iter().find(|j| rest.starts_with(**j)) else { continue };
        let Some(second) = digits_after(text, end + joint.len()) else { continue };
        let tail = second.end as usize;
        if text[tail..].starts_with('日')
            && let Some(d) = outside(second)
        {
            push(second.start as usize, tail + '日'.len_utf8(), format!("{m}月没有{d}日"), found);
        }
    }
}

/// 202310: a year and a month in one.
fn glued(digits: &str) -> bool {
    (digits.starts_with("20") || digits.starts_with("19"))
        && digits[4..].parse::<u32>().is_ok_and(|m| (1..=12).contains(&m))
}

fn digits_before(text: &str, end: usize) -> Option<Span> {
    let n = text[..end].bytes().rev().take_while(u8::is_ascii_digit).count();
    (n > 0).then(|| Span::new(end - n, end))
}

fn digits_after(text: &str, start: usize) -> Option<Span> {
    let n = text[start..].bytes().take_while(u8::is_ascii_digit).count();
    (n > 0).then(|| Span::new(start, start + n))
}

const fn last_day(month: u32, year: Option<u32>) -> u32 {
    match (month, year) {
        (2, Some(y)) if y % 4 != 0 || (y % 100 == 0 && y % 400 != 0) => 28,
        (2, _) => 29,
        (4 | 6 | 9 | 11, _) => 30,
        _ => 31,
    }
}

fn push(start: usize, end: usize, zh: String, found: &mut Vec<Finding>) {
    found.push(report(here(Span::new(start, end)), zh, "there is no such date"));
}
