//! Small integers as ordinals write them: 十二, 廿三, 12, １２, ⑫.

/// The value of an ordinal's numeral, 1 to 9999; `None` when it is none.
#[must_use]
pub fn parse_numeral(text: &str) -> Option<u32> {
    let mut chars = text.chars();
    if let (Some(c), None) = (chars.next(), chars.next())
        && let Some(circled) = circled(c)
    {
        return Some(circled);
    }
    let arabic = |c: char| match c {
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => c.to_digit(10),
    };
    if text.chars().all(|c| arabic(c).is_some()) {
        let digits = text.chars().filter_map(arabic);
        return (1..=4).contains(&text.chars().count()).then(|| digits.fold(0, |n, d| n * 10 + d)).filter(|n| *n > 0);
    }
    chinese(text)
}

fn circled(c: char) -> Option<u32> {
    Some(match c {
        '①'..='⑳' => c as u32 - '①' as u32 + 1,
        '㉑'..='㉟' => c as u32 - '㉑' as u32 + 21,
        '㊱'..='㊿' => c as u32 - '㊱' as u32 + 36,
        _ => return None,
    })
}

pub(super) fn chinese(text: &str) -> Option<u32> {
    let (mut total, mut digit) = (0_u32, None);
    for c in text.chars() {
        if let Some(d) = "零一二三四五六七八九".chars().position(|x| x == c).or_else(|| (c == '〇').then_some(0))
        {
            if digit.is_some_and(|d| d > 0) {
                return None;
            }
            digit = Some(d as u32);
        } else {
            let unit = match c {
                '十' => 10,
                '百' => 100,
                '千' => 1000,
                '廿' => {
                    total += 20;
                    digit = None;
                    continue;
                }
                '卅' => {
                    total += 30;
                    digit = None;
                    continue;
                }
                _ => return None,
            };
            total += digit.take().unwrap_or(1) * unit;
        }
    }
    let value = total + digit.unwrap_or(0);
    (1..=9999).contains(&value).then_some(value)
}

/// `value` as a Chinese ordinal numeral: 12 → 十二, 20 → 二十, 101 → 一百零一. Values over 9999 come out in digits.
#[must_use]
pub fn chinese_numeral(value: u32) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if value == 0 || value > 9999 {
        return value.to_string();
    }
    let mut out = String::new();
    let mut gap = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = value / unit % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push('零');
            gap = false;
        }
        if !(unit == 10 && digit == 1 && out.is_empty()) {
            out.push(DIGITS[digit as usize]);
        }
        out.push_str(name);
    }
    out
}

/// `value` written as the numeral `like` is: Chinese, half- or full-width digits, or one character (⑫). `None` where there
/// is no such numeral (㊿ is the last) or `like` is a word (首先).
#[must_use]
pub fn numeral_like(like: &str, value: u32) -> Option<String> {
    let first = like.chars().next()?;
    let shifted = |base: char, top: u32| {
        (1..=top).contains(&value).then(|| char::from_u32(base as u32 + value - 1)).flatten().map(String::from)
    };
    match first {
        '0'..='9' => Some(value.to_string()),
        '０'..='９' => Some(
            value.to_string().chars().filter_map(|c| char::from_u32(c as u32 - '0' as u32 + '０' as u32)).collect(),
        ),
        '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿' => match value {
            1..=20 => shifted('①', 20),
            21..=35 => char::from_u32('㉑' as u32 + value - 21).map(String::from),
            36..=50 => char::from_u32('㊱' as u32 + value - 36).map(String::from),
            _ => None,
        },
        '⑴'..='⒇' => shifted('⑴', 20),
        '⒈'..='⒛' => shifted('⒈', 20),
        '㈠'..='㈩' => shifted('㈠', 10),
        _ => chinese(like).map(|_| chinese_numeral(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_round_trip() {
        for n in 1..=9999 {
            assert_eq!(parse_numeral(&chinese_numeral(n)), Some(n), "{}", chinese_numeral(n));
        }
        for (text, n) in [("廿三", 23), ("１２", 12), ("⑫", 12), ("㊿", 50), ("7", 7)] {
            assert_eq!(parse_numeral(text), Some(n));
        }
        for (like, n, text) in [("三", 12, "十二"), ("9", 10, "10"), ("９", 10, "１０"), ("⑩", 21, "㉑"), ("⑴", 2, "⑵")]
        {
            assert_eq!(numeral_like(like, n).as_deref(), Some(text));
        }
        assert_eq!((numeral_like("首先", 2), numeral_like("①", 51)), (None, None));
        for bad in ["", "0", "一二", "个", "12345"] {
            assert_eq!(parse_numeral(bad), None, "{bad}");
        }
    }
}
