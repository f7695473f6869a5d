import type { ListedDocument, DocumentField as StoredField } from '@koersvast/contracts';
import { allFields, type DocumentField, type FieldRename } from '@koersvast/core/document-field';
import type { MergeRule } from '@koersvast/core/merge';
import { foldName } from '@koersvast/core/person';

/** A field as the form holds it; a new one has only a number of its own. */
export interface DraftField extends Omit<DocumentField, 'values' | 'formerly'> {
  readonly key: string;
  /** What it is called as long as the form is not saved; empty for a new one. */
  readonly stored: string;
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
    stored: name,
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

/** Whether it is given another name than documents have it under. */
export function isRenamed({ name, stored }: Pick<DraftField, 'name' | 'stored'>): boolean {
  return stored !== '' && name.trim() !== stored;
}

export function renamedIn(draft: readonly DraftField[]): FieldRename[] {
  return draft.filter(isRenamed).map(({ name, stored }) => ({ from: stored, to: name.trim() }));
}

/** The name under which documents have it. */
export const nameThere = ({ name, stored }: Pick<DraftField, 'name' | 'stored'>) => stored || name;

export function storedOf(draft: readonly DraftField[]): StoredField[] {
  return draft
    .filter((field) => !(field.found && field.kind === 'text') || isRenamed(field))
    .map((field) => ({ name: field.name.trim(), kind: field.kind, values: valuesOf(field) }));
}

export function withNew(draft: readonly DraftField[]): readonly DraftField[] {
  const numbers = draft.map(({ key }) => Number(/^new (\d+)$/.exec(key)?.[1] ?? 0));
  const key = `new ${Math.max(0, ...numbers) + 1}`;
  return [...draft, { key, stored: '', name: '', kind: 'text', choices: '', found: false }];
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
