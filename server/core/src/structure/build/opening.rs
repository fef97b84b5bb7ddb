//! What a heading without an ordinal opens: a part of the report, a section of a Markdown draft, or the sibling of numbered
//! headings that lost its number. The numbering around it says where it stands.

use super::super::parts::{Head, HeadKind};
use super::{Builder, Event, Frame, FrameKind, LeadForm, Line, Node, NodeKind, Style};
use crate::text::Loc;

impl Builder<'_> {
    /// Opens a section at a heading without ordinal; false if the line is none after all.
    pub(super) fn head(&mut self, head: Head, line: Line<'_>) -> bool {
        // The only heading without a number among numbered ones has lost it.
        if head.kind == HeadKind::Own && line.orphan && !self.parts_have_no_number() {
            return false;
        }
        let keep = match head.kind {
            HeadKind::Hash(level) => {
                let upper = self.frames.iter().rposition(|f| !f.closed && f.hashes > 0 && f.hashes < level);
                upper.map_or(0, |f| f + 1).max(if level == 1 { 0 } else { self.numbering_around() })
            }
            HeadKind::Part | HeadKind::Own => self.numbering_around(),
            HeadKind::Title => {
                if let Some(frame) = self.number_lost(head.block) {
                    self.beside(frame, (head.block, 0));
                    self.push(
                        Node::unnumbered(NodeKind::Heading, Loc::new(line.block, head.words)),
                        Frame::new(FrameKind::Lost),
                    );
                    return true;
                }
                let Some(keep) = self.divides(line) else { return false };
                keep
            }
        };
        self.close(keep, (head.block, 0));
        let frame =
            Frame { hashes: line.scan.hashes, bold: line.scan.lead == LeadForm::Bold, ..Frame::new(FrameKind::Head) };
        self.push(Node::unnumbered(NodeKind::Part, Loc::new(line.block, head.words)), frame);
        true
    }

    fn parts_have_no_number(&self) -> bool {
        self.frames.first().is_some_and(|f| f.kind == FrameKind::Head) && !self.appendix
    }

    /// How many frames belong to series that go on further down.
    fn numbering_around(&self) -> usize {
        let goes_on = |f: &Frame| f.is_section() && f.series.is_some_and(|count| self.continues(&count));
        self.frames.iter().rposition(goes_on).map_or(0, |f| f + 1)
    }

    /// The frame of the series in which exactly as many numbers are missing as lines without a number stand.
    fn number_lost(&self, block: u32) -> Option<usize> {
        let missing = |f: &Frame| {
            let count = f.series.filter(|s| s.alone && s.paragraph && !s.style.is_run_in())?;
            let latest = &self.tokens[count.token as usize];
            let next = &self.tokens[latest.next? as usize];
            let skipped = next.value().checked_sub(count.counter.expected())?;
            let between = self.heads.partition_point(|h| h.block <= next.block)
                - self.heads.partition_point(|h| h.block <= latest.block);
            (skipped > 0 && skipped as usize == between && next.is_heading() && next.block > block).then_some(())
        };
        self.frames.iter().rposition(|f| missing(f).is_some())
    }

    /// How many frames stay open at a line that divides the report: numbering starts anew below it, or all parts of the
    /// report have no number.
    fn divides(&self, line: Line<'_>) -> Option<usize> {
        match self.event(line.block) {
            Event::Heading(t) if self.tokens[t].value() == 1 => {
                let style: Style = self.tokens[t].style();
                let again = |f: &Frame| {
                    f.is_section()
                        && f.series.is_some_and(|s| s.style == style && s.counter.last() > 1 && !self.continues(&s))
                };
                let mut keep = self.frames.iter().position(again)?;
                // A part without a number stands beside the one before.
                while keep > 0 && self.frames[keep - 1].kind == FrameKind::Head {
                    keep -= 1;
                }
                Some(keep)
            }
            Event::End if self.parts_have_no_number() => Some(0),
            _ => None,
        }
    }
}
