import { describe, expect, test } from 'vitest';
import { mentionedIn, nameBegun } from './mentions.ts';

const members = [
  { id: 'jan', name: 'Jan' },
  { id: 'jansen', name: 'Jan Jansen' },
  { id: 'ella', name: 'Ella' },
];

describe('a name that is being typed', () => {
  test.each([
    ['nothing', '', 0, null],
    ['an at sign alone', 'see @', 5, ''],
    ['the beginning of a name', '@El', 3, 'El'],
    ['with a space in it', 'ask @Jan J', 10, 'Jan J'],
    ['an address is none', 'me@example', 10, null],
    ['the caret before it', '@El', 0, null],
    ['after it was dismissed', '@El', -1, null],
    ['on another line', '@El\nmore', 8, null],
  ])('%s', (_name, text, caret, expected) => {
    expect(nameBegun(text, caret)).toBe(expected);
  });
});

test.each([
  ['nobody', 'no names here', []],
  ['one', 'what do you think, @Ella?', ['ella']],
  ['the longer of two names', '@Jan Jansen look', ['jansen']],
  ['the shorter by itself', '@Jan, look', ['jan']],
  ['several, each once', '@Ella @Jan @Ella', ['jan', 'ella']],
  ['no name that goes on', '@Ellabella', []],
])('who is mentioned: %s', (_name, text, expected) => {
  expect(mentionedIn(text, members)).toEqual(expected);
});
