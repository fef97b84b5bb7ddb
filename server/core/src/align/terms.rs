//! Where a report tells of several years together: 过去五年, “十四五”时期, 本届政府五年来. What was done in five years answers no
//! target of one of them.

use std::sync::LazyLock;

use regex::Regex;

use super::statement::first;
use crate::analysis::Snapshot;
use crate::reading::line::fold_text;

/// Several years.
static TERM: LazyLock<Regex> =
    LazyLock::new(|| regex("[五5]年|十[一二三四五六七八九]五[”\"]?(?:期间|时期|发展)|本届政府|任期"));
/// Several years, where a clause names them: 十四五 alone is a plan's name in a line, 五年 is a term in a clause.
const YEARS_OF_CLAUSE: [&str; 5] = ["年均", "五年", "十三五", "十四五", "十五五"];
const TERMS_OF_SENTENCE: [&str; 3] = ["任期", "期间", "本届"];
/// One year, the year that is over, or what is expected of it.
static YEAR: LazyLock<Regex> = LazyLock::new(|| {
    regex("(?:19|20)[0-9]{2}年|二[〇○零][一二三四五六七八九〇○零]{2}年|[今去当全]年|过去(?:的)?一年|一年来|预计")
});
/// What lies ahead.
static AHEAD: LazyLock<Regex> = LazyLock::new(|| regex("展望|规划|目标|今后|未来|建议|安排|重点工作|部署|奋斗|开局"));

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of the program")
}

/// Whether a figure is told of several years together: by its clause, or by the words that its sentence opens with.
pub(super) fn spans_years(clause: &str, opening: &str) -> bool {
    YEARS_OF_CLAUSE.iter().any(|word| clause.contains(word))
        || TERMS_OF_SENTENCE.iter().any(|word| clause.contains(word) || opening.contains(word))
}

/// Whether a sentence, folded, names a year.
pub(super) fn names_year(sentence: &str) -> bool {
    YEAR.is_match(sentence)
}

/// What a line opens with, folded: all of a short one, else its first clause.
fn opening(line: &str) -> String {
    let line = fold_text(line.trim_start_matches(|c: char| c.is_whitespace() || "#*>".contains(c)));
    if line.chars().count() <= 60 {
        return line;
    }
    first(line.split([',', '。', ';', ':']).next().unwrap_or_default(), 40).to_owned()
}

/// For each block whether it stands where several years are told together: from a line that opens with them to the next that
/// opens with a year or with what lies ahead.
pub(super) fn blocks_of_several_years(snapshot: &Snapshot) -> Vec<bool> {
    let mut within = false;
    let told = snapshot.blocks().iter().map(|block| {
        let opening = opening(&block.text);
        match (TERM.is_match(&opening), YEAR.is_match(&opening)) {
            (true, false) => within = !AHEAD.is_match(&opening),
            (_, true) => within = false,
            (false, false) => {}
        }
        within
    });
    told.collect()
}
