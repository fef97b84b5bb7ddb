//! The classes of words that the lexicon knows. The build script reads this file, too: it uses nothing of the crate.

/// What a word does in the clause of a figure. A word may be of several classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordClass {
    /// A value goes up: 增长, 扩大.
    Rise,
    /// A value goes down: 下降, 收窄.
    Fall,
    /// A value changes, and the word does not tell which way: 调整, 改善.
    Shift,
    /// A character that is such a verb only right before a number: 增5%.
    Bound,
    /// A level is reached or passed: 达到, 突破.
    Reach,
    /// A level is kept: 稳定在.
    Hold,
    /// A level is told: 为, 相当于, 占.
    Equal,
    /// A level is compared: 高于, 比上年.
    Than,
    /// A place in an order is told: 位居.
    Rank,
    /// The base of a rate: 同比, 年均增长.
    Growth,
    /// How something is done: 稳步, 精心.
    Manner,
    /// How much or how often: 累计, 每月, 分别.
    Sum,
    /// When: 今年, 同期.
    When,
    /// Where, as far as an administration goes: 全市.
    Where,
    /// The level of a larger area: 全省平均水平.
    Level,
    /// What is meant, possible or due: 力争, 将.
    Modal,
    /// What was set: 年度目标.
    Plan,
    /// Stands before a name and is no part of it: 其中, 使得.
    Opener,
    /// Stands between a name and its number and is no part of either: 原有, 由.
    Filler,
    /// Is done to the things counted: 改造, 发放.
    Work,
    /// Such work as makes what it names: 建立, 出台. What is made is no measure of the making.
    Make,
    /// A step of a project that tells which projects are meant: 新开工.
    Stage,
    /// Work inside a phrase whose object is the shorter name.
    Bring,
    /// A name behind a number ends before it: 竣工, 获评.
    Cut,
    /// The bound of a class; a name behind a number ends before it, too: 县以上.
    Limit,
    /// No name behind a number opens with it: 位居, 的.
    NoOpening,
    /// Ends a statement of its own before a list mark: 稳步提升、….
    State,
    /// What a date leaves behind: 年末, 五年来.
    OfTime,
    /// Names only an aspect of what the clause before named: 总量, 增幅.
    Aspect,
    /// Names no thing that could be counted: 5%的速度.
    Value,
    /// What work is measured by: 面积, 人数. Behind the word for the work it makes the name of an indicator.
    Measure,
    /// What a thing is sized by, between its count and its name: 12个总投资5亿元的项目.
    Property,
    /// Is whole, though it begins, ends or goes on like a word of another class: 国有 (有), 生产总值 (生产).
    Noun,
}

impl WordClass {
    /// Every class with its name in the files of the lexicon.
    pub const ALL: [(Self, &'static str); 33] = [
        (Self::Rise, "rise"),
        (Self::Fall, "fall"),
        (Self::Shift, "shift"),
        (Self::Bound, "bound"),
        (Self::Reach, "reach"),
        (Self::Hold, "hold"),
        (Self::Equal, "equal"),
        (Self::Than, "than"),
        (Self::Rank, "rank"),
        (Self::Growth, "growth"),
        (Self::Manner, "manner"),
        (Self::Sum, "sum"),
        (Self::When, "when"),
        (Self::Where, "where"),
        (Self::Level, "level"),
        (Self::Modal, "modal"),
        (Self::Plan, "plan"),
        (Self::Opener, "opener"),
        (Self::Filler, "filler"),
        (Self::Work, "work"),
        (Self::Make, "make"),
        (Self::Stage, "stage"),
        (Self::Bring, "bring"),
        (Self::Cut, "cut"),
        (Self::Limit, "limit"),
        (Self::NoOpening, "no-opening"),
        (Self::State, "state"),
        (Self::OfTime, "of-time"),
        (Self::Aspect, "aspect"),
        (Self::Value, "value"),
        (Self::Measure, "measure"),
        (Self::Property, "property"),
        (Self::Noun, "noun"),
    ];

    /// The class of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, own)| *own == name).map(|(class, _)| *class)
    }
}
