//! `fact-missing`: a confirmed row whose figure the draft does not have any more.

use super::said_by;
use crate::facts::Matching;
use crate::finding::{Finding, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{Check, Example, FactsView, FixAvailability, Group, Rule};
use crate::text::Loc;

/// The rule.
pub const RULE: Rule = Rule {
    code: "fact-missing",
    group: Group::Facts,
    severity: Severity::Information,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage {
        zh: "核定过的数字文稿里没有了", en: "A confirmed figure is no longer in the draft"
    },
    docs: "## 检查什么\n\n核定表里从本稿取出的一行（有编号或原句），在文稿里找不到对应的数字：那一句删了、并了，或改得认不出来。报在它原来前面那个数字处。\n\n## 为什么\n\n核定过的数字是不是有意删去，要看一眼。\n\n## 误报与边界\n\n部门自己的表里文稿没有写到的指标不报。核定表没有给出时不报。",
    docs_en: "A row of the confirmed sheet that was taken from this draft (it has an id or a sentence) has no figure in it any more. Shown at the figure that stood before it. Rows of a department's own table that the draft does not mention are not told.",
    options: &[],
    triggers: &[],
    examples: &[Example::fail("⟦各位代表⟧，地区生产总值达到1290亿元。"), Example::pass("城镇新增就业2.3万人。")],
    check: Check::Facts(check),
};

fn check(view: &FactsView<'_>, found: &mut Vec<Finding>) {
    for (row, after) in &view.matching.gone {
        let fact = &view.settings.facts.rows[*row];
        let loc = after.map_or_else(|| top(view), |place| Matching::loc(view.draft, place));
        let text = fact.sent.as_ref().or(fact.values.first()).map_or("", |v| v.text.as_str());
        let name = fact.metric.as_deref().unwrap_or_default();
        found.push(Finding::new(
            loc,
            Message::new(
                format!("核定表中的“{name}{text}”文稿里没有了（{}）", said_by(fact, "，")),
                format!("“{name}{text}” of the confirmed sheet is no longer in the draft ({})", said_by(fact, ", ")),
            ),
        ));
    }
}

/// The first words of the draft.
fn top(view: &FactsView<'_>) -> Loc {
    let first = view.draft.blocks.iter().position(|b| !b.text.trim().is_empty()).unwrap_or_default();
    let text = view.draft.blocks.get(first).map_or("", |b| &*b.text);
    let start = text.len() - text.trim_start().len();
    let words = text[start..].find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len() - start);
    Loc::new(first, crate::text::Span::new(start, start + words))
}
