//! `html-entity`: an html character reference.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::reading::woven::Woven;
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::rules::common::{perhaps, report};
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "html-entity",
    group: Group::Text,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "HTML 字符实体残留", en: "An HTML character reference" },
    docs: "## 检查什么\n\n网页转存留下的字符实体：&rdquo;、&nbsp;、&#8220;；残缺、中间有空格的引号实体也报：ldquo;、& ldquo;。\n\n## 为什么\n\n字符实体是网页源码，不是文字。没有改正之前，大纲、数字和其他检查按它所代表的字符来读。\n\n## 误报与边界\n\nMarkdown 里合法的 `&nbsp;` `&lt;` `&gt;` `&amp;` 等不报。\n\n在1,004份公开报告和公文（1,686万字）上报告12处（7份），读了12处，都属实。",
    docs_en: "Character references left by a web page (&rdquo;). Until they are mended everything else reads the characters that they stand for. In Markdown the usual ones (&nbsp;, &lt;) are left alone.",
    options: &[],
    triggers: &[],
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
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    for (block, at) in view.woven.into_iter().flat_map(Woven::stand_ins) {
        let rest = view.text(block).get(at as usize..).unwrap_or_default();
        let Some(character) = rest.chars().next() else { continue };
        let loc = Loc { block, span: Span { start: at, end: at + character.len_utf8() as u32 } };
        let finding = report(
            loc,
            format!("网页字符实体，应为“{character}”；其他检查、大纲和数字按“{character}”来读"),
            format!("a character reference: it stands for “{character}”, as which everything else reads it"),
        );
        found.push(finding.fix(perhaps(loc, character.to_string())));
    }
}
