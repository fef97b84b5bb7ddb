//! Writing back: remarks as comments on exactly the characters they speak of, changes as tracked insertions and deletions.
//!
//! The body is never written anew. What is added goes between its bytes; a run is split where a comment or a change
//! begins or ends inside it; everything else stays, and so do all other parts.

mod changes;
mod comments;
mod remarks;
mod splice;

use std::ops::Range;

use quick_xml::escape::escape;
use zhibi_core::Language;

use crate::error::Error;
use crate::package::Package;
use crate::read::{Paragraph, Piece, PieceKind, Revisions, Run, Word};
use crate::xml::{Step, local, walk};
use splice::{Rank, Splice};

pub use changes::changes;
pub use remarks::remarks;

/// Something to be said of a stretch of [`Word::text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Bytes of the text. An empty range is a place between two characters.
    pub range: Range<usize>,
    /// What is said; each line is a paragraph of the comment.
    pub text: String,
}

/// A change of a stretch of [`Word::text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Bytes of the text that go.
    pub range: Range<usize>,
    /// What comes in their place.
    pub text: String,
}

/// Who writes, and when.
#[derive(Clone, Debug)]
pub struct Hand {
    /// The author's name.
    pub author: String,
    /// The author's initials.
    pub initials: String,
    /// When, as ISO 8601 without a zone; Word takes it for local time.
    pub date: String,
}

impl Hand {
    /// Ours, now.
    #[must_use]
    pub fn now(language: Language) -> Self {
        let (author, initials) = if language == Language::Zh { ("执笔", "执笔") } else { ("Zhibi", "ZB") };
        let date = jiff::Zoned::now().strftime("%Y-%m-%dT%H:%M:%S").to_string();
        Self { author: author.to_owned(), initials: initials.to_owned(), date }
    }
}

/// A document with what was written into it.
#[derive(Debug)]
pub struct Annotated {
    /// The document.
    pub bytes: Vec<u8>,
    /// How many comments were put in.
    pub comments: usize,
    /// How many changes were put in.
    pub changes: usize,
    /// Changes that could not be: they touch what is not text of the body (an automatic number, a formula, a note) or
    /// join and part paragraphs.
    pub left: usize,
}

/// Writes remarks and changes into a document. Changes must not overlap.
///
/// # Errors
/// Why it cannot be read or written.
pub fn annotate(bytes: &[u8], remarks: &[Remark], changes: &[Change], hand: &Hand) -> Result<Annotated, Error> {
    let mut package = Package::open(bytes)?;
    let body = package.body()?;
    let word = Word::of(&mut package, &body, Revisions::Accepted)?;
    let names = Names::of(&body)?;
    let comments = comments::Comments::open(&mut package, &names)?;
    let mut writer = Writer {
        word: &word,
        ids: Ids::of([Some(body.as_str()), comments.existing()].into_iter().flatten())?,
        splice: Splice::new(&body, &word.source, &names.prefix),
        names,
        hand,
        said: String::new(),
    };
    let mut ordered: Vec<&Change> = changes.iter().collect();
    ordered.sort_by_key(|change| (change.range.start, change.range.end));
    let (mut made, mut expected, mut done) = (0, String::with_capacity(word.text.len()), 0);
    for change in &ordered {
        if writer.change(change) {
            made += 1;
            expected.push_str(&word.text[done..change.range.start]);
            expected.push_str(&change.text);
            done = change.range.end;
        }
    }
    expected.push_str(&word.text[done..]);
    let spoken = remarks.iter().filter(|remark| writer.remark(remark)).count();
    let said = std::mem::take(&mut writer.said);
    let mut parts = vec![(package.document.clone(), writer.splice.finish())];
    if spoken > 0 {
        parts.extend(comments.with(&mut package, &said)?);
    }
    let bytes = if made + spoken > 0 { package.with(&parts)? } else { bytes.to_vec() };
    if made + spoken > 0 && Word::read(&bytes, Revisions::Accepted)?.text != expected {
        return Err(Error::new(
            "写回后的文字与预期不符，未写出；请报告此问题",
            "the text would not be what it should be, and nothing is written; please report this",
        ));
    }
    Ok(Annotated { bytes, comments: spoken, changes: made, left: changes.len() - made })
}

/// How a document names the elements of Word.
struct Names {
    /// With its colon.
    prefix: String,
    namespace: String,
}

impl Names {
    fn of(body: &str) -> Result<Self, Error> {
        let (prefix, namespace) = root(body)?;
        if prefix.is_empty() {
            return Err(Error::new(
                "文档的 XML 写法少见（无前缀），请在 Word 中另存一次再试",
                "the document's XML is of a rare form (no prefix); save it anew in Word first",
            ));
        }
        Ok(Self { prefix, namespace })
    }

    /// Whether the document is of the strict kind (ISO/IEC 29500-1), whose relations have other names.
    fn strict(&self) -> bool {
        self.namespace.contains("purl.oclc.org")
    }
}

/// The prefix of a part's first element, with its colon, and the namespace behind it.
fn root(xml: &str) -> Result<(String, String), Error> {
    let mut found = None;
    walk(xml, |step, _| {
        if let (Step::Start(element, _), None) = (step, &found) {
            let name = element.name();
            let name = name.as_ref();
            let prefix = &name[..name.len() - local(name).len()];
            let declared =
                if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{}", prefix.trim_end_matches(':')) };
            let mut attributes = element.attributes();
            let namespace = attributes.with_checks(false).flatten().find(|a| a.key.as_ref() == declared);
            found = Some((prefix.to_owned(), namespace.map(|a| a.value.into_owned()).unwrap_or_default()));
        }
    })?;
    found.ok_or_else(|| Error::new("文档的 XML 不完整", "the document's XML is broken"))
}

/// Puts `node` behind everything in the first element of a part.
fn appended(xml: &str, node: &str) -> Result<String, Error> {
    let (mut place, mut depth) = (None, 0_usize);
    walk(xml, |step, at| match step {
        Step::Start(element, true) if depth == 0 => place = Some((at, Some(element.name().as_ref().to_owned()))),
        Step::Start(_, empty) => depth += usize::from(!empty),
        Step::End(_) => {
            depth -= 1;
            if depth == 0 {
                place = Some((at.start..at.start, None));
            }
        }
        _ => {}
    })?;
    let Some((at, name)) = place else { return Err(Error::broken_archive()) };
    let (before, after) = (&xml[..at.start], &xml[at.end..]);
    Ok(match name {
        None => format!("{before}{node}{after}"),
        Some(name) => {
            let open = xml[at].trim_end_matches('>').trim_end_matches('/');
            format!("{before}{open}>{node}</{name}>{after}")
        }
    })
}

/// Numbers of comments and tracked changes: those in use are passed over.
struct Ids {
    used: std::collections::HashSet<u32>,
    next: u32,
}

impl Ids {
    /// Passes over the numbers in these parts.
    fn of<'x>(parts: impl Iterator<Item = &'x str>) -> Result<Self, Error> {
        let mut used = std::collections::HashSet::new();
        for xml in parts {
            for (at, sign) in xml.match_indices(":id=") {
                let value = xml[at + sign.len()..].trim_start_matches(['"', '\'']);
                let digits = &value[..value.bytes().take_while(u8::is_ascii_digit).count()];
                if digits.is_empty() {
                    continue;
                }
                match digits.parse::<u32>().ok().filter(|id| *id <= i32::MAX as u32) {
                    Some(id) => drop(used.insert(id)),
                    // References to relations (r:id="rId7") do not begin with a digit.
                    None => {
                        return Err(Error::new(
                            format!("文档中批注或修订的编号 {digits} 超出范围，Word 也打不开，未处理"),
                            format!(
                                "the number {digits} of a comment or change is out of range even for Word; left alone"
                            ),
                        ));
                    }
                }
            }
        }
        Ok(Self { used, next: 0 })
    }

    fn next(&mut self) -> u32 {
        while self.used.contains(&self.next) {
            self.next += 1;
        }
        self.next += 1;
        self.next - 1
    }
}

/// A place in the body.
#[derive(Clone, Copy)]
enum Spot {
    /// In a run, at this byte of the body.
    In(u32, u32),
    /// Between runs.
    Between(u32),
}

struct Writer<'a> {
    word: &'a Word,
    ids: Ids,
    splice: Splice<'a>,
    names: Names,
    hand: &'a Hand,
    /// The comments, as they stand in their part.
    said: String,
}

impl Writer<'_> {
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
    fn around(&self, piece: &Piece) -> Option<Range<u32>> {
        let run = self.run(piece);
        if let Some(around) = run.around {
            return Some(self.word.source.around(around));
        }
        if piece.kind != PieceKind::Made {
            return None;
        }
        let own = run.element.open.start..run.element.end;
        if !run.element.open.is_empty() { Some(own) } else { self.whole(run.paragraph) }
    }

    /// The content of a paragraph; of the one before where it has none.
    fn whole(&self, paragraph: u32) -> Option<Range<u32>> {
        let paragraphs = &self.word.source.paragraphs[..=paragraph as usize];
        let Paragraph { content, around } = paragraphs.iter().rev().find(|p| p.content.is_some())?;
        around.map(|around| self.word.source.around(around)).or(content.clone())
    }

    /// Where a range that begins at byte `at` of the text begins in the body.
    fn start(&self, piece: &Piece, at: usize) -> Spot {
        if let Some(around) = self.around(piece) {
            return Spot::Between(around.start);
        }
        let xml = match piece.kind {
            PieceKind::Text => piece.xml.start + (at as u32).saturating_sub(piece.at),
            _ => piece.xml.start,
        };
        Spot::In(piece.run, self.word.source.before_text(xml))
    }

    /// Where a range that ends before byte `at` of the text ends in the body.
    fn end(&self, piece: &Piece, at: usize) -> Spot {
        if let Some(around) = self.around(piece) {
            return Spot::Between(around.end);
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
                let line = self.word.text[..start.min(self.word.text.len())].bytes().filter(|b| *b == b'\n').count();
                let paragraph = self.word.source.lines.get(line).or(self.word.source.lines.last());
                let Some(whole) = paragraph.and_then(|paragraph| self.whole(*paragraph)) else { return false };
                (Spot::Between(whole.start), Spot::Between(whole.end), None)
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
        if spot_is(from, to) {
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

    /// Puts a change in; whether it could be.
    fn change(&mut self, change: &Change) -> bool {
        let Range { start, end } = change.range;
        let pieces: Vec<Piece> = self.pieces(&change.range).to_vec();
        let covered: usize = pieces.iter().map(|p| end.min((p.at + p.len) as usize) - start.max(p.at as usize)).sum();
        let writable = |p: &Piece| p.kind != PieceKind::Made && !self.run(p).fixed;
        if start > end || covered != end - start || !pieces.iter().all(writable) {
            return false;
        }
        let place = if change.text.is_empty() { None } else { Some(self.insertion(&pieces, start, end)) };
        if place == Some(None) {
            return false;
        }
        for piece in &pieces {
            let (Spot::In(run, from), Spot::In(_, to)) =
                (self.written(piece, start, true), self.written(piece, end, false))
            else {
                continue;
            };
            let signature = self.signature();
            self.splice.delete(run, from..to, signature);
        }
        if let Some(Some((spot, run))) = place {
            let signature = self.signature();
            let node = self.inserted(&change.text, run, &signature);
            self.put(spot.into(), Rank::Insert, node);
        }
        true
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
    fn insertion(&self, deleted: &[Piece], start: usize, end: usize) -> Option<(Place, Option<u32>)> {
        let of = |piece: &Piece, at, begins| match self.written(piece, at, begins) {
            Spot::In(run, at) => Some((Place::In(run, at), Some(piece.run))),
            Spot::Between(_) => None,
        };
        let writable = |p: &&Piece| p.kind != PieceKind::Made && !self.run(p).fixed;
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
        let content = self.word.source.paragraphs[paragraph as usize].content.clone()?;
        Some((Place::Between(content.end), None))
    }

    /// A tracked insertion of `text` that looks like a run.
    fn inserted(&self, text: &str, run: Option<u32>, signature: &str) -> String {
        let p = &self.names.prefix;
        let run = run.map(|run| &self.word.source.runs[run as usize]);
        let look = run.and_then(|run| run.properties.clone()).map_or("", |range| self.splice.xml(range));
        let mut content = String::new();
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                content.push_str(&format!("<{p}br/>"));
            }
            for (index, part) in line.split('\t').enumerate() {
                if index > 0 {
                    content.push_str(&format!("<{p}tab/>"));
                }
                if !part.is_empty() {
                    content.push_str(&format!("<{p}t xml:space=\"preserve\">{}</{p}t>", escaped(part)));
                }
            }
        }
        let node = format!("<{p}ins {signature}><{p}r>{look}{content}</{p}r></{p}ins>");
        // Insertions do not nest: somebody else's ends before ours and goes on behind it.
        match run.and_then(|run| run.insertion) {
            Some(change) => {
                let open = self.splice.xml(self.word.source.changes[change as usize].open.clone());
                let name = open[1..].split([' ', '>', '\t', '\n', '\r']).next().unwrap_or_default();
                format!("</{name}>{node}{open}")
            }
            None => node,
        }
    }
}

/// A place where something comes in.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    In(u32, u32),
    Between(u32),
}

impl From<Place> for Spot {
    fn from(place: Place) -> Self {
        match place {
            Place::In(run, at) => Self::In(run, at),
            Place::Between(at) => Self::Between(at),
        }
    }
}

const fn spot_is(one: Spot, other: Spot) -> bool {
    match (one, other) {
        (Spot::In(a, b), Spot::In(c, d)) => a == c && b == d,
        (Spot::Between(a), Spot::Between(b)) => a == b,
        _ => false,
    }
}

/// Text as XML 1.0 can hold it.
fn escaped(text: &str) -> String {
    let legal = |c: &char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    escape(text.chars().filter(legal).collect::<String>()).into_owned()
}

#[cfg(test)]
mod tests;
