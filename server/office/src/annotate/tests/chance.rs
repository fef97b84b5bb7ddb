//! Whatever is written wherever.

use super::*;

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
