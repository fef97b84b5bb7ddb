//! Finds the figures of one line.

use std::str::FromStr;
use std::sync::LazyLock;

use regex::Regex;

use super::{Bound, Class, Decimal, Figure, Value};
use crate::text::Span;

static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?<n>[0-9]+(?:\.[0-9]+)?)[余多]?(?<s>万亿|[万亿萬億])?[余多]?",
        r"(?<u>个百分点|個百分點|平方米|平方公里|公里|[%％‰元亩畝吨噸人个個家户戶所条條件项項套栋棟台次天米倍年月日])?"
    ))
    .expect("a constant pattern")
});
const BEFORE: [(&str, Bound); 8] = [
    ("不超过", Bound::AtMost),
    ("不低于", Bound::AtLeast),
    ("不少于", Bound::AtLeast),
    ("超过", Bound::MoreThan),
    ("突破", Bound::MoreThan),
    ("至少", Bound::AtLeast),
    ("约", Bound::About),
    ("近", Bound::About),
];
const AFTER: [(&str, Bound); 4] =
    [("以上", Bound::AtLeast), ("以内", Bound::AtMost), ("以下", Bound::AtMost), ("左右", Bound::About)];

/// Scans one line.
#[must_use]
pub fn scan(text: &str) -> Vec<Figure> {
    let mut figures = Vec::new();
    for found in FIGURE.captures_iter(text) {
        let (Some(whole), Some(numeral)) = (found.get(0), found.name("n")) else { continue };
        if text[..whole.start()].ends_with(|c: char| c.is_ascii_alphanumeric()) {
            continue;
        }
        let scale = match found.name("s").map(|s| s.as_str()) {
            Some("万" | "萬") => 10_000_i64,
            Some("亿" | "億") => 100_000_000,
            Some("万亿") => 1_000_000_000_000,
            _ => 1,
        };
        let value = Decimal::from_str(numeral.as_str())
            .ok()
            .and_then(|n| n.checked_mul(Decimal::from(scale)))
            .map_or(Value::None, Value::Number);
        let unit = found.name("u").map_or(Span::new(whole.end(), whole.end()), |u| Span::new(u.start(), u.end()));
        let class = match unit.of(text) {
            "%" | "％" => Class::Percent,
            "‰" => Class::Permille,
            "个百分点" | "個百分點" => Class::PercentagePoint,
            "倍" => Class::Multiple,
            "年" | "月" | "日" => Class::Date,
            _ => Class::Quantity,
        };
        let before = BEFORE.iter().find(|(w, _)| text[..whole.start()].ends_with(w));
        let after = AFTER.iter().find(|(w, _)| text[whole.end()..].starts_with(w));
        figures.push(Figure {
            span: Span::new(whole.start(), whole.end()),
            numeral: Span::new(numeral.start(), numeral.end()),
            unit,
            before: before.map(|(w, _)| Span::new(whole.start() - w.len(), whole.start())),
            after: after.map(|(w, _)| Span::new(whole.end(), whole.end() + w.len())),
            class,
            lower: value.clone(),
            upper: value,
            bound: after.or(before).map_or(Bound::Equal, |(_, b)| *b),
            change: None,
        });
    }
    figures
}
