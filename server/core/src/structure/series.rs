//! Counting through a series: what the next number says about the ones before.

/// What a number is, seen from the numbers before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// One more than the number before.
    Next,
    /// The same number again.
    Again,
    /// Numbers were left out before it.
    Ahead,
    /// A number that was left out comes late: two items changed places.
    Late,
    /// Lower than expected.
    Back,
}

/// Walks through the numbers of one series and recovers after a fault, so that one fault is reported once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counter {
    last: u32,
    /// A number came twice: the next may count from what it says or from what it should have said.
    doubled: bool,
    /// Numbers left out by the latest jump.
    missing: (u32, u32),
}

impl Counter {
    /// A series that starts with `first`.
    #[must_use]
    pub const fn new(first: u32) -> Self {
        Self { last: first, doubled: false, missing: (0, 0) }
    }

    /// The highest number reached.
    #[must_use]
    pub const fn last(&self) -> u32 {
        self.last
    }

    /// What the next number should be.
    #[must_use]
    pub const fn expected(&self) -> u32 {
        self.last + 1
    }

    /// Whether `value` continues the series without fault.
    #[must_use]
    pub const fn fits(&self, value: u32) -> bool {
        value == self.last + 1 || self.doubled && value == self.last + 2
    }

    /// Takes the next number.
    pub const fn step(&mut self, value: u32) -> Step {
        if self.fits(value) {
            (self.last, self.doubled) = (value, false);
            return Step::Next;
        }
        if value == self.last {
            self.doubled = true;
            return Step::Again;
        }
        if value > self.last {
            self.missing = (self.last + 1, value);
            (self.last, self.doubled) = (value, false);
            return Step::Ahead;
        }
        if self.missing.0 <= value && value < self.missing.1 {
            self.missing.0 = value + 1;
            return Step::Late;
        }
        (self.last, self.doubled, self.missing) = (value, false, (0, 0));
        Step::Back
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_fault_is_one_step() {
        let walk = |values: &[u32]| {
            let mut counter = Counter::new(values[0]);
            values[1..].iter().map(|v| counter.step(*v)).filter(|s| *s != Step::Next).collect::<Vec<_>>()
        };
        assert_eq!(walk(&[1, 2, 3]), []);
        assert_eq!(walk(&[1, 2, 4, 5]), [Step::Ahead]);
        assert_eq!(walk(&[1, 2, 2, 4]), [Step::Again]);
        assert_eq!(walk(&[1, 2, 2, 3]), [Step::Again]);
        assert_eq!(walk(&[1, 3, 2, 4]), [Step::Ahead, Step::Late]);
        assert_eq!(walk(&[9, 10, 4, 5]), [Step::Back]);
    }
}
