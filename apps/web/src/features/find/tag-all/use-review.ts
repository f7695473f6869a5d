import type { SearchCandidates } from '@koersvast/contracts';
import { useMemo, useState } from 'react';
import type { Asked } from '../queries.ts';

type Ready = Extract<SearchCandidates, { state: 'ready' }>;
type Letter = Ready['letters'][number];

export type Decision = 'accepted' | 'rejected';

/** What is done with a hit: it gets the tag beside what is there, or one's own coding of it gets the tag instead. */
export type Mode = 'beside' | 'instead';

/** A hit that is gone through. */
export interface Item {
  readonly key: string;
  readonly letter: Pick<Letter, 'id' | 'title' | 'date'>;
  readonly hit: Letter['hits'][number];
  /** Whether it is the first of its letter. */
  readonly first: boolean;
  /** One's own annotations that get the tag instead. */
  readonly instead: readonly string[];
}

export interface Listed {
  readonly items: readonly Item[];
  /** Hits that have the tag already. */
  readonly tagged: number;
  /** Hits that are no coding of one's own, where codings get another tag. */
  readonly notOwn: number;
}

/** What there is to go through for a tag. */
export function itemsOf({ letters, ofTags }: Ready, tagId: string | null, mode: Mode): Listed {
  const items: Item[] = [];
  const asked = ofTags === null ? null : new Set(ofTags);
  let tagged = 0;
  let notOwn = 0;
  for (const { hits, ...letter } of letters) {
    let first = true;
    for (const hit of hits) {
      const instead = hit.there.filter((each) => asked?.has(each.tagId) ?? true);
      if (hit.there.some((each) => each.tagId === tagId)) tagged += 1;
      else if (mode === 'instead' && instead.length === 0) notOwn += 1;
      else {
        const key = `${letter.id} ${hit.start} ${hit.end}`;
        // Of two codings of the same words one gets the tag: the other would be the same then.
        const ids = mode === 'instead' ? instead.slice(0, 1).map(({ annotationId }) => annotationId) : [];
        items.push({ key, letter, hit, first, instead: ids });
        first = false;
      }
    }
  }
  return { items, tagged, notOwn };
}

type Decisions = ReadonlyMap<string, Decision>;

/** What was decided about the last few questions, for whoever leaves and comes back; gone with the page. */
const kept = new Map<string, Decisions>();
const mostKept = 8;

/** The name of a question. */
export const questionName = (
  of: Pick<Asked, 'projectId' | 'query' | 'documents' | 'searchId'>,
  boundary: string,
): string => JSON.stringify([of.projectId, of.query, of.documents, of.searchId, boundary]);

/** What somebody decided about the hits of a question of this name, step by step. */
export function useDecisions(name: string) {
  const [decided, setDecided] = useState<{ readonly name: string; readonly by: Decisions }>({
    name,
    by: kept.get(name) ?? new Map(),
  });
  const by = decided.name === name ? decided.by : (kept.get(name) ?? new Map<string, Decision>());
  const keep = (next: Decisions) => {
    kept.delete(name);
    kept.set(name, next);
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    setDecided({ name, by: next });
  };
  return {
    by,
    /** Decides about some hits; null decides nothing about them. */
    decide: (keys: readonly string[], decision: Decision | null) => {
      // Whoever comes back from the server, seconds after they were drawn, begins with what was decided since.
      const next = new Map(kept.get(name) ?? by);
      for (const key of keys) {
        next.delete(key);
        if (decision !== null) next.set(key, decision);
      }
      keep(next);
    },
  };
}

/** How many of these were accepted and rejected, and how many are left. */
export function useCounts(items: readonly Item[], by: Decisions) {
  return useMemo(() => {
    const accepted = items.filter(({ key }) => by.get(key) === 'accepted');
    const rejected = items.filter(({ key }) => by.get(key) === 'rejected').length;
    return { accepted, rejected, left: items.length - accepted.length - rejected };
  }, [items, by]);
}

export type Counts = ReturnType<typeof useCounts>;
