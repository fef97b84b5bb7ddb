//! Rules that hold the draft against the confirmed sheet. Without a sheet they are silent.

pub mod fact_mismatch;
pub mod fact_missing;
pub mod fact_unconfirmed;
pub mod sibling_mismatch;

use crate::config::facts::Fact;
use crate::facts::{Cell, Facts, Grid, read};

/// What another paper of the same year says in the examples of `sibling-mismatch`.
#[must_use]
pub fn example_sibling() -> Facts {
    let mut facts = example();
    facts.rows.truncate(1);
    for fact in &mut facts.rows {
        (fact.years, fact.same_time, fact.file, fact.cell) = (Some((2031, 2031)), true, "公报.txt".into(), "3".into());
    }
    facts
}

/// The sheet that the examples of these rules are held against.
pub const EXAMPLE: &[&[&str]] = &[
    &["编号", "指标", "核定值", "单位", "责任部门"],
    &["", "地区生产总值", "1290", "亿元", "统计局"],
    &["", "粮食总产量", "32.5", "万吨", "农业农村局"],
    &["s5c6a4d1e20-1", "城镇新增就业", "2.3", "万人", "人社局"],
];

/// The sheet of the examples, read.
#[must_use]
pub fn example() -> Facts {
    let cell = |text: &&str| Cell { text: (*text).to_owned(), numeric: false };
    let rows = EXAMPLE.iter().map(|row| row.iter().map(cell).collect()).collect();
    read("核定表.csv", &[Grid { rows, ..Grid::default() }]).0
}

/// Where a row stands and who confirmed it: 统计局，核定表.xlsx 指标!F12.
fn said_by(fact: &Fact, comma: &str) -> String {
    let who = [&fact.department, &fact.checked_by, &fact.checked_on].into_iter().flatten().map(String::as_str);
    let place = format!("{} {}", fact.file, fact.cell);
    who.chain([place.trim()]).collect::<Vec<_>>().join(comma)
}
