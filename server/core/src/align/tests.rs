use std::sync::Arc;

use super::*;
use crate::analysis::Snapshot;
use crate::block::DocumentKind;

fn snapshot(text: &str) -> Snapshot {
    Snapshot::of(text, DocumentKind::Plain, Arc::default())
}

/// The changes of figures, one a line: what, metric, before → after.
fn figures(old: &str, new: &str) -> Vec<String> {
    let (old, new) = (snapshot(old), snapshot(new));
    let text = |place: &Option<FigurePlace>| place.as_ref().map_or("—".to_owned(), |p| p.text.clone());
    let changes = compare(&old, &new).figures.into_iter();
    let line = |c: FigureChange| {
        let what: Vec<_> = c.what.iter().map(|a| a.name()).collect();
        format!("{} {} → {}", what.join("+"), text(&c.old), text(&c.new)).trim_start().to_owned()
    };
    changes.map(line).collect()
}

fn headings(old: &str, new: &str) -> Vec<String> {
    let (old, new) = (snapshot(old), snapshot(new));
    let name = |snapshot: &Snapshot, node: Option<u32>| {
        let node = node.map(|n| &snapshot.outline().nodes[n as usize]);
        node.map_or("—".to_owned(), |n| {
            n.heading.span.of(&snapshot.blocks()[n.heading.block as usize].text).to_owned()
        })
    };
    let changes = compare(&old, &new).headings.into_iter();
    changes.map(|c| format!("{} {} → {}", c.kind.name(), name(&old, c.old), name(&new, c.new))).collect()
}

const DRAFT: &str = "一、去年工作回顾\n地区生产总值达到1280亿元，增长6.1%。新建学校12所、医院3家。\n城镇新增就业3.2万人。\n二、今年工作安排\n（一）抓投资。完成投资500亿元以上。\n（二）抓消费。举办活动20场。\n三、政府自身建设\n精简会议30%。";

#[test]
fn the_same_draft_has_no_changes() {
    let same = snapshot(DRAFT);
    let found = compare(&same, &same);
    assert!(found.headings.is_empty() && found.figures.is_empty() && found.counts.is_empty());
    assert_eq!(found.lengths.len(), 3);
}

#[test]
fn a_changed_figure_is_told_by_what_changed() {
    assert_eq!(figures(DRAFT, &DRAFT.replace("1280", "1290")), ["value 1280亿元 → 1290亿元"]);
    assert_eq!(figures(DRAFT, &DRAFT.replace("亿元以上", "亿元左右")), ["bound 500亿元以上 → 500亿元左右"]);
    assert_eq!(figures(DRAFT, &DRAFT.replace("20场", "20次")), ["unit 20场 → 20次"]);
    assert_eq!(figures(DRAFT, &DRAFT.replace("1280亿元", "1280万元")), ["value+unit 1280亿元 → 1280万元"]);
}

#[test]
fn figures_that_change_places_are_two_changes() {
    let swapped = DRAFT.replace("学校12所、医院3家", "学校3所、医院12家");
    assert_eq!(figures(DRAFT, &swapped), ["value 12所 → 3所", "value 3家 → 12家"]);
}

#[test]
fn what_stands_elsewhere_or_in_other_words_is_no_change() {
    let moved =
        "一、去年工作回顾\n城镇新增就业3.2万人。\n地区生产总值达到1280亿元，增长6.1%。新建学校12所、医院3家。\n";
    assert!(figures(DRAFT, &(moved.to_owned() + &DRAFT[DRAFT.find("二、").unwrap()..])).is_empty());
    assert!(figures("全年新建学校12所、医院3家。", "全年新建医院3家、学校12所。").is_empty());
    assert!(figures("办好九件实事，新建学校12所。", "新建学校12所，办好9件实事。").is_empty());
    assert!(figures("地区生产总值增长6.1%。", "地區生產總值增長6.1%。").is_empty());
    let split = DRAFT.replace("1280亿元，增长6.1%", "1280亿元。地区生产总值增长6.1%");
    assert!(figures(DRAFT, &split).is_empty(), "{:?}", figures(DRAFT, &split));
}

#[test]
fn sentences_that_come_and_go_take_their_figures_along() {
    assert_eq!(figures(DRAFT, &DRAFT.replace("城镇新增就业3.2万人。\n", "")), ["3.2万人 → —"]);
    assert_eq!(figures(DRAFT, &DRAFT.replace("精简会议30%。", "精简会议30%。植树5万亩。")), ["— → 5万亩"]);
}

#[test]
fn headings_are_told_by_what_happened_to_them() {
    let swapped = DRAFT.replace(
        "（一）抓投资。完成投资500亿元以上。\n（二）抓消费。举办活动20场。",
        "（一）抓消费。举办活动20场。\n（二）抓投资。完成投资500亿元以上。",
    );
    let kinds = |kind: &str| headings(DRAFT, &swapped).iter().filter(|h| h.starts_with(kind)).count();
    assert_eq!((kinds("moved"), kinds("renumbered"), kinds("removed"), kinds("added")), (1, 2, 0, 0));
    assert_eq!(
        headings(DRAFT, &DRAFT.replace("政府自身建设", "加强政府自身建设")),
        ["retitled 三、政府自身建设 → 三、加强政府自身建设"]
    );
    assert_eq!(headings(DRAFT, &DRAFT.replace("（二）抓消费。举办活动20场。\n", "")), ["removed （二）抓消费 → —"]);
    assert_eq!(
        headings(DRAFT, &DRAFT.replace("三、政府", "三、民生保障\n办好实事。\n四、政府")),
        ["added — → 三、民生保障", "renumbered 三、政府自身建设 → 四、政府自身建设"]
    );
}

#[test]
fn declared_counts_and_their_lists_are_compared() {
    let old = snapshot("要做好两方面工作：\n（一）抓投资。\n（二）抓消费。");
    let new = snapshot("要做好三方面工作：\n（一）抓投资。\n（二）抓消费。\n（三）抓开放。");
    let counts = compare(&old, &new).counts;
    assert_eq!(counts.len(), 1);
    assert_eq!((counts[0].declared, counts[0].items), ((2.into(), 3.into()), (Some(2), Some(3))));
}

/// Targets of a plan, what a review answers them with, and how surely.
fn reconciled(target: &str, answer: &str) -> Vec<String> {
    let last = snapshot(&format!("一、去年工作回顾\n各项工作取得进展。\n二、今年工作安排\n主要预期目标是：{target}\n"));
    let this = snapshot(&format!("一、去年工作回顾\n{answer}\n二、今年工作安排\n绿化面积增加90亩。\n"));
    let rows = reconcile(&last, &this).rows.into_iter();
    rows.map(|row| {
        let answer = row.answer.map_or_else(|| "—".to_owned(), |a| a.text);
        format!("{} {answer} {}", row.target.text, row.confidence.name())
    })
    .collect()
}

#[test]
fn what_spans_years_neither_asks_nor_answers() {
    assert_eq!(reconciled("生产总值增长6%。", "五年来，生产总值年均增长5.1%。"), ["6% — certain"]);
    assert_eq!(
        reconciled("生产总值增长6%。", "“十四五”期间经济稳步发展。2025年生产总值增长6.4%。"),
        ["6% 6.4% certain"],
        "another sentence, of one year"
    );
    assert!(reconciled("财政收入达到62亿元，年均增长7%。", "财政收入达到55亿元。").is_empty());
    assert!(reconciled("实现本届政府任期内财政收入突破100亿元。", "财政收入达到55亿元。").is_empty());
}

#[test]
fn twins_have_an_answer_each() {
    // As rare as words are in a report.
    let rest = "新建农村公路120公里。森林覆盖率达到43%。城镇调查失业率控制在5.5%以内。新建养老服务站7个。培育高新技术企业20家。";
    let target = format!("城乡居民人均可支配收入分别增长8%和9%。{rest}");
    let answer = format!("城镇居民人均可支配收入增长7.6%，农村居民人均可支配收入增长8.3%。{rest}");
    assert_eq!(reconciled(&target, &answer)[..2], ["8% 7.6% likely", "9% 8.3% likely"]);
}

#[test]
fn what_stands_where_years_are_told_together_answers_no_year() {
    let term = |answer: &str| reconciled("城镇新增就业4万人。", &format!("“十四五”时期的成就\n{answer}"));
    assert_eq!(term("城镇新增就业21万人。"), ["4万人 — certain"]);
    assert_eq!(term("2025年城镇新增就业4.2万人。"), ["4万人 4.2万人 certain"], "its sentence names the year");
    assert_eq!(term("过去一年的工作\n城镇新增就业4.2万人。"), ["4万人 4.2万人 certain"], "a year's own section");
    assert_eq!(
        reconciled("森林覆盖率达到43%。", "五年来\n森林覆盖率提高到44%。"),
        ["43% 44% certain"],
        "what was reached"
    );
}

#[test]
fn names_that_part_are_not_the_same() {
    assert_eq!(reconciled("外贸出口增长6%。", "外贸进口增长7%。"), ["6% 7% ambiguous"]);
    assert_eq!(reconciled("外贸进出口总额增长6%。", "外贸进出口总额增长7%。"), ["6% 7% certain"]);
    assert_eq!(reconciled("新增省级绿色工厂20家。", "新增省级以上绿色工厂26家。"), ["20家 26家 certain"]);
}

#[test]
fn neighbours_that_were_found_make_a_pair_likely_and_never_missed() {
    let rest = "森林覆盖率达到43%。城镇调查失业率控制在5.5%以内。培育高新技术企业20家。新建养老服务站7个。";
    let told = |target: &str, answer: &str| {
        let answer = format!("新增停车泊位3200个、{answer}、改造燃气管网48公里。{rest}");
        reconciled(&format!("新增停车泊位3000个、{target}、改造燃气管网40公里。{rest}"), &answer)[1].clone()
    };
    assert_eq!(told("改造背街小巷60条", "整治街巷66条"), "60条 66条 likely");
    assert_eq!(told("改造背街小巷60条", "整治街巷55条"), "60条 55条 ambiguous");
    let elsewhere = "新增停车泊位3200个、改造燃气管网48公里。\n清扫街道2000条。\n整治街巷66条。\n";
    let target = format!("新增停车泊位3000个、改造背街小巷60条、改造燃气管网40公里。{rest}");
    assert_eq!(reconciled(&target, &format!("{elsewhere}{rest}"))[1], "60条 66条 ambiguous");
}
