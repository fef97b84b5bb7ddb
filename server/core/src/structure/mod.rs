//! Structure: ordinals, headings, run-in enumerations, one tree for a whole draft.
//!
//! Two steps, so that a keystroke costs little: [`scan_line`] reads one line and is memoised with its block;
//! [`build`] folds the scans of all lines into an [`Outline`].

mod build;
pub mod contents;
mod cue;
mod digits;
mod inner;
mod labels;
mod lead;
mod leads;
mod marker;
mod numeral;
mod order;
mod parts;
mod rising;
mod scan;
mod series;
mod shape;

pub use build::build;
pub use cue::Cue;
pub use labels::{Label, LabelKind, LabelRole};
pub use lead::LeadForm;
pub(crate) use marker::{before_digit, begins_with_figure};
pub use numeral::{chinese_numeral, numeral_like, parse_numeral};
pub use rising::longest_rising;
pub use scan::scan_line;
pub use series::{Counter, Step};
pub use shape::LineShape;

use crate::text::{Loc, Span};

/// Read access to the lines of a document.
pub trait Lines {
    /// Number of lines.
    fn count(&self) -> usize;
    /// Text of one line as written.
    fn text(&self, index: usize) -> &str;
    /// Text of one line in simplified script, with the same offsets: what words are looked for in.
    fn read(&self, index: usize) -> &str;
    /// What [`scan_line`] found there.
    fn scan(&self, index: usize) -> &LineScan;
}

/// What one line tells about structure.
#[derive(Clone, Debug, Default)]
pub struct LineScan {
    /// Ordinals at the line's start or after a sentence end, in order of appearance.
    pub marks: Vec<Mark>,
    /// Captions (表1) at the line's start and references to them (见表1) anywhere.
    pub labels: Vec<Label>,
    /// What the line is when it starts with no ordinal.
    pub shape: LineShape,
    /// The words that would name it: a short first sentence of a [`LineShape::Lead`], else the line without markup.
    pub words: Span,
    /// How the words of a [`LineShape::Lead`] look.
    pub lead: LeadForm,
    /// Leads inside the paragraph.
    pub inner: Box<[Span]>,
    /// What its first words say about where it belongs.
    pub cue: Cue,
    /// Level of a Markdown heading, 0 for another line.
    pub hashes: u8,
    /// A heading that lost its numeral and kept the mark: 「、加强领导」. The span of the mark.
    pub lost_numeral: Option<Span>,
}

impl LineScan {
    /// Whether an ordinal starts the line.
    #[must_use]
    pub fn starts_with_mark(&self) -> bool {
        self.marks.first().is_some_and(|m| m.boundary == Boundary::Line && !m.is_bare())
    }
}

/// An ordinal found in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The ordinal.
    pub ordinal: Ordinal,
    /// The words of its heading: to the first 。 or ： of a run-in heading, else to the end of the line.
    pub title: Span,
    /// Whether it starts its line or, in a text that lost its line breaks, its paragraph.
    pub at_line_start: bool,
    /// What stands before it.
    pub boundary: Boundary,
    /// Whether it is an ordinal only if its series confirms it (「优化，二、三产业」 looks like one).
    pub weak: bool,
}

impl Mark {
    /// A number at the start of a line without the mark of an ordinal: 14：某某. Hardly ever one.
    pub(crate) fn is_bare(&self) -> bool {
        let Ordinal { style, form, .. } = self.ordinal;
        self.weak
            && self.boundary == Boundary::Line
            && style == OrdinalStyle::Arabic
            && matches!(form.mark, None | Some('：' | ':' | '，' | ','))
    }
}

/// What stands before an ordinal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Boundary {
    /// The line starts here.
    Line,
    /// A wide gap inside a line: line breaks were lost.
    Gap,
    /// 。！？
    Sentence,
    /// ；
    Clause,
    /// ：
    Colon,
    /// ，
    Comma,
    /// One space.
    Space,
}

impl Boundary {
    /// A paragraph starts here.
    #[must_use]
    pub const fn starts_paragraph(self) -> bool {
        matches!(self, Self::Line | Self::Gap)
    }
}

/// An ordinal (序次语).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ordinal {
    /// Its number.
    pub value: u32,
    /// Its form.
    pub style: OrdinalStyle,
    /// The whole marker: brackets, numeral and the mark that follows.
    pub span: Span,
    /// The numeral alone; for 首先 and 一方面 the whole word.
    pub number: Span,
    /// How it is written.
    pub form: Form,
}

/// How an ordinal is written, beyond its style.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// The opening bracket, `None` if there is none.
    pub open: Option<char>,
    /// The closing bracket.
    pub close: Option<char>,
    /// The mark after the numeral or bracket: 、 ． . ， ： and so on.
    pub mark: Option<char>,
    /// Whether stray spaces stand inside the marker (三 、).
    pub spaced: bool,
}

/// Forms of ordinals. Width of brackets and of the mark are not part of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OrdinalStyle {
    /// 第一篇, 第一编, 第一部分
    Part,
    /// 第一章
    Chapter,
    /// 第一节
    Section,
    /// 第一条
    Article,
    /// 一、
    Chinese,
    /// （一）
    ChineseParen,
    /// 1. and 1、
    Arabic,
    /// （1）
    ArabicParen,
    /// ①
    Circled,
    /// 第一，
    DiYi,
    /// 一是
    YiShi,
    /// 一要
    YiYao,
    /// 其一
    QiYi,
    /// 首先, 其次, 再次
    First,
    /// 一方面, 另一方面
    OneHand,
}

impl OrdinalStyle {
    /// All styles, in the order in which GB/T 15834-2011 B.3.8 nests them (families inside a sentence last).
    pub const ALL: [Self; 15] = [
        Self::Part,
        Self::Chapter,
        Self::Section,
        Self::Article,
        Self::Chinese,
        Self::ChineseParen,
        Self::Arabic,
        Self::ArabicParen,
        Self::Circled,
        Self::DiYi,
        Self::YiShi,
        Self::YiYao,
        Self::QiYi,
        Self::First,
        Self::OneHand,
    ];

    /// Whether it belongs to a running text (一是, 第一，, 首先) and so always stands below numbered headings.
    #[must_use]
    pub const fn is_run_in(self) -> bool {
        matches!(self, Self::DiYi | Self::YiShi | Self::YiYao | Self::QiYi | Self::First | Self::OneHand)
    }

    /// Whether its numbers are written with Chinese numerals.
    #[must_use]
    pub const fn is_chinese(self) -> bool {
        !matches!(self, Self::Arabic | Self::ArabicParen | Self::Circled)
    }

    /// Whether its text is a fixed word and not a numeral (首先, 一方面).
    #[must_use]
    pub const fn is_word(self) -> bool {
        matches!(self, Self::First | Self::OneHand)
    }

    /// Place in [`OrdinalStyle::ALL`].
    #[must_use]
    pub const fn rank(self) -> usize {
        self as usize
    }
}

/// What a node of the outline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// A numbered heading; without an ordinal, a heading that has lost it.
    Heading,
    /// A heading that needs no ordinal: a part of a report, a heading that Markdown marks, an appendix.
    Part,
    /// A member of an enumeration in running text (一是, 第一，, 首先, ——), a lead inside a paragraph.
    Item,
    /// An unnumbered paragraph named by its short first sentence.
    Lead,
}

/// One section, item or lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Its ordinal, if numbered.
    pub ordinal: Option<Ordinal>,
    /// Block and span of the heading: ordinal and title.
    pub heading: Loc,
    /// Span of the title within the heading's block.
    pub title: Span,
    /// Depth in the tree, 1 for the top.
    pub level: u32,
    /// Index of the parent node.
    pub parent: Option<u32>,
    /// Index of the series it belongs to, in [`Outline::series`]; `None` for leads and unnumbered headings.
    pub series: Option<u32>,
    /// Index after the last descendant: the subtree is `index..subtree_end`.
    pub subtree_end: u32,
    /// Block and byte where the section ends (exclusive).
    pub end: (u32, u32),
}

impl NodeKind {
    /// Whether it stands over a section of its own, numbered or not.
    #[must_use]
    pub const fn is_heading(self) -> bool {
        matches!(self, Self::Heading | Self::Part)
    }
}

impl Node {
    /// A node without ordinal; level, parent and end are set when it is put into a tree.
    const fn unnumbered(kind: NodeKind, heading: Loc) -> Self {
        let title = heading.span;
        Self { kind, ordinal: None, heading, title, level: 0, parent: None, series: None, subtree_end: 0, end: (0, 0) }
    }
}

/// Ordinals that are meant to count on from one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Form of its first member.
    pub style: OrdinalStyle,
    /// Its nodes, in order of appearance. Never empty.
    pub members: Vec<u32>,
    /// The node that its first member counts on from, when numbering runs on across sections (（五） under 二、 then
    /// （六） under 三、).
    pub runs_on_from: Option<u32>,
    /// Whether it stands inside one paragraph or starts inside one.
    pub inline: bool,
}

/// The tree of a draft: its nodes in order of appearance (preorder).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The series that the numbered nodes form.
    pub series: Vec<Series>,
    /// The lines of its table of contents, which make no nodes; empty if there is none.
    pub contents: std::ops::Range<u32>,
}

impl Outline {
    /// Indexes of the children of `parent` (`None`: of the root).
    pub fn children(&self, parent: Option<u32>) -> impl Iterator<Item = u32> + '_ {
        let (mut next, end) = match parent {
            None => (0, self.nodes.len() as u32),
            Some(p) => (p + 1, self.nodes[p as usize].subtree_end),
        };
        std::iter::from_fn(move || {
            (next < end).then(|| {
                let child = next;
                next = self.nodes[child as usize].subtree_end;
                child
            })
        })
    }

    /// The innermost node whose section holds this place.
    #[must_use]
    pub fn at(&self, block: u32, byte: u32) -> Option<u32> {
        let after = self.nodes.partition_point(|n| (n.heading.block, n.heading.span.start) <= (block, byte));
        let mut at = after.checked_sub(1).map(|i| i as u32);
        while let Some(i) = at {
            let node = &self.nodes[i as usize];
            if (block, byte) < node.end {
                return Some(i);
            }
            at = node.parent;
        }
        None
    }

    /// From the root down to `node`.
    #[must_use]
    pub fn path(&self, node: u32) -> Vec<u32> {
        let mut path: Vec<u32> = std::iter::successors(Some(node), |n| self.nodes[*n as usize].parent).collect();
        path.reverse();
        path
    }
}

#[cfg(test)]
mod tests;
