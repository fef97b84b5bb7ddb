//! Captions of tables, figures and boxes (表1, 图2, 专栏3, 附件4) and references to them (见表1).

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::marker::{char_at, is_blank, numeral_digit};
use super::parse_numeral;
use crate::text::Span;

/// What a label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LabelKind {
    /// 表
    Table,
    /// 图
    Figure,
    /// 专栏
    Box,
    /// 附件
    Attachment,
}

impl LabelKind {
    /// The word before the number.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Table => "表",
            Self::Figure => "图",
            Self::Box => "专栏",
            Self::Attachment => "附件",
        }
    }
}

/// Whether a label stands over its object or points to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelRole {
    /// Starts its line: 表1 2023年主要指标
    Caption,
    /// 见表1
    Reference,
}

/// A caption or a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// What it names.
    pub kind: LabelKind,
    /// Caption or reference.
    pub role: LabelRole,
    /// Its number.
    pub value: u32,
    /// Word and number.
    pub span: Span,
    /// The number alone.
    pub number: Span,
}

const WORDS: [(&str, LabelKind); 4] =
    [("专栏", LabelKind::Box), ("附件", LabelKind::Attachment), ("表", LabelKind::Table), ("图", LabelKind::Figure)];
static SEE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("见"));

/// The labels of a line whose content starts at `start`.
pub(super) fn scan(text: &str, start: usize) -> Vec<Label> {
    let mut labels = Vec::new();
    if let Some(label) = label(text, start, LabelRole::Caption) {
        let after = char_at(text, label.span.end as usize);
        // 表2中的产量… is a note on a table, not its caption.
        if after.is_none_or(|c| is_blank(c) || matches!(c, '：' | ':' | '.' | '．' | '、' | '《' | '*' | '　')) {
            labels.push(label);
        }
    }
    for at in SEE.find_iter(text.as_bytes()) {
        labels.extend(label(text, at + "见".len(), LabelRole::Reference));
    }
    labels
}

fn label(text: &str, start: usize, role: LabelRole) -> Option<Label> {
    let rest = text.get(start..)?;
    let (word, kind) = WORDS.into_iter().find(|(w, _)| rest.starts_with(w))?;
    let mut from = start + word.len();
    while char_at(text, from) == Some(' ') {
        from += 1;
    }
    let mut end = from;
    while let Some(c) = char_at(text, end).filter(|c| c.is_ascii_digit() || numeral_digit(*c)) {
        end += c.len_utf8();
    }
    // 表1-2 and 表1.2 are numbered by chapter: another system.
    if char_at(text, end).is_some_and(|c| matches!(c, '-' | '—' | '–') || c.is_ascii_alphabetic())
        || text[end..].starts_with('.') && text[end + 1..].starts_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let value = parse_numeral(&text[from..end])?;
    Some(Label { kind, role, value, span: Span::new(start, end), number: Span::new(from, end) })
}
