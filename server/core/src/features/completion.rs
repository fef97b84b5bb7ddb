//! Completion: the next ordinal at the start of a line, units after a number, names of indicators, standard phrases, and in
//! Markdown the words of comments that silence rules.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::mentions::{figure, telling_name};
use super::phrases::PHRASES;
use super::pinyin;
use super::places::{live, loc};
use super::series::{is_markup, line_start_node, next_marker};
use crate::analysis::Snapshot;
use crate::block::DocumentKind;
use crate::fixes::TextEdit;
use crate::message::Language;
use crate::reading::line::fold;
use crate::rules;
use crate::structure::NodeKind;
use crate::text::{LineCol, LineRange, Span};

/// Most proposals of one kind.
const MAX_UNITS: usize = 20;
/// Most characters before the cursor that are taken for the beginning of a name.
const MAX_TYPED: usize = 12;

/// What a proposal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompletionKind {
    /// The next ordinal of a series.
    Ordinal,
    /// A unit.
    Unit,
    /// An indicator of this document.
    Indicator,
    /// A standard phrase.
    Phrase,
    /// A word of a comment that silences rules: a command, or the code of a rule.
    Directive,
}

/// A proposal. They come best first; the list is complete, so that the editor filters it while one types on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What is shown and inserted.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// Which series or statement it comes from; may be empty.
    pub detail: String,
    /// Text that the editor matches what was typed against.
    pub filter: String,
    /// The change.
    pub edit: TextEdit,
}

/// Proposals at a place.
#[must_use]
pub fn completion(snapshot: &Snapshot, at: LineCol, language: Language) -> Vec<Completion> {
    let (block, byte) = snapshot.locate(at);
    let Some(here) = snapshot.blocks().get(block as usize) else { return Vec::new() };
    let before = Span { start: 0, end: byte }.of(&here.text);
    if snapshot.kind() == DocumentKind::Markdown
        && let Some(found) = directives(snapshot, block, before, language)
    {
        return found;
    }
    let mut found = ordinals(snapshot, block, before, language);
    found.extend(units(snapshot, block, before, language));
    if found.is_empty() {
        if live(snapshot) {
            found.extend(indicators(snapshot, block, before, language));
        }
        found.extend(phrases(snapshot, block, before, language));
    }
    found
}

/// What replaces the last `typed` bytes before the cursor.
fn edit(snapshot: &Snapshot, block: u32, before: &str, typed: usize, text: String) -> TextEdit {
    let range = snapshot.line_range(loc(block, Span::new(before.len() - typed, before.len())));
    TextEdit { range: LineRange { start: range.start, end: range.end }, text }
}

/// Inside a comment: the commands, then the codes of rules, those found in this document first. `None` outside.
fn directives(snapshot: &Snapshot, block: u32, before: &str, language: Language) -> Option<Vec<Completion>> {
    const COMMANDS: [&str; 4] = ["zhibi-ignore", "zhibi-ignore-start", "zhibi-ignore-end", "zhibi-ignore-file"];
    let inside = &before[before.rfind("<!--")? + "<!--".len()..];
    if inside.contains("-->") {
        return None;
    }
    let is_code = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let typed = &inside[inside.trim_end_matches(is_code).len()..];
    let mut words = inside[..inside.len() - typed.len()].split([' ', '\t', ',']).filter(|word| !word.is_empty());
    let proposal = |label: &str, detail: String| Completion {
        label: label.to_owned(),
        kind: CompletionKind::Directive,
        detail,
        filter: label.to_owned(),
        edit: edit(snapshot, block, before, typed.len(), label.to_owned()),
    };
    let Some(command) = words.next() else {
        return Some(COMMANDS.iter().map(|command| proposal(command, String::new())).collect());
    };
    if !COMMANDS.contains(&command) || command == "zhibi-ignore-end" {
        return Some(Vec::new());
    }
    let named: Vec<&str> = words.collect();
    let found: HashSet<&str> = snapshot.diagnostics().iter().map(|d| d.finding.code).collect();
    let mut rules: Vec<_> = rules::RULES.iter().filter(|rule| !named.contains(&rule.code)).collect();
    rules.sort_by_key(|rule| !found.contains(rule.code));
    Some(rules.into_iter().map(|rule| proposal(rule.code, rule.title.get(language).to_owned())).collect())
}

/// At the start of a line, also behind a half-typed ordinal: the next of each open series, the innermost first.
fn ordinals(snapshot: &Snapshot, block: u32, before: &str, language: Language) -> Vec<Completion> {
    let start = before.len() - before.trim_start_matches(|c: char| is_markup(c.encode_utf8(&mut [0; 4]))).len();
    let typed = &before[start..];
    let ordinal_like = |c: char| "（(第一二三四五六七八九十百是要）)、.．".contains(c) || c.is_ascii_digit();
    let line_start = snapshot.line_range(loc(block, Span::default())).start.byte == 0;
    if !line_start || !typed.chars().all(ordinal_like) || typed.chars().count() > 5 {
        return Vec::new();
    }
    let outline = snapshot.outline();
    // The series that are open above this line: a half-typed ordinal on the line itself does not count.
    let Some(above) = block.checked_sub(1) else { return Vec::new() };
    let mut found: Vec<Completion> = Vec::new();
    let path = outline.at(above, u32::MAX - 1).or_else(|| {
        let before = outline.nodes.partition_point(|n| n.heading.block < block);
        before.checked_sub(1).map(|n| n as u32)
    });
    let path = path.map(|n| outline.path(n)).unwrap_or_default();
    for node in path.into_iter().rev() {
        let this = &outline.nodes[node as usize];
        if this.kind == NodeKind::Lead || line_start_node(snapshot, this.heading.block) != Some(node) {
            continue;
        }
        let Some(label) = next_marker(snapshot, this).filter(|l| found.iter().all(|f| f.label != *l)) else { continue };
        if !begins(&label, typed) {
            continue;
        }
        let last = crate::text::shorten(&super::outline::name(snapshot, this), 20);
        found.push(Completion {
            detail: match language {
                Language::Zh => format!("接“{last}”"),
                Language::En => format!("after “{last}”"),
            },
            kind: CompletionKind::Ordinal,
            filter: if typed.is_empty() { label.clone() } else { typed.to_owned() },
            edit: edit(snapshot, block, before, typed.len(), label.clone()),
            label,
        });
    }
    found.extend(first_of_a_level(&found, typed, language).map(|(label, detail)| Completion {
        kind: CompletionKind::Ordinal,
        filter: if typed.is_empty() { label.to_owned() } else { typed.to_owned() },
        edit: edit(snapshot, block, before, typed.len(), label.to_owned()),
        label: label.to_owned(),
        detail: detail.to_owned(),
    }));
    found
}

/// The first ordinal of the level below the innermost series that is open, or of the draft.
fn first_of_a_level(open: &[Completion], typed: &str, language: Language) -> Option<(&'static str, &'static str)> {
    let label = match open.first() {
        None => "一、",
        Some(next) if next.label.starts_with(['（', '(']) => "1.",
        Some(next) if next.label.ends_with('、') => "（一）",
        Some(_) => return None,
    };
    let detail = match (open.is_empty(), language) {
        (true, Language::Zh) => "第一项",
        (true, Language::En) => "the first item",
        (false, Language::Zh) => "下一级第一项",
        (false, Language::En) => "the first item one level down",
    };
    begins(label, typed).then_some((label, detail))
}

/// Whether a marker may be meant by what was typed, brackets of either width alike.
fn begins(label: &str, typed: &str) -> bool {
    let plain = |c: char| if c == '（' { '(' } else { c };
    typed.chars().next().is_none_or(|t| label.chars().next().map(plain) == Some(plain(t)))
}

/// After a number: the units of this document by how often they are used, then the usual ones.
fn units(snapshot: &Snapshot, block: u32, before: &str, language: Language) -> Vec<Completion> {
    const USUAL: [&str; 12] =
        ["%", "亿元", "万元", "个百分点", "个", "家", "人", "万人", "亩", "万亩", "公里", "平方米"];
    let scale = before.len() - before.trim_end_matches(|c| "万亿余多".contains(fold(c))).len();
    let head = &before[..before.len() - scale];
    if !head.ends_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c)) {
        return Vec::new();
    }
    // `3.` or `12` at a line's start is an ordinal being typed.
    let digits = head.trim_end_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    if is_markup(digits) {
        return Vec::new();
    }
    let typed = &before[before.len() - scale..];
    let mut uses: HashMap<&str, usize> = HashMap::new();
    for here in snapshot.blocks() {
        for figure in here.figures.iter().filter(|f| !f.unit.is_empty()) {
            // With its scale: 亿元, not 元.
            let written = figure.span.of(&here.text);
            let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
            let unit = written.rfind(digit).map_or("", |at| written[at..].trim_start_matches(digit));
            let unit = unit.trim_start_matches(|c| "余多".contains(fold(c)));
            if super::places::is_measure(figure.class) && !unit.is_empty() {
                *uses.entry(unit).or_default() += 1;
            }
        }
    }
    let mut known: Vec<(Cow<'_, str>, usize)> = uses.into_iter().map(|(unit, n)| (unit.into(), n)).collect();
    known.sort_by(|(a, m), (b, n)| n.cmp(m).then(a.cmp(b)));
    let script = snapshot.style().script();
    let mut usual: Vec<_> = USUAL.iter().map(|u| (script.write(u), 0)).collect();
    usual.retain(|(u, _)| known.iter().all(|(k, _)| k != u));
    let all = known.into_iter().take(MAX_UNITS).chain(usual);
    // A half-typed number keeps its own figure out of the count only by chance; that does no harm to the order.
    all.filter(|(unit, _)| unit.starts_with(typed) && *unit != typed)
        .map(|(unit, n)| Completion {
            label: unit.to_string(),
            kind: CompletionKind::Unit,
            detail: match (n, language) {
                (0, _) => String::new(),
                (n, Language::Zh) => format!("文中{n}次"),
                (n, Language::En) => format!("{n} times here"),
            },
            filter: unit.to_string(),
            edit: edit(snapshot, block, before, typed.len(), unit.into_owned()),
        })
        .collect()
}

/// How much of what stands before the cursor begins a name or a phrase, and what the editor matches while one types on:
/// Chinese characters, at least as many as `least` says of them, or letters of their readings.
fn typed<'b>(
    before: &'b str,
    tails: &[&'b str],
    whole: &str,
    least: impl Fn(&str) -> usize,
) -> Option<(&'b str, String)> {
    if let Some(letters) = pinyin::letters(before) {
        return pinyin::filter(letters, whole).map(|filter| (letters, filter));
    }
    let tail = tails.iter().rev().find(|tail| whole.starts_with(**tail) && tail.len() < whole.len())?;
    (tail.chars().count() >= least(tail)).then(|| (*tail, whole.to_owned()))
}

/// After the beginning of an indicator's name: the names of this draft that begin so, each with its first statement.
fn indicators(snapshot: &Snapshot, block: u32, before: &str, language: Language) -> Vec<Completion> {
    let tails = tails(before);
    let mut seen = HashSet::new();
    let mut found: Vec<(usize, Completion)> = Vec::new();
    for entry in snapshot.ledger().all() {
        let Some((metric, at)) = entry.metric().filter(|(m, _)| telling_name(m)) else { continue };
        // The name being typed is no statement yet.
        let here = at.block == block && at.span.start as usize <= before.len();
        if here && at.span.end as usize >= before.len() {
            continue;
        }
        let Some((typed, filter)) = typed(before, &tails, &metric.text, |_| 2) else { continue };
        if !seen.insert(metric.text.as_str()) {
            continue;
        }
        let Some((figure, text)) = figure(snapshot, (entry.block, entry.figure as usize)) else { continue };
        let line = snapshot.line_range(loc(entry.block, figure.span)).start.line + 1;
        let amount = figure.span.of(text);
        found.push((
            typed.len(),
            Completion {
                label: metric.text.clone(),
                kind: CompletionKind::Indicator,
                detail: match language {
                    Language::Zh => format!("第{line}行：{amount}"),
                    Language::En => format!("line {line}: {amount}"),
                },
                filter,
                edit: edit(snapshot, block, before, typed.len(), metric.text.clone()),
            },
        ));
    }
    found.sort_by_key(|(typed, _)| std::cmp::Reverse(*typed));
    found.into_iter().map(|(_, c)| c).take(MAX_UNITS).collect()
}

/// The last characters before the cursor, the shortest piece first. What was typed may begin anywhere: Chinese has no spaces
/// between words.
fn tails(before: &str) -> Vec<&str> {
    before.char_indices().rev().map(|(at, _)| &before[at..]).take(MAX_TYPED).collect()
}

/// After the beginning of a standard phrase: two characters of it where a clause begins, three elsewhere; or letters of the
/// readings of its characters.
fn phrases(snapshot: &Snapshot, block: u32, before: &str, language: Language) -> Vec<Completion> {
    let tails = tails(before);
    let begins_clause = |tail: &str| {
        let ahead = before[..before.len() - tail.len()].chars().next_back();
        ahead.is_none_or(|c| !c.is_alphanumeric())
    };
    let least = |tail: &str| if begins_clause(tail) { 2 } else { 3 };
    let detail = match language {
        Language::Zh => "常用表述",
        Language::En => "standard phrase",
    };
    let script = snapshot.style().script();
    let phrases = PHRASES.iter().map(|phrase| script.write(phrase));
    let found = phrases.filter_map(|phrase| typed(before, &tails, &phrase, least).map(|typed| (phrase, typed)));
    found
        .take(MAX_UNITS)
        .map(|(phrase, (typed, filter))| Completion {
            label: phrase.to_string(),
            kind: CompletionKind::Phrase,
            detail: detail.to_owned(),
            filter,
            edit: edit(snapshot, block, before, typed.len(), phrase.into_owned()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::features::testing::cursor;

    fn check(text: &str, expected: &Expect) {
        let (snapshot, at) = cursor(text);
        let shown: String = completion(&snapshot, at, Language::Zh)
            .into_iter()
            .take(6)
            .map(|c| {
                let (from, to) = (c.edit.range.start.byte as usize, c.edit.range.end.byte as usize);
                let replaced = snapshot.line_text(at.line)[from..to].to_owned();
                format!("{:?} {} ({}) for {replaced:?}\n", c.kind, c.label, c.detail)
            })
            .collect();
        expected.assert_eq(&shown);
    }

    #[test]
    fn a_level_is_begun() {
        check(
            "工作报告\n$0",
            &expect![[r#"
                Ordinal 一、 (第一项) for ""
            "#]],
        );
        check(
            "一、回顾\n$0",
            &expect![[r#"
                Ordinal 二、 (接“一、回顾”) for ""
                Ordinal （一） (下一级第一项) for ""
            "#]],
        );
    }

    #[test]
    fn open_series_are_continued_innermost_first() {
        check(
            "一、回顾\n（一）工业\n1.钢铁\n$0",
            &expect![[r#"
                Ordinal 2. (接“1.钢铁”) for ""
                Ordinal （二） (接“（一）工业”) for ""
                Ordinal 二、 (接“一、回顾”) for ""
            "#]],
        );
        check(
            "一、回顾\n（一）工业\n正文\n（$0",
            &expect![[r#"
                Ordinal （二） (接“（一）工业”) for "（"
            "#]],
        );
        check(
            "一是工业。\n二是农业。\n三$0",
            &expect![[r#"
            Ordinal 三是 (接“二是农业”) for "三"
        "#]],
        );
    }

    #[test]
    fn units_follow_numbers() {
        check(
            "投资12亿元，收入3亿元，开工5个。\n税收完成8$0",
            &expect![[r#"
                Unit 亿元 (文中2次) for ""
                Unit 个 (文中1次) for ""
                Unit % () for ""
                Unit 万元 () for ""
                Unit 个百分点 () for ""
                Unit 家 () for ""
            "#]],
        );
        check(
            "投资12亿元，收入3亿元。\n税收完成8亿$0",
            &expect![[r#"
                Unit 亿元 (文中2次) for "亿"
            "#]],
        );
    }

    #[test]
    fn indicators_of_the_draft_are_completed() {
        check(
            "一般公共预算收入完成3亿元，增长5%。\n今年，一般公$0",
            &expect![[r#"
                Indicator 一般公共预算收入 (第1行：3亿元) for "一般公"
                Phrase 一般公共预算收入增长 (常用表述) for "一般公"
            "#]],
        );
        check("一般公共预算收入完成3亿元，增长5%。\n今年，公$0", &expect![[""]]);
    }

    #[test]
    fn letters_of_the_readings_complete_names_and_phrases() {
        check(
            "一般公共预算收入完成3亿元，增长5%。\n今年，ybgg$0",
            &expect![[r#"
                Indicator 一般公共预算收入 (第1行：3亿元) for "ybgg"
                Phrase 一般公共预算收入增长 (常用表述) for "ybgg"
            "#]],
        );
        check(
            "今年，jianchiwz$0",
            &expect![[r#"
                Phrase 坚持稳中求进工作总基调 (常用表述) for "jianchiwz"
            "#]],
        );
        let (snapshot, at) = cursor("今年，jcwz$0");
        let found = completion(&snapshot, at, Language::Zh);
        assert_eq!(found[0].filter, "jcwzqjgzzjd", "what is typed on narrows the list");
        // Letters of a name are not letters of readings.
        check("引进了5G$0", &expect![[""]]);
        check("接入OAjc$0", &expect![[""]]);
        check("今年，j$0", &expect![[""]]);
    }

    #[test]
    fn standard_phrases_are_completed() {
        check(
            "今年，坚持稳中$0",
            &expect![[r#"
                Phrase 坚持稳中求进工作总基调 (常用表述) for "坚持稳中"
            "#]],
        );
        check(
            "要加快构建$0",
            &expect![[r#"
                Phrase 加快构建新发展格局 (常用表述) for "加快构建"
            "#]],
        );
    }

    #[test]
    fn proposals_follow_the_script() {
        check(
            "總投資12億元。\n稅收完成8億$0",
            &expect![[r#"
            Unit 億元 (文中1次) for "億"
        "#]],
        );
        check(
            "總投資12萬元。\n稅收提高8$0",
            &expect![[r#"
            Unit 萬元 (文中1次) for ""
            Unit % () for ""
            Unit 億元 () for ""
            Unit 個百分點 () for ""
            Unit 個 () for ""
            Unit 家 () for ""
        "#]],
        );
        check(
            "總投資12億元。\n要加快構$0",
            &expect![[r#"
            Phrase 加快構建新發展格局 (常用表述) for "加快構"
        "#]],
        );
    }

    #[test]
    fn elsewhere_nothing_is_proposed() {
        check("坚持不$0", &expect![[""]]);
        check("我们坚持$0", &expect![[""]]);
        check("3$0", &expect![[""]]);
    }

    #[test]
    fn comments_that_silence_rules_are_completed() {
        let labels = |text: &str| -> Vec<String> {
            let at = text.find("$0").expect("a cursor");
            let snapshot = Snapshot::of(&text.replace("$0", ""), DocumentKind::Markdown, Default::default());
            let line = text[..at].matches('\n').count() as u32;
            let byte = (at - text[..at].rfind('\n').map_or(0, |n| n + 1)) as u32;
            completion(&snapshot, LineCol { line, byte }, Language::Zh).into_iter().map(|c| c.label).collect()
        };
        assert_eq!(labels("<!-- zh$0")[..2], ["zhibi-ignore", "zhibi-ignore-start"]);
        let codes = labels("（一）甲\n（三）乙\n<!-- zhibi-ignore ratio-sum $0 -->");
        assert_eq!((codes[0].as_str(), codes.len()), ("ordinal-gap", rules::RULES.len() - 1));
        assert!(!codes.contains(&"ratio-sum".to_owned()));
        assert!(labels("<!-- 别的 $0").is_empty());
        assert!(labels("<!-- zhibi-ignore-end $0").is_empty());
        assert!(labels("<!-- zhibi-ignore --> $0").iter().all(|label| !label.contains('-')));
    }
}
