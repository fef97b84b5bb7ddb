//! What a figure measures: the shortest noun phrase of its clause, by rules.
//!
//! Three places can name it: the words after a counted thing (4个国家实验室), the words before the number (国家实验室4个),
//! and, where a clause only continues (…，增长5%), what the figure before it measured.

use super::after::after_noun;
use super::against;
use super::clause::{Fig, Sentence};
use super::phrase::{is_numeral, trimmed};
use super::role::{from_to, head_of_investments, opens_from};
use super::words;
use crate::figures::units::Dimension;
use crate::figures::{Change, Class};
use crate::reading::lexicon::{Classes, WordClass};
use crate::reading::patterns;
use crate::reading::segments::{joins_list, parts_clauses, parts_sentences};
use crate::text::is_han;

/// What the figures of a line up to the present one measure.
type Found = [Option<(usize, usize)>];

/// The noun phrase before the number, in its own clause. Dates in it are stepped over.
fn before_noun(s: &Sentence<'_>, k: usize, found: &Found) -> Option<(usize, usize)> {
    let fig = s.figs[k];
    let clause = s.clause_start(fig.from);
    // Pieces of the clause between dates, nearest first, until a figure that is neither a date nor part of a noun.
    let mut end = fig.from;
    let mut j = k;
    loop {
        let previous = s.figs[..j]
            .iter()
            .rposition(|f| !f.is_word() || s.line.has(f.to, "口径"))
            .filter(|p| s.figs[*p].to > clause);
        // 38个治理项目、投资126亿元: the noun after a number is spoken for.
        let spoken = |p: usize| {
            let after = found.get(p).copied().flatten().filter(|n| n.0 >= s.figs[p].to && s.line.c(n.1) == '、');
            after.map_or(0, |n| n.1)
        };
        let from = previous.map_or(clause, |p| s.figs[p].to.max(spoken(p)).max(clause)).min(end);
        // 工业投资(50万元口径)2230亿元: the number belongs to what the bracket explains.
        if s.line.before(end, 1) == ')'
            && let Some(open) = (from.saturating_sub(24)..end - 1).rev().find(|i| matches!(s.line.c(*i), '(' | '\0'))
            && s.line.c(open) == '('
            && s.within(open, end).iter().any(|f| f.end < end)
            && let at = s.clause_start(open)
            && let before = s.just_before(open).iter().map(|f| f.to).max().unwrap_or(0).max(at)
            && let Some(found) = own_name(s, before.min(open), open)
        {
            return Some(found);
        }
        let rank = fig.figure.class == Class::Ordinal;
        // 在全市9个园区中位列第一: the rank is that of what stands before.
        let among =
            rank && previous.is_some() && (s.find(from, end, &patterns::AMONG_THEM).is_some() || end - from <= 2);
        if !among
            && let Some(found) = if rank { ranked(s, from, end) } else { before_respectively(s, trimmed(s, from, end)) }
            && (!generic(s, found) || rank && is_aspect(s, found))
        {
            return Some(found);
        }
        j = previous.filter(|p| (s.figs[*p].is_time() || among) && s.figs[*p].from > clause)?;
        end = s.figs[j].from;
    }
}

/// The name in `from..to`, unless it only says when or how.
fn own_name(s: &Sentence<'_>, from: usize, to: usize) -> Option<(usize, usize)> {
    trimmed(s, from, to).filter(|name| !generic(s, *name))
}

/// 收入和支出分别达到基期的2倍和3倍: what stands before 分别.
fn before_respectively(s: &Sentence<'_>, found: Option<(usize, usize)>) -> Option<(usize, usize)> {
    let (from, to) = found.filter(|name| !s.line.has(name.0, "分别"))?;
    match (from + 2..to).find(|i| s.line.has(*i, "分别")) {
        Some(at) => trimmed(s, from, at),
        None => found,
    }
}

/// 增幅居第三位, 数量居全国第二: what is ranked.
fn is_aspect(s: &Sentence<'_>, (from, to): (usize, usize)) -> bool {
    patterns::RANKED_ASPECTS.contains(&s.folded(from, to).as_str())
}

fn generic(s: &Sentence<'_>, (from, to): (usize, usize)) -> bool {
    let word = s.folded(from, to);
    words::is(s, (from, to), WordClass::Aspect)
        || word.split('、').all(|part| part.is_empty() || patterns::TIMES_OF_YEAR.contains(&part))
}

/// 排名升至第9位 without a subject: the place itself.
fn placed(s: &Sentence<'_>, k: usize) -> Option<(usize, usize)> {
    let fig = &s.figs[k];
    let at = s.find(s.clause_start(fig.from), fig.from, &patterns::PLACE_IN_ORDER)?;
    (fig.figure.class == Class::Ordinal).then_some((at, at + 2))
}

/// The noun phrase of a rank: what stands before 居, 列, 位居 and the region.
fn ranked(s: &Sentence<'_>, from: usize, to: usize) -> Option<(usize, usize)> {
    let mut start = from;
    if let Some(at) = s.find(from, to, &patterns::PLACE_IN_ORDER) {
        // 排名 alone says nothing when the subject stands before it.
        if at > from && s.line.before(at, 1) == '的' {
            return Some((at, at + 2));
        }
        // 全省重点项目考核排名第7位: the contest is what is ranked.
        if let Some(region) = s.after(from, &patterns::REGION)
            && s.at(at, &patterns::CONTEST)
            && region + 2 <= at
        {
            return Some((region, at + 2));
        }
    }
    // A list mark right after a figure opens the clause.
    while matches!(s.line.c(start), '、' | ' ') {
        start += 1;
    }
    trimmed(s, start, s.find(start, to, &patterns::RANK_VERB).unwrap_or(to))
}

/// Splits a noun phrase at its list marks.
fn members(s: &Sentence<'_>, (from, to): (usize, usize)) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut start = from;
    for i in from..to {
        if joins_list(s.line.c(i)) && i > start && !s.at(i, &patterns::NO_JOINT) {
            parts.push((start, i));
            start = i + 1;
        }
    }
    parts.push((start, to));
    parts
}

/// Range of the name of each figure of a line; `None` for those that measure nothing.
pub(super) fn metrics(s: &Sentence<'_>) -> Vec<Option<(usize, usize)>> {
    let mut found: Vec<Option<(usize, usize)>> = Vec::with_capacity(s.figs.len());
    for k in 0..s.figs.len() {
        let fig = &s.figs[k];
        // 第六届, 第二轮 number an event; 第六位 ranks something.
        let event = fig.figure.class == Class::Ordinal && patterns::OF_EVENTS.contains(&&*s.unit(fig));
        if fig.is_time() || fig.is_word() || event || is_group_rank(s, k) {
            found.push(None);
            continue;
        }
        let (first, last) = s.run_of(k);
        let count = last - first + 1;
        let of_row = || head_of_investments(s, k).and_then(|first| found[first]);
        let own = of_row()
            .or_else(|| row_head(s, k))
            .or_else(|| given(s, first, last))
            .or_else(|| of_run_before(s, k, (first, last), &found).filter(|_| count > 1))
            .or_else(|| of_respectively(s, k, s.group_of(k), &found))
            .or_else(|| (count > 1).then(|| aligned(s, first, k, count, &found))?)
            .or_else(|| found.get(first).copied().flatten())
            .or_else(|| framed(s, k, &found))
            .or_else(
                || if of_base(s, k) { subject(s, k) } else { listed(s, k, &found).or_else(|| named(s, k, &found)) },
            )
            .or_else(|| carried(s, k, &found))
            .or_else(|| placed(s, k));
        found.push(own);
    }
    found
}

/// What each figure counts or qualifies where its metric names something else: 投资1.8亿元的引水工程, 亿元以上项目,
/// 占地500亩的园区.
pub(super) fn objects(s: &Sentence<'_>, metrics: &Found) -> Vec<Option<(usize, usize)>> {
    let object = |k: usize| {
        let fig = &s.figs[k];
        let attribute = s.line.c(fig.to) == '的';
        let counted = fig.figure.class == Class::Threshold || after_candidate(s, k);
        let number = matches!(
            fig.figure.class,
            Class::Quantity | Class::CountCn | Class::Percent | Class::Fraction | Class::Threshold | Class::Multiple
        );
        let (from, to) = if number && (attribute || counted) { after_noun(s, k)? } else { return None };
        let apart = metrics[k].is_none_or(|(a, b)| to <= a || from >= b);
        let word = s.folded(from, to);
        (apart && !words::is(s, (from, to), WordClass::Value) && word.chars().next().is_some_and(is_han))
            .then_some((from, to))
    };
    (0..s.figs.len()).map(object).collect()
}

/// | 其中：轻工业 | 14653 |: the first cell of a table's row names what the numbers alone in their cells measure. Cells are
/// parted by bars, or by tabs in a row from a word processor.
fn row_head(s: &Sentence<'_>, k: usize) -> Option<(usize, usize)> {
    let (bar, mut from) = if s.line.c(0) == '|' { ('|', 1) } else { ('\t', 0) };
    let mut cell = s.figs[k].from;
    while s.line.before(cell, 1) == ' ' {
        cell -= 1;
    }
    if s.line.before(cell, 1) != bar {
        return None;
    }
    let mut to = (1..60).find(|i| s.line.c(*i) == bar).filter(|end| *end < cell)?;
    while s.line.c(from) == ' ' {
        from += 1;
    }
    from = s.after(from, &patterns::OPENS_PARTS).unwrap_or(from);
    while s.line.before(to, 1) == ' ' {
        to -= 1;
    }
    (to >= from + 2 && is_han(s.line.c(from)) && s.within(from, to).iter().all(Fig::is_word)).then_some((from, to))
}

/// 分别给予40万元、30万元服务奖励: what is given stands after the last number.
fn given(s: &Sentence<'_>, first: usize, last: usize) -> Option<(usize, usize)> {
    s.is(first, &patterns::GIVEN).then(|| after_noun(s, last))?
}

/// The measure of 由A到B: what stands before 由, for both.
fn framed(s: &Sentence<'_>, k: usize, found: &Found) -> Option<(usize, usize)> {
    let (a, b) = from_to(s, k)?;
    if k >= b.0 {
        return *found.get(a.0 + (k - b.0))?;
    }
    let opens = opens_from(s, a.0)?;
    let clause = s.clause_start(opens);
    // Dates before 由 are stepped over.
    let mut end = opens;
    for fig in s.just_before(opens).iter().rev() {
        let from = fig.to.max(clause).min(end);
        if !fig.is_word()
            && let Some(name) = own_name(s, from, end)
        {
            return Some(name);
        }
        if fig.to <= clause {
            break;
        }
        if fig.is_time() {
            end = fig.from.min(end);
        } else if !fig.is_word() {
            return None;
        }
    }
    if let Some(name) = own_name(s, clause.min(end), end) {
        return Some(name);
    }
    // 人员编制，由8693人减到5864人: the clause before is the subject.
    if clause < 2 || parts_sentences(s.line.c(clause - 1)) {
        return None;
    }
    let from = s.clause_start(clause - 1);
    let plain = s.within(from, clause).is_empty() && clause - from <= 18;
    plain.then(|| own_name(s, from, clause - 1))?
}

/// 是2010年的4.6倍, 是“十二五”末的2倍, 完成预算的102%: what stands before names the base, not what is measured.
fn of_base(s: &Sentence<'_>, k: usize) -> bool {
    against::words(s, k).is_some() || s.is(k, &patterns::OF_BASE)
}

/// 固定资产投资完成年度计划的85%: what stands before the words that hold it against a plan.
fn subject(s: &Sentence<'_>, k: usize) -> Option<(usize, usize)> {
    let to = against::words(s, k)?;
    let clause = s.clause_start(to);
    let from = s.just_before(to).iter().rfind(|f| !f.is_word()).map_or(clause, |f| f.to.max(clause)).min(to);
    own_name(s, from, to)
}

/// A…，B…，分别增长1%和2%: the last measures of the sentence, in order.
fn of_respectively(s: &Sentence<'_>, k: usize, (first, last): (usize, usize), found: &Found) -> Option<(usize, usize)> {
    let count = last - first + 1;
    let clause = s.clause_start(s.figs[first].from);
    let at = s.near_before(first, &patterns::RESPECTIVELY).filter(|_| (2..=8).contains(&count))?;
    // 增长8%，分别高于全国、全省1个和2个百分点: one thing is held against two places.
    let places = (at..s.figs[first].from).filter(|i| s.at(*i, &patterns::REGION)).count();
    if s.figs[first].figure.class == Class::PercentagePoint && places > 1 {
        return None;
    }
    // A subject of its own before 分别, or a noun after the last number, names them.
    let own = s.just_before(s.figs[first].start).iter().rfind(|f| !f.is_time()).map_or(0, |f| f.to).max(clause);
    if own_name(s, own.min(at), at).is_some() && !of_base(s, first) {
        return None;
    }
    let start = s.sentence_start(s.figs[first].from);
    let mut names: Vec<(usize, usize)> = Vec::with_capacity(count);
    for j in (0..first).rev().take(24) {
        if s.figs[j].start < start {
            break;
        }
        if let Some(name) = found[j]
            && !names.contains(&name)
        {
            names.push(name);
            if names.len() == count {
                break;
            }
        }
    }
    names.get((count - 1).checked_sub(k - first)?).copied().filter(|_| names.len() == count)
}

/// 分别增长5%和8%，高于全省1个和2个百分点: a run that names nothing goes on with the measures of the run before, one by one.
fn of_run_before(s: &Sentence<'_>, k: usize, (first, last): (usize, usize), found: &Found) -> Option<(usize, usize)> {
    let before = s.figs[..first].iter().rposition(|f| !f.is_time())?;
    let run = s.run_of(before);
    let links = || s.only(s.figs[before].to, s.figs[first].from, patterns::LINKS);
    (run.1 - run.0 == last - first && links()).then(|| found[run.0 + (k - first)])?
}

/// ESI前1%: the group of a rank, not a share.
pub(super) fn is_group_rank(s: &Sentence<'_>, k: usize) -> bool {
    let fig = s.figs[k];
    matches!(fig.figure.class, Class::Percent | Class::Permille | Class::Fraction)
        && fig.from < fig.start
        && s.line.c(fig.from) == '前'
        && fig.start - fig.from == 1
}

/// The member of a list of names that belongs to figure `k` of the run from `first` on.
fn aligned(s: &Sentence<'_>, first: usize, k: usize, count: usize, found: &Found) -> Option<(usize, usize)> {
    if after_candidate(s, first) && after_noun(s, first).is_some() {
        return None;
    }
    let mut names = before_noun(s, first, found);
    if names.is_none() && s.is(first, &patterns::RESPECTIVELY) {
        names = clause_before(s, first, true);
    }
    let names = names?;
    let parts = members(s, names);
    if parts.len() != count {
        return Some(names);
    }
    // 税收1000万元以上、500-1000万元企业: the class bounds are the members, the noun is common.
    let bound = s.within(names.0, names.1).iter().rfind(|f| f.figure.class == Class::Threshold && f.to <= names.1);
    if let Some(bound) = bound
        && bound.to < names.1
    {
        return Some((bound.to, names.1));
    }
    let (from, to) = parts[k - first];
    trimmed(s, from, to).or(Some((from, to)))
}

/// Whether what follows the number may name it.
fn after_candidate(s: &Sentence<'_>, k: usize) -> bool {
    let fig = &s.figs[k];
    match fig.figure.class {
        Class::Quantity | Class::CountCn => match fig.unit {
            None => fig.figure.unit.is_empty() && fig.figure.change != Some(Change::ToLevel),
            Some(u) => u.dimension == Dimension::Count || matches!(u.name, "名" | "位" | "余名" | "口人"),
        },
        Class::Percent | Class::Fraction => s.line.c(fig.to) == '的',
        _ => false,
    }
}

/// 青石坳300万吨煤矿, 云溪20万千瓦风电项目: whose it is stands before its capacity, what it is behind.
fn of_capacity(s: &Sentence<'_>, k: usize) -> Option<(usize, usize)> {
    let fig = s.figs[k];
    let unit = fig.unit?;
    let capacity =
        matches!(unit.dimension, Dimension::Power | Dimension::Mass | Dimension::Volume) || unit.name == "千伏";
    let plain = fig.from == fig.start && fig.to == fig.end && fig.figure.change.is_none() && s.line.c(fig.to) != '的';
    let found = if capacity && plain { after_noun(s, k)? } else { return None };
    s.at(found.1, &patterns::PLANT).then_some(found)
}

/// 5个养殖场、10万亩制种基地: where the item before names its thing after the number, this one does.
fn listed(s: &Sentence<'_>, k: usize, found: &Found) -> Option<(usize, usize)> {
    let fig = s.figs[k];
    let previous = k.checked_sub(1)?;
    let (from, to) = found[previous]?;
    let list = matches!(s.line.before(fig.from, 1), '、' | '和' | '及');
    (list && fig.figure.class == Class::Quantity && from >= s.figs[previous].to && to + 1 == fig.from)
        .then(|| after_noun(s, k))?
}

/// What the clause of figure `k` itself names.
fn named(s: &Sentence<'_>, k: usize, found: &Found) -> Option<(usize, usize)> {
    let fig = &s.figs[k];
    let behind = || after_noun(s, k);
    let behind_if = |rule| s.is(k, rule).then(behind)?;
    let verb = |rule| s.far_before(k, rule).map(|from| (from, fig.from));
    let is_value = |name: &(usize, usize)| s.line.word_before(name.1, Classes::of(&[WordClass::Value])).is_some();
    let own = behind_if(&patterns::SIZED_THING)
        .filter(|name| name.0 == fig.to)
        .or_else(|| behind_if(&patterns::CHANGE_OF).filter(is_value).and_then(|_| before_noun(s, k, found)))
        .or_else(|| after_candidate(s, k).then(behind)?)
        .or_else(|| done(s, k))
        .or_else(|| verb(&patterns::INVESTED_IN))
        .or_else(|| behind_if(&patterns::NAMED_BEHIND))
        .or_else(|| of_capacity(s, k))
        .or_else(|| before_noun(s, k, found));
    let next = if s.line.c(fig.to) == ' ' { s.line.c(fig.to + 1) } else { s.line.c(fig.to) };
    if own.is_some() {
        own
    } else if fig.figure.class == Class::Quantity && (is_han(next) || next == '“') {
        verb(&patterns::PAID).or_else(behind)
    } else {
        behind_if(&patterns::SHARE_OF).or_else(|| verb(&patterns::ONLY_VERB))
    }
}

/// 28万人实现脱贫: what they did.
fn done(s: &Sentence<'_>, k: usize) -> Option<(usize, usize)> {
    let from = s.is(k, &patterns::DID).then(|| s.figs[k].to + 2)?;
    let end = (from..from + 11).find(|i| parts_clauses(s.line.c(*i)))?;
    trimmed(s, from, end)
}

/// The noun phrase that ends the clause before the one of figure `k`, within its sentence.
fn clause_before(s: &Sentence<'_>, k: usize, lists: bool) -> Option<(usize, usize)> {
    let mut clause = s.clause_start(s.figs[k].from);
    for _ in 0..2 {
        if clause == 0 || parts_sentences(s.line.c(clause - 1)) {
            return None;
        }
        let end = clause - 1;
        let from = s.clause_start(end);
        if s.within(from, end).iter().any(|f| f.end <= end && f.is_number()) {
            return None;
        }
        if let Some((a, b)) = trimmed(s, from, end) {
            let list = lists && s.line.slice(a, b).contains(&'、');
            if list {
                let cut = s.find(a + 2, b, &patterns::LIST_CUT).unwrap_or(b);
                return Some((a, cut));
            }
            let measured = s.at(b, &patterns::MEASURED_BY_ITSELF);
            if measured && b - a >= 2 {
                return Some((a, b));
            }
            if let Some(name) = subject_of_state(s, from, end) {
                return Some(name);
            }
        }
        clause = from;
    }
    None
}

/// 固定资产投资跻身万亿行列，年均增长9%: the indicator that a clause without a number of its own says something of.
fn subject_of_state(s: &Sentence<'_>, from: usize, end: usize) -> Option<(usize, usize)> {
    let at = s.find(from + 3, end, &patterns::STATE)?;
    let (a, b) = trimmed(s, from, at)?;
    // 投资三连增: the numeral is of what is said.
    let b = if is_numeral(s.line.c(b - 1)) { b - 1 } else { b };
    (s.at(b, &patterns::INDICATOR) && b >= a + 3).then_some((a, b))
}

/// What the figure before measured, where this one only continues its sentence.
fn carried(s: &Sentence<'_>, k: usize, found: &Found) -> Option<(usize, usize)> {
    let clause = s.clause_start(s.figs[k].from);
    // 居民收入增长5%、居全省第六: the figure before in one clause is nearer than another clause.
    let beside = s.figs[..k].iter().rposition(Fig::is_number).filter(|j| s.figs[*j].start >= clause);
    if beside.is_none_or(|j| found[j].is_none())
        && let Some(name) = clause_before(s, k, false)
    {
        return Some(name);
    }
    let start = s.sentence_start(s.figs[k].from);
    let semicolon = (start..s.figs[k].from).rev().find(|i| s.line.c(*i) == ';').unwrap_or(start);
    for j in (0..k).rev() {
        if s.figs[j].start < semicolon {
            break;
        }
        let Some(name) = found[j] else { continue };
        // 总投资2亿元，竣工134个: the count speaks of the things before the money.
        let other = s.figs[k].figure.class == Class::Quantity && !s.same_unit(j, k);
        if !(other && patterns::MONEY_SPENT.contains(&s.folded(name.0, name.1).as_str())) {
            return Some(name);
        }
    }
    None
}
