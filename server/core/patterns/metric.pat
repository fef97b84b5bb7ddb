// What a figure measures: where its name stands, and what cuts it out of its clause.

// A place in an order is told here; the words before it are what is ranked.
rule rank-verb
  # !居民 居|位列|位居|列全|列第|排名|排在|排全|跃居|跃升|升至|升到|在全|全球|全国|全省|全市|世界|由|进入|稳居|名列|在
+ 出口总额〔〕位居全省第三
- 城镇〔〕居民收入列第三

// The words for a place in an order.
rule place-in-order
  # 排名|位次|名次
+ 考核〔〕排名第7位
- 考核〔〕第7位

// 全省重点项目考核排名第7位: the contest is what is ranked.
rule contest
  考核|评价|测评|评比|评估|竞争力|百强县市|百强县|百强|指数 #
+ 重点项目考核〔〕排名第7位
- 重点项目〔〕排名第7位

// What is given stands behind the last number: 分别给予40万元、30万元服务奖励.
rule given
  给予|等级 分别|最高|一次性|不超过|增加* #
+ 分别给予最高【40万元】、30万元服务奖励
- 分别投入【40万元】、30万元

// What stands before names the base, not what is measured.
rule of-base
  ^ 是|为|相当于|达到|达|分别是|分别为|分别达到 .. 的 #multiple
+ 产值翻番，是2010年的【4.6倍】
- 产值增长【4.6倍】

// A measure behind a thing without a number: 连通工程和25公里供水管线.
rule sized-thing
  <han> 、|和|及 #quantity+length|area|mass|power~led|tailed|rising|falling|to-level <han>
+ 建成连通工程和【25公里】供水管线
- 建成连通工程，【25公里】供水管线

// A change with 的 behind it: 天数减少6%的目标 is of what stands before.
rule change-of
  #percent|fraction+rising|falling|to-level 的
+ 实现空气污染天数减少【6%】的目标
- 占【6%】的目标

// 28万人实现脱贫: what they did.
rule did
  ^ #quantity 实现 ~10 $
+ 【28万人】实现脱贫，成效明显
- 【28万人】全部脱贫，成效明显

// An amount with 的 is that of what is built, and its name is the word before it.
rule invested-in
  !完成 总投资|计划投资|投资 #quantity 的
+ 开工投资【1.8亿元】的引水工程
- 开工完成投资【1.8亿元】的引水工程

// What is measured stands behind the number.
rule named-behind
  产生|创造|获得|贡献|带来 # 的
  发放|给予|领取|享受|补发 #quantity <han>
  年产|日产|年处理|日处理 #
  等 #quantity
+ 创造【30%】的工业税收
+ 每月发放【50元】生活补贴
+ 年产【1000台】压力容器
+ 改造赵蜀线等【30公里】农村公路
- 投入【50元】生活补贴

// The verb before an amount that goes on with a noun is its name.
rule paid
  投资|投入|总投资|安排|筹资|发放 #
+ 安排【2亿元】专项资金
- 形成【2亿元】专项资金

// The verb is all there is.
rule only-verb
  总投资|完成投资|投资|投入|授信 #
+ 全年投入【2亿元】
- 全年【2亿元】

// A share whose bound stands for 的: 八成以上财政资金用于民生.
rule share-of
  ^ #percent|fraction+tailed~rising|falling|to-level _? <han>
+ 【八成以上】财政资金用于民生
- 【八成】财政资金用于民生

// Ends what has a capacity: 300万吨煤矿, 20万千瓦风电项目.
rule plant
  项目|工程|电站|电厂|煤矿|露天矿|装置|生产线|基地|机组|风电|光伏|电池|发电|储能|码头|水库 #
+ 青石坳300万吨煤矿〔〕开工
- 青石坳300万吨煤炭〔〕外运

// A list of names in the clause before ends here.
rule list-cut
  # 从|由|均|都|实现|持续
+ 水稻、小麦〔〕均丰收
- 水稻、小麦〔〕丰收

// Ends the name of something that is measured by itself.
rule measured-by-itself
  重|率|额|值|量|入|数|金|积|费|模|度|平|资|贷|款|命 #
+ 全市税收收入〔〕，增长5%
- 全市企业〔〕，增长5%

// What the clause of an indicator says of it without a number.
rule state
  # 跻身|呈现|连增|连续|稳步|持续|快速|大幅|平稳|不断|迈上|跨上|突破|实现
+ 固定资产投资〔〕跻身前列，年均增长9%
- 固定资产投资〔〕较快，年均增长9%

// Ends the name of an indicator.
rule indicator
  生产总值|增加值|产值|收入|支出|投资|总额|总量|产量|余额|标准|进出口|出口|存款|贷款|吞吐量|销售额|零售额|人口|主体 #
+ 固定资产投资〔〕跻身前列
- 固定资产〔〕持续扩大

// 在全市9个园区中位列第一: the rank is that of what stands before.
rule among-them
  # 中 位|排|列|居|名
+ 在全市9个园区〔〕中位列第一
- 全市9个园区〔〕位列第一

// Before the name in a cell of a table: 其中:轻工业.
rule opens-parts
  # 其中:
+ 〔〕其中:轻工业
- 〔〕轻工业

// Whom a contest is held among: 全省重点项目考核排名第7位.
rule region
  # 全国|全省|全市|全区|全州|全县|自治区
+ 〔〕全省重点项目考核排名第7位
- 〔〕重点项目考核排名第7位

// 和 and 与 that join no names.
rule no-joint
  # 和谐|与农业
+ 创建〔〕和谐社区3个
- 城镇〔〕和农村居民收入

// What is ranked of a thing.
list ranked-aspects = 增幅|增速|数量|总量|总数|规模

// A name of money spent, which a count behind it does not go on with: 总投资2亿元，竣工134个.
list money-spent = 总投资|完成投资|投资|投入

// A classifier that numbers events instead of ranking things: 第六届.
list of-events = 届|次|轮|批|期|年|个

// Says when, and names nothing.
list times-of-year = 上半年|下半年|全年|前|上年|当年|今年|去年|基础上
