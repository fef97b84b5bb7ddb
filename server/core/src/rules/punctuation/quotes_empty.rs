//! `quotes-empty`: quotation marks around nothing.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::reading::quotations;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{here, near_after, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "quotes-empty",
    group: Group::Punctuation,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "引号、书名号里没有字", en: "Quotation marks around nothing" },
    docs: "## 检查什么\n\n引号、书名号里空着：引进“”，印发《》。\n\n## 为什么\n\n其中的名称脱落，或还没有填上。\n\n## 误报与边界\n\n说到引号本身的（用“”标示）也会报。圆括号由“占位内容未填”一条处理。\n\n在877篇公开报告和127份文稿上报告1处，属实。",
    docs_en: "Quotation or title marks around nothing: the name in them was lost, or is still to come.",
    options: &[],
    triggers: &["“", "《"],
    examples: &[
        Example::pass("推进”双创“”四好“建设"),
        Example::pass("落实“双减”，印发《规划》"),
        Example::pass("他说“”\n好”"),
        Example::fail("引进高端人才⟦“”⟧，建成基地"),
        Example::fail("印发⟦《 》⟧，抓好落实"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    // ”双创“”四好“: the end of one quotation and the start of the next, each turned round.
    let mut turned = None;
    for open in view.hits() {
        let close = if open.of(text) == "“" { '”' } else { '》' };
        let rest = near_after(text, open.end as usize);
        let inner = rest.trim_start_matches([' ', '\u{3000}']);
        // At the end of the line the rest may stand in the next.
        let goes_on = inner.strip_prefix(close).is_some_and(|tail| !tail.trim().is_empty());
        if goes_on && !turned.get_or_insert_with(|| quotations::odd(text)).iter().any(|q| q.close == open) {
            let end = open.end as usize + rest.len() - inner.len() + close.len_utf8();
            let all = here(Span::new(open.start as usize, end));
            found.push(report(all, "引号、书名号里没有字", "nothing stands between the marks"));
        }
    }
}
