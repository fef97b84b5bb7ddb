//! Names of classes, roles, relations and periods, for readers.

use crate::figures::{Change, Class, RelationKind, Role};
use crate::message::Language;

const fn pick(language: Language, (zh, en): (&'static str, &'static str)) -> &'static str {
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}

pub(in crate::features) const fn class_name(class: Class, language: Language) -> &'static str {
    pick(
        language,
        match class {
            Class::Quantity => ("数量", "quantity"),
            Class::Percent => ("百分数", "percentage"),
            Class::PercentagePoint => ("百分点", "percentage points"),
            Class::Permille => ("千分数", "per mille"),
            Class::Multiple => ("倍数", "multiple"),
            Class::Fraction => ("分数", "fraction"),
            Class::Ratio => ("比例", "ratio"),
            Class::Date => ("日期", "date"),
            Class::Period => ("时段", "period"),
            Class::Deadline => ("期限", "deadline"),
            Class::Ordinal => ("序数，非数量", "an ordinal, not a quantity"),
            Class::Name => ("专名，非数量", "a name, not a quantity"),
            Class::Threshold => ("门槛，限定后面的对象", "a threshold that qualifies what follows"),
            Class::CountCn => ("计数", "count"),
        },
    )
}

/// The role of a figure; a rate of decline is no growth.
pub(in crate::features) const fn role_of(role: Role, change: Option<Change>, language: Language) -> &'static str {
    match (role, change) {
        (Role::Growth, Some(Change::Decrease)) => pick(language, ("降幅", "decline")),
        _ => role_name(role, language),
    }
}

const fn role_name(role: Role, language: Language) -> &'static str {
    pick(
        language,
        match role {
            Role::Achieved => ("实绩", "achieved"),
            Role::Target => ("目标", "target"),
            Role::Total => ("总投资", "total investment"),
            Role::DoneInvestment => ("完成投资", "investment done"),
            Role::Growth => ("增速", "growth"),
            Role::Share => ("占比或水平", "share or level"),
            Role::Delta => ("差额", "difference"),
            Role::Completion => ("完成率", "completion"),
            Role::Threshold => ("门槛", "threshold"),
            Role::ListCount => ("列举项数", "count of a list"),
            Role::Capacity => ("规模", "capacity"),
            Role::Deadline => ("期限", "deadline"),
            Role::Period => ("时段", "period"),
            Role::Rank => ("位次", "rank"),
            Role::Name => ("专名", "name"),
            Role::Reference => ("参照值", "reference"),
        },
    )
}

pub(super) fn relation_name(kind: RelationKind, role: Option<Role>, language: Language) -> &'static str {
    pick(
        language,
        match kind {
            RelationKind::ImpliedPrevious => ("推算基期", "Implied base period"),
            RelationKind::PerItem => ("平均每项", "Per item"),
            RelationKind::Alignment => ("分别对应", "Belongs to"),
            RelationKind::ChangeDiff => ("变动量", "Difference"),
            RelationKind::ChangeRel => ("变动幅度", "Relative change"),
            RelationKind::ChangeRatio => ("倍数", "Ratio"),
            RelationKind::PartOfWhole => ("占总数", "Part of whole"),
            RelationKind::PpDiff => ("变动", "Difference"),
            RelationKind::LevelMinusDelta => ("推算原值", "Level before"),
            RelationKind::ImpliedBase => ("推算基数", "Implied base"),
            RelationKind::Cagr => ("推算年均", "Implied yearly rate"),
            RelationKind::SumCheck => ("合计", "Sum"),
            RelationKind::ImpliedReference => ("推算参照值", "Implied reference"),
            RelationKind::RatioShift => ("结构变动", "Shift"),
            RelationKind::DoneOverTotal if role == Some(Role::Target) => ("占总投资", "Of total investment"),
            RelationKind::DoneOverTotal => ("完成比例", "Done of total"),
            RelationKind::ImpliedPlan => ("推算目标", "Implied target"),
            RelationKind::ImpliedWhole => ("推算总数", "Implied whole"),
            RelationKind::ImpliedPart => ("推算部分", "Implied part"),
            RelationKind::RateCheck => ("核算幅度", "Rate by the amounts"),
            RelationKind::ListCount => ("所列项数", "Items listed"),
        },
    )
}

pub(super) const fn change_name(change: Change, language: Language) -> &'static str {
    pick(
        language,
        match change {
            Change::Increase => ("增加", "increase"),
            Change::Decrease => ("减少", "decrease"),
            Change::ToLevel => ("变动后水平", "level reached"),
        },
    )
}

/// `2022` → 2022年, `2022-07` → 2022年7月, `2018/2020` → 2018—2020年; ISO 8601 in English.
pub(super) fn period(iso: &str, language: Language) -> String {
    if language == Language::En {
        return iso.replace('/', " to ");
    }
    match iso.split_once('/') {
        Some((a, b)) if a.len() == 4 && b.len() == 4 => format!("{a}—{b}年"),
        Some((a, b)) => format!("{}至{}", date(a), date(b)),
        None => date(iso),
    }
}

fn date(iso: &str) -> String {
    let parts: Vec<&str> = iso.split('-').collect();
    let plain = |s: &str| s.trim_start_matches('0').to_owned();
    match parts.as_slice() {
        [year] if year.len() == 4 => format!("{year}年"),
        [year, month] if year.len() == 4 => format!("{year}年{}月", plain(month)),
        [year, month, day] => format!("{year}年{}月{}日", plain(month), plain(day)),
        [month] if month.len() == 2 => format!("{}月", plain(month)),
        [month, day] => format!("{}月{}日", plain(month), plain(day)),
        _ => iso.to_owned(),
    }
}
