//! Footnotes and endnotes: their texts, which stand behind the body.

use std::collections::HashMap;

use super::Revisions;
use crate::error::Error;
use crate::xml::{Step, attribute, local, walk};

/// Which notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Footnote,
    Endnote,
}

impl Kind {
    /// The part, and the relation that leads to it.
    pub(crate) const fn part(self) -> &'static str {
        match self {
            Self::Footnote => "footnotes",
            Self::Endnote => "endnotes",
        }
    }
}

/// Reads the notes of a part.
pub(super) fn read(
    xml: &str,
    kind: Kind,
    revisions: Revisions,
    notes: &mut HashMap<(Kind, String), String>,
) -> Result<(), Error> {
    let mut current: Option<(String, String)> = None;
    let (mut in_text, mut hidden) = (false, 0_usize);
    walk(xml, |step, _| match step {
        Step::Start(element, empty) => {
            let name = element.local_name();
            match name.as_ref() {
                // Separators have a type; they are no notes.
                "footnote" | "endnote" if attribute(element, "type").is_none_or(|t| t == "normal") => {
                    current = attribute(element, "id").map(|id| (id, String::new()));
                }
                "t" => in_text = !empty,
                "delText" => in_text = !empty && revisions == Revisions::Original,
                "tab" | "br" | "cr" | "p" => {
                    if let Some((_, text)) = current.as_mut().filter(|(_, t)| !t.is_empty() && !t.ends_with(' ')) {
                        text.push(' ');
                    }
                }
                other if !empty && hides(other, revisions) => hidden += 1,
                _ => {}
            }
        }
        Step::End(name) => match local(name) {
            "footnote" | "endnote" => {
                if let Some((id, text)) = current.take() {
                    notes.insert((kind, id), text.trim().to_owned());
                }
            }
            "t" | "delText" => in_text = false,
            other if hides(other, revisions) => hidden = hidden.saturating_sub(1),
            _ => {}
        },
        Step::Text(text) | Step::Written(text) => {
            if let (true, 0, Some((_, note))) = (in_text, hidden, current.as_mut()) {
                note.extend(text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }));
            }
        }
    })
}

/// Whether an element holds text that is not of this version, or is there twice.
pub(super) fn hides(name: &str, revisions: Revisions) -> bool {
    match revisions {
        Revisions::Accepted => matches!(name, "Fallback" | "del" | "moveFrom"),
        Revisions::Original => matches!(name, "Fallback" | "ins" | "moveTo"),
    }
}
