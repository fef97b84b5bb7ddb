//! Hover on a figure.

use super::HoverOptions;
use super::card::Card;
use super::values::{bound, conversions};
use crate::analysis::Snapshot;
use crate::features::mentions::same_amount;
use crate::features::outline::{name, shorten};
use crate::features::places::{is_measure, loc};
use crate::figures::{Change, Class, Figure, Value};
use crate::message::Language;

/// Most other mentions listed.
const MAX_MENTIONS: usize = 8;

pub(super) fn card(snapshot: &Snapshot, block: u32, index: usize, options: &HoverOptions<'_>) -> Card {
    let here = &snapshot.blocks()[block as usize];
    let figure = &here.figures[index];
    let text: &str = &here.text;
    let mut card = Card { title: options.escape(&head(text, figure, options)), ..Card::default() };
    if matches!(figure.class, Class::Name | Class::Ordinal) {
        return card;
    }
    let date = matches!(figure.class, Class::Date | Class::Deadline | Class::Period);
    if date {
        card.row(options.say("日期", "Date"), dates(figure));
    } else if let Some(value) = conversions(text, figure) {
        card.row(options.say("数值", "Value"), options.escape(&value));
    }
    if let Some(bound) = bound(text, figure, options.language).filter(|_| !date) {
        card.row(options.say("界限", "Bound"), options.escape(&bound));
    }
    if is_measure(figure.class) {
        card.row(options.say("重复出现", "Restated"), mentions(snapshot, block, index, options));
    }
    card
}

/// Dates as ISO 8601; the length of a period has none.
fn dates(figure: &Figure) -> String {
    let date = |v: &Value| if let Value::Date(d) = v { Some(d.clone()) } else { None };
    match (date(&figure.lower), date(&figure.upper)) {
        (Some(a), Some(b)) if a == b => a,
        (Some(a), Some(b)) => format!("{a} — {b}"),
        (None, Some(b)) => format!("≤ {b}"),
        (Some(a), None) => format!("≥ {a}"),
        (None, None) => String::new(),
    }
}

/// What kind of figure it is.
fn head(text: &str, figure: &Figure, options: &HoverOptions<'_>) -> String {
    let class = class_name(figure.class, options.language);
    let written = figure.span.of(text);
    match (figure.class, figure.change) {
        (Class::Name, _) => format!("{written} · {}", options.say("专名，非数量", "a name, not a quantity")),
        (class_of, Some(change)) if is_measure(class_of) => {
            format!("{written} · {class} · {}", change_name(change, options.language))
        }
        _ => format!("{written} · {class}"),
    }
}

/// Other places where the same amount is written, whatever it measures.
fn mentions(snapshot: &Snapshot, block: u32, index: usize, options: &HoverOptions<'_>) -> String {
    let mut found = same_amount(snapshot, (block, index));
    found.retain(|other| *other != (block, index));
    let listed: Vec<String> = found
        .iter()
        .take(MAX_MENTIONS)
        .map(|(b, i)| {
            let span = snapshot.blocks()[*b as usize].figures[*i].span;
            let line = options.line(snapshot.line_range(loc(*b, span)));
            match snapshot.outline().at(*b, span.start) {
                Some(n) => {
                    let section = shorten(&name(snapshot, &snapshot.outline().nodes[n as usize]), 12);
                    format!("{line} {}", options.escape(&section))
                }
                None => line,
            }
        })
        .collect();
    let more = if found.len() > MAX_MENTIONS { "…" } else { "" };
    listed.join(options.say("；", "; ")) + more
}

const fn class_name(class: Class, language: Language) -> &'static str {
    let (zh, en) = match class {
        Class::Quantity => ("数量", "quantity"),
        Class::Percent => ("百分数", "percentage"),
        Class::PercentagePoint => ("百分点", "percentage points"),
        Class::Permille => ("千分数", "per mille"),
        Class::Multiple => ("倍数", "multiple"),
        Class::Fraction => ("分数", "fraction"),
        Class::Ratio => ("比例", "ratio"),
        Class::Date => ("日期", "date"),
        Class::Period => ("时段", "period"),
        Class::Deadline => ("期限", "deadline"),
        Class::Ordinal => ("序数，非数量", "an ordinal, not a quantity"),
        Class::Name => ("专名，非数量", "a name, not a quantity"),
        Class::Threshold => ("门槛，限定后面的对象", "a threshold that qualifies what follows"),
        Class::CountCn => ("计数", "count"),
    };
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}

const fn change_name(change: Change, language: Language) -> &'static str {
    let (zh, en) = match change {
        Change::Increase => ("增加的幅度", "an increase by"),
        Change::Decrease => ("减少的幅度", "a decrease by"),
        Change::ToLevel => ("变动后的水平", "the level reached"),
    };
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}
