//! The body of a document: its paragraphs, and what stands where in them.

mod runs;
mod tables;

use std::mem;
use std::ops::Range;

use quick_xml::events::BytesStart;
use zhibi_core::analysis::MAX_BYTES;

use self::runs::OpenText;
use self::tables::OpenTable;
use super::flow::{Flow, Line, Start};
use super::notes::{self, hides};
use super::numbering::Counter;
use super::{
    Around, Context, Element, Head, Keep, Paragraph, Piece, PieceKind, RAISED, Revisions, Row, Run, Source, Word,
};
use crate::error::Error;
use crate::layout::write::{ASIDE, MARK, TITLE};
use crate::xml::{Step, attribute, local, number, walk};

/// Most blanks, and most blank lines, that are put back before a paragraph.
const MAX_BEFORE: u32 = 99;

/// Reads the body.
pub(super) fn read(xml: &str, context: &Context, keep: Keep) -> Result<Word, Error> {
    let mut reader = Body::new(context, keep);
    walk(xml, |step, place| {
        // Numbers written out can make more of a document than was in it.
        if reader.written > MAX_BYTES {
            return;
        }
        let place = place.start as u32..place.end as u32;
        match step {
            Step::Start(element, empty) => reader.start(element, empty, place),
            Step::End(name) => reader.end(name, place),
            Step::Text(text) => reader.text(text, place, PieceKind::Text),
            Step::Written(text) => reader.text(text, place, PieceKind::Written),
        }
    })?;
    if reader.written > MAX_BYTES {
        return Err(Error::too_large());
    }
    reader.finish()
}

/// A paragraph while it is read. Text boxes nest paragraphs in paragraphs.
#[derive(Default)]
struct OpenParagraph {
    index: u32,
    /// How deep it stands.
    depth: usize,
    lines: Vec<Line>,
    line: Line,
    style: Option<String>,
    list: Option<u32>,
    level: Option<u32>,
    outline: Option<u32>,
    /// Its mark is not of this version.
    open: bool,
    /// Blank lines and blanks before it, in a document that we made.
    before: (u32, String),
    /// Lines of its text boxes.
    boxes: Vec<Line>,
    in_properties: bool,
    /// In the properties of its mark.
    in_mark: bool,
    /// Runs that are open in it, the outermost first.
    runs: Vec<u32>,
}

struct Body<'a> {
    context: &'a Context,
    revisions: Revisions,
    keep: Keep,
    /// Whether the document has the styles of our layouts.
    ours: bool,
    counter: Counter<'a>,
    source: Source,
    /// The prefix of the body's own names, with its colon.
    prefix: Option<String>,
    paragraphs: Vec<OpenParagraph>,
    flows: Vec<Flow>,
    tables: Vec<OpenTable>,
    count_tables: u32,
    text: Option<OpenText>,
    /// Elements around that hold text of another version or the same text again.
    hidden: usize,
    /// Tracked changes around: their index, whether it is an insertion, and how deep its content stands.
    changes: Vec<(u32, bool, usize)>,
    /// Links that are open, children of their paragraphs, and how deep each stands.
    links: Vec<(u32, usize)>,
    /// Elements that are open.
    depth: usize,
    /// What is open that nothing may be put into, and its name.
    closed: Option<(u32, String, usize)>,
    /// What comments go around inside text boxes, one for each that is open.
    boxes: Vec<Option<Around>>,
    /// Notes that were met: what stands for each, its text and the run that refers to it.
    notes: Vec<(String, String, u32)>,
    ruby: usize,
    written: usize,
}

impl<'a> Body<'a> {
    fn new(context: &'a Context, keep: Keep) -> Self {
        Self {
            context,
            revisions: context.revisions,
            keep,
            ours: context.styles.contains_key(ASIDE),
            counter: Counter::new(&context.definitions),
            source: Source::default(),
            prefix: None,
            paragraphs: Vec::new(),
            flows: vec![Flow::default()],
            tables: Vec::new(),
            count_tables: 0,
            text: None,
            hidden: 0,
            changes: Vec::new(),
            links: Vec::new(),
            depth: 0,
            closed: None,
            boxes: Vec::new(),
            notes: Vec::new(),
            ruby: 0,
            written: 0,
        }
    }

    /// The local name of an element of the body's own vocabulary.
    fn own<'n>(&self, name: &'n str) -> Option<&'n str> {
        self.prefix.as_deref().and_then(|prefix| name.strip_prefix(prefix)).filter(|local| !local.contains(':'))
    }

    fn start(&mut self, element: &BytesStart<'_>, empty: bool, place: Range<u32>) {
        let name = element.name();
        let name = name.as_ref();
        self.depth += usize::from(!empty);
        if self.prefix.is_none() {
            self.prefix = Some(name[..name.len() - local(name).len()].to_owned());
            return;
        }
        if let Some((_, closed, depth)) = &mut self.closed
            && closed == name
            && !empty
        {
            *depth += 1;
        }
        if self.hidden > 0 {
            // Whole stretches that are not read; their ends must be found.
            self.hidden += usize::from(!empty && hides(local(name), self.revisions));
            return;
        }
        match self.own(name) {
            None => self.foreign(name, empty, place),
            Some("p") => self.paragraph(empty, place),
            Some(own @ ("tbl" | "tr" | "tc" | "trPr" | "gridSpan")) => self.table(own, element, empty, place),
            Some("txbxContent") if !empty => {
                let outer = self.boxes.last().copied().flatten();
                let run = self.paragraphs.last().and_then(|p| p.runs.first()).map(|run| Around::Run(*run));
                self.boxes.push(outer.or(self.around()).or(run));
                self.flows.push(Flow::default());
            }
            Some(own) if self.paragraphs.last().is_some_and(|p| p.in_properties) => self.property(own, element),
            Some(own @ ("ins" | "del" | "moveFrom" | "moveTo")) => {
                if self.tables.last().is_some_and(|t| t.in_row_properties) {
                    if hides(own, self.revisions)
                        && let Some(table) = self.tables.last_mut()
                    {
                        table.table.drop_row();
                    }
                } else if !empty && hides(own, self.revisions) {
                    self.hidden = 1;
                } else if !empty {
                    let inserted = matches!(own, "ins" | "moveTo");
                    self.changes.push((self.source.changes.len() as u32, inserted, self.depth));
                    self.source.changes.push(Element { open: place, end: 0 });
                }
            }
            Some(own) => self.inline(own, element, empty, place),
        }
    }

    /// An element that is not Word's own.
    fn foreign(&mut self, name: &str, empty: bool, place: Range<u32>) {
        if empty {
            return;
        }
        match local(name) {
            "Fallback" => self.hidden = 1,
            "oMath" | "oMathPara" | "AlternateContent" if self.closed.is_none() => {
                // In a run it is a drawing, whose text stands in text boxes.
                let inside = self.paragraphs.last().is_some_and(|p| p.runs.is_empty());
                if inside {
                    self.closed = Some((self.source.closed.len() as u32, name.to_owned(), 0));
                    self.source.closed.push(Element { open: place, end: 0 });
                }
            }
            "t" if self.closed.is_some() => self.open_text(true, place),
            _ => {}
        }
    }

    fn paragraph(&mut self, empty: bool, place: Range<u32>) {
        let index = self.source.paragraphs.len() as u32;
        let content = (!empty).then_some(place.end..place.end);
        let around = self.boxes.last().copied().flatten();
        let element = Element { open: place.clone(), end: place.end };
        self.source.paragraphs.push(Paragraph { element, properties: None, content, around });
        self.paragraphs.push(OpenParagraph { index, depth: self.depth, ..OpenParagraph::default() });
        if empty {
            self.close_paragraph(place.end..place.end);
        }
    }

    /// An element in the properties of a paragraph.
    fn property(&mut self, own: &str, element: &BytesStart<'_>) {
        let gone = hides(own, self.revisions);
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        match own {
            "pStyle" => paragraph.style = attribute(element, "val"),
            "numId" => paragraph.list = number(element),
            "ilvl" => paragraph.level = number(element),
            "outlineLvl" => paragraph.outline = number(element),
            // The properties that a tracked change replaced.
            "pPrChange" if self.revisions == Revisions::Accepted => self.hidden = 1,
            "pPrChange" => {
                (paragraph.style, paragraph.list) = (None, None);
                (paragraph.level, paragraph.outline) = (None, None);
            }
            "rPr" => paragraph.in_mark = true,
            _ => paragraph.open |= gone && paragraph.in_mark,
        }
    }

    /// An element among the text.
    fn inline(&mut self, own: &str, element: &BytesStart<'_>, empty: bool, place: Range<u32>) {
        match own {
            "pPr" if self.paragraphs.last().is_some_and(|p| p.runs.is_empty()) => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.in_properties = !empty;
                    self.source.paragraphs[paragraph.index as usize].properties = Some(place.clone());
                    if empty {
                        self.content_from(place.end);
                    }
                }
            }
            "r" if !empty => self.run(place),
            "hyperlink" if !empty && self.paragraphs.last().is_some_and(|p| p.depth + 1 == self.depth) => {
                self.links.push((self.source.links.len() as u32, self.depth));
                self.source.links.push(Element { open: place, end: 0 });
            }
            "rPr" => {
                // The first is the run's own; within it may be those that a tracked change replaced.
                if let Some(run) = self.innermost() {
                    self.source.runs[run as usize].properties.get_or_insert(place);
                }
            }
            "t" if !empty => {
                let preserve = attribute(element, "space").is_some_and(|space| space == "preserve");
                self.open_text(preserve, place);
            }
            "delText" if !empty && self.revisions == Revisions::Original => self.open_text(true, place),
            "rt" if !empty => self.ruby += 1,
            "tab" | "ptab" => self.put("\t", place, PieceKind::Element),
            "noBreakHyphen" => self.put("-", place, PieceKind::Element),
            "br" | "cr" => {
                // A new page or column is no text where nothing stands before it.
                let page = attribute(element, "type").is_some_and(|kind| kind != "textWrapping");
                if !page || self.paragraphs.last().is_some_and(|p| !p.line.text.is_empty()) {
                    self.put("\n", place, PieceKind::Element);
                }
            }
            "bookmarkStart" => self.before(element),
            "commentReference" => {
                let paragraph = self.paragraphs.last().map_or(0, |p| p.index);
                self.source.comments.extend(attribute(element, "id").map(|id| (id, paragraph)));
            }
            "footnoteReference" | "endnoteReference" => self.note(own, element, place),
            _ => {}
        }
    }

    /// A bookmark of ours that says what stood before the paragraph in the draft.
    fn before(&mut self, element: &BytesStart<'_>) {
        let Some(paragraph) = self.paragraphs.last_mut().filter(|p| p.lines.is_empty() && p.line.text.is_empty())
        else {
            return;
        };
        let name = attribute(element, "name").unwrap_or_default();
        let Some((_, said)) = name.strip_prefix(MARK).and_then(|rest| rest.split_once('_')) else { return };
        let (blank, blanks) = said.split_once('_').unwrap_or((said, ""));
        let mut indent = String::new();
        let mut rest = blanks.chars().peekable();
        while let Some(letter) = rest.next() {
            let blank = match letter {
                'i' => '\u{3000}',
                't' => '\t',
                _ => ' ',
            };
            let mut times = 0;
            while let Some(digit) = rest.peek().and_then(|c| c.to_digit(10)) {
                times = (times * 10 + digit).min(MAX_BEFORE);
                rest.next();
            }
            indent.extend(std::iter::repeat_n(blank, times as usize));
        }
        paragraph.before = (blank.parse().unwrap_or(0).min(MAX_BEFORE), indent);
    }

    fn note(&mut self, own: &str, element: &BytesStart<'_>, place: Range<u32>) {
        let kind = if own == "footnoteReference" { notes::Kind::Footnote } else { notes::Kind::Endnote };
        let Some(id) = attribute(element, "id") else { return };
        let Some(text) = self.context.notes.get(&(kind, id)) else { return };
        let Some(run) = self.innermost() else { return };
        // No figure of the draft, as the number of a note in its text would be.
        let raised = |digit: char| RAISED[digit as usize - '0' as usize];
        let sign: String = (self.notes.len() + 1).to_string().chars().map(raised).collect();
        self.put(&sign, place, PieceKind::Note);
        self.notes.push((sign, text.clone(), run));
    }

    /// The content of the open paragraph starts here.
    fn content_from(&mut self, at: u32) {
        if let Some(paragraph) = self.paragraphs.last()
            && let made = &mut self.source.paragraphs[paragraph.index as usize]
            && let Some(content) = &mut made.content
        {
            content.start = at;
            if let Some(properties) = &mut made.properties {
                properties.end = at;
            }
        }
    }

    fn end(&mut self, name: &str, place: Range<u32>) {
        self.depth = self.depth.saturating_sub(1);
        if let Some((index, closed, depth)) = &mut self.closed
            && closed == name
        {
            if *depth == 0 {
                self.source.closed[*index as usize].end = place.end;
                self.closed = None;
            } else {
                *depth -= 1;
            }
        }
        if self.hidden > 0 {
            self.hidden -= usize::from(hides(local(name), self.revisions) || local(name) == "pPrChange");
            return;
        }
        match self.own(name) {
            None if local(name) == "t" => self.close_text(place),
            None => {}
            Some("p") => self.close_paragraph(place),
            Some("pPr") if self.paragraphs.last().is_some_and(|p| p.in_properties && p.depth == self.depth) => {
                self.paragraphs.last_mut().into_iter().for_each(|p| p.in_properties = false);
                self.content_from(place.end);
            }
            Some("r") => {
                if let Some(run) = self.paragraphs.last_mut().and_then(|p| p.runs.pop()) {
                    self.source.runs[run as usize].element.end = place.end;
                }
            }
            Some("rPr") => {
                if let Some(paragraph) = self.paragraphs.last_mut().filter(|p| p.in_properties) {
                    paragraph.in_mark = false;
                } else if let Some(run) = self.innermost()
                    && let Some(properties) = &mut self.source.runs[run as usize].properties
                {
                    properties.end = place.end;
                }
            }
            Some("t" | "delText") => self.close_text(place),
            Some("hyperlink") => {
                // Its own end has been counted.
                let depth = self.depth + 1;
                if let Some((index, _)) = self.links.pop_if(|(_, link)| *link == depth) {
                    self.source.links[index as usize].end = place.end;
                }
            }
            Some("rt") => self.ruby = self.ruby.saturating_sub(1),
            Some("ins" | "del" | "moveFrom" | "moveTo") => {
                let properties = self.paragraphs.last().is_some_and(|p| p.in_properties)
                    || self.tables.last().is_some_and(|t| t.in_row_properties);
                if !properties && let Some((index, ..)) = self.changes.pop() {
                    self.source.changes[index as usize].end = place.end;
                }
            }
            Some("txbxContent") => {
                self.boxes.pop();
                if let (Some(flow), Some(paragraph)) = (self.flows.pop(), self.paragraphs.last_mut()) {
                    paragraph.boxes.extend(flow.into_lines());
                }
            }
            Some(own @ ("tbl" | "tr" | "trPr" | "tc")) => self.close_table(own, place.end),
            Some(_) => {}
        }
    }

    fn close_paragraph(&mut self, end: Range<u32>) {
        let Some(mut paragraph) = self.paragraphs.pop() else { return };
        let made = &mut self.source.paragraphs[paragraph.index as usize];
        made.element.end = end.end;
        let end = if made.content.is_some() { end.start } else { end.end };
        if let Some(content) = &mut made.content {
            content.end = end;
        }
        if self.ours && paragraph.style.as_ref().is_some_and(|s| s == ASIDE || s.starts_with("ZhibiContents")) {
            return;
        }
        let style = paragraph.style.as_ref().and_then(|s| self.context.styles.get(s)).copied().unwrap_or_default();
        let list = paragraph.list.or(style.place.list);
        let level = paragraph.level.or(style.place.level).unwrap_or(0);
        paragraph.lines.push(mem::take(&mut paragraph.line));
        // Numbering counts empty paragraphs too, as Word does; but not one that goes on in the next.
        let number = list.filter(|_| !paragraph.open).map(|list| self.counter.next(list, level));
        let number = number.filter(|number| !number.is_empty()).map(|number| {
            self.written += number.len();
            (number, self.number(paragraph.index, end), end)
        });
        let (blank, indent) = mem::take(&mut paragraph.before);
        self.written += indent.len() + blank as usize + 1;
        let head = match paragraph.outline.or(style.outline) {
            Some(level) if level < 9 => Some(level as u8 + 1),
            _ => (style.title || self.ours && paragraph.style.as_deref() == Some(TITLE)).then_some(0),
        };
        for line in &mut paragraph.lines {
            (line.paragraph, line.end) = (paragraph.index, paragraph.index);
            if self.keep == Keep::Text {
                line.pieces = Vec::new();
            }
        }
        if self.keep == Keep::Text && self.paragraphs.is_empty() {
            self.source.runs.clear();
            self.source.texts.clear();
        }
        let start = Start { number, blank, indent, head };
        if let Some(flow) = self.flows.last_mut() {
            flow.paragraph(paragraph.lines, paragraph.boxes, start, paragraph.open);
        }
    }

    /// What stands for an automatic number before a paragraph.
    fn number(&mut self, paragraph: u32, end: u32) -> u32 {
        let around = self.around();
        self.source.runs.push(Run {
            element: Element { open: end..end, end },
            properties: None,
            paragraph,
            change: None,
            insertion: None,
            around,
            link: None,
            direct: false,
            fixed: true,
        });
        self.source.runs.len() as u32 - 1
    }

    fn finish(mut self) -> Result<Word, Error> {
        let mut lines = mem::take(&mut self.flows[0]).into_lines();
        let own = lines.len();
        for (sign, text, run) in mem::take(&mut self.notes) {
            let mut line = Line::default();
            if let Some(Run { element, paragraph, .. }) = self.source.runs.get(run as usize) {
                let at = element.open.start;
                line.push(&format!("{sign}{text}"), at..at, PieceKind::Made, run);
                line.paragraph = *paragraph;
            } else {
                // Of a body whose runs are not kept.
                line.text = sign + &text;
            }
            lines.push(line);
        }
        let mut word = Word { source: self.source, ..Word::default() };
        word.text.reserve_exact(self.written);
        word.pieces.reserve_exact(lines.iter().map(|line| line.pieces.len()).sum());
        word.source.runs.shrink_to_fit();
        word.source.texts.shrink_to_fit();
        let mut number = 0;
        for (index, line) in lines.into_iter().enumerate() {
            if index == own {
                word.source.notes = number;
            }
            for _ in 0..line.blank {
                word.text.push('\n');
                word.source.lines.push(line.paragraph);
                word.source.ends.push(line.paragraph);
                number += 1;
            }
            let by = word.text.len() as u32;
            word.source.lines.push(line.paragraph);
            word.source.ends.push(line.end);
            word.heads.extend(line.head.map(|level| Head { line: number, level }));
            word.rows.extend(line.row.map(|(table, row)| Row { line: number, table, row }));
            word.pieces.extend(line.pieces.into_iter().map(|piece| Piece { at: piece.at + by, ..piece }));
            word.text.push_str(&line.text);
            if !line.text.ends_with('\n') {
                word.text.push('\n');
            }
            number += 1;
        }
        if word.source.notes == 0 {
            word.source.notes = number;
        }
        if word.text.len() > MAX_BYTES { Err(Error::too_large()) } else { Ok(word) }
    }
}
