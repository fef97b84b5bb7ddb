//! Character references that a page left where their characters stood: &ldquo;双减&rdquo;, & ldquo;, ldquo;.

use super::{Cause, Trace};
use crate::text::{DocumentKind, Span};

/// References that Chinese web pages use, and their characters.
const NAMED: [(&str, char); 20] = [
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("hellip", '…'),
    ("middot", '·'),
    ("bull", '•'),
    ("times", '×'),
    ("permil", '‰'),
    ("deg", '°'),
    ("nbsp", ' '),
    ("ensp", ' '),
    ("emsp", '\u{3000}'),
    ("quot", '"'),
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("copy", '©'),
];
/// Ordinary in Markdown.
const MARKDOWN: [&str; 7] = ["nbsp", "ensp", "emsp", "quot", "amp", "lt", "gt"];
/// Longest name of a reference.
const LONGEST: usize = 10;

/// The reference that begins at `at`: at its &, or where that was lost at its d or the letter before; nothing before
/// `from` belongs to it.
pub(super) fn at(text: &str, at: usize, from: usize, kind: DocumentKind) -> Option<Trace> {
    let rest = &text[at..];
    let (character, length) = match rest.strip_prefix('&') {
        Some(name) => whole(name, kind).or_else(|| cut(name)).map(|(c, length)| (c, length + 1))?,
        None if rest.starts_with('d') && text[from..at].ends_with(|c: char| c.is_ascii_alphanumeric()) => return None,
        None => cut(rest)?,
    };
    Some(Trace { span: Span::new(at, at + length), cause: Cause::Reference(character) })
}

/// The character of a whole reference behind its &, and the bytes it takes. A program may have put a blank before the name
/// of a mark of quotation.
fn whole(written: &str, kind: DocumentKind) -> Option<(char, usize)> {
    let quote = |rest: &&str| ["ldquo;", "rdquo;", "lsquo;", "rsquo;"].iter().any(|name| rest.starts_with(name));
    let rest = written.strip_prefix(' ').filter(quote).unwrap_or(written);
    let length = rest.bytes().take(LONGEST).position(|b| b == b';')?;
    let name = rest.get(..length)?;
    if kind == DocumentKind::Markdown && MARKDOWN.contains(&name) {
        return None;
    }
    let number = name.strip_prefix("#x").map(|hex| u32::from_str_radix(hex, 16));
    let number = number.or_else(|| name.strip_prefix('#').map(str::parse));
    let character = match number {
        // What breaks a line, or is no character of a text, is left as it stands.
        Some(number) => number.ok().and_then(char::from_u32).filter(|c| !c.is_control()),
        None => NAMED.iter().find(|(n, _)| *n == name).map(|(_, c)| *c),
    };
    Some((character?, written.len() - rest.len() + length + 1))
}

/// ldquo;, dquo; and &ldquo；: what is left of a reference to a mark of quotation.
fn cut(rest: &str) -> Option<(char, usize)> {
    let name = rest.trim_start_matches(['l', 'r']);
    let end = name.strip_prefix("dquo")?;
    let side = rest.len() - name.len();
    if side > 1 || !end.starts_with([';', '；']) {
        return None;
    }
    let mark = end.chars().next().map_or(0, char::len_utf8);
    Some((if rest.starts_with('r') { '”' } else { '“' }, rest.len() - end.len() + mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_in_every_state() {
        let found = |text: &str| {
            let traces = super::super::of_line(text, text, DocumentKind::Plain);
            let shown = traces.iter().map(|t| match t.cause {
                Cause::Reference(c) => format!("{}={c}", t.span.of(text)),
                _ => String::new(),
            });
            shown.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(found("&ldquo;双减& rdquo;"), "&ldquo;=“ & rdquo;=”");
        assert_eq!(found("&#8220;双&#x201D;"), "&#8220;=“ &#x201D;=”");
        assert_eq!(found("ldquo;12nrdquo;，dquo;，&ldquo；&dquo;"), "ldquo;=“ rdquo;=” dquo;=“ &ldquo；=“ &dquo;=“");
        assert_eq!(found("A&B公司，R&D; &#10; &#xD800; adquo; & nbsp; llord"), "");
    }
}
