//! `rate-contradictory`: a rate that the amounts beside it do not give.

mod amounts;
mod interval;
mod whole;

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, DocumentView, Example, FixAvailability, Group, Note, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: "rate-contradictory",
    group: Group::Figures,
    severity: Severity::Hint,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "增幅、占比与所列数额不符", en: "A rate that its amounts do not give" },
    docs: "## 检查什么\n\n- 由A增加到B，增长P%（或N倍），而P（N）不是A、B算出的；由A增加到B却写增长B÷A倍的，是常见的“是几倍”误作“增长几倍”。\n- 由2015年的A增加到2020年的B，或者是2015年的N倍，而年均增长P%与此不符。\n- V，比上年增加D，增长P%，而P不等于D÷(V−D)。\n- V，占某指标的P%，而该指标在文中另有数额，两者相除不得P%。\n\n## 为什么\n\n算术。提示写明算式，以便核对是哪一个数有误。\n\n## 误报与边界\n\n1,004份公开的报告和文稿中报7处，逐处读过，算式都与原文不合。各数按所写位数留出四舍五入的余地，相差在末位一个单位以内的不报。生产总值、增加值按可比价格计算增速，不报；有“可比”“口径”“不变价”“实际”的不报；有“约”“超过”“以上”等界限的数不算。年均的年数差一年即可吻合的不报。占比只与文中惟一的同名数额相比，且只报相差在15%以内的：相差更大的，多半不是同一口径。",
    docs_en: "A growth, a multiple, a yearly rate or a share beside amounts that give another one. Each number may be rounded in its last digit; metrics in comparable prices, bounds and other terms of reckoning are left alone.",
    options: &[],
    triggers: &["增长", "增加", "提高", "减少", "下降", "降低", "递增", "翻", "占"],
    examples: &[
        Example::pass("存款由200亿元增加到300亿元，增长50%。"),
        Example::pass("存款由224亿元增加到420亿元，增长87%。"),
        Example::pass("生产总值由200亿元增加到300亿元，增长40%。"),
        Example::pass("存款由2015年的200亿元增加到2020年的400亿元，年均增长14.9%。"),
        Example::pass("存款由2015年的200亿元增加到2020年的400亿元，年均增长18.9%。"),
        Example::pass("旅客660万人次，比上年增加60万人次，增长10%。"),
        Example::pass("按可比口径，存款由200亿元增加到300亿元，增长40%。"),
        Example::pass("存款由200亿元增加到约300亿元，增长40%。"),
        Example::pass("一般公共预算收入200亿元，其中税收160亿元，占一般公共预算收入的80%。"),
        Example::fail("存款由200亿元增加到300亿元，增长⟦60%⟧。"),
        Example::fail("企业从100家增加到260家，增长⟦2.6倍⟧。"),
        Example::fail("存款由2015年的200亿元增加到2020年的400亿元，年均增长⟦13.1%⟧。"),
        Example::fail("2020年存款400亿元，是2015年的2.0倍，年均增长⟦9.1%⟧。"),
        Example::fail("旅客660万人次，比上年增加60万人次，增长⟦13%⟧。"),
        Example::fail("全市一般公共预算收入200亿元，增长5%。\n完成税收160亿元，占一般公共预算收入的⟦85%⟧。"),
    ],
    check: Check::Noted { note, check },
};

/// Words of a statement whose rates are not those of the amounts written.
const OTHER_TERMS: &[&str] =
    &["生产总值", "GDP", "增加值", "经济总量", "可比", "口径", "不变价", "实际增", "剔除", "扣除"];

/// Notes each rate that the amounts of its statement do not give, and the shares and wholes to be held against each other.
fn note(view: &BlockView<'_>, notes: &mut Vec<Note>) {
    let (text, figures) = (view.text(), view.block.figures.as_slice());
    for k in 0..figures.len() {
        if amounts::contradiction(text, figures, k).is_some() {
            notes.push(Note::new(amounts::KEY, [figures[k].span; 2]));
        }
    }
    whole::note(text, figures, notes);
}

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    for (block, note) in view.notes().filter(|(_, note)| note.key == amounts::KEY) {
        let (text, figures) = (view.text(block), view.blocks[block as usize].figures.as_slice());
        let at = figures.partition_point(|f| f.span.start < note.spans[0].start);
        found.extend(amounts::contradiction(text, figures, at).map(|c| c.finding(block, note.spans[0])));
    }
    whole::check(view, found);
}
