//! `html-entity`: an html character reference.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{here, perhaps, report};
use crate::text::{DocumentKind, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "html-entity",
    group: Group::Text,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "HTML 字符实体残留", en: "An HTML character reference" },
    docs: "## 检查什么\n\n网页转存留下的字符实体：&rdquo;、&nbsp;、&#8220;；残缺、中间有空格的引号实体也报：ldquo;、& ldquo;。\n\n## 为什么\n\n字符实体是网页源码，不是文字；引号成了实体还会造成引号不配对。\n\n## 误报与边界\n\nMarkdown 里合法的 `&nbsp;` `&lt;` `&gt;` `&amp;` 等不报。\n\n在1,004份公开报告和公文（1,686万字）上报告12处（7份），读了12处，都属实。",
    docs_en: "Character references left by a web page (&rdquo;). In Markdown the usual ones (&nbsp;, &lt;) are left alone.",
    options: &[],
    triggers: &["&", "dquo;", "dquo；"],
    examples: &[
        Example::pass("A&B公司"),
        Example::pass("产学研&用"),
        Example::fixed("“双减⟦&rdquo;⟧工作", "“双减”工作"),
        Example::fixed("稳中求进⟦&mdash;⟧总基调", "稳中求进—总基调"),
        Example::fixed("⟦&#8220;⟧双减”", "“双减”"),
        Example::fixed("提前完成⟦& ldquo;⟧双减⟦& rdquo;⟧任务", "提前完成“双减”任务"),
        Example::fixed("提前完成⟦ldquo;⟧双减”任务", "提前完成“双减”任务"),
        Example::fixed("提前完成⟦&ldquo；⟧双减”任务", "提前完成“双减”任务"),
    ],
    check: Check::Block(check),
};

/// References that Chinese web pages use, and their characters.
const NAMED: [(&str, &str); 20] = [
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("mdash", "—"),
    ("ndash", "–"),
    ("hellip", "…"),
    ("middot", "·"),
    ("bull", "•"),
    ("times", "×"),
    ("permil", "‰"),
    ("deg", "°"),
    ("nbsp", " "),
    ("ensp", " "),
    ("emsp", "\u{3000}"),
    ("quot", "\""),
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("copy", "©"),
];
/// Ordinary in Markdown.
const MARKDOWN: [&str; 7] = ["nbsp", "ensp", "emsp", "quot", "amp", "lt", "gt"];

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for word in view.hits() {
        if word.of(text).starts_with('d') {
            cut(text, word, found);
            continue;
        }
        let start = word.start as usize;
        // & ldquo;: a program put a blank into it.
        let written = &text[word.end as usize..];
        let rest = written.strip_prefix(' ').filter(|rest| is_quote(rest)).unwrap_or(written);
        let from = word.end as usize + written.len() - rest.len();
        let Some(length) = rest.bytes().take(10).position(|b| b == b';') else { continue };
        let Some(name) = rest.get(..length) else { continue };
        if view.kind == DocumentKind::Markdown && MARKDOWN.contains(&name) {
            continue;
        }
        let number = name.strip_prefix("#x").map(|hex| u32::from_str_radix(hex, 16));
        let number = number.or_else(|| name.strip_prefix('#').map(str::parse));
        let character = match number {
            Some(number) => number.ok().and_then(char::from_u32).map(String::from),
            None => NAMED.iter().find(|(n, _)| *n == name).map(|(_, c)| (*c).to_owned()),
        };
        let Some(character) = character else { continue };
        let all = here(Span::new(start, from + length + 1));
        found.push(
            report(
                all,
                format!("网页字符实体，应为“{character}”"),
                format!("a character reference: it stands for “{character}”"),
            )
            .fix(perhaps(all, character)),
        );
    }
}

/// Whether the rest of a reference to a quotation mark stands here.
fn is_quote(rest: &str) -> bool {
    ["ldquo;", "rdquo;", "lsquo;", "rsquo;"].iter().any(|name| rest.starts_with(name))
}

/// ldquo; or dquo; without its &: the rest of a reference that was cut.
fn cut(text: &str, word: Span, found: &mut Vec<Finding>) {
    let head = &text[..word.start as usize];
    let side = head.chars().next_back().filter(|c| matches!(c, 'l' | 'r'));
    let start = word.start as usize - usize::from(side.is_some());
    let head = &text[..start];
    // A whole reference with its own mark is reported at the &.
    if head.ends_with(|c: char| c.is_ascii_alphanumeric()) || head.ends_with('&') && word.of(text).ends_with(';') {
        return;
    }
    if head.ends_with("& ") && word.of(text).ends_with(';') {
        return;
    }
    let start = start - usize::from(head.ends_with('&'));
    let character = if side == Some('r') { "”" } else { "“" };
    let all = here(Span::new(start, word.end as usize));
    found.push(
        report(
            all,
            format!("残缺的网页字符实体，可能是“{character}”"),
            format!("a part of a character reference, perhaps for “{character}”"),
        )
        .fix(perhaps(all, character)),
    );
}
