"""Checks recorded messages against the protocol's model, by way of lsprotocol's types.

A message is read into the model's type and written again; it conforms if what comes out is what went in. So unknown
keys, `null` where a key should be left out, numbers as text and the like are found, as well as what cannot be read at
all. The session's own rules are checked too: every request is answered once, ids are not reused, the server is silent
before it is initialized.
"""
import enum
import json

from lsprotocol import converters, types

CONVERTER = converters.get_converter()

# What the server adds to the protocol, with what it may answer.
OWN = ("zhibi/",)


def difference(sent, model, path="$"):
    """The first difference between what was sent and what the model makes of it, or None."""
    if isinstance(sent, dict) and isinstance(model, dict):
        for key in sent.keys() | model.keys():
            if key not in model:
                return f"{path}.{key}: not in the model (or null where it should be left out): {short(sent[key])}"
            if key not in sent:
                return f"{path}.{key}: missing"
            if found := difference(sent[key], model[key], f"{path}.{key}"):
                return found
        return None
    if isinstance(sent, list) and isinstance(model, (list, tuple)):
        if len(sent) != len(model):
            return f"{path}: {len(sent)} elements, the model has {len(model)}"
        for index, (left, right) in enumerate(zip(sent, model)):
            if found := difference(left, right, f"{path}[{index}]"):
                return found
        return None
    if isinstance(model, enum.Enum):
        model = model.value
    # True == 1 in Python; in JSON they differ.
    if type(sent) is not type(model) or sent != model:
        return f"{path}: {short(sent)} is {short(model)} in the model"
    return None


def short(value):
    text = json.dumps(value, ensure_ascii=False, default=repr)
    return text if len(text) < 100 else text[:97] + "..."


def conforms(message, kind):
    """What is wrong with a message of this type of the model, or None."""
    try:
        model = CONVERTER.unstructure(CONVERTER.structure(message, kind), kind)
    except Exception as error:  # the converter raises whatever its parts raise
        return f"unreadable: {error!r}: {short(message)}"
    return difference(message, model)


class Session:
    """All messages of one connection."""

    def __init__(self):
        self.faults = []
        self.waiting = {"client": {}, "server": {}}
        self.initialized = False
        self.seen = set()

    def fault(self, what):
        self.faults.append(what)

    def message(self, speaker, message):
        if message.get("jsonrpc") != "2.0":
            self.fault(f"{speaker}: no JSON-RPC 2.0: {short(message)}")
        elif "method" in message:
            self.call(speaker, message)
        else:
            self.answer(speaker, message)

    def call(self, speaker, message):
        method = message["method"]
        if "id" in message:
            if message["id"] in self.waiting[speaker]:
                self.fault(f"{method}: id {message['id']} is still in use")
            self.waiting[speaker][message["id"]] = method
        if speaker == "client":
            return
        self.seen.add(method)
        if not self.initialized and method not in ("window/showMessage", "window/logMessage", "telemetry/event"):
            self.fault(f"{method}: sent before initialize was answered")
        if method in types.METHOD_TO_TYPES:
            if found := conforms(message, types.METHOD_TO_TYPES[method][0]):
                self.fault(f"{method}: {found}")
        elif not method.startswith(OWN):
            self.fault(f"{method}: not in the protocol")

    def answer(self, speaker, message):
        asker = "client" if speaker == "server" else "server"
        method = self.waiting[asker].pop(message.get("id"), None)
        if speaker == "client":
            return
        if method is None:
            self.fault(f"answer to nothing: {short(message)}")
            return
        self.seen.add(method)
        if ("result" in message) == ("error" in message):
            self.fault(f"{method}: needs a result or an error: {short(message)}")
            return
        if method == "initialize" and "result" in message:
            self.initialized = True
        if "error" in message:
            if found := conforms(message["error"], types.ResponseError):
                self.fault(f"{method}: {found}")
        elif method == "textDocument/codeAction":
            # lsprotocol takes an action that has a command for a command; they are told apart here.
            for item in message["result"] or []:
                is_command = isinstance(item.get("command"), str)
                if found := conforms(item, types.Command if is_command else types.CodeAction):
                    self.fault(f"{method}: {found}")
        elif method in types.METHOD_TO_TYPES:
            if found := conforms(message, types.METHOD_TO_TYPES[method][1]):
                self.fault(f"{method}: {found}")
        elif not method.startswith(OWN):
            self.fault(f"{method}: answered with a result, but not in the protocol")

    def end(self):
        for method in self.waiting["client"].values():
            self.fault(f"{method}: never answered")
        return self.faults


def check(path):
    """The session recorded at `path`."""
    session = Session()
    with open(path, encoding="utf-8") as log:
        for line in log:
            session.message(*json.loads(line))
    session.end()
    return session
