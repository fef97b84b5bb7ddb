//! What a paragraph sounds like where no heading tells its part.
//!
//! Where a verb stands tells more than the verb: one that opens a clause sets a task (，推进…), the same verb at the end of
//! a clause names a state reached (…稳步推进，).

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::reading::line::fold_text;
use crate::reading::patterns;

/// How a word counts.
#[derive(Clone, Copy)]
enum Sign {
    /// A verb that opens a clause: a task.
    Opens,
    /// A verb that ends a clause: a state reached.
    Ends,
    /// Anywhere: how much it adds to plan.
    Says(i32),
    /// A rate of change, unless it is a bound.
    Rate,
    /// 余 behind a number.
    Odd,
    /// 了, which is not that of 为了 or 了解.
    Done,
}

struct Words {
    find: AhoCorasick,
    signs: Vec<Sign>,
}

static WORDS: LazyLock<Option<Words>> = LazyLock::new(|| {
    let mut words: Vec<(&str, Sign)> = Vec::new();
    words.extend(patterns::TONE_OPENS.iter().map(|w| (*w, Sign::Opens)));
    words.extend(patterns::TONE_ENDS.iter().map(|w| (*w, Sign::Ends)));
    words.extend(patterns::TONE_AHEAD.iter().map(|w| (*w, Sign::Says(2))));
    words.extend(patterns::TONE_QUOTED.iter().map(|w| (*w, Sign::Says(4))));
    words.extend(patterns::TONE_BACK.iter().map(|w| (*w, Sign::Says(-1))));
    words.extend(patterns::TONE_RATES.iter().map(|w| (*w, Sign::Rate)));
    words.extend([("余", Sign::Odd), ("了", Sign::Done)]);
    // All words are ours: the automaton is always built.
    let find = AhoCorasick::new(words.iter().map(|w| w.0)).ok()?;
    Some(Words { find, signs: words.into_iter().map(|w| w.1).collect() })
});

/// How strongly a paragraph sounds like a plan (positive) or a review (negative).
pub fn tone(text: &str) -> i32 {
    let text = fold_text(text);
    let Some(words) = &*WORDS else { return 0 };
    let found = words.find.find_overlapping_iter(&text);
    found.map(|m| weight(&text, m.start(), m.end(), words.signs[m.pattern().as_usize()])).sum()
}

/// What one word adds to plan.
fn weight(text: &str, start: usize, end: usize, sign: Sign) -> i32 {
    let before = text[..start].trim_end_matches([' ', '*']).chars().next_back();
    let after = text[end..].chars().next();
    match sign {
        // 纲要提出的指标 are those of the paper, not aims.
        Sign::Says(4) if after == Some('的') => 0,
        Sign::Says(weight) => weight,
        // 继续保持第一 is a state.
        Sign::Opens => i32::from(opens_clause(text, start, before) && !text[start..].starts_with("继续保持")),
        Sign::Ends => -2 * i32::from(matches!(after, Some(',' | '。' | ';' | '、'))),
        Sign::Rate => -i32::from(matches!(before, Some(',' | '、' | '均')) && is_plain_rate(&text[end..])),
        Sign::Odd => -i32::from(before.is_some_and(|c| c.is_ascii_digit() || "十百千万亿".contains(c))),
        Sign::Done => -i32::from(before != Some('为') && after != Some('解')),
    }
}

/// Whether a clause or an item (一是…) begins at `start`.
fn opens_clause(text: &str, start: usize, before: Option<char>) -> bool {
    match before {
        None => true,
        Some(',' | '。' | ';' | ':' | '!' | '—' | '(' | ')' | '\u{FEFF}') => true,
        Some('是') => {
            let item = text[..start].trim_end_matches([' ', '*']).trim_end_matches('是').chars().next_back();
            item.is_some_and(|c| "一二三四五六七八九十".contains(c))
        }
        _ => false,
    }
}

/// 5.1%, 3个百分点 without a bound behind.
fn is_plain_rate(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let Some(tail) = rest.strip_prefix(['%', '个']).filter(|_| rest.len() < text.len()) else { return false };
    let near: String = tail.chars().take(8).collect();
    !["以上", "左右", "以内"].iter().any(|w| near.contains(w))
}

#[cfg(test)]
mod tests {
    use super::tone;

    #[test]
    fn verbs_tell_by_their_place() {
        for plan in [
            "推进道路改造，加快旧城更新，新建学校3所。",
            "要修整山塘20座，改建桥梁6座。继续实施引水工程。",
            "地区生产总值增长6%左右，失业率控制在5%以内。",
            "一是完善管网，二是健全制度。",
        ] {
            assert!(tone(plan) > 0, "{plan}: {}", tone(plan));
        }
        for review in [
            "道路改造稳步推进，旧城更新不断加快，新建学校3所。",
            "引水工程全线通车，居住条件明显改善。",
            "工业增加值85亿元，增长7.2%，利润增长3%。",
            "培训工匠300余人，解决了饮水问题。",
        ] {
            assert!(tone(review) < 0, "{review}: {}", tone(review));
        }
        assert_eq!(tone("为了了解情况"), 0);
        assert_eq!(tone(""), 0);
    }
}
