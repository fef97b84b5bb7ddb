//! HTML comments that silence rules in Markdown drafts, where they do not show in print.
//!
//! - `<!-- zhibi-ignore ordinal-gap -->` on a line of its own: the next line that has text; within a line: that line.
//! - `<!-- zhibi-ignore-start CODE… -->` … `<!-- zhibi-ignore-end -->`: everything between.
//! - `<!-- zhibi-ignore-file CODE… -->`: the whole draft.
//!
//! Without codes, all rules are meant.

use std::collections::HashMap;

/// What the comments of one draft silence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Silenced {
    /// By code, the empty one for all of them: first and last blocks, ascending and apart.
    ranges: HashMap<String, Vec<(u32, u32)>>,
}

/// What one comment silences.
struct Range {
    /// First and last block.
    first: u32,
    last: u32,
    /// Codes; empty for all.
    codes: Vec<String>,
}

impl Silenced {
    /// Reads the comments of a draft, given its blocks.
    pub fn read<'a>(blocks: impl Iterator<Item = &'a str>) -> Self {
        let mut ranges: Vec<Range> = Vec::new();
        let (mut open, mut next): (Option<Range>, Vec<Vec<String>>) = (None, Vec::new());
        let mut last = 0;
        for (index, text) in (0_u32..).zip(blocks) {
            last = index;
            if !text.contains("<!--") {
                if !text.trim().is_empty() {
                    ranges.extend(next.drain(..).map(|codes| Range { first: index, last: index, codes }));
                }
                continue;
            }
            let (comments, bare) = comments(text);
            let alone = bare.trim().is_empty();
            if !alone {
                ranges.extend(next.drain(..).map(|codes| Range { first: index, last: index, codes }));
            }
            for comment in comments {
                let mut words = comment.split([' ', '\t', ',']).filter(|w| !w.is_empty());
                let command = words.next().unwrap_or_default();
                let codes: Vec<String> = words.map(str::to_owned).collect();
                match command {
                    "zhibi-ignore" if alone => next.push(codes),
                    "zhibi-ignore" => ranges.push(Range { first: index, last: index, codes }),
                    "zhibi-ignore-file" => ranges.push(Range { first: 0, last: u32::MAX, codes }),
                    "zhibi-ignore-start" => {
                        ranges.extend(open.replace(Range { first: index, last: index, codes }).map(|r| r.to(index)));
                    }
                    "zhibi-ignore-end" => ranges.extend(open.take().map(|r| r.to(index))),
                    _ => {}
                }
            }
        }
        ranges.extend(open.map(|r| r.to(last)));
        Self::of(ranges)
    }

    fn of(all: Vec<Range>) -> Self {
        let mut ranges: HashMap<String, Vec<(u32, u32)>> = HashMap::new();
        for Range { first, last, codes } in all {
            let codes = if codes.is_empty() { vec![String::new()] } else { codes };
            codes.into_iter().for_each(|code| ranges.entry(code).or_default().push((first, last)));
        }
        for ranges in ranges.values_mut() {
            ranges.sort_unstable();
            ranges.dedup_by(|next, before| {
                let meets = next.0 <= before.1;
                before.1 = if meets { before.1.max(next.1) } else { before.1 };
                meets
            });
        }
        Self { ranges }
    }

    /// Whether nothing is silenced.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Whether findings of `code` in `block` are silenced.
    #[must_use]
    pub fn contains(&self, code: &str, block: u32) -> bool {
        let within = |ranges: &Vec<(u32, u32)>| {
            let begun = ranges.partition_point(|(first, _)| *first <= block);
            begun.checked_sub(1).is_some_and(|i| block <= ranges[i].1)
        };
        [code, ""].iter().any(|code| self.ranges.get(*code).is_some_and(within))
    }
}

impl Range {
    fn to(self, last: u32) -> Self {
        Self { last, ..self }
    }
}

/// The comments of a line and what stands outside them.
fn comments(line: &str) -> (Vec<&str>, String) {
    let (mut found, mut bare, mut rest) = (Vec::new(), String::new(), line);
    while let Some(start) = rest.find("<!--") {
        bare += &rest[..start];
        let inside = &rest[start + 4..];
        let Some(end) = inside.find("-->") else { return (found, bare) };
        found.push(inside[..end].trim());
        rest = &inside[end + 3..];
    }
    bare += rest;
    (found, bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_silence_what_they_say() {
        let text = "<!-- zhibi-ignore a -->\n\n甲\n乙 <!-- zhibi-ignore a, b -->\n<!-- zhibi-ignore-start c -->\n丙\n<!-- zhibi-ignore-end -->\n丁\n<!-- zhibi-ignore -->\n戊\n<!-- 别的 -->己\n<!-- zhibi-ignore-start -->\n庚";
        let silenced = Silenced::read(text.lines());
        let shown: Vec<String> = (0..13)
            .map(|i| ["a", "b", "c"].iter().filter(|c| silenced.contains(c, i)).copied().collect::<String>())
            .collect();
        assert_eq!(shown, ["", "", "a", "ab", "c", "c", "c", "", "", "abc", "", "abc", "abc"]);
        assert!(Silenced::read("<!-- zhibi-ignore-file b -->".lines()).contains("b", 9));
        assert!(Silenced::read("<!-- 没有结尾 zhibi-ignore".lines()).is_empty());
    }
}
