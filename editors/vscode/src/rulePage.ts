/** A rule's page for an office: what a configuration file says about the rule is folded away at the end. */

const FOR_CONFIGURATION = /^## (?:选项|关闭|启用|Options|Turning it (?:off|on))$/mu;

/** The name of a rule in configuration files, behind its title. */
const CODE = /^(# .*?) · [a-z-]+$/mu;

/** The page with everything from the options on below a line to be opened; the rule's name in files stands there only. */
export function folded(page: string, summary: string): string {
  const markdown = page.replace(CODE, "$1");
  const at = markdown.search(FOR_CONFIGURATION);
  if (at < 0) return page;
  return `${markdown.slice(0, at)}<details>\n<summary>${summary}</summary>\n\n${markdown.slice(at).trimEnd()}\n\n</details>\n`;
}
