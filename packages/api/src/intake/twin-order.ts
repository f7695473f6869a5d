import type { StoredItem } from './stored.ts';

/** What tells which of several items with one text goes in. */
type Ranked = Pick<StoredItem, 'nth' | 'sources' | 'proposals'>;

const isListed = ({ proposals }: Ranked) => Object.values(proposals).some(({ from }) => from === 'index');

/**
 * Of items with one text, the one that goes in comes first: the one that a list says something of, so that this is not
 * lost; else the one with the most files; else the one that came first.
 */
export function compareTwins(one: Ranked, other: Ranked): number {
  return (
    Number(isListed(other)) - Number(isListed(one)) ||
    other.sources.length - one.sources.length ||
    one.nth - other.nth
  );
}
