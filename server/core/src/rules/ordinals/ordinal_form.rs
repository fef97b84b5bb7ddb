//! `ordinal-form`: a mark after an ordinal that does not belong there.

use super::sequence::{marker, shown};
use crate::config::Profile;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule, RuleOption};
use crate::structure::{Node, Ordinal, OrdinalStyle, before_digit};
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "ordinal-form",
    group: Group::Ordinals,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::StyleAndUnsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "序号后的标点不规范", en: "Wrong mark after an ordinal" },
    docs: "## 检查什么\n\n序号后面的标点：“一”后用顿号，“第一”“首先”后用逗号，“1”后用下脚点（丢了也报），带括号的序号后不加标点，“第一章”后空一格。\n\n## 为什么\n\nGB/T 15834—2011 第4.5.3.3、4.4.3.3、4.9.3.1条和附录B.3：序次语后的点号用法。\n\n## 误报与边界\n\n一组序号都这样写时只报第一处，改正改全组。“1、”很常见，默认不报，按国家标准检查或另作设定时才报。“一是，”由专查“一是”的一条报。序号丢了点、误作冒号的，只在前后两项都在时才报，改正须经确认。877篇公开的政府工作报告上报4处，全部属实。\n\n## 选项\n\n`arabicComma`：是否要求“1、”改为“1.”。",
    docs_en: "The mark after an ordinal must be that of GB/T 15834-2011, annex B.3: 一、 第一， 1. and none after brackets. A series that is written wrong throughout is reported once.",
    options: &[RuleOption {
        name: "arabicComma",
        default: "false",
        about: StaticMessage { zh: "要求“1、”改为“1.”", en: "Ask for 1. instead of 1、" },
    }],
    triggers: &[],
    examples: &[
        Example::pass("一、回顾\n（一）工业。稳中有进\n1.规上工业\n2、中小企业"),
        Example::pass("第一，稳增长。\n第二，促改革。"),
        Example::fixed("（一）抓投资\n⟦（二）、⟧抓消费\n（三）抓开放", "（一）抓投资\n（二）抓消费\n（三）抓开放"),
        Example::fixed("一、回顾\n⟦二，⟧安排\n三、保障", "一、回顾\n二、安排\n三、保障"),
        Example::fixed("⟦第一、⟧稳增长。\n第二、促改革。", "第一，稳增长。\n第二，促改革。"),
        Example::fixed("1.修路\n⟦2。⟧引水\n3.建校", "1.修路\n2.引水\n3.建校"),
        Example::fixed("11.修路\n⟦12⟧“三进”计划\n13.建校", "11.修路\n12.“三进”计划\n13.建校"),
        Example::fixed("11.修路\n⟦12：⟧引水\n13.建校", "11.修路\n12.引水\n13.建校"),
        Example::pass("11.修路\n12个项目开工。\n12.引水\n13.建校"),
    ],
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let wanted = view.settings.option(RULE.code, "arabicComma").and_then(serde_json::Value::as_bool);
    let comma = wanted.unwrap_or(view.settings.profile == Profile::Gb);
    for series in &view.outline.series {
        let nodes = || series.members.iter().map(|n| &view.outline.nodes[*n as usize]);
        // 8、38个 says more than 8.38个: before a digit the mark stays.
        let digit = |n: &Node| n.ordinal.is_some_and(|o| before_digit(view.text(n.heading.block), &o));
        let wrong: Vec<_> = nodes()
            .filter(|n| !digit(n))
            .filter_map(|n| Some((n, right_mark(n, view.text(n.heading.block), comma)?)))
            .collect();
        let all = wrong.len() > 1 && wrong.len() == series.members.len();
        for (i, (node, right)) in wrong.iter().enumerate() {
            let fixed: Vec<_> = if all { wrong.iter().collect() } else { vec![&wrong[i]] };
            let edits = fixed.iter().filter_map(|(n, mark)| edit(view, n, mark)).collect();
            found.push(report(view, node, right, edits, all));
            if all {
                break;
            }
        }
    }
}

/// The mark that should stand after the ordinal, if another does.
fn right_mark(node: &Node, text: &str, arabic_comma: bool) -> Option<&'static str> {
    let ordinal = node.ordinal?;
    if lost_dot(&ordinal, text) {
        return Some(".");
    }
    let mark = ordinal.form.mark?;
    let right = match ordinal.style {
        OrdinalStyle::Chinese => "、",
        OrdinalStyle::ChineseParen | OrdinalStyle::ArabicParen if ordinal.form.close.is_some() => "",
        OrdinalStyle::Arabic => match mark {
            '.' | '．' => return None,
            '、' if !arabic_comma => return None,
            _ => ".",
        },
        OrdinalStyle::DiYi if mark == '、' => "，",
        OrdinalStyle::Part | OrdinalStyle::Chapter | OrdinalStyle::Section | OrdinalStyle::Article
            if matches!(mark, '、' | '，' | '.' | '．') =>
        {
            "　"
        }
        _ => return None,
    };
    (!right.starts_with(mark)).then_some(right)
}

/// 41“某某”计划 between 40. and 42.; ⒈ has its dot within.
fn lost_dot(ordinal: &Ordinal, text: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    ordinal.style == OrdinalStyle::Arabic && ordinal.form.mark.is_none() && ordinal.number.of(text).ends_with(digit)
}

/// The mark behind the ordinal, with what repeats it: taken away one by one, a long run would never end.
fn mark_span(view: &DocumentView<'_>, node: &Node) -> Option<Span> {
    let (ordinal, text) = (node.ordinal?, view.text(node.heading.block));
    let Some(mark) = ordinal.form.mark else {
        return Some(Span { start: ordinal.number.end, end: ordinal.number.end });
    };
    let whole = ordinal.span.of(text);
    let at = ordinal.span.start as usize + whole.rfind(mark)?;
    Some(Span::new(at, text.len() - text[at..].trim_start_matches(mark).len()))
}

fn edit(view: &DocumentView<'_>, node: &Node, right: &str) -> Option<Edit> {
    Some(Edit::new(Loc { block: node.heading.block, span: mark_span(view, node)? }, right))
}

fn report(view: &DocumentView<'_>, node: &Node, right: &str, edits: Vec<Edit>, all: bool) -> Finding {
    let here = shown(view, node);
    let mark = node.ordinal.and_then(|o| o.form.mark).unwrap_or(' ');
    let bare = here.trim_end_matches(mark);
    let wanted = format!("{bare}{}", right.trim());
    // What carries no mark of an ordinal may yet be a number.
    let doubtful = node.ordinal.is_some_and(|o| o.style == OrdinalStyle::Arabic && o.form.mark != Some('。'));
    let fix = if doubtful && !matches!(mark, '、') { Fix::unsafe_ } else { Fix::safe };
    let (zh, en) = if all { ("，这一组都如此", " (the whole series)") } else { ("", "") };
    Finding::new(
        marker(node),
        Message::new(
            format!("“{here}”应写作“{wanted}”（GB/T 15834 附录B.3）{zh}"),
            format!("“{here}” should be “{wanted}” (GB/T 15834, B.3){en}"),
        ),
    )
    .fix(fix(Message::new(format!("改为“{wanted}”"), format!("Change to “{wanted}”")), edits))
}
