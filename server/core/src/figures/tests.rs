//! What the scanner reads, as a table; and that no input breaks or slows it.
#![allow(clippy::disallowed_methods, reason = "a clock tells a scan that hangs from one that is slow")]

use std::time::{Duration, Instant};

use super::{Class, Figure, scan, scan_with};

/// One line a figure: the text with the figure between `⟦` and `⟧`, then class, value (`lower..upper`, one number when
/// both ends are the same), unit, bound and change. Other figures of the text are not looked at.
const FIGURES: &str = "\
发病率⟦5%⟧以上的县3个|threshold|5|%|>=|
云岭市完成投资⟦12.98亿元⟧，|quantity|1298000000|元|=|
共⟦１２．９８億元⟧，|quantity|1298000000|元|=|
青禾县种植⟦1.5萬畝⟧桑树|quantity|15000|畝|=|
实现产值⟦3.6万亿元⟧。|quantity|3600000000000|元|=|
拨款⟦3千万元⟧。|quantity|30000000|元|=|
惠及⟦1万6千多户⟧|quantity|16000..|户|>=|
登记⟦1,234,567人⟧。|quantity|1234567|人|=|
文化活动⟦600余场次⟧|quantity|600..|场次|>=|
约⟦300人⟧参加|quantity|300|人|~|
签约⟦45个⟧项目|quantity|45|个|=|
节约⟦5%⟧|percent|5|%|=|
⟦18#⟧厂房|name||||
沿⟦S225⟧行驶|name||||
经⟦503线⟧到达|name||||
治理⟦PM2.5⟧|name||||
推进⟦“11336+N”⟧工程|name||||
“⟦十四五⟧”规划|name||||
拨打⟦12345⟧热线|name||||
全市⟦12345⟧网络理政平台|name||||
签约⟦12345个⟧项目|quantity|12345|个|=|
建设地铁⟦3⟧、4号线|name||||
办好⟦2018⟧全球茶业大会|name||||
新建小学⟦10所⟧以上|quantity|10|所|>=|
淘汰⟦20蒸吨⟧以下燃煤锅炉3台|threshold|20|蒸吨|<=|
出台“稳企惠企⟦12条⟧”|name||||
出台措施⟦12条⟧”|quantity|12|条|=|
建市⟦121周年⟧|name||||
建设⟦5G⟧基站|name||||
国家⟦4A⟧级景区|name||||
进入⟦500强⟧|name||||
打造⟦15分钟⟧生活圈|name||||
见附件⟦2⟧。|name||||
第二届会议⟦第十次⟧会议|ordinal|10|次|=|
位列全市⟦第3位⟧|ordinal|3|位|=|
位列全市⟦第一⟧。|ordinal|1||=|
增长⟦10%⟧以上|percent|10|%|>=|increase
控制在⟦4.5％⟧以内|percent|4.5|％|<=|
占比提高⟦2.5个百分点⟧|percentage-point|2.5|百分点|=|increase
下降⟦百分之五点一⟧|percent|5.1|%|=|decrease
增长⟦百分之五至百分之七⟧|percent|5..7|%|=|increase
死亡率⟦3.2‰⟧|permille|3.2|‰|=|
约占⟦三分之一⟧|fraction|1/3||~|
完成⟦1/4⟧|fraction|1/4||=|
减少⟦一半⟧|fraction|0.5||=|decrease
占⟦三成⟧|fraction|0.3|成|=|
增长⟦1.7倍⟧|multiple|1.7|倍|=|increase
产值⟦翻两番⟧|multiple|4|番|=|increase
是上年的⟦3倍⟧|multiple|3|倍|=|to-level
结构调整为⟦7.4∶39.6∶53⟧|ratio|7.4:39.6:53||=|to-level
服务⟦上千名⟧学生|quantity|1000..|名|>=|
发动⟦数十个⟧村|count-cn|10..|个|>=|
走访⟦三四十户⟧|count-cn|30..40|户|=|
组织⟦十几场⟧|count-cn|10..|场|>=|
来了⟦二十余家⟧企业|count-cn|20..|家|>=|
培训⟦三十万⟧农民|quantity|300000||=|
收粮⟦一亿六千余万斤⟧|quantity|160000000..|斤|>=|
办好⟦十件⟧民生实事|count-cn|10|件|=|
抓好⟦八个⟧方面工作|count-cn|8|个|=|
发展⟦六大⟧支柱产业|count-cn|6|大|=|
引进⟦千万元⟧以上项目3个|threshold|10000000|元|>=|
引进千万元以上项目⟦3个⟧|quantity|3|个|=|
开工⟦5个⟧亿元以上项目|quantity|5|个|=|
开工5个⟦亿元⟧以上项目|threshold|100000000|元|>=|
建设⟦万亿级⟧产业集群|threshold|1000000000000|级|>=|
培育年产值超10亿元、⟦30亿元⟧的企业|threshold|3000000000|元|>|
税收⟦500-1000万元⟧企业|threshold|5000000..10000000|元|=|
提供岗位⟦700至800个⟧|quantity|700..800|个|=|
增长⟦6%—6.5%⟧|percent|6..6.5|%|=|increase
共⟦9～16亿元⟧|quantity|900000000..1600000000|元|=|
需⟦1 至 2 家⟧|quantity|1..2|家|=|
超过⟦200家⟧企业|quantity|200|家|>|
不少于⟦30部⟧|quantity|30|部|>=|
不超过⟦8件⟧|quantity|8|件|<=|
不足⟦8件⟧|quantity|8|件|<|
通过⟦8家⟧评审|quantity|8|家|=|
服务⟦20万人次⟧以上|quantity|200000|人次|>=|
建设小区⟦12个⟧左右|quantity|12|个|~|
改造⟦30个⟧小区以上。|quantity|30|个|>=|
服务⟦5家⟧规模以上企业|quantity|5|家|=|
跨上⟦百亿⟧台阶|quantity|10000000000||>=|
分别超过20家、⟦35家⟧|quantity|35|家|>|
分别增长⟦5%⟧、6.5%左右|percent|5|%|~|increase
分别提高⟦15⟧、22个百分点|percentage-point|15|百分点|=|increase
浓度⟦25微克/立方米⟧|quantity|25|微克/立方米|=|
产能⟦3095万吨/年⟧|quantity|30950000|吨/年|=|
超过年度目标⟦59天⟧|quantity|59|天|=|
对⟦307户⟧1029人|quantity|307|户|=|
对307户⟦1029人⟧|quantity|1029|人|=|
公路5条、⟦10.9公里⟧|quantity|10.9|公里|=|
下降⟦-13.8%⟧|percent|-13.8|%|=|decrease
新增澄江区企业⟦5家⟧|quantity|5|家|=|increase
收入由⟦1795元⟧增加到5260元|quantity|1795|元|=|
收入由1795元增加到⟦5260元⟧|quantity|5260|元|=|to-level
⟦2022年4月20日⟧开幕|date|2022-04-20|日|=|
⟦二〇二二年⟧|date|2022|年|=|
⟦2018—2020年⟧|period|2018..2020|年|=|
⟦4月26日至4月28日⟧|period|04-26..04-28|日|=|
⟦7月⟧底前完成|deadline|07-31|月|<=|
到⟦2026年⟧，|deadline|2026|年|<=|
⟦2003年⟧以来|date|2003|年|>=|
今后⟦五年⟧|period|5|年|=|
连续⟦十多年⟧|period|10..|年|>=|
⟦15:40⟧开会|date|15:40||=|
系数为⟦0.53⟧。|quantity|0.53||=|
浓度是⟦1.68∶1⟧|ratio|1.68:1||=|
共⟦99999999999999999999999999999个⟧|quantity|..|个|=|
";

/// Texts without any figure: slogans, words, item heads, addresses.
const NOTHING: &[&str] = &[
    "坚持“三农”优先，进一步巩固，统一部署，一批项目，一系列举措，千方百计，万众一心，百姓满意。",
    "“四个提升”“两个维护”“三个一批”“万人助万企”活动",
    "一是抓项目。二要促转型。（三）强载体。1. 抓好落实",
    "见 https://example.org/2024/0115/c56405fb-183b.html 与 ./W02025.png",
    "一微克一微克争取，一个一个解决",
    "节约集约，三产融合，长三角，二氧化硫",
    "第一产业，第三方评估，第二课堂",
    "产值保持两位数增长",
    "单位：亿元",
    "31.两山：即青山、绿山。",
    "投资（万元）",
    "| 发电量 | 亿千瓦时 | 万吨 |",
    "农业与二三产业融合",
];

fn row(figure: &Figure, text: &str) -> String {
    let value = match (figure.lower.text(), figure.upper.text()) {
        (Some(a), Some(b)) if a == b => a,
        (None, None) if matches!(figure.class, Class::Name) => return "name||||".to_owned(),
        (a, b) => format!("{}..{}", a.unwrap_or_default(), b.unwrap_or_default()),
    };
    let change = figure.change.map_or("", super::Change::name);
    format!("{}|{value}|{}|{}|{change}", figure.class.name(), figure.unit_text(text), figure.bound.symbol())
}

#[test]
fn figures_as_the_table_says() {
    let mut wrong = Vec::new();
    for line in FIGURES.lines() {
        let (marked, want) = line.split_once('|').unwrap();
        let text: String = marked.chars().filter(|c| !matches!(c, '⟦' | '⟧')).collect();
        let start = marked.find('⟦').unwrap();
        let end = marked.find('⟧').unwrap() - '⟦'.len_utf8();
        let found = scan(&text);
        let got = found.iter().find(|f| f.span.range() == (start..end)).map_or_else(
            || format!("none in {:?}", found.iter().map(|f| f.span.of(&text)).collect::<Vec<_>>()),
            |f| row(f, &text),
        );
        if got != want {
            wrong.push(format!("{marked}\n  want {want}\n  got  {got}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn words_are_no_figures() {
    for text in NOTHING {
        let found: Vec<String> = scan(text).iter().map(|f| f.span.of(text).to_owned()).collect();
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn names_of_the_user_are_names() {
    let text = "推进982工程，完成982个";
    let words = ["982工程".to_owned()];
    let classes: Vec<_> = scan_with(text, &words).iter().map(|f| (f.class, f.span.of(text).to_owned())).collect();
    assert_eq!(classes, [(Class::Name, "982工程".to_owned()), (Class::Quantity, "982个".to_owned())]);
}

/// Spans lie in the text, in order, on character boundaries.
fn check(text: &str) {
    let mut last = 0;
    for figure in scan(text) {
        assert!(figure.span.start >= last && figure.span.start < figure.span.end, "{text}");
        last = figure.span.end;
        let spans = [Some(figure.span), Some(figure.numeral), Some(figure.unit), figure.before, figure.after];
        assert!(spans.into_iter().flatten().all(|s| text.get(s.range()).is_some()), "{text} {figure:?}");
    }
}

#[test]
fn any_prefix_and_any_suffix_is_read() {
    for line in FIGURES.lines().chain(NOTHING.iter().copied()) {
        for (cut, _) in line.char_indices() {
            check(&line[..cut]);
            check(&line[cut..]);
        }
    }
}

#[test]
fn any_mixture_is_read() {
    let pieces = [
        "3",
        "12",
        ".",
        ",",
        "%",
        "亿",
        "万",
        "千",
        "百",
        "十",
        "一",
        "两",
        "几",
        "数",
        "上",
        "第",
        "年",
        "月",
        "日",
        "个",
        "百分点",
        "至",
        "—",
        "-",
        "、",
        "“",
        "”",
        "（",
        "）",
        "以上",
        "超过",
        "分之",
        "点",
        "翻",
        "番",
        "倍",
        "成",
        "余",
        "多",
        "半",
        "∶",
        ":",
        "/",
        "元",
        "𠀀",
        " ",
        "A",
        "+",
        "·",
        "#",
        "级",
        "由",
        "到",
        "的",
        "\u{2009}",
        "。",
    ];
    let mut seed = 11_u64;
    let mut next = move |n: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % n as u64) as usize
    };
    for _ in 0..20_000 {
        let text: String = (0..next(14) + 1).map(|_| pieces[next(pieces.len())]).collect();
        check(&text);
    }
}

/// Twice the text takes about twice the time, whatever is repeated.
#[test]
fn time_is_linear() {
    for unit in [
        "9",
        "亿",
        "第",
        "（",
        "(",
        "一",
        "“",
        "1-",
        "3、",
        "百分之",
        "由1%到",
        "1/",
        "1:",
        "年",
        "十五",
        "2020年",
        "1.",
        "1,",
        "上",
        "数",
        "翻",
        "http://1",
        "一·",
        "9亿零",
        "超过1个",
        "（1",
    ] {
        let text = unit.repeat(100_000 / unit.len());
        let start = Instant::now();
        check(&text);
        assert!(start.elapsed() < Duration::from_secs(10), "{unit} took {:?}", start.elapsed());
    }
}
