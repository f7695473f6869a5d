import { type QueueEntry, versionToSend } from '@koersvast/core/pending';
import { TRPCClientError } from '@trpc/client';
import { isPassing, refusalOf } from '../errors.ts';
import { asPerson, client } from '../trpc.ts';
import type { Outcome, Send } from './send.ts';

/** An answer that takes longer is given up, and the operation sent again under its name. In milliseconds. */
const patience = 20_000;

function outcomeOf(error: unknown): Outcome {
  const refusal = refusalOf(error);
  if (refusal?.code === 'not_signed_in') return { kind: 'signed_out' };
  if (refusal === null) {
    // Refused before the API saw it, for its size for example: nothing that waiting would mend.
    const answered = error instanceof TRPCClientError && error.data != null && !isPassing(error);
    return answered
      ? { kind: 'refused', refusal: { code: 'input_not_valid', details: {} } }
      : { kind: 'unreachable' };
  }
  if (refusal.code === 'busy' || refusal.code === 'too_many_attempts') return { kind: 'unreachable' };
  return { kind: 'refused', refusal };
}

async function give(entry: QueueEntry, options: Parameters<typeof client.annotation.create.mutate>[1]) {
  const { opId, place, madeAt, action } = entry.operation;
  const { projectId } = place;
  switch (action.kind) {
    case 'create':
      return client.annotation.create.mutate(
        { opId, ...place, annotation: { ...action.content, id: action.annotationId, madeAt } },
        options,
      );
    case 'edit': {
      const { annotationId } = action;
      const version = versionToSend(entry, annotationId) ?? 1;
      const { edit: change, base } = action;
      return client.annotation.edit.mutate(
        { opId, ...place, annotationId, version, change, ...(base === undefined ? {} : { base }) },
        options,
      );
    }
    case 'remove': {
      const { annotationId } = action;
      const version = versionToSend(entry, annotationId) ?? 1;
      return client.annotation.remove.mutate({ opId, ...place, annotationId, version }, options);
    }
    case 'read': {
      const reading = { id: action.readingId, block: action.block, madeAt };
      return client.reading.create.mutate({ opId, ...place, reading }, options);
    }
    case 'unread': {
      const { readingId } = action;
      const version = versionToSend(entry, readingId) ?? 1;
      return client.reading.remove.mutate({ opId, ...place, readingId, version }, options);
    }
    case 'state':
      return client.assignment.setState.mutate({ opId, ...place, state: action.state.to }, options);
    case 'undo':
      return client.operation.undo.mutate({ opId, projectId, target: action.target }, options);
  }
}

/** Sends operations as this person: the server refuses them when somebody else is signed in by now. */
export function createSend(personId: string): Send {
  return async (entry) => {
    try {
      const signal = AbortSignal.timeout(patience);
      const acknowledgement = await give(entry, { signal, context: asPerson(personId) });
      return { kind: 'acknowledged', acknowledgement };
    } catch (error) {
      return outcomeOf(error);
    }
  };
}
