//! What figures mean: part of the draft, role, metric, object and relations, read through the public ledger.
#![allow(clippy::disallowed_methods, reason = "a clock tells a pass that hangs from one that is slow")]

use std::fmt::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use expect_test::{Expect, expect};
use zhibi_core::{DocumentKind, Settings, Snapshot};

fn snapshot(text: &str) -> Snapshot {
    Snapshot::of(text, DocumentKind::Plain, Arc::new(Settings::default()))
}

/// A line a figure: text, class, role, metric, object; a line a relation: kind and formula.
fn told(text: &str) -> String {
    let snapshot = snapshot(text);
    let mut out = String::new();
    for entry in &snapshot.ledger().entries {
        let block = &snapshot.blocks()[entry.block as usize];
        let figure = &block.figures[entry.figure as usize];
        let _ = write!(out, "{} {}", figure.span.of(&block.text), figure.class.name());
        let _ = write!(out, " {}", entry.role.map_or("", zhibi_core::figures::Role::name));
        let _ = write!(out, " [{}]", entry.metric.as_ref().map_or("", |m| &m.text));
        if let Some(object) = &entry.object {
            let _ = write!(out, " of [{object}]");
        }
        out.push('\n');
        for relation in &entry.relations {
            let _ = writeln!(out, "  {}: {}", relation.kind.name(), relation.formula);
        }
    }
    out
}

#[track_caller]
fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&told(text));
}

#[test]
fn a_section_keeps_its_part_whatever_a_subheading_is_about() {
    check(
        "一、2023年工作回顾\n（一）向现代化城市目标迈进。建成公园12个。\n二、2024年主要工作\n（一）城建。建成公园15个。\n过去的一年，我们新建学校3所。\n（二）民生。新建学校4所。",
        &expect![[r#"
            2023年 date period []
            12个 quantity achieved [公园]
            2024年 date period []
            15个 quantity target [公园]
            3所 quantity achieved [学校]
            4所 quantity target [学校]
        "#]],
    );
}

#[test]
fn without_headings_the_place_of_the_verbs_tells() {
    check(
        "园区建设稳步推进，新增厂房12栋。旧城面貌不断改善，改造小区30个。税收增长8%。",
        &expect![[r#"
        12栋 quantity achieved [厂房]
        30个 quantity achieved [小区]
        8% percent growth [税收]
    "#]],
    );
    check(
        "推进园区建设，新增厂房12栋。加快旧城更新，改造小区30个。",
        &expect![[r#"
        12栋 quantity target [厂房]
        30个 quantity target [小区]
    "#]],
    );
    // Each paragraph for itself, where it speaks clearly.
    check(
        "道路建设顺利完成，改造桥梁3座，居住条件明显改善。\n要抓好防汛，改造山塘20座。继续实施引水，加快建设水厂3座。大力推进绿化，完善管网。",
        &expect![[r#"
            3座 quantity achieved [桥梁]
            20座 quantity target [山塘]
            3座 quantity target [水厂]
        "#]],
    );
    check(
        "青禾县2006年统计公报\n经济协调推进。全县实现生产总值25亿元。推进改革，加快发展，培育企业6家。",
        &expect![[r#"
            2006年 date period []
            25亿元 quantity achieved [生产总值]
            6家 quantity achieved [企业]
        "#]],
    );
}

#[test]
fn aims_in_the_middle_of_a_look_back() {
    check(
        "一、去年工作回顾和规划要点\n完成税收8亿元。做好这项工作，意义重大，影响深远，全县上下都要把思想和行动统一到县委的决策部署上来，齐心协力，真抓实干。今后的主要预期目标是：税收达到12亿元。\n新建学校3所。",
        &expect![[r#"
            8亿元 quantity achieved [税收]
            12亿元 quantity target [税收]
            3所 quantity target [学校]
        "#]],
    );
    check(
        "一、去年工作回顾\n一年来，全县上下齐心协力，真抓实干，攻坚克难，圆满完成了县人民代表大会第三次会议确定的主要预期目标：税收达到12亿元。",
        &expect![[r#"
            一年 period period []
            第三次 ordinal rank []
            12亿元 quantity achieved [税收]
        "#]],
    );
}

#[test]
fn promises_among_what_was_done() {
    check(
        "一、工作回顾\n完成投资1.2亿元，计划年内完成投资4亿元。今年计划建设农村公路30公里。全年预计完成税收8亿元。",
        &expect![[r#"
            1.2亿元 quantity done-investment [完成投资]
            4亿元 quantity target [完成投资]
            30公里 quantity target [农村公路]
            8亿元 quantity achieved [税收]
        "#]],
    );
}

#[test]
fn shares_of_a_plan() {
    check(
        "完成税收3亿元，占调整预算105%，增长8%。基金收入2亿元，为年初预算数的98%，下降5%。",
        &expect![[r#"
        3亿元 quantity achieved [税收]
        105% percent completion [税收]
          implied-plan: 3亿元 ÷ 105% = 2.86亿元
        8% percent growth [税收]
        2亿元 quantity achieved [基金收入]
        98% percent completion [基金收入]
          implied-plan: 2亿元 ÷ 98% = 2.04亿元
        5% percent growth [基金收入]
    "#]],
    );
    check(
        "固定资产投资完成年度目标任务58亿元的37%。改造农机590台，占年度任务（1026台）57.5%。",
        &expect![[r#"
            58亿元 quantity reference [固定资产投资]
            37% percent completion [固定资产投资]
            590台 quantity achieved [农机]
            1026台 quantity reference [农机]
            57.5% percent completion [农机]
        "#]],
    );
    check(
        "培训矿工900人、司机800人，分别完成年度任务132%、114%。",
        &expect![[r#"
            900人 quantity achieved [矿工]
            800人 quantity achieved [司机]
            132% percent completion [矿工]
              implied-plan: 900人 ÷ 132% = 681.82人
              alignment: 矿工 = 132%
            114% percent completion [司机]
              implied-plan: 800人 ÷ 114% = 701.75人
              alignment: 司机 = 114%
        "#]],
    );
}

#[test]
fn bases_with_their_amounts() {
    check(
        "水利投资8亿元，是“十二五”时期4亿元的2倍，年均增长9%。",
        &expect![[r#"
            8亿元 quantity achieved [水利投资]
            十二五 name name []
            4亿元 quantity reference [水利投资]
            2倍 multiple growth [水利投资]
            9% percent growth [水利投资]
        "#]],
    );
    check(
        "外贸额达4000万元，比规划目标3000万元超过1000万元。",
        &expect![[r#"
        4000万元 quantity achieved [外贸额]
        3000万元 quantity reference [外贸额]
        1000万元 quantity delta [外贸额]
    "#]],
    );
}

#[test]
fn differences_from_the_level_before() {
    check(
        "贫困户从2005年底的900户减少到2008年底的600户，共减少300户。地方收入5亿元，增收2000万元。",
        &expect![[r#"
            2005年 date reference []
            900户 quantity reference [贫困户]
            2008年 date period []
            600户 quantity achieved [贫困户]
              change-diff: 600户 − 900户 = -300户
              change-rel: (600户 − 900户) ÷ 900户 = -33.33%
            300户 quantity delta [贫困户]
            5亿元 quantity achieved [地方收入]
            2000万元 quantity delta [地方收入]
        "#]],
    );
    check(
        "失业率在9%以上的镇有4个。投资90万元，硬化村道6公里。",
        &expect![[r#"
        9% threshold threshold [] of [镇有]
        4个 quantity achieved [失业率在9%以上的镇]
        90万元 quantity total [投资]
        6公里 quantity achieved [村道]
    "#]],
    );
}

#[test]
fn texts_that_order_promise() {
    check(
        "云岭市养老服务补助办法\n第二条 对达标的机构分别给予40万元、30万元服务奖励。",
        &expect![[r#"
            40万元 quantity target [服务奖励]
            30万元 quantity target [服务奖励]
        "#]],
    );
}

#[test]
fn classes_with_their_counts_are_bounds() {
    check(
        "新开工超10亿元产业项目112个、超亿元产业项目45个，其中超50亿元19个。新增产值超100亿元企业1家、10亿元企业8家。节约原煤达到一千万吨以上标准煤。",
        &expect![[r#"
            10亿元 threshold threshold [] of [产业项目]
            112个 quantity achieved [超10亿元产业项目]
            亿元 threshold threshold [] of [产业项目]
            45个 quantity achieved [超亿元产业项目]
            50亿元 threshold threshold []
            19个 quantity achieved [超50亿元]
              part-of-whole: 19个 ÷ 45个 = 42.22%
            100亿元 threshold threshold [] of [企业]
            1家 quantity achieved [产值超100亿元企业]
            10亿元 threshold threshold [] of [企业]
            8家 quantity achieved [10亿元企业]
            一千万吨 quantity achieved [节约原煤]
        "#]],
    );
}

#[test]
fn frames_of_change_with_words_between() {
    check(
        "云岭市工业总产值从2020年的3.5万亿元增长到2025年的4.9万亿元。低保标准由年初的每人每月500元提高到每人每月810元。机关编制，由原有的80人减到60人。从全省第9位升至第7位。",
        &expect![[r#"
            2020年 date reference []
            3.5万亿元 quantity reference [云岭市工业总产值]
            2025年 date period []
            4.9万亿元 quantity achieved [云岭市工业总产值]
              change-diff: 4.9万亿元 − 3.5万亿元 = 1.4万亿元
              change-rel: (4.9万亿元 − 3.5万亿元) ÷ 3.5万亿元 = 40%
            500元 quantity reference [低保标准]
            810元 quantity achieved [低保标准]
              change-diff: 810元 − 500元 = 310元
              change-rel: (810元 − 500元) ÷ 500元 = 62%
            80人 quantity reference [机关编制]
            60人 quantity achieved [机关编制]
              change-diff: 60人 − 80人 = -20人
              change-rel: (60人 − 80人) ÷ 80人 = -25%
            第9位 ordinal reference []
            第7位 ordinal rank []
        "#]],
    );
}

#[test]
fn measures_by_rules() {
    check(
        "接待游客41万人次，旅游收入3.4亿元，分别是2010年的4.6倍和5.3倍。事故发生率比“十二五”时期下降30.9%。\n(二)已完成老旧小区改造212个。",
        &expect![[r#"
            41万人次 quantity achieved [接待游客]
            3.4亿元 quantity achieved [旅游收入]
            2010年 date reference []
            4.6倍 multiple growth [接待游客]
              alignment: 接待游客 = 4.6倍
            5.3倍 multiple growth [旅游收入]
              alignment: 旅游收入 = 5.3倍
            十二五 name name []
            30.9% percent growth [事故发生率]
            212个 quantity achieved [老旧小区]
        "#]],
    );
    check(
        "完成全年目标的125%。完成5个县的扫盲任务。出动船只64艘。承建10项国家、省级赛事。",
        &expect![[r#"
        125% percent completion []
        5个 quantity achieved [县]
        64艘 quantity achieved [船只]
        10项 quantity achieved [国家、省级赛事]
    "#]],
    );
}

#[test]
fn objects_beside_metrics() {
    check(
        "开工投资1.8亿元的引水工程，建成占地500亩的产业园。亿元以上项目62个。增长5%的目标。",
        &expect![[r#"
        1.8亿元 quantity total [投资] of [引水工程]
        500亩 quantity capacity [占地] of [产业园]
        亿元 threshold threshold [] of [项目]
        62个 quantity achieved [亿元以上项目]
        5% percent growth [目标]
    "#]],
    );
}

#[test]
fn shares_imply_wholes_and_parts() {
    check(
        "完成工业投资120亿元，占固定资产投资的40%。",
        &expect![[r#"
        120亿元 quantity achieved [工业投资]
        40% percent share [占固定资产投资]
          implied-whole: 120亿元 ÷ 40% = 300亿元
    "#]],
    );
    check(
        "全县共有农户5000户，其中60%的农户参加合作社。",
        &expect![[r#"
            5000户 quantity achieved [农户]
            60% percent share [农户]
              implied-part: 5000户 × 60% = 3000户
        "#]],
    );
    check(
        "工业投资120亿元，其中占比最高的行业为40%。",
        &expect![[r#"
        120亿元 quantity achieved [工业投资]
        40% percent share [占比最高的行业]
    "#]],
    );
}

#[test]
fn stated_rates_are_checked_by_their_amounts() {
    check(
        "企业数量由1200户增长到1500户，增长25%。",
        &expect![[r#"
        1200户 quantity reference [企业数量]
        1500户 quantity achieved [企业数量]
          change-diff: 1500户 − 1200户 = 300户
          change-rel: (1500户 − 1200户) ÷ 1200户 = 25%
        25% percent growth [企业数量]
          implied-previous: 1500户 ÷ (1 + 25%) = 1200户
          rate-check: (1500户 − 1200户) ÷ 1200户 = 25%
    "#]],
    );
    check(
        "粮食产量达110万吨，比上年增加10万吨，增长10%。",
        &expect![[r#"
        110万吨 quantity achieved [粮食产量]
        10万吨 quantity delta [粮食产量]
        10% percent growth [粮食产量]
          rate-check: 10万吨 ÷ (110万吨 − 10万吨) = 10%
    "#]],
    );
}

#[test]
fn two_measures_do_not_imply_each_other() {
    check(
        "服务业年均增长21.6%，占生产总值的比重提高8.5个百分点。",
        &expect![[r#"
        21.6% percent growth [服务业]
        8.5个百分点 percentage-point delta [占生产总值的比重]
    "#]],
    );
    check(
        "预算收入增长7.5%，比上年提高1.5个百分点。",
        &expect![[r#"
        7.5% percent growth [预算收入]
        1.5个百分点 percentage-point delta [预算收入]
          level-minus-delta: 7.5% − 1.5个百分点 = 6%
    "#]],
    );
    check(
        "每村整合投入250万元，涉及37个村。新开工住房5万套、竣工2.9万套。",
        &expect![[r#"
            250万元 quantity achieved [每村整合投入]
            37个 quantity achieved [村]
            5万套 quantity achieved [住房]
            2.9万套 quantity achieved [住房]
        "#]],
    );
}

#[test]
fn a_count_and_its_list() {
    check(
        "做好以下三项重点工作。\n（一）抓投资\n（二）抓消费\n（三）抓开放",
        &expect![[r#"
        三项 count-cn list-count [重点工作]
          list-count: （一） … （三） = 3
    "#]],
    );
}

/// A line costs what it is long, whatever it repeats.
#[test]
fn the_ledger_is_linear() {
    for unit in [
        "增长5%，",
        "100万元、",
        "由5%、6%到7%和8%，",
        "由5家",
        "5、",
        "5 ",
        "1:2:",
        "A1+2，",
        "“5个",
        "2020年",
        "12万，",
        "生产总值增长5%",
        "（",
        "（）",
        "其中5家，",
        "分别",
        "占5%的",
        "3户4人",
    ] {
        let read = |bytes: usize| {
            let text = unit.repeat(bytes / unit.len());
            let start = Instant::now();
            assert!(snapshot(&text).ledger().report_year.is_none());
            start.elapsed()
        };
        // Four times the text: a quadratic pass takes sixteen times as long. The allowance is for a busy machine.
        let (short, long) = (read(10_000), read(40_000));
        assert!(long < short * 10 + Duration::from_secs(8), "{unit}: {short:?}, then {long:?}");
    }
}
