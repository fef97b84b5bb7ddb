//! Which lines of a Markdown draft are no text of the draft: front matter and fenced code (`CommonMark` 0.31, 4.5).

/// What a line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineRole {
    /// Text of the draft.
    #[default]
    Text,
    /// Front matter: its title and dates are read, its marks are the format's own.
    FrontMatter,
    /// Fenced code, fences included: nothing is read from it.
    Code,
    /// Left by the web page that the text was copied from: nothing is read from it. In drafts of any kind.
    Page,
}

/// The longest front matter, in lines: a `---` at the top that is closed later than that is a rule across the page.
const FRONT_MATTER: usize = 60;

/// The role of each line.
pub fn roles<'a, L>(lines: L) -> Vec<LineRole>
where
    L: Iterator<Item = &'a str> + Clone,
{
    let front = front_matter(lines.clone());
    let mut open: Option<(char, usize)> = None;
    let mark = |(i, line): (usize, &str)| {
        if i < front {
            return LineRole::FrontMatter;
        }
        let fence = fence(line);
        match (open, fence) {
            (None, Some((c, length, _))) => {
                open = Some((c, length));
                LineRole::Code
            }
            (Some((c, length)), Some((close, found, bare))) if c == close && found >= length && bare => {
                open = None;
                LineRole::Code
            }
            (Some(_), _) => LineRole::Code,
            (None, None) => LineRole::Text,
        }
    };
    lines.enumerate().map(mark).collect()
}

/// Number of lines of the front matter.
fn front_matter<'a>(mut lines: impl Iterator<Item = &'a str>) -> usize {
    if lines.next().is_none_or(|first| first.trim_end() != "---") {
        return 0;
    }
    let close = lines.take(FRONT_MATTER).position(|line| matches!(line.trim_end(), "---" | "..."));
    close.map_or(0, |at| at + 2)
}

/// The character and length of a fence, and whether nothing follows it.
fn fence(line: &str) -> Option<(char, usize, bool)> {
    let content = line.trim_start_matches(' ');
    let c = content.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let rest = content.trim_start_matches(c);
    let length = content.len() - rest.len();
    let info = c == '~' || !rest.contains('`');
    (line.len() - content.len() < 4 && length >= 3 && info).then_some((c, length, rest.trim().is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let drawn = |role| match role {
            LineRole::Text => '.',
            LineRole::FrontMatter => '-',
            LineRole::Code | LineRole::Page => '#',
        };
        roles(text.lines()).into_iter().map(drawn).collect()
    }

    #[test]
    fn front_matter_and_fences() {
        assert_eq!(shown("---\ntags: [报告,县级]\n---\n一、甲\n---\n乙"), "---...");
        assert_eq!(shown("---\n一、甲\n乙"), "...");
        assert_eq!(shown("一、甲\n```text\n(一)乙\n~~~\n````\n二、丙"), ".####.");
        assert_eq!(shown("~~~\n```\n~~~ x\n~~~\n甲\n    ```\n乙`丙"), "####...");
        assert_eq!(shown("甲\n```\n乙"), ".##");
    }
}
