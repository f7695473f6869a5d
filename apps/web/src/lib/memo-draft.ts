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
