import type { startFinalInput, startPreview, startPreviewInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import type { Place } from '@koersvast/core/place';
import {
  compareCoders,
  finishedWork,
  planStart,
  type RuledDecision,
  type StartRule,
  settledBy,
  type VerdictView,
  verdictKey,
} from '@koersvast/core/review';
import { anchorSpan, type FrozenText, isVisible } from '@koersvast/core/text';
import { type Command, hold, type Rows, type Tx, toWireRows, wireFields } from '@koersvast/db';
import type { z } from 'zod';
import { readWork } from '../review/commands.ts';
import type { Study } from '../study/study.ts';
import { copyOf } from './decide.ts';
import {
  checkDecidedOnce,
  type FinalContent,
  openFinal,
  putAnnotations,
  recordDecisions,
} from './final-layer.ts';

type Work = Awaited<ReturnType<typeof readWork>>;
type Ruled = RuledDecision<Rows['annotation']>;

async function readVerdicts(
  { tx, projectId }: { readonly tx: Tx; readonly projectId: string },
  work: Work,
): Promise<Map<string, VerdictView>> {
  const layerIds = work.flatMap(({ layerId }) => layerId ?? []);
  const reviews = await tx.review.findMany({
    where: { projectId, layerId: { in: layerIds }, supersededAt: null, withdrawnAt: null },
    select: wireFields.review,
  });
  return verdictsIn(toWireRows('review', reviews));
}

function verdictsIn(reviews: readonly Rows['review'][]): Map<string, VerdictView> {
  return new Map(
    reviews.map((review) => [verdictKey({ layerId: review.layerId, id: review.annotationId }), review]),
  );
}

function checkRule(rule: StartRule, work: Work): void {
  if (rule.kind === 'one_coder' && work.every(({ memberId }) => memberId !== rule.memberId)) {
    throw new DomainError('sources_not_valid');
  }
}

/**
 * Starts a final layer by a rule, as one step that can be taken back. Throws `final_started` where somebody has
 * decided anything there already, and `sources_not_valid` for a coder who has not finished.
 */
export async function startFinal(command: Command, input: z.infer<typeof startFinalInput>): Promise<null> {
  const desk = await openFinal(command, input);
  const begun = await command.tx.decision.findFirst({
    where: { projectId: command.projectId, layerId: desk.layer.id, withdrawnAt: null },
    select: { id: true },
  });
  if (begun) throw new DomainError('final_started');
  const work = await readHeldWork(command, input);
  checkRule(input.rule, work);
  const plan = planStart(input.rule, work, await readVerdicts(command, work));
  const frozen = await command.frozenText(input.documentId);
  const { text } = frozen;
  const started: { readonly ruled: Ruled; readonly content: FinalContent | null }[] = [];
  for (const ruled of plan) {
    // Where spans share nothing but the space between two words there is nothing to take: people decide.
    if (ruled.action !== 'drop' && ruled.action !== 'take' && !isVisible(text.slice(ruled.start, ruled.end)))
      continue;
    started.push({ ruled, content: contentOf(command, frozen, ruled) });
  }
  await putAnnotations(
    command,
    desk,
    started.flatMap(({ content }) => content ?? []),
  );
  await recordDecisions(
    command,
    desk,
    started.map(({ ruled, content }) => ({
      id: command.newId(),
      annotationId: content?.id ?? null,
      action: ruled.action,
      sources: ruled.sources,
      rule: input.rule.kind,
      kind: null,
      reason: '',
    })),
  );
  await checkDecidedOnce(command, desk.layer);
  return null;
}

/** How often tags that came up are held before it is given up: a merge for each of them would have to come between. */
const ATTEMPTS = 5;

/**
 * The work of those who have finished, with its tags held: a merge waits, so that nothing is put into the final layer
 * with a tag that is gone by then; or it was faster, and what it made of the work is read.
 */
async function readHeldWork(command: Command, place: Place): Promise<Work> {
  const held = new Set<string>();
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const work = await readWork(command, place);
    const tags = new Set(work.flatMap(({ annotations }) => annotations.map(({ tagId }) => tagId)));
    const missing = [...tags].filter((id) => !held.has(id)).sort();
    if (missing.length === 0) return work;
    await hold(command.tx, 'tag', { projectId: command.projectId, id: missing }, 'there');
    for (const id of missing) held.add(id);
  }
  throw new DomainError('busy');
}

function contentOf(command: Command, frozen: FrozenText, ruled: Ruled): FinalContent | null {
  if (ruled.action === 'drop') return null;
  if (ruled.action === 'take') return copyOf(ruled.taken);
  const span = { start: ruled.start, end: ruled.end };
  const quote = frozen.text.slice(span.start, span.end);
  return {
    ...copyOf(ruled.from),
    ...anchorSpan(frozen, { ...span, quote }),
    id: command.newId(),
    tagId: ruled.tagId,
  };
}

/** What a start by a rule would do of all that the member may see, counted. */
export async function previewStart(
  study: Study,
  input: z.infer<typeof startPreviewInput>,
): Promise<z.infer<typeof startPreview>> {
  const here = { documentIds: [input.documentId], roundIds: [input.roundId] };
  const layers = await study.layers({ ...here, kinds: ['current'] });
  const assignments = await study.assignments(here);
  const annotations = await study.annotations(layers);
  const work = finishedWork(input.roundId, { layers, assignments, annotations });
  checkRule(input.rule, work);
  const plan = planStart(input.rule, work, verdictsIn(await study.reviews(layers, 'now')));
  const decisions = plan.map(({ sources }) => ({ sources, withdrawnAt: null }));
  const { agreements, differences } = compareCoders(work);
  const isSettled = settledBy(decisions);
  const open = [...agreements, ...differences.map(({ annotations }) => annotations)].filter(
    (annotations) => !isSettled(annotations),
  );
  const finished = new Set(work.map(({ memberId }) => memberId));
  return {
    annotations: plan.filter(({ action }) => action !== 'drop').length,
    left: open.length,
    unfinished: assignments
      .flatMap(({ memberId, removedAt }) => (removedAt === null && !finished.has(memberId) ? [memberId] : []))
      .sort(),
  };
}
