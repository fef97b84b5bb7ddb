// What part a figure plays. What stands before # in a line stands before the figure with its comparator, the rest behind it.

words last-year = 上年|去年|上年同期|去年同期
words soon = 今年内|今年|年内|明年|全年|年底前|到年底
words promised-work = 完成|新建|建设|建成|新开工|开工|投资|实施|改造|引进|发放|投入
words not-promised = 投资|实施率|完成率|完成情况
words sized = 全长|总长|长|年产|占地|占地面积|总建筑面积|建筑面积|日处理|总库容|设计能力|年处理|库容
words total-investment = 总投资|总投资额|总投资达|总投资约|总投资为|投资总额|投资规模|计划投资|概算投资|总投资额达|投资概算|投资总额达|计划总投资
  |总投资达到|总投资规模|投资概算达|预计投资|预计总投资
words paid-work = 完成|新建|实施|硬化|修建|改造|新修|修缮
words time-words = 的|原来|原有|不到|不足|上年末|上年底|去年末|去年底|去年|上年|今年|年初|年末|年底|目前|现在|当时|当前|当年|同期|五年前|前|末|底|初|时
  |平均|年人均|月人均|人均|户均|每人|每户|每年|每月|每天|全国|全省|全市|全县|全区|仅|仅有|约|近|的全国|_

// What something is held against, or what is there already: no statement of its own.
rule reference
  原有 #
  比|较 ..6 的 # 减少|增加|下降|提高|降低|多|少|高|低|增长
  在全市|在全省|在全国|全市|全省|全国|全县|全区|在 #amount ..12 中 位|列|排|居|名|的|脱|综|有
  明确|督促|指导 #amount ..12 目标|任务|要求|进行|开展|实施|考核
  明确|督促|指导 .. 对|针对|围绕 #amount ..12 目标|任务|要求|进行|开展|实施|考核
  <date> ...12 #percent~changing ...3 而|到 在|到? <date>
+ 园区由原有【3个】扩展到5个
+ 贫困人口比现在的【4.9万人】减少一半
+ 在全市【9个】园区中位列第一
+ 分别明确【19个】园区目标
+ 督促有关部门对【6家】企业开展整改
+ 这个比重1949年是【17%】，而在1954年是33%
- 新增园区【3个】
- 督促检查，新建【6家】企业

// In a plan: what is there already, what was reached last, what is laid down elsewhere.
rule told-beside
  现有 #
  潜在增长|潜在经济增长 ...80 #percent & 潜在|上限|下限 ..40 #
  低于|高于|快于|慢于|超过|比|较 ..40 时期|{last-year} #percent 的
  ^|在|对|以 {last-year} 实际增长|预计增长|增长|下降|完成|达到|实现|达|增速? # 的基础上|基础上|的
  # 的国家标准|的省定标准|的法定标准|的国际标准|的国家规定
+ 改造现有【5座】泵站
+ 潜在增长率的上限为【9%】
+ 略低于去年【8%】的增速
+ 在去年增长【4.8%】的基础上再增长6%
+ 达到每人每年【600元】的国家标准
- 比去年增长【6%】
- 实现【6%】的增长

// Ahead, whatever stands around it. 预计 alone is an estimate of what was done; 计划 behind a noun is a plan's name;
// 计划投资 and 预计投资 are totals of a project.
rule promised
  预计 !>全年 {soon} {promised-work} ~24 #amount
  计划 {soon} {promised-work} ~24 #amount
  {soon} 计划 !>{not-promised} {promised-work} ~24 #amount
  ^ 计划 !>{not-promised} {promised-work} ~24 #amount
  !模|虚 拟 {soon} {promised-work} ~24 #amount
  !模|虚 拟 !>{not-promised} {promised-work} ~24 #amount
+ 预计今年完成改造【20公里】
+ 工程计划年内完成投资【2亿元】
+ 今年计划建设农村公路【30公里】
+ 计划新建学校【3所】
+ 该县拟年内投资【2亿元】
+ 拟新建学校【3所】
- 预计全年完成改造【20公里】
- 年度计划完成率居前的项目【3个】
- 建成模拟实施中心【3个】

// In brackets beside what was reached, stands the goal itself.
rule goal-beside
  ( 年度|全年|年初|当年|原定|预期? 目标任务数|目标任务|目标值|目标|任务数|任务 为|是|:? #
+ 培训2600人(目标任务为【2000人】)
+ 增长6.5%(年度目标【6%】)
- 完成目标【2000人】

// How far a difference goes, in a plan.
rule points-of-difference
  比|较|高于|低于 .. #points~rising|falling|to-level
+ 城乡收入增速比上年高【2个百分点】
- 城镇化率提高【2个百分点】

// How much of what was set is done.
rule completed
  完成率|完成目标|完成任务|完成计划|目标任务|年度任务|年度目标|年度计划|完成年|占年计划|为计划|为目标|为预算|完成预算|为年初预算 ..10 #~rising|falling
+ 年度任务已达【95%】
- 完成年度任务，增长【9%】

// A growth whose verb is a noun.
rule growth-as-noun
  增长均在|增长都在|增长保持在|增速均在|增速都在|增速保持在|增幅均在|增幅保持在 #
  !自然 涨幅|增幅|降幅|增速|增长率|增速达|增速达到|增速为|增幅达|涨幅为 #
  保持|保持了|实现|实现了|取得|取得了|达到 # 的增长|增长|的增速|增速|的增幅|的高速增长|的高增长|的正增长 !<han>
  保持|保持了|实现|实现了|取得|取得了|达到 # 的增长|增长|的增速|增速|的增幅|的高速增长|的高增长|的正增长 速度|势头|态势
+ 三项收入增长均在【8%】以上
+ 工业投资增速【8%】
+ 规上工业保持【8%】的增长
+ 服务业保持【8%】的增长势头
- 人口自然增长率【5‰】
- 实现【8%】增长目标

// The whole investment of what is built, not what was spent in a year.
rule total
  {total-investment} #quantity+money
  !完成 投资|投资达|投资额达 _? #quantity+money 的
  ^|、|<figure> 投资 #quantity+money 、|<han>
  ^|、|<figure> 投资 #quantity+money , !完成投资 {paid-work}
+ 水厂总投资【18亿元】
+ 建成投资【1.8亿元】的引水工程
+ 投资【1630万元】拓宽道路
+ 投资【107万元】，完成9公里公路
- 完成投资【18亿元】的项目
- 完成工业投资【18亿元】

// What was spent on what is built. 引进省外到位资金 is an indicator, not the progress of a project.
rule done-investment
  完成投资|完成投资达|完成投资额|累计完成投资 # & ! 固定资产|引进|招商|外资|内资|省外|市外|外省 .. #
+ 水厂完成投资【2亿元】
- 固定资产完成投资【2亿元】

// A property of one object: its length, its yearly output.
rule capacity
  {sized}|总里程 # 的
  ^|、|个|条|座|<figure> {sized} #
  项目 占地|占地面积 #
+ 建成总里程【108公里】的绿道
+ 新建管廊3条，全长【13公里】
+ 产业园项目占地【500亩】
- 公路总里程【1.3万公里】

// The new ones of a year, where they are counted and not held against an earlier level.
rule counted-new
  新增 .. # & ! 比|较 <time> _? 新增 #
+ 比上年新增【5家】
- 比2021年新增【5家】

// A difference with its base: 比去年净增, 超过年度目标.
rule difference
  较|比|超过年度目标|超年度目标|低于年度|低于目标|高于目标|超过目标|低于国家|高于全 .. #rising|falling
  比|较 .. 高|低|多|少|快|慢 #
  目标值|年度目标|目标任务 .. #~led & 超过|低于|高于|超额|超出 .. #
+ 较“十三五”末净增【1万亿元】
+ 用时比全省少【2天】
+ 优良天数超过年度目标【59天】
- 用时【2天】

// Nothing but how much the level before it changed.
rule change-of-level
  <figure>? 分别|累计|平均|五年|三年|共|净|年均|各|总共* 增加了|减少了|增加|减少|增收|减收|净增加|净减少|净增|净减 #
+ 收入5.6亿元，增收【2800万元】
- 收入【2800万元】

// Goes on with a row of investments.
rule in-a-row
  、 #quantity+money 的
+ 开工总投资80亿元的青石水厂、【50亿元】的云溪电站
- 开工总投资【80亿元】的青石水厂

// Words that name a row of investments once: 总投资80亿元的甲项目、50亿元的乙项目.
rule heads-a-row
  总投资|投资 #quantity+money 的
+ 开工总投资【80亿元】的青石水厂、50亿元的云溪电站
- 开工青石水厂、【50亿元】的云溪电站

// 由 or 从, with nothing but dates and words of time between.
rule from
  由|从 {time-words}|<time>* #
+ 绿地由2020年末的【3公顷】增加到5公顷
- 绿地增加【3公顷】

// 到, 为 and the like with nothing but dates and words of time between: the end of a change. 由两家医院组成 is what makes it up.
rule to
  到|至|为 {time-words}|<time>* #
  !组|构 成 {time-words}|<time>* #
+ 绿地由3公顷增加到2024年的【5公顷】
+ 村庄由20个合并成【5个】
- 联盟由三级医院组成【5个】

// Things are counted that announce a list.
rule declared
  #=大|方面|领域|环节
  # ..10 方面|地方|环节|领域|问题|关键|坚持|重点任务|要点|特点|基本|民生实事|实事|重点工程|专项行动|重点工作
  # 工作|任务|举措|措施|行动|重点|要求 $|、|”
+ 发展【六大】支柱产业
+ 抓好【三个】值得注意的问题
+ 重点抓好【五项】工作
- 完成【三个】项目

// A date that is only held against: 比2017年, 等于1949年的.
rule base-date
  比|较|较之|同 #date
  由|从 #date~tailed
  于|是|与|为|相当于|自 #date 的
  #date 产量比较|相比
  在 #date ...24 而 在|到 <date>
+ 产值比【2017年】翻一番
+ 产值由【2017年】的3亿元增加到5亿元
+ 产值是【2017年】的3倍
+ 与【2017年】相比，产值翻一番
+ 在【1949年】是17%，而在1954年是33%
- 从【2017年】起实行
- 在【2017年】的报告中
