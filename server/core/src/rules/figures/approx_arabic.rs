//! `approx-arabic`: 几 beside arabic digits.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{before, here, perhaps, report};
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "approx-arabic",
    group: Group::Figures,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "“几”与阿拉伯数字连用", en: "几 beside Arabic digits" },
    docs: "## 检查什么\n\n“几”与阿拉伯数字连用：20几个、几10个、3几万。\n\n## 为什么\n\nGB/T 15835—2011 第4.2.2条：含“几”的概数用汉字：二十几个、几千。\n\n## 误报与边界\n\n“20几乎”等“几”另成词的不报。\n\n在1,004份公开报告和公文（1,686万字）上没有报告，真伪都未见实例。",
    docs_en: "几 beside Arabic digits (20几个): approximations with 几 are written in Chinese (GB/T 15835-2011, 4.2.2).",
    options: &[],
    triggers: &["几"],
    examples: &[
        Example::pass("二十几个"),
        Example::pass("几十个"),
        Example::pass("增长20几乎翻番"),
        Example::pass("几何级数"),
        Example::fixed("新增⟦20几⟧个", "新增二十几个"),
        Example::fail("开展⟦几10⟧次"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for word in view.hits() {
        let (start, end) = (word.start as usize, word.end as usize);
        let digits = text[..start].bytes().rev().take_while(u8::is_ascii_digit).count();
        let behind = text[end..].bytes().take_while(u8::is_ascii_digit).count();
        if (1..=3).contains(&digits) && !text[end..].starts_with(['乎', '何', '分']) {
            let from = start - digits;
            if before(text, from).is_some_and(|c| c.is_ascii_alphabetic() || "第.-".contains(c)) {
                continue;
            }
            let all = here(Span::new(from, end));
            let mut finding = push(all);
            if let ([tens @ b'1'..=b'9', b'0'], 2) = (&text.as_bytes()[from..start], digits) {
                let tens = "一二三四五六七八九".chars().nth((tens - b'1') as usize).unwrap_or_default();
                let tens = if tens == '一' { String::new() } else { tens.to_string() };
                finding = finding.fix(perhaps(all, format!("{tens}十几")));
            }
            found.push(finding);
        } else if (2..=4).contains(&behind) {
            found.push(push(here(Span::new(start, end + behind))));
        }
    }
}

fn push(all: Loc) -> Finding {
    report(all, "含“几”的概数用汉字", "approximations with 几 are written in Chinese")
}
