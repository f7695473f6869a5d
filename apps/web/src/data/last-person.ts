/** By whom this browser was used last, as long as they have not signed out. */
const stored = 'koersvast-person';

/** Who is probably signed in, of which the session itself tells no script; null when nobody is, or nothing is kept. */
export function lastPerson(): string | null {
  try {
    return localStorage.getItem(stored);
  } catch {
    return null;
  }
}

/** Notes who is signed in, for the next page. */
export function noteLastPerson(personId: string | null): void {
  try {
    if (personId === null) localStorage.removeItem(stored);
    else localStorage.setItem(stored, personId);
  } catch {
    // Then the next page waits until it knows.
  }
}
