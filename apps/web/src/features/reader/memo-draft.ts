/**
 * Memos that are being typed, kept in this browser until they are saved, so that neither a reload nor news from
 * elsewhere loses a word.
 */
function keyOf(personId: string, key: string): string {
  return `koersvast-memo:${personId}:${key}`;
}

export function readDraft(personId: string, key: string): string | null {
  try {
    return localStorage.getItem(keyOf(personId, key));
  } catch {
    return null;
  }
}

/** Null forgets it. */
export function keepDraft(personId: string, key: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(keyOf(personId, key));
    else localStorage.setItem(keyOf(personId, key), text);
  } catch {
    // Then it lasts as long as the card is open.
  }
}
