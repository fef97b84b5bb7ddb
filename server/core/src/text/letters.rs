//! What a character is: ideograph, letter, mark.

/// An ideograph (CJK Unified Ideographs with their extensions).
#[must_use]
pub const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3134f}')
}

/// A letter, digit or ideograph: [`char::is_alphanumeric`], told of what drafts consist of without a look into
/// its tables. Code points that are still free among the ideographs count as these.
#[must_use]
pub fn is_letter(c: char) -> bool {
    is_han(c) || if c.is_ascii() { c.is_ascii_alphanumeric() } else { !is_common_mark(c) && c.is_alphanumeric() }
}

/// General punctuation and the marks of Chinese text; none of them is a letter.
const fn is_common_mark(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}')
        || matches!(c, '，' | '：' | '；' | '！' | '？' | '（' | '）')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_of_unicode() {
        assert!(('\0'..=char::MAX).all(|c| is_letter(c) == (c.is_alphanumeric() || is_han(c))));
    }
}
