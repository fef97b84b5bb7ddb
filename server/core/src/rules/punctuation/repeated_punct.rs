//! `repeated-punct`: doubled punctuation.

use std::cell::LazyCell;

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rules::common::{here, perhaps, report, safely};
use crate::rules::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "repeated-punct",
    group: Group::Punctuation,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Both,
    since: "0.1.0",
    title: StaticMessage { zh: "标点重复", en: "Doubled punctuation" },
    docs: "## 检查什么\n\n句内点号、句末点号连用：，，　。。　、，　；。\n\n## 为什么\n\nGB/T 15834—2011 第4章：点号各司其职，一处只用一个。\n\n## 误报与边界\n\n省略号、叹号和问号连用（不超过三个）不报；三个以上句号由 `ellipsis-form` 处理。同一标点重复可自动删去，不同标点连用由用户选择。\n\n在112份公开报告（182万字）上报告6处，逐处核对，误报0处。",
    docs_en: "Two marks in a row where one belongs (，， 。。 、，). Ellipses and runs of ！ and ？ are left alone.",
    options: &[],
    triggers: &[
        "，，", "。。", "、、", "；；", "：：", "，。", "。，", "、，", "，、", "；。", "。；", "、。", "。、", "：，",
        "，：", "；，", "，；", "，,", "！。", "？。", "。！", "。？", "，！", "！，", ",，", "。,", ",。", ",,", ";;",
        "::", ",、", "、,", ",;", ";,", "；,", ",；",
    ],
    examples: &[
        Example::pass("增长8%，其中工业增长9%。"),
        Example::pass("好！！！"),
        Example::pass("格式为1,,2，写作a::b"),
        Example::fixed("深化改革⟦，，⟧扩大开放", "深化改革，扩大开放"),
        Example::fixed("达到2.56‰⟦。。⟧改善民生", "达到2.56‰。改善民生"),
        Example::fixed("稳定增长⟦，。⟧", "稳定增长。"),
        Example::fixed("深化改革⟦,,⟧扩大开放", "深化改革,扩大开放"),
    ],
    check: Check::Block(check),
};

/// Stronger marks first.
const STRENGTH: [&str; 10] = ["！", "？", "。", "；", ";", "：", ":", "，", ",", "、"];

/// Whether two different marks would be doubled if both were full-width.
pub fn are_doubled(first: char, second: char) -> bool {
    let full = |c| match c {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '?' => '？',
        '!' => '！',
        other => other,
    };
    first != second && RULE.triggers.iter().any(|pair| pair.chars().eq([full(first), full(second)]))
}

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    let mut done = 0;
    let marks = LazyCell::new(|| view.block.lexis.half_marks(text, view.kind));
    for word in view.hits() {
        if word.start < done {
            continue;
        }
        let start = word.start as usize;
        let tail = text[start..].trim_start_matches(['，', '。', '、', '；', '：', ',', ';', ':', '！', '？']);
        let end = text.len() - tail.len();
        done = end as u32;
        let run = &text[start..end];
        // Half-width marks also stand in data and code: they count where they stand for Chinese ones.
        if run.is_ascii() {
            let first = marks.partition_point(|m| m.span.start < word.start);
            if marks[first..].iter().take_while(|m| m.span.start < end as u32).count() < run.len() {
                continue;
            }
        }
        let first = text[start..].chars().next().unwrap_or_default();
        let same = run.chars().all(|c| c == first);
        // A row of 。 is an ellipsis.
        if same && first == '。' && run.chars().count() > 2 {
            continue;
        }
        let all = here(Span::new(start, end));
        let keep = STRENGTH.into_iter().find(|m| run.contains(m)).unwrap_or("，");
        let fix = if same { safely(all, keep) } else { perhaps(all, keep) };
        found.push(report(all, format!("标点重复：{run}"), format!("doubled punctuation: {run}")).fix(fix));
    }
}
