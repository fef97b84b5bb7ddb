"""recorder.py LOG SERVER ARG...: runs a language server, passes its pipes through and writes every message to LOG.

Each line of LOG is a JSON list: the direction ("client" or "server", who spoke) and the message. What belongs to no
frame is recorded as a message that no validator accepts.
"""
import json
import os
import subprocess
import sys
import threading


class Log:
    def __init__(self, path):
        self.file = open(path, "w", encoding="utf-8")
        self.lock = threading.Lock()

    def write(self, speaker, message):
        with self.lock:
            self.file.write(json.dumps([speaker, message], ensure_ascii=False) + "\n")
            self.file.flush()


class Frames:
    """Cuts a stream into messages."""

    def __init__(self, speaker, log):
        self.speaker, self.log, self.rest = speaker, log, b""

    def feed(self, data):
        self.rest += data
        while b"\r\n\r\n" in self.rest:
            head, _, body = self.rest.partition(b"\r\n\r\n")
            lengths = [line.split(b":", 1)[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
            if not lengths:
                self.log.write(self.speaker, {"no frame": head.decode("latin-1")})
                self.rest = body
                continue
            length = int(lengths[0])
            if len(body) < length:
                return
            self.rest = body[length:]
            try:
                self.log.write(self.speaker, json.loads(body[:length]))
            except ValueError as error:
                self.log.write(self.speaker, {"no JSON": str(error)})


def pump(source, sink, frames):
    while data := os.read(source, 1 << 16):
        # Recorded before it is passed on, so that a request stands before its answer.
        frames.feed(data)
        try:
            sink.write(data)
            sink.flush()
        except OSError:
            break
    try:
        sink.close()
    except OSError:
        pass


def main():
    log = Log(sys.argv[1])
    server = subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    to_server = threading.Thread(
        target=pump, args=(sys.stdin.fileno(), server.stdin, Frames("client", log)), daemon=True
    )
    to_server.start()
    pump(server.stdout.fileno(), sys.stdout.buffer, Frames("server", log))
    return server.wait()


if __name__ == "__main__":
    sys.exit(main())
