import { type MergeRules, mergeValue, sameField } from '@koersvast/core/merge';

/** The fields of a form over something that others may change meanwhile. */
export interface Draft<Values extends object> {
  /** What each field was when its person began on it; of one that is untouched, what it is now. */
  readonly base: Values;
  /** What stands in the fields. */
  readonly mine: Values;
}

export interface Rebased<Values extends object> extends Draft<Values> {
  /** The fields that both changed, and in which the person has to choose. */
  readonly conflicts: readonly (keyof Values & string)[];
  /** The fields in which the person has something that is not stored. */
  readonly touched: readonly (keyof Values & string)[];
}

/**
 * The fields over what is there now: an untouched one follows it, a touched one stays, lists take both, and where both
 * changed the same, what is there now waits beside it until the person has chosen.
 */
export function rebase<Values extends object>(
  draft: Draft<Values>,
  live: Values,
  rules: MergeRules<Values> = {},
): Rebased<Values> {
  const base = { ...draft.base };
  const mine = { ...draft.mine };
  const conflicts: (keyof Values & string)[] = [];
  const touched: (keyof Values & string)[] = [];
  for (const name of Object.keys(live) as (keyof Values & string)[]) {
    const { outcome, value } = mergeValue(base[name], mine[name], live[name], rules[name]);
    if (outcome === 'conflict') conflicts.push(name);
    else {
      base[name] = live[name];
      mine[name] = value;
    }
    if (!sameField(base[name], mine[name], rules[name])) touched.push(name);
  }
  return { base, mine, conflicts, touched };
}

/** What the person chose where both changed the same field. */
export type Choice = 'mine' | 'theirs' | 'both';

/** Two texts of which neither may be lost: what is stored first, and one's own below it. */
export function bothTexts(mine: string, theirs: string): string {
  if (theirs.trim() === '' || mine.includes(theirs.trim())) return mine;
  if (mine.trim() === '') return theirs;
  return `${theirs.trimEnd()}\n\n${mine.trimStart()}`;
}
