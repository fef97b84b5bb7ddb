//! `ratio-sum`: shares that do not add up to 100.

use std::sync::LazyLock;

use regex::Regex;

use crate::figures::Decimal;
use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{decimal, here, re, report, statement};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "ratio-sum",
    group: Group::Figures,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "构成比之和不等于100", en: "Shares that do not add up to 100" },
    docs: "## 检查什么\n\n三次产业结构一类的构成比，各项之和不等于100：37.8∶8.8∶52.5。\n\n## 为什么\n\n算术：构成比各项之和为100。\n\n## 误报与边界\n\n四舍五入造成的末位之差（99.9、100.1）不报；和远离100的比例（1∶2∶3）不是构成比，不报。\n\n在1,004份公开报告和公文（1,686万字）上报告1处（1份），读了1处，都属实。",
    docs_en: "The shares of a structure (三次产业结构 a∶b∶c) must add up to 100; rounding is allowed for.",
    options: &[],
    triggers: &[":", "：", "∶", "︰"],
    examples: &[
        Example::pass("三次产业结构为37.8∶9.7∶52.5"),
        Example::pass("三次产业比例为10.3∶41.2∶48.4"),
        Example::pass("按1∶2∶3配比"),
        Example::fail("三次产业结构调整为⟦37.8∶8.8∶52.5⟧。"),
    ],
    check: Check::Block(check),
};

static TRIPLE: LazyLock<Regex> = LazyLock::new(|| {
    re(r"(?<a>[0-9]+(?:\.[0-9]+)?) ?[:：∶︰] ?(?<b>[0-9]+(?:\.[0-9]+)?) ?[:：∶︰] ?(?<c>[0-9]+(?:\.[0-9]+)?)")
});

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    // Two marks with a digit on both sides, not far apart, or it is no triple.
    let mut between = view.hits().filter(|m| {
        text[..m.start as usize].trim_end().ends_with(|c: char| c.is_ascii_digit())
            && text[m.end as usize..].trim_start().starts_with(|c: char| c.is_ascii_digit())
    });
    if between.next().is_none() || between.next().is_none() {
        return;
    }
    for triple in TRIPLE.captures_iter(text) {
        let (Some(whole), values) = (triple.get(0), ["a", "b", "c"]) else { continue };
        let values: Vec<_> = values.iter().filter_map(|v| triple.name(v).and_then(|m| decimal(m.as_str()))).collect();
        let [a, b, c] = values[..] else { continue };
        let head = &text[statement(text, whole.start()).start as usize..whole.start()];
        if !["产业", "结构", "比例", "比重", "构成", "三产"].iter().any(|w| head.contains(w))
            || text[whole.end()..].starts_with([':', '：', '∶', '︰', '.'])
            || text[..whole.start()].ends_with([':', '：', '∶', '︰', '.'])
        {
            continue;
        }
        let (sum, hundred) = (a + b + c, Decimal::ONE_HUNDRED);
        let ulp = Decimal::new(1, a.scale().min(b.scale()).min(c.scale()));
        let off = (sum - hundred).abs();
        if off <= ulp || off > Decimal::from(20) {
            continue;
        }
        found.push(report(
            here(Span::new(whole.start(), whole.end())),
            format!("各项之和为{}，不等于100", sum.normalize()),
            format!("the shares add up to {}, not 100", sum.normalize()),
        ));
    }
}
