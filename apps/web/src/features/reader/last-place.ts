/** Where people were last in the documents that they read, kept in this browser: the block at the top of the window. */
const keyOf = (personId: string): string => `koersvast-places:${personId}`;
/** As many documents as anybody goes back to. */
const kept = 300;

type Places = readonly (readonly [documentId: string, block: number])[];

function readPlaces(personId: string): Places {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(personId)) ?? '[]');
    if (!Array.isArray(stored)) return [];
    return stored.filter(
      (each): each is [string, number] =>
        Array.isArray(each) && typeof each[0] === 'string' && Number.isSafeInteger(each[1]),
    );
  } catch {
    return [];
  }
}

/** The index of the block at which this person stopped in this document; null where there is nothing to go back to. */
export function readPlace(personId: string, documentId: string): number | null {
  return readPlaces(personId).find(([id]) => id === documentId)?.[1] ?? null;
}

/** Null forgets it: at the top of a document there is nothing to remember. */
export function keepPlace(personId: string, documentId: string, block: number | null): void {
  const others = readPlaces(personId).filter(([id]) => id !== documentId);
  const places = block === null ? others : [[documentId, block] as const, ...others];
  try {
    localStorage.setItem(keyOf(personId), JSON.stringify(places.slice(0, kept)));
  } catch {
    // Then people begin at the top.
  }
}
