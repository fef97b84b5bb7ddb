//! Remarks and changes put into a body.

mod numbers;
mod remark;
mod table;

use std::collections::HashMap;
use std::ops::Range;

use quick_xml::escape::escape;

use super::job::Job;
use super::lines::{self, Beside, Lines};
use super::properties::{Numbered, look, look_of_mark, marked};
use super::splice::{Rank, Splice};
use super::{Change, Hand, Ids, Names, Remark, escaped};
use crate::error::Error;
use crate::read::{Piece, PieceKind, Run, Word};

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
    /// Rows that go, each with what its deletion is signed with.
    gone_rows: Vec<(u32, String)>,
    /// Paragraphs whose automatic numbers become text, each with what the change is signed with.
    unnumbered: HashMap<u32, String>,
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
            gone_rows: Vec::new(),
            unnumbered: HashMap::new(),
            parted: HashMap::new(),
            filled: HashMap::new(),
            said: String::new(),
        })
    }

    /// What changes come to, in their order; `None` for those that cannot be.
    ///
    /// # Errors
    /// A body that is broken.
    pub(super) fn plans(&self, changes: &[Change]) -> Result<Vec<Option<Plan>>, Error> {
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

    /// What a change comes to; `None` where it cannot be.
    fn plan(&self, change: &Change) -> Result<Option<Plan>, Error> {
        if let Some(plan) = self.plan_of_rows(change)? {
            return Ok(Some(plan));
        }
        if let Some(plan) = self.plan_of_number(change)? {
            return Ok(Some(plan));
        }
        let change = self.lines.settled(change);
        if change.range.start > change.range.end {
            return Ok(None);
        }
        self.plan_of_text(&change)
    }

    fn plan_of_text(&self, change: &Change) -> Result<Option<Plan>, Error> {
        let Change { range, text } = change;
        let pieces: Vec<Piece> = self.pieces(range).to_vec();
        let (mut deleted, mut covered) = (Vec::new(), 0);
        for piece in pieces {
            let part = range.start.max(piece.at as usize)..range.end.min((piece.at + piece.len) as usize);
            covered += part.len();
            if piece.kind == PieceKind::Number {
                // It goes with its paragraph only.
                covered -= part.len();
            } else if piece.kind.made() || self.run(&piece).fixed {
                return Ok(None);
            } else {
                deleted.push(piece);
            }
        }
        let Some(marks) = self.lines.marks(range, covered) else { return Ok(None) };
        let entry = if text.is_empty() { None } else { self.entry(&deleted, range, text)? };
        if entry.is_none() && !text.is_empty() {
            return Ok(None);
        }
        Ok(Some(Plan { deleted, marks, entry, ..Plan::new(change) }))
    }

    /// Where text comes in.
    fn entry(&self, deleted: &[Piece], range: &Range<usize>, text: &str) -> Result<Option<Entry>, Error> {
        let start = range.start;
        if !text.contains('\n') {
            let found = self.insertion(deleted, start, range.end)?;
            return Ok(found.map(|(place, like)| Entry::At { place, like, parted: None }));
        }
        let line = self.lines.at(start);
        if range.is_empty()
            && text.ends_with('\n')
            && self.lines.is_start(start)
            && let Some(paragraph) = self.lines.begins(line)
        {
            return Ok(Some(Entry::Before { paragraph, line }));
        }
        let source = &self.word.source;
        if let Some(paragraph) = self.lines.mark(start).filter(|_| range.is_empty()) {
            let run = self.lines.pieces(&self.lines.range(line)).last().map(|piece| piece.run);
            let run = run.filter(|run| source.runs[*run as usize].paragraph == paragraph);
            let content = source.paragraphs[paragraph as usize].content.clone();
            let place = content.map_or(Spot::Empty(paragraph), |content| Spot::Between(content.end));
            let like = run.map_or(Like::Mark(paragraph), Like::Run);
            return Ok(Some(Entry::At { place, like, parted: Some(paragraph) }));
        }
        let Some((place, like)) = self.insertion(deleted, start, range.end)? else { return Ok(None) };
        let parted = match place {
            Spot::In(run, _) if source.runs[run as usize].direct => Some(source.runs[run as usize].paragraph),
            Spot::Between(_) | Spot::Empty(_) => source.ends.get(line).copied(),
            Spot::In(..) => None,
        };
        let parted = parted.filter(|parted| self.lines.is_text(line) && self.lines.is_listed(*parted));
        let place = self.beside_link(place, line);
        Ok(parted.map(|parted| Entry::At { place, like, parted: Some(parted) }))
    }

    /// A place in a link, or beside it where nothing of the link stands before or behind.
    fn beside_link(&self, place: Spot, line: usize) -> Spot {
        let source = &self.word.source;
        let Spot::In(run, at) = place else { return place };
        let Some(link) = source.runs[run as usize].link else { return place };
        let pieces = self.lines.pieces(&self.lines.range(line)).iter();
        let own: Vec<&Piece> = pieces.filter(|piece| self.run(piece).link == Some(link)).collect();
        let link = &source.links[link as usize];
        if own.iter().all(|piece| piece.xml.end <= at) {
            Spot::Between(link.end)
        } else if own.iter().all(|piece| piece.xml.start >= at) {
            Spot::Between(link.open.start)
        } else {
            place
        }
    }

    /// Notes what changes come to for paragraphs, before any is put in.
    fn prepare(&mut self, plan: &Plan) {
        if let Some(row) = plan.row {
            let signature = self.signature();
            self.gone_rows.push((row, signature));
        }
        if let Some(paragraph) = plan.number {
            let signature = self.signature();
            self.unnumbered.insert(paragraph, signature);
        }
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
            Some(Entry::At { place, like, parted }) => {
                let mut node = self.inserted(&plan.text, (place, like), parted)?;
                // Insertions do not nest: somebody else's ends before ours and goes on behind it.
                let others = like.run().and_then(|run| self.word.source.runs[run as usize].insertion);
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
            Some(Entry::Rows { beside, line }) => self.put_rows(&plan.text, beside, line)?,
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

    /// Where text comes in, and what it takes its look from.
    fn insertion(&self, deleted: &[Piece], start: usize, end: usize) -> Result<Option<(Spot, Like)>, Error> {
        let of = |piece: &Piece, at, begins| match self.written(piece, at, begins) {
            spot @ Spot::In(..) => Some((spot, Like::Run(piece.run))),
            Spot::Between(_) | Spot::Empty(_) => None,
        };
        let writable = |p: &&Piece| !p.kind.made() && !self.run(p).fixed;
        if let Some(last) = deleted.last() {
            return Ok(of(last, end, false));
        }
        if let Some(before) = start.checked_sub(1).and_then(|at| self.piece(at)).filter(writable) {
            return Ok(of(before, start, false));
        }
        if let Some(behind) = self.piece(start).filter(writable) {
            return Ok(of(behind, start, true));
        }
        let Some(paragraph) = self.lines.bare(start)? else { return Ok(None) };
        let content = self.word.source.paragraphs[paragraph as usize].content.clone();
        let place = content.map_or(Spot::Empty(paragraph), |content| Spot::Between(content.end));
        Ok(Some((place, Like::Mark(paragraph))))
    }

    /// A tracked insertion of `text`; with its line breaks it parts a paragraph, and a link.
    fn inserted(&mut self, text: &str, (place, like): (Spot, Like), parted: Option<u32>) -> Result<String, Error> {
        let p = self.names.prefix.clone();
        let source = &self.word.source;
        let run = like.run().map(|run| &source.runs[run as usize]);
        let look = match like {
            Like::Run(run) => self.look_of_run(run).to_owned(),
            Like::Mark(paragraph) => look_of_mark(self.own(paragraph))?,
        };
        let link = run.and_then(|run| run.link).filter(|_| matches!(place, Spot::In(..)));
        let open = link.map_or("", |link| self.splice.xml(source.links[link as usize].open.clone()));
        let close = if link.is_some() { format!("</{p}hyperlink>") } else { String::new() };
        let mut node = String::new();
        for (index, line) in text.split('\n').enumerate() {
            if index > 0
                && let Some(paragraph) = parted
            {
                node.push_str(&format!("{close}</{p}p><{p}p>{}{open}", self.next_part(paragraph)?));
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

    /// The properties of a run, as they stand.
    fn look_of_run(&self, run: u32) -> &'a str {
        let range = self.word.source.runs[run as usize].properties.clone();
        range.map_or("", |range| self.splice.xml(range))
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
                let look = run.map_or("", |run| self.look_of_run(run));
                node.push_str(&self.insertion_of(new, look));
            }
            node.push_str(&format!("</{p}p>"));
        }
        Ok(node)
    }

    /// Puts in what changes mean for the properties of paragraphs; the last thing that is done.
    fn settle(&mut self, parted: &[u32]) -> Result<(), Error> {
        let p = self.names.prefix.clone();
        let touched = self.gone.keys().chain(self.filled.keys()).chain(self.unnumbered.keys());
        let mut all: Vec<u32> = parted.iter().chain(touched).copied().collect();
        all.sort_unstable();
        all.dedup();
        for paragraph in all {
            let own = self.own(paragraph);
            let first = if parted.contains(&paragraph) {
                self.tracked(&look(own, Numbered::Alike, &p)?)?
            } else {
                self.kept(paragraph, &self.without_number(paragraph)?)?
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
        self.settle_rows()
    }
}

/// What text that comes in looks like.
#[derive(Clone, Copy)]
enum Like {
    Run(u32),
    /// The mark of a paragraph that has no text.
    Mark(u32),
}

impl Like {
    const fn run(self) -> Option<u32> {
        match self {
            Self::Run(run) => Some(run),
            Self::Mark(_) => None,
        }
    }
}

/// Where the text of a change comes in.
enum Entry {
    /// Among the text; with line breaks it parts a paragraph.
    At { place: Spot, like: Like, parted: Option<u32> },
    /// As paragraphs before one, which begins with this line.
    Before { paragraph: u32, line: usize },
    /// As rows of a table beside the row that is this line.
    Rows { beside: Beside, line: usize },
}

/// What a change comes to.
pub(super) struct Plan {
    pub(super) range: Range<usize>,
    pub(super) text: String,
    deleted: Vec<Piece>,
    /// Paragraphs whose marks go.
    marks: Vec<u32>,
    /// The row of a table that goes.
    row: Option<u32>,
    /// The paragraph whose automatic number becomes text.
    number: Option<u32>,
    entry: Option<Entry>,
}

impl Plan {
    /// What nothing has been found out about.
    fn new(change: &Change) -> Self {
        let Change { range, text } = change.clone();
        Self { range, text, deleted: Vec::new(), marks: Vec::new(), row: None, number: None, entry: None }
    }

    /// Whether it makes text of an automatic number.
    pub(super) const fn is_number(&self) -> bool {
        self.number.is_some()
    }

    /// Whether paragraphs come, go, or become others.
    pub(super) fn is_structural(&self) -> bool {
        let within = matches!(self.entry, None | Some(Entry::At { parted: None, .. }));
        !within || !self.marks.is_empty() || self.row.is_some()
    }
}
