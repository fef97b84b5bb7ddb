//! `deng-dunhao`: a mark before 等.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{here, re, report, safely};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "deng-dunhao",
    group: Group::Punctuation,
    severity: Severity::Warning,
    on: false,
    fix: FixAvailability::Safe,
    since: "0.1.0",
    title: StaticMessage { zh: "“等”前的顿号", en: "A mark before 等" },
    docs: "## 检查什么\n\n列举之后的“等”前面用了顿号：教育、医疗、等。\n\n## 为什么\n\nGB/T 15834—2011 附录B.1.2：用顿号表示较长、较多或较复杂的并列词语时，最后一项后面的“等”前不用点号。\n\n## 误报与边界\n\n只看“等”后面是标点、数字、“方面”“工作”“领域”“项目”的；“坐不住、等不起”“等靠要”的“等”是动词，不报。\n\n只在按国家标准检查时启用。在877篇公开报告和127份文稿上没有报告；不加这一限制的10处全是动词。",
    docs_en: "No mark stands between a list and its 等 (GB/T 15834-2011, B.1.2). Only under the profile gb.",
    options: &[],
    triggers: &["、等"],
    examples: &[
        Example::pass("坐不住、等不起、慢不得，不等靠要"),
        Example::pass("教育、医疗等方面"),
        Example::fixed("教育、医疗⟦、⟧等。", "教育、医疗等。"),
        Example::fixed("教育、医疗⟦、⟧等方面", "教育、医疗等方面"),
    ],
    check: Check::Block(check),
};

static FORM: LazyLock<Regex> =
    LazyLock::new(|| re(r"、等(?:[，。；、）]|[0-9一二三四五六七八九十两]|方面|工作|领域|项目|$)"));

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for mark in FORM.find_iter(text) {
        let place = here(Span::new(mark.start(), mark.start() + '、'.len_utf8()));
        let finding = report(place, "“等”前不用顿号", "no mark stands before 等");
        found.push(finding.fix(safely(place, "")));
    }
}
