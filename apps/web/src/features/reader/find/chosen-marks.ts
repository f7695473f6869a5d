/** The saved searches that somebody has marked in the letters of a project, kept in this browser. */
const keyOf = (personId: string, projectId: string): string => `koersvast-marks:${personId}:${projectId}`;

export function readMarks(personId: string, projectId: string): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(personId, projectId)) ?? '[]');
    return Array.isArray(stored) ? stored.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
}

export function keepMarks(personId: string, projectId: string, searchIds: readonly string[]): void {
  try {
    if (searchIds.length === 0) localStorage.removeItem(keyOf(personId, projectId));
    else localStorage.setItem(keyOf(personId, projectId), JSON.stringify(searchIds));
  } catch {
    // Then they are marked until the page goes.
  }
}
