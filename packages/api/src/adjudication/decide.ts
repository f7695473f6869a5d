import type { DecideInput, setFinishedInput, withdrawDecisionInput } from '@koersvast/contracts';
import { notesOf } from '@koersvast/core/annotation';
import { DomainError } from '@koersvast/core/error';
import type { Place } from '@koersvast/core/place';
import { checkReason, checkVerdictKind, type Source } from '@koersvast/core/review';
import { finalStream } from '@koersvast/core/scope';
import { anchorSpan, utf16 } from '@koersvast/core/text';
import type { Command, Rows } from '@koersvast/db';
import type { z } from 'zod';
import { updateLayer } from '../assignment/layer-row.ts';
import { readVerdictKinds } from '../project/verdict-kinds.ts';
import { openRound } from '../review/open-work.ts';
import { checkLivingTag } from '../tag/living-tag.ts';
import {
  type FinalContent,
  holdFinal,
  openFinal,
  putAnnotations,
  recordDecisions,
  takeBackDecision,
} from './final-layer.ts';
import { holdSources } from './sources.ts';

/**
 * Takes one decision about the final layer, in the place of those that it replaces. Of two adjudicators who
 * decide on the same annotations the second is refused (`decided_meanwhile`) and nothing of theirs is written.
 * Throws `sources_not_valid` where a source is not as it was looked at, `reason_missing`, `final_finished`.
 */
export async function decide(command: Command, input: DecideInput): Promise<null> {
  const { decision } = input;
  const also = decision.action === 'take' ? (decision.also ?? []) : [];
  // What is decided in the place of something else is looked for once that is taken back.
  const isFirst = input.replaces.length === 0 && also.length === 0;
  const desk = await openFinal(command, input, isFirst ? wantedOf(input) : undefined);
  const { kind, reason } = decision;
  // To take what is there explains itself; whatever a person makes of it needs a reason.
  if (decision.action !== 'take') checkReason(reason);
  if (kind !== null) checkVerdictKind(await readVerdictKinds(command), kind);
  if ((decision.action === 'add') !== (input.sources.length === 0))
    throw new DomainError('sources_not_valid');
  for (const replaced of input.replaces) await takeBackDecision(command, desk, replaced);
  const named = [...input.sources, ...also.map(({ source }) => source)];
  const { sources, decided } = await readSources(command, input, desk.layer.id, named);
  const content = await contentOf(command, input, sources);
  // Before anything is written: what somebody else took while one waited for them stands in the final layer by now.
  if (decided) throw new DomainError('decided_meanwhile');
  const taken = also.map((_, at) => sources[input.sources.length + at]);
  const contents = [content, ...taken.map((row) => (row ? copyOf(row) : null))];
  await putAnnotations(
    command,
    desk,
    contents.filter((each) => each !== null),
  );
  const about = { action: decision.action, rule: null, kind, reason };
  await recordDecisions(command, desk, [
    { id: input.decisionId, annotationId: content?.id ?? null, sources: input.sources, ...about },
    ...also.map(({ decisionId, source }, at) => {
      return { id: decisionId, annotationId: contents[at + 1]?.id ?? null, sources: [source], ...about };
    }),
  ]);
  return null;
}

/** The annotation that a decision puts into the final layer: of another's it keeps the id. */
function wantedOf({ decision, sources }: DecideInput): { readonly id: string } | undefined {
  if (decision.action === 'drop') return undefined;
  const id = decision.action === 'take' ? sources[0]?.annotationId : decision.annotationId;
  return id === undefined ? undefined : { id };
}

/**
 * The annotations of coders that a decision is about, in their order, each once and as they were looked at; and
 * whether any of them is decided on already.
 */
async function readSources(
  command: Command,
  place: Place,
  finalLayerId: string,
  sources: readonly Source[],
): Promise<{ readonly sources: Rows['annotation'][]; readonly decided: boolean }> {
  if (sources.length === 0) return { sources: [], decided: false };
  const { rows, decided } = await holdSources(command, place, finalLayerId, sources);
  const found = sources.map(({ layerId, annotationId, version }) =>
    rows.find((row) => row.layerId === layerId && row.id === annotationId && row.version === version),
  );
  const all = found.filter((row) => row !== undefined);
  if (all.length !== sources.length || new Set(all).size !== all.length) {
    throw new DomainError('sources_not_valid');
  }
  return { sources: all, decided };
}

async function contentOf(
  command: Command,
  { decision, documentId }: DecideInput,
  [first]: readonly Rows['annotation'][],
): Promise<FinalContent | null> {
  if (decision.action === 'drop') return null;
  if (decision.action === 'take') {
    if (!first) throw new DomainError('sources_not_valid');
    return copyOf(first);
  }
  const span = anchorSpan(await command.frozenText(documentId), decision);
  return {
    ...span,
    id: decision.annotationId,
    tagId: decision.tagId,
    ...notesOf(decision),
    codebookVersion: await checkLivingTag(command, decision.tagId),
    madeAt: command.at.toISOString(),
  };
}

/** What a final layer takes over of a coder's annotation; it keeps the id. */
export function copyOf(row: Rows['annotation']): FinalContent {
  const { id, tagId, startCp, endCp, quote, codebookVersion, madeAt } = row;
  const span = { start: utf16(row.start), end: utf16(row.end) };
  return {
    ...span,
    startCp: startCp as FinalContent['startCp'],
    endCp: endCp as FinalContent['endCp'],
    quote,
    id,
    tagId,
    ...notesOf(row),
    codebookVersion,
    madeAt,
  };
}

/** Takes a decision back: what it was about is open again. */
export async function withdrawDecision(
  command: Command,
  input: z.infer<typeof withdrawDecisionInput>,
): Promise<null> {
  const desk = await openFinal(command, input);
  await takeBackDecision(command, desk, input);
  return null;
}

/** Declares the final layer finished, or opens it again; every such state is in the history. */
export async function setFinished(command: Command, input: z.infer<typeof setFinishedInput>): Promise<null> {
  await openRound(command, input);
  const layer = await holdFinal(command, input);
  if (!layer || layer.id !== input.layerId) throw new DomainError('not_found');
  if (layer.version !== input.version) {
    throw new DomainError('version_conflict', { noun: 'layer', id: layer.id, version: layer.version });
  }
  if ((layer.finishedAt !== null) === input.finished) return null;
  const finishedAt = input.finished ? command.at.toISOString() : null;
  await updateLayer(
    command,
    layer,
    { finishedAt },
    {
      stream: finalStream(input.roundId, input.documentId),
    },
  );
  return null;
}
