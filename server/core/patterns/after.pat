// The noun behind a number.

// What an amount is reckoned from: 在3亿元基础上再增长10%.
rule basis
  # 基础上|的基础上
+ 在【3亿元】的基础上再增长10%
- 在【3亿元】的项目上

words marks-passed = 大关|台阶|关口|门槛

// A level told by a mark that it passes: 突破5亿元大关.
rule mark-passed
  # {marks-passed}
+ 突破【5亿元】大关
- 投入【5亿元】资金

// What follows a number and is no noun of its own: 分别突破500家、60亿元大关, 压缩至60个、35个工作日内.
rule goes-with-number
  # {marks-passed}|内|之内|以
+ 分别突破500家〔〕大关
- 改造500家〔〕企业

// What is left of a noun when its tail is taken off.
rule noun-tail
  中|里|\*|内|上|和|与|及|等|都|已|的|_ #
+ 12个园区中〔〕
- 12个园区〔〕

// What those counted do begins here: 8个重点县建设蔬菜基地. 建设项目 is a noun.
rule acts
  县|市县|县区|乡镇|社区|学校|园区|村 # 建设|开展|推行|推广|创建|实施|建成 !项目|工程|标准|用地|任务|规划|试点|行动|情况 <han> <han> <han>
+ 8个重点县〔〕建设蔬菜基地
- 8个重点县〔〕建设项目进展顺利

// What is done to the things counted, behind 的: 3座水库的除险加固.
rule work-on-things
  # 贯彻|除险|加固|改造|建设|整治|治理|修缮|维修|优化|审计|检查|评估|督查|编制|修订|审批|验收|修复|升级|清淤
+ 3座水库的〔〕除险加固
- 3座水库的〔〕大坝

// Such work inside the name of a thing: 建设项目, 整治方案.
rule work-as-thing
  项目|工程|任务|方案|规划|报告|用地|资金|标准 #
+ 3个园区的建设项目〔〕
- 3座水库的除险加固〔〕

// Those who do something with others: 企业与高校合作.
rule actor
  企业|高校|院校|学校|单位|机构|银行|部门|群众|公司|县|市 #
+ 12家企业〔〕与高校合作
- 12条园林〔〕与乡村旅游线路

// A list ends at the verb that has it as its object: 对6所小学、幼儿园食堂进行检查.
rule verb-of-list
  # 进行|开展|实施|实行
+ 对6所小学、幼儿园食堂〔〕进行检查
- 对6所小学、幼儿园食堂〔〕检查

// Owns what follows 的: 5个县的扫盲任务, 12家企业的产品.
rule owner
  县|区|市|镇|乡|村|国|线|户|校|省|州|旗|厂|院|所|店|库|企业|单位|部门|家庭|地区|国家|居民|农民|学生|群众|人员|职工|集体|公司|机构|法规 #
+ 5个县〔〕的扫盲任务
- 5个值得注意〔〕的地方

// Aspects that own nothing: 三个方面的指标.
rule aspect
  # 方面|领域|环节
+ 3个〔〕方面的指标
- 3个〔〕项目的指标
