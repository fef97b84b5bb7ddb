//! What a cell, or a figure of the draft, says: a number in the base unit of what it measures.

use super::FactValue;
use crate::figures::units::{self, Dimension};
use crate::figures::{Class, Decimal, Figure, scan};
use crate::reading::line::fold_text;

/// The value of a figure of a draft.
pub(super) fn of_figure(figure: &Figure, text: &str) -> FactValue {
    let unit = fold_text(figure.unit_text(text)).trim().to_owned();
    let known = units::find(&unit);
    let measure = measure(figure.class, known.map(|u| u.dimension), &unit);
    let base = |value: Decimal| known.and_then(|u| u.to_base(value)).unwrap_or(value);
    let (lower, upper) = (figure.lower.number(), figure.upper.number());
    let ends = lower.or(upper).zip(upper.or(lower)).map(|(a, b)| (base(a), base(b)));
    let other = ends.is_none().then(|| figure.lower.text().or_else(|| figure.upper.text())).flatten();
    FactValue { text: figure.span.of(text).trim().to_owned(), measure, ends, other, unit }
}

/// What can be held against what: everything that is counted, and the amounts of one dimension.
fn measure(class: Class, dimension: Option<Dimension>, unit: &str) -> String {
    match class {
        Class::Quantity | Class::CountCn | Class::Threshold => match dimension {
            None if unit.is_empty() => COUNT.to_owned(),
            Some(Dimension::Count | Dimension::People) => COUNT.to_owned(),
            Some(d @ (Dimension::Currency | Dimension::Other | Dimension::Calendar)) => format!("{d:?} {unit}"),
            Some(d) => format!("{d:?}"),
            None => unit.to_owned(),
        },
        other => other.name().to_owned(),
    }
}

/// The measure of what is counted.
pub(super) const COUNT: &str = "count";

/// The value that a text states, if it is one figure and hardly more.
pub(super) fn of_text(text: &str) -> Option<FactValue> {
    let text = fold_text(text);
    let text = text.trim();
    let figures = scan(text);
    let [figure] = figures.as_slice() else { return None };
    let whole = super::id::whole(figure);
    let rest = [&text[..whole.start as usize], &text[whole.end as usize..]];
    // 约, 人次/日: a few words beside it may be its unit.
    let beside: usize = rest.iter().map(|part| part.trim().chars().count()).sum();
    (beside <= 6).then(|| FactValue { text: text.to_owned(), ..of_figure(figure, text) })
}

/// Whether a text is a bare number: no unit, no words.
pub(super) fn is_number(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['-', '−']);
    !text.is_empty()
        && text.chars().any(|c| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
}

/// A bare number, exactly.
pub(super) fn number(text: &str) -> Option<Decimal> {
    let text: String = text.trim().chars().filter(|c| *c != ',').collect();
    Decimal::from_str_exact(&text.replace('−', "-")).ok()
}

/// What stands behind the number of a figure as it was written: 亿元 of 12.98亿元, without 余.
pub(crate) fn suffix(figure: &Figure, text: &str) -> String {
    let span = crate::text::Span { start: figure.numeral.end, end: figure.span.end.max(figure.numeral.end) };
    fold_text(span.of(text)).chars().filter(|c| !c.is_whitespace() && !matches!(c, '余' | '多' | '来')).collect()
}
