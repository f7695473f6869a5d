/** What is known of a document, in a row; a line breaks between two facts, or within one, but not after its number. */
export function inARow(facts: readonly (string | null)[]): string {
  return facts
    .filter((fact) => fact !== null)
    .map((fact) => fact.replace(/^([\d.,]+) /, '$1\u00a0'))
    .join(' · ');
}
