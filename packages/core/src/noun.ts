/** What is true of a noun, whatever its rows say. */
interface NounFacts {
  /**
   * Who may be told of its changes: every member (`all`); owners alone; or of work on a letter, whoever may see that:
   * of a person's `own` they themselves always, of what is `said` of it nobody who codes the letter blind.
   */
  readonly sight: 'all' | 'owners' | 'own' | 'said';
  /** Whether it is in a layer; of what is `copied`, a copy in another layer keeps the id. */
  readonly layer: 'in' | 'copied' | null;
  /** Under which list a document shows it. */
  readonly list: string | null;
  /** Whether to be told of somebody else's is to have looked at their work. */
  readonly opensEyes: boolean;
  /** Whether a history can be narrowed to it. */
  readonly history: boolean;
  /**
   * Null where no undo reaches it. Else what to write over one so that its making is undone, as nothing is ever
   * deleted; `kept` where that has no meaning.
   */
  readonly undo: ((at: string) => Readonly<Record<string, unknown>>) | 'kept' | null;
}

const frame = { sight: 'all', layer: null, list: null, opensEyes: false, history: true } as const;
const own = { sight: 'own', opensEyes: false } as const;
const said = { sight: 'said', layer: 'in', history: true } as const;
const audit = {
  sight: 'owners',
  layer: null,
  list: null,
  opensEyes: false,
  history: true,
  undo: null,
} as const;

const deleted = (at: string) => ({ deletedAt: at });
const removed = (at: string) => ({ removedAt: at });
const withdrawn = (at: string) => ({ withdrawnAt: at });
const archived = (at: string) => ({ archivedAt: at });
const ungiven = (at: string) => ({ state: 'todo', doneAt: null, removedAt: at });

/**
 * The nouns of a project: whatever has rows that changes tell of. What enumerates nouns is made of this list, or names
 * each of them, so that one that is forgotten is a type error.
 */
export const nounFacts = {
  layer: { ...own, layer: null, list: 'layers', history: false, undo: 'kept' },
  annotation: {
    ...own,
    layer: 'copied',
    list: 'annotations',
    opensEyes: true,
    history: true,
    undo: deleted,
  },
  reading: { ...own, layer: 'copied', list: 'readings', history: true, undo: deleted },
  review: { ...said, list: 'reviews', opensEyes: true, undo: withdrawn },
  reply: { ...said, list: 'replies', opensEyes: true, undo: deleted },
  decision: { ...said, list: 'decisions', opensEyes: false, undo: withdrawn },
  tag: { ...frame, undo: archived },
  document: { ...frame, undo: removed },
  set: { ...frame, undo: removed },
  finding: { ...frame, undo: removed },
  // Of these one that is not shared is told to its maker alone.
  search: { ...frame, undo: removed },
  dictionary: { ...frame, undo: removed },
  assignment: { ...own, layer: null, list: 'assignments', history: true, undo: ungiven },
  round: { ...frame, undo: removed },
  member: { ...frame, undo: 'kept' },
  project: { ...frame, undo: 'kept' },
  unblinding: audit,
  export: audit,
} as const satisfies Record<string, NounFacts>;

type Facts = typeof nounFacts;
export type Noun = keyof Facts;
export const nouns = Object.keys(nounFacts) as readonly Noun[];

/** The nouns of which a fact is one of some values. */
type Where<Fact extends keyof NounFacts, Value> = {
  [Each in Noun]: Facts[Each][Fact] extends Value ? Each : never;
}[Noun];

function where<Fact extends keyof NounFacts, Value>(
  fact: Fact,
  ...values: readonly Value[]
): readonly Where<Fact, Value>[] {
  const wanted: readonly unknown[] = values;
  return nouns.filter((noun): noun is Where<Fact, Value> => wanted.includes(nounFacts[noun][fact]));
}

/** What one person does alone, as part of the work on a letter. */
export const ownNouns = where('sight', 'own' as const);
/** What is said of that work, and made of it. */
export const saidNouns = where('sight', 'said' as const);
/** What is part of the work on a letter; all else that names a letter is about the letter itself. */
export const workNouns = [...ownNouns, ...saidNouns] as const;
export function isWork(noun: string): boolean {
  return (workNouns as readonly string[]).includes(noun);
}
/** What every member may see, in which the work is done. */
export const frameNouns = where('sight', 'all' as const);

export const copiedNouns = where('layer', 'copied' as const);
/** What has its place by layer and id together. */
export type CopiedNoun = Where<'layer', 'copied'>;
export function isCopied(noun: Noun): noun is CopiedNoun {
  return nounFacts[noun].layer === 'copied';
}

/** What is in a layer, and goes with it. */
export const inLayers = where('layer', 'in' as const, 'copied' as const);

export const historyNouns = where('history', true as const);

/** Whether to be told of somebody else's is to have looked at their work. */
export function opensEyes(noun: Noun): boolean {
  return nounFacts[noun].opensEyes;
}

/** What a document shows beside its text, each noun in its list. */
export type ListedNoun = Where<'list', string>;
export type ListName = Facts[ListedNoun]['list'];
export const listedNouns = nouns.filter((noun): noun is ListedNoun => nounFacts[noun].list !== null);

/** What undo reaches. */
export type UndoableNoun = Exclude<Noun, Where<'undo', null>>;

/** What to write over a thing so that its making is undone; null where that has no meaning. */
export function unmade(noun: UndoableNoun, at: string): Readonly<Record<string, unknown>> | null {
  const { undo } = nounFacts[noun];
  return undo === 'kept' ? null : undo(at);
}
