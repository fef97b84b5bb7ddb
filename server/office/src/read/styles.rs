//! Paragraph styles: what they say of numbering and of headings, their ancestors' included.

use std::collections::HashMap;

use super::numbering::Place;
use crate::error::Error;
use crate::xml::{Step, attribute, local, number, walk};

/// A chain of ancestors longer than this goes in a circle.
const MAX_CHAIN: usize = 32;

/// What a style says of its paragraphs.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Style {
    /// Its list.
    pub(crate) place: Place,
    /// Outline level as Word counts, from 0; 9 is text.
    pub(crate) outline: Option<u32>,
    /// Whether it is the title of the document.
    pub(crate) title: bool,
}

#[derive(Default)]
struct Own {
    style: Style,
    parent: Option<String>,
}

/// Reads `word/styles.xml`.
pub(crate) fn read(xml: &str) -> Result<HashMap<String, Style>, Error> {
    let mut styles: HashMap<String, Own> = HashMap::new();
    let mut current: Option<String> = None;
    walk(xml, |step, _| match step {
        Step::Start(element, empty) => {
            let name = element.local_name();
            if name.as_ref() == "style" {
                current = attribute(element, "styleId").filter(|_| !empty);
            }
            let Some(id) = &current else { return };
            let own = styles.entry(id.clone()).or_default();
            match name.as_ref() {
                "basedOn" => own.parent = attribute(element, "val"),
                "numId" => own.style.place.list = number(element),
                "ilvl" => own.style.place.level = number(element),
                "outlineLvl" => own.style.outline = number(element),
                "name" => {
                    own.style.title = attribute(element, "val").is_some_and(|name| name.eq_ignore_ascii_case("title"));
                }
                _ => {}
            }
        }
        Step::End(name) if local(name) == "style" => current = None,
        _ => {}
    })?;
    let resolve = |id: &String| {
        let (mut style, mut at) = (Style::default(), Some(id));
        for step in 0..MAX_CHAIN {
            let Some(Own { style: own, parent }) = at.and_then(|id| styles.get(id)) else { break };
            style.place.list = style.place.list.or(own.place.list);
            style.place.level = style.place.level.or(own.place.level);
            style.outline = style.outline.or(own.outline);
            style.title |= step == 0 && own.title;
            at = parent.as_ref();
        }
        style
    };
    Ok(styles.keys().map(|id| (id.clone(), resolve(id))).collect())
}
