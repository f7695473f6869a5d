import type { SavedSearch, SearchFound, SearchLine } from '@koersvast/contracts';
import { els, idOf } from './study.ts';

type Ready = Extract<SearchFound, { state: 'ready' }>;

/** A hit of a word in a letter, so many words into it. */
export function aLine(nth: number, more: Partial<SearchLine> = {}): SearchLine {
  const start = nth * 10;
  return {
    documentId: idOf(2, 1 + (nth % 3)),
    title: `Letter ${1 + (nth % 3)}`,
    date: nth % 3 === 2 ? null : `201${nth % 3}-03-0${1 + (nth % 9)}`,
    start,
    end: start + 9,
    startCp: start,
    endCp: start + 9,
    left: 'the cabinet speaks at length of the '.slice(nth % 20),
    hit: 'sanctions',
    right: ' that Europe has imposed, and of trade',
    cut: false,
    marks: [],
    ...more,
  };
}

/** So many of them, as the server answers. */
export function found(lines: readonly SearchLine[], more: Partial<Ready> = {}): Ready {
  return {
    state: 'ready',
    basis: { documents: 200, characters: 1_000_000, ownOnly: 0, unknown: [], leftOut: { switchedOff: 0 } },
    lines: [...lines],
    next: null,
    total: {
      hits: lines.length,
      documents: new Set(lines.map(({ documentId }) => documentId)).size,
      aside: 0,
    },
    ...more,
  };
}

/** A search that Els keeps for herself. */
export function aSearch(nth: number, more: Partial<SavedSearch> = {}): SavedSearch {
  return {
    id: idOf(9, nth),
    name: `search ${nth}`,
    query: 'sanctions',
    piece: 'hit',
    setId: null,
    conditions: null,
    shared: false,
    aside: [],
    version: 1,
    createdById: els.id,
    createdAt: '2026-11-02T10:00:00.000Z',
    removedAt: null,
    ...more,
  };
}
