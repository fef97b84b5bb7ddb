//! `sentence-repeated`: a sentence or a paragraph stands twice.

use crate::block::Note;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::markdown::LineRole;
use crate::message::{Message, StaticMessage};
use crate::reading::segments::ends_statement;
use crate::rule::{BlockView, Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::text::{Loc, Span, is_letter};

/// The rule.
pub const RULE: Rule = Rule {
    code: "sentence-repeated",
    group: Group::Text,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "句段重复", en: "A sentence or a paragraph stands twice" },
    docs: "## 检查什么\n\n25个字以上的一句话在同一段里出现两次；连着的几句、整段在文中出现两次。\n\n## 为什么\n\n复制粘贴、多人合稿时常见，后一处往往忘了删。\n\n## 误报与边界\n\n只比完全相同的句子（标点除外）；标题、表格、题注、破折号引出的副题不看。同一段里的和连着八句以上的是警告；别处的可能是有意的（目标与完成情况、两个条款），只作提示。\n\n在877篇公开报告和127份文稿上，警告2条，都属实（整段粘贴了两次）；提示14条，多为任务表、通知和法规里有意的重复。",
    docs_en: "A sentence of at least 25 characters stands twice in a paragraph, or many sentences in a row stand twice in the draft. One or a few that come again elsewhere are a hint.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("加快建设云岭产业园。全力推进青禾新城。加快建设云岭产业园。"),
        Example::pass(
            "全面推行河湖长制，新建生态护岸12公里，水质优良率保持在95%以上。\n全面推行林长制，新增造林面积3万亩，森林覆盖率提高到62%以上。",
        ),
        Example::fixed(
            "全面推行河湖长制，新建生态护岸12公里，水质优良率保持在95%以上。新建公园3个。⟦全面推行河湖长制，新建生态护岸12公里，水质优良率保持在95%以上。⟧",
            "全面推行河湖长制，新建生态护岸12公里，水质优良率保持在95%以上。新建公园3个。",
        ),
        Example::fixed(
            "全面推行河湖长制，新建生态护岸12公里，水质优良率保持在95%以上。植树造林3万亩，森林覆盖率提高到62%以上，人均公园绿地达到15平方米。\n新建公园3个。\n⟦全面推行河湖长制，新建生态护岸12公里，水质优良率保持在95%以上。植树造林3万亩，森林覆盖率提高到62%以上，人均公园绿地达到15平方米。⟧\n",
            "全面推行河湖长制，新建生态护岸12公里，水质优良率保持在95%以上。植树造林3万亩，森林覆盖率提高到62%以上，人均公园绿地达到15平方米。\n新建公园3个。\n",
        ),
    ],
    check: Check::Noted { note, check },
};

/// Letters and ideographs of the shortest sentence that is compared.
const LETTERS: u32 = 25;
/// So many sentences in a row are pasted.
const MANY: usize = 8;

/// Notes the fingerprint of each long sentence.
fn note(view: &BlockView<'_>, notes: &mut Vec<Note>) {
    let text = view.text();
    let head = text.trim_start();
    if view.block.role != LineRole::Text || view.block.scan.hashes > 0 || head.starts_with(['|', '<', '—', '-']) {
        return;
    }
    let mut from = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| ends_statement(*c)) {
        let end = at + c.len_utf8();
        notes.extend(fingerprint(text, Span::new(from, end)));
        from = end;
    }
}

/// The hash of a sentence's letters (FNV-1a over code points), and as the second span their number.
fn fingerprint(text: &str, sentence: Span) -> Option<Note> {
    if sentence.len() < LETTERS as usize {
        return None;
    }
    let letters = sentence.of(text).chars().filter(|c| is_letter(*c));
    let (hash, count) = letters.fold((0xcbf2_9ce4_8422_2325_u64, 0), |(hash, count), c| {
        ((hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3), count + 1)
    });
    (count >= LETTERS).then_some(Note::new(hash, [sentence, Span { start: 0, end: count }]))
}

/// A long sentence of the draft.
#[derive(Clone, Copy)]
struct Sentence {
    block: u32,
    span: Span,
    /// The index of the same sentence earlier in the draft.
    first: Option<usize>,
}

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let mut sentences: Vec<Sentence> = Vec::new();
    // By fingerprint, then by place: what comes again stands beside what it repeats.
    let mut alike: Vec<(u64, usize)> = Vec::new();
    for (block, note) in view.notes() {
        alike.push((note.key, sentences.len()));
        sentences.push(Sentence { block, span: note.spans[0], first: None });
    }
    alike.sort_unstable();
    for same in alike.chunk_by(|a, b| a.0 == b.0) {
        same[1..].iter().for_each(|(_, again)| sentences[*again].first = Some(same[0].1));
    }
    let mut index = 0;
    while index < sentences.len() {
        let Some(first) = sentences[index].first else {
            index += 1;
            continue;
        };
        let (mut last, mut count) = (index, 1);
        // As they follow one another there, but for a few that were changed since.
        while let Some(next) = goes_on(&sentences, last) {
            (last, count) = (next, count + 1);
        }
        let end = sentences[last].first.unwrap_or(first);
        let letters = |from: usize, to: usize| letters(view, sentences[from], sentences[to]);
        let exact = letters(index, last) == letters(first, end);
        found.push(report(view, &sentences[index..=last], sentences[first], count, exact));
        index = last + 1;
    }
}

/// The next sentence of a copy.
fn goes_on(sentences: &[Sentence], last: usize) -> Option<usize> {
    const CHANGED: usize = 3;
    let first = sentences[last].first?;
    (last + 1..sentences.len().min(last + 1 + CHANGED))
        .find(|next| sentences[*next].first.is_some_and(|f| (first + 1..=first + CHANGED).contains(&f)))
}

/// Letters and ideographs from one sentence to another.
fn letters(view: &DocumentView<'_>, from: Sentence, to: Sentence) -> String {
    let lines = (from.block..=to.block).map(|block| {
        let text = view.text(block);
        let start = if block == from.block { from.span.start as usize } else { 0 };
        let end = if block == to.block { to.span.end as usize } else { text.len() };
        &text[start..end.max(start)]
    });
    lines.flat_map(str::chars).filter(|c| is_letter(*c)).collect()
}

/// Tells of `count` sentences of `again`; `exact` when nothing else stands among them.
fn report(view: &DocumentView<'_>, again: &[Sentence], there: Sentence, count: usize, exact: bool) -> Finding {
    let (here, last) = (again[0], again[again.len() - 1]);
    let line = view.line_number(there.block);
    let same = view.line_number(here.block) == line;
    let end = again.iter().take_while(|s| s.block == here.block).last().map_or(here.span.end, |s| s.span.end);
    let place = Loc { block: here.block, span: Span { start: here.span.start, end } };
    let what = match (count, same) {
        (1, true) => Message::new("此句与本段前面一句相同", "the same sentence stands earlier in this paragraph"),
        (1, false) => {
            Message::new(format!("此句与第{line}行的一句相同"), format!("the same sentence stands on line {line}"))
        }
        (n, _) => Message::new(
            format!("从这里起{n}句与第{line}行起的{n}句相同，像是粘贴了两次"),
            format!("{n} sentences from here on stand on line {line} already: pasted twice?"),
        ),
    };
    let mut finding = Finding::new(place, what)
        .related(Loc { block: there.block, span: there.span }, Message::new("第一处", "the first one"));
    // What was changed in the copy is not to go with it.
    if exact {
        let cut = whole_lines(view, place.block, place.span.start, last);
        finding = finding.fix(Fix::unsafe_(Message::new("删去重复的", "Delete the second one"), vec![cut]));
    }
    // Elsewhere it may be meant to come again: a target and the answer to it, two articles of one regulation.
    if !(same && count == 1 || count >= MANY) {
        finding.severity = Severity::Hint;
    }
    finding
}

/// Takes out the sentences; where they are all of their lines, the line break behind them, too.
fn whole_lines(view: &DocumentView<'_>, block: u32, start: u32, last: Sentence) -> Edit {
    let text = |block: u32| view.text(block);
    let alone = text(block)[..start as usize].trim().is_empty()
        && text(last.block)[last.span.end as usize..].trim().is_empty()
        && (last.block as usize) + 1 < view.blocks.len();
    if alone {
        Edit::cut((block, 0), (last.block + 1, 0))
    } else {
        Edit::cut((block, start), (last.block, last.span.end))
    }
}
