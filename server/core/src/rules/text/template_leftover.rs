//! `template-leftover`: a template variable was left.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{after, before, here, is_han, near_after, near_before, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "template-leftover",
    group: Group::Text,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "模板变量残留", en: "A template variable was left" },
    docs: "## 检查什么\n\n替换失败留下的变量：$1、$1.$2、${name}、{{name}}；Word公式没有转换过来留下的“公式”（“六稳”公式，）。\n\n## 为什么\n\n批量替换或公文模板没有填上，原样留在了文中。\n\n## 误报与边界\n\n价格（$100、$5亿）不报。\n\n在1,004份公开报告和公文（1,686万字）上报告3处（3份），读了3处，都属实。",
    docs_en: "Variables that a replacement or a template left: $1, ${name}, {{name}}. Prices are left alone.",
    options: &[],
    triggers: &["$", "{{", "公式"],
    examples: &[
        Example::pass("投资$100万"),
        Example::pass("约$5亿元"),
        Example::pass("售价$3"),
        Example::fail("加强⟦$1⟧建设"),
        Example::fail("增长⟦$1.$2⟧个百分点，新增２⟦$1.$2⟧万吨"),
        Example::fail("致⟦${name}⟧"),
        Example::fail("现将⟦{{title}}⟧印发"),
        Example::fail("扎实做好“六稳”⟦公式⟧工作，落实“三保”⟦公式⟧，新建校舍200间；⟦公式⟧开工30间"),
        Example::pass("利率的计算公式为甲，探索公式化模式，按上述公式计算，运用“勾股”公式。"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for word in view.hits() {
        let (start, end) = (word.start as usize, word.end as usize);
        let rest = near_after(text, end);
        if word.of(text) == "公式" {
            if lost_equation(text, start, rest) {
                let (zh, en) = (
                    "注码或公式没有转换过来，只留下“公式”二字",
                    "a note mark or an equation was lost: 公式 stands for it",
                );
                found.push(report(here(word), zh, en));
            }
            continue;
        }
        let braces = if word.of(text) == "{{" {
            rest.find("}}").map(|i| i + 2)
        } else {
            rest.strip_prefix('{').and_then(|r| r.find('}')).map(|i| i + 2)
        };
        let length = match braces {
            Some(n) if n <= 40 => n,
            // 增长$1.$2倍: a replacement that lost the digits.
            _ if word.len() == 1 && groups(rest) > 0 => groups(rest),
            // Its second half.
            _ if text[..start].ends_with('.') => continue,
            _ if word.len() == 1 => {
                let digit = rest.starts_with(|c: char| c.is_ascii_digit());
                let next = after(text, end + 1);
                let price = next.is_none_or(|c| !is_han(c) || "万亿千百元美块每".contains(c));
                if !digit || price || !before(text, start).is_some_and(is_han) {
                    continue;
                }
                1
            }
            _ => continue,
        };
        found.push(report(
            here(Span::new(start, end + length)),
            "模板变量未替换",
            "a template variable was not replaced",
        ));
    }
}

/// “六稳”公式，…；公式开工建设: what Word puts in place of an equation. Not 计算公式, 公式化, 公式为.
fn lost_equation(text: &str, start: usize, rest: &str) -> bool {
    let head = before(text, start);
    let apart = head.is_some_and(|c| matches!(c, '”' | '》' | '；' | '。' | '，'));
    let speaks = ["化", "为", "：", ":", "计", "中", "如", "法", "求", "推", "是", "和", "与", "相", "）", "”", "的"];
    apart && !rest.is_empty() && !speaks.iter().any(|w| rest.starts_with(w)) && !near_before(text, start).contains("算")
}

/// Length of `1.$2` behind a dollar sign; 0 where nothing of the kind stands.
fn groups(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let hit = matches!(bytes, [a, b'.', b'$', b, ..] if a.is_ascii_digit() && b.is_ascii_digit());
    if hit { 4 } else { 0 }
}
