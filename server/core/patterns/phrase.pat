// Where a noun phrase begins and ends in its clause.

// What such a stretch opens with is held against, not measured.
rule not-measured
  # 按可比|按不变价|按同口径|同口径|高于|低于|快于|慢于|好于|略高于|略低于|远高于|远低于|原口径
+ 〔〕按可比价格增长5%
- 〔〕价格增长5%

// 超过时序进度0.9个百分点: neither is what was passed.
rule passed
  # 优于|超过|远超|超出
+ 〔〕超过时序进度0.9个百分点
- 〔〕时序进度60%

// A bound inside a phrase that ends with 的: 产业类项目不低于项目总量的40%.
rule bound-inside
  # 不低于|不少于|不高于|不超过
+ 产业类项目〔〕不低于项目总量的40%
- 产业类项目〔〕占项目总量的40%

// A remark in brackets behind a name: 地区生产总值(下同).
rule remark
  ( # 下同|不含|含|即|按|同口径|扣除|剔除|不包括|包括
+ 税收收入(〔〕不含关税)增长5%
- 税收收入(〔〕关税)增长5%

// Before the name stand the years of a plan: “十三五”时期城镇新增就业.
rule years-end
  时期|期间|以来|期末|累计|年均 #
+ “十三五”时期〔〕城镇新增就业20万人
- “十三五”规划〔〕项目20个

words in-plan = 规划|以来|期间|时期|期末|末|期|累计|年均|增长|下降

// The name of a five-year plan and its years.
rule plan-years
  # 是|为|相当于? “? 一|二|三|四|五|六|七|八|九|十 五 ”? {in-plan}*
  # 是|为|相当于? “? 十 一|二|三|四|五|六 五 ”? {in-plan}*
+ 规模〔〕是“九五”末的2倍
+ 规模〔〕是“十二五”末的2倍
- 规模〔〕是五年前的2倍

// Work on things follows such a phrase, or a person: 在景区布局, 为毕业生提供.
rule preposition
  # 在|为|对|向|给|面向|针对|围绕
+ 〔〕为毕业生提供岗位500个
- 〔〕提供岗位500个

// Who takes part is counted: 参加合作医疗的农民.
rule taking-part
  # 参加|享受|从事
+ 〔〕参加合作医疗的农民50万人
- 〔〕合作医疗的农民50万人

// The end of an indicator's name: 参保人数, 参保率.
rule indicator-end
  数|率|额|量|值|重|例 #
+ 参加保险的人数〔〕50万
- 参加保险的农民〔〕50万

// Work inside a phrase that has no object: 建成后, 建设中.
rule work-without-object
  # 后|前|中|时|为|成|到
+ 建成〔〕后新增产能
- 建成〔〕的道路

// Bodies that do the work told behind them: 市人大常委会审议….
rule body
  委员会|常委会|人大|法院|检察院|政府|机关|部门 共|累计|已|依法? #
+ 市人大常委会〔〕审议议案12件
- 企业〔〕审议议案12件

// What is made is no measure of the making: 建立机制.
rule made
  # 机制|意见|标准|中心
+ 建立〔〕机制12项
- 建立〔〕制度12项

// The other verb, in brackets: 新建(改扩建)幼儿园.
rule verb-in-brackets
  # (改扩建)|(扩建)|(改建)|(续建)|(含续建)|(改造)
+ 新建〔〕(改扩建)幼儿园5所
- 新建〔〕(公办)幼儿园5所

// Tells of the examples only that there are several.
rule various
  # 各类|各级|各种|多种|一批*
+ 青石银行等〔〕各类金融机构12家

// 等 of a list of examples, not that of 高等 or 等级.
rule examples-end
  !高|中|平|同|初|均|优|劣|上|下|相|对 # 等 !级|职|候|待|于|教|学|地|次
+ 青石银行〔〕等金融机构
- 三甲〔〕等级医院
- 高〔〕等学校

// How an amount is reckoned is no part of its name: 低保标准人均, 提高到人均.
rule per-head
  到|至|为|达|标准|补助|补贴|养老金|低保|经费|工资|保障|津贴 人均|户均 #
+ 养老金人均〔〕600元
- 收入人均〔〕600元

// So, with the time for which it is reckoned.
rule per-head-of-time
  年人均|月人均|月均|年户均 #
+ 低保标准月人均〔〕600元
- 低保标准人均〔〕600元

// What was done, when nothing else is named.
rule work-alone
  # 造林|造林绿化|植树造林|绿化造林|人工造林|绿化|培训|种植|养殖|接种|销售|研发|植树|移民|搬迁|招商|出栏|存栏
+ 〔〕植树造林9万亩
- 〔〕道路9公里

// 较 that opens a base of comparison: 较上年, 较“十三五”末. In 比较 it does not, unless the 比 is of a noun.
rule base-with-jiao
  !比 # 较 上|去|前|同|“|年|基|历|往|全|1|2
  <noun> # 较 上|去|前|同|“|年|基|历|往|全|1|2
+ 发案率〔〕较上年下降5%
+ 单产占比〔〕较上年提高2个百分点
- 质量〔〕较好的断面5个
