"""The judge itself is judged: planted faults must be found."""
import pytest
from lsprotocol import types

from model import Session, conforms

RANGE = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 3}}
GOOD = {
    "jsonrpc": "2.0",
    "method": "textDocument/publishDiagnostics",
    "params": {"uri": "file:///a", "version": 1, "diagnostics": [{"range": RANGE, "message": "m", "severity": 2}]},
}


def planted(change):
    import copy

    message = copy.deepcopy(GOOD)
    change(message["params"])
    return message


def test_a_good_message_conforms():
    assert conforms(GOOD, types.PublishDiagnosticsNotification) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda p: p.update(colour="red"),
        lambda p: p.update(version="1"),
        lambda p: p.update(version=None),
        lambda p: p.pop("uri"),
        lambda p: p["diagnostics"][0].update(message=5),
        lambda p: p["diagnostics"][0].update(severity=9),
        lambda p: p["diagnostics"][0].update(source=None),
        lambda p: p["diagnostics"][0]["range"]["start"].update(line=-1),
        lambda p: p["diagnostics"][0]["range"]["start"].update(line=0.5),
        lambda p: p["diagnostics"][0].update(relatedInformation=[{"message": "x"}]),
    ],
)
def test_planted_faults_are_found(change):
    assert conforms(planted(change), types.PublishDiagnosticsNotification) is not None


def test_the_rules_of_a_session():
    session = Session()
    session.message("server", GOOD)
    session.message("client", {"jsonrpc": "2.0", "id": 1, "method": "shutdown"})
    session.message("server", {"jsonrpc": "2.0", "id": 2, "result": None})
    faults = " ".join(session.end())
    for expected in ("before initialize", "answer to nothing", "never answered"):
        assert expected in faults
