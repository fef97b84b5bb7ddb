//! Hover on a time without a number: 年底前, 上半年, “十五五”末, with its dates as far as the draft tells the year.

use super::HoverOptions;
use super::card::Card;
use super::words::period;
use crate::analysis::Snapshot;
use crate::figures::Role;
use crate::text::Span;

/// A word, the months it spans, and whether it is a date by which something is due.
type Word = (&'static str, u32, u32, bool);

/// Longer ones first.
const WORDS: &[Word] = &[
    ("年底之前", 12, 12, true),
    ("年底以前", 12, 12, true),
    ("年底前", 12, 12, true),
    ("年末前", 12, 12, true),
    ("前三季度", 1, 9, false),
    ("第一季度", 1, 3, false),
    ("第二季度", 4, 6, false),
    ("第三季度", 7, 9, false),
    ("第四季度", 10, 12, false),
    ("一季度", 1, 3, false),
    ("二季度", 4, 6, false),
    ("三季度", 7, 9, false),
    ("四季度", 10, 12, false),
    ("上半年", 1, 6, false),
    ("下半年", 7, 12, false),
    ("年内", 12, 12, true),
];

/// The numerals of five-year plans: “十五” began in 2001.
const PLANS: &[(&str, i32)] =
    &[("十一五", 2006), ("十二五", 2011), ("十三五", 2016), ("十四五", 2021), ("十五五", 2026), ("十六五", 2031)];

/// The card of such a word at a place, and where it stands.
pub(super) fn card(snapshot: &Snapshot, block: u32, byte: u32, options: &HoverOptions<'_>) -> Option<(Card, Span)> {
    let here = snapshot.blocks().get(block as usize)?;
    let text = here.read();
    let (label, span, value) = if let Some((span, year)) = plan_end(text, byte) {
        (("期限", "Deadline"), span, format!("{year}-12-31"))
    } else {
        let (span, (_, first, last, due)) = word_at(text, byte)?;
        let year = written_year(text, span.start as usize).or_else(|| planned_year(snapshot, block, span.start));
        let year = year.map_or_else(String::new, |y| format!("{y}-"));
        let value = if due { format!("{year}{last:02}-31") } else { format!("{year}{first:02}/{year}{last:02}") };
        (if due { ("期限", "Deadline") } else { ("时段", "Period") }, span, value)
    };
    let mut card = Card { title: options.escape(span.of(&here.text)), ..Card::default() };
    card.row(options.say(label.0, label.1), period(&value, options.language));
    Some((card, span))
}

/// The word that holds byte `at`.
fn word_at(text: &str, at: u32) -> Option<(Span, Word)> {
    let at = at as usize;
    let from = text.floor_char_boundary(at.saturating_sub(12));
    let to = text.ceil_char_boundary((at + 15).min(text.len()));
    WORDS.iter().find_map(|word| {
        let mut found = text[from..to].match_indices(word.0).map(|(i, w)| (from + i, from + i + w.len()));
        let (start, end) = found.find(|(start, end)| (*start..*end).contains(&at))?;
        Some((Span { start: start as u32, end: end as u32 }, *word))
    })
}

/// “十五五”末 and “十五五”期末: the last year of the plan.
fn plan_end(text: &str, at: u32) -> Option<(Span, i32)> {
    let at = at as usize;
    let from = text.floor_char_boundary(at.saturating_sub(24));
    let to = text.ceil_char_boundary((at + 27).min(text.len()));
    PLANS.iter().find_map(|(name, first)| {
        text[from..to].match_indices(name).find_map(|(i, _)| {
            let start = from + i;
            let rest = text[start + name.len()..].trim_start_matches(['”', '"']);
            let end = ["期末", "时期末", "末"].iter().find_map(|w| Some(text.len() - rest.strip_prefix(w)?.len()))?;
            let start = if text[..start].ends_with('“') { start - '“'.len_utf8() } else { start };
            let span = Span { start: start as u32, end: end as u32 };
            (start..end).contains(&at).then_some((span, first + 4))
        })
    })
}

/// The year right before the word: 2026年上半年.
fn written_year(text: &str, at: usize) -> Option<i32> {
    let head = text[..at].strip_suffix('年').or_else(|| text[at..].starts_with('年').then_some(&text[..at]))?;
    let digits = head.get(head.len().checked_sub(4)?..)?;
    digits.parse().ok().filter(|y| (1900..2200).contains(y))
}

/// The report's year where the words around are a plan's; a look back speaks of other years.
fn planned_year(snapshot: &Snapshot, block: u32, at: u32) -> Option<i32> {
    let ledger = snapshot.ledger();
    let figures = &snapshot.blocks().get(block as usize)?.figures;
    let next = figures.partition_point(|f| f.span.start < at);
    let roles = (next..figures.len().min(next + 4)).chain((next.saturating_sub(2)..next).rev());
    let role = roles.filter_map(|k| ledger.entry(block, k)?.role).find(|r| matches!(r, Role::Target | Role::Achieved));
    ledger.report_year.filter(|_| role == Some(Role::Target))
}
