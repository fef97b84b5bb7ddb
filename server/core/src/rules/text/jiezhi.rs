//! `jiezhi`: 截止 for 截至.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{here, re, report, safely};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "jiezhi",
    group: Group::Text,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Safe,
    since: "0.1.0",
    title: StaticMessage { zh: "“截止”误作“截至”", en: "截止 for 截至" },
    docs: "## 检查什么\n\n后面接时间的“截止”：截止2021年底、截止目前。\n\n## 为什么\n\n“截止”是停止，不带时间宾语；表示到某时为止用“截至”。\n\n## 误报与边界\n\n“截止日期”“报名截止”“2021年底截止”不报。\n\n在1,004份公开报告和公文（1,686万字）上报告6处（6份），读了6处，都属实。",
    docs_en: "截止 before a point in time: 截至 is meant. 截止日期 and a final 截止 are left alone.",
    options: &[],
    triggers: &["截止"],
    examples: &[
        Example::pass("截至2021年底"),
        Example::pass("截止日期为3月底"),
        Example::pass("报名于5月截止。"),
        Example::fixed("⟦截止⟧2021年底，", "截至2021年底，"),
        Example::fixed("⟦截止⟧目前", "截至目前"),
        Example::fixed("⟦截止到⟧6月底", "截至6月底"),
    ],
    check: Check::Block(check),
};

static TIME: LazyLock<Regex> = LazyLock::new(|| {
    re(
        r"^(?<to>到|至)?(?: )?(?:[0-9]{1,4} ?年|[0-9]{1,2} ?月|[一二〇零]{1,2}[〇零一二三四五六七八九]{2,3}年|目前|现在|今年|去年|上年|本年|年底|年末|上月|本月|当前|此时|今日)",
    )
});

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for word in view.hits() {
        let Some(time) = TIME.captures(&text[word.end as usize..]) else { continue };
        let to = time.name("to").map_or(0, |m| m.end());
        let all = here(Span::new(word.start as usize, word.end as usize + to));
        found.push(report(all, "表示到某时为止用“截至”", "before a point in time: 截至").fix(safely(all, "截至")));
    }
}
