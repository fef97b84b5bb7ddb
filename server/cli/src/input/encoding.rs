//! Character encodings: which one a file is in, its text, and the bytes of a changed text in the same encoding.
//!
//! Drafts pass through many hands and programs: beside UTF-8 they come in GBK, GB 18030, Big5 and UTF-16, with and
//! without a byte order mark. What is none of these is no draft and is refused rather than guessed.

use encoding_rs::{BIG5, Encoding as Codec, GB18030};
use similar::{ChangeTag, TextDiff};

use crate::language::tr;

/// The encoding of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Encoding {
    charset: Charset,
    /// Whether it starts with a byte order mark.
    bom: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Charset {
    #[default]
    Utf8,
    Utf16Le,
    Utf16Be,
    Gbk,
    Gb18030,
    Big5,
}

impl Encoding {
    /// Its usual name.
    pub const fn name(self) -> &'static str {
        match self.charset {
            Charset::Utf8 => "UTF-8",
            Charset::Utf16Le => "UTF-16LE",
            Charset::Utf16Be => "UTF-16BE",
            Charset::Gbk => "GBK",
            Charset::Gb18030 => "GB18030",
            Charset::Big5 => "Big5",
        }
    }

    /// Whether it is UTF-8, with or without a mark: nothing worth telling.
    pub fn is_utf8(self) -> bool {
        self.charset == Charset::Utf8
    }

    /// The bytes of `text`, or the first character that this encoding does not have.
    ///
    /// # Errors
    /// That character.
    pub fn encode(self, text: &str) -> Result<Vec<u8>, char> {
        let units = |mark: Option<u16>| mark.into_iter().chain(text.encode_utf16());
        let mark = self.bom.then_some(0xFEFF);
        Ok(match self.charset {
            Charset::Utf8 => {
                let mut bytes = Vec::with_capacity(text.len() + 3);
                if self.bom {
                    bytes.extend_from_slice("\u{feff}".as_bytes());
                }
                bytes.extend_from_slice(text.as_bytes());
                bytes
            }
            Charset::Utf16Le => units(mark).flat_map(u16::to_le_bytes).collect(),
            Charset::Utf16Be => units(mark).flat_map(u16::to_be_bytes).collect(),
            Charset::Gbk | Charset::Gb18030 => encode(GB18030, text)?,
            Charset::Big5 => encode(BIG5, text)?,
        })
    }

    /// The bytes of `text`, which was `old` in the bytes `kept`: lines that stayed keep theirs. Big5 has two codes for some
    /// characters, and no draft is to change where nothing was mended.
    ///
    /// # Errors
    /// The first character that this encoding does not have.
    pub fn encode_over(self, text: &str, old: &str, kept: &[u8]) -> Result<Vec<u8>, char> {
        // No second byte of a character is a line feed: the lines of the bytes are those of the text.
        let lines: Vec<&[u8]> = kept.split_inclusive(|b| *b == b'\n').collect();
        let [old, new] = [old, text].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
        let mut bytes = Vec::with_capacity(kept.len());
        for change in TextDiff::from_slices(&old, &new).iter_all_changes() {
            match (change.tag(), change.old_index()) {
                (ChangeTag::Delete, _) => {}
                (ChangeTag::Equal, Some(line)) if line < lines.len() => bytes.extend_from_slice(lines[line]),
                _ => bytes.extend(self.encode(change.value())?),
            }
        }
        Ok(bytes)
    }
}

fn encode(codec: &'static Codec, text: &str) -> Result<Vec<u8>, char> {
    let (bytes, _, lossy) = codec.encode(text);
    if !lossy {
        return Ok(bytes.into_owned());
    }
    let missing = |c: &char| codec.encode(c.encode_utf8(&mut [0; 4])).2;
    Err(text.chars().find(missing).unwrap_or('\u{fffd}'))
}

/// The text of `bytes` without its byte order mark, and its encoding.
///
/// # Errors
/// Why the bytes are no text, in words.
pub fn decode(bytes: Vec<u8>) -> Result<(String, Encoding), String> {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        let text = std::str::from_utf8(rest).map_err(|e| broken_utf8(e.valid_up_to() + 3))?;
        return Ok((text.to_owned(), Encoding { charset: Charset::Utf8, bom: true }));
    }
    if bytes.starts_with(b"\xff\xfe") {
        return utf16(&bytes[2..], Charset::Utf16Le, true).ok_or_else(no_text);
    }
    if bytes.starts_with(b"\xfe\xff") {
        return utf16(&bytes[2..], Charset::Utf16Be, true).ok_or_else(no_text);
    }
    let error = match String::from_utf8(bytes) {
        Ok(text) if text.contains('\0') => return bare_utf16(text.as_bytes()).ok_or_else(no_text),
        Ok(text) => return Ok((text, Encoding::default())),
        Err(error) => error,
    };
    let valid_up_to = error.utf8_error().valid_up_to();
    let bytes = error.into_bytes();
    if let Some(found) = bare_utf16(&bytes) {
        return Ok(found);
    }
    if bytes.contains(&0) {
        return Err(no_text());
    }
    legacy(&bytes).ok_or_else(|| broken_utf8(valid_up_to))
}

fn no_text() -> String {
    tr("不是文本文件", "not a text file").to_owned()
}

fn broken_utf8(at: usize) -> String {
    match crate::language::current() {
        zhibi_core::Language::Zh => {
            format!("编码无法识别：不是 GBK、GB18030、Big5 或 UTF-16，作为 UTF-8 在第 {} 字节出错", at + 1)
        }
        zhibi_core::Language::En => {
            format!("unknown encoding: not GBK, GB18030, Big5 or UTF-16, and as UTF-8 it breaks at byte {}", at + 1)
        }
    }
}

fn utf16(bytes: &[u8], charset: Charset, bom: bool) -> Option<(String, Encoding)> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let unit = |pair: &[u8; 2]| match charset {
        Charset::Utf16Be => u16::from_be_bytes(*pair),
        _ => u16::from_le_bytes(*pair),
    };
    let text: Option<String> = char::decode_utf16(pairs.iter().map(unit)).map(Result::ok).collect();
    let text = text.filter(|t| rest.is_empty() && !t.contains('\0'))?;
    Some((text, Encoding { charset, bom }))
}

/// UTF-16 without a mark: the reading in which nearly all characters are such as reports are made of.
fn bare_utf16(bytes: &[u8]) -> Option<(String, Encoding)> {
    if bytes.len() < 2 || bytes.len() % 2 == 1 {
        return None;
    }
    let usual = |c: char| matches!(c, '\n' | '\r' | '\t' | ' '..='~' | '\u{2010}'..='\u{203f}' | '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
    [Charset::Utf16Le, Charset::Utf16Be].into_iter().find_map(|charset| {
        let sample = &bytes[..bytes.len().min(8192) & !1];
        // The sample may end between the two halves of a surrogate pair.
        let (text, _) = utf16(sample, charset, false).or_else(|| utf16(&sample[..sample.len() - 2], charset, false))?;
        let (count, fit) = text.chars().fold((0, 0), |(n, fit), c| (n + 1, fit + usize::from(usual(c))));
        (fit * 20 >= count * 19 && text.contains(['\u{3002}', '\u{ff0c}', '\u{3001}', '的', '\n', ' ', '年']))
            .then(|| utf16(bytes, charset, false))?
    })
}

/// GBK, GB 18030 or Big5, whichever the detector prefers among those that decode without a fault.
fn legacy(bytes: &[u8]) -> Option<(String, Encoding)> {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let traditional = detector.guess(None, chardetng::Utf8Detection::Deny) == BIG5;
    let order = if traditional { [Charset::Big5, Charset::Gbk] } else { [Charset::Gbk, Charset::Big5] };
    order.into_iter().find_map(|charset| {
        let codec = if charset == Charset::Big5 { BIG5 } else { GB18030 };
        let text = codec.decode_without_bom_handling_and_without_replacement(bytes)?;
        let control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{b}');
        let (mut chars, mut odd) = (0, 0);
        for c in text.chars() {
            chars += 1;
            odd += usize::from(control(c));
        }
        // Bytes of pictures and programs often decode; texts have no control characters.
        if odd * 100 > chars {
            return None;
        }
        let charset = if charset == Charset::Gbk && has_four_byte_sequence(bytes) { Charset::Gb18030 } else { charset };
        Some((text.into_owned(), Encoding { charset, bom: false }))
    })
}

/// Whether valid GB 18030 bytes need more than GBK: a lead byte followed by a digit.
fn has_four_byte_sequence(bytes: &[u8]) -> bool {
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += match (byte, bytes.get(at + 1)) {
            (0x81..=0xFE, Some(b'0'..=b'9')) => return true,
            (0x81..=0xFE, _) => 2,
            _ => 1,
        };
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "一、全年完成投资12.98亿元，同比增长10%以上。\r\n";
    const TRADITIONAL: &str = "一、全年完成投資十二億元，比上年增長百分之十，實現開門紅，產業轉型步伐加快。\n";

    #[test]
    fn every_encoding_is_found_and_written_back() {
        let le: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let rare = format!("{TEXT}𠮷");
        let cases = [
            ("UTF-8", TEXT.as_bytes().to_vec(), TEXT),
            ("UTF-8", [b"\xef\xbb\xbf", TEXT.as_bytes()].concat(), TEXT),
            ("UTF-16LE", [b"\xff\xfe", &le[..]].concat(), TEXT),
            ("UTF-16BE", [b"\xfe\xff", &be[..]].concat(), TEXT),
            ("UTF-16LE", le.clone(), TEXT),
            ("UTF-16BE", be.clone(), TEXT),
            ("GBK", GB18030.encode(TEXT).0.into_owned(), TEXT),
            ("GB18030", GB18030.encode(&rare).0.into_owned(), &rare),
            ("Big5", BIG5.encode(TRADITIONAL).0.into_owned(), TRADITIONAL),
        ];
        for (name, bytes, want) in cases {
            let (text, encoding) = decode(bytes.clone()).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert_eq!((encoding.name(), text.as_str()), (name, want));
            assert_eq!(encoding.encode(&text), Ok(bytes), "{name}");
        }
    }

    #[test]
    fn lines_that_stay_keep_their_bytes() {
        // `═` has two codes in Big5: A2A4 and F9F9.
        let line = |rule: &[u8]| [&BIG5.encode(TRADITIONAL).0[..], rule, b"\r\n"].concat();
        let (kept, rule) = ([line(b"\xa2\xa4"), line(b"\xf9\xf9")].concat(), BIG5.encode("產業轉型。\n").0);
        let (text, encoding) = decode([&kept[..], &rule].concat()).expect("Big5");
        assert_eq!(encoding.name(), "Big5");
        let mended = text.replace("產業轉型。\n", "產業。\n");
        let bytes = encoding.encode_over(&mended, &text, &[&kept[..], &rule].concat());
        assert_eq!(bytes, Ok([&kept[..], &BIG5.encode("產業。\n").0].concat()));
        assert_eq!(encoding.encode_over(&format!("产\n{text}"), &text, &kept), Err('产'));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0".to_vec()).is_err());
        assert!(decode(b"abc\0def".to_vec()).is_err());
        assert!(decode(b"\xff\xfe\0\xd8a".to_vec()).is_err());
        let noise: Vec<u8> = (0..4096_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8 | 1).collect();
        assert!(decode(noise).is_err());
    }

    #[test]
    fn a_character_the_encoding_lacks_is_named() {
        let big5 = Encoding { charset: Charset::Big5, bom: false };
        assert_eq!(big5.encode("投資—产业"), Err('产'));
    }
}
