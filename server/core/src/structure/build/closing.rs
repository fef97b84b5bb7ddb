//! What closes a node: a paragraph that speaks of the whole, or that no longer has the form of the node's fellows. The
//! numbering that follows decides how much it may close.

use super::super::cue::Cue;
use super::{Builder, Count, Event, Frame, FrameKind, Line, place};

/// How many ordinals of the same style to look ahead for the next member of a series.
const SAME_STYLE: usize = 64;
/// Fewest members of a series that show its form.
const FELLOWS: u32 = 2;

/// How the members of a series look.
#[derive(Clone, Copy, Default)]
pub(super) struct Members {
    /// Members with children, and the most paragraphs after the last child of one.
    parents: u32,
    after_children: u32,
    /// Members without, and the most paragraphs of one.
    leaves: u32,
    paragraphs: u32,
}

impl Members {
    /// Takes note of a member that has ended.
    pub(super) fn learn(&mut self, member: &Frame) {
        if member.parent {
            self.parents += 1;
            self.after_children = self.after_children.max(member.tail);
        } else {
            self.leaves += 1;
            self.paragraphs = self.paragraphs.max(member.tail);
        }
    }

    /// Whether children in paragraphs of their own are the rule among the members.
    pub(super) const fn have_children(&self) -> bool {
        self.parents > self.leaves
    }

    /// Whether one more paragraph, or a first child, would make `member` unlike its fellows.
    const fn is_whole(&self, member: &Frame, child: bool) -> bool {
        if child {
            return !member.parent && self.parents == 0 && self.leaves >= FELLOWS;
        }
        if member.parent {
            return self.parents >= FELLOWS && member.tail >= self.after_children;
        }
        self.parents == 0 && self.leaves >= FELLOWS && member.tail >= self.paragraphs
    }
}

impl Builder<'_> {
    /// A paragraph of running text.
    pub(super) fn text(&mut self, line: Line<'_>) {
        if self.above.cut {
            // The rest of a paragraph that was cut by a line break.
            if let Some(end) = self.frames.last_mut().filter(|f| !f.closed).and_then(|f| f.paragraph.as_mut()) {
                *end = line.end();
            }
            return;
        }
        self.leave(line, false);
        if let Some(section) = self.section() {
            self.frames[section].tail += 1;
        }
    }

    /// Ends what a paragraph does not belong to; `child` tells that it has a name of its own.
    pub(super) fn leave(&mut self, line: Line<'_>, child: bool) {
        let here = (line.block as u32, 0);
        if let Some(keep) = self.left_by(line.scan.cue, line.block) {
            self.beside(keep, here);
        }
        // Where named paragraphs go on below an unnamed one, it stands between them.
        let between = !child && self.next_named[line.block] < self.limit();
        while let Some(section) = self.section().filter(|s| *s > 0) {
            let frame = &self.frames[section];
            let whole = !(between && frame.parent)
                && frame.series.is_some_and(|count| count.form.is_whole(frame, child) && !self.continues(&count));
            if !whole {
                break;
            }
            self.beside(section, here);
        }
    }

    /// The innermost open section.
    pub(super) fn section(&self) -> Option<usize> {
        self.frames.iter().rposition(|f| !f.closed && f.is_section())
    }

    /// How many frames stay open before a paragraph with this cue, if it closes any.
    fn left_by(&self, cue: Cue, block: usize) -> Option<usize> {
        let section = &self.frames[self.section()?];
        // The first paragraph below a heading speaks of what it heads.
        let alone = section.series.is_none_or(|s| s.alone);
        if cue == Cue::None || alone && section.tail == 0 && !section.parent {
            return None;
        }
        let event = self.event(block);
        // Paragraphs with names of their own still belong to the last part.
        let more = self.next_named[block + 1] < self.appendix_below(block);
        let keep = match (cue, event) {
            (Cue::Address | Cue::Farewell, Event::End) if !more => 0,
            (Cue::Farewell, _) => return None,
            _ => self.held(event).max(1),
        };
        self.frames.get(keep..)?.iter().any(|f| !f.closed).then_some(keep)
    }

    /// How many frames the next heading proves to stay open until it comes.
    fn held(&self, event: Event) -> usize {
        match event {
            Event::End | Event::Head => usize::from(self.frames.first().is_some_and(|f| f.kind == FrameKind::Head)),
            Event::Heading(t) => {
                let token = &self.tokens[t];
                if let Some(frame) = self.continued(t) {
                    return frame + 1;
                }
                let beside = |f: &Frame| f.series.is_some_and(|s| !self.order.above(s.style, token.style()));
                let starts = token.value() == 1;
                self.frames.iter().position(|f| starts && beside(f)).unwrap_or(self.frames.len())
            }
        }
    }

    /// Whether the next number of a series comes further on.
    pub(super) fn continues(&self, count: &Count) -> bool {
        let wanted = count.counter.expected();
        let latest = &self.tokens[count.token as usize];
        let later = std::iter::successors(latest.next, |n| self.tokens[*n as usize].next);
        later
            .map(|n| &self.tokens[n as usize])
            .take(SAME_STYLE)
            .take_while(|n| self.appendices.first().is_none_or(|a| n.block < *a || latest.block > *a))
            .filter(|n| n.starts_paragraph() == count.paragraph && (!n.mark.weak || n.glued))
            .take_while(|n| n.value() != 1)
            .any(|n| n.value() == wanted || n.value() == wanted + 1)
    }

    /// The line where the next section may open.
    fn limit(&self) -> u32 {
        let head = self.heads.get(self.next_head).map_or(u32::MAX, |h| h.block);
        let heading = self.tokens.get(self.next_headings[self.next] as usize).map_or(u32::MAX, |t| t.block);
        head.min(heading)
    }

    /// Where the report proper ends.
    fn appendix_below(&self, block: usize) -> u32 {
        let at = self.appendices.partition_point(|a| *a as usize <= block);
        self.appendices.get(at).copied().unwrap_or(u32::MAX)
    }

    /// What opens a section next, below the line `block`.
    pub(super) fn event(&self, block: usize) -> Event {
        let appendix = self.appendix_below(block);
        let head = self.heads[self.next_head..].iter().find(|h| h.is_certain()).map_or(u32::MAX, |h| h.block);
        let heading = self.next_headings[self.next] as usize;
        let token = self.tokens.get(heading).map_or(u32::MAX, |t| place(t).0);
        match head.min(token) {
            at if at >= appendix => Event::End,
            at if at == head => Event::Head,
            _ => Event::Heading(heading),
        }
    }
}
