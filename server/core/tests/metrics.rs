//! What a figure measures, as a table read through the public ledger.

use std::sync::Arc;

use zhibi_core::{DocumentKind, Settings, Snapshot};

/// One statement a line: the text with the figure between `⟦` and `⟧`, then its metric. Other figures are not looked at.
const METRICS: &str = "\
改造老旧小区12个，惠及⟦3100户⟧。|老旧小区
惠及群众⟦1.2万户⟧。|群众
工业投资增长9%，加快⟦2.1个百分点⟧。|工业投资
高标准农田建设提速，今年建成⟦7.8万亩⟧，|
公租房新开工⟦1000套⟧，新竣工800套。|公租房
公租房新开工1000套，新竣工⟦800套⟧。|公租房
发放救助金⟦37万元⟧。|救助金
办好⟦8大类⟧30项民生实事。|民生实事
占有⟦3大⟧部分。|部分
对外投资240亿元，折⟦33亿美元⟧。|对外投资
二氧化氮年均浓度41微克/立方米，超标⟦2.5%⟧。|二氧化氮年均浓度
取消和下放行政审批事项⟦35项⟧。|行政审批事项
制定、修改和废止政府规章⟦9件⟧。|政府规章
听取和审议专项报告⟦7项⟧。|专项报告
作出法律解释⟦2件⟧。|法律解释
督促治理河流⟦4条⟧。|河流
精心策划推广旅游线路⟦10条⟧。|旅游线路
着力建成⟦1.5万亩⟧桑园基地。|桑园基地
出口总额⟦12亿元⟧。|出口总额
转移就业⟦3万人⟧。|转移就业
更新造林⟦2万亩⟧。|更新造林
更新公交车辆⟦76台⟧。|公交车辆
收购价格⟦3元⟧。|收购价格
搬迁人口⟦3000人⟧。|搬迁人口
新开工项目⟦81个⟧。|新开工项目
作出有关民生问题的决定⟦3件⟧。|有关民生问题的决定
●培育龙头企业⟦20家⟧，增长5%|龙头企业
▲ 高标准农田建成⟦3万亩⟧|高标准农田
一、科教惠民工程（项目⟦6个⟧，投资2亿元）|项目
投入资金9亿元（其中信贷资金⟦5亿元⟧、捐赠资金4亿元）。|信贷资金
完成工业投资（500万元口径）⟦223亿元⟧。|工业投资
规模以上（500万元口径）工业总产值⟦476亿元⟧。|工业总产值
新建污水处理厂和再生水厂各⟦2座⟧。|污水处理厂和再生水厂
城乡低保标准每人每月⟦640元⟧。|城乡低保标准
农村低保标准提高到年人均⟦4900元⟧。|农村低保标准
农民人均收入⟦2.1万元⟧。|农民人均收入
对⟦58所⟧中小学、幼儿园食堂进行检查。|中小学、幼儿园食堂
打造⟦12条⟧农业园与乡村旅游线路。|农业园与乡村旅游线路
推进⟦40个⟧企业与高校合作，|企业
对⟦12部⟧法规的贯彻实施情况开展检查。|法规
完成⟦五座⟧中型水库的除险加固。|中型水库
建设⟦3座⟧桥梁的配套项目。|配套项目
⟦42项⟧为民办实事项目办结。|为民办实事项目
监测⟦710户⟧脱贫户。|脱贫户
推进⟦17个⟧在建重点项目。|在建重点项目
参加合作医疗的农民达到⟦4万人⟧。|农民
全省重点工作考核排名⟦第7位⟧。|重点工作考核排名
排名升至⟦第47位⟧。|排名
优良天数比例86%，超过年度目标⟦0.9个百分点⟧。|优良天数比例
细颗粒物浓度下降9%，“十三五”以来累计下降⟦22%⟧。|细颗粒物浓度
税收收入9亿元，是“十二五”时期的⟦1.9倍⟧。|税收收入
经费标准提高到人均⟦40元⟧。|经费标准
预计缩减⟦4成⟧的公务用车。|公务用车
为调整预算数⟦9亿元⟧。|调整预算数
参加养老保险的人数为⟦10万人⟧。|参加养老保险的人数
工业总产值保持两位数增长，⟦8条⟧产业链产值实现两位数增长。|产业链产值
实现污染天数减少⟦6%⟧的改善目标。|污染天数
";

#[test]
fn metrics_as_the_table_says() {
    let mut wrong = Vec::new();
    for line in METRICS.lines() {
        let (marked, want) = line.split_once('|').expect("a metric in each line");
        let text: String = marked.chars().filter(|c| !matches!(c, '⟦' | '⟧')).collect();
        let start = marked.find('⟦').expect("a mark in each line");
        let snapshot = Snapshot::of(&text, DocumentKind::Plain, Arc::new(Settings::default()));
        let found = snapshot.ledger().entries.iter().find(|entry| {
            let figure = &snapshot.blocks()[entry.block as usize].figures[entry.figure as usize];
            figure.span.start as usize == start
        });
        let got = found.map(|entry| entry.metric.as_ref().map_or("", |m| m.text.as_str()));
        if got != Some(want) {
            wrong.push(format!("{marked}\n  want {want}\n  got  {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
