// Class bounds: 亿元以上项目, 超10亿元的企业, 万亿级. # is the number, or the place where a noun may stand.

words classed = 企业|项目|产业|集群|园区|楼宇|商户|市场主体|经营主体|乡镇|强镇|县|村|镇|街道|基地|大户|产品|品牌|机组|锅炉|泵站|水库|河流|河湖|船舶|泊位|商品|合同|贷款|税收|工程

// An indicator in years, no time of the statement: 预期寿命提高到80.2年.
rule indicator-in-years
  年限|寿命|工龄|教龄|党龄 达到|达|为|是|到|至|提高|提升|增加|延长|增长|上升|约|超过|了|由|从|分别|已* #
+ 平均受教育年限达到〔9.5年〕
- 施工达到〔9.5年〕

// The noun of a class stands within the next words.
rule classed-ahead
  # <han>9 {classed}
+ 〔〕以上工业项目20个
- 〔〕以上资金20个

// It stands at once.
rule classed-at-once
  # 存量|工业|重大|技改|投资|在建|外资|民营? {classed}
+ 500-1000万元〔〕企业
- 500-1000万元〔〕资金

// Between a count and its class: 34个投资过亿元重大项目.
rule classed-by
  # 投资|产值|年产值|营收|营业收入|税收|年税收
+ 34个〔〕投资过亿元重大项目
- 34个〔〕总量过亿元重大项目

// What counts share, and no things: 5%以上的速度.
rule no-things
  # 速度|增速|增幅|目标|要求|比例|股权
+ 保持5%以上的〔〕速度
- 5%以上的〔〕县3个

// Scale words before a class: 万亿产业.
rule class-of-scale
  # ..3 产业|集群|园区|企业|县域
+ 打造〔万亿〕产业
- 突破〔万亿〕大关

// Says that the number is reached, so that it bounds no class.
rule reached
  达|达到|为|能力 #
+ 能力达〔5亿元〕
- 引进〔5亿元〕、10亿元企业

// An amount, no class: 总投资超10亿元, 10亿元台阶.
rule amount-alone
  总投资|总投资额|计划投资|投资总额|投资额|合同额|总额|跨|连跨 #
  # 台阶|大关|关口
+ 总投资〔10亿元〕
+ 〔10亿元〕台阶
- 超〔10亿元〕产业项目

// Words behind a number that are no noun.
rule no-noun
  # 和|与|及|或|增|达|的|为|是|在|并|建|新|用|完|占|后
+ 10亿元〔〕并投产
- 10亿元〔〕项目

// The investment of one thing.
rule own-investment
  总投资|投资额|投资规模|总投资额|完成投资 #
+ 总投资〔〕超10亿元的项目
- 产值〔〕超10亿元的企业

// Says that so much was reached of the thing: 达到一千万吨以上标准煤.
rule so-much
  达到|达|完成|节约|建成|改造|新增|力争|突破|实现 #
+ 节约〔〕一千万吨以上标准煤
- 引进〔〕10亿元以上项目

// Says what the money is for.
rule for-spending
  投入|安排|筹集|补助|贷款|奖励|资金|完成|实现|新增|的 #
+ 投入〔〕亿元企业扶持资金
- 打造〔〕亿元企业

// The next item of a list has a verb of its own, so that the change of the one before ends.
rule new-statement
  # 首超|首次|完成|建成|引进|超过|实现|培育|累计|总数|总量|达到|居|达|共有|成功|认定|建设|新建|改造|组织|安置|培训|举办|设立|建立|推进|扩建|吸纳|发放|救助|资助|帮助|安排|投入|开展|突破|修建|改建|创建|打造|实施|入选|获批|获评|盘活
+ 新增企业5家，〔〕引进人才20名
- 新增企业5家、〔〕合作社3家
