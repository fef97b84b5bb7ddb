//! Changes within lines.

use super::*;

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
