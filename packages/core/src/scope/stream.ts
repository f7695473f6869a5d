/**
 * A stream holds the changes that are seen by the same people, numbered by `seq` from 1 without gaps. Whatever
 * somebody may lose sight of has a stream of its own, so that what they see is a sum of whole streams.
 */
export type StreamName = string;

/** What every member may see: project, members, rounds, documents, codebook. */
export const sharedStream: StreamName = 'shared';

/** What owners may look back on and coders may not learn of: exports, and blindness that was lifted. */
export const auditStream: StreamName = 'audit';

/** What one member keeps for themself. */
export function personStream(memberId: string): StreamName {
  return `person:${memberId}`;
}

/** What one coder does in one document in one round: assignment, layers, annotations, readings. */
export function workStream(roundId: string, documentId: string, memberId: string): StreamName {
  return `work:${roundId}:${documentId}:${memberId}`;
}

/** What is said of the coders' work in one document and round: verdicts, answers and replies. */
export function saidStream(roundId: string, documentId: string): StreamName {
  return `said:${roundId}:${documentId}`;
}

/** The making of the final layer of one document in one round. */
export function finalStream(roundId: string, documentId: string): StreamName {
  return `final:${roundId}:${documentId}`;
}

/** The stream in which a change to a layer and what is in it, or to a coder's assignment, is told. */
export function streamOfLayer(
  round: { readonly id: string },
  layer: {
    readonly documentId: string;
    readonly memberId: string | null;
    readonly kind: 'current' | 'first_pass' | 'final';
  },
): StreamName {
  if (layer.kind === 'final') return finalStream(round.id, layer.documentId);
  if (layer.memberId === null) throw new Error('a layer of nobody that is not final has no stream');
  return workStream(round.id, layer.documentId, layer.memberId);
}

/** Of what a stream tells; what is null says nothing. */
export interface StreamPlace {
  readonly kind: 'shared' | 'audit' | 'person' | 'work' | 'said' | 'final';
  readonly roundId: string | null;
  /** Null where a stream is over several documents: what it tells is then seen by its document too. */
  readonly documentId: string | null;
  readonly memberId: string | null;
}

/**
 * Reads the name of a stream. Changes that were stored before each letter had streams of its own keep theirs:
 * `shared` held the layers of open rounds as well, `coder:<round>:<member>` what one coder did in a blind round,
 * and `final:<round>` the final layers of a round.
 */
export function placeOfStream(name: StreamName): StreamPlace {
  const [kind, roundId = null, third = null, fourth = null] = name.split(':');
  switch (kind) {
    case 'coder':
      return { kind: 'work', roundId, documentId: null, memberId: third };
    case 'work':
    case 'said':
    case 'final':
      return { kind, roundId, documentId: third, memberId: fourth };
    case 'person':
      return { kind, roundId: null, documentId: null, memberId: roundId };
    case 'audit':
      return { kind, roundId: null, documentId: null, memberId: null };
    default:
      return { kind: 'shared', roundId: null, documentId: null, memberId: null };
  }
}

/**
 * How far somebody has read: how many of the changes that they may see they have seen, and which sight that was.
 * Of what they may not see it says nothing, not even by a gap.
 */
export interface Cursor {
  /** `sightOf` their scope; null for whoever has seen nothing yet, whatever they may see. */
  readonly sight: string | null;
  readonly seen: number;
}

/** A cursor as one short string, however many letters and rounds there are. */
export function encodeCursor({ sight, seen }: Cursor): string {
  return sight === null ? '' : `${sight}.${seen}`;
}

/** What a browser may still hold from before a cursor was a count: it reads everything again. */
const formerCursor = /^(shared|audit|final|coder)[0-9a-f:-]*=\d{1,15}(,|$)/;

/** The reverse of `encodeCursor`; null when the string is not a cursor. */
export function decodeCursor(value: string): Cursor | null {
  if (value === '') return { sight: null, seen: 0 };
  const [, sight, seen] = /^([0-9a-z]{1,16})\.(\d{1,15})$/.exec(value) ?? [];
  if (sight !== undefined && seen !== undefined) return { sight, seen: Number(seen) };
  return formerCursor.test(value) ? { sight: 'former', seen: 0 } : null;
}
