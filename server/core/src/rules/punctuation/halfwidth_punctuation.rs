//! `halfwidth-punctuation`: half-width marks and brackets in Chinese text.

use super::repeated_punct::are_doubled;
use crate::config::Profile;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule, RuleOption};
use crate::rules::common::{after, before};
use crate::style::width::HalfMark;
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "halfwidth-punctuation",
    group: Group::Punctuation,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Safe,
    since: "0.1.0",
    title: StaticMessage { zh: "半角标点", en: "Half-width punctuation" },
    docs: "## 检查什么\n\n中文里的半角逗号、分号、冒号、问号、叹号和括号。全文都用全角、个别处用半角时，逐处报告；半角是全文习惯（占多数，或超过 `limit` 处）时，只在第一处给一条提示，由一个动作全部改正。\n\n## 为什么\n\nGB/T 15834—2011 第5.1条及其表：中文标点占一个字位置，即全角。\n\n## 误报与边界\n\n时刻 15:40、比例尺 1:500、数字 12,345、网址、西文句子、Markdown 标记、`&rdquo;` 这类字符实体、疑似乱码的 `?!` 均不报。全文习惯的改正不属于“全部修复”，除非按国标（`profile = \"gb\"`）检查或点名本规则。\n\n在112份公开报告（182万字）上报告70处，逐一看过，另有4处落在网页导航残留的行里（“分享:”），其余误报0处。\n\n## 选项\n\n`limit`：半角标点超过多少处即视为全文习惯，默认 20。",
    docs_en: "Half-width , ; : ? ! ( ) in Chinese text (GB/T 15834-2011, 5.1). Single ones in a full-width draft are reported one by one; a document-wide habit is one hint with one action. Times, scales, numbers, addresses, Latin text and Markdown syntax are left alone.",
    options: &[RuleOption {
        name: "limit",
        default: "20",
        about: StaticMessage {
            zh: "半角标点超过多少处即视为全文习惯",
            en: "More half-width marks than this are a habit of the document",
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
            "(一)深化改革⟦,⟧扩大开放;稳定增长:调整结构,改善民生。",
            "（一）深化改革，扩大开放；稳定增长：调整结构，改善民生。",
        ),
    ],
    check: Check::Habit { check, mend: widen },
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let counters = view.style.counters;
    let total = counters.half_marks + counters.half_brackets;
    if total == 0 {
        return;
    }
    let limit = u32::try_from(view.option("limit").as_u64().unwrap_or(20)).unwrap_or(u32::MAX);
    let (marks, brackets) = (view.style.half_width_marks(limit), view.style.half_width_brackets(limit));
    if marks || brackets {
        // The first mark is the better anchor: a bracket may belong to an ordinal with findings of its own.
        let anchor = places(view).find(|(_, bracket, _)| *bracket != marks).map(|(loc, ..)| loc);
        if let Some(loc) = anchor {
            found.push(of_habit(view, loc, total));
        }
        return;
    }
    for (loc, _, full) in places(view) {
        let half = view.at(loc).trim_end();
        found.push(
            Finding::new(
                loc,
                Message::new(
                    format!("半角标点“{half}”，全文用全角“{full}”"),
                    format!("half-width “{half}” where the draft uses full-width “{full}”"),
                ),
            )
            .fix(Fix::safe(
                Message::new(format!("改为“{full}”"), format!("Change to “{full}”")),
                vec![Edit::new(loc, full)],
            )),
        );
    }
}

fn of_habit(view: &DocumentView<'_>, loc: Loc, total: u32) -> Finding {
    let mut finding = Finding::new(
        loc,
        Message::new(
            format!("全文习惯使用半角标点（{total}处），公文应用全角"),
            format!("the draft uses half-width punctuation throughout ({total} places); full width is the norm"),
        ),
    )
    .fix(Fix::habit(
        RULE.code,
        Message::new(format!("全文{total}处半角标点改为全角"), format!("Make all {total} marks full-width")),
    ));
    if view.settings.profile != Profile::Gb {
        finding.severity = Severity::Hint;
    }
    finding
}

fn widen(view: &DocumentView<'_>) -> Vec<Edit> {
    places(view).map(|(loc, _, full)| Edit::new(loc, full)).collect()
}

/// Half-width marks of the whole draft: place, whether a bracket, full-width form.
fn places<'a>(view: &DocumentView<'a>) -> impl Iterator<Item = (Loc, bool, &'static str)> + 'a {
    let kind = view.kind;
    let blocks = view.blocks.iter().enumerate();
    let with = blocks.filter(|(_, b)| b.lexis.style.half_marks + b.lexis.style.half_brackets > 0);
    with.flat_map(move |(i, b)| {
        let marks = b.lexis.half_marks(&b.text, kind).into_iter();
        let single = move |m: &HalfMark| m.bracket || !is_doubled(&b.text, m.span);
        marks.filter(single).map(move |m| (Loc::new(i, m.span), m.bracket, m.full))
    })
}

/// Whether the mark at a place stands beside another where one belongs: which of them stays is not a matter of width.
fn is_doubled(text: &str, span: Span) -> bool {
    let Some(mark) = after(text, span.start as usize) else { return false };
    let (previous, next) = (before(text, span.start as usize), after(text, span.end as usize));
    previous.is_some_and(|c| are_doubled(c, mark)) || next.is_some_and(|c| are_doubled(mark, c))
}
