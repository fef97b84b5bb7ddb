//! `text-overlaid`: text pasted over itself.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{here, is_han, perhaps, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "text-overlaid",
    group: Group::Text,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "文字重叠", en: "Text pasted over itself" },
    docs: "## 检查什么\n\n同一短语或分句紧接着重复一遍：环境质量方面环境质量方面，，。\n\n## 为什么\n\n多为改稿粘贴或公文合成时的重影。\n\n## 误报与边界\n\n短语至少四个汉字，且紧接重复（“稳就业保就业”不在此列）；整个分句（六字以上）连同标点重复也报；叠词（研究研究）、“一件事情一件事情抓”和隔着标点的反复修辞不报；后接“是”的多为标题与正文粘连，不报。\n\n在1,004份公开报告和公文（1,686万字）上报告2处（1份），读了2处，都属实。",
    docs_en: "A phrase of four or more ideographs, or a whole clause, repeated at once. Reduplication and rhetorical repetition across punctuation are left alone.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("研究研究再说"),
        Example::pass("千方百计稳增长，千方百计稳就业"),
        Example::pass("一个接一个接着干"),
        Example::pass("形成尊重企业尊重企业家的氛围"),
        Example::pass("坚持不懈抓改革，坚持不懈抓开放"),
        Example::pass("稳就业保就业保民生"),
        Example::fixed("⟦进一步进一步⟧加强", "进一步加强"),
        Example::fixed("⟦加快推进重点工程建设，加快推进重点工程建设，⟧确保", "加快推进重点工程建设，确保"),
        Example::fixed("⟦环境质量方面环境质量方面⟧，包括", "环境质量方面，包括"),
    ],
    check: Check::Block(check),
};

/// Ideographs of the shortest phrase.
const SHORTEST: usize = 3;
/// Characters of the longest phrase.
const LONGEST: usize = 40;
/// Characters of the shortest phrase that may end in a mark: shorter ones may be repeated on purpose.
const CLAUSE: usize = 7;
/// Bytes of an ideograph of the basic plane.
const WIDTH: usize = 3;

/// Where each run of three ideographs stood last, by a small hash: a repetition shows as the same run a phrase earlier.
fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    const SLOTS: usize = 1 << 9;
    let text = view.text();
    let bytes = text.as_bytes();
    let key = SHORTEST * WIDTH;
    let mut last = [u32::MAX; SLOTS];
    let mut at = 0;
    while let Some(window) = bytes.get(at..).and_then(<[u8]>::first_chunk::<{ SHORTEST * WIDTH }>) {
        let [head @ .., tail] = window;
        if !(0xE3..=0xE9).contains(&head[0]) {
            at += 1;
            continue;
        }
        let mixed = (u64::from_le_bytes(*head) ^ u64::from(*tail) << 29).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let hash = (mixed >> (64 - SLOTS.trailing_zeros())) as usize;
        let before = std::mem::replace(&mut last[hash], at as u32) as usize;
        if at.checked_sub(before).is_some_and(|length| (key..=LONGEST * WIDTH).contains(&length)) {
            let length = at - before;
            let phrase = &bytes[before..at];
            if bytes.get(at..at + length) == Some(phrase)
                && let Some(phrase) = text.get(before..at)
                && repeatable(phrase)
                && !phrase.starts_with('一')
                && !text[at + length..].starts_with('是')
                && !grows(phrase, &text[at + length..])
                && !periodic(phrase)
            {
                let all = here(Span::new(before, at + length));
                found.push(
                    report(all, format!("“{phrase}”重复一遍"), format!("“{phrase}” is repeated"))
                        .fix(perhaps(all, phrase)),
                );
                at += length;
                last = [u32::MAX; SLOTS];
                continue;
            }
        }
        at += WIDTH;
    }
}

/// A phrase without marks, or a whole clause with the mark that ends it.
fn repeatable(phrase: &str) -> bool {
    let clause = phrase.trim_end_matches(['，', '。', '；', '、']);
    let length = phrase.chars().count();
    // 稳就业保就业保民生: of three, only a word that is no verb and object.
    clause.chars().all(is_han)
        && if clause.len() == phrase.len() { length > SHORTEST || phrase == "进一步" } else { length >= CLAUSE }
}

/// 尊重企业尊重企业家: the second time the phrase begins a longer word.
fn grows(phrase: &str, rest: &str) -> bool {
    phrase.chars().count() <= 5
        && rest.starts_with(['家', '者', '员', '们', '性', '化', '业', '率', '度', '区', '界', '人'])
}

/// 哈哈哈哈: a phrase that is itself a repetition.
fn periodic(phrase: &str) -> bool {
    (1..=phrase.len() / WIDTH / 2).any(|n| {
        let part = &phrase[..n * WIDTH];
        phrase.len().is_multiple_of(part.len())
            && phrase.as_bytes().chunks_exact(part.len()).all(|c| c == part.as_bytes())
    })
}
