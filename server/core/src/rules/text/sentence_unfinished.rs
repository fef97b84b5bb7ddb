//! `sentence-unfinished`: the last sentence of a paragraph lacks its end.

use super::ending::{self, Ending, ending};
use crate::finding::{Edit, Finding, Fix, Severity, Wait};
use crate::message::{Message, StaticMessage};
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "sentence-unfinished",
    group: Group::Text,
    severity: Severity::Information,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "句子没有写完，或缺句末标点", en: "A sentence without an end" },
    docs: "## 检查什么\n\n正文段落的最后一句没有句末标点，后面是标题或没有下文；或者停在逗号、顿号和“为”“的”“和”一类的字上，没有写完。\n\n## 为什么\n\nGB/T 15834—2011 第4.1条：句末用句号、问号或叹号。没有标点的段末，也常是粘贴时截断了。\n\n## 误报与边界\n\n只看段中已有完整句子的段落；标题、表格、署名（某某 摄）、会议时间地点、网页残留不看。整篇如此的合为一条。\n\n在877篇公开报告和127份文稿上报告9条，逐条读过，都属实。",
    docs_en: "The last sentence of a paragraph has no mark at its end, or stops at a comma or a word that wants another. Headings, lists and bylines are left alone.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("新建公园3个。城乡面貌焕然一新。"),
        Example::pass("一、工作回顾\n经济稳步增长。（一）农业\n粮食丰收。"),
        Example::fixed(
            "社会消费稳步回升。社会消费品零售总额增长⟦8.2%⟧\n（二）城乡建设\n新建公园3个。",
            "社会消费稳步回升。社会消费品零售总额增长8.2%。\n（二）城乡建设\n新建公园3个。",
        ),
        Example::fail("新目标需要一起奋斗。全县人民要进一步团结起来，开拓前进，⟦为⟧"),
    ],
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    for block in 0..view.blocks.len() {
        let Some(Ending::Open { end }) = ending(view, block) else { continue };
        let text = view.text(block as u32);
        let place = Loc::new(block, ending::last_word(text, end));
        let cut = ending::wants_more(&text[..end]);
        let message = if cut {
            Message::new("句子没有写完", "the sentence stops before its end")
        } else {
            Message::new("段末缺句末标点", "no mark at the end of the paragraph")
        };
        let mut finding = Finding::new(place, message).until(Wait::Paragraph);
        if !cut {
            let title = Message::new("补上句号", "Add a full stop");
            let edit = Edit::new(Loc::new(block, Span::new(end, end)), "。");
            finding = finding.fix(Fix::unsafe_(title, vec![edit]));
        }
        found.push(finding);
    }
}
