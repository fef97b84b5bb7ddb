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
  竣工|完工|建成|投产 #
+ 项目52个，竣工【34个】，完成投资9亿元
- 项目52个，开工【34个】，完成投资9亿元

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

// Words that say the rate is not that of the amounts written.
list other-terms = 实际增|实际下降|实际提高|实际上升|可比|同口径|不变价|剔除|扣除|不可比

// Words before a difference that hold it against something else than an earlier value.
list held-against = 全国|全省|全市|全区|全州|平均|目标|预期|高于|低于|快于|慢于|好于|优于|控制

// Verbs that hold a rate against another one.
list compared = 高于|低于|快于|慢于|好于|优于|高出|低出

// Endings of indicators that are stated every year and can be held against each other.
list yearly-indicators = 生产总值|增加值|总产值|产值|收入|总额|余额|存款|贷款|支出|总产量|产量|吞吐量|进出口|出口|经济总量|用电量|发电量|人口|里程|面积|床位

// Words of a clause whose amount is a sum over several years.
list sums = 累计|五年|四年|三年|两年|合计|总计|总和|新增

// Words before a name that give it to a part of the place a report speaks of.
list parts-of-a-place = 园区|开发区|高新区|新区|经开区|示范区|城区|片区|度假区|县域|产业带|经济带|经济圈|都市圈|集团|其中|企业|乡镇|街道
