//! What closes a node: paragraphs that no longer speak of the section they follow, told by their first words.

/// What the first words of a paragraph say about where it belongs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cue {
    /// Nothing.
    #[default]
    None,
    /// 各位代表！: the speaker turns to the audience.
    Address,
    /// 过去一年…, 在肯定成绩的同时…, 今年的总体要求是…: it speaks of the whole part.
    Whole,
    /// 做好国防动员、民族宗教、档案、气象等工作: what has no section of its own.
    Sectors,
    /// 让我们…: the end of the report.
    Farewell,
}

/// Who is spoken to.
const ADDRESS: [&str; 4] = ["各位代表", "各位委员", "同志们", "各位领导"];
/// First words of a paragraph about the whole.
const WHOLE: [&str; 25] = [
    "一年来",
    "五年来",
    "过去一年",
    "过去的一年",
    "过去五年",
    "过去的五年",
    "回顾",
    "回首",
    "总结",
    "总的看",
    "这些成绩",
    "以上成绩",
    "成绩的取得",
    "成绩来之不易",
    "肯定成绩",
    "总结成绩",
    "看到成绩",
    "成绩面前",
    "实现上述",
    "实现今年",
    "完成上述",
    "做好今年",
    "做好明年",
    "我们也清醒",
    "我们清醒",
];
/// Words by which the paragraph about shortcomings or requirements is known, anywhere in its first sentence.
const INSIDE: [&str; 14] = [
    "成绩的同时",
    "清醒地看到",
    "清醒看到",
    "清醒地认识",
    "清醒认识",
    "深刻认识到",
    "成绩来之不易",
    "成绩的取得",
    "总体要求是",
    "总的要求是",
    "预期目标是",
    "主要目标是",
    "存在的困难和问题",
    "不少困难和问题",
];
/// Fields of work that a report mentions in one paragraph at the end of a part.
const SECTORS: [&str; 31] = [
    "国防",
    "双拥",
    "人防",
    "人民防空",
    "民族",
    "宗教",
    "侨务",
    "外事",
    "对台",
    "港澳",
    "统计",
    "档案",
    "史志",
    "方志",
    "气象",
    "地震",
    "参事",
    "文史",
    "工会",
    "共青团",
    "青年",
    "妇联",
    "妇女",
    "儿童",
    "老龄",
    "残疾人",
    "红十字",
    "慈善",
    "退役军人",
    "科协",
    "审计",
];
/// Fewest of them.
const MANY: usize = 4;
/// How many characters of a paragraph tell what it is about.
const LOOK: usize = 60;

/// The cue of a paragraph without its markup.
pub(super) fn of(content: &str) -> Cue {
    let end = content.char_indices().nth(LOOK).map_or(content.len(), |(i, _)| i);
    let head = &content[..end];
    if ADDRESS.iter().any(|w| head.starts_with(w)) {
        return Cue::Address;
    }
    let opening = head.trim_start_matches(['在', '这', '些']);
    if WHOLE.iter().any(|w| opening.starts_with(w)) || INSIDE.iter().any(|w| head.contains(w)) {
        return Cue::Whole;
    }
    if content.contains("让我们") {
        return Cue::Farewell;
    }
    if SECTORS.iter().filter(|w| head.contains(**w)).count() >= MANY {
        return Cue::Sectors;
    }
    Cue::None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_that_leave_their_section() {
        for (text, cue) in [
            ("各位代表！新征程已经开启。", Cue::Address),
            ("过去一年，全市上下攻坚克难。", Cue::Whole),
            ("在肯定成绩的同时，我们也清醒认识到差距。", Cue::Whole),
            ("同时，我们也清醒地看到，发展中还有不少问题。", Cue::Whole),
            ("这些成绩的取得，是全市人民团结奋斗的结果。", Cue::Whole),
            ("国防动员、双拥、民族宗教、外事侨务、档案史志等工作取得新进展。", Cue::Sectors),
            ("征途漫漫，惟有奋斗。让我们携手前行！", Cue::Farewell),
            ("加快建设青禾新材料园，完成投资12亿元。", Cue::None),
            ("做好民族工作，开展双拥共建。", Cue::None),
        ] {
            assert_eq!(of(text), cue, "{text}");
        }
    }
}
