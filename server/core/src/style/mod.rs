//! Style of a document: what it does most, counted block by block and summed.
//!
//! Counters are part of a block's memo, so that the style of a long draft follows an edit at once. Rules ask [`Style`]
//! whether a way of writing is the document's habit; a habit against the norm is one finding, not a thousand.

pub mod number;
pub mod width;

use std::ops::AddAssign;

use crate::reading::Script;

/// Word counted by the one pass over a block that also finds the rules' triggers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// ，；：？！
    FullMark,
    /// （）
    FullBracket,
    /// `,` `;` `:` `?` `!` `(` `)`: whether it stands for a Chinese mark depends on its neighbours.
    Half,
    /// %
    PercentHalf,
    /// ％
    PercentFull,
    /// A character only the simplified script has.
    Simplified,
    /// A character only the traditional script has.
    Traditional,
}

/// All tokens.
pub const TOKENS: &[(&str, Token)] = &[
    ("，", Token::FullMark),
    ("；", Token::FullMark),
    ("：", Token::FullMark),
    ("？", Token::FullMark),
    ("！", Token::FullMark),
    ("（", Token::FullBracket),
    ("）", Token::FullBracket),
    (",", Token::Half),
    (";", Token::Half),
    (":", Token::Half),
    ("?", Token::Half),
    ("!", Token::Half),
    ("(", Token::Half),
    (")", Token::Half),
    ("%", Token::PercentHalf),
    ("％", Token::PercentFull),
    ("国", Token::Simplified),
    ("发", Token::Simplified),
    ("业", Token::Simplified),
    ("产", Token::Simplified),
    ("为", Token::Simplified),
    ("个", Token::Simplified),
    ("务", Token::Simplified),
    ("设", Token::Simplified),
    ("万", Token::Simplified),
    ("亿", Token::Simplified),
    ("進", Token::Traditional),
    ("國", Token::Traditional),
    ("發", Token::Traditional),
    ("業", Token::Traditional),
    ("產", Token::Traditional),
    ("為", Token::Traditional),
    ("個", Token::Traditional),
    ("務", Token::Traditional),
    ("設", Token::Traditional),
    ("萬", Token::Traditional),
    ("億", Token::Traditional),
];

/// How often each way of writing occurs, in a block or a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// Full-width ，；：？！
    pub full_marks: u32,
    /// Half-width marks that stand for Chinese ones.
    pub half_marks: u32,
    /// Full-width brackets.
    pub full_brackets: u32,
    /// Half-width brackets that stand for Chinese ones.
    pub half_brackets: u32,
    /// %
    pub percent_half: u32,
    /// ％
    pub percent_full: u32,
    /// Ranges of numbers joined by —.
    pub range_dash: u32,
    /// Ranges of numbers joined by ～.
    pub range_wave: u32,
    /// Ranges of numbers joined by 至.
    pub range_zhi: u32,
    /// Ranges of numbers joined by a hyphen or another mark that the norm does not name.
    pub range_other: u32,
    /// Numbers with a thousands separator.
    pub grouped: u32,
    /// Numbers of five digits and more without one.
    pub ungrouped: u32,
    /// Characters of the simplified script.
    pub simplified: u32,
    /// Characters of the traditional script.
    pub traditional: u32,
}

impl Counters {
    /// Counts one token.
    pub const fn count(&mut self, token: Token) {
        let counter = match token {
            Token::FullMark => &mut self.full_marks,
            Token::FullBracket => &mut self.full_brackets,
            Token::PercentHalf => &mut self.percent_half,
            Token::PercentFull => &mut self.percent_full,
            Token::Simplified => &mut self.simplified,
            Token::Traditional => &mut self.traditional,
            Token::Half => return,
        };
        *counter += 1;
    }

    /// Counts the characters of either script in a line that was counted in simplified script.
    pub fn recount_scripts(&mut self, written: &str) {
        (self.simplified, self.traditional) = (0, 0);
        for c in written.chars() {
            match script_of(c) {
                Some(Token::Simplified) => self.simplified += 1,
                Some(_) => self.traditional += 1,
                None => {}
            }
        }
    }
}

/// The token of a character that only one script has.
#[must_use]
pub fn script_of(c: char) -> Option<Token> {
    let of_script =
        |(word, token): &&(&str, Token)| matches!(token, Token::Simplified | Token::Traditional) && word.starts_with(c);
    TOKENS.iter().find(of_script).map(|(_, token)| *token)
}

impl AddAssign for Counters {
    fn add_assign(&mut self, other: Self) {
        self.full_marks += other.full_marks;
        self.half_marks += other.half_marks;
        self.full_brackets += other.full_brackets;
        self.half_brackets += other.half_brackets;
        self.percent_half += other.percent_half;
        self.percent_full += other.percent_full;
        self.range_dash += other.range_dash;
        self.range_wave += other.range_wave;
        self.range_zhi += other.range_zhi;
        self.range_other += other.range_other;
        self.grouped += other.grouped;
        self.ungrouped += other.ungrouped;
        self.simplified += other.simplified;
        self.traditional += other.traditional;
    }
}

/// The style of a whole document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Sums over all blocks.
    pub counters: Counters,
}

impl Style {
    /// Sums the counters of all blocks.
    #[must_use]
    pub fn of(blocks: impl Iterator<Item = Counters>) -> Self {
        let mut counters = Counters::default();
        blocks.for_each(|c| counters += c);
        Self { counters }
    }

    /// What words of the product are written in.
    #[must_use]
    pub const fn script(&self) -> Script {
        if self.traditional() { Script::Traditional } else { Script::Simplified }
    }

    /// Whether the draft is written in the traditional script.
    #[must_use]
    pub const fn traditional(&self) -> bool {
        self.counters.traditional > self.counters.simplified
    }
}
