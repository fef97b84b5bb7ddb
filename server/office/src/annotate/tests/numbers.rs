//! Automatic numbers that were changed.

use super::*;

const NUMBERED: &str =
    "<w:pPr><w:pStyle w:val=\"x\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr>";

/// Writes what makes `after` of a list, of which so much is left.
fn edited(items: &[&str], after: &str, left: usize) -> String {
    let numbering = format!(
        "<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"chineseCounting\"/><w:suff w:val=\"nothing\"/><w:lvlText w:val=\"（%1）\"/></w:lvl></w:abstractNum><w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    );
    let items =
        items.iter().map(|text| format!("<w:p>{NUMBERED}<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>"));
    let bytes = document(&(items.collect::<String>() + &paragraph("后文。")), &[("word/numbering.xml", &numbering)]);
    let text = Word::read(&bytes, Revisions::Accepted).unwrap().text;
    let edits = changes(&text, after);
    assert_eq!(applied(&text, &edits), after);
    let done = written(&bytes, &[], &edits);
    assert_eq!(done.left, left, "{edits:?} of {text:?}: {}", body(&done.bytes));
    assert_eq!(Word::read(&done.bytes, Revisions::Original).unwrap().text, text);
    body(&done.bytes)
}

#[test]
fn a_number_that_word_would_not_count_so_becomes_text() {
    // Of a list of which nothing comes behind it.
    let xml = edited(&["甲", "乙"], "（一）甲\n（三）乙\n后文。\n", 0);
    let tracked = "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"0\"/></w:numPr><w:pPrChange w:id=\"0\" w:author=\"执笔\" w:date=\"2031-01-02T03:04:05\"><w:pPr>";
    assert!(xml.contains(tracked), "{xml}");
    assert!(
        xml.contains("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">（三）</w:t></w:r></w:ins><w:r>"),
        "{xml}"
    );
    // All of those behind it; two changes in one number; a number and the words behind it; one that goes.
    edited(&["甲", "乙", "丙"], "（一）甲\n（三）乙\n（四）丙\n后文。\n", 0);
    edited(&["甲", "乙"], "（一）甲\n（二十二）乙\n后文。\n", 0);
    edited(&["甲", "乙丙"], "（一）甲\n三、丙\n后文。\n", 0);
    edited(&["甲", "乙"], "（一）甲\n乙\n后文。\n", 0);
}

#[test]
fn numbers_that_word_counts_as_the_draft_has_them_stay_numbers() {
    let xml = edited(&["甲", "乙", "丙"], "（一）甲\n（二）丁\n（三）乙\n（四）丙\n后文。\n", 0);
    assert!(!xml.contains("<w:pPrChange"), "{xml}");
    let xml = edited(&["甲", "乙", "丙"], "（一）乙\n（二）丙\n后文。\n", 0);
    assert!(!xml.contains("<w:pPrChange"), "{xml}");
}

#[test]
fn a_number_on_which_others_depend_stays_and_is_told() {
    // Without it the next ones would be counted anew.
    let xml = edited(&["甲", "乙", "丙"], "（一）甲\n（三）乙\n（三）丙8%\n后文。\n", 1);
    assert!(!xml.contains("<w:pPrChange") && xml.contains("8%"), "{xml}");
}
