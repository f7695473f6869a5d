import type { confirmRenditionInput } from '@koersvast/contracts';
import { DomainError, type Refusal } from '@koersvast/core/error';
import {
  type Command,
  copySight,
  holdRows,
  intakeFileBytes,
  intakeFileHashes,
  keepMendings,
  type NewAttachment,
  type Rows,
  storeDocument,
} from '@koersvast/db';
import type { z } from 'zod';
import { updateDocument } from '../document/row.ts';
import { attachmentsOf, besideOf, documentOf } from '../intake/add-job.ts';
import { originalFileId } from '../intake/original.ts';
import { holdCoded } from './coded.ts';
import { holdLetter, type Letter } from './letter.ts';
import { moveCoding } from './move-coding.ts';
import { moveAssignments, moveReservations } from './move-work.ts';
import { keyOf, type Prepared } from './prepare.ts';

type Input = z.infer<typeof confirmRenditionInput>;

/**
 * Puts a new reading of a letter in the place of the old one: what is coded now moves over as the report said, work that
 * was given goes on there, and whatever names the letter names the new reading. Throws what `holdLetter` throws,
 * `rendition_same`, and `rendition_outdated` where anything was coded since the report was made.
 */
export async function confirmRendition(
  command: Command,
  input: Input,
  prepared: Prepared | { readonly refusal: Refusal },
): Promise<null> {
  if ('refusal' in prepared) throw new DomainError(prepared.refusal.code, prepared.refusal.details);
  const { documentId, id } = input;
  const letter = await holdLetter(command, documentId);
  const coded = await holdCoded(command, documentId);
  const { aligned, source } = prepared;
  if (aligned.same) throw new DomainError('rendition_same');
  if (keyOf(aligned, source.fileId, coded) !== input.key) throw new DomainError('rendition_outdated');
  await storeReading(command, input, letter, prepared);
  await updateDocument(command, letter.document, { replacedById: id });
  await nameInstead(command, letter, id);
  await copySight(command.tx, command.projectId, documentId, id);
  await moveAssignments(command, documentId, id);
  await moveReservations(command, documentId, id);
  await moveCoding(command, { ...coded, fates: aligned, documentId: id });
  await command.tx.intake.deleteMany({ where: { projectId: command.projectId, id: input.intakeId } });
  return null;
}

/** The new reading as a document of its own, with the details that people wrote of the letter. */
async function storeReading(
  command: Command,
  { id, intakeId }: Input,
  { document }: Letter,
  { item, source, aligned }: Prepared,
): Promise<void> {
  const { tx, projectId } = command;
  const firstId = document.renditionOfId ?? document.id;
  const at = { projectId, intakeId };
  const original = await intakeFileBytes(tx, { ...at, fileId: source.fileId });
  const files = besideOf(item, source);
  const hashes = await intakeFileHashes(
    tx,
    at,
    files.map(({ fileId }) => fileId),
  );
  const beside = attachmentsOf(tx, at, files, hashes, () => command.newId());
  const { title, date, author, addressee, dossier, documentNumber, sourceUrl } = document;
  const { language, licence, fields } = document;
  const read = documentOf(item, {
    metadata: {
      title,
      date,
      author,
      addressee,
      dossier,
      documentNumber,
      sourceUrl,
      language,
      licence,
      fields,
    },
    ...{ source, read: aligned.document, original, beside },
  });
  const last = await tx.document.aggregate({
    where: { projectId, renditionOfId: firstId },
    _max: { rendition: true },
  });
  await storeDocument(command, {
    ...read,
    id,
    originalName: source.fileId === originalFileId(document.id) ? document.originalName : read.originalName,
    stated: withOldDetails(document.stated, read.stated),
    attachments: [...(await keptBeside(command, document.id)), ...(read.attachments ?? [])],
    renditionOf: { firstId, number: (last._max.rendition ?? 1) + 1 },
  });
  await keepMendings(tx, at, [{ itemId: item.id, documentId: id }]);
}

/** What a list or a file beside the letter said of it still holds, where the new reading does not say it otherwise. */
function withOldDetails(
  old: Rows['document']['stated'],
  read: Rows['document']['stated'] | undefined,
): Rows['document']['stated'] {
  const besideText = Object.entries(old ?? {}).filter(
    ([, { start, from }]) => start === null && from !== 'letter',
  );
  const all = { ...Object.fromEntries(besideText), ...read };
  return Object.keys(all).length === 0 ? null : all;
}

/** What is kept beside the letter is kept beside its new reading too. */
async function keptBeside({ tx, projectId, newId }: Command, documentId: string): Promise<NewAttachment[]> {
  const rows = await tx.attachment.findMany({
    where: { projectId, documentId },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, mediaType: true, size: true, sha256: true },
  });
  const fetch = async (id: string) =>
    (await tx.attachment.findFirstOrThrow({ where: { projectId, documentId, id }, select: { bytes: true } }))
      .bytes;
  return rows.map(({ id, name, mediaType, size, sha256 }) => ({
    ...{ id: newId(), name, mediaType },
    bytes: { size, sha256, fetch: () => fetch(id) },
  }));
}

/** In rounds and in sets by hand the new reading stands in the place of the old one. */
async function nameInstead(command: Command, { document, rounds }: Letter, id: string): Promise<void> {
  const { tx, projectId } = command;
  const named = ({ documentIds }: { readonly documentIds: readonly string[] }) =>
    documentIds.includes(document.id);
  const instead = ({ documentIds }: { readonly documentIds: readonly string[] }) => ({
    documentIds: documentIds.map((each) => (each === document.id ? id : each)),
  });
  const edits = rounds.filter(named).map((current) => ({ current, patch: instead(current) }));
  await command.editAll('round', edits);
  const sets = (await holdRows(tx, 'set', { projectId })).filter(named);
  await command.editAll(
    'set',
    sets.map((current) => ({ current, patch: instead(current) })),
  );
}
