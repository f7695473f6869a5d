import type { CountSearch } from './count-search.ts';

/** What is behind a mark, beside all that is counted: of which tag, documents, coder, round, or part of a text. */
export interface Behind {
  readonly tagId: string;
  readonly condition?: readonly string[] | null;
  readonly coderId?: string;
  readonly roundId?: string;
  readonly documentId?: string;
  /** In code units. */
  readonly part?: readonly [number, number];
  /** Characters of the passages themselves: at least, and at most where there is a second. */
  readonly length?: readonly string[];
}

/** The address of the passages behind a mark: the very selection that was counted. */
export function passagesAddress(projectId: string, search: CountSearch, behind: Behind): string {
  const { round, layers, set, where = [], coders, below } = search;
  const roundId = behind.roundId ?? round;
  const coderIds = behind.coderId === undefined ? coders : [behind.coderId];
  const conditions = [...where, ...(behind.condition ? [behind.condition] : [])];
  const given: Readonly<Record<string, unknown>> = {
    tags: [behind.tagId],
    only: below === true ? undefined : true,
    layer: layers,
    roundIds: roundId === undefined ? undefined : [roundId],
    coders: layers === 'final' ? undefined : coderIds,
    set,
    where: conditions.length === 0 ? undefined : conditions,
    documents: behind.documentId === undefined ? undefined : [behind.documentId],
    part: behind.part,
  };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(given))
    if (value !== undefined) query.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  return `/p/${projectId}/passages?${query}`;
}
