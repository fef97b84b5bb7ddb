//! Of things that stand in two orders, those that keep theirs.

/// The members of a longest rising subsequence of `values`.
#[must_use]
pub fn longest_rising(values: &[usize]) -> Vec<bool> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; values.len()];
    for (i, value) in values.iter().enumerate() {
        let at = ends.partition_point(|e| values[*e] < *value);
        before[i] = at.checked_sub(1).map(|a| ends[a]);
        if at == ends.len() { ends.push(i) } else { ends[at] = i }
    }
    let mut member = vec![false; values.len()];
    let mut at = ends.last().copied();
    while let Some(i) = at {
        member[i] = true;
        at = before[i];
    }
    member
}
