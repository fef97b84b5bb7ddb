//! `unbalanced-pair`: a pair mark without its partner.

use super::quotes_replaced;
use crate::finding::{Edit, Finding, Fix, Severity, Wait};
use crate::message::{Message, StaticMessage};
use crate::reading::quotations::{self, Quotation};
use crate::reading::segments::is_stop;
use crate::rule::{BlockView, Check, DocumentView, Example, FixAvailability, Group, Note, Rule};
use crate::rules::common::{after, before, is_han, near_before, perhaps, report};
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "unbalanced-pair",
    group: Group::Punctuation,
    severity: Severity::Error,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "成对标点不配对", en: "A pair mark without its partner" },
    docs: "## 检查什么\n\n引号、括号、书名号只有一半：“三保任务、（含开发区。\n\n## 为什么\n\nGB/T 15834—2011 第4.8、4.9、4.15条：引号、括号、书名号成对使用。\n\n## 误报与边界\n\n一对引号用了同一个（“双拥“）、用反了（”普九“）或后一个成了单引号的，给出改法。逐段检查，并在下一对处重新对齐，一处缺失不会连累后文。引文分段、每段以前引号开头（第4.8.3.5条）不报；括号跨行（标题、落款）不报；“1）”“一）”“a)”这样的序号、“’99”的撇号、断行把“（12）”断成两行的、乱码近旁不报。\n\n在1,004份公开报告和公文（1,686万字）上报告33处（26份），读了33处，都属实。",
    docs_en: "A quotation mark, bracket or title mark without its partner, paragraph by paragraph with resynchronisation. Quotations over several paragraphs, brackets across title lines, list markers such as 1） and apostrophes are left alone.",
    options: &[],
    triggers: &["“", "”", "‘", "’", "（", "）", "(", ")", "《", "》", "〔", "〕", "【", "】"],
    examples: &[
        Example::pass("落实“三保”任务（含开发区）。"),
        Example::pass("1）抓投资\n2）抓消费"),
        Example::pass("（2022年1月8日在云岭市\n第一届人民代表大会上）"),
        Example::pass("新建园区（1\n2）个，详见附表（见图\n1）所列"),
        Example::pass("提前完成&ldquo；双减”任务"),
        Example::pass("“第一段。\n“第二段。”"),
        Example::pass("中国’99博览会，‘98抗洪"),
        Example::pass("关闭小矿（三类比例为2:3:5），推行总承包（简称EPC），新建学校（ 1）所"),
        Example::pass("统筹（抓好三件事：1）修路；2）架桥）推进"),
        Example::pass("推进“双减&rdquo;工作"),
        Example::pass("他说“要‘快’要‘稳’”。"),
        Example::fixed("贡献率逐步⟦’⟧提高", "贡献率逐步提高"),
        Example::pass("迎接’98抗洪胜利，People’s Republic"),
        Example::fail("落实⟦“⟧三保任务，推进“双减”工作"),
        Example::fixed("深化“双拥⟦“⟧共建", "深化“双拥”共建"),
        Example::fixed("继承⟦”⟧四好”传统", "继承“四好”传统"),
        Example::fixed("清偿⟦”普九“⟧债务", "清偿“普九”债务"),
        Example::fixed("实践“三个代表⟦’⟧重要思想", "实践“三个代表”重要思想"),
        Example::fixed("坚持⟦'两个确保“⟧，实现“零抛荒”", "坚持“两个确保”，实现“零抛荒”"),
        Example::fixed("坚持⟦'⟧两个确保”目标", "坚持“两个确保”目标"),
        Example::fixed("开展⟦\"不文明行为’⟧整治", "开展“不文明行为”整治"),
        Example::fixed("建设“数字云岭⟦’’⟧", "建设“数字云岭”"),
        Example::fail("投资增长（含开发区），消费增长⟦（⟧含青禾县，其余增长（略）。"),
        Example::fail("云岭市人民代表大会上⟦）⟧"),
        Example::fail("编制多彩云岭⟦》⟧一书"),
    ],
    check: Check::Noted { note, check },
};

/// The kinds of pairs; brackets of both widths are one kind.
const KINDS: usize = 6;
/// Key of a note about two quotation marks that belong together, one of them or both wrong.
const TURNED: u64 = KINDS as u64 * 2;

/// A mark without partner in its line.
#[derive(Clone, Copy)]
struct Half {
    span: Span,
    kind: usize,
    opens: bool,
}

fn half(mark: &str) -> Option<(usize, bool)> {
    Some(match mark {
        "“" => (0, true),
        "”" => (0, false),
        "（" | "(" => (1, true),
        "）" | ")" => (1, false),
        "《" => (2, true),
        "》" => (2, false),
        "〔" => (3, true),
        "〕" => (3, false),
        "【" => (4, true),
        "】" => (4, false),
        "‘" => (5, true),
        _ => return None,
    })
}

/// Notes the single halves of a line: key is twice the kind, plus one where it opens.
fn note(view: &BlockView<'_>, notes: &mut Vec<Note>) {
    // A lost or garbled mark near damage explains the other half anywhere in the line.
    if !view.block.lexis.damage.is_empty() {
        return;
    }
    let text = view.text();
    let line: Vec<Span> = view.hits().collect();
    let mut single = Vec::new();
    let quotations = quotations::odd(text);
    let wrong: Vec<&Quotation> = quotations.iter().filter(|q| q.wrong).collect();
    notes.extend(wrong.iter().map(|q| Note::new(TURNED, wrong_marks(text, q))));
    for kind in 0..KINDS {
        if !matches!(kind, 0 | 5) || wrong.is_empty() {
            unpaired(text, &line, kind, &mut single);
        }
    }
    if wrong.is_empty() {
        single.extend(stray(text));
    }
    single.sort_by_key(|half| half.span);
    let mut i = 0;
    while let Some(half) = single.get(i) {
        let (next, turned) = match turned(text, *half, single.get(i + 1)) {
            Some(note) => (i + 1 + usize::from(note.1), note.0),
            None => (i + 1, Note::new((half.kind * 2 + usize::from(half.opens)) as u64, [half.span; 2])),
        };
        notes.push(turned);
        i = next;
    }
}

/// What is wrong of a quotation, and all of it.
fn wrong_marks(text: &str, quotation: &Quotation) -> [Span; 2] {
    let (open, close) = (quotation.open, quotation.close);
    let whole = Span { start: open.start, end: close.end };
    match (open.of(text), close.of(text)) {
        ("“", _) => [close, whole],
        (_, "”") => [open, whole],
        _ => [whole; 2],
    }
}

/// 逐步’提高: the line's only single quotation mark, between two ideographs.
fn stray(text: &str) -> Option<Half> {
    let at = text.find('’')?;
    let end = at + '’'.len_utf8();
    let alone = !text[end..].contains('’') && !text.contains(['‘', '"', '\'']);
    let between = before(text, at).is_some_and(is_han) && after(text, end).is_some_and(is_han);
    // “三个代表’: the partner of a double one.
    let open = text[..at].matches('“').count() > text[..at].matches('”').count();
    (alone && between && !open).then_some(Half { span: Span::new(at, end), kind: 5, opens: false })
}

/// Longest quotation whose marks are put right, in characters.
const QUOTATION: usize = 20;

/// “双拥“, ”普九“, “三个代表’: a quotation mark and its partner of the wrong form. The note's places are what is wrong and
/// the whole quotation; also whether the next half was the partner.
fn turned(text: &str, half: Half, next: Option<&Half>) -> Option<(Note, bool)> {
    if half.kind != 0 {
        return None;
    }
    let note = |wrong: Span, end: u32| Note::new(TURNED, [wrong, Span { start: half.span.start, end }]);
    let quotation = |from: u32, to: u32| {
        let inner = &text[from as usize..to as usize];
        let length = inner.chars().take(QUOTATION + 1).count();
        (1..=QUOTATION).contains(&length)
            && !inner.starts_with(['、', '，', '。', '；', '：'])
            && !inner.contains(['“', '”', '‘', '’', '。', '；'])
    };
    if let Some(next) = next.filter(|n| n.kind == 0 && quotation(half.span.end, n.span.start)) {
        let (first, second) = (half.span, next.span);
        return match (half.opens, next.opens) {
            (true, true) => Some((note(second, second.end), true)),
            (false, false) => Some((note(first, second.end), true)),
            (false, true) => Some((note(Span { start: first.start, end: second.end }, second.end), true)),
            (true, false) => None,
        };
    }
    if let Some(note) = opened_otherwise(text, half, quotation) {
        return Some((note, false));
    }
    if !half.opens {
        return None;
    }
    // The line's next quotation mark of any form.
    let tail = &text[half.span.end as usize..];
    let at = tail.find(['“', '”', '‘', '’', '"', '\''])?;
    let end = half.span.end as usize + at;
    let single = text[end..].len() - text[end..].trim_start_matches(['’', '\'']).len();
    let wrong = if single > 0 { single } else { usize::from(text[end..].starts_with('"')) };
    let close = Span::new(end, end + wrong);
    (wrong > 0 && quotation(half.span.end, close.start)).then(|| (note(close, close.end), false))
}

/// '两个确保”, '两个确保“，: a quotation that a mark of another form opens. “ closes it where something ends behind it.
fn opened_otherwise(text: &str, half: Half, quotation: impl Fn(u32, u32) -> bool) -> Option<Note> {
    let head = near_before(text, half.span.start as usize);
    let (at, mark) = head.rmatch_indices(['\'', '‘', '"']).next()?;
    let at = half.span.start as usize - head.len() + at;
    let first = Span::new(at, at + mark.len());
    let word = before(text, at).is_some_and(|c| c.is_ascii_alphanumeric());
    let rest = &text[half.span.end as usize..];
    let ends = rest.is_empty() || rest.starts_with(['，', '。', '；', '、', '）', ',', ';']);
    if word || half.opens && !ends || !quotation(first.end, half.span.start) {
        return None;
    }
    // ’99 and ‘ with its own partner are something else. Where there are many, another one is found at once.
    if text[..at].contains(mark) || rest.contains(mark) || mark == "‘" && rest.contains('’') {
        return None;
    }
    let whole = Span { start: first.start, end: half.span.end };
    Some(Note::new(TURNED, [if half.opens { whole } else { first }, whole]))
}

/// The finding about a quotation whose marks are of the wrong form.
fn wrong_form(view: &DocumentView<'_>, wrong: Loc, whole: Span) -> Finding {
    let text = view.text(wrong.block);
    let edits = mended(text, wrong, whole);
    let (zh, en) = ("前后引号用错", "a quotation mark of the wrong form");
    let inner = whole.of(text).trim_matches(['“', '”', '‘', '’', '"', '\'']);
    let title = match edits.as_slice() {
        [one] => Message::new(format!("改为“{}”", one.text), format!("Change to “{}”", one.text)),
        _ => Message::new(format!("改为““{inner}””"), format!("Change to ““{inner}””")),
    };
    report(wrong, zh, en).fix(Fix::unsafe_(title, edits))
}

/// The edits that put the marks of a quotation right.
fn mended(text: &str, wrong: Loc, whole: Span) -> Vec<Edit> {
    let loc = |start: usize, end: usize| Loc { block: wrong.block, span: Span::new(start, end) };
    let (start, end) = (whole.start as usize, whole.end as usize);
    let marks = ['“', '”', '‘', '’', '"', '\''];
    let words = whole.of(text);
    let opening = words.len() - words.trim_start_matches(marks).len();
    let closing = words.len() - words.trim_end_matches(marks).len();
    let (open, close) = (Edit::new(loc(start, start + opening), "“"), Edit::new(loc(end - closing, end), "”"));
    match (wrong.span == whole, wrong.span.start == whole.start) {
        (true, _) => vec![open, close],
        (_, true) => vec![open],
        _ => vec![close],
    }
}

/// Notes only the quotations with marks of the wrong form.
pub(super) fn note_turned(view: &BlockView<'_>, notes: &mut Vec<Note>) {
    let mut all = Vec::new();
    note(view, &mut all);
    notes.extend(all.into_iter().filter(|n| n.key == TURNED));
}

/// The edits for all quotations with marks of the wrong form, for the rule that tells them as one; `None` where there are
/// few, and no `others` beside them.
pub(super) fn throughout(view: &DocumentView<'_>, others: bool) -> Option<Vec<Edit>> {
    const FEW: usize = 3;
    let turned = || view.notes().filter(|(_, n)| n.key == TURNED);
    if !others && turned().nth(FEW).is_none() {
        return None;
    }
    let edits =
        |(block, note): (u32, &Note)| mended(view.text(block), Loc { block, span: note.spans[0] }, note.spans[1]);
    Some(turned().flat_map(edits).collect())
}

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    // Blocks that hold a single half of each kind, closing and opening.
    let mut blocks: [Vec<u32>; KINDS * 2] = Default::default();
    for (block, note) in view.notes().filter(|(_, n)| n.key < TURNED) {
        blocks[note.key as usize].push(block);
    }
    let told = quotes_replaced::tells(view);
    for (block, note) in view.notes() {
        let loc = Loc { block, span: note.spans[0] };
        if note.key == TURNED {
            if !told {
                found.push(wrong_form(view, loc, note.spans[1]));
            }
            continue;
        }
        let half = Half { span: note.spans[0], kind: note.key as usize / 2, opens: note.key % 2 == 1 };
        if continued(view, block, half, &blocks) {
            continue;
        }
        let mark = view.at(loc);
        let (zh, en) =
            if half.opens { ("没有后一半", "is never closed") } else { ("没有前一半", "was never opened") };
        let waits = if half.opens { Wait::Paragraph } else { Wait::Nothing };
        let finding = report(loc, format!("“{mark}”{zh}"), format!("“{mark}” {en}")).until(waits);
        // Where a quotation lost one mark, the other shows where it was: it is not to be taken away in passing.
        found.push(if half.kind == 0 { finding } else { finding.fix(perhaps(loc, "")) });
    }
}

/// The marks of one kind in a line that have no partner. The bracket of what looks like a list marker may close one that is
/// open: the reading that leaves fewer single marks holds.
fn unpaired(text: &str, line: &[Span], kind: usize, single: &mut Vec<Half>) {
    let from = single.len();
    single_of(text, line, kind, false, single);
    if kind == 1 && single.len() > from {
        let mut other = Vec::new();
        single_of(text, line, kind, true, &mut other);
        if other.len() < single.len() - from {
            single.truncate(from);
            single.append(&mut other);
        }
    }
}

fn single_of(text: &str, line: &[Span], kind: usize, markers_close: bool, single: &mut Vec<Half>) {
    let mut open: Vec<Span> = Vec::new();
    let mut nested = false;
    let last_close = (kind == 5).then(|| text.rfind('’')).flatten();
    // 》》…《《: ornaments of a web page.
    let doubled = |span: Span| {
        let mark = span.of(text);
        text[..span.start as usize].ends_with(mark) || text[span.end as usize..].starts_with(mark)
    };
    let marker = |span: Span, opens: bool, pending: bool| {
        kind == 1 && is_marker(text, span, opens) && !(markers_close && pending)
    };
    let from = single.len();
    for span in line {
        let Some((k, opens)) = half(span.of(text)) else { continue };
        if k != kind || marker(*span, opens, !open.is_empty()) || (kind == 2 && doubled(*span)) {
            continue;
        }
        if kind == 5 {
            let rest = &text[span.end as usize..];
            // ‘98: the apostrophe of a year.
            if opens
                && last_close.is_none_or(|at| at < span.end as usize)
                && !rest.starts_with(|c: char| c.is_ascii_digit())
            {
                single.push(Half { span: *span, kind, opens });
            }
            continue;
        }
        if opens {
            nested |= !open.is_empty();
            open.push(*span);
        } else if open.pop().is_none() {
            single.push(Half { span: *span, kind, opens: false });
        }
    }
    if open.is_empty() {
        return;
    }
    if !nested {
        single.extend(open.iter().map(|span| Half { span: *span, kind, opens: true }));
        return;
    }
    // Something opened twice and was closed once: the one followed by another opening mark lost its partner.
    single.truncate(from);
    let mut pending: Option<Span> = None;
    for span in line {
        let Some((k, opens)) = half(span.of(text)) else { continue };
        if k != kind || marker(*span, opens, pending.is_some()) {
            continue;
        }
        match (opens, pending) {
            (true, before) => {
                single.extend(before.map(|span| Half { span, kind, opens: true }));
                pending = Some(*span);
            }
            (false, Some(_)) => pending = None,
            (false, None) => single.push(Half { span: *span, kind, opens: false }),
        }
    }
    single.extend(pending.map(|span| Half { span, kind, opens: true }));
    // One pair inside another of its kind: “甲“乙”丙”. The outer marks remain; they are a pair.
    let mut kept = from;
    let mut i = from;
    while i < single.len() {
        if i + 1 < single.len()
            && single[i].opens
            && !single[i + 1].opens
            && single[i].kind == kind
            && single[i + 1].kind == kind
        {
            i += 2;
        } else {
            single.swap(kept, i);
            kept += 1;
            i += 1;
        }
    }
    single.truncate(kept);
}

/// 1）, 一）, a): the bracket of a list marker.
fn is_marker(text: &str, mark: Span, opens: bool) -> bool {
    if opens {
        return false;
    }
    let head = text[..mark.start as usize].trim_end_matches('*');
    let label =
        head.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩".contains(c));
    let length = head[label.len()..].chars().count();
    // （**一）: the marker has its opening bracket.
    if label.trim_end_matches('*').ends_with(['（', '(']) {
        return false;
    }
    (1..=3).contains(&length)
        && (label.trim().is_empty()
            || label.ends_with(['。', '；', '：', ';', ':', '，', ',', ' ', '\u{3000}', '*', '#']))
}

/// Whether another line holds the partner: a quotation of several paragraphs, a bracket around several title lines.
fn continued(view: &DocumentView<'_>, block: u32, this: Half, blocks: &[Vec<u32>; KINDS * 2]) -> bool {
    let next_line =
        |from: u32| (from + 1..view.blocks.len() as u32).find(|i| !view.text(*i).trim().is_empty()).unwrap_or(u32::MAX);
    if this.kind == 0 && this.opens {
        let text = view.blocks.get(next_line(block) as usize).map_or("", |b| b.read());
        if text.trim_start_matches([' ', '\u{3000}', '*', '#', '>']).starts_with('“') {
            return true;
        }
    }
    // （ alone, and the rest of the ordinal on the next line.
    if this.kind == 1 && this.opens && view.text(block).trim().len() == this.span.len() {
        return true;
    }
    // （1⏎2）: the next line starts with what looks like a list marker.
    if this.kind == 1 && this.opens && !view.text(block).trim_end().ends_with(is_stop) {
        let next = view.blocks.get(block as usize + 1).map_or("", |b| b.read()).trim_start();
        if next
            .char_indices()
            .take(6)
            .find(|(_, c)| matches!(c, '）' | ')'))
            .is_some_and(|(at, _)| at > 0 && is_marker(next, Span::new(at, at + 1), false))
        {
            return true;
        }
    }
    // The partner stands within the next (or former) few short lines; the nearest one decides.
    let partners = &blocks[this.kind * 2 + usize::from(!this.opens)];
    let nearest = if this.opens {
        partners.get(partners.partition_point(|b| *b <= block)).map(|b| (block, *b))
    } else {
        partners.partition_point(|b| *b < block).checked_sub(1).map(|i| (partners[i], block))
    };
    nearest.is_some_and(|(from, to)| {
        let mut at = from;
        (0..4).any(|_| {
            at = next_line(at);
            at == to
        })
    })
}
