//! Many spans of one block, asked again and again whether they hold or touch a place.

use super::Span;

/// Spans of one block in any number, overlapping or not.
#[derive(Clone, Debug, Default)]
pub struct SpanSet {
    /// Starts, ascending, each with the last end of the spans up to it.
    spans: Vec<(u32, u32)>,
}

impl FromIterator<Span> for SpanSet {
    fn from_iter<I: IntoIterator<Item = Span>>(spans: I) -> Self {
        let mut spans: Vec<(u32, u32)> = spans.into_iter().map(|s| (s.start, s.end)).collect();
        spans.sort_unstable();
        let mut last = 0;
        for (_, end) in &mut spans {
            last = last.max(*end);
            *end = last;
        }
        Self { spans }
    }
}

impl SpanSet {
    /// Whether one of the spans shares a byte with `span`.
    #[must_use]
    pub fn overlaps(&self, span: Span) -> bool {
        let before = self.spans.partition_point(|(start, _)| *start < span.end);
        before.checked_sub(1).is_some_and(|i| self.spans[i].1 > span.start)
    }

    /// Whether a byte is inside one of the spans.
    #[must_use]
    pub fn contains(&self, byte: u32) -> bool {
        self.overlaps(Span { start: byte, end: byte + 1 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_asking_each_span_says() {
        let spans = [(4, 9), (0, 2), (6, 7), (12, 13), (2, 3)].map(|(a, b)| Span::new(a, b));
        let set: SpanSet = spans.into_iter().collect();
        for start in 0..15 {
            assert_eq!(set.contains(start), spans.iter().any(|s| s.contains(start)), "{start}");
            for end in start..15 {
                let span = Span { start, end };
                assert_eq!(set.overlaps(span), spans.iter().any(|s| s.overlaps(span)), "{span:?}");
            }
        }
    }
}
