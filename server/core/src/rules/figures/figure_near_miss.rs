//! `figure-near-miss`: two statements that differ by a slip.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::figures::{Class, Figure};
use crate::finding::{Finding, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{BlockView, Check, DocumentView, Example, FixAvailability, Group, Note, Rule};
use crate::rules::common::{is_han, report, statement};
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "figure-near-miss",
    group: Group::Figures,
    severity: Severity::Hint,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "疑似数字抄错", en: "Two statements that differ by a slip" },
    docs: "## 检查什么\n\n同一指标、同一单位、同一时期出现两次，两个数只差一个数字或两个数字颠倒：1234.5亿元与1243.5亿元。\n\n## 为什么\n\n辗转修改时数字最易抄错；相差一位或颠倒两位的两个数很可能有一个错了。\n\n## 误报与边界\n\n指标名称须完全相同、数字至少四位（颠倒）或五位（差一位）；时期不同、单位不同的不报。只作提示。\n\n在1,004份公开报告和公文（1,686万字）上报告1处（1份），未逐处读。",
    docs_en: "One metric, unit and period stated twice with values that differ by one digit or by two swapped digits.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("2021年地区生产总值1234.5亿元。2022年地区生产总值1243.5亿元。"),
        Example::pass("完成投资1234.5亿元。一般公共预算收入1243.5亿元。"),
        Example::fail("2021年全市地区生产总值1234.5亿元。\n2021年全市地区生产总值⟦1243.5亿元⟧。"),
    ],
    check: Check::Noted { note, check },
};

/// Longest metric name that is compared, in bytes.
const NAME: usize = 36;

/// Notes each figure with a name: key is metric, unit and period; the places are the metric and the numeral.
fn note(view: &BlockView<'_>, notes: &mut Vec<Note>) {
    let text = view.text();
    for figure in &view.block.figures {
        let digits = figure.numeral.of(text);
        if figure.class != Class::Quantity || digits.len() < 4 || figure.unit.is_empty() || figure.range.is_some() {
            continue;
        }
        let Some(metric) = metric(text, figure) else { continue };
        let mut key = DefaultHasher::new();
        (metric.of(text), unit(text, figure), period(text, figure.span.start as usize)).hash(&mut key);
        notes.push(Note::new(key.finish(), [metric, figure.numeral]));
    }
}

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let mut stated: Vec<(u64, Loc, Loc)> = view
        .notes()
        .map(|(block, note)| (note.key, Loc { block, span: note.spans[1] }, Loc { block, span: note.spans[0] }))
        .collect();
    stated.sort_unstable();
    for same in stated.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
        let mut known = Known::default();
        for (_, numeral, metric) in same {
            if let Some(twin) = known.twin(view, *numeral) {
                found.extend(finding(view, twin, *numeral, view.at(*metric)));
            }
        }
    }
}

/// The longest numeral that is compared, in bytes.
const LONGEST: usize = 48;

/// The numerals stated so far, by what a slip leaves alone: each is compared with those it may come from, not with all.
#[derive(Default)]
struct Known<'a> {
    /// Index in `places`.
    whole: HashMap<&'a str, usize>,
    /// By a hash of all but one digit, and its place.
    but_one: HashMap<u64, usize>,
    places: Vec<Loc>,
}

impl<'a> Known<'a> {
    /// Adds a numeral, and gives the first of those before it that it may be a slip of. The same number stated again is
    /// no new evidence.
    fn twin(&mut self, view: &DocumentView<'a>, numeral: Loc) -> Option<Loc> {
        let digits = view.at(numeral);
        if digits.len() > LONGEST || self.whole.contains_key(digits) {
            return None;
        }
        let bytes = digits.as_bytes();
        let mut candidates: Vec<usize> = Vec::new();
        for i in 0..bytes.len() {
            for j in i + 1..bytes.len().min(i + 3) {
                let mut swapped = bytes.to_vec();
                swapped.swap(i, j);
                candidates.extend(std::str::from_utf8(&swapped).ok().and_then(|s| self.whole.get(s)));
            }
            candidates.extend(self.but_one.get(&but_one(bytes, i)));
        }
        candidates.sort_unstable();
        let twin = candidates.into_iter().map(|i| self.places[i]).find(|o| slip(view.at(*o), digits));
        let index = self.places.len();
        self.whole.insert(digits, index);
        (0..bytes.len()).for_each(|i| {
            self.but_one.entry(but_one(bytes, i)).or_insert(index);
        });
        self.places.push(numeral);
        twin
    }
}

fn but_one(digits: &[u8], left_out: usize) -> u64 {
    let mut key = DefaultHasher::new();
    (left_out, &digits[..left_out], &digits[left_out + 1..]).hash(&mut key);
    key.finish()
}

fn finding(view: &DocumentView<'_>, twin: Loc, here: Loc, metric: &str) -> Option<Finding> {
    let whole = |at: Loc| {
        let figures = &view.blocks.get(at.block as usize)?.figures;
        let figure = &figures[figures.binary_search_by_key(&at.span, |f| f.numeral).ok()?];
        Some(Loc { block: at.block, span: figure.span })
    };
    let (twin, here) = (whole(twin)?, whole(here)?);
    let (a, b) = (view.at(twin), view.at(here));
    let line = view.line_number(twin.block);
    let finding = report(
        here,
        format!("第{line}行“{metric}”为{a}，此处为{b}，疑有一处抄错"),
        format!("line {line} gives {a} for “{metric}”: one of the two may be a slip"),
    );
    Some(finding.related(twin, Message::new("另一处", "the other statement")))
}

/// Scale and unit.
fn unit<'a>(text: &'a str, figure: &Figure) -> &'a str {
    &text[figure.numeral.end as usize..figure.span.end as usize]
}

/// The ideographs before a figure, without the verb: at least four.
fn metric(text: &str, figure: &Figure) -> Option<Span> {
    let end = figure.before.map_or(figure.span.start, |b| b.start.min(figure.span.start)) as usize;
    let mut head = &text[..end];
    for verb in ["达到", "完成", "实现", "增加到", "突破", "达", "为", "是", "超过", "约", "近"] {
        head = head.strip_suffix(verb).unwrap_or(head);
    }
    let mut from = head.len();
    for (i, c) in head.char_indices().rev() {
        if !is_han(c) || c == '年' || head.len() - i > NAME {
            break;
        }
        from = i;
    }
    (head.len() - from >= 12).then(|| Span::new(from, head.len()))
}

/// The year said in the sentence before the figure, or its relative word.
fn period(text: &str, at: usize) -> &str {
    let head = &text[statement(text, at).start as usize..at];
    let year = head.rfind('年').map(|end| {
        let start = end - head[..end].bytes().rev().take_while(u8::is_ascii_digit).count();
        if start < end {
            &head[start..end]
        } else {
            head[..end].char_indices().next_back().map_or("", |(i, _)| &head[i..end])
        }
    });
    year.unwrap_or_default()
}

/// Whether two numbers differ by two neighbouring digits swapped, or by one digit of five or more.
fn slip(a: &str, b: &str) -> bool {
    if a.len() != b.len() || a == b || a.find('.') != b.find('.') {
        return false;
    }
    let wrong: Vec<usize> = a.bytes().zip(b.bytes()).enumerate().filter(|(_, (x, y))| x != y).map(|(i, _)| i).collect();
    let (a, b) = (a.as_bytes(), b.as_bytes());
    match wrong[..] {
        [_] => a.iter().filter(|c| c.is_ascii_digit()).count() >= 5,
        [i, j] => j - i <= 2 && a[i] == b[j] && a[j] == b[i] && (j == i + 1 || a[i + 1] == b'.'),
        _ => false,
    }
}
