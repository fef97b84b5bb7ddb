//! `doc-number-form`: a document number in brackets of another kind.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{here, perhaps, re, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "doc-number-form",
    group: Group::Text,
    severity: Severity::Warning,
    on: false,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "发文字号的写法", en: "The form of a document number" },
    docs: "## 检查什么\n\n发文字号的年份没有用六角括号，编号前加了“第”或虚位：国发[2031]5号、云政发（2031）第05号。\n\n## 为什么\n\nGB/T 9704—2012 第7.2.5条：年份用六角括号“〔〕”括入，发文顺序号不加“第”字，不编虚位。\n\n## 误报与边界\n\n年份须是四位数字，括号前须是发文机关代字（“发”“办”“函”“字”“规”“令”等结尾）。\n\n只在按国家标准检查时启用。在877篇公开报告和127份文稿上有1处，属实。",
    docs_en: "A document number takes 〔〕, no 第 and no leading zeros (GB/T 9704-2012, 7.2.5). Only under the profile gb.",
    options: &[],
    triggers: &["号"],
    examples: &[
        Example::pass("落实国发〔2031〕5号文件"),
        Example::pass("第（2031）期、编号（2031）5号"),
        Example::fixed("印发意见（国发⟦[2031]43号⟧）", "印发意见（国发〔2031〕43号）"),
        Example::fixed("云政办函⟦（2031）第05号⟧", "云政办函〔2031〕5号"),
    ],
    check: Check::Block(check),
};

static FORM: LazyLock<Regex> = LazyLock::new(|| {
    re(
        r"[发办函字规令财教建](?:[\[［（(【](?P<year>(?:19|20)[0-9]{2})[\]］）)】]第?0*|〔(?P<right>(?:19|20)[0-9]{2})〕(?:第0*|0+))(?P<number>[0-9]{1,4})号",
    )
});

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for number in FORM.captures_iter(text) {
        let (Some(whole), Some(year), Some(digits)) =
            (number.get(0), number.name("year").or(number.name("right")), number.name("number"))
        else {
            continue;
        };
        let mended = format!("〔{}〕{}号", year.as_str(), digits.as_str());
        let start = whole.start() + whole.as_str().chars().next().map_or(0, char::len_utf8);
        let place = here(Span::new(start, whole.end()));
        let finding =
            report(place, format!("发文字号应写作“{mended}”"), format!("a document number is written “{mended}”"));
        found.push(finding.fix(perhaps(place, mended)));
    }
}
