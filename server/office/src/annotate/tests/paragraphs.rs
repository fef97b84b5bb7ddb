//! Paragraphs that come, go, are parted and joined.

use super::*;

/// A draft with paragraphs that came and went, were parted and joined.
fn edited(text: &str, dice: &mut Dice) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for _ in 0..=dice.upto(4) {
        let at = dice.upto(lines.len().max(1));
        match dice.upto(7) {
            6 => lines.insert(at, lines[at].replace('8', "7")),
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
fn a_link_is_parted_with_its_paragraph() {
    let link = "<w:p><w:r><w:t>见</w:t></w:r><w:hyperlink r:id=\"r\" w:history=\"1\"><w:r><w:rPr><w:u/></w:rPr><w:t>有关文件</w:t></w:r></w:hyperlink><w:r><w:t>。</w:t></w:r></w:p>";
    let bytes = document(link, &[]);
    let one = |after: &str, xml: &str| {
        let done = written(&bytes, &[], &changes("见有关文件。\n", after));
        assert_eq!(done.left, 0, "{after:?}");
        assert!(body(&done.bytes).contains(xml), "{xml} in {}", body(&done.bytes));
    };
    one(
        "见有关\n文件。\n",
        "有关</w:t></w:r></w:hyperlink></w:p><w:p><w:hyperlink r:id=\"r\" w:history=\"1\"><w:r><w:rPr><w:u/></w:rPr><w:t>文件</w:t>",
    );
    let parting = Change { range: find("见有关文件", "有关"), text: "各项\n".into() };
    let done = written(&bytes, &[], &[parting]);
    let words = "各项</w:t></w:r></w:ins></w:hyperlink></w:p><w:p><w:hyperlink r:id=\"r\" w:history=\"1\"><w:r>";
    assert!(done.left == 0 && body(&done.bytes).contains(words), "{}", body(&done.bytes));
    // Nothing of a link is left where it begins and ends.
    one("见有关文件\n。\n", "</w:hyperlink></w:p><w:p><w:r><w:t>。</w:t>");
    one("见\n有关文件。\n", "</w:p><w:p><w:hyperlink r:id=\"r\" w:history=\"1\"><w:r>");
    let first = document("<w:p><w:hyperlink r:id=\"r\"><w:r><w:t>有关文件</w:t></w:r></w:hyperlink></w:p>", &[]);
    let done = written(&first, &[], &[Change { range: 0..0, text: "新的\n见".into() }]);
    assert_eq!((done.left, body(&done.bytes).matches("<w:hyperlink").count()), (0, 1), "{}", body(&done.bytes));
    // Somebody else's insertion within a link.
    let theirs = "<w:p><w:hyperlink r:id=\"r\"><w:ins w:id=\"9\" w:author=\"王\"><w:r><w:t>有关文件</w:t></w:r></w:ins></w:hyperlink></w:p>";
    let done = written(&document(theirs, &[]), &[], &changes("有关文件\n", "有关\n文件\n"));
    assert_eq!(done.left, 0);
    let parted = "</w:ins></w:hyperlink></w:p><w:p><w:hyperlink r:id=\"r\"><w:ins w:id=\"9\" w:author=\"王\"><w:r><w:t>文件</w:t>";
    assert!(body(&done.bytes).contains(parted), "{}", body(&done.bytes));
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
                7 => format!("<w:tbl>{0}{0}</w:tbl>", format!("<w:tr><w:tc>{}</w:tc><w:tc><w:p/></w:tc></w:tr>", paragraph(&text))),
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
