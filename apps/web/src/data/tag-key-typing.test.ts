import { expect, it } from 'vitest';
import { nothingTyped, typeTagKey } from './tag-key-typing.ts';

const keys = ['p', 's', 'ta', 'td', 'dx'];

/** Types one chord after the other: what was used, which keys were complete, and what waits at the end. */
function type(...chords: string[]) {
  let typing = nothingTyped;
  const given: string[] = [];
  let used = '';
  for (const chord of chords) {
    const after = typeTagKey(typing, chord, keys);
    typing = after.typing;
    if (after.key !== null) given.push(after.key);
    used += after.used ? 'y' : 'n';
  }
  return [used, given.join(' '), typing.typed, typing.missed];
}

it.each([
  ['a key of one letter', ['p'], ['y', 'p', '', '']],
  ['a letter with which no key begins', ['q'], ['n', '', '', '']],
  ['a capital', ['Shift+p'], ['n', '', '', '']],
  ['the first of two', ['t'], ['y', '', 't', '']],
  ['both', ['t', 'a'], ['yy', 'ta', '', '']],
  ['the second is a command elsewhere', ['t', 'd'], ['yy', 'td', '', '']],
  ['the first is lent by a command', ['d', 'x'], ['yy', 'dx', '', '']],
  ['Shift held at the second', ['t', 'Shift+a'], ['yy', 'ta', '', '']],
  ['a second with which none goes on', ['t', 'p'], ['yy', '', 't', 'p']],
  ['which is then mended', ['t', 'p', 'a'], ['yyy', 'ta', '', '']],
  ['a digit is no certainty meanwhile', ['t', '1'], ['yy', '', 't', '1']],
  ['Enter gives nothing meanwhile', ['t', 'Enter'], ['yy', '', 't', '']],
  ['Delete deletes nothing meanwhile', ['t', 'Delete'], ['yy', '', 't', '']],
  ['Escape drops it', ['t', 'Escape'], ['yy', '', '', '']],
  ['Backspace too', ['t', 'Backspace', 'p'], ['yyy', 'p', '', '']],
  ['an Escape with nothing typed', ['Escape'], ['n', '', '', '']],
  ['an arrow ends it and moves', ['t', 'ArrowLeft'], ['yn', '', '', '']],
  ['undo ends it and undoes', ['t', 'Mod+z'], ['yn', '', '', '']],
  ['two keys in a row', ['t', 'a', 't', 'd'], ['yyyy', 'ta td', '', '']],
  ['the same letter again', ['t', 't'], ['yy', '', 't', 't']],
])('%s', (_name, chords, result) => {
  expect(type(...chords)).toEqual(result);
});
