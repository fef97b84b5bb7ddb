//! Remarks and changes put into a body.

use std::collections::HashMap;
use std::ops::Range;

use quick_xml::escape::escape;

use super::lines::{self, Lines};
use super::properties::{Numbered, look, marked};
use super::splice::{Rank, Splice};
use super::{Change, Hand, Ids, Job, Names, Remark, comments, escaped};
use crate::error::Error;
use crate::read::{Paragraph, Piece, PieceKind, Run, Word};

/// A place in the body.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spot {
    /// In a run, at this byte of the body.
    In(u32, u32),
    /// Between runs.
    Between(u32),
    /// In a paragraph that is an empty element.
    Empty(u32),
}

impl Spot {
    /// Before and behind a stretch of the body.
    const fn around(range: &Range<u32>) -> (Self, Self) {
        (Self::Between(range.start), Self::Between(range.end))
    }
}

/// Writes remarks and changes into a body.
pub(super) struct Writer<'a> {
    word: &'a Word,
    lines: &'a Lines<'a>,
    ids: Ids,
    splice: Splice<'a>,
    names: &'a Names,
    hand: &'a Hand,
    /// Whether new paragraphs beside numbered ones are numbered by Word.
    automatic: bool,
    /// Paragraphs whose marks go, each with what its deletion is signed with.
    gone: HashMap<u32, String>,
    /// Paragraphs that are parted, each with the breaks that are still to come.
    parted: HashMap<u32, usize>,
    /// What comes into paragraphs that are empty elements.
    filled: HashMap<u32, String>,
    /// The comments, as they stand in their part.
    said: String,
}

/// A body with what was put in.
pub(super) struct Written {
    pub(super) body: String,
    /// The comments, as they stand in their part, and how many.
    pub(super) said: String,
    pub(super) comments: usize,
}

impl<'a> Writer<'a> {
    pub(super) fn new(job: &Job<'a>, automatic: bool) -> Result<Self, Error> {
        Ok(Self {
            word: job.word,
            lines: job.lines,
            ids: Ids::of([Some(job.body), job.comments.existing()].into_iter().flatten())?,
            splice: Splice::new(job.body, &job.word.source, &job.names.prefix),
            names: job.names,
            hand: job.hand,
            automatic,
            gone: HashMap::new(),
            parted: HashMap::new(),
            filled: HashMap::new(),
            said: String::new(),
        })
    }

    /// What changes come to, in their order; `None` for those that cannot be.
    pub(super) fn plans(&self, changes: &[&Change]) -> Vec<Option<Plan>> {
        changes.iter().map(|change| self.plan(change)).collect()
    }

    /// Puts changes and remarks in.
    pub(super) fn write(mut self, plans: &[&Plan], remarks: &[Remark]) -> Result<Written, Error> {
        for plan in plans {
            self.prepare(plan);
        }
        let parted: Vec<u32> = self.parted.keys().copied().collect();
        for plan in plans {
            self.put_in(plan)?;
        }
        let comments = remarks.iter().filter(|remark| self.remark(remark)).count();
        self.settle(&parted)?;
        Ok(Written { body: self.splice.finish(), said: self.said, comments })
    }

    /// The piece that holds a byte of the text.
    fn piece(&self, at: usize) -> Option<&Piece> {
        let index = self.word.pieces.partition_point(|p| p.at as usize <= at).checked_sub(1)?;
        Some(&self.word.pieces[index]).filter(|p| at < (p.at + p.len) as usize)
    }

    /// The pieces that hold bytes of a range.
    fn pieces(&self, range: &Range<usize>) -> &[Piece] {
        let all = &self.word.pieces;
        if range.is_empty() {
            return &[];
        }
        let first = all.partition_point(|p| (p.at + p.len) as usize <= range.start);
        let last = all.partition_point(|p| (p.at as usize) < range.end);
        &all[first..last.max(first)]
    }

    fn run(&self, piece: &Piece) -> &Run {
        &self.word.source.runs[piece.run as usize]
    }

    /// What a comment goes around instead of the characters of a piece.
    fn around(&self, piece: &Piece) -> Option<(Spot, Spot)> {
        let run = self.run(piece);
        if let Some(around) = run.around {
            return Some(Spot::around(&self.word.source.around(around)));
        }
        if !piece.kind.made() {
            return None;
        }
        let own = run.element.open.start..run.element.end;
        Some(if run.element.open.is_empty() { self.whole(run.paragraph) } else { Spot::around(&own) })
    }

    /// Around what a paragraph holds.
    fn whole(&self, paragraph: u32) -> (Spot, Spot) {
        let Paragraph { content, around, .. } = &self.word.source.paragraphs[paragraph as usize];
        let around = around.map(|around| self.word.source.around(around)).or(content.clone());
        around.map_or((Spot::Empty(paragraph), Spot::Empty(paragraph)), |around| Spot::around(&around))
    }

    /// Where a range that begins at byte `at` of the text begins in the body.
    fn start(&self, piece: &Piece, at: usize) -> Spot {
        if let Some((start, _)) = self.around(piece) {
            return start;
        }
        let xml = match piece.kind {
            PieceKind::Text => piece.xml.start + (at as u32).saturating_sub(piece.at),
            _ => piece.xml.start,
        };
        Spot::In(piece.run, self.word.source.before_text(xml))
    }

    /// Where a range that ends before byte `at` of the text ends in the body.
    fn end(&self, piece: &Piece, at: usize) -> Spot {
        if let Some((_, end)) = self.around(piece) {
            return end;
        }
        let xml = match piece.kind {
            PieceKind::Text => piece.xml.start + (at as u32 - piece.at).min(piece.len),
            _ => piece.xml.end,
        };
        Spot::In(piece.run, self.word.source.behind_text(xml))
    }

    fn put(&mut self, spot: Spot, rank: Rank, node: String) {
        match spot {
            Spot::In(run, at) => self.splice.mark(run, at, rank, node),
            Spot::Between(at) => self.splice.insert(at, rank, node),
            Spot::Empty(paragraph) => self.filled.entry(paragraph).or_default().push_str(&node),
        }
    }

    /// Number, author and date of something that is put in.
    fn signature(&mut self) -> String {
        let (p, hand, id) = (&self.names.prefix, self.hand, self.ids.next());
        let (author, date) = (escape(&hand.author), escape(&hand.date));
        format!("{p}id=\"{id}\" {p}author=\"{author}\" {p}date=\"{date}\"")
    }

    /// Puts a comment in; whether there was a place for it.
    fn remark(&mut self, remark: &Remark) -> bool {
        let Range { start, end } = remark.range;
        let pieces = self.pieces(&remark.range);
        let spots = match (pieces.first(), pieces.last()) {
            (Some(first), Some(last)) => Some((self.start(first, start), self.end(last, end), last.run)),
            _ => {
                let before = start.checked_sub(1).and_then(|at| self.piece(at)).map(|p| (self.end(p, start), p.run));
                let beside = before.or_else(|| self.piece(start).map(|p| (self.start(p, start), p.run)));
                beside.map(|(spot, run)| (spot, spot, run))
            }
        };
        let (from, to, run) = match spots {
            Some((from, to, run)) => (from, to, Some(run)),
            None => {
                let lines = &self.word.source.lines;
                let Some(paragraph) = lines.get(self.lines.at(start)).or(lines.last()).copied() else { return false };
                let (from, to) = self.whole(paragraph);
                (from, to, None)
            }
        };
        let (id, p) = (self.ids.next(), self.names.prefix.clone());
        let open = format!("<{p}commentRangeStart {p}id=\"{id}\"/>");
        let close = format!("<{p}commentRangeEnd {p}id=\"{id}\"/>");
        let reference = format!("<{p}r><{p}commentReference {p}id=\"{id}\"/></{p}r>");
        // Within a tracked change the reference would come and go with it.
        let change =
            run.and_then(|run| self.word.source.runs[run as usize].change).filter(|_| matches!(to, Spot::In(..)));
        let (close, behind) = match change {
            Some(change) => (close, Some((self.word.source.changes[change as usize].end, reference))),
            None => (close + &reference, None),
        };
        if from == to {
            self.put(from, Rank::Point, open + &close);
        } else {
            self.put(from, Rank::Start, open);
            self.put(to, Rank::End, close);
        }
        if let Some((at, reference)) = behind {
            self.put(Spot::Between(at), Rank::End, reference);
        }
        self.said.push_str(&comments::comment(id, &remark.text, self.hand));
        true
    }

    /// What a change comes to; `None` where it cannot be.
    fn plan(&self, change: &Change) -> Option<Plan> {
        let change = self.lines.settled(change);
        let Change { range, text } = &change;
        if range.start > range.end {
            return None;
        }
        let pieces: Vec<Piece> = self.pieces(range).to_vec();
        let (mut deleted, mut covered) = (Vec::new(), 0);
        for piece in pieces {
            let part = range.start.max(piece.at as usize)..range.end.min((piece.at + piece.len) as usize);
            covered += part.len();
            if piece.kind == PieceKind::Number {
                // It goes with its paragraph only.
                covered -= part.len();
            } else if piece.kind.made() || self.run(&piece).fixed {
                return None;
            } else {
                deleted.push(piece);
            }
        }
        let marks = self.lines.marks(range, covered)?;
        let entry = if text.is_empty() { None } else { Some(self.entry(&deleted, range, text)?) };
        Some(Plan { deleted, marks, entry, range: range.clone(), text: text.clone() })
    }

    /// Where text comes in.
    fn entry(&self, deleted: &[Piece], range: &Range<usize>, text: &str) -> Option<Entry> {
        let start = range.start;
        if !text.contains('\n') {
            let (place, run) = self.insertion(deleted, start, range.end)?;
            return Some(Entry::At { place, run, parted: None });
        }
        let line = self.lines.at(start);
        if range.is_empty()
            && text.ends_with('\n')
            && self.lines.is_start(start)
            && let Some(paragraph) = self.lines.begins(line)
        {
            return Some(Entry::Before { paragraph, line });
        }
        let source = &self.word.source;
        if let Some(paragraph) = self.lines.mark(start).filter(|_| range.is_empty()) {
            let run = self.lines.pieces(&self.lines.range(line)).last().map(|piece| piece.run);
            let run = run.filter(|run| source.runs[*run as usize].paragraph == paragraph);
            let content = source.paragraphs[paragraph as usize].content.clone();
            let place = content.map_or(Spot::Empty(paragraph), |content| Spot::Between(content.end));
            return Some(Entry::At { place, run, parted: Some(paragraph) });
        }
        let (place, run) = self.insertion(deleted, start, range.end)?;
        let parted = match place {
            Spot::In(run, _) if source.runs[run as usize].direct => source.runs[run as usize].paragraph,
            Spot::Between(_) | Spot::Empty(_) => *source.ends.get(line)?,
            Spot::In(..) => return None,
        };
        (self.lines.is_text(line) && self.lines.is_listed(parted)).then_some(Entry::At {
            place,
            run,
            parted: Some(parted),
        })
    }

    /// Notes what changes come to for paragraphs, before any is put in.
    fn prepare(&mut self, plan: &Plan) {
        for mark in &plan.marks {
            let signature = self.signature();
            self.gone.insert(*mark, signature);
        }
        if let Some(Entry::At { parted: Some(paragraph), .. }) = plan.entry {
            *self.parted.entry(paragraph).or_insert(0) += plan.text.matches('\n').count();
        }
    }

    /// Puts a change in.
    fn put_in(&mut self, plan: &Plan) -> Result<(), Error> {
        let Range { start, end } = plan.range;
        for piece in &plan.deleted {
            let (Spot::In(run, from), Spot::In(_, to)) =
                (self.written(piece, start, true), self.written(piece, end, false))
            else {
                continue;
            };
            let signature = self.signature();
            self.splice.delete(run, from..to, signature);
        }
        match plan.entry {
            Some(Entry::At { place, run, parted }) => {
                let mut node = self.inserted(&plan.text, run, parted)?;
                // Insertions do not nest: somebody else's ends before ours and goes on behind it.
                let others = run.and_then(|run| self.word.source.runs[run as usize].insertion);
                if let (Spot::In(..), Some(change)) = (place, others) {
                    let open = self.splice.xml(self.word.source.changes[change as usize].open.clone());
                    let name = open[1..].split([' ', '>', '\t', '\n', '\r']).next().unwrap_or_default();
                    node = format!("</{name}>{node}{open}");
                }
                match place {
                    Spot::In(run, at) => self.splice.mark(run, at, Rank::Insert, node),
                    Spot::Between(at) => self.splice.insert(at, Rank::Insert, node),
                    Spot::Empty(paragraph) => self.filled.entry(paragraph).or_default().push_str(&node),
                }
            }
            Some(Entry::Before { paragraph, line }) => {
                let node = self.paragraphs(&plan.text, line)?;
                let at = self.word.source.paragraphs[paragraph as usize].element.open.start;
                self.splice.insert(at, Rank::Insert, node);
            }
            None => {}
        }
        Ok(())
    }

    /// Where a change of a piece begins or ends: in a text box changes can be where comments cannot.
    fn written(&self, piece: &Piece, at: usize, begins: bool) -> Spot {
        let text = piece.kind == PieceKind::Text;
        let at = (at as u32).clamp(piece.at, piece.at + piece.len) - piece.at;
        let source = &self.word.source;
        Spot::In(
            piece.run,
            match (begins, text) {
                (true, true) => source.before_text(piece.xml.start + at),
                (true, false) => source.before_text(piece.xml.start),
                (false, true) => source.behind_text(piece.xml.start + at),
                (false, false) => source.behind_text(piece.xml.end),
            },
        )
    }

    /// Where text comes in, and the run it takes its look from.
    fn insertion(&self, deleted: &[Piece], start: usize, end: usize) -> Option<(Spot, Option<u32>)> {
        let of = |piece: &Piece, at, begins| match self.written(piece, at, begins) {
            spot @ Spot::In(..) => Some((spot, Some(piece.run))),
            Spot::Between(_) | Spot::Empty(_) => None,
        };
        let writable = |p: &&Piece| !p.kind.made() && !self.run(p).fixed;
        if let Some(last) = deleted.last() {
            return of(last, end, false);
        }
        if let Some(before) = start.checked_sub(1).and_then(|at| self.piece(at)).filter(writable) {
            return of(before, start, false);
        }
        if let Some(behind) = self.piece(start).filter(writable) {
            return of(behind, start, true);
        }
        let at_line_end = self.word.text[start..].starts_with('\n') || start == self.word.text.len();
        let at_line_start = start == 0 || self.word.text[..start].ends_with('\n');
        if !(at_line_start && at_line_end) {
            return None;
        }
        let line = self.word.text[..start].bytes().filter(|b| *b == b'\n').count();
        let paragraph = *self.word.source.lines.get(line)?;
        let content = self.word.source.paragraphs[paragraph as usize].content.clone();
        Some((content.map_or(Spot::Empty(paragraph), |content| Spot::Between(content.end)), None))
    }

    /// A tracked insertion of `text` that looks like a run; with its line breaks it parts a paragraph.
    fn inserted(&mut self, text: &str, run: Option<u32>, parted: Option<u32>) -> Result<String, Error> {
        let p = self.names.prefix.clone();
        let run = run.map(|run| &self.word.source.runs[run as usize]);
        let look = run.and_then(|run| run.properties.clone()).map_or("", |range| self.splice.xml(range)).to_owned();
        let mut node = String::new();
        for (index, line) in text.split('\n').enumerate() {
            if index > 0
                && let Some(paragraph) = parted
            {
                node.push_str(&format!("</{p}p><{p}p>{}", self.next_part(paragraph)?));
            }
            if !line.is_empty() {
                node.push_str(&self.insertion_of(line, &look));
            }
        }
        Ok(node)
    }

    /// A tracked insertion of a line.
    fn insertion_of(&mut self, line: &str, look: &str) -> String {
        let (signature, p) = (self.signature(), &self.names.prefix);
        let mut content = String::new();
        for (index, part) in line.split('\t').enumerate() {
            if index > 0 {
                content.push_str(&format!("<{p}tab/>"));
            }
            if !part.is_empty() {
                content.push_str(&format!("<{p}t xml:space=\"preserve\">{}</{p}t>", escaped(part)));
            }
        }
        format!("<{p}ins {signature}><{p}r>{look}{content}</{p}r></{p}ins>")
    }

    /// The properties of the next part of a paragraph that is parted: the last part is what the paragraph was.
    fn next_part(&mut self, paragraph: u32) -> Result<String, Error> {
        let left = self.parted.get_mut(&paragraph).map_or(0, |left| {
            *left = left.saturating_sub(1);
            *left
        });
        let own = self.own(paragraph);
        if left == 0 {
            self.kept(paragraph, own)
        } else {
            self.tracked(&look(own, Numbered::Alike, &self.names.prefix)?)
        }
    }

    /// The properties of a paragraph, as they stand.
    fn own(&self, paragraph: u32) -> &'a str {
        let range = self.word.source.paragraphs[paragraph as usize].properties.clone();
        range.map_or("", |range| self.splice.xml(range))
    }

    /// Properties of a paragraph that stays, its mark taken out where it goes.
    fn kept(&self, paragraph: u32, own: &str) -> Result<String, Error> {
        let p = &self.names.prefix;
        match self.gone.get(&paragraph) {
            Some(signature) => marked(own, &format!("<{p}del {signature}/>"), p),
            None => Ok(own.to_owned()),
        }
    }

    /// Properties with a mark that comes in.
    fn tracked(&mut self, properties: &str) -> Result<String, Error> {
        let (signature, p) = (self.signature(), &self.names.prefix);
        marked(properties, &format!("<{p}ins {signature}/>"), p)
    }

    /// New paragraphs, one a line of `text`, before the paragraph of a line.
    fn paragraphs(&mut self, text: &str, line: usize) -> Result<String, Error> {
        let p = self.names.prefix.clone();
        let mut node = String::new();
        for new in text.lines() {
            let model = self.lines.model(new, line);
            let numbered = model.is_some_and(|model| self.lines.is_numbered(model));
            let words = if self.automatic && numbered { lines::behind_ordinal(new) } else { None };
            let own = model.map_or("", |model| self.own(self.word.source.lines[model]));
            let kind = if numbered && words.is_none() { Numbered::Not } else { Numbered::Alike };
            let properties = look(own, kind, &p)?;
            node.push_str(&format!("<{p}p>{}", self.tracked(&properties)?));
            let new = &new[words.unwrap_or(0)..];
            if !new.is_empty() {
                let run = model.and_then(|model| self.lines.look(model));
                let run = run.and_then(|run| self.word.source.runs[run as usize].properties.clone());
                let look = run.map_or("", |range| self.splice.xml(range)).to_owned();
                node.push_str(&self.insertion_of(new, &look));
            }
            node.push_str(&format!("</{p}p>"));
        }
        Ok(node)
    }

    /// Puts in what changes mean for the properties of paragraphs; the last thing that is done.
    fn settle(&mut self, parted: &[u32]) -> Result<(), Error> {
        let p = self.names.prefix.clone();
        let mut all: Vec<u32> = parted.iter().chain(self.gone.keys()).chain(self.filled.keys()).copied().collect();
        all.sort_unstable();
        all.dedup();
        for paragraph in all {
            let own = self.own(paragraph);
            let first = if parted.contains(&paragraph) {
                self.tracked(&look(own, Numbered::Alike, &p)?)?
            } else {
                self.kept(paragraph, own)?
            };
            let made = &self.word.source.paragraphs[paragraph as usize];
            match (&made.properties, &made.content) {
                (_, None) => {
                    let open = self.splice.xml(made.element.open.clone()).trim_end_matches('>').trim_end_matches('/');
                    let filled = self.filled.remove(&paragraph).unwrap_or_default();
                    self.splice
                        .replace(made.element.open.start..made.element.end, format!("{open}>{first}{filled}</{p}p>"));
                }
                (Some(range), _) => self.splice.replace(range.clone(), first),
                (None, Some(content)) => self.splice.insert(content.start, Rank::Properties, first),
            }
        }
        Ok(())
    }
}

/// Where the text of a change comes in.
enum Entry {
    /// Among the text, in the look of a run; with line breaks it parts a paragraph.
    At { place: Spot, run: Option<u32>, parted: Option<u32> },
    /// As paragraphs before one, which begins with this line.
    Before { paragraph: u32, line: usize },
}

/// What a change comes to.
pub(super) struct Plan {
    pub(super) range: Range<usize>,
    pub(super) text: String,
    deleted: Vec<Piece>,
    /// Paragraphs whose marks go.
    marks: Vec<u32>,
    entry: Option<Entry>,
}

impl Plan {
    /// Whether paragraphs come, go, or become others.
    pub(super) fn is_structural(&self) -> bool {
        let parts = matches!(self.entry, Some(Entry::Before { .. } | Entry::At { parted: Some(_), .. }));
        parts || !self.marks.is_empty()
    }
}
