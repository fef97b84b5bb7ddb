/** A rule's page for an office: what a configuration file says about the rule is folded away at the end. */

const FOR_CONFIGURATION = /^## (?:选项|关闭|启用|Options|Turning it (?:off|on))$/mu;

/** The page with everything from the options on below a line to be opened. */
export function folded(markdown: string, summary: string): string {
  const at = markdown.search(FOR_CONFIGURATION);
  if (at < 0) return markdown;
  return `${markdown.slice(0, at)}<details>\n<summary>${summary}</summary>\n\n${markdown.slice(at).trimEnd()}\n\n</details>\n`;
}
