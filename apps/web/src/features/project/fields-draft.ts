import type { ListedDocument, DocumentField as StoredField } from '@koersvast/contracts';
import { allFields, type DocumentField } from '@koersvast/core/document-field';
import type { MergeRule } from '@koersvast/core/merge';
import { foldName } from '@koersvast/core/person';

/** A field as the form holds it; a new one has only a number of its own. */
export interface DraftField extends Omit<DocumentField, 'values'> {
  readonly key: string;
  /** Its choices, one on each line. */
  readonly choices: string;
  /** Whether only documents have it: it is not stored as long as it is text, which it is by itself. */
  readonly found: boolean;
}

/** How fields are brought together with those that somebody else stored meanwhile: each by itself. */
export const fieldsRule: MergeRule = { list: 'named', idOf: ({ key }: DraftField) => key };

export function draftOf(
  defined: readonly DocumentField[],
  rows: readonly Pick<ListedDocument, 'fields'>[],
): readonly DraftField[] {
  const known = new Set(defined.map(({ name }) => foldName(name)));
  const names = new Set(rows.flatMap(({ fields }) => Object.keys(fields)));
  return allFields(defined, names).map(({ name, kind, values }) => ({
    key: foldName(name),
    name,
    kind,
    choices: values.join('\n'),
    found: !known.has(foldName(name)),
  }));
}

export function valuesOf({ choices }: Pick<DraftField, 'choices'>): string[] {
  return choices
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

export function storedOf(draft: readonly DraftField[]): StoredField[] {
  return draft
    .filter(({ found, kind }) => !(found && kind === 'text'))
    .map((field) => ({ name: field.name.trim(), kind: field.kind, values: valuesOf(field) }));
}

export function withNew(draft: readonly DraftField[]): readonly DraftField[] {
  const numbers = draft.map(({ key }) => Number(/^new (\d+)$/.exec(key)?.[1] ?? 0));
  const key = `new ${Math.max(0, ...numbers) + 1}`;
  return [...draft, { key, name: '', kind: 'text', choices: '', found: false }];
}

/** One place up or down. */
export function movedBy(draft: readonly DraftField[], key: string, by: -1 | 1): readonly DraftField[] {
  const at = draft.findIndex((field) => field.key === key);
  const [field, other] = [draft[at], draft[at + by]];
  if (field === undefined || other === undefined) return draft;
  return draft.map((each) => (each === field ? other : each === other ? field : each));
}

/** What documents have in a field, whatever its name looks like there. */
export function valuesIn(name: string, rows: readonly Pick<ListedDocument, 'fields'>[]): readonly string[] {
  const wanted = foldName(name);
  return rows.flatMap(({ fields }) => {
    if (Object.hasOwn(fields, name)) return fields[name] ?? [];
    return Object.entries(fields).flatMap(([each, value]) => (foldName(each) === wanted ? value : []));
  });
}
