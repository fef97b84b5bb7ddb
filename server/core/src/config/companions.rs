//! Writing into a configuration file which other files drafts are held against; everything else in it stays as it is.

use toml_edit::{Array, DocumentMut, Item, Table, value};

/// The text of a configuration with `path` as the companion `key`: in place of another, or in a list beside the others.
/// `None` where the text is no TOML, or the key none of ours.
#[must_use]
pub fn with(text: &str, key: &str, path: &str) -> Option<String> {
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
    use super::with;

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
