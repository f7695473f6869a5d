import { createHash } from 'node:crypto';
import { DomainError, type Refusal } from '@koersvast/core/error';
import type { Rows } from '@koersvast/db';
import { type Access, loadAccess, snapshot, type Tx } from '@koersvast/db';
import type { SignedInContext } from '../command.ts';
import { itemsOf, textSource } from '../intake/items.ts';
import { checkAtRest, ownIntake } from '../intake/own.ts';
import type { StoredItem } from '../intake/stored.ts';
import { openStudy } from '../study/study.ts';
import type { Aligned } from './align.ts';
import { type Coded, codedText, readCoded } from './coded.ts';
import { type Letter, seeLetter, standingDocument } from './letter.ts';

export interface RenditionPlace {
  readonly projectId: string;
  readonly documentId: string;
  readonly intakeId: string;
}

/** A new reading beside what stands in the letter, and what would become of that. */
export interface Prepared {
  readonly letter: Letter;
  readonly item: StoredItem;
  readonly source: StoredItem['sources'][number];
  readonly coded: Coded;
  /** What stays on the old reading as it is. */
  readonly staying: { readonly firstPasses: number; readonly finals: number };
  readonly aligned: Aligned;
  readonly key: string;
}

/** The one item that is read for a letter. Throws `not_found`, `intake_at_work`, and what is wrong with it. */
async function itemFor(tx: Tx, access: Access, at: RenditionPlace): Promise<StoredItem> {
  const own = await ownIntake(tx, access, at);
  if (own.row.documentId !== at.documentId) throw new DomainError('not_found');
  checkAtRest(own);
  const items = await itemsOf(at, tx);
  const wanted = items.filter(({ choice }) => choice.include !== false);
  const read = wanted.filter(({ state }) => state === 'read');
  const [item, ...others] = read;
  if (item !== undefined && others.length === 0) return item;
  const chosen = read.filter(({ choice }) => choice.include === true);
  if (chosen[0] && chosen.length === 1) return chosen[0];
  if (item !== undefined) throw new DomainError('rendition_not_one');
  const problem = wanted.find((each) => each.problem !== null)?.problem;
  throw problem ? new DomainError(problem.code, problem.details) : new DomainError('intake_empty');
}

/** Names all that a report tells of: the new reading, the file it is of, and each thing that was coded, as it stands. */
export function keyOf({ hash }: Pick<Aligned, 'hash'>, fileId: string, coded: Coded): string {
  const versions = (rows: readonly { readonly id: string; readonly version: number }[]) =>
    rows.map(({ id, version }) => [id, version]);
  const inLayers = (rows: readonly Rows['annotation' | 'reading'][]) =>
    rows.map(({ layerId, id, version }) => [layerId, id, version]);
  const all = [inLayers(coded.annotations), inLayers(coded.readings), versions(coded.reviews)];
  return createHash('sha256')
    .update(JSON.stringify([hash, fileId, ...all]))
    .digest('hex');
}

/** Lays the new reading beside the old one, in a process of its own. Throws what `findLetter` and `itemFor` throw. */
export async function prepareRendition(ctx: SignedInContext, at: RenditionPlace): Promise<Prepared> {
  const { projectId, documentId } = at;
  const found = await snapshot(ctx.db, async (tx) => {
    const access = await loadAccess(tx, { projectId, personId: ctx.person.id });
    if (!access) throw new DomainError('not_found');
    const study = openStudy(tx, access);
    await standingDocument(tx, projectId, documentId);
    const item = await itemFor(tx, access, at);
    const letter = await seeLetter(tx, study, documentId);
    const source = textSource(item);
    const { packed } = await tx.intakeItem.findFirstOrThrow({
      where: { projectId, intakeId: at.intakeId, id: item.id },
      select: { packed: true },
    });
    if (!source || !packed) throw new DomainError('intake_empty');
    const { text, blocks } = await study.page(documentId);
    const { lines: pageLines } = await study.pages({ documentId });
    const coded = await readCoded(study, documentId);
    const stands = await study.layers({ documentIds: [documentId], kinds: ['first_pass', 'final'] });
    const staying = {
      firstPasses: stands.filter(({ kind }) => kind === 'first_pass').length,
      finals: stands.filter(({ kind, finishedAt }) => kind === 'final' && finishedAt !== null).length,
    };
    return { letter, item, source, packed, coded, staying, before: { text, blocks, pageLines } };
  });
  const { packed, before, ...rest } = found;
  const { letter, item, source, coded } = found;
  const reading = { packed, mends: item.choice.mends ?? [], language: letter.document.language };
  const aligned = await ctx.work.run(ctx.person.id, 'rendition.align', before, reading, codedText(coded));
  if (aligned.document.text.trim() === '') throw new DomainError('file_without_text');
  return { ...rest, aligned, key: keyOf(aligned, source.fileId, coded) };
}

/** The same for a command, which says itself why it is refused: a repeat of one that was carried out is not. */
export async function prepareAhead(
  ctx: SignedInContext,
  at: RenditionPlace,
): Promise<Prepared | { readonly refusal: Refusal }> {
  try {
    return await prepareRendition(ctx, at);
  } catch (error) {
    if (error instanceof DomainError && error.code !== 'busy') return { refusal: error.refusal };
    throw error;
  }
}
