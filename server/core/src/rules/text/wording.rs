//! `wording`: a form that the office's own list replaces by another.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{here, perhaps, report};

/// The rule.
pub const RULE: Rule = Rule {
    code: "wording",
    group: Group::Text,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "本单位不用的写法", en: "Not how the office writes it" },
    docs: "## 检查什么\n\n本单位用词表列出的写法：文中用了不用的写法，就提示规范的写法和理由，由用户选择改正。\n\n## 为什么\n\n机构名称、政策提法、地名，各单位都有自己的规范表；通用的词典管不了。\n\n## 误报与边界\n\n没有用词表就不报。不用的写法是规范写法的一部分、而文中写的正是规范写法的（“双碳”之于双碳），不报；同一处有几条都合适的，取最长的。简体写的表对繁体文稿同样有效。\n\n## 选项\n\n用词表写在配置里，也可以单独放在一个文件里，用 `extends` 引用，全办公室共用：\n\n```toml\n[[wording]]\nwrong = \"云岭新区\"\nright = \"云岭国家级新区\"\nnote = \"批复用名\"\n```",
    docs_en: "A form that `[[wording]]` in the settings lists as not to be written; the message says what to write and why. A form that stands inside its own right form is no mistake.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::fixed("建设⟦云岭新区⟧，改造老城。", "建设云岭国家级新区，改造老城。").under(TABLE),
        Example::pass("建设云岭国家级新区。").under(TABLE),
    ],
    check: Check::Block(check),
};

/// What the examples set.
const TABLE: &str = "[[wording]]\nwrong = \"云岭新区\"\nright = \"云岭国家级新区\"\nnote = \"批复用名\"\n";

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    if view.settings.wording.is_empty() {
        return;
    }
    for (span, wording) in view.settings.wording.find(view.text()) {
        let (wrong, right, note) = (&wording.wrong, &wording.right, &wording.note);
        let (why, reason) =
            if note.is_empty() { Default::default() } else { (format!("：{note}"), format!(": {note}")) };
        let place = here(span);
        found.push(if right.is_empty() {
            report(place, format!("不写“{wrong}”{why}"), format!("“{wrong}” is not to be written{reason}"))
        } else {
            report(place, format!("“{wrong}”应写作“{right}”{why}"), format!("“{wrong}” is written “{right}”{reason}"))
                .fix(perhaps(place, right.as_str()))
        });
    }
}
