/** An annotation as far as comparing has to know it. Offsets count UTF-16 code units. */
export interface ComparedAnnotation {
  readonly id: string;
  readonly layerId: string;
  readonly tagId: string;
  readonly start: number;
  readonly end: number;
  readonly version: number;
}

/** What one coder who has finished has in a document; nothing at all is an answer too. */
export interface CoderWork<A extends ComparedAnnotation> {
  readonly memberId: string;
  /** Null for a coder who has finished without coding anything. */
  readonly layerId: string | null;
  readonly annotations: readonly A[];
}

/** `tag`: the same words, other tags. `boundary`: the same tag, other boundaries. `only`: not all have it. */
export type DifferenceKind = 'tag' | 'boundary' | 'only';

export interface Difference<A extends ComparedAnnotation> {
  /** Made of the annotations in it, so that a link to a difference lasts as long as they do. */
  readonly id: string;
  readonly kind: DifferenceKind;
  /** From the first start to the last end. */
  readonly start: number;
  readonly end: number;
  /** In text order. */
  readonly annotations: readonly A[];
  /** Coders who have nothing in it. */
  readonly missing: readonly string[];
}

/** The same tag on the same words by every coder: one annotation of each, in the order of the coders. */
export type Agreement<A extends ComparedAnnotation> = readonly A[];

export interface Comparison<A extends ComparedAnnotation> {
  readonly agreements: readonly Agreement<A>[];
  readonly differences: readonly Difference<A>[];
}

interface Layered {
  readonly id: string;
  readonly roundId: string;
  readonly memberId: string | null;
  readonly kind: 'current' | 'first_pass' | 'final';
}

interface Assigned {
  readonly roundId: string;
  readonly memberId: string;
  readonly state: 'todo' | 'in_progress' | 'done' | 'recheck';
  readonly removedAt: string | null;
}

/**
 * The coders of a document in a round whose work is compared, in the order of their ids: those who have finished
 * it. Somebody who has not finished may still code what they have not read, so that their silence says nothing.
 */
export function finishedWork<A extends ComparedAnnotation & { readonly deletedAt: string | null }>(
  roundId: string,
  document: {
    readonly layers: readonly Layered[];
    readonly assignments: readonly Assigned[];
    readonly annotations: readonly A[];
  },
): CoderWork<A>[] {
  return document.assignments
    .filter((each) => each.roundId === roundId && each.removedAt === null)
    .filter(({ state }) => state === 'done' || state === 'recheck')
    .map(({ memberId }) => {
      const layer = document.layers.find(
        (each) => each.roundId === roundId && each.memberId === memberId && each.kind === 'current',
      );
      const annotations = document.annotations.filter(
        (row) => row.layerId === layer?.id && row.deletedAt === null,
      );
      return { memberId, layerId: layer?.id ?? null, annotations };
    })
    .sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
}

/**
 * The same of the first pass: what each coder had when they finished it blind, or first said that they were done. It
 * never changes, whatever was adopted since; a coder who has none had not finished.
 */
export function firstPassWork<A extends ComparedAnnotation & { readonly deletedAt: string | null }>(
  roundId: string,
  document: { readonly layers: readonly Layered[]; readonly annotations: readonly A[] },
): CoderWork<A>[] {
  return document.layers
    .flatMap((layer) => {
      const { id, memberId } = layer;
      if (layer.roundId !== roundId || layer.kind !== 'first_pass' || memberId === null) return [];
      const annotations = document.annotations.filter((row) => row.layerId === id && row.deletedAt === null);
      return [{ memberId, layerId: annotations.length === 0 ? null : id, annotations }];
    })
    .sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
}

/** Whether work is still what a first pass was: the same coders with the same annotations, none changed since. */
export function isSameWork(
  one: readonly CoderWork<ComparedAnnotation>[],
  other: readonly CoderWork<ComparedAnnotation>[],
): boolean {
  const said = (coders: readonly CoderWork<ComparedAnnotation>[]) =>
    coders
      .flatMap(({ memberId, annotations }) => [
        memberId,
        ...annotations.map((row) => `${memberId} ${row.id} ${contentKey(row)}`),
      ])
      .sort()
      .join('\n');
  return said(one) === said(other);
}

/** The key under which annotations say the same: tag and span. */
export function contentKey({
  tagId,
  start,
  end,
}: Omit<ComparedAnnotation, 'id' | 'layerId' | 'version'>): string {
  return `${tagId} ${start} ${end}`;
}

function inTextOrder(a: ComparedAnnotation, b: ComparedAnnotation): number {
  if (a.start !== b.start) return a.start - b.start;
  if (a.end !== b.end) return b.end - a.end;
  const [one, other] = [`${a.tagId} ${a.id} ${a.layerId}`, `${b.tagId} ${b.id} ${b.layerId}`];
  return one < other ? -1 : one > other ? 1 : 0;
}

type Bond = DifferenceKind | null;

/** What ties annotations of two coders together; null where they have nothing to do with each other. */
function bondOf(a: ComparedAnnotation, b: ComparedAnnotation): Bond {
  if (a.layerId === b.layerId) return null;
  const sameSpan = a.start === b.start && a.end === b.end;
  if (sameSpan) return a.tagId === b.tagId ? 'only' : 'tag';
  return a.tagId === b.tagId && a.start < b.end && b.start < a.end ? 'boundary' : null;
}

/**
 * Where coders of one document agree and where they do not. What every coder has with the same tag on the same
 * words is an agreement. Of the rest, annotations of different coders belong to one difference when they stand on
 * the same words, or overlap with the same tag, or are tied in this way through others; every annotation is in
 * exactly one agreement or difference. A difference is of the first kind that holds between any two in it: `tag`,
 * `boundary`, else `only`. With fewer than two coders nothing is agreed upon.
 */
export function compareCoders<A extends ComparedAnnotation>(coders: readonly CoderWork<A>[]): Comparison<A> {
  const byContent = Map.groupBy(
    coders.flatMap((coder) => coder.annotations),
    contentKey,
  );
  const agreements: A[][] = [];
  const rest: A[] = [];
  for (const same of byContent.values()) {
    const all = coders.length > 1 && new Set(same.map((each) => each.layerId)).size === coders.length;
    if (all) agreements.push(same);
    else rest.push(...same);
  }
  agreements.sort(([a], [b]) => (a && b ? inTextOrder(a, b) : 0));
  const differences = components(rest.sort(inTextOrder)).map((group) => describe(group, coders));
  return { agreements, differences };
}

interface Group<A> {
  readonly annotations: A[];
  readonly kinds: Set<DifferenceKind>;
}

/** Groups what is tied together. `sorted` by start, so that only what still reaches a start can overlap it. */
function components<A extends ComparedAnnotation>(sorted: readonly A[]): Group<A>[] {
  const groupOf = new Map<A, Group<A>>();
  let open: A[] = [];
  for (const annotation of sorted) {
    open = open.filter((each) => each.end > annotation.start);
    let group: Group<A> = { annotations: [annotation], kinds: new Set() };
    groupOf.set(annotation, group);
    for (const other of open) {
      const bond = bondOf(annotation, other);
      const theirs = groupOf.get(other);
      if (bond === null || theirs === undefined) continue;
      if (theirs !== group) {
        const [kept, moved] =
          theirs.annotations.length > group.annotations.length ? [theirs, group] : [group, theirs];
        for (const each of moved.annotations) groupOf.set(each, kept);
        kept.annotations.push(...moved.annotations);
        for (const kind of moved.kinds) kept.kinds.add(kind);
        group = kept;
      }
      group.kinds.add(bond);
    }
    open.push(annotation);
  }
  return [...new Set(sorted.map((each) => groupOf.get(each)))].filter((group) => group !== undefined);
}

function describe<A extends ComparedAnnotation>(
  { annotations, kinds }: Group<A>,
  coders: readonly CoderWork<A>[],
): Difference<A> {
  const ordered = [...annotations].sort(inTextOrder);
  const present = new Set(ordered.map((each) => each.layerId));
  return {
    id: ordered.map((each) => each.id).sort()[0] ?? '',
    kind: kinds.has('tag') ? 'tag' : kinds.has('boundary') ? 'boundary' : 'only',
    start: Math.min(...ordered.map((each) => each.start)),
    end: Math.max(...ordered.map((each) => each.end)),
    annotations: ordered,
    missing: coders
      .filter(({ layerId }) => layerId === null || !present.has(layerId))
      .map(({ memberId }) => memberId),
  };
}

/** An annotation of a coder at the version that somebody looked at. */
export interface Source {
  readonly layerId: string;
  readonly annotationId: string;
  readonly version: number;
}

/** What a decision names of an annotation: where it is, and at which version it was looked at. */
export function sourceOf({ layerId, id, version }: ComparedAnnotation): Source {
  return { layerId, annotationId: id, version };
}

/**
 * Whether decisions cover all of these annotations as they now are, or the final layer has the same. One that has
 * changed since is open again, unless into what was decided; and who finishes later may have found the same.
 */
export function isSettled(
  annotations: readonly ComparedAnnotation[],
  decisions: readonly { readonly sources: readonly Source[]; readonly withdrawnAt: string | null }[],
  finals: readonly ComparedAnnotation[] = [],
): boolean {
  const found = new Set(finals.map(contentKey));
  const covered = new Set(
    decisions
      .filter((decision) => decision.withdrawnAt === null)
      .flatMap(({ sources }) =>
        sources.map((each) => `${each.layerId} ${each.annotationId} ${each.version}`),
      ),
  );
  return annotations.every(
    (each) => covered.has(`${each.layerId} ${each.id} ${each.version}`) || found.has(contentKey(each)),
  );
}
