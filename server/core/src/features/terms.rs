//! The coined terms of a report (“1+5+2”, “三个一批”): where each stands first, how often, and whether the draft's own list of
//! terms (名词解释) explains it.

use std::collections::{HashMap, HashSet};

use crate::analysis::Snapshot;
use crate::markdown::LineRole;
use crate::structure::LineShape;
use crate::text::{Loc, Span};

/// Longest term, in characters.
const LONGEST: usize = 16;
/// Longest line of a list of terms that is no explanation but a heading, in characters.
const HEADING: usize = 30;

/// A term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// As written, without quotation marks.
    pub text: String,
    /// Where it stands first in the body; `None` where it does not.
    pub first: Option<Loc>,
    /// How often it stands in the body.
    pub count: usize,
    /// Where it is explained.
    pub explained: Option<Loc>,
}

/// The terms of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// In the order of the body; then those that are explained and do not stand in it.
    pub all: Vec<Term>,
    /// The draft has a list of terms.
    pub listed: bool,
}

/// Coined terms (quoted words with a numeral) and what the list of terms explains.
#[must_use]
pub fn terms(snapshot: &Snapshot) -> Terms {
    let blocks = snapshot.blocks();
    let list = list_of_terms(snapshot);
    let body = 0..list.unwrap_or(blocks.len());
    let explained = list.map(|from| explanations(snapshot, from)).unwrap_or_default();
    let mut all: Vec<Term> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for index in body.clone().filter(|i| blocks[*i].role == LineRole::Text) {
        for span in quoted(blocks[index].read()) {
            let text = span.of(&blocks[index].text);
            if !is_coined(span.of(blocks[index].read())) {
                continue;
            }
            let at = *known.entry(text.to_owned()).or_insert_with(|| {
                let first = Some(Loc::new(index, span));
                all.push(Term { text: text.to_owned(), first, count: 0, explained: None });
                all.len() - 1
            });
            all[at].count += 1;
        }
    }
    let plain = |text: &str| text.replace(['“', '”', ' '], "");
    let whole: Vec<String> = body.map(|i| plain(blocks[i].read())).collect();
    for (name, loc) in explained {
        let bare = plain(&name);
        // 教师“县管校聘”改革 explains “县管校聘”.
        let named = all.iter_mut().filter(|t| bare == plain(&t.text) || name.contains(&format!("“{}”", t.text)));
        let mut found = false;
        for term in named {
            term.explained.get_or_insert(loc);
            found = true;
        }
        if found {
            continue;
        }
        let places: Vec<(usize, usize)> =
            whole.iter().enumerate().map(|(i, text)| (i, text.matches(&bare).count())).filter(|p| p.1 > 0).collect();
        let first = places.first().map(|(i, _)| Loc::new(*i, place_of(&blocks[*i].text, &name)));
        let count = places.iter().map(|p| p.1).sum();
        all.push(Term { text: name, first, count, explained: Some(loc) });
    }
    all.sort_by_key(|t| (t.first.is_none(), t.first));
    Terms { all, listed: list.is_some() }
}

/// Where words stand in a line; its start where marks stand between them.
fn place_of(line: &str, words: &str) -> Span {
    line.find(words).map_or(Span::default(), |at| Span::new(at, at + words.len()))
}

/// The block that begins the list of terms: its heading, behind the middle of the draft.
fn list_of_terms(snapshot: &Snapshot) -> Option<usize> {
    let heads = ["名词解释", "名词注释", "名词说明", "术语解释", "注释", "注解", "用语说明", "词语解释"];
    let blocks = snapshot.blocks();
    (blocks.len() / 2..blocks.len()).find(|i| {
        let words = blocks[*i].read().trim_matches(|c: char| c.is_whitespace() || "*#：:（）()".contains(c));
        blocks[*i].scan.shape == LineShape::Appendix && heads.iter().any(|h| words.ends_with(h))
    })
}

/// What the lines of the list explain: the words before the colon, without number and marks.
fn explanations(snapshot: &Snapshot, from: usize) -> Vec<(String, Loc)> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for (index, block) in snapshot.blocks().iter().enumerate().skip(from + 1) {
        let text = &*block.text;
        let Some(colon) = text.find(['：', ':']) else { continue };
        let head = &text[..colon];
        let mark = |c: char| c.is_whitespace() || "*[]［］【】〔〕（）().．、".contains(c) || c.is_ascii_digit();
        let circled = |c: char| matches!(c, '①'..='⑳' | '㉑'..='㊿' | '⁰'..='⁹' | '¹' | '²' | '³');
        let start = head.len() - head.trim_start_matches(|c| mark(c) || circled(c)).len();
        // “5G+”应用: the digits are the term's own.
        let name = head[start..].trim_end_matches(|c: char| c.is_whitespace() || c == '*');
        let start = start.min(colon);
        let length = name.chars().count();
        if (2..=HEADING).contains(&length) && !name.contains(['。', '；', '，']) && seen.insert(name.to_owned()) {
            let name =
                name.strip_prefix('“').and_then(|n| n.strip_suffix('”')).filter(|n| !n.contains('“')).unwrap_or(name);
            found.push((name.to_owned(), Loc::new(index, Span::new(start, colon))));
        }
    }
    found
}

/// What stands in quotation marks, innermost pairs.
pub(crate) fn quoted(text: &str) -> Vec<Span> {
    let (mut open, mut found) = (None, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '“' => open = Some(at + c.len_utf8()),
            '”' => found.extend(open.take().map(|from| Span::new(from, at))),
            _ => {}
        }
    }
    found
}

/// A slogan or a code with a numeral: 三个一批, 1+5+2, 六稳. Not 十四五, which every report has.
pub(crate) fn is_coined(words: &str) -> bool {
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百千万两双".contains(c);
    let length = words.chars().count();
    let plan = words.chars().all(|c| "一二三四五六七八九十".contains(c)) && length > 2;
    (2..=LONGEST).contains(&length)
        && words.chars().any(numeral)
        && !plan
        && !words.contains(['，', '。', '；', '：', '！', '？', '“', '《'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::testing::snapshot;

    #[test]
    fn terms_are_listed_with_first_place_count_and_explanation() {
        let draft = snapshot(
            "一、工作回顾\n落实“三个一批”，构建“1+5+2”体系，推进“十四五”规划。\n深化“三个一批”行动，推行“县管校聘”改革，\
             打造绿道。\n二、工作安排\n推进“四链融合”。\n名词解释\n1.“三个一批”：甲。\n2.教师“县管校聘”改革：乙。\n3.绿道：丙。\n\
             4.海绵城市：丁。",
        );
        let terms = terms(&draft);
        let shown: Vec<_> = terms
            .all
            .iter()
            .map(|t| (t.text.as_str(), t.first.map(|l| l.block), t.count, t.explained.map(|l| l.block)))
            .collect();
        assert!(terms.listed);
        assert_eq!(
            shown,
            [
                ("三个一批", Some(1), 2, Some(6)),
                ("1+5+2", Some(1), 1, None),
                ("绿道", Some(2), 1, Some(8)),
                ("四链融合", Some(4), 1, None),
                ("教师“县管校聘”改革", None, 0, Some(7)),
                ("海绵城市", None, 0, Some(9)),
            ]
        );
    }
}
