/** Finds the language server's program. Pure apart from the file checks it is given. */

/** Where a path came from: it decides what the user is told when it fails. */
export type Origin = "environment" | "setting" | "bundled" | "path";

export type FileState = "executable" | "notExecutable" | "directory" | "missing";

export type Location =
  | { kind: "found"; path: string; origin: Origin }
  | { kind: "unusable"; path: string; origin: Origin; state: Exclude<FileState, "executable"> }
  | { kind: "nowhere" };

export interface Search {
  /** Value of the environment variable ZHIBI_SERVER. */
  environment: string | undefined;
  /** Value of the setting zhibi.server.path; empty if none. */
  setting: string;
  /** Folder of the extension's own server. */
  bundledFolder: string;
  /** Value of PATH. */
  path: string | undefined;
  windows: boolean;
  home: string | undefined;
  inspect(path: string): FileState;
}

/**
 * Order: ZHIBI_SERVER, setting, bundled, PATH. A path that the user gave is final: if it can't be used, that is said
 * instead of quietly running another program.
 */
export function locateServer(search: Search): Location {
  const given: [Origin, string | undefined][] = [
    ["environment", search.environment],
    ["setting", search.setting],
  ];
  for (const [origin, value] of given) {
    const path = expandHome(value?.trim() ?? "", search.home);
    if (path !== "") return judge(path, origin, search);
  }
  const separator = search.windows ? "\\" : "/";
  const name = search.windows ? "zhibi.exe" : "zhibi";
  const bundled = judge(search.bundledFolder + separator + name, "bundled", search);
  if (bundled.kind === "found" || (bundled.kind === "unusable" && bundled.state === "notExecutable")) return bundled;
  for (const folder of (search.path ?? "").split(search.windows ? ";" : ":")) {
    if (folder === "") continue;
    const found = judge(folder.replace(/[\\/]$/u, "") + separator + name, "path", search);
    if (found.kind === "found") return found;
  }
  return { kind: "nowhere" };
}

function judge(path: string, origin: Origin, search: Search): Location {
  const state = search.inspect(path);
  return state === "executable" ? { kind: "found", path, origin } : { kind: "unusable", path, origin, state };
}

function expandHome(path: string, home: string | undefined): string {
  return home !== undefined && /^~[\\/]/u.test(path) ? home + path.slice(1) : path;
}
