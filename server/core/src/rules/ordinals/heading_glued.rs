//! `heading-glued`: a heading that runs on from the text before it, or into the text behind it.

use crate::block::{Block, Note};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::markdown::LineRole;
use crate::message::{Message, StaticMessage};
use crate::rule::{BlockView, Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::rules::common::is_han;
use crate::structure::{Boundary, LeadForm, LineShape, Mark, OrdinalStyle};
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "heading-glued",
    group: Group::Ordinals,
    severity: Severity::Information,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "标题与正文连在一起", en: "A heading glued to the text" },
    docs: "## 检查什么\n\n标题没有另起一行：上一段说完之后接着“二、今后五年的目标”，或者称呼之后接着第一个标题；段首小标题后面丢了空格或句号，同一部分的其他段都有。\n\n## 为什么\n\n粘贴、合段时丢了换行或标点；目录、大纲和编号都会找不到这个标题。\n\n## 误报与边界\n\n只看行末的一级、二级编号（一、（一）），后面没有句末标点，前面已有完整的句子；段内的（一）（二）列举不报。段首小标题只在相邻段落都以空格隔开小标题时才看。\n\n在877篇公开报告和127份文稿上报告10条，逐条读过，都属实。",
    docs_en: "A heading stands at the end of the paragraph before it, behind the salutation, or has lost the blank that parts it from its text where its fellows have one.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("成绩来之不易。主要问题是：（一）投资不足；（二）消费不旺。\n要认真解决。"),
        Example::pass("各位代表：\n一、工作回顾\n过去一年，经济平稳增长。"),
        Example::fixed(
            "一、工作回顾\n这些问题要在今后的工作中认真加以解决。⟦二、今后五年的奋斗目标⟧\n今后五年是重要的战略机遇期。",
            "一、工作回顾\n这些问题要在今后的工作中认真加以解决。\n二、今后五年的奋斗目标\n今后五年是重要的战略机遇期。",
        ),
        Example::fixed(
            "各位代表：⟦一、2031年工作回顾⟧\n过去一年，经济平稳增长。\n二、2032年工作安排\n今年要做好各项工作。",
            "各位代表：\n一、2031年工作回顾\n过去一年，经济平稳增长。\n二、2032年工作安排\n今年要做好各项工作。",
        ),
        Example::fixed(
            "社会事业不断进步　医疗卫生行风建设初见成效，实行药品统一招标采购，部分药品价格下降，群众负担减轻。\n⟦民主法制建设得到加强⟧进一步推进政务公开，实行重大事项听证，开通热线，办理群众来信来访三千件。\n农村经济稳步发展　粮食连年增产，农民收入提高，乡镇企业效益回升，水利建设投入增加。",
            "社会事业不断进步　医疗卫生行风建设初见成效，实行药品统一招标采购，部分药品价格下降，群众负担减轻。\n民主法制建设得到加强　进一步推进政务公开，实行重大事项听证，开通热线，办理群众来信来访三千件。\n农村经济稳步发展　粮食连年增产，农民收入提高，乡镇企业效益回升，水利建设投入增加。",
        ),
    ],
    check: Check::Noted { note, check },
};

/// Last words of headings that tell a result.
const RESULTS: [&str; 26] = [
    "取得新突破",
    "取得新进展",
    "取得新成效",
    "取得新成绩",
    "取得新进步",
    "取得明显成效",
    "取得显著成效",
    "取得积极进展",
    "明显改善",
    "显著改善",
    "进一步改善",
    "得到加强",
    "不断加强",
    "明显增强",
    "不断增强",
    "不断进步",
    "不断提高",
    "明显提高",
    "稳步提高",
    "不断提升",
    "不断完善",
    "步伐加快",
    "成效显著",
    "稳步发展",
    "健康发展",
    "稳步增长",
];
/// The last characters of [`RESULTS`].
const ENDS: [char; 12] = ['破', '展', '效', '绩', '步', '善', '强', '高', '升', '快', '著', '长'];
/// Characters with which the same clause goes on behind such words: 不断提高水平, 健康发展的关键.
const GOES_ON: &str = "的和与水质发城社农服政态势局机体理战了，。、；：！上中为在有再迈取步提到以基";

/// What a note speaks of: a heading at the end of a line, or one that would run into the text behind it.
const AT_END: u64 = 0;
const RUN_IN: u64 = 1;

fn note(view: &BlockView<'_>, notes: &mut Vec<Note>) {
    if view.block.role != LineRole::Text {
        return;
    }
    let text = view.text();
    let heading = at_end(view.block, text).map(|span| (AT_END, span));
    let heading = heading.or_else(|| Some((RUN_IN, run_in(view.block, text)?)));
    notes.extend(heading.map(|(key, span)| Note::new(key, [span; 2])));
}

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    for (block, note) in view.notes() {
        let (span, index) = (note.spans[0], block as usize);
        let (at, gap, message, title) = if note.key == AT_END {
            let message = Message::new("标题没有另起一行", "the heading does not start its own line");
            (span.start, "\n", message, Message::new("另起一行", "Start a new line"))
        } else if has_fellow(view, index) {
            let message = Message::new("小标题与正文之间缺标点或空格", "nothing parts the heading from its text");
            (span.end, "　", message, Message::new("空一格隔开", "Part them by a blank"))
        } else {
            continue;
        };
        let edit = Edit::new(Loc::new(index, Span { start: at, end: at }), gap);
        found.push(Finding::new(Loc::new(index, span), message).fix(Fix::unsafe_(title, vec![edit])));
    }
}

/// A numbered heading at the end of a line, behind a sentence or a salutation.
fn at_end(block: &Block, text: &str) -> Option<Span> {
    let mark: &Mark = block.scan.marks.last()?;
    let style = matches!(mark.ordinal.style, OrdinalStyle::Chinese | OrdinalStyle::ChineseParen);
    let end = text.trim_end_matches(|c: char| c.is_whitespace() || c == '*').len();
    let title = mark.title.of(text);
    let length = title.chars().count();
    let ends = mark.title.end as usize >= end && !title.ends_with(['。', '；', '：', '！', '？', '，', '、', '”']);
    if !style || !ends || !(4..=40).contains(&length) || title.contains(['。', '；', '：', '|']) {
        return None;
    }
    let head = text[..mark.ordinal.span.start as usize].trim_end();
    let salutation = head.ends_with(['：', ':', '！', '，', ',']) && head.chars().count() <= 12 && is_address(head);
    let sentence = head.chars().filter(|c| is_han(*c)).count() >= 12;
    let behind = mark.boundary == Boundary::Sentence && sentence && title.starts_with(is_han);
    // （一）…。（二）…: an enumeration of its paragraph.
    let others = block.scan.marks.iter().filter(|m| m.ordinal.style == mark.ordinal.style).count();
    ((behind || salutation) && others == 1).then_some(Span { start: mark.ordinal.span.start, end: mark.title.end })
}

/// Whether a line's first words greet an audience.
fn is_address(head: &str) -> bool {
    ["各位代表", "各位委员", "同志们", "各位领导"].iter().any(|a| head.contains(a))
}

/// What heads a paragraph, if nothing but a blank was lost behind it.
fn run_in(block: &Block, text: &str) -> Option<Span> {
    if block.scan.starts_with_mark() {
        return None;
    }
    let start = text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || c == '*').len();
    let first = text[start..].char_indices().take(24).find(|(_, c)| !is_han(*c) && *c != '、').map_or(72, |(i, _)| i);
    let head = text.get(start..start + first).unwrap_or_default();
    // Their last characters tell most heads apart from them.
    let ends = |i: usize, c: char| {
        let end = i + c.len_utf8();
        ENDS.contains(&c) && RESULTS.iter().any(|w| head[..end].ends_with(w))
    };
    let word = head.char_indices().find(|(i, c)| ends(*i, *c)).map(|(i, c)| i + c.len_utf8())?;
    let length = head[..word].chars().count();
    let rest = &text[start + word..];
    let glued = (8..=18).contains(&length)
        && rest.starts_with(is_han)
        && !rest.starts_with(|c| GOES_ON.contains(c))
        && rest.chars().count() > 30;
    glued.then(|| Span::new(start, start + word))
}

/// Whether a paragraph stands beside one whose heading has a blank behind it.
fn has_fellow(view: &DocumentView<'_>, index: usize) -> bool {
    let shape = |i: usize| view.blocks.get(i).map(|b| b.scan.shape);
    let fellow = |i: usize| shape(i) == Some(LineShape::Lead) && view.blocks[i].scan.lead == LeadForm::Gap;
    let near = |mut way: Box<dyn Iterator<Item = usize>>| {
        way.find(|i| shape(*i) != Some(LineShape::Blank)).is_some_and(fellow)
    };
    matches!(shape(index), Some(LineShape::Body | LineShape::Lead))
        && (near(Box::new((0..index).rev().take(3))) || near(Box::new(index + 1..index + 4)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_characters_are_those_of_the_words() {
        assert!(RESULTS.iter().all(|w| w.ends_with(ENDS)));
        assert!(ENDS.iter().all(|c| RESULTS.iter().any(|w| w.ends_with(*c))));
    }
}
