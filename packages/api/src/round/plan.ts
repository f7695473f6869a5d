import type { PlannedRound, RoundPlan } from '@koersvast/contracts';
import { checkMayBeAssigned, DomainError, type Draw, drawAssignments } from '@koersvast/core';
import { type Rows, readRows, sql, type Tx } from '@koersvast/db';
import { checkMayBeKept, readInvited } from '../assignment/reserve.ts';

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
 * The documents that are named, or all that have not been removed. Throws `not_found` for one of another project
 * and `document_removed`.
 */
export async function readRoundDocuments(
  tx: Tx,
  projectId: string,
  documentIds: readonly string[],
): Promise<Document[]> {
  const documents = await readRows(
    tx,
    'document',
    sql`WHERE project_id = ${projectId}::uuid AND (id = ANY(${[...documentIds]}::uuid[]) OR
          (${documentIds.length === 0} AND removed_at IS NULL)) ORDER BY created_at, id`,
  );
  if (documents.length < new Set(documentIds).size) throw new DomainError('not_found');
  if (documents.some((document) => document.removedAt !== null)) throw new DomainError('document_removed');
  return documents;
}

/** Draws a plan over documents, among members and people who are invited. Throws `not_found` and `assignment_not_valid`. */
export async function drawPlan(
  tx: Tx,
  { projectId, at }: { readonly projectId: string; readonly at: Date },
  documents: readonly Document[],
  plan: RoundPlan,
): Promise<Draw> {
  const members = await readRows(
    tx,
    'member',
    sql`WHERE project_id = ${projectId}::uuid AND id = ANY(${plan.memberIds}::uuid[])`,
  );
  const joined = new Set(members.map(({ id }) => id));
  const invited = await readInvited(
    tx,
    { projectId, at },
    plan.memberIds.filter((id) => !joined.has(id)),
  );
  if (members.length + invited.length < new Set(plan.memberIds).size) throw new DomainError('not_found');
  for (const member of members) checkMayBeAssigned(member);
  for (const each of invited) checkMayBeKept(each);
  const planned = documents.map((document) => ({
    id: document.id,
    stratum: stratumOf(document, plan.stratifiedBy),
  }));
  return drawAssignments(planned, plan);
}

/** What a plan would draw, with how the sample lies over the strata and how much each coder gets. */
export async function previewPlan(
  tx: Tx,
  {
    projectId,
    documentIds,
    plan,
    at,
  }: { projectId: string; documentIds: readonly string[]; plan: RoundPlan; at: Date },
): Promise<PlannedRound> {
  const documents = await readRoundDocuments(tx, projectId, documentIds);
  const { assignments, sample } = await drawPlan(tx, { projectId, at }, documents, plan);
  const sampled = new Set(sample);
  const strata = Map.groupBy(documents, (document) => stratumOf(document, plan.stratifiedBy));
  return {
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
    coders: plan.memberIds.map((memberId) => ({
      memberId,
      documents: assignments.filter((each) => each.memberId === memberId).length,
    })),
  };
}
