//! `total-vs-parts`: a total that differs from its parts.

use crate::figures::{Bound, Class, Decimal, Figure};
use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::reading::segments::last_clause;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{here, report};

/// The rule.
pub const RULE: Rule = Rule {
    code: "total-vs-parts",
    group: Group::Figures,
    severity: Severity::Hint,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "总数与分项之和不符", en: "A total that differs from its parts" },
    docs: "## 检查什么\n\n同一句里并列的分项与“共”“共计”“合计”的总数单位相同，而和不等：甲县12个、乙县8个，共计21个。\n\n## 为什么\n\n算术：总数等于各分项之和。\n\n## 误报与边界\n\n只看封闭的列举：分项之间只有名称和顿号，总数紧跟其后；“其中”之后的分项不封闭，不报；有“等”“约”“余”的不报。\n\n在1,004份公开报告和公文（1,686万字）上没有报告，真伪都未见实例。",
    docs_en: "Parts listed side by side and a total right after them, all of one unit, that do not add up. Open lists (其中, 等) are left alone.",
    options: &[],
    triggers: &["共计", "合计", "总计", "共"],
    examples: &[
        Example::pass("甲县12个、乙县8个，共计20个"),
        Example::pass("共12个，其中甲县5个、乙县4个"),
        Example::pass("甲县12个、乙县8个等，共计25个"),
        Example::pass("抓好项目，包括甲县12个、乙县8个，共计25个"),
        Example::fail("青禾县12个、澄江区8个，共计⟦21个⟧"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    let figures = &view.block.figures;
    for word in view.hits() {
        let next = figures.partition_point(|f| f.span.start < word.end);
        let Some(total) = figures.get(next).filter(|f| f.span.start == word.end) else { continue };
        let list = text[..word.start as usize].trim_end_matches(['，', ',']);
        if list.len() == word.start as usize {
            continue;
        }
        let from = last_clause(list);
        let exact = |f: &Figure| {
            f.class == Class::Quantity && f.bound == Bound::Equal && f.before.is_none() && f.lower == f.upper
        };
        let first = figures.partition_point(|f| (f.span.start as usize) < from);
        let parts: Vec<_> = figures[first.min(next)..next].iter().collect();
        let open = ["等", "其中", "包括", "余", "多"].iter().any(|w| list[from..].contains(w));
        let alike = parts.iter().all(|f| exact(f) && f.unit.of(text) == total.unit.of(text));
        let closed = parts.windows(2).all(|w| text[w[0].span.end as usize..w[1].span.start as usize].starts_with('、'));
        let ends = parts.last().is_some_and(|f| f.span.end as usize == list.len());
        if parts.len() < 2 || open || !alike || !closed || !ends || !exact(total) || total.unit.is_empty() {
            continue;
        }
        let sum: Decimal = parts.iter().filter_map(|f| f.lower.number()).sum();
        let Some(stated) = total.lower.number().filter(|s| *s != sum) else { continue };
        found.push(report(
            here(total.span),
            format!("各项之和为{}，不是{}", sum.normalize(), stated.normalize()),
            format!("the parts add up to {}, not {}", sum.normalize(), stated.normalize()),
        ));
    }
}
