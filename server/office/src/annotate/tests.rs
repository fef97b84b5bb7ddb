use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::{Annotated, Change, Hand, Remark, annotate, changes};
use crate::read::{Revisions, Word};
use crate::testing::{NAMESPACES, archive, document, paragraph};

const AUTHOR: &str = "执笔";

fn hand() -> Hand {
    Hand { author: AUTHOR.into(), initials: "ZB".into(), date: "2031-01-02T03:04:05".into(), copy: false }
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn body(bytes: &[u8]) -> String {
    part(bytes, "word/document.xml")
}

/// The body without what we put in, split runs joined: one line a tag or text.
fn plain(xml: &str) -> Vec<String> {
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
                nodes.push(PARTED.to_owned())
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
    joined(whole_paragraphs(nodes))
}

/// Stands where the mark of a paragraph came in.
const PARTED: &str = "#";

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

/// The text that each of our comments goes around, in the accepted text before our changes.
fn commented(bytes: &[u8]) -> Vec<String> {
    let xml = body(bytes);
    let mut reader = Reader::from_str(&xml);
    let (mut open, mut found): (Vec<u32>, BTreeMap<u32, String>) = (Vec::new(), BTreeMap::new());
    let (mut ours, mut skip, mut in_text) = (0, 0, false);
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return found.into_values().collect(),
            Event::Empty(e) => {
                let id = e.try_get_attribute("w:id").unwrap().and_then(|a| a.value.parse().ok()).unwrap_or_default();
                match e.name().as_ref() {
                    "w:commentRangeStart" => {
                        found.entry(id).or_default();
                        open.push(id);
                    }
                    "w:commentRangeEnd" => open.retain(|o| *o != id),
                    "w:tab" if skip == 0 => open.iter().for_each(|id| found.get_mut(id).unwrap().push('\t')),
                    "w:br" if skip == 0 => open.iter().for_each(|id| found.get_mut(id).unwrap().push('\n')),
                    _ => {}
                }
            }
            Event::Start(e) => match e.name().as_ref() {
                "w:ins" if e.attributes_raw().contains(AUTHOR) => skip += 1,
                "w:ins" if skip > 0 => skip += 1,
                "w:del" if e.attributes_raw().contains(AUTHOR) => ours += 1,
                "w:t" => in_text = skip == 0,
                "w:delText" => in_text = ours > 0,
                _ => {}
            },
            Event::End(e) => match e.name().as_ref() {
                "w:ins" => skip -= i32::from(skip > 0),
                "w:del" => ours -= i32::from(ours > 0),
                "w:t" | "w:delText" => in_text = false,
                _ => {}
            },
            Event::Text(t) if in_text => open.iter().for_each(|id| found.get_mut(id).unwrap().push_str(&t)),
            Event::GeneralRef(r) if in_text => {
                let text = quick_xml::escape::resolve_predefined_entity(&r).unwrap();
                open.iter().for_each(|id| found.get_mut(id).unwrap().push_str(text));
            }
            _ => {}
        }
    }
}

fn applied(text: &str, changes: &[Change]) -> String {
    let mut out = text.to_owned();
    for change in changes.iter().rev() {
        out.replace_range(change.range.clone(), &change.text);
    }
    out
}

/// Writes into a document and holds the result against what always holds.
fn written(bytes: &[u8], remarks: &[Remark], edits: &[Change]) -> Annotated {
    let done = annotate(bytes, remarks, edits, &hand()).unwrap_or_else(|e| panic!("{e}: {edits:?} in {}", body(bytes)));
    let read = |bytes: &[u8], revisions| Word::read(bytes, revisions).unwrap().text;
    assert_eq!(plain(&body(&done.bytes)), plain(&body(bytes)), "{}", body(&done.bytes));
    // Rejecting ours leaves the text as it was accepted before; of others' changes nothing is decided.
    let others = body(bytes).contains("<w:ins ") || body(bytes).contains("<w:del ");
    if !others {
        assert_eq!(read(&done.bytes, Revisions::Original), read(bytes, Revisions::Original));
    }
    if done.left == 0 {
        assert_eq!(read(&done.bytes, Revisions::Accepted), applied(&read(bytes, Revisions::Accepted), edits));
    }
    let names = |bytes: &[u8]| {
        let archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let names: Vec<String> = archive.file_names().map(|n| n.unwrap().into_owned()).collect();
        names
    };
    let may = ["word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"];
    for name in names(bytes) {
        assert!(may.contains(&name.as_str()) || part(bytes, &name) == part(&done.bytes, &name), "{name}");
    }
    done
}

fn find(text: &str, words: &str) -> Range<usize> {
    let at = text.find(words).unwrap_or_else(|| panic!("{words} in {text}"));
    at..at + words.len()
}

fn remark(text: &str, words: &str) -> Remark {
    Remark { range: find(text, words), text: format!("“{words}”\n<&>") }
}

const RICH: &str = "<w:p><w:pPr><w:jc w:val=\"both\"/></w:pPr><w:r w:rsidR=\"1\"><w:rPr><w:b/></w:rPr><w:t>一、抓投资，</w:t></w:r>\
     <w:r><w:t xml:space=\"preserve\">增长8% &amp; 9%</w:t><w:tab/><w:t>超过100个</w:t></w:r>\
     <w:hyperlink r:id=\"rId9\"><w:r><w:t>以上链接</w:t></w:r></w:hyperlink><w:r><w:t>。</w:t></w:r></w:p>\
     <w:p><w:bookmarkStart w:id=\"0\" w:name=\"a\"/><w:r><w:t>（一）甲</w:t><w:br/><w:t>乙</w:t></w:r><w:bookmarkEnd w:id=\"0\"/></w:p><w:p/>\
     <w:tbl><w:tr><w:tc><w:p><w:r><w:t>就业</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>3968人</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";

#[test]
fn comments_go_around_exactly_the_characters() {
    let bytes = document(RICH, &[]);
    let text = Word::read(&bytes, Revisions::Accepted).unwrap().text;
    let words =
        ["抓投资", "一、抓投资，增长8%", "8% & 9%\t超", "&", "以上链接", "超过100个以上", "甲\n乙", "3968人", "。"];
    let remarks: Vec<Remark> = words.iter().map(|words| remark(&text, words)).collect();
    let done = written(&bytes, &remarks, &[]);
    assert_eq!((done.comments, done.changes, done.left), (words.len(), 0, 0));
    // The bookmark's number is in use, comments pass it over.
    assert!(!body(&done.bytes).contains("commentRangeStart w:id=\"0\""));
    assert_eq!(commented(&done.bytes), words);
    let comments = part(&done.bytes, "word/comments.xml");
    assert!(
        comments.contains("<w:t xml:space=\"preserve\">&lt;&amp;&gt;</w:t>") && comments.contains("w:author=\"执笔\"")
    );
    assert!(part(&done.bytes, "[Content_Types].xml").contains("/word/comments.xml"));
    assert!(part(&done.bytes, "word/_rels/document.xml.rels").contains("Target=\"comments.xml\""));
    // A run that is commented whole is not split.
    assert!(
        body(&done.bytes)
            .contains("<w:p><w:commentRangeStart w:id=\"8\"/><w:r><w:t>3968人</w:t></w:r><w:commentRangeEnd")
    );
}

#[test]
fn changes_are_tracked() {
    let bytes = document(RICH, &[]);
    let text = Word::read(&bytes, Revisions::Accepted).unwrap().text;
    let after =
        text.replace("100个以上", "100个").replace("8% &", "8%和").replace("甲", "甲项").replace("3968人", "3969人");
    let edits = changes(&text, &after);
    assert_eq!(applied(&text, &edits), after);
    let done = written(&bytes, &[remark(&text, "超过100个以上")], &edits);
    assert_eq!((done.changes, done.left), (edits.len(), 0));
    assert_eq!(commented(&done.bytes), ["超过100个以上"]);
    let xml = body(&done.bytes);
    assert!(xml.contains("<w:delText>以上</w:delText>") && xml.contains("w:date=\"2031-01-02T03:04:05\""), "{xml}");
    // A break of paragraphs goes; one between the rows of a table cannot, and is told.
    let join = Change { range: find(&text, "乙\n"), text: "丙".into() };
    let done = written(&bytes, &[], &[join]);
    assert_eq!((done.changes, done.left), (1, 0));
    let row = Change { range: find(&text, "3968人\n"), text: "3969人，".into() };
    let done = written(&bytes, &[], &[row]);
    assert_eq!((done.changes, done.left, done.bytes == bytes), (0, 1, true));
}

#[test]
fn what_is_no_plain_text_is_commented_around() {
    let boxed = format!(
        "<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent><w:t>框后</w:t></w:r></w:p>",
        paragraph("框内8%")
    );
    let numbered = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr><w:r><w:t>总体要求</w:t></w:r></w:p>";
    let formula = "<w:p><m:oMath><m:r><m:t>x=3</m:t></m:r></m:oMath><w:r><w:t>式</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>";
    let numbering = format!(
        "<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum><w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    );
    let notes = format!(
        "<w:footnotes {NAMESPACES}><w:footnote w:id=\"2\">{}</w:footnote></w:footnotes>",
        paragraph("指全市。")
    );
    let bytes = document(
        &[&boxed, numbered, formula].concat(),
        &[("word/numbering.xml", &numbering), ("word/footnotes.xml", &notes)],
    );
    let text = Word::read(&bytes, Revisions::Accepted).unwrap().text;
    assert_eq!(text, "正文框后\n框内8%\n一、总体要求\nx=3式¹\n¹指全市。\n");
    let words = ["框内", "框后", "一、", "一、总体", "x=", "指全市"];
    let remarks: Vec<Remark> = words.iter().map(|w| remark(&text, w)).collect();
    let done = written(&bytes, &remarks, &[]);
    let xml = body(&done.bytes);
    // Around the box's run, outside of the box; the run is split for the text behind the drawing all the same.
    assert!(xml.contains("<w:t>正文</w:t></w:r><w:commentRangeStart w:id=\"0\"/><w:r><mc:AlternateContent>"), "{xml}");
    let ranges = commented(&done.bytes);
    assert_eq!(ranges[1..4], ["框后", "总体要求", "总体"]);
    assert!(
        xml.contains("<w:commentRangeStart w:id=\"5\"/><m:oMath>")
            && xml.contains("</m:oMath><w:commentRangeEnd w:id=\"5\"/>")
    );
    assert!(xml.contains(
        "<w:commentRangeStart w:id=\"6\"/><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:commentRangeEnd w:id=\"6\"/>"
    ));
    // In a box text can be changed, numbers and formulas cannot.
    let edit = |words: &str, new: &str| Change { range: find(&text, words), text: new.into() };
    let done = written(&bytes, &[], &[edit("8%", "9%")]);
    assert_eq!((done.changes, done.left), (1, 0));
    let done = written(&bytes, &[], &[edit("一、总", "二、总"), edit("x=3", "x=4"), edit("指全市", "指全县")]);
    assert_eq!((done.changes, done.left), (0, 3));
}

#[test]
fn what_others_wrote_stays() {
    let others = "<w:p><w:r><w:t>增长</w:t></w:r><w:del w:id=\"7\" w:author=\"王\"><w:r><w:delText>8%</w:delText></w:r></w:del>\
         <w:ins w:id=\"8\" w:author=\"王\"><w:r><w:t>超过9个以上</w:t></w:r></w:ins><w:commentRangeStart w:id=\"3\"/><w:r><w:t>，稳。</w:t></w:r><w:commentRangeEnd w:id=\"3\"/>\
         <w:r><w:commentReference w:id=\"3\"/></w:r></w:p>";
    let said = format!(
        "<w:comments {NAMESPACES}><w:comment w:id=\"3\" w:author=\"王\"><w:p><w:r><w:t>?</w:t></w:r></w:p></w:comment></w:comments>"
    );
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" Target=\"comments.xml\"/></Relationships>";
    let extended = "<w15:commentsEx xmlns:w15=\"x\"/>";
    let bytes = document(
        others,
        &[
            ("word/comments.xml", &said),
            ("word/_rels/document.xml.rels", relations),
            ("word/commentsExtended.xml", extended),
        ],
    );
    let text = Word::read(&bytes, Revisions::Accepted).unwrap().text;
    assert_eq!(text, "增长超过9个以上，稳。\n");
    let edits = changes(&text, "增长超过9个，平稳。\n");
    let done = annotate(&bytes, &[remark(&text, "超过9个以上")], &edits, &hand()).unwrap();
    assert_eq!((done.comments, done.changes, done.left), (1, edits.len(), 0));
    let xml = body(&done.bytes);
    // A deletion nests in an insertion, an insertion stands beside it; the sign of the comment is in neither.
    assert!(xml.contains("<w:ins w:id=\"8\" w:author=\"王\"><w:commentRangeStart w:id=\"2\"/><w:r><w:t>超过9个</w:t></w:r><w:del w:id=\"0\""), "{xml}");
    assert!(
        xml.contains("<w:commentRangeEnd w:id=\"2\"/></w:ins><w:r><w:commentReference w:id=\"2\"/></w:r>"),
        "{xml}"
    );
    assert_eq!(Word::read(&done.bytes, Revisions::Accepted).unwrap().text, "增长超过9个，平稳。\n");
    assert_eq!(Word::read(&done.bytes, Revisions::Original).unwrap().text, "增长8%，稳。\n");
    let comments = part(&done.bytes, "word/comments.xml");
    assert!(
        comments.starts_with(said.trim_end_matches("</w:comments>")) && comments.matches("<w:comment ").count() == 2
    );
    let put_in = Change { range: find(&text, "9"), text: "10".into() };
    let done = annotate(&bytes, &[], &[put_in], &hand()).unwrap();
    assert!(body(&done.bytes).contains("</w:del></w:ins><w:ins w:id=\"1\""), "{}", body(&done.bytes));
    assert_eq!(Word::read(&done.bytes, Revisions::Original).unwrap().text, "增长8%，稳。\n");
}

#[test]
fn threads_and_resolved_comments_stay_and_a_copy_says_that_it_is_one() {
    let marked = |id: u32| format!("<w:commentRangeStart w:id=\"{id}\"/>");
    let ended = |id: u32| format!("<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r>");
    // A question, its answer, and one that is done; all of them on the words that ours is on.
    let content = format!(
        "<w:p>{}{}{}<w:r><w:t>增长超过9个以上。</w:t></w:r>{}{}{}</w:p>",
        marked(0),
        marked(1),
        marked(4),
        ended(0),
        ended(1),
        ended(4)
    );
    let one = |id: u32, para: &str| {
        format!(
            "<w:comment w:id=\"{id}\" w:author=\"王\" w:date=\"2031-01-01T00:00:00Z\" w:initials=\"W\"><w:p w14:paraId=\"{para}\"><w:r><w:t>请核</w:t></w:r></w:p></w:comment>"
        )
    };
    let said = format!(
        "<w:comments {NAMESPACES} xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\">{}{}{}</w:comments>",
        one(0, "00000A01"),
        one(1, "00000A02"),
        one(4, "00000A03")
    );
    let extended = "<w15:commentsEx xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\"><w15:commentEx w15:paraId=\"00000A01\" w15:done=\"0\"/>\
         <w15:commentEx w15:paraId=\"00000A02\" w15:paraIdParent=\"00000A01\" w15:done=\"0\"/><w15:commentEx w15:paraId=\"00000A03\" w15:done=\"1\"/></w15:commentsEx>";
    let ids = "<w16cid:commentsIds xmlns:w16cid=\"http://schemas.microsoft.com/office/word/2016/wordml/cid\"><w16cid:commentId w16cid:paraId=\"00000A01\" w16cid:durableId=\"1\"/></w16cid:commentsIds>";
    let extensible =
        "<w16cex:commentsExtensible xmlns:w16cex=\"http://schemas.microsoft.com/office/word/2018/wordml/cex\"/>";
    let people = "<w15:people xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\"><w15:person w15:author=\"王\"/></w15:people>";
    let kind = |name: &str, id: u32| {
        format!(
            "<Relationship Id=\"rId{id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}\" Target=\"{name}.xml\"/>"
        )
    };
    let relations = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}{}</Relationships>",
        kind("comments", 1),
        kind("commentsExtended", 2)
    );
    let parts = [
        ("word/comments.xml", said.as_str()),
        ("word/_rels/document.xml.rels", &relations),
        ("word/commentsExtended.xml", extended),
        ("word/commentsIds.xml", ids),
        ("word/commentsExtensible.xml", extensible),
        ("word/people.xml", people),
    ];
    let bytes = document(&content, &parts);
    let text = Word::read(&bytes, Revisions::Accepted).unwrap().text;
    let copy = Hand { copy: true, ..hand() };
    let done = annotate(&bytes, &[remark(&text, "超过9个以上")], &changes(&text, "增长超过9个。\n"), &copy).unwrap();
    for (name, xml) in &parts[1..] {
        assert_eq!(part(&done.bytes, name), *xml, "{name}");
    }
    let all = part(&done.bytes, "word/comments.xml");
    assert!(
        all.starts_with(said.trim_end_matches("</w:comments>")) && all.matches("<w:comment ").count() == 4,
        "{all}"
    );
    // Ours has a number of its own and no place in a thread.
    assert!(all.contains("<w:comment w:id=\"5\" w:author=\"执笔\"") || all.contains("<w:comment w:id=\"3\""), "{all}");
    for id in [0, 1, 4] {
        assert!(body(&done.bytes).contains(&marked(id)) && body(&done.bytes).contains(&ended(id)));
    }
    // A copy is told from a document until another program saves it; writing into it makes it a document again.
    let read = |bytes: &[u8]| Word::read(bytes, Revisions::Accepted).unwrap();
    assert!(read(&done.bytes).is_copy && !read(&bytes).is_copy);
    let again = annotate(&done.bytes, &[remark("增长超过9个。\n", "增长")], &[], &copy).unwrap();
    assert_eq!(body(&again.bytes).matches("<!--").count(), 1);
    let own = annotate(&done.bytes, &[remark("增长超过9个。\n", "增长")], &[], &hand()).unwrap();
    assert!(!read(&own.bytes).is_copy && !body(&own.bytes).contains("<!--"));
}

#[test]
fn an_empty_numbered_paragraph_has_its_comment_in_itself() {
    let numbering = format!(
        "<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum><w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    );
    let styles = format!(
        "<w:styles {NAMESPACES}><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr></w:style></w:styles>"
    );
    let numbered = "<w:p><w:pPr><w:pStyle w:val=\"a\"/></w:pPr></w:p>";
    let bytes = document(
        &[&paragraph("上一段。"), numbered, "<w:p w:rsidR=\"1\"/>"].concat(),
        &[("word/numbering.xml", &numbering), ("word/styles.xml", &styles)],
    );
    let text = Word::read(&bytes, Revisions::Accepted).unwrap().text;
    assert!(text.starts_with("上一段。\n一、\n"), "{text}");
    let last = text.len() - 1;
    let done = written(&bytes, &[remark(&text, "一、"), Remark { range: last..last, text: "空".into() }], &[]);
    let xml = body(&done.bytes);
    assert!(xml.contains("</w:pPr><w:commentRangeStart w:id=\"0\"/><w:commentRangeEnd w:id=\"0\"/>"), "{xml}");
    assert!(
        xml.contains("<w:p w:rsidR=\"1\"><w:commentRangeStart w:id=\"1\"/><w:commentRangeEnd w:id=\"1\"/>"),
        "{xml}"
    );
}

#[test]
fn what_cannot_be_written_is_told_and_nothing_is_made() {
    let refused = |bytes: &[u8]| {
        annotate(bytes, &[Remark { range: 0..3, text: "甲".into() }], &[], &hand()).unwrap_err().to_string()
    };
    let xml = crate::testing::body(&paragraph("甲乙"));
    assert!(refused(&archive(&[("word/document.xml", &xml)])).contains("[Content_Types].xml"));
    let far = document("<w:p><w:bookmarkStart w:id=\"2147483648\"/><w:r><w:t>甲乙</w:t></w:r></w:p>", &[]);
    assert!(refused(&far).contains("2147483648"));
    let bare = xml.replace("w:", "").replace("xmlns:w=", "xmlns=");
    assert!(refused(&archive(&[("word/document.xml", &bare), ("[Content_Types].xml", "<Types/>")])).contains("prefix"));
    // Nothing to say: the very bytes.
    let bytes = document(RICH, &[]);
    assert!(annotate(&bytes, &[], &[], &hand()).unwrap().bytes == bytes);
}

/// A generator of numbers; the same each time.
struct Dice(u64);

impl Dice {
    fn upto(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % below.max(1)
    }
}

#[test]
fn whatever_is_written_wherever_the_rest_stays() {
    let looks = ["", "<w:rPr><w:b/></w:rPr>", "<w:rPr/>"];
    let texts = ["增长8%", "超过100个以上", " ", "a b", "&lt;甲&gt;", "。", "", "（一）"];
    let extras = ["<w:tab/>", "<w:br/>", "<w:lastRenderedPageBreak/>", "<w:noBreakHyphen/>"];
    let runs = if std::env::var_os("ZHIBI_FULL").is_some() { 5_000 } else { 300 };
    for seed in 0..runs {
        let mut dice = Dice(seed);
        let mut content = String::new();
        for _ in 0..=dice.upto(4) {
            content.push_str("<w:p>");
            for _ in 0..dice.upto(5) {
                let wrap =
                    [("", ""), ("<w:hyperlink r:id=\"r\">", "</w:hyperlink>"), ("<w:smartTag>", "</w:smartTag>")]
                        [dice.upto(3)];
                content.push_str(wrap.0);
                for _ in 0..=dice.upto(2) {
                    content.push_str(&format!("<w:r>{}", looks[dice.upto(3)]));
                    for _ in 0..=dice.upto(3) {
                        if dice.upto(4) == 0 {
                            content.push_str(extras[dice.upto(4)]);
                        } else {
                            let space = if dice.upto(2) == 0 { " xml:space=\"preserve\"" } else { "" };
                            content.push_str(&format!("<w:t{space}>{}</w:t>", texts[dice.upto(texts.len())]));
                        }
                    }
                    content.push_str("</w:r>");
                }
                content.push_str(wrap.1);
            }
            content.push_str("</w:p>");
        }
        let bytes = document(&content, &[]);
        let text = Word::read(&bytes, Revisions::Accepted).unwrap().text;
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let pick = |dice: &mut Dice| {
            let (a, b) = (bounds[dice.upto(bounds.len())], bounds[dice.upto(bounds.len())]);
            a.min(b)..a.max(b)
        };
        let remarks: Vec<Remark> =
            (0..dice.upto(6)).map(|n| Remark { range: pick(&mut dice), text: n.to_string() }).collect();
        // Changes in order that neither touch nor overlap.
        let mut edits: Vec<Change> = Vec::new();
        for _ in 0..dice.upto(6) {
            let range = pick(&mut dice);
            let range = range.start..range.end.min(range.start + 9).max(range.start);
            let fits = bounds.contains(&range.end)
                && edits.iter().all(|e| range.end < e.range.start || e.range.end < range.start);
            if fits {
                edits.push(Change { range, text: ["", "新", "x\ty"][dice.upto(3)].into() });
            }
        }
        edits.sort_by_key(|e| e.range.start);
        edits.retain(|e| !e.range.is_empty() || !e.text.is_empty());
        let done = written(&bytes, &remarks, &edits);
        assert_eq!(done.comments, remarks.len(), "{content}");
        if edits.is_empty() {
            let ranges = commented(&done.bytes);
            for (remark, range) in remarks.iter().zip(&ranges) {
                let want = text[remark.range.clone()].replace(['\n', '-', ' '], "");
                if !want.is_empty() {
                    assert_eq!(range.replace(['\n', ' '], ""), want, "{content}");
                }
            }
        }
    }
}

/// A draft with paragraphs that came and went, were parted and joined.
fn edited(text: &str, dice: &mut Dice) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for _ in 0..=dice.upto(4) {
        let at = dice.upto(lines.len().max(1));
        match dice.upto(6) {
            0 if lines.len() > 1 => drop(lines.remove(at)),
            1 => lines.insert(at, ["新增一段，抓落实。", "（三）抓落实", "", "x\ty"][dice.upto(4)].to_owned()),
            2 if lines[at].chars().count() > 2 => {
                let cut = lines[at].char_indices().nth(lines[at].chars().count() / 2).unwrap().0;
                let rest = lines[at].split_off(cut);
                lines.insert(at + 1, rest);
            }
            3 if at + 1 < lines.len() => {
                let next = lines.remove(at + 1);
                lines[at].push_str(&next);
            }
            4 => lines.push("最后一段。".to_owned()),
            _ => lines[at] = lines[at].replace('8', "9").replace("抓", "狠抓"),
        }
    }
    lines.join("\n") + "\n"
}

#[test]
fn paragraphs_come_go_part_and_join() {
    let one = |text: &str, after: &str, xml: &[&str]| {
        let content: String = text.lines().map(paragraph).collect();
        let bytes = document(&content, &[]);
        let done = written(&bytes, &[], &changes(text, after));
        assert_eq!(
            (done.left, Word::read(&done.bytes, Revisions::Accepted).unwrap().text.as_str()),
            (0, after),
            "{}",
            body(&done.bytes)
        );
        xml.iter().for_each(|part| assert!(body(&done.bytes).contains(part), "{part} in {}", body(&done.bytes)));
    };
    let insertion = "w:author=\"执笔\" w:date=\"2031-01-02T03:04:05\"/>";
    one(
        "甲乙。\n丙丁。\n",
        "甲乙。\n新的。\n丙丁。\n",
        &["<w:p><w:pPr><w:rPr><w:ins w:id=", insertion, "新的。</w:t>"],
    );
    one("甲乙。\n丙丁。\n", "甲乙。\n丙丁。\n新的。\n", &["新的。"]);
    one("甲乙。\n丙丁。\n", "新的。\n甲乙。\n丙丁。\n", &["新的。"]);
    one("甲乙。\n丙丁。\n", "甲乙。丙丁。\n", &["<w:pPr><w:rPr><w:del w:id=\"0\""]);
    one("甲乙丙。\n丁。\n", "甲\n乙\n丙。\n丁。\n", &["<w:p><w:r><w:t>丙。</w:t></w:r></w:p>"]);
    one("甲乙。\n丙丁。\n戊己。\n", "甲乙。\n戊己。\n", &["<w:delText>丙丁。</w:delText>"]);
    // The last paragraph has none behind it to go into.
    one("甲乙。\n丙丁。\n戊己。\n", "甲乙。\n", &["<w:delText>戊己。</w:delText>"]);
    one("抓好项目建设。\n增长8%。\n", "增长9%。\n抓好项目建设。\n", &[]);
    one("同一句话。\n", "新的。\n\n另一段。\n", &[]);
}

#[test]
fn whatever_becomes_of_paragraphs_rejecting_and_accepting_are_exact() {
    let numbering = format!(
        "<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"（%1）\"/></w:lvl></w:abstractNum><w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    );
    let numbered = "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr>";
    let texts = ["增长8%，抓项目。", "抓投资", "新增就业3968人，抓培训。", "（一）抓招商"];
    let (runs, mut all, mut left) = (if std::env::var_os("ZHIBI_FULL").is_some() { 5_000 } else { 400 }, 0, 0);
    for seed in 0..runs {
        let mut dice = Dice(seed + 77);
        let hard = seed % 2 == 1;
        let mut content = String::new();
        for number in 0..=dice.upto(6) {
            let text = format!("{}{number}", texts[dice.upto(4)]);
            content.push_str(&match dice.upto(if hard { 12 } else { 4 }) {
                0 => format!("<w:p w:rsidR=\"{number}\"><w:pPr><w:jc w:val=\"both\"/><w:rPr><w:b/></w:rPr></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>"),
                1 => "<w:p/>".to_owned(),
                2 => format!("<w:p><w:pPr/><w:r><w:t>{text}</w:t><w:br/><w:t>又</w:t></w:r></w:p>"),
                3 | 4 => paragraph(&text),
                5 => format!("<w:p>{numbered}<w:r><w:t>{text}</w:t></w:r></w:p>"),
                6 => format!("<w:p><w:hyperlink r:id=\"r\"><w:r><w:t>{text}</w:t></w:r></w:hyperlink></w:p>"),
                7 => format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>", paragraph(&text)),
                8 => format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", paragraph(&text)),
                9 => format!("<w:p><w:pPr><w:sectPr><w:pgSz w:w=\"1\"/></w:sectPr></w:pPr><w:bookmarkStart w:id=\"9{number}\" w:name=\"b\"/><w:r><w:t>{text}</w:t></w:r></w:p><w:bookmarkEnd w:id=\"9{number}\"/>"),
                10 => format!("<w:p><w:pPr><w:rPr><w:del w:id=\"8{number}\" w:author=\"王\"/></w:rPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>{}", paragraph("后")),
                _ => format!("<w:p><w:r><w:t>甲</w:t></w:r><w:ins w:id=\"7{number}\" w:author=\"王\"><w:r><w:t>{text}</w:t></w:r></w:ins></w:p>"),
            });
        }
        let bytes = document(&content, &[("word/numbering.xml", &numbering)]);
        let text = Word::read(&bytes, Revisions::Accepted).unwrap().text;
        let after = edited(&text, &mut dice);
        let edits = changes(&text, &after);
        assert_eq!(applied(&text, &edits), after, "{text:?}");
        let done = annotate(&bytes, &[], &edits, &hand()).unwrap_or_else(|e| panic!("{e}: {after:?} of {content}"));
        assert_eq!(plain(&body(&done.bytes)), plain(&body(&bytes)), "{}", body(&done.bytes));
        let read = |revisions| Word::read(&done.bytes, revisions).unwrap().text;
        assert_eq!(read(Revisions::Original), Word::read(&bytes, Revisions::Original).unwrap().text);
        assert_eq!(read(Revisions::Accepted) == after, done.left == 0, "{after:?} of {content}: {}", body(&done.bytes));
        assert!(hard || done.left == 0, "{} left of {after:?} of {text:?}: {content}", done.left);
        all += edits.len();
        left += done.left;
    }
    // Where tables, numbers and the like are beside.
    assert!(left * 10 < all, "{left} of {all} were left");
}

#[test]
fn blank_lines_of_our_documents_go_with_their_paragraphs_and_else_are_left() {
    let text = "一、甲\n\n　　抓投资，增长8%。\n\n　　稳就业，新增3968人。\n二、乙\n";
    let snapshot = zhibi_core::Reader::unchecked(zhibi_core::DocumentKind::Plain, std::sync::Arc::default()).read(text);
    let bytes = crate::typeset(&snapshot, &crate::Layout::named("gb9704").unwrap()).unwrap();
    let one = |after: &str, left: usize, want: &str| {
        let done = annotate(&bytes, &[], &changes(text, after), &hand()).unwrap();
        let read = |revisions| Word::read(&done.bytes, revisions).unwrap().text;
        assert_eq!(
            (done.left, read(Revisions::Accepted).as_str(), read(Revisions::Original).as_str()),
            (left, want, text)
        );
    };
    let all = |after: &str| one(after, 0, after);
    all("一、甲\n\n　　稳就业，新增3968人。\n二、乙\n");
    all("一、甲\n\n　　抓投资，增长9%。\n\n　　稳就业，新增3968人。\n\n新的一段。\n二、乙\n");
    all("一、甲\n\n　　抓投资，增长8%。\n\n新的一段。\n\n　　稳就业，新增3968人。\n二、乙\n");
    all("一、甲\n\n　　抓投资，增长8%。稳就业，新增3968人。\n二、乙\n");
    // A blank line alone is no paragraph that could go; what else was changed is written.
    one(
        "一、甲\n　　抓投资，增长9%。\n\n　　稳就业，新增3968人。\n二、乙\n",
        1,
        "一、甲\n\n　　抓投资，增长9%。\n\n　　稳就业，新增3968人。\n二、乙\n",
    );
}
