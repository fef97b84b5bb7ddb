// Names that a text says once for several things.

// Measures that several kinds of things are told by.
rule common-measure
  主营业务收入|营业收入|销售收入|人均可支配收入|人均纯收入|总产值|增加值|报销比例|覆盖率|普及率|入学率|参保率|处理率|产值 #
+ 高技术制造业、装备制造业增加值〔〕
- 高技术制造业、装备制造业投资〔〕

// What such measures are told of; a word that ends otherwise may measure something by itself.
rule told-of
  产业|行业|工业|农业|制造业|建筑业|服务业|金融业|旅游业|运输业|零售业|批发业|住宿业|餐饮业|加工业|制造|装备|医药|电子|居民|职工|农民|医保|污水|垃圾 #
+ 高技术制造业〔〕、装备制造业增加值
- 税收收入〔〕、装备制造业增加值

// The ordinal stands once: 第一、二、三产业增加值.
rule ordinal-once
  第一|第二 、|和 #
+ 第一、〔〕二、三产业增加值
- 一、〔〕二、三产业增加值

// Words that say how a number is held against another and name no subject of their own.
list links = 分别|同比|环比|上年同期|去年同期|上年末|上年底|去年末|去年底|上年|去年|年初|同期|增长|增加|提高|提升|上升|下降|减少|降低|回落|净增|增幅
  |增速|降幅|涨幅|高于|低于|快于|慢于|高出|超过|好于|优于|全国|全省|全市|全区|全州|全县|平均水平|平均数|平均|水平|达到|达|为|是|占|约|近|了|的|均|各|比|较
  |也|仅|还|已|累计|预计|实现|完成|上|末|底|高|低|快|慢|多|少|增|降|和|与|及|、|,|_|(|)|“|”|时|期

// Words between a total and what was done of it.
list words-of-work = 完成投资|投资|完成|年度|年内|当年|今年|全年|去年|累计|已|计划|力争|确保|截至|目前|现|实际|达到|达|约|,|、|(|)|的|实现|预计|年|底|项目
