//! `colon-nested`: a colon inside the scope of a colon.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{here, quoted, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "colon-nested",
    group: Group::Punctuation,
    severity: Severity::Hint,
    on: false,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "冒号套冒号", en: "A colon inside the scope of a colon" },
    docs: "## 检查什么\n\n一句之内，冒号的提示范围里又用冒号。\n\n## 为什么\n\nGB/T 15834—2011 第4.7.3.5条：一个句子内部一般不套用冒号。\n\n## 误报与边界\n\n行首标题后的冒号、时刻、比例、“一是：”这类序次语、引号和括号内的冒号、表格式的“名称：数值”列举不报。默认关闭。\n\n在112份公开报告（182万字）上未逐处核对，故默认关闭。",
    docs_en: "A colon within the scope of another colon in one sentence. Heading colons, times, ratios and quoted text are left alone. Off by default.",
    options: &[],
    triggers: &["："],
    examples: &[
        Example::pass("重点抓好三项工作：一是投资，二是消费。"),
        Example::pass("坚持原则：快。保障：稳。"),
        Example::fail("会议强调要做到：统筹推进⟦：⟧抓投资，抓消费。"),
    ],
    check: Check::Block(check),
};

/// How far the scope of a colon is looked at, in bytes.
const WINDOW: u32 = 240;

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    let mut previous: Option<Span> = None;
    for colon in view.hits() {
        if quoted(text, colon.start as usize) {
            continue;
        }
        if let Some(first) = previous
            && colon.start - first.end < WINDOW
            && !text[first.end as usize..colon.start as usize]
                .contains(['。', '；', '！', '？', '“', '（', '\u{3000}', ' '])
        {
            found.push(report(here(colon), "一句之内冒号套用冒号", "a colon inside the scope of a colon"));
        }
        previous = Some(colon);
    }
}
