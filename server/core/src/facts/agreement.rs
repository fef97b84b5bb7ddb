//! Whether a figure of the draft says what the sheet confirms, by exact arithmetic.

use super::FactValue;
use super::value::{number, of_figure, suffix};
use crate::figures::{Bound, Decimal, Figure};
use crate::reading::line::fold_text;
use crate::text::Span;

/// Whether both are the same value of the same measure, whatever unit it is written in.
pub(super) fn same(a: &FactValue, b: &FactValue) -> bool {
    a.measure == b.measure && a.ends == b.ends && a.other == b.other
}

/// Whether the draft says the confirmed value with fewer digits (1,290亿元 for 1290.35亿元), or bounds it truly (突破40万亿元
/// for 411,649亿元).
pub(super) fn satisfied(figure: &Figure, text: &str, fact: &FactValue) -> bool {
    let told = of_figure(figure, text);
    if told.measure != fact.measure {
        return false;
    }
    let (Some((low, high)), Some((least, most))) = (told.ends, fact.ends) else { return false };
    if least != most {
        return false;
    }
    let digit = last_digit(figure, text, low);
    let two = Decimal::TWO;
    match figure.bound {
        Bound::Equal if low != high => low <= least && least <= high,
        Bound::Equal => digit.is_some_and(|d| (least - low).abs() * two <= d),
        Bound::AtLeast | Bound::MoreThan => least >= low,
        Bound::AtMost | Bound::LessThan => least <= high,
        // 约、近: up to a twentieth off.
        Bound::About => (least - low).abs() * Decimal::from(20) <= low.abs(),
    }
}

/// How much the last digit written stands for, in the base unit.
fn last_digit(figure: &Figure, text: &str, value: Decimal) -> Option<Decimal> {
    let written = number(&fold_text(figure.numeral.of(text)))?;
    let unit = value.checked_div(written)?;
    unit.checked_mul(Decimal::new(1, written.scale()))
}

/// How the confirmed value is written in the place of a figure: in its own unit where that can be done exactly.
#[must_use]
pub fn written_as(figure: &Figure, text: &str, fact: &FactValue) -> (Span, String) {
    let told = of_figure(figure, text);
    let whole = (figure.span, fact.text.clone());
    let approximate = suffix(figure, text) != plain_suffix(figure, text);
    let (Some((low, high)), Some((least, most))) = (told.ends, fact.ends) else { return whole };
    if approximate || low != high || least != most || told.measure != fact.measure || told.unit != fact.unit {
        return whole;
    }
    // So far apart, it is the unit that is wrong.
    let far = Decimal::ONE_THOUSAND;
    if least.abs() >= low.abs() * far || low.abs() >= least.abs() * far {
        return whole;
    }
    let exact = || {
        let written = number(&fold_text(figure.numeral.of(text)))?;
        let scale = low.checked_div(written)?;
        let value = least.checked_div(scale)?.normalize();
        (value.checked_mul(scale)? == least && value.scale() <= 6).then(|| (figure.numeral, value.to_string()))
    };
    exact().unwrap_or(whole)
}

/// All that stands behind the number.
fn plain_suffix(figure: &Figure, text: &str) -> String {
    let span = Span { start: figure.numeral.end, end: figure.span.end.max(figure.numeral.end) };
    fold_text(span.of(text)).chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::value::of_text;
    use super::*;
    use crate::figures::scan;

    fn agrees(text: &str, fact: &str) -> bool {
        let figure = &scan(text)[0];
        let fact = of_text(fact).expect("a value");
        same(&of_figure(figure, text), &fact) || satisfied(figure, text, &fact)
    }

    #[test]
    fn units_digits_and_bounds_are_read() {
        for (text, fact) in [
            ("达到1290亿元", "12900000万元"),
            ("达到1290亿元", "1290.35亿元"),
            ("突破40万亿元", "411649亿元"),
            ("控制在5.5%以内", "5.1%"),
            ("约30万人", "30.9万人"),
            ("新建公路12公里", "12000米"),
        ] {
            assert!(agrees(text, fact), "{text} {fact}");
        }
        for (text, fact) in [
            ("达到1290亿元", "1290.6亿元"),
            ("达到1290亿元", "1290万元"),
            ("增长5.2%", "5.2个百分点"),
            ("突破40万亿元", "39.9万亿元"),
            ("增长5.2%", "5.3%"),
        ] {
            assert!(!agrees(text, fact), "{text} {fact}");
        }
    }

    #[test]
    fn the_confirmed_value_takes_the_unit_of_the_draft() {
        let written = |text: &str, fact: &str| {
            let figure = &scan(text)[0];
            let (span, new) = written_as(figure, text, &of_text(fact).expect("a value"));
            format!("{}{new}{}", &text[..span.start as usize], &text[span.end as usize..])
        };
        assert_eq!(written("达到1290亿元。", "1301.5亿元"), "达到1301.5亿元。");
        assert_eq!(written("达到1290亿元。", "13015000万元"), "达到1301.5亿元。");
        assert_eq!(written("完成5.2%。", "5.3个百分点"), "完成5.3个百分点。");
        assert_eq!(written("惠及600余人。", "652人"), "惠及652人。");
        assert_eq!(written("建成三千套。", "3200套"), "建成3200套。");
    }
}
