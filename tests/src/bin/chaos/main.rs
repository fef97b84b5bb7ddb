//! What no single test can show: servers that ignore findings at the same time, fixes beside an editor that saves, folders
//! laid out to harm, a client that reads nothing. Each goes on for a while; what was lost, touched outside or slow ends the run with a failure.
//!
//! `ZHIBI_SERVER` names the program, `ZHIBI_CHAOS_SECONDS` how long each trial goes on, `ZHIBI_CHAOS_SEED` where the
//! random numbers begin, `ZHIBI_CHAOS_ONLY` one trial by its name.
#![allow(clippy::print_stdout, reason = "it is run by people")]

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::{Duration, Instant};

#[cfg(unix)]
mod trials {
    pub mod editor;
    pub mod folders;
    pub mod ignores;
    pub mod random;
    #[cfg(target_os = "linux")]
    pub mod threads;
    #[cfg(target_os = "linux")]
    pub mod unread;
}

/// Longest that anything may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// What a trial has seen.
#[derive(Default)]
pub struct Seen {
    rounds: u32,
    slowest: Duration,
    /// The most that something cost, and where.
    most: BTreeMap<&'static str, (Duration, String)>,
    faults: Vec<String>,
}

impl Seen {
    /// Notes how long something took.
    pub fn took(&mut self, what: &str, time: Duration) {
        self.slowest = self.slowest.max(time);
        if time > PATIENCE {
            self.faults.push(format!("{what} took {time:.1?}"));
        }
    }

    /// Notes what something cost that has a limit of its own.
    pub fn measured(&mut self, what: &'static str, cost: Duration, limit: Duration, place: &str) {
        let most = self.most.entry(what).or_default();
        if cost > most.0 {
            *most = (cost, place.to_owned());
        }
        if cost > limit {
            self.faults.push(format!("{what}: {cost:.1?} at {place}"));
        }
    }

    /// Notes something that must not be.
    pub fn fault(&mut self, what: String) {
        self.faults.push(what);
    }
}

#[cfg(unix)]
fn main() -> ExitCode {
    let number = |name: &str, default: u64| std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default);
    let (seconds, seed) = (number("ZHIBI_CHAOS_SECONDS", 60), number("ZHIBI_CHAOS_SEED", 1));
    let only = std::env::var("ZHIBI_CHAOS_ONLY").ok();
    let mut failed = false;
    type Trial = fn(&mut trials::random::Random, &mut Seen);
    let all: &[(&str, Trial)] = &[
        ("ignores", trials::ignores::round),
        ("editor", trials::editor::round),
        ("folders", trials::folders::round),
        #[cfg(target_os = "linux")]
        ("threads", trials::threads::round),
        #[cfg(target_os = "linux")]
        ("unread", trials::unread::round),
    ];
    for (name, round) in all.iter().filter(|(name, _)| only.as_deref().is_none_or(|only| only == *name)) {
        let (mut random, mut seen) = (trials::random::Random::new(seed), Seen::default());
        let end = Instant::now() + Duration::from_secs(seconds);
        while Instant::now() < end && seen.faults.len() < 10 {
            round(&mut random, &mut seen);
            seen.rounds += 1;
        }
        println!("{name}: {} rounds from seed {seed}, slowest answer {:.2?}", seen.rounds, seen.slowest);
        seen.most.iter().for_each(|(what, (cost, place))| println!("  {what}: {cost:.2?} at most, at {place}"));
        seen.faults.iter().for_each(|fault| println!("  FAULT {fault}"));
        failed |= !seen.faults.is_empty();
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

#[cfg(not(unix))]
fn main() -> ExitCode {
    println!("chaos needs the links, FIFOs and devices of a Unix system");
    ExitCode::SUCCESS
}
