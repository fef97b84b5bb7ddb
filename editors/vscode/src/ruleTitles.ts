/** What rules are called, as the settings of this extension tell it. */

interface RuleSettings {
  contributes?: { configuration?: { properties?: Record<string, { properties?: Record<string, { description?: string; oneOf?: unknown }> }> }[] };
}

/** Title of each rule in the language of the window, from the settings of this extension: `中文 / English` there. */
export function ruleTitles(manifest: unknown, language: string): ReadonlyMap<string, string> {
  const titles = new Map<string, string>();
  const at = language.toLowerCase().startsWith("zh") ? 0 : 1;
  for (const { properties } of (manifest as RuleSettings).contributes?.configuration ?? []) {
    for (const [code, { description }] of Object.entries(properties?.["zhibi.rules"]?.properties ?? {})) {
      const title = description?.split(" / ")[at];
      if (title !== undefined) titles.set(code, title);
    }
  }
  return titles;
}
