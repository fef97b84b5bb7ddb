//! `note-unmatched`: the mark of a note without its note, or a note without its mark.

use super::left_out::around;
use crate::finding::{Finding, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::text::{LineCol, Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "note-unmatched",
    group: Group::Text,
    severity: Severity::Hint,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "注码与注文不对应", en: "A note mark without its note" },
    docs: "## 检查什么\n\n正文里的注码（“六稳”[1]、②）在下面没有同号的注文，或者注文在正文里没有注码。注码不算名称和数字的一部分，停在上面看到注文，转到定义到注文。\n\n## 为什么\n\n增删名词解释之后，注码和注文容易对不上号。\n\n## 误报与边界\n\n至少有三个注码找得到注文、而且占注码的大半时才看；“〔2022〕5号”“m²”不是注码。\n\n在877篇公开报告和127份文稿上报告3处（3份），读了3处，都属实。",
    docs_en: "A note mark in the text ([1], ②) has no note of its number below, or a note has no mark. Only where most marks have their notes. Marks are no part of names and figures; hover shows the note, go to definition leads to it.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass(
            "扎实做好“六稳”[1]工作，落实“三保”[2]，推进“双创”[3]。\n[1]六稳：甲。\n[2]三保：乙。\n[3]双创：丙。",
        ),
        Example::pass("扎实做好“六稳”[1]工作，印发〔2022〕5号文件。"),
        Example::fail(
            "扎实做好“六稳”[1]工作，落实“三保”[2]，推进“双创⟦”[4]，⟧建设“两廊”[3]。\n[1]六稳：甲。\n[2]三保：乙。\n[3]两廊：丙。",
        ),
        Example::fail(
            "扎实做好“六稳”[1]工作，落实“三保”[2]，推进“双创”[3]。\n[1]六稳：甲。\n[2]三保：乙。\n[3]双创：丙。\n⟦[4]⟧两廊：丁。",
        ),
    ],
    check: Check::Document(check),
};

/// Fewest marks with notes, and how many times as many as marks without.
const FEWEST: usize = 3;
const TIMES: usize = 3;

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let Some(woven) = view.woven else { return };
    let matched = woven.noted.iter().filter(|n| n.mark.is_some() && n.note.is_some()).count();
    let marks = woven.noted.iter().filter(|n| n.mark.is_some()).count();
    if matched < FEWEST || matched < (marks - matched) * TIMES {
        return;
    }
    for noted in &woven.noted {
        let number = noted.number;
        match (noted.mark, noted.note) {
            (Some((line, span)), None) => {
                let place = around(view, woven.read(LineCol { line, byte: span.start }));
                let message =
                    Message::new(format!("注码{number}在下面没有注文"), format!("mark {number} has no note below"));
                found.push(Finding::new(place, message));
            }
            (None, Some(line)) => {
                let (block, byte) = woven.read(LineCol { line, byte: 0 });
                let text = view.text(block).get(byte as usize..).unwrap_or_default();
                let start = text.len() - text.trim_start_matches([' ', '\u{3000}', '*', '\t']).len();
                let end = text
                    .find([']', '］', '】', '〕'])
                    .map_or(start, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
                let place = Loc { block, span: Span::new(byte as usize + start, byte as usize + end) };
                let message = Message::new(
                    format!("注文{number}在正文里没有注码"),
                    format!("note {number} has no mark in the text"),
                );
                found.push(Finding::new(place, message));
            }
            _ => {}
        }
    }
}
