// Words between figures that tell how one follows from another.

words amount-of-contract = 签约金额|签约资金|签约额|合同金额|合同额|协议金额|协议资金|协议投资|合同投资|签约投资|总金额|合同外资|合同利用内资|合同利用外资|引资
  |合同引资|协议引资|金额|资金

// An amount that is spent on things.
rule spent
  {amount-of-contract}|投资|投入|总投资|完成投资|投资达|总投资达|贷款|授信|投资额|总投资额|投资约|总投资约|计划投资|拟投资|引资额|引资总额|引资总量|合同引资额|协议引资额|合同投资额|协议投资额|计划总投资|协议投资总额|签约总金额|合同外资额 _? #
+ 签约项目20个，签约金额【18亿元】
- 改造项目20个，税收【18亿元】

// A clause about money spent on what stands before it.
rule spending
  # {amount-of-contract}|总投资|完成投资|投资|投入|累计完成投资|带动投资|计划投资|拉动投资|签约总额|合同总额|协议总投资|计划总投资|概算总投资|估算总投资
+ 签约项目20个，〔〕总投资18亿元
- 改造项目20个，〔〕税收18亿元

// What is done of an investment.
rule done-of-total
  完成投资|年内完成|已完成|完成|累计完成 #
+ 总投资18亿元，已完成投资【9亿元】
- 总投资18亿元，申请补助【9亿元】

// The whole investment, of which a part is done.
rule whole-investment
  总投资|总投资额|总投资达|总投资约 #
+ 总投资【18亿元】，已完成投资9亿元
- 申请投资【18亿元】

// How many of the things are finished.
rule finished
  竣工|完工|建成|投产|完成|办结|投用 #
+ 项目52个，竣工【34个】，完成投资9亿元
- 项目52个，开工【34个】，完成投资9亿元

// What is counted so was finished of nothing that is told before: 新增岗位20个，完成8个.
rule begun
  开工|新增 .. #
+ 新开工改造小区【12个】，完工8个
- 改造小区【12个】，完工8个

// Per item already: 每村投入250万元.
rule per-item
  每|户均|人均|平均 .. #
+ 每村投入【250万元】
- 投入【250万元】

// Overnight visitors are some of those whose receipts are told.
rule visitors
  游客|旅游|接待 .. #
+ 全年接待游客【4500万人次】
- 全年运送旅客【4500万人次】

rule overnight
  过夜 .. #
+ 接待过夜游客【450万人次】
- 接待游客【450万人次】

// What visitors spend.
rule receipts
  旅游总收入|旅游收入|旅游综合收入|旅游业总收入|旅游业收入|总花费|旅游消费|游客消费|综合收入|总收入 ..8 #
+ 实现旅游总收入【350亿元】
- 实现旅游投资【350亿元】

// Names what was planned: 目标任务, 年度计划.
rule planned
  完成率|完成目标|完成任务|目标任务|年度任务|年度目标|完成年|占年计划|完成计划|为年初计划|为计划|年度计划 .. #
+ 完成目标任务的【120%】
- 占全市的【12%】

// 超年度计划5.1% is beyond the plan.
rule beyond-plan
  超年|超计划|超额|超目标|超过|超出|整体完成率 .. #
+ 超年度计划【5.1%】
- 完成年度计划【95%】

// The plan is one of money: 42件实事完成年度投资计划的109%.
rule plan-of-money
  投资 ~ #
+ 实事42件，完成年度投资计划的【109%】
- 实事42件，完成年度计划的【109%】

// How much of a plan was done: where the words begin.
rule rate-of-completion
  目标|任务|计划? 完成率 .. #
+ 培训2600人，计划完成率【130%】
- 培训2600人，合格率【98%】

// A share that opens its clause is one of what the number before counts.
rule opens-share
  # 约|仅|只? 占
+ 接待游客40万人次，〔〕约占全市的8%
- 接待游客40万人次，〔〕其中8%来自省外

// A share of what was planned; 占一般公共预算支出的80% is one of what was spent.
rule share-of-plan
  计划|目标|任务 ~ #
  预算 !>支出|收入|总支出|总收入 ~ #
+ 完成投资9亿元，占年度计划的【80%】
+ 支出9亿元，占年初预算的【80%】
- 民生支出9亿元，占一般公共预算支出的【80%】

// What is told is some of what stands before.
rule among
  其中 ,|有|约? #
  中 ,|有 #
+ 新增岗位5000个，其中【60%】的由企业提供
+ 新增岗位5000个中，【60%】的由企业提供
- 新增岗位5000个，约【60%】的由企业提供

// Words that say the rate is not the one that the amounts give.
rule rate-of-other-terms
  年均|平均|每年|实际|可比 ~ #
+ 收入由3万元增加到5万元，年均增长【8%】
- 收入由3万元增加到5万元，增长【67%】

// By how much a goal was passed: 提前3年翻一番.
rule ahead-of-time
  提前|早 #
+ 产值提前【3年】翻一番
- 产值用【3年】翻一番

// The period before, however it is called.
rule previous
  # 上年|去年|同期|前年|上一年|上月|上季|上期|一年前
+ 比〔〕上年增长5%
- 比〔〕计划增长5%

// What a multiple is one of stands behind these words.
rule equals
  相当于|等于|达到|是|为 #
+ 产值是〔〕2010年的3倍
- 产值比〔〕2010年增长3倍

words ends-of-time = 年末|年底|期末|时期|末|底|初|前|同期

// Goes on with a date: 2015年末, 2015年同期.
rule end-of-time
  # {ends-of-time} {ends-of-time}*
+ 比2015年〔〕年末增长5%
- 比2015年〔〕增长5%

// By how much it changed in so many years: 五年增长40%, 三年累计增长20%.
rule changed-within
  # 前|后|来|间|累计|共|实现? 增长|增加|提高|翻|下降|上升|增
+ 产值三年〔〕累计增长20%
- 产值三年〔〕完成20%

// A sum over several years.
rule summed-over-years
  累计|五年共|五年完成|共完成 .. #
+ 五年共完成投资【60亿元】
- 全年完成投资【60亿元】

// A difference that is held against an earlier value, or against each of several.
rule held
  比|较|分别 ~ #
+ 收入5.6亿元，比上年增加【2800万元】
- 收入5.6亿元，增加【2800万元】

// Tells a difference as 增加 does: 比2021年新增3万户.
rule newly
  新增 #
+ 用户20万户，比2021年新增【3万户】
- 用户20万户，比2021年多【3万户】

// How much there is after what was added: 净增155万户、总量达474万户.
rule total-reached
  达|总量|总数|累计|增至|增加到|提高到|总计|覆盖 ~ # & ! 由|从 ~ #
+ 净增20万户、总量达【90万户】
- 净增20万户、由2020年增至【90万户】

// What a rate passes is another rate: 超过10%的目标，高于全国2个百分点.
rule passes
  接近|超过|高于|低于|超出|好于 #
+ 增速超过〔〕10%的目标
- 增速实现〔〕10%的目标

// The points are those of a share, not of the rate before.
rule points-of-share
  占|比重|比例 ~ #
+ 投资增长33%，占比提高【5.2个百分点】
- 投资增长33%，高于全省【5.2个百分点】

// The points lie above what they are held against; or below.
rule above
  高|快|多|超过|优于|好于 ~ #
+ 增长8%，快于全省【2个百分点】
- 增长8%，低于全省【2个百分点】

rule below
  低|慢|少 ~ #
+ 增长8%，低于全省【2个百分点】
- 增长8%，快于全省【2个百分点】

// A bare amount that bounds what follows it: 超万亿元城市. 突破千亿元大关 is a level.
rule bare-class
  #bare !{marks-passed} @<han>
+ 产值【亿元】企业20家
- 产值突破【千亿元】大关

// So, in a list: 100个投资亿元以上、10个投资10亿元以上项目.
rule bare-in-a-list
  #bare 、
+ 投资【亿元以上】、10亿元以上项目
- 投资【2亿元以上】、10亿元以上项目

// A growth whose verb is a noun: 增速为5%, 增长目标5%.
rule rate-named
  增长|增速|增幅|降幅|涨幅 .. #
+ 工业增速为【5%】
- 工业比重为【5%】

// Each of several has a figure of its own.
rule respectively
  分别 .. #
+ 两项收入分别增长【5%】、8%
- 两项收入增长【5%】

// Speaks of each of several times.
rule repeated
  # 年均|每年|连续|逐年|月均|每月
  # 平均 !水平|数|增|值
+ 产值〔〕年均增长8%
+ 产值〔〕平均提高8%
- 产值高于〔〕平均水平8%

// Words that say the rate is not that of the amounts written.
list other-terms = 实际增|实际下降|实际提高|实际上升|可比|同口径|不变价|剔除|扣除|不可比

// Words before a difference that hold it against something else than an earlier value.
list held-against = 全国|全省|全市|全区|全州|平均|目标|预期|高于|低于|快于|慢于|好于|优于|控制

// Verbs that hold a rate against another one.
list compared = 高于|低于|快于|慢于|好于|优于|高出|低出

// What stands behind it is part of what stands before.
list of-which = 其中

// Behind it stands by how much a part changed, or what it is for each.
list changes-of-a-part = 增加|减少|每

// In the name of what is counted: an amount of its own, not a change of another.
list counts-of-new = 新增

// In the name of what is counted or received: it is of travellers.
list travellers = 游

// In the name of receipts: not all that travellers spend.
list some-receipts = 外汇|门票|乡村

// Places that something may be held against.
list places = 全国|全省|全市|全区|全州|全县|自治区|国家|省|市

// Says that a rate is that of one year among several.
list yearly = 年均|年平均|平均每年

// Endings of indicators that are stated every year and can be held against each other.
list yearly-indicators = 生产总值|增加值|总产值|产值|收入|总额|余额|存款|贷款|支出|总产量|产量|吞吐量|进出口|出口|经济总量|用电量|发电量|人口|里程|面积|床位

// Words of a clause whose amount is a sum over several years.
list sums = 累计|五年|四年|三年|两年|合计|总计|总和|新增

// Words before a name that give it to a part of the place a report speaks of.
list parts-of-a-place = 园区|开发区|高新区|新区|经开区|示范区|城区|片区|度假区|县域|产业带|经济带|经济圈|都市圈|集团|其中|企业|乡镇|街道

// Words between the name of an indicator and its amount.
list before-amount = 预计|达到|完成|实现|突破|总量|达|为|_|约

// Words that may stand before such a name: others make another indicator of it.
list before-indicator = 全市|全省|全区|全县|全州|我市|我省|我县|全年|年|实现|完成|预计|度|后

// Words between what a share is of and the share.
list before-share = 的比重|的比例|的份额|比重|比例|份额|达到|达|为|的|重|_
