//! Damage by decoding faults, found line by line: rules keep their distance from it, and some of it can be undone.
//!
//! The *slip*: a routine that cut GBK text byte by byte at ！ (A3 A1), ？ (A3 BF) or ， (A3 AC) without regard to character
//! boundaries finds these byte pairs across two characters, too. The first byte of the first character is orphaned and
//! becomes `?`; what follows is decoded one byte late until the next single byte. 保” is B1 A3 A1 B1: `?`, `!`, garbage.
//! Putting the mark's second byte before the re-encoded garbage and decoding again gives the text back, except for the
//! orphaned character and, where a byte was dropped at the end, the last one.

use encoding_rs::GBK;

use crate::style::width::is_chinese;
use crate::text::Span;

/// Byte strings that a line must contain for [`scan`] to find anything in it.
pub const SIGNS: &[&[u8]] = &[
    b"?!",
    b"??",
    b"?,",
    "?！".as_bytes(),
    "?？".as_bytes(),
    "?，".as_bytes(),
    "\u{fffd}".as_bytes(),
    "锟斤拷".as_bytes(),
    // Kana, Cyrillic, private use: first bytes in UTF-8.
    b"\xe3\x81",
    b"\xe3\x82",
    b"\xe3\x83",
    b"\xd0",
    b"\xd1",
    b"\xee",
    b"\xef\xa0",
    b"\xef\xa1",
    b"\xef\xa2",
    b"\xef\xa3",
];

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A one-byte slip of GBK text.
    Slip {
        /// The text that stood here, `□` for a character that cannot be known.
        repair: String,
    },
    /// U+FFFD or 锟斤拷: bytes were lost.
    Lost,
    /// Private-use characters.
    Private,
    /// Kana or Cyrillic letters in Chinese text.
    Foreign,
}

/// Damage at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Where.
    pub span: Span,
    /// What happened.
    pub kind: Kind,
}

/// The damage in a line, in order.
#[must_use]
pub fn scan(text: &str) -> Vec<Damage> {
    let mut found: Vec<Damage> = Vec::new();
    let mut skip = 0;
    for (at, c) in text.char_indices() {
        if at < skip {
            continue;
        }
        if c == '?' {
            if let Some(slip) = slip(text, at) {
                skip = slip.span.end as usize;
                found.push(slip);
            }
            continue;
        }
        let kind = match c {
            '\u{fffd}' => Kind::Lost,
            '锟' if text[at..].starts_with("锟斤拷") => Kind::Lost,
            '\u{e000}'..='\u{f8ff}' => Kind::Private,
            '\u{3041}'..='\u{30ff}' | '\u{400}'..='\u{4ff}' if c != '・' => Kind::Foreign,
            _ => continue,
        };
        let width = if c == '锟' { "锟斤拷".len() } else { c.len_utf8() };
        skip = at + width;
        match found.last_mut() {
            Some(last) if last.kind == kind && last.span.end as usize == at => last.span.end = skip as u32,
            _ => found.push(Damage { span: Span::new(at, skip), kind }),
        }
    }
    found
}

fn slip(text: &str, at: usize) -> Option<Damage> {
    let before = &text[..at];
    if !before.chars().next_back().is_some_and(|c| is_chinese(c) || c == '%' || c.is_ascii_digit()) {
        return None;
    }
    let mut rest = text[at + 1..].char_indices();
    let mark = rest.next()?.1;
    let second = match mark {
        '!' | '！' => 0xA1,
        '?' | '？' => 0xBF,
        ',' | '，' => 0xAC,
        _ => return None,
    };
    let mut bytes = vec![second];
    let mut end = at + 1 + mark.len_utf8();
    let (mut resumed, mut dropped, mut run) = (false, false, 0);
    for (i, c) in rest {
        let next = at + 1 + i + c.len_utf8();
        match c {
            '?' => (dropped, end) = (true, next),
            '€' => (resumed, end) = (true, next),
            '@'..='~' => (resumed, end) = (true, next),
            _ if c.is_ascii()
                || matches!(c, '。' | '，' | '、' | '；' | '：' | '！' | '？' | '（' | '）' | '《' | '》') =>
                {}
            _ if run < 24 => {
                let mut utf8 = [0; 4];
                let (encoded, _, unknown) = GBK.encode(c.encode_utf8(&mut utf8));
                if unknown {
                    return None;
                }
                bytes.extend_from_slice(&encoded);
                (end, run) = (next, run + 1);
                // A second byte below 0x80 was a character of its own: from there on the text is whole again.
                resumed = encoded.last().is_some_and(u8::is_ascii);
                if !resumed {
                    continue;
                }
                break;
            }
            _ => return None,
        }
        if resumed {
            bytes.push(if c == '€' { 0x80 } else { c as u8 });
        }
        break;
    }
    // A question mark alone says too little: 「???」 is a gap left by a person.
    if !resumed && !(dropped && (run > 0 || mark != '?')) {
        return None;
    }
    if dropped {
        bytes.pop();
    }
    let (tail, _, broken) = GBK.decode(&bytes);
    if broken || !tail.chars().all(plausible) {
        return None;
    }
    let mut tail = tail.into_owned();
    if dropped {
        if run == 0 && second == 0xA1 {
            // Only “ and ” are common here; the one that balances.
            let open = before.matches('“').count() > before.matches('”').count();
            tail.push(if open { '”' } else { '“' });
            // Half a character is lost with what follows it only where that is below 0x40: a digit, a blank.
            if text[end..].starts_with(|c: char| !c.is_ascii()) {
                tail.push('□');
            }
        } else {
            tail.push('□');
        }
    }
    if !dropped && !closes(&text[end..], &tail) {
        restore_close(&mut tail);
    }
    // The orphan's second byte is A3: 。 (A1 A3) or 保 (B1 A3), which alone takes a closing quotation mark.
    let orphan = if tail.starts_with('”') { '保' } else { '。' };
    Some(Damage { span: Span::new(at, end), kind: Kind::Slip { repair: format!("{orphan}{tail}") } })
}

/// Whether every quotation that `tail` opens is closed in it or after it.
fn closes(after: &str, tail: &str) -> bool {
    tail.matches('“').count() <= tail.matches('”').count()
        || after.find(['“', '”']).is_some_and(|i| after[i..].starts_with('”'))
}

/// Two bytes may be gone without a trace, and the halves of their characters joined: of 服” B7FE A1B1 was left B7B1, 繁. A
/// character that ends like ” takes its place in the only way that closes the quotation.
fn restore_close(tail: &mut String) {
    let joined = |c: char| {
        let mut utf8 = [0; 4];
        let (bytes, _, unknown) = GBK.encode(c.encode_utf8(&mut utf8));
        !unknown && bytes.len() == 2 && bytes[1] == 0xB1
    };
    let from = tail.rfind('“').map_or(0, |i| i + '“'.len_utf8());
    let places: Vec<(usize, char)> =
        tail[from..].char_indices().filter(|(_, c)| joined(*c)).map(|(i, c)| (from + i, c)).collect();
    if let [(at, c)] = places[..] {
        tail.replace_range(at..at + c.len_utf8(), "□”");
    }
}

const fn plausible(c: char) -> bool {
    matches!(
        c,
        '\u{4e00}'
            ..='\u{9fff}' | '“' | '”' | '‘' | '’' | '《' | '》' | '、' | '。' | '—' | '…' | '·' | '（' | '）'
    ) || c.is_ascii_alphanumeric()
}

/// Whether `span` comes within `distance` characters of damage.
#[must_use]
pub fn near(text: &str, damage: &[Span], span: Span, distance: usize) -> bool {
    // What lies beyond the nearest ones is farther away.
    let next = damage.partition_point(|d| d.end <= span.start);
    damage[next.saturating_sub(1)..].iter().take(2).any(|d| {
        let gap = if d.end <= span.start {
            d.end as usize..span.start as usize
        } else if span.end <= d.start {
            span.end as usize..d.start as usize
        } else {
            return true;
        };
        // A character has at most four bytes: far away needs no counting.
        gap.len() <= distance * 4 && text.get(gap).is_none_or(|gap| gap.chars().count() <= distance)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repairs(text: &str) -> Vec<String> {
        let text_of = |d: Damage| match d.kind {
            Kind::Slip { repair } => repair,
            other => format!("{other:?}"),
        };
        scan(text).into_iter().map(text_of).collect()
    }

    /// Does to `text` what the faulty routine did, at the first pair A3 A1 that crosses two characters.
    fn slipped(text: &str) -> String {
        let (bytes, _, _) = GBK.encode(text);
        let mut i = 0;
        while i + 2 < bytes.len() {
            if bytes[i] < 0x80 {
                i += 1;
                continue;
            }
            let tail = bytes[i + 1..].strip_prefix(b"\xA3");
            let Some((mark, rest)) = tail.and_then(|t| t.split_first()) else {
                i += 2;
                continue;
            };
            let mark = match mark {
                0xA1 => '!',
                0xBF => '?',
                _ => {
                    i += 2;
                    continue;
                }
            };
            let (head, _, _) = GBK.decode(&bytes[..i]);
            let (garbage, _, _) = GBK.decode(rest);
            return format!("{head}?{mark}{}", garbage.replace('\u{fffd}', "?"));
        }
        text.into()
    }

    #[test]
    fn slips_are_undone() {
        assert_eq!(repairs(&slipped("办结率百分之百。“最多跑一次A")), ["。“最多跑一次A"]);
        let damaged = slipped("落实“三保”任务");
        assert_eq!(damaged.matches('?').count(), 2, "{damaged}");
        assert_eq!(repairs(&damaged), ["保”任□"]);
        // A digit that was lost with half of “.
        assert_eq!(repairs("抗击灾害?!?·21”洪水"), ["。“□"]);
        // Two bytes lost inside: 服 and ” were joined to 繁.
        let (lost, _, _) = GBK.encode("“放管繁成效显A");
        let (garbage, _, _) = GBK.decode(&lost[1..]);
        let garbage = garbage.into_owned();
        assert_eq!(repairs(&format!("持续优化?!{garbage}")), ["。“放管□”成效显A"]);
    }

    #[test]
    fn ordinary_question_marks_are_none() {
        for text in ["干什么?!他说", "这样行吗??", "金额???万元", "what?! no", "怎么办？！怎么干？"]
        {
            assert_eq!(repairs(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn foreign_and_lost_characters_are_found() {
        assert_eq!(repairs("发展\u{fffd}\u{fffd}环境，锟斤拷锟斤拷"), ["Lost", "Lost"]);
        assert_eq!(repairs("产业ぷ升级\u{e123}"), ["Foreign", "Private"]);
    }

    #[test]
    fn nearness_counts_characters() {
        let text = "一二三四五六七八九十甲乙丙?!";
        let damage = [Span::new(39, 41)];
        assert!(near(text, &damage, Span::new(0, 3), 12));
        assert!(!near(text, &damage, Span::new(0, 3), 11));
    }
}
