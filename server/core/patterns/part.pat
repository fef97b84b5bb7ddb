// What tells which part of a draft a line belongs to: what was done, what is planned, what is wanting.

// What is wanting.
list problems = 困难和问题|存在的问题|存在问题|困难和不足|问题和不足|不足和问题|清醒认识到|清醒看到|困难与挑战

// In the heading of a look back.
list review-heading = 回顾|总结|取得的成|主要成|过去|完成情况|发展成就|执行情况|工作情况|上年工作|去年工作|主要工作和成|历史性成就|巨大成就|任务完成|基本情况|恢复

// In the heading of a plan.
list plan-heading = 目标|工作安排|重点任务|主要任务|工作任务|今年工作|今年的|总体要求|总体思路|工作打算|工作部署|今后|未来|奋斗|工作重点|重点工作|工作建议|下一步|指导思想|任务和措施
  |工作思路|基本思路|规划|计划|总体部署|总体安排|重点抓好|工作的总体|任务举措

// Opens a plan, at the beginning of a paragraph.
list plan-opening = 主要预期目标|预期目标是|预期目标为|预期目标:|预期目标如下|奋斗目标是|奋斗目标为|主要目标是|发展目标是|总体要求是|今年,我们将|今年,我们要|做好今年|做好今后|做好明年
  |今后五年|今年政府工作|重点做好以下|重点抓好以下|着力抓好以下|今年要重点|要着重抓好|今年工作的|今年工作总|今年重点|今年,要|今年要|今年,全|今年,政府|未来五年

// Opens a look back.
list review-opening = 过去的一年|过去一年|一年来|五年来|过去五年|过去的五年|去年,|上一年|这五年|这一年|去年以来|年初以来|五年时间|刚刚过去

// What was done, whatever was planned: 预算执行情况, 规划目标完成情况.
list reported = 回顾|总结|执行情况|完成情况|落实情况|开展情况|进展情况|实施情况|工作情况|运行情况|取得的成|发展成就|历史性成就|巨大成就|名词解释|名词注释|名词说明

// What only a plan's heading says.
list ahead = 今年|明年|本年度|新的一年|今后|未来|下一步|下一阶段|下阶段|下半年|年工作安排|年重点工作|年工作重点|年主要工作|年主要任务|年工作任务|年目标|年预期目标|年发展目标|年预算安排
  |年预算草案|年收支预算|主要预期目标|总体要求|工作打算|工作安排|工作部署|工作建议|奋斗目标

// Ends the title of a text that orders or promises.
list directive-kinds = 办法|通知|通告|方案|意见|规划|纲要|细则|条例|规定|公告|实事项目|民生实事|为民办实事|若干措施|若干政策|行动计划

// In the title of a text that tells of one.
list report-kinds = 情况|总结|报告|解读|新闻|公报|发布会|回顾|成就

// In the title of a text that tells what was done.
list account-kinds = 公报|情况|总结|决算|回顾|成就

// Says that the aims follow.
list aims = 预期目标是|预期目标为|预期目标:|奋斗目标是|奋斗目标为|奋斗目标:

// Opens a clause: a task.
list tone-opens = 力争|确保|争取|加快|推进|推动|深入实施|大力|着力|积极|继续|鼓励|支持|培育|打造|完善|健全|强化|加大|加强|扩大|探索|抓好|做好|提升|深化|促进|努力|全力
  |全面落实|严格|切实|引导|要|进一步|启动|规划|建设

// Ends a clause: a state reached.
list tone-ends = 推进|提高|提升|加强|改善|深化|增强|完成|优化|发展|进展|加快|完善|巩固|拓展|好转|显现|回升|稳定|成效|成果|突破|运营|通车|投产|开工|竣工|运行|见效|落地|揭牌
  |挂牌|落户|成立|变化|使用

// Anywhere: ahead.
list tone-ahead = 预期目标|约束性指标|控制在|左右。|左右,|左右;|左右、|以上。|以上,|以上;|以上、|以内。|以内,|以内;|以内、|下一步|今年要|今年将|将深化|将加快|将推进|将进一步
  |将继续|将大力|将着力|将持续|将全力|将重点|明年|力争|更多|做到|主要目标|我们将|我们要

// What others report that somebody intends.
list tone-quoted = 报告提出|报告时提出|报告中提出|纲要提出|规划提出|方案提出|报告强调|报告要求

// Anywhere: back.
list tone-back = 同比|以来|截至|截止|比上年|较上年|上年末|累计|全年实现|全年完成|成功|顺利|荣获|获评|获得|获批|首次|首批|首个|显著|明显|取得|年来|居全|位居|列全|第一位|入选
  |率先|被评|被列|圆满|创历史|跃居|得到|有效|突破|达到|平稳|良好|初步统计|预计

// A rate of change, unless it is a bound.
list tone-rates = 增长|下降|提高|增加|减少

// In the title of one that does not.
list no-account = 计划草案|计划(草案)|安排|计划的通知|要点|打算|预算(草案)|预算草案
