import assert from "node:assert/strict";
import { test } from "node:test";
import { type FileState, type Search, locateServer } from "../src/serverLocation";

function search(files: Record<string, FileState>, changes: Partial<Search> = {}): Search {
  return {
    environment: undefined,
    setting: "",
    bundledFolder: "/ext/server",
    path: "/usr/bin:/opt/bin",
    windows: false,
    home: "/home/li",
    inspect: (path) => files[path] ?? "missing",
    ...changes,
  };
}

const everywhere: Record<string, FileState> = {
  "/env/zhibi": "executable",
  "/set/zhibi": "executable",
  "/ext/server/zhibi": "executable",
  "/opt/bin/zhibi": "executable",
};

test("the environment goes before the setting, the setting before the bundled program, that before PATH", () => {
  assert.deepEqual(locateServer(search(everywhere, { environment: "/env/zhibi", setting: "/set/zhibi" })), { kind: "found", path: "/env/zhibi", origin: "environment" });
  assert.deepEqual(locateServer(search(everywhere, { setting: "/set/zhibi" })), { kind: "found", path: "/set/zhibi", origin: "setting" });
  assert.deepEqual(locateServer(search(everywhere)), { kind: "found", path: "/ext/server/zhibi", origin: "bundled" });
  assert.deepEqual(locateServer(search({ "/opt/bin/zhibi": "executable" })), { kind: "found", path: "/opt/bin/zhibi", origin: "path" });
});

test("a given path that does not exist is reported, not replaced", () => {
  assert.deepEqual(locateServer(search(everywhere, { setting: "/wrong" })), { kind: "unusable", path: "/wrong", origin: "setting", state: "missing" });
  assert.deepEqual(locateServer(search(everywhere, { environment: "/wrong", setting: "/set/zhibi" })), {
    kind: "unusable",
    path: "/wrong",
    origin: "environment",
    state: "missing",
  });
});

test("a bundled program without the right to run is reported, not replaced", () => {
  const location = locateServer(search({ ...everywhere, "/ext/server/zhibi": "notExecutable" }));
  assert.deepEqual(location, { kind: "unusable", path: "/ext/server/zhibi", origin: "bundled", state: "notExecutable" });
});

test("folders on PATH are not programs, and empty entries are passed over", () => {
  assert.deepEqual(locateServer(search({ "/usr/bin/zhibi": "directory", "/opt/bin/zhibi": "executable" }, { path: ":/usr/bin::/opt/bin/" })), {
    kind: "found",
    path: "/opt/bin/zhibi",
    origin: "path",
  });
  assert.deepEqual(locateServer(search({}, { path: undefined })), { kind: "nowhere" });
});

test("a leading ~ is the home folder, spaces around a path do not count", () => {
  assert.deepEqual(locateServer(search({ "/home/li/bin/zhibi": "executable" }, { setting: " ~/bin/zhibi " })), { kind: "found", path: "/home/li/bin/zhibi", origin: "setting" });
});

test("Windows: .exe, backslashes, semicolons", () => {
  const files: Record<string, FileState> = { "D:\\tools\\zhibi.exe": "executable" };
  assert.deepEqual(locateServer(search(files, { windows: true, bundledFolder: "C:\\ext\\server", path: "C:\\Windows;D:\\tools\\" })), {
    kind: "found",
    path: "D:\\tools\\zhibi.exe",
    origin: "path",
  });
});
