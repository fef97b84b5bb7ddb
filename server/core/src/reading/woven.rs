//! The text of a draft without what [`traces`] found in it: paragraphs put together of stretches of its lines, and where
//! each stretch was written.

use std::collections::HashSet;

use super::traces::notes::{self, Noted};
use super::traces::wrapped;
use super::traces::{Cause, Trace, readings, scraps};
use crate::text::{LineCol, LineRange, Loc, Span};

/// A line of a draft, with what was found in it.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Its text.
    pub text: &'a str,
    /// Traces in it.
    pub traces: &'a [Trace],
    /// It never goes on in another line.
    pub alone: bool,
    /// It is text of the draft.
    pub read: bool,
}

/// A part of a paragraph that stands in one line without gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where it begins in the paragraph.
    pub at: u32,
    /// Where it is written.
    pub from: LineCol,
    /// Why what stands before it is not read; `None` where all of it is.
    pub left_out: Option<Cause>,
    /// Where it is one character that stands for something longer: how many bytes that takes as it is written.
    pub stands_for: Option<u32>,
}

/// A paragraph as it is read.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// Its first line, and how many it takes.
    pub lines: (u32, u32),
    /// Its text, where it is not just that of its line.
    pub text: Option<Box<str>>,
    /// Its stretches in order; none where it is just its line.
    pub stretches: Box<[Stretch]>,
}

/// A draft as it is read.
#[derive(Clone, Debug, Default)]
pub struct Woven {
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
    /// The paragraph of each line.
    of_line: Vec<u32>,
    /// Its lines were cut at the width of a page.
    pub wrapped: bool,
    /// Marks of notes and their notes.
    pub noted: Vec<Noted>,
}

/// What of a draft is read, if that is not just its lines.
#[must_use]
pub fn weave(lines: &[Line<'_>]) -> Option<Woven> {
    let read = || lines.iter().enumerate().filter(|(_, l)| l.read);
    let token = scraps::repeated(read().map(|(_, l)| l.text));
    let found = || read().flat_map(|(i, l)| l.traces.iter().map(move |t| (i, l.text, t)));
    let spelled = found().filter(|(.., t)| t.cause == Cause::Reading).map(|(_, text, t)| (text, t.span));
    let spelled = readings::told(spelled);
    let noted = noted(lines);
    let marks: HashSet<(u32, Span)> = noted.iter().filter_map(|n| n.mark).collect();
    let kept = |(i, line): (usize, &Line<'_>)| -> Vec<Trace> {
        let holds = |t: &&Trace| match t.cause {
            Cause::Reading => spelled,
            Cause::Note(..) => marks.contains(&(i as u32, t.span)),
            Cause::Scrap(_) | Cause::Break | Cause::Reference(_) => true,
        };
        let mut traces: Vec<Trace> = line.traces.iter().filter(holds).copied().collect();
        traces.splice(0..0, carried(lines, i, token).filter(|_| spelled && line.read));
        traces.extend(token.filter(|_| line.read).and_then(|token| scraps::ending(line.text, token)));
        traces
    };
    let traces: Vec<Vec<Trace>> = lines.iter().enumerate().map(kept).collect();
    let joins = wrapped_lines(lines, &traces);
    if joins.is_none() && traces.iter().all(Vec::is_empty) {
        return None;
    }
    let mut woven = Woven { wrapped: joins.is_some(), noted, ..Woven::default() };
    let mut first = 0;
    while first < lines.len() {
        let joins = joins.as_deref().unwrap_or_default();
        first = woven.push(lines, &traces, first, joins);
    }
    Some(woven)
}

/// The reading that begins a line, of the character that ends the line above.
fn carried(lines: &[Line<'_>], line: usize, token: Option<&str>) -> Option<Trace> {
    let text = lines[line].text;
    let start = text.len() - text.trim_start().len();
    if !text[start..].starts_with(['(', '（']) {
        return None;
    }
    let above = lines.get(line.checked_sub(1)?)?.text.trim_end();
    let above = token.and_then(|token| above.strip_suffix(token)).unwrap_or(above);
    let last = above.trim_end().chars().next_back()?;
    let both: String = std::iter::once(last).chain(text[start..].chars().take(16)).collect();
    let trace = readings::at(&both, last.len_utf8())?;
    let shift = |at: u32| at as usize - last.len_utf8() + start;
    Some(Trace { span: Span::new(shift(trace.span.start), shift(trace.span.end)), ..trace })
}

/// Marks and notes that belong together.
fn noted(lines: &[Line<'_>]) -> Vec<Noted> {
    let mut marks = Vec::new();
    // What stands in brackets in a note is a note, too, or speaks of one.
    let text = |l: &Line<'_>| l.read && !l.traces.is_empty() && notes::note(l.text).is_none();
    for (i, line) in lines.iter().enumerate().filter(|(_, l)| text(l)) {
        for trace in line.traces {
            if let Cause::Note(form, number) = trace.cause {
                marks.push((i as u32, form, number, trace.span));
            }
        }
    }
    if marks.is_empty() {
        return vec![];
    }
    let below = lines.iter().enumerate().filter(|(_, l)| l.read);
    let below: Vec<_> =
        below.filter_map(|(i, l)| notes::note(l.text).map(|(form, number)| (i as u32, form, number))).collect();
    notes::paired(&marks, &below)
}

/// Which lines go on in which. What was left in them may have come before they were cut or behind that: the text with it
/// and without it are tried, and that which fills its lines better tells.
fn wrapped_lines(lines: &[Line<'_>], traces: &[Vec<Trace>]) -> Option<Vec<Option<usize>>> {
    let tried = |left_out: fn(Cause) -> bool| {
        let clean = |(line, traces): (&Line<'_>, &Vec<Trace>)| {
            let traces: Vec<Trace> = traces.iter().filter(|t| left_out(t.cause)).copied().collect();
            without(line.text, &traces)
        };
        let clean: Vec<String> = lines.iter().zip(traces).map(clean).collect();
        let alone = |l: &Line<'_>| l.alone || !l.read;
        let all = lines.iter().zip(&clean).map(|(l, text)| wrapped::Line { text, alone: alone(l) });
        wrapped::joins(&all.collect::<Vec<_>>())
    };
    let all = tried(|_| true);
    if traces.iter().all(Vec::is_empty) {
        return all.map(|(joins, _)| joins);
    }
    // Of equals, the cleanest.
    let other = tried(|cause| matches!(cause, Cause::Scrap(_)));
    let best = other.into_iter().chain(all).max_by_key(|(_, exact)| *exact);
    best.map(|(joins, _)| joins)
}

fn without(text: &str, traces: &[Trace]) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut from = 0;
    for trace in traces {
        clean.push_str(&text[from..trace.span.start as usize]);
        clean.extend(trace.cause.character());
        from = trace.span.end as usize;
    }
    clean.push_str(&text[from..]);
    clean
}

#[allow(clippy::cast_possible_truncation, reason = "lines and their lengths fit")]
impl Woven {
    /// Adds the paragraph that begins with line `first`; tells where the next one does.
    fn push(&mut self, lines: &[Line<'_>], traces: &[Vec<Trace>], first: usize, joins: &[Option<usize>]) -> usize {
        let block = self.paragraphs.len() as u32;
        let mut text = String::new();
        let mut stretches: Vec<Stretch> = Vec::new();
        let mut line = first;
        loop {
            let on = joins.get(line).copied().flatten();
            let written = lines[line].text;
            // Around a break, blanks go with it.
            let begin = if line == first { 0 } else { written.len() - written.trim_start().len() };
            let end = if on.is_some() { written.trim_end().len() } else { written.len() };
            let mut from = begin;
            let mut left_out = (line > first).then_some(Cause::Break);
            let mut read = |from: usize, words: &str, left_out: Option<Cause>, stands_for: Option<u32>| {
                let from = LineCol { line: line as u32, byte: from as u32 };
                stretches.push(Stretch { at: text.len() as u32, from, left_out, stands_for });
                text.push_str(words);
            };
            for trace in traces[line].iter().filter(|t| t.span.end as usize <= end.max(begin)) {
                let (start, behind) = (trace.span.start as usize, trace.span.end as usize);
                read(from, &written[from..start], left_out, None);
                let character = trace.cause.character();
                if let Some(character) = character {
                    read(start, character.encode_utf8(&mut [0; 4]), None, Some(trace.span.len() as u32));
                }
                (from, left_out) = (behind, character.is_none().then_some(trace.cause));
            }
            read(from, &written[from..end.max(from)], left_out, None);
            let Some(next) = on else { break };
            line = next;
        }
        self.of_line.resize(line + 1, block);
        let plain = stretches.len() == 1;
        self.paragraphs.push(Paragraph {
            lines: (first as u32, (line - first + 1) as u32),
            text: (!plain).then(|| text.into()),
            stretches: if plain { Box::default() } else { stretches.into() },
        });
        line + 1
    }

    fn stretches(&self, block: u32) -> &[Stretch] {
        self.paragraphs.get(block as usize).map_or(&[], |p| &p.stretches)
    }

    /// The line that a paragraph begins in.
    #[must_use]
    pub fn line(&self, block: u32) -> u32 {
        self.paragraphs.get(block as usize).map_or(0, |p| p.lines.0)
    }

    /// Where a byte of a paragraph is written: behind what is left out before it, or before that.
    fn written(&self, block: u32, byte: u32, behind: bool) -> LineCol {
        let Some(paragraph) = self.paragraphs.get(block as usize) else { return LineCol::default() };
        let stretches = &paragraph.stretches;
        let count = stretches.partition_point(|s| if behind { s.at <= byte } else { s.at < byte });
        match stretches.get(count.saturating_sub(1)) {
            None => LineCol { line: paragraph.lines.0, byte },
            Some(Stretch { at, from, stands_for: Some(length), .. }) => {
                LineCol { line: from.line, byte: from.byte + if byte > *at { *length } else { 0 } }
            }
            Some(s) => LineCol { line: s.from.line, byte: s.from.byte + (byte - s.at.min(byte)) },
        }
    }

    /// Where a place is written. One without width stands behind what is left out there, but before a line break.
    #[must_use]
    pub fn line_range(&self, loc: Loc) -> LineRange {
        let (start, end) = (loc.span.start, loc.span.end);
        if start < end {
            return LineRange { start: self.written(loc.block, start, true), end: self.written(loc.block, end, false) };
        }
        let broken = self.gap(loc.block, start).is_some_and(|cause| cause == Cause::Break);
        let at = self.written(loc.block, start, !broken);
        LineRange { start: at, end: at }
    }

    /// Where a place is written, stretch by stretch: without what is left out in it, each in one line.
    #[must_use]
    pub fn pieces(&self, loc: Loc) -> Vec<LineRange> {
        let cuts = self.gaps_within(loc).map(|(at, _)| at);
        let mut ends: Vec<u32> = cuts.chain([loc.span.end]).collect();
        ends.dedup();
        let mut start = loc.span.start;
        let mut piece = |end| {
            let span = Span { start, end };
            start = end;
            self.line_range(Loc { span, ..loc })
        };
        ends.into_iter().map(&mut piece).collect()
    }

    /// All that is left out before a byte of a paragraph: what an edit from nothing to nothing takes out.
    #[must_use]
    pub fn gap_range(&self, loc: Loc) -> LineRange {
        let (block, byte) = (loc.block, loc.span.start);
        LineRange { start: self.written(block, byte, false), end: self.written(block, byte, true) }
    }

    /// Why something is left out before a byte of a paragraph.
    #[must_use]
    pub fn gap(&self, block: u32, byte: u32) -> Option<Cause> {
        let stretches = self.stretches(block);
        let first = stretches.partition_point(|s| s.at < byte);
        stretches[first..].iter().take_while(|s| s.at == byte).find_map(|s| s.left_out)
    }

    /// What is left out inside a place: before which byte, and why.
    pub fn gaps_within(&self, loc: Loc) -> impl Iterator<Item = (u32, Cause)> + '_ {
        let stretches = self.stretches(loc.block);
        let first = stretches.partition_point(|s| s.at <= loc.span.start);
        let inside = stretches[first..].iter().take_while(move |s| s.at < loc.span.end);
        inside.filter_map(|s| Some((s.at, s.left_out?)))
    }

    /// What is left out of a paragraph: before which byte, and why.
    pub fn gaps(&self, block: u32) -> impl Iterator<Item = (u32, Cause)> + '_ {
        let stretches = self.stretches(block);
        stretches.iter().filter_map(|s| Some((s.at, s.left_out?)))
    }

    /// Characters that stand for something longer: block, and where in it.
    pub fn stand_ins(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        (0..self.paragraphs.len() as u32).flat_map(|block| {
            let stand_ins = self.stretches(block).iter().filter(|s| s.stands_for.is_some());
            stand_ins.map(move |s| (block, s.at))
        })
    }

    /// What is left out of all the draft.
    pub fn all_gaps(&self) -> impl Iterator<Item = (u32, u32, Cause)> + '_ {
        (0..self.paragraphs.len() as u32).flat_map(|b| self.gaps(b).map(move |(at, cause)| (b, at, cause)))
    }

    /// The paragraph that holds a written place, and the byte in it.
    #[must_use]
    pub fn read(&self, at: LineCol) -> (u32, u32) {
        let Some(block) = self.of_line.get(at.line as usize).copied() else {
            return (self.paragraphs.len().saturating_sub(1) as u32, u32::MAX);
        };
        let stretches = &self.paragraphs[block as usize].stretches;
        let count = stretches.partition_point(|s| s.from <= at);
        let Some(stretch) = stretches.get(count.saturating_sub(1)) else { return (block, at.byte) };
        // Inside of what a character stands for: at the character.
        if stretch.stands_for.is_some() && at.line == stretch.from.line {
            return (block, stretch.at);
        }
        let next = stretches.get(count).map_or(u32::MAX, |s| s.at);
        let beyond = if at.line == stretch.from.line { at.byte.saturating_sub(stretch.from.byte) } else { u32::MAX };
        (block, stretch.at.saturating_add(beyond).min(next))
    }

    /// Whether the mark of a note holds a written place; the whole mark and what it leads to.
    #[must_use]
    pub fn noted_at(&self, at: LineCol) -> Option<(LineRange, Noted)> {
        let holds = |n: &&Noted| {
            n.mark.is_some_and(|(line, span)| line == at.line && span.start <= at.byte && at.byte < span.end)
        };
        let noted = self.noted.iter().find(holds)?;
        let (line, span) = noted.mark?;
        let end = |byte| LineCol { line, byte };
        Some((LineRange { start: end(span.start), end: end(span.end) }, *noted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::traces::of_line;
    use crate::text::DocumentKind;

    fn read(text: &str) -> (Woven, Vec<String>) {
        let lines: Vec<&str> = text.lines().collect();
        let traces: Vec<_> = lines.iter().map(|l| of_line(l, l, DocumentKind::Plain)).collect();
        let all: Vec<Line<'_>> =
            lines.iter().zip(&traces).map(|(text, traces)| Line { text, traces, alone: false, read: true }).collect();
        let woven = weave(&all).unwrap();
        let text = |p: &Paragraph| p.text.as_deref().unwrap_or(lines[p.lines.0 as usize]).to_owned();
        let shown = woven.paragraphs.iter().map(text).collect();
        (woven, shown)
    }

    #[test]
    fn readings_are_read_over_and_places_lead_back() {
        let written = "一、發(fā)展產業\n堅(jiān)持改擴(kuò)建26萬(wàn)平方米";
        let (woven, text) = read(written);
        assert_eq!(text, ["一、發展產業", "堅持改擴建26萬平方米"]);
        let line = written.lines().nth(1).unwrap();
        let of = |word: &str| {
            let at = text[1].find(word).unwrap();
            let range = woven.line_range(Loc { block: 1, span: Span::new(at, at + word.len()) });
            assert_eq!((range.start.line, range.end.line), (1, 1));
            &line[range.start.byte as usize..range.end.byte as usize]
        };
        assert_eq!(
            ["堅持", "持", "26萬平方米", "擴", "建26"].map(of),
            ["堅(jiān)持", "持", "26萬(wàn)平方米", "擴", "建26"]
        );
        for (at, _) in line.char_indices() {
            let (block, byte) = woven.read(LineCol { line: 1, byte: at as u32 });
            assert!(block == 1 && text[1].is_char_boundary(byte as usize), "{at} {byte}");
        }
    }

    #[test]
    fn wrapped_lines_are_joined_and_places_lead_back() {
        let paragraph = "过去一年，我们坚持稳中求进，全年完成投资12.98亿元，增长6.5%，新增就业3968人，城乡面貌明显改善，群众\
                         生活水平稳步提高，社会大局保持和谐稳定，为今后的发展打下了坚实的基础。";
        let one = wrapped::cut(paragraph, 36);
        let written = format!("工作回顾\n{}\n工作安排\n{}\n", vec![one.join("\n"); 3].join("\n"), one.join("\n"));
        let (woven, text) = read(&written);
        assert!(woven.wrapped);
        assert_eq!(text, ["工作回顾", paragraph, paragraph, paragraph, "工作安排", paragraph]);
        let at = text[2].find("3968人").unwrap();
        let range = woven.line_range(Loc { block: 2, span: Span::new(at, at + "3968人".len()) });
        let lines: Vec<&str> = written.lines().collect();
        assert!(lines[range.start.line as usize][range.start.byte as usize..].starts_with('3'));
        assert_eq!(woven.read(range.start), (2, at as u32));
    }
}
