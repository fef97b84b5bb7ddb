/** The settings that the user has made, as the server takes them. */

/** The part of `vscode.WorkspaceConfiguration` that is read. */
export interface Configuration {
  get(key: string): unknown;
  inspect(key: string): object | undefined;
}

/** Settings that concern the editor alone. */
const EDITOR_ONLY = ["server", "documents", "trace", "renumberOnEdit"];
/** Boxes of rules, a setting a group; to the server they are rules like those of `rules`. */
const BOXES = "checkFor";

/** From the widest scope to the one that counts most. */
const SCOPES = ["global", "globalLanguage", "workspace", "workspaceLanguage", "workspaceFolder", "workspaceFolderLanguage"];

/**
 * The values that were set, in the shape of zhibi.toml. Defaults are left out: what is sent overrides the project's file,
 * and a default that nobody chose must not. `keys` are the names of the extension's settings, `zhibi.` included.
 */
export function explicitSettings(configuration: Configuration, keys: readonly string[]): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  const boxes: Record<string, boolean> = {};
  for (const full of keys) {
    const key = full.replace(/^zhibi\./, "");
    const [table = "", ...rest] = key.split(".");
    const inspected = configuration.inspect(key);
    if (EDITOR_ONLY.includes(table) || !isSet(inspected)) continue;
    if (table === BOXES) {
      Object.assign(boxes, ticked(inspected));
      continue;
    }
    // A plain copy: what the editor hands out may refuse to be sent.
    const value: unknown = JSON.parse(JSON.stringify(configuration.get(key) ?? null));
    const name = rest.join(".");
    if (name === "") settings[table] = value;
    else settings[table] = { ...(settings[table] as object | undefined), [name]: value };
  }
  if (Object.keys(boxes).length > 0) settings.rules = withBoxes(settings.rules, boxes);
  return settings;
}

/** Whether any scope, of all languages or of one, states a value. */
function isSet(inspected: object | undefined): boolean {
  return Object.entries(inspected ?? {}).some(([scope, value]) => scope.endsWith("Value") && !scope.startsWith("default") && value !== undefined);
}

/** The boxes of one group that were ticked or unticked in some scope: the value itself would hold the defaults, too. */
function ticked(inspected: object | undefined): Record<string, boolean> {
  const scopes = inspected as Record<string, unknown>;
  const all: Record<string, boolean> = {};
  for (const scope of SCOPES) {
    const value = scopes[`${scope}Value`];
    if (typeof value !== "object" || value === null) continue;
    for (const [code, on] of Object.entries(value)) if (typeof on === "boolean") all[code] = on;
  }
  return all;
}

/** The rules with the boxes: one that is not ticked is off; one that is keeps the severity and options it has. */
function withBoxes(rules: unknown, boxes: Record<string, boolean>): Record<string, unknown> {
  const all: Record<string, unknown> = typeof rules === "object" && rules !== null ? { ...rules } : {};
  for (const [code, on] of Object.entries(boxes)) {
    const own = all[code];
    if (on) all[code] = own ?? "on";
    else all[code] = typeof own === "object" && own !== null ? { ...own, severity: "off" } : "off";
  }
  return all;
}
