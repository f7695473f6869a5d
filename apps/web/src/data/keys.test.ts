import { commandLetters, tagKeys } from '@koersvast/core/codebook';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chordOf, type KeyPress } from '../lib/chord.ts';
import {
  commandNames,
  contextOf,
  createKeymap,
  defaultKeysOf,
  isRemappable,
  type KeyContext,
  remapProblem,
} from './keys.ts';

const seed = 20_191_220;
const contexts: readonly KeyContext[] = [
  'everywhere',
  'project',
  'letter',
  'compare',
  'items',
  'item',
  'agreement',
  'chart',
  'find',
  'review',
  'passages',
];

function press(key: string, modifiers: Partial<KeyPress> = {}): KeyPress {
  return { key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers };
}

describe('the table of commands', () => {
  it('has just the letters that no tag may have', () => {
    const letters = commandNames
      .filter((command) => ['everywhere', 'letter'].includes(contextOf(command)))
      .flatMap((command) => defaultKeysOf(command).filter((chord) => /^[a-z]$/.test(chord)));
    expect(new Set(letters)).toEqual(commandLetters);
  });

  it('gives each key to one command of a context', () => {
    for (const context of [
      'project',
      'letter',
      'compare',
      'items',
      'item',
      'agreement',
      'chart',
      'find',
      'review',
      'passages',
    ] as const) {
      const chords = commandNames
        .filter((command) => contextOf(command) === context || contextOf(command) === 'everywhere')
        .flatMap((command) => defaultKeysOf(command));
      expect(new Set(chords).size).toBe(chords.length);
    }
  });
});

describe('chordOf', () => {
  it.each<[string, KeyPress, boolean, string | null]>([
    ['a letter', press('j'), false, 'j'],
    ['a capital', press('J', { shiftKey: true }), false, 'Shift+j'],
    ['caps lock', press('J'), false, 'j'],
    ['a question mark', press('?', { shiftKey: true }), false, '?'],
    ['control', press('z', { ctrlKey: true }), false, 'Mod+z'],
    ['control and shift', press('Z', { ctrlKey: true, shiftKey: true }), false, 'Mod+Shift+z'],
    ['command on a Mac', press('z', { metaKey: true }), true, 'Mod+z'],
    ['control on a Mac', press('z', { ctrlKey: true }), true, null],
    ['the Windows key', press('z', { metaKey: true }), false, null],
    ['an arrow', press('ArrowLeft', { shiftKey: true }), false, 'Shift+ArrowLeft'],
    ['AltGr', press('[', { ctrlKey: true, altKey: true }), false, '['],
    ['Alt on a Mac', press('“', { altKey: true, code: 'BracketLeft' }), true, 'Alt+['],
    ['Alt and Shift', press('{', { altKey: true, shiftKey: true, code: 'BracketLeft' }), false, 'Alt+{'],
    ['Shift alone', press('Shift', { shiftKey: true }), false, null],
    ['a dead key', press('Dead'), false, null],
  ])('%s', (_name, given, mac, chord) => {
    expect(chordOf(given, mac)).toBe(chord);
  });
});

describe('remapProblem', () => {
  it.each([
    ['annotation.next', ';', {}, null],
    ['annotation.next', 'x', {}, 'in_use'],
    ['annotation.next', 'x', { 'annotation.remove': null }, null],
    ['annotation.next', 'j', {}, null],
    ['annotation.next', 'p', {}, 'kept_for_tags'],
    ['annotation.next', 'é', {}, 'kept_for_tags'],
    ['annotation.next', 'J', {}, 'not_a_single_key'],
    ['annotation.next', 'Mod+j', {}, 'not_a_single_key'],
    ['annotation.next', ' ', {}, 'not_a_single_key'],
    ['annotation.next', '8', {}, null],
    ['annotation.next', '?', {}, 'in_use'],
    ['operation.undo', 'u', {}, 'not_remappable'],
  ] as const)('%s to %s beside %j: %s', (command, key, remaps, problem) => {
    expect(remapProblem(command, key, remaps)).toBe(problem);
  });
});

describe('createKeymap', () => {
  it('without changes says the table', () => {
    const keymap = createKeymap({ keys: {}, singleKeys: true });
    for (const command of commandNames) {
      expect(keymap.keysOf(command)).toEqual(defaultKeysOf(command));
      const context = contextOf(command) === 'everywhere' ? 'letter' : contextOf(command);
      for (const chord of defaultKeysOf(command)) expect(keymap.commandOf(context, chord)).toBe(command);
    }
  });

  it('gives a letter that tags begin with to them, and the command has it with Shift', () => {
    const lent = createKeymap({ keys: {}, singleKeys: true }, new Set(['d']));
    expect(lent.commandOf('letter', 'd')).toBeNull();
    expect(lent.commandOf('letter', 'Shift+d')).toBe('letter.done');
    expect(lent.keysOf('letter.done')).toEqual(['Shift+d']);
    const off = createKeymap({ keys: {}, singleKeys: false }, new Set(['d']));
    expect(off.keysOf('letter.done')).toEqual([]);
    const moved = createKeymap({ keys: { 'letter.done': ';' }, singleKeys: true }, new Set(['d']));
    expect(moved.keysOf('letter.done')).toEqual([';']);
  });

  it('moves a key, keeps the other keys of the command, and lets another take what was given up', () => {
    const keymap = createKeymap({
      keys: { 'annotation.remove': '-', 'annotation.next': 'x' },
      singleKeys: true,
    });
    expect(keymap.keysOf('annotation.remove')).toEqual(['-', 'Delete']);
    expect(keymap.commandOf('letter', 'x')).toBe('annotation.next');
    expect(keymap.commandOf('letter', 'j')).toBeNull();
  });

  it('lets two commands swap, and passes over the last of two that want one key', () => {
    const swapped = createKeymap({
      keys: { 'annotation.next': 'k', 'annotation.previous': 'j' },
      singleKeys: true,
    });
    expect(swapped.commandOf('letter', 'k')).toBe('annotation.next');
    expect(swapped.commandOf('letter', 'j')).toBe('annotation.previous');
    const clashing = createKeymap({
      keys: { 'annotation.next': ';', 'annotation.previous': ';' },
      singleKeys: true,
    });
    expect(clashing.commandOf('letter', ';')).toBe('annotation.next');
    expect(clashing.keysOf('annotation.previous')).toEqual(['k']);
  });

  it('switches all single keys off, and leaves the others', () => {
    const keymap = createKeymap({ keys: { 'annotation.next': ';' }, singleKeys: false });
    expect(keymap.commandOf('letter', ';')).toBeNull();
    expect(keymap.commandOf('letter', '?')).toBeNull();
    expect(keymap.commandOf('letter', 'Delete')).toBe('annotation.remove');
    expect(keymap.commandOf('letter', 'Mod+z')).toBe('operation.undo');
  });

  it('whatever is stored, gives no chord to two commands, and no letter of tags to any', () => {
    const remaps = fc.dictionary(
      fc.oneof(fc.constantFrom(...commandNames), fc.string()),
      fc.option(fc.oneof(fc.constantFrom(...'jkmexps;?-0[é'), fc.string())),
      { maxKeys: 12 },
    );
    fc.assert(
      fc.property(remaps, (keys) => {
        const keymap = createKeymap({ keys, singleKeys: true });
        for (const context of contexts) {
          const chords = commandNames
            .filter((command) => contextOf(command) === context || contextOf(command) === 'everywhere')
            .flatMap((command) => keymap.keysOf(command));
          expect(new Set(chords).size).toBe(chords.length);
          // Where files are added, and where figures are looked at, no tag is given by its key.
          if (context === 'everywhere' || context === 'letter' || context === 'compare')
            expect(chords.filter((chord) => tagKeys.includes(chord))).toEqual([]);
        }
        for (const command of commandNames)
          if (!isRemappable(command)) expect(keymap.keysOf(command)).toEqual(defaultKeysOf(command));
      }),
      { seed, numRuns: 500 },
    );
  });
});
