use super::{PieceKind, Revisions, Word};
use crate::testing::{archive, document, paragraph};

fn read(content: &str, others: &[(&str, &str)], revisions: Revisions) -> Word {
    Word::read(&document(content, others), revisions).unwrap()
}

fn text(content: &str) -> String {
    read(content, &[], Revisions::Accepted).text
}

#[test]
fn every_character_knows_where_it_stands() {
    let content = "<w:p><w:pPr><w:jc w:val=\"both\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>一、抓</w:t></w:r>\
         <w:r><w:t xml:space=\"preserve\"> 投资&amp;消费</w:t><w:tab/><w:t>A\nB</w:t></w:r></w:p>";
    let word = read(content, &[], Revisions::Accepted);
    assert_eq!(word.text, "一、抓 投资&消费\tA B\n");
    let xml = crate::testing::body(content);
    for piece in &word.pieces {
        let text = &word.text[piece.at as usize..(piece.at + piece.len) as usize];
        let source = &xml[piece.xml.start as usize..piece.xml.end as usize];
        match piece.kind {
            PieceKind::Text => assert_eq!(text, source.replace('\n', " ")),
            PieceKind::Written => assert_eq!((text, source), ("&", "&amp;")),
            PieceKind::Element => assert_eq!((text, source), ("\t", "<w:tab/>")),
            PieceKind::Number | PieceKind::Note | PieceKind::Made => panic!("{piece:?}"),
        }
        let run = &word.source.runs[piece.run as usize];
        assert!(xml[run.element.open.start as usize..run.element.end as usize].ends_with("</w:r>"));
    }
    assert_eq!(word.pieces.iter().map(|p| p.len).sum::<u32>() as usize, word.text.len() - 1);
    let properties = word.source.runs[0].properties.clone().unwrap();
    assert_eq!(&xml[properties.start as usize..properties.end as usize], "<w:rPr><w:b/></w:rPr>");
    let content = word.source.paragraphs[0].content.clone().unwrap();
    assert!(
        xml[content.start as usize..].starts_with("<w:r><w:rPr>") && xml[content.end as usize..].starts_with("</w:p>")
    );
}

#[test]
fn rows_are_lines_and_frames_are_none() {
    let cell = |text: &str| format!("<w:tc><w:tcPr/>{}</w:tc>", paragraph(text));
    let row = |cells: &[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(|c| cell(c)).collect::<String>());
    let wide = "<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p/><w:p><w:r><w:t>合计</w:t></w:r></w:p><w:p><w:r><w:t>二</w:t></w:r></w:p></w:tc>";
    let table = format!("<w:tbl>{}<w:tr>{wide}{}</w:tr></w:tbl>", row(&["城镇新增就业", "人", "3968"]), cell("5"));
    let word = read(&format!("{}{table}{}", paragraph("前"), paragraph("后")), &[], Revisions::Accepted);
    assert_eq!(word.text, "前\n城镇新增就业\t人\t3968\n合计 二\t\t5\n后\n");
    assert_eq!(word.rows.iter().map(|r| (r.line, r.table)).collect::<Vec<_>>(), [(1, 0), (2, 0)]);
    let frame = format!("<w:tbl><w:tr><w:tc>{}{}</w:tc></w:tr></w:tbl>", paragraph("一、甲"), paragraph("乙。"));
    assert_eq!(text(&frame), "一、甲\n乙。\n");
    // A table in a cell, a row that a change took away.
    let nested = format!(
        "<w:tbl><w:tr><w:tc>{}</w:tc>{}</w:tr><w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>{}{}</w:tr></w:tbl>",
        format_args!("<w:tbl>{}</w:tbl><w:p/>", row(&["甲", "乙"])),
        cell("丙"),
        cell("丁"),
        cell("戊")
    );
    assert_eq!(text(&nested), "甲 乙\t丙\n");
    assert_eq!(read(&nested, &[], Revisions::Original).text, "甲 乙\t丙\n丁\t戊\n");
}

#[test]
fn tracked_changes_are_read_one_way_or_the_other() {
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let deleted = |text: &str| format!("<w:del w:id=\"1\"><w:r><w:delText>{text}</w:delText></w:r></w:del>");
    let content = format!(
        "<w:p>{}{}<w:ins w:id=\"2\">{}</w:ins><w:moveFrom w:id=\"3\">{}</w:moveFrom></w:p>\
         <w:p><w:pPr><w:rPr><w:del w:id=\"4\"/></w:rPr></w:pPr>{}</w:p><w:p><w:moveTo w:id=\"5\">{}</w:moveTo>{}</w:p>",
        run("增长"),
        deleted("8%"),
        run("9%"),
        run("，稳"),
        run("上段"),
        run("，稳"),
        run("下段")
    );
    assert_eq!(text(&content), "增长9%\n上段，稳下段\n");
    assert_eq!(read(&content, &[], Revisions::Original).text, "增长8%，稳\n上段\n下段\n");
    // A mark that was put in: two paragraphs were one.
    let split =
        format!("<w:p><w:pPr><w:rPr><w:ins w:id=\"1\"/></w:rPr></w:pPr>{}</w:p><w:p>{}</w:p>", run("上"), run("下"));
    assert_eq!((text(&split).as_str(), read(&split, &[], Revisions::Original).text.as_str()), ("上\n下\n", "上下\n"));
}

#[test]
fn boxes_notes_breaks_and_what_is_there_twice() {
    let boxed = |text: &str| {
        format!(
            "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing></mc:Choice>\
             <mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent><w:t>。</w:t></w:r>",
            paragraph(text)
        )
    };
    let content = format!("<w:p><w:r><w:t>正文</w:t></w:r>{}</w:p>", boxed("框内"));
    let word = read(&content, &[], Revisions::Accepted);
    assert_eq!(word.text, "正文。\n框内\n");
    let inner = word.pieces.iter().find(|p| p.at as usize == "正文。\n".len()).unwrap();
    assert!(word.source.runs[inner.run as usize].around.is_some() && !word.source.runs[inner.run as usize].fixed);

    let notes = "<w:footnotes xmlns:w=\"urn:w\"><w:footnote w:type=\"separator\" w:id=\"0\"><w:p><w:r><w:t>x</w:t></w:r></w:p></w:footnote>\
         <w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/><w:t xml:space=\"preserve\"> 指全市。</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let content = "<w:p><w:r><w:t>增长8%</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t>。</w:t><w:br/><w:t>（一）甲</w:t>\
         <w:br w:type=\"page\"/></w:r></w:p><w:p><w:r><w:br w:type=\"page\"/><w:t>乙</w:t></w:r></w:p>";
    let word = read(content, &[("word/footnotes.xml", notes)], Revisions::Accepted);
    assert_eq!(word.text, "增长8%¹。\n（一）甲\n\n乙\n¹指全市。\n");

    let odd = "<w:p><m:oMath><m:r><m:t>x=3</m:t></m:r></m:oMath><w:r><w:ruby><w:rt><w:r><w:t>yún</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>云</w:t></w:r></w:rubyBase></w:ruby></w:r>\
         <w:r><w:instrText>PAGE</w:instrText></w:r><w:hyperlink><w:r><w:t xml:space=\"default\">\n 链 </w:t></w:r></w:hyperlink></w:p>";
    let word = read(odd, &[], Revisions::Accepted);
    assert_eq!(word.text, "x=3云链\n");
    let fixed = |n: usize| word.source.runs[word.pieces[n].run as usize].fixed;
    assert!(fixed(0) && fixed(1) && !fixed(2));
}

#[test]
fn styles_and_levels_make_headings() {
    let styles = "<w:styles xmlns:w=\"urn:w\"><w:style w:styleId=\"T\"><w:name w:val=\"Title\"/></w:style>\
         <w:style w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style>\
         <w:style w:styleId=\"own\"><w:basedOn w:val=\"1\"/></w:style></w:styles>";
    let styled = |style: &str, text: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let content = format!(
        "{}{}{}<w:p><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr><w:r><w:t>丙</w:t></w:r></w:p>\
         <w:p><w:pPr><w:pStyle w:val=\"1\"/><w:outlineLvl w:val=\"9\"/></w:pPr><w:r><w:t>丁</w:t></w:r></w:p>",
        styled("T", "题"),
        styled("own", "甲"),
        styled("1", "")
    );
    let word = read(&content, &[("word/styles.xml", styles)], Revisions::Accepted);
    assert_eq!(word.heads.iter().map(|h| (h.line, h.level)).collect::<Vec<_>>(), [(0, 0), (1, 1), (3, 3)]);
}

#[test]
fn what_is_no_document_is_refused_in_words() {
    let cases: [(&[u8], &str); 3] = [
        (b"", "not a valid Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "old Word"),
        (b"PK", "not a valid"),
    ];
    for (bytes, want) in cases {
        let error = Word::read(bytes, Revisions::Accepted).unwrap_err();
        assert!(error.to_string().contains(want), "{error}");
    }
    let body = crate::testing::body(&paragraph("甲"));
    let entity = body.replace("<w:document", "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><w:document");
    for (parts, want) in [
        (vec![("word/styles.xml", "<w:styles/>")], "no body"),
        (vec![("word/document.xml", entity.as_str())], "document type"),
        (vec![("word/document.xml", body.as_str()), ("../../out.xml", "x")], "leaves its folder"),
        (vec![("word/document.xml", body.as_str()), ("C:\\out.xml", "x")], "leaves its folder"),
        (vec![("word/document.xml", body.as_str()), ("Word/Document.xml", "x")], "two parts of one name"),
        (vec![("word/document.xml", "<w:document><w:p>")], "broken"),
    ] {
        let error = Word::read(&archive(&parts), Revisions::Accepted).unwrap_err();
        assert!(error.to_string().contains(want), "{error}");
    }
    // The body goes by the name that the package gives it.
    let relations = "<Relationships><Relationship Id=\"r\" Type=\"http://x/officeDocument\" Target=\"/word/document2.xml\"/></Relationships>";
    let other = archive(&[("_rels/.rels", relations), ("word/document2.xml", &body)]);
    assert_eq!(Word::read(&other, Revisions::Accepted).unwrap().text, "甲\n");
}
