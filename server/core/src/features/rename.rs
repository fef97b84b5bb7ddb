//! Rename: a heading's number (its series counts on from there, and references to it follow), or an indicator's name.

use std::collections::HashMap;

use super::mentions::metric_at;
use super::places::{loc, ordinal_at, text_at};
use super::series::{members, renumbered};
use crate::analysis::Snapshot;
use crate::figures::Metric;
use crate::finding::Edit;
use crate::fixes::TextEdit;
use crate::message::Message;
use crate::structure::{numeral_like, parse_numeral};
use crate::text::{LineCol, LineRange, Span, SpanSet};

/// What a rename at a place would rename.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenameTarget {
    /// The text that is replaced under the cursor.
    pub range: LineRange,
    /// That text.
    pub placeholder: String,
}

/// Whether something can be renamed at a place, and what.
#[must_use]
pub fn prepare_rename(snapshot: &Snapshot, at: LineCol) -> Option<RenameTarget> {
    let (block, byte) = snapshot.locate(at);
    let Some(node) = ordinal_at(snapshot, block, byte) else {
        // 城镇居民收入 of 城镇和农村居民收入 stands nowhere in one piece.
        let (metric, at) =
            metric_at(snapshot, block, byte).filter(|(m, at)| text_at(snapshot, *at).trim() == m.text)?;
        return Some(RenameTarget { range: snapshot.line_range(at), placeholder: metric.text.clone() });
    };
    let ordinal = snapshot.outline().nodes[node as usize].ordinal?;
    let place = loc(block, ordinal.number);
    let placeholder = text_at(snapshot, place).to_owned();
    // Words such as 首先 do not count.
    numeral_like(&placeholder, 1)?;
    Some(RenameTarget { range: snapshot.line_range(place), placeholder })
}

/// Whether a place is in the words of a heading, which are text and no name.
#[must_use]
pub fn in_heading(snapshot: &Snapshot, at: LineCol) -> bool {
    let (block, byte) = snapshot.locate(at);
    let headings = snapshot.outline().nodes.iter().filter(|node| node.kind.is_heading() || node.ordinal.is_some());
    let mut here = headings.filter(|node| node.heading.block == block);
    here.any(|node| (node.heading.span.start..=node.heading.span.end).contains(&byte))
}

/// Why the words of a heading cannot be renamed.
#[must_use]
pub fn heading_is_text() -> Message {
    Message::new(
        "标题的文字直接改即可；光标放在编号上可改编号，后面各项和文中的引用会一并改",
        "Edit the words of a heading as text; on its number, the series and references to it follow",
    )
}

/// The edits of a rename, ascending.
///
/// # Errors
/// Says in words why `new` does not fit.
pub fn rename(snapshot: &Snapshot, at: LineCol, new: &str) -> Result<Vec<TextEdit>, Message> {
    let nothing = || Message::new("此处没有可重命名的内容", "There is nothing to rename here");
    let (block, byte) = snapshot.locate(at);
    prepare_rename(snapshot, at).ok_or_else(nothing)?;
    let Some(node) = ordinal_at(snapshot, block, byte) else {
        let (metric, _) = metric_at(snapshot, block, byte).ok_or_else(nothing)?;
        if new.trim().is_empty() || new.contains(['\n', '\r']) {
            return Err(Message::new("名称不能为空，也不能换行", "A name is one line and not empty"));
        }
        return Ok(snapshot.text_edits(&renamed_metric(snapshot, metric, new.trim())));
    };
    let numeral: String = new.chars().filter(|c| !c.is_whitespace() && !"（）()、.．，第是要".contains(*c)).collect();
    let value = parse_numeral(&numeral).ok_or_else(|| {
        Message::new(format!("“{new}”不是序号，应为“五”或“5”这样的数"), format!("“{new}” is no ordinal number"))
    })?;
    let series = members(snapshot, node);
    let from = series.iter().position(|n| *n == node).unwrap_or(0);
    let numbers: Vec<(u32, u32)> = series[from..].iter().copied().zip(value..).collect();
    Ok(snapshot.text_edits(&renumbered(snapshot, &numbers)))
}

/// Every place where the metric's name is written just so. Other names of the same thing (GDP) are left alone, and so are
/// longer names that contain this one.
fn renamed_metric(snapshot: &Snapshot, metric: &Metric, new: &str) -> Vec<Edit> {
    let text = metric.text.as_str();
    let others = snapshot.ledger().all().filter_map(|s| s.metric()).filter(|(m, _)| m.text != text);
    let mut longer: HashMap<u32, Vec<Span>> = HashMap::new();
    others.for_each(|(_, at)| longer.entry(at.block).or_default().push(at.span));
    let mut edits = Vec::new();
    for (block, here) in snapshot.blocks().iter().enumerate() {
        let names: SpanSet = longer.remove(&(block as u32)).unwrap_or_default().into_iter().collect();
        for (start, found) in here.text.match_indices(text) {
            let span = Span::new(start, start + found.len());
            if !names.overlaps(span) {
                edits.push(Edit::new(loc(block as u32, span), new));
            }
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::testing::cursor;
    use crate::fixes;

    fn renamed(text: &str, new: &str) -> String {
        let (snapshot, at) = cursor(text);
        match rename(&snapshot, at, new) {
            Ok(edits) => fixes::apply(&text.replace("$0", ""), &edits),
            Err(message) => message.zh,
        }
    }

    #[test]
    fn a_series_counts_on_from_the_new_number() {
        assert_eq!(renamed("（一）甲\n（$0三）乙\n（四）丙", "二"), "（一）甲\n（二）乙\n（三）丙");
        assert_eq!(renamed("(1)甲\n($02)乙\n(3)丙", "（5）"), "(1)甲\n(5)乙\n(6)丙");
        assert_eq!(renamed("①甲\n$0③乙", "2"), "①甲\n②乙");
    }

    #[test]
    fn references_follow() {
        let text = "一、甲\n（一）乙\n$0三、丙\n（一）丁\n落实第三部分第（一）项和第三部分。";
        assert_eq!(renamed(text, "二"), "一、甲\n（一）乙\n二、丙\n（一）丁\n落实第二部分第（一）项和第二部分。");
    }

    #[test]
    fn an_indicator_is_renamed_throughout() {
        let text = "一般公共$0预算收入完成3亿元。\n一般公共预算收入增长5%，地方一般公共预算收入增长6%。\n做大一般公共预算收入。";
        assert_eq!(
            renamed(text, "财政收入"),
            "财政收入完成3亿元。\n财政收入增长5%，地方一般公共预算收入增长6%。\n做大财政收入。"
        );
        assert_eq!(renamed(text, " "), "名称不能为空，也不能换行");
    }

    #[test]
    fn the_words_of_a_heading_are_told_from_text() {
        for (text, is) in [("（一）稳中$0求进\n正文。", true), ("（一）求进\n正$0文。", false), ("$0各位代表：", false)]
        {
            let (snapshot, at) = cursor(text);
            assert_eq!(in_heading(&snapshot, at), is, "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        assert_eq!(renamed("（$0一）甲", "甲"), "“甲”不是序号，应为“五”或“5”这样的数");
        assert_eq!(renamed("稳中$0求进", "二"), "此处没有可重命名的内容");
        let (snapshot, at) = cursor("（一）甲\n（$0二）乙");
        assert_eq!(prepare_rename(&snapshot, at).map(|t| t.placeholder).as_deref(), Some("二"));
    }
}
