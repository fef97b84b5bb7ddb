//! Folds the scans of all lines into one tree, in one pass over the ordinals with a bounded look ahead.

use super::contents::Body;
use super::digits;
use super::leads::leads;
use super::order::Order;
use super::parts::{Head, heads};
use super::series::Counter;
use super::{
    Boundary, LeadForm, LineScan, LineShape, Lines, Mark, Node, NodeKind, OrdinalStyle as Style, Outline, Series,
};
use crate::interrupt;
use crate::reading::segments::is_stop;
use crate::text::{Loc, Span};

mod closing;
mod opening;

use closing::Members;

/// How many ordinals to look ahead when a number one may restart a series or nest in it.
const LOOK_AHEAD: usize = 300;

/// Builds the outline.
#[must_use]
pub fn build<L: Lines + ?Sized>(lines: &L) -> Outline {
    let lines = &Body::of(lines);
    let tokens = tokens(lines);
    let order = Order::infer(evidence(lines));
    let (heads, leads) = (heads(lines), leads(lines));
    let mut builder = Builder {
        tokens: &tokens,
        next_headings: next_headings(&tokens),
        next: 0,
        order,
        outline: Outline { contents: lines.contents(), ..Outline::default() },
        frames: Vec::new(),
        memory: [None; Style::ALL.len()],
        runs_on: [false; Style::ALL.len()],
        appendix: false,
        heads: &heads,
        next_head: 0,
        next_named: next_named(lines, &leads),
        appendices: appendices(lines),
        above: Above::default(),
    };
    let orphan = orphan(lines, &tokens);
    for (block, lead) in leads.iter().copied().enumerate() {
        interrupt::check();
        let (scan, text) = (lines.scan(block), lines.read(block));
        builder.line(Line { block, scan, text, lead, orphan: orphan == Some(block) });
    }
    let last = lines.count().saturating_sub(1);
    let end = (last as u32, if lines.count() == 0 { 0 } else { lines.read(last).len() as u32 + 1 });
    builder.close(0, end);
    builder.outline
}

/// A line as the builder sees it.
#[derive(Clone, Copy)]
struct Line<'a> {
    block: usize,
    scan: &'a LineScan,
    text: &'a str,
    /// Its fellows say that its first sentence names it.
    lead: bool,
    /// It seems to be a heading that lost its number.
    orphan: bool,
}

impl Line<'_> {
    /// Whether it is running text that ends in the middle of a sentence.
    fn is_cut(&self) -> bool {
        const ENDS: [char; 15] = ['。', '！', '？', '；', '：', '”', '’', '）', '…', '!', '?', ';', ':', ')', '.'];
        let text = self.text.trim_end_matches(['*', ' ', '\u{3000}', '|']);
        let heading = match self.scan.marks.last().filter(|_| self.scan.starts_with_mark()) {
            Some(mark) => mark.title.end as usize >= text.len(),
            None => !matches!(self.scan.shape, LineShape::Body | LineShape::Lead | LineShape::Dash),
        };
        !heading && !text.ends_with(ENDS)
    }

    /// Whether its last sentence announces paragraphs: 重点抓好以下三项工作。
    fn announces(&self) -> bool {
        const WORDS: [&str; 6] = ["以下", "如下", "个方面", "几项", "项工作", "项重点"];
        let text = self.text.trim_end_matches(['*', ' ', '\u{3000}']);
        let last = text.trim_end_matches('。').rfind('。').map_or(0, |at| at + '。'.len_utf8());
        text.ends_with(['：', ':']) || WORDS.iter().any(|w| text[last..].contains(w))
    }

    const fn end(&self) -> (u32, u32) {
        (self.block as u32, self.text.len() as u32 + 1)
    }
}

/// The paragraph above.
#[derive(Default)]
struct Above {
    /// It ends in the middle of a sentence: what follows is the rest of it.
    cut: bool,
}

/// An ordinal with its place.
struct Token<'a> {
    block: u32,
    /// Number of the paragraph: a block holds several where line breaks were lost.
    para: u32,
    mark: &'a Mark,
    /// Whether nothing but its title stands in its paragraph.
    alone: bool,
    /// A number one glued to the end of the paragraph before: number two of the same form starts a paragraph.
    glued: bool,
    /// Next token of the same style.
    next: Option<u32>,
}

impl Token<'_> {
    const fn style(&self) -> Style {
        self.mark.ordinal.style
    }

    const fn value(&self) -> u32 {
        self.mark.ordinal.value
    }

    const fn starts_paragraph(&self) -> bool {
        self.mark.boundary.starts_paragraph() || self.glued
    }

    /// A heading candidate: numbered, at the start of a paragraph.
    const fn is_heading(&self) -> bool {
        self.starts_paragraph() && !self.style().is_run_in()
    }
}

fn tokens<L: Lines + ?Sized>(lines: &L) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let (mut para, mut block) = (0, None);
    for (at, mark) in candidates(lines) {
        // Every block is a paragraph.
        para += at - block.replace(at).unwrap_or(0) + u32::from(mark.boundary == Boundary::Gap);
        let rest = lines.read(at as usize)[mark.title.end as usize..].trim_end_matches(['*', ' ', '\u{3000}', '#']);
        tokens.push(Token { block: at, para, mark, alone: rest.is_empty(), glued: false, next: None });
    }
    let mut seen = [None; Style::ALL.len()];
    for i in (0..tokens.len()).rev() {
        let rank = tokens[i].style().rank();
        let next: Option<u32> = seen[rank].replace(i as u32);
        // （一） and （二） may both be glued: some of the next few must start a paragraph.
        let mut wanted = tokens[i].value() + 1;
        let chain = std::iter::successors(next, |n| tokens[*n as usize].next).map(|n| &tokens[n as usize]);
        let mut chain = chain.take(4).take_while(|n| {
            wanted += 1;
            n.value() + 1 == wanted
        });
        let headed = chain.any(|n| n.mark.boundary.starts_paragraph() && !n.mark.weak);
        let token = &mut tokens[i];
        token.next = next;
        token.glued = headed
            && token.value() == 1
            && matches!(token.style(), Style::Chinese | Style::ChineseParen)
            && matches!(token.mark.boundary, Boundary::Sentence | Boundary::Colon | Boundary::Space);
    }
    tokens
}

/// The ordinals of all lines with their blocks, without those that a bracket or a figure explains.
fn candidates<L: Lines + ?Sized>(lines: &L) -> Vec<(u32, &Mark)> {
    let mut all = Vec::new();
    for block in 0..lines.count() {
        let inside = block > 0 && closes_bracket(lines.read(block - 1), lines.scan(block));
        all.extend(lines.scan(block).marks.iter().skip(usize::from(inside)).map(|m| (block as u32, m)));
    }
    digits::sift(lines, all)
}

/// Whether a line that starts with 1） ends a bracket that the line above opened: a page cut the line.
fn closes_bracket(above: &str, scan: &LineScan) -> bool {
    let closing =
        |m: &&Mark| m.boundary == Boundary::Line && m.ordinal.form.open.is_none() && m.ordinal.form.close.is_some();
    if scan.marks.first().filter(closing).is_none() {
        return false;
    }
    let above = above.trim_end();
    let Some(open) = above.rfind(['（', '(']) else { return false };
    // The bracket of an ordinal may end the paragraph before: …完成。（ 一）
    let (head, inner) = (above[..open].trim_end(), &above[open..]);
    !inner.contains(['）', ')'])
        && inner.chars().count() <= 40
        && !inner.ends_with(is_stop)
        && !head.is_empty()
        && (inner.chars().count() > 1 || !head.ends_with(is_stop))
}

fn evidence<L: Lines + ?Sized>(lines: &L) -> impl Iterator<Item = Option<(Style, u32)>> {
    (0..lines.count()).flat_map(|block| {
        let scan = lines.scan(block);
        let appendix = scan.shape == LineShape::Appendix && scan.marks.is_empty();
        let headings = scan.marks.iter().filter(|m| m.at_line_start && !m.weak);
        let headings = headings.map(|m| Some((m.ordinal.style, m.ordinal.value)));
        appendix.then_some(None).into_iter().chain(headings)
    })
}

/// The block of the one heading that seems to have lost its number: a group of title lines without number, the only one
/// among headings that all stand alone, with text below.
fn orphan<L: Lines + ?Sized>(lines: &L, tokens: &[Token<'_>]) -> Option<usize> {
    let headings = || tokens.iter().filter(|t| t.is_heading() && t.mark.boundary == Boundary::Line);
    let first = headings().next()?;
    let style = first.style();
    if headings().filter(|t| t.style() == style).count() < 2 || headings().any(|t| t.style() == style && !t.alone) {
        return None;
    }
    let mut found = None;
    let mut block = first.block as usize + 1;
    while block < lines.count() {
        let is_title = |b: usize| {
            let scan = lines.scan(b);
            scan.marks.is_empty() && matches!(scan.shape, LineShape::Title | LineShape::Part)
        };
        match lines.scan(block).shape {
            LineShape::Appendix if lines.scan(block).marks.is_empty() => break,
            _ if !is_title(block) => {}
            _ => {
                let from = block;
                while block + 1 < lines.count() && (is_title(block + 1) || is_blank_line(lines, block + 1)) {
                    block += 1;
                }
                let below = (block + 1 < lines.count()).then(|| lines.scan(block + 1));
                let text =
                    below.is_some_and(|s| s.marks.is_empty() && matches!(s.shape, LineShape::Body | LineShape::Lead));
                if found.is_some() || !text {
                    return None;
                }
                found = Some(from);
            }
        }
        block += 1;
    }
    found
}

fn is_blank_line<L: Lines + ?Sized>(lines: &L, block: usize) -> bool {
    lines.scan(block).marks.is_empty() && lines.scan(block).shape == LineShape::Blank
}

fn appendices<L: Lines + ?Sized>(lines: &L) -> Vec<u32> {
    let opens = |b: &usize| lines.scan(*b).shape == LineShape::Appendix && lines.scan(*b).marks.is_empty();
    (0..lines.count()).filter(opens).map(|b| b as u32).collect()
}

/// For each line the next lead or item behind a dash at or after it.
fn next_named<L: Lines + ?Sized>(lines: &L, leads: &[bool]) -> Vec<u32> {
    let mut next = u32::MAX;
    let mut all = vec![next; lines.count() + 1];
    for block in (0..lines.count()).rev() {
        if leads[block] || lines.scan(block).shape == LineShape::Dash {
            next = block as u32;
        }
        all[block] = next;
    }
    all
}

/// For each token the next heading candidate after it.
fn next_headings(tokens: &[Token<'_>]) -> Vec<u32> {
    let mut next = tokens.len() as u32;
    let mut all = vec![next; tokens.len() + 1];
    for (i, token) in tokens.iter().enumerate().rev() {
        if token.is_heading() && !token.mark.weak {
            next = i as u32;
        }
        all[i] = next;
    }
    all
}

/// An open node.
struct Frame {
    node: u32,
    /// Its series; `None` for leads and unnumbered headings.
    series: Option<Count>,
    /// A paragraph without number was put beside it: the node has ended, its series may go on.
    closed: bool,
    kind: FrameKind,
    /// Level of the Markdown heading it is, 0 for none.
    hashes: u8,
    /// Whether it is a line set in bold.
    bold: bool,
    /// Where it ends unless something nests in it: behind its paragraph.
    paragraph: Option<(u32, u32)>,
    /// Paragraphs since its latest child.
    tail: u32,
    /// Whether it has children in paragraphs of their own.
    parent: bool,
    /// Whether its paragraph announces paragraphs to follow.
    announces: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum FrameKind {
    Numbered,
    /// A paragraph named by its first sentence.
    Lead,
    /// An item behind a dash.
    Dash,
    /// A part, a heading of Markdown or an appendix.
    Head,
    /// A heading among numbered ones that has none: it lost it, or is set in bold.
    Lost,
}

/// Where an open series stands.
#[derive(Clone, Copy)]
struct Count {
    index: u32,
    style: Style,
    counter: Counter,
    /// Its latest member, that member's paragraph, and what that member is.
    token: u32,
    para: u32,
    paragraph: bool,
    alone: bool,
    form: Members,
}

struct Builder<'a> {
    tokens: &'a [Token<'a>],
    next_headings: Vec<u32>,
    /// The next token.
    next: usize,
    order: Order,
    outline: Outline,
    frames: Vec<Frame>,
    /// The latest closed series of each style and its last node.
    memory: [Option<(Count, u32)>; Style::ALL.len()],
    /// Whether numbering of the style has run on across sections.
    runs_on: [bool; Style::ALL.len()],
    /// After the report proper.
    appendix: bool,
    heads: &'a [Head],
    next_head: usize,
    /// For each line the next one with a name of its own: a lead or an item behind a dash.
    next_named: Vec<u32>,
    /// The lines that open an appendix.
    appendices: Vec<u32>,
    above: Above,
}

/// What opens a section next.
#[derive(Clone, Copy)]
enum Event {
    /// Nothing: the report ends.
    End,
    /// A heading without an ordinal.
    Head,
    /// This ordinal.
    Heading(usize),
}

impl Builder<'_> {
    fn line(&mut self, line: Line<'_>) {
        let head = self.heads.get(self.next_head).filter(|h| h.block as usize == line.block).copied();
        self.next_head += usize::from(head.is_some());
        let own = self.tokens.get(self.next).filter(|t| t.block as usize == line.block);
        if !line.scan.starts_with_mark() && own.is_none_or(|t| t.mark.boundary != Boundary::Line) {
            self.unnumbered(line, head);
        }
        let mut inner = line.scan.inner.iter().peekable();
        while let Some(start) =
            self.tokens.get(self.next).filter(|t| t.block as usize == line.block).map(|t| place(t).1)
        {
            while let Some(words) = inner.next_if(|w| w.start < start) {
                self.inner(line, *words, start);
            }
            self.ordinal(self.next, line);
            self.next += 1;
        }
        while let Some(words) = inner.next() {
            self.inner(line, *words, inner.peek().map_or(line.end().1, |next| next.start));
        }
        self.end_paragraph(line);
    }

    /// What an enumeration inside a paragraph numbers ends with the paragraph.
    fn end_paragraph(&mut self, line: Line<'_>) {
        if line.scan.shape == LineShape::Blank && !line.scan.starts_with_mark() {
            return;
        }
        let running = |f: &Frame| f.series.is_some_and(|s| !s.paragraph);
        let inline = self.frames.iter().rev().take_while(|f| running(f)).count();
        self.beside(self.frames.len() - inline, line.end());
        self.above.cut = line.is_cut();
    }

    /// A lead inside a paragraph.
    fn inner(&mut self, line: Line<'_>, words: Span, end: u32) {
        if line.lead && words.start == line.scan.words.start {
            return; // It names the paragraph already.
        }
        self.leave_paragraphs_above(line);
        let Some(parent) = self.parent() else { return };
        let index = self.outline.nodes.len() as u32;
        self.outline.nodes.push(Node {
            level: self.outline.nodes[parent as usize].level + 1,
            parent: Some(parent),
            subtree_end: index + 1,
            end: (line.block as u32, end),
            ..Node::unnumbered(NodeKind::Item, Loc::new(line.block, words))
        });
    }

    /// What ended with a paragraph above does not hold what stands inside this one.
    fn leave_paragraphs_above(&mut self, line: Line<'_>) {
        let here = (line.block as u32, 0);
        let above = |f: &Frame| f.paragraph.is_some_and(|end| end <= here) && !self.spans_paragraphs(f);
        let ended = |f: &&Frame| f.closed || above(f);
        let keep = self.frames.len() - self.frames.iter().rev().take_while(ended).count();
        self.beside(keep, here);
    }

    /// Ends the nodes of all frames from `keep` on.
    fn close(&mut self, keep: usize, end: (u32, u32)) {
        let next = self.outline.nodes.len() as u32;
        for mut frame in self.frames.drain(keep..) {
            if let Some(count) = frame.series {
                self.memory[count.style.rank()] = Some((count, frame.node));
            }
            frame.end(&mut self.outline, next, end);
        }
    }

    /// Ends the series of `frame`. If its node has ended before, what opened below since (a lead) stays open.
    fn forget(&mut self, frame: usize, end: (u32, u32)) {
        if !self.frames[frame].closed {
            return self.close(frame, end);
        }
        let opened = self.frames[frame..].iter().position(|f| !f.closed).map_or(self.frames.len(), |at| frame + at);
        for ended in self.frames.drain(frame..opened) {
            if let Some(count) = ended.series {
                self.memory[count.style.rank()] = Some((count, ended.node));
            }
        }
    }

    fn parent(&self) -> Option<u32> {
        self.frames.iter().rev().find(|f| !f.closed).map(|f| f.node)
    }

    fn push(&mut self, node: Node, frame: Frame) {
        let index = self.outline.nodes.len() as u32;
        if let Some(count) = frame.series {
            self.outline.series[count.index as usize].members.push(index);
        }
        let level = self.frames.iter().filter(|f| !f.closed).count() as u32 + 1;
        let start = (node.heading.block, node.heading.span.start);
        let paragraph = frame.series.is_none_or(|s| s.paragraph);
        for above in self.frames.iter_mut().filter(|f| !f.closed) {
            above.paragraph = above.paragraph.filter(|end| start < *end);
            if paragraph {
                (above.tail, above.parent) = (0, true);
            }
        }
        let series = frame.series.map(|s| s.index);
        self.outline.nodes.push(Node { level, parent: self.parent(), series, ..node });
        self.frames.push(Frame { node: index, ..frame });
    }

    /// A line without an ordinal at its start.
    fn unnumbered(&mut self, line: Line<'_>, head: Option<Head>) {
        let here = (line.block as u32, 0);
        let node = |kind| Node::unnumbered(kind, Loc::new(line.block, line.scan.words));
        match (line.scan.shape, head) {
            (LineShape::Appendix, _) if !self.outline.nodes.is_empty() => {
                self.close(0, here);
                self.appendix = true;
                self.push(node(NodeKind::Part), Frame::new(FrameKind::Head));
            }
            (_, Some(head)) if self.head(head, line) => {}
            (LineShape::Title | LineShape::Part, _) if line.orphan => {
                // A sibling of the innermost heading that stands alone.
                let at = self.frames.iter().rposition(|f| f.series.is_some_and(|s| s.alone && s.paragraph));
                let Some(at) = at else { return };
                self.beside(at, here);
                self.push(node(NodeKind::Heading), Frame::new(FrameKind::Lost));
            }
            (LineShape::Title, Some(_)) if line.scan.lead == LeadForm::Bold => self.bold_line(line),
            (LineShape::Dash, _) => self.named(line, NodeKind::Item, FrameKind::Dash),
            (LineShape::Lead, _) if line.lead => self.named(line, NodeKind::Lead, FrameKind::Lead),
            (LineShape::Body | LineShape::Lead, _) => self.text(line),
            _ => {}
        }
    }

    /// A line set in bold, with text below it: beside the heading above of the same form, else below the section.
    fn bold_line(&mut self, line: Line<'_>) {
        let here = (line.block as u32, 0);
        self.leave(line, true);
        let Some(section) = self.section() else { return };
        let fellow = Some(section).filter(|f| self.frames[*f].bold);
        let (kind, frame) = match fellow.filter(|f| self.frames[*f].kind == FrameKind::Head) {
            Some(part) => {
                self.close(part, here);
                (NodeKind::Part, FrameKind::Head)
            }
            None => {
                self.beside(fellow.unwrap_or(section + 1), here);
                (NodeKind::Heading, FrameKind::Lost)
            }
        };
        let node = Node::unnumbered(kind, Loc::new(line.block, line.scan.words));
        self.push(node, Frame { bold: true, ..Frame::new(frame) });
    }

    /// A paragraph that has a name: beside items, below headings.
    fn named(&mut self, line: Line<'_>, kind: NodeKind, frame: FrameKind) {
        self.leave(line, true);
        let heading = self.section();
        // An excerpt may start below the heading.
        let excerpt = || self.frames.is_empty() && self.tokens.first().is_some_and(|t| t.is_heading() && t.value() > 1);
        if heading.is_none() && !(frame == FrameKind::Lead && excerpt()) {
            return;
        }
        let below = heading.map_or(0, |h| h + 1);
        let keep = if frame == FrameKind::Lead { self.item_over_leads(below).unwrap_or(below) } else { below };
        self.beside(keep, (line.block as u32, 0));
        let node = Node::unnumbered(kind, Loc::new(line.block, line.scan.words));
        self.push(node, Frame { paragraph: Some(line.end()), announces: line.announces(), ..Frame::new(frame) });
    }

    /// How many frames stay open for a lead between two items that have paragraphs of their own (一是…。 lead, 二是…。), or
    /// below the last of them where its fellows have leads: it belongs to the item.
    fn item_over_leads(&self, below: usize) -> Option<usize> {
        self.frames[below..].iter().position(|f| self.spans_paragraphs(f)).map(|at| below + at + 1)
    }

    /// Whether an item of a list of paragraphs holds what follows it: its next fellow comes further on, or fellows do.
    fn spans_paragraphs(&self, frame: &Frame) -> bool {
        let count = frame.series.filter(|s| s.paragraph && s.style.is_run_in() && !frame.closed);
        count.is_some_and(|count| self.continues(&count) || count.form.have_children())
    }

    /// Ends the nodes from frame `keep` on, but lets their series go on.
    fn beside(&mut self, keep: usize, end: (u32, u32)) {
        let next = self.outline.nodes.len() as u32;
        for frame in &mut self.frames[keep..] {
            frame.end(&mut self.outline, next, end);
        }
        let mut index = 0;
        self.frames.retain(|f| {
            index += 1;
            index <= keep || f.series.is_some()
        });
    }

    fn ordinal(&mut self, t: usize, line: Line<'_>) {
        if !self.tokens[t].starts_paragraph() {
            self.leave_paragraphs_above(line);
        }
        self.place_ordinal(t, line.scan.hashes);
        // An item ends with its paragraph unless something nests in it.
        let token = &self.tokens[t];
        if let Some(frame) = self.frames.last_mut().filter(|f| !f.closed && token.style().is_run_in())
            && self.outline.nodes[frame.node as usize].heading.block == token.block
            && token.starts_paragraph()
        {
            frame.paragraph = Some(line.end());
        }
    }

    fn place_ordinal(&mut self, t: usize, hashes: u8) {
        let (style, value) = (self.tokens[t].style(), self.tokens[t].value());
        if self.outdone(t) {
            return;
        }
        if let Some(frame) = self.continued(t) {
            return self.member(frame, t, hashes);
        }
        if style == Style::OneHand && value == 2 || style == Style::First && value != 1 {
            return;
        }
        if value == 1 {
            if self.tokens[t].mark.weak && !self.confirmed(t) {
                return;
            }
            match self.frames.iter().rposition(|f| f.series.is_some_and(|s| s.style == style)) {
                Some(frame) if self.repeats_one(frame, t) => self.member(frame, t, hashes),
                Some(frame) if self.restarts(frame, t) => {
                    self.forget(frame, place(&self.tokens[t]));
                    self.open(t, None, hashes);
                }
                _ => self.open(t, None, hashes),
            }
        } else if !self.tokens[t].mark.weak {
            if let Some(frame) = self.rewritten(t) {
                return self.member(frame, t, hashes);
            }
            match self.faulty(t) {
                Some(frame) => self.member(frame, t, hashes),
                None => self.late(t, hashes),
            }
        } else if let Some(frame) = self.faulty(t).filter(|frame| self.skips_one(*frame, t)) {
            self.member(frame, t, hashes);
        }
    }

    /// 二、三级医院… and then 二、安排: the second leaves no doubt.
    fn outdone(&self, t: usize) -> bool {
        let token = &self.tokens[t];
        let next = token.next.map(|n| &self.tokens[n as usize]);
        token.mark.weak
            && token.style() == Style::Chinese
            && token.mark.boundary == Boundary::Line
            && next.is_some_and(|n| n.value() == token.value() && n.mark.boundary == Boundary::Line && !n.mark.weak)
    }

    /// （三） and then 四、 （五）: the innermost series, if its numbers go on in another form. Not where that form is a
    /// level of its own: it has been one before, or it is the level above and does not go on further down.
    fn rewritten(&self, t: usize) -> Option<usize> {
        let token = &self.tokens[t];
        let heads = |s: Style| (Style::Chinese..=Style::Circled).contains(&s);
        let frame = self.frames.iter().rposition(|f| f.series.is_some_and(|s| s.paragraph && heads(s.style)))?;
        let count = self.frames[frame].series?;
        if !token.is_heading()
            || !heads(token.style())
            || count.style == token.style()
            || count.counter.last() < 2
            || token.value() != count.counter.expected()
        {
            return None;
        }
        let both = |n: &&Token<'_>| n.is_heading() && (n.style() == count.style || n.style() == token.style());
        let next = self.tokens[t + 1..].iter().take(LOOK_AHEAD).find(both)?;
        if next.value() != token.value() + 1 {
            return None;
        }
        let goes_on = |open: Count| {
            let chain = std::iter::successors(token.next, |n| self.tokens[*n as usize].next).take(64);
            let mut values = chain.map(|n| self.tokens[n as usize].value()).take_while(|v| *v > 1);
            values.any(|v| v == open.counter.expected())
        };
        let level = match self.frames.iter().filter_map(|f| f.series).find(|s| s.style == token.style()) {
            Some(open) => !goes_on(open),
            None => self.memory[token.style().rank()].is_some(),
        };
        (!level).then_some(frame)
    }

    /// The frame that the ordinal continues without fault.
    fn continued(&self, t: usize) -> Option<usize> {
        let token = &self.tokens[t];
        let (style, value) = (token.style(), token.value());
        let fits = |f: &Frame| {
            let count = f.series?;
            let counter = &count.counter;
            let same = count.style == style && counter.fits(value)
                // ⑩ is followed by （11）.
                || count.style == Style::Circled && style == Style::ArabicParen && value > 10 && counter.fits(value)
                // 首先，…第二，…
                || count.style == Style::First && style == Style::DiYi && counter.fits(value)
                || count.style == Style::First && style == Style::First && value == 0 && counter.last() > 1
                || count.style == Style::OneHand && style == Style::OneHand && counter.last() == 1;
            let near = !matches!(token.mark.boundary, Boundary::Comma | Boundary::Space)
                || count.para == token.para
                || token.mark.boundary == Boundary::Space && count.paragraph;
            let pair = style != Style::OneHand || count.para.abs_diff(token.para) <= 4;
            (same && near && pair).then_some(count)
        };
        let mut best: Option<(usize, Count)> = None;
        for (i, frame) in self.frames.iter().enumerate().rev() {
            let Some(count) = fits(frame) else { continue };
            let alike =
                |c: &Count| u8::from(c.paragraph == token.starts_paragraph()) * 2 + u8::from(c.alone == token.alone);
            if best.is_none_or(|(_, b)| alike(&count) > alike(&b)) {
                best = Some((i, count));
            }
        }
        best.map(|(i, _)| i)
    }

    /// Whether a doubtful number one is followed by its number two.
    fn confirmed(&self, t: usize) -> bool {
        let token = &self.tokens[t];
        let near = match token.mark.boundary {
            _ if token.style() == Style::OneHand => 0,
            Boundary::Comma | Boundary::Space if token.style().is_run_in() => 0,
            _ if token.style() == Style::First => 6,
            _ => u32::MAX,
        };
        let style = token.style();
        let mut at = token.next;
        for _ in 0..16 {
            let Some(next) = at.map(|n| &self.tokens[n as usize]) else { break };
            if next.para - token.para > near {
                break;
            }
            match next.value() {
                2 => return true,
                1 if style == Style::OneHand => return true,
                1 if next.mark.weak => {}
                _ => return false,
            }
            at = next.next;
        }
        // 首先，…第二，…
        let near = |n: &&Token<'_>| n.para - token.para <= near;
        let mut following = self.tokens[t + 1..].iter().take(16).take_while(near);
        style == Style::First && following.any(|n| n.style() == Style::DiYi && n.value() == 2)
    }

    /// 一、 一、 三、: the second one should be a two.
    fn repeats_one(&self, frame: usize, t: usize) -> bool {
        let (token, Some(count)) = (&self.tokens[t], self.frames[frame].series) else { return false };
        let next = token.next.map(|n| &self.tokens[n as usize]);
        count.counter.last() == 1
            && !token.mark.weak
            && count.paragraph == token.starts_paragraph()
            && (count.paragraph || count.para == token.para)
            && next.is_some_and(|n| {
                n.value() == 3 && n.starts_with_like(token) && (count.paragraph || n.para == token.para)
            })
            && self.frames[frame + 1..].iter().all(|f| f.series.is_none_or(|s| self.order.above(count.style, s.style)))
    }

    /// Whether a number one starts the series of `frame` again beside it (or nests inside its last item).
    fn restarts(&self, frame: usize, t: usize) -> bool {
        let (token, Some(count)) = (&self.tokens[t], self.frames[frame].series) else { return true };
        if count.paragraph && !token.starts_paragraph() {
            return false;
        }
        // Inside an item of a list of paragraphs.
        if !token.starts_paragraph() && self.frames[frame + 1..].iter().any(|f| f.series.is_some_and(|s| s.paragraph)) {
            return false;
        }
        if !count.paragraph && count.para != token.para {
            return true;
        }
        let wanted = count.counter.expected();
        let mut inner = 1;
        for next in self.tokens[t + 1..].iter().take(LOOK_AHEAD) {
            if next.style() != count.style {
                let closes = if count.style.is_run_in() {
                    next.is_heading()
                } else {
                    next.is_heading() && self.order.above(next.style(), count.style)
                };
                if closes && !next.mark.weak {
                    break;
                }
                continue;
            }
            if next.starts_paragraph() != count.paragraph || !count.paragraph && next.para != token.para {
                continue;
            }
            let outer = next.value() == wanted && next.alone == count.alone && next.alone != token.alone;
            if next.value() == inner + 1 && !outer {
                inner += 1;
            } else if next.value() == wanted {
                return false;
            } else if next.value() == 1 {
                inner = 1;
            }
        }
        true
    }

    /// The open series in which the ordinal is a fault: the one it misses least.
    fn faulty(&self, t: usize) -> Option<usize> {
        let token = &self.tokens[t];
        let candidates = self.frames.iter().enumerate().rev().filter_map(|(i, f)| {
            let count = f.series.filter(|s| s.style == token.style())?;
            let comparable = match (count.paragraph, token.starts_paragraph()) {
                (true, true) => true,
                (false, false) => count.para == token.para,
                // A heading glued to the paragraph before, or an enumeration that starts its paragraph.
                (true, false) => {
                    matches!(token.style(), Style::ChineseParen) && token.mark.boundary == Boundary::Sentence
                        || count.para == token.para
                            && (token.style().is_run_in()
                                || matches!(token.mark.boundary, Boundary::Sentence | Boundary::Clause))
                }
                (false, true) => !token.style().is_run_in(),
            };
            comparable.then(|| (count.counter.expected().abs_diff(token.value()), i))
        });
        candidates.min_by_key(|(distance, _)| *distance).map(|(_, i)| i)
    }

    /// 1.… 2.… 4.… in one paragraph: what could be no ordinal is one where two stand before it and one is missing.
    fn skips_one(&self, frame: usize, t: usize) -> bool {
        let (token, Some(count)) = (&self.tokens[t], self.frames[frame].series) else { return false };
        matches!(token.mark.boundary, Boundary::Sentence | Boundary::Clause)
            && count.para == token.para
            && count.counter.last() >= 2
            && token.value() == count.counter.expected() + 1
    }

    /// A series that starts with another number than one.
    fn late(&mut self, t: usize, hashes: u8) {
        let token = &self.tokens[t];
        let style = token.style();
        // Only what its paragraph's or section's fellows left: look into the latest closed series.
        let known = self.memory[style.rank()].filter(|(count, _)| count.paragraph && token.starts_paragraph());
        let runs_on = known.filter(|(count, _)| {
            let running =
                self.runs_on[style.rank()] || token.value() == count.counter.last() + 2 && !self.starts_again(t);
            count.counter.fits(token.value()) || running && !self.appendix && !style.is_run_in()
        });
        if !token.starts_paragraph() && !matches!(style, Style::YiShi | Style::ChineseParen | Style::ArabicParen) {
            return;
        }
        if runs_on.is_some_and(|(count, _)| count.counter.fits(token.value())) && !style.is_run_in() {
            self.runs_on[style.rank()] = true;
        }
        self.open(t, runs_on, hashes);
    }

    /// Whether the style of token `t` starts with one again further on.
    fn starts_again(&self, t: usize) -> bool {
        let next = |n: &u32| self.tokens[*n as usize].next;
        let later = std::iter::successors(self.tokens[t].next, next).take(64);
        later.map(|n| &self.tokens[n as usize]).any(|n| n.value() == 1 && n.starts_paragraph() && !n.mark.weak)
    }

    /// Opens a series below what stands above it.
    fn open(&mut self, t: usize, runs_on: Option<(Count, u32)>, hashes: u8) {
        let token = &self.tokens[t];
        let style = token.style();
        while let Some(top) = self.frames.last() {
            let below = match top.series {
                None => top.ends_before(token, hashes),
                Some(count) if token.is_heading() => {
                    !count.paragraph || count.style.is_run_in() || self.order.above(style, count.style)
                }
                Some(count) => {
                    let text = !count.paragraph || count.style.is_run_in();
                    text && count.para != token.para && !self.goes_on(&count, t)
                }
            };
            if !below {
                break;
            }
            let keep = self.frames.len() - 1;
            self.close(keep, place(token));
        }
        let index = self.outline.series.len() as u32;
        let inline = !token.starts_paragraph();
        let runs_on_from = runs_on.map(|(_, node)| node);
        self.outline.series.push(Series { style, members: Vec::new(), runs_on_from, inline });
        let count = Count {
            index,
            style,
            counter: Counter::new(token.value().max(1)),
            para: token.para,
            paragraph: token.starts_paragraph(),
            alone: token.alone,
            token: t as u32,
            form: Members::default(),
        };
        let frame = Frame { series: Some(count), hashes, ..Frame::new(FrameKind::Numbered) };
        self.push(self.node(t), frame);
    }

    /// Whether a series in running text has its next number after token `t`.
    fn goes_on(&self, count: &Count, t: usize) -> bool {
        let wanted = count.counter.expected();
        for next in self.tokens[t + 1..].iter().take(LOOK_AHEAD) {
            if next.is_heading() && !next.mark.weak {
                return false;
            }
            if next.style() == count.style && next.starts_paragraph() == count.paragraph {
                if next.value() == wanted {
                    return true;
                }
                if next.value() == 1 {
                    return false;
                }
            }
        }
        false
    }

    /// Adds the ordinal to the series of `frame`.
    fn member(&mut self, frame: usize, t: usize, hashes: u8) {
        let token = &self.tokens[t];
        let Some(mut count) = self.frames[frame].series else { return };
        self.close(frame + 1, place(token));
        if let Some(mut open) = self.frames.pop() {
            count.form.learn(&open);
            let next = self.outline.nodes.len() as u32;
            open.end(&mut self.outline, next, place(token));
        }
        count.counter.step(if token.value() == 0 { count.counter.expected() } else { token.value() });
        // ⑩ goes on as （11）, （三） as 四、.
        if !token.style().is_run_in() && !count.style.is_run_in() {
            count.style = token.style();
        }
        // A glued heading belongs to headings.
        count.paragraph |= token.starts_paragraph();
        (count.para, count.alone, count.token) = (token.para, token.alone, t as u32);
        let frame = Frame { series: Some(count), hashes, ..Frame::new(FrameKind::Numbered) };
        self.push(self.node(t), frame);
    }

    fn node(&self, t: usize) -> Node {
        let Token { block, mark, .. } = &self.tokens[t];
        let ordinal = mark.ordinal;
        let heading = !ordinal.style.is_run_in()
            && (mark.at_line_start || ordinal.style == Style::ChineseParen || ordinal.style == Style::Chinese);
        let end = mark.title.end.max(ordinal.span.end);
        Node {
            kind: if heading { NodeKind::Heading } else { NodeKind::Item },
            ordinal: Some(ordinal),
            heading: Loc { block: *block, span: Span { start: ordinal.span.start, end } },
            title: mark.title,
            level: 0,
            parent: None,
            series: None,
            subtree_end: 0,
            end: (0, 0),
        }
    }
}

impl Frame {
    const fn new(kind: FrameKind) -> Self {
        Self {
            node: 0,
            series: None,
            closed: false,
            kind,
            hashes: 0,
            bold: false,
            paragraph: None,
            tail: 0,
            parent: false,
            announces: false,
        }
    }

    /// Ends its node: behind its paragraph where nothing nests in it, else at `end`.
    fn end(&mut self, outline: &mut Outline, next: u32, end: (u32, u32)) {
        if !self.closed {
            let node = &mut outline.nodes[self.node as usize];
            (node.subtree_end, node.end) = (next, self.paragraph.map_or(end, |p| p.min(end)));
            self.closed = true;
        }
    }

    /// Whether paragraphs below it belong to it: a numbered heading or one without number.
    fn is_section(&self) -> bool {
        match self.series {
            Some(s) => s.paragraph && !s.style.is_run_in(),
            None => matches!(self.kind, FrameKind::Head | FrameKind::Lost),
        }
    }

    /// Whether a node without number ends before an ordinal that opens a series.
    const fn ends_before(&self, token: &Token<'_>, hashes: u8) -> bool {
        match self.kind {
            FrameKind::Numbered => false,
            FrameKind::Lead if !self.announces => token.starts_paragraph(),
            FrameKind::Lead | FrameKind::Lost => token.is_heading(),
            FrameKind::Dash => token.starts_paragraph(),
            FrameKind::Head => hashes > 0 && self.hashes >= hashes,
        }
    }
}

impl Token<'_> {
    fn starts_with_like(&self, other: &Token<'_>) -> bool {
        self.starts_paragraph() == other.starts_paragraph()
    }
}

const fn place(token: &Token<'_>) -> (u32, u32) {
    (token.block, token.mark.ordinal.span.start)
}
