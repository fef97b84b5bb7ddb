/** Glob patterns as VS Code's document selectors read them. */

/** A pattern that matches exactly this path. Brackets quote the special characters, since there is no escape sign. */
export function globForPath(path: string): string {
  return path.replace(/\\/gu, "/").replace(/[*?{}[\]]/gu, (character) => (character === "]" ? "[]]" : `[${character}]`));
}

/** A user's pattern such as `drafts/*.md` is meant from any folder of the workspace. */
export function userGlob(pattern: string): string | undefined {
  const trimmed = pattern.trim();
  if (trimmed === "") return undefined;
  if (/^(?:\*\*\/|\/|[A-Za-z]:[\\/])/u.test(trimmed)) return trimmed;
  return `**/${trimmed.replace(/^\.\//u, "")}`;
}
