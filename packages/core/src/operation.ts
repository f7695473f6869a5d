import type { ProjectAbility } from './ability.ts';
import { type UndoableNoun, unmade } from './noun.ts';

/** What undo of an operation takes back, and what it takes to do so. */
export interface Undoing {
  readonly nouns: readonly UndoableNoun[];
  readonly ability: ProjectAbility;
  /** It made many things alike, each in a change of its own, which are taken back together. */
  readonly alike?: boolean;
}

/**
 * The nouns that commands are named by: a final layer is finished, and decided on, by `adjudication`. Of a member only
 * what is told of them can be undone, and not who takes part in which role.
 */
export type CommandNoun =
  | Exclude<UndoableNoun, 'layer' | 'decision' | 'member'>
  | 'adjudication'
  | 'member.describe';

/**
 * What can be undone. An operation is named `<noun>.<verb>` and found here by its whole name or by its noun.
 * Undo takes back what it did to these nouns. What came along with it (a layer that was opened, an assignment
 * that was begun, the number of the codebook) stays.
 */
const undoings = {
  annotation: { nouns: ['annotation', 'reading'], ability: 'annotation.write' },
  'annotation.retag': { nouns: ['annotation', 'reading'], ability: 'annotation.write' },
  'annotation.tagHits': { nouns: ['annotation', 'reading'], ability: 'annotation.write', alike: true },
  reading: { nouns: ['reading'], ability: 'annotation.write' },
  assignment: { nouns: ['assignment'], ability: 'annotation.write' },
  'assignment.assign': { nouns: ['assignment'], ability: 'assignment.edit' },
  tag: { nouns: ['tag', 'annotation', 'decision'], ability: 'codebook.edit' },
  round: { nouns: ['round'], ability: 'round.edit' },
  // Nobody becomes blind again.
  'round.reveal': null,
  'round.lift': null,
  document: { nouns: ['document'], ability: 'document.edit' },
  'document.readAgain': {
    nouns: ['document', 'round', 'set', 'assignment', 'annotation', 'reading', 'review', 'reply'],
    ability: 'document.readAgain',
    alike: true,
  },
  'document.placeLost': { nouns: ['annotation', 'reading', 'review', 'reply'], ability: 'annotation.write' },
  'document.leaveLost': { nouns: ['annotation'], ability: 'annotation.write' },
  set: { nouns: ['set'], ability: 'document.edit' },
  finding: { nouns: ['finding'], ability: 'finding.pin' },
  search: { nouns: ['search'], ability: 'search.save' },
  dictionary: { nouns: ['dictionary'], ability: 'search.save' },
  'member.describe': { nouns: ['member'], ability: 'member.invite' },
  // A field that is called otherwise goes along in documents and sets.
  project: { nouns: ['project', 'document', 'set'], ability: 'project.edit' },
  // With the project its members and rounds were made.
  'project.create': null,
  review: { nouns: ['review'], ability: 'review.write' },
  'review.acceptAlike': { nouns: ['review'], ability: 'review.write', alike: true },
  'review.respond': { nouns: ['review', 'annotation', 'reading'], ability: 'annotation.write' },
  reply: { nouns: ['reply'], ability: 'reply.write' },
  'adjudication.setFinished': { nouns: ['layer'], ability: 'layer.adjudicate' },
  adjudication: { nouns: ['decision', 'annotation'], ability: 'layer.adjudicate' },
  'adjudication.start': { nouns: ['decision', 'annotation'], ability: 'layer.adjudicate', alike: true },
} as const satisfies Readonly<Record<CommandNoun, Undoing> & Record<string, Undoing | null>>;

/** What undo of this kind of operation takes back; null when it cannot be undone. */
export function undoingOf(kind: string): Undoing | null {
  const noun = kind.split('.')[0] ?? '';
  const known: Readonly<Record<string, Undoing | null>> = undoings;
  const name = [kind, noun].find((each) => Object.hasOwn(known, each));
  return name === undefined ? null : (known[name] ?? null);
}

/** An operation as the chain of undos sees it. */
export interface OperationLink {
  readonly opId: string;
  /** The operation that this one undoes, when it is an undo (or a redo, which undoes an undo). */
  readonly undoes: string | null;
}

/** One step that can be taken back (`undo`), or taken again (`redo`). */
export interface UndoStep {
  /** The operation to name as the target. */
  readonly target: string;
  /** The operation that was given in the first place, which says what the step does. */
  readonly base: string;
}

/**
 * What repeated undo and redo reach, nearest first, from one person's operations in one place, oldest first.
 * A new operation ends what could be redone. An undo of something that is not in the list is passed over.
 */
export function undoSteps(operations: readonly OperationLink[]): { undo: UndoStep[]; redo: UndoStep[] } {
  let undo: UndoStep[] = [];
  let redo: UndoStep[] = [];
  for (const { opId, undoes } of operations) {
    if (undoes === null) {
      undo.push({ target: opId, base: opId });
      redo = [];
      continue;
    }
    const done = undo.find((step) => step.target === undoes);
    const undone = redo.find((step) => step.target === undoes);
    if (done) {
      undo = undo.filter((step) => step !== done);
      redo.push({ target: opId, base: done.base });
    } else if (undone) {
      redo = redo.filter((step) => step !== undone);
      undo.push({ target: opId, base: undone.base });
    }
  }
  return { undo: undo.reverse(), redo: redo.reverse() };
}

/** One change of one thing, as far as undo has to know. Operation ids are unique per member. */
export interface ChangeLink extends OperationLink {
  readonly memberId: string;
}

export type UndoVerdict =
  | { readonly ok: true }
  /** Somebody, perhaps oneself, has changed it since. */
  | { readonly ok: false; readonly memberId: string };

/**
 * Whether a thing is still as an operation left it. `changes` are all changes of the thing, oldest first. An
 * undo leads back to the state before what it undoes, so that whatever was changed and changed back again is
 * as it was. `target` must be among the changes.
 */
export function isAsLeft(
  changes: readonly ChangeLink[],
  target: { readonly memberId: string; readonly opId: string },
): UndoVerdict {
  const sameOperation = (a: ChangeLink, b: { memberId: string; opId: string | null }) =>
    a.memberId === b.memberId && a.opId === b.opId;
  /** The state after each change, named by the position (from 1) of the change that first led to it. */
  const states: number[] = [];
  for (const [index, change] of changes.entries()) {
    const { memberId, undoes } = change;
    const undone = changes.findIndex((each) => sameOperation(each, { memberId, opId: undoes }));
    states.push(undone < 0 ? index + 1 : (states[undone - 1] ?? 0));
  }
  const now = states.at(-1) ?? 0;
  const left = changes.findLastIndex((each) => sameOperation(each, target));
  if (left >= 0 && states[left] === now) return { ok: true };
  const last = changes[now - 1] ?? changes.at(-1);
  return { ok: false, memberId: last?.memberId ?? target.memberId };
}

type Row = Readonly<Record<string, unknown>>;

/**
 * Whether a change of an assignment stands in the way of undoing one of this kind. Owners give work and take it
 * away, coders say how far they are: neither stops the other from taking their own step back, and a refusal
 * would tell an owner who codes blind that somebody has begun.
 */
export function isSameMatter(
  kind: string,
  change: { readonly before: Row | null; readonly after: Row | null },
): boolean {
  const field = givesWork(kind) ? 'removedAt' : 'state';
  return change.before === null || change.before[field] !== change.after?.[field];
}

/** Whether an operation gives work or takes it away, be it in another reading of the letter. */
function givesWork(kind: string): boolean {
  return kind === 'assignment.assign' || kind === 'document.readAgain';
}

/** Fields that count or date the changes themselves, and are never taken back. */
const bookkeeping = new Set(['version', 'updatedAt', 'restoredVersion']);

interface Touching {
  readonly before: Row | null;
  readonly after: Row | null;
}

function touchedFields({ before, after }: Touching): string[] {
  return Object.keys(after ?? {}).filter(
    (field) => !bookkeeping.has(field) && JSON.stringify(before?.[field]) !== JSON.stringify(after?.[field]),
  );
}

/**
 * Whether two changes of one thing touched a field in common: that a round was renamed does not keep anybody from
 * opening it again. The making of a thing touched all of it.
 */
export function touchesSame(one: Touching, other: Touching): boolean {
  const fields = new Set(touchedFields(one));
  return touchedFields(other).some((field) => fields.has(field));
}

/**
 * What to write over a thing so that a change of it is undone: the former values of the fields that the
 * change touched. The making of a thing is undone by putting it away, as nothing is ever deleted; null where
 * that has no meaning. `kind` is that of the operation that was given in the first place.
 */
export function inversePatch(
  noun: UndoableNoun,
  change: { readonly before: Row | null; readonly after: Row | null },
  at: string,
  kind: string,
): Record<string, unknown> | null {
  const { before, after } = change;
  if (after === null) return null;
  // Work that was given is taken away again as it then is: what was coded meanwhile is kept.
  if (before === null && givesWork(kind) && noun === 'assignment') return { removedAt: at };
  if (before === null) return unmade(noun, at);
  return Object.fromEntries(touchedFields(change).map((field) => [field, before[field]]));
}
