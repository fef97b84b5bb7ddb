//! `unit-style`: the form of a unit.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{here, perhaps, report};

/// The rule.
pub const RULE: Rule = Rule {
    code: "unit-style",
    group: Group::Figures,
    severity: Severity::Hint,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "计量单位写法", en: "The form of a unit" },
    docs: "## 检查什么\n\nm2、㎡、平米、KM 等与汉字单位混用：1200平米、3.5KM。\n\n## 为什么\n\nGB 3100—1993、GB/T 9704—2012 第9章：公文用法定计量单位，汉字行文中用中文单位名称。\n\n## 误报与边界\n\nPM2.5 等代号里的字母不报；括号里的英文单位（μg/m³）不报。\n\n在1,004份公开报告和公文（1,686万字）上报告16处（14份），读了5处，都属实。",
    docs_en: "平米, m2, ㎡ or KM for 平方米 and 公里 in Chinese text.",
    options: &[],
    triggers: &["平米", "m2", "㎡", "m²", "KM", "Km", "km"],
    examples: &[
        Example::pass("1200平方米"),
        Example::pass("PM2.5"),
        Example::pass("浓度（35μg/m²）"),
        Example::fixed("新建1200⟦平米⟧", "新建1200平方米"),
        Example::fixed("扩建3万⟦㎡⟧", "扩建3万平方米"),
        Example::fixed("长3.5⟦km⟧", "长3.5公里"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for word in view.hits() {
        let head = text[..word.start as usize].trim_end_matches(['万', '亿', '多', '余', ' ']);
        let rest = &text[word.end as usize..];
        if !head.ends_with(|c: char| c.is_ascii_digit())
            || rest.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '²' | '2'))
        {
            continue;
        }
        let name = if matches!(word.of(text), "KM" | "Km" | "km") { "公里" } else { "平方米" };
        found.push(
            report(here(word), format!("行文中用“{name}”"), format!("in running text: {name}"))
                .fix(perhaps(here(word), name)),
        );
    }
}
