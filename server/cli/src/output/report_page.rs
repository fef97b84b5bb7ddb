//! What there is to say of one draft, on a page to be printed: what was found, with its sentences; the outline; the figures.

use zhibi_core::features::{OutlineEntry, ledger_rows, marked, outline_entries, sentence_around};
use zhibi_core::finding::Severity;
use zhibi_core::rule::Group;
use zhibi_core::rules::{RULES, page::group_title};
use zhibi_core::text::Span;
use zhibi_core::{Diagnostic, Language, Snapshot};

use super::page::{Cell, Page, Row, Table, Tone};

/// Most characters of a finding's sentence on the page.
const MOST_CHARACTERS: usize = 400;

/// The page of a draft of this name, as HTML.
pub fn report(name: &str, snapshot: &Snapshot, language: Language) -> String {
    page(name, snapshot, language).html("check", language)
}

/// The page of a draft of this name.
pub fn page(name: &str, snapshot: &Snapshot, language: Language) -> Page {
    let say = |zh: &'static str, en: &'static str| if language == Language::Zh { zh } else { en };
    let (hints, problems): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
        snapshot.diagnostics().iter().partition(|d| d.finding.severity == Severity::Hint);
    let figures = figures(snapshot, language);
    let whole = Span { start: 0, end: u32::MAX };
    let words: usize = snapshot.blocks().iter().map(|b| b.count(whole, snapshot.kind()).words).sum();
    let rows = |found: &[&Diagnostic]| by_group(snapshot, found, language);
    let heads = vec![
        (say("行", "line"), 6.0),
        (say("级别", "severity"), 8.0),
        (say("问题", "problem"), 40.0),
        (say("原句", "sentence"), 60.0),
    ];
    let summary = match language {
        Language::Zh => {
            format!("问题 {} 处 · 提示 {} 处 · 指标 {} 个 · {words} 字", problems.len(), hints.len(), figures.0)
        }
        Language::En => {
            format!("{} problems · {} hints · {} figures · {words} words", problems.len(), hints.len(), figures.0)
        }
    };
    Page {
        title: format!("{name} {}", say("检查报告", "check report")),
        summary,
        tables: vec![
            Table { name: say("问题", "Problems").into(), heads: heads.clone(), rows: rows(&problems) },
            Table { name: say("提示", "Hints").into(), heads, rows: rows(&hints) },
            Table {
                name: say("大纲", "Outline").into(),
                heads: vec![(say("标题", "heading"), 60.0), (say("篇幅", "length"), 20.0), (say("行", "line"), 6.0)],
                rows: outline(&outline_entries(snapshot, snapshot.settings().outline.items), language),
            },
            Table {
                name: say("指标台账", "Figures").into(),
                heads: vec![
                    (say("行", "line"), 6.0),
                    (say("指标", "metric"), 24.0),
                    (say("原文", "text"), 14.0),
                    (say("角色", "role"), 10.0),
                    (say("时期", "period"), 10.0),
                    (say("推算", "computed"), 30.0),
                ],
                rows: figures.1,
            },
        ],
    }
}

fn by_group(snapshot: &Snapshot, found: &[&Diagnostic], language: Language) -> Vec<Row> {
    let group = |d: &Diagnostic| RULES.iter().find(|rule| rule.code == d.finding.code).map(|rule| rule.group);
    let mut groups: Vec<Option<Group>> = RULES.iter().map(|rule| Some(rule.group)).collect();
    groups.dedup();
    // What no rule found, such as a draft that is too large, comes first.
    groups.insert(0, None);
    let mut rows = Vec::new();
    for wanted in groups {
        let of_group: Vec<&&Diagnostic> = found.iter().filter(|d| group(d) == wanted).collect();
        if let (Some(group), false) = (wanted, of_group.is_empty()) {
            rows.push(Row::Group(format!("{}（{}）", group_title(group).get(language), of_group.len())));
        }
        rows.extend(of_group.into_iter().map(|d| finding(snapshot, d, language)));
    }
    rows
}

fn finding(snapshot: &Snapshot, diagnostic: &Diagnostic, language: Language) -> Row {
    let finding = &diagnostic.finding;
    let (word, tone) = match (finding.severity, language) {
        (Severity::Error, Language::Zh) => ("错误", Tone::Bad),
        (Severity::Error, Language::En) => ("error", Tone::Bad),
        (Severity::Warning, Language::Zh) => ("警告", Tone::Open),
        (Severity::Warning, Language::En) => ("warning", Tone::Open),
        (Severity::Information, Language::Zh) => ("说明", Tone::Plain),
        (Severity::Information, Language::En) => ("information", Tone::Plain),
        (Severity::Hint, Language::Zh) => ("提示", Tone::Plain),
        (Severity::Hint, Language::En) => ("hint", Tone::Plain),
    };
    let (sentence, mark) = sentence_around(snapshot, finding.loc);
    let line = snapshot.line_range(finding.loc).start.line + 1;
    Row::Cells(vec![
        Cell::new(line.to_string(), Tone::Number),
        Cell::new(word, tone),
        finding.message.get(language).into(),
        short(&marked(&sentence, mark)).into(),
    ])
}

/// The characters around the mark of a sentence that is too long for a page.
fn short(sentence: &str) -> String {
    let characters: Vec<char> = sentence.trim().chars().collect();
    if characters.len() <= MOST_CHARACTERS {
        return characters.into_iter().collect();
    }
    let mark = characters.iter().position(|c| *c == '【').unwrap_or(0);
    let start = mark.saturating_sub(MOST_CHARACTERS / 2);
    let end = (start + MOST_CHARACTERS).min(characters.len());
    let cut = |yes: bool| if yes { "…" } else { "" };
    format!("{}{}{}", cut(start > 0), characters[start..end].iter().collect::<String>(), cut(end < characters.len()))
}

fn outline(entries: &[OutlineEntry], language: Language) -> Vec<Row> {
    let mut rows = Vec::new();
    for entry in entries {
        let indent = "\u{3000}".repeat(entry.level.saturating_sub(1) as usize);
        rows.push(Row::Cells(vec![
            format!("{indent}{}{}", entry.ordinal, entry.title).into(),
            entry.detail(language).into(),
            Cell::new(entry.line.to_string(), Tone::Number),
        ]));
        rows.extend(outline(&entry.children, language));
    }
    rows
}

/// How many indicators there are, and their rows by section.
fn figures(snapshot: &Snapshot, language: Language) -> (usize, Vec<Row>) {
    let mut ledger = ledger_rows(snapshot);
    ledger.retain(zhibi_core::features::FigureRow::is_indicator);
    let mut rows = Vec::new();
    let mut section: Option<&[String]> = None;
    for row in &ledger {
        if section != Some(&row.section) {
            section = Some(&row.section);
            let none = if language == Language::Zh { "（标题之前）" } else { "(before the first heading)" };
            let name = if row.section.is_empty() { none.to_owned() } else { row.section.join(" › ") };
            rows.push(Row::Group(name));
        }
        let bound = match row.bound {
            "=" => "",
            ">=" => "≥",
            "<=" => "≤",
            "~" => "≈",
            other => other,
        };
        rows.push(Row::Cells(vec![
            Cell::new(row.line.to_string(), Tone::Number),
            row.metric.clone().unwrap_or_default().into(),
            format!("{bound}{}", row.text).into(),
            row.role_word(language).into(),
            row.period.clone().unwrap_or_default().into(),
            row.relations.join("；").into(),
        ]));
    }
    (ledger.len(), rows)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use zhibi_core::DocumentKind;

    use super::*;

    #[test]
    fn the_page_has_findings_outline_and_figures_and_runs_nothing() {
        let text =
            "工作报告\n一、回顾\n（一）工业。<script>投资12亿元，增长6%。\n（三）农业。新增50家以上，超过50家以上。\n";
        let snapshot = Snapshot::of(text, DocumentKind::Plain, Arc::default());
        let html = report("县<报告>.txt", &snapshot, Language::Zh);
        for part in [
            "<title>县&lt;报告&gt;.txt 检查报告</title>",
            "<h2>问题</h2>",
            "序号（1）",
            "【（三）】农业。",
            "【超过50家以上】",
            "<h2>大纲</h2>",
            "\u{3000}（一）工业",
            "<h2>指标台账</h2>",
            "12亿元",
            "≥50家",
            "一、回顾 › （一）工业",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(!html.contains("<script") && !html.contains("http"), "{html}");
        let english = report("a.txt", &snapshot, Language::En);
        assert!(english.contains("lang=\"en\"") && english.contains("<h2>Problems</h2>"), "{english}");
    }

    #[test]
    fn a_long_sentence_is_cut_around_its_mark() {
        let text = format!("{}【此处】{}", "甲".repeat(900), "乙".repeat(900));
        let cut = short(&text);
        assert!(cut.starts_with("…甲") && cut.ends_with("乙…") && cut.contains("【此处】"), "{cut}");
        assert_eq!(short("短【句】"), "短【句】");
    }
}
