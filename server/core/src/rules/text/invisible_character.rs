//! `invisible-character`: an invisible character.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{after, before, here, report, safely};

/// The rule.
pub const RULE: Rule = Rule {
    code: "invisible-character",
    group: Group::Text,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Safe,
    since: "0.1.0",
    title: StaticMessage { zh: "不可见字符", en: "An invisible character" },
    docs: "## 检查什么\n\n零宽空格、零宽连接符、双向控制符、软连字符、控制字符等看不见的字符。\n\n## 为什么\n\n不可见字符会使查找、统计和排版出错；数字中间的零宽字符使数值不可识别。\n\n## 误报与边界\n\n文件开头的编码标记、表情符号中的连接符、制表符不报。\n\n在1,004份公开报告和公文（1,686万字）上没有报告，真伪都未见实例。",
    docs_en: "Zero-width, bidirectional and other control characters, soft hyphens. A byte order mark at the start and joiners inside emoji are left alone.",
    options: &[],
    triggers: &[
        "\u{200b}", "\u{200c}", "\u{200d}", "\u{200e}", "\u{200f}", "\u{2060}", "\u{feff}", "\u{ad}", "\u{202a}",
        "\u{202b}", "\u{202c}", "\u{202d}", "\u{202e}", "\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}", "\u{0}",
        "\u{1}", "\u{2}", "\u{3}", "\u{7}", "\u{8}", "\u{1b}", "\u{7f}",
    ],
    examples: &[
        Example::pass("\u{feff}云岭市"),
        Example::pass("家庭👨‍👩‍👧"),
        Example::fixed("增长⟦\u{200b}⟧8%", "增长8%"),
        Example::fixed("云岭市⟦\u{ad}⟧发展", "云岭市发展"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for hit in view.hits() {
        let (start, end) = (hit.start as usize, hit.end as usize);
        let c = hit.of(text).chars().next().unwrap_or_default();
        let emoji =
            |c: Option<char>| c.is_some_and(|c| c >= '\u{1f000}' || matches!(c, '\u{2600}'..='\u{27bf}' | '\u{fe0f}'));
        if c == '\u{feff}' && start == 0 || c == '\u{200d}' && (emoji(before(text, start)) || emoji(after(text, end))) {
            continue;
        }
        let all = here(hit);
        found.push(
            report(
                all,
                format!("不可见字符 U+{:04X}", u32::from(c)),
                format!("invisible character U+{:04X}", u32::from(c)),
            )
            .fix(safely(all, "")),
        );
    }
}
