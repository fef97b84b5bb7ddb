//! The confirmed sheet of a draft, as plain data: what departments say its figures are. [`crate::facts`] reads it.

use rust_decimal::Decimal;

/// All confirmed figures that hold for a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// One a row of the sheets, in order.
    pub rows: Vec<Fact>,
}

/// One row of a confirmed sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fact {
    /// The file, as it is shown.
    pub file: String,
    /// The sheet and cell of the value: `指标!F12`.
    pub cell: String,
    /// The draft that the row was taken from, where the sheet names it.
    pub draft: Option<String>,
    /// The figure's [id](crate::facts::Ids).
    pub id: Option<String>,
    /// The ids of other figures that stated the same when the sheet went out.
    pub also: Vec<String>,
    /// The sentence it stood in, and the byte where it begins.
    pub sentence: Option<(String, usize)>,
    /// What is measured, as the sheet names it.
    pub metric: Option<String>,
    /// Whether the value is a rate of growth.
    pub growth: bool,
    /// The years it speaks of: first and last.
    pub years: Option<(i32, i32)>,
    /// Whether only a figure that names the same time is meant.
    pub same_time: bool,
    /// The figure as it was written when the sheet went out.
    pub sent: Option<FactValue>,
    /// What the value may mean, likeliest first: a bare number is in the unit of the figure sent, or in its base unit.
    pub values: Vec<FactValue>,
    /// Whether somebody confirmed it; otherwise the value is what was sent out.
    pub confirmed: bool,
    /// 责任部门
    pub department: Option<String>,
    /// 数据来源
    pub source: Option<String>,
    /// 核对人
    pub checked_by: Option<String>,
    /// 核对日期
    pub checked_on: Option<String>,
    /// 核对意见
    pub remark: Option<String>,
}

/// A value with its unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactValue {
    /// As a report would write it: `1290亿元`.
    pub text: String,
    /// What it measures: the name of its class, or of the dimension of its unit.
    pub measure: String,
    /// Lower and upper end in the base unit of the dimension, where they are numbers.
    pub ends: Option<(Decimal, Decimal)>,
    /// The same as text, for dates, ratios and fractions.
    pub other: Option<String>,
    /// The unit without its scale, as written.
    pub unit: String,
}

impl Facts {
    /// The rows that may speak of the draft named `name`: all, unless the sheet names several drafts of which it is one.
    #[must_use]
    pub fn of_draft(&self, name: &str) -> Self {
        // Not every system tells letters of names apart.
        let name = file_name(name).to_lowercase();
        let same = |fact: &Fact| fact.draft.as_deref().is_some_and(|draft| file_name(draft).to_lowercase() == name);
        let named = self.rows.iter().any(same);
        let keep = |fact: &&Fact| !named || fact.draft.is_none() || same(fact);
        Self { rows: self.rows.iter().filter(keep).cloned().collect() }
    }

    /// Whether there is nothing to hold a draft against.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
