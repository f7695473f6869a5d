import type { DocumentMetadata, IntakeReport } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { foldName } from '@koersvast/core/person';
import {
  type Command,
  holdWord,
  intakeFileBytes,
  intakeFileHashes,
  intakeFilesBytes,
  keepMendings,
  keepSketches,
  type NewAttachment,
  type NewDocument,
  outsideTransaction,
  storeDocuments,
  type Tx,
} from '@koersvast/db';
import { twinVersion } from '@koersvast/formats';
import { z } from 'zod';
import { giveCommand } from '../command.ts';
import { fitted, type KnownFields, knownFields } from '../document/own-fields.ts';
import { declareJob } from '../job/kind.ts';
import type { ItemDocument } from './aside/whole-items.ts';
import { checkTwins } from './check-twins.ts';
import { metadataOf } from './details.ts';
import { findTwins, itemSketches } from './find-twins.ts';
import { rest } from './fresh-files.ts';
import { itemsOf, textSource } from './items.ts';
import { type IntakeWork, workOn } from './job-work.ts';
import { mediaTypeOf } from './media-type.ts';
import { isIncluded, type StoredItem } from './stored.ts';

const input = z.strictObject({ intakeId: z.string(), opId: z.string() });

/** So many problems are told by name; the others are counted. */
const TOLD = 200;

/**
 * Adds what was chosen as one operation, so that one undo takes all of it back: documents come and go one after the
 * other, within a transaction that holds up nobody until its end. Begun anew after a kill, it finds all of it done, or
 * nothing.
 */
export const addIntakeJob = declareJob({
  kind: 'intake.add',
  input,
  again: true,
  run: async ({ intakeId, opId }, context) => {
    const work = workOn(intakeId, context);
    const { projectId } = work;
    const { db } = context;
    try {
      const place = { kind: 'document.import', ability: 'document.edit', bulk: true } as const;
      const given = { opId, projectId, intakeId };
      await giveCommand(context, given, place, async (command) => {
        await context.fence(command.tx);
        await addAll(work, command);
        return null;
      });
    } catch (error) {
      if (error instanceof DomainError && error.code === 'intake_twins') await findTwins(work);
      throw error;
    }
    return reportOf(await itemsOf(work, outsideTransaction(db)), opId);
  },
});

function reportOf(items: readonly StoredItem[], operationId: string): IntakeReport {
  const failed = items.filter(({ state }) => state === 'failed');
  const added = items.filter(({ state }) => state === 'added').length;
  return {
    operationId,
    added,
    problems: failed
      .slice(0, TOLD)
      .flatMap(({ sources, problem }) => (problem ? { path: sources[0]?.path ?? '', problem } : [])),
    failed: failed.length,
    left: items.length - added - failed.length,
  };
}

async function addAll(work: IntakeWork, command: Command): Promise<void> {
  const { context, projectId, intakeId } = work;
  const { tx } = command;
  // Two who add the same at once: the second finds what the first has added.
  await holdWord(tx, `documents into ${projectId}`);
  const all = await itemsOf(work, tx);
  const items = all.filter((item) => item.state === 'read' && isIncluded(item));
  if (items.length === 0) throw new DomainError('intake_empty');
  const sketches = new Map((await itemSketches(tx, work)).map((each) => [each.id, each]));
  await checkTwins(work, tx, items, sketches);
  const known = spelledAlike(await knownFields(command, []));
  let stored = 0;
  async function* documents(): AsyncGenerator<NewDocument> {
    const portions = portionsOf(items);
    // The next letters are made ready in a worker while the database takes these.
    let ahead = portions[0] && (await begin(work, tx, portions[0]));
    for (let nth = 1; ahead !== undefined; nth += 1) {
      context.signal.throwIfAborted();
      const begun = ahead;
      const next = portions[nth];
      const whole = await begun.read;
      ahead = next && (await begin(work, tx, next));
      for (const document of await documentsOf(work, tx, begun.known, whole)) {
        yield { ...document, fields: fitted(known, null, document.fields) };
        stored += 1;
        context.progress('storing', stored, items.length);
      }
    }
  }
  await storeDocuments(command, documents());
  const ids = items.map(({ id }) => id);
  await keepMendings(
    tx,
    work,
    ids.map((id) => ({ itemId: id, documentId: id })),
  );
  await keepSketches(tx, work, { ids, version: twinVersion });
  await tx.intakeItem.updateMany({
    where: { projectId, intakeId, id: { in: ids } },
    data: { state: 'added', packed: null, sketch: null, sketchOf: null },
  });
  await dropFiles(tx, work, all, new Set(ids));
  await rest(work, tx, 'added', { touchedAt: context.now() });
}

/** The first of several new documents that has a field spells it for the others. */
function spelledAlike({ defined, spelled }: KnownFields): KnownFields {
  const names = new Map<string, string>();
  return {
    defined,
    spelled: (name) => {
      const own = spelled(name);
      const first = names.get(foldName(own)) ?? own;
      names.set(foldName(own), first);
      return first;
    },
  };
}

/** What is fetched and made ready at once: many short letters, or one long one; what lies beside them comes later. */
const PORTION = { items: 25, bytes: 1_000_000, characters: 500_000 } as const;

function portionsOf(items: readonly StoredItem[]): StoredItem[][] {
  const portions: StoredItem[][] = [];
  let [bytes, characters] = [0, 0];
  for (const item of items) {
    const size = textSource(item)?.size ?? 0;
    const length = item.reading?.lengthCp ?? 0;
    const last = portions.at(-1);
    bytes += size;
    characters += length;
    if (
      last !== undefined &&
      last.length < PORTION.items &&
      bytes <= PORTION.bytes &&
      characters <= PORTION.characters
    )
      last.push(item);
    else {
      portions.push([item]);
      [bytes, characters] = [size, length];
    }
  }
  return portions;
}

/** What is known of letters, and their texts as they come from a worker, which nobody has to wait for. */
async function begin({ context, projectId, intakeId }: IntakeWork, tx: Tx, items: readonly StoredItem[]) {
  const rows = await tx.intakeItem.findMany({
    where: { projectId, intakeId, id: { in: items.map(({ id }) => id) } },
    select: { id: true, packed: true },
  });
  const packedOf = new Map(rows.map(({ id, packed }) => [id, packed]));
  const known = items.map((item) => {
    const packed = packedOf.get(item.id);
    const metadata = metadataOf(item);
    const source = textSource(item);
    if (!packed || !metadata || !source) throw new DomainError('unexpected');
    return { item, packed, metadata, source, mends: item.choice.mends ?? [], language: metadata.language };
  });
  const read = context.work.run(
    context.person.id,
    'intake.documents',
    known.map(({ packed, mends, language }) => ({ packed, mends, language })),
  );
  // Whoever is stopped before these are asked for has another fault to tell.
  read.catch(() => undefined);
  return { known, read };
}

type Begun = Awaited<ReturnType<typeof begin>>;

async function documentsOf(
  { context, projectId, intakeId }: IntakeWork,
  tx: Tx,
  known: Begun['known'],
  read: Awaited<Begun['read']>,
): Promise<NewDocument[]> {
  const at = { projectId, intakeId };
  const originals = await intakeFilesBytes(
    tx,
    at,
    known.map(({ source }) => source.fileId),
  );
  const hashes = await intakeFileHashes(
    tx,
    at,
    known.flatMap(({ item, source }) => besideOf(item, source).map(({ fileId }) => fileId)),
  );
  return known.map(({ item, metadata, source }, nth) => {
    const [found, original] = [read[nth], originals.get(source.fileId)];
    if (!found || !original) throw new DomainError('unexpected');
    const beside = attachmentsOf(tx, at, besideOf(item, source), hashes, () => context.newId());
    return documentOf(item, { metadata, source, read: found, original, beside });
  });
}

/** Files of an intake as they are kept beside a document: their bytes are fetched when they are stored. */
export function attachmentsOf(
  tx: Tx,
  at: { readonly projectId: string; readonly intakeId: string },
  sources: StoredItem['sources'],
  hashes: ReadonlyMap<string, string>,
  newId: () => string,
): NewAttachment[] {
  return sources.map(({ fileId, path, format, size }) => {
    const sha256 = hashes.get(fileId);
    if (sha256 === undefined) throw new DomainError('not_found');
    const bytes = { size, sha256, fetch: () => intakeFileBytes(tx, { ...at, fileId }) };
    return { id: newId(), name: nameOf(path), mediaType: mediaTypeOf(path, format), bytes };
  });
}

/** The files of an item that are kept beside its text. */
export const besideOf = ({ sources }: StoredItem, text: Parts['source']) =>
  sources.filter(({ fileId, role }) => fileId !== text.fileId && role !== 'index');

interface Parts {
  readonly metadata: DocumentMetadata;
  readonly source: StoredItem['sources'][number];
  readonly read: ItemDocument;
  readonly original: Uint8Array;
  readonly beside: readonly NewAttachment[];
}

/** An item with all that is stored of it. */
export function documentOf(
  item: StoredItem,
  { metadata, source, read, original, beside }: Parts,
): NewDocument {
  const { title: _, stated, ...frozen } = read;
  const listed = Object.entries(item.proposals).flatMap(([key, { value, from }]) =>
    from === 'index' ? [[key, { value, start: null, end: null, from }] as const] : [],
  );
  return {
    ...metadata,
    ...frozen,
    stated: listed.length > 0 ? { ...stated, ...Object.fromEntries(listed) } : stated,
    id: item.id,
    original,
    originalName: nameOf(source.path),
    attachments: beside,
  };
}

const nameOf = (path: string): string => (path.split('/').at(-1) ?? path).slice(0, 255).toWellFormed();

/** Files that are documents now are let go of; those of which something is left stay. */
async function dropFiles(
  tx: Tx,
  { projectId, intakeId }: IntakeWork,
  all: readonly StoredItem[],
  added: ReadonlySet<string>,
): Promise<void> {
  const filesOf = (items: readonly StoredItem[]) =>
    items.flatMap(({ sources }) => sources.map(({ fileId }) => fileId));
  const kept = new Set(filesOf(all.filter(({ id, state }) => state !== 'added' && !added.has(id))));
  const gone = filesOf(all.filter(({ id }) => added.has(id))).filter((id) => !kept.has(id));
  const where = { projectId, intakeId };
  await tx.intakeFilePart.deleteMany({ where: { ...where, fileId: { in: gone } } });
  await tx.intakeFile.updateMany({ where: { ...where, id: { in: gone } }, data: { unpacked: true } });
}
