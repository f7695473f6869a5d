import { type Acknowledgement, emptyTagContent } from '@koersvast/contracts';
import type { Random } from '@koersvast/core/round';
import type { TestMember } from '@koersvast/db/testing';
import type { BlindStudy } from './worlds.ts';

/** One call that somebody makes. */
export interface Call {
  readonly path: string;
  readonly input: Record<string, unknown>;
}

/** Where something that was made is, and its version. */
interface Kept {
  readonly documentId: string;
  readonly roundId: string;
  readonly layerId: string;
  readonly version: number;
}

/** What somebody remembers of what they made, by id; of layers the round. */
export interface Memory {
  readonly annotations: Map<string, Kept>;
  readonly readings: Map<string, Kept>;
  readonly layers: Map<string, string>;
  readonly calls: Call[];
}

export const emptyMemory = (): Memory => ({
  annotations: new Map(),
  readings: new Map(),
  layers: new Map(),
  calls: [],
});

/** Takes up what an acknowledgement says, as a browser does. */
export function remember(memory: Memory, call: Call, answer: string): void {
  memory.calls.push(call);
  const parsed = JSON.parse(answer) as Partial<Acknowledgement>;
  for (const { noun, after } of parsed.changes ?? []) {
    if (after === null) continue;
    if (noun === 'layer') memory.layers.set(after.id, after.roundId);
    if (noun !== 'annotation' && noun !== 'reading') continue;
    const { documentId, layerId, version } = after;
    const roundId = memory.layers.get(layerId);
    if (roundId === undefined) continue;
    const rows = noun === 'annotation' ? memory.annotations : memory.readings;
    rows.set(after.id, { documentId, roundId, layerId, version });
  }
}

/** What all scripts of a study share: the tags that an owner made on the way. */
export interface Shared {
  readonly tagIds: string[];
  readonly tagVersions: Map<string, number>;
  readonly roundVersions: Map<string, number>;
}

const words = [
  'Koersvast',
  'kabinet',
  'kiest',
  'druk',
  'Rusland',
  'selectieve',
  'samenwerking',
  'nodig',
  '🙂',
];
const madeAt = '2026-11-24T11:59:59.000Z';
const accepting = { annotationVersion: 1, supersedes: null, verdict: { kind: 'accept' } };

/** With more, hardly two would code with the same. */
const MOST_TAGS = 8;

/** Draws what somebody does next. `others` is what somebody else made, which is none of their business. */
export class Script {
  readonly random: Random;
  readonly study: BlindStudy;
  readonly shared: Shared;
  readonly newId: () => string;

  constructor(random: Random, study: BlindStudy, shared: Shared, newId: () => string) {
    this.random = random;
    this.study = study;
    this.shared = shared;
    this.newId = newId;
  }

  pick<T>(list: readonly T[]): T {
    const found = list[this.random.below(list.length)];
    if (found === undefined) throw new Error('nothing to choose from');
    return found;
  }

  place() {
    const { projectId, roundId } = this.study.place;
    const { open, revealed, second } = this.study;
    const rounds = [roundId, roundId, roundId, open, revealed, second];
    const documentId = this.pick(this.study.documents).id;
    return { opId: this.newId(), projectId, roundId: this.pick(rounds), documentId };
  }

  /** Work is given and taken away in the round that all code alike. */
  given() {
    const { projectId, roundId } = this.study.place;
    return { opId: this.newId(), projectId, roundId };
  }

  next(member: TestMember, memory: Memory, others: Memory): Call {
    const coding = [
      'create',
      'create',
      'create',
      'edit',
      'edit',
      'remove',
      'read',
      'read',
      'unread',
    ] as const;
    const rest = ['state', 'undo', 'undo', 'here', 'probe', 'probe', 'repeat'] as const;
    const owning = ['assign', 'tag', 'life', 'assign', 'tag', 'life', 'split'] as const;
    const kinds = [...coding, ...rest, ...(member.role === 'reviewer' ? owning : [])];
    // Owners write where they must not look: that is worth trying often.
    const owns = member.role === 'owner' && this.random.below(2) === 0;
    const call = this[owns ? this.pick(owning) : this.pick(kinds)](member, memory, others);
    return call ?? this.create(member, memory, others);
  }

  /** Tags hits in both letters at once, whichever of them are theirs. */
  tagHits(): Call {
    const { documentId: _, ...place } = this.place();
    const hits = this.study.documents.map(({ id }) => ({ documentId: id, ...this.span() }));
    return {
      path: 'search.tagHits',
      input: {
        ...{ ...place, tagId: this.pick(this.shared.tagIds), madeAt, search: { query: 'e*' } },
        hits: hits.map(({ documentId, start, end }) => ({ documentId, start, end })),
      },
    };
  }

  /** What somebody who may see all says of what others coded, or decides on it. */
  judge(memory: Memory): Call | null {
    const { open, revealed } = this.study;
    const judged = [...memory.annotations].filter(
      ([, { roundId }]) => roundId === open || roundId === revealed,
    );
    if (judged.length === 0) return null;
    const [annotationId, { documentId, roundId, layerId, version }] = this.pick(judged);
    const place = { ...this.place(), documentId, roundId };
    const said = { ...place, id: this.newId(), layerId, annotationId };
    const span = { ...this.span(), tagId: this.pick(this.shared.tagIds), memo: null };
    const added = { action: 'add', annotationId: this.newId(), kind: null, reason: 'Missed.', ...span };
    return this.pick<Call>([
      { path: 'review.give', input: { ...said, ...accepting, annotationVersion: version } },
      { path: 'reply.create', input: { ...said, text: 'Why this?', mentions: [] } },
      {
        path: 'adjudication.decide',
        input: { ...place, decisionId: this.newId(), sources: [], replaces: [], decision: added },
      },
    ]);
  }

  span() {
    const word = this.pick(words);
    const start = this.study.text.indexOf(word);
    return { start, end: start + word.length, quote: word };
  }

  create(_: TestMember, __: Memory, others: Memory): Call {
    const theirs = [...others.annotations.keys()];
    // A copy in another layer keeps its id, so that an id may be there already.
    const id = theirs.length > 0 && this.random.below(8) === 0 ? this.pick(theirs) : this.newId();
    const annotation = { id, tagId: this.pick(this.shared.tagIds), ...this.span() };
    const input = { ...this.place(), annotation: { ...annotation, memo: null, certainty: null, madeAt } };
    return { path: 'annotation.create', input };
  }

  edit(_: TestMember, memory: Memory): Call | null {
    const own = [...memory.annotations];
    if (own.length === 0) return null;
    const [annotationId, { documentId, roundId, version }] = this.pick(own);
    const changes = [
      { tagId: this.pick(this.shared.tagIds) },
      { memo: `note ${this.random.below(1000)}` },
      { certainty: 1 + this.random.below(3) },
      this.span(),
    ];
    const place = { ...this.place(), documentId, roundId };
    const input = { ...place, annotationId, version, change: this.pick(changes) };
    return { path: 'annotation.edit', input };
  }

  remove(_: TestMember, memory: Memory): Call | null {
    const own = [...memory.annotations];
    if (own.length === 0) return null;
    const [annotationId, { documentId, roundId, version }] = this.pick(own);
    const input = { ...this.place(), documentId, roundId, annotationId, version };
    return { path: 'annotation.remove', input };
  }

  read(): Call {
    const reading = { id: this.newId(), block: 1 + this.random.below(4), madeAt };
    return { path: 'reading.create', input: { ...this.place(), reading } };
  }

  unread(_: TestMember, memory: Memory): Call | null {
    const own = [...memory.readings];
    if (own.length === 0) return null;
    const [readingId, { documentId, roundId, version }] = this.pick(own);
    const input = { ...this.place(), documentId, roundId, readingId, version };
    return { path: 'reading.remove', input };
  }

  state(): Call {
    const place = this.place();
    // In the second blind round nobody finishes: so long all stay blind for its letters, in whatever round.
    const states =
      place.roundId === this.study.second ? ['todo', 'in_progress'] : ['todo', 'in_progress', 'done'];
    return { path: 'assignment.setState', input: { ...place, state: this.pick(states) } };
  }

  undo(_: TestMember, memory: Memory): Call | null {
    const given = memory.calls.filter((call) => 'opId' in call.input);
    const recent = given.slice(-6);
    if (recent.length === 0) return null;
    const target = this.pick(recent).input.opId;
    const { opId, projectId } = this.place();
    return { path: 'operation.undo', input: { opId, projectId, target } };
  }

  here(member: TestMember): Call {
    const { projectId, documentId } = this.place();
    if (this.random.below(3) === 0) return { path: 'live.leave', input: { projectId, tabId: member.id } };
    return { path: 'live.here', input: { projectId, documentId, tabId: member.id } };
  }

  /** Asks for, changes, or takes back something that is somebody else's, or nobody's. */
  probe(_: TestMember, memory: Memory, others: Memory): Call {
    const idOf = (rows: ReadonlyMap<string, unknown>) =>
      rows.size > 0 ? this.pick([...rows.keys()]) : this.newId();
    const place = this.place();
    const { opId, projectId } = place;
    const annotationId = idOf(others.annotations);
    const layers = [...others.layers.keys(), ...memory.layers.keys(), this.newId()];
    const layerId = this.pick(layers);
    const said = { ...place, roundId: this.study.open, layerId, annotationId };
    const theirCall = others.calls.findLast((call) => 'opId' in call.input);
    const target = theirCall?.input.opId ?? this.newId();
    return this.pick<Call>([
      { path: 'annotation.edit', input: { ...place, annotationId, version: 1, change: { certainty: 1 } } },
      { path: 'annotation.remove', input: { ...place, annotationId, version: 1 } },
      { path: 'reading.remove', input: { ...place, readingId: idOf(others.readings), version: 1 } },
      { path: 'operation.undo', input: { opId, projectId, target } },
      {
        path: 'operation.history',
        input: { projectId, noun: 'annotation', layerId, entityId: annotationId },
      },
      { path: 'review.give', input: { ...said, id: this.newId(), ...accepting } },
      { path: 'reply.create', input: { ...said, id: this.newId(), text: 'Why?', mentions: [] } },
      { path: 'review.acceptAlike', input: { ...place, roundId: this.study.open } },
      {
        path: 'adjudication.start',
        input: { ...place, roundId: this.study.open, rule: { kind: 'unanimous' } },
      },
    ]);
  }

  /** The same once more, as after a lost answer. */
  repeat(_: TestMember, memory: Memory): Call | null {
    return memory.calls.length === 0 ? null : this.pick(memory.calls.slice(-10));
  }

  assign(): Call {
    const documentId = this.pick(this.study.documents).id;
    const round = this.given();
    if (this.random.below(4) === 0) {
      // In the open round people begin by themselves, so that there may be nothing to give. One: who is given something
      // else gets the next id of the server.
      const { hidden, open } = this.study;
      const cells = [{ documentId, memberId: hidden.id, assigned: this.random.below(3) > 0 }];
      return { path: 'assignment.assign', input: { ...round, roundId: open, cells } };
    }
    const coders = [this.study.hidden, this.study.hidden, ...this.study.watchers.map((each) => each.member)];
    // More is given than taken away, so that the work goes on.
    const assigned = this.random.below(3) > 0;
    const cells = assigned
      ? [...new Set(coders)].map((member) => ({ documentId, memberId: member.id, assigned }))
      : [{ documentId, memberId: this.pick(coders).id, assigned }];
    return { path: 'assignment.assign', input: { ...round, cells } };
  }

  /** A round is closed, opened again, made, or deleted, in whatever state others have left it. */
  life(): Call {
    const { opId, projectId, roundId } = this.place();
    const documentIds = [this.pick(this.study.documents).id];
    const version = this.shared.roundVersions.get(roundId) ?? 1;
    const round = { opId, projectId, roundId, version };
    const coders = [this.study.hidden, ...this.study.watchers.map((each) => each.member)];
    const memberId = this.pick(coders).id;
    const chosen = documentIds.map((documentId) => ({ documentId, memberId }));
    return this.pick<Call>([
      { path: 'round.setState', input: { ...round, state: 'closed' } },
      { path: 'round.setState', input: { ...round, state: 'running' } },
      { path: 'round.setState', input: { ...round, state: 'running' } },
      { path: 'round.remove', input: round },
      { path: 'round.edit', input: { ...round, change: { addedDocumentIds: documentIds } } },
      { path: 'round.openCoding', input: { projectId, documentIds } },
      {
        path: 'round.create',
        input: {
          ...{ opId, projectId, id: this.newId(), name: '', blind: false, documentIds },
          assignments: { kind: 'chosen', chosen },
        },
      },
    ]);
  }

  /** A tag is split over annotations, others' among them. */
  split(_: TestMember, memory: Memory, others: Memory): Call | null {
    const { opId, projectId } = this.place();
    const known = [...memory.annotations, ...others.annotations];
    if (known.length === 0 || this.shared.tagIds.length >= MOST_TAGS) return null;
    const [annotationId, { layerId }] = this.pick(known);
    const tagId = this.pick(this.shared.tagIds);
    const version = this.shared.tagVersions.get(tagId) ?? 1;
    const tag = { ...emptyTagContent, id: this.newId(), name: `split ${opId.slice(0, 8)}` };
    const input = { opId, projectId, tagId, version, tag, annotations: [{ layerId, annotationId }] };
    return { path: 'tag.split', input };
  }

  tag(): Call {
    const { opId, projectId } = this.place();
    const tagId = this.pick(this.shared.tagIds);
    const version = this.shared.tagVersions.get(tagId) ?? 1;
    const change = this.pick([{ archived: false }, { definition: `what it is, ${this.random.below(1000)}` }]);
    const calls: Call[] = [
      { path: 'tag.edit', input: { opId, projectId, tagId, version, change, recheck: true } },
      { path: 'tag.edit', input: { opId, projectId, tagId, version, change: { archived: false } } },
      {
        path: 'tag.merge',
        input: { opId, projectId, tagId, version, intoId: this.pick(this.shared.tagIds) },
      },
    ];
    if (this.shared.tagIds.length < MOST_TAGS) {
      const id = this.newId();
      calls.push({
        path: 'tag.create',
        input: { opId, projectId, tag: { ...emptyTagContent, id, name: `tag ${id.slice(0, 8)}` } },
      });
    }
    return this.pick(calls);
  }
}
