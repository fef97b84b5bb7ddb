//! `percent-vs-point`: a change of a percentage is in points.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Edit, Finding, Fix, Severity};
use crate::message::{Message, StaticMessage};
use crate::rules::common::{here, re, report};
use crate::rules::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "percent-vs-point",
    group: Group::Figures,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage {
        zh: "百分数的变化应用“个百分点”", en: "A change of a percentage is in points"
    },
    docs: "## 检查什么\n\n比重、占比、覆盖率等百分数指标的升降用了“%”：占比提高2.5%，应为2.5个百分点；先说水平、再说升降的也算：城镇化率达到56.3%，比上年提高1.2%。\n\n## 为什么\n\n百分数之差以百分点计；占比由20%提高到22.5%，是提高2.5个百分点，不是2.5%。\n\n## 误报与边界\n\n“提高到”“达到”之后是水平，不报；效率、税率、汇率、增长率、劳动生产率等可以按百分比升降，不报；发案率、死亡率等常说相对降幅，不报。\n\n在112份公开报告（182万字）上没有报告，即没有误报。",
    docs_en: "The change of a share (比重, 占比, 覆盖率 …) is in percentage points. Rates that may change by a percentage (效率, 汇率, 劳动生产率, 死亡率) are left alone.",
    options: &[],
    triggers: &[
        "比重",
        "占比",
        "份额",
        "覆盖率",
        "城镇化率",
        "城市化率",
        "普及率",
        "绿化率",
        "合格率",
        "达标率",
        "满意率",
        "入学率",
        "参保率",
        "巩固率",
        "贡献率",
        "就业率",
        "自给率",
        "利用率",
        "處理率",
        "处理率",
        "覆蓋率",
        "城鎮化率",
        "满意度",
        "失业率",
        "发生率",
    ],
    examples: &[
        Example::pass("占比提高到20%"),
        Example::pass("比重提高2.5个百分点"),
        Example::pass("效率提高20%"),
        Example::pass("覆盖率达95%"),
        Example::pass("比重大的产业增长5%"),
        Example::fixed("高技术产业占比⟦提高2.5%⟧。", "高技术产业占比提高2.5个百分点。"),
        Example::fixed("森林覆盖率⟦提升了1.2％⟧", "森林覆盖率提升了1.2个百分点"),
        Example::fixed("城镇化率达到56.3%，比上年⟦提高1.2%⟧。", "城镇化率达到56.3%，比上年提高1.2个百分点。"),
        Example::fixed("覆盖率由12.8%下降到3.2%，⟦下降9.6%⟧", "覆盖率由12.8%下降到3.2%，下降9.6个百分点"),
        Example::fixed("贫困发生率由12.8%下降到3.2%，⟦下降9.6%⟧", "贫困发生率由12.8%下降到3.2%，下降9.6个百分点"),
        Example::pass("事故发生率下降20%"),
        Example::pass("城镇化率达到56.3%，工业投资比上年提高1.2%。"),
    ],
    check: Check::Block(check),
};

static CHANGE: LazyLock<Regex> = LazyLock::new(|| {
    re(
        r"^(?<level>(?:达到?|为|稳定在|保持在|提高到|提升到|上升到|下降到|降至|降到|升至|[由从][0-9.]+[%％](?:提高|提升|上升|增加|下降|降低|回落|减少)[到至])?了?[0-9]+(?:\.[0-9]+)?[%％]，)?(?:(?:同比|比上年|较上年|比去年|较去年|年均|平均|每年|累计|再|又|分别)(?:末|底)?)?(?<verb>提高|提升|上升|增加|扩大|下降|降低|回落|减少)(?:了)?(?<n>[0-9]+(?:\.[0-9]+)?)(?<sign>[%％])",
    )
});

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for word in view.hits() {
        let from = word.end as usize;
        let Some(change) = CHANGE.captures(&text[from..]) else { continue };
        // 事故发生率下降20% is a relative change: only between two levels it is none.
        if word.of(text) == "发生率" && change.name("level").is_none() {
            continue;
        }
        let (Some(verb), Some(sign)) = (change.name("verb"), change.name("sign")) else { continue };
        if text[from + sign.end()..].starts_with(['个', '個', '%', '％']) {
            continue;
        }
        found.push(
            report(
                here(Span::new(from + verb.start(), from + sign.end())),
                format!("“{}”的升降用“个百分点”", word.of(text)),
                format!("the change of “{}” is given in percentage points", word.of(text)),
            )
            .fix(Fix::unsafe_(
                Message::new("“%”改为“个百分点”", "Change “%” to “个百分点”"),
                vec![Edit::new(here(Span::new(from + sign.start(), from + sign.end())), "个百分点")],
            )),
        );
    }
}
