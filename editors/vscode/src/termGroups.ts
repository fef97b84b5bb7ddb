/** Groups of the view 名词, apart from the editor. */
import type { Term, Terms } from "./protocol";

export type TermGroup = "open" | "gone" | "explained" | "all";

/** The terms in the order of what is to be done; one group where the draft explains none. */
export function termGroups({ listed, terms }: Terms): { group: TermGroup; terms: Term[] }[] {
  if (!listed) return terms.length === 0 ? [] : [{ group: "all", terms }];
  const of = (group: TermGroup, holds: (term: Term) => boolean): { group: TermGroup; terms: Term[] } => ({ group, terms: terms.filter(holds) });
  return [
    of("open", ({ first, explained }) => first !== null && explained === null),
    of("gone", ({ first }) => first === null),
    of("explained", ({ first, explained }) => first !== null && explained !== null),
  ].filter((group) => group.terms.length > 0);
}
