import type { PassageSearch } from './passage-search.ts';

/** What a chart counts of a list of passages, per year; null where the list is narrowed by what no chart can be. */
export function chartSearchOf(search: PassageSearch) {
  const { list, tags, only, coders, layer = 'current', work, roundIds = [], set, where } = search;
  const { documents, part, length, with: related, certainty, memo, words, verdicts, thread } = search;
  const narrower = [list, documents, part, length, related, certainty, memo, words, verdicts, thread];
  if (narrower.some((each) => each !== undefined) || roundIds.length > 1) return null;
  // First passes and final versions are finished work; of them charts know no other.
  return {
    chart: 'time' as const,
    ...{ tags, coders, set, where },
    below: tags !== undefined && only !== true ? true : undefined,
    round: roundIds[0],
    layers: layer === 'current' ? undefined : layer,
    unfinished: layer === 'current' && work !== 'finished' ? true : undefined,
    independent: layer === 'first-pass' && work === 'independent' ? true : undefined,
  };
}
