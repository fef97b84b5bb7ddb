//! Which lines of a Markdown draft are no text of the draft: front matter and fenced code (`CommonMark` 0.31, 4.5).

/// The longest front matter, in lines: a `---` at the top that is closed later than that is a rule across the page.
const FRONT_MATTER: usize = 60;

/// For each line whether it is verbatim, fences included.
pub fn verbatim<'a, L>(lines: L) -> Vec<bool>
where
    L: Iterator<Item = &'a str> + Clone,
{
    let front = front_matter(lines.clone());
    let mut open: Option<(char, usize)> = None;
    let mark = |(i, line): (usize, &str)| {
        if i < front {
            return true;
        }
        let fence = fence(line);
        match (open, fence) {
            (None, Some((c, length, _))) => {
                open = Some((c, length));
                true
            }
            (Some((c, length)), Some((close, found, bare))) if c == close && found >= length && bare => {
                open = None;
                true
            }
            (state, _) => state.is_some(),
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
        verbatim(text.lines()).iter().map(|v| if *v { '#' } else { '.' }).collect()
    }

    #[test]
    fn front_matter_and_fences() {
        assert_eq!(shown("---\ntags: [报告,县级]\n---\n一、甲\n---\n乙"), "###...");
        assert_eq!(shown("---\n一、甲\n乙"), "...");
        assert_eq!(shown("一、甲\n```text\n(一)乙\n~~~\n````\n二、丙"), ".####.");
        assert_eq!(shown("~~~\n```\n~~~ x\n~~~\n甲\n    ```\n乙`丙"), "####...");
        assert_eq!(shown("甲\n```\n乙"), ".##");
    }
}
