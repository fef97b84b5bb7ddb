//! The examples of the patterns: each holds or does not hold as it says, and each line of a rule is needed by one.

use super::clause::Sentence;
use crate::figures::scan::{numeral_at, scan};
use crate::reading::Script;
use crate::reading::patterns::{Marked, Rule};

/// The lines of a rule that hold of the figure in 【】, or of the place in 〔〕.
fn holding(rule: &Rule, text: &str) -> Vec<usize> {
    let of_figure = text.contains('【');
    let parts: Vec<&str> = text.split(['【', '】', '〔', '〕']).collect();
    let [head, own, tail] = parts[..] else { panic!("{text}: one place in brackets is wanted") };
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
    rule.holding(&sentence, Marked { kinds: place.kinds | kinds, ..place })
}

#[test]
fn patterns_hold_of_their_examples_and_each_line_is_needed_by_one() {
    let mut wrong = Vec::new();
    for (rule, examples) in Rule::all() {
        let mut needed = vec![false; rule.len()];
        for (holds, text, place) in examples {
            let lines = holding(rule, text);
            if lines.is_empty() == holds {
                wrong.push(format!("{place}: {text}: {}", if holds { "does not hold" } else { "holds" }));
            }
            if let [line] = lines[..] {
                needed[line] |= holds;
            }
            let traditional = holding(rule, &Script::Traditional.write(text));
            if traditional != lines {
                wrong.push(format!("{place}: {text}: reads otherwise in traditional script"));
            }
        }
        let unneeded = (0..rule.len()).filter(|i| !needed[*i]);
        wrong.extend(unneeded.map(|i| format!("{}: no example needs line {}", rule.name, i + 1)));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
