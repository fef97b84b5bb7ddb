//! Text of a draft, or a name, on its way to people: without what would steer a terminal or turn the direction of what
//! follows.

use std::borrow::Cow;

/// What stands for a character that is not shown.
pub const UNPRINTABLE: char = '\u{fffd}';

/// Whether a character steers instead of showing something: a control character (ESC, BEL, the C1 set) or one that sets
/// the direction of writing.
#[must_use]
pub fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `text` as one line that only shows: line breaks and tabs are spaces, other [unprintable](is_unprintable) characters
/// a mark.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unprintable) {
        return Cow::Borrowed(text);
    }
    let shown = |c: char| match c {
        '\t' | '\n' | '\r' => ' ',
        c if is_unprintable(c) => UNPRINTABLE,
        c => c,
    };
    Cow::Owned(text.chars().map(shown).collect())
}

/// Escapes what Markdown would read as markup, `|` of tables and addresses that become links by themselves included; on one
/// line.
#[must_use]
pub fn escape_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let text = printable(text);
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        // http://…, www.… and a@b are links without any mark (GitHub Flavored Markdown 6.9).
        let address = match c {
            '@' => true,
            ':' => rest.as_str().starts_with("//"),
            '.' => {
                out.len() >= 3
                    && out.is_char_boundary(out.len() - 3)
                    && out[out.len() - 3..].eq_ignore_ascii_case("www")
            }
            _ => false,
        };
        if address
            || matches!(c, '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!')
        {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_is_not_shown() {
        let text = "甲\u{1b}[31m\u{7}\u{9b}2J\u{202e}乙\u{2066}\u{200f}\u{7f}\n::error::\t丙";
        assert_eq!(printable(text), "甲\u{fffd}[31m\u{fffd}\u{fffd}2J\u{fffd}乙\u{fffd}\u{fffd}\u{fffd} ::error:: 丙");
        assert!(matches!(printable("增长10%　以上"), Cow::Borrowed(_)));
    }

    #[test]
    fn markup_is_escaped() {
        assert_eq!(
            escape_markdown("[x](command:y)![](z)<img>|**a**&lt;\n#"),
            "\\[x\\](command:y)\\!\\[\\](z)\\<img\\>\\|\\*\\*a\\*\\*\\&lt; \\#"
        );
        assert_eq!(
            escape_markdown("见www.a.cn、WWW.b.cn、http://c.cn，d@e.cn；1.5倍"),
            "见www\\.a.cn、WWW\\.b.cn、http\\://c.cn，d\\@e.cn；1.5倍"
        );
    }
}
