//! `percent-over-100`: a share over one hundred percent.

use crate::figures::Decimal;
use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{decimal, here, number_after, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "percent-over-100",
    group: Group::Figures,
    severity: Severity::Hint,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "比率超过百分之百", en: "A share over one hundred percent" },
    docs: "## 检查什么\n\n覆盖率、占比、合格率等不可能超过100%的指标超过了100%。\n\n## 为什么\n\n部分不大于整体。\n\n## 误报与边界\n\n完成率、增长率、毛入学率、拨备覆盖率、负债率、宽带和电话普及率等可以超过100%，不报；恰为100%不报。\n\n在1,004份公开报告和公文（1,686万字）上没有报告，真伪都未见实例。",
    docs_en: "A share that cannot exceed the whole (覆盖率, 占比, 合格率) above 100%. Rates that may (完成率, 毛入学率, 拨备覆盖率) are left alone.",
    options: &[],
    triggers: &[
        "覆盖率",
        "占比",
        "比重",
        "普及率",
        "合格率",
        "达标率",
        "满意率",
        "城镇化率",
        "处理率",
        "绿化率",
        "入住率",
        "办结率",
        "优良率",
        "化率",
    ],
    examples: &[
        Example::pass("覆盖率100%"),
        Example::pass("完成率112.4%"),
        Example::pass("拨备覆盖率150%"),
        Example::pass("占比提高到20%"),
        Example::pass("固定宽带普及率105%，光网覆盖率达到220%"),
        Example::fail("森林覆盖率⟦120%⟧"),
        Example::fail("合格率达到⟦102.5%⟧"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    let mut last = 0;
    for word in view.hits() {
        let (start, end) = (word.start as usize, word.end as usize);
        let rest = &text[end..];
        let verb = ["达到", "提高到", "提升到", "稳定在", "保持在", "达", "为", "是", "超过"]
            .iter()
            .find(|v| rest.starts_with(**v));
        let from = end + verb.map_or(0, |v| v.len());
        let Some(number) = number_after(text, from) else { continue };
        let sign = text[number.end as usize..].chars().next().filter(|c| matches!(c, '%' | '％'));
        let Some(sign) = sign else { continue };
        if decimal(number.of(text)).is_none_or(|n| n <= Decimal::ONE_HUNDRED) || number.start <= last {
            continue;
        }
        last = number.start;
        // Connections may outnumber those who have them.
        if ["拨备", "流动性", "备付", "准备金", "偿债", "保障", "宽带", "光网", "网络", "电话", "手机", "移动", "光纤"]
            .iter()
            .any(|w| text[..start].ends_with(w))
        {
            continue;
        }
        let all = here(Span::new(number.start as usize, number.end as usize + sign.len_utf8()));
        found.push(report(
            all,
            format!("“{}”不应超过100%", word.of(text)),
            format!("“{}” cannot exceed 100%", word.of(text)),
        ));
    }
}
