import { documentDetails } from './file.ts';

/** The names by which a query asks for codings and documents. */
export interface SearchNames {
  readonly codings: readonly string[];
  readonly documents: readonly string[];
}

const codings = ['tag', 'coder', 'layer', 'round', 'certainty', 'memo', 'verdict'] as const;

/** All names that there are in a project with these fields: details of documents, its own fields, and sets. */
export function searchNames(fields: readonly { readonly name: string }[]): SearchNames {
  const taken = new Set<string>([...codings, ...documentDetails, 'set']);
  const own = fields.map(({ name }) => name).filter((name) => !taken.has(name.toLowerCase()));
  return { codings, documents: [...documentDetails, 'set', ...own] };
}
