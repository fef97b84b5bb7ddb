//! `percent-vs-point`: a change of a percentage is in points.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::finding::{Edit, Finding, Fix, Severity};
use crate::message::{Message, StaticMessage};
use crate::reading::segments::last_statement;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{decimal, here, is_han, near_after, near_before, number_before, perhaps, re, report};
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
    docs: "## 检查什么\n\n比重、占比、覆盖率等百分数指标的升降用了“%”：占比提高2.5%，应为2.5个百分点；先说水平、再说升降的也算：城镇化率达到56.3%，比上年提高1.2%；没有列名的“…率”和“占…的N%”，紧接着说升降、且幅度小于水平的才算：结案率97.2%，同比上升6.7%。“百分点”前漏了“个”也报。\n\n## 为什么\n\n百分数之差以百分点计；占比由20%提高到22.5%，是提高2.5个百分点，不是2.5%。\n\n## 误报与边界\n\n“提高到”“达到”之后是水平，不报；效率、税率、汇率、增长率、劳动生产率等可以按百分比升降，不报；发案率、死亡率等常说相对降幅，不报；“占…的N%”之前同句已有数字的，升降的可能是那个数，不报。\n\n在1,004份公开报告和公文（1,686万字）上报告7处（7份），读了7处，都属实。",
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
        "处理率",
        "满意度",
        "失业率",
        "发生率",
        "率",
        "占",
        "百分点",
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
        Example::fixed("规上企业资产负债率⟦下降3.1%⟧", "规上企业资产负债率下降3.1个百分点"),
        Example::fixed("银行不良率⟦降低0.5%⟧", "银行不良率降低0.5个百分点"),
        Example::fixed(
            "办结案件120件，结案率97.2%，同比⟦上升6.7%⟧。",
            "办结案件120件，结案率97.2%，同比上升6.7个百分点。",
        ),
        Example::fixed("管网通畅率98%，比2020年⟦提升3%⟧", "管网通畅率98%，比2020年提升3个百分点"),
        Example::fixed(
            "民营经济占生产总值的62.1%，同比⟦提高3.2%⟧。",
            "民营经济占生产总值的62.1%，同比提高3.2个百分点。",
        ),
        Example::fixed("占比提高2.5⟦百分点⟧。", "占比提高2.5个百分点。"),
        Example::pass("出口20亿元，占总额的62.1%，同比提高3.2%。"),
        Example::pass("发案率0.5%，同比下降20%；全员劳动生产率增幅达8%，同比提高3%。"),
        Example::pass("城镇化率达到56.3%，工业投资比上年提高1.2%。"),
    ],
    check: Check::Block(check),
};

/// Rates that change by a percentage of themselves.
const RELATIVE: [&str; 20] = [
    "增长率",
    "生产率",
    "收益率",
    "效率",
    "税率",
    "汇率",
    "利率",
    "费率",
    "周转率",
    "产出率",
    "概率",
    "频率",
    "死亡率",
    "发案率",
    "发病率",
    "犯罪率",
    "事故率",
    "投诉率",
    "上访率",
    "增速率",
];

/// Endings of rates that are shares of a whole: their change is in points, whatever stands before.
const SHARES: [&str; 20] = [
    "负债率",
    "不良率",
    "化率",
    "参与率",
    "参合率",
    "完好率",
    "优良率",
    "留存率",
    "出租率",
    "入住率",
    "空置率",
    "回收率",
    "通过率",
    "检出率",
    "控制率",
    "录取率",
    "知晓率",
    "好评率",
    "渗透率",
    "上座率",
];

static CHANGE: LazyLock<Regex> = LazyLock::new(|| {
    re(
        r"^(?<level>(?:已?达到?|为|稳定在|保持在|提高到|提升到|上升到|下降到|降至|降到|升至|[由从][0-9.]+[%％](?:提高|提升|上升|增加|下降|降低|回落|减少)[到至])?了?[0-9]+(?:\.[0-9]+)?[%％][，,])?(?:(?:同比|比上年|较上年|比去年|较去年|[比较](?:19|20)[0-9]{2}年|比年初|较年初|年均|平均|每年|累计|再|又|分别)(?:同期)?(?:末|底)?)?(?<verb>提高|提升|上升|增加|扩大|下降|降低|回落|减少)(?:了)?(?<n>[0-9]+(?:\.[0-9]+)?)(?<sign>[%％])",
    )
});

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for word in view.hits() {
        let mut from = word.end as usize;
        match word.of(text) {
            "百分点" => {
                bare_point(text, word, found);
                continue;
            }
            "占" => match share(text, from) {
                Some(at) => from = at,
                None => continue,
            },
            "率" if RULE.triggers.iter().any(|t| t.len() > '率'.len_utf8() && text[..from].ends_with(t)) => continue,
            "率" if RELATIVE.iter().any(|r| text[..from].ends_with(r)) => continue,
            _ => {}
        }
        let Some(change) = CHANGE.captures(near_after(text, from)) else { continue };
        // 负债率下降3.1%: a share by its name, however it is called.
        let share_by_name = word.of(text) == "率" && SHARES.iter().any(|r| text[..from].ends_with(r));
        // Of any other rate only a change smaller than the level said just before is one in points.
        if matches!(word.of(text), "率" | "占") && !share_by_name && !smaller(&change) {
            continue;
        }
        // 事故发生率下降20% is a relative change: only between two levels it is none.
        if word.of(text) == "发生率" && change.name("level").is_none() {
            continue;
        }
        let (Some(verb), Some(sign)) = (change.name("verb"), change.name("sign")) else { continue };
        if text[from + sign.end()..].starts_with(['个', '%', '％']) {
            continue;
        }
        let metric = match word.of(text) {
            "率" => {
                let start = text[..from].char_indices().rev().take(4).map_while(|(i, c)| is_han(c).then_some(i)).last();
                &text[start.unwrap_or(word.start as usize)..from]
            }
            "占" => "占比",
            known => known,
        };
        found.push(
            report(
                here(Span::new(from + verb.start(), from + sign.end())),
                format!("“{metric}”的升降用“个百分点”"),
                format!("the change of “{metric}” is given in percentage points"),
            )
            .fix(Fix::unsafe_(
                Message::new("“%”改为“个百分点”", "Change “%” to “个百分点”"),
                vec![Edit::new(here(Span::new(from + sign.start(), from + sign.end())), "个百分点")],
            )),
        );
    }
}

/// 民营经济占生产总值的82.1%，: where the level of the share starts, if nothing else in the sentence can have changed.
fn share(text: &str, from: usize) -> Option<usize> {
    let head = near_before(text, from);
    let sentence = &head[last_statement(head)..];
    if sentence.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (at, _) = near_after(text, from).char_indices().take(24).find(|(_, c)| !is_han(*c))?;
    let level = text[from..from + at].strip_suffix("的")?;
    (!level.is_empty() && text[from + at..].starts_with(|c: char| c.is_ascii_digit())).then_some(from + at)
}

/// Whether a level is named and the change is smaller.
fn smaller(change: &Captures<'_>) -> bool {
    let level = change.name("level").map(|l| l.as_str().trim_end_matches(['，', ',', '%', '％']));
    let level = level.and_then(|l| number_before(l, l.len()).and_then(|n| decimal(n.of(l))));
    let by = change.name("n").and_then(|n| decimal(n.as_str()));
    level.zip(by).is_some_and(|(level, by)| by < level)
}

/// 提高2.5百分点
fn bare_point(text: &str, word: Span, found: &mut Vec<Finding>) {
    let at = word.start as usize;
    if number_before(text, at).is_none() {
        return;
    }
    let place = here(Span::new(at, word.end as usize));
    found.push(
        report(place, "“百分点”前用“个”", "the classifier 个 is missing before 百分点").fix(perhaps(place, "个百分点")),
    );
}
