//! `closed-list-count`: 农业、工业、旅游、商贸三大产业 lists four.

use super::words::{count_before, is_numeral, written};
use crate::finding::{Finding, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "closed-list-count",
    group: Group::Counts,
    severity: Severity::Hint,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "列出的项数与“三大”不符", en: "A closed list differs from its count" },
    docs: "## 检查什么\n\n“甲、乙、丙、丁三大产业”：列举紧接数词，列出的项数与数词不符。\n\n## 为什么\n\n增删一项而未改数。\n\n## 误报与边界\n\n带“等”、数词前有“的”、列举里有“及”，或者末两项由“和”相连、合为一项时数目正好、各项是行政层级（省、市）、相差超过一的（由“和”多出的一项不计），列举从行首开始（可能接着上一行）、某一项自带数词或动词（打好三大攻坚战）、第一项明显更长（与后几项不同类），都不报。在一千篇公开报告上没有真的，只作提示。",
    docs_en: "A list runs straight into its count (甲、乙、丙、丁三大产业) and has one more or one fewer. Lists with 等, 的 or an unclear 和 are left alone.",
    options: &[],
    triggers: &["大", "个方面", "个重点", "个领域", "个环节", "个方向"],
    examples: &[
        Example::pass("做强装备、食品、建材三大产业。"),
        Example::pass("做强装备、食品和建材三大产业，抓好省、市十大工程。"),
        Example::pass("做强装备、食品等三大产业。"),
        Example::pass("今年，聚力产业兴市、乡村振兴、打好三大攻坚战、建设开放高地。"),
        Example::pass("全市坚持一个遵循、贯彻一条主线、推进两大任务。"),
        Example::pass("化工、食品、建材、机械三大产业。"),
        Example::pass("今年，清河白水同城化、东山、西山、南山三大城镇群加快建设。"),
        Example::fail("今年，做强装备、食品、建材、化工⟦三大⟧产业。"),
        Example::pass("突出清水、绿树、田园和文化三大特色。"),
        Example::fail("今年，做强装备、食品、建材、化工和纺织⟦三大⟧产业。"),
        Example::fail("今年，实施道路、供水、绿化和水土保持⟦五大⟧工程。"),
        Example::fail("全市围绕发展，抓好招商、建设、服务⟦四个⟧环节发力。"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for hit in view.hits() {
        let Some(count) = count_before(text, hit.start as usize) else { continue };
        if count.arabic || count.value < 2 || count.value > 9 {
            continue;
        }
        let declared = count.value as usize;
        let Some((listed, fewest)) = listed(&text[..count.number.start as usize]) else { continue };
        // 甲、乙、丙、丁和戊三大产业: one too many, whether 和 joins two items or not.
        let surplus = listed == declared + 2 && fewest == declared + 1;
        if listed.abs_diff(declared) != 1 && !surplus || fewest == declared {
            continue;
        }
        let span = Span { start: count.number.start, end: u32::try_from(count.end).unwrap_or(u32::MAX) };
        found.push(Finding::new(
            view.loc(span),
            Message::new(
                format!("前面列出的是{}项，与“{}”不符", written(listed, false), span.of(text)),
                format!("{listed} are listed, which differs from “{}”", span.of(text)),
            ),
        ));
    }
}

/// Number of items of the list that ends here, if it is clear; and the number when the last two, joined by 和, are one.
fn listed(before: &str) -> Option<(usize, usize)> {
    let from = before.rfind(['，', '。', '；', '：', '！', '？', ',', ';', ':', '（', '(', '）', '“', '”', '等']);
    // Without anything before it the list may have begun on the line above.
    let from = from?;
    let list = &before[from + before[from..].chars().next().map_or(1, char::len_utf8)..];
    let mut items: Vec<&str> = list.split('、').collect();
    let fewest = items.len();
    let last = *items.last()?;
    if let Some((one, other)) = last.split_once(['和', '与']) {
        items.pop();
        items.extend([one, other]);
    }
    let unclear = items.iter().any(|i| i.contains(['和', '与', '及', '暨', '的', '—', '-'])) || last.is_empty();
    let levels =
        |i: &&str| i.chars().count() < 2 || i.ends_with(['省', '市', '县', '区', '级', '国']) || i.ends_with("国家");
    let length = |i: &&str| i.chars().count();
    let even = items.iter().skip(1).all(|i| (2..=8).contains(&length(i)));
    // 打好三大攻坚战 is an item with a number of its own, 太原晋中同城化 one of another kind.
    let own = items.iter().any(|i| i.contains(is_numeral)) || VERBS.iter().any(|v| last.ends_with(v));
    let longest = items.iter().skip(1).map(length).max().unwrap_or_default();
    let foreign = items.first().is_some_and(|i| length(i) > longest + 3);
    let clear = !unclear && even && !own && !foreign && !items.iter().any(levels);
    (items.len() > 2 && clear).then_some((items.len(), fewest))
}

/// Verbs that govern a number behind them: 打好三大攻坚战.
const VERBS: [&str; 11] = ["打好", "打赢", "推进", "实施", "实现", "建设", "做强", "聚焦", "突出", "抓好", "落实"];
