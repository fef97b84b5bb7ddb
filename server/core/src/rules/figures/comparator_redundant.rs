//! `comparator-redundant`: a bound said twice, before and after the number.

use crate::figures::Figure;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{here, is_han, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "comparator-redundant",
    group: Group::Figures,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "界限词重复", en: "The bound is said twice" },
    docs: "## 检查什么\n\n数字前后各有一个同义的界限词：超过…以上、不少于…以上、不超过…以内；以及“超过300多家”“突破600余件”；一个数后面连用两个：4.2%以内以下。\n\n## 为什么\n\n《民法典》第1259条：“以上”“以内”包括本数，“超过”不包括本数，并用则界限不明；“超过”与“多”“余”语义重复。\n\n## 误报与边界\n\n“达到…以上”“控制在…以内”是通行说法，不报。“超10亿元产业项目80个以上”“30个以上超10亿元项目”是两个界限，界限词不紧贴同一数量，不报。\n\n在1,004份公开报告和公文（1,686万字）上报告11处（10份），读了11处，都属实。",
    docs_en: "A bound both before and after one quantity (超过…以上, 不超过…以内, 超过300多家): by article 1259 of the Civil Code the two differ on whether the number itself is included.",
    options: &[],
    triggers: &[
        "超过",
        "超",
        "突破",
        "逾",
        "最少",
        "不低于",
        "不少于",
        "不小于",
        "至少",
        "高于",
        "不超过",
        "不高于",
        "不多于",
        "至多",
        "以内以下",
        "以下以内",
        "以内左右",
        "左右以内",
        "左右以上",
        "以上左右",
        "左右以下",
        "以下左右",
        "以上以上",
    ],
    examples: &[
        Example::pass("达到100个以上"),
        Example::pass("控制在4.5%以内"),
        Example::pass("新备案超10亿元产业项目80个以上"),
        Example::pass("实施30个以上超10亿元项目"),
        Example::pass("超过100个"),
        Example::pass("关键技术突破10项以上，重点突破50亿元以上项目，突破30多项关键技术"),
        Example::pass("每个县区至少引进30亿元以上项目1个"),
        Example::fixed("新建项目⟦超过100个以上⟧。", "新建项目超过100个。"),
        Example::fixed("负债率⟦不超过40%以内⟧。", "负债率不超过40%。"),
        Example::fixed("⟦至少完成10项以上⟧任务", "至少完成10项任务"),
        Example::fixed("骨干企业⟦超过300多家⟧。", "骨干企业超过300家。"),
        Example::fixed("培训⟦逾100人次以上⟧。", "培训逾100人次。"),
        Example::fixed("失业率控制在⟦4.2%以内以下⟧。", "失业率控制在4.2%以内。"),
        Example::fixed("云岭市营收⟦超1000万元以上⟧的企业", "云岭市营收超1000万元的企业"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for word in view.hits() {
        let lead = word.of(text);
        if lead.starts_with(['以', '左']) {
            two_behind(view, word, found);
            continue;
        }
        let Some(figure) = figure_after(view, word).or_else(|| figure_near(view, word)) else { continue };
        if text[..word.start as usize].ends_with('不') || lead == "突破" && breakthrough(text, word, figure) {
            continue;
        }
        let down = matches!(lead, "不超过" | "不高于" | "不多于" | "至多");
        let end = figure.span.end as usize;
        let tail = if down { &["以内", "以下", "之内"][..] } else { &["以上"][..] };
        if let Some(tail) = tail.iter().find(|t| text[end..].starts_with(**t)) {
            let second = Span::new(end, end + tail.len());
            // 至少引进30亿元以上项目1个: two bounds on two things.
            let classed = figure.numeral.start != word.end && is_size(text, figure);
            if classed && text[second.end as usize..].starts_with(is_han) {
                continue;
            }
            push(view, word, second, second.end, found);
        } else if matches!(lead, "超过" | "超" | "突破" | "逾") {
            let inner = figure.span.start as usize..end;
            if let Some(at) = text[inner.clone()].find(['多', '余']) {
                let second = Span::new(inner.start + at, inner.start + at + '多'.len_utf8());
                push(view, word, second, figure.span.end, found);
            }
        }
    }
}

/// 关键技术突破10项, 重点突破50亿元以上项目: 突破 is no bound but a breakthrough, or what is striven for.
fn breakthrough(text: &str, word: Span, figure: &Figure) -> bool {
    let head = &text[..word.start as usize];
    let task = ["技术", "重点", "攻关", "难题", "瓶颈", "集中", "着力", "项目", "领域", "招商"];
    let (unit, rest) = (figure.unit.of(text), &text[figure.span.end as usize..]);
    task.iter().any(|w| head.ends_with(w)) || matches!(unit, "项") && !rest.starts_with(['，', '。', '；', '、'])
}

/// Whether a figure measures the size of things: 30亿元以上项目.
fn is_size(text: &str, figure: &Figure) -> bool {
    let unit = figure.unit.of(text);
    ["元", "吨", "亩", "公顷", "平方米", "千瓦", "人"].iter().any(|u| unit.ends_with(u))
}

/// 4.2%以内以下: two bounds behind one figure.
fn two_behind(view: &BlockView<'_>, words: Span, found: &mut Vec<Finding>) {
    let figures = &view.block.figures;
    let next = figures.partition_point(|f| f.numeral.start < words.start);
    let Some(figure) = next.checked_sub(1).map(|i| &figures[i]) else { return };
    let text = view.text();
    // The first word may belong to the figure.
    let gap = &text[(figure.span.end.min(words.start)) as usize..words.start as usize];
    let middle = words.start + '以'.len_utf8() as u32 * 2;
    if gap.is_empty() && figure.span.end >= words.start {
        let first = Span { start: words.start, end: middle };
        let second = Span { start: middle, end: words.end };
        let (a, b) = (first.of(text), second.of(text));
        let all = Span { start: figure.numeral.start, end: words.end };
        let finding = report(
            here(all),
            format!("“{a}”与“{b}”连用，保留一个"),
            format!("“{a}” and “{b}” bound one figure: keep one"),
        );
        let number = Span { start: all.start, end: first.start }.of(text);
        found.push(
            finding.fix(drop_word(second, &format!("{number}{a}"))).fix(drop_word(first, &format!("{number}{b}"))),
        );
    }
}

/// The figure that follows a word at once.
fn figure_after<'a>(view: &BlockView<'a>, word: Span) -> Option<&'a Figure> {
    let figures = &view.block.figures;
    let next = figures.partition_point(|f| f.numeral.start < word.end);
    figures.get(next).filter(|f| f.numeral.start == word.end)
}

/// 至少完成10项: a verb may stand between 至少 and its figure.
fn figure_near<'a>(view: &BlockView<'a>, word: Span) -> Option<&'a Figure> {
    let text = view.text();
    let figures = &view.block.figures;
    let next = figures.partition_point(|f| f.numeral.start < word.end);
    figures.get(next).filter(|f| {
        let gap = &text[word.end as usize..f.numeral.start as usize];
        word.of(text) == "至少" && (1..=3).contains(&gap.chars().count()) && gap.chars().all(is_han)
    })
}

fn push(view: &BlockView<'_>, first: Span, second: Span, end: u32, found: &mut Vec<Finding>) {
    let text = view.text();
    let (a, b) = (first.of(text), second.of(text));
    let without_second =
        format!("{}{}", &text[first.start as usize..second.start as usize], &text[second.end as usize..end as usize]);
    let without_first = &text[first.end as usize..end as usize];
    found.push(
        report(
            here(Span { start: first.start, end }),
            format!("“{a}”与“{b}”重复，保留一个"),
            format!("“{a}” and “{b}” say the same: keep one"),
        )
        .fix(drop_word(second, &without_second))
        .fix(drop_word(first, without_first)),
    );
}

fn drop_word(word: Span, result: &str) -> Fix {
    Fix::unsafe_(
        Message::new(format!("改为“{result}”"), format!("Change to “{result}”")),
        vec![Edit::new(here(word), "")],
    )
}
