//! The way in: one thread reads stdin, frames it and parses the JSON, so that the end of the stream is seen
//! whatever the handlers are doing.

use std::{
    io::{self, BufRead},
    sync::{Arc, mpsc},
    time::Duration,
};

use parking_lot::{Condvar, Mutex};
use serde_json::Value;

use super::{
    framing::{Frame, FrameReader},
    surrogates,
};

/// Bytes of messages that may wait for the handlers, before the server stops reading. Parsed, they take several times
/// as much memory.
const HIGH_WATER: usize = 256 << 10;

/// What arrived.
#[derive(Debug)]
pub enum Incoming {
    /// A JSON object; not yet checked to be a message. The number is its size in bytes.
    Object(serde_json::Map<String, Value>, usize),
    /// Not a frame, not JSON, or JSON that is no object.
    Unreadable,
    /// The `exit` notification, also where a client gives it an id. Nothing follows it.
    Exit,
    /// The end of the stream. Nothing follows it.
    EndOfStream,
}

/// Counts the bytes that were read and not yet handled.
#[derive(Clone, Default)]
pub struct Backlog(Arc<(Mutex<usize>, Condvar)>);

impl Backlog {
    fn add(&self, bytes: usize) {
        let (count, below) = &*self.0;
        let mut count = count.lock();
        *count += bytes;
        while *count > HIGH_WATER && *count > bytes {
            below.wait_for(&mut count, Duration::from_secs(1));
        }
    }

    /// Tells that a message of this size has been handled.
    pub fn remove(&self, bytes: usize) {
        let (count, below) = &*self.0;
        let mut count = count.lock();
        let was_full = *count > HIGH_WATER;
        *count = count.saturating_sub(bytes);
        if was_full {
            below.notify_one();
        }
    }
}

/// Starts the reading thread. `at_end` runs on it when the last message has been read, before that message is
/// handled.
///
/// # Errors
/// When the system refuses a thread.
pub fn start(
    input: impl BufRead + Send + 'static,
    at_end: impl FnOnce() + Send + 'static,
) -> io::Result<(mpsc::Receiver<Incoming>, Backlog)> {
    let (sender, receiver) = mpsc::channel();
    let backlog = Backlog::default();
    let counted = backlog.clone();
    std::thread::Builder::new().name("stdin".into()).spawn(move || {
        let mut reader = FrameReader::new(input);
        let last = loop {
            let message = match reader.next_frame() {
                Ok(Some(Frame::Body(body))) => {
                    let (message, length) = (read_message(body), body.len());
                    match &message {
                        Incoming::Unreadable => reader.recover(),
                        Incoming::Exit => break message,
                        _ => counted.add(length),
                    }
                    message
                }
                Ok(Some(Frame::Damaged)) => Incoming::Unreadable,
                // A stream that fails is a stream that ended.
                Ok(None) | Err(_) => break Incoming::EndOfStream,
            };
            if sender.send(message).is_err() {
                return;
            }
        };
        at_end();
        // The receiver may be gone already; then nobody waits for the news.
        let _ = sender.send(last);
    })?;
    Ok((receiver, backlog))
}

fn read_message(body: &[u8]) -> Incoming {
    let message = serde_json::from_slice(body).or_else(|error| match surrogates::replaced(body) {
        Some(body) => serde_json::from_slice(&body),
        None => Err(error),
    });
    match message {
        Ok(Value::Object(object)) if is_exit(&object) => Incoming::Exit,
        Ok(Value::Object(object)) => Incoming::Object(object, body.len()),
        _ => Incoming::Unreadable,
    }
}

fn is_exit(object: &serde_json::Map<String, Value>) -> bool {
    object.get("method").and_then(Value::as_str) == Some("exit")
}
