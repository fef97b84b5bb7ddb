//! Halves of characters. A client that counts in UTF-16 can cut a character beyond the basic plane in two and send one
//! half, which is no text. It is read as U+FFFD, which is as wide in every encoding of positions, so that later edits land
//! where the client means them.

/// What stands for half a character, escaped.
const ESCAPED: &[u8] = br"\ufffd";

/// What stands for half a character, in UTF-8.
const RAW: &[u8] = "\u{fffd}".as_bytes();

/// JSON text without halves of characters; `None` when it has none.
pub fn replaced(json: &[u8]) -> Option<Vec<u8>> {
    let mut out = json.to_vec();
    let (mut at, mut found) = (0, false);
    while at < json.len() {
        let rest = &json[at..];
        match rest {
            [b'\\', b'u', ..] => match (unit(rest), rest.get(6..).and_then(unit)) {
                (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => at += 12,
                (Some(0xd800..=0xdfff), _) => {
                    out[at..at + 6].copy_from_slice(ESCAPED);
                    (at, found) = (at + 6, true);
                }
                _ => at += 2,
            },
            [b'\\', ..] => at += 2,
            [0xed, 0xa0..=0xbf, 0x80..=0xbf, ..] => {
                out[at..at + 3].copy_from_slice(RAW);
                (at, found) = (at + 3, true);
            }
            _ => at += 1,
        }
    }
    found.then_some(out)
}

/// The unit of UTF-16 of an escape `\uXXXX` that the text begins with.
fn unit(text: &[u8]) -> Option<u16> {
    let digits = text.strip_prefix(br"\u")?.get(..4).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Option<String> {
        replaced(json.as_bytes()).map(|out| String::from_utf8(out).expect("text"))
    }

    #[test]
    fn halves_are_replaced_and_whole_characters_kept() {
        assert_eq!(read(r#"["\ud83d"]"#).as_deref(), Some(r#"["\ufffd"]"#));
        assert_eq!(
            read(r#"["\ude00\uD83D\ude00\ud83d\ud83d\ude00"]"#).as_deref(),
            Some(r#"["\ufffd\uD83D\ude00\ufffd\ud83d\ude00"]"#)
        );
        for whole in [r#"["\ud83d\ude00"]"#, r#"["\\ud83d"]"#, r#"["\u4e00甲\u"]"#, "[\"\u{d7ff}\u{e000}\"]", r"\"] {
            assert_eq!(read(whole), None, "{whole}");
        }
        assert_eq!(replaced(b"\"\xed\xa0\xbd\"").as_deref(), Some("\"\u{fffd}\"".as_bytes()));
    }
}
