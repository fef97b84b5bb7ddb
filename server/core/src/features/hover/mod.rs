//! Hover: what a figure is, what it implies and where else it stands; what a heading holds; why something is flagged.
//!
//! Only what holds is shown, each computed line with its formula. No judgement, no guessed year, no growth called wrong.

mod card;
mod figure;
mod heading;
mod values;
mod when;
pub(super) mod words;

use card::Card;

use super::places::{Hit, hit, loc};
use crate::analysis::{Diagnostic, Snapshot};
use crate::figures::Class;
use crate::message::{Language, StaticMessage};
use crate::rules;
use crate::text::{LineCol, LineRange, Span, shorten};

/// Longest note shown, in characters.
const MAX_NOTE: usize = 600;

/// Labels and values.
pub type Rows = Vec<(String, String)>;

/// How a client wants its hover.
#[derive(Clone, Copy, Default)]
pub struct HoverOptions<'a> {
    /// Language of labels and explanations.
    pub language: Language,
    /// Markdown (with a table) or plain text.
    pub markdown: bool,
    /// Makes a link to a place of this document (a command link). Without it, line numbers are shown.
    pub link: Option<&'a dyn Fn(LineRange) -> String>,
    /// Makes a link to the page of a rule. Without it, the code is shown: it is what a page can be asked for by.
    pub rule_link: Option<&'a dyn Fn(&str) -> String>,
    /// What other files say of a figure: labels and values, ready to be shown.
    pub companions: Option<&'a dyn Fn((u32, usize)) -> Rows>,
}

/// Text for a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What the text speaks of.
    pub range: LineRange,
    /// Markdown or plain text, as asked for.
    pub contents: String,
}

/// What is known about a place; `None` where there is neither figure, heading nor diagnostic.
#[must_use]
pub fn hover(snapshot: &Snapshot, at: LineCol, options: &HoverOptions<'_>) -> Option<Hover> {
    if let Some(hover) = note(snapshot, at, options) {
        return Some(hover);
    }
    let (block, byte) = snapshot.locate(at);
    let here = snapshot.blocks().get(block as usize)?;
    let mut cards: Vec<Card> = Vec::new();
    let mut range = None;
    // 前三季度 is a length of time, “十五五” a name: with the words around they are dates.
    let hit = hit(snapshot, block, byte);
    let timed = match &hit {
        None => true,
        Some(Hit::Figure(index)) => matches!(here.figures[*index].class, Class::Period | Class::Name),
        Some(_) => false,
    };
    if let Some((card, span)) = timed.then(|| when::card(snapshot, block, byte, options)).flatten() {
        range = Some(snapshot.line_range(loc(block, span)));
        cards.push(card);
    }
    match hit.filter(|_| cards.is_empty()) {
        Some(Hit::Ordinal(node)) => {
            let ordinal = snapshot.outline().nodes[node as usize].ordinal;
            range = ordinal.map(|o| snapshot.line_range(loc(block, o.span)));
            cards.push(heading::card(snapshot, node, options));
        }
        Some(Hit::Figure(index)) => {
            let figure = &here.figures[index];
            let mut span = figure.span;
            for comparator in [figure.before, figure.after].into_iter().flatten().filter(|c| c.contains(byte)) {
                span = Span { start: span.start.min(comparator.start), end: span.end.max(comparator.end) };
            }
            range = Some(snapshot.line_range(loc(block, span)));
            let mut card = figure::card(snapshot, block, index, options);
            if let Some(companions) = options.companions {
                card.rows.extend(companions((block, index)));
            }
            cards.push(card);
        }
        Some(Hit::Heading(node)) => {
            range = Some(snapshot.line_range(snapshot.outline().nodes[node as usize].heading));
            cards.push(heading::card(snapshot, node, options));
        }
        None => {}
    }
    let mut codes = Vec::new();
    for diagnostic in diagnostics_at(snapshot, at) {
        if codes.contains(&diagnostic.finding.code) {
            continue;
        }
        codes.push(diagnostic.finding.code);
        range = range.or_else(|| Some(snapshot.line_range(diagnostic.finding.loc)));
        cards.extend(rule_card(diagnostic, options));
    }
    let contents: Vec<String> = cards.iter().map(|c| c.render(options)).filter(|c| !c.is_empty()).collect();
    let separator = if options.markdown { "\n\n---\n\n" } else { "\n\n" };
    (!contents.is_empty()).then_some(())?;
    Some(Hover { range: range?, contents: contents.join(separator) })
}

/// On the mark of a note, the note.
fn note(snapshot: &Snapshot, at: LineCol, options: &HoverOptions<'_>) -> Option<Hover> {
    let (range, noted) = snapshot.woven()?.noted_at(at)?;
    let line = snapshot.line_text(noted.note?);
    let words = shorten(line.trim_matches(|c: char| c.is_whitespace() || c == '*'), MAX_NOTE);
    let card = Card { notes: vec![options.escape(&words)], ..Card::default() };
    Some(Hover { range, contents: card.render(options) })
}

/// The diagnostics whose place holds a position.
fn diagnostics_at(snapshot: &Snapshot, at: LineCol) -> impl Iterator<Item = &Diagnostic> {
    let (block, byte) = snapshot.locate(at);
    let all = snapshot.diagnostics();
    let first = all.partition_point(|d| d.finding.loc.block < block);
    let here = all[first..].iter().take_while(move |d| d.finding.loc.block == block);
    here.filter(move |d| {
        let span = d.finding.loc.span;
        span.contains(byte) || (span.is_empty() && span.start == byte)
    })
}

/// The rule behind a diagnostic: title, what it checks, where to read on. The message itself stands in the diagnostic.
fn rule_card(diagnostic: &Diagnostic, options: &HoverOptions<'_>) -> Option<Card> {
    let rule = rules::rule(diagnostic.finding.code)?;
    let page = StaticMessage { zh: "规则说明", en: "About the rule" }.get(options.language);
    let name = match (options.markdown, options.rule_link) {
        (true, Some(link)) => format!("[{page}]({})", link(rule.code)),
        (true, None) => format!("`{}`", rule.code),
        _ => rule.code.to_owned(),
    };
    let title = options.escape(rule.title.get(options.language));
    let summary = match options.language {
        Language::Zh => first_paragraph(rule.docs),
        Language::En => first_paragraph(rule.docs_en),
    };
    let head = if options.markdown { format!("**{title}** {name}") } else { format!("{title} {name}") };
    Some(Card { notes: vec![head, summary.to_owned()], ..Card::default() })
}

/// The first paragraph of a Markdown text that is not a heading.
fn first_paragraph(docs: &str) -> &str {
    docs.split("\n\n").map(str::trim).find(|p| !p.is_empty() && !p.starts_with('#')).unwrap_or_default()
}

#[cfg(test)]
mod tests;
