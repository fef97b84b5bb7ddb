//! `series-separator`: items that hold a full stop are separated by semicolons.

use super::sequence::marker;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::structure::{Node, Series};
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "series-separator",
    group: Group::Ordinals,
    severity: Severity::Hint,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage {
        zh: "列举项内有句号却以分号结尾", en: "Items with full stops end with semicolons"
    },
    docs: "## 检查什么\n\n一段里的列举（一是…二是…）中，有的项内部已用句号，有的项却以分号结尾。\n\n## 为什么\n\nGB/T 15834—2011 附录A.5：分项列举的各项中只要有一项内部用了句号，各项末尾就不能用分号。\n\n## 误报与边界\n\n每组只报一处。引号、括号里的句号不算。句号之后只有下一组的名目（住房方面，）的不算。877篇公开的政府工作报告上报3处，全部属实。",
    docs_en: "If one item of an enumeration holds a full stop, no item may end with a semicolon (GB/T 15834-2011, A.5). One report a series.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("一是修路，完成十公里；二是引水；三是建校。"),
        Example::pass("一是修路。完成十公里。二是引水。三是建校。"),
        Example::pass("就业方面，①办好招聘。住房方面，②建设新村；③改造旧村。就学方面，④新建学校。"),
        Example::fixed(
            "一是修路。完成十公里。二是引水⟦；⟧三是建校；四是建院。",
            "一是修路。完成十公里。二是引水。三是建校。四是建院。",
        ),
    ],
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    for series in view.outline.series.iter().filter(|s| s.members.len() > 2) {
        if let Some(finding) = one(view, series) {
            found.push(finding);
        }
    }
}

fn one(view: &DocumentView<'_>, series: &Series) -> Option<Finding> {
    let nodes: Vec<&Node> = series.members.iter().map(|n| &view.outline.nodes[*n as usize]).collect();
    let block = nodes[0].heading.block;
    if nodes.iter().any(|n| n.heading.block != block) {
        return None;
    }
    let text = view.text(block);
    // All items but the last, whose end is not known.
    let items: Vec<Span> =
        nodes.windows(2).map(|pair| Span { start: pair[0].title.start, end: pair[1].heading.span.start }).collect();
    let ends: Vec<Option<Span>> = items.iter().map(|i| semicolon(text, *i)).collect();
    let holder = items.iter().position(|i| holds_stop(i.of(text)))?;
    let semicolons: Vec<Span> = ends.iter().flatten().copied().collect();
    let first = *semicolons.first()?;
    let edits: Vec<Edit> = semicolons.iter().map(|s| Edit::new(Loc { block, span: *s }, "。")).collect();
    Some(
        Finding::new(
            Loc { block, span: first },
            Message::new(
                "列举项内部已有句号，各项末尾应当用句号（GB/T 15834 附录A.5）",
                "an item holds a full stop, so items end with full stops (GB/T 15834, A.5)",
            ),
        )
        .related(marker(nodes[holder]), Message::new("这一项内部有句号", "this item holds a full stop"))
        .fix(Fix::unsafe_(Message::new("各项末尾改用句号", "End the items with full stops"), edits)),
    )
}

/// The semicolon that ends an item.
fn semicolon(text: &str, item: Span) -> Option<Span> {
    let words = item.of(text).trim_end_matches(|c: char| c == '*' || c.is_whitespace());
    let mark = words.chars().next_back().filter(|c| matches!(c, '；' | ';'))?;
    let end = item.start as usize + words.len();
    Some(Span::new(end - mark.len_utf8(), end))
}

/// Whether a full stop stands inside the item, outside quotes and brackets.
fn holds_stop(item: &str) -> bool {
    let words = item.trim_end_matches(|c: char| c == '*' || c.is_whitespace());
    // …学校。住房方面，②: the label of the next group is no part of the item.
    let label = words.strip_suffix(['，', ',', '：', ':']).and_then(|w| Some(&w[w.rfind('。')? + '。'.len_utf8()..]));
    let words =
        label.map_or(words, |l| words.trim_end_matches(['，', ',', '：', ':']).strip_suffix(l).unwrap_or(words));
    let mut depth = 0_i32;
    for (i, c) in words.char_indices() {
        match c {
            '“' | '（' | '(' | '《' | '「' => depth += 1,
            '”' | '）' | ')' | '》' | '」' => depth -= 1,
            '。' if depth <= 0 && i + c.len_utf8() < words.len() => return true,
            _ => {}
        }
    }
    false
}
