//! How a line writes ranges and long numbers.

use super::Counters;
use crate::text::Span;

/// Adds what the digit runs of a line show: connectors of ranges, thousands separators.
pub fn count(text: &str, digits: &[Span], counters: &mut Counters) {
    for (i, run) in digits.iter().enumerate() {
        if run.len() > 4 {
            counters.ungrouped += 1;
        }
        let Some(next) = digits.get(i + 1) else { continue };
        let gap = &text[run.end as usize..next.start as usize];
        if gap.len() > 24 {
            continue;
        }
        if gap == "," && next.len() == 3 && run.len() <= 3 {
            counters.grouped += 1;
            continue;
        }
        // 8%—10%, 2018年至2020年: the connector ends the gap and only a unit may stand before it.
        let counter = match gap.chars().next_back() {
            Some('—') => &mut counters.range_dash,
            Some('～') => &mut counters.range_wave,
            Some('至') => &mut counters.range_zhi,
            Some('-' | '－' | '–' | '~') => &mut counters.range_other,
            _ => continue,
        };
        let unit = gap.trim_end_matches(['—', '～', '至', '-', '－', '–', '~']);
        if matches!(unit, "" | "%" | "％" | "年" | "月" | "日" | "万" | "亿" | "万元" | "亿元" | "元") {
            *counter += 1;
        }
    }
}
