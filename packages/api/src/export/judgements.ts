import { reviewStatus } from '@koersvast/core';
import {
  type Access,
  noSql,
  type Rows,
  readRows,
  sql,
  type Tx,
  whereLayerSeen,
  whereLetterOpen,
} from '@koersvast/db';
import type { AnnotationRow } from '@koersvast/formats';

/** What reviewers and adjudicators say of annotations, under layer and annotation, and who they are. */
export interface Judgements {
  readonly reviews: ReadonlyMap<string, Rows['review']>;
  readonly decisions: ReadonlyMap<string, Rows['decision']>;
  readonly names: ReadonlyMap<string, string>;
}

/** Those that count now, of all that the member may see. */
export async function readJudgements(tx: Tx, access: Access, documentId: string | null): Promise<Judgements> {
  const seen = sql`layer_id IN (SELECT layer.id FROM layer WHERE ${whereLayerSeen(access.scope)})
    ${documentId === null ? noSql : sql`AND document_id = ${documentId}::uuid`} AND withdrawn_at IS NULL
    AND ${whereLetterOpen(access.scope, sql`document_id`)}`;
  const reviews = await readRows(tx, 'review', sql`WHERE ${seen} AND superseded_at IS NULL`);
  const decisions = await readRows(tx, 'decision', sql`WHERE ${seen} AND annotation_id IS NOT NULL`);
  const names = await tx.rows<{ id: string; name: string }>(
    sql`SELECT member.id, "user".name FROM member JOIN "user" ON "user".id = member.user_id
        WHERE member.project_id = ${access.projectId}::uuid`,
  );
  return {
    reviews: new Map(reviews.map((review) => [`${review.layerId} ${review.annotationId}`, review])),
    decisions: new Map(
      decisions.map((decision) => [`${decision.layerId} ${decision.annotationId}`, decision]),
    ),
    names: new Map(names.map(({ id, name }) => [id, name])),
  };
}

type Judged = Pick<
  AnnotationRow,
  'status' | 'verdict' | 'reason' | 'reviewer' | 'decidedAt' | 'sources' | 'answer'
>;

const nobody: Judged = {
  status: null,
  verdict: null,
  reason: null,
  reviewer: null,
  decidedAt: null,
  sources: [],
  answer: null,
};

/** What the columns of review and adjudication say of one annotation. */
export function judgementOf(
  { reviews, decisions, names }: Judgements,
  layer: Pick<AnnotationRow, 'layer'> & { readonly finished: boolean },
  annotation: { readonly layerId: string; readonly id: string; readonly version: number },
  coderIdOf: (layerId: string) => string,
): Judged {
  if (layer.layer === 'first-pass') return nobody;
  const key = `${annotation.layerId} ${annotation.id}`;
  if (layer.layer === 'current') {
    const review = reviews.get(key) ?? null;
    const status = reviewStatus(annotation, review);
    if (!review) return { ...nobody, status };
    const { verdict, kind, reason, createdById, createdAt, response, respondedAt, responseReason } = review;
    const words = verdict === 'accept' ? null : { kind, words: reason };
    return {
      ...nobody,
      status,
      verdict,
      reason: words,
      reviewer: names.get(createdById) ?? '',
      decidedAt: createdAt,
      answer: response && {
        // As the screens say it.
        response: response === 'learned' ? 'noted' : response,
        reason: responseReason,
        at: respondedAt ?? '',
      },
    };
  }
  const status = layer.finished ? 'finished' : 'decided';
  const decision = decisions.get(key);
  if (!decision) return { ...nobody, status };
  return {
    ...nobody,
    status,
    reason: { kind: decision.kind, words: decision.reason },
    reviewer: names.get(decision.createdById) ?? '',
    decidedAt: decision.createdAt,
    sources: decision.sources.map(({ layerId, annotationId }) => ({
      coderId: coderIdOf(layerId),
      annotationId,
    })),
  };
}
