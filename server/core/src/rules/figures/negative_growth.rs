//! `negative-growth`: a growth verb before a negative number.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{before, here, perhaps, re, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "negative-growth",
    group: Group::Figures,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "增长后接负数", en: "A growth verb before a negative number" },
    docs: "## 检查什么\n\n“增长”“提高”“增加”等之后直接写负数：增长-13.8%。\n\n## 为什么\n\n方向由动词表示：应写“下降13.8%”；“增长-13.8%”正负相抵，读来含混。\n\n## 误报与边界\n\n“增长率-2%”“增速-2%”是水平，不报；“增长5-6%”是区间，不报。\n\n在1,004份公开报告和公文（1,686万字）上报告7处（5份），读了7处，都属实。",
    docs_en: "A verb of growth before a negative number (增长-13.8%): write 下降13.8%. Levels (增速-2%) and ranges are left alone.",
    options: &[],
    triggers: &["增长", "增加", "提高", "上升", "提升", "下降", "降低", "减少"],
    examples: &[
        Example::pass("增长5-6%"),
        Example::pass("增速-2%"),
        Example::pass("增长率为-2%"),
        Example::pass("下降13.8%"),
        Example::fixed("年均⟦增长-13.8%⟧。", "年均下降13.8%。"),
        Example::fixed("收入⟦增长－2.6％⟧", "收入下降2.6％"),
    ],
    check: Check::Block(check),
};

static NEGATIVE: LazyLock<Regex> =
    LazyLock::new(|| re(r"^(?:了)? ?[-－−–—](?<n>[0-9]+(?:\.[0-9]+)?(?:[%％]|个百分点|万|亿|元))"));

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for word in view.hits() {
        let from = word.end as usize;
        let Some(number) = NEGATIVE.captures(&text[from..]) else { continue };
        let Some(n) = number.name("n") else { continue };
        if before(text, word.start as usize) == Some('负') {
            continue;
        }
        let verb = word.of(text);
        let all = here(Span::new(word.start as usize, from + n.end()));
        let turned = match verb {
            "增长" | "上升" | "提升" => "下降",
            "增加" => "减少",
            "提高" => "降低",
            _ => "",
        };
        let finding = report(
            all,
            format!("“{verb}”后接负数，方向含混"),
            format!("a negative number after “{verb}”: say the direction once"),
        );
        let mended = if turned.is_empty() { verb } else { turned };
        found.push(finding.fix(perhaps(all, format!("{mended}{}", n.as_str()))));
    }
}
