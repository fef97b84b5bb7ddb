//! `heading-repeated`: a heading stands twice: a section was pasted again.

use std::collections::HashMap;

use super::sequence::{marker, shown};
use crate::finding::{Finding, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{BlockView, Check, DocumentView, Example, FixAvailability, Group, Note, Rule};
use crate::structure::{LineShape, Node, NodeKind, OrdinalStyle};
use crate::text::{Span, is_letter};

/// The rule.
pub const RULE: Rule = Rule {
    code: "heading-repeated",
    group: Group::Ordinals,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "标题重复", en: "A heading stands twice" },
    docs: "## 检查什么\n\n同一组标题里两个标题文字相同，或两处标题连同其下正文开头都相同：一段稿子粘贴了两次。\n\n## 为什么\n\n定稿拼合时的常见事故；两份正文往往还略有出入。\n\n## 误报与边界\n\n少于六个字的标题（总体要求、主要目标）在不同部分重复是正常的，不报；目录与正文标题相同不报；不同部分标题相同而正文不同不报。标题折行的不报。877篇公开的政府工作报告上不报，没有误报；另127份文稿里报3处，全部属实。",
    docs_en: "Two headings of one series have the same words, or two headings and the text below them are the same: a section was pasted twice.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("一、总体要求\n推进改革。\n二、主要任务\n抓好落实。"),
        Example::pass(
            "第一章　大力发展现代农业\n第二章　大力发展现代工业\n第一章　大力发展现代农业\n稳定粮食生产，建设高标准农田。\n第二章　大力发展现代工业\n壮大优势产业。",
        ),
        Example::pass(
            "（一）大力推进新型农业\n基地建设取得实效\n扩大面积。\n（二）大力推进新型农业\n服务体系取得实效\n加强管理。",
        ),
        Example::fail(
            "（一）大力发展现代农业。稳定粮食生产。\n（二）大力发展现代工业。壮大优势产业。\n⟦（三）大力发展现代农业⟧。建设高标准农田。",
        ),
    ],
    check: Check::Noted { note, check },
};

/// Characters of text below a heading that are compared; no fewer may be there.
const BELOW: u32 = 40;

/// Notes the fingerprint of the line's beginning; after it, for each heading in the line, that of its title and of what
/// follows in the line.
fn note(view: &BlockView<'_>, notes: &mut Vec<Note>) {
    let text = view.text();
    notes.push(fingerprint(text, Span::new(0, text.len()), BELOW as usize));
    for mark in view.block.scan.marks.iter().filter(|m| !m.ordinal.style.is_run_in()) {
        notes.push(fingerprint(text, mark.title, usize::MAX));
        notes.push(fingerprint(text, Span { start: mark.title.end, end: text.len() as u32 }, BELOW as usize));
    }
}

/// A note of a place: the hash of its letters and ideographs, up to `most`, and as its second span their number.
fn fingerprint(text: &str, place: Span, most: usize) -> Note {
    // FNV-1a over code points.
    let words = words(place.of(text)).take(most);
    let (hash, length) = words.fold((0xcbf2_9ce4_8422_2325_u64, 0), |(hash, length), c| {
        ((hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3), length + 1)
    });
    Note::new(hash, [place, Span { start: 0, end: length }])
}

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let nodes = &view.outline.nodes;
    // By series and words, then by words and text below; hashes, so that a draft of many headings needs no copies.
    let mut in_series: HashMap<(u32, u64), u32> = HashMap::new();
    let mut with_text: HashMap<(u64, u64), u32> = HashMap::new();
    let mut inside: Option<u32> = None;
    for (i, node) in nodes.iter().enumerate() {
        let (Some(series), NodeKind::Heading) = (node.series, node.kind) else { continue };
        let Some([title, rest]) = noted(view.notes_of(node.heading.block), node.title) else { continue };
        if title.spans[1].end < 6 {
            continue;
        }
        let (i, words) = (i as u32, title.key);
        let mut first = in_series.get(&(series, words)).copied();
        in_series.entry((series, words)).or_insert(i);
        if node.ordinal.is_some_and(|o| o.style <= OrdinalStyle::ChineseParen)
            && let Some(below) = below(view, node, rest)
        {
            first = first.or_else(|| with_text.get(&(words, below)).copied());
            with_text.entry((words, below)).or_insert(i);
        }
        // Only the outermost of what was pasted twice.
        if inside.is_some_and(|end| i < end) {
            continue;
        }
        let same = |first: &u32| self::title(view, &nodes[*first as usize]).eq(self::title(view, node));
        if let Some(first) = first.filter(same).filter(|_| !broken(view, node)) {
            inside = Some(node.subtree_end);
            found.push(report(view, node, &nodes[first as usize]));
        }
    }
}

/// The notes of the heading with this title: they follow that of the line two by two.
fn noted(notes: &[Note], title: Span) -> Option<&[Note; 2]> {
    let (headings, _) = notes.get(1..)?.as_chunks::<2>();
    let at = headings.partition_point(|[heading, _]| heading.spans[0] < title);
    headings.get(at).filter(|[heading, _]| heading.spans[0] == title)
}

/// Whether a page cut the heading: （一）大力推进新型 and 工业化 in the next line.
fn broken(view: &DocumentView<'_>, node: &Node) -> bool {
    let below = view.blocks[node.heading.block as usize..].iter().skip(1);
    let next = below.map(|b| &b.scan).find(|s| s.shape != LineShape::Blank || !s.marks.is_empty());
    let alone = view.text(node.heading.block)[node.title.end as usize..].trim_matches(['*', ' ', '　']).is_empty();
    alone && next.is_some_and(|s| s.marks.is_empty() && matches!(s.shape, LineShape::Title | LineShape::Part))
}

/// Fingerprint of the text below a heading: the rest of its line and as many of the next lines' beginnings as it takes.
fn below(view: &DocumentView<'_>, node: &Node, rest: &Note) -> Option<u64> {
    let (mut hash, mut length) = (rest.key, rest.spans[1].end);
    let mut lines = node.heading.block + 1..node.end.0.min(view.blocks.len() as u32);
    while length < BELOW {
        let line = view.notes_of(lines.next()?).first()?;
        if line.spans[1].end > 0 {
            hash = hash.rotate_left(7) ^ line.key;
            length += line.spans[1].end;
        }
    }
    Some(hash)
}

fn report(view: &DocumentView<'_>, node: &Node, first: &Node) -> Finding {
    let (here, line) = (shown(view, first), view.line_number(first.heading.block));
    Finding::new(
        node.heading,
        Message::new(
            format!("与第{line}行“{here}”的标题相同，可能是重复粘贴"),
            format!("the same heading as “{here}” on line {line}: pasted twice?"),
        ),
    )
    .related(marker(first), Message::new("第一处", "the first one"))
}

/// Letters and ideographs of a title.
fn title<'a>(view: &DocumentView<'a>, node: &Node) -> impl Iterator<Item = char> + use<'a> {
    words(node.title.of(view.text(node.heading.block)))
}

/// Letters, digits and ideographs.
fn words(text: &str) -> impl Iterator<Item = char> + use<'_> {
    text.chars().filter(|c| is_letter(*c))
}
