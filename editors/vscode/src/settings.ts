/** What the user has set of section `zhibi`, as the server wants it. */

/** The part of `vscode.WorkspaceConfiguration` that is read. */
export interface Configuration {
  get(key: string): unknown;
  inspect(key: string): object | undefined;
}

/** Settings that concern the editor alone. */
const EDITOR_ONLY = ["server", "documents", "trace"];

/**
 * The values that were set, in the shape of zhibi.toml. Defaults are left out: what is sent overrides the project's file,
 * and a default that nobody chose must not. `keys` are the names of the extension's settings, `zhibi.` included.
 */
export function explicitSettings(configuration: Configuration, keys: readonly string[]): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const full of keys) {
    const key = full.replace(/^zhibi\./, "");
    const [table = "", ...rest] = key.split(".");
    if (EDITOR_ONLY.includes(table) || !isSet(configuration.inspect(key))) continue;
    // A plain copy: what the editor hands out may refuse to be sent.
    const value: unknown = JSON.parse(JSON.stringify(configuration.get(key) ?? null));
    const name = rest.join(".");
    if (name === "") settings[table] = value;
    else settings[table] = { ...(settings[table] as object | undefined), [name]: value };
  }
  return settings;
}

/** Whether any scope, of all languages or of one, states a value. */
function isSet(inspected: object | undefined): boolean {
  return Object.entries(inspected ?? {}).some(([scope, value]) => scope.endsWith("Value") && !scope.startsWith("default") && value !== undefined);
}
