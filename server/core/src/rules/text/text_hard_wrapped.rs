//! `text-hard-wrapped`: every line was cut at the width of a page.

use std::collections::BTreeSet;

use super::left_out::{cutting, gathered, places};
use crate::finding::{Finding, Fix, Severity};
use crate::message::{Message, StaticMessage};
use crate::reading::traces::Cause;
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: "text-hard-wrapped",
    group: Group::Text,
    severity: Severity::Information,
    on: true,
    fix: FixAvailability::Safe,
    since: "0.1.0",
    title: StaticMessage { zh: "全文按版面宽度断行", en: "Lines cut at the width of a page" },
    docs: "## 检查什么\n\n从PDF或按固定宽度排版的网页复制来的文稿：每行都在版面边缘断开，一段成了许多行。全文只报一处，只有一部分断行的（整段文稿之间粘贴进来的）也是一处。改正时把每段连成一行，标题、编号、称呼、署名和空行不动，段落中间的页码一并去掉。\n\n## 为什么\n\n断行把数字与单位、词与词拆开，检索、统计、排版都会出错。没有连起来之前，大纲、数字、字数和其他检查都按连起来的段落来读，位置仍在原来的行上。\n\n## 误报与边界\n\n看全文行长：半数以上的行都在同一宽度处结束，几乎没有更长的行，其中多数停在句子中间。一行是否断开，看下一行开头的字放不放得下：放得下而没有放的，是段落的末行。不足12行的不看，表格和名单不看；夹在文稿中间的，前后要有比版面更宽的段落。\n\n在877篇公开报告和127份文稿上没有出现，没有误报；用自拟文稿（简体、繁体）按22至42字断行后检查，全部找到，段首空格的改正后与原文一致；段首不空格的，段末一行恰好排满时与下一段难以分开，按20至44字断行的100份中92份与原文一致，其余各有一处。",
    docs_en: "Every line of the draft ends at the width of a page, as text copied from a PDF does. One finding a draft; the fix (zhibi fix --rule text-hard-wrapped) joins the lines of each paragraph and takes out page numbers between them. Until then everything else reads the joined paragraphs and points at the lines as written.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("产业结构不断优化，服务业增加值增长6%。\n城乡面貌焕然一新，新建公园3个。"),
        Example::fixed(
            "过去一年，我们坚持稳中求进工作总⟦基\n调⟧，扎实做好稳增长、促改革、惠民生、\n防风险各项工作，完成投资12.98亿元，\n增长6.5%，其中工业投资3.2亿元，增长\n8.1%，新建标准厂房26万平方米。\n城乡面貌明显改善，新建改建农村公路\n130公里，改造老旧小区12个，惠及群众\n3200户，群众的获得感、幸福感、安全感\n不断增强。\n民生保障更加有力，新增城镇就业3968\n人，城乡居民收入稳步提高，社会大局保\n持和谐稳定，为今后发展打下了坚实基\n础。",
            "过去一年，我们坚持稳中求进工作总基调，扎实做好稳增长、促改革、惠民生、防风险各项工作，完成投资12.98亿元，增长6.5%，其中工业投资3.2亿元，增长8.1%，新建标准厂房26万平方米。\n城乡面貌明显改善，新建改建农村公路130公里，改造老旧小区12个，惠及群众3200户，群众的获得感、幸福感、安全感不断增强。\n民生保障更加有力，新增城镇就业3968人，城乡居民收入稳步提高，社会大局保持和谐稳定，为今后发展打下了坚实基础。",
        ),
    ],
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    if view.woven.is_none_or(|woven| !woven.wrapped) {
        return;
    }
    let places = places(view, |cause| cause == Cause::Break);
    let count = places.len();
    // Text from a page may stand between paragraphs as they are written.
    let cut = places.iter().map(|(block, _)| *block).collect::<BTreeSet<_>>().len();
    let whole = cut * 2 >= view.blocks.iter().filter(|b| b.text.contains('。')).count();
    let (part, part_en) = if whole { ("全文", "lines are") } else { ("文中有一部分", "part of the lines is") };
    let message = Message::new(
        format!("{part}按版面宽度断行，{count}行与上一行本是一段；其他检查、大纲和数字按连起来的段落来读"),
        format!(
            "{part_en} cut at the width of a page: {count} belong to the one above; everything else reads them joined"
        ),
    );
    let title = Message::new("把断开的行连成段落", "Join the lines of each paragraph");
    let join = Fix { habit: true, ..Fix::safe(title, cutting(&places)) };
    found.extend(gathered(view, &places, message).map(|f| f.fix(join)));
}
