//! `heading-glued`: a heading that runs on from the text before it, or into the text behind it.

use crate::block::Block;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::markdown::LineRole;
use crate::message::{Message, StaticMessage};
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
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
    check: Check::Document(check),
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
/// Characters with which the same clause goes on behind such words: 不断提高水平, 健康发展的关键.
const GOES_ON: &str = "的和与水质发城社农服政态势局机体理战了，。、；：！上中为在有再迈取步提到以基";

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    for (index, block) in view.blocks.iter().enumerate() {
        if block.role != LineRole::Text {
            continue;
        }
        let text = view.text(index as u32);
        let heading = at_end(block, text).map(|span| (span, "\n", "另起一行", "Start a new line"));
        let heading = heading.or_else(|| {
            let span = run_in(view, index, text)?;
            Some((span, "　", "空一格隔开", "Part them by a blank"))
        });
        let Some((span, gap, zh, en)) = heading else { continue };
        let at = if gap == "\n" { span.start } else { span.end };
        let edit = Edit::new(Loc::new(index, Span { start: at, end: at }), gap);
        let message = if gap == "\n" {
            Message::new("标题没有另起一行", "the heading does not start its own line")
        } else {
            Message::new("小标题与正文之间缺标点或空格", "nothing parts the heading from its text")
        };
        found.push(Finding::new(Loc::new(index, span), message).fix(Fix::unsafe_(Message::new(zh, en), vec![edit])));
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

/// A heading of the paragraph that nothing parts from its text, among fellows that have a blank there.
fn run_in(view: &DocumentView<'_>, index: usize, text: &str) -> Option<Span> {
    let block = &view.blocks[index];
    if block.scan.starts_with_mark() || !matches!(block.scan.shape, LineShape::Body | LineShape::Lead) {
        return None;
    }
    let start = text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || c == '*').len();
    let first = text[start..].char_indices().take(24).find(|(_, c)| !is_han(*c) && *c != '、').map_or(72, |(i, _)| i);
    let head = text.get(start..start + first).unwrap_or_default();
    let word = RESULTS.iter().filter_map(|w| Some(head.find(w)? + w.len())).min()?;
    let length = head[..word].chars().count();
    let rest = &text[start + word..];
    let glued = (8..=18).contains(&length)
        && rest.starts_with(is_han)
        && !rest.starts_with(|c| GOES_ON.contains(c))
        && rest.chars().count() > 30;
    let fellow =
        |i: usize| view.blocks.get(i).is_some_and(|b| b.scan.shape == LineShape::Lead && b.scan.lead == LeadForm::Gap);
    let near = |mut way: Box<dyn Iterator<Item = usize>>| {
        way.find(|i| view.blocks.get(*i).is_none_or(|b| b.scan.shape != LineShape::Blank)).is_some_and(fellow)
    };
    let around = glued && (near(Box::new((0..index).rev().take(3))) || near(Box::new(index + 1..index + 4)));
    around.then(|| Span::new(start, start + word))
}
