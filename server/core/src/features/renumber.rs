//! Renumbering: one item, the items from here on, a whole series. References to the headings follow. Computed only when
//! chosen, so that the largest draft costs nothing until then.

use super::refactoring::Refactoring;
use super::series::{first_number, marker, members, renumbered};
use crate::analysis::Snapshot;
use crate::finding::Edit;
use crate::message::Message;
use crate::structure::Node;

/// What a refactoring of `node` would be called; `None` where it would change nothing.
pub(super) fn offer(snapshot: &Snapshot, node: u32, refactoring: Refactoring) -> Option<Message> {
    let numbers = numbers(snapshot, node, refactoring)?;
    let nodes = &snapshot.outline().nodes;
    let value = |n: u32| nodes[n as usize].ordinal.map(|o| o.value);
    if numbers.iter().all(|(n, new)| value(*n) == Some(*new)) {
        return None;
    }
    let first = numbers.first().and_then(|(n, new)| marker(snapshot, &nodes[*n as usize], *new))?;
    let (first, count) = (first.trim(), numbers.len());
    Some(match refactoring {
        Refactoring::RenumberItem => {
            Message::new(format!("本项改为“{first}”"), format!("Renumber this item to “{first}”"))
        }
        Refactoring::RenumberFromHere => Message::new(
            format!("从本项起重新编号（“{first}”起{count}项）"),
            format!("Renumber from here ({count} items from “{first}”)"),
        ),
        _ => Message::new(
            format!("本级重新编号（“{first}”起{count}项）"),
            format!("Renumber this series ({count} items from “{first}”)"),
        ),
    })
}

/// The edits of a refactoring, ascending; empty where it changes nothing.
pub(super) fn edits(snapshot: &Snapshot, node: u32, refactoring: Refactoring) -> Vec<Edit> {
    numbers(snapshot, node, refactoring).map(|n| renumbered(snapshot, &n)).unwrap_or_default()
}

/// The new numbers.
fn numbers(snapshot: &Snapshot, node: u32, refactoring: Refactoring) -> Option<Vec<(u32, u32)>> {
    let nodes = &snapshot.outline().nodes;
    let value = |n: &Node| n.ordinal.map(|o| o.value);
    let series = members(snapshot, node);
    let at = series.iter().position(|n| *n == node)?;
    // After the item before it; the first item of a series begins it.
    let next = match at.checked_sub(1) {
        Some(before) => value(&nodes[series[before] as usize])?.checked_add(1)?,
        None => first_number(snapshot, node)?,
    };
    let (from, to, first) = match refactoring {
        Refactoring::RenumberItem => (at, at + 1, next),
        Refactoring::RenumberFromHere => (at, series.len(), next),
        _ => (0, series.len(), first_number(snapshot, node)?),
    };
    Some(series[from..to].iter().copied().zip(first..).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::places::ordinal_at;
    use crate::features::testing::cursor;
    use crate::fixes;

    fn offered(text: &str) -> Vec<String> {
        let (snapshot, at) = cursor(text);
        let node = ordinal_at(&snapshot, at.line, at.byte).expect("an ordinal");
        let show = |r: Refactoring| {
            let title = offer(&snapshot, node, r)?.zh;
            let after = fixes::apply(&text.replace("$0", ""), &snapshot.text_edits(&edits(&snapshot, node, r)));
            Some(format!("{title}: {}", after.replace('\n', " ")))
        };
        Refactoring::ALL.into_iter().take(3).filter_map(show).collect()
    }

    #[test]
    fn a_gap_can_be_closed_in_three_ways() {
        assert_eq!(
            offered("（一）甲\n（$0三）乙\n（四）丙\n（六）丁"),
            [
                "本级重新编号（“（一）”起4项）: （一）甲 （二）乙 （三）丙 （四）丁",
                "从本项起重新编号（“（二）”起3项）: （一）甲 （二）乙 （三）丙 （四）丁",
                "本项改为“（二）”: （一）甲 （二）乙 （四）丙 （六）丁",
            ]
        );
    }

    #[test]
    fn a_right_series_offers_nothing() {
        assert!(offered("（三）甲\n（$0四）乙\n（五）丙").is_empty());
    }

    #[test]
    fn references_follow_the_renumbering() {
        assert_eq!(offered("一、甲\n$0三、乙\n见第三部分。")[2], "本项改为“二、”: 一、甲 二、乙 见第二部分。");
    }
}
