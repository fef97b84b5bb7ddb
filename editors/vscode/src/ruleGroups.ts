/** Which group a rule belongs to, as the settings of this extension tell it. */

interface GroupSettings {
  contributes?: { configuration?: { properties?: Record<string, { properties?: Record<string, unknown> }> }[] };
}

const PREFIX = "zhibi.checkFor.";

/** The groups in order, each with the codes of its rules. */
export function ruleGroups(manifest: unknown): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, readonly string[]>();
  for (const { properties } of (manifest as GroupSettings).contributes?.configuration ?? []) {
    for (const [key, setting] of Object.entries(properties ?? {})) {
      if (key.startsWith(PREFIX)) groups.set(key.slice(PREFIX.length), Object.keys(setting.properties ?? {}));
    }
  }
  return groups;
}

/** The group of a rule. */
export function ruleGroup(manifest: unknown, code: string): string | undefined {
  return [...ruleGroups(manifest)].find(([, codes]) => codes.includes(code))?.[0];
}
