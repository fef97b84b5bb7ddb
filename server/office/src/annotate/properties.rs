//! The properties of paragraphs (`w:pPr`) and rows (`w:trPr`) with a tracked mark, and as the look of another one.

use std::ops::Range;

use crate::error::Error;
use crate::xml::{Step, local, walk};

/// What stands before `w:numPr` in properties (ECMA-376 part 1, 17.3.1.26).
const BEFORE_NUMBER: [&str; 6] = ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl"];
/// What stands behind the properties of the mark.
const BEHIND_MARK: [&str; 2] = ["sectPr", "pPrChange"];
/// What of a paragraph is not its look: section, changes, a page of its own.
const NO_LOOK: [&str; 3] = ["sectPr", "pPrChange", "pageBreakBefore"];
/// What of the properties of a mark is no look.
const NO_LOOK_OF_MARK: [&str; 5] = ["ins", "del", "moveFrom", "moveTo", "rPrChange"];

/// An element in the properties.
struct Child {
    name: String,
    place: Range<usize>,
    /// Between its tags; `None` for an empty element.
    content: Option<Range<usize>>,
    /// Elements in it.
    children: Vec<(String, Range<usize>)>,
}

/// The elements in properties, and where the properties end inside; `None` for an empty element.
fn children(xml: &str) -> Result<(Vec<Child>, Option<usize>), Error> {
    let (mut found, mut end): (Vec<Child>, _) = (Vec::new(), None);
    let mut depth = 0_usize;
    walk(xml, |step, place| match step {
        Step::Start(element, empty) => {
            let name = local(element.name().as_ref()).to_owned();
            match depth {
                1 => {
                    let content = (!empty).then_some(place.end..place.end);
                    found.push(Child { name, place, content, children: Vec::new() });
                }
                2 => {
                    if let Some(child) = found.last_mut() {
                        child.children.push((name, place));
                    }
                }
                _ => {}
            }
            depth += usize::from(!empty);
        }
        Step::End(_) => {
            depth = depth.saturating_sub(1);
            match (depth, found.last_mut()) {
                (0, _) => end = Some(place.start),
                (1, Some(child)) => {
                    child.place.end = place.end;
                    if let Some(content) = &mut child.content {
                        content.end = place.start;
                    }
                }
                (2, Some(child)) => {
                    if let Some((_, inner)) = child.children.last_mut() {
                        inner.end = place.end;
                    }
                }
                _ => {}
            }
        }
        _ => {}
    })?;
    Ok((found, end))
}

/// Properties with `node` in those of the paragraph's mark.
pub(super) fn marked(properties: &str, node: &str, prefix: &str) -> Result<String, Error> {
    let whole = |node: &str| format!("<{prefix}rPr>{node}</{prefix}rPr>");
    if properties.is_empty() {
        return Ok(format!("<{prefix}pPr>{}</{prefix}pPr>", whole(node)));
    }
    let (children, end) = children(properties)?;
    let Some(end) = end else { return Ok(format!("<{prefix}pPr>{}</{prefix}pPr>", whole(node))) };
    let put = |at: Range<usize>, node: &str| format!("{}{node}{}", &properties[..at.start], &properties[at.end..]);
    if let Some(mark) = children.iter().find(|child| child.name == "rPr") {
        let Some(content) = &mark.content else { return Ok(put(mark.place.clone(), &whole(node))) };
        // Somebody else's insertion of the mark comes first.
        let behind = mark.children.iter().take_while(|(name, _)| name == "ins").last();
        let at = behind.map_or(content.start, |(_, place)| place.end);
        return Ok(put(at..at, node));
    }
    let at = children.iter().find(|child| BEHIND_MARK.contains(&child.name.as_str())).map_or(end, |c| c.place.start);
    Ok(put(at..at, &whole(node)))
}

/// Properties of a row that comes or goes.
pub(super) fn marked_row(properties: &str, node: &str, prefix: &str) -> Result<String, Error> {
    let (children, end) = if properties.is_empty() { (Vec::new(), None) } else { children(properties)? };
    let Some(end) = end else { return Ok(format!("<{prefix}trPr>{node}</{prefix}trPr>")) };
    let at = children.iter().find(|child| child.name == "trPrChange").map_or(end, |child| child.place.start);
    Ok(format!("{}{node}{}", &properties[..at], &properties[at..]))
}

/// Properties without some of what is in them.
pub(super) fn without(properties: &str, names: &[&str]) -> Result<String, Error> {
    if properties.is_empty() {
        return Ok(String::new());
    }
    let (mut out, mut at) = (String::with_capacity(properties.len()), 0);
    for child in children(properties)?.0.iter().filter(|child| names.contains(&child.name.as_str())) {
        out.push_str(&properties[at..child.place.start]);
        at = child.place.end;
    }
    out.push_str(&properties[at..]);
    Ok(out)
}

/// What the mark of a paragraph looks like, which is what text looks like that is written into an empty one.
pub(super) fn look_of_mark(properties: &str) -> Result<String, Error> {
    if properties.is_empty() {
        return Ok(String::new());
    }
    let (children, _) = children(properties)?;
    let mark = children.iter().find(|child| child.name == "rPr");
    mark.map_or(Ok(String::new()), |mark| without(&properties[mark.place.clone()], &NO_LOOK_OF_MARK))
}

/// Whether a paragraph that looks like another has its automatic number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbered {
    /// As that one.
    Alike,
    /// None, whatever that one's properties or its style say.
    Not,
}

/// Properties as those of a paragraph that looks like this one.
pub(super) fn look(properties: &str, numbered: Numbered, prefix: &str) -> Result<String, Error> {
    rebuilt(properties, numbered, [&NO_LOOK, &NO_LOOK_OF_MARK], prefix)
}

/// Properties of a paragraph whose automatic number is one no more, as a tracked change of them; `None` where somebody else
/// has changed them.
pub(super) fn unnumbered(properties: &str, signature: &str, prefix: &str) -> Result<Option<String>, Error> {
    let (children, end) = if properties.is_empty() { (Vec::new(), None) } else { children(properties)? };
    if children.iter().any(|child| child.name == "pPrChange") {
        return Ok(None);
    }
    let before = children.iter().filter(|child| !["rPr", "sectPr"].contains(&child.name.as_str()));
    let before: String = before.map(|child| &properties[child.place.clone()]).collect();
    let after = rebuilt(if end.is_some() { properties } else { "" }, Numbered::Not, [&[], &[]], prefix)?;
    let close = format!("</{prefix}pPr>");
    let open = after.strip_suffix(&close).unwrap_or(&after);
    Ok(Some(format!("{open}<{prefix}pPrChange {signature}><{prefix}pPr>{before}{close}</{prefix}pPrChange>{close}")))
}

/// Properties with the number that is wanted, without some of what is in them and in those of the mark.
fn rebuilt(properties: &str, numbered: Numbered, gone: [&[&str]; 2], prefix: &str) -> Result<String, Error> {
    let [gone, gone_of_mark] = gone;
    let none =
        format!("<{prefix}numPr><{prefix}ilvl {prefix}val=\"0\"/><{prefix}numId {prefix}val=\"0\"/></{prefix}numPr>");
    let wanted = if numbered == Numbered::Not { none.as_str() } else { "" };
    let (children, end) = if properties.is_empty() { (Vec::new(), None) } else { children(properties)? };
    let Some(end) = end else {
        return Ok(if wanted.is_empty() { String::new() } else { format!("<{prefix}pPr>{wanted}</{prefix}pPr>") });
    };
    let start = children.first().map_or(end, |child| child.place.start);
    let (mut out, mut numbered) = (properties[..start].to_owned(), wanted.is_empty());
    for child in children {
        let name = child.name.as_str();
        if !numbered && !BEFORE_NUMBER.contains(&name) {
            out.push_str(wanted);
            numbered = true;
        }
        if gone.contains(&name) || name == "numPr" && !wanted.is_empty() {
            continue;
        }
        let mut at = child.place.start;
        if name == "rPr" {
            for (_, place) in child.children.iter().filter(|(name, _)| gone_of_mark.contains(&name.as_str())) {
                out.push_str(&properties[at..place.start]);
                at = place.end;
            }
        }
        out.push_str(&properties[at..child.place.end]);
    }
    if !numbered {
        out.push_str(wanted);
    }
    out.push_str(&properties[end..]);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_where_the_standard_has_them() {
        for (before, after) in [
            ("", "<w:pPr><w:rPr>#</w:rPr></w:pPr>"),
            ("<w:pPr/>", "<w:pPr><w:rPr>#</w:rPr></w:pPr>"),
            ("<w:pPr><w:jc/></w:pPr>", "<w:pPr><w:jc/><w:rPr>#</w:rPr></w:pPr>"),
            ("<w:pPr><w:jc/><w:rPr/></w:pPr>", "<w:pPr><w:jc/><w:rPr>#</w:rPr></w:pPr>"),
            ("<w:pPr><w:rPr><w:b/></w:rPr></w:pPr>", "<w:pPr><w:rPr>#<w:b/></w:rPr></w:pPr>"),
            (
                "<w:pPr><w:rPr><w:ins w:id=\"1\"></w:ins><w:b/></w:rPr></w:pPr>",
                "<w:pPr><w:rPr><w:ins w:id=\"1\"></w:ins>#<w:b/></w:rPr></w:pPr>",
            ),
            (
                "<w:pPr><w:jc/><w:sectPr><w:rPr/></w:sectPr></w:pPr>",
                "<w:pPr><w:jc/><w:rPr>#</w:rPr><w:sectPr><w:rPr/></w:sectPr></w:pPr>",
            ),
        ] {
            assert_eq!(marked(before, "#", "w:").unwrap(), after);
        }
    }

    #[test]
    fn a_look_has_no_section_no_changes_and_no_number_unless_asked() {
        let all = "<w:pPr><w:pStyle w:val=\"a\"/><w:pageBreakBefore/><w:numPr><w:numId w:val=\"3\"/></w:numPr><w:jc/><w:rPr><w:ins/><w:b/><w:del/></w:rPr><w:sectPr/><w:pPrChange><w:pPr/></w:pPrChange></w:pPr>";
        assert_eq!(
            look(all, Numbered::Alike, "w:").unwrap(),
            "<w:pPr><w:pStyle w:val=\"a\"/><w:numPr><w:numId w:val=\"3\"/></w:numPr><w:jc/><w:rPr><w:b/></w:rPr></w:pPr>"
        );
        let none = "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"0\"/></w:numPr>";
        assert_eq!(
            look(all, Numbered::Not, "w:").unwrap(),
            format!("<w:pPr><w:pStyle w:val=\"a\"/>{none}<w:jc/><w:rPr><w:b/></w:rPr></w:pPr>")
        );
        assert_eq!(look("", Numbered::Not, "w:").unwrap(), format!("<w:pPr>{none}</w:pPr>"));
        assert_eq!(look("<w:pPr/>", Numbered::Alike, "w:").unwrap(), "");
        assert_eq!(
            look("<w:pPr><w:pStyle w:val=\"a\"/></w:pPr>", Numbered::Not, "w:").unwrap(),
            format!("<w:pPr><w:pStyle w:val=\"a\"/>{none}</w:pPr>")
        );
    }

    #[test]
    fn a_number_that_is_typed_is_a_tracked_change_of_properties() {
        let none = "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"0\"/></w:numPr>";
        assert_eq!(
            unnumbered("", "#", "w:").unwrap().unwrap(),
            format!("<w:pPr>{none}<w:pPrChange #><w:pPr></w:pPr></w:pPrChange></w:pPr>")
        );
        let own =
            "<w:pPr><w:pStyle w:val=\"a\"/><w:numPr><w:numId w:val=\"3\"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>";
        assert_eq!(
            unnumbered(own, "#", "w:").unwrap().unwrap(),
            format!(
                "<w:pPr><w:pStyle w:val=\"a\"/>{none}<w:rPr><w:del/></w:rPr><w:pPrChange #><w:pPr><w:pStyle w:val=\"a\"/><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr></w:pPrChange></w:pPr>"
            )
        );
        assert_eq!(unnumbered("<w:pPr><w:pPrChange><w:pPr/></w:pPrChange></w:pPr>", "#", "w:").unwrap(), None);
    }
}
