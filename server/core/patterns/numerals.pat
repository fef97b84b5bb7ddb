// Chinese numerals that are parts of words, slogans or item heads, and so no figures. # is the numeral with its unit.

// 第一时间, 第三产业: words rather than ranks; 第三污水处理厂: numbered institutions; 第一，… opens an item.
rule ordinal-word
  # 产业|次产业|时间|书记|线|方阵|要务|动力|资源|生产力|责任人|粒扣子|方|者|议题|课堂|位的|道防线|战场|章|节|条|款|部分|篇|梯队|居民|要素|要件|推动力|是|目标|信号|项的|项规定|类|步|增长极|级
  # 人民|医院|中学|小学|中等|附属|实验|污水|水厂|师范|职业|高级|幼儿园|中级|检察|巡视|监督|自来水
  ^^|。|;|:|!|_ # ,|、|$$
+ 接报后【第一】时间处置
+ 扩建【第三】污水处理厂
+ 【第一】，抓好生产
- 总量【第一】，增速第三

// 质量第一、效益优先: a motto.
rule motto
  至上|质量|生命|安全|人民 #
+ 质量【第一】、效益优先
- 总量【第一】

// What ranks are counted in: 第三位, 第五大经济体. # stands before it.
rule classifier-of-rank
  # 位|名|届|批|年|轮|期|季度|个|家|条|座
  # 次 !产业
  # 大 @经济体
+ 增速第三〔〕位
+ 第四〔〕次会议
+ 全国第五〔〕大经济体
- 第三〔〕次产业
- 第一〔〕大支柱

// 几, 数, 上 that open no number: 指数十, 以上百, 系数. # stands before them.
rule no-open-number
  指|人|户|次|系|总|位|岁|天|参|基|倍|分|件|多|个|家|级|例|床 # 数
  以|之|网|线|实|迈|跨|跃|登|冲|站|踏|际|本|世|路|晚|海|地|边|向 # 上
  # 上十
  第 # 几
+ 物价指〔〕数十年未见
+ 三年以〔〕上百户
+ 〔〕上十家
+ 第〔〕几十次
- 建成〔〕数十个

// Places, the sectors of the economy, the last mile, what is still said of whole things.
rule in-a-name
  # 五台山|五台县|七台河|七匹狼|二三产业|一二三产业
  最后 # 一公里
+ 〔〕五台山景区
+ 打通最后〔〕一公里
- 〔〕五台设备

// A quotation that is a mark to be passed: “千万”大关.
rule quoted-mark
  # 大关|台阶|俱乐部|关口|门槛|时代|强
+ 突破“千亿”〔〕大关
- 实施“百千万”〔〕工程

// What a quotation opens with is a figure: “三年行动计划”, “十件民生实事”.
rule quoted-plan
  # 行动|计划|民生|实事|攻坚|期
+ “三年〔〕行动计划”
- “三年〔〕大变样”

// Numerals with a unit that are parts of words. A scale word alone counts only with a comparator.
rule in-a-word
  每 #lone
  #lone+things|people~led|tailed !级
  #lone~led|tailed=元 钱|户|村|G|地区|国内|生产总值|产值|工业
  #lone~led|tailed=里|方|米|升|度
  #=周
  #one=天
  第|每|这|那 #one+calendar|duration
  加|百 #=倍
  #small=度|方|角|里|升|担|克
  #over-ten=成
  #bare+large+things|people~open|led|tailed & ! #=个|名|人次|级
  每|某|哪|任 #small+things|people~open
  #positional+things|people~open
+ 每【万元】投资
+ 【万个】
+ 【万元】户
+ 【万里】长征
+ 【三周】
+ 【一天】
+ 每【一个月】
+ 增加【百倍】信心
+ 【一度】领先
+ 【二十三成】
+ 【千百家】
+ 每【三项】
+ 【一九五四个】
- 新建【三个】园区
- 覆盖【两成】居民

// 一 that counts nothing.
rule one-in-a-word
  这|那|新|上|下|同|统|唯|之|逐|另|进|又|万|不|单|专|首|有|何|均|是|者|人|手|村|县|镇 #one+small+things|people
  #one+small=次 性|能|又|创|办|会
  #one+small=个 不|都|也|没|样|劲|字|接|个
  #one+small+things|people & ! #=个|次 & ! 增|建|成|获|引|设|了|、|和|供 #=项|所|座|条|家|处|名|件|批次|艘|台|套
+ 这【一个】园区
+ 完成【一次】性补助
+ 【一个】不落
+ 【一批】项目
- 新增【一所】学校
- 办成【一次】展会
- 建成【一个】园区

// Small numbers with a classifier that are names of meetings, sectors and slogans.
rule few-in-a-word
  #over-ten+few=大
  #few=大 !<han>
  #few+weak & ! #=大|方面|领域|环节
  #few=个 维护|确立|意识|自信|代表|毫不|健康|务必|不摘|全面|革命|转变|结合|倍增|翻番|百年|一百年|一批|率先|提升行动|一号|面向|跨越|先行|专项
  #few=项 规定|基本制度
  #two+things|people 头|手|翼|岸|山
  #few=人|口|本|对|双|步|节|层|回|根|股|字|点|线|面|集|包|封|页|期|届|轮|部|门|网|号|幅|例
  #few=次 产|创|能|分|供|污|曲|函|大|全|中|会|代|党代会|党员代表
  #few=次 、 ..10 全会|全体会议|全委|党代会
  #few=位 一
  国|专|独|万 #few=家
+ 【十八大】以来
+ 抓好【三大】：
+ 【两区】建设
+ 增强【四个】意识
+ 中央【八项】规定
+ 【两条】山路
+ 【两部】法规
+ 【三次】产业
+ 【七次】、八次全会
+ 【三位】一体
+ 国【两家】
- 实施【六大】工程
- 新建【三个】园区
- 完成【五项】任务
- 建成【两家】医院

// A bare scale word in front of these is a class: 万亿产业, 千亿园区.
rule level-of-class
  # 产业|集群|园区|企业|台阶|大关|县域|规模|斤粮
+ 打造万亿〔〕产业
- 打造万亿〔〕品牌
