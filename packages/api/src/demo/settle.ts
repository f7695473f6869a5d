import type { AnnotationsOfDocument } from '@koersvast/contracts';
import type { Mark } from './coding.ts';
import type { Played } from './found.ts';
import type { Stage } from './stage.ts';

type Annotation = AnnotationsOfDocument['annotations'][number];

/** Letters whose coding the reviewer has judged, by their places. */
const judged: readonly number[] = [0, 1, 2, 3, 4, 16, 17];
/** Letters with a final version: those that are finished, and those in which somebody is still deciding. */
const finished: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 8];
const begun: readonly number[] = [7, 9, 10, 11];

interface Verdict {
  readonly verdict: Parameters<Played['reviewer']['hand']['review']['give']>[0]['verdict'];
  /** What the coder makes of it, and says. */
  readonly answer: 'adopted' | 'kept' | 'none';
}

function verdictOn(mark: Mark, played: Played, text: string, at: number): Verdict {
  const { meant } = mark;
  if (meant === null)
    return {
      verdict: {
        kind: 'reject',
        reasonKind: 'not_applicable',
        reason: 'Dit beschrijft hoe het ging; er wordt niets mee onderbouwd.',
      },
      answer: 'adopted',
    };
  const otherTag = meant.tag !== mark.tag;
  const otherSpan = meant.start !== mark.start || meant.end !== mark.end;
  if (!otherTag && !otherSpan) return { verdict: { kind: 'accept' }, answer: 'none' };
  const span = otherSpan
    ? { start: meant.start, end: meant.end, quote: text.slice(meant.start, meant.end) }
    : null;
  return {
    verdict: {
      kind: 'change',
      reasonKind: otherTag ? 'wrong_tag' : 'boundary',
      reason: otherTag
        ? 'Kijk of de schrijver zich bindt, en van wie de regel is: zie de definitie.'
        : 'Codeer de hele zin, zoals in het codeboek staat.',
      tagId: otherTag ? played.tagIds[meant.tag] : null,
      span,
    },
    answer: at % 3 === 0 ? 'kept' : at % 3 === 1 ? 'adopted' : 'none',
  };
}

function placeOf({ projectId, roundId, documentIds }: Played, letter: number) {
  return { projectId, roundId, documentId: documentIds[letter] ?? '' };
}

/** The reviewer judges what coders did in one letter, and they answer. */
async function judge(stage: Stage, played: Played, letter: number): Promise<void> {
  const { reviewer, coders, marks, letters } = played;
  const place = placeOf(played, letter);
  await reviewer.hand.review.acceptAlike({ opId: stage.opId(), ...place });
  const { annotations, layers, reviews } = await reviewer.hand.annotation.list({
    projectId: place.projectId,
    documentId: place.documentId,
  });
  const open = annotations
    .filter(
      ({ id, layerId }) =>
        marks.has(id) &&
        layers.some((layer) => layer.id === layerId && layer.kind === 'current') &&
        reviews.every((review) => review.annotationId !== id),
    )
    .toSorted((one, other) => one.id.localeCompare(other.id));
  for (const [at, { id: annotationId, layerId, version }] of open.entries()) {
    stage.pass(4);
    const { verdict, answer } = verdictOn(
      marks.get(annotationId) as Mark,
      played,
      letters[letter]?.text ?? '',
      at,
    );
    const reviewId = stage.id(`review ${annotationId}`);
    const given = { id: reviewId, layerId, annotationId, annotationVersion: version, supersedes: null };
    await reviewer.hand.review.give({ opId: stage.opId(), ...place, ...given, verdict });
    const memberId = layers.find((layer) => layer.id === layerId)?.memberId;
    const coder = coders.find((each) => each.memberId === memberId);
    if (answer === 'none' || !coder) continue;
    stage.pass(15);
    const why = 'De zin noemt geen datum, maar de schrijver legt zich wel vast.';
    await coder.hand.review.respond({
      opId: stage.opId(),
      ...place,
      reviewId,
      version: 1,
      response: answer,
      ...(answer === 'kept' && { reason: why }),
    });
    if (answer !== 'kept') continue;
    stage.pass(20);
    await reviewer.hand.reply.create({
      opId: stage.opId(),
      ...place,
      id: stage.id(`reply ${annotationId}`),
      layerId,
      annotationId,
      text: 'Goed punt. Zullen we dit in het codeboek opnemen?',
      mentions: memberId ? [memberId] : [],
    });
  }
}

/** Decides about what a final version leaves open: takes what is right, and leaves out the rest. */
async function decide(stage: Stage, played: Played, letter: number, most: number): Promise<void> {
  const { reviewer, marks } = played;
  const place = placeOf(played, letter);
  const { annotations, layers, decisions } = await reviewer.hand.annotation.list({
    projectId: place.projectId,
    documentId: place.documentId,
  });
  const covered = new Set(
    decisions.flatMap(({ sources }) => sources.map(({ annotationId }) => annotationId)),
  );
  const ofKind = (kind: string) =>
    new Set(layers.filter((layer) => layer.kind === kind).map((layer) => layer.id));
  const [current, final] = [ofKind('current'), ofKind('final')];
  const there: Pick<Annotation, 'tagId' | 'start' | 'end'>[] = annotations.filter(({ layerId }) =>
    final.has(layerId),
  );
  const open = annotations
    .filter(({ id, layerId, deletedAt }) => current.has(layerId) && deletedAt === null && !covered.has(id))
    .toSorted((one, other) => one.id.localeCompare(other.id));
  for (const { id, layerId, version, tagId, start, end } of open.slice(0, most)) {
    stage.pass(5);
    const meant = marks.get(id)?.meant;
    const isRight = meant && meant.start === start && meant.end === end && played.tagIds[meant.tag] === tagId;
    const isThere = there.some((each) => each.tagId === tagId && each.start < end && start < each.end);
    const takes = isRight === true && !isThere;
    await reviewer.hand.adjudication.decide({
      opId: stage.opId(),
      ...place,
      decisionId: stage.id(`decision ${id}`),
      sources: [{ layerId, annotationId: id, version }],
      replaces: [],
      decision: takes
        ? { action: 'take', kind: null, reason: '' }
        : {
            action: 'drop',
            kind: isThere ? 'boundary' : 'wrong_tag',
            reason: isThere ? 'De andere grenzen volgen het codeboek.' : 'Past niet bij de definitie.',
          },
    });
    if (takes) there.push({ tagId, start, end });
  }
}

async function finish(stage: Stage, played: Played, letter: number): Promise<void> {
  const { reviewer } = played;
  const place = placeOf(played, letter);
  const { layers } = await reviewer.hand.annotation.list({
    projectId: place.projectId,
    documentId: place.documentId,
  });
  const final = layers.find(({ kind }) => kind === 'final');
  if (!final) return;
  const { id: layerId, version } = final;
  await reviewer.hand.adjudication.setFinished({
    opId: stage.opId(),
    ...place,
    layerId,
    version,
    finished: true,
  });
}

/** What comes after the reveal: verdicts with their answers, and a final version of half of the letters. */
export async function settleDemo(
  stage: Stage,
  played: Played,
  progress: (done: number, total: number) => void,
): Promise<void> {
  const here = (places: readonly number[]) => places.filter((letter) => letter < played.letters.length);
  const [toJudge, toSettle] = [here(judged), here([...finished, ...begun])];
  const total = toJudge.length + toSettle.length;
  let done = 0;
  const next = () => {
    progress(done, total);
    done += 1;
    stage.pass(60);
  };
  for (const letter of toJudge) {
    next();
    await judge(stage, played, letter);
  }
  for (const letter of toSettle) {
    next();
    await played.reviewer.hand.adjudication.start({
      opId: stage.opId(),
      ...placeOf(played, letter),
      rule: { kind: 'majority' },
    });
    const isFinished = finished.includes(letter);
    await decide(stage, played, letter, isFinished ? Number.POSITIVE_INFINITY : 2);
    if (isFinished) await finish(stage, played, letter);
  }
}
