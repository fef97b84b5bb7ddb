//! The plan of a report as a table of tasks (任务分解表): what is to be done, how much of it, until when and by whom.

use std::sync::LazyLock;

use regex::Regex;

use super::outline::name;
use super::places::{is_measure, loc};
use crate::analysis::Snapshot;
use crate::figures::Role;
use crate::markdown::LineRole;
use crate::reading::segments::ends_sentence;
use crate::structure::NodeKind;
use crate::text::{Loc, Span};

/// One task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// From 1.
    pub number: usize,
    /// Headings from the first level down to its own.
    pub section: Vec<String>,
    /// The sentence that sets it.
    pub sentence: String,
    /// Where that stands.
    pub loc: Loc,
    /// What is measured, if it has a target.
    pub metric: Option<String>,
    /// The target with the words that bound it, as written.
    pub target: Option<String>,
    /// By when: an ISO date; `--12-31` where nothing tells the year.
    pub deadline: Option<String>,
    /// Who: the first leads, the others help; from the settings.
    pub units: Vec<String>,
}

/// The tasks of the plan part: one for each target, and one for each sentence that sets a task without a number.
#[must_use]
pub fn tasks(snapshot: &Snapshot) -> Vec<Task> {
    let mut tasks = Vec::new();
    for (index, block) in (0_u32..).zip(snapshot.blocks()) {
        if block.role != LineRole::Text {
            continue;
        }
        for span in sentences(block.read()) {
            if snapshot.ledger().is_plan(index, span.start) && !is_heading(snapshot, index, span) {
                of_sentence(snapshot, index, span, &mut tasks);
            }
        }
    }
    for (i, task) in tasks.iter_mut().enumerate() {
        task.number = i + 1;
    }
    tasks
}

/// The sentences of a line, without the blanks and ordinals around them.
fn sentences(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        if ends_sentence(c) || c == '；' || c == '\n' {
            let end = (at + c.len_utf8()).min(text.len());
            let part = &text[start..end];
            let from = start + part.len()
                - part.trim_start_matches([' ', '\u{3000}', '\t', '”', '）', '*', '#', '-', '>']).len();
            if from < end {
                spans.push(Span::new(from, start + part.trim_end().len()));
            }
            start = end;
        }
    }
    spans.retain(|s| s.end > s.start);
    spans
}

/// Whether a stretch is the heading of a section and no more.
fn is_heading(snapshot: &Snapshot, block: u32, span: Span) -> bool {
    let outline = snapshot.outline();
    let first = outline.nodes.partition_point(|n| n.heading.block < block);
    let here = outline.nodes[first..].iter().take_while(|n| n.heading.block == block);
    here.filter(|n| n.kind != NodeKind::Item).any(|n| {
        let title = if n.title.end > n.title.start { n.title } else { n.heading.span };
        title.start < span.end && span.start < title.end && span.end <= title.end.max(n.heading.span.end) + 3
    })
}

/// What sets a task although it has no number.
const VERBS: [&str; 60] = [
    "推进", "推动", "实施", "建设", "加快", "加强", "完善", "落实", "开展", "提升", "打造", "培育", "支持", "深化",
    "扩大", "优化", "健全", "强化", "引进", "启动", "建成", "新建", "改造", "完成", "确保", "争取", "力争", "抓好",
    "做好", "促进", "发展", "创建", "整治", "治理", "保障", "提高", "巩固", "拓展", "规范", "严格", "开工", "投用",
    "投产", "统筹", "组织", "举办", "出台", "制定", "编制", "谋划", "探索", "建立", "构建", "严守", "落地", "申报",
    "争创", "盘活", "化解", "倡导",
];
/// What speaks of the year or to the audience.
const NO_TASK: [&str; 12] = [
    "各位代表",
    "让我们",
    "同志们",
    "总体要求",
    "指导思想",
    "是实施",
    "开局之年",
    "关键之年",
    "收官之年",
    "我们深知",
    "我们坚信",
    "主要预期目标",
];

fn of_sentence(snapshot: &Snapshot, block: u32, span: Span, tasks: &mut Vec<Task>) {
    let line = &snapshot.blocks()[block as usize];
    let text = span.of(line.read());
    let figures =
        line.figures.iter().enumerate().filter(|(_, f)| span.start <= f.span.start && f.span.start < span.end);
    let target = |k: usize| snapshot.ledger().entry(block, k).is_some_and(|e| e.role == Some(Role::Target));
    let targets: Vec<_> = figures.filter(|(k, f)| is_measure(f.class) && target(*k)).collect();
    let no_task = NO_TASK.iter().any(|word| text.contains(word));
    let sets = text.chars().count() >= 6 && VERBS.iter().any(|verb| text.contains(verb)) && !no_task;
    if targets.is_empty() && !sets {
        return;
    }
    let outline = snapshot.outline();
    let path = outline.at(block, span.start).map(|n| outline.path(n)).unwrap_or_default().into_iter();
    let headings = path.map(|n| &outline.nodes[n as usize]).filter(|n| n.kind != NodeKind::Item);
    let base = Task {
        number: 0,
        section: headings.map(|n| name(snapshot, n)).collect(),
        sentence: span.of(&line.text).trim().to_owned(),
        loc: loc(block, span),
        metric: None,
        target: None,
        deadline: None,
        units: units(snapshot, text),
    };
    let deadline = |at: usize| deadline(text, at, snapshot.ledger().report_year);
    if targets.is_empty() {
        tasks.push(Task { deadline: deadline(text.len()), ..base });
        return;
    }
    for (index, figure) in targets {
        let start = figure.before.filter(|s| s.end == figure.span.start).map_or(figure.span.start, |s| s.start);
        let end = figure.after.filter(|s| s.start == figure.span.end).map_or(figure.span.end, |s| s.end);
        let entry = snapshot.ledger().entry(block, index);
        tasks.push(Task {
            metric: entry.and_then(|e| e.metric.as_ref()).map(|m| m.text.clone()),
            target: Some(Span { start, end }.of(&line.text).to_owned()),
            deadline: deadline((figure.span.start - span.start) as usize),
            ..base.clone()
        });
    }
}

/// The units whose words a sentence holds, those of the first words first.
fn units(snapshot: &Snapshot, text: &str) -> Vec<String> {
    let words = &snapshot.settings().tasks.units;
    let mut found: Vec<(usize, &String, &Vec<String>)> =
        words.iter().filter_map(|(word, units)| Some((text.find(word.as_str())?, word, units))).collect();
    // Of two words in one place the longer one is the nearer.
    found.sort_by_key(|(at, word, _)| (*at, std::cmp::Reverse(word.len())));
    let mut units: Vec<String> = Vec::new();
    for unit in found.into_iter().flat_map(|(_, _, units)| units) {
        if !units.contains(unit) {
            units.push(unit.clone());
        }
    }
    units
}

static TIME: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?:(?<year>20[0-9]{2})年)?(?:(?<month>1[0-2]|[1-9])月(?:(?<day>[12][0-9]|3[01]|[1-9])日|(?<end>底|末)|(?<before>前))?|(?<half>上半年|下半年)|(?:第|前)?(?<quarter>[一二三四])季度|(?<last>年底|年末|年内|岁末|全年))|到(?<by>20[0-9]{2})年|“?(?<plan>十[四五六]五)”?末";
    crate::rules::common::re(pattern)
});

/// The time named nearest before a byte of a sentence, else after it, as a date.
fn deadline(text: &str, at: usize, year: Option<i32>) -> Option<String> {
    let read = |found: regex::Captures<'_>| date(&found, year).map(|d| (found.get(0).map_or(0, |m| m.start()), d));
    let all: Vec<(usize, String)> = TIME.captures_iter(text).filter_map(read).collect();
    let before = all.iter().rev().find(|(start, _)| *start < at);
    before.or(all.first()).map(|(_, date)| date.clone())
}

fn date(found: &regex::Captures<'_>, report: Option<i32>) -> Option<String> {
    let number = |name: &str| found.name(name).and_then(|m| m.as_str().parse::<i32>().ok());
    let year = number("year").or(number("by")).or_else(|| match found.name("plan")?.as_str() {
        "十四五" => Some(2025),
        "十五五" => Some(2030),
        _ => Some(2035),
    });
    let (year, exact) = (year.or(report), year.is_some());
    let length = |month: i32| match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_some_and(|y| y % 4 == 0 && (y % 100 != 0 || y % 400 == 0)) => 29,
        2 => 28,
        _ => 31,
    };
    let (month, day) = if let Some(month) = number("month") {
        match (number("day"), found.name("before")) {
            (Some(day), _) if day <= length(month) => (month, day),
            // 6月前: when June begins it is done.
            (None, Some(_)) if month > 1 => (month - 1, length(month - 1)),
            (None, None) => (month, length(month)),
            _ => return None,
        }
    } else if let Some(quarter) = found.name("quarter") {
        let month = 3 * ("一二三四".chars().position(|c| quarter.as_str().starts_with(c))? as i32 + 1);
        (month, length(month))
    } else if found.name("half").is_some_and(|m| m.as_str() == "上半年") {
        (6, 30)
    } else {
        (12, 31)
    };
    // 2024年6月 in a plan of 2026 is no deadline.
    let past = exact && year.zip(report).is_some_and(|(y, r)| y < r);
    (!past).then(|| year.map_or_else(|| format!("--{month:02}-{day:02}"), |y| format!("{y:04}-{month:02}-{day:02}")))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use expect_test::expect;

    use super::*;
    use crate::config::Settings;
    use crate::text::DocumentKind;

    const DRAFT: &str = "政府工作报告\n一、2031年工作回顾\n建成农村公路120公里。\n二、2032年工作安排\n今年是规划实施的关键之年。主要预期目标是：地区生产总值增长5%以上，城镇新增就业2万人。\n（一）扩大有效投资。6月底前开工园区道路，年底前建成农村公路131公里；推进旧城改造。\n（二）办好民生实事。上半年新建学校3所，争取县医院10月前投用。\n各位代表！让我们奋勇前进。\n";

    #[test]
    fn each_target_and_each_task_of_the_plan_is_a_row() {
        let units = [("农村公路", vec!["交通局", "财政局"]), ("学校", vec!["教育局"])];
        let mut settings = Settings::default();
        settings.tasks.units = units
            .iter()
            .map(|(word, units)| ((*word).to_owned(), units.iter().map(|u| (*u).to_owned()).collect()))
            .collect();
        let snapshot = Snapshot::unchecked(DRAFT, DocumentKind::Plain, Arc::new(settings));
        let told: Vec<String> = tasks(&snapshot)
            .iter()
            .map(|t| {
                let or = |text: &Option<String>| text.clone().unwrap_or_else(|| "—".into());
                let (metric, target, deadline) = (or(&t.metric), or(&t.target), or(&t.deadline));
                format!("{} {} | {metric} {target} | {deadline} | {}", t.number, t.sentence, t.units.join("、"))
            })
            .collect();
        expect![[r#"
            1 主要预期目标是：地区生产总值增长5%以上，城镇新增就业2万人。 | 地区生产总值 5%以上 | — | 
            2 主要预期目标是：地区生产总值增长5%以上，城镇新增就业2万人。 | 城镇新增就业 2万人 | — | 
            3 6月底前开工园区道路，年底前建成农村公路131公里； | 农村公路 131公里 | 2032-12-31 | 交通局、财政局
            4 推进旧城改造。 | — — | — | 
            5 上半年新建学校3所，争取县医院10月前投用。 | 学校 3所 | 2032-06-30 | 教育局
        "#]]
        .assert_eq(&(told.join("\n") + "\n"));
    }

    #[test]
    fn times_become_dates() {
        let date = |text: &str| deadline(text, text.len(), Some(2032));
        for (text, wanted) in [
            ("年底前完成", "2032-12-31"),
            ("6月底前开工", "2032-06-30"),
            ("10月前投用", "2032-09-30"),
            ("2月底前", "2032-02-29"),
            ("9月15日前", "2032-09-15"),
            ("上半年", "2032-06-30"),
            ("三季度", "2032-09-30"),
            ("到2035年", "2035-12-31"),
        ] {
            assert_eq!(date(text).as_deref(), Some(wanted), "{text}");
        }
        assert_eq!(date("加快推进"), None);
        assert_eq!(deadline("到“十五五”末", 0, Some(2026)).as_deref(), Some("2030-12-31"));
        assert_eq!(date("2031年6月"), None, "what is past is no deadline");
        assert_eq!(deadline("年内", 6, None).as_deref(), Some("--12-31"));
    }
}
