// Dates: what makes one a deadline, and what opens a span. # is the date.

words digit = 0|1|2|3|4|5|6|7|8|9
words verb-of-change = 增长|增加|提高|提升|上升|扩大|发展|下降|减少|降低|缩小|压减|回落|调整|优化|变化

// 到2025年: due then. Not the end of a change (增长到2025年的…) or of a span (7月下旬至10月底), nor what was reached again
// (恢复到2019年水平), nor 截至, 直到 and the like.
rule due-by
  !旬|年|月|日|底|初|末|截|达|直|提|推|延|增|降|升|迟|不|甚|得|看|想 到|至 # & ! {verb-of-change} 到|至 # 底|末|初? 的|{digit} & ! # 底|末|初? 水平|同期|的水平 & ! 恢复|回升|倒退 到|至 # & ! 由|从|自 ..10 到|至 #
+ 到〔2025年〕，建成绿道
- 增长到〔2025年〕的3亿元
- 恢复到〔2019年〕水平
- 截至〔2025年〕底
- 由2020年推迟到〔2025年〕

// 从2019年起, 自8月1日开始.
rule from-then-on
  从|自 # 起|开始 !点|步|伏|草|码|航
+ 自〔2019年〕起执行
- 从〔2019年〕起步

// 一年 that is no length of time: 新的一年, 一年一度.
rule one-year-word
  这|每|新|那|同|前|头|统|的|逐|年|又|上|下|第 #
  # 一|四|到|比
+ 新的〔一年〕
+ 〔一年〕四季
- 用〔一年〕时间

// Words of a sentence that say which year its figures speak of; of 比去年, what they are held against; of 五年来, several at once.
list says-this-year = 今年|本年
list says-last-year = 去年|上年
list says-than-last-year = 比去年|较去年|比上年|较上年
list says-over-years = 五年来|过去五年|累计|这五年
list says-all-year = 全年

// Between a year and the number that is of it: 2015年的1713亿元, 2020年末的3万户.
list of-the-year = 的|末的|底的|年末的|年底的|初的|时的|末|底

// Names a plan's years or a term of office: 2021年及“十三五”时期工作回顾.
list terms = 五年|五”|届政府|年均
