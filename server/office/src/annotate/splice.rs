//! The body with what is put in: between runs, and inside runs, which are split for it.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::read::Source;

/// The order of what comes at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// Properties of a paragraph that had none.
    Properties,
    /// A deletion ends.
    Deleted,
    /// Text comes in.
    Insert,
    /// A comment's range ends.
    End,
    /// A comment on a place between two characters.
    Point,
    /// A comment's range begins.
    Start,
    /// A deletion begins.
    Delete,
}

/// Something inside a run.
struct Mark {
    at: u32,
    rank: Rank,
    /// The node, or what a deletion is signed with.
    node: String,
}

enum Unit {
    /// A node, and the end of what it stands for.
    Node(String, u32),
    Run(u32),
}

/// Collects what is put in.
pub(super) struct Splice<'a> {
    xml: &'a str,
    source: &'a Source,
    prefix: String,
    between: Vec<(u32, Rank, String, u32)>,
    inside: BTreeMap<u32, Vec<Mark>>,
}

impl<'a> Splice<'a> {
    pub(super) fn new(xml: &'a str, source: &'a Source, prefix: &str) -> Self {
        let prefix = prefix.to_owned();
        Self { xml, source, prefix, between: Vec::new(), inside: BTreeMap::new() }
    }

    /// Bytes of the body.
    pub(super) fn xml(&self, range: Range<u32>) -> &'a str {
        &self.xml[range.start as usize..range.end as usize]
    }

    /// Puts a node between runs.
    pub(super) fn insert(&mut self, at: u32, rank: Rank, node: String) {
        self.between.push((at, rank, node, at));
    }

    /// Puts a node in the place of others, in which nothing else is put.
    pub(super) fn replace(&mut self, range: Range<u32>, node: String) {
        self.between.push((range.start, Rank::Delete, node, range.end));
    }

    /// Puts a node inside a run.
    pub(super) fn mark(&mut self, run: u32, at: u32, rank: Rank, node: String) {
        self.inside.entry(run).or_default().push(Mark { at, rank, node });
    }

    /// Takes bytes of a run out, as a tracked deletion.
    pub(super) fn delete(&mut self, run: u32, range: Range<u32>, signature: String) {
        self.mark(run, range.start, Rank::Delete, signature);
        self.mark(run, range.end, Rank::Deleted, String::new());
    }

    /// The body with everything put in.
    pub(super) fn finish(mut self) -> String {
        let mut units: Vec<(u32, u8, Unit)> = Vec::new();
        self.between.sort_by_key(|(at, rank, ..)| (*at, *rank));
        units.extend(self.between.into_iter().map(|(at, _, node, end)| (at, 0, Unit::Node(node, end))));
        for (run, marks) in &mut self.inside {
            marks.sort_by_key(|mark| (mark.at, mark.rank));
            units.push((self.source.runs[*run as usize].element.open.start, 1, Unit::Run(*run)));
        }
        units.sort_by_key(|(at, order, _)| (*at, *order));
        let length = self.xml.len() as u32;
        let mut writer =
            Writing { xml: self.xml, source: self.source, prefix: self.prefix, units, next: 0, inside: self.inside };
        let mut out = String::with_capacity(self.xml.len() + self.xml.len() / 8);
        writer.copy(0..length, &mut out);
        out
    }
}

struct Writing<'a> {
    xml: &'a str,
    source: &'a Source,
    prefix: String,
    units: Vec<(u32, u8, Unit)>,
    next: usize,
    inside: BTreeMap<u32, Vec<Mark>>,
}

impl Writing<'_> {
    /// Copies bytes of the body with what is put in between runs and in whole runs.
    fn copy(&mut self, range: Range<u32>, out: &mut String) {
        let mut at = range.start;
        while let Some((place, _, unit)) = self.units.get_mut(self.next).filter(|(place, ..)| *place < range.end) {
            let place = *place;
            out.push_str(&self.xml[at as usize..place as usize]);
            self.next += 1;
            match unit {
                Unit::Node(node, end) => {
                    out.push_str(node);
                    at = *end;
                }
                Unit::Run(run) => {
                    let run = *run;
                    self.run(run, out);
                    at = self.source.runs[run as usize].element.end;
                }
            }
        }
        out.push_str(&self.xml[at as usize..range.end as usize]);
    }

    /// A run, split at its marks.
    fn run(&mut self, index: u32, out: &mut String) {
        let marks = self.inside.remove(&index).unwrap_or_default();
        let run = &self.source.runs[index as usize];
        let open = run.element.open.clone();
        let inner = run.properties.as_ref().map_or(open.end, |properties| properties.end);
        let end = run.element.end as usize;
        let close = self.xml[..end].rfind("</").unwrap_or(end);
        let (head, tail) = (&self.xml[open.start as usize..inner as usize], &self.xml[close..end]);
        let mut chunk = String::new();
        let (mut at, mut deletion) = (inner, None::<String>);
        let mut marks = marks.into_iter().peekable();
        while let Some(mark) = marks.next() {
            let to = mark.at.max(inner);
            self.content(index, at..to, deletion.is_some(), &mut chunk);
            at = to;
            match mark.rank {
                // What goes on being deleted stays one deletion.
                Rank::Deleted if marks.peek().is_some_and(|next| next.at == mark.at && next.rank == Rank::Delete) => {
                    marks.next();
                }
                Rank::Deleted => {
                    self.flush((head, tail), &mut chunk, deletion.take().as_deref(), out);
                }
                Rank::Delete => {
                    self.flush((head, tail), &mut chunk, None, out);
                    deletion = Some(mark.node);
                }
                _ => {
                    self.flush((head, tail), &mut chunk, deletion.as_deref(), out);
                    out.push_str(&mark.node);
                }
            }
        }
        self.content(index, at..close as u32, false, &mut chunk);
        self.flush((head, tail), &mut chunk, None, out);
    }

    /// Ends a part of a run.
    fn flush(&self, (head, tail): (&str, &str), chunk: &mut String, deletion: Option<&str>, out: &mut String) {
        if chunk.is_empty() {
            return;
        }
        let p = &self.prefix;
        match deletion {
            Some(signature) => out.push_str(&format!("<{p}del {signature}>{head}{chunk}{tail}</{p}del>")),
            None => [head, chunk.as_str(), tail].into_iter().for_each(|part| out.push_str(part)),
        }
        chunk.clear();
    }

    /// Content of a run between two places; texts that are cut are closed and opened.
    fn content(&mut self, run: u32, range: Range<u32>, deleted: bool, out: &mut String) {
        let (xml, source) = (self.xml, self.source);
        let raw = |from: u32, to: u32| &xml[from as usize..to as usize];
        let blank = [' ', '\t', '\n', '\r'];
        let mut at = range.start;
        let first = source.texts.partition_point(|text| text.end <= range.start);
        for text in source.texts[first..].iter().take_while(|text| text.open.start < range.end) {
            if text.run != run {
                continue;
            }
            if at < text.open.start {
                self.copy(at..text.open.start, out);
            }
            let whole = range.start <= text.open.start && text.end <= range.end;
            let (mut from, mut to) = (range.start.max(text.open.end), range.end.min(text.inner_end));
            if !whole && !text.preserve {
                // Blanks that are no text would become text with a cut beside them.
                (from, to) = (from.max(text.inner.start), to.min(text.inner.end));
            }
            let content = raw(from.min(to), to);
            if whole && !deleted {
                out.push_str(raw(text.open.start, text.end));
            } else if whole || !content.is_empty() {
                let (p, name) = (&self.prefix, if deleted { "delText" } else { "t" });
                let cut = !whole && (content.starts_with(blank) || content.ends_with(blank));
                let keep = if text.preserve || cut { " xml:space=\"preserve\"" } else { "" };
                out.push_str(&format!("<{p}{name}{keep}>{content}</{p}{name}>"));
            }
            at = at.max(text.end.min(range.end));
        }
        if at < range.end {
            self.copy(at..range.end, out);
        }
    }
}
