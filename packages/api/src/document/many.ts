import type { DocumentEdit, editManyDocumentsInput, removeManyDocumentsInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { type Command, holdRows, mapByTurns, type Rows } from '@koersvast/db';
import type { z } from 'zod';
import { mergeChange } from '../merge-change.ts';
import { samePatch } from '../same-patch.ts';
import { checkNotReplaced, holdOlder } from './older.ts';
import { fitted, type KnownFields, knownFields } from './own-fields.ts';

type Document = Rows['document'];
type Fields = Document['fields'];

/** Details of several documents, as one step; where one is refused nothing is written. */
export async function editManyDocuments(
  command: Command,
  { edits }: z.infer<typeof editManyDocumentsInput>,
): Promise<null> {
  const documents = await held(command, edits);
  const own = edits.some(({ change }) => change.fields !== undefined);
  const known = own ? await knownFields(command, []) : null;
  const writer = new Writer();
  await mapByTurns(edits, (edit) => writer.add(documents.get(edit.documentId), edit, known));
  await command.editAll('document', await writer.edits());
  return null;
}

/** Removes documents, or brings them back; those of which it is so already stay as they are. */
export async function removeManyDocuments(
  command: Command,
  { documents: given, removed }: z.infer<typeof removeManyDocumentsInput>,
): Promise<null> {
  const documents = await held(command, given);
  const edits = given.flatMap(({ documentId, version }) => {
    const current = there(documents.get(documentId));
    checkNotReplaced(current);
    checkVersion(current, version);
    if ((current.removedAt !== null) === removed) return [];
    return [{ current, patch: { removedAt: removed ? command.at.toISOString() : null } }];
  });
  const older = await holdOlder(
    command,
    edits.map(({ current }) => current),
  );
  const along = older.map((current) => ({
    current,
    patch: { removedAt: removed ? command.at.toISOString() : null },
  }));
  await command.editAll('document', [...edits, ...along], { action: removed ? 'remove' : 'restore' });
  return null;
}

/** The documents that are named, held, by their ids. */
async function held(
  { tx, projectId }: Command,
  named: readonly { readonly documentId: string }[],
): Promise<ReadonlyMap<string, Document>> {
  const ids = named.map(({ documentId }) => documentId);
  return new Map((await holdRows(tx, 'document', { projectId, id: ids })).map((row) => [row.id, row]));
}

function there(document: Document | undefined): Document {
  if (document === undefined) throw new DomainError('not_found');
  return document;
}

function checkVersion({ id, version }: Document, seen: number): void {
  if (version !== seen) throw new DomainError('version_conflict', { noun: 'document', id, version });
}

/** What is to be written over documents. */
class Writer {
  readonly #patches: { readonly current: Document; readonly patch: Partial<Document> }[] = [];

  /** Throws what `document.edit` throws of one. */
  add(found: Document | undefined, edit: DocumentEdit, known: KnownFields | null): void {
    const current = there(found);
    checkNotReplaced(current);
    if (current.removedAt !== null) throw new DomainError('document_removed', { id: current.id });
    if (edit.base === undefined) checkVersion(current, edit.version);
    const { fields, ...change } = edit.change;
    const { fields: seen, ...base } = edit.base ?? {};
    const own = fields === undefined || known === null ? {} : { fields: withFields(current, fields, known) };
    const patch = mergeChange<Document>(
      'document',
      current,
      {
        version: edit.version,
        change: { ...change, ...own },
        ...(edit.base === undefined
          ? {}
          : { base: { ...base, ...(seen === undefined ? {} : { fields: asSeen(current, seen) }) } }),
      },
      { fields: 'record' },
    );
    if (!samePatch(current, patch)) this.#patches.push({ current, patch });
  }

  /** With the same fields for all, as they are written in one statement. */
  edits(): Promise<{ readonly current: Document; readonly patch: Partial<Document> }[]> {
    const fields = [...new Set(this.#patches.flatMap(({ patch }) => Object.keys(patch)))];
    return mapByTurns(this.#patches, ({ current, patch }) => {
      const whole: Readonly<Record<string, unknown>> = { ...current, ...patch };
      return { current, patch: Object.fromEntries(fields.map((field) => [field, whole[field]])) };
    });
  }
}

/** All fields of a document once some are changed. */
function withFields(
  { fields }: Document,
  change: NonNullable<DocumentEdit['change']['fields']>,
  known: KnownFields,
): Fields {
  const given = Object.entries(change).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  const gone = new Set(Object.entries(change).flatMap(([name, value]) => (value === null ? [name] : [])));
  const kept = Object.entries(fields).filter(([name]) => !gone.has(name));
  return Object.fromEntries([...kept, ...Object.entries(fitted(known, fields, Object.fromEntries(given)))]);
}

/** All fields of a document as somebody saw some of them; what they did not see is not compared. */
function asSeen({ fields }: Document, seen: Readonly<Record<string, string | null>>): Fields {
  const names = Object.keys(fields).filter((name) => !Object.hasOwn(seen, name));
  const given = Object.entries(seen).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  return Object.fromEntries([...names.map((name) => [name, fields[name]]), ...given]) as Fields;
}
