//! `character-lost`: a question mark that stands for a lost character.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{after, before, here, perhaps, report};
use crate::style::width::{is_chinese, is_question};

/// The rule.
pub const RULE: Rule = Rule {
    code: "character-lost",
    group: Group::Text,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "丢失的字符", en: "A lost character" },
    docs: "## 检查什么\n\n中文里不是发问的半角问号：云岭?古城、“7?21”、35μg/m?、1.?加快建设。转码时认不得的字符（间隔号、生僻字、上标、不间断空格）就成了它。\n\n## 为什么\n\n原来的字符已经丢失，须查原稿；改成全角问号只会掩盖痕迹。\n\n## 误报与边界\n\n所在句有疑问词（吗、什么、怎、何……）的是问号，不报；网址、西文、连用的问号不报。能看出原字符的给出修改，须经确认。",
    docs_en: "A half-width question mark in Chinese text that asks nothing stands for a character that was lost in a conversion (a middle dot, a rare character, a superscript, a no-break space).",
    options: &[],
    triggers: &["?"],
    examples: &[
        Example::pass("钱从哪里来?"),
        Example::pass("详见https://example.org/a?b=1"),
        Example::pass("云岭市?？"),
        Example::fixed("打造“云岭⟦?⟧古城”品牌", "打造“云岭·古城”品牌"),
        Example::fixed("妥善处置“7⟦?⟧21”山洪", "妥善处置“7·21”山洪"),
        Example::fixed("浓度降至35μg/m⟦?⟧。", "浓度降至35μg/m³。"),
        Example::fixed("1.⟦?⟧加快建设\n2.抓好落实", "1.加快建设\n2.抓好落实"),
        Example::fixed("实施“双百工程”⟦?⟧建设", "实施“双百工程”建设"),
        Example::fail("推进河道治理、⟦?⟧水河东岸整治"),
        Example::fail("代市长⟦?⟧ 朱某"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for sign in view.hits() {
        let (start, end) = (sign.start as usize, sign.end as usize);
        let (left, right) = (before(text, start), after(text, end));
        let mark = |c: Option<char>| c.is_some_and(|c| matches!(c, '?' | '!' | '？' | '！'));
        if mark(left)
            || mark(right)
            || view.block.lexis.damage.iter().any(|d| d.overlaps(sign))
            || is_question(text, start)
        {
            continue;
        }
        let Some(was) = was(&text[..start], &text[end..]) else { continue };
        let finding = report(here(sign), "“?”处疑丢失字符，请查原稿", "a character was probably lost here");
        found.push(match was {
            Was::Unknown => finding,
            Was::Blank => finding.fix(perhaps(here(sign), "")),
            Was::Sign(sign_text) => finding.fix(perhaps(here(sign), sign_text)),
        });
    }
}

/// What a lost character was.
enum Was {
    Blank,
    Sign(&'static str),
    Unknown,
}

/// What stood between two texts; `None` where nothing in Chinese text was lost.
fn was(head: &str, tail: &str) -> Option<Was> {
    let (left, right) = (head.chars().next_back()?, tail.chars().next());
    // A half-width mark stands for a full-width one.
    let is_chinese = |c: char| is_chinese(c) || matches!(c, ',' | ';' | ':' | '(' | ')');
    let chinese = |c: char| is_chinese(c) && !",;:()，。；：、！？".contains(c);
    let after_unit = ["g/m", "km", "公里/m"].iter().any(|u| head.ends_with(u));
    let closed = right.is_none_or(|c| is_chinese(c) || matches!(c, ')' | ' '));
    if after_unit && closed {
        return Some(Was::Sign(if head.ends_with("km") { "²" } else { "³" }));
    }
    let next = right.filter(|c| *c != ' ').or_else(|| tail.trim_start_matches(' ').chars().next());
    let followed = next.is_some_and(is_chinese);
    if left == '.' {
        let label = head.trim_start().trim_end_matches('.');
        return (followed && !label.is_empty() && label.bytes().all(|b| b.is_ascii_digit())).then_some(Was::Blank);
    }
    if left.is_ascii_digit() && right.is_some_and(|c| c.is_ascii_digit()) {
        let quoted = head.trim_end_matches(|c: char| c.is_ascii_digit()).ends_with('“');
        return quoted.then_some(Was::Sign("·"));
    }
    if "”》".contains(left) {
        return right.is_none_or(|c| is_chinese(c) || c == ' ').then_some(Was::Blank);
    }
    if !is_chinese(left) || !followed {
        return None;
    }
    Some(if chinese(left) && right.is_some_and(chinese) { Was::Sign("·") } else { Was::Unknown })
}
