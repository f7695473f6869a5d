import { type Attachment, block, type DocumentText } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { type Rows, toWireRows, wireFields } from '@koersvast/db';
import type { Here } from './here.ts';

const blockData = block.shape.data;
const inOrder = [{ createdAt: 'asc' }, { id: 'asc' }] as const;

/** Throws `not_found` for a document of another project, as for one that is nowhere. */
export async function checkDocument({ tx, access }: Here, documentId: string): Promise<void> {
  const { projectId } = access;
  const found = await tx.document.findFirst({ where: { projectId, id: documentId }, select: { id: true } });
  if (!found) throw new DomainError('not_found');
}

/** Documents in the order in which they were added; each reading of a letter with the details that the letter has now. */
export async function readDocuments(
  here: Here,
  { documentId = null, removed = false }: { documentId?: string | null; removed?: boolean | 'both' } = {},
): Promise<Rows['document'][]> {
  const { tx, access } = here;
  const rows = await tx.document.findMany({
    where: {
      projectId: access.projectId,
      ...(documentId !== null && { id: documentId }),
      ...(removed !== 'both' && { removedAt: removed ? { not: null } : null }),
    },
    orderBy: [...inOrder],
    select: wireFields.document,
  });
  return withDetailsOfLetter(here, toWireRows('document', rows));
}

/** What people write of a letter: it is changed in the reading that is worked on alone, and holds for all of them. */
const details = [
  ...(['title', 'date', 'author', 'addressee', 'dossier', 'documentNumber'] as const),
  ...(['sourceUrl', 'language', 'licence', 'fields'] as const),
] as const;

async function withDetailsOfLetter(
  { tx, access }: Here,
  documents: readonly Rows['document'][],
): Promise<Rows['document'][]> {
  const letterOf = ({ id, renditionOfId }: Pick<Rows['document'], 'id' | 'renditionOfId'>) =>
    renditionOfId ?? id;
  const standing = new Map<string, Rows['document']>();
  for (const each of documents) if (each.replacedById === null) standing.set(letterOf(each), each);
  const apart = documents.filter((each) => each.replacedById !== null && !standing.has(letterOf(each)));
  if (apart.length > 0) {
    const rows = await tx.document.findMany({
      where: {
        ...{ projectId: access.projectId, replacedById: null },
        renditionOfId: { in: [...new Set(apart.map(letterOf))] },
      },
      select: wireFields.document,
    });
    for (const each of toWireRows('document', rows)) standing.set(letterOf(each), each);
  }
  return documents.map((each) => {
    const now = each.replacedById === null ? undefined : standing.get(letterOf(each));
    return now === undefined ? each : { ...each, ...pick(now, details) };
  });
}

function pick<Row, Name extends keyof Row>(row: Row, names: readonly Name[]): Pick<Row, Name> {
  return Object.fromEntries(names.map((name) => [name, row[name]])) as Pick<Row, Name>;
}

/** Those that have not been removed, nor read again, by their titles; `open` leaves out what the person codes blind. */
export async function readTitles(
  { tx, access }: Here,
  { open = false }: { readonly open?: boolean } = {},
): Promise<{ id: string; title: string; language: string }[]> {
  const titles = await tx.document.findMany({
    where: { projectId: access.projectId, removedAt: null, replacedById: null },
    orderBy: [...inOrder],
    select: { id: true, title: true, language: true },
  });
  // Left out here: a statement can name only so many of them.
  const blind = new Set(open ? access.scope.blindDocuments : []);
  return titles.filter(({ id }) => !blind.has(id));
}

/** The canonical text of a document. Throws `not_found`. */
export async function readText(
  { tx, access }: Here,
  documentId: string,
): Promise<{ text: string; textSha256: string }> {
  const found = await tx.document.findFirst({
    where: { projectId: access.projectId, id: documentId },
    select: { text: true, textSha256: true },
  });
  if (!found) throw new DomainError('not_found');
  return found;
}

/** The text of a document with what it is made of; nothing of it ever changes. Throws `not_found`. */
export async function readPage(here: Here, documentId: string): Promise<DocumentText> {
  const { text, textSha256 } = await readText(here, documentId);
  const ofLetter = { projectId: here.access.projectId, documentId };
  const rows = await here.tx.block.findMany({
    where: ofLetter,
    orderBy: { index: 'asc' },
    select: {
      ...{ index: true, kind: true, level: true, paragraph: true, start: true, end: true },
      ...{ mark: true, at: true, data: true },
    },
  });
  const sentences = await here.tx.sentence.findMany({
    where: ofLetter,
    orderBy: { index: 'asc' },
    select: { index: true, block: true, start: true, end: true },
  });
  const blocks = rows.map(({ data, ...block }) => ({ ...block, data: blockData.parse(data ?? {}) }));
  return { documentId, text, textSha256, blocks, sentences };
}

/** Where the words stand on the pages of the original, from `first` to `last`. Throws `not_found`. */
export async function readPages(
  { tx, access }: Here,
  { documentId, first, last }: { documentId: string; first?: number | undefined; last?: number | undefined },
): Promise<{ pages: number | null; lines: { page: number; lines: unknown }[] }> {
  const { projectId } = access;
  const found = await tx.document.findFirst({
    where: { projectId, id: documentId },
    select: { pages: true },
  });
  if (!found) throw new DomainError('not_found');
  const lines = await tx.pageLines.findMany({
    where: { projectId, documentId, page: { gte: first ?? 1, ...(last !== undefined && { lte: last }) } },
    orderBy: { page: 'asc' },
    select: { page: true, lines: true },
  });
  return { pages: found.pages, lines };
}

/** The files beside a document, without their bytes, by their names. Throws `not_found`. */
export async function readAttachments(here: Here, documentId: string): Promise<Attachment[]> {
  await checkDocument(here, documentId);
  const { projectId } = here.access;
  return here.tx.attachment.findMany({
    where: { projectId, documentId },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, mediaType: true, sha256: true, size: true },
  });
}
