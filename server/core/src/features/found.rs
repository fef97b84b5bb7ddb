//! Figures that are looked for in many drafts: by the metric under the cursor, or by words.

use super::hover::words::role_of;
use super::mentions::{metric, metric_at, telling_name};
use super::navigation::figure_under;
use super::places::{clause, is_measure, loc};
use super::table::{marked, sentence_around};
use crate::analysis::Snapshot;
use crate::message::Language;
use crate::reading::script::simplified;
use crate::text::{LineCol, LineRange};

/// What figures are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Search {
    /// Statements of a metric, by its key.
    Metric(String),
    /// Figures whose metric, object or clause holds all of these words, which are in simplified script.
    Words(Vec<String>),
}

/// A figure that was looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFigure {
    /// Where it stands.
    pub range: LineRange,
    /// As written.
    pub text: String,
    /// Symbol of its bound.
    pub bound: &'static str,
    /// What is measured, if known.
    pub metric: Option<String>,
    /// The period it speaks of, if known.
    pub period: Option<String>,
    /// What it is in its sentence, in the reader's language; empty if unknown.
    pub role: &'static str,
    /// Its sentence, with the figure between 【】.
    pub sentence: String,
}

impl Search {
    /// All words of a text, in either script.
    #[must_use]
    pub fn words(text: &str) -> Self {
        Self::Words(simplified(text).split_whitespace().map(str::to_lowercase).collect())
    }

    /// The metric that is named at a place, or stated by the figure there, and its name as written; where many things are
    /// called so, its words. `None` where there is none.
    #[must_use]
    pub fn metric_at(snapshot: &Snapshot, at: LineCol) -> Option<(Self, String)> {
        let (block, byte) = snapshot.locate(at);
        let stated = figure_under(snapshot, at).and_then(|figure| metric(snapshot, figure));
        // A cursor behind a selected name stands at its end.
        let named = || [byte, byte.saturating_sub(1)].into_iter().find_map(|byte| metric_at(snapshot, block, byte));
        if let Some(found) = stated.or_else(|| named().map(|(metric, _)| metric)) {
            return Some((Self::Metric(found.key.clone()), found.text.clone()));
        }
        let figures = || 0..snapshot.blocks()[block as usize].figures.len();
        let metrics = || figures().filter_map(|i| snapshot.ledger().entry(block, i)?.metric.as_ref());
        let under = figure_under(snapshot, at).and_then(|(b, i)| snapshot.ledger().entry(b, i)?.metric.as_ref());
        let here = |byte| metrics().find(|metric| metric.span.contains(byte));
        let common = under.or_else(|| [byte, byte.saturating_sub(1)].into_iter().find_map(here))?;
        Some((Self::words(&common.text), common.text.clone()))
    }
}

/// The figures of a draft that are looked for, in order; at most `limit`.
#[must_use]
pub fn find_figures(snapshot: &Snapshot, search: &Search, language: Language, limit: usize) -> Vec<FoundFigure> {
    let ledger = snapshot.ledger();
    let mut found = Vec::new();
    for (index, block) in (0_u32..).zip(snapshot.blocks()) {
        for (k, figure) in block.figures.iter().enumerate() {
            if found.len() >= limit {
                return found;
            }
            let entry = ledger.entry(index, k);
            let metric = entry.and_then(|e| e.metric.as_ref());
            let place = loc(index, figure.span);
            let sought = match search {
                Search::Metric(key) => {
                    is_measure(figure.class) && metric.is_some_and(|m| m.key == *key && telling_name(m))
                }
                Search::Words(words) => {
                    let clause = clause(&block.text, figure.span.start).of(&block.text);
                    let object = entry.and_then(|e| e.object.as_deref()).unwrap_or_default();
                    let name = metric.map_or("", |m| m.text.as_str());
                    let all = simplified(&format!("{name} {object} {clause}")).to_lowercase();
                    is_measure(figure.class) && words.iter().all(|word| all.contains(word.as_str()))
                }
            };
            if !sought {
                continue;
            }
            let (sentence, mark) = sentence_around(snapshot, place);
            found.push(FoundFigure {
                range: snapshot.line_range(place),
                text: figure.span.of(&block.text).to_owned(),
                bound: figure.bound.symbol(),
                metric: metric.map(|m| m.text.clone()),
                period: entry.and_then(|e| e.period.clone()),
                role: entry.and_then(|e| e.role).map_or("", |role| role_of(role, figure.change, language)),
                sentence: marked(&sentence, mark),
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::testing::{cursor, snapshot};

    fn shown(text: &str, search: &Search) -> Vec<String> {
        let found = find_figures(&snapshot(text), search, Language::Zh, 9);
        found.into_iter().map(|f| format!("{}{} {} {}", f.bound, f.text, f.role, f.sentence)).collect()
    }

    #[test]
    fn a_metric_is_found_in_another_draft_and_script() {
        let (draft, at) = cursor("地区生产总值$0达到186.4亿元。");
        let (search, name) = Search::metric_at(&draft, at).expect("a metric");
        assert_eq!(name, "地区生产总值");
        assert_eq!(
            shown("地區生產總值實現93.1億元，增長6%。完成投資5億元。", &search),
            [
                "=93.1億元 实绩 地區生產總值實現【93.1億元】，增長6%。",
                "=6% 增速 地區生產總值實現93.1億元，增長【6%】。"
            ]
        );
        let (draft, at) = cursor("全县地区生产总值达到18$06.4亿元。");
        assert_eq!(Search::metric_at(&draft, at).map(|(search, _)| search), Some(search));
        let (draft, at) = cursor("项目完成投资5$0亿元。");
        let words = (Search::words("完成投资"), "完成投资".to_owned());
        assert_eq!(Search::metric_at(&draft, at), Some(words), "its name is everybody's");
        let (draft, at) = cursor("新增学$0位5200个。");
        assert_eq!(Search::metric_at(&draft, at), Some((Search::words("学位"), "学位".to_owned())));
        let (draft, at) = cursor("各项事业$0不断进步。");
        assert_eq!(Search::metric_at(&draft, at), None);
    }

    #[test]
    fn words_are_found_in_clauses() {
        let text = "2031年粮食产量32万吨。新增学位1200个。\n蔬菜产量8万吨。";
        assert_eq!(shown(text, &Search::words("糧食")), ["=32万吨 实绩 2031年粮食产量【32万吨】。"]);
        assert_eq!(shown(text, &Search::words("产量 万吨")).len(), 2);
        assert!(shown(text, &Search::words("产量 学位")).is_empty());
    }
}
