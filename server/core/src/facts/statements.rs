//! What another paper of the same year states, as rows that a draft can be held against.

use std::collections::HashMap;

use super::value::of_figure;
use super::{Draft, Fact, Facts};
use crate::figures::{Bound, Change, Class, Decimal, Placed, Role};

/// One metric in one period, and how it is told: what may have one value only.
type Kind = (String, bool, String, (i32, i32));

/// The statements of a paper named `file`. Those of which it gives two values itself are left out: there are two things of
/// one name.
#[must_use]
pub fn stated_by(draft: Draft<'_>, file: &str) -> Facts {
    let mut rows: Vec<(Kind, Fact)> = draft.ledger.all().filter_map(|entry| fact(draft, entry, file)).collect();
    let mut values: HashMap<Kind, Option<(Decimal, Decimal)>> = HashMap::new();
    let mut twice: Vec<Kind> = Vec::new();
    for (kind, fact) in &rows {
        let ends = fact.values[0].ends;
        if values.insert(kind.clone(), ends).is_some_and(|before| before != ends) {
            twice.push(kind.clone());
        }
    }
    rows.retain(|(kind, _)| !twice.contains(kind));
    Facts { rows: rows.into_iter().map(|(_, fact)| fact).collect() }
}

fn fact(draft: Draft<'_>, entry: Placed<'_>, file: &str) -> Option<(Kind, Fact)> {
    let block = &draft.blocks[entry.block as usize];
    let figure = &block.figures[entry.figure as usize];
    let told = matches!(
        entry.role,
        Some(Role::Achieved | Role::Growth | Role::Share | Role::Total | Role::DoneInvestment | Role::Target)
    );
    let plain =
        matches!(figure.class, Class::Quantity | Class::Percent | Class::Permille) && figure.bound == Bound::Equal;
    if !told || !plain {
        return None;
    }
    let metric = entry.metric.as_ref()?;
    let target = || draft.ledger.report_year.filter(|_| entry.role == Some(Role::Target)).map(|y| (y, y));
    let years = entry.period.as_deref().and_then(super::read::years).or_else(target)?;
    let value = of_figure(figure, &block.text);
    value.ends?;
    let changes = matches!(figure.change, Some(Change::Increase | Change::Decrease));
    let growth = entry.role == Some(Role::Growth) || figure.class == Class::Percent && changes;
    let kind = (metric.key.clone(), growth, value.measure.clone(), years);
    let line = (0..=entry.block as usize).filter(|i| !draft.blocks[*i].continues).count();
    Some((
        kind,
        Fact {
            file: file.to_owned(),
            cell: line.to_string(),
            metric: Some(metric.text.clone()),
            growth,
            years: Some(years),
            values: vec![value],
            confirmed: true,
            same_time: true,
            ..Fact::default()
        },
    ))
}
