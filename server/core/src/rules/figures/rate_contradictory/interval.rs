//! Numbers as far as their digits tell them.

use crate::figures::{Bound, Class, Decimal, Figure};

/// What a written number may stand for before it was rounded.
#[derive(Clone, Copy, Debug)]
pub(super) struct Interval {
    pub low: Decimal,
    pub high: Decimal,
    /// One unit of the last digit written.
    pub last: Decimal,
}

impl Interval {
    /// Of a single exact number in digits; counts of things are exact.
    pub fn of(figure: &Figure, text: &str) -> Option<Self> {
        let numeral = figure.numeral.of(text);
        let value = figure.lower.number()?;
        let plain = figure.bound == Bound::Equal && figure.lower == figure.upper && figure.range.is_none();
        if !plain || value <= Decimal::ZERO || !numeral.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let written: Decimal = numeral.replace([',', '，'], "").parse().ok()?;
        let scale = value.checked_div(written)?;
        let last = Decimal::new(1, written.scale()).checked_mul(scale)?;
        let counted = figure.class == Class::Quantity && scale == Decimal::ONE && written.scale() == 0;
        let half = if counted { Decimal::ZERO } else { last / Decimal::TWO };
        Some(Self { low: value - half, high: value + half, last })
    }

    /// How far this one lies from another.
    pub fn apart(&self, other: &Self) -> Decimal {
        (self.low - other.high).max(other.low - self.high).max(Decimal::ZERO)
    }

    pub fn middle(&self) -> Decimal {
        (self.low + self.high) / Decimal::TWO
    }

    /// From the ends that `of` gives for the ends of two numbers: it grows with `a` and falls with `b`.
    pub fn ratio(a: &Self, b: &Self, of: impl Fn(Decimal) -> Option<Decimal>) -> Option<Self> {
        let low = of(a.low.checked_div(b.high)?)?;
        let high = of(a.high.checked_div(b.low)?)?;
        Some(Self { low: low.min(high), high: low.max(high), last: Decimal::ZERO })
    }
}
