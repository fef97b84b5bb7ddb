//! `ordinal-style-mixed`: siblings whose ordinals are written in different ways.

use std::collections::BTreeMap;

use super::sequence::{self, marker, shown};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::structure::{Node, OrdinalStyle, Series, before_digit, begins_with_figure, chinese_numeral};
use crate::text::Loc;

/// The rule.
pub const RULE: Rule = Rule {
    code: "ordinal-style-mixed",
    group: Group::Ordinals,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::StyleAndUnsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "同级序号写法不一", en: "Siblings are numbered in different ways" },
    docs: "## 检查什么\n\n同一组序号写法不同：“1.”与“1、”混用，（一）与(一)混用；或者数到一半换了形式：（一）（二）（三）之后是四、五、。\n\n## 为什么\n\nGB/T 15835—2011 第4.3条：同类别同形式。多人分头起草、拼合成稿时常见。\n\n## 误报与边界\n\n每组只报一处，指向第一个与多数不同的项；改正把少数改成多数的写法，不改数字；同组有跳号、重号，或“24. 3亿元”这样可能是数字断开的，须经确认才改。全组一致的写法不报。877篇公开的政府工作报告上报10处，全部属实。",
    docs_en: "Ordinals of one series are written in different ways (1. and 1、, full and half width). One report a series; the fix follows the majority.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("1、修路\n2、引水\n3、建校"),
        Example::pass("(一)抓投资\n(二)抓消费"),
        Example::pass("今年投资\n24. 3 亿元，新建\n1、学校。\n2、医院。"),
        Example::fixed(
            "（一）抓投资\n（二）抓消费\n（三）抓开放\n⟦四、⟧抓民生\n五、抓作风",
            "（一）抓投资\n（二）抓消费\n（三）抓开放\n（四）抓民生\n（五）抓作风",
        ),
        Example::pass("一、抓投资\n（一）工业\n（二）农业\n二、抓消费\n三、抓开放"),
        Example::fixed("1.修路\n2.引水\n⟦3、⟧建校", "1.修路\n2.引水\n3.建校"),
        Example::fixed(
            "（一）抓投资\n⟦(二)⟧抓消费\n（三）抓开放\n(四)抓民生",
            "（一）抓投资\n（二）抓消费\n（三）抓开放\n（四）抓民生",
        ),
    ],
    check: Check::Document(check),
};

/// What may differ: brackets and mark.
type Way = (OrdinalStyle, Option<char>, Option<char>, Option<char>);

fn way(node: &Node) -> Option<Way> {
    let o = node.ordinal?;
    // Damaged brackets and wrong marks have rules of their own.
    let sound = match o.style {
        OrdinalStyle::ChineseParen | OrdinalStyle::ArabicParen => {
            o.form.open.is_some() && o.form.mark.is_none() && (o.form.open == Some('(')) == (o.form.close == Some(')'))
        }
        OrdinalStyle::Arabic => matches!(o.form.mark, Some('.' | '．' | '、')),
        OrdinalStyle::DiYi => matches!(o.form.mark, Some('，' | '、')),
        _ => false,
    };
    sound.then_some((o.style, o.form.open, o.form.close, o.form.mark))
}

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    for series in &view.outline.series {
        found.extend(rewritten(view, series));
        // Before a digit the mark is no habit: 8、38个 keeps what 8.38个 would hide.
        let digit = |n: &Node| n.ordinal.is_some_and(|o| before_digit(view.text(n.heading.block), &o));
        let nodes = || series.members.iter().map(|n| &view.outline.nodes[*n as usize]).filter(|n| !digit(n));
        let mut counts: BTreeMap<Way, (usize, &Node)> = BTreeMap::new();
        for (node, way) in nodes().filter_map(|n| Some((n, way(n)?))) {
            counts.entry(way).or_insert((0, node)).0 += 1;
        }
        // The most frequent way; of equals the one met first.
        let first = |n: &Node| std::cmp::Reverse((n.heading.block, n.heading.span.start));
        let Some((usual, (_, model))) = counts.iter().max_by_key(|(_, (count, node))| (*count, first(node))) else {
            continue;
        };
        // ⑩ goes on as （11）: not a mixture.
        let odd: Vec<&Node> = nodes().filter(|n| way(n).is_some_and(|w| w != *usual && w.0 == usual.0)).collect();
        let Some(node) = odd.first() else { continue };
        let (here, there) = (shown(view, node), shown(view, model));
        let line = view.line_number(model.heading.block);
        let mut finding = Finding::new(
            marker(node),
            Message::new(
                format!("同级序号写法不一：此处是“{here}”，第{line}行是“{there}”"),
                format!("siblings are numbered in different ways: “{here}” here, “{there}” on line {line}"),
            ),
        )
        .related(marker(model), Message::new("多数写法", "the usual way"));
        for other in odd.iter().skip(1).take(9) {
            finding = finding.related(marker(other), Message::new("也不同", "differs, too"));
        }
        let edits: Vec<Edit> = odd.iter().filter_map(|n| rewrite(view, n, *usual)).collect();
        let count = edits.len();
        let title = Message::new(
            format!("统一为“{there}”的写法（{count}处）"),
            format!("Write like “{there}” ({count} places)"),
        );
        // A number out of order, or digits behind the dot: it may be a figure and no ordinal.
        let doubtful = |n: &&Node| {
            let rest = n.ordinal.map_or("", |o| &view.text(n.heading.block)[o.span.end as usize..]);
            n.ordinal.is_some_and(|o| matches!(o.form.mark, Some('.' | '．'))) && begins_with_figure(rest)
        };
        let faulty = !sequence::of_series(view.outline, series).is_empty();
        let fix = if faulty || odd.iter().any(doubtful) { Fix::unsafe_ } else { Fix::safe };
        found.push(finding.fix(fix(title, edits)));
    }
}

/// A series that goes on in another form: the finding stands where the form changes.
fn rewritten(view: &DocumentView<'_>, series: &Series) -> Option<Finding> {
    let nodes = || series.members.iter().map(|n| &view.outline.nodes[*n as usize]);
    let style = |n: &Node| n.ordinal.map(|o| o.style);
    let model = nodes().next()?;
    // ⑩ goes on as （11）; 首先 as 第二.
    if !(OrdinalStyle::Chinese..=OrdinalStyle::ArabicParen).contains(&series.style) {
        return None;
    }
    let odd: Vec<&Node> = nodes().filter(|n| style(n) != Some(series.style)).collect();
    let (here, there) = (shown(view, odd.first()?), shown(view, model));
    let line = view.line_number(model.heading.block);
    let edits: Vec<Edit> = odd.iter().filter_map(|n| in_style(n, series.style)).collect();
    let title = Message::new(
        format!("统一为“{there}”的写法（{}处）", edits.len()),
        format!("Write like “{there}” ({} places)", edits.len()),
    );
    let message = Message::new(
        format!("这一组序号从第{line}行的“{there}”编起，到此处换成了“{here}”的写法"),
        format!("this series starts with “{there}” on line {line} and goes on as “{here}” here"),
    );
    let finding = Finding::new(marker(odd.first()?), message);
    Some(
        finding
            .related(marker(model), Message::new("这一组的第一项", "the first item"))
            .fix(Fix::unsafe_(title, edits)),
    )
}

/// The edit that writes an ordinal in another style.
fn in_style(node: &Node, style: OrdinalStyle) -> Option<Edit> {
    let ordinal = node.ordinal?;
    let new = match style {
        OrdinalStyle::Chinese => format!("{}、", chinese_numeral(ordinal.value)),
        OrdinalStyle::ChineseParen => format!("（{}）", chinese_numeral(ordinal.value)),
        OrdinalStyle::Arabic => format!("{}.", ordinal.value),
        OrdinalStyle::ArabicParen => format!("（{}）", ordinal.value),
        _ => return None,
    };
    Some(Edit::new(Loc { block: node.heading.block, span: ordinal.span }, new))
}

fn rewrite(view: &DocumentView<'_>, node: &Node, (_, open, close, mark): Way) -> Option<Edit> {
    let ordinal = node.ordinal?;
    let text = view.text(node.heading.block);
    // A blank after a half-width dot belongs to that way of writing; it stays.
    let number = ordinal.number.of(text);
    let part = |c: Option<char>| c.map(String::from).unwrap_or_default();
    let head = if ordinal.style == OrdinalStyle::DiYi { "第" } else { "" };
    let new = format!("{head}{}{number}{}{}", part(open), part(close), part(mark));
    Some(Edit::new(Loc { block: node.heading.block, span: ordinal.span }, new))
}
