//! `paren-nested-same`: a bracket inside one of its own form.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{here, quoted, report};
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
    docs: "## 检查什么\n\n圆括号里又用圆括号：（含开发区（青禾））。\n\n## 为什么\n\nGB/T 15834—2011 第4.9.3.6条：括号套用时外层用方括号或六角括号等不同形式。\n\n## 误报与边界\n\n序号的括号（（一）、1））、书名号里的括号不报。\n\n在1,004份公开报告和公文（1,686万字）上报告3处（2份），未逐处读。",
    docs_en: "Round brackets inside round brackets (GB/T 15834-2011, 4.9.3.6). Brackets of ordinals are left alone.",
    options: &[],
    triggers: &["（", "("],
    examples: &[
        Example::pass("增长（含开发区）8%（见附件）"),
        Example::pass("条款（见第三条（一）项）"),
        Example::fail("云岭市（含开发区⟦（青禾）⟧）增长"),
        Example::fail("云岭市(含开发区⟦(青禾)⟧)增长"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    if view.hits().nth(1).is_none() {
        return;
    }
    // Half-width brackets count where they stand for full-width ones, not in formulas and code.
    let half = if text.contains(['(', ')']) { view.block.lexis.half_marks(text, view.kind) } else { Vec::new() };
    let counts = |at: usize| half.binary_search_by_key(&at, |m| m.span.start as usize).is_ok_and(|i| half[i].bracket);
    let brackets: Vec<(usize, usize, bool)> = text
        .char_indices()
        .filter(|(at, c)| matches!(c, '（' | '）') || (matches!(c, '(' | ')') && counts(*at)))
        .map(|(at, c)| (at, at + c.len_utf8(), matches!(c, '（' | '(')))
        .collect();
    for around in brackets.windows(4) {
        let [(outer, _, true), (open, inside, true), (close, end, false), (outer_close, _, false)] = *around else {
            continue;
        };
        let inner = &text[inside..close];
        let numeral = inner.chars().all(|c| c.is_ascii_alphanumeric() || "一二三四五六七八九十百".contains(c));
        let near = open - outer <= 240 && close - inside < 120 && outer_close - end < 240;
        if numeral || !near || text[outer..open].contains('。') || quoted(text, open) {
            continue;
        }
        found.push(report(
            here(Span::new(open, end)),
            "圆括号套用圆括号，外层宜用方括号或六角括号",
            "round brackets inside round brackets: use another form outside",
        ));
    }
}
