//! What cannot be written.

use super::*;

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
