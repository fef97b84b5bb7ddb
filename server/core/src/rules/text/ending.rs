//! How a paragraph ends: with its sentence, or inside one.

use crate::block::Block;
use crate::markdown::LineRole;
use crate::rule::DocumentView;
use crate::structure::{LineShape, Mark, before_digit};
use crate::text::Span;

/// A paragraph that does not end as a sentence does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// The next paragraph goes on with the sentence. Where the words end, and the block that goes on.
    Broken { end: usize, next: usize },
    /// A heading or nothing follows. Where the words end.
    Open { end: usize },
}

/// Marks with which a paragraph may end: of sentences, of what introduces a list, of brackets.
const ENDS: &str = "。！？；：!?;:.…）)”’」』》】.〉>|—-_=]";
/// Marks that only ever stand behind something: a paragraph that starts with one goes on from the one before.
const BEHIND: &str = "，。；：！？”’）》」』、";
/// Last words of bylines, captions and counters.
const BYLINES: [&str; 6] = ["摄", "报道", "供图", "制图", "字号", "打印"];
/// Words near the end of a line that say whose work it is.
const CREDITS: [&str; 6] = ["记者", "通讯员", "来源", "编辑", "责编", "图片"];

/// Blanks and emphasis around the words of a line.
pub(super) fn blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '*' | '\u{200b}' | '\u{feff}')
}

/// How block `index` ends, if not as a paragraph should.
pub(super) fn ending(view: &DocumentView<'_>, index: usize) -> Option<Ending> {
    let block = &view.blocks[index];
    let text = view.text(index as u32);
    let words = text.trim_end_matches(blank);
    let (end, last) = (words.len(), words.chars().next_back()?);
    if ENDS.contains(last) || !is_text(block) || view.blocks.get(index + 1).is_some_and(|b| b.continues) {
        return None;
    }
    let next = next(view, index);
    if let Some((next, begins)) = next
        && goes_on(block, &words[..end], last, &view.blocks[next], begins)
    {
        return Some(Ending::Broken { end, next });
    }
    if !holds_sentence(words) || ends_in_heading(block, end) || is_credit(words) {
        return None;
    }
    match next {
        Some((next, begins)) if runs_on(&view.blocks[next], begins) => Some(Ending::Broken { end, next }),
        _ => Some(Ending::Open { end }),
    }
}

/// The next block with words, and these.
fn next<'a>(view: &DocumentView<'a>, index: usize) -> Option<(usize, &'a str)> {
    const BLANKS: usize = 4;
    let below = (index + 1..view.blocks.len()).take(BLANKS);
    let mut words = below.map(|i| (i, view.text(i as u32).trim_start_matches(blank)));
    words.find(|(_, words)| !words.is_empty())
}

/// Running text, not a table, a heading of Markdown or noise of a page.
fn is_text(block: &Block) -> bool {
    let head = block.text.trim_start();
    block.role == LineRole::Text
        && block.scan.hashes == 0
        && !matches!(block.scan.shape, LineShape::Blank | LineShape::Noise | LineShape::Appendix)
        && !head.starts_with(['|', '<', '【', '!', '['])
        && !block.text.contains("http")
}

/// Whether the next paragraph can only go on from this one: it starts with a mark that closes, or this one ends in one
/// that opens or parts, or in a quotation that is closed there.
fn goes_on(block: &Block, words: &str, last: char, next: &Block, begins: &str) -> bool {
    if !is_text(next) || next.scan.lost_numeral.is_some() && !words.contains('，') {
        return false;
    }
    let first = begins.chars().next().unwrap_or_default();
    let open = |open: char, close: char| {
        words.matches(open).count() == words.matches(close).count() + 1
            && begins.find(close).is_some_and(|c| begins.find(open).is_none_or(|o| c < o))
    };
    if open('“', '”') || open('《', '》') {
        return !next.scan.starts_with_mark();
    }
    let opened = matches!(first, '”' | '’' | '）' | '》' | '」' | '』');
    if BEHIND.contains(first) && !opened {
        return words.chars().count() > 8 && !ends_in_heading(block, words.len());
    }
    last == '、' && words.contains('，') && !next.scan.starts_with_mark()
}

/// Whether a paragraph reads on from one that has no mark at its end: it is neither heading nor list nor address.
fn runs_on(next: &Block, begins: &str) -> bool {
    // 8.97万农村人口: a figure, no item.
    let marked = |mark: &Mark| !before_digit(&next.text, &mark.ordinal);
    let heads = next.scan.starts_with_mark() && next.scan.marks.first().is_some_and(marked)
        || matches!(next.scan.shape, LineShape::Title | LineShape::Part | LineShape::Dash)
        || next.text.trim_start().starts_with("**")
        || begins.starts_with("各位")
        || begins.starts_with(['（', '(', '—', '●', '■', '·', '“']) && !begins.starts_with("（上接");
    is_text(next) && !heads
}

/// Whether a sentence ends inside the line: it is text and no heading.
fn holds_sentence(words: &str) -> bool {
    words.find('。').is_some_and(|at| at >= 12 && words.len() - at > 9)
}

/// Whether the line ends in a heading that runs on from its text: …加以解决。二、今后五年的目标
fn ends_in_heading(block: &Block, end: usize) -> bool {
    let heading = |mark: &Mark| !mark.ordinal.style.is_run_in() && !mark.is_bare() && mark.title.end as usize >= end;
    let bold =
        block.text.rfind("**").is_some_and(|at| at + 8 > end && block.text.matches("**").count().is_multiple_of(2));
    block.scan.marks.last().is_some_and(heading) || bold
}

/// Whether a line ends in the name of whoever wrote it or took the picture, in a time of day or in a subtitle.
fn is_credit(words: &str) -> bool {
    let from = words.char_indices().rev().nth(24).map_or(0, |(i, _)| i);
    let tail = &words[from..];
    let clock = tail.ends_with(|c: char| c.is_ascii_digit()) && tail.chars().rev().nth(2) == Some(':');
    let subtitle = words.rfind('。').is_some_and(|at| words[at..].contains("——"));
    clock || subtitle || BYLINES.iter().any(|w| words.ends_with(w)) || CREDITS.iter().any(|w| tail.contains(w))
}

/// Whether the words want more: they end in a comma or in a word that stands before another.
pub(super) fn wants_more(words: &str) -> bool {
    words
        .ends_with(['，', '、', ',', '“', '（', '《', '为', '的', '和', '与', '及', '将', '把', '以', '在', '对', '从'])
}

/// The last word of a paragraph's text: what is underlined.
pub(super) fn last_word(text: &str, end: usize) -> Span {
    let words = &text[..end];
    let body = words.trim_end_matches(['，', '、']);
    let piece = |c: char| c.is_ascii_digit() || matches!(c, '.' | '%' | '％');
    let number = body.trim_end_matches(piece);
    let start = match body.len() - number.len() {
        0 => body.char_indices().rev().take(2).take_while(|(_, c)| c.is_alphanumeric()).last().map_or(end, |(i, _)| i),
        _ => number.len(),
    };
    Span::new(start, end)
}
