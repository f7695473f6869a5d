import type { VerdictKind } from '@koersvast/contracts';
import type { MergeRule } from '@koersvast/core/merge';
import { isUsualVerdictKind, usualVerdictKinds } from '@koersvast/core/review';

/** A kind of reason as the form holds it. One that is not stored yet has no id, only a number of its own. */
export interface DraftKind extends Omit<VerdictKind, 'id'> {
  readonly id: string | null;
  readonly key: string;
}

/** How the kinds are brought together with those that somebody else stored meanwhile: each by itself. */
export const kindsRule: MergeRule = {
  list: 'named',
  idOf: ({ key }: DraftKind) => key,
};

/** What the form begins with: the stored kinds, or the usual ones; what has no name of its own by its usual one. */
export function draftOf(
  stored: readonly VerdictKind[],
  usualName: (id: string) => string,
): readonly DraftKind[] {
  if (stored.length > 0)
    return stored.map((kind) => ({ ...kind, key: kind.id, name: kind.name || usualName(kind.id) }));
  return usualVerdictKinds.map((id) => ({ id, key: id, name: usualName(id), retired: false }));
}

export function withNew(draft: readonly DraftKind[]): readonly DraftKind[] {
  const numbers = draft.map(({ key }) => Number(/^new (\d+)$/.exec(key)?.[1] ?? 0));
  return [...draft, { id: null, key: `new ${Math.max(0, ...numbers) + 1}`, name: '', retired: false }];
}

/** One that is stored is offered no longer, since verdicts may have it; a new one goes. */
export function without(draft: readonly DraftKind[], key: string): readonly DraftKind[] {
  return draft.flatMap((kind) => {
    if (kind.key !== key) return [kind];
    return kind.id === null ? [] : [{ ...kind, retired: true }];
  });
}

/** One place up or down among those that are offered. */
export function movedBy(draft: readonly DraftKind[], key: string, by: -1 | 1): readonly DraftKind[] {
  const offered = draft.filter((kind) => !kind.retired);
  const at = offered.findIndex((kind) => kind.key === key);
  const [kind, other] = [offered[at], offered[at + by]];
  if (kind === undefined || other === undefined) return draft;
  return draft.map((each) => (each === kind ? other : each === other ? kind : each));
}

/** The usual kinds and no others; what else was stored is offered no longer. */
export function usualAgain(
  draft: readonly DraftKind[],
  usualName: (id: string) => string,
): readonly DraftKind[] {
  const usual = draftOf([], usualName);
  const known = new Set(usual.map(({ key }) => key));
  const others = draft.filter(({ id, key }) => id !== null && !known.has(key));
  return [...usual, ...others.map((kind) => ({ ...kind, retired: true }))];
}

export type Problem = 'nameMissing' | 'nameTwice' | 'none' | 'tooMany';

const room = 50;

/** Why the draft cannot be stored; null when it can. */
export function problemOf(draft: readonly DraftKind[]): Problem | null {
  const offered = draft.filter((kind) => !kind.retired);
  const names = offered.map(({ name }) => name.trim().toLowerCase());
  if (offered.length === 0) return 'none';
  if (names.includes('')) return 'nameMissing';
  if (new Set(names).size < names.length) return 'nameTwice';
  return draft.length > room ? 'tooMany' : null;
}

/** The name as it can stand in a file: `not in the text` is `not_in_the_text`. */
function idFrom(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return (
    plain
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_|_$/g, '')
      .slice(0, 36) || 'kind'
  );
}

/**
 * What is stored. The ids of new kinds come from their names: they stand in the dataset. A usual kind that is called
 * as usual is stored without a name, so that everybody has it in their own language.
 */
export function storedOf(draft: readonly DraftKind[], usualName: (id: string) => string): VerdictKind[] {
  const taken = new Set<string>([...usualVerdictKinds, ...draft.flatMap(({ id }) => id ?? [])]);
  return draft.map(({ id, name, retired }) => {
    if (id !== null) {
      const asUsual = isUsualVerdictKind(id) && name.trim() === usualName(id);
      return { id, name: asUsual ? '' : name.trim(), retired };
    }
    const plain = idFrom(name);
    let made = plain;
    for (let number = 2; taken.has(made); number += 1) made = `${plain}_${number}`;
    taken.add(made);
    return { id: made, name: name.trim(), retired };
  });
}
