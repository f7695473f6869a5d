import type { PlannedRound, RoundPlan } from '@koersvast/contracts';
import { may } from '@koersvast/core/ability';
import { DomainError } from '@koersvast/core/error';
import { checkMayBeAssigned, drawDocuments, type PlannedDocument } from '@koersvast/core/round';
import {
  loadAccess,
  outsideTransaction,
  type Rows,
  snapshot,
  type Tx,
  toWireRows,
  wireFields,
} from '@koersvast/db';
import { checkMayBeKept, readInvited } from '../assignment/reserve.ts';
import type { SignedInContext } from '../command.ts';
import { type DrawnAhead, drawAside, isLongDraw } from './draw.ts';

type Document = Rows['document'];

/** Fields of the metadata of which each value is a stratum of its own. A free field of the same name is hidden. */
const fields: Readonly<Record<string, (document: Document) => string | null>> = {
  author: ({ author }) => author,
  addressee: ({ addressee }) => addressee,
  dossier: ({ dossier }) => dossier,
  language: ({ language }) => language,
  licence: ({ licence }) => licence,
  // Days would make strata of one document each.
  date: ({ date }) => date?.slice(0, 4) ?? null,
};

/** The value by which a document is stratified; empty where it has none, or where nothing is stratified. */
function stratumOf(document: Document, field: string | null): string {
  if (field === null) return '';
  if (Object.hasOwn(fields, field)) return fields[field]?.(document) ?? '';
  return Object.hasOwn(document.fields, field) ? (document.fields[field] ?? '') : '';
}

/**
 * The documents that are named, or all that have not been removed. Throws `not_found` for one of another project,
 * `document_removed` and `document_replaced`.
 */
export async function readRoundDocuments(
  tx: Tx,
  projectId: string,
  documentIds: readonly string[],
): Promise<Document[]> {
  const which =
    documentIds.length === 0
      ? { removedAt: null, replacedById: null }
      : { id: { in: [...new Set(documentIds)] } };
  const stored = await tx.document.findMany({
    where: { projectId, ...which },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: wireFields.document,
  });
  const documents = toWireRows('document', stored);
  if (documents.length < new Set(documentIds).size) throw new DomainError('not_found');
  if (documents.some((document) => document.removedAt !== null)) throw new DomainError('document_removed');
  const replaced = documents.find((document) => document.replacedById !== null);
  if (replaced) throw new DomainError('document_replaced', { id: replaced.replacedById });
  return documents;
}

/**
 * The documents that a round is over: those that its plan draws, or those that are named. Throws what
 * `readRoundDocuments` throws, and `assignment_not_valid` where it has both.
 */
export async function readPlannedDocuments(
  tx: Tx,
  projectId: string,
  { documentIds, plan }: { readonly documentIds: readonly string[]; readonly plan: RoundPlan | null },
): Promise<Document[]> {
  if (plan?.draw === undefined) return readRoundDocuments(tx, projectId, documentIds);
  const { fromDocumentIds, count, stratifiedBy } = plan.draw;
  if (documentIds.length > 0) throw new DomainError('assignment_not_valid');
  const from = await readRoundDocuments(tx, projectId, fromDocumentIds);
  const pool = from.map((document) => ({ id: document.id, stratum: stratumOf(document, stratifiedBy) }));
  const drawn = new Set(drawDocuments(pool, count, plan.seed));
  return from.filter(({ id }) => drawn.has(id));
}

/**
 * The documents as a plan draws over them, among members and people who are invited. Throws `not_found` and
 * `assignment_not_valid`.
 */
export async function preparePlan(
  tx: Tx,
  { projectId, at }: { readonly projectId: string; readonly at: Date },
  documents: readonly Document[],
  plan: RoundPlan,
): Promise<PlannedDocument[]> {
  const there = await tx.member.findMany({
    where: { projectId, id: { in: plan.memberIds } },
    select: wireFields.member,
  });
  const members = toWireRows('member', there);
  const joined = new Set(members.map(({ id }) => id));
  const invited = await readInvited(
    tx,
    { projectId, at },
    plan.memberIds.filter((id) => !joined.has(id)),
  );
  if (members.length + invited.length < new Set(plan.memberIds).size) throw new DomainError('not_found');
  for (const member of members) checkMayBeAssigned(member);
  for (const each of invited) checkMayBeKept(each);
  return documents.map((document) => ({
    id: document.id,
    stratum: stratumOf(document, plan.stratifiedBy),
  }));
}

interface Planned {
  readonly projectId: string;
  readonly documentIds: readonly string[];
  readonly plan: RoundPlan;
}

function readPlanned(
  ctx: SignedInContext,
  { projectId, documentIds, plan }: Planned,
): Promise<PlannedDocument[]> {
  return snapshot(ctx.db, async (tx) => {
    const documents = await readPlannedDocuments(tx, projectId, { documentIds, plan });
    return preparePlan(tx, { projectId, at: ctx.now() }, documents, plan);
  });
}

/**
 * Draws what takes long before the command that stores it, in which the whole project would wait. Null where it does
 * not, and where the command will be refused: it says so itself.
 */
export async function drawAhead(ctx: SignedInContext, planned: Planned): Promise<DrawnAhead | null> {
  const who = { projectId: planned.projectId, personId: ctx.person.id };
  const access = await loadAccess(outsideTransaction(ctx.db), who);
  if (!access || !may(access.role, 'round.edit')) return null;
  const documents = await readPlanned(ctx, planned).catch((error: unknown) => {
    if (error instanceof DomainError) return [];
    throw error;
  });
  if (!isLongDraw(documents.length, planned.plan)) return null;
  return { documents, draw: await drawAside(ctx, documents, planned.plan) };
}

/** What a plan would draw, with how the sample lies over the strata and how much each coder gets. */
export async function previewPlan(ctx: SignedInContext, planned: Planned): Promise<PlannedRound> {
  const documents = await readPlanned(ctx, planned);
  const { assignments, sample } = await drawAside(ctx, documents, planned.plan);
  const sampled = new Set(sample);
  const strata = Map.groupBy(documents, ({ stratum }) => stratum);
  const loads = new Map<string, number>();
  for (const { memberId } of assignments) loads.set(memberId, (loads.get(memberId) ?? 0) + 1);
  return {
    documentIds: documents.map(({ id }) => id),
    assignments: [...assignments],
    sample: [...sample],
    strata: [...strata.keys()].sort().map((value) => {
      const inStratum = strata.get(value) ?? [];
      return {
        value,
        documents: inStratum.length,
        sampled: inStratum.filter(({ id }) => sampled.has(id)).length,
      };
    }),
    coders: planned.plan.memberIds.map((memberId) => ({ memberId, documents: loads.get(memberId) ?? 0 })),
  };
}
