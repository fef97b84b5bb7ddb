#!/usr/bin/env bash
# Runs the conformance tests: every message of whole sessions is checked against the protocol's model.
# ZHIBI_SERVER names the server; without it the workspace's own is built. Arguments go to pytest.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
target=${CARGO_TARGET_DIR:-$top/target}
venv=$target/conformance-venv

if [ -z "${ZHIBI_SERVER:-}" ]; then
  cargo build --quiet --manifest-path "$top/Cargo.toml" --target-dir "$target" --package zhibi
  ZHIBI_SERVER=$target/debug/zhibi
fi
export ZHIBI_SERVER

# Installed once for each list of requirements.
if ! cmp -s "$here/requirements.txt" "$venv/installed.txt"; then
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
  cp "$here/requirements.txt" "$venv/installed.txt"
fi

cd "$here"
PYTHONDONTWRITEBYTECODE=1 exec "$venv/bin/python" -m pytest -q -p no:cacheprovider "$@"
