//! `percent-sign-mixed`: half- and full-width percent signs.

use crate::config::Profile;
use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::rules::common::{report, safely};
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "percent-sign-mixed",
    group: Group::Figures,
    severity: Severity::Hint,
    on: true,
    fix: FixAvailability::Style,
    since: "0.1.0",
    title: StaticMessage { zh: "全角、半角百分号混用", en: "Half- and full-width percent signs" },
    docs: "## 检查什么\n\n同一文稿里既有“%”又有“％”。只提示一次，由一个动作全部统一。\n\n## 为什么\n\nGB/T 15835—2011 第4.3条：同类别同形式。\n\n## 误报与边界\n\n统一为文稿里用得多的一种；改正不属于“一键改正”，除非按国标检查（统一为“%”）。\n\n在1,004份公开报告和公文（1,686万字）上报告102处（102份），未逐处读。",
    docs_en: "% and ％ in one draft: one hint, with an action that makes them all alike.",
    options: &[],
    triggers: &["％"],
    examples: &[
        Example::pass("增长8%"),
        Example::pass("增长8％"),
        Example::fixed("增长8%，下降3%，提高5⟦％⟧", "增长8%，下降3%，提高5%"),
        Example::fixed("增长8％，下降3％，提高5⟦%⟧", "增长8％，下降3％，提高5％"),
    ],
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let counters = view.style.counters;
    if counters.percent_half == 0 || counters.percent_full == 0 {
        return;
    }
    let (odd, usual) = signs(view);
    let message =
        (format!("“{odd}”与全文多用的“{usual}”不一"), format!("“{odd}” where the draft mostly has “{usual}”"));
    // A sign that was ‰ is of no width.
    let lost = view.reported("percent-corrupted");
    found.extend(
        places(view, odd)
            .filter(|loc| !lost.at(*loc))
            .map(|loc| report(loc, &*message.0, &*message.1).fix(safely(loc, usual))),
    );
}

/// The sign to be changed and the one to keep.
fn signs(view: &DocumentView<'_>) -> (&'static str, &'static str) {
    let counters = view.style.counters;
    let half = view.settings.profile == Profile::Gb || counters.percent_half >= counters.percent_full;
    if half { ("％", "%") } else { ("%", "％") }
}

fn places<'a>(view: &DocumentView<'a>, sign: &'static str) -> impl Iterator<Item = Loc> + use<'a> {
    let blocks = view.blocks.iter().enumerate();
    let with = blocks.filter(|(_, b)| b.lexis.style.percent_half + b.lexis.style.percent_full > 0);
    with.flat_map(move |(i, b)| b.text.match_indices(sign).map(move |(at, s)| Loc::new(i, Span::new(at, at + s.len()))))
}
