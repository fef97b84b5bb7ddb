//! `repeated-punct`: doubled punctuation.

use std::cell::LazyCell;

use crate::finding::{Finding, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{BlockView, Check, DocumentView, Example, FixAvailability, Group, Note, Rule};
use crate::rules::common::{perhaps, report, safely};
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "repeated-punct",
    group: Group::Punctuation,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Both,
    since: "0.1.0",
    title: StaticMessage { zh: "标点重复", en: "Doubled punctuation" },
    docs: "## 检查什么\n\n句内点号、句末点号连用：，，　。。　、，　；。\n\n## 为什么\n\nGB/T 15834—2011 第4章：点号各司其职，一处只用一个。\n\n## 误报与边界\n\n省略号、叹号和问号连用（不超过三个）不报；三个以上句号由“省略号形式不规范”一条处理。同一标点重复可自动删去，不同标点连用由用户选择。重复的标点之间像是脱落了数字（达，，%）的，全文只报一处，不提供改正；像是引号、破折号损坏而成的（；；三大攻坚战；；，行首；；；；），按原样恢复，须经确认。全文有这类损坏时，其余重复标点也须经确认才改。\n\n在1,004份公开报告和公文（1,686万字）上报告9处（6份），读了9处，都属实。",
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
        Example::fixed("控制在7.64‰⟦。。⟧以内", "控制在7.64‰以内"),
        Example::fixed("深化改革⟦,,⟧扩大开放", "深化改革,扩大开放"),
        Example::fixed("打好⟦；；三大攻坚战；；⟧，守住底线", "打好“三大攻坚战”，守住底线"),
        Example::fixed("⟦；；；；⟧发展质量稳步提升。", "——发展质量稳步提升。"),
        Example::fail("受益农户达⟦，，⟧%，治理达标。"),
    ],
    check: Check::Noted { note, check },
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

/// What a run of marks probably is; the key of its note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Run {
    /// One mark typed twice.
    Same,
    /// Two different marks.
    Different,
    /// Something between the marks is gone: 达,,%
    Hole,
    /// A pair of quotation marks that became ;;…;;
    Quotes,
    /// A dash that became ;;;;
    Dash,
}

const RUNS: [Run; 5] = [Run::Same, Run::Different, Run::Hole, Run::Quotes, Run::Dash];
const MARKS: [char; 11] = ['，', '。', '、', '；', '：', ',', ';', ':', '！', '？', '…'];

fn note(view: &BlockView<'_>, notes: &mut Vec<Note>) {
    let text = view.text();
    let mut done = 0;
    let marks = LazyCell::new(|| view.block.lexis.half_marks(text, view.kind));
    let from = notes.len();
    for word in view.hits() {
        if word.start < done {
            continue;
        }
        let start = word.start as usize;
        let tail = text[start..].trim_start_matches(&MARKS[..10]);
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
        let span = Span::new(start, end);
        let kind = match run.chars().count() {
            _ if hole(text, span) => Run::Hole,
            4.. if same && matches!(first, ';' | '；') => Run::Dash,
            _ if same => Run::Same,
            _ => Run::Different,
        };
        // ;;三大攻坚战;;，
        if let Some(last) = notes[from..].last_mut()
            && last.key == Run::Same as u64
            && matches!(last.spans[0].of(text), ";;" | "；；")
            && run.starts_with(last.spans[0].of(text))
            && quotation(&text[last.spans[0].end as usize..start])
        {
            let close = Span::new(start, start + last.spans[0].len());
            *last = Note::new(Run::Quotes as u64, [last.spans[0], close]);
            continue;
        }
        notes.push(Note::new(kind as u64, [span; 2]));
    }
}

/// Whether a figure is gone beside the marks: 达,,%
fn hole(text: &str, span: Span) -> bool {
    let (head, tail) = (&text[..span.start as usize], &text[span.end as usize..]);
    tail.starts_with(['%', '％', '‰'])
        || head.ends_with(['达', '占']) && !["发达", "到达", "抢占", "侵占"].iter().any(|w| head.ends_with(w))
        || ["达到", "提高到", "增加到", "下降到"].iter().any(|w| head.ends_with(w))
}

/// Whether what stands between two doubled marks is as short as a quotation.
fn quotation(inner: &str) -> bool {
    (1..=20).contains(&inner.chars().count()) && !inner.contains(MARKS)
}

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    // Where figures or quotation marks were lost, a doubled mark is evidence of it, and not to be mended in passing.
    let damaged = view.notes().any(|(_, n)| n.key > Run::Different as u64);
    let several = view.notes().filter(|(_, n)| n.key == Run::Hole as u64).count() > 1;
    // Where several figures are gone, the other doubled marks tell of the same.
    let is_hole = |n: &Note| n.key == Run::Hole as u64 || several && n.key < Run::Hole as u64;
    let holes: Vec<Loc> =
        view.notes().filter(|(_, n)| is_hole(n)).map(|(block, n)| Loc { block, span: n.spans[0] }).collect();
    let corrupted = LazyCell::new(|| view.reported("percent-corrupted"));
    for (block, note) in view.notes() {
        let all = Loc { block, span: note.spans[0] };
        // Half of a sign that fell apart is no mark.
        if corrupted.at(all) {
            continue;
        }
        let run = view.at(all);
        let kind = if is_hole(note) { Run::Hole } else { RUNS[note.key as usize] };
        let finding = match kind {
            Run::Hole if holes.first() == Some(&all) => {
                let count = holes.len();
                let zh = format!("标点重复：{run}，其间的数字或文字可能脱落（全文{count}处）");
                let en = format!("doubled punctuation: {run}; what stood between is probably lost ({count} places)");
                let others = holes.iter().skip(1).take(9);
                others.fold(report(all, zh, en), |f, l| f.related(*l, Message::new("也是", "here, too")))
            }
            Run::Hole => continue,
            Run::Quotes => {
                let second = Loc { block, span: note.spans[1] };
                let whole = Loc { block, span: Span { start: all.span.start, end: second.span.end } };
                let inner = Span { start: all.span.end, end: second.span.start };
                let inner = inner.of(view.text(block));
                report(whole, format!("“{run}”疑为损坏的引号"), format!("“{run}” was probably a quotation mark"))
                    .fix(perhaps(whole, format!("“{inner}”")))
            }
            Run::Dash => report(all, format!("“{run}”疑为损坏的破折号"), format!("“{run}” was probably a dash"))
                .fix(perhaps(all, "——")),
            // 7.64‰。。以内: the sentence goes on, and none belongs there.
            _ if goes_on(&view.text(block)[all.span.end as usize..]) => {
                report(all, format!("标点多余：{run}"), format!("marks where the sentence goes on: {run}"))
                    .fix(perhaps(all, ""))
            }
            kind => {
                let keep = STRENGTH.into_iter().find(|m| run.contains(m)).unwrap_or("，");
                let safe = kind == Run::Same && !damaged;
                let fix = if safe { safely(all, keep) } else { perhaps(all, keep) };
                report(all, format!("标点重复：{run}"), format!("doubled punctuation: {run}")).fix(fix)
            }
        };
        found.push(finding);
    }
}

/// Whether what follows is bound to the figure before.
fn goes_on(tail: &str) -> bool {
    ["以内", "左右", "以下"].iter().any(|w| tail.starts_with(w))
}
