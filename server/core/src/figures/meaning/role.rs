//! The part a figure plays. The section beats the verb: the same 完成 is done in a review and a target in a plan.

use super::super::{Change, Class, Role};
use super::against;
use super::clause::{Fig, Sentence};
use super::metric::is_group_rank;
use super::part::Part;
use crate::figures::units::{self, Dimension};
use crate::text::is_han;

/// The role of each figure of a line.
pub(super) fn roles(s: &Sentence<'_>, parts: &[(u32, Part)]) -> Vec<Role> {
    let part = |k: usize| {
        let at = s.figs[k].figure.span.start;
        parts[..parts.partition_point(|p| p.0 <= at)].last().map_or(Part::Review, |p| p.1)
    };
    (0..s.figs.len()).map(|k| role(s, k, part(k))).collect()
}

fn role(s: &Sentence<'_>, k: usize, part: Part) -> Role {
    let fig = &s.figs[k];
    match fig.figure.class {
        Class::Name => return Role::Name,
        Class::Threshold => return Role::Threshold,
        Class::Deadline => return Role::Deadline,
        Class::Period => return Role::Period,
        Class::Date => return if is_base_date(s, k) { Role::Reference } else { Role::Period },
        Class::Ordinal => return if is_from(s, k) { Role::Reference } else { Role::Rank },
        _ => {}
    }
    if is_group_rank(s, k) {
        return Role::Rank;
    }
    if is_from(s, k)
        || is_compared(s, k)
        || is_population(s, k)
        || against::is_base_amount(s, k)
        || part == Part::Plan && is_told_beside(s, k)
        || s.line.ends(fig.from, "原有")
    {
        return Role::Reference;
    }
    if against::is_beyond_goal(s, k) {
        return Role::Delta;
    }
    let count_cn = fig.figure.class == Class::CountCn;
    if count_cn && is_declared(s, fig) {
        return Role::ListCount;
    }
    if part == Part::Plan || part == Part::Review && is_promised(s, k) && !is_total(s, fig) {
        let between = s.holds(s.clause_start(fig.from), fig.from, &["比", "较", "高于", "低于"]);
        if fig.figure.class == Class::PercentagePoint && fig.figure.change.is_none() && between {
            return Role::Delta;
        }
        return if is_total(s, fig) { Role::Total } else { Role::Target };
    }
    if is_goal_beside(s, fig) {
        return Role::Target;
    }
    in_review(s, k)
}

/// （目标任务为2000人）, （年度目标6%）: in brackets beside what was reached, the goal itself.
fn is_goal_beside(s: &Sentence<'_>, fig: &Fig<'_>) -> bool {
    let mut at = fig.from;
    let mut pass = |words: &[&str]| {
        let length = s.line.any_before(at, words);
        at -= length.unwrap_or(0);
        length.is_some()
    };
    pass(&["为", "是", ":"]);
    let goal = pass(&["目标任务数", "目标任务", "目标值", "目标", "任务数", "任务"]);
    pass(&["年度", "全年", "年初", "当年", "原定", "预期"]);
    goal && matches!(s.line.before(at, 1), '(' | '（')
}

/// 计划年内完成投资2亿元, 今年计划建设农村公路30公里, 拟新建学校3所: ahead, whatever stands around it.
fn is_promised(s: &Sentence<'_>, k: usize) -> bool {
    const WORK: &[&str] =
        &["完成", "新建", "建设", "建成", "新开工", "开工", "投资", "实施", "改造", "引进", "发放", "投入"];
    const WHEN: &[&str] = &["今年内", "今年", "年内", "明年", "全年", "年底前", "到年底"];
    let fig = &s.figs[k];
    if !matches!(fig.figure.class, Class::Quantity | Class::CountCn) {
        return false;
    }
    let clause = s.clause_start(fig.from).max(fig.from.saturating_sub(24));
    (clause..fig.from).any(|i| {
        let Some(n) = s.line.any(i, &["计划", "拟", "预计"]) else { return false };
        let mut at = i + n;
        let before = s.line.any_before(i, WHEN).is_some();
        let when = s.line.any(at, WHEN);
        at += when.unwrap_or(0);
        // 预计 alone is an estimate of what was done; 计划 behind a noun is a plan's name.
        let ahead = match s.line.c(i) {
            '预' => when.is_some_and(|_| !s.line.has(i + n, "全年")),
            '计' => when.is_some() || before || i == clause,
            _ => !matches!(s.line.before(i, 1), '模' | '虚'),
        };
        // 计划投资, 预计投资 are totals of a project.
        ahead
            && s.line.any(at, WORK).is_some()
            && (when.is_some() || s.line.any(at, &["投资", "实施率", "完成率", "完成情况"]).is_none())
            && s.within(at, fig.start).iter().all(|f| f.is_time() || f.is_word())
    })
}

/// In a plan: what is there already, what was reached last, what is laid down elsewhere.
fn is_told_beside(s: &Sentence<'_>, k: usize) -> bool {
    let fig = &s.figs[k];
    is_known_rate(s, k) || is_last_rate(s, k) || is_official(s, fig) || s.line.ends(fig.from, "现有")
}

/// 潜在增长率为9%, 略低于上年8%的增速: a rate that an aim is told beside.
fn is_known_rate(s: &Sentence<'_>, k: usize) -> bool {
    const BASES: &[&str] = &["时期", "上年", "去年", "上年同期", "去年同期"];
    let fig = &s.figs[k];
    if fig.figure.class != Class::Percent {
        return false;
    }
    let clause = s.clause_start(fig.from).max(fig.from.saturating_sub(40));
    let sentence = s.sentence_start(fig.from).max(fig.from.saturating_sub(80));
    let potential = s.holds(sentence, fig.from, &["潜在增长", "潜在经济增长"])
        && s.holds(clause, fig.from, &["潜在", "上限", "下限"]);
    let beside = s.line.any_before(fig.from, BASES).is_some_and(|n| {
        let compared = &["低于", "高于", "快于", "慢于", "超过", "比", "较"];
        s.holds(clause, fig.from - n, compared) && s.line.c(fig.to) == '的'
    });
    potential || beside
}

/// 在去年增长4.8%的基础上再增长6%, 去年下降3%的工业: in a plan, what the last period came to.
fn is_last_rate(s: &Sentence<'_>, k: usize) -> bool {
    const PERIODS: &[&str] = &["上年同期", "去年同期", "上年", "去年"];
    const VERBS: &[&str] = &["实际增长", "预计增长", "增长", "下降", "完成", "达到", "实现", "达", "增速"];
    let fig = &s.figs[k];
    let verb = s.line.any_before(fig.from, VERBS).unwrap_or(0);
    let Some(n) = s.line.any_before(fig.from - verb, PERIODS) else { return false };
    // 比去年增长6% is an aim.
    let at = fig.from - verb - n;
    let opens = at == s.clause_start(at) || matches!(s.line.before(at, 1), '在' | '对' | '以');
    opens && s.line.any(fig.to, &["的基础上", "基础上", "的"]).is_some()
}

/// 达到每人每年600元的国家标准: what is laid down elsewhere.
fn is_official(s: &Sentence<'_>, fig: &Fig<'_>) -> bool {
    const BY: &[&str] = &["的国家标准", "的省定标准", "的法定标准", "的国际标准", "的国家规定"];
    s.line.any(fig.to, BY).is_some()
}

fn in_review(s: &Sentence<'_>, k: usize) -> Role {
    let fig = &s.figs[k];
    let clause = s.clause_start(fig.from);
    let change = fig.figure.change;
    match fig.figure.class {
        Class::Percent | Class::Permille => {
            if against::completion(s, k).is_some()
                || s.holds(
                    clause.max(fig.from.saturating_sub(14)),
                    fig.from,
                    &[
                        "完成率",
                        "完成目标",
                        "完成任务",
                        "完成计划",
                        "目标任务",
                        "年度任务",
                        "年度目标",
                        "年度计划",
                        "完成年",
                        "占年计划",
                        "为计划",
                        "为目标",
                        "为预算",
                        "完成预算",
                        "为年初预算",
                    ],
                ) && !matches!(change, Some(Change::Increase | Change::Decrease))
            {
                return Role::Completion;
            }
            match change {
                Some(Change::Increase | Change::Decrease) => Role::Growth,
                _ if s.line.ends(fig.from, "自然增长率") => Role::Share,
                _ if keeps_growing(s, fig) => Role::Growth,
                _ if s
                    .line
                    .any_before(
                        fig.from,
                        &["涨幅", "增幅", "降幅", "增速", "增长率", "增速达", "增速达到", "增速为", "增幅达", "涨幅为"],
                    )
                    .is_some() =>
                {
                    Role::Growth
                }
                _ => Role::Share,
            }
        }
        Class::PercentagePoint => Role::Delta,
        Class::Multiple => Role::Growth,
        Class::Fraction => {
            if matches!(change, Some(Change::Increase | Change::Decrease)) {
                Role::Growth
            } else {
                Role::Share
            }
        }
        Class::Ratio => Role::Share,
        _ => quantity(s, k, clause),
    }
}

/// 保持30%以上增长, 实现10%的增速, 增长均在20%以上.
fn keeps_growing(s: &Sentence<'_>, fig: &Fig<'_>) -> bool {
    const KEPT: &[&str] = &["保持", "保持了", "实现", "实现了", "取得", "取得了", "达到"];
    const AFTER: &[&str] = &["的增长", "增长", "的增速", "增速", "的增幅", "的高速增长", "的高增长", "的正增长"];
    const BEFORE: &[&str] =
        &["增长均在", "增长都在", "增长保持在", "增速均在", "增速都在", "增速保持在", "增幅均在", "增幅保持在"];
    let ends = |n: usize| !is_han(s.line.c(fig.to + n)) || s.line.any(fig.to + n, &["速度", "势头", "态势"]).is_some();
    let after = s.line.any(fig.to, AFTER).is_some_and(ends);
    s.line.any_before(fig.from, BEFORE).is_some() || after && s.line.any_before(fig.from, KEPT).is_some()
}

fn quantity(s: &Sentence<'_>, k: usize, clause: usize) -> Role {
    let fig = &s.figs[k];
    if is_total(s, fig) {
        return Role::Total;
    }
    // 引进省外到位资金 is an indicator, not the progress of a project.
    if s.line.any_before(fig.from, &["完成投资", "完成投资达", "完成投资额", "累计完成投资"]).is_some()
        && !s.holds(clause, fig.from, &["固定资产", "引进", "招商", "外资", "内资", "省外", "市外", "外省"])
    {
        return Role::DoneInvestment;
    }
    // 全长1.3万公里, 年产50万吨: a property of one object.
    let lead: &[&str] = &[
        "全长",
        "总长",
        "长",
        "年产",
        "占地",
        "占地面积",
        "总建筑面积",
        "建筑面积",
        "日处理",
        "总库容",
        "总里程",
        "设计能力",
        "年处理",
        "库容",
    ];
    if let Some(n) = s.line.any_before(fig.from, lead) {
        let at = fig.from - n;
        let attribute = at == clause
            || matches!(s.line.before(at, 1), '、' | ',' | '个' | '条' | '座')
            || s.line.ends(at, "项目") && s.line.has(at, "占地")
            || s.ends_figure(at);
        if attribute && (s.line.c(fig.to) == '的' || !s.line.has(at, "总里程")) {
            return Role::Capacity;
        }
        if s.line.c(fig.to) == '的' {
            return Role::Capacity;
        }
    }
    // 较“十三五”末净增1万亿元; 超过年度目标59天: a difference with its base.
    let based = s.holds(
        clause,
        fig.from,
        &[
            "较",
            "比",
            "超过年度目标",
            "超年度目标",
            "低于年度",
            "低于目标",
            "高于目标",
            "超过目标",
            "低于国家",
            "高于全",
        ],
    );
    let changed = matches!(fig.figure.change, Some(Change::Increase | Change::Decrease));
    let compared = s.line.any_before(fig.from, &["高", "低", "多", "少", "快", "慢"]).is_some()
        && s.holds(clause, fig.from, &["比", "较"]);
    let beyond = s.holds(clause, fig.from, &["目标值", "年度目标", "目标任务"])
        && s.holds(clause, fig.from, &["超过", "低于", "高于", "超额", "超出"])
        && fig.figure.before.is_none();
    if (based && changed && !counted_new(s, clause, fig)) || compared || beyond || follows_level(s, k, clause) {
        return Role::Delta;
    }
    Role::Achieved
}

/// 5.6亿元，增收2800万元: the clause has nothing but how much the level before it changed.
fn follows_level(s: &Sentence<'_>, k: usize, clause: usize) -> bool {
    let first = s.run_of(k).0;
    let fig = &s.figs[first];
    let mut at = fig.from;
    let Some(n) = s
        .line
        .any_before(at, &["增加了", "减少了", "增加", "减少", "增收", "减收", "净增加", "净减少", "净增", "净减"])
    else {
        return false;
    };
    at -= n;
    while let Some(n) =
        s.line.any_before(at, &["分别", "累计", "平均", "五年", "三年", "共", "净", "年均", "各", "总共"])
        && at - n >= clause
    {
        at -= n;
    }
    if let Some(date) = s.just_before(at).iter().find(|f| f.is_time() && f.to == at) {
        at = date.from;
    }
    // Behind a noun of its own it speaks of that: 贫困人口减少3万人.
    let end = s.figs[s.run_of(k).1].to;
    if at != clause || clause == 0 || s.line.c(clause - 1) != ',' || is_han(s.line.c(end)) {
        return false;
    }
    // Rates may stand between: 5.6亿元，增长5%，增收2800万元.
    let start = s.sentence_start(clause);
    let level =
        s.figs[..first].iter().rev().take(6).find(|f| {
            !f.is_time() && !f.is_word() && !matches!(f.figure.class, Class::Percent | Class::PercentagePoint)
        });
    let Some(level) = level else { return false };
    level.start >= start
        && level.to <= clause
        && !s.holds(level.to, clause, &[";"])
        && s.within(level.to, clause).len() + 1 >= s.line.slice(level.to, clause).iter().filter(|c| **c == ',').count()
        && level.figure.class == fig.figure.class
        && level.figure.unit_text(s.line.text) == fig.figure.unit_text(s.line.text)
        && !counted_new(s, s.clause_start(level.start), fig)
}

/// 比上年新增5家 stays a count of what is new; 比2021年新增5家 is how far a level went since.
fn counted_new(s: &Sentence<'_>, clause: usize, fig: &Fig<'_>) -> bool {
    let since = s.line.any_before(fig.from, &["新增"]).is_some_and(|n| {
        let at = fig.from - n;
        let date = s.just_before(at).iter().find(|f| f.is_time() && at.saturating_sub(f.to) <= 1);
        date.is_some_and(|d| s.line.any_before(d.from, &["比", "较"]).is_some())
    });
    !since && s.holds(clause, fig.from, &["新增"])
}

/// The first of a row of investments that names what they are once: 总投资80亿元的甲项目、50亿元的乙项目、30亿元的丙项目.
pub(super) fn head_of_investments(s: &Sentence<'_>, fig: &Fig<'_>) -> Option<usize> {
    const MOST: usize = 8;
    let is_money = |f: &Fig<'_>| {
        f.figure.class == Class::Quantity
            && s.line.c(f.to) == '的'
            && units::find(f.figure.unit_text(s.line.text))
                .is_some_and(|u| matches!(u.dimension, Dimension::Money | Dimension::Currency))
    };
    let follows = |f: &Fig<'_>| is_money(f) && s.line.before(f.from, 1) == '、';
    if !follows(fig) {
        return None;
    }
    let mut at = s.figs.partition_point(|f| f.start < fig.start);
    for _ in 0..MOST {
        let before = s.figs[..at].iter().rposition(|f| !f.is_word() && !f.is_time())?;
        let (near, this) = (&s.figs[before], &s.figs[at]);
        if !is_money(near) || this.from.saturating_sub(near.to) > 40 || s.holds(near.to, this.from, &[",", ";", "。"])
        {
            return None;
        }
        if !follows(near) {
            return s.line.any_before(near.from, &["总投资", "投资"]).map(|_| before);
        }
        at = before;
    }
    None
}

/// 总投资18亿元, 投资1630万元拓宽…, 总投资超过千亿元.
fn is_total(s: &Sentence<'_>, fig: &Fig<'_>) -> bool {
    if fig.figure.class != Class::Quantity {
        return false;
    }
    let money = units::find(fig.figure.unit_text(s.line.text))
        .is_some_and(|u| matches!(u.dimension, Dimension::Money | Dimension::Currency));
    if !money {
        return false;
    }
    if s.line
        .any_before(
            fig.from,
            &[
                "总投资",
                "总投资额",
                "总投资达",
                "总投资约",
                "总投资为",
                "投资总额",
                "投资规模",
                "计划投资",
                "概算投资",
                "总投资额达",
                "投资概算",
                "投资总额达",
                "计划总投资",
                "总投资达到",
                "总投资规模",
                "投资概算达",
                "预计投资",
                "预计总投资",
            ],
        )
        .is_some()
    {
        return true;
    }
    // 总投资80亿元的甲项目、50亿元的乙项目.
    let first = head_of_investments(s, fig);
    if let Some(first) = first {
        return is_total(s, &s.figs[first]);
    }
    // 投资1.8亿元的引水工程.
    let from = fig.from - usize::from(s.line.before(fig.from, 1) == ' ');
    if let Some(n) = s.line.any_before(from, &["投资", "投资达", "投资额达"])
        && s.line.c(fig.to) == '的'
        && !s.line.ends(from - n, "完成")
    {
        return true;
    }
    // 投资N元 opens a clause and a verb or 的 follows.
    let Some(n) = s.line.any_before(fig.from, &["投资"]) else { return false };
    let at = fig.from - n;
    let opens = at == s.clause_start(at) || s.line.before(at, 1) == '、' || s.ends_figure(at);
    let work = &["完成", "新建", "实施", "硬化", "修建", "改造", "新修", "修缮"];
    // 投资107万元，完成9公里公路.
    let works =
        s.line.c(fig.to) == ',' && s.line.any(fig.to + 1, work).is_some() && !s.line.has(fig.to + 1, "完成投资");
    opens && (matches!(s.line.c(fig.to), '的' | '、') || works || is_han(s.line.c(fig.to)))
}

/// The A of 由A到B.
pub(super) fn is_from(s: &Sentence<'_>, k: usize) -> bool {
    from_to(s, k).is_some_and(|(a, _)| k >= a.0 && k <= a.1)
}

/// The figures of 由A(、A2)…到B(和B2) that figure `k` belongs to: the run of the A and the run of the B.
pub(super) fn from_to(s: &Sentence<'_>, k: usize) -> Option<((usize, usize), (usize, usize))> {
    if s.figs[k].is_time() || s.figs[k].is_word() {
        return None;
    }
    let pair = |a: (usize, usize), b: (usize, usize)| -> Option<()> {
        let (first, second) = (&s.figs[a.0], &s.figs[b.0]);
        if first.figure.class != second.figure.class || a.1 - a.0 != b.1 - b.0 {
            return None;
        }
        if first.figure.unit_text(s.line.text) != second.figure.unit_text(s.line.text)
            && first.figure.class == Class::Quantity
        {
            return None;
        }
        let between = (s.figs[a.1].to, second.from);
        if between.1 < between.0 || between.1 - between.0 > 30 || s.holds(between.0, between.1, &["。", ";"]) {
            return None;
        }
        let opened = opens_from(s, a.0).is_some();
        let at = back_over(s, b.0, second.from, between.0);
        // 由三级医院和二级医院组成一个联合体: what makes it up.
        let to = s.line.any_before(at, &["到", "至", "为", "成"]).is_some()
            && s.line.any_before(at, &["组成", "构成"]).is_none();
        (opened && to).then_some(())
    };
    let own = s.run_of(k);
    // As the A.
    if let Some(next) = (own.1 + 1..s.figs.len()).find(|j| !s.figs[*j].is_time()) {
        let b = s.run_of(next);
        if pair(own, b).is_some() {
            return Some((own, b));
        }
    }
    // As the B.
    let previous = (0..own.0).rev().find(|j| !s.figs[*j].is_time())?;
    let a = s.run_of(previous);
    pair(a, own).map(|()| (a, own))
}

/// Where the words and dates begin that stand right before character `at`, before figure `k`, and only say when, how or for
/// whom: 2020年的, 目前的, 平均, 每人每月. Not before `floor`.
fn back_over(s: &Sentence<'_>, k: usize, at: usize, floor: usize) -> usize {
    const WORDS: &[&str] = &[
        "的",
        "原来",
        "原有",
        "不到",
        "不足",
        "上年末",
        "上年底",
        "去年末",
        "去年底",
        "去年",
        "上年",
        "今年",
        "年初",
        "年末",
        "年底",
        "目前",
        "现在",
        "当时",
        "当前",
        "当年",
        "同期",
        "五年前",
        "前",
        "末",
        "底",
        "初",
        "时",
        "平均",
        "年人均",
        "月人均",
        "人均",
        "户均",
        "每人",
        "每户",
        "每年",
        "每月",
        "每天",
        "全国",
        "全省",
        "全市",
        "全县",
        "全区",
        "仅",
        "仅有",
        "约",
        "近",
        "的全国",
        " ",
    ];
    let mut at = at;
    for _ in 0..6 {
        if let Some(n) = s.line.any_before(at, WORDS)
            && at - n >= floor
        {
            // The 年 of 2020年底 is the date's.
            let dated = s.just_before(at).iter().any(|f| f.is_time() && f.start < at - n && f.end > at - n);
            at -= if dated { 1 } else { n };
            continue;
        }
        let date = s.just_before(at).iter().rfind(|f| f.is_time() && f.to <= at && at - f.to <= 1 && f.from >= floor);
        match date.filter(|d| d.start < s.figs[k].start) {
            Some(date) => at = date.from,
            None => break,
        }
    }
    at
}

/// 由 or 从 before the run that starts at `k`, with nothing but dates and words of time between: where it stands.
pub(super) fn opens_from(s: &Sentence<'_>, k: usize) -> Option<usize> {
    let at = back_over(s, k, s.figs[k].from, 0);
    matches!(s.line.before(at, 1), '由' | '从').then(|| at - 1)
}

/// 比现在的4.9万人减少: the number compared with.
fn is_compared(s: &Sentence<'_>, k: usize) -> bool {
    let fig = &s.figs[k];
    let clause = s.clause_start(fig.from);
    let lead = clause.max(fig.from.saturating_sub(8));
    let compared = s.line.before(fig.from, 1) == '的' && s.holds(lead, fig.from, &["比", "较"]);
    let verb = s.line.any(fig.to, &["减少", "增加", "下降", "提高", "降低", "多", "少", "高", "低", "增长"]).is_some();
    if compared && verb {
        return true;
    }
    // 这个比重在一九四九年大约是17%，而…33%: the older of two levels.
    if fig.figure.class != Class::Percent || fig.figure.change.is_some() {
        return false;
    }
    let dated =
        s.within(s.clause_start(clause.saturating_sub(1)), fig.start).iter().rfind(|f| f.figure.class == Class::Date);
    if let Some(date) = dated
        && let Some(next) = s.ahead(k).iter().find(|f| !f.is_word())
        && next.figure.class == Class::Date
        && s.holds(fig.to, next.from, &["而", "到"])
        && next.from - fig.to <= 4
        && date.figure.lower.text() < next.figure.lower.text()
    {
        return true;
    }
    false
}

/// 全市9个园区中, 500个城市中; 分别明确19个园区目标: things that exist already.
fn is_population(s: &Sentence<'_>, k: usize) -> bool {
    let fig = &s.figs[k];
    if !matches!(fig.figure.class, Class::Quantity | Class::CountCn) {
        return false;
    }
    let end =
        (fig.to..fig.to + 14).find(|i| matches!(s.line.c(*i), ',' | '。' | ';' | '、' | '\0')).unwrap_or(fig.to + 14);
    let place = s
        .line
        .any_before(fig.from, &["在全市", "在全省", "在全国", "全市", "全省", "全国", "全县", "全区", "在"])
        .is_some();
    let within = (fig.to..end).any(|i| {
        s.line.c(i) == '中' && s.line.any(i + 1, &["位", "列", "排", "居", "名", "的", "脱", "综", "有"]).is_some()
    });
    if place && within {
        return true;
    }
    s.line.any_before(fig.from, &["明确", "督促", "指导", "对", "针对", "围绕"]).is_some()
        && s.holds(fig.to, end, &["目标", "任务", "要求", "进行", "开展", "实施", "考核"])
        && !s.line.has(fig.from.saturating_sub(1), "对口")
        && s.holds(s.clause_start(fig.from), fig.from, &["明确", "督促", "指导"])
}

/// 八个方面, 三大方向, 三个值得注意的地方: counts that announce a list.
fn is_declared(s: &Sentence<'_>, fig: &Fig<'_>) -> bool {
    let unit = s.unit(fig);
    if matches!(&*unit, "大" | "方面" | "领域" | "环节") {
        return true;
    }
    let end = (fig.to..fig.to + 14)
        .find(|i| matches!(s.line.c(*i), ',' | '。' | ';' | ':' | '、' | '\0'))
        .unwrap_or(fig.to + 14);
    if s.holds(
        fig.to,
        end,
        &["方面", "地方", "环节", "领域", "问题", "关键", "坚持", "重点任务", "要点", "特点", "基本"],
    ) {
        return true;
    }
    // 重点抓好五项工作: nothing but work is counted.
    const WORK: [&str; 7] = ["工作", "任务", "举措", "措施", "行动", "重点", "要求"];
    if let Some(length) = s.line.any(fig.to, &WORK)
        && matches!(s.line.c(fig.to + length), ',' | '。' | ';' | ':' | '、' | '”' | '\0')
    {
        return true;
    }
    // 十件民生实事, 十项工程: the programme that a section lists.
    s.holds(fig.to, end, &["民生实事", "实事", "重点工程", "专项行动", "重点工作"])
}

/// 比2017年, 较上年, 等于1949年的, 由1999年: the year is a base.
fn is_base_date(s: &Sentence<'_>, k: usize) -> bool {
    let fig = &s.figs[k];
    let before =
        s.line.any_before(fig.from, &["比", "较", "由", "从", "同", "于", "是", "与", "为", "相当于", "自"]).is_some();
    let after = s.line.c(fig.to) == '的';
    let from = s.line.any_before(fig.from, &["由", "从"]).is_some();
    if s.line.any_before(fig.from, &["比", "较", "较之"]).is_some() || from {
        return !(from && s.line.any(fig.end, &["起", "开始", "以来"]).is_some());
    }
    if after && before {
        return true;
    }
    // 2020年的18亿元…：在一九四九年，这个比重是17%，而在一九五四年33%.
    if s.line.before(fig.from, 1) == '同' || (s.line.has(fig.to, "产量比较") || s.line.has(fig.to, "相比")) {
        return true;
    }
    let later = s.ahead(k).iter().find(|f| f.figure.class == Class::Date);
    s.line.before(fig.from, 1) == '在'
        && later.is_some_and(|l| {
            l.from - fig.to < 30
                && s.line.before(l.from, 1) == '在'
                && s.holds(fig.to, l.from, &["而"])
                && l.figure.lower.text() > fig.figure.lower.text()
                && !s.holds(fig.to, l.from, &["。", ";"])
        })
}
