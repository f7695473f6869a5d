import { type Acknowledgement, emptyTagContent } from '@koersvast/contracts';
import type { Random } from '@koersvast/core';
import type { TestMember } from '@koersvast/db/testing';
import type { BlindStudy } from './worlds.ts';

/** One call that somebody makes. */
export interface Call {
  readonly path: string;
  readonly input: Record<string, unknown>;
}

/** What somebody remembers of what they made: by id, where it is and its version. */
export interface Memory {
  readonly annotations: Map<string, { documentId: string; version: number }>;
  readonly readings: Map<string, { documentId: string; version: number }>;
  readonly layers: Set<string>;
  readonly calls: Call[];
}

export const emptyMemory = (): Memory => ({
  annotations: new Map(),
  readings: new Map(),
  layers: new Set(),
  calls: [],
});

/** Takes up what an acknowledgement says, as a browser does. */
export function remember(memory: Memory, call: Call, answer: string): void {
  memory.calls.push(call);
  const parsed = JSON.parse(answer) as Partial<Acknowledgement>;
  for (const { noun, after } of parsed.changes ?? []) {
    if (after === null) continue;
    const { documentId } = after as { documentId?: string };
    if (noun === 'layer') memory.layers.add(after.id);
    if (documentId === undefined || (noun !== 'annotation' && noun !== 'reading')) continue;
    const rows = noun === 'annotation' ? memory.annotations : memory.readings;
    rows.set(after.id, { documentId, version: after.version });
  }
}

/** What all scripts of a study share: the tags that an owner made on the way. */
export interface Shared {
  readonly tagIds: string[];
  readonly tagVersions: Map<string, number>;
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
    return { opId: this.newId(), projectId, roundId, documentId: this.pick(this.study.documents).id };
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
    const owning = ['assign', 'tag', 'assign', 'tag'] as const;
    const kinds = [...coding, ...rest, ...(member.role === 'reviewer' ? owning : [])];
    // Owners write where they must not look: that is worth trying often.
    const owns = member.role === 'owner' && this.random.below(2) === 0;
    const call = this[owns ? this.pick(owning) : this.pick(kinds)](member, memory, others);
    return call ?? this.create(member, memory, others);
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
    const [annotationId, { documentId, version }] = this.pick(own);
    const changes = [
      { tagId: this.pick(this.shared.tagIds) },
      { memo: `note ${this.random.below(1000)}` },
      { certainty: 1 + this.random.below(3) },
      this.span(),
    ];
    const input = { ...this.place(), documentId, annotationId, version, change: this.pick(changes) };
    return { path: 'annotation.edit', input };
  }

  remove(_: TestMember, memory: Memory): Call | null {
    const own = [...memory.annotations];
    if (own.length === 0) return null;
    const [annotationId, { documentId, version }] = this.pick(own);
    return { path: 'annotation.remove', input: { ...this.place(), documentId, annotationId, version } };
  }

  read(): Call {
    const reading = { id: this.newId(), block: 1 + this.random.below(4), madeAt };
    return { path: 'reading.create', input: { ...this.place(), reading } };
  }

  unread(_: TestMember, memory: Memory): Call | null {
    const own = [...memory.readings];
    if (own.length === 0) return null;
    const [readingId, { documentId, version }] = this.pick(own);
    return { path: 'reading.remove', input: { ...this.place(), documentId, readingId, version } };
  }

  state(): Call {
    const state = this.pick(['todo', 'in_progress', 'in_progress', 'done']);
    return { path: 'assignment.setState', input: { ...this.place(), state } };
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
    const layers = [...others.layers, ...memory.layers, this.newId()];
    const theirCall = others.calls.findLast((call) => 'opId' in call.input);
    const target = theirCall?.input.opId ?? this.newId();
    return this.pick<Call>([
      { path: 'annotation.edit', input: { ...place, annotationId, version: 1, change: { certainty: 1 } } },
      { path: 'annotation.remove', input: { ...place, annotationId, version: 1 } },
      { path: 'reading.remove', input: { ...place, readingId: idOf(others.readings), version: 1 } },
      { path: 'operation.undo', input: { opId, projectId, target } },
      {
        path: 'operation.history',
        input: { projectId, noun: 'annotation', layerId: this.pick(layers), entityId: annotationId },
      },
    ]);
  }

  /** The same once more, as after a lost answer. */
  repeat(_: TestMember, memory: Memory): Call | null {
    return memory.calls.length === 0 ? null : this.pick(memory.calls.slice(-10));
  }

  assign(): Call {
    const { documentId, ...round } = this.place();
    const coders = [this.study.hidden, this.study.hidden, ...this.study.watchers.map((each) => each.member)];
    // More is given than taken away, so that the work goes on.
    const assigned = this.random.below(3) > 0;
    const cells = assigned
      ? [...new Set(coders)].map((member) => ({ documentId, memberId: member.id, assigned }))
      : [{ documentId, memberId: this.pick(coders).id, assigned }];
    return { path: 'assignment.assign', input: { ...round, cells } };
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
    if (this.shared.tagIds.length < 8) {
      const id = this.newId();
      calls.push({
        path: 'tag.create',
        input: { opId, projectId, tag: { ...emptyTagContent, id, name: `tag ${id.slice(0, 8)}` } },
      });
    }
    return this.pick(calls);
  }
}
