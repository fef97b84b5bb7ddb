//! `deng-list-exceeds`: 甲、乙、丙等2个 lists three.

use super::words::{counts, is_numeral, written};
use crate::finding::{Finding, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "deng-list-exceeds",
    group: Group::Counts,
    severity: Severity::Hint,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "“等”前列出的多于总数", en: "More are listed than counted" },
    docs: "## 检查什么\n\n“甲、乙、丙等2个”：列出的已经多于总数。\n\n## 为什么\n\n增加一项而未改数。\n\n## 误报与边界\n\n列出的少于总数是正常的。项里带引号、括号、“和”“及”、自带数词（建成2个公园、3个广场等5个项目）或以动词开头的不报，数词前有地域（全球两大）的不报。在一千篇公开报告上没有真的，只作提示。",
    docs_en: "More items are listed before 等 than its count says (甲、乙、丙等2个).",
    options: &[],
    triggers: &["等"],
    examples: &[
        Example::pass("建成东湖、西湖等12个公园。"),
        Example::pass("建成东湖、西湖等2个公园。"),
        Example::pass("建成东湖公园、完成2条道路、新增绿地等2个项目。"),
        Example::fail("建成东湖、西湖、南湖等⟦2⟧个公园。"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for hit in view.hits() {
        let rest = &text[hit.start as usize..];
        let window = rest.char_indices().nth(8).map_or(rest, |(i, _)| &rest[..i]);
        let counted = counts(window, hit.start as usize).into_iter().find(|c| c.number.start == hit.end);
        let Some(count) = counted else { continue };
        let before = &text[..hit.start as usize];
        let Some(listed) = listed(before).filter(|n| *n > count.value as usize && count.value > 1) else { continue };
        let span: Span = count.number;
        found.push(Finding::new(
            view.loc(span),
            Message::new(
                format!("前面已列出{}项，多于{}", written(listed, count.arabic), count.value),
                format!("{listed} are listed, more than {}", count.value),
            ),
        ));
    }
}

const VERBS: [&str; 9] = ["建成", "建设", "新建", "新增", "完成", "推进", "引进", "实施", "举办"];

fn listed(before: &str) -> Option<usize> {
    let from = before.rfind(['，', '。', '；', '：', '！', '？', ',', ';', ':', '等']);
    let list = &before[from.map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8))..];
    let items: Vec<&str> = list.split('、').collect();
    let clear = !list.contains(['和', '与', '及', '“', '”', '（', '(', '《', '的']);
    // Items with figures or verbs of their own are counted apart.
    let own = items.iter().skip(1).any(|i| {
        i.contains(is_numeral) || i.contains(|c: char| c.is_ascii_digit()) || VERBS.iter().any(|v| i.starts_with(v))
    });
    let even = !own && items.iter().skip(1).all(|i| (2..=14).contains(&i.chars().count()));
    (items.len() > 2 && clear && even).then_some(items.len())
}
