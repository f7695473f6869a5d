import { workNouns } from '@koersvast/core/noun';
import { type ChangeView, canSeeChange, isBlindFor, placeOfStream } from '@koersvast/core/scope';
import { changeAsSeen, type StoredChange, type ToldSet } from './change.ts';
import { type Access, loadAccess } from './scope.ts';
import type { Tx } from './transaction.ts';

/** What decides who may see a change, but for whose layer it is in. */
type Seen = Omit<ChangeView, 'workOf'> & {
  readonly layerId: string | null;
  readonly memberId: string | null;
};

function viewOf(told: StoredChange | ToldSet): Seen {
  const { stream, noun } = told;
  if ('layerId' in told)
    return { stream, noun, documentId: told.documentId, layerId: told.layerId, memberId: null };
  const row: { id?: string; documentId?: string | null; layerId?: string; memberId?: string | null } =
    told.after ?? told.before ?? {};
  return {
    stream,
    noun,
    documentId: (noun === 'document' ? row.id : row.documentId) ?? null,
    layerId: (noun === 'layer' ? row.id : row.layerId) ?? null,
    memberId: (noun === 'assignment' ? row.memberId : null) ?? null,
  };
}

/**
 * Whether whoever made a change sees it whatever else they may see: what all members see, and what one codes
 * oneself. Of a stream from before each letter had its own, only what is no work on a letter.
 */
function isAlwaysSeen({ stream, noun }: Seen, memberId: string): boolean {
  const { kind, documentId, memberId: workOf } = placeOfStream(stream);
  if (kind === 'person') return workOf === memberId;
  if (kind === 'work') return documentId !== null && workOf === memberId;
  return kind === 'shared' && !(workNouns as readonly string[]).includes(noun);
}

/**
 * Of some changes, or sets of them, those that a person may see. A command may write where its giver must not look:
 * whoever codes blind may give work to others, or merge the tags that they used. Most commands write in streams that
 * their giver always sees, and then nothing is asked.
 */
export async function keepSeen<Told extends StoredChange | ToldSet>(
  tx: Tx,
  who: { readonly projectId: string; readonly personId: string; readonly memberId: string },
  told: readonly Told[],
  known?: Access,
): Promise<Told[]> {
  // Where one codes one sees it; what one coded before may be hidden, and is reached by what changes several things.
  const inOnePlace = new Set(told.map(({ stream }) => stream)).size < 2;
  const isOwnWork = ({ stream }: Told) => placeOfStream(stream).kind === 'work';
  if (told.every((each) => isAlwaysSeen(viewOf(each), who.memberId)) && (inOnePlace || !told.some(isOwnWork)))
    return [...told];
  const access = known ?? (await loadAccess(tx, who));
  if (!access) return [];
  // Whose work it is in matters only of a letter that its giver codes blind.
  const ofBlind = told
    .map(viewOf)
    .filter(({ documentId }) => documentId && isBlindFor(access.scope, documentId));
  const layerIds = [...new Set(ofBlind.flatMap(({ layerId }) => layerId ?? []))];
  const ownerOf =
    layerIds.length === 0 ? new Map<string, string | null>() : await readOwners(tx, who, layerIds);
  return told.filter((each) => {
    const { layerId, memberId, ...view } = viewOf(each);
    return canSeeChange(access.scope, { ...view, workOf: memberId ?? ownerOf.get(layerId ?? '') ?? null });
  });
}

/** Who codes in these layers; nobody in a final one. */
async function readOwners(
  tx: Tx,
  { projectId }: { readonly projectId: string },
  layerIds: readonly string[],
): Promise<Map<string, string | null>> {
  const layers = await tx.layer.findMany({
    where: { projectId, id: { in: [...layerIds] } },
    select: { id: true, kind: true, memberId: true },
  });
  return new Map(layers.map(({ id, kind, memberId }) => [id, kind === 'final' ? null : memberId]));
}

/** Changes that a person may see, without what they may not see within them. */
export async function asSeen(
  tx: Tx,
  who: { readonly projectId: string; readonly personId: string },
  told: readonly StoredChange[],
  known?: Access,
): Promise<StoredChange[]> {
  if (told.every(({ noun }) => noun !== 'tag')) return [...told];
  const access = known ?? (await loadAccess(tx, who));
  return access === null ? [] : told.map((change) => changeAsSeen(access.scope, change));
}
