//! Hover texts, with the range drawn under the draft.

use expect_test::{Expect, expect};

use super::*;
use crate::features::testing::{cursor, draw};

fn show(text: &str, options: &HoverOptions<'_>) -> String {
    let (snapshot, at) = cursor(text);
    match hover(&snapshot, at, options) {
        Some(hover) => format!("{}{}\n", draw(&snapshot, &[(hover.range, "")]), hover.contents),
        None => "nothing\n".into(),
    }
}

fn plain(text: &str, expected: &Expect) {
    expected.assert_eq(&show(text, &HoverOptions::default()));
}

#[test]
fn money_is_converted_exactly() {
    plain(
        "推进总投资18$0.32亿元的52个项目。",
        &expect![[r#"
            推进总投资18.32亿元的52个项目。
                      ^^^^^^^^^
            总投资
            数值：18.32亿元 = 183,200万元 = 1,832,000,000元
            平均每项：18.32亿元 ÷ 52个 = 3523.08万元/个
        "#]],
    );
}

#[test]
fn land_is_converted_and_marked_where_rounded() {
    plain(
        "占地88$000亩。",
        &expect![[r#"
            占地8800亩。
                ^^^^^^
            规模 · 占地
            数值：8800亩 ≈ 5.87平方公里 ≈ 586.67公顷
        "#]],
    );
}

#[test]
fn bounds_are_put_in_words() {
    plain(
        "收入增长10%以$0上。",
        &expect![[r#"
            收入增长10%以上。
                    ^^^^^^^
            目标 · 收入 · 增加
            界限：10%以上 = ≥10%，含本数
        "#]],
    );
    plain(
        "规模突破3$00亿元。",
        &expect![[r#"
            规模突破30亿元。
                    ^^^^^^
            实绩 · 30亿元
            数值：30亿元 = 300,000万元 = 3,000,000,000元
            界限：突破30亿元 = >30亿元，不含本数
        "#]],
    );
}

#[test]
fn headings_tell_path_length_and_items() {
    plain(
        "一、去年回顾\n（$0一）工业。产值12亿元。\n一是开工3个项目。二是竣工2个项目。\n（二）农业。",
        &expect![[r"
            （一）工业。产值12亿元。
            ^^^^^^
            （一）工业
            位置：一、去年回顾 › （一）工业
            序位：同级第1项，共2项
            篇幅：31字 · 指标3个
            下设：2项：一是开工3个项目；二是竣工2个项目
        "]],
    );
}

#[test]
fn a_diagnostic_adds_its_rule() {
    let (snapshot, at) = cursor("（一）抓投资\n（$0三）抓消费");
    let link = |code: &str| format!("https://example.org/{code}");
    let options = HoverOptions { markdown: true, rule_link: Some(&link), ..HoverOptions::default() };
    let contents = hover(&snapshot, at, &options).map(|h| h.contents).unwrap_or_default();
    assert!(contents.contains("序号跳号或倒序** [ordinal-gap](https://example.org/ordinal-gap)"), "{contents}");
    assert!(contents.starts_with("**（三）抓消费**\n\n| | |\n|:--|:--|\n"), "{contents}");
}

#[test]
fn repeated_amounts_link_to_each_other() {
    let text = "一、回顾\n收入完成3.65亿元。\n二、安排\n在3.6$05亿元基础上再增长10%。";
    plain(
        text,
        &expect![[r#"
            在3.65亿元基础上再增长10%。
              ^^^^^^^^
            实绩 · 基础上再
            数值：3.65亿元 = 36,500万元 = 365,000,000元
            重复出现：第2行 一、回顾
        "#]],
    );
    let link = |range: LineRange| format!("command:go?{}", range.start.line);
    let options = HoverOptions { markdown: true, link: Some(&link), ..HoverOptions::default() };
    let shown = show(text, &options);
    assert!(shown.contains("[第2行](command:go?1)"), "{shown}");
}

#[test]
fn plain_words_have_no_hover() {
    plain(
        "坚持稳$0中求进。",
        &expect![["
        nothing
    "]],
    );
}
