//! A body without what was written into it.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::AUTHOR;

/// The body without what we put in, split runs joined: one line a tag or text.
pub(super) fn plain(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let mut nodes: Vec<String> = Vec::new();
    // How deep in something of ours that goes, and ends of deletions of ours, whose content stays.
    let (mut gone, mut stack) = (0, Vec::new());
    loop {
        let event = reader.read_event().unwrap();
        let ours = |raw: &str| raw.contains(&format!("w:author=\"{AUTHOR}\""));
        match event {
            Event::Eof => break,
            Event::Start(e) if gone > 0 => {
                let _ = e;
                gone += 1;
            }
            Event::End(_) if gone > 0 => gone -= 1,
            _ if gone > 0 => {}
            Event::Start(e) => {
                let (name, raw) = (e.name().as_ref().to_owned(), e.to_vec_string());
                if name == "w:ins" && ours(&raw) {
                    gone = 1;
                } else if name == "w:del" && ours(&raw) {
                    stack.push(false);
                } else {
                    let raw = raw.replace("w:delText", "w:t").replace(" xml:space=\"preserve\"", "");
                    nodes.push(format!("<{raw}>"));
                    stack.push(true);
                }
            }
            Event::End(e) if stack.pop().unwrap() => {
                nodes.push(format!("</{}>", e.name().as_ref().replace("w:delText", "w:t")));
            }
            Event::End(_) => {}
            Event::Empty(e) if e.name().as_ref().starts_with("w:comment") => {}
            Event::Empty(e) if e.name().as_ref() == "w:ins" && ours(&e.to_vec_string()) => {
                let open = |name: &str| nodes.iter().rposition(|node| node == name);
                nodes.push(if open("<w:trPr>") > open("</w:trPr>") { ROW } else { PARTED }.to_owned());
            }
            Event::Empty(e) if e.name().as_ref() == "w:del" && ours(&e.to_vec_string()) => {}
            Event::Empty(e) if matches!(e.name().as_ref(), "w:p" | "w:pPr") => {
                nodes.push(format!("<{}>", e.to_vec_string()));
                nodes.push(format!("</{}>", e.name().as_ref()));
            }
            Event::Empty(e) => nodes.push(format!("<{}/>", e.to_vec_string())),
            Event::Text(t) => nodes.push(t.to_string()),
            Event::GeneralRef(r) => nodes.push(format!("&{};", &*r)),
            _ => {}
        }
    }
    joined(whole_links(whole_paragraphs(old_properties(old_rows(nodes)))))
}

/// Stands where the mark of a paragraph came in.
const PARTED: &str = "#";

/// Stands in the properties of a row that came in.
const ROW: &str = "##";

/// Takes rows out that came in, and properties of rows that say nothing.
fn old_rows(mut nodes: Vec<String>) -> Vec<String> {
    while let Some(at) = nodes.iter().position(|node| node == ROW) {
        let open = nodes[..at].iter().rposition(|node| node == "<w:tr>").unwrap();
        // No table is in a row of ours.
        let close = at + nodes[at..].iter().position(|node| node == "</w:tr>").unwrap();
        nodes.drain(open..=close);
    }
    while let Some(at) = nodes.windows(2).position(|w| w[0] == "<w:trPr>" && w[1] == "</w:trPr>") {
        nodes.drain(at..at + 2);
    }
    nodes
}

/// Puts back properties of paragraphs that we changed: before those of the mark and of a section.
fn old_properties(mut nodes: Vec<String>) -> Vec<String> {
    let ours = |node: &String| node.starts_with("<w:pPrChange ") && node.contains(&format!("w:author=\"{AUTHOR}\""));
    while let Some(change) = nodes.iter().position(ours) {
        let open = nodes[..change].iter().rposition(|node| node == "<w:pPr>").unwrap();
        let close = change + nodes[change..].iter().position(|node| node == "</w:pPrChange>").unwrap();
        let old = nodes[change + 2..close - 1].to_vec();
        let kept = |node: &String| node == "<w:rPr>" || node.starts_with("<w:sectPr");
        let rest = open + 1 + nodes[open + 1..change].iter().position(kept).unwrap_or(change - open - 1);
        let rest = nodes[rest..change].to_vec();
        nodes.splice(open + 1..=close, old.into_iter().chain(rest));
    }
    nodes
}

/// Joins links that were parted.
fn whole_links(nodes: Vec<String>) -> Vec<String> {
    let mut whole: Vec<String> = Vec::new();
    let mut last = None;
    for node in nodes {
        if node.starts_with("<w:hyperlink") {
            if whole.last().is_some_and(|last| last == "</w:hyperlink>") && last.as_ref() == Some(&node) {
                whole.pop();
                continue;
            }
            last = Some(node.clone());
        }
        whole.push(node);
    }
    whole
}

/// Joins paragraphs that were parted: of what each of them is the last one tells.
fn whole_paragraphs(mut nodes: Vec<String>) -> Vec<String> {
    let opens = |node: &String| node == "<w:p>" || node.starts_with("<w:p ");
    nodes.iter_mut().filter(|node| opens(node)).for_each(|node| *node = "<w:p>".into());
    while let Some(at) = nodes.iter().position(|node| node == PARTED) {
        let open = nodes[..at].iter().rposition(|node| node == "<w:p>").unwrap();
        let mut depth = 0;
        let close = (open..nodes.len()).find(|at| {
            depth += i32::from(nodes[*at] == "<w:p>") - i32::from(nodes[*at] == "</w:p>");
            depth == 0
        });
        let close = close.unwrap();
        assert_eq!(nodes[close + 1], "<w:p>", "a paragraph that came in has none behind it");
        let properties = |open: usize| match nodes[open + 1].as_str() {
            "<w:pPr>" => nodes[open..].iter().position(|node| node == "</w:pPr>").unwrap() + open,
            _ => open,
        };
        let (own, next) = (properties(open), properties(close + 1));
        let mut all = nodes[..=open].to_vec();
        all.extend_from_slice(&nodes[close + 2..=next]);
        all.extend_from_slice(&nodes[own + 1..close]);
        all.extend_from_slice(&nodes[next + 1..]);
        nodes = all;
    }
    // Properties that say nothing.
    let mut at = 0;
    while at + 2 < nodes.len() {
        if nodes[at] == "<w:pPr>" {
            let end = at + nodes[at..].iter().position(|node| node == "</w:pPr>").unwrap();
            let mark: Vec<usize> =
                (at..end).filter(|i| nodes[*i] == "<w:rPr>" && nodes[*i + 1] == "</w:rPr>").collect();
            mark.iter().rev().for_each(|i| drop(nodes.drain(*i..*i + 2)));
            if nodes[at + 1] == "</w:pPr>" {
                nodes.drain(at..at + 2);
                continue;
            }
        }
        at += 1;
    }
    nodes
}

trait Raw {
    fn to_vec_string(&self) -> String;
}

impl Raw for quick_xml::events::BytesStart<'_> {
    fn to_vec_string(&self) -> String {
        format!("{}{}", self.name().as_ref(), self.attributes_raw()).trim_end().to_owned()
    }
}

/// Joins runs of one look that follow each other, and insertions that were parted.
fn joined(mut nodes: Vec<String>) -> Vec<String> {
    // Runs of nothing: those of comments.
    while let Some(at) = nodes.windows(2).position(|w| w[0] == "<w:r>" && w[1] == "</w:r>") {
        nodes.drain(at..at + 2);
    }
    let mut out: Vec<String> = Vec::new();
    let mut at = 0;
    let mut look: Option<Vec<String>> = None;
    while at < nodes.len() {
        let node = nodes[at].clone();
        at += 1;
        if node.starts_with("<w:ins ") && out.last().is_some_and(|l| l == "</w:ins>") {
            let open = out.iter().rposition(|n| n.starts_with("<w:ins ")).unwrap();
            if out[open] == node {
                out.pop();
                look = None;
                if let Some(run) = out.iter().rposition(|n| n.starts_with("<w:r>") || n.starts_with("<w:r ")) {
                    look = Some(head(&out, run));
                }
                continue;
            }
        }
        if node.starts_with("<w:r>") || node.starts_with("<w:r ") {
            let mine = head(&nodes, at - 1);
            if out.last().is_some_and(|l| l == "</w:r>") && look.as_ref() == Some(&mine) {
                out.pop();
                at += mine.len() - 1;
                continue;
            }
            look = Some(mine);
        }
        if node == "<w:t>" && out.last().is_some_and(|l| l == "</w:t>") {
            out.pop();
            continue;
        }
        out.push(node);
    }
    // Texts that were cut are one again.
    let mut whole: Vec<String> = Vec::new();
    for node in out {
        match whole.last_mut() {
            Some(last) if !last.starts_with('<') && !node.starts_with('<') => last.push_str(&node),
            _ => whole.push(node),
        }
    }
    whole
}

fn head(nodes: &[String], run: usize) -> Vec<String> {
    let end = match nodes.get(run + 1).map(String::as_str) {
        Some("<w:rPr>") => run + nodes[run..].iter().position(|n| n == "</w:rPr>").unwrap(),
        Some("<w:rPr/>") => run + 1,
        _ => run,
    };
    nodes[run..=end].to_vec()
}
