//! `quotes-nested-same`: double quotation marks inside double ones.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{here, perhaps, re, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "quotes-nested-same",
    group: Group::Punctuation,
    severity: Severity::Warning,
    on: false,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "引号套用形式", en: "Quotation marks inside ones of their own form" },
    docs: "## 检查什么\n\n双引号里面又用双引号：“深化“放管服”改革”。\n\n## 为什么\n\nGB/T 15834—2011 第4.8.3.4条：引号里面还要用引号时，外面用双引号，里面用单引号。\n\n## 误报与边界\n\n只看一行里成对的、内外都完整的。\n\n只在按国家标准检查时启用。在877篇公开报告和127份文稿上没有报告。",
    docs_en: "Inside double quotation marks stand single ones (GB/T 15834-2011, 4.8.3.4). Only under the profile gb.",
    options: &[],
    triggers: &["“"],
    examples: &[
        Example::pass("“深化‘放管服’改革”，“三个一批”"),
        Example::pass("“第一段。“三个一批”继续"),
        Example::fixed("题为“深化⟦“放管服”⟧改革”的发言", "题为“深化‘放管服’改革”的发言"),
    ],
    check: Check::Block(check),
};

static FORM: LazyLock<Regex> = LazyLock::new(|| re(r"“[^“”。]{1,20}(?P<inner>“[^“”。]{1,20}”)[^“”。]{0,20}”"));

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for quotation in FORM.captures_iter(text) {
        let Some(inner) = quotation.name("inner") else { continue };
        let place = here(Span::new(inner.start(), inner.end()));
        let mended = inner.as_str().replace('“', "‘").replace('”', "’");
        let finding = report(place, "双引号里面用单引号", "single quotation marks stand inside double ones");
        found.push(finding.fix(perhaps(place, mended)));
    }
}
