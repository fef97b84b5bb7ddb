//! `fenbie-mismatch`: 分别 with unequal sides.

use crate::figures::Class;
use crate::finding::{Finding, Severity, Wait};
use crate::message::StaticMessage;
use crate::reading::segments::last_clause;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{here, is_han, near_before, report};

/// The rule.
pub const RULE: Rule = Rule {
    code: "fenbie-mismatch",
    group: Group::Figures,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "“分别”前后项数不等", en: "分别 with unequal sides" },
    docs: "## 检查什么\n\n“分别”之前列了几项，之后的数值却不是几个：工业、农业分别增长5%、6%、7%；以“分别”起头的一句，与前一句列出的数值比较。\n\n## 为什么\n\n“分别”要求前后一一对应。\n\n## 误报与边界\n\n前后都不少于两项才比较；有“城乡”“等”“各”、引号、括号的不报；“和”可能属于名称，两种数法都不符才报。\n\n在112份公开报告（182万字）上没有报告，即没有误报。",
    docs_en: "The items before 分别 and the values after it differ in number. Both sides must have two or more; 和 may belong to a name, so both ways of counting must fail.",
    options: &[],
    triggers: &["分别"],
    examples: &[
        Example::pass("工业、农业分别增长5%、6%"),
        Example::pass("城乡居民收入分别增长5%、6%、7%"),
        Example::pass("投资和消费分别增长5%和6%"),
        Example::pass("工业、农业、服务业分别下降3%"),
        Example::fail("工业、农业⟦分别⟧增长5%、6%、7%"),
        Example::fail("投资、消费分别达5亿元、6亿元，⟦分别⟧增长5%、6%、7%。"),
        Example::fail("拥有企业120家、商标35件、专利40项，⟦分别⟧是去年的2倍和3倍。"),
        Example::pass("投资、消费分别达5亿元、6亿元，分别增长5%、6%。完成投资5亿元，分别用于3条道路和2座桥梁。"),
        Example::fail("投资、消费、出口⟦分别⟧为5亿元和6亿元。"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for word in view.hits() {
        let (start, end) = (word.start as usize, word.end as usize);
        let left = near_before(text, start);
        let left = &left[last_clause(left)..];
        if left.trim().is_empty() {
            if let Some(before) = values_before(view, start) {
                let after = values(view, end);
                // Without an end the line is cut, and its last values may stand in the next.
                let whole = text.trim_end().ends_with(['。', '；', '：', '！', '？', ';', '”', '）']);
                if whole && after > 1 && before != after {
                    found.push(report(
                        here(word),
                        format!("前一句{before}个数，“分别”之后{after}个数"),
                        format!("{before} values in the clause before, {after} after 分别"),
                    ));
                }
            }
            continue;
        }
        let left = left.strip_suffix("年均").unwrap_or(left);
        if left.contains(|c: char| "城乡等各两双其中“”‘（）()《》三四五六及均都比较".contains(c) || c.is_ascii_digit())
        {
            continue;
        }
        let least = left.matches('、').count() + 1;
        let most = least + left.matches(['和', '与']).count();
        let values = values(view, end);
        if least < 2 || values < 2 || (least..=most).contains(&values) {
            continue;
        }
        let finding = report(
            here(word),
            format!("“分别”之前{most}项，之后{values}个数"),
            format!("{most} items before 分别, {values} values after it"),
        );
        found.push(finding.until(Wait::Sentence));
    }
}

/// How many values follow as one list.
fn values(view: &BlockView<'_>, from: usize) -> usize {
    let text = view.text();
    let mut count = 0;
    let mut at = from;
    let figures = &view.block.figures;
    for figure in &figures[figures.partition_point(|f| (f.span.start as usize) < from)..] {
        let gap = &text[at..figure.span.start as usize];
        if gap.contains(['。', '；', '，', '！', '？', ',', ';']) {
            break;
        }
        if matches!(figure.class, Class::Date | Class::Period | Class::Ordinal | Class::Name | Class::Deadline) {
            at = figure.span.end as usize;
            continue;
        }
        if count > 0 && !gap.trim_start_matches(['、', '和', '及', '与']).chars().all(is_han) {
            return 0;
        }
        // Between two values only a separator and perhaps a verb.
        if count > 0 && (!gap.starts_with(['、', '和', '及', '与']) || gap.chars().count() > 5) {
            return 0;
        }
        count += 1;
        at = figure.span.end as usize;
    }
    count
}

/// 分别达5亿元、6亿元，分别增长…: how many values the clause before has, each an item of one list.
fn values_before(view: &BlockView<'_>, start: usize) -> Option<usize> {
    let text = view.text();
    let head = near_before(text, start);
    let clause = head.strip_suffix(['，', ','])?;
    let from = last_clause(clause);
    let clause = &clause[from..];
    let offset = start - head.len() + from;
    if let Some(word) = clause.find("分别") {
        return Some(values(view, offset + word + "分别".len())).filter(|n| *n > 1);
    }
    if clause.contains(['和', '与', '及', '等', '（', '(', '“', '年', '—', '～', '-', '其']) {
        return None;
    }
    let items: Vec<&str> = clause.split('、').collect();
    let one = |item: &&str| {
        let runs = item.split(|c: char| !c.is_ascii_digit() && c != '.').filter(|r| !r.is_empty()).count();
        runs == 1 && item.starts_with(is_han)
    };
    (items.len() > 1 && items.iter().all(one)).then_some(items.len())
}
