import { type DocumentMetadata, documentMetadata } from '@koersvast/contracts';
import type { DocumentField } from '@koersvast/core/document-field';
import type { MergeRules } from '@koersvast/core/merge';
import { foldName } from '@koersvast/core/person';

/** The details of a document as the fields of a form hold them: empty for what is not known. */
export interface MetadataFields {
  readonly title: string;
  readonly date: string;
  readonly author: string;
  readonly addressee: string;
  readonly dossier: string;
  readonly documentNumber: string;
  readonly sourceUrl: string;
  readonly language: string;
  readonly licence: string;
  /** The project's own fields, in the order in which they were written. */
  readonly fields: readonly OwnField[];
}

/** A field of the project's own, with a name of its own for as long as the form is open. */
export interface OwnField {
  readonly id: string;
  readonly name: string;
  readonly value: string;
}

export function fieldsOf(metadata: DocumentMetadata): MetadataFields {
  return {
    title: metadata.title,
    date: metadata.date ?? '',
    author: metadata.author ?? '',
    addressee: metadata.addressee ?? '',
    dossier: metadata.dossier ?? '',
    documentNumber: metadata.documentNumber ?? '',
    sourceUrl: metadata.sourceUrl ?? '',
    language: metadata.language,
    licence: metadata.licence ?? '',
    fields: Object.entries(metadata.fields).map(([name, value]) => ({ id: `is ${name}`, name, value })),
  };
}

/** With those that the project defines and the document has not: they are there to be filled in. */
export function withDefined(
  fields: MetadataFields,
  defined: readonly Pick<DocumentField, 'name'>[],
): MetadataFields {
  const there = new Set(fields.fields.map(({ name }) => foldName(name)));
  const missing = defined.filter(({ name }) => !there.has(foldName(name)));
  const own = missing.map(({ name }) => ({ id: `may be ${name}`, name, value: '' }));
  return { ...fields, fields: [...fields.fields, ...own] };
}

/** One more, without name and value yet. */
export function withOwnField(fields: readonly OwnField[]): readonly OwnField[] {
  const numbers = fields.map(({ id }) => Number(/^new (\d+)$/.exec(id)?.[1] ?? 0));
  return [...fields, { id: `new ${Math.max(0, ...numbers) + 1}`, name: '', value: '' }];
}

/** How the details are brought together with what somebody else made of them: own fields one by one. */
export const metadataRules: MergeRules<MetadataFields> = {
  fields: {
    list: 'named',
    idOf: ({ name }: OwnField) => name.trim(),
    says: ({ value }: OwnField) => value,
  },
};

function orNull(value: string): string | null {
  const trimmed = value.trim();
  return trimmed === '' ? null : trimmed;
}

/** Names with their values; a second field of the same name keeps a key of its own, so that the contract sees both. */
function fieldsByName(fields: MetadataFields['fields']): Record<string, string> {
  const byName = new Map<string, string>();
  for (const { id, name, value } of fields) {
    let key = name.trim();
    if ((key === '' || id.startsWith('may be ')) && value.trim() === '') continue;
    while (byName.has(key)) key += ' ';
    byName.set(key, value);
  }
  return Object.fromEntries(byName);
}

/** What the contract takes of these fields; own fields without name and value are left out. */
export function inputOf(fields: MetadataFields): {
  readonly [Name in keyof DocumentMetadata]: DocumentMetadata[Name];
} {
  return {
    title: fields.title.trim(),
    date: orNull(fields.date),
    author: orNull(fields.author),
    addressee: orNull(fields.addressee),
    dossier: orNull(fields.dossier),
    documentNumber: orNull(fields.documentNumber),
    sourceUrl: orNull(fields.sourceUrl),
    language: fields.language.trim(),
    licence: orNull(fields.licence),
    fields: fieldsByName(fields.fields),
  };
}

/** The details as the contract has them; null when a field cannot be used. */
export function metadataOf(fields: MetadataFields): DocumentMetadata | null {
  const parsed = documentMetadata.safeParse(inputOf(fields));
  return parsed.success ? parsed.data : null;
}
