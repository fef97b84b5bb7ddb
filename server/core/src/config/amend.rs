//! Writing one thing into a configuration file; everything else in it stays as people wrote it. Each function gives the new
//! text, or `None` where the old one is no TOML or holds something else in the place.

use toml_edit::{Array, DocumentMut, Item, Table, value};

/// With a rule turned off.
#[must_use]
pub fn with_rule_off(text: &str, code: &str) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let rules = document.entry("rules").or_insert_with(|| Item::Table(Table::new())).as_table_like_mut()?;
    // Options of the rule stay for the day when it is turned on again.
    match rules.get_mut(code).and_then(Item::as_table_like_mut) {
        Some(table) => table.insert("severity", value("off")),
        None => rules.insert(code, value("off")),
    };
    Some(document.to_string())
}

/// The rules that it turns off, in its order.
#[must_use]
pub fn rules_off(text: &str) -> Vec<String> {
    let document = text.parse::<DocumentMut>().ok();
    let rules = document.as_ref().and_then(|document| document.get("rules")?.as_table_like());
    let off = |(code, item): (&str, &Item)| is_off(item).then(|| code.to_owned());
    rules.map(|rules| rules.iter().filter_map(off).collect()).unwrap_or_default()
}

fn is_off(item: &Item) -> bool {
    let word = item.as_table_like().and_then(|table| table.get("severity")).unwrap_or(item);
    word.as_str() == Some("off") || word.as_bool() == Some(false)
}

/// Without a rule turned off: as it is elsewhere.
#[must_use]
pub fn without_rule_off(text: &str, code: &str) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let rules = document.get_mut("rules")?.as_table_like_mut()?;
    match rules.get_mut(code).filter(|item| is_off(item))?.as_table_like_mut() {
        Some(table) => table.remove("severity"),
        None => rules.remove(code),
    };
    Some(document.to_string())
}

/// With one more name in the list of names.
#[must_use]
pub fn with_word(text: &str, word: &str) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let list = document.entry("words").or_insert_with(|| value(Array::new())).as_array_mut()?;
    if !list.iter().any(|known| known.as_str() == Some(word)) {
        list.push(word);
    }
    Some(document.to_string())
}

/// With `path` as the companion `key`: in place of another, or in a list beside the others. `None` also where the key is
/// none of ours.
#[must_use]
pub fn with_companion(text: &str, key: &str, path: &str) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let table = document.entry("companions").or_insert_with(|| Item::Table(Table::new())).as_table_like_mut()?;
    match key {
        "last-year" | "previous" => {
            table.insert(key, value(path));
        }
        "facts" | "siblings" => {
            let list = table.entry(key).or_insert_with(|| value(Array::new()));
            if let Some(one) = list.as_str().map(str::to_owned) {
                *list = value(Array::from_iter([one]));
            }
            let list = list.as_array_mut()?;
            if !list.iter().any(|known| known.as_str() == Some(path)) {
                list.push(path);
            }
        }
        _ => return None,
    }
    Some(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::{rules_off, with_companion as with, with_rule_off, with_word, without_rule_off};

    #[test]
    fn a_rule_is_turned_off_and_keeps_its_options() {
        assert_eq!(with_rule_off("", "ordinal-gap").as_deref(), Some("[rules]\nordinal-gap = \"off\"\n"));
        assert_eq!(
            with_rule_off("[rules] # 规则\nordinal-gap = \"warning\"\nx = { limit = 5 }\n", "x").as_deref(),
            Some("[rules] # 规则\nordinal-gap = \"warning\"\nx = { limit = 5 , severity = \"off\" }\n")
        );
        assert_eq!(with_rule_off("rules = 3", "x"), None);
    }

    #[test]
    fn a_rule_is_turned_on_again() {
        let text = "[rules]\na = \"off\"\nb = \"warning\"\nc = { limit = 5, severity = \"off\" }\nd = false\n";
        assert_eq!(rules_off(text), ["a", "c", "d"]);
        assert_eq!(rules_off("rules = 3"), [""; 0]);
        let without = |text: &str, code| without_rule_off(text, code).expect("a configuration");
        let text = ["a", "c", "d"].iter().fold(text.to_owned(), |text, code| without(&text, code));
        assert_eq!(text, "[rules]\nb = \"warning\"\nc = { limit = 5}\n");
        assert_eq!(without_rule_off(&text, "b"), None, "it is on");
    }

    #[test]
    fn a_name_is_added_once_and_before_the_tables() {
        let new = with_word("[rules]\njiezhi = \"off\"\n", "“982”工程").expect("a configuration");
        assert_eq!(new, "words = [\"“982”工程\"]\n[rules]\njiezhi = \"off\"\n");
        assert_eq!(with_word(&new, "“982”工程").as_deref(), Some(new.as_str()));
        assert_eq!(with_word("words = ['甲1']\n", "乙2").as_deref(), Some("words = ['甲1', \"乙2\"]\n"));
        assert_eq!(with_word("words = 3", "乙2"), None);
    }

    #[test]
    fn what_people_wrote_stays() {
        let written = "# 我的\nprofile = \"gb\"\n\n[companions] # 对照\nfacts = \"一.xlsx\"\n";
        assert_eq!(
            with(written, "facts", "二.xlsx").as_deref(),
            Some("# 我的\nprofile = \"gb\"\n\n[companions] # 对照\nfacts = [\"一.xlsx\", \"二.xlsx\"]\n")
        );
        let new = with("", "last-year", "去年.txt").expect("a configuration");
        assert_eq!(new, "[companions]\nlast-year = \"去年.txt\"\n");
        assert_eq!(with(&new, "last-year", "前年.txt").as_deref(), Some("[companions]\nlast-year = \"前年.txt\"\n"));
        assert_eq!(with("not toml [", "facts", "x"), None);
        assert_eq!(with("companions = 3", "facts", "x"), None);
        assert_eq!(with("", "other", "x"), None);
    }
}
