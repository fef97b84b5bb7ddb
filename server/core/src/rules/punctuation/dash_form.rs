//! `dash-form`: a malformed dash.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{before, here, is_han, report, safely};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "dash-form",
    group: Group::Punctuation,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Safe,
    since: "0.1.0",
    title: StaticMessage { zh: "破折号形式不规范", en: "A malformed dash" },
    docs: "## 检查什么\n\n用连字符堆成的破折号：--、----、－－；报告副题（某年某月某日在…会议上）前的破折号不是两个字的长度：—、———、――。\n\n## 为什么\n\nGB/T 15834—2011 第4.10条：破折号为“——”，占两个字位置。\n\n## 误报与边界\n\nMarkdown 的分隔线和表格、两侧都不是汉字的连字符不报；前后都有汉字的一字线（企业—高校）表示连接，不报。\n\n在1,004份公开报告和公文（1,686万字）上报告2处（2份），读了2处，都属实。",
    docs_en: "A dash made of hyphens (--, －－). Markdown rules and hyphens away from Chinese text are left alone.",
    options: &[],
    triggers: &["--", "－－", "—20", "—19", "―20", "―19", "—二", "―二"],
    examples: &[
        Example::pass("——在人民代表大会上"),
        Example::pass("----------"),
        Example::pass("a--b"),
        Example::pass("产业—创新—人才"),
        Example::fixed("⟦----⟧2022年2月在人民代表大会上", "——2022年2月在人民代表大会上"),
        Example::fixed("⟦—⟧2022年2月8日在云岭市人民代表大会会议上", "——2022年2月8日在云岭市人民代表大会会议上"),
        Example::fixed("稳中求进⟦--⟧这是总基调", "稳中求进——这是总基调"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    let mut done = 0;
    for word in view.hits() {
        if word.start < done {
            continue;
        }
        if word.of(text).starts_with(['—', '―']) {
            subtitle(text, word, found);
            continue;
        }
        let start = word.start as usize;
        let tail = text[start..].trim_start_matches(['-', '－']);
        let end = text.len() - tail.len();
        done = end as u32;
        let first = text[..start].trim().is_empty();
        let han = |c: Option<char>| c.is_some_and(is_han);
        let year = tail.len() > 4 && tail.as_bytes()[..4].iter().all(u8::is_ascii_digit) && tail[4..].starts_with('年');
        let chinese =
            if first { han(tail.chars().next()) || year } else { han(before(text, start)) && han(tail.chars().next()) };
        if !chinese || end - start > 18 || tail.contains("-->") {
            continue;
        }
        let all = here(Span::new(start, end));
        found.push(report(all, "破折号应为“——”", "a dash is “——”").fix(safely(all, "——")));
    }
}

/// —2022年4月20日在…会议上: the dash before the line that says where a report was given.
fn subtitle(text: &str, word: Span, found: &mut Vec<Finding>) {
    const DASHES: [char; 2] = ['—', '―'];
    let rest = &text[word.start as usize..].trim_start_matches(DASHES);
    let end = text.len() - rest.len();
    let start = text[..end].trim_end_matches(DASHES).len();
    let dash = &text[start..end];
    let line = rest.trim_end();
    let where_given = line.chars().nth(79).is_none() && line.ends_with('上') && line.contains("会议");
    if dash != "——" && text[..start].trim().is_empty() && where_given {
        let all = here(Span::new(start, end));
        found.push(report(all, "破折号应为“——”", "a dash is “——”").fix(safely(all, "——")));
    }
}
