//! Trims a stretch of a clause to the noun phrase in it: verbs and modifiers off both ends, what belongs to the noun kept.

use super::clause::Sentence;
use super::verbs::{adverb, inner_verb, opens_a_name};
use super::words::{self, leading, trailing};
use crate::figures::units;
use crate::reading::lexicon::{Classes, WordClass};
use crate::reading::patterns;
use crate::text::is_han;

/// The noun phrase in `from..to`, trimmed of what is no noun; `None` when nothing is left.
pub(super) fn trimmed(s: &Sentence<'_>, from: usize, to: usize) -> Option<(usize, usize)> {
    let (mut from, to) = without_marks(s, from, to);
    let mut to = measured(s, from, to)?;
    // 是“十二五”时期, “十三五”以来: a plan's years, not what is measured.
    let years = plan_years(s, from, to);
    if years == to && to > from {
        return None;
    }
    // “十三五”时期城镇新增就业: the years stand before the name.
    if years > from && s.at(years, &patterns::YEARS_END) {
        from = years;
    }
    to = without_tail(s, from, to)?;
    while s.just_before(from).iter().any(|f| f.is_time() && (f.to == from || f.end == from))
        && let Some(word) = s.line.word(from, Classes::of(&[WordClass::OfTime]))
        && from + word.len < to
    {
        from += word.len;
    }
    let preposition = s.at(from, &patterns::PREPOSITION);
    from = without_head(s, from, to)?;
    // 参加合作医疗的农民: who takes part is counted.
    if s.at(from, &patterns::TAKING_PART)
        && let Some(de) = (from + 2..to).rev().find(|i| s.line.c(*i) == '的')
        && de + 3 <= to
        && !s.at(to, &patterns::INDICATOR_END)
    {
        from = de + 1;
    }
    // 煤矿建成试运转、新增产能: what a verb inside brings is the shorter name.
    let brings = |i: &usize| {
        words::brings(s, *i) && !opens_a_name(s, *i, to) && !matches!(s.line.before(*i, 1), '镇' | '乡' | '的' | '“')
    };
    let brought = || (from + 1..to).rev().find(brings).filter(|verb| to - verb > 3);
    if let Some(verb) = inner_verb(s, from, to, preposition).or_else(brought) {
        return trimmed(s, verb, to).or(Some((from, to)));
    }
    from = behind_examples(s, from, to);
    let own = s.line.slice(from, to);
    if own.contains(&'(') && !own.contains(&')') && s.line.c(to) == ')' {
        to += 1;
    }
    (from < to
        && (to - from > 1 || is_noun(s.line.c(from)))
        && !words::is(s, (from, to), WordClass::Manner)
        && (is_han(s.line.c(from)) || matches!(s.line.c(from), '“' | '《') || s.line.c(from).is_ascii_alphanumeric()))
    .then_some((from, to))
}

/// Without the marks, brackets and statements that stand before the name or after it.
fn without_marks(s: &Sentence<'_>, from: usize, to: usize) -> (usize, usize) {
    let (mut from, mut to) = (from, to);
    // 三、民生工程(项目6个, 各类资金(其中捐赠资金9万元: an open bracket opens a clause.
    if let Some(open) = open_bracket(s, from, to) {
        from = open + 1;
    }
    // 规模以上(500万元口径)工业总产值: what closes a bracket opened before is no part of the name.
    if let Some(close) = (from..to).find(|i| matches!(s.line.c(*i), '(' | ')'))
        && s.line.c(close) == ')'
        && close + 2 < to
    {
        from = close + 1;
    }
    from = s.line.run(from, to, |c| matches!(c, '、' | ' ' | ')' | '的' | '*' | '①'..='⑳'));
    // **地区生产总值**增长5%: emphasis is no part of the name.
    to = s.line.run_back(from, to, |c| c == '*');
    // 优良天数比率稳步提升、断面水质优良比例: a statement ends at the mark.
    if let Some(mark) = (from + 3..to.saturating_sub(2)).rev().find(|i| s.line.c(*i) == '、')
        && s.line.word_before(mark, Classes::of(&[WordClass::State])).is_some()
    {
        from = mark + 1;
    }
    // (二)已完成…, 1.引进…: the mark of an item.
    if s.line.c(from) == '('
        && let Some(close) = (from + 1..(from + 5).min(to)).find(|i| s.line.c(*i) == ')')
    {
        from = close + 1;
    } else if is_numeral(s.line.c(from))
        && let Some(head) = (from + 1..from + 3).find(|i| s.line.c(*i) == '是')
        && (head == from + 1 || s.line.c(from) == '十')
    {
        from = head + 1;
    } else if let Some(mark) = (from + 1..from + 4).find(|i| !s.line.c(*i).is_ascii_digit())
        && s.line.c(from).is_ascii_digit()
        && matches!(s.line.c(mark), '.' | '、')
        && mark < to
    {
        from = mark + 1;
    }
    (from, to)
}

/// Where what is measured ends, before the base or the remark that follows it; `None` where nothing is measured.
fn measured(s: &Sentence<'_>, from: usize, to: usize) -> Option<usize> {
    let mut to = to;
    // 是“十二五”末的, 按可比口径, 高于目标: nothing of it is measured.
    // 超过时序进度0.9个百分点; 超过五类标准的断面 is measured.
    let passed = s.at(from, &patterns::PASSED) && !s.line.slice(from, to).contains(&'的');
    if passed || s.at(from, &patterns::NOT_MEASURED) {
        return None;
    }
    // 产业类项目不低于项目总量的(40%): what it is held against.
    if s.line.before(to, 1) == '的'
        && let Some(at) = s.find(from + 2, to, &patterns::BOUND_INSIDE)
    {
        to = at;
    }
    // 事故发生率比“十二五”时期: a base ends the name.
    // 财政支出是“十五”: so does a plan's years.
    let of_plan = |i: usize| matches!(s.line.c(i), '是' | '为') && plan_years(s, i, to) > i;
    if let Some(base) = (from + 2..to).find(|i| is_base(s, *i) || of_plan(*i)) {
        to = base;
    }
    // 地区生产总值(下同), 税收收入(不含…): the remark is no part of the name.
    if s.line.before(to, 1) == ')'
        && let Some(open) = (from + 1..to - 1).rev().take(24).find(|i| s.line.c(*i) == '(')
        && s.at(open + 1, &patterns::REMARK)
    {
        to = open;
    }
    // 比去年预算, 较“十三五”末: a base, not a subject.
    if matches!(s.line.c(from), '比' | '较') && !words::is_in_noun(s, from) {
        return None;
    }
    Some(to)
}

/// Without the words between a noun and its number.
fn without_tail(s: &Sentence<'_>, from: usize, to: usize) -> Option<usize> {
    let mut to = to;
    loop {
        let before = to;
        to = s.line.run_back(from, to, |c| c == '*');
        if s.line.before(to, 1) == ')'
            && let Some(open) = (from + 1..to - 1).rev().take(12).find(|i| s.line.c(*i) == '(')
            && s.line.has(open + 1, "下同")
        {
            to = open;
        }
        if let Some(n) = per_head(s, from, to).or_else(|| per_unit(s, from, to)) {
            to -= n;
        }
        if let Some(n) = trailing(s, to)
            && to - n >= from
        {
            to -= n;
        }
        if from >= to {
            return None;
        }
        if before == to {
            return Some(to);
        }
    }
}

/// Without the verbs and adverbs that tell what was done to the thing counted.
fn without_head(s: &Sentence<'_>, from: usize, to: usize) -> Option<usize> {
    let mut from = from;
    loop {
        // 植树造林9万亩: what was done is all there is.
        if s.after(from, &patterns::WORK_ALONE) == Some(to) {
            break;
        }
        // 新建(改扩建)幼儿园: the other verb in brackets.
        if s.at(from, &patterns::VERB_IN_BRACKETS)
            && let Some(close) = (from..to).find(|i| s.line.c(*i) == ')')
            && close + 2 < to
        {
            from = close + 1;
        }
        if s.line.has(from, "(下同)") && from + 4 < to {
            from += 4;
        }
        if let Some(n) = adverb(s, from, to) {
            from += n;
            continue;
        }
        let Some(n) = leading(s, from).filter(|_| !opens_a_name(s, from, to)) else { break };
        // 发放救助金: one character is no noun, so the verb opens its name.
        if n > 1 && from + n + 1 == to && !is_noun(s.line.c(to - 1)) && leading(s, to - 1).is_none() {
            break;
        }
        // 新开工项目: 项目 alone would count all of them.
        if from + n + 2 == to
            && s.line.has(from + n, "项目")
            && s.line.word(from, Classes::of(&[WordClass::Stage])).is_some()
        {
            break;
        }
        // The whole phrase being a verb (完成, 改造) leaves nothing.
        if from + n > to {
            break;
        }
        from += n;
        if from >= to {
            return None;
        }
    }
    Some(from)
}

/// 浦发银行等各类金融机构: the examples stand before, the name after.
fn behind_examples(s: &Sentence<'_>, from: usize, to: usize) -> usize {
    let examples = (from + 2..to.saturating_sub(2)).rev().find(|i| s.at(*i, &patterns::EXAMPLES_END));
    let start = examples.filter(|at| s.line.slice(from, *at).contains(&'、')).map(|at| at + 1);
    let start = start.map(|at| s.after(at, &patterns::VARIOUS).unwrap_or(at));
    start.filter(|start| to >= start + 2).unwrap_or(from)
}

/// Where the name of a five-year plan and its years, which the stretch opens with, end; `from` when it opens otherwise.
fn plan_years(s: &Sentence<'_>, from: usize, to: usize) -> usize {
    s.after(from, &patterns::PLAN_YEARS).map_or(from, |end| end.min(to))
}

/// 低保标准月人均, 养老金人均: how the amount is reckoned is no part of the name.
fn per_head(s: &Sentence<'_>, from: usize, to: usize) -> Option<usize> {
    if let Some(at) = s.before(to, &patterns::PER_HEAD_OF_TIME) {
        return (from + 2 <= at).then_some(to - at);
    }
    (from + 2 < to && s.at(to, &patterns::PER_HEAD)).then_some(2)
}

/// 浓度由每立方米, 公厕数量提高到每平方公里: what the amount is reckoned by is no part of the name.
fn per_unit(s: &Sentence<'_>, from: usize, to: usize) -> Option<usize> {
    let each = (from + 2..to).rev().take(6).find(|i| s.line.c(*i) == '每')?;
    let unit = s.folded(each + 1, to);
    let unit = unit.trim_start_matches(['百', '千', '万']);
    units::find(unit).is_some().then_some(to - each)
}

/// Whether a character is a number up to ten.
pub(super) fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}

/// Whether one character alone names a thing: 村, 路, 猪. Others are what is left of a word cut in two.
pub(super) fn is_noun(c: char) -> bool {
    const NOUNS: &str = "省市县区乡镇村社户人国州旗路桥渠坝井塘河湖山岛林田草花竹树桑水电气煤钢铁铜铝银油盐松柏杨柳桃李杏梨枣纸布车船房楼\
        塔港厂店校园馆猪牛羊马驴兔鸡鸭鹅鱼虾蟹蜂蚕蛋奶肉粮米麦稻豆茶棉麻菜果糖烟酒药书报剧歌戏事";
    NOUNS.contains(c)
}

/// The last bracket of `from..to` that is not closed in it.
fn open_bracket(s: &Sentence<'_>, from: usize, to: usize) -> Option<usize> {
    let at = (from..to).rev().find(|i| matches!(s.line.c(*i), '(' | ')'))?;
    (s.line.c(at) == '(' && at + 1 < to).then_some(at)
}

/// Whether a base of comparison begins at `at`: 比去年, 较“十三五”末.
fn is_base(s: &Sentence<'_>, at: usize) -> bool {
    s.line.c(at) == '比' && !words::is_in_noun(s, at) || s.at(at, &patterns::BASE_WITH_JIAO)
}
