//! Leads inside a paragraph: short parallel sentences of which each heads the sentences up to the next
//! (坚持稳中求进。……坚持创新引领。……), or words in bold.

use crate::text::{Span, is_han};

/// Fewest leads in a paragraph, the one that names it included.
const FEWEST: usize = 3;
/// Longest lead in characters when nothing but its length makes it one.
const LENGTH: usize = 13;
/// Longest lead in characters when others start alike.
const ALIKE: usize = 22;
/// Shortest text that a lead heads, in characters; less when others start alike.
const STRETCH: usize = 40;
const STRETCH_ALIKE: usize = 20;
/// The same where only two follow the one that names the paragraph.
const STRETCH_TWO: usize = 80;
/// First words of sentences that head nothing.
const NEVER: [&str; 9] = ["这", "我们", "同时", "各位", "其中", "今年", "全年", "谢谢", "为此"];

struct Sentence {
    span: Span,
    chars: usize,
    /// Digits, colons, a second comma: marks of running text.
    running: bool,
    /// Where its first comma stands, in characters.
    comma: Option<usize>,
}

/// The leads of `text[from..]`; `named` tells that the paragraph's own first sentence, which ends at `from`, is one too.
pub(super) fn of(text: &str, from: usize, named: bool) -> Box<[Span]> {
    let bold = emphasised(text, from);
    if bold.len() + usize::from(named) >= 2 {
        return bold.into();
    }
    let sentences = sentences(text, from);
    let family = alike(text, &sentences, named);
    if family.len() >= FEWEST {
        return family.into();
    }
    parallel(text, &sentences, named).into()
}

/// Leads by their length: every short sentence of the paragraph, or nearly, heads a long stretch.
fn parallel(text: &str, sentences: &[Sentence], named: bool) -> Vec<Span> {
    let may = |s: &Sentence| s.comma.is_none() && s.may_head(text, LENGTH);
    let Some((heads, shortest)) = heads(sentences, may, STRETCH).filter(|(h, _)| named || h[0] <= 1) else {
        return Vec::new();
    };
    let short = |s: &Sentence| !s.running && s.comma.is_none() && s.chars <= 20;
    let others = sentences.iter().filter(|s| short(s)).count() - heads.len();
    let enough = heads.len() >= FEWEST && others < heads.len()
        || named && heads.len() + 1 >= FEWEST && others == 0 && shortest >= STRETCH_TWO;
    if enough { heads.into_iter().map(|i| sentences[i].span).collect() } else { Vec::new() }
}

/// Leads that start with the same two characters (坚持…, 这五年，…).
fn alike(text: &str, sentences: &[Sentence], named: bool) -> Vec<Span> {
    let start = |s: &Sentence| s.span.of(text).chars().take(2).collect::<String>();
    let candidates = sentences.iter().filter(|s| s.may_head(text, ALIKE));
    let mut starts: Vec<String> = candidates.map(start).collect();
    starts.sort_unstable();
    let most = starts.chunk_by(|a, b| a == b).max_by_key(|c| c.len()).filter(|c| c.len() >= FEWEST);
    let Some(first) = most.and_then(|c| c.first()) else { return Vec::new() };
    let heads = heads(sentences, |s| s.may_head(text, ALIKE) && start(s) == *first, STRETCH_ALIKE);
    // 这五年，…… may follow on a paragraph about the five years.
    let begins = |h: &[usize]| named || h[0] <= 1 || sentences[h[0]].comma.is_some();
    let heads = heads.map(|(h, _)| h).filter(|h| begins(h)).unwrap_or_default();
    heads.into_iter().map(|i| sentences[i].span).collect()
}

/// The sentences that may head what follows them up to the next one, and the shortest stretch that one heads; none if one
/// of them heads too little.
fn heads(sentences: &[Sentence], may: impl Fn(&Sentence) -> bool, stretch: usize) -> Option<(Vec<usize>, usize)> {
    let mut heads: Vec<usize> = Vec::new();
    let (mut length, mut shortest) = (usize::MAX, usize::MAX);
    for (i, sentence) in sentences.iter().enumerate() {
        let followed = sentences.get(i + 1).is_some_and(|next| !may(next));
        if may(sentence) && followed {
            shortest = shortest.min(length);
            heads.push(i);
            length = 0;
        } else {
            length = length.saturating_add(sentence.chars);
        }
    }
    shortest = shortest.min(length);
    (shortest >= stretch && !heads.is_empty()).then_some((heads, shortest))
}

fn sentences(text: &str, from: usize) -> Vec<Sentence> {
    let mut all = Vec::new();
    let mut start = from;
    let (mut chars, mut running, mut comma) = (0, false, None);
    for (i, c) in text[from..].char_indices().map(|(i, c)| (from + i, c)) {
        let next = i + c.len_utf8();
        let stop = matches!(c, '。' | '！' | '？' | '!');
        if stop && chars > 0 {
            all.push(Sentence { span: Span::new(start, i), chars, running, comma });
        }
        // 我们要做到四个坚持：坚持稳中求进。
        if stop || matches!(c, '：' | ':') && all.is_empty() {
            (start, chars, running, comma) = (next, 0, false, None);
            continue;
        }
        match c {
            '，' | ',' if comma.is_none() => comma = Some(chars),
            '，' | ',' | '；' | ';' | '：' | ':' | '0'..='9' | '（' | '(' | '|' => running = true,
            ' ' | '\u{3000}' | '*' | '”' if chars == 0 => {
                start = next;
                continue;
            }
            _ => {}
        }
        chars += 1;
    }
    all
}

impl Sentence {
    fn may_head(&self, text: &str, longest: usize) -> bool {
        let words = self.span.of(text);
        !self.running
            && self.comma.is_none_or(|at| at <= 5)
            && (4..=longest).contains(&self.chars)
            && words.starts_with(is_han)
            && !words.contains(['是', '了', '“', '”', '*'])
            && (self.comma.is_some() || !NEVER.iter().any(|n| words.starts_with(n)))
    }
}

/// Items behind dashes inside a paragraph (目标是：——经济稳中有进。……——民生持续改善。……): their first sentences.
pub(super) fn dashes(text: &str, from: usize) -> Box<[Span]> {
    let mut found = Vec::new();
    for (at, _) in text[from..].match_indices("——").map(|(i, m)| (from + i, m)) {
        let before = text[..at].trim_end_matches(['*', ' ', '\u{3000}']);
        let words = &text[at + "——".len()..];
        let Some((stop, _)) = words.char_indices().take(DASH + 1).find(|(_, c)| matches!(c, '。' | '：' | '；'))
        else {
            continue;
        };
        if before.ends_with(['。', '；', '：', ':', '！']) && stop > 0 && words.len() > 2 * stop {
            found.push(Span::new(at + "——".len(), at + "——".len() + stop));
        }
    }
    if found.len() > 1 { found.into() } else { Box::default() }
}

/// Longest item behind a dash, in characters.
const DASH: usize = 40;

/// Words in bold that end a sentence and start one.
fn emphasised(text: &str, from: usize) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = from;
    while let Some(open) = text[at..].find("**").map(|i| at + i) {
        let Some(close) = text[open + 2..].find("**").map(|i| open + 2 + i) else { break };
        let inner = text[open + 2..close].trim_end_matches(['。', '：', ':', '！', ' ']);
        let before = text[..open].trim_end_matches([' ', '*']);
        let after = &text[close + 2..];
        let starts = before.is_empty() || before.ends_with(['。', '！', '？', '；', '：', ':']);
        let ends = inner.len() < close - open - 2 || after.starts_with(['。', '：', ':']);
        if starts && ends && (4..=40).contains(&inner.chars().count()) && !inner.contains('。') && after.len() > 30 {
            found.push(Span::new(open + 2, open + 2 + inner.len()));
        }
        at = close + 2;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        of(text, 0, false).iter().map(|s| s.of(text)).collect()
    }

    const MORE: &str = "加快实施一批重点项目，推动云岭新区和青禾产业园建设，完善配套政策，推动发展再上新台阶。";

    #[test]
    fn three_parallel_sentences() {
        let text = format!("我们要做到四个坚持：坚持稳中求进。{MORE}坚持创新引领。{MORE}坚持系统推进。{MORE}{MORE}");
        assert_eq!(found(&text), ["坚持稳中求进", "坚持创新引领", "坚持系统推进"]);
        let text = format!("加强监测预警。{MORE}抓好财税征管。{MORE}{MORE}提升服务能力。{MORE}");
        assert_eq!(found(&text), ["加强监测预警", "抓好财税征管", "提升服务能力"]);
        let text =
            format!("{MORE}这五年，质效持续提升。{MORE}这五年，结构持续优化。{MORE}这五年，民生持续增进。{MORE}");
        assert_eq!(found(&text), ["这五年，质效持续提升", "这五年，结构持续优化", "这五年，民生持续增进"]);
    }

    #[test]
    fn sentences_that_head_nothing() {
        assert_eq!(found(&format!("加强监测预警。{MORE}抓好财税征管。{MORE}")), [""; 0], "two only");
        assert_eq!(found(&format!("加强监测。抓好征管。提升能力。{MORE}")), [""; 0], "one after another");
        assert_eq!(found(&format!("建成公园3个。{MORE}改造小区5个。{MORE}新增床位9张。{MORE}")), [""; 0]);
    }

    #[test]
    fn items_behind_dashes() {
        let text = format!("主要目标是：——经济稳中有进。{MORE}——民生持续改善。{MORE}");
        assert_eq!(dashes(&text, 0).iter().map(|s| s.of(&text)).collect::<Vec<_>>(), ["经济稳中有进", "民生持续改善"]);
        assert_eq!(dashes("这条路——通向青禾山——已经建成。", 0).len(), 0);
    }

    #[test]
    fn words_in_bold() {
        let text = format!("{MORE}**提升能级。**{MORE}**做强产业**。{MORE}");
        assert_eq!(found(&text), ["提升能级", "做强产业"]);
    }
}
