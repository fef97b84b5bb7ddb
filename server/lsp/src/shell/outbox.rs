//! The way out: every message to the client passes this queue, and one thread writes it to stdout.
//!
//! A thread of its own, because a client that does not read must not stop the server from reading: the two
//! would wait for each other for ever. Publishes that were overtaken before they could be written are
//! dropped, so a slow client gets the newest diagnostics and the queue cannot grow by typing.

use std::{
    collections::VecDeque,
    io::{self, Write},
    sync::Arc,
    time::{Duration, Instant},
};

use parking_lot::{Condvar, Mutex};

use super::framing::write_frame;

/// Bytes that may wait for a client that does not read, before the server stops reading as well.
const HIGH_WATER: usize = 128 << 20;

/// Bytes handed to one `write` call at most (a single longer frame excepted).
const BATCH: usize = 256 << 10;

struct Waiting {
    /// Messages with the same topic replace each other.
    topic: Option<Arc<str>>,
    body: Vec<u8>,
}

#[derive(Default)]
struct State {
    queue: VecDeque<Waiting>,
    bytes: usize,
    writing: bool,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    /// Signalled when the queue gets its first message.
    filled: Condvar,
    /// Signalled when the queue has been written out.
    emptied: Condvar,
}

/// Handle to the queue; clones share it.
#[derive(Clone, Default)]
pub struct Outbox {
    shared: Arc<Shared>,
}

impl Outbox {
    /// Starts the writing thread. `on_error` is called once when the client can no longer be written to.
    ///
    /// # Errors
    /// When the system refuses a thread.
    pub fn start(
        output: impl Write + Send + 'static,
        on_error: impl FnOnce(io::Error) + Send + 'static,
    ) -> io::Result<Self> {
        let outbox = Self::default();
        let shared = Arc::clone(&outbox.shared);
        std::thread::Builder::new().name("stdout".into()).spawn(move || {
            if let Err(error) = write_all(&shared, output) {
                on_error(error);
            }
        })?;
        Ok(outbox)
    }

    /// Queues one message body (JSON text).
    pub fn send(&self, body: Vec<u8>) {
        self.push(Waiting { topic: None, body });
    }

    /// Queues one message body that replaces an earlier, still unwritten one of the same topic.
    pub fn send_newest(&self, topic: &Arc<str>, body: Vec<u8>) {
        self.push(Waiting { topic: Some(Arc::clone(topic)), body });
    }

    fn push(&self, message: Waiting) {
        let mut state = self.shared.state.lock();
        if let Some(topic) = &message.topic
            && let Some(at) = state.queue.iter().rposition(|w| w.topic.as_ref() == Some(topic))
            && let Some(old) = state.queue.remove(at)
        {
            state.bytes -= old.body.len();
        }
        state.bytes += message.body.len();
        state.queue.push_back(message);
        if state.queue.len() == 1 && !state.writing {
            self.shared.filled.notify_one();
        }
    }

    /// Whether more than the bearable amount is unwritten.
    pub fn is_full(&self) -> bool {
        self.shared.state.lock().bytes > HIGH_WATER
    }

    /// Waits while more than the bearable amount is unwritten, at most `limit`.
    pub fn wait_for_room(&self, limit: Duration) {
        let mut state = self.shared.state.lock();
        if state.bytes > HIGH_WATER {
            let _ = self.shared.emptied.wait_for(&mut state, limit);
        }
    }

    /// Waits until everything is written, at most `limit`. `true` if it is.
    pub fn drain(&self, limit: Duration) -> bool {
        let end = Instant::now() + limit;
        let mut state = self.shared.state.lock();
        while state.writing || !state.queue.is_empty() {
            if self.shared.emptied.wait_until(&mut state, end).timed_out() {
                return !state.writing && state.queue.is_empty();
            }
        }
        true
    }
}

fn write_all(shared: &Shared, mut output: impl Write) -> io::Result<()> {
    let mut batch = Vec::new();
    loop {
        {
            let mut state = shared.state.lock();
            state.writing = false;
            while state.queue.is_empty() {
                shared.emptied.notify_all();
                shared.filled.wait(&mut state);
            }
            while let Some(message) = state.queue.front() {
                if !batch.is_empty() && batch.len() + message.body.len() > BATCH {
                    break;
                }
                let Some(message) = state.queue.pop_front() else { break };
                state.bytes -= message.body.len();
                write_frame(&mut batch, &message.body);
            }
            state.writing = true;
        }
        write_patiently(&mut output, &batch)?;
        if batch.capacity() > 4 * BATCH {
            batch = Vec::new();
        }
        batch.clear();
    }
}

/// `write_all` that also waits for a pipe that somebody set non-blocking.
fn write_patiently(output: &mut impl Write, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match output.write(bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(n) => bytes = &bytes[n..],
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) if e.kind() == io::ErrorKind::WouldBlock => std::thread::sleep(Duration::from_millis(1)),
            Err(e) => return Err(e),
        }
    }
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    /// A pipe whose reader takes one write at a time, when told to.
    struct Gate(mpsc::Receiver<()>, mpsc::Sender<Vec<u8>>);

    impl Write for Gate {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.recv().map_err(|_| io::ErrorKind::BrokenPipe)?;
            self.1.send(bytes.to_vec()).map_err(|_| io::ErrorKind::BrokenPipe)?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn overtaken_messages_are_dropped_and_order_is_kept() {
        let (open, gate) = mpsc::channel();
        let (sink, written) = mpsc::channel();
        let outbox = Outbox::start(Gate(gate, sink), |_| {}).expect("thread");
        outbox.send(b"first".to_vec());
        // Wait until the writer holds "first" back, so that what follows queues up.
        while !outbox.shared.state.lock().writing {
            std::thread::yield_now();
        }
        let topic: Arc<str> = "doc".into();
        outbox.send_newest(&topic, b"old".to_vec());
        outbox.send(b"reply".to_vec());
        outbox.send_newest(&topic, b"new".to_vec());
        open.send(()).expect("writer lives");
        open.send(()).expect("writer lives");
        let mut all = written.recv().expect("first write");
        all.extend(written.recv().expect("second write"));
        let text = String::from_utf8(all).expect("text");
        assert_eq!(text, "Content-Length: 5\r\n\r\nfirstContent-Length: 5\r\n\r\nreplyContent-Length: 3\r\n\r\nnew");
        assert!(outbox.drain(Duration::from_secs(5)));
    }

    #[test]
    fn a_closed_pipe_is_told_once() {
        let (told, tell) = mpsc::channel();
        let (open, gate) = mpsc::channel::<()>();
        drop(open);
        let outbox = Outbox::start(Gate(gate, mpsc::channel().0), move |e| {
            let _ = told.send(e.kind());
        })
        .expect("thread");
        outbox.send(b"x".to_vec());
        assert_eq!(tell.recv(), Ok(io::ErrorKind::BrokenPipe));
    }
}
