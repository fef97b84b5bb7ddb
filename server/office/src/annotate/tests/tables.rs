//! Rows that come and go, and words in their cells.

use super::*;

const INSERTED: &str = "w:author=\"执笔\" w:date=\"2031-01-02T03:04:05\"/>";

fn cell(text: &str) -> String {
    let run =
        if text.is_empty() { String::new() } else { format!("<w:r><w:rPr><w:i/></w:rPr><w:t>{text}</w:t></w:r>") };
    format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"2000\"/></w:tcPr><w:p><w:pPr><w:jc/><w:rPr><w:i/></w:rPr></w:pPr>{run}</w:p></w:tc>"
    )
}

fn row(cells: &[&str]) -> String {
    format!("<w:tr>{}</w:tr>", cells.iter().map(|text| cell(text)).collect::<String>())
}

fn table(rows: &[&[&str]]) -> String {
    let head = rows[0].iter().map(|text| cell(text)).collect::<String>();
    let rows: String = rows[1..].iter().map(|cells| row(cells)).collect();
    format!("<w:tbl><w:tblPr/><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>")
}

/// Writes what makes `after` of a document, of which so much is left.
fn edited(content: &str, after: &str, left: usize) -> String {
    let bytes = document(content, &[]);
    let text = Word::read(&bytes, Revisions::Accepted).unwrap().text;
    let edits = changes(&text, after);
    assert_eq!(applied(&text, &edits), after);
    let done = written(&bytes, &[], &edits);
    assert_eq!(done.left, left, "{edits:?} of {text:?}: {}", body(&done.bytes));
    body(&done.bytes)
}

fn listed() -> String {
    [
        paragraph("前文。"),
        table(&[&["指标", "目标", "完成"], &["城镇就业", "2000人", "3968人"], &["增速", "", "8%"]]),
        paragraph("后文。"),
    ]
    .concat()
}

#[test]
fn a_row_comes_as_a_row_that_looks_like_its_neighbour() {
    let after = "前文。\n指标\t目标\t完成\n城镇就业\t2000人\t3968人\n项目\t50个\t\n增速\t\t8%\n后文。\n";
    let xml = edited(&listed(), after, 0);
    assert!(xml.contains(&format!("<w:tr><w:trPr><w:ins w:id=\"0\" {INSERTED}</w:trPr><w:tc><w:tcPr><w:tcW w:w=\"2000\"/></w:tcPr><w:p><w:pPr><w:jc/><w:rPr><w:ins w:id=\"1\" {INSERTED}<w:i/></w:rPr></w:pPr><w:ins ")), "{xml}");
    assert!(xml.contains("<w:r><w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">50个</w:t></w:r>"), "{xml}");
    // Before the first row, behind the last one, and beside a new paragraph.
    edited(&listed(), "前文。\n一\t二\t三\n指标\t目标\t完成\n城镇就业\t2000人\t3968人\n增速\t\t8%\n后文。\n", 0);
    let xml = edited(
        &listed(),
        "前文。\n指标\t目标\t完成\n城镇就业\t2000人\t3968人\n增速\t\t8%\n项目\t\t50个\n投资\t1亿元\t2亿元\n表后一段。\n后文。\n",
        0,
    );
    assert_eq!(xml.matches("<w:tr>").count(), 5, "{xml}");
    // No row of the table has so many columns, and no paragraph stands between its rows.
    edited(&listed(), "前文。\n指标\t目标\t完成\n城镇就业\t2000人\t3968人\n项目\t50个\n增速\t\t8%\n后文。\n", 1);
    edited(&listed(), "前文。\n指标\t目标\t完成\n插一句话。\n城镇就业\t2000人\t3968人\n增速\t\t8%\n后文。\n", 1);
}

#[test]
fn a_row_goes_with_all_that_is_in_it() {
    let after = "前文。\n指标\t目标\t完成\n增速\t\t8%\n后文。\n";
    let xml = edited(&listed(), after, 0);
    assert!(xml.contains("<w:tr><w:trPr><w:del w:id="), "{xml}");
    assert!(xml.contains("<w:delText>城镇就业</w:delText>") && xml.matches("<w:rPr><w:del ").count() == 3, "{xml}");
    // The head, whose properties stay; all of the table, with the paragraph before it or behind it.
    let xml = edited(&listed(), "前文。\n城镇就业\t2000人\t3968人\n增速\t\t8%\n后文。\n", 0);
    assert!(xml.contains("<w:trPr><w:cantSplit/><w:tblHeader/><w:del "), "{xml}");
    edited(&listed(), "前文。\n后文。\n", 0);
    edited(&listed(), "指标\t目标\t完成\n增速\t\t8%\n后文。\n", 1);
    // Behind a table there is always a paragraph.
    edited(&listed(), "前文。\n指标\t目标\t完成\n城镇就业\t2000人\t3968人\n", 1);
    // One goes where another comes, and a paragraph comes in the place of the table.
    edited(&listed(), "前文。\n指标\t目标\t完成\n旅游收入\t\t12亿元\n增速\t\t8%\n后文。\n", 0);
    edited(&listed(), "前文。\n只说一句，不列表。\n后文。\n", 0);
}

#[test]
fn words_change_in_their_cells() {
    let after = "前文。\n指标\t目标\t完成\n城镇新增就业\t2100人\t\n增速\t7%左右\t9%\n后文。\n";
    let xml = edited(&listed(), after, 0);
    // In an empty cell, in the look of its paragraph.
    assert!(
        xml.contains("<w:r><w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">7%左右</w:t></w:r></w:ins></w:p>"),
        "{xml}"
    );
    let bare = format!("<w:tbl><w:tr>{}<w:tc><w:p/></w:tc></w:tr></w:tbl>{}", cell("甲"), paragraph("后文。"));
    let xml = edited(&bare, "甲\t乙\n后文。\n", 0);
    assert!(xml.contains("<w:tc><w:p><w:ins "), "{xml}");
    // Of the columns of a row none can be told to come or go.
    edited(&bare, "甲\t\t乙\n后文。\n", 1);
}

#[test]
fn merged_cells_stay_merged() {
    let merged = |kind: &str, text: &str| cell(text).replace("</w:tcPr>", &format!("<w:vMerge{kind}/></w:tcPr>"));
    let wide = cell("合计").replace("</w:tcPr>", "<w:gridSpan w:val=\"2\"/></w:tcPr>");
    let content = format!(
        "<w:tbl><w:tr>{}{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr>{wide}{}</w:tr></w:tbl>{}",
        merged(" w:val=\"restart\"", "市区"),
        cell("甲"),
        cell("1"),
        merged("", ""),
        cell("乙"),
        cell("2"),
        cell("3"),
        paragraph("后文。"),
    );
    let text = "市区\t甲\t1\n\t乙\t2\n合计\t\t3\n后文。\n";
    assert_eq!(Word::read(&document(&content, &[]), Revisions::Accepted).unwrap().text, text);
    // Between merged cells a cell that goes on, behind them one of its own, of a row without wide cells.
    let xml = edited(&content, "市区\t甲\t1\n\t丙\t5\n\t乙\t2\n合计\t\t3\n后文。\n", 0);
    assert_eq!(xml.matches("<w:vMerge/>").count(), 2, "{xml}");
    let xml = edited(&content, "市区\t甲\t1\n\t乙\t2\n郊区\t丙\t5\n合计\t\t3\n后文。\n", 0);
    assert_eq!(xml.matches("<w:gridSpan").count(), 1, "{xml}");
    let xml = edited(&content, "市区\t甲\t1\n\t乙\t2\n合计\t\t3\n另计\t\t4\n后文。\n", 0);
    assert_eq!(xml.matches("<w:tr>").count(), 4, "{xml}");
    // Words where a merged cell goes on are not seen.
    edited(&content, "市区\t甲\t1\n郊区\t丙\t5\n\t乙\t2\n合计\t\t3\n后文。\n", 1);
    edited(&content, "市区\t甲\t1\n郊区\t乙\t2\n合计\t\t3\n后文。\n", 1);
    edited(&content, "\t乙\t2\n合计\t\t3\n后文。\n", 0);
}

#[test]
fn rows_that_word_numbers_are_counted_anew() {
    let numbering = format!(
        "<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1\"/></w:lvl></w:abstractNum><w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    );
    let first = "<w:tc><w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr></w:p></w:tc>";
    let rows: String = ["甲", "乙", "丙"].iter().map(|name| format!("<w:tr>{first}{}</w:tr>", cell(name))).collect();
    let bytes =
        document(&format!("<w:tbl>{rows}</w:tbl>{}", paragraph("后文。")), &[("word/numbering.xml", &numbering)]);
    let text = Word::read(&bytes, Revisions::Accepted).unwrap().text;
    assert_eq!(text, "1\t甲\n2\t乙\n3\t丙\n后文。\n");
    let one = |after: &str, left: usize| {
        let done = written(&bytes, &[], &changes(&text, after));
        assert_eq!(done.left, left, "{after:?}: {}", body(&done.bytes));
        body(&done.bytes)
    };
    let xml = one("1\t甲\n2\t丁\n3\t乙\n4\t丙\n后文。\n", 0);
    assert_eq!(xml.matches("<w:numId w:val=\"3\"/>").count(), 4, "{xml}");
    one("1\t甲\n2\t丙\n后文。\n", 0);
    // Numbers that the draft did not count anew are told.
    one("1\t甲\n3\t丙\n后文。\n", 1);
}
