//! `percent-corrupted`: a damaged percent sign.

use std::sync::LazyLock;

use regex::Regex;

use crate::figures::Decimal;
use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{decimal, here, near_before, number_after, number_before, perhaps, re, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "percent-corrupted",
    group: Group::Figures,
    severity: Severity::Error,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "百分号损坏", en: "A damaged percent sign" },
    docs: "## 检查什么\n\n百分号重复（12.5%%、百分之8.5%）、百分号与“个百分点”连用（2%个百分点、2.5个%），形近的“℅”，人口自然增长率等千分率写成了百分号（自然增长率2.56%），以及转码拆成两半的千分号（4%。，5%。以内）。\n\n## 为什么\n\n百分号只写一个；“%”与“个百分点”意义不同，不能连用；人口出生率、死亡率、自然增长率按千分率（‰）统计。\n\n## 误报与边界\n\n人口自然增长率不足2%的不报，以免误判百分率写法；“增长8%。。”是句号重复，不在此列。\n\n在1,004份公开报告和公文（1,686万字）上报告65处（43份），读了40处，都属实。",
    docs_en: "A doubled percent sign, a percent sign before 个百分点, a sign that only looks like one, or a percent sign where vital rates are given per mille or where ‰ fell apart into %。",
    options: &[],
    triggers: &[
        "%%",
        "％％",
        "%％",
        "％%",
        "%个百分点",
        "％个百分点",
        "%百分点",
        "％百分点",
        "℅",
        "个%",
        "个％",
        "百分之",
        "%。",
        "％。",
        "自然增长率",
        "出生率",
        "死亡率",
    ],
    examples: &[
        Example::pass("增长12.5%，提高2个百分点"),
        Example::pass("人口自然增长率2.56‰"),
        Example::fixed("增长⟦12.5%%⟧，", "增长12.5%，"),
        Example::fixed("提高⟦2%个百分点⟧", "提高2个百分点"),
        Example::fixed("提高⟦2.5个%⟧", "提高2.5个百分点"),
        Example::fixed("增长⟦8.5℅⟧", "增长8.5%"),
        Example::fixed("增长⟦百分之8.5%⟧", "增长8.5%"),
        Example::pass("百分之八点五，占8.5%"),
        Example::fixed("人口自然增长率⟦5.6%⟧。", "人口自然增长率5.6‰。"),
        Example::fixed(
            "人口出生率、自然增长率分别为⟦9.1%⟧和⟦4.8%⟧，自然增长率控制在⟦6%。。⟧以内",
            "人口出生率、自然增长率分别为9.1‰和4.8‰，自然增长率控制在6‰以内",
        ),
        Example::fixed("孕产妇指标⟦8%。⟧，婴儿指标⟦4%。⟧。全市⟦3%。⟧以内", "孕产妇指标8‰，婴儿指标4‰。全市3‰以内"),
        Example::pass("投资增长8%。。"),
        Example::pass("城镇登记失业率和人口自然增长率分别控制在4.2%和3.3‰以内"),
        Example::pass("占比5%。全市"),
    ],
    check: Check::Block(check),
};

/// The first rate after its name.
static RATE: LazyLock<Regex> = LazyLock::new(|| {
    re(
        r"^(?<each>分别)?(?:仅|力争|确保)?(?:控制|稳定|保持|下降|降低|降|达|回升|上升)?(?:在|到|至|为|是)?(?:不超过|不高于|低于|约)?(?<n>[0-9]+(?:\.[0-9]+)?)(?<sign>[%％])",
    )
});
/// A further one: 分别为9.1%和4.8%.
static NEXT: LazyLock<Regex> = LazyLock::new(|| re(r"^(?:。?、|和|与|及)(?<n>[0-9]+(?:\.[0-9]+)?)(?<sign>[%％])"));

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    let mut done = 0;
    for word in view.hits() {
        let sign = word.of(text);
        match sign {
            "百分之" => said_twice(text, word, found),
            "℅" => other_sign(text, word, found),
            "%。" | "％。" => with_stop(text, word, found),
            _ if sign.starts_with(['个']) => without_word(text, word, found),
            _ if !sign.starts_with(['%', '％']) => vital_rate(view, word, found),
            // 12%%% is one fault.
            _ if word.start < done => {}
            _ => done = doubled(text, word, found).unwrap_or(done),
        }
    }
}

/// 12.5%%, 2%个百分点; where the fault ends.
fn doubled(text: &str, word: Span, found: &mut Vec<Finding>) -> Option<u32> {
    let number = number_before(text, word.start as usize)?;
    let tail = text[word.start as usize..].trim_start_matches(['%', '％']);
    let signs = Span::new(word.start as usize, text.len() - tail.len());
    let points = ["个百分点", "百分点"].into_iter().find(|p| tail.starts_with(p));
    let end = signs.end as usize + points.map_or(0, str::len);
    let all = here(Span::new(number.start as usize, end));
    let value = number.of(text);
    found.push(match points {
        Some(points) => {
            report(all, format!("“%”与“{points}”不能连用"), format!("“%” and “{points}” do not go together"))
                .fix(perhaps(all, format!("{value}个百分点")))
                .fix(perhaps(all, format!("{value}%")))
        }
        None => report(all, "百分号重复", "the percent sign is doubled").fix(perhaps(all, format!("{value}%"))),
    });
    Some(end as u32)
}

/// 百分之8.5%
fn said_twice(text: &str, word: Span, found: &mut Vec<Finding>) {
    let Some(number) = number_after(text, word.end as usize) else { return };
    let rest = &text[number.end as usize..];
    if let Some(sign) = rest.chars().next().filter(|c| matches!(c, '%' | '％')) {
        let all = here(Span { start: word.start, end: number.end + sign.len_utf8() as u32 });
        let finding = report(all, "“百分之”与“%”重复", "百分之 and the percent sign say the same");
        found.push(finding.fix(perhaps(all, format!("{}%", number.of(text)))));
    }
}

/// 8.5℅: the sign for "care of".
fn other_sign(text: &str, word: Span, found: &mut Vec<Finding>) {
    let Some(number) = number_before(text, word.start as usize) else { return };
    let all = here(Span { start: number.start, end: word.end });
    let finding = report(all, "“℅”不是百分号", "“℅” is not a percent sign");
    found.push(finding.fix(perhaps(all, format!("{}%", number.of(text)))));
}

/// 2.5个%: the word 百分点 was typed as a sign.
fn without_word(text: &str, word: Span, found: &mut Vec<Finding>) {
    let Some(number) = number_before(text, word.start as usize) else { return };
    let (all, value) = (here(Span { start: number.start, end: word.end }), number.of(text));
    let finding = report(all, "“个”与“%”不能连用", "个 and the percent sign do not go together");
    found.push(finding.fix(perhaps(all, format!("{value}个百分点"))).fix(perhaps(all, format!("{value}%"))));
}

/// 9%。，, 4%。。, 5%。以内: ‰ was taken for two characters by a converter.
fn with_stop(text: &str, word: Span, found: &mut Vec<Finding>) {
    let Some(number) = number_before(text, word.start as usize) else { return };
    let tail = &text[word.end as usize..];
    let glued = ["以内", "左右", "以下"].iter().any(|w| tail.strip_prefix('。').unwrap_or(tail).starts_with(w));
    if !glued && !tail.starts_with(['。', '，', '；', '、']) || tail.starts_with("。。") {
        return;
    }
    let head = near_before(text, number.start as usize);
    let clause = &head[head.rfind(['，', '。', '；', '：']).map_or(0, |i| i + '，'.len_utf8())..];
    let grows = ["增长", "投资", "下降", "提高"].iter().any(|w| clause.contains(w));
    if grows && !clause.contains("自然增") {
        return;
    }
    // What stands after the sign's own 。 ends the sentence, unless the sentence goes on.
    let doubled = glued && tail.starts_with('。');
    let all = Span { start: number.start, end: word.end + if doubled { '。'.len_utf8() as u32 } else { 0 } };
    push_per_mille(text, all, number, found);
}

fn push_per_mille(text: &str, all: Span, number: Span, found: &mut Vec<Finding>) {
    // The same sign may be found by the name of its rate, too.
    if found.last().is_some_and(|f| f.loc.span.overlaps(all)) {
        return;
    }
    found.push(
        report(here(all), "“%”疑为“‰”", "the percent sign was probably ‰")
            .fix(perhaps(here(all), format!("{}‰", number.of(text)))),
    );
}

/// Whether the rate after `head` is the second of two vital rates.
fn follows_another(head: &str) -> bool {
    let before = head.strip_suffix("人口").unwrap_or(head).trim_end_matches(['、', '和', '与', '及']);
    ["出生率", "死亡率", "自然增长率"].iter().any(|rate| before.ends_with(rate))
}

/// 人口自然增长率5.6%, 出生率、自然增长率分别为9.1%和4.8%: vital rates are given per mille.
fn vital_rate(view: &BlockView<'_>, word: Span, found: &mut Vec<Finding>) {
    let text = view.text();
    let head = &text[..word.start as usize];
    let of_people = match word.of(text) {
        "自然增长率" => !head.ends_with(['额', '值', '资', '业']),
        "出生率" => !head.ends_with(['新', '牛', '羊', '猪']),
        _ => head.ends_with("人口") || head.ends_with('、'),
    };
    let mut at = word.end as usize;
    let mut pattern = &RATE;
    while let Some(rate) = pattern.captures(&text[at..]).filter(|_| of_people) {
        let (Some(n), Some(sign)) = (rate.name("n"), rate.name("sign")) else { return };
        // 失业率和自然增长率分别控制在4.2%和3.3‰: only one of the two is given per mille.
        let mixed = rate.name("each").is_some() && !follows_another(head);
        if mixed || decimal(n.as_str()).is_none_or(|n| n < Decimal::TWO) {
            return;
        }
        let number = Span::new(at + n.start(), at + n.end());
        let end = at + sign.end();
        // The other half of the lost sign.
        let tail = &text[end..];
        let rest = tail.strip_prefix('。').unwrap_or_default();
        let glued = ["以内", "左右", "以下"].iter().any(|w| rest.trim_start_matches('。').starts_with(w));
        let half = match () {
            () if glued => tail.len() - rest.trim_start_matches('。').len(),
            () if rest.starts_with(['。', '，', '；', '、']) => '。'.len_utf8(),
            () => 0,
        };
        push_per_mille(text, Span { start: number.start, end: (end + half) as u32 }, number, found);
        (at, pattern) = (end, &NEXT);
    }
}
