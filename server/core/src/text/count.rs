//! How much text there is, as Word tells it: 字数 counts each Chinese character and mark, and each word or number in Latin
//! letters and digits, as one; 字符数 (without blanks) counts every character. Marks of Markdown are not text.

use super::DocumentKind;

/// Both counts of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// 字数
    pub words: usize,
    /// 字符数（不计空格）
    pub characters: usize,
}

impl Count {
    /// Counts a line, or the part of a line that starts at its beginning if `line_start`.
    #[must_use]
    pub fn of(text: &str, kind: DocumentKind, line_start: bool) -> Self {
        let mut count = Self::default();
        let mut inside = false;
        let mut take = |c: char| {
            if is_blank(c) {
                inside = false;
                return;
            }
            count.characters += 1;
            let latin = is_latin(c);
            count.words += usize::from(!latin || !inside);
            inside = latin;
        };
        if kind == DocumentKind::Markdown {
            visible(text, line_start, &mut take);
        } else {
            text.chars().for_each(&mut take);
        }
        count
    }

    /// Both counts together with those of `other`.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self { words: self.words + other.words, characters: self.characters + other.characters }
    }
}

/// Longest address that is looked for, in bytes.
const LONGEST_ADDRESS: usize = 1024;

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')
}

/// What makes words of a Western language: Word counts runs of it. All else counts by the character.
const fn is_latin(c: char) -> bool {
    matches!(c, '!'..='~' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{24f}')
}

/// Gives every character that Markdown shows to `take`.
fn visible(text: &str, line_start: bool, take: &mut impl FnMut(char)) {
    let mut rest = if line_start { without_marks(text) } else { text };
    if line_start && !rest.is_empty() && rest.chars().all(|c| matches!(c, '|' | '-' | ':' | '=' | '*' | '_' | ' ')) {
        return; // A rule, or the line below the head of a table.
    }
    while let Some(c) = rest.chars().next() {
        let hidden = match c {
            '<' => hidden_until(rest, "<!--", "-->").or_else(|| address(rest)),
            // [words](address)
            ']' => rest.strip_prefix("](").and_then(|r| near(r, b')')).map(|end| "](".len() + end + 1),
            '[' | '*' | '`' | '|' => Some(1),
            '!' if rest.starts_with("![") => Some(1),
            '\\' if rest[1..].starts_with(|c: char| c.is_ascii_punctuation()) => Some(1),
            _ => None,
        };
        if let Some(len) = hidden {
            // What an escape hides is shown.
            if c == '\\' {
                rest[1..].chars().take(1).for_each(&mut *take);
                rest = &rest[2..];
                continue;
            }
            rest = &rest[len..];
            if c == '|' {
                take(' ');
            }
            continue;
        }
        take(c);
        rest = &rest[c.len_utf8()..];
    }
}

/// Without the marks of headings, quotes and lists.
fn without_marks(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        let bare = rest.trim_start_matches(['#', '>']);
        let bare = ["- ", "+ ", "* "].iter().find_map(|m| bare.strip_prefix(m)).unwrap_or(bare).trim_start();
        if bare.len() == rest.len() {
            return rest;
        }
        rest = bare;
    }
}

fn hidden_until(text: &str, open: &str, close: &str) -> Option<usize> {
    let inner = text.strip_prefix(open)?;
    Some(inner.find(close).map_or(text.len(), |end| open.len() + end + close.len()))
}

/// Where an ASCII mark stands, within the length of an address.
fn near(text: &str, mark: u8) -> Option<usize> {
    text.bytes().take(LONGEST_ADDRESS).position(|b| b == mark)
}

/// `<https://…>`
fn address(text: &str) -> Option<usize> {
    let end = near(text, b'>')?;
    let inner = &text[1..end];
    let hidden = inner.contains("://") || inner.contains('@');
    (hidden && !inner.contains(char::is_whitespace)).then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(text: &str, kind: DocumentKind) -> (usize, usize) {
        let count = Count::of(text, kind, true);
        (count.words, count.characters)
    }

    #[test]
    fn words_and_characters_as_word_counts_them() {
        for (text, words, characters) in [
            ("", 0, 0),
            ("抓好落实", 4, 4),
            ("抓好落实。", 5, 5),
            ("增长6.5%。", 4, 7),
            ("完成投资12亿元", 7, 8),
            ("地区 生产　总值", 6, 6),
            ("GDP 增长", 3, 5),
            ("the new plan", 3, 10),
            ("5G基站", 3, 4),
            ("“十五五”规划——开局", 11, 11),
            ("１２月", 3, 3),
            ("①工业；②农业", 7, 7),
        ] {
            assert_eq!(counts(text, DocumentKind::Plain), (words, characters), "{text}");
        }
    }

    #[test]
    fn marks_of_markdown_are_no_text() {
        for (text, words) in [
            ("## 一、回顾", 4),
            ("**抓落实。**抓好", 6),
            ("- 工业", 2),
            ("> 引语", 2),
            ("| 指标 | 数值 |", 4),
            ("|---|:--:|", 0),
            ("---", 0),
            ("见[附件](https://example.com/a.pdf)。", 4),
            ("<https://example.com>", 0),
            ("正文<!-- 批注 -->完", 3),
            (r"2\*3", 1),
        ] {
            assert_eq!(counts(text, DocumentKind::Markdown).0, words, "{text}");
        }
    }
}
