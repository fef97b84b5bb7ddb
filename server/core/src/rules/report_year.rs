//! The year a report speaks of, where the settings or the text say so.

use std::sync::LazyLock;

use regex::Regex;

use super::DocumentView;
use super::common::re;

static HELD: LazyLock<Regex> = LazyLock::new(|| re(r"(?<y>(?:19|20)[0-9]{2})年[0-9]{1,2}月[0-9]{1,2}日.{0,6}在"));
static TITLE: LazyLock<Regex> =
    LazyLock::new(|| re(r"(?<y>(?:19|20)[0-9]{2})年政府工作报告|政府工作报告[（(](?<z>(?:19|20)[0-9]{2})年?[）)]"));
/// How many lines a title may take.
const HEAD: usize = 20;

/// The date in the subtitle (——2022年1月8日在…), else the year in the title, else none: a year is never guessed.
#[must_use]
pub fn report_year(view: &DocumentView<'_>) -> Option<i32> {
    view.settings.report_year.or_else(|| held(view).map(|(year, _)| year)).or_else(|| title(view).map(|(year, _)| year))
}

/// Year and line of the subtitle's date.
#[must_use]
pub fn held(view: &DocumentView<'_>) -> Option<(i32, usize)> {
    first(view, &HELD)
}

/// Year and line of the title.
#[must_use]
pub fn title(view: &DocumentView<'_>) -> Option<(i32, usize)> {
    first(view, &TITLE)
}

fn first(view: &DocumentView<'_>, pattern: &Regex) -> Option<(i32, usize)> {
    view.blocks.iter().take(HEAD).enumerate().find_map(|(i, block)| {
        // A title is short; a whole report on one line has its title at the start.
        let end = (0..=block.read().len().min(600)).rev().find(|i| block.read().is_char_boundary(*i))?;
        let found = pattern.captures(&block.read()[..end])?;
        let year = found.name("y").or_else(|| found.name("z"))?.as_str().parse().ok()?;
        Some((year, i))
    })
}
