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
    Hand { author: AUTHOR.into(), initials: "ZB".into(), date: "2031-01-02T03:04:05".into() }
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
            Event::Empty(e) => nodes.push(format!("<{}/>", e.to_vec_string())),
            Event::Text(t) => nodes.push(t.to_string()),
            Event::GeneralRef(r) => nodes.push(format!("&{};", &*r)),
            _ => {}
        }
    }
    joined(nodes)
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
    // What joins paragraphs is left, and told.
    let join = Change { range: find(&text, "乙\n"), text: "丙".into() };
    let done = written(&bytes, &[], &[join]);
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
