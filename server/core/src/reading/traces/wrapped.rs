//! Text whose lines were all cut at the width of a page: which lines go on in the next.
//!
//! A line was cut there if what comes first in the next one would not have fitted in it: so a paragraph's last line is
//! told by being short, whatever its end.

use crate::reading::script;
use crate::reading::segments::ends_clause;

/// A line as this module sees it.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Its words.
    pub text: &'a str,
    /// It is known to be a heading, a row of a table or no text: neither goes on nor is gone on with.
    pub alone: bool,
}

/// Fewest lines with words of a draft that can be told to be wrapped.
const FEWEST: usize = 12;
/// Width of a page in half-width characters, and of the zone at its end in which lines that were cut end.
const NARROWEST: usize = 24;
const WIDEST: usize = 140;
const ZONE: usize = 7;
/// Lines that end as many half-width characters before the width of a page are as wide as it.
const EXACT: usize = 2;
/// Numbers of pages and blank lines that may stand inside a paragraph.
const BETWEEN: usize = 4;
/// Longest paragraph that lines are joined into, in bytes.
const LONGEST: usize = 64 << 10;

/// Of each line, the line that goes on with its paragraph, and how many lines end exactly where a page does; `None` when
/// the draft is not wrapped.
#[must_use]
pub fn joins(lines: &[Line<'_>]) -> Option<(Vec<Option<usize>>, usize)> {
    of_all(lines).or_else(|| of_parts(lines))
}

/// The same for a draft into which text from a page was pasted: between paragraphs as they are written, each wider than
/// a page, stand lines that are as wide as one.
fn of_parts(lines: &[Line<'_>]) -> Option<(Vec<Option<usize>>, usize)> {
    // No character is wider than it has bytes, nor narrower than a half of them.
    let long = |line: &Line<'_>| line.text.len() > 2 * WIDEST || width(line.text) > WIDEST;
    let (mut next, mut exact) = (vec![None; lines.len()], 0);
    let mut from = 0;
    while from < lines.len() {
        let length = lines[from..].iter().position(long).unwrap_or(lines.len() - from);
        if length >= FEWEST
            && let Some((joins, full)) = of_all(&lines[from..from + length])
        {
            let moved = joins.iter().map(|on| on.map(|on| from + on));
            next.splice(from..from + length, moved);
            exact += full;
        }
        from += length + 1;
    }
    next.iter().any(Option::is_some).then_some((next, exact))
}

fn of_all(lines: &[Line<'_>]) -> Option<(Vec<Option<usize>>, usize)> {
    let page = Page::of(lines)?;
    let mut next = vec![None; lines.len()];
    let (mut joined, mut length, mut first) = (0, 0, 0);
    let mut at = 0;
    while at < lines.len() {
        length += lines[at].text.len();
        let on = page.goes_on(lines, first, at).filter(|_| length < LONGEST);
        next[at] = on;
        joined += usize::from(on.is_some());
        if on.is_none() {
            (length, first) = (0, on.unwrap_or(at + 1));
        }
        at = on.unwrap_or(at + 1);
    }
    let words = lines.iter().filter(|l| !l.text.trim().is_empty()).count();
    // Paragraphs of a line each are a list.
    let exact = lines.iter().filter(|l| (page.width - EXACT..=page.width).contains(&width(l.text.trim_end()))).count();
    (joined * 5 >= words * 2).then_some((next, exact))
}

/// The width that lines were cut at: most end just before it, hardly any behind it, and most of these inside sentences.
fn page_width(lines: &[Line<'_>]) -> Option<usize> {
    let text = || lines.iter().filter(|l| !l.alone && !l.text.trim().is_empty());
    let (count, bytes) = text().fold((0, 0), |(n, b), l| (n + 1, b + l.text.len()));
    // Paragraphs on one line each, as drafts are written, are longer by far.
    if count < FEWEST || bytes > count * WIDEST * 2 {
        return None;
    }
    let mut of: Vec<usize> = vec![0; WIDEST + 1];
    let mut longer = 0;
    for line in text() {
        let width = width(line.text.trim_end());
        match of.get_mut(width) {
            Some(lines) => *lines += 1,
            None => longer += 1,
        }
    }
    let within = |end: usize| of[(end + 1).saturating_sub(ZONE)..=end].iter().sum::<usize>();
    let end = (NARROWEST..=WIDEST).max_by_key(|end| within(*end))?;
    longer += of[end + 1..].iter().sum::<usize>();
    let full = within(end);
    if full * 2 < count || longer * 20 > count {
        return None;
    }
    let zone = end + 1 - ZONE..=end;
    let cut = text().filter(|l| zone.contains(&width(l.text.trim_end())));
    let (mut open, mut prose) = (0, 0);
    for line in cut {
        open += usize::from(!line.text.trim_end().ends_with(ENDS));
        prose += usize::from(line.text.contains(['，', '。', '、', ',', '；', ';']));
    }
    let widest = (end + 1 - ZONE..=end).rev().find(|w| of[*w] > 0)?;
    (open * 10 >= full * 6 && prose * 2 >= full).then_some(widest)
}

/// Words that begin a paragraph of a report where a sentence has ended before them: who is spoken to, what is looked back
/// on, what is wanting.
const OPENINGS: [&str; 8] =
    ["各位代表", "各位委员", "过去一年，", "过去五年，", "一年来，", "五年来，", "我们也清醒", "在看到成绩的同时"];
/// Characters of the longest of [`OPENINGS`].
const LONGEST_OPENING: usize = 8;
const ENDS: [char; 10] = ['。', '！', '？', '；', '：', '!', '?', ';', ':', '.'];

/// What the lines of a page have in common.
#[derive(Clone, Copy, Debug)]
struct Page {
    width: usize,
    /// How many half-width characters a line that was cut may be short of it: letters are uneven, marks hang over.
    slack: usize,
    /// Paragraphs begin with short sentences that name them.
    named: bool,
    /// Paragraphs are set in.
    set_in: bool,
}

impl Page {
    fn of(lines: &[Line<'_>]) -> Option<Self> {
        let width = page_width(lines)?;
        let mut page = Self { width, slack: slack(lines, width), named: false, set_in: false };
        // What stands behind a line that was not cut begins a paragraph.
        let begins = |w: &&[Line<'_>]| !w[0].text.trim().is_empty() && page.goes_on(w, 0, 0).is_none();
        let begun = lines.windows(2).filter(begins).map(|w| w[1].text.trim_start());
        let begun: Vec<&str> = begun.filter(|words| !words.is_empty() && !is_numbered(words)).collect();
        page.set_in = set_in(lines);
        page.named = begun.iter().filter(|words| names(words)).count() * 2 > begun.len();
        Some(page)
    }

    /// The line that goes on with line `at` of the paragraph that began with line `first`.
    fn goes_on(self, lines: &[Line<'_>], first: usize, at: usize) -> Option<usize> {
        let here = lines[at];
        let text = here.text.trim_end();
        if here.alone || text.trim().is_empty() {
            return None;
        }
        let mut next = at + 1;
        while lines.get(next).is_some_and(|l| l.text.trim().is_empty() || is_page_number(l.text)) {
            next += 1;
        }
        let skipped = &lines[at + 1..next.min(lines.len())];
        let turned = skipped.iter().any(|l| is_page_number(l.text));
        let below = lines.get(next).filter(|l| !l.alone)?;
        if skipped.len() > BETWEEN || !skipped.is_empty() && !turned {
            return None;
        }
        let words = below.text.trim_start();
        let indent = width(&below.text[..below.text.len() - words.len()]);
        let ended = text.ends_with(ENDS) || text.ends_with(['”', '）', ')']) && turned;
        let numbered = is_numbered(words);
        let heading = || {
            let whole = |l: &Line<'_>| !l.text.contains(['。', '；']);
            is_numbered(lines[first].text.trim_start()) && lines[first..=at].iter().all(whole)
        };
        // A sentence that is not at its end goes on, however uneven the letters are.
        let prose = text.contains(['，', '。', '；', '、', ',']);
        let slack = match prose {
            // A title is not cut for being nearly as wide as the page.
            false => 0,
            true if ended || heading() => self.slack,
            true => ZONE,
        };
        if indent > 1 || width(text) + unit(words) + slack <= self.width {
            return None;
        }
        let opens = || {
            let head: String = words.chars().take(LONGEST_OPENING).collect();
            let head = script::simplified(&head);
            OPENINGS.iter().any(|opening| head.starts_with(opening))
        };
        // 重点抓好以下工作： stands alone before its list.
        let named = self.named && names(words) || words.trim_end().ends_with(['：', ':']);
        let begins = ended && (numbered || turned || named || opens()) || numbered && heading();
        (self.set_in && !turned || !begins).then_some(next)
    }
}

/// Whether paragraphs are set in: of the lines that begin with blanks there are some, but not most, and hardly a line
/// without them stands behind the end of a sentence that left room.
fn set_in(lines: &[Line<'_>]) -> bool {
    let blank = |text: &str| width(&text[..text.len() - text.trim_start().len()]) > 1;
    let (mut count, mut behind, mut with) = (0, 0, 0);
    for pair in lines.windows(2).filter(|w| !w[1].text.trim().is_empty()) {
        count += 1;
        let ended = pair[0].text.trim_end().ends_with(['。', '！']);
        behind += usize::from(ended);
        with += usize::from(ended && blank(pair[1].text));
    }
    let blanks = lines.iter().filter(|l| !l.text.trim().is_empty() && blank(l.text)).count();
    blanks > 0 && blanks * 3 < count * 2 && with * 2 > behind
}

/// By how much nearly all lines that were surely cut, inside their sentences, are short of the width.
fn slack(lines: &[Line<'_>], page: usize) -> usize {
    let prose = |w: &&[Line<'_>]| {
        let text = w[0].text.trim_end();
        text.contains(['，', '。', ',']) && !text.ends_with(ENDS) && !w[1].text.trim().is_empty()
    };
    let short = |w: &[Line<'_>]| {
        let filled = width(w[0].text.trim_end()) + unit(w[1].text.trim_start());
        (page + 1).saturating_sub(filled)
    };
    let mut short: Vec<usize> = lines.windows(2).filter(prose).map(short).collect();
    short.sort_unstable();
    short.get(short.len() * 19 / 20).map_or(EXACT, |s| *s.min(&ZONE))
}

/// A short sentence without a comma: 打通路网堵点。
fn names(words: &str) -> bool {
    const LONGEST: usize = 20;
    let mark = words.char_indices().take(LONGEST).find(|(_, c)| ends_clause(*c) || *c == '、');
    mark.is_some_and(|(at, c)| at > 0 && matches!(c, '。' | '：'))
}

/// The width of what can not be parted at the start of a line: a number, a Latin word, a character with the marks that
/// may not begin a line.
fn unit(words: &str) -> usize {
    let latin = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '%' | '-' | '/');
    let run = words.len() - words.trim_start_matches(latin).len();
    let open = words.len() - words.trim_start_matches(['“', '‘', '（', '《', '(']).len();
    let next = |at: usize| words[at..].chars().next().map_or(0, char::len_utf8);
    // A reading in its brackets is one word.
    let reading = words.strip_prefix('(').filter(|r| r.starts_with(char::is_lowercase)).and_then(|r| r.find(')'));
    let head = match reading {
        Some(end) if end < 12 => end + 2,
        _ if run > 0 => run,
        _ => open + next(open),
    };
    let marks = words[head..].trim_start_matches(|c: char| "，。、；：！？”’）》」』】％%‰,.;:!?)".contains(c));
    width(&words[..words.len() - marks.len()])
}

/// A line that begins with an ordinal.
fn is_numbered(words: &str) -> bool {
    let words = words.trim_start_matches(['（', '(', '第']);
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let rest = words.trim_start_matches(numeral);
    let digits = words.len() - rest.len();
    (1..=9).contains(&digits)
        && rest.starts_with(['、', '）', ')', '．', '章', '节', '条'])
            | (rest.starts_with('.') && !rest[1..].starts_with(|c: char| c.is_ascii_digit()))
            | rest.starts_with("是")
}

/// `3`, `- 3 -`, `— 3 —`, `第3页`, `3 / 12`
fn is_page_number(text: &str) -> bool {
    let words = text.trim();
    let inner = words.trim_matches(|c: char| " -—–－·第页共/".contains(c));
    let digits = inner.bytes().filter(u8::is_ascii_digit).count();
    (1..=3).contains(&digits) && inner.len() == digits && words.chars().count() <= 12
}

/// Width in half-width characters.
pub(in crate::reading) fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Cuts a paragraph into lines of at most `width` half-width characters, as a page does.
#[cfg(test)]
pub fn cut(paragraph: &str, page: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut rest = paragraph;
    while !rest.is_empty() {
        let latin = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '%' | '-' | '/');
        let run = rest.len() - rest.trim_start_matches(latin).len();
        let head = if run > 0 { run } else { rest.chars().next().map_or(0, char::len_utf8) };
        let marks = rest[head..].trim_start_matches(|c: char| "，。、；：！？”’）》%".contains(c));
        let (unit, tail) = rest.split_at(rest.len() - marks.len());
        let last = lines.last_mut().expect("there is one");
        if !last.is_empty() && width(last) + width(unit) > page {
            lines.push(unit.to_owned());
        } else {
            last.push_str(unit);
        }
        rest = tail;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> Option<String> {
        let lines: Vec<&str> = text.lines().collect();
        let all: Vec<Line<'_>> = lines.iter().map(|text| Line { text, alone: false }).collect();
        let (next, _) = joins(&all)?;
        let mut out = String::new();
        let mut skip = 0;
        for (i, line) in lines.iter().enumerate() {
            if i < skip {
                continue;
            }
            out += line.trim_end();
            match next[i] {
                Some(on) => skip = on,
                None => out += "\n",
            }
        }
        Some(out)
    }

    const PARAGRAPHS: [&str; 6] = [
        "云岭县人民政府工作报告",
        "一、2031年工作回顾",
        "过去一年，面对复杂严峻的形势和艰巨繁重的任务，我们坚持稳中求进工作总基调，完成投资12.98亿元，增长6.5%，新增规上企业18家。",
        "（一）全力以赴稳增长，推动经济运行持续向好。落实一揽子政策，兑现奖补资金3200万元，惠及市场主体1500户，全年新登记企业620户。",
        "一是食用菌产业高速发展。建成出菇棚2600个，带动农户1800户，实现产值5.6亿元，产品远销省内外二十多个城市，成为富民支柱产业。",
        "各位代表！成绩来之不易，这是上级正确领导的结果，是全县干部群众团结拼搏、苦干实干的结果，我们倍加珍惜。",
    ];

    #[test]
    fn paragraphs_are_found_at_any_width() {
        for width in [36, 44, 52, 56] {
            let text = PARAGRAPHS.map(|p| cut(p, width).join("\n")).join("\n");
            let whole = PARAGRAPHS.map(|p| format!("{p}\n")).concat();
            assert_eq!(joined(&text).as_deref(), Some(&*whole), "{width}");
        }
    }

    #[test]
    fn a_page_number_inside_a_paragraph_belongs_to_no_text() {
        let mut lines: Vec<String> = PARAGRAPHS.iter().flat_map(|p| cut(p, 40)).collect();
        let at = lines.iter().position(|l| l.starts_with("过去一年")).unwrap() + 1;
        lines.insert(at, "- 12 -".into());
        let whole = PARAGRAPHS.map(|p| format!("{p}\n")).concat();
        assert_eq!(joined(&lines.join("\n")).as_deref(), Some(&*whole));
    }

    #[test]
    fn text_from_a_page_is_found_between_paragraphs_as_they_are_written() {
        let long = PARAGRAPHS[2..5].concat();
        let pasted = PARAGRAPHS[2..].iter().map(|p| cut(p, 48).join("\n")).collect::<Vec<_>>().join("\n");
        let text = format!("工作报告\n{long}\n{long}\n{long}\n{long}\n{pasted}\n{long}\n{long}\n");
        let whole =
            format!("工作报告\n{long}\n{long}\n{long}\n{long}\n{}\n{long}\n{long}\n", PARAGRAPHS[2..].join("\n"));
        assert_eq!(joined(&text), Some(whole));
    }

    #[test]
    fn lists_and_drafts_as_they_are_written_are_not_wrapped() {
        let list: String = (10..40).map(|i| format!("云岭县第{i}小学新建教学楼及附属工程\n")).collect();
        assert_eq!(joined(&list), None);
        assert_eq!(joined(&PARAGRAPHS.map(|p| format!("{p}\n")).concat().repeat(5)), None);
    }
}
