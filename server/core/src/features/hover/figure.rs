//! Hover on a figure: what it is, its exact value, what follows from it, where the same is stated.

use super::HoverOptions;
use super::card::Card;
use super::values::{bound, conversions};
use super::words::{change_name, class_name, period, relation_name, role_of};
use crate::analysis::Snapshot;
use crate::features::listed::list_behind;
use crate::features::mentions::{FigureRef, figure, metric, same_amount, same_metric};
use crate::features::outline::name;
use crate::features::places::{is_measure, loc};
use rust_decimal::RoundingStrategy;

use crate::figures::{Class, Decimal, Entry, Figure, Placed, Relation, RelationKind, Role, Value, combined, joint};
use crate::message::Language;
use crate::reading::script::simplified;
use crate::text::shorten;

/// Most other statements listed.
const MAX_MENTIONS: usize = 8;
/// Most items listed behind a count.
const MAX_ITEMS: usize = 12;

pub(super) fn card(snapshot: &Snapshot, block: u32, index: usize, options: &HoverOptions<'_>) -> Card {
    let at = (block, index);
    let Some((this, text)) = figure(snapshot, at) else { return Card::default() };
    let ledger = snapshot.ledger();
    let entry = ledger.entry(block, index);
    let mut card = Card { title: options.escape(&head(text, this, entry, options)), ..Card::default() };
    if matches!(this.class, Class::Name | Class::Ordinal) {
        return card;
    }
    if matches!(this.class, Class::Date | Class::Deadline | Class::Period) {
        let label = if this.class == Class::Deadline { ("期限", "Deadline") } else { ("日期", "Date") };
        card.row(options.say(label.0, label.1), dates(this, ledger.report_year, options));
        return card;
    }
    if let Some(value) = conversions(text, this) {
        card.row(options.say("数值", "Value"), options.escape(&value));
    }
    if let Some(bound) = bound(text, this, options.language) {
        card.row(options.say("界限", "Bound"), options.escape(&bound));
    }
    let own = snapshot.relations(block, index).into_iter();
    // The items themselves are shown below.
    let items = list_behind(snapshot, at);
    let own = own.filter(|r| r.kind != RelationKind::ListCount || items.is_none());
    for relation in own.chain(spoken_of(snapshot, at).cloned()) {
        let formula = match options.language {
            Language::Zh => relation.formula.clone(),
            Language::En => relation
                .formula
                .replace("（名义，未剔除价格因素）", " (nominal, price changes not removed)")
                .replace("（按可比价格）", " (in comparable prices)")
                .replace("，按可比价格）", ", in comparable prices）"),
        };
        card.row(
            relation_name(relation.kind, entry.and_then(|e| e.role), options.language),
            options.escape(&shown(relation.kind, formula)),
        );
    }
    let answers = counterparts(snapshot, at);
    for other in &answers {
        card.row(options.say("对照", "Against"), answered(snapshot, at, *other, options).unwrap_or_default());
    }
    if let Some(items) = items {
        card.row(options.say("所列各项", "The list"), list(snapshot, items, options));
    }
    if is_measure(this.class) {
        let same = elsewhere(snapshot, at, &answers, options);
        let found = !same.is_empty() || !answers.is_empty();
        for (nth, line) in same.into_iter().enumerate() {
            card.row(if nth == 0 { options.say("同一指标", "Same metric") } else { "" }, line);
        }
        if !found {
            card.row(options.say("重复出现", "Restated"), restated(snapshot, at, options));
        }
    }
    card
}

/// What figures near this one tell of it: the target that a completion rate implies, the value before a growth.
fn spoken_of(snapshot: &Snapshot, (block, index): FigureRef) -> impl Iterator<Item = &Relation> {
    // A relation joins figures of one statement.
    const NEAR: usize = 8;
    let others = (index.saturating_sub(NEAR)..index + NEAR).filter(move |i| *i != index);
    others
        .filter_map(move |i| snapshot.ledger().entry(block, i))
        .flat_map(|e| e.relations.iter())
        .filter(move |r| r.of == Some(index as u32))
}

/// The formula as shown; that of a plan leads with the target itself.
fn shown(kind: RelationKind, formula: String) -> String {
    match formula.rsplit_once(" = ") {
        Some((computed, plan)) if kind == RelationKind::ImpliedPlan => format!("{plan} = {computed}"),
        _ => formula,
    }
}

/// Statements of the same metric and unit that answer this one: targets for what was achieved, what was achieved for a
/// target.
fn counterparts(snapshot: &Snapshot, at: FigureRef) -> Vec<FigureRef> {
    const MOST: usize = 2;
    let ledger = snapshot.ledger();
    let Some((this, text)) = figure(snapshot, at) else { return Vec::new() };
    let Some(entry) = ledger.entry(at.0, at.1) else { return Vec::new() };
    let wanted = match entry.role {
        Some(Role::Achieved) => Role::Target,
        Some(Role::Target) => Role::Achieved,
        _ => return Vec::new(),
    };
    let Some(metric) = metric(snapshot, at).filter(|_| this.class == Class::Quantity) else { return Vec::new() };
    let answers: Vec<Placed<'_>> = same_metric(snapshot, &metric.key)
        .filter(|e| e.role == Some(wanted))
        .filter(|e| {
            figure(snapshot, (e.block, e.figure as usize)).is_some_and(|(f, other)| {
                f.class == this.class
                    && f.unit_text(other) == this.unit_text(text)
                    && f.change == this.change
                    && is_sum(other, f) == is_sum(text, this)
            })
        })
        .collect();
    // What is dated beats what may be a sum over years.
    let dated = answers.iter().any(|e| e.period.is_some());
    let told = answers.into_iter().filter(|e| !dated || e.period.is_some());
    told.take(MOST).map(|e| (e.block, e.figure as usize)).collect()
}

/// The statement that answers this one, where it stands, and how far one fulfils the other: computed only where both speak of
/// one period.
fn answered(snapshot: &Snapshot, at: FigureRef, other: FigureRef, options: &HoverOptions<'_>) -> Option<String> {
    let ((this, text), (that, theirs)) = (figure(snapshot, at)?, figure(snapshot, other)?);
    let ledger = snapshot.ledger();
    let (entry, e) = (ledger.entry(at.0, at.1)?, ledger.entry(other.0, other.1)?);
    let role = e.role?;
    let ((done, done_text), (aim, aim_text)) =
        if role == Role::Target { ((this, text), (that, theirs)) } else { ((that, theirs), (this, text)) };
    let same_year = e.period.is_some() && e.period == entry.period;
    let share = || {
        let share = done.lower.number()?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(aim.lower.number()?)?;
        let share = share.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero).normalize();
        let joint = joint(combined(&[(done.bound, true), (aim.bound, false)]));
        Some(format!("{} ÷ {} {joint} {share}%", done.span.of(done_text), aim.span.of(aim_text)))
    };
    let amount = format!("{} {}", role_of(role, that.change, options.language), with_comparators(that, theirs));
    let parts: Vec<String> =
        [Some(amount), e.period.as_deref().map(|p| period(p, options.language)), same_year.then(share).flatten()]
            .into_iter()
            .flatten()
            .collect();
    let place = options.line(snapshot.line_range(loc(other.0, that.span)));
    Some(format!("{} {place}", options.escape(&parts.join(" · "))))
}

/// The amount with what stands right before and after it: 超过3亿元.
fn with_comparators(figure: &Figure, text: &str) -> String {
    let touching = |s: &crate::text::Span| s.end == figure.span.start || s.start == figure.span.end;
    let around = |span: Option<crate::text::Span>| span.filter(touching).map_or("", |s| s.of(text));
    format!("{}{}{}", around(figure.before), figure.span.of(text), around(figure.after))
}

/// Dates as ISO 8601. A date without a year gets the report's where the text tells it, and says so; the length of a
/// period is no date.
fn dates(figure: &Figure, report_year: Option<i32>, options: &HoverOptions<'_>) -> String {
    let date = |v: &Value| if let Value::Date(d) = v { Some(d.clone()) } else { None };
    let (lower, upper) = (date(&figure.lower), date(&figure.upper));
    let partial = |d: &Option<String>| d.as_ref().is_some_and(|d| d.len() == 5 || d.len() == 2);
    let supplied = (partial(&lower) || partial(&upper)) && figure.class == Class::Deadline;
    let full = |d: String| match report_year.filter(|_| supplied && (d.len() == 5 || d.len() == 2)) {
        Some(year) => format!("{year}-{d}"),
        // Without a year, in words: 7月31日.
        None if d.len() < 6 && d.len() != 4 => period(&d, options.language),
        None => d,
    };
    let text = match (lower.map(full), upper.map(full)) {
        // 到2026年: the year is the deadline.
        (Some(a), Some(b)) if a == b && figure.class == Class::Deadline => period(&a, options.language),
        // The year alone, or the month alone, says no more than the text.
        (Some(a), Some(b)) if a == b => return if a.len() == 10 || a.len() == 7 { a } else { String::new() },
        (Some(a), Some(b)) => format!("{a} — {b}"),
        (None, Some(b)) => format!("≤ {b}"),
        (Some(a), None) => format!("≥ {a}"),
        (None, None) => return String::new(),
    };
    match (supplied, report_year, options.language) {
        (true, Some(_), Language::Zh) => format!("{text}（年份按报告年份）"),
        (true, Some(_), Language::En) => format!("{text} (the year is the report's)"),
        _ => text,
    }
}

/// Role, metric and period, else what kind of figure it is.
fn head(text: &str, figure: &Figure, entry: Option<&Entry>, options: &HoverOptions<'_>) -> String {
    let written = figure.span.of(text);
    let class = class_name(figure.class, options.language);
    if matches!(figure.class, Class::Name | Class::Ordinal) {
        return format!("{written} · {class}");
    }
    let time = matches!(figure.class, Class::Date | Class::Period | Class::Deadline);
    let role = entry.and_then(|e| e.role).filter(|r| !matches!(r, Role::Name | Role::Rank));
    let mut parts = Vec::new();
    match role {
        Some(role) if !time => parts.push(role_of(role, figure.change, options.language).to_owned()),
        _ => parts.extend([written.to_owned(), class.to_owned()]),
    }
    if let Some(metric) = entry.and_then(|e| e.metric.as_ref()).filter(|_| !time) {
        // 总投资 is role and metric at once.
        if parts.last().is_none_or(|role| *role != metric.text && *role != metric.key) {
            parts.push(metric.text.clone());
        }
    } else if !time && role.is_some() {
        parts.push(written.to_owned());
    }
    if let Some(object) = entry.and_then(|e| e.object.as_ref()).filter(|_| !time) {
        parts.push(object.clone());
    }
    if let Some(change) = figure.change.filter(|_| is_measure(figure.class) && role.is_none_or(|r| r != Role::Growth)) {
        parts.push(change_name(change, options.language).to_owned());
    }
    if let Some(text) = entry.and_then(|e| e.period.as_deref()).filter(|_| !time) {
        parts.push(period(text, options.language));
    }
    parts.join(" · ")
}

/// The items of a list, with links.
fn list(snapshot: &Snapshot, items: &[u32], options: &HoverOptions<'_>) -> String {
    let nodes = &snapshot.outline().nodes;
    let named = items.iter().take(MAX_ITEMS).map(|n| {
        let node = &nodes[*n as usize];
        options.go(&shorten(&name(snapshot, node), 16), snapshot.line_range(node.heading))
    });
    let more = if items.len() > MAX_ITEMS { " …" } else { "" };
    named.collect::<Vec<_>>().join(options.say("；", "; ")) + more
}

/// Other statements of the same metric than those of `told`, a line each: where, how much, when, in which role. Sums over
/// several years say that they are.
fn elsewhere(snapshot: &Snapshot, at: FigureRef, told: &[FigureRef], options: &HoverOptions<'_>) -> Vec<String> {
    let Some(metric) = metric(snapshot, at) else { return Vec::new() };
    let unit = |r: FigureRef| figure(snapshot, r).map(|(f, text)| f.unit_text(text));
    let place = |e: &Placed<'_>| (e.block, e.figure as usize);
    let mut others: Vec<Placed<'_>> =
        same_metric(snapshot, &metric.key).filter(|e| place(e) != at && !told.contains(&place(e))).collect();
    // Statements in the same unit first: amounts beside amounts, rates beside rates.
    others.sort_by_key(|e| unit(place(e)) != unit(at));
    let line = |e: &Placed<'_>| {
        let (f, text) = figure(snapshot, place(e))?;
        let sum = is_sum(text, f).then(|| options.say("累计", "sum over years").to_owned());
        let when = e.period.as_deref().map(|p| period(p, options.language));
        let role = e.role.map(|r| role_of(r, f.change, options.language).to_owned());
        let parts: Vec<String> = [Some(with_comparators(f, text)), sum, when, role].into_iter().flatten().collect();
        let line = options.line(snapshot.line_range(loc(e.block, f.span)));
        Some(format!("{line} {}", options.escape(&parts.join(" · "))))
    };
    let mut lines: Vec<String> = others.iter().take(MAX_MENTIONS).filter_map(line).collect();
    if others.len() > MAX_MENTIONS {
        lines.push(match options.language {
            Language::Zh => format!("……共{}处", others.len()),
            Language::En => format!("… {} in all", others.len()),
        });
    }
    lines
}

/// Whether the clause before an amount says that it sums up several years.
fn is_sum(text: &str, figure: &Figure) -> bool {
    const SUMS: [&str; 6] = ["累计", "五年共", "五年来共", "五年完成", "四年共", "三年共"];
    let at = figure.span.start as usize;
    let before = &text[text.floor_char_boundary(at.saturating_sub(120))..at];
    let clause = before.rfind(['，', ',', '。', '；', '：']).map_or(before, |i| &before[i..]);
    let clause = simplified(clause);
    figure.class == Class::Quantity && SUMS.iter().any(|s| clause.contains(s))
}

/// Other places where the same amount is written.
fn restated(snapshot: &Snapshot, at: FigureRef, options: &HoverOptions<'_>) -> String {
    let mut found = same_amount(snapshot, at);
    found.retain(|other| *other != at);
    let listed = found.iter().take(MAX_MENTIONS).filter_map(|other| {
        let (f, _) = figure(snapshot, *other)?;
        let line = options.line(snapshot.line_range(loc(other.0, f.span)));
        Some(match snapshot.outline().at(other.0, f.span.start) {
            Some(n) => {
                let section = shorten(&name(snapshot, &snapshot.outline().nodes[n as usize]), 12);
                format!("{line} {}", options.escape(&section))
            }
            None => line,
        })
    });
    let more = if found.len() > MAX_MENTIONS { "…" } else { "" };
    listed.collect::<Vec<_>>().join(options.say("；", "; ")) + more
}
