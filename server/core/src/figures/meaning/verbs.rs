//! Verbs at the front of a noun phrase: cut off where they only tell what was done to the thing counted, kept where they are
//! the head of an indicator.

use super::clause::Sentence;
use super::keeps::keeps_lead;
use super::words::LEADING;

/// Work verbs: what they bring or treat is the noun, unless they open a name of their own (see `opens_a_name`).
pub(super) const VERBS: &[&str] = &[
    "制定",
    "修订",
    "修改",
    "废止",
    "出台",
    "颁布",
    "颁发",
    "发布",
    "印发",
    "制发",
    "发出",
    "作出",
    "下达",
    "下放",
    "取消",
    "精简",
    "审议",
    "听取",
    "审结",
    "执结",
    "起诉",
    "批捕",
    "移送",
    "督促",
    "挽回",
    "追回",
    "追缴",
    "收缴",
    "查办",
    "查获",
    "缴获",
    "破获",
    "抓获",
    "打掉",
    "捣毁",
    "取缔",
    "关闭",
    "排查",
    "整改",
    "提出",
    "采纳",
    "通报",
    "带动",
    "辐射带动",
    "惠及",
    "促进",
    "安置",
    "提供",
    "搬迁",
    "走访",
    "慰问",
    "救治",
    "培养",
    "招录",
    "遴选",
    "推选",
    "评定",
    "评出",
    "选树",
    "聘请",
    "抽调",
    "派驻",
    "引入",
    "接收",
    "收购",
    "征收",
    "征集",
    "募集",
    "归集",
    "兑付",
    "退还",
    "返还",
    "缓缴",
    "加固",
    "翻建",
    "翻新",
    "翻修",
    "迁建",
    "兴建",
    "兴办",
    "创办",
    "开办",
    "开设",
    "开辟",
    "开行",
    "开挖",
    "疏浚",
    "疏通",
    "清淤",
    "铺设",
    "敷设",
    "架设",
    "安装",
    "增设",
    "增添",
    "添置",
    "栽植",
    "补植",
    "补种",
    "更新",
    "启用",
    "建立",
    "健全",
    "构建",
    "搭建",
    "组建",
    "形成",
    "承接",
    "策划",
    "处置",
    "追索",
    "复垦",
    "拓展",
    "推介",
    "收治",
    "诊治",
    "召开",
    "调整",
    "退出",
    "免征",
    "停征",
    "整顿",
    "划定",
    "输出",
    "提标改造",
    "拆除改造",
    "改造提升",
    "巩固提升",
    "综合整治",
    "新投放",
    "编印",
];

/// Stages of a project that tell which projects are meant.
pub(super) const STAGES: &[&str] = &["新开工", "新签约", "新引进", "新建", "续建", "开工", "签约", "竣工", "落地"];

/// Adverbs before such a verb.
pub(super) const ADVERBS: &[&str] = &[
    "重点", "着力", "精心", "大力", "积极", "依法", "深入", "全面", "稳步", "有序", "扎实", "持续", "主动", "切实",
    "集中", "先后", "陆续", "相继", "顺利", "成功", "首次", "整体", "合力", "全力", "科学", "共同", "联合", "直接",
];

/// An adverb before a verb: 重点打造, 精心策划.
pub(super) fn adverb(s: &Sentence<'_>, from: usize, to: usize) -> Option<usize> {
    let n = s.line.any(from, ADVERBS)?;
    let next = from + n;
    let verb = s.line.any(next, VERBS).or_else(|| s.line.any(next, LEADING).filter(|n| *n > 1))?;
    (next + verb < to && !keeps_lead(s, next)).then_some(n)
}

/// A work verb whose object follows: 制定办法, 取消和下放事项.
pub(super) fn work_verb(s: &Sentence<'_>, from: usize, to: usize) -> Option<usize> {
    let n = s.line.any(from, VERBS)?;
    (from + n + 2 <= to && !opens_a_name(s, from, from + n)).then_some(n)
}

/// Whether the verb that ends at `at` is the head of an indicator or a name: 收购价格, 搬迁人口, 更新造林.
fn opens_a_name(s: &Sentence<'_>, from: usize, at: usize) -> bool {
    const MEASURED: &[&str] = &[
        "额", "量", "率", "者", "点", "站", "价格", "人数", "户数", "次数", "件数", "面积", "金额", "总额", "总量",
        "余额", "数量", "人口", "标准", "能力", "规模", "水平", "强度", "成本", "比例", "工作", "情况", "中心", "期",
        "力度", "速度", "进度", "机制", "意见",
    ];
    const NAMES: &[&str] = &[
        "更新造林",
        "更新换代",
        "更新改造投资",
        "下达任务",
        "下达计划",
        "下达目标",
        "带动投资",
        "带动就业",
        "促进就业",
        "带动增收",
        "调整预算",
        "调整幅度",
        "安置房",
        "安置小区",
        "安置帮教",
        "搬迁户",
        "审议意见",
        "征集意见",
        "提供商",
        "促进会",
        "安置区",
    ];
    let measured = s.line.any(at, MEASURED).is_some()
        // 建立机制, 提出意见: these are made, not measured.
        && !(s.line.any(at, &["机制", "意见", "标准", "中心"]).is_some()
            && s.line.any(from, &["建立", "健全", "构建", "形成", "提出", "制定", "修订", "出台", "发布", "组建"]).is_some());
    measured || s.line.any(from, NAMES).is_some()
}

/// The verb that follows a subject or a phrase of place or person: 市人大常委会审议…, 在景区布局…, 为毕业生提供….
pub(super) fn inner_verb(s: &Sentence<'_>, from: usize, to: usize, after_preposition: bool) -> Option<usize> {
    const BODIES: &[&str] = &["委员会", "常委会", "人大", "法院", "检察院", "政府", "机关", "部门"];
    const ADVERBS: &[&str] = &["共", "累计", "已", "依法"];
    const BRINGING: &[&str] =
        &["布局", "加装", "开发", "开展", "设置", "新建", "配备", "发放", "安排", "新增", "举办", "组织", "实施"];
    (from + 2..to.saturating_sub(3)).find(|i| {
        let verb = s.line.any(*i, VERBS).filter(|n| {
            !opens_a_name(s, *i, i + n) && !matches!(s.line.c(i + n), '后' | '前' | '中' | '时' | '为' | '成' | '到')
        });
        if after_preposition {
            let bringing = s.line.any(*i, BRINGING).is_some() && s.line.any(*i, &["开发区", "开发银行"]).is_none();
            return (verb.is_some() || bringing) && s.line.before(*i, 1) != '的';
        }
        let subject = i - s.line.any_before(*i, ADVERBS).unwrap_or(0);
        verb.is_some() && subject > from + 1 && s.line.any_before(subject, BODIES).is_some()
    })
}
