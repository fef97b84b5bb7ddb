//! The language of everything the command prints: `--lang`, else the locale of the environment, else Chinese.

use std::ffi::OsString;
use std::sync::OnceLock;

use zhibi_core::Language;

static CURRENT: OnceLock<Language> = OnceLock::new();

/// The language in use.
pub fn current() -> Language {
    *CURRENT.get_or_init(from_environment)
}

/// Chooses the language before the arguments are parsed, because their help is written in it.
pub fn choose(args: &[OsString]) {
    let mut args = args.iter().skip(1).filter_map(|a| a.to_str());
    while let Some(arg) = args.next() {
        let tag = match arg {
            "--" => break,
            "--lang" => args.next(),
            _ => arg.strip_prefix("--lang="),
        };
        if let Some(tag) = tag {
            // The first choice holds: nothing has asked for the language yet.
            let _ = CURRENT.set(Language::from_tag(tag));
            return;
        }
    }
}

/// One of two texts, by the language in use.
pub fn tr<'a>(zh: &'a str, en: &'a str) -> &'a str {
    match current() {
        Language::Zh => zh,
        Language::En => en,
    }
}

/// POSIX: `LC_ALL` over `LC_MESSAGES` over `LANG`, the first that is not empty.
fn from_environment() -> Language {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(std::env::var_os).find(|v| !v.is_empty());
    named.map_or(Language::Zh, |tag| Language::from_tag(&tag.to_string_lossy()))
}
