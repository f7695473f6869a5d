import { commandLetters } from '@koersvast/core/codebook';
import { type Chord, isSingleKey } from '../lib/chord.ts';

/** The keys of the program: every command that has one, what may be remapped, and which letters are left for tags. */
/**
 * Where a command's key is listened to. `letter` is the reader, `compare` the comparing of layers, `items` the list of
 * what is to be added, and `item` one of that; `agreement` the figures of a project, and `chart` the chart with the
 * focus. `project` is every screen of a project: where one has a use of its own for a key, that goes first. `passages`
 * is the list of what was coded, and `find` the
 * screen that finds, and its lines; `review` goes through hits that are to be tagged.
 */
export type KeyContext =
  | 'everywhere'
  | 'project'
  | 'letter'
  | 'compare'
  | 'items'
  | 'item'
  | 'agreement'
  | 'passages'
  | 'chart'
  | 'find'
  | 'review';

interface CommandKeys {
  readonly context: KeyContext;
  readonly keys: readonly Chord[];
}

/**
 * Every command with its keys. Commands of one context never share a key; those of two may, as these are never on one
 * screen, charts apart: `charted` says on which they are. A command of `letter` on a letter reserves that letter: it can be no tag's key.
 */
const commandTable = {
  'palette.open': { context: 'everywhere', keys: ['Mod+k'] },
  'keys.show': { context: 'everywhere', keys: ['?'] },
  'operation.undo': { context: 'everywhere', keys: ['Mod+z'] },
  'operation.redo': { context: 'everywhere', keys: ['Mod+Shift+z', 'Mod+y'] },

  'find.open': { context: 'project', keys: ['/', 'Mod+Shift+f'] },

  'caret.character.previous': { context: 'letter', keys: ['ArrowLeft'] },
  'caret.character.next': { context: 'letter', keys: ['ArrowRight'] },
  'caret.line.previous': { context: 'letter', keys: ['ArrowUp'] },
  'caret.line.next': { context: 'letter', keys: ['ArrowDown'] },
  'caret.word.previous': { context: 'letter', keys: ['Mod+ArrowLeft', 'Alt+ArrowLeft'] },
  'caret.word.next': { context: 'letter', keys: ['Mod+ArrowRight', 'Alt+ArrowRight'] },
  'caret.sentence.previous': { context: 'letter', keys: [','] },
  'caret.sentence.next': { context: 'letter', keys: ['.'] },
  'caret.paragraph.previous': { context: 'letter', keys: ['Mod+ArrowUp'] },
  'caret.paragraph.next': { context: 'letter', keys: ['Mod+ArrowDown'] },
  'caret.document.start': { context: 'letter', keys: ['Mod+Home'] },
  'caret.document.end': { context: 'letter', keys: ['Mod+End'] },
  'extend.character.previous': { context: 'letter', keys: ['Shift+ArrowLeft'] },
  'extend.character.next': { context: 'letter', keys: ['Shift+ArrowRight'] },
  'extend.line.previous': { context: 'letter', keys: ['Shift+ArrowUp'] },
  'extend.line.next': { context: 'letter', keys: ['Shift+ArrowDown'] },
  'extend.word.previous': { context: 'letter', keys: ['Mod+Shift+ArrowLeft', 'Alt+Shift+ArrowLeft'] },
  'extend.word.next': { context: 'letter', keys: ['Mod+Shift+ArrowRight', 'Alt+Shift+ArrowRight'] },
  'extend.sentence.previous': { context: 'letter', keys: ['<'] },
  'extend.sentence.next': { context: 'letter', keys: ['>'] },
  'extend.paragraph.previous': { context: 'letter', keys: ['Mod+Shift+ArrowUp'] },
  'extend.paragraph.next': { context: 'letter', keys: ['Mod+Shift+ArrowDown'] },
  'extend.document.start': { context: 'letter', keys: ['Mod+Shift+Home'] },
  'extend.document.end': { context: 'letter', keys: ['Mod+Shift+End'] },

  'tag.last': { context: 'letter', keys: ['Enter'] },
  'tag.filter': { context: 'letter', keys: ['/'] },
  'tag.define': { context: 'letter', keys: ['i'] },
  'tag.stick': { context: 'letter', keys: ['l'] },
  'selection.clear': { context: 'letter', keys: ['Escape'] },

  'annotation.next': { context: 'letter', keys: ['j'] },
  'annotation.previous': { context: 'letter', keys: ['k'] },
  'annotation.edit': { context: 'letter', keys: ['e'] },
  'annotation.memo': { context: 'letter', keys: ['m'] },
  'annotation.remove': { context: 'letter', keys: ['x', 'Delete'] },
  'annotation.history': { context: 'letter', keys: ['h'] },
  'annotation.adopt': { context: 'letter', keys: ['a'] },
  'annotation.certainty.none': { context: 'letter', keys: ['0'] },
  'annotation.certainty.1': { context: 'letter', keys: ['1'] },
  'annotation.certainty.2': { context: 'letter', keys: ['2'] },
  'annotation.certainty.3': { context: 'letter', keys: ['3'] },
  'annotation.start.wordEarlier': { context: 'letter', keys: ['['] },
  'annotation.start.wordLater': { context: 'letter', keys: ['{'] },
  'annotation.end.wordLater': { context: 'letter', keys: [']'] },
  'annotation.end.wordEarlier': { context: 'letter', keys: ['}'] },
  'annotation.start.characterEarlier': { context: 'letter', keys: ['Alt+['] },
  'annotation.start.characterLater': { context: 'letter', keys: ['Alt+{'] },
  'annotation.end.characterLater': { context: 'letter', keys: ['Alt+]'] },
  'annotation.end.characterEarlier': { context: 'letter', keys: ['Alt+}'] },

  'letter.colourBy': { context: 'letter', keys: ['c'] },
  'letter.find': { context: 'letter', keys: ['Mod+Shift+f'] },
  'seek.next': { context: 'letter', keys: ['F3'] },
  'seek.previous': { context: 'letter', keys: ['Shift+F3'] },
  'marks.open': { context: 'letter', keys: ['F2'] },
  'letter.page': { context: 'letter', keys: ['='] },
  'lost.place': { context: 'letter', keys: ['Alt+Enter'] },
  'lost.leave': { context: 'letter', keys: ['Alt+Delete'] },
  'lost.next': { context: 'letter', keys: ['Alt+PageDown'] },
  'lost.previous': { context: 'letter', keys: ['Alt+PageUp'] },

  'letter.nothingApplies': { context: 'letter', keys: ['n'] },
  'letter.done': { context: 'letter', keys: ['d'] },

  'difference.next': { context: 'compare', keys: ['j'] },
  'difference.previous': { context: 'compare', keys: ['k'] },
  'difference.take.1': { context: 'compare', keys: ['1'] },
  'difference.take.2': { context: 'compare', keys: ['2'] },
  'difference.take.3': { context: 'compare', keys: ['3'] },
  'difference.take.4': { context: 'compare', keys: ['4'] },
  'difference.take.5': { context: 'compare', keys: ['5'] },
  'difference.take.6': { context: 'compare', keys: ['6'] },
  'difference.take.7': { context: 'compare', keys: ['7'] },
  'difference.take.8': { context: 'compare', keys: ['8'] },
  'difference.take.9': { context: 'compare', keys: ['9'] },
  'difference.merge': { context: 'compare', keys: ['m'] },
  'difference.edit': { context: 'compare', keys: ['e'] },
  'difference.accept': { context: 'compare', keys: ['a'] },
  'difference.reject': { context: 'compare', keys: ['x'] },
  'difference.mode': { context: 'compare', keys: ['/'] },
  'difference.add': { context: 'compare', keys: ['+'] },
  'difference.withdraw': { context: 'compare', keys: ['Delete'] },
  'difference.example': { context: 'compare', keys: ['*'] },
  'difference.confirm': { context: 'compare', keys: ['Enter'] },

  'item.next': { context: 'items', keys: ['j'] },
  'item.previous': { context: 'items', keys: ['k'] },
  'item.include': { context: 'items', keys: ['x'] },
  'item.includeAll': { context: 'items', keys: ['Shift+x'] },

  'item.following': { context: 'item', keys: ['j'] },
  'item.preceding': { context: 'item', keys: ['k'] },
  'item.toggle': { context: 'item', keys: ['x'] },
  'item.back': { context: 'item', keys: ['Escape'] },
  'proposal.acceptAll': { context: 'item', keys: ['a'] },
  'part.next': { context: 'item', keys: ['ArrowDown'] },
  'part.previous': { context: 'item', keys: ['ArrowUp'] },
  'part.heading': { context: 'item', keys: ['h'] },
  'part.heading.1': { context: 'item', keys: ['1'] },
  'part.heading.2': { context: 'item', keys: ['2'] },
  'part.heading.3': { context: 'item', keys: ['3'] },
  'part.paragraph': { context: 'item', keys: ['p'] },
  'part.listItem': { context: 'item', keys: ['l'] },
  'part.quote': { context: 'item', keys: ['q'] },
  'part.footnote': { context: 'item', keys: ['n'] },
  'part.split': { context: 'item', keys: ['s'] },
  'part.split.later': { context: 'item', keys: ['ArrowRight'] },
  'part.split.earlier': { context: 'item', keys: ['ArrowLeft'] },
  'part.split.here': { context: 'item', keys: ['Enter'] },
  'part.join': { context: 'item', keys: ['m'] },
  'part.up': { context: 'item', keys: ['Alt+ArrowUp'] },
  'part.down': { context: 'item', keys: ['Alt+ArrowDown'] },
  'part.drop': { context: 'item', keys: ['d', 'Delete'] },
  'part.sameLayout': { context: 'item', keys: ['='] },

  'chart.table': { context: 'chart', keys: ['t'] },

  'hit.next': { context: 'find', keys: ['j', 'ArrowDown'] },
  'hit.previous': { context: 'find', keys: ['k', 'ArrowUp'] },
  'hit.open': { context: 'find', keys: ['Enter'] },
  'hit.aside': { context: 'find', keys: ['x'] },
  'hits.tagAll': { context: 'find', keys: ['t'] },
  'hits.lines': { context: 'find', keys: ['1'] },
  'hits.passages': { context: 'find', keys: ['2'] },
  'hits.counts': { context: 'find', keys: ['3'] },
  'hits.collocates': { context: 'find', keys: ['4'] },
  'hits.chart': { context: 'find', keys: ['g'] },
  'candidate.next': { context: 'review', keys: ['j', 'ArrowDown'] },
  'candidate.previous': { context: 'review', keys: ['k', 'ArrowUp'] },
  'candidate.accept': { context: 'review', keys: [' '] },
  'candidate.reject': { context: 'review', keys: ['x'] },
  'candidate.acceptLetter': { context: 'review', keys: ['Shift+ '] },
  'candidate.back': { context: 'review', keys: ['Backspace'] },
  'candidates.choose': { context: 'review', keys: ['t'] },
  'candidates.tag': { context: 'review', keys: ['Mod+Enter'] },
  'candidates.leave': { context: 'review', keys: ['Escape'] },
  'passage.next': { context: 'passages', keys: ['j', 'ArrowDown'] },
  'passage.previous': { context: 'passages', keys: ['k', 'ArrowUp'] },
  'passage.first': { context: 'passages', keys: ['Home'] },
  'passage.last': { context: 'passages', keys: ['End'] },
  'passage.choose': { context: 'passages', keys: [' '] },
  'passage.choose.next': { context: 'passages', keys: ['Shift+ArrowDown'] },
  'passage.choose.previous': { context: 'passages', keys: ['Shift+ArrowUp'] },
  'passage.choose.none': { context: 'passages', keys: ['Escape'] },
  'passage.retag': { context: 'passages', keys: ['t'] },
  'passages.chart': { context: 'passages', keys: ['g'] },

  'figure.tag.previous': { context: 'agreement', keys: ['['] },
  'figure.tag.next': { context: 'agreement', keys: [']'] },
  'figure.difference.next': { context: 'agreement', keys: ['d'] },
  'figure.reading': { context: 'agreement', keys: ['m'] },
} as const satisfies Record<string, CommandKeys>;

export type CommandName = keyof typeof commandTable;

export const commandNames = Object.keys(commandTable) as readonly CommandName[];

/** Where this command's key is listened to. */
export function contextOf(command: CommandName): KeyContext {
  return commandTable[command].context;
}

/** The keys that a command has before anyone changes them. */
export function defaultKeysOf(command: CommandName): readonly Chord[] {
  return commandTable[command].keys;
}

/** Why a key cannot be given to a command. */
export type RemapProblem = 'not_remappable' | 'not_a_single_key' | 'kept_for_tags' | 'in_use';

/** Remapped single keys: command to key, null for a key that is switched off. As in a person's preferences. */
export type Remaps = Readonly<Record<string, string | null>>;

function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commandTable, name);
}

/** Whether this command has a single key, which a person may remap or switch off. */
export function isRemappable(command: CommandName): boolean {
  return defaultKeysOf(command).some(isSingleKey);
}

function keysUnder(command: CommandName, remap: string | null | undefined): readonly Chord[] {
  const keys = defaultKeysOf(command);
  if (remap === undefined) return keys;
  const others = keys.filter((chord) => !isSingleKey(chord));
  return remap === null ? others : [remap, ...others];
}

/** Screens with charts. */
const charted: ReadonlySet<KeyContext> = new Set(['agreement', 'chart']);

/** Screens with a use of their own for keys that lead elsewhere in the project. */
const own: ReadonlySet<KeyContext> = new Set(['letter', 'compare']);

function meet(one: KeyContext, other: KeyContext): boolean {
  if (charted.has(one) && charted.has(other)) return true;
  if (one === 'project') return !own.has(other);
  if (other === 'project') return !own.has(one);
  return one === other || one === 'everywhere' || other === 'everywhere';
}

/**
 * Why `key` cannot become the single key of `command` beside these remaps; null when it can. Letters that are
 * not reserved belong to the tags of projects, so that no remap can ever hide a tag.
 */
export function remapProblem(command: CommandName, key: string, remaps: Remaps): RemapProblem | null {
  if (!isRemappable(command)) return 'not_remappable';
  if (!isSingleKey(key) || key !== key.toLowerCase()) return 'not_a_single_key';
  if (/^\p{L}$/u.test(key) && !commandLetters.has(key)) return 'kept_for_tags';
  const inUse = commandNames.some(
    (other) =>
      other !== command &&
      meet(contextOf(other), contextOf(command)) &&
      keysUnder(other, remaps[other]).includes(key),
  );
  return inUse ? 'in_use' : null;
}

/** Which command a chord means in each context. */
export interface Keymap {
  /** The command of a chord in a context, `everywhere` included; null when there is none. */
  commandOf(context: KeyContext, chord: Chord): CommandName | null;
  /** The keys of a command, for menus and the key sheet; empty when switched off. */
  keysOf(command: CommandName): readonly Chord[];
}

/**
 * The keys as one person has them. Remaps that are not allowed (an unknown command, a key in use) are passed
 * over, so that stored preferences of another version never break the keyboard. With `singleKeys` off every
 * single printable key is off, those of tags too: that is the caller's to ask of `isSingleKey`.
 */
export function createKeymap(
  preferences: { readonly keys: Remaps; readonly singleKeys: boolean },
  /** Letters with which keys of tags begin here: a command of such a letter has it with Shift instead. */
  lent: ReadonlySet<string> = new Set(),
): Keymap {
  const kept: Record<string, string | null> = Object.fromEntries(
    Object.entries(preferences.keys).filter(([name]) => isCommandName(name)),
  );
  // A remap is judged beside all the others, so that two commands may swap; the last that clashes is dropped.
  const clashing = () =>
    Object.keys(kept).findLast((name) => {
      const key = kept[name];
      return typeof key === 'string' && isCommandName(name) && remapProblem(name, key, kept) !== null;
    });
  for (let name = clashing(); name !== undefined; name = clashing()) delete kept[name];
  const keys = new Map(
    commandNames.map((command) => [
      command,
      keysUnder(command, kept[command])
        .filter((chord) => preferences.singleKeys || !isSingleKey(chord))
        .map((chord) => (lent.has(chord) ? `Shift+${chord}` : chord)),
    ]),
  );
  return {
    keysOf: (command) => keys.get(command) ?? [],
    commandOf: (context, chord) =>
      commandNames.find(
        (command) =>
          (contextOf(command) === context || contextOf(command) === 'everywhere') &&
          keys.get(command)?.includes(chord),
      ) ?? null,
  };
}
