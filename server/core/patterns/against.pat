// Figures held against a plan or a base: how much of a plan is done, how often a base is contained, how far a goal was passed.

words plans = 计划任务数|目标任务数|任务总数|计划总数|预算总额|预算数|计划数|任务数|目标数|指标数|任务量|目标值|预算|计划|任务|目标|指标
words plans-not-goals = 计划任务数|任务总数|计划总数|预算总额|预算数|计划数|任务数|任务量|预算|计划|任务
words more = 超过|超出|超额|超收|超|高出|多|少|增加|减少|增收|减收|短收|节约|高|低

// A character before 完成, 占, 为 that makes it part of another word: 下达, 行为.
let no-lead = !下|传|抵|行|作|认|因
// 超额完成目标10% tells no rate of completion.
let not-beyond = & ! 高于|低于|超过|超额|超 ..40 #
// Nor does 完成增长目标8%.
let not-growth = & ! 增长|增速|下降|降低|提高 ~14 {plans} #

// The share of a plan that is done, from the words that say so on; the plan's amount may stand between, maybe in brackets.
// Without 的 the number behind 为…目标 may be the goal itself.
rule completion
  [no-lead] 完成|占|为|达到|达|相当于 ~30 {plans} 的 _? #percent~rising|falling [not-beyond]
  [no-lead] 完成|占|为|达到|达|相当于 ~16 {plans} <amount> 的? _? #percent~rising|falling [not-beyond]
  [no-lead] 完成|占|为|达到|达|相当于 ~16 {plans} ( <amount> ) 的? _? #percent~rising|falling [not-beyond]
  [no-lead] 完成|占 ~16 {plans} _? #percent~rising|falling [not-beyond] [not-growth]
  [no-lead] 为 ~16 {plans-not-goals} _? #percent~rising|falling [not-beyond] [not-growth]
+ 相当于全年目标的【85%】
+ 完成目标任务589亿元的【37%】
+ 完成年度计划（15亿元）的【37%】
+ 占年度任务【98%】
+ 为预算【102%】
- 超额完成目标【10%】
- 完成增长目标【8%】
- 上级下达任务【98%】
- 为目标【6%】

// How often a base is contained whose amount is written: 是“十二五”时期4亿元的1.9倍.
rule multiple-of
  是|为|相当于|达到|达 ~16 <amount> 的 #multiple
  是|为|相当于|达到|达 ~16 ( <amount> ) 的 #multiple
+ 是2015年4亿元的【1.9倍】
+ 是2015年(4亿元)的【1.9倍】
- 是2015年的【1.9倍】

// What others are held against: the goal that was passed.
rule goal
  比|较 ~20 {plans} #amount|percent {more}|<figure>
+ 比年初预算【3000万元】超收120万元
- 完成年初预算【3000万元】

// By how much.
rule beyond-goal
  比|较 ~20 {plans} <amount|percent> {more} ..2 #amount|points
+ 比年初预算3000万元超收【120万元】
- 比上年3000万元超收【120万元】
