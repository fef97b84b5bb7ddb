//! Comments.

use super::*;

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
    // In a box text can be changed; formulas and notes cannot, and a number becomes text.
    let edit = |words: &str, new: &str| Change { range: find(&text, words), text: new.into() };
    let done = written(&bytes, &[], &[edit("8%", "9%")]);
    assert_eq!((done.changes, done.left), (1, 0));
    let done = written(&bytes, &[], &[edit("一、总", "二、总"), edit("x=3", "x=4"), edit("指全市", "指全县")]);
    assert_eq!((done.changes, done.left), (1, 2));
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
