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

/**
 * Groups what is tied together; `sorted` by start. Nothing is held against everything else that is open: ties on the
 * same words follow from who stands there, and of what overlaps only the furthest ends have to be known.
 */
function components<A extends ComparedAnnotation>(sorted: readonly A[]): Group<A>[] {
  const groupOf = new Map<A, Group<A>>(
    sorted.map((each) => [each, { annotations: [each], kinds: new Set() }]),
  );
  const tie = (one: A, other: A): void => {
    const [a, b] = [groupOf.get(one), groupOf.get(other)];
    if (a === undefined || b === undefined || a === b) return;
    const [kept, moved] = a.annotations.length < b.annotations.length ? [b, a] : [a, b];
    for (const each of moved.annotations) groupOf.set(each, kept);
    // One by one: an argument list has an end.
    for (const each of moved.annotations) kept.annotations.push(each);
    for (const kind of moved.kinds) kept.kinds.add(kind);
  };
  for (const same of Map.groupBy(sorted, ({ start, end }) => `${start} ${end}`).values()) {
    const [first] = same;
    if (first === undefined || new Set(same.map(({ layerId }) => layerId)).size < 2) continue;
    for (const each of same) tie(first, each);
    const kinds = groupOf.get(first)?.kinds;
    for (const kind of kindsOnOneSpan(same)) kinds?.add(kind);
  }
  for (const ofTag of Map.groupBy(sorted, ({ tagId }) => tagId).values()) {
    for (const [one, other] of overlapsOf(ofTag)) {
      tie(one, other);
      if (!isSameSpan(one, other)) groupOf.get(one)?.kinds.add('boundary');
    }
  }
  return [...new Set(sorted.map((each) => groupOf.get(each)))].filter((group) => group !== undefined);
}

function isSameSpan(a: ComparedAnnotation, b: ComparedAnnotation): boolean {
  return a.start === b.start && a.end === b.end;
}

/** How annotations on the same words, by more than one coder, differ: any two of different coders count. */
function kindsOnOneSpan(same: readonly ComparedAnnotation[]): DifferenceKind[] {
  const byTag = [...Map.groupBy(same, ({ tagId }) => tagId).values()];
  const shared = byTag.some((ofTag) => new Set(ofTag.map(({ layerId }) => layerId)).size > 1);
  return [...(byTag.length > 1 ? ['tag' as const] : []), ...(shared ? ['only' as const] : [])];
}

/** What is still open in a layer at some place: what reaches furthest, and the furthest of other boundaries. */
interface Furthest<A> {
  first: A;
  second: A | null;
}

/**
 * Pairs of different coders that overlap, among annotations of one tag, as many as it takes to tie all that do. What
 * is tied and open is one cluster, of which each layer's furthest ends say what it still reaches. What is open and
 * tied to nothing is of one layer, since two would be tied; it is looked at once, when another layer comes.
 */
function* overlapsOf<A extends ComparedAnnotation>(sorted: readonly A[]): Generator<readonly [A, A]> {
  const cluster = new Map<string, Furthest<A>>();
  let alone: A[] = [];
  for (const annotation of sorted) {
    const reaches = (other: A | null): other is A => other !== null && other.end > annotation.start;
    let tied = false;
    for (const [layerId, { first, second }] of cluster) {
      if (!reaches(first)) cluster.delete(layerId);
      if (layerId === annotation.layerId || !reaches(first)) continue;
      yield [annotation, first];
      if (reaches(second)) yield [annotation, second];
      tied = true;
    }
    if (alone[0]?.layerId !== annotation.layerId) {
      for (const other of alone.filter(reaches)) {
        yield [annotation, other];
        reach(cluster, other);
        tied = true;
      }
      alone = [];
    }
    if (tied) reach(cluster, annotation);
    else alone.push(annotation);
  }
}

function reach<A extends ComparedAnnotation>(cluster: Map<string, Furthest<A>>, annotation: A): void {
  const there = cluster.get(annotation.layerId);
  if (there === undefined) cluster.set(annotation.layerId, { first: annotation, second: null });
  else if (isSameSpan(annotation, there.first)) return;
  else if (annotation.end > there.first.end) {
    there.second = there.first;
    there.first = annotation;
  } else if (there.second === null || annotation.end > there.second.end) there.second = annotation;
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
    start: ordered[0]?.start ?? 0,
    end: ordered.reduce((last, { end }) => Math.max(last, end), 0),
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
 * Tells whether decisions cover all of some annotations as they now are, or the final layer has the same. One that has
 * changed since is open again, unless into what was decided; and who finishes later may have found the same.
 */
export function settledBy(
  decisions: readonly { readonly sources: readonly Source[]; readonly withdrawnAt: string | null }[],
  finals: readonly ComparedAnnotation[] = [],
): (annotations: readonly ComparedAnnotation[]) => boolean {
  const found = new Set(finals.map(contentKey));
  const covered = new Set(
    decisions
      .filter((decision) => decision.withdrawnAt === null)
      .flatMap(({ sources }) =>
        sources.map((each) => `${each.layerId} ${each.annotationId} ${each.version}`),
      ),
  );
  return (annotations) =>
    annotations.every(
      (each) => covered.has(`${each.layerId} ${each.id} ${each.version}`) || found.has(contentKey(each)),
    );
}
