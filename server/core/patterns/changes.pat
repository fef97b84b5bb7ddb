// How a value changes, by the words before it.

words between-verb-and-number = 了|约|近|超|分别|均|大约|再|逾|不|“|_|幅度|年人|月人|每人|人|每年|每月|平|全国|全省|全市|户
words turn = 调整|优化|演变|演进|转变|改善|发展|扩展|新增|减排|减贫
words openers-of-cost = 为企业|为群众|再次|累计|全年|共|已|进一步|大幅|、

let fillers = {between-verb-and-number}*
let rate = percent|permille|points|multiple|fraction
let joined = 达到|达|为|约为

// A noun tells the direction, the verb only joins: 降幅为3%.
rule falls-as-noun
  降幅|跌幅 [joined]? [fillers] #[rate]
  减收|减产 [joined] [fillers] #quantity|count-cn
+ 房价降幅为【3%】
+ 企业减收达【200万元】
- 涨幅为【3%】

rule rises-as-noun
  增幅|涨幅|增速 [joined]? [fillers] #[rate]
  增收|增产 [joined] [fillers] #quantity|count-cn
  涨幅|增幅|增速|上涨 控制在|保持在|稳定在|维持在 [fillers] #percent|permille
+ 增幅达【7%】
+ 人均增收达【200元】
+ 价格涨幅控制在【3%】左右
- 降幅达【7%】

// 提高到, 降至, 上升为, 调整为.
rule reaches
  <rise|fall>|{turn} 到|至|为|成 [fillers] #
+ 比重提高到【5%】
- 比重达到【5%】

// Any other 到, 为 before the number tells a level.
rule told-as-level
  到|至|为|成 [fillers] #
+ 比重达到【5%】
- 比重【5%】

rule falls
  <fall>|减排|减贫 [fillers] #
+ 能耗下降约【5%】
- 能耗【5%】

// Work on things, no growth of a number: 提升6个园区.
rule work-on-counted
  提升 [fillers] #things @<han> !位次|名次|等级|档次|台阶|层级
+ 提升【6个】园区
- 提升【6个】位次

rule rises
  <rise>|新增 [fillers] #
+ 收入增长约【5%】
- 收入【5%】

// How often it is what it was: 是上年的3倍.
rule times-the-base
  是|于|为|当 ..20 的 [fillers] #multiple
+ 产值是上年的【3倍】
- 上年产值的【3倍】

// The verb opens the clause, the noun stands between: 降低各类成本64亿元.
rule falls-before-noun
  降低|减轻|压减|压降 ~ 成本|负担|税费|费用|电费|保险费|支出|税负|税率|利率|利息|电价|不良贷款 [fillers] #
  减少|压减|核减|净减|调减|减征|减收|缩减|裁减|节减 ~ #~percent|permille|points|multiple|ratio
+ 帮助企业降低各类成本【64亿元】
+ 减少农村贫困人口【1000万人】
- 收入【64亿元】

rule rises-before-noun
  ^ {openers-of-cost}* 提高 ~ 标准|水平|补助|待遇|工资 [fillers] # & ! 的 ~ #
  新增|净增|增加|调增|增设|扩增 !>值|到|至|长|了解 ~ #~percent|permille|points|multiple|fraction|ratio
+ 提高低保标准【10%】
+ 新增省级实验室【5家】
- 工业增加值【64亿元】

// In a word of change: 提高2个点.
list of-change = 提|增|升|涨|降|减|跌|落|快|高|低
