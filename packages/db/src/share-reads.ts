interface Asked<Reader, Read> {
  readonly reader: Reader;
  readonly resolve: (read: Read) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Lets many readers of the same thing share one question. Those who ask while one is being answered wait for
 * the next: so however many there are, no more than one question about each thing is open, and each is
 * answered by one that was put after it had been asked.
 */
export function shareReads<Reader, Read>(
  readAll: (about: string, readers: readonly Reader[]) => Promise<readonly Read[]>,
): (about: string, reader: Reader) => Promise<Read> {
  const waiting = new Map<string, Asked<Reader, Read>[]>();

  async function answer(about: string): Promise<void> {
    // Whoever was woken by the same notice asks before the next turn of the event loop.
    await new Promise<void>((resolve) => setImmediate(resolve));
    const asked = waiting.get(about) ?? [];
    waiting.set(about, []);
    try {
      const reads = await readAll(
        about,
        asked.map((each) => each.reader),
      );
      for (const [index, read] of reads.entries()) asked[index]?.resolve(read);
    } catch (error) {
      for (const each of asked) each.reject(error);
    }
    if (waiting.get(about)?.length === 0) waiting.delete(about);
    else await answer(about);
  }

  return (about, reader) =>
    new Promise((resolve, reject) => {
      const asked = waiting.get(about);
      if (asked) {
        asked.push({ reader, resolve, reject });
        return;
      }
      waiting.set(about, [{ reader, resolve, reject }]);
      void answer(about);
    });
}
