//! What could name a paragraph: its first sentence, when it is short and reads like a title. Whether it does name it is
//! for the paragraphs around it to say, see [`super::leads`].

use super::marker::is_blank;
use crate::text::is_han;

/// How the first sentence of a paragraph looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LeadForm {
    /// Set in bold.
    Bold,
    /// One clause: 扩大有效投资。
    #[default]
    Clause,
    /// Two clauses: 加大创新力度，促进产业升级。
    Clauses,
    /// A time and a clause: 这五年，综合实力稳步攀升。
    Time,
    /// Before a colon: 深化五项改革：
    Colon,
    /// Before a blank: 农村经济稳步发展　抗灾救灾……
    Gap,
    /// A short sentence of any other form, which heads its paragraph only where others begin alike: 五年来，我们稳中求进、
    /// 奋力前行，综合实力大幅跃升。五年来，我们……
    Refrain,
}

/// First words of sentences that never name a paragraph.
const NEVER: [&str; 17] = [
    "各位",
    "这",
    "那",
    "我们",
    "同时",
    "此外",
    "现在",
    "请",
    "以上",
    "谢",
    "他",
    "其",
    "一年来",
    "当前",
    "附",
    "注",
    "目前",
];
/// Times that head parallel paragraphs.
const TIMES: [&str; 9] = ["这五年", "五年来", "过去五年", "这一年", "一年来", "过去一年", "今年", "去年", "三年来"];
/// Words of statements, promises of law and conclusions.
const STATEMENT: [&str; 6] = ["应当", "必须", "不得", "如下", "我们", "可以"];
/// Longest lead of one clause.
const ONE: usize = 24;
/// Longest lead of two clauses, and longest clause of one.
const TWO: usize = 28;
const EACH: usize = 15;
/// Longest first sentence of paragraphs that begin alike.
const REFRAIN: usize = 36;
/// Longest lead in bold.
const BOLD: usize = 45;
/// Shortest text that a lead heads, in bytes.
const REST: usize = 30;

/// Length and form of what could name the paragraph `content`; `bold` tells that its first words are.
pub(super) fn of(content: &str, bold: bool) -> Option<(usize, LeadForm)> {
    title(content, bold).or_else(|| Some((refrain(content)?, LeadForm::Refrain)))
}

/// Length of a short first sentence that holds no figure and does not turn to the audience.
fn refrain(content: &str) -> Option<usize> {
    for (count, (i, c)) in content.char_indices().take(REFRAIN + 1).enumerate() {
        match c {
            '。' => {
                let (words, rest) = (&content[..i], content[i..].trim_start_matches('。'));
                // 这是综合实力显著增强的五年。 names what follows, 发展是硬道理。 does not.
                let states = has_copula(words) && !words.ends_with('年');
                return (count >= 6 && rest.len() > REST && !states).then_some(i);
            }
            '0'..='9' | '０'..='９' | '！' | '？' | '；' | '：' | '!' | '?' | ';' | ':' | '|' | '*' => {
                return None;
            }
            _ if count < 2 && !is_han(c) => return None,
            _ => {}
        }
    }
    None
}

/// What reads like a title.
fn title(content: &str, bold: bool) -> Option<(usize, LeadForm)> {
    if bold && let Some(found) = emphasised(content) {
        return Some(found);
    }
    let (mut count, mut comma, mut before) = (0, None, '\0');
    for (i, c) in content.char_indices() {
        match c {
            '。' | '：' | ':' => {
                let rest = content[i + c.len_utf8()..].trim_matches(|c: char| c == '*' || is_blank(c));
                let words = content[..i].trim_end_matches('*');
                let form = form(words, count, comma, c != '。')?;
                return (rest.len() > REST && !is_statement(words, form)).then_some((words.len(), form));
            }
            '，' | ',' if comma.is_none() => comma = Some(i),
            ' ' | '\u{3000}' if (6..=20).contains(&count) && comma.is_none() && is_han(before) => {
                let rest = content[i..].trim_start_matches(is_blank);
                let heads = rest.len() > 3 * REST && rest.starts_with(is_han) && rest.contains(['，', '。']);
                return (heads && !is_statement(&content[..i], LeadForm::Gap)).then_some((i, LeadForm::Gap));
            }
            '，' | ',' | '；' | '！' | '？' | ';' | '!' | '?' | '|' | '0'..='9' => return None,
            '*' => continue,
            _ => {}
        }
        before = c;
        count += 1;
        if count > TWO {
            return None;
        }
    }
    None
}

fn form(words: &str, count: usize, comma: Option<usize>, colon: bool) -> Option<LeadForm> {
    if count < 4 {
        return None;
    }
    let Some(at) = comma else {
        return match colon {
            true if count <= 16 => Some(LeadForm::Colon),
            false if count <= ONE => Some(LeadForm::Clause),
            _ => None,
        };
    };
    let (first, second) = (&words[..at], words[at..].trim_start_matches(['，', ',']));
    if colon || second.chars().count() < 4 {
        return None;
    }
    if TIMES.contains(&first) {
        return Some(LeadForm::Time);
    }
    // 推进简政放权、放管结合、优化服务，……: a sentence, not a title.
    let list = words.matches('、').count() > 1;
    let long = first.chars().count().max(second.chars().count()) > EACH;
    // 安不忘危，兴不忘忧。
    let slogan = first.chars().count() + second.chars().count() < 10;
    (first.chars().count() >= 4 && !list && !long && !slogan).then_some(LeadForm::Clauses)
}

/// Words in bold at the start of a paragraph that goes on in plain type.
fn emphasised(content: &str) -> Option<(usize, LeadForm)> {
    let end = content.find("**")?;
    let rest = content[end..].trim_start_matches('*');
    let inner = &content[..end];
    let stop = inner.find('。').unwrap_or(inner.len());
    let words = inner[..stop].trim_end_matches(['：', ':', '。', '！', '，', ' ']);
    let whole =
        stop < inner.len() || inner.ends_with(['：', ':', '！']) || rest.starts_with(['。', '：', ':', '　', ' ']);
    let count = words.chars().count();
    let named = whole && (3..=BOLD).contains(&count) && rest.trim_start_matches(['。', '：', ':', ' ']).len() > REST;
    (named && !words.starts_with(['[', '（', '(', '“'])).then_some((words.len(), LeadForm::Bold))
}

/// Whether the sentence states something instead of naming what follows.
fn is_statement(words: &str, form: LeadForm) -> bool {
    let never = form != LeadForm::Time && NEVER.iter().any(|n| words.starts_with(n));
    never || STATEMENT.iter().any(|w| words.contains(w)) || has_copula(words) || is_slogan(words)
}

/// 是 as a verb: not 实事求是, 特别是.
fn has_copula(words: &str) -> bool {
    words.match_indices('是').any(|(i, _)| !words[..i].ends_with(['求', '别']))
}

/// 不忘初心、牢记使命: fixed phrases of four characters.
fn is_slogan(words: &str) -> bool {
    words.contains('、') && words.split('、').all(|part| part.chars().count() == 4) && words.chars().count() <= 9
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(&str, LeadForm)> {
        let content = text.trim_start_matches('*');
        title(content, content.len() < text.len()).map(|(len, form)| (&content[..len], form))
    }

    const REST: &str = "加快实施一批重点项目，全年完成投资，推动发展再上新台阶，让更多群众共享成果。";

    #[test]
    fn sentences_that_could_name_a_paragraph() {
        for (head, words, form) in [
            ("扩大有效投资。", "扩大有效投资", LeadForm::Clause),
            ("加大创新力度，促进产业升级。", "加大创新力度，促进产业升级", LeadForm::Clauses),
            ("这五年，综合实力稳步攀升。", "这五年，综合实力稳步攀升", LeadForm::Time),
            ("这五年,综合实力稳步攀升。", "这五年,综合实力稳步攀升", LeadForm::Time),
            ("深化五项改革：", "深化五项改革", LeadForm::Colon),
            ("农村经济稳步发展 ", "农村经济稳步发展", LeadForm::Gap),
            ("**抓好3件大事。**", "抓好3件大事", LeadForm::Bold),
            ("**深化改革**。", "深化改革", LeadForm::Bold),
        ] {
            assert_eq!(found(&format!("{head}{REST}")), Some((words, form)), "{head}");
        }
    }

    #[test]
    fn sentences_that_name_nothing() {
        for head in [
            "过去的一年是极不平凡的一年。",
            "发展是硬道理。",
            "不忘初心、牢记使命。",
            "安不忘危，兴不忘忧。",
            "推进简政放权、放管结合、优化服务，释放红利。",
            "各位代表。",
            "政务部门应当共享数据。",
            "完成投资12亿元。",
            "工作要点如下：",
            "面对挑战，我们迎难而上，攻坚克难。",
            "**重点**抓好以下工作，确保取得实效，",
        ] {
            assert_eq!(found(&format!("{head}{REST}")), None, "{head}");
        }
        assert_eq!(found("扩大有效投资。"), None, "nothing follows");
    }
}
