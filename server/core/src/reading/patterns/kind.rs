//! The kinds of figures that a pattern may ask for. The build script reads this file, too: it uses nothing of the crate.

/// A property of a figure: its class, the dimension of its unit, how it changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A number of things or of a measure.
    Quantity,
    /// A Chinese count under 100: 三项.
    CountCn,
    /// N%.
    Percent,
    /// N‰.
    Permille,
    /// N个百分点.
    Points,
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
    /// A name that contains a number.
    Name,
    /// A class bound on something else: 亿元以上项目.
    Threshold,
    /// Goes up.
    Rising,
    /// Goes down.
    Falling,
    /// Is reached by a change: 提高到5%.
    ToLevel,
    /// In 元 or another currency.
    Money,
    /// In a unit of area.
    Area,
    /// In a unit of length.
    Length,
    /// In a unit of mass.
    Mass,
    /// In a unit of power.
    Power,
    /// Counted with a classifier.
    Things,
    /// Counts people.
    People,
    /// In a unit of time that converts: 小时.
    Duration,
    /// In a unit of the calendar: 个月.
    Calendar,
    /// Has a comparator before it: 超过5亿元.
    Led,
    /// Has a comparator behind it: 5亿元以上.
    Tailed,
    /// With a classifier that forms words with small Chinese numbers: 两区, 三片.
    Weak,
    /// Written without a number of its own: 亿元.
    Bare,
    /// So, in one character: 万.
    Lone,
    /// A Chinese numeral with 百, 千, 万 or 亿.
    Large,
    /// A Chinese numeral without them.
    Small,
    /// 一.
    One,
    /// A small one of two or more.
    Few,
    /// 二, 两.
    Two,
    /// More than ten.
    OverTen,
    /// Its upper end is open: 几, 十余; or it is a pair: 三四.
    Open,
    /// Chinese digits in a row: 一九五四.
    Positional,
}

impl Kind {
    /// Every kind with its name in patterns.
    pub const ALL: [(Self, &'static str); 39] = [
        (Self::Quantity, "quantity"),
        (Self::CountCn, "count-cn"),
        (Self::Percent, "percent"),
        (Self::Permille, "permille"),
        (Self::Points, "points"),
        (Self::Multiple, "multiple"),
        (Self::Fraction, "fraction"),
        (Self::Ratio, "ratio"),
        (Self::Date, "date"),
        (Self::Period, "period"),
        (Self::Deadline, "deadline"),
        (Self::Ordinal, "ordinal"),
        (Self::Name, "name"),
        (Self::Threshold, "threshold"),
        (Self::Rising, "rising"),
        (Self::Falling, "falling"),
        (Self::ToLevel, "to-level"),
        (Self::Money, "money"),
        (Self::Area, "area"),
        (Self::Length, "length"),
        (Self::Mass, "mass"),
        (Self::Power, "power"),
        (Self::Things, "things"),
        (Self::People, "people"),
        (Self::Duration, "duration"),
        (Self::Calendar, "calendar"),
        (Self::Led, "led"),
        (Self::Tailed, "tailed"),
        (Self::Weak, "weak"),
        (Self::Bare, "bare"),
        (Self::Lone, "lone"),
        (Self::Large, "large"),
        (Self::Small, "small"),
        (Self::One, "one"),
        (Self::Few, "few"),
        (Self::Two, "two"),
        (Self::OverTen, "over-ten"),
        (Self::Open, "open"),
        (Self::Positional, "positional"),
    ];

    /// The classes: every figure is of one.
    const CLASSES: [Self; 14] = [
        Self::Quantity,
        Self::CountCn,
        Self::Percent,
        Self::Permille,
        Self::Points,
        Self::Multiple,
        Self::Fraction,
        Self::Ratio,
        Self::Date,
        Self::Period,
        Self::Deadline,
        Self::Ordinal,
        Self::Name,
        Self::Threshold,
    ];

    /// Names for several kinds at once.
    pub const GROUPS: [(&'static str, &'static [Self]); 4] = [
        ("changing", &[Self::Rising, Self::Falling, Self::ToLevel]),
        ("figure", &Self::CLASSES),
        ("time", &[Self::Date, Self::Period, Self::Deadline]),
        ("amount", &[Self::Quantity, Self::CountCn]),
    ];

    /// Figures that are part of the words around them: dates, names and class bounds.
    pub const WORDS: u64 =
        Self::Date.bit() | Self::Period.bit() | Self::Deadline.bit() | Self::Name.bit() | Self::Threshold.bit();

    /// The bits of the kind, or the group of kinds, of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<u64> {
        let one = Self::ALL.iter().find(|(_, own)| *own == name).map(|(kind, _)| kind.bit());
        let group = || Self::GROUPS.iter().find(|(own, _)| *own == name);
        one.or_else(|| Some(group()?.1.iter().fold(0, |bits, kind| bits | kind.bit())))
    }

    /// Its bit where that is told of a figure.
    #[must_use]
    pub const fn when(self, told: bool) -> u64 {
        if told { self.bit() } else { 0 }
    }

    /// Its bit in a set of kinds.
    #[must_use]
    pub const fn bit(self) -> u64 {
        1 << self as u64
    }
}
