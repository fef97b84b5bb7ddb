//! `point-arithmetic`: percentage points that do not add up.

use std::sync::LazyLock;

use regex::Regex;

use crate::figures::Decimal;
use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{decimal, here, number_before, re, report, statement};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "point-arithmetic",
    group: Group::Figures,
    severity: Severity::Error,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "百分点之差不符", en: "Percentage points that do not add up" },
    docs: "## 检查什么\n\n由A%提高到B%，提高C个百分点，而C不等于B与A之差。\n\n## 为什么\n\n算术：两个百分数之差即百分点数。\n\n## 误报与边界\n\n四舍五入造成的末位之差不报；年均、平均提高的点数是另一回事，不报。\n\n在1,004份公开报告和公文（1,686万字）上没有报告，真伪都未见实例。",
    docs_en: "由A%提高到B%, 提高C个百分点 where C is not B − A. Rounding in the last digit and annual averages are left alone.",
    options: &[],
    triggers: &["个百分点"],
    examples: &[
        Example::pass("由30.8%提高到43.3%，提高12.5个百分点"),
        Example::pass("由30.8%提高到43.3%，年均提高2.5个百分点"),
        Example::pass("由30.82%提高到43.3%，提高12.5个百分点"),
        Example::fail("城镇化率由30.8%提高到43.3%，提高⟦13.5个百分点⟧"),
        Example::fail("城镇化率从2015年的50%提高到2020年的62%，提高⟦15个百分点⟧"),
        Example::fail("比重从15%下降至12%，下降⟦2个百分点⟧。"),
    ],
    check: Check::Block(check),
};

static LEVELS: LazyLock<Regex> = LazyLock::new(|| {
    re(
        r"[由从](?:[12][0-9]{3}年(?:底|末)?的?)?(?:[^，。；％%0-9]{0,12})(?<a>[0-9]+(?:\.[0-9]+)?)[%％](?:[^，。；0-9%％]{1,6})[到至为](?:[12][0-9]{3}年(?:底|末)?的?)?(?<b>[0-9]+(?:\.[0-9]+)?)[%％][，,、（(]?(?:累计|共|净|净增|五年|共计)?(?:提高|提升|上升|增加|增长|下降|降低|回落|减少)(?:了)?$",
    )
});

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for point in view.hits() {
        let Some(number) = number_before(text, point.start as usize) else { continue };
        let head = &text[statement(text, number.start as usize).start as usize..number.start as usize];
        let Some(levels) = LEVELS.captures(head) else { continue };
        let value = |name| levels.name(name).and_then(|m| decimal(m.as_str()));
        let (Some(a), Some(b), Some(c)) = (value("a"), value("b"), decimal(number.of(text))) else { continue };
        let real = (b - a).abs();
        // Each of the three may be rounded: a difference of one in the last place proves nothing.
        let ulp = Decimal::new(1, a.scale().min(b.scale()).min(c.scale()));
        if (real - c).abs() <= ulp && c.scale() > 0 || real == c {
            continue;
        }
        let real = real.normalize();
        found.push(report(
            here(Span { start: number.start, end: point.end }),
            format!("{a}%与{b}%相差{real}个百分点，不是{c}个"),
            format!("{a}% and {b}% are {real} points apart, not {c}"),
        ));
    }
}
