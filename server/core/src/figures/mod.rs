//! Figures: every number of a draft with its exact value, unit, bound and class; then its role, metric and relations.
//!
//! [`scan`] reads one line and is memoised with its block. What a figure *means* (role, metric, relations) needs the
//! section it stands in and is computed on demand.

mod bounds;
mod entry;
mod item;
mod ledger;
mod lists;
mod meaning;
mod memo;
mod names;
mod numeral;
mod periods;
mod relation;
mod scan;
pub(crate) mod shares;
#[cfg(test)]
mod tests;
mod time;
pub mod units;
mod words;
mod yearly;

pub use entry::{Entry, Metric};
pub use ledger::{FigureLines, Ledger, Placed};
pub(crate) use meaning::names::{PARTING, Parting};
pub(crate) use meaning::relations::{combined, joint, yearly_rate};
pub use meaning::variants;
pub use memo::Memo;
pub use relation::{Relation, RelationKind, Role};
pub use rust_decimal::Decimal;
pub use scan::{scan, scan_with};

use crate::reading::patterns::Kind;
use crate::text::Span;

/// What kind of number it is; names as in the JSON contract of `zhibi figures`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Class {
    /// A number of things or of a measure.
    #[default]
    Quantity,
    /// N%.
    Percent,
    /// N个百分点.
    PercentagePoint,
    /// N‰.
    Permille,
    /// N倍, 翻一番.
    Multiple,
    /// 三分之一.
    Fraction,
    /// a:b.
    Ratio,
    /// One point in time.
    Date,
    /// A length or range of time.
    Period,
    /// A date by which something is due.
    Deadline,
    /// 第N.
    Ordinal,
    /// A name that contains a number: roads, codes, slogans.
    Name,
    /// A class bound on something else: 亿元以上项目.
    Threshold,
    /// A Chinese count under 100 with a classifier.
    CountCn,
}

impl Class {
    /// What patterns call it.
    pub(crate) const fn kind(self) -> Kind {
        match self {
            Self::Quantity => Kind::Quantity,
            Self::Percent => Kind::Percent,
            Self::PercentagePoint => Kind::Points,
            Self::Permille => Kind::Permille,
            Self::Multiple => Kind::Multiple,
            Self::Fraction => Kind::Fraction,
            Self::Ratio => Kind::Ratio,
            Self::Date => Kind::Date,
            Self::Period => Kind::Period,
            Self::Deadline => Kind::Deadline,
            Self::Ordinal => Kind::Ordinal,
            Self::Name => Kind::Name,
            Self::Threshold => Kind::Threshold,
            Self::CountCn => Kind::CountCn,
        }
    }

    /// Name in machine-readable output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Quantity => "quantity",
            Self::Percent => "percent",
            Self::PercentagePoint => "percentage-point",
            Self::Permille => "permille",
            Self::Multiple => "multiple",
            Self::Fraction => "fraction",
            Self::Ratio => "ratio",
            Self::Date => "date",
            Self::Period => "period",
            Self::Deadline => "deadline",
            Self::Ordinal => "ordinal",
            Self::Name => "name",
            Self::Threshold => "threshold",
            Self::CountCn => "count-cn",
        }
    }
}

/// How the number bounds what it measures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Bound {
    /// Exactly.
    #[default]
    Equal,
    /// 以上, 不低于.
    AtLeast,
    /// 超过, 突破.
    MoreThan,
    /// 以内, 不超过.
    AtMost,
    /// 不足, 之前.
    LessThan,
    /// 约, 左右.
    About,
}

impl Bound {
    /// `=` `>=` `>` `<=` `<` `~`
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::AtLeast => ">=",
            Self::MoreThan => ">",
            Self::AtMost => "<=",
            Self::LessThan => "<",
            Self::About => "~",
        }
    }
}

/// An end of a figure's value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Value {
    /// Open or none.
    #[default]
    None,
    /// An exact decimal in the base unit, scale folded in.
    Number(Decimal),
    /// ISO 8601 date or part of one: `2022-07-31`, `2022-07`, `2022`.
    Date(String),
    /// Written forms that are no single number: `1/3`, `8.7:41.2:50.1`.
    Text(String),
}

impl From<Option<Decimal>> for Value {
    fn from(number: Option<Decimal>) -> Self {
        number.map_or(Self::None, Self::Number)
    }
}

impl Value {
    /// As in machine-readable output; `None` when open.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        match self {
            Self::None => None,
            Self::Number(n) => Some(n.normalize().to_string()),
            Self::Date(s) | Self::Text(s) => Some(s.clone()),
        }
    }

    /// The number, if it is one.
    #[must_use]
    pub const fn number(&self) -> Option<Decimal> {
        if let Self::Number(n) = self { Some(*n) } else { None }
    }
}

/// Direction of change that the verb before a figure gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// 增长, 提高.
    Increase,
    /// 下降, 减少.
    Decrease,
    /// 提高到, 降至.
    ToLevel,
}

impl Change {
    /// What patterns call it.
    pub(crate) const fn kind(self) -> Kind {
        match self {
            Self::Increase => Kind::Rising,
            Self::Decrease => Kind::Falling,
            Self::ToLevel => Kind::ToLevel,
        }
    }

    /// Name in machine-readable output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Increase => "increase",
            Self::Decrease => "decrease",
            Self::ToLevel => "to-level",
        }
    }
}

/// One figure as it stands in its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Numeral, infix approximation (余, 多), scale and unit; without comparators.
    pub span: Span,
    /// The numeral alone.
    pub numeral: Span,
    /// The unit as written, without the scale; empty when there is none. Where the unit of an aligned list stands once, at
    /// its end (15、22个百分点), every member's is that one, outside `span`.
    pub unit: Span,
    /// The comparator before (超过), if any.
    pub before: Option<Span>,
    /// The comparator after (以上), if any.
    pub after: Option<Span>,
    /// What kind of number.
    pub class: Class,
    /// Lower end of the value.
    pub lower: Value,
    /// Upper end; equal to the lower end for a single number.
    pub upper: Value,
    /// How the value bounds.
    pub bound: Bound,
    /// Direction of change.
    pub change: Option<Change>,
    /// Parts of a range (6%—6.5%).
    pub range: Option<RangeParts>,
}

impl Figure {
    /// The unit in machine-readable output: as written, `%` and `‰` for 百分之 and 千分之.
    #[must_use]
    pub fn unit_text<'a>(&self, text: &'a str) -> &'a str {
        match (self.unit.of(text), self.class) {
            ("", Class::Percent) => "%",
            ("", Class::Permille) => "‰",
            (unit, _) => unit,
        }
    }

    /// Whether it tells by how much something rose or fell.
    pub(crate) const fn changes(&self) -> bool {
        matches!(self.change, Some(Change::Increase | Change::Decrease))
    }

    /// Whether it tells how much there is, or what was reached by a change.
    pub(crate) const fn tells_level(&self) -> bool {
        matches!(self.change, None | Some(Change::ToLevel))
    }
}

/// The parts of a range as written, in order, without gaps except the unit's own place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RangeParts {
    /// The first number with its scale (万, 亿), without its unit.
    pub first: Span,
    /// The first number's unit; empty when it stands only once, at the end.
    pub first_unit: Span,
    /// What joins the two: —, -, ～, 至.
    pub connector: Span,
    /// The second number with scale and unit.
    pub second: Span,
}
