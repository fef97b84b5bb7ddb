//! `quoted-list-dunhao`: 顿号 between quoted items.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{Check, DocumentView, Example, FixAvailability, Group, Rule};
use crate::rules::common::{report, safely};
use crate::text::{Loc, Span};

/// The rule.
pub const RULE: Rule = Rule {
    code: "quoted-list-dunhao",
    group: Group::Punctuation,
    severity: Severity::Hint,
    on: true,
    fix: FixAvailability::Safe,
    since: "0.1.0",
    title: StaticMessage { zh: "引号、书名号之间的顿号", en: "顿号 between quoted items" },
    docs: "## 检查什么\n\n并列的引号之间、书名号之间用了顿号：“六稳”、“六保”。全文一条提示，由一个动作全部删去。\n\n## 为什么\n\nGB/T 15834—2011 第4.5.3.5条：标有引号的并列成分之间、标有书名号的并列成分之间通常不用顿号。\n\n## 误报与边界\n\n并列项中有不带引号的、引号后有括注的不报。不少地方习惯保留顿号，所以只提示一次；改正不属于“一键改正”，除非按国标检查。\n\n在1,004份公开报告和公文（1,686万字）上报告413处（413份），未逐处读。",
    docs_en: "No 顿号 between adjacent quoted or titled items (GB/T 15834-2011, 4.5.3.5). One hint a document; lists that also have unquoted items are left alone.",
    options: &[],
    triggers: &["”、“", "》、《"],
    examples: &[
        Example::pass("“六稳”“六保”"),
        Example::pass("“一国两制”、“港人治港”、高度自治"),
        Example::fixed("做好“六稳”⟦、⟧“六保”工作。", "做好“六稳”“六保”工作。"),
        Example::fixed("印发《规划》⟦、⟧《纲要》、《办法》。", "印发《规划》《纲要》《办法》。"),
    ],
    check: Check::Document(check),
};

fn check(view: &DocumentView<'_>, found: &mut Vec<Finding>) {
    let all = view.hits().filter_map(|hit| dunhao(view.text(hit.block), hit));
    found.extend(all.map(|loc| {
        let finding = report(loc, "并列的引号、书名号之间不用顿号", "no 顿号 between quoted or titled items");
        finding.fix(safely(loc, ""))
    }));
}

/// The 顿号, unless an unquoted item belongs to the same list.
fn dunhao(text: &str, hit: Loc) -> Option<Loc> {
    let (open, close) = if hit.span.of(text).starts_with('”') { ('“', '”') } else { ('《', '》') };
    let at = hit.span.start as usize + close.len_utf8();
    // Walk the list to both ends: an item without marks on either side keeps the 顿号. Further ones belong to another list
    // for all that a reader sees.
    const MEMBERS: usize = 24;
    let mut left = &text[..hit.span.start as usize];
    for _ in 0..MEMBERS {
        let start = left.rfind(open)?;
        left = &left[..start];
        let Some(rest) = left.strip_suffix('、') else { break };
        left = rest.strip_suffix(close)?;
    }
    let mut right = &text[hit.span.end as usize..];
    for _ in 0..MEMBERS {
        let end = right.find(close)? + close.len_utf8();
        right = &right[end..];
        let Some(rest) = right.strip_prefix('、') else { break };
        right = rest.strip_prefix(open)?;
    }
    Some(Loc { block: hit.block, span: Span::new(at, at + '、'.len_utf8()) })
}
