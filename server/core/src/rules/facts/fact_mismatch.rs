//! `fact-mismatch`: a figure that says something else than the confirmed sheet.

use super::said_by;
use crate::facts::{Matching, written_as};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::message::{Message, StaticMessage};
use crate::rule::{Check, Example, FactsView, FixAvailability, Group, Rule};
use crate::text::Loc;

/// The rule.
pub const RULE: Rule = Rule {
    code: "fact-mismatch",
    group: Group::Facts,
    severity: Severity::Error,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "与核定值不一致", en: "Not what the confirmed sheet says" },
    docs: "## 检查什么\n\n文稿里的数字与核定表上的不一样：数值、单位不同，或两个数字对调了。没有给出核定表时不报。\n\n指标台账发出去、填好交回来的，按“编号”逐个对应；编号没有了的按原句对应；部门自己的表按“指标”对应。\n\n“核定值”没填的行，以发出时的数字为准，与之不同只报警告；只按“指标”对应的行，可能指另一处数字，只报说明。\n\n## 为什么\n\n报告里的每个数字都要经责任部门核定；核定之后改稿，最容易改错、调错。\n\n## 误报与边界\n\n文稿写得概略而不相矛盾的不报：1290亿元对1290.35亿元，突破40万亿元对411,649亿元，5.5%以内对5.1%，12所对12个。一行可能指几处数字而没有一处相符的，不作判断；“投资”“项目”一类通用名称不按名称判断。修改为核定值由人选定，不自动改。\n\n## 选项\n\n核定表写在配置 `[companions]` 的 `facts` 里，或用 `zhibi check --facts 核定表.xlsx` 给出；发出去的台账由 `zhibi figures --format xlsx` 写出。",
    docs_en: "A figure of the draft differs from the confirmed sheet (`zhibi check --facts SHEET`): in value or unit, or two figures changed places. Rows are matched by the ledger's id, by the sentence, or by the metric. Rounding, bounds and classifiers are taken into account; what could mean several figures is not judged.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::fixed("地区生产总值达到⟦1280亿元⟧。", "地区生产总值达到1290亿元。"),
        Example::fixed("地区生产总值达到⟦1290万元⟧。", "地区生产总值达到1290亿元。"),
        Example::fixed("粮食总产量⟦23.5万吨⟧。", "粮食总产量32.5万吨。"),
        Example::pass("地区生产总值达到1290亿元，增长5.2%。粮食总产量稳定在32万吨以上。"),
        Example::pass("地区生产总值达到12900000万元。"),
    ],
    check: Check::Facts(check),
};

fn check(view: &FactsView<'_>, found: &mut Vec<Finding>) {
    for mismatch in &view.matching.mismatches {
        let fact = &view.settings.facts.rows[mismatch.fact];
        let Some(value) = fact.values.get(mismatch.value) else { continue };
        let (block, index) = mismatch.figure;
        let block_text = &view.draft.blocks[block as usize];
        let figure = &block_text.figures[index];
        let written = figure.span.of(&block_text.text).trim();
        let (zh, en) =
            if fact.confirmed { ("核定值为", "confirmed is") } else { ("发出核对时为", "sent out as") };
        let message = Message::new(
            format!("{zh}“{}”，文稿写“{written}”（{}）", value.text, said_by(fact, "，")),
            format!("{en} “{}”, the draft says “{written}” ({})", value.text, said_by(fact, ", ")),
        );
        let mut finding = Finding::new(Matching::loc(view.draft, mismatch.figure), message);
        // A name alone may mean another figure than the department did.
        if fact.id.is_none() && fact.sentence.is_none() {
            finding.severity = Severity::Information;
        } else if !fact.confirmed {
            finding.severity = Severity::Warning;
        }
        let (span, new) = written_as(figure, &block_text.text, value);
        let title = Message::new(format!("改为“{}”", value.text), format!("Change to “{}”", value.text));
        found.push(finding.fix(Fix::unsafe_(title, vec![Edit::new(Loc { block, span }, new)])));
    }
}
