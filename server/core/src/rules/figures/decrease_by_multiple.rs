//! `decrease-by-multiple`: a decrease in multiples.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{here, near_after, re, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "decrease-by-multiple",
    group: Group::Figures,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "减少用了倍数", en: "A decrease in multiples" },
    docs: "## 检查什么\n\n下降、减少、降低、压缩、缩短、节约等之后直接用“倍”：减少2倍。\n\n## 为什么\n\n倍数只表示增加；减少一倍即为零。减少应说“减少三分之二”或“减少到三分之一”。\n\n## 误报与边界\n\n“由3倍缩小到2.5倍”“降到原来的2倍”说的是水平，不报。\n\n在1,004份公开报告和公文（1,686万字）上报告1处（1份），读了1处，都属实。",
    docs_en: "A decrease cannot be counted in multiples (减少2倍): say 减少三分之二. Levels (缩小到2.5倍) are not meant.",
    options: &[],
    triggers: &["下降", "减少", "降低", "压缩", "缩短", "缩小", "节约", "减轻", "压减"],
    examples: &[
        Example::pass("收入比由3倍缩小到2.5倍"),
        Example::pass("成本下降50%，产量提高2倍"),
        Example::pass("增长2倍"),
        Example::fail("办理时间⟦缩短2倍⟧以上"),
        Example::fail("能耗⟦下降了近一倍⟧。"),
    ],
    check: Check::Block(check),
};

static MULTIPLE: LazyLock<Regex> = LazyLock::new(|| {
    re(r"^(?:了)?(?:近|约|超过|将近)?(?:[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十数几]+)(?:多|余)?倍")
});

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for word in view.hits() {
        let rest = near_after(text, word.end as usize);
        let Some(multiple) = MULTIPLE.find(rest) else { continue };
        found.push(report(
            here(Span::new(word.start as usize, word.end as usize + multiple.end())),
            format!("“{}”不用倍数，用几分之几或百分数", word.of(text)),
            "a decrease is given as a fraction or a percentage, not as a multiple",
        ));
    }
}
