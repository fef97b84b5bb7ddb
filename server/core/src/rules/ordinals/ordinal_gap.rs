//! `ordinal-gap`: a number is skipped in a series, or the series runs backwards.

use super::sequence;
use crate::finding::{Finding, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::structure::Step;

/// The rule.
pub const RULE: Rule = Rule {
    code: "ordinal-gap",
    group: Group::Ordinals,
    severity: Severity::Error,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "序号跳号或倒序", en: "A number is skipped or out of order" },
    docs: "## 检查什么\n\n同一级、同一组序号必须逐一递增：（一）之后应为（二）。章节序号、（一）、1.、①以及“一是”“第一，”等段内列举都查。\n\n## 为什么\n\nGB/T 9704—2012 第7.3.3条：结构层次序数依次标注。删去一项而未改后面的序号，是定稿前最常见的错误。\n\n## 误报与边界\n\n重新从一开始的序号是另一组，不报；跨章节连续编号（第二部分接着第一部分的（五）编（六））也不报；摘录从中间开始由“序号不从一开始”一条提示；同号由“序号重复”一条报。项的文字以数字开头（2.10个园区）、序号丢了点（41“某某”计划）、接在上一项后面未换行的，都算数，不报缺。两项对调只报前面一处。877篇公开的政府工作报告上不报（没有真的，也没有误报）；在同样的报告里故意删去、对调一项，120处里报出118处以上。",
    docs_en: "Numbers of one series at one level must rise by one (GB/T 9704-2012, 7.3.3). A restart at one begins another series, and numbering may run on across sections.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("（一）抓投资\n（二）抓消费\n（三）抓开放"),
        Example::pass("一、回顾\n（一）工业\n（二）农业\n二、安排\n（一）工业\n（二）农业"),
        Example::pass("一、要求\n（一）思想\n（二）目标\n二、措施\n（三）产业\n（四）就业\n三、保障\n（五）组织"),
        Example::pass("二、安排\n一、工业\n二、农业\n三、商贸\n三、保障"),
        Example::pass("请予审议。一、去年工作回顾\n（一）工业\n（二）农业\n二、今年工作\n（一）工业\n三、自身建设"),
        Example::pass("要抓好以下工作：一、抓工业。\n稳住生产。\n二、抓农业。\n稳住收成。"),
        Example::pass("一是建园区。\n办好展会：一是博览会。二是交易会。三是招商会。\n二是建平台。"),
        Example::pass("①甲\n②乙\n③丙\n④丁\n⑤戊\n⑥己\n⑦庚\n⑧辛\n⑨壬\n⑩癸\n（11）子\n（12）丑"),
        Example::pass("办好实事：1、建学校；2、38个卫生院完工；3、修公路。"),
        Example::pass("1.工业\n2.10大产业园区\n3.农业"),
        Example::pass("1.5G建设\n2.2025年实事\n3.30万亩良田\n4.改革"),
        Example::fixed(
            "办好实事：1.建学校；2.38个卫生院完工；⟦4.⟧修公路。",
            "办好实事：1.建学校；2.38个卫生院完工；3.修公路。",
        ),
        Example::pass("着力优结构，二、三产业比重提高到88%。"),
        Example::pass("第一条 总则\n第二<br>条 对象\n第三条 附则"),
        Example::fixed(
            "一、要求\n（一）思想\n二、措施\n⟦（三）⟧产业\n（四）就业\n三、保障\n（五）组织",
            "一、要求\n（一）思想\n二、措施\n（二）产业\n（三）就业\n三、保障\n（四）组织",
        ),
        Example::fixed("（一）抓投资\n⟦（三）⟧抓消费", "（一）抓投资\n（二）抓消费"),
        Example::fixed("一、回顾\n⟦三、⟧安排\n四、保障", "一、回顾\n二、安排\n三、保障"),
        Example::fixed("要办好实事：一是修路；二是引水；⟦四是⟧建校。", "要办好实事：一是修路；二是引水；三是建校。"),
        Example::fixed("第一，稳增长。\n⟦第三，⟧促改革。", "第一，稳增长。\n第二，促改革。"),
        Example::fixed("一、回顾\n⟦三、⟧安排\n二、目标\n四、保障", "一、回顾\n二、安排\n三、目标\n四、保障"),
        Example::pass("1.工业\n2.农业，面积三十平方公里3、商贸\n4.金融"),
        Example::pass("要抓三件事：一是修路。\u{2002}二是引水。\u{a0}三是建校。<br>四是绿化。"),
        Example::pass("（一）抓投资\n1.工业\n2.1核3城建设\n3.3 个园区\n（二）抓消费"),
        Example::pass("一、四次会议以来的工作\n二、三级医院建设\n三、保障"),
        Example::pass("（一）抓投资\n（二）抓消费\n（三）抓开放\n四、抓民生\n五、抓作风"),
    ],
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    for fault in sequence::faults(view.outline) {
        if matches!(fault.step, Step::Ahead | Step::Back) && !sequence::stands_between(view, &fault) {
            found.push(sequence::report(view, &fault, |last, line, wanted| {
                Message::new(
                    format!("上一项是第{line}行的“{last}”，此处应为“{wanted}”"),
                    format!("the item before is “{last}” on line {line}: expected “{wanted}” here"),
                )
            }));
        }
    }
}
