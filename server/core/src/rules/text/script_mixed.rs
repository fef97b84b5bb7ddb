//! `script-mixed`: mixed scripts.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::rules::common::report;
use crate::style::{TOKENS, Token};
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "script-mixed",
    group: Group::Text,
    severity: Severity::Hint,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "繁简混用", en: "Mixed scripts" },
    docs: "## 检查什么\n\n简体稿里夹着繁体字，或繁体稿里夹着简体字。\n\n## 为什么\n\n《国家通用语言文字法》第3条：国家机关以规范汉字为公务用字；同一文稿用字应一致。\n\n## 误报与边界\n\n只看只属于一种字体的字；异常字超过二十个或占百分之二以上，视为两种文字并用（引文、姓名），不报。\n\n在1,004份公开报告和公文（1,686万字）上没有报告，真伪都未见实例。",
    docs_en: "Characters of the other script in a draft. Only characters that belong to one script alone count; many of them are taken for quotations.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("推进重大项目建设，发展产业，服务企业。"),
        Example::pass("推進重大項目建設，發展產業，服務企業。"),
        Example::fail("推进重大项目建设，⟦發⟧展产业，服务企业，为了国家，万众一心。"),
    ],
    check: Check::OfDamage(&Check::Document(check)),
};

/// More than this many are another script, not slips.
const MOST: usize = 20;

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let counters = view.style.counters;
    let (few, many) = if view.style.traditional() {
        (counters.simplified, counters.traditional)
    } else {
        (counters.traditional, counters.simplified)
    };
    if few == 0 || few as usize > MOST || few * 50 > many && few > 1 {
        return;
    }
    let traditional = view.style.traditional();
    let other = if traditional { Token::Simplified } else { Token::Traditional };
    for (i, block) in view.blocks.iter().enumerate() {
        let style = block.lexis.style;
        if (if traditional { style.simplified } else { style.traditional }) == 0 {
            continue;
        }
        for (at, c) in block.text.char_indices() {
            let mut utf8 = [0; 4];
            let c: &str = c.encode_utf8(&mut utf8);
            if TOKENS.iter().any(|(word, token)| *token == other && *word == c) {
                let (zh, en) = if traditional {
                    ("繁体稿里的简体字", "a simplified character in a traditional draft")
                } else {
                    ("简体稿里的繁体字", "a traditional character in a simplified draft")
                };
                found.push(report(
                    Loc::new(i, Span::new(at, at + c.len())),
                    format!("{zh}“{c}”"),
                    format!("{en}: “{c}”"),
                ));
            }
        }
    }
}
