//! Folds the scans of all lines into one tree, in one pass over the ordinals with a bounded look ahead.

use super::contents::Body;
use super::leads::leads;
use super::order::Order;
use super::parts::{Head, heads};
use super::series::Counter;
use super::{Boundary, LeadForm, LineScan, LineShape, Lines, Node, NodeKind, OrdinalStyle as Style, Outline, Series};
use crate::interrupt;
use crate::text::{Loc, Span};

mod closing;
mod opening;
mod ordinals;
mod tokens;

use closing::Members;
use tokens::{Token, appendices, evidence, next_headings, next_named, orphan, place, tokens};

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
