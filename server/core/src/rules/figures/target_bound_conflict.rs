//! `target-bound-conflict`: bounds that contradict each other.

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{before, here, near_before, perhaps, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "target-bound-conflict",
    group: Group::Figures,
    severity: Severity::Hint,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "界限词互相矛盾", en: "Bounds that contradict each other" },
    docs: "## 检查什么\n\n数字前后的界限词方向相反或不能并用：不低于…以内、不超过…以上、约…以上、近…以上、超过…左右；以及“力争确保”。\n\n## 为什么\n\n《民法典》第1259条界定“以上”“以内”；目标须有唯一界限，GB/T 15835—2011 第4.3条的概数词（约、近）不能再加界限。\n\n## 误报与边界\n\n“近5年以上”等时间用法不报；界限词须紧贴同一数量。\n\n在1,004份公开报告和公文（1,686万字）上没有报告，真伪都未见实例。",
    docs_en: "Bounds of opposite direction around one quantity (不低于…以内, 不超过…以上, 约…以上), or 力争确保.",
    options: &[],
    triggers: &[
        "超过",
        "突破",
        "不低于",
        "不少于",
        "至少",
        "高于",
        "不超过",
        "不高于",
        "不多于",
        "至多",
        "约",
        "近",
        "将近",
        "接近",
        "大约",
        "约有",
        "约占",
        "约为",
        "约达",
        "力争确保",
        "争取确保",
    ],
    examples: &[
        Example::pass("不低于10%"),
        Example::pass("控制在不超过50个"),
        Example::pass("节约10%以上"),
        Example::pass("力争实现8%，确保7%"),
        Example::pass("实现略高于3%左右的目标，比预算各超过二亿元左右。每班50人，超过6人以下属于正常"),
        Example::fail("增长⟦不低于10%以内⟧。"),
        Example::fail("总数⟦不超过50个以上⟧。"),
        Example::fail("总投资⟦约30亿元以上⟧。"),
        Example::fixed("⟦力争确保⟧全年增长8%。", "力争全年增长8%。"),
    ],
    check: Check::Block(check),
};

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let text = view.text();
    for word in view.hits() {
        let lead = word.of(text);
        if lead.ends_with("确保") {
            let (try_, sure) = lead.split_at("力争".len());
            found.push(
                report(
                    here(word),
                    format!("“{try_}”与“{sure}”是两种要求，保留一个"),
                    format!("“{try_}” and “{sure}” ask for different things: keep one"),
                )
                .fix(perhaps(here(word), try_))
                .fix(perhaps(here(word), sure)),
            );
            continue;
        }
        let figures = &view.block.figures;
        let next = figures.partition_point(|f| f.numeral.start < word.end);
        let Some(figure) = figures.get(next).filter(|f| f.numeral.start == word.end) else { continue };
        let about = lead.contains(['约', '近']);
        if lead.ends_with('近') && figure.unit.of(text).starts_with(['年', '月', '天', '日', '周', '岁']) {
            continue;
        }
        let negated = text[..word.start as usize].ends_with(['不', '未']);
        let joined =
            about && lead.len() == '约'.len_utf8() && before(text, word.start as usize).is_some_and(makes_a_word);
        // 略高于3%左右的目标; 比预算超过二亿元左右, 每班超过6人以下: by how much, not beyond what.
        let head = near_before(text, word.start as usize);
        let clause = &head[head.rfind(['，', '。', '；']).map_or(0, |i| i + '，'.len_utf8())..];
        let slightly = head.ends_with(['略', '稍']);
        let by = matches!(lead, "超过" | "高于") && (clause.is_empty() || clause.contains(['比', '较']));
        if negated || joined || slightly || by {
            continue;
        }
        let down = matches!(lead, "不超过" | "不高于" | "不多于" | "至多");
        let tail = match (about, down) {
            (true, _) => &["以上", "以下", "以内"][..],
            (_, true) => &["以上"][..],
            _ => &["以内", "以下", "之内", "左右"][..],
        };
        let end = figure.span.end as usize;
        let Some(tail) = tail.iter().find(|t| text[end..].starts_with(**t)) else { continue };
        found.push(report(
            here(Span::new(word.start as usize, end + tail.len())),
            format!("“{lead}”与“{tail}”界限矛盾"),
            format!("“{lead}” and “{tail}” contradict each other"),
        ));
    }
}

/// Characters that make a word with a following 约 or 近: 节约, 附近.
fn makes_a_word(c: char) -> bool {
    "节合签公条制预契特纽履违邀租续赴相誓盟简集密隐婉俭大附最邻临亲接将就走靠贴逼抵新凑远".contains(c)
}
