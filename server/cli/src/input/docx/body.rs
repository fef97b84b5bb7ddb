//! The body of a Word document: paragraphs and what is in them.

use std::collections::HashMap;

use zhibi_core::analysis::MAX_BYTES;

use super::numbering::{Counter, Place};
use super::{Step, attribute, number, walk};

/// One paragraph while it is read. Text boxes nest paragraphs in paragraphs.
#[derive(Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    list: Option<u32>,
    level: Option<u32>,
}

/// The paragraphs, one a line, numbered.
pub fn text(xml: &str, styles: &HashMap<String, Place>, mut counter: Counter<'_>) -> Result<String, String> {
    let mut out = String::with_capacity(xml.len() / 8);
    let mut open: Vec<Paragraph> = Vec::new();
    let (mut in_text, mut in_properties, mut fallback) = (false, false, 0_usize);
    walk(xml, |step| match step {
        // Numbers written out can make more of a document than was in it.
        _ if out.len() > MAX_BYTES => {}
        Step::Start(element, empty) => {
            let name = element.local_name();
            let name = name.as_ref();
            // The same drawing again for older programs: its text boxes would count twice.
            if name == "Fallback" && !empty {
                fallback += 1;
            }
            if fallback > 0 {
                return;
            }
            if name == "p" {
                open.push(Paragraph::default());
                if empty {
                    close(&mut open, &mut out, styles, &mut counter);
                }
                return;
            }
            let Some(paragraph) = open.last_mut() else { return };
            match name {
                "t" => in_text = !empty,
                "tab" if !in_properties => paragraph.text.push('\t'),
                "br" | "cr" => paragraph.text.push(' '),
                "noBreakHyphen" => paragraph.text.push('-'),
                "pPr" => in_properties = !empty,
                "pStyle" => paragraph.style = attribute(element, "val"),
                "numId" => paragraph.list = number(element),
                "ilvl" => paragraph.level = number(element),
                _ => {}
            }
        }
        Step::End(name) => match name {
            "Fallback" => fallback = fallback.saturating_sub(1),
            _ if fallback > 0 => {}
            "t" => in_text = false,
            "pPr" => in_properties = false,
            "p" => close(&mut open, &mut out, styles, &mut counter),
            _ => {}
        },
        Step::Text(text) => {
            if let (true, 0, Some(paragraph)) = (in_text, fallback, open.last_mut()) {
                // One paragraph is one line whatever stands in it.
                paragraph.text.extend(text.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }));
            }
        }
    })?;
    if out.len() > MAX_BYTES { Err(super::too_large()) } else { Ok(out) }
}

fn close(open: &mut Vec<Paragraph>, out: &mut String, styles: &HashMap<String, Place>, counter: &mut Counter<'_>) {
    let Some(paragraph) = open.pop() else { return };
    let inherited = paragraph.style.as_ref().and_then(|s| styles.get(s)).copied().unwrap_or_default();
    let list = paragraph.list.or(inherited.list);
    let level = paragraph.level.or(inherited.level).unwrap_or(0);
    if let Some(list) = list {
        // Numbering counts empty paragraphs too, as Word does.
        out.push_str(&counter.next(list, level));
    }
    out.push_str(&paragraph.text);
    out.push('\n');
}
