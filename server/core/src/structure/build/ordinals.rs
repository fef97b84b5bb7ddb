//! Where an ordinal belongs: which open series it goes on with, nests in, begins again or opens.

use super::super::series::Counter;
use super::{
    Boundary, Builder, Count, Frame, FrameKind, LOOK_AHEAD, Line, Loc, Members, Node, NodeKind, Series, Span, Style,
    Token, place,
};

impl Builder<'_> {
    pub(super) fn ordinal(&mut self, t: usize, line: Line<'_>) {
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
    pub(super) fn continued(&self, t: usize) -> Option<usize> {
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
