//! Folds the scans of all lines into one tree, in one pass over the ordinals with a bounded look ahead.

use super::digits;
use super::order::Order;
use super::series::Counter;
use super::{Boundary, LineScan, LineShape, Lines, Mark, Node, NodeKind, OrdinalStyle as Style, Outline, Series};
use crate::text::{Loc, Span};

/// How many ordinals to look ahead when a number one may restart a series or nest in it.
const LOOK_AHEAD: usize = 300;

/// Builds the outline.
#[must_use]
pub fn build<L: Lines + ?Sized>(lines: &L) -> Outline {
    let tokens = tokens(lines);
    let order = Order::infer(evidence(lines));
    let orphan = orphan(lines, &tokens);
    let parts = parts(lines, &tokens);
    let mut builder = Builder {
        tokens: &tokens,
        order,
        outline: Outline::default(),
        frames: Vec::new(),
        memory: [None; Style::ALL.len()],
        runs_on: [false; Style::ALL.len()],
        appendix: false,
    };
    let mut next = 0;
    for block in 0..lines.count() {
        let scan = lines.scan(block);
        let first = scan.marks.first().is_some_and(|m| m.boundary == Boundary::Line);
        if !first {
            let shape = match scan.shape {
                LineShape::Part if parts.binary_search(&block).is_err() => LineShape::Title,
                shape => shape,
            };
            builder.unnumbered(block, shape, scan.words, orphan == Some(block));
        }
        while tokens.get(next).is_some_and(|t| t.block as usize == block) {
            builder.ordinal(next);
            next += 1;
        }
    }
    let last = lines.count().saturating_sub(1);
    let end = (last as u32, if lines.count() == 0 { 0 } else { lines.read(last).len() as u32 + 1 });
    builder.close(0, end);
    builder.outline
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
        && !inner.ends_with(['。', '；', '：', '！', '？'])
        && !head.is_empty()
        && (inner.chars().count() > 1 || !head.ends_with(['。', '；', '：', '！', '？', ';', ':']))
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

/// The blocks of the lines that divide a report into its parts without a number: at least two, with text below each and
/// numbering that starts anew. Elsewhere such a line is a line of a table of contents or of a title.
fn parts<L: Lines + ?Sized>(lines: &L, tokens: &[Token<'_>]) -> Vec<usize> {
    let is_part = |block: &usize| lines.scan(*block).shape == LineShape::Part && lines.scan(*block).marks.is_empty();
    let found: Vec<usize> = (0..lines.count()).filter(is_part).collect();
    let starts_anew = |block: usize, end: usize| {
        let text = (block + 1..end).any(|b| matches!(lines.scan(b).shape, LineShape::Body | LineShape::Lead));
        let after = tokens.partition_point(|t| t.block as usize <= block);
        let mut headings = tokens[after..].iter().filter(|t| t.is_heading() && !t.mark.weak);
        text && headings.next().is_none_or(|t| t.value() == 1 || t.block as usize >= end)
    };
    let ends = found.iter().skip(1).copied().chain([lines.count()]);
    let all = found.len() > 1 && found.iter().zip(ends).all(|(block, end)| starts_anew(*block, end));
    if all { found } else { Vec::new() }
}

fn is_blank_line<L: Lines + ?Sized>(lines: &L, block: usize) -> bool {
    lines.scan(block).marks.is_empty() && lines.scan(block).shape == LineShape::Blank
}

/// An open node.
struct Frame {
    node: u32,
    /// Its series; `None` for leads and unnumbered headings.
    series: Option<Count>,
    /// A paragraph without number was put beside it: the node has ended, its series may go on.
    closed: bool,
    lead: bool,
}

/// Where an open series stands.
#[derive(Clone, Copy)]
struct Count {
    index: u32,
    style: Style,
    counter: Counter,
    /// Paragraph of its latest member, and what that member is.
    para: u32,
    paragraph: bool,
    alone: bool,
}

struct Builder<'a> {
    tokens: &'a [Token<'a>],
    order: Order,
    outline: Outline,
    frames: Vec<Frame>,
    /// The latest closed series of each style and its last node.
    memory: [Option<(Count, u32)>; Style::ALL.len()],
    /// Whether numbering of the style has run on across sections.
    runs_on: [bool; Style::ALL.len()],
    /// After the report proper.
    appendix: bool,
}

impl Builder<'_> {
    /// Ends the nodes of all frames from `keep` on.
    fn close(&mut self, keep: usize, end: (u32, u32)) {
        let next = self.outline.nodes.len() as u32;
        for frame in self.frames.drain(keep..) {
            if let Some(count) = frame.series {
                self.memory[count.style.rank()] = Some((count, frame.node));
            }
            if !frame.closed {
                let node = &mut self.outline.nodes[frame.node as usize];
                (node.subtree_end, node.end) = (next, end);
            }
        }
    }

    fn parent(&self) -> Option<u32> {
        self.frames.iter().rev().find(|f| !f.closed).map(|f| f.node)
    }

    fn push(&mut self, node: Node, series: Option<Count>, lead: bool) {
        let index = self.outline.nodes.len() as u32;
        if let Some(count) = series {
            self.outline.series[count.index as usize].members.push(index);
        }
        let level = self.frames.iter().filter(|f| !f.closed).count() as u32 + 1;
        let series_index = series.map(|s| s.index);
        self.outline.nodes.push(Node { level, parent: self.parent(), series: series_index, ..node });
        self.frames.push(Frame { node: index, series, closed: false, lead });
    }

    /// A paragraph without an ordinal.
    fn unnumbered(&mut self, block: usize, shape: LineShape, words: Span, orphan: bool) {
        let here = (block as u32, words.start);
        let node = |kind| Node::unnumbered(kind, Loc::new(block, words));
        match shape {
            LineShape::Appendix if !self.outline.nodes.is_empty() => {
                self.close(0, here);
                self.appendix = true;
                self.push(node(NodeKind::Heading), None, false);
            }
            LineShape::Part => {
                self.close(0, here);
                self.push(node(NodeKind::Heading), None, false);
            }
            LineShape::Title if orphan => {
                // A sibling of the innermost heading that stands alone.
                let at = self.frames.iter().rposition(|f| f.series.is_some_and(|s| s.alone && s.paragraph));
                let Some(at) = at else { return };
                self.beside(at, here);
                self.push(node(NodeKind::Heading), None, true);
            }
            LineShape::Lead | LineShape::Dash => {
                // Beside items, below headings.
                let heading = self.frames.iter().rposition(|f| match f.series {
                    Some(s) => s.paragraph && !s.style.is_run_in(),
                    None => !f.lead,
                });
                let Some(heading) = heading else { return };
                self.beside(heading + 1, here);
                let kind = if shape == LineShape::Lead { NodeKind::Lead } else { NodeKind::Item };
                self.push(node(kind), None, true);
            }
            _ => {}
        }
    }

    /// Ends the nodes from frame `keep` on, but lets their series go on.
    fn beside(&mut self, keep: usize, end: (u32, u32)) {
        let next = self.outline.nodes.len() as u32;
        for frame in &mut self.frames[keep..] {
            if !frame.closed {
                let node = &mut self.outline.nodes[frame.node as usize];
                (node.subtree_end, node.end) = (next, end);
                frame.closed = true;
            }
        }
        let mut index = 0;
        self.frames.retain(|f| {
            index += 1;
            index <= keep || f.series.is_some()
        });
    }

    fn ordinal(&mut self, t: usize) {
        let (style, value) = (self.tokens[t].style(), self.tokens[t].value());
        if let Some(frame) = self.continued(t) {
            return self.member(frame, t);
        }
        if style == Style::OneHand && value == 2 || style == Style::First && value != 1 {
            return;
        }
        if value == 1 {
            if self.tokens[t].mark.weak && !self.confirmed(t) {
                return;
            }
            match self.frames.iter().rposition(|f| f.series.is_some_and(|s| s.style == style)) {
                Some(frame) if self.repeats_one(frame, t) => self.member(frame, t),
                Some(frame) if self.restarts(frame, t) => {
                    self.close(frame, place(&self.tokens[t]));
                    self.open(t, None);
                }
                _ => self.open(t, None),
            }
        } else if !self.tokens[t].mark.weak {
            match self.faulty(t) {
                Some(frame) => self.member(frame, t),
                None => self.late(t),
            }
        } else if let Some(frame) = self.faulty(t).filter(|frame| self.skips_one(*frame, t)) {
            self.member(frame, t);
        }
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
    fn late(&mut self, t: usize) {
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
        self.open(t, runs_on);
    }

    /// Whether the style of token `t` starts with one again further on.
    fn starts_again(&self, t: usize) -> bool {
        let next = |n: &u32| self.tokens[*n as usize].next;
        let later = std::iter::successors(self.tokens[t].next, next).take(64);
        later.map(|n| &self.tokens[n as usize]).any(|n| n.value() == 1 && n.starts_paragraph() && !n.mark.weak)
    }

    /// Opens a series below what stands above it.
    fn open(&mut self, t: usize, runs_on: Option<(Count, u32)>) {
        let token = &self.tokens[t];
        let style = token.style();
        while let Some(top) = self.frames.last() {
            let below = match top.series {
                None => top.lead && token.is_heading(),
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
        };
        self.push(self.node(t), Some(count), false);
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
    fn member(&mut self, frame: usize, t: usize) {
        let token = &self.tokens[t];
        let Some(mut count) = self.frames[frame].series else { return };
        self.close(frame + 1, place(token));
        if let Some(open) = self.frames.pop()
            && !open.closed
        {
            let next = self.outline.nodes.len() as u32;
            let node = &mut self.outline.nodes[open.node as usize];
            (node.subtree_end, node.end) = (next, place(token));
        }
        count.counter.step(if token.value() == 0 { count.counter.expected() } else { token.value() });
        if token.style() == Style::ArabicParen && count.style == Style::Circled {
            count.style = Style::ArabicParen;
        }
        // A glued heading belongs to headings.
        count.paragraph |= token.starts_paragraph();
        (count.para, count.alone) = (token.para, token.alone);
        self.push(self.node(t), Some(count), false);
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

impl Token<'_> {
    fn starts_with_like(&self, other: &Token<'_>) -> bool {
        self.starts_paragraph() == other.starts_paragraph()
    }
}

const fn place(token: &Token<'_>) -> (u32, u32) {
    (token.block, token.mark.ordinal.span.start)
}
