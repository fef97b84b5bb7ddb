//! Structure: ordinals, headings, run-in enumerations, one tree for a whole draft.
//!
//! Two steps, so that a keystroke costs little: [`scan_line`] reads one line and is memoised with its block;
//! [`build`] folds the scans of all lines into an [`Outline`].

mod build;
mod numeral;
mod scan;

pub use build::build;
pub use numeral::{chinese_numeral, parse_numeral};
pub use scan::scan_line;

use crate::text::{Loc, Span};

/// Read access to the lines of a document.
pub trait Lines {
    /// Number of lines.
    fn count(&self) -> usize;
    /// Text of one line.
    fn text(&self, index: usize) -> &str;
    /// What [`scan_line`] found there.
    fn scan(&self, index: usize) -> &LineScan;
}

/// What one line tells about structure.
#[derive(Clone, Debug, Default)]
pub struct LineScan {
    /// Ordinals at the line's start or after a sentence end, in order of appearance.
    pub marks: Vec<Mark>,
}

/// An ordinal found in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The ordinal.
    pub ordinal: Ordinal,
    /// The words of its heading: to the first 。 or ： of a run-in heading, else to the end of the line.
    pub title: Span,
    /// Whether it starts its line.
    pub at_line_start: bool,
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
    /// The numeral alone.
    pub number: Span,
}

/// Forms of ordinals. Width of brackets and of the mark are not part of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OrdinalStyle {
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
    /// 第一章, 第一节, 第一条, 第一部分
    Chapter,
    /// 一是, 一要
    YiShi,
    /// 第一，
    DiYi,
}

/// What a node of the outline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// A numbered heading.
    Heading,
    /// A member of a run-in enumeration (一是, 第一，, 首先).
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
    /// Index after the last descendant: the subtree is `index..subtree_end`.
    pub subtree_end: u32,
    /// Block and byte where the section ends (exclusive).
    pub end: (u32, u32),
}

/// The tree of a draft: its nodes in order of appearance (preorder).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The nodes.
    pub nodes: Vec<Node>,
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
