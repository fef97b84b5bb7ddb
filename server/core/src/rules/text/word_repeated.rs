//! `word-repeated`: a word stands twice in a row.

use std::{cell::OnceCell, ops::Range};

use crate::finding::{Finding, Severity};
use crate::message::StaticMessage;
use crate::rule::{BlockView, Check, Example, FixAvailability, Group, Rule};
use crate::rules::common::{here, is_han, perhaps, report};
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    code: "word-repeated",
    group: Group::Text,
    severity: Severity::Warning,
    on: true,
    fix: FixAvailability::Unsafe,
    since: "0.1.0",
    title: StaticMessage { zh: "词语重复", en: "A word twice in a row" },
    docs: "## 检查什么\n\n连着写了两遍的字词：完成完成、和和、的的；连着写了两遍的短语（四个字以上，或以“和、与、及”结尾）；两个意思相同的动词连用（构建建设），像是改稿时漏删了一个。\n\n## 为什么\n\n逐字改稿、跨行续写时常见，朗读时一听就出错。\n\n## 误报与边界\n\n词语的界线不清的不报：目的的、和和谐、了了解、参与与；名词可以一前一后（第二产业产业升级），不看；“落实落实再落实”“一项一项”“一个问题一个问题”是有意的叠用；书名号、引号里的整个名称不报。\n\n在877篇公开报告和127份文稿上报告9条，逐条读过，都属实。",
    docs_en: "A verb or a particle twice in a row, a phrase of four characters or more twice in a row, or two verbs of one meaning where one was to replace the other. Words that may follow themselves, and pairs across two words, are left alone.",
    options: &[],
    triggers: &[],
    examples: &[
        Example::pass("落实落实再落实，新增博士博士后工作站3家。"),
        Example::pass("以脱贫为目的的帮扶，促进平等和和谐发展，加深了了解。"),
        Example::pass("一件一件抓落实，一个一个难题求突破。"),
        Example::pass("绘制主导产业产业链图谱，推进小微企业创业创新。"),
        Example::pass("建设现代化首都都市圈，成就就业创业梦想。"),
        Example::fixed("各项事业⟦都都⟧有进展，", "各项事业都有进展，"),
        Example::fixed("环境质量⟦也也⟧有改善，", "环境质量也有改善，"),
        Example::fixed("形成机制，⟦在在⟧全县推广。", "形成机制，在全县推广。"),
        Example::fixed("全面⟦完成完成⟧规划任务。", "全面完成规划任务。"),
        Example::fixed("推进管理创新⟦和和⟧制度创新。", "推进管理创新和制度创新。"),
        Example::fixed("围绕老工业基地的⟦构建和构建和⟧谐云岭。", "围绕老工业基地的构建和谐云岭。"),
        Example::fixed("⟦构建建设⟧现代化云岭的核心引擎", "构建现代化云岭的核心引擎"),
        Example::fixed("⟦环境质量方面环境质量方面⟧，持续改善。", "环境质量方面，持续改善。"),
    ],
    check: Check::Block(check),
};

/// Particles, before which characters two of them belong to two words, and behind which.
const PARTICLES: [(char, &str, &str); 18] = [
    ('的', "目标有", "确"),
    ('和', "户", "谐平美睦气煦解声暖乐"),
    ('与', "参赋授给付", ""),
    ('及', "埃普以涉危触波顾推论提", "时格早"),
    ('以', "可予加所得难足用给何借致", "及"),
    ('并', "合兼归一吞火", "购轨网联存"),
    ('将', "即名健大老主干兵良上中少小", "军领来"),
    ('对', "应针面相绝反核一配结校查比成", "方策应照口手接标外内称象"),
    ('了', "为除", "解然之结断却望得"),
    ('在', "实现存所正内潜外旨贵重好还", "建线位编册校读职岗地场乎"),
    ('从', "自服顺听盲依遵随跟", "容严事业紧快重宽优"),
    ('把', "一", "关握脉控持"),
    ('向', "导方走转意去面投志取动流倾定朝风趋双横纵", "往好上前西东南北"),
    ('被', "棉", ""),
    ('由', "自理经事缘", "于来此"),
    ('也', "", ""),
    ('都', "首古京陪故港国", "市会城督"),
    ('就', "成造", "业近地"),
];

/// Words that nobody writes twice in a row. No nouns: one may end a name and begin the next (第二产业产业升级).
#[rustfmt::skip]
const WORDS: [&str; 60] = [
    "完成", "增强", "加强", "推进", "实施", "提高", "推动", "加快", "促进", "实现", "坚持", "强化", "深化", "完善", "优化",
    "扩大", "提升", "打造", "构建", "培育", "健全", "落实", "支持", "鼓励", "引导", "确保", "保障", "开展", "启动", "建成",
    "新建", "新增", "增加", "增长", "减少", "下降", "达到", "突破", "巩固", "拓展", "创建", "建立", "组织", "积极", "全面",
    "大力", "努力", "切实", "认真", "深入", "持续", "有效", "我们", "我市", "我省", "我县", "以及", "通过", "同时", "继续",
];

/// Two verbs of one meaning, of which an edit was to leave one.
#[rustfmt::skip]
const PAIRS: [&str; 14] = [
    "构建建设", "建设构建", "提升提高", "提高提升", "推进推动", "推动推进", "加强强化", "强化加强", "加强增强",
    "增强加强", "提高加强", "增强提高", "确保保证", "保证确保",
];

/// Characters that make another word with the second of two: 产业产业链, 推进推进会.
const COMPOUND: &str =
    "链圈群家业者员师组部队区型性制化费局厅法办库会率力度城房院校站点线费量值额用品额长网书报史课卡票章案";
/// Words before a third one: 落实落实再落实.
const AGAIN: [&str; 4] = ["再", "又", "还", "更"];
/// Characters of the longest phrase that is compared with what follows it.
const LONGEST: usize = 12;

fn check(view: &BlockView<'_>, found: &mut Vec<Finding>) {
    let line = Line { text: view.text(), starts: OnceCell::new(), letters: view.text().chars().collect() };
    let mut taken: Vec<Span> = Vec::new();
    for length in (1..=LONGEST).rev() {
        for run in runs(&line.letters, length) {
            for i in run.clone() {
                let pair = if i + 1 >= run.start + length && line.repeats(i, length) {
                    line.span(i + 1 - 2 * length, i + 1)
                } else if length <= 2
                    && let Some(pair) = line.synonyms(i)
                {
                    pair
                } else {
                    continue;
                };
                if !taken.iter().any(|t| t.overlaps(pair)) {
                    taken.push(pair);
                    found.push(told(line.text, pair));
                }
            }
        }
    }
}

/// The indexes of ideographs that are the same as what stands `length` before them, as far as `length` of them follow one
/// another; of one and two, all. As many that follow one another meet one of the places that are looked at.
fn runs(letters: &[char], length: usize) -> Vec<Range<usize>> {
    let same = |i: usize| letters[i] == letters[i - length] && is_han(letters[i]);
    let step = if length <= 2 { 1 } else { length };
    let mut found = Vec::new();
    let mut at = length;
    while at < letters.len() {
        if !same(at) {
            at += step;
            continue;
        }
        let from = (length..at).rev().take_while(|i| same(*i)).last().unwrap_or(at);
        let to = (at..letters.len()).find(|i| !same(*i)).unwrap_or(letters.len());
        found.push(from..to);
        at += (to - at).next_multiple_of(step);
    }
    found
}

/// A line and its characters with their places.
struct Line<'a> {
    text: &'a str,
    /// Asked for where something is found, which is rarely.
    starts: OnceCell<Vec<usize>>,
    letters: Vec<char>,
}

impl Line<'_> {
    /// The characters from one index to another.
    fn span(&self, from: usize, to: usize) -> Span {
        let starts = self.starts.get_or_init(|| self.text.char_indices().map(|(at, _)| at).collect());
        Span::new(starts[from], starts.get(to).copied().unwrap_or(self.text.len()))
    }

    /// Whether the `length` characters that end at index `i` stand before themselves by mistake.
    fn repeats(&self, i: usize, length: usize) -> bool {
        let pair = self.span(i + 1 - 2 * length, i + 1);
        let word = Span { start: pair.end - pair.len() as u32 / 2, end: pair.end }.of(self.text);
        let (head, rest) = (&self.text[..pair.start as usize], &self.text[pair.end as usize..]);
        match length {
            1 => particle(word, head, rest),
            2 => WORDS.contains(&word) && !compound(rest) && !chant(word, head, rest),
            _ => {
                // 一个问题一个问题地解决
                let one_by_one = word.contains(['一', '每', '逐', '又', '再']);
                // Three characters are rarely a phrase: 稳就业保就业保基本民生.
                let short = length == 3 && !word.ends_with(['和', '与', '及']);
                let half = word.len() / 2;
                let twice = length.is_multiple_of(2) && word[..half] == word[half..];
                !one_by_one && !short && !twice && !chant(word, head, rest)
            }
        }
    }

    /// Two verbs of one meaning around index `i`, whose character stands in both.
    fn synonyms(&self, i: usize) -> Option<Span> {
        let windows = (i.saturating_sub(3)..=i.saturating_sub(1)).filter(|from| from + 4 <= self.letters.len());
        windows
            .map(|from| self.span(from, from + 4))
            .find(|pair| PAIRS.contains(&pair.of(self.text)) && !compound(&self.text[pair.end as usize..]))
    }
}

/// Whether a particle that stands twice belongs to no word on either side.
fn particle(word: &str, head: &str, rest: &str) -> bool {
    let Some((_, not_before, not_behind)) = PARTICLES.iter().find(|p| word.starts_with(p.0)) else { return false };
    let before =
        head.chars().next_back().is_some_and(|c| is_han(c) && !not_before.contains(c) || "”》），。；：、".contains(c));
    let behind = |c: char| is_han(c) && !not_behind.contains(c) || matches!(c, '“' | '《') || c.is_ascii_digit();
    before && rest.chars().next().is_some_and(behind)
}

/// Whether the second of two words goes on as another one.
fn compound(rest: &str) -> bool {
    rest.starts_with(|c| COMPOUND.contains(c))
}

/// 落实落实再落实, a word said three times, or a title: written so on purpose.
fn chant(word: &str, head: &str, rest: &str) -> bool {
    let title = head.ends_with(['“', '《', '「']) && rest.starts_with(['”', '》', '」']);
    title || AGAIN.iter().any(|w| rest.starts_with(w)) || rest.starts_with(word) || head.ends_with(word)
}

fn told(text: &str, pair: Span) -> Finding {
    let middle = pair.start + pair.len() as u32 / 2;
    let word = Span { end: middle, ..pair }.of(text);
    let other = Span { start: middle, ..pair }.of(text);
    let loc = here(pair);
    if word == other {
        return report(loc, format!("“{word}”重复"), format!("“{word}” twice in a row")).fix(perhaps(loc, word));
    }
    report(
        loc,
        format!("“{word}”与“{other}”意思相同，像是改稿时漏删了一个"),
        format!("“{word}” and “{other}” say the same: was one to replace the other?"),
    )
    .fix(perhaps(loc, word))
    .fix(perhaps(loc, other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_equal_characters_in_a_row_are_found_wherever_they_stand() {
        for before in 0..15 {
            let letters: Vec<char> =
                ["共".repeat(before), "加快推进项目建设，".repeat(6), "甲乙甲甲".into()].concat().chars().collect();
            for length in 1..=LONGEST + 2 {
                let same = |i: &usize| letters[*i] == letters[i - length] && is_han(letters[*i]);
                let all: Vec<usize> = (length..letters.len()).filter(same).collect();
                let plain: Vec<Range<usize>> =
                    all.chunk_by(|a, b| a + 1 == *b).map(|run| run[0]..run[0] + run.len()).collect();
                let found = runs(&letters, length);
                assert!(found.iter().all(|run| plain.contains(run)), "{before} {length}");
                let long = plain.iter().filter(|run| length <= 2 || run.len() >= length);
                assert!(long.into_iter().all(|run| found.contains(run)), "{before} {length}");
            }
        }
        assert!(runs(&['甲'], 3).is_empty());
    }
}
