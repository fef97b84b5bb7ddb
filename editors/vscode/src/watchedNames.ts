/** Which files say what holds for drafts, by their names. Knows nothing of the editor. */

/** Whether a file is a configuration, a list of what is ignored, or of a kind that drafts are held against. */
export function isWatched(path: string): boolean {
  return /(?:^|\/)(?:\.?zhibi\.toml|\.zhibi(?:\/[^/]+\.toml)?)$|\.(?:xlsx|xlsm|xls|ods|csv|tsv|docx)$/iu.test(path);
}
