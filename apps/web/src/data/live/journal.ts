import type { Change } from '@koersvast/contracts';

/**
 * Changes that arrive while something is being read: the answer may have been made before them, so that they
 * are laid over it once more.
 */
export interface Journal {
  note(changes: readonly Change[]): void;
  /** Reads, and gives with the answer every change that was noted meanwhile. */
  during<Answer>(read: () => Promise<Answer>): Promise<{ answer: Answer; changes: readonly Change[] }>;
}

export function createJournal(): Journal {
  const readers = new Set<Change[]>();
  return {
    note: (changes) => {
      for (const noted of readers) noted.push(...changes);
    },
    during: async (read) => {
      const noted: Change[] = [];
      readers.add(noted);
      try {
        return { answer: await read(), changes: noted };
      } finally {
        readers.delete(noted);
      }
    },
  };
}
