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
    severity: Severity::Hint,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "“分别”前后项数不等", en: "分别 with unequal sides" },
    docs: "## 检查什么\n\n“分别”之前列了几项，之后的数值却不是几个：工业、农业分别增长5%、6%、7%；以“分别”起头的一句，与前一句列出的数值比较。\n\n## 为什么\n\n“分别”要求前后一一对应。\n\n## 误报与边界\n\n前后都不少于两项才比较；有“城乡”“等”“各”、引号、括号的不报；“和”可能属于名称，两种数法都不符才报。\n\n在1,004份公开报告和公文（1,686万字）上没有报告，真伪都未见实例。",
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
        Example::pass("工业、农业、服务业分别增长5.1%、5.9%、6.1%，分别居全省第4、6、5位。"),
        Example::pass("收入完成970亿元、增长20.3%，支出完成800亿元，分别是上年的2.1倍、2.4倍和2.6倍。"),
        Example::pass(
            "绿色、无公害、有机食品加工量和产值分别达到400万吨和120亿元。金融机构总资产、存贷款余额分别突破5万亿、4万亿和3万亿元。",
        ),
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
                if told_earlier(view, start, after) {
                    continue;
                }
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
        let values = values(view, end);
        let least = left.matches('、').count() + 1;
        if values < 2 || least < 2 {
            continue;
        }
        if left.contains(|c: char| "城乡等各两双其中“”‘（）()《》三四五六及均都比较".contains(c) || c.is_ascii_digit())
        {
            continue;
        }
        let most = least + left.matches(['和', '与']).count();
        if (least..=most).contains(&values) || told_earlier(view, start, values) {
            continue;
        }
        // 绿色、有机食品加工量和产值, 总资产、存贷款余额: one item has several attributes, or a word stands for two.
        if values < least && left.contains(['和', '与', '及']) || left.contains("存贷") || left.contains("进出口")
        {
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

/// Longest sentence that is counted back, in characters.
const SENTENCE: usize = 160;

/// Whether the sentence before has as many items or figures when clauses further left are counted in: 收入完成970亿元、增长
/// 20.3%，投资增长25%，分别是….
fn told_earlier(view: &BlockView<'_>, start: usize, values: usize) -> bool {
    let text = view.text();
    let head = near_before(text, start);
    let near = head.char_indices().rev().take(SENTENCE).take_while(|(_, c)| !"。；！？".contains(*c)).last();
    let sentence = &head[near.map_or(head.len(), |(i, _)| i)..];
    let from = start - sentence.len();
    let clauses: Vec<&str> = sentence.trim_end_matches(['，', ',']).rsplit(['，', ',']).collect();
    let (mut least, mut most) = (0, 0);
    let mut items = false;
    for (i, clause) in clauses.iter().enumerate() {
        least += clause.matches('、').count() + 1;
        most += clause.matches(['、', '和', '与', '及']).count() + 1;
        items |= i > 0 && (least..=most).contains(&values);
    }
    let all = &view.block.figures;
    let figures = all[all.partition_point(|f| (f.span.start as usize) < from)..].iter();
    let figures = figures.take_while(|f| (f.span.start as usize) < start);
    let figures = figures.filter(|f| !matches!(f.class, Class::Date | Class::Period | Class::Name)).count();
    items || clauses.len() > 1 && figures >= values
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
        // 第4、6、5位: ranks.
        if figure.class == Class::Ordinal && count == 0 && text[figure.span.end as usize..].starts_with('、') {
            return 0;
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
