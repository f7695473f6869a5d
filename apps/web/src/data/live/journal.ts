/**
 * What arrives while something is being read, changes or operations: the answer may have been made before it, so that
 * it is laid over that once more.
 */
export interface Journal<News> {
  note(news: readonly News[]): void;
  /** Reads, and gives with the answer all that was noted meanwhile. */
  during<Answer>(read: () => Promise<Answer>): Promise<{ answer: Answer; noted: readonly News[] }>;
}

export function createJournal<News>(): Journal<News> {
  const readers = new Set<News[]>();
  return {
    note: (news) => {
      for (const noted of readers) noted.push(...news);
    },
    during: async (read) => {
      const noted: News[] = [];
      readers.add(noted);
      try {
        return { answer: await read(), noted };
      } finally {
        readers.delete(noted);
      }
    },
  };
}
