import { openWorkers, type PoolOptions, type Workers } from './pool.ts';

/**
 * One process searches, whatever the others do: what is searched is kept in it, so that it is not sent again for each
 * word, and nobody who reads a large file is in the way. What somebody searches is done in portions, in turns.
 */
const searching = {
  threads: 1,
  /** Some texts of ten million characters, with their words and what was found in them. */
  memory: 1_536,
  time: 20_000,
  /** What it keeps is sent again by the one that comes after it. */
  idle: 30 * 60_000,
};

/** All that works aside for a server. */
export function openServerWorkers(options: PoolOptions = {}): Workers {
  const usual = openWorkers(options);
  const searcher = openWorkers({
    ...options,
    limits: { ...searching, ...options.limits, threads: 1 },
    program: new URL('./searcher.ts', import.meta.url),
  });
  return {
    get threads() {
      return usual.threads + searcher.threads;
    },
    run: (personId, name, ...input) =>
      (name.startsWith('search.') ? searcher : usual).run(personId, name, ...input),
    async close() {
      await Promise.all([usual.close(), searcher.close()]);
    },
  };
}
