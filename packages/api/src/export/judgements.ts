import { reviewStatus } from '@koersvast/core/review';
import type { Rows, Tx } from '@koersvast/db';
import type { AnnotationTableRow } from '@koersvast/formats';
import { readNames } from '../member/names.ts';
import type { Study } from '../study/study.ts';

/** What reviewers and adjudicators say of annotations, under layer and annotation, and who they are. */
export interface Judgements {
  readonly reviews: ReadonlyMap<string, Rows['review']>;
  readonly decisions: ReadonlyMap<string, Rows['decision']>;
  readonly names: ReadonlyMap<string, string>;
}

/** Those that count now, of all that the member may see. */
export async function readJudgements(study: Study, tx: Tx, documentId: string | null): Promise<Judgements> {
  const { reviews, decisions } = await study.standing(documentId);
  const names = await readNames(tx, study.access.projectId);
  return {
    reviews: new Map(reviews.map((review) => [`${review.layerId} ${review.annotationId}`, review])),
    decisions: new Map(
      decisions.map((decision) => [`${decision.layerId} ${decision.annotationId}`, decision]),
    ),
    names: new Map(names.map(({ id, name }) => [id, name])),
  };
}

type Judged = Pick<
  AnnotationTableRow,
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
  layer: Pick<AnnotationTableRow, 'layer'> & { readonly finished: boolean },
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
