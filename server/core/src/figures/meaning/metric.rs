//! What a figure measures: the shortest noun phrase of its clause, by rules.
//!
//! Three places can name it: the words after a counted thing (4个国家实验室), the words before the number (国家实验室4个),
//! and, where a clause only continues (…，增长5%), what the figure before it measured.

use super::clause::{Fig, Sentence, is_clause_mark, is_stop};
use crate::figures::bounds::is_han;
use crate::figures::units::{self, Dimension};
use crate::figures::{Change, Class};

/// Words that stand between a noun and its number.
const TRAILING: &[&str] = &[
    "率先",
    "年度目标值",
    "年度目标任务",
    "年度目标",
    "目标任务",
    "目标值",
    "全国平均水平",
    "全省平均水平",
    "全市平均水平",
    "全国平均",
    "全省平均",
    "平均水平",
    "新增",
    "净增",
    "原则上",
    "同比增长",
    "年均增长",
    "累计增长",
    "名义增长",
    "实际增长",
    "平均增长",
    "控制在",
    "保持在",
    "稳定在",
    "维持在",
    "保持",
    "高达",
    "高达到",
    "达到",
    "增长到",
    "同比",
    "环比",
    "年均",
    "增长",
    "提高",
    "增加",
    "上升",
    "提升",
    "扩大",
    "递增",
    "净增",
    "上涨",
    "回升",
    "攀升",
    "跃升",
    "下降",
    "减少",
    "降低",
    "压减",
    "压缩",
    "回落",
    "缩小",
    "下调",
    "下滑",
    "收窄",
    "调整",
    "优化",
    "分别",
    "双双",
    "累计",
    "平均每年",
    "每年",
    "平均",
    "预计",
    "预期",
    "力争",
    "确保",
    "争取",
    "努力",
    "仍然",
    "已经",
    "突破",
    "超过",
    "跨过",
    "跨越",
    "迈上",
    "完成",
    "实现",
    "等于",
    "相当于",
    "高于",
    "低于",
    "快于",
    "好于",
    "少于",
    "多于",
    "位居",
    "位列",
    "排名",
    "跃居",
    "稳居",
    "首次",
    "成功",
    "历史性",
    "连续",
    "合计",
    "共计",
    "总计",
    "共有",
    "拥有",
    "现有",
    "实有",
    "拟按",
    "大约",
    "将近",
    "接近",
    "约为",
    "基本",
    "左右",
    "全部",
    "进一步",
    "竣工",
    "开工",
    "建成",
    "投产",
    "达产",
    "投用",
    "建设",
    "改造",
    "全国",
    "全省",
    "全市",
    "全县",
    "全区",
    "全州",
    "全年",
    "当年",
    "较上年",
    "比上年",
    "较去年",
    "比去年",
    "上年",
    "去年",
    "同期",
    "有望",
    "不断",
    "大幅",
    "继续",
    "再次",
    "超额",
    "圆满",
    "提前",
    "还将",
    "只占",
    "仅占",
    "约占",
    "占",
    "达",
    "为",
    "是",
    "约",
    "近",
    "超",
    "由",
    "从",
    "在",
    "将",
    "已",
    "可",
    "共",
    "均",
    "都",
    "再",
    "居",
    "列",
    "第",
    "到",
    "至",
    "了",
    "的",
    "比",
    "较",
    "高",
    "低",
    "增",
    "升",
    "降",
    "减",
    "有",
    "仅",
    "只",
    "却",
    "并",
    "又",
    "也",
    "约",
    "跨",
    "破",
    "计",
    "于",
    "后",
    "末",
    "底",
    "内",
    "、",
    "和",
    "与",
    "及",
    "(",
    ")",
    "“",
    " ",
    "-",
    "—",
    "以",
    "按",
    "被",
    "能",
    "快",
    "过",
    "年",
    "就",
    "不",
    "被",
    "等",
    "其",
    "个",
    "涨",
    "要",
    "应",
];

/// Words that stand before the noun phrase of a clause.
const LEADING: &[&str] = &[
    "改扩建",
    "新改扩建",
    "升级改造",
    "计划",
    "开发",
    "质效并重",
    "加速",
    "加装",
    "摆放",
    "设置",
    "配备",
    "购置",
    "投放",
    "其中",
    "全年",
    "今年",
    "去年",
    "年内",
    "上年",
    "五年来",
    "一年来",
    "累计",
    "共计",
    "合计",
    "新增加",
    "新增",
    "净增",
    "新建",
    "新引进",
    "新收储",
    "新开工",
    "新发展",
    "新注册",
    "新认定",
    "新培育",
    "新签约",
    "新改建",
    "新改扩建",
    "完成",
    "实现",
    "建成",
    "建设",
    "实施",
    "打造",
    "引进",
    "落实",
    "落地",
    "发放",
    "争取",
    "投入",
    "培育",
    "成立",
    "创建",
    "开展",
    "开工",
    "改造提升",
    "改造",
    "提升",
    "启动",
    "认定",
    "获批",
    "获评",
    "争创",
    "力争",
    "确保",
    "承办",
    "举办",
    "推动",
    "加快",
    "安排",
    "筹集",
    "拨付",
    "减少",
    "增加",
    "支持",
    "帮助",
    "注册",
    "生产",
    "拓宽",
    "修复",
    "重建",
    "设立",
    "新设",
    "布局",
    "谋划",
    "推进",
    "推广",
    "组织",
    "招引",
    "签约落地",
    "签订",
    "发展",
    "全市",
    "全省",
    "全区",
    "全县",
    "全国",
    "全州",
    "全镇",
    "全乡",
    "我市",
    "我省",
    "我区",
    "我县",
    "我州",
    "目前",
    "已经",
    "已有",
    "现有",
    "拥有",
    "使",
    "对",
    "将",
    "把",
    "向",
    "为",
    "与",
    "及",
    "和",
    "、",
    "而",
    "并",
    "且",
    "再",
    "又",
    "就",
    "共",
    "已",
    "在",
    "使得",
    "主要",
    "特别是",
    "特别",
    "同时",
    "预计",
    "预期",
    "完善",
    "解决",
    "化解",
    "治理",
    "整治",
    "修建",
    "扩建",
    "续建",
    "选派",
    "选聘",
    "培训",
    "吸引",
    "吸纳",
    "转移",
    "救助",
    "资助",
    "保障",
    "保持",
    "兑现",
    "减免",
    "降低",
    "压减",
    "淘汰",
    "关停",
    "盘活",
    "处置",
    "收储",
    "供应",
    "出让",
    "报批",
    "储备",
    "包装",
    "申报",
    "新办",
    "办理",
    "受理",
    "查处",
    "立案",
    "侦破",
    "调解",
    "接待",
    "收到",
    "征集",
    "评选",
    "表彰",
    "命名",
    "授予",
    "荣获",
    "获得",
    "取得",
    "达成",
    "促成",
    "对接",
    "洽谈",
    "引导",
    "鼓励",
    "扶持",
    "依托",
    "围绕",
    "通过",
    "用于",
    "拿出",
    "统筹",
    "整合",
    "撬动",
    "发行",
    "新开通",
    "开通",
    "贯通",
    "打通",
    "硬化",
    "维修",
    "养护",
    "绿化",
    "植树",
    "造林",
    "种植",
    "养殖",
    "出栏",
    "存栏",
    "销售",
    "接种",
    "免除",
    "派出",
    "储存",
    "拆除",
    "腾退",
    "清理",
    "清退",
    "清偿",
    "偿还",
    "置换",
    "研发",
    "攻克",
    "转化",
    "突破",
    "一是",
    "二是",
    "三是",
    "四是",
    "五是",
    "到",
    "至",
    "的",
    "了",
    ")",
    "”",
    "”",
    " ",
    "·",
    "——",
    "—",
    "-",
    "共有",
    "建有",
    "设有",
    "也",
    "还",
    "各",
    "则",
    "即",
];

/// What a date leaves behind: 2022年末, 五年来, 年内.
const RESIDUE: &[&str] =
    &["起", "来", "间", "内", "底", "初", "前", "后", "度", "末", "年度", "时期", "期间", "以来", "至今"];

/// Nouns that only name an aspect: they speak of what the clause before named.
const GENERIC: &[&str] = &[
    "总量",
    "总数",
    "总额",
    "总计",
    "提升幅度",
    "幅度",
    "提高",
    "排名第",
    "提高幅度",
    "增幅",
    "涨幅",
    "降幅",
    "规模",
    "数量",
    "总规模",
    "累计",
    "总",
    "总值",
    "同比",
    "占比",
    "平均",
    "人均",
    "排名",
    "位次",
    "增长",
    "完成",
    "其中",
    "年均",
    "每年",
    "两年平均",
];

/// What cannot open a noun phrase after a number.
const NO_NOUN: &[&str] = &[
    "位列", "位居", "居", "达", "实现", "在", "为", "被", "以", "和", "及", "与", "并", "增", "较", "比", "占", "的",
    "全部", "均", "已", "左右", "分别", "超", "完成", "参加", "以上", "多", "等",
];

/// Where a noun phrase after a number ends.
const CUTS: &[&str] = &[
    "圆满",
    "持续",
    "稳步",
    "成效",
    "显著",
    "争取",
    "确保",
    "力争",
    "签订",
    "进入",
    "建成",
    "开展",
    "获批",
    "获评",
    "获",
    "被",
    "实现",
    "完成",
    "提供",
    "达到",
    "纳入",
    "列入",
    "入选",
    "投产",
    "竣工",
    "开工",
    "通过",
    "全部",
    "均",
    "顺利",
    "正式",
    "成功",
    "实施",
    "进行",
    "得到",
    "用于",
    "参加",
    "跻身",
    "落户",
    "落地",
    "投入",
    "推进",
    "加快",
    "启动",
    "贯通",
    "通车",
    "在",
    "为",
    "位列",
    "位居",
    "居",
    "上榜",
    "取得",
    "提高",
    "提升",
    "增长",
    "增加",
    "下降",
    "减少",
    "达",
    "超过",
    "突破",
    "转",
    "分别",
    "率先",
    "相继",
    "陆续",
    "先后",
    "已",
    "将",
    "每人",
    "推荐",
    "荣获",
    "占",
    "总投资",
    "投资",
    "年产",
    "与",
    "全面",
    "有序",
    "如期",
    "按期",
    "集中",
    "脱贫",
    "退出",
    "摘帽",
    "受",
    "享受",
    "从",
    "由",
    "到",
    "可",
    "以上",
    "以下",
    "以内",
    "左右",
    "有望",
    "实行",
    "建立",
    "设立",
    "总计",
    "合计",
    "共",
    "即将",
    "迁",
    "入驻",
    "签约",
    "运行",
    "运营",
    "投用",
    "投运",
    "开通",
    "通水",
    "达标",
    "验收",
    "并",
    "未",
    "不",
    "都",
    "分",
    "追赶",
    "增幅",
    "涉及",
    "惠及",
    "覆盖",
    "带动",
    "基本",
    "得以",
    "保持",
];

/// The noun phrase in `from..to`, trimmed of what is no noun; `None` when nothing is left.
fn trimmed(s: &Sentence<'_>, from: usize, to: usize) -> Option<(usize, usize)> {
    let (mut from, mut to) = (from, to);
    while from < to && matches!(s.line.c(from), '、' | ' ' | ')') {
        from += 1;
    }
    // 比去年预算, 较“十三五”末: a base, not a subject.
    if matches!(s.line.c(from), '比' | '较')
        && s.line.any(from, &["比重", "比例", "比率", "比值", "较大", "较多", "较强"]).is_none()
    {
        return None;
    }
    loop {
        let before = (from, to);
        if let Some(n) = s.line.any_before(to, TRAILING)
            && to - n >= from
            && !keeps(s, from, to, n)
        {
            to -= n;
        }
        if from >= to {
            return None;
        }
        if before == (from, to) {
            break;
        }
    }
    while s.figs.iter().any(|f| f.is_time() && f.to == from || f.is_time() && f.end == from)
        && let Some(n) = s.line.any(from, RESIDUE)
        && from + n < to
    {
        from += n;
    }
    while let Some(n) = s.line.any(from, LEADING) {
        // The whole phrase being a verb (完成, 改造) leaves nothing; 完成投资 and 新增就业 stay.
        if from + n > to || s.line.has(from, "完成投资") || keeps_lead(s, from, to, n) {
            break;
        }
        from += n;
        if from >= to {
            return None;
        }
    }
    // 煤矿建成试运转、新增产能: what a verb inside brings is the shorter name.
    let verb = (from + 1..to).rev().find(|i| {
        s.line
            .any(*i, &["新增", "新建", "新开工", "发放", "争取", "新培育", "新认定", "新引进", "提供", "鼓励"])
            .is_some()
            && s.line.any(*i, &["新增就业", "新增长", "新建成", "新增贷款", "新增税收"]).is_none()
            && !matches!(s.line.before(*i, 1), '镇' | '乡' | '的' | '“')
    });
    if let Some(verb) = verb
        && to - verb > 3
    {
        return trimmed(s, verb, to).or(Some((from, to)));
    }
    if s.line.slice(from, to).contains(&'(') && !s.line.slice(from, to).contains(&')') && s.line.c(to) == ')' {
        to += 1;
    }
    (from < to
        && (is_han(s.line.c(from)) || matches!(s.line.c(from), '“' | '《') || s.line.c(from).is_ascii_alphanumeric()))
    .then_some((from, to))
}

/// Words whose last characters look like fillers: 收入, 就业, 高, 年 in 学年 and the like.
fn keeps(s: &Sentence<'_>, from: usize, to: usize, n: usize) -> bool {
    const NOUNS: &[&str] = &[
        "总投资",
        "占比",
        "比较",
        "用地",
        "增加值",
        "建设",
        "高低",
        "最高",
        "最低",
        "人才",
        "住有",
        "国有",
        "所有",
        "私有",
        "专利",
        "提高",
        "之比",
        "对比",
        "占地",
        "产能",
        "性能",
        "功能",
        "节能",
        "新能",
        "储能",
        "动能",
        "效能",
        "职能",
        "可能",
        "碳达",
        "发达",
        "成为",
        "行为",
        "认为",
        "同年",
        "学年",
        "青年",
        "少年",
        "中年",
        "老年",
        "成年",
        "百年",
        "海内",
        "国内",
        "境内",
        "区内",
        "以内",
        "室内",
        "市内",
        "省内",
        "院内",
        "校内",
        "中第",
        "门第",
        "专列",
        "班列",
        "系列",
        "陈列",
        "序列",
        "民居",
        "宜居",
        "安居",
        "旅居",
        "定居",
        "社区均",
        "人均",
        "户均",
        "日均",
        "月均",
        "亩均",
        "地均",
        "首都",
        "成都",
        "古都",
        "都市",
        "会计",
        "统计",
        "设计",
        "审计",
        "中共",
        "公共",
        "由来",
        "自由",
        "理由",
        "存在",
        "现在",
        "潜在",
        "所在",
        "特区",
        "提升",
        "晋升",
        "毫升",
        "空降",
        "先后",
        "背后",
        "今后",
        "灾后",
        "战后",
        "售后",
        "周末",
        "期末",
        "年末",
        "彻底",
        "河底",
        "部分",
        "得到",
        "从到",
        "报到",
        "目的",
        "标的",
        "其他",
        "其它",
        "平等",
        "高等",
        "中等",
        "同等",
        "初等",
        "整个",
        "海底",
        "见底",
        "经过",
        "通过",
        "过渡",
        "改过",
        "增减",
        "主要",
        "需要",
        "重要",
        "纪要",
        "必要",
        "摘要",
        "供应",
        "效应",
        "适应",
        "反应",
        "相应",
        "对应",
        "响应",
        "环比",
        "上涨",
        "高涨",
        "居住",
        "以及",
        "普及",
        "涉及",
        "共和",
        "综合",
        "教育",
        "完成投资",
        "投入",
        "就",
        "不足",
        "不",
    ];
    let _ = n;
    // 居住 and 平均居住 are nouns of their own kind; a word that ends here and is listed stays.
    NOUNS.iter().any(|w| s.line.ends(to, w) && to - w.chars().count() >= from && !TRAILING.contains(w))
}

/// Leading words that belong to the noun: 发展指数, 保障性住房, 建设用地, 培训机构.
fn keeps_lead(s: &Sentence<'_>, from: usize, to: usize, n: usize) -> bool {
    const NOUNS: &[&str] = &[
        "发展改革",
        "保障性",
        "保障房",
        "建设用地",
        "建设工程",
        "建设项目",
        "培训机构",
        "生产总值",
        "生产性",
        "生产资料",
        "生产能力",
        "养殖场",
        "种植面积",
        "研发投入",
        "研发经费",
        "研发费用",
        "研发强度",
        "研发机构",
        "研发人员",
        "研发平台",
        "销售收入",
        "销售额",
        "投入产出",
        "投入强度",
        "接待游客",
        "签约项目",
        "对外",
        "对口",
        "引导基金",
        "支持性",
        "转化率",
        "转移支付",
        "转移就业",
        "储备粮",
        "储备林",
        "绿化率",
        "绿化覆盖",
        "绿化面积",
        "造林面积",
        "出栏率",
        "存栏量",
        "中央",
        "中小",
        "中国",
        "中药",
        "中医",
        "中心",
        "中欧",
        "中等",
        "中学",
        "中职",
        "上市",
        "上网",
        "上海",
        "地方",
        "地区",
        "地级",
        "地铁",
        "地质",
        "地表",
        "地下",
        "前沿",
        "后备",
        "内河",
        "内贸",
        "内资",
        "起降",
        "各类",
        "各级",
        "各项",
        "为农",
        "及时",
        "将军",
        "向上",
        "以工",
        "以旧",
        "在建",
        "在校",
        "在岗",
        "在编",
        "在库",
        "在外",
        "到位",
        "至少",
        "与会",
        "共享",
        "共建",
        "共有",
        "共青",
        "公共",
        "初级",
        "初中",
        "底商",
        "度假",
        "末级",
        "来料",
        "间伐",
        "建设银行",
        "实施方案",
        "推进会",
        "组织部",
        "整治面积",
        "治理面积",
        "发展基金",
        "开展情况",
        "投资",
        "就业",
        "就医",
        "就诊",
        "救助站",
        "资助金",
        "维修基金",
        "保障水平",
        "保障标准",
        "保障覆盖",
        "保障人数",
        "和谐",
        "和美",
        "以上",
        "预期寿命",
        "预计产量",
        "减少值",
        "增加值",
        "改造项目",
        "改造面积",
        "实施主体",
        "提升工程",
        "建设标准",
        "新增就业",
        "落实率",
        "开工率",
        "完成率",
        "合计产",
        "供应量",
        "供应链",
        "出让收入",
        "出让金",
        "储存量",
        "清偿率",
        "办理率",
        "查处率",
        "受理量",
        "调解率",
        "还贷",
        "还建",
        "也门",
        "即期",
        "地均",
        "中高",
        "如意",
        "上级",
        "上游",
        "上规",
        "地价",
        "中外",
        "中低",
        "中型",
        "中等职业",
        "起重",
        "使用",
        "为民",
        "发展指数",
        "发展速度",
        "创建成",
        "获得感",
        "重建项目",
        "重建资金",
        "修复面积",
        "新增量",
        "启动资金",
        "对比度",
        "开发区",
        "开发投资",
        "开发利用",
        "计划生育",
        "计划投资",
        "与",
        "降低值",
    ];
    let _ = (to, n);
    NOUNS.iter().any(|w| s.line.has(from, w) && !LEADING.contains(w))
}

/// What the words after the number name: 4个国家实验室, 30%的乡镇, 14个总投资2亿元的项目.
fn after_noun(s: &Sentence<'_>, k: usize) -> Option<(usize, usize)> {
    let fig = s.figs[k];
    let mut from = fig.to;
    if s.line.c(from) == '的' {
        from += 1;
    }
    if s.line.c(from) == ' ' {
        from += 1;
    }
    // 14个总投资22.7亿元的项目: skip the attribute.
    if let Some(next) = s.figs.get(k + 1)
        && next.start >= from
        && next.start - from <= 6
        && s.holds(from, next.start, &["总投资", "投资", "总里程", "总长", "全长", "总面积", "面积", "总规模", "产值"])
        && s.line.c(next.to) == '的'
    {
        from = next.to + 1;
    }
    let first = s.line.c(from);
    if !(is_han(first)
        || matches!(first, '“' | '《')
        || first.is_ascii_alphabetic()
        || s.figs.get(k + 1).is_some_and(|f| f.start == from && f.is_word()))
    {
        return None;
    }
    if s.line.any(from, &["减少", "增加", "提高", "增长", "下降", "降低", "提升", "上升"]).is_some() {
        return None;
    }
    let mut to = from;
    let stop = s.figs[k + 1..].iter().find(|f| f.from >= from && !f.is_word()).map_or(usize::MAX, |f| f.from);
    let mut quoted = false;
    while to < from + 28 && to < stop {
        let c = s.line.c(to);
        quoted = (quoted || matches!(c, '“' | '《')) && !matches!(c, '”' | '》');
        if c == '('
            && let Some(close) = (to..to + 8).find(|i| s.line.c(*i) == ')')
        {
            to = close + 1;
            continue;
        }
        if !quoted
            && (is_clause_mark(c) || matches!(c, '、' | '(' | ')' | '\0' | '”'))
            && !(c == '”' && s.line.before(to, 1) != '”' && to > from && s.line.slice(from, to).contains(&'“'))
        {
            break;
        }
        if !quoted && s.line.any(to, CUTS).is_some() && !part_of_noun(s, to) {
            break;
        }
        if to == from && s.line.any(to, NO_NOUN).is_some() && !s.line.has(to, "居民") && !s.line.has(to, "以工") {
            return None;
        }
        // A class bound or a name is part of the phrase, with its comparator.
        if let Some(word) = s.figs[k + 1..].iter().find(|f| f.is_word() && f.from == to) {
            to = word.to.max(to + 1);
            continue;
        }
        to += 1;
    }
    // 值得注意的地方: the head stands after the last 的.
    if let Some(de) = (from..to).rev().find(|i| s.line.c(*i) == '的')
        && de + 1 < to
    {
        from = de + 1;
    }
    while to > from
        && (matches!(
            s.line.c(to - 1),
            '中' | '里' | '内' | '上' | '和' | '与' | '及' | '等' | '都' | '已' | '的' | ' '
        ) && to - from > 1)
    {
        to -= 1;
    }
    if s.line.any(from, &["台阶", "大关", "关口", "门槛"]).is_some() {
        return None;
    }
    (from < to).then_some((from, to))
}

/// A cut word inside a noun: 建成区, 为民服务, 试点县, 转移支付.
fn part_of_noun(s: &Sentence<'_>, at: usize) -> bool {
    const NOUNS: &[&str] = &[
        "建成区",
        "为农",
        "为民",
        "试点县",
        "试点市",
        "试点项目",
        "转型",
        "转移",
        "转化",
        "在建",
        "在校",
        "在岗",
        "在线",
        "投资项目",
        "投资公司",
        "投资基金",
        "投资集团",
        "共享",
        "共青",
        "共建",
        "可再生",
        "可持续",
        "并网",
        "分公司",
        "分行",
        "分校",
        "分院",
        "由来",
        "居民",
        "居家",
        "居住",
        "均等",
        "不动产",
        "集中式",
        "集中供",
        "集中安置",
        "达标",
        "受益",
        "落地项目",
        "签约项目",
        "开工项目",
        "竣工项目",
        "建成项目",
        "投产项目",
        "运营商",
        "运行中心",
        "与",
        "提升行动",
        "提升工程",
        "推进会",
        "分布式",
        "分中心",
        "已建",
        "到户",
        "实施方案",
        "完成率",
        "获奖",
        "基本医疗",
        "基本养老",
        "基本农田",
        "基本公共",
        "覆盖",
        "未来",
        "将军",
        "从业",
    ];
    if s.line.has(at, "以上") && matches!(s.line.before(at, 1), '级' | '及' | '模' | '额') {
        return true;
    }
    s.line.any(at, NOUNS).is_some_and(|_| !s.line.has(at, "与"))
}

/// The noun phrase before the number, in its own clause. Dates in it are stepped over.
fn before_noun(s: &Sentence<'_>, k: usize) -> Option<(usize, usize)> {
    let fig = s.figs[k];
    let clause = s.clause_start(fig.from);
    // Pieces of the clause between dates, nearest first, until a figure that is neither a date nor part of a noun.
    let mut end = fig.from;
    let mut j = k;
    loop {
        let previous = s.figs[..j].iter().rposition(|f| !f.is_word()).filter(|p| s.figs[*p].to > clause);
        let from = previous.map_or(clause, |p| s.figs[p].to.max(clause)).min(end);
        let rank = fig.figure.class == Class::Ordinal;
        // 在全市9个园区中位列第一: the rank is that of what stands before.
        let among = rank
            && previous.is_some()
            && (s.holds(from, end, &["中位", "中排", "中列", "中居", "中名"]) || end - from <= 2);
        if !among
            && let Some(found) = if rank { ranked(s, from, end) } else { trimmed(s, from, end) }
            && !generic(s, found)
        {
            return Some(found);
        }
        let p = previous?;
        let stepped = s.figs[p].is_time() || among;
        if !stepped {
            return None;
        }
        end = s.figs[p].from;
        if end <= clause {
            return None;
        }
        j = p;
    }
}

fn generic(s: &Sentence<'_>, (from, to): (usize, usize)) -> bool {
    let word = s.folded(from, to);
    GENERIC.contains(&word.as_str())
}

/// The noun phrase of a rank: what stands before 居, 列, 位居 and the region.
fn ranked(s: &Sentence<'_>, from: usize, to: usize) -> Option<(usize, usize)> {
    let mut start = from;
    if let Some(at) = (from..to).find(|i| s.line.any(*i, &["排名", "位次", "名次"]).is_some()) {
        // 排名 alone says nothing when the subject stands before it.
        if at > from && s.line.before(at, 1) == '的' {
            return Some((at, at + 2));
        }
    }
    // A list mark right after a figure opens the clause.
    while matches!(s.line.c(start), '、' | ' ') {
        start += 1;
    }
    let cut = (start..to).find(|i| {
        s.line
            .any(
                *i,
                &[
                    "居", "位列", "位居", "列全", "列第", "排名", "排在", "排全", "跃居", "跃升", "升至", "升到",
                    "在全", "全球", "全国", "全省", "全市", "世界", "由", "进入", "稳居", "名列", "在",
                ],
            )
            .is_some()
            && !s.line.has(*i, "居民")
    });
    trimmed(s, start, cut.unwrap_or(to))
}

/// Whether only list marks stand between two figures.
pub(super) fn adjoining(s: &Sentence<'_>, a: &Fig<'_>, b: &Fig<'_>) -> bool {
    b.from > a.to
        && b.from - a.to <= 2
        && s.line.slice(a.to, b.from).iter().all(|c| matches!(c, '、' | '和' | '与' | '及' | ' '))
}

/// The run of adjoining figures of one class that `k` belongs to.
pub(super) fn run_of(s: &Sentence<'_>, k: usize) -> (usize, usize) {
    let same =
        |a: usize, b: usize| s.figs[a].figure.class == s.figs[b].figure.class && adjoining(s, &s.figs[a], &s.figs[b]);
    let (mut first, mut last) = (k, k);
    while first > 0 && same(first - 1, first) {
        first -= 1;
    }
    while last + 1 < s.figs.len() && same(last, last + 1) {
        last += 1;
    }
    (first, last)
}

/// Splits a noun phrase at its list marks.
fn members(s: &Sentence<'_>, (from, to): (usize, usize)) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut start = from;
    for i in from..to {
        if matches!(s.line.c(i), '、' | '和' | '与' | '及')
            && i > start
            && !s.line.has(i, "和谐")
            && !s.line.has(i, "与农业")
        {
            parts.push((start, i));
            start = i + 1;
        }
    }
    parts.push((start, to));
    parts
}

/// Range of the name of each figure of a line; `None` for those that measure nothing.
pub(super) fn metrics(s: &Sentence<'_>) -> Vec<Option<(usize, usize)>> {
    let mut found: Vec<Option<(usize, usize)>> = Vec::with_capacity(s.figs.len());
    for k in 0..s.figs.len() {
        let fig = &s.figs[k];
        // 第六届, 第二轮 number an event; 第六位 ranks something.
        let event = fig.figure.class == Class::Ordinal
            && matches!(
                fig.figure.unit_text(s.line.text),
                "届" | "屆" | "次" | "轮" | "輪" | "批" | "期" | "年" | "个" | "個"
            );
        if fig.is_time() || fig.is_word() || event || is_group_rank(s, k) {
            found.push(None);
            continue;
        }
        let (first, last) = run_of(s, k);
        let count = last - first + 1;
        let mut own = None;
        if count > 1 {
            own = aligned(s, first, k, count);
            if own.is_none() && k > first {
                own = found[first];
            }
        }
        let own = own.or_else(|| named(s, k)).or_else(|| carried(s, k, &found));
        found.push(own);
    }
    found
}

/// ESI前1%: the group of a rank, not a share.
pub(super) fn is_group_rank(s: &Sentence<'_>, k: usize) -> bool {
    let fig = s.figs[k];
    matches!(fig.figure.class, Class::Percent | Class::Permille | Class::Fraction)
        && fig.from < fig.start
        && s.line.c(fig.from) == '前'
        && fig.start - fig.from == 1
}

/// The member of a list of names that belongs to figure `k` of the run from `first` on.
fn aligned(s: &Sentence<'_>, first: usize, k: usize, count: usize) -> Option<(usize, usize)> {
    if after_candidate(s, first) && after_noun(s, first).is_some() {
        return None;
    }
    let mut names = before_noun(s, first);
    if names.is_none() && s.holds(s.clause_start(s.figs[first].from), s.figs[first].from, &["分别"]) {
        names = clause_before(s, first, true);
    }
    let names = names?;
    let parts = members(s, names);
    if parts.len() != count {
        return Some(names);
    }
    // 税收1000万元以上、500-1000万元企业: the class bounds are the members, the noun is common.
    let bound =
        s.figs.iter().rposition(|f| f.figure.class == Class::Threshold && f.start >= names.0 && f.to <= names.1);
    if let Some(bound) = bound
        && s.figs[bound].to < names.1
    {
        return Some((s.figs[bound].to, names.1));
    }
    let (from, to) = parts[k - first];
    trimmed(s, from, to).or(Some((from, to)))
}

/// Whether what follows the number may name it.
fn after_candidate(s: &Sentence<'_>, k: usize) -> bool {
    let fig = &s.figs[k];
    let unit = units::find(fig.figure.unit_text(s.line.text));
    match fig.figure.class {
        Class::Quantity | Class::CountCn => match unit {
            None => fig.figure.unit.is_empty() && fig.figure.change != Some(Change::ToLevel),
            Some(u) => u.dimension == Dimension::Count || matches!(u.name, "名" | "位" | "余名" | "口人"),
        },
        Class::Percent | Class::Fraction => s.line.c(fig.to) == '的',
        _ => false,
    }
}

/// What the clause of figure `k` itself names.
fn named(s: &Sentence<'_>, k: usize) -> Option<(usize, usize)> {
    let fig = &s.figs[k];
    if after_candidate(s, k)
        && let Some(found) = after_noun(s, k)
    {
        return Some(found);
    }
    // 投资1.8亿元的引水工程, 年产1000台压力容器.
    if let Some(n) = s.line.any_before(fig.from, &["总投资", "计划投资", "投资"])
        && s.line.c(fig.to) == '的'
        && fig.figure.class == Class::Quantity
        && !s.line.ends(fig.from, "完成投资")
    {
        return Some((fig.from - n, fig.from));
    }
    if s.line.any_before(fig.from, &["年产", "日产", "年处理", "日处理"]).is_some()
        && let Some(found) = after_noun(s, k)
    {
        return Some(found);
    }
    // 赵蜀线等30公里农村公路: the examples stand before, the thing after.
    if s.line.before(fig.from, 1) == '等'
        && fig.figure.class == Class::Quantity
        && let Some(found) = after_noun(s, k)
    {
        return Some(found);
    }
    if let Some(found) = before_noun(s, k) {
        return Some(found);
    }
    let measure = matches!(fig.figure.class, Class::Quantity) && is_han(s.line.c(fig.to));
    let attribute = s.line.c(fig.to) == '的' || measure;
    if attribute && fig.figure.class == Class::Quantity {
        let lead = s.line.any_before(fig.from, &["投资", "投入", "总投资", "安排", "筹资", "发放"]);
        if let Some(n) = lead {
            return Some((fig.from - n, fig.from));
        }
        return after_noun(s, k);
    }
    // 投入2亿元, 投资3亿元: the verb is all there is.
    s.line.any_before(fig.from, &["总投资", "完成投资", "投资", "投入", "授信"]).map(|n| (fig.from - n, fig.from))
}

/// The noun phrase that ends the clause before the one of figure `k`, within its sentence.
fn clause_before(s: &Sentence<'_>, k: usize, lists: bool) -> Option<(usize, usize)> {
    let mut clause = s.clause_start(s.figs[k].from);
    for _ in 0..2 {
        if clause == 0 || is_stop(s.line.c(clause - 1)) {
            return None;
        }
        let end = clause - 1;
        let from = s.clause_start(end);
        if s.figs.iter().any(|f| f.start >= from && f.end <= end && !f.is_time() && !f.is_word()) {
            return None;
        }
        if let Some((a, b)) = trimmed(s, from, end) {
            let list = lists && s.line.slice(a, b).contains(&'、');
            if list {
                let cut = (a..b)
                    .find(|i| s.line.any(*i, &["从", "由", "均", "都", "实现", "持续"]).is_some() && *i > a + 1)
                    .unwrap_or(b);
                return Some((a, cut));
            }
            let measured = matches!(
                s.line.c(b - 1),
                '重' | '率'
                    | '额'
                    | '值'
                    | '量'
                    | '入'
                    | '数'
                    | '金'
                    | '积'
                    | '费'
                    | '模'
                    | '度'
                    | '平'
                    | '资'
                    | '贷'
                    | '款'
                    | '命'
            );
            if measured && b - a >= 2 {
                return Some((a, b));
            }
        }
        clause = from;
    }
    None
}

/// What the figure before measured, where this one only continues its sentence.
fn carried(s: &Sentence<'_>, k: usize, found: &[Option<(usize, usize)>]) -> Option<(usize, usize)> {
    if let Some(name) = clause_before(s, k, false) {
        return Some(name);
    }
    let start = s.sentence_start(s.figs[k].from);
    let semicolon = (start..s.figs[k].from).rev().find(|i| s.line.c(*i) == ';').unwrap_or(start);
    for j in (0..k).rev() {
        if s.figs[j].start < semicolon {
            break;
        }
        if let Some(name) = found[j] {
            let verb = s.folded(name.0, name.1);
            if matches!(verb.as_str(), "总投资" | "完成投资" | "投资" | "投入")
                && s.figs[k].figure.class == Class::Quantity
                && s.figs[k].figure.unit != s.figs[j].figure.unit
            {
                // 总投资2亿元，竣工134个: the count speaks of the things before the money.
                let same = |x: &Fig<'_>| x.figure.unit_text(s.line.text) == s.figs[k].figure.unit_text(s.line.text);
                if !same(&s.figs[j]) {
                    continue;
                }
            }
            return Some(name);
        }
    }
    None
}
