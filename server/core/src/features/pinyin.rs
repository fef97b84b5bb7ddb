//! Letters of readings for completion: `jcwz` and `jianchi` both begin 坚持稳中求进.

use pinyin::{ToPinyin, ToPinyinMulti};

use crate::reading::script;

/// Fewest letters that are taken for readings.
const FEWEST: usize = 2;
/// Most letters that are taken for readings.
const MOST: usize = 40;

/// The small letters before the cursor, where they can only be letters of readings.
pub(super) fn letters(before: &str) -> Option<&str> {
    let rest = before.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let letters = &before[rest.len()..];
    let free = rest.chars().next_back().is_none_or(|c| !c.is_ascii_alphanumeric() && !"-_./@&#<".contains(c));
    (free && (FEWEST..=MOST).contains(&letters.len())).then_some(letters)
}

/// What an editor matches letters against that begin the readings of a text: themselves, then the first letter of each
/// character after those. `None` where they don't begin it.
pub(super) fn filter(letters: &str, text: &str) -> Option<String> {
    let rest = after(letters, text)?;
    Some(rest.chars().fold(letters.to_owned(), |mut filter, c| {
        filter.extend(initial(c));
        filter
    }))
}

/// What of a text stands behind the characters that letters read, each by its first letter or its whole reading; the last
/// may be half written.
fn after<'t>(letters: &str, text: &'t str) -> Option<&'t str> {
    if letters.is_empty() {
        return Some(text);
    }
    let first = text.chars().next()?;
    let rest = &text[first.len_utf8()..];
    let simplified = script::simplified(first.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(first);
    let Some(readings) = simplified.to_pinyin_multi() else {
        // Marks are not typed.
        return if first.is_alphanumeric() { None } else { after(letters, rest) };
    };
    let mut readings: Vec<String> = readings.into_iter().map(|reading| without_tone(reading.with_tone())).collect();
    readings.dedup();
    readings.iter().find_map(|reading| {
        if reading.starts_with(letters) {
            return Some(rest);
        }
        let whole = letters.strip_prefix(reading.as_str()).and_then(|left| after(left, rest));
        whole.or_else(|| letters.strip_prefix(reading.get(..1)?).and_then(|left| after(left, rest)))
    })
}

fn initial(c: char) -> Option<char> {
    let simplified = script::simplified(c.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(c);
    let reading = simplified.to_pinyin().map(|reading| without_tone(reading.with_tone()));
    reading
        .and_then(|reading| reading.chars().next())
        .or_else(|| c.is_ascii_alphanumeric().then(|| c.to_ascii_lowercase()))
}

/// A reading as it is typed: ü as v.
fn without_tone(reading: &str) -> String {
    const VOWELS: [(&str, char); 6] =
        [("āáǎà", 'a'), ("ēéěèê", 'e'), ("īíǐì", 'i'), ("ōóǒò", 'o'), ("ūúǔù", 'u'), ("ǖǘǚǜü", 'v')];
    let plain = |c: char| match VOWELS.iter().find(|(marked, _)| marked.contains(c)) {
        Some((_, vowel)) => *vowel,
        None if c == 'ń' || c == 'ň' || c == 'ǹ' => 'n',
        None => c,
    };
    reading.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_are_typed_by_first_letters_or_in_full() {
        assert_eq!(filter("jc", "坚持稳中").as_deref(), Some("jcwz"));
        assert_eq!(filter("jianch", "坚持稳中").as_deref(), Some("jianchwz"));
        assert_eq!(filter("jianchiw", "坚持稳中").as_deref(), Some("jianchiwz"));
        assert_eq!(filter("jccc", "坚持稳中"), None);
        // 长 is read in two ways, ü typed as v; marks are passed over.
        assert_eq!(filter("zz", "增长").as_deref(), Some("zz"));
        assert_eq!(filter("lvse", "绿色发展").as_deref(), Some("lvsefz"));
        assert_eq!(filter("wwyt", "“五位一体”总体布局").as_deref(), Some("wwytztbj"));
        assert_eq!(filter("wwytzt", "“五位一体”总体布局").as_deref(), Some("wwytztbj"));
        assert_eq!(filter("wt", "“五位一体”总体布局"), None);
    }

    #[test]
    fn traditional_characters_are_read_as_simplified_ones() {
        assert_eq!(filter("jkgj", "加快構建新發展格局").as_deref(), Some("jkgjxfzgj"));
    }

    #[test]
    fn letters_of_names_are_none_of_readings() {
        assert_eq!(letters("今年，jc"), Some("jc"));
        for before in ["今年，j", "5gjc", "OAjc", "www.jc", "今年", "JC"] {
            assert_eq!(letters(before), None, "{before}");
        }
    }
}
