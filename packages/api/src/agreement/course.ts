import type {
  AgreementDrift,
  AgreementPlan,
  agreementDriftInput,
  agreementPlanInput,
} from '@koersvast/contracts';
import type { z } from 'zod';
import { labelOf, type Ready, unitsOf } from './details.ts';
import { type Asker, choiceOf, once, type ReadStudy, sumsOf } from './read-selection.ts';
import { figureOf } from './reckon.ts';
import { unitsByFormula } from './reckon-course.ts';
import { type Doing, workOn } from './summed.ts';
import { askedTags } from './tags.ts';

/** Which tag is asked about, and whether those below it count as it. */
function tagIn(study: ReadStudy, tagId: string | null) {
  const label = tagId === null ? null : labelOf(study, tagId);
  const hasBelow = label !== null && study.tags.hasChildren(study.tags.tagOf(label));
  return {
    label,
    labels: askedTags(study).map(({ id }) => study.tags.labelOf(id)),
    withChildren: study.selection.withChildren && hasBelow,
  };
}

/** Agreement of each coder with the others over the order in which they finished. */
export async function driftsOf(
  study: ReadStudy,
  { tagId, window }: z.infer<typeof agreementDriftInput>,
  doing: Doing,
): Promise<Ready<AgreementDrift>> {
  const { read, selection, members } = study;
  const { coderIds } = selection;
  const asked = tagIn(study, tagId);
  const finished = (memberId: string) =>
    read
      .flatMap((each) => {
        const own = each.place.coders.find((coder) => coder.memberId === memberId);
        return own ? [{ each, at: own.doneAt?.getTime() ?? 0 }] : [];
      })
      .sort((a, b) => a.at - b.at)
      .map(({ each }) => each);
  const chosen = members.filter(
    ({ id }) => (coderIds === null || coderIds.includes(id)) && finished(id).length > 0,
  );
  const coders: Ready<AgreementDrift>['coders'] = [];
  for (const [at, { id }] of chosen.entries()) {
    doing.told(at, chosen.length);
    const order = finished(id);
    const places = order.map((each) => workOn(each, coderIds));
    const names = order.map(({ place }) => [place.documentId, place.roundId]);
    const { drift, documentIds } = await once(study, ['drift', id, asked, window, names], () =>
      doing.work.run(doing.personId, 'agreement.drift', {
        ...{ places, choice: choiceOf(study), coder: id, window },
        ...asked,
      }),
    );
    const { documents: _, confidence: __, points, value, trend, ...rest } = drift;
    coders.push({
      coderId: id,
      documentIds: [...documentIds],
      ...rest,
      value: figureOf(value),
      trend: trend && { ...trend },
      points: points.map((point) => ({
        ...point,
        value: figureOf(point.value),
        others: figureOf(point.others),
      })),
    });
  }
  return { coders };
}

/** How many documents to double-code. */
export async function planOf(
  asker: Asker,
  study: ReadStudy,
  { tagId, target, share, selection }: z.infer<typeof agreementPlanInput>,
  doing: Doing,
): Promise<Ready<AgreementPlan>> {
  const asked = tagIn(study, tagId);
  const plan = await once(study, ['plan', asked, target], async () => {
    const summed = await sumsOf(study, doing);
    const documents = summed.map((places) => places.map(({ sums }) => sums));
    return doing.work.run(doing.personId, 'agreement.plan', { documents, target, ...asked });
  });
  const coders = new Set(study.read.flatMap(({ place }) => place.coders.map(({ memberId }) => memberId)));
  const expected =
    share ?? (tagId === null ? null : await shareSoFar(asker, study, { tagId, selection }, doing));
  return {
    ...(plan.value === null
      ? { plan: null, noPlan: plan.code }
      : {
          plan: {
            ...{
              value: plan.value,
              documents: plan.documents,
              points: plan.points.map((point) => ({ ...point })),
            },
            needed: plan.needed ?? { target, documents: null, from: null, to: null },
          },
          noPlan: null,
        }),
    formula:
      expected === null
        ? null
        : {
            share: expected,
            coders: Math.max(2, coders.size),
            units: unitsByFormula(expected, coders.size),
          },
  };
}

/** The share of sentences to which a tag applied so far; null where it is all or none of them. */
async function shareSoFar(
  asker: Asker,
  study: ReadStudy,
  { tagId, selection }: Pick<z.infer<typeof agreementPlanInput>, 'selection'> & { readonly tagId: string },
  doing: Doing,
): Promise<number | null> {
  const projectId = asker.access.projectId;
  const { tags } = await unitsOf(
    asker,
    study,
    { projectId, selection, unit: 'sentence', rule: 'any' },
    doing,
  );
  const share = tags.find((tag) => tag.tagId === study.tags.tagOf(labelOf(study, tagId)))?.share ?? 0;
  return share > 0 && share < 1 ? share : null;
}
