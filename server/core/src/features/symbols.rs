//! Symbols of a draft for a search over many drafts: headings and indicators.

use std::collections::HashSet;

use super::mentions::telling_name;
use super::outline::name;
use crate::analysis::Snapshot;
use crate::text::LineRange;

/// What a symbol is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SymbolKind {
    /// A heading or item.
    Heading,
    /// An indicator, at its first statement.
    Indicator,
}

/// A symbol that matches a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceSymbol {
    /// Its name.
    pub name: String,
    /// The section it stands in; may be empty.
    pub container: String,
    /// What it is.
    pub kind: SymbolKind,
    /// Where.
    pub range: LineRange,
}

/// Headings and indicators whose names hold the characters of `query` in this order; at most `limit`.
#[must_use]
pub fn workspace_symbols(snapshot: &Snapshot, query: &str, limit: usize) -> Vec<WorkspaceSymbol> {
    let outline = snapshot.outline();
    let headings = outline.nodes.iter().filter(|n| n.kind.is_heading()).filter_map(|node| {
        let name = name(snapshot, node);
        symbol_matches(&name, query).then(|| WorkspaceSymbol {
            container: node
                .parent
                .map(|p| super::outline::name(snapshot, &outline.nodes[p as usize]))
                .unwrap_or_default(),
            name,
            kind: SymbolKind::Heading,
            range: snapshot.line_range(node.heading),
        })
    });
    headings.chain(indicators(snapshot, query)).take(limit).collect()
}

/// The indicators of a draft, each at its first statement.
fn indicators<'s>(snapshot: &'s Snapshot, query: &'s str) -> impl Iterator<Item = WorkspaceSymbol> + 's {
    let outline = snapshot.outline();
    let mut seen = HashSet::new();
    let metrics = snapshot.ledger().all().filter_map(|s| s.metric()).filter(|(m, _)| telling_name(m));
    let named =
        metrics.filter(move |(m, _)| seen.insert(m.key.as_str())).filter(|(m, _)| symbol_matches(&m.text, query));
    named.map(|(metric, at)| {
        let section = outline.at(at.block, at.span.start);
        WorkspaceSymbol {
            name: metric.text.clone(),
            container: section.map(|n| name(snapshot, &outline.nodes[n as usize])).unwrap_or_default(),
            kind: SymbolKind::Indicator,
            range: snapshot.line_range(at),
        }
    })
}

/// Whether the characters of `query` occur in `name` in order, whatever the case; white space in the query is ignored.
#[must_use]
pub fn symbol_matches(name: &str, query: &str) -> bool {
    let mut rest = name.chars().flat_map(char::to_lowercase);
    query.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).all(|c| rest.any(|n| n == c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::testing::snapshot;

    #[test]
    fn headings_are_found_by_parts_of_their_names() {
        let snapshot = snapshot("一、工作回顾\n（一）工业经济稳步回升\n二、工作安排\n一是抓工业。");
        let names = |query| -> Vec<_> {
            workspace_symbols(&snapshot, query, 9)
                .into_iter()
                .map(|s| format!("{} < {}", s.name, s.container))
                .collect()
        };
        assert_eq!(names("工 升"), ["（一）工业经济稳步回升 < 一、工作回顾"]);
        assert_eq!(names("工作").len(), 2);
        assert_eq!(workspace_symbols(&snapshot, "", 1).len(), 1);
    }

    #[test]
    fn indicators_are_found_once() {
        let snapshot = snapshot("一、回顾\n地区生产总值83亿元。\n二、安排\n地区生产总值增长6%。");
        let found = workspace_symbols(&snapshot, "生产总值", 9);
        let shown: Vec<_> = found.iter().map(|s| (s.name.as_str(), s.container.as_str(), s.range.start.line)).collect();
        assert_eq!(shown, [("地区生产总值", "一、回顾", 1)]);
        assert_eq!(found[0].kind, SymbolKind::Indicator);
    }
}
