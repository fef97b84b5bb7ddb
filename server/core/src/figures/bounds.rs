//! Words that bound a number, before it (超过, 不低于, 近) and after it (以上, 以内, 左右).
//!
//! Inclusive or not follows article 1259 of the Civil Code: 以上, 以下, 以内 include the number; 超过, 不满 exclude it.

use super::Bound;
use super::fold::Line;
use crate::text::is_han;

/// Characters before 约 that make it part of another word (节约, 签约).
const YUE: &str = "节集制条公契合签预履违简和特缔相邀应失守婚订";
/// Characters before 近 (附近, 靠近, 最近).
const JIN: &str = "附亲靠邻最新临就远走";
/// Characters before a lone 过 (通过, 经过).
const GUO: &str = "通经度渡走路错悔改难太不没有去来做得看听";

/// Characters within which an amount has its 元.
const AMOUNT: usize = 9;

/// A comparator that ends just before character `i`: its first character and its bound.
pub(super) fn before(line: &Line<'_>, i: usize) -> Option<(usize, Bound)> {
    let mut end = i;
    if line.before(end, 1) == ' ' {
        end -= 1;
    }
    // 超过了200家, 约为5万, 约有, 约占: the word between belongs to the comparator.
    let word_end = end;
    let back = |n: usize, bound: Bound| Some((end - n, bound));
    let first = line.before(end, 1);
    let found = match first {
        '过' => match line.before(end, 2) {
            '超' if matches!(line.before(end, 3), '不' | '未') => back(3, Bound::AtMost),
            '超' | '跨' | '越' | '迈' | '突' => back(2, Bound::MoreThan),
            c if GUO.contains(c) => None,
            // 过10亿元的5家、过亿元的20家: amounts alone; 过三年 goes by.
            ',' | '、' | ';' | '。' | ':' if (end..end + AMOUNT).any(|at| line.c(at) == '元') => {
                back(1, Bound::MoreThan)
            }
            c if !is_han(c) => None,
            _ => back(1, Bound::MoreThan),
        },
        '超' => back(1, Bound::MoreThan),
        '出' if line.before(end, 2) == '超' => back(2, Bound::MoreThan),
        '越' if line.before(end, 2) == '跨' => back(2, Bound::MoreThan),
        '破' if line.before(end, 2) == '突' => back(2, Bound::MoreThan),
        '逾' => back(1, Bound::MoreThan),
        '于' => match (line.before(end, 3), line.before(end, 2)) {
            ('不' | '未', '低' | '少' | '小' | '短') => back(3, Bound::AtLeast),
            ('不' | '未', '高' | '多' | '大' | '晚' | '迟' | '长') => back(3, Bound::AtMost),
            (_, '低' | '少' | '小') => back(2, Bound::LessThan),
            (_, '高' | '多' | '大') => back(2, Bound::MoreThan),
            _ => None,
        },
        '少' if matches!(line.before(end, 2), '至' | '最') => back(2, Bound::AtLeast),
        '低' if line.before(end, 2) == '最' => back(2, Bound::AtLeast),
        '多' if matches!(line.before(end, 2), '至' | '最') => back(2, Bound::AtMost),
        '高' if line.before(end, 2) == '最' => back(2, Bound::AtMost),
        '限' if line.before(end, 2) == '上' => back(2, Bound::AtMost),
        '限' if line.before(end, 2) == '下' => back(2, Bound::AtLeast),
        '足' if line.before(end, 2) == '不' => back(2, Bound::LessThan),
        '满' if matches!(line.before(end, 2), '不' | '未') => back(2, Bound::LessThan),
        '到' if matches!(line.before(end, 2), '不' | '未') => back(2, Bound::LessThan),
        '上' if matches!(line.before(end, 2), '迈' | '跨' | '跃' | '登' | '冲' | '站' | '踏') => {
            back(2, Bound::AtLeast)
        }
        '约' if line.before(end, 2) == '大' => back(2, Bound::About),
        '约' if !YUE.contains(line.before(end, 2)) => back(1, Bound::About),
        '近' if matches!(line.before(end, 2), '接' | '将' | '逼') => back(2, Bound::About),
        '近' if !JIN.contains(line.before(end, 2)) => back(1, Bound::About),
        '概' if line.before(end, 2) == '大' => back(2, Bound::About),
        _ => None,
    };
    if found.is_some() {
        return found;
    }
    // 约为: the verb after it tells that 约 is no part of 制约 or 集约.
    if matches!(first, '为' | '占' | '是' | '有' | '合' | '达' | '需')
        && line.before(word_end, 2) == '约'
        && line.before(word_end, 3) != '大'
    {
        return Some((word_end - 2, Bound::About));
    }
    match first {
        '了' => nested(line, word_end - 1, &[Bound::MoreThan, Bound::LessThan]),
        '为' | '是' | '有' | '占' | '达' | '需' | '合' | '计' => nested(line, word_end - 1, &[Bound::About]),
        '在' => nested(line, word_end - 1, &[Bound::About]).filter(|(s, _)| line.has(*s, "大约")),
        _ => None,
    }
}

/// 比计划目标3000万元超过120万元: whether 超过, which begins at `i`, only tells that a goal was passed, so that the number
/// behind it is the difference.
pub(super) fn passes_goal(line: &Line<'_>, i: usize) -> bool {
    if !matches!(line.c(i), '超' | '高' | '多') || !(is_han(line.before(i, 1)) || line.before(i, 1) == '%') {
        return false;
    }
    let from =
        (i.saturating_sub(40)..i).rev().find(|k| matches!(line.c(*k), ',' | '。' | ';' | ':')).map_or(0, |k| k + 1);
    let from = from.max(i.saturating_sub(40));
    let Some(base) = (from..i).find(|k| matches!(line.c(*k), '比' | '较')) else { return false };
    (base..i).any(|k| {
        line.any(k, &["目标", "计划", "预算", "指标", "任务"]).is_some_and(|n| {
            let n = n + usize::from(matches!(line.c(k + n), '数' | '值'));
            line.c(k + n).is_ascii_digit() && i - (k + n) <= 14
        })
    })
}

fn nested(line: &Line<'_>, i: usize, allowed: &[Bound]) -> Option<(usize, Bound)> {
    if matches!(line.before(i, 1), '了' | '为' | '是' | '有' | '占' | '达' | '需' | '合' | '计' | '在' | ' ' | '近')
    {
        return None;
    }
    before(line, i).filter(|(_, bound)| allowed.contains(bound))
}

/// A comparator that starts at character `i`: its end and its bound.
pub(super) fn after(line: &Line<'_>, i: usize) -> Option<(usize, Bound)> {
    let mut i = i;
    if line.c(i) == ' ' {
        i += 1;
    }
    let (c, next) = (line.c(i), line.c(i + 1));
    match (c, next) {
        ('以', '上') | ('之', '上') => Some((i + 2, Bound::AtLeast)),
        ('及' | '或', '以') if line.c(i + 2) == '上' => Some((i + 3, Bound::AtLeast)),
        ('及' | '或', '以') if matches!(line.c(i + 2), '下' | '内') => Some((i + 3, Bound::AtMost)),
        ('以', '下')
            if line.any(i + 2, &["方面", "问题", "工作", "措施", "几", "意见", "任务", "重点", "内容"]).is_none() =>
        {
            Some((i + 2, Bound::AtMost))
        }
        ('以' | '之', '内') => Some((i + 2, Bound::AtMost)),
        ('左', '右') if !matches!(line.c(i + 2), '岸' | '两' | '侧') => Some((i + 2, Bound::About)),
        ('上', '下') if !matches!(line.c(i + 2), '游' | '联' | '贯' | '级' | '功' | '一' | '班') => {
            Some((i + 2, Bound::About))
        }
        ('多' | '余', _)
            if !matches!(
                next,
                '种' | '功'
                    | '元'
                    | '个'
                    | '项'
                    | '次'
                    | '样'
                    | '名'
                    | '家'
                    | '条'
                    | '处'
                    | '措'
                    | '渠'
                    | '方'
                    | '点'
                    | '部'
                    | '层'
                    | '年'
                    | '额'
                    | '地'
                    | '人'
            ) =>
        {
            Some((i + 1, Bound::AtLeast))
        }
        _ => None,
    }
}

/// A comparator that stands after the counted object: 项目12个以上 is plain, 新建30个小区以上 is this.
pub(super) fn after_object(line: &Line<'_>, i: usize) -> Option<(usize, Bound)> {
    let mut at = i;
    while at < i + 7 {
        let c = line.c(at);
        if !is_han(c) || matches!(c, '的' | '和' | '及' | '与' | '一' | '二' | '三' | '两') {
            return None;
        }
        if at > i
            && let Some((end, bound)) = after(line, at)
            && matches!(c, '以' | '左')
        {
            let fixed = line
                .any_before(at, &["规模", "限额", "级", "市", "省", "县", "乡", "科", "岁", "段", "学历", "专"])
                .is_some();
            let closed = !is_han(line.c(end));
            return (!fixed && closed).then_some((end, bound));
        }
        at += 1;
    }
    None
}

/// Bound words after a date: 底前, 之前, 以来. The flag tells whether it makes a deadline.
pub(super) fn after_date(line: &Line<'_>, i: usize) -> Option<(usize, Bound, bool)> {
    const WORDS: [(&str, Bound, bool); 13] = [
        ("年底之前", Bound::AtMost, true),
        ("年底前", Bound::AtMost, true),
        ("底之前", Bound::AtMost, true),
        ("底以前", Bound::AtMost, true),
        ("底前", Bound::AtMost, true),
        ("末前", Bound::AtMost, true),
        ("中旬前", Bound::AtMost, true),
        ("上旬前", Bound::AtMost, true),
        ("下旬前", Bound::AtMost, true),
        ("之前", Bound::LessThan, true),
        ("以前", Bound::LessThan, true),
        ("以来", Bound::AtLeast, false),
        ("前", Bound::AtMost, true),
    ];
    let (word, bound, deadline) = WORDS.iter().find(|(w, ..)| line.has(i, w))?;
    let end = i + word.chars().count();
    (!(*word == "前" && matches!(line.c(end), '后' | '列' | '景' | '沿' | '期' | '三' | '十' | '5' | '1')))
        .then_some((end, *bound, *deadline))
}
