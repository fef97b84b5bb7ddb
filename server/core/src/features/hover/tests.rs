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
fn conversions_follow_the_script() {
    plain(
        "推進總投資18$0.32億元的項目。",
        &expect![[r#"
        推進總投資18.32億元的項目。
                  ^^^^^^^^^
        总投资 · 項目
        数值：18.32億元 = 183,200萬元 = 1,832,000,000元
    "#]],
    );
    plain(
        "佔地1$0萬餘畝。",
        &expect![[r#"
        佔地1萬餘畝。
            ^^^^^^^
        规模 · 佔地
        数值：1萬餘畝 ≈ 6.67平方公里 ≈ 666.67公頃 ≈ 10,000畝
        界限：1萬餘畝 = 略多于1萬畝
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
            篇幅：字数 30 · 字符数 31 · 指标 3
            本级：字数 12 · 字符数 13 · 指标 1
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
    assert!(contents.contains("序号跳号或倒序** [规则说明](https://example.org/ordinal-gap)"), "{contents}");
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
            实绩 · 3.65亿元
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
fn a_promise_shows_role_metric_history_and_implied_growth() {
    plain(
        "云岭市政府工作报告\n——2022年1月8日在云岭市第三届人民代表大会第一次会议上\n一、2021年工作回顾\n地区生产总值完成80亿元，增长5.5%。\n二、今后五年目标\n到2026年，地区生产总值达到12$08亿元以上。",
        &expect![[r#"
            到2026年，地区生产总值达到128亿元以上。
                                      ^^^^^^^
            目标 · 地区生产总值 · 2026年
            数值：128亿元 = 1,280,000万元 = 12,800,000,000元
            界限：128亿元以上 = ≥128亿元，含本数
            推算年均：(128亿元 ÷ 80亿元)^(1/5) − 1 ≥ 9.86%（名义，未剔除价格因素）
            对照：实绩 80亿元 · 2021年 第4行
            同一指标：第4行 5.5% · 2021年 · 增速
        "#]],
    );
}

#[test]
fn relations_show_their_formula() {
    plain(
        "城镇新增就业3968人，完成目标任务198$0.4%。",
        &expect![[r#"
            城镇新增就业3968人，完成目标任务198.4%。
                                            ^^^^^^
            完成率 · 城镇新增就业
            推算目标：2000人 = 3968人 ÷ 198.4%
            同一指标：第1行 3968人 · 实绩
        "#]],
    );
    plain(
        "覆盖率由30.8%提高到43$0.3%。",
        &expect![[r#"
        覆盖率由30.8%提高到43.3%。
                           ^^^^^
        占比或水平 · 覆盖率 · 变动后水平
        变动：43.3% − 30.8% = 12.5个百分点
    "#]],
    );
}

#[test]
fn a_count_shows_its_list() {
    plain(
        "重点做好以下三$0个方面工作：\n（一）抓投资。\n（二）抓消费。\n（三）抓开放。",
        &expect![[r#"
            重点做好以下三个方面工作：
                        ^^^^
            列举项数 · 方面工作
            所列各项：（一）抓投资；（二）抓消费；（三）抓开放
        "#]],
    );
}

#[test]
fn deadlines_say_whose_year_they_take() {
    let title = "云岭市政府工作报告\n——2022年1月8日在云岭市第三届人民代表大会第一次会议上\n二、今年工作安排\n";
    plain(
        &format!("{title}确保7月$0底前完成蓄水。"),
        &expect![[r#"
            确保7月底前完成蓄水。
                ^^^^^^^
            7月 · 期限
            期限：2022年7月31日（年份按报告年份）
        "#]],
    );
    plain(
        "确保7月$0底前完成蓄水。",
        &expect![[r#"
            确保7月底前完成蓄水。
                ^^^^^^^
            7月 · 期限
            期限：7月31日
        "#]],
    );
}

#[test]
fn times_without_a_number_have_their_dates() {
    let title = "云岭市政府工作报告\n——2022年1月8日在云岭市第三届人民代表大会第一次会议上\n二、今年工作安排\n";
    plain(
        &format!("{title}年底$0前建成学校3所。"),
        &expect![[r#"
            年底前建成学校3所。
            ^^^^^^
            年底前
            期限：2022年12月31日
        "#]],
    );
    plain(
        &format!("{title}上半$0年建成学校3所。"),
        &expect![[r#"
            上半年建成学校3所。
            ^^^^^^
            上半年
            时段：2022年1月至2022年6月
        "#]],
    );
    plain(
        "前三$0季度税收3亿元。",
        &expect![[r#"
            前三季度税收3亿元。
            ^^^^^^^^
            前三季度
            时段：1月至9月
        "#]],
    );
    plain(
        "到“十五五”$0末建成学校。",
        &expect![[r#"
            到“十五五”末建成学校。
              ^^^^^^^^^^^^
            “十五五”末
            期限：2030年12月31日
        "#]],
    );
}

#[test]
fn names_are_no_quantities() {
    plain(
        "推进“11336+$0N”工程。",
        &expect![[r#"
        推进“11336+N”工程。
            ^^^^^^^^^^^
        “11336+N” · 专名，非数量
    "#]],
    );
}

#[test]
fn english_has_the_same_rows() {
    let options = HoverOptions { language: Language::En, ..HoverOptions::default() };
    expect![[r#"
        总投资18.32亿元的52个项目，税收突破3亿元。
              ^^^^^^^^^
        total investment · 总投资
        Value: 18.32亿元 = 183,200万元 = 1,832,000,000元
        Per item: 18.32亿元 ÷ 52个 = 3523.08万元/个
    "#]]
    .assert_eq(&show("总投资18$0.32亿元的52个项目，税收突破3亿元。", &options));
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

#[test]
fn on_the_mark_of_a_note_stands_the_note() {
    let text = "扎实做好“六稳”[1]工作，建设“两廊”[$02]，预算收入[3]17.7亿元。\n[1]六稳：甲。\n[2]两廊：乙。\n[3]丙。";
    plain(
        text,
        &expect![[r#"
        扎实做好“六稳”[1]工作，建设“两廊”[2]，预算收入[3]17.7亿元。
                                             ^^^
        [2]两廊：乙。
    "#]],
    );
    let (snapshot, at) = cursor(text);
    let target = crate::features::definition(&snapshot, at).expect("the note");
    assert_eq!((target.range.start.line, target.origin.start.line), (2, 0));
    // The mark is no part of what is measured.
    let rows = crate::features::ledger_rows(&snapshot);
    let row = rows.iter().find(|r| r.text == "17.7亿元").expect("a figure");
    assert_eq!(row.metric.as_deref(), Some("预算收入"));
}

#[test]
fn the_year_of_a_section_is_that_of_what_it_covers_alone() {
    let dated = |heading: &str, line: &str| {
        let (snapshot, at) = cursor(&format!("一、{heading}\n{line}\n二、2031年工作安排\n新建学校3所。\n"));
        hover(&snapshot, at, &HoverOptions::default()).unwrap().contents.contains("2030")
    };
    let plain = "新建学校1$02所。";
    assert!(dated("2030年工作回顾", plain));
    assert!(dated("2030年及“十五五”工作回顾", plain));
    assert!(!dated("2030年及“十五五”工作回顾", "五年来成绩显著。新建学校1$02所。"));
    assert!(!dated("2030年及过去五年工作回顾", plain));
    assert!(dated("2030年及过去五年工作回顾", "学校增加到1$02所。"));
    assert!(!dated("2030年以来工作回顾", plain));
}
