//! User-facing text in both languages the product speaks.

/// Language of user-facing text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// Simplified Chinese, the default.
    #[default]
    Zh,
    /// English.
    En,
}

impl Language {
    /// From an IETF language tag such as `zh-CN`, `zh_TW.UTF-8` or `en`: anything but English is Chinese.
    #[must_use]
    pub fn from_tag(tag: &str) -> Self {
        if tag.get(..2).is_some_and(|p| p.eq_ignore_ascii_case("en")) { Self::En } else { Self::Zh }
    }
}

/// One text in Simplified Chinese and in English.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// Simplified Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Message {
    /// Both texts.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The text in `language`.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}

/// A [`Message`] known at compile time: rule titles, option descriptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StaticMessage {
    /// Simplified Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl StaticMessage {
    /// The text in `language`.
    #[must_use]
    pub fn get(&self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }
}
