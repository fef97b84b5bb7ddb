//! Roles and relations: what `figures` tells about a number beyond its value.

/// The part a figure plays in the report; names as in the JSON contract of `zhibi figures`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Done.
    Achieved,
    /// Promised.
    Target,
    /// Total investment.
    Total,
    /// Investment done so far.
    DoneInvestment,
    /// Relative change.
    Growth,
    /// A level in %, ‰ or a ratio.
    Share,
    /// An absolute difference with its base, or a distance to a reference.
    Delta,
    /// How much of a plan was fulfilled.
    Completion,
    /// A class bound.
    Threshold,
    /// A count that announces a list.
    ListCount,
    /// Size of an object.
    Capacity,
    /// A date by which something is due.
    Deadline,
    /// A time.
    Period,
    /// A rank.
    Rank,
    /// Part of a name.
    Name,
    /// What something is compared with.
    Reference,
}

impl Role {
    /// Name in machine-readable output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Achieved => "achieved",
            Self::Target => "target",
            Self::Total => "total",
            Self::DoneInvestment => "done-investment",
            Self::Growth => "growth",
            Self::Share => "share",
            Self::Delta => "delta",
            Self::Completion => "completion",
            Self::Threshold => "threshold",
            Self::ListCount => "list-count",
            Self::Capacity => "capacity",
            Self::Deadline => "deadline",
            Self::Period => "period",
            Self::Rank => "rank",
            Self::Name => "name",
            Self::Reference => "reference",
        }
    }

    /// Whether the report says of its own matter how much there is, comes or shall come: no base, bound, name, rank or
    /// time, no count of what follows.
    #[must_use]
    pub const fn is_statement(self) -> bool {
        !matches!(
            self,
            Self::Reference
                | Self::Threshold
                | Self::ListCount
                | Self::Rank
                | Self::Name
                | Self::Period
                | Self::Deadline
        )
    }
}

/// How two or three figures hang together; names as in the JSON contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RelationKind {
    /// The value before a growth: V ÷ (1 + g).
    ImpliedPrevious,
    /// Average of one item: M ÷ N.
    PerItem,
    /// The member of a list of names that a figure belongs to.
    Alignment,
    /// B − A of 由A到B.
    ChangeDiff,
    /// (B − A) ÷ A.
    ChangeRel,
    /// B ÷ A.
    ChangeRatio,
    /// Part ÷ whole.
    PartOfWhole,
    /// Difference of two percentages, in points.
    PpDiff,
    /// The level before a difference: V − d.
    LevelMinusDelta,
    /// V ÷ N where V is N times a base.
    ImpliedBase,
    /// Yearly rate between two dated values, nominal.
    Cagr,
    /// Parts that add up.
    SumCheck,
    /// What a level is compared with: L − d.
    ImpliedReference,
    /// Member-wise difference of two ratios.
    RatioShift,
    /// Done ÷ total investment.
    DoneOverTotal,
    /// The plan behind a completion ratio: N ÷ P%.
    ImpliedPlan,
    /// The whole behind a share: V ÷ P%.
    ImpliedWhole,
    /// The part that a share makes of a whole: W × P%.
    ImpliedPart,
    /// The rate that two amounts give, beside the stated one.
    RateCheck,
    /// How many items follow a count that announces them.
    ListCount,
}

impl RelationKind {
    /// Name in machine-readable output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ImpliedPrevious => "implied-previous",
            Self::PerItem => "per-item",
            Self::Alignment => "alignment",
            Self::ChangeDiff => "change-diff",
            Self::ChangeRel => "change-rel",
            Self::ChangeRatio => "change-ratio",
            Self::PartOfWhole => "part-of-whole",
            Self::PpDiff => "pp-diff",
            Self::LevelMinusDelta => "level-minus-delta",
            Self::ImpliedBase => "implied-base",
            Self::Cagr => "cagr",
            Self::SumCheck => "sum-check",
            Self::ImpliedReference => "implied-reference",
            Self::RatioShift => "ratio-shift",
            Self::DoneOverTotal => "done-over-total",
            Self::ImpliedPlan => "implied-plan",
            Self::ImpliedWhole => "implied-whole",
            Self::ImpliedPart => "implied-part",
            Self::RateCheck => "rate-check",
            Self::ListCount => "list-count",
        }
    }
}

/// What follows from a figure and its neighbours, with the formula that shows how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// What kind.
    pub kind: RelationKind,
    /// An exact decimal in the base unit, rounded half up to two decimals where a division does not end.
    pub value: String,
    /// Its unit: `元/个`, `%`, `百分点`.
    pub unit: String,
    /// How the value bounds: the average of 超过10亿元 is more than computed.
    pub bound: super::Bound,
    /// The figure it speaks of where that is another one of the same line, by its index: 3968人 of 完成目标任务198.4%.
    pub of: Option<u32>,
    /// The computation as a reader would write it: `12.98亿元 ÷ 18.32亿元 = 70.85%`.
    pub formula: String,
}
