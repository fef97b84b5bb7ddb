//! The examples of the patterns: each holds or does not hold as it says, and each line of a rule is needed by one.
#![allow(clippy::disallowed_methods, reason = "the test reads the patterns")]

use super::clause::Sentence;
use crate::figures::scan::{numeral_at, scan};
use crate::reading::Script;
use crate::reading::line::fold_text;
use crate::reading::patterns::{Marked, Rule};

/// The lines of a rule that hold of the figure in 【】, or of the place in 〔〕; `None` where there is not one of these.
fn holding(rule: &Rule, text: &str) -> Option<Vec<usize>> {
    let of_figure = text.contains('【');
    let parts: Vec<&str> = text.split(['【', '】', '〔', '〕']).collect();
    let [head, own, tail] = parts[..] else { return None };
    let plain = format!("{head}{own}{tail}");
    let figures = scan(&plain);
    let sentence = Sentence::new(&plain, &figures);
    let line = &sentence.line;
    let (start, end) = (line.index(head.len() as u32), line.index((head.len() + own.len()) as u32));
    let place = Marked { to: end, ..Marked::at(start) };
    // What may be no figure at all is read as a numeral.
    let numeral = numeral_at(line, start);
    let place = match sentence.figs.iter().position(|f| f.start <= start && start < f.end) {
        Some(k) if of_figure && !own.is_empty() => sentence.marked(k),
        _ if of_figure => numeral.unwrap_or(place),
        _ => place,
    };
    let kinds = numeral.filter(|_| of_figure).map_or(0, |numeral| numeral.kinds);
    Some(rule.holding(&sentence, Marked { kinds: place.kinds | kinds, ..place }))
}

#[test]
fn patterns_hold_of_their_examples_and_each_line_is_needed_by_one() {
    let mut wrong = Vec::new();
    for (rule, examples) in Rule::all() {
        // For each line the examples that it holds of, and whether it is alone in that.
        let mut held: Vec<Vec<(&str, bool)>> = vec![vec![]; rule.len()];
        for (holds, text, place) in examples {
            let Some(lines) = holding(rule, text) else {
                wrong.push(format!("{place}: {text}: one place in 【】 or 〔〕 is wanted"));
                continue;
            };
            if lines.is_empty() == holds {
                wrong.push(format!(
                    "{place}: {text}: {}",
                    if holds { "does not hold" } else { "holds, but should not" }
                ));
            }
            if holds {
                lines.iter().for_each(|line| held[*line].push((place, lines.len() == 1)));
            }
            if holding(rule, &Script::Traditional.write(text)).is_none_or(|traditional| traditional != lines) {
                wrong.push(format!("{place}: {text}: reads otherwise in traditional script"));
            }
        }
        for (place, held) in rule.places.iter().zip(held) {
            if !held.iter().any(|(_, alone)| *alone) {
                let others: Vec<&str> = held.iter().map(|(place, _)| *place).collect();
                let others = if others.is_empty() { "of none".into() } else { format!("of {}", others.join(", ")) };
                wrong.push(format!("{place}: no + example holds by this line alone ({others} by it and others)"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn patterns_are_in_simplified_script_and_half_width() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("patterns");
    let mut wrong = Vec::new();
    for file in std::fs::read_dir(folder).expect("the folder of patterns").map(|entry| entry.expect("a file").path()) {
        let text = std::fs::read_to_string(&file).expect("a file of patterns");
        for (i, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with(['+', '-', '/'])) {
            if fold_text(line) != line {
                wrong.push(format!("{}:{}: {line}", file.display(), i + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
