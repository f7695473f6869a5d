/**
 * Memos that are being typed, kept in this browser until they are saved, so that neither a reload nor news from
 * elsewhere loses a word.
 */
const prefixOf = (personId: string): string => `koersvast-memo:${personId}:`;

export function readDraft(personId: string, key: string): string | null {
  try {
    return localStorage.getItem(prefixOf(personId) + key);
  } catch {
    return null;
  }
}

/** Null forgets it. */
export function keepDraft(personId: string, key: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(prefixOf(personId) + key);
    else localStorage.setItem(prefixOf(personId) + key, text);
  } catch {
    // Then it lasts as long as the card is open.
  }
}

/** A memo that is being typed, and the one that was there when it was begun. */
export interface MemoDraft {
  readonly text: string;
  readonly base: string | null;
}

/** `saved` is what is taken for the base of one that was begun before its base was kept. */
export function readMemoDraft(personId: string, key: string, saved: string | null): MemoDraft | null {
  const kept = readDraft(personId, key);
  if (kept === null) return null;
  try {
    const draft: unknown = JSON.parse(kept);
    if (typeof draft === 'object' && draft !== null && 'text' in draft && 'base' in draft) {
      const { text, base } = draft;
      if (typeof text === 'string' && (base === null || typeof base === 'string')) return { text, base };
    }
  } catch {
    // Kept as plain text.
  }
  return { text: kept, base: saved };
}

export function keepMemoDraft(personId: string, key: string, draft: MemoDraft | null): void {
  keepDraft(personId, key, draft === null ? null : JSON.stringify(draft));
}

function draftKeys(personId: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefixOf(personId)));
  } catch {
    return [];
  }
}

/** How many memos this person has begun and not saved in this browser. */
export function countDrafts(personId: string): number {
  return draftKeys(personId).length;
}

/** Leaves nothing of this person's unsaved memos in this browser. */
export function forgetDrafts(personId: string): void {
  for (const key of draftKeys(personId)) localStorage.removeItem(key);
}
