// Numbers that are parts of names: roads, hotlines, codes, titles. # is the digits.

// The value of an indicator written in letters: GDP5120亿元.
rule after-indicator
  GDP|GNP|GEP|CPI|PPI|AQI|R&D|FDI #
+ GDP〔5120〕亿元
- C〔919〕

// 国道515, 省道339.
rule road-number
  国道|省道|县道|高速G #
+ 改造国道〔515〕
- 改造国道、〔515〕户

// 515国道, 70周年, 5人制, 4.0版: the name goes on behind the digits.
rule numbered
  # 国道|省道|县道|乡道|周年|人制
  # .0 @版
+ 改造〔515〕国道
+ 发布〔4〕.0版
- 改造〔515〕道路

// 12345热线, 110报警, “982”工程 whose quotes were lost, 13710工作制度.
rule coded
  # 热线|政务服务|政务|便民|市民|服务热线|服务平台|报警|急救|指挥中心|工程|行动|机制|模式|工作制|工作法|工作机制|工作体系|战略|体系|举报|消费
  “ # ”
+ 〔12345〕热线
+ 实施“〔982〕”
- 〔12345〕人

// A year that opens a title: 2024世界…大会, “2024乳业…企业”.
rule title-year
  “|《|"|办|行|获|加|选|^^ # @<han> & ! # {after-a-number}
  # 中国|国际|全球|世界|全国|首届|亚洲
+ 举办〔2024〕乳业大会
+ 在〔2024〕世界大会上
- 举办〔2024〕个培训班

words after-a-number = 年|万|亿|至|多|余|名|人|个|家|户|项|所|条|件|元|亩|公|平|吨

// Numbers of public hotlines.
list hotlines = 12309|12315|12320|12328|12333|12345|12348|12355|12369|12388

// What stands before a plan in quotes, or behind its name: “九五”计划.
rule plan-word
  # ”? 规划|计划|时期|期间|普法|末|以来|开局|收官|纲要|发展|目标|建设
+ “九五〔〕”计划
- “九五〔〕”产品

// A number behind these is a label: 附件2, 见表7.
list labelled = 附件|附表|专栏|见表|见图|附图
