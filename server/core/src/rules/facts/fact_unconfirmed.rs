//! `fact-unconfirmed`: a figure that nobody confirmed.

use crate::facts::Matching;
use crate::figures::{Class, Role};
use crate::finding::{Finding, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{Check, Example, FactsView, FixAvailability, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: "fact-unconfirmed",
    group: Group::Facts,
    severity: Severity::Information,
    on: false,
    fix: FixAvailability::None,
    since: "0.1.0",
    title: StaticMessage { zh: "尚未核定的数字", en: "A figure that nobody confirmed" },
    docs: "## 检查什么\n\n给出核定表之后，文稿里没有核定的数字：表里没有这一行，或“核定值”“核对人”“核对意见”都空着。默认关闭，定稿前打开。\n\n## 为什么\n\n“所有数字均已核定”要能一个个点得出来。\n\n## 误报与边界\n\n日期、时期、名称、位次、所列项数、比较的标准不算；没有核定表时不报。",
    docs_en: "With a confirmed sheet: figures without a row in it, or whose row nobody filled in. Off by default; dates, names, ranks, declared counts and references are left out.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::fail("地区生产总值达到1290亿元，新建学校⟦12所⟧。"),
        Example::pass("2031年，地区生产总值达到1290亿元。"),
    ],
    check: Check::Facts(check),
};

fn check(view: &FactsView<'_>, found: &mut Vec<Finding>) {
    if view.settings.facts.is_empty() {
        return;
    }
    for entry in view.draft.ledger.all() {
        let place = (entry.block, entry.figure as usize);
        let figure = &view.draft.blocks[entry.block as usize].figures[place.1];
        let measures = matches!(
            figure.class,
            Class::Quantity | Class::Percent | Class::PercentagePoint | Class::Permille | Class::Multiple
        );
        let told = entry.role.is_none_or(Role::is_statement);
        let confirmed = view.matching.of_figure.get(&place).is_some_and(|row| view.settings.facts.rows[*row].confirmed);
        if measures && told && !confirmed {
            let message = Message::new("尚未核定", "nobody confirmed this figure yet");
            found.push(Finding::new(Matching::loc(view.draft, place), message));
        }
    }
}
