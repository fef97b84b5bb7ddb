//! Exact values in words: grouping of digits, conversions between the units that drafters use.

use crate::figures::units;
use crate::figures::{Bound, Class, Decimal, Figure, Value};
use crate::message::Language;
use crate::reading::line::fold;
use crate::reading::script::{self, Script, simplified};
use crate::text::Span;

/// `1832000000.5` → `1,832,000,000.5`.
pub(super) fn grouped(value: Decimal) -> String {
    let text = value.normalize().to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |d| ("-", d));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut out = String::from(sign);
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(c);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// `value / by`, to two decimals half-up where the division does not end; the flag tells whether it is exact.
fn divided(value: Decimal, by: Decimal) -> Option<(Decimal, bool)> {
    let exact = value.checked_div(by)?;
    let short = exact.round_dp_with_strategy(8, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    if short.checked_mul(by) == Some(value) {
        return Some((short, true));
    }
    Some((exact.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero), false))
}

/// A unit as people convert it; its factor stands in [`units`].
struct Step {
    name: &'static str,
    /// How many of `unit` it is: 亿元 is 100,000,000 元.
    scale: u64,
    unit: &'static str,
    /// Values below this in the unit are not shown.
    from: Decimal,
}

const fn step(name: &'static str, (scale, unit): (u64, &'static str), from: (u32, u32)) -> Step {
    Step { name, scale, unit, from: Decimal::from_parts(from.0, 0, 0, false, from.1) }
}

/// Units that people convert, as they are written, and what they convert them into.
const FAMILIES: [(&[&str], &[Step]); 3] = [
    (
        &["元", "块钱"],
        &[
            step("亿元", (100_000_000, "元"), (1, 1)),
            step("万元", (10_000, "元"), (1, 0)),
            step("元", (1, "元"), (0, 0)),
        ],
    ),
    (
        &["亩", "公顷", "平方米", "平米", "㎡", "平方", "平方公里", "平方千米"],
        &[
            step("平方公里", (1, "平方公里"), (1, 2)),
            step("公顷", (1, "公顷"), (1, 2)),
            step("亩", (1, "亩"), (1, 1)),
            step("平方米", (1, "平方米"), (0, 0)),
        ],
    ),
    (
        &["吨", "公斤", "千克", "斤"],
        &[step("吨", (1, "吨"), (1, 2)), step("公斤", (1, "公斤"), (1, 0)), step("斤", (1, "斤"), (1, 0))],
    ),
];

/// What a unit is converted into.
fn steps(unit: &str) -> Option<&'static [Step]> {
    FAMILIES.iter().find(|(units, _)| units.contains(&unit)).map(|(_, steps)| *steps)
}

/// An amount of `unit` in a step, and whether it is exact.
fn converted(value: Decimal, unit: &str, step: &Step) -> Option<(Decimal, bool)> {
    let ((numerator, denominator), (per, parts)) = (units::find(unit)?.factor?, units::find(step.unit)?.factor?);
    let base = value.checked_mul(Decimal::from(numerator * parts))?;
    divided(base, Decimal::from(denominator * per * step.scale))
}

/// The value in other units: `18.32亿元 = 183,200万元 = 1,832,000,000元`. `None` when there is nothing to convert.
pub(super) fn conversions(text: &str, figure: &Figure) -> Option<String> {
    let value = figure.lower.number()?;
    if figure.upper.number() != Some(value) && figure.upper != Value::None {
        return None;
    }
    let written = figure.span.of(text);
    let (simplified, script) = (simplified(written), Script::of(text));
    let rough = is_rough(written);
    if written.starts_with('翻') {
        return doubled(written, value, figure.bound);
    }
    // 三个 needs no 3个, 0.8个百分点 no 0.8百分点.
    if figure.class == Class::PercentagePoint {
        return None;
    }
    if figure.class == Class::CountCn && value < Decimal::ONE_HUNDRED {
        return None;
    }
    let unit = figure.unit.of(text);
    let (unit, rest) = unit.find(['/', '／']).map_or((unit, ""), |at| unit.split_at(at));
    let mut out = Vec::new();
    let simple = script::simplified(unit);
    if let Some(steps) = steps(&simple) {
        for step in steps.iter().filter(|_| rest.is_empty()) {
            // Square metres of farmland are a number nobody reads.
            if step.name == "平方米" && !unit.starts_with("平") {
                continue;
            }
            if simplified.ends_with(step.name) && !scaled_differently(&simplified, step.name) {
                continue;
            }
            let (amount, exact) = converted(value, &simple, step)?;
            if amount >= step.from && !amount.is_zero() {
                out.push(format!(
                    "{} {}{}",
                    if exact && !rough { '=' } else { '≈' },
                    grouped(amount),
                    script.write(step.name)
                ));
            }
        }
    } else {
        let plain = format!("{}{unit}", grouped(value));
        // The unit of an aligned list may stand after its last member.
        let end = if figure.unit.is_empty() || figure.unit.start >= figure.span.end {
            figure.span.end
        } else {
            figure.unit.start
        };
        let digits = Span { start: figure.span.start, end }.of(text);
        if !digits.is_empty() && digits.replace([',', '，'], "") != value.normalize().to_string() && rest.is_empty() {
            out.push(format!("{} {plain}", if rough { '≈' } else { '=' }));
        }
    }
    (!out.is_empty()).then(|| format!("{written} {}", out.join(" ")))
}

/// 翻两番 = 原来的4倍（增长300%）.
fn doubled(written: &str, factor: Decimal, bound: Bound) -> Option<String> {
    let growth = factor.checked_sub(Decimal::ONE)?.checked_mul(Decimal::ONE_HUNDRED)?.normalize();
    let joint = if bound == Bound::Equal { "=" } else { "≈" };
    Some(format!("{written} {joint} 原来的{}倍（增长{growth}%）", factor.normalize()))
}

/// Whether the number is followed by 余 or 多: it and something more.
fn is_rough(written: &str) -> bool {
    written.contains(|c| "余多".contains(fold(c)))
}

/// Whether `written` ends in 亿元 or 万元 while the step is 元, or in 万亩 while it is 亩.
fn scaled_differently(written: &str, name: &str) -> bool {
    !name.starts_with(['万', '亿'])
        && written.strip_suffix(name).is_some_and(|head| head.ends_with(['万', '亿', '千', '百', '余', '多']))
}

/// The bound in words: `10%以上 = ≥10%，含本数`. 以上, 以下 and 以内 include the number, 超过 and 不满 do not
/// (Civil Code of the PRC, article 1259).
pub(super) fn bound(text: &str, figure: &Figure, language: Language) -> Option<String> {
    let (sign, zh, en) = match figure.bound {
        Bound::Equal => return None,
        Bound::AtLeast => ("≥", "含本数", "the number itself included"),
        Bound::MoreThan => (">", "不含本数", "the number itself excluded"),
        Bound::AtMost => ("≤", "含本数", "the number itself included"),
        Bound::LessThan => ("<", "不含本数", "the number itself excluded"),
        Bound::About => ("≈", "约数", "approximate"),
    };
    let written = figure.span.of(text);
    let around = |span: Option<Span>| span.map_or("", |s| s.of(text));
    let (before, after) = (around(figure.before), around(figure.after));
    if is_rough(written) && before.is_empty() && after.is_empty() {
        // 1万余亩: the number itself and something more.
        let number: String = written.chars().filter(|c| !"余多几".contains(fold(*c))).collect();
        return Some(match language {
            Language::Zh => format!("{written} = 略多于{number}"),
            Language::En => format!("{written} = somewhat more than {number}"),
        });
    }
    Some(match language {
        Language::Zh => format!("{before}{written}{after} = {sign}{written}，{zh}"),
        Language::En => format!("{before}{written}{after} = {sign}{written}, {en}"),
    })
}
