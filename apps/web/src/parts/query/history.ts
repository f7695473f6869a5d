/** The queries that somebody asked of a project, the latest first, kept in this browser. */
const keyOf = (personId: string, projectId: string): string => `koersvast-queries:${personId}:${projectId}`;
/** As many as anybody goes back to. */
const kept = 50;

export function readQueries(personId: string, projectId: string): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(personId, projectId)) ?? '[]');
    return Array.isArray(stored) ? stored.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
}

/** The same query twice is there once. */
export function keepQuery(personId: string, projectId: string, query: string): void {
  const others = readQueries(personId, projectId).filter((each) => each !== query);
  try {
    localStorage.setItem(keyOf(personId, projectId), JSON.stringify([query, ...others].slice(0, kept)));
  } catch {
    // Then there is nothing to go back to.
  }
}
