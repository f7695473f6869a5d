import { documentDetails } from './file.ts';
import type { Language } from './language.ts';

/** The names by which a query asks for codings and documents. */
export interface SearchNames {
  readonly codings: readonly string[];
  readonly documents: readonly string[];
  /** What else they are called, in lower case, each with its name. */
  readonly also: Readonly<Record<string, string>>;
}

const codings = ['tag', 'coder', 'layer', 'round', 'certainty', 'memo', 'verdict'] as const;

/** Of one that has several in a language, the first is the one that is taught. */
const elsewhere: Readonly<Record<Exclude<Language, 'en'>, Readonly<Record<string, string>>>> = {
  nl: {
    codeur: 'coder',
    laag: 'layer',
    ronde: 'round',
    zekerheid: 'certainty',
    oordeel: 'verdict',
    titel: 'title',
    datum: 'date',
    auteur: 'author',
    afzender: 'author',
    geadresseerde: 'addressee',
    ontvanger: 'addressee',
    dossiernummer: 'dossier',
    documentnummer: 'documentNumber',
    bron: 'sourceUrl',
    taal: 'language',
    licentie: 'licence',
  },
};

/**
 * All names that there are in a project with these fields: details of documents, its own fields, and sets. What a project
 * calls a field of its own means that field, and nothing else in another language.
 */
export function searchNames(fields: readonly { readonly name: string }[]): SearchNames {
  const taken = new Set<string>([...codings, ...documentDetails, 'set']);
  const own = fields.map(({ name }) => name).filter((name) => !taken.has(name.toLowerCase()));
  const owned = new Set(own.map((name) => name.toLowerCase()));
  const also = Object.values(elsewhere).flatMap((names) => Object.entries(names));
  return {
    codings,
    documents: [...documentDetails, 'set', ...own],
    also: Object.fromEntries(also.filter(([name]) => !owned.has(name))),
  };
}

/** What a condition is called where this language is spoken, among the names of a project. */
export function nameIn(language: Language, name: string, { also }: SearchNames): string {
  if (language === 'en') return name;
  const called = Object.entries(elsewhere[language]).find(([each, of]) => of === name && also[each] === name);
  return called?.[0] ?? name;
}
