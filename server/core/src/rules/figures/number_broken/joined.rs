//! Numbers with letters in them, with another mark for the point, or run together.

use crate::finding::Finding;
use crate::rules::common::{before, here, is_han, near_before, perhaps, report};
use crate::text::Span;

use super::TAIL;

/// Letters that are taken for digits, and those digits.
const LETTERS: [(char, char); 6] = [('I', '1'), ('l', '1'), ('O', '0'), ('o', '0'), ('О', '0'), ('〇', '0')];
/// What a number counts, beside [`TAIL`].
const COUNTED: [&str; 12] = ["家", "个", "项", "名", "次", "条", "处", "台", "套", "所", "件", "座"];

/// Looks at each run of digits of a line.
pub fn check(text: &str, digits: &[Span], found: &mut Vec<Finding>) {
    let mut done = 0;
    for (i, run) in digits.iter().enumerate() {
        let next = digits.get(i + 1);
        lost_separator(text, *run, next, found);
        if let Some(next) = next {
            wrong_point(text, *run, *next, found);
        }
        if run.start >= done {
            let whole = token(text, *run);
            done = whole.end;
            if !letters(text, whole, found) {
                points(text, *run, found);
            }
        }
    }
}

fn is_letter(c: char) -> bool {
    LETTERS.iter().any(|(l, _)| *l == c)
}

/// The digits, points and look-alikes around a run.
fn token(text: &str, run: Span) -> Span {
    let part = |c: char| c.is_ascii_digit() || c == '.' || is_letter(c);
    let head = &text[..run.start as usize];
    let start = head.char_indices().rev().take(12).take_while(|(_, c)| part(*c)).last().map_or(head.len(), |(i, _)| i);
    let rest = &text[run.end as usize..];
    let end = rest.char_indices().take(16).find(|(_, c)| !part(*c)).map_or(rest.len().min(16), |(i, _)| i);
    let end = run.end as usize + (end..=rest.len()).find(|i| rest.is_char_boundary(*i)).unwrap_or(0);
    Span::new(start, end)
}

fn measured(rest: &str) -> bool {
    let rest = rest.trim_start_matches(' ');
    TAIL.iter().chain(&COUNTED).any(|unit| rest.starts_with(unit))
}

/// l4.8%, 1O2家, I000万
fn letters(text: &str, whole: Span, found: &mut Vec<Finding>) -> bool {
    let number = whole.of(text);
    let many = number.chars().filter(|c| is_letter(*c)).count();
    let (left, rest) = (before(text, whole.start as usize), &text[whole.end as usize..]);
    let apart = left.is_none_or(|c| is_han(c) || "，。；、：（∶ ".contains(c));
    // 二〇20: a Chinese number.
    let chinese = number.starts_with('〇') || left.is_some_and(|c| "一二三四五六七八九十〇".contains(c));
    if many == 0 || !apart || chinese || !measured(rest) || number.starts_with('.') || number.ends_with('.') {
        return false;
    }
    let digit = |c: char| LETTERS.iter().find(|(l, _)| *l == c).map_or(c, |(_, d)| *d);
    let mended: String = number.chars().map(digit).collect();
    found.push(report(here(whole), "数字里混入字母", "a letter in the number").fix(perhaps(here(whole), mended)));
    true
}

/// 17.242.140.7, 13.647.439: the marks of a ratio are gone.
fn points(text: &str, run: Span, found: &mut Vec<Finding>) {
    let rest = &text[run.start as usize..];
    // Six groups of four digits; where digits go on behind them, a run is looked at once for each of them.
    const LONGEST: usize = 30;
    let length = rest.bytes().take(LONGEST + 1).take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    if length > LONGEST {
        return;
    }
    let number = rest[..length].trim_end_matches('.');
    let groups: Vec<&str> = number.split('.').collect();
    let bound = ["为", "由", "从", "到", "至", "比", "的", "达", "∶", ":", "："];
    let head = &text[..run.start as usize];
    let fits = groups.iter().all(|g| (1..=4).contains(&g.len())) && groups[0].len() <= 2;
    let many = groups.len() > 3 || groups.len() == 3 && groups[1].len() >= 3;
    if fits && many && groups.len() <= 6 && bound.iter().any(|w| head.ends_with(w)) {
        let all = here(Span::new(run.start as usize, run.start as usize + number.len()));
        let zh = "几个数连成一串，其间的比号或顿号脱落";
        found.push(report(all, zh, "several numbers run together: the marks between them are lost"));
    }
}

/// 2021312日, 65.7%50%
fn lost_separator(text: &str, run: Span, next: Option<&Span>, found: &mut Vec<Finding>) {
    let rest = &text[run.end as usize..];
    let number = run.of(text);
    // 39888293名: 3988户 and 8293名, perhaps. Nobody writes tens of millions without 万.
    let people = ["名", "人", "户", "家", "个"].iter().any(|u| rest.starts_with(u));
    let apart = before(text, run.start as usize).is_none_or(|c| is_han(c) || "，。；、：（".contains(c));
    if number.len() >= 8 && people && apart && !number.starts_with('0') {
        found.push(report(here(run), "两个数之间的文字脱落", "what stood between two numbers is lost"));
        return;
    }
    let dated = (7..=8).contains(&number.len()) && (number.starts_with("19") || number.starts_with("20"));
    if dated && rest.starts_with('日') {
        found.push(report(here(run), "日期里的年、月脱落", "the words between year, month and day are lost"));
        return;
    }
    let Some(sign) = rest.chars().next().filter(|c| matches!(c, '%' | '％')) else { return };
    let Some(next) = next.filter(|n| n.start as usize == run.end as usize + sign.len_utf8()) else { return };
    let tail = text[next.end as usize..].trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let whole = near_before(text, run.start as usize);
    let start =
        run.start as usize - (whole.len() - whole.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len());
    if tail.starts_with(sign) && !text[..start].ends_with(|c: char| c.is_ascii_alphabetic()) {
        let all = here(Span::new(start, text.len() - tail.len() + sign.len_utf8()));
        found.push(report(all, "两个数之间的文字脱落", "what stood between two numbers is lost"));
    }
}

/// 1275，9亿元, 20、8%: another mark in place of the point; one digit follows, and it is no list.
fn wrong_point(text: &str, run: Span, next: Span, found: &mut Vec<Finding>) {
    let gap = &text[run.end as usize..next.start as usize];
    if !matches!(gap, "，" | "、" | "：") || next.len() != 1 {
        return;
    }
    let rest = &text[next.end as usize..];
    let scaled = ["亿元", "万元", "%", "％"].iter().any(|u| rest.starts_with(u));
    let head = near_before(text, run.start as usize);
    let clause = &head[head.rfind(['。', '；', '，']).map_or(0, |i| i + '，'.len_utf8())..];
    let verb = ["增长", "达", "达到", "完成", "为", "下降", "提高", "收入", "支出", "实现"]
        .iter()
        .any(|v| clause.ends_with(v));
    let list = ["分别", "各", "依次", "至", "比"].iter().any(|w| clause.contains(w))
        || clause.contains(|c: char| c.is_ascii_digit());
    if !scaled || !verb || list || number_goes_on(rest) {
        return;
    }
    let all = here(Span { start: run.start, end: next.end });
    let mended = all.span.of(text).replacen(gap, ".", 1);
    found.push(
        report(all, "小数点误作其他标点", "another mark in place of the decimal point").fix(perhaps(all, mended)),
    );
}

/// 增长20、8%、7%: a list.
fn number_goes_on(rest: &str) -> bool {
    let unit = rest.trim_start_matches(['亿', '万', '元', '%', '％']);
    unit.starts_with(['、', '和']) && unit.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
}
