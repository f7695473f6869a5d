/**
 * A stream orders the changes that are seen by the same people. `seq` counts from 1 without gaps in each, so
 * that a reader's cursor tells nothing of streams that the reader may not see.
 */
export type StreamName = string;

/** Changes that every member may see: project, members, documents, codebook, and the layers of open rounds. */
export const sharedStream: StreamName = 'shared';

/** What one coder does in one blind round. */
export function coderStream(roundId: string, memberId: string): StreamName {
  return `coder:${roundId}:${memberId}`;
}

/** The making of the final layers of one round. */
export function finalStream(roundId: string): StreamName {
  return `final:${roundId}`;
}

/** What owners may look back on and coders may not learn of: exports, and blindness that was lifted. */
export const auditStream: StreamName = 'audit';

/** The stream in which a change to a layer, or to a coder's assignment, is told. */
export function streamOfLayer(
  round: { readonly id: string; readonly blind: boolean },
  layer: { readonly memberId: string | null; readonly kind: 'current' | 'first_pass' | 'final' },
): StreamName {
  if (layer.kind === 'final' || layer.memberId === null) return finalStream(round.id);
  return round.blind ? coderStream(round.id, layer.memberId) : sharedStream;
}

/**
 * Whether whoever wrote into a stream sees it whatever else they may see: what all members see, and what one
 * codes oneself.
 */
export function isAlwaysSeen(stream: StreamName, memberId: string): boolean {
  return stream === sharedStream || (stream.startsWith('coder:') && stream.endsWith(`:${memberId}`));
}

/** The last `seq` seen of each stream; a stream that is absent has been seen up to 0. */
export type Cursor = Readonly<Record<StreamName, number>>;

/** A cursor as one short string: `name=seq` pairs in the order of the names, joined by commas. */
export function encodeCursor(cursor: Cursor): string {
  return Object.keys(cursor)
    .sort()
    .map((name) => `${name}=${cursor[name]}`)
    .join(',');
}

/** The reverse of `encodeCursor`; null when the string is not a cursor. */
export function decodeCursor(value: string): Cursor | null {
  const cursor: Record<StreamName, number> = {};
  if (value === '') return cursor;
  for (const pair of value.split(',')) {
    const match = /^(shared|audit|final:[0-9a-f-]{36}|coder:[0-9a-f-]{36}:[0-9a-f-]{36})=(\d{1,15})$/.exec(
      pair,
    );
    const [, name, seq] = match ?? [];
    if (name === undefined || seq === undefined || name in cursor) return null;
    cursor[name] = Number(seq);
  }
  return cursor;
}
