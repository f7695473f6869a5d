import { describe, expect, test } from 'vitest';
import { afterCompletion, mentionedIn, nameBegun } from './mentions.ts';

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

describe('what is typed behind a name that was completed', () => {
  test.each([
    ['a space is the one that is there', '@Els  ', 6, '@Els ', 5],
    ['a comma stands against the name', '@Els ,', 6, '@Els,', 5],
    ['also before what stands there', '@Els ? ja', 6, '@Els? ja', 5],
  ])('%s', (_name, typed, caret, text, place) => {
    expect(afterCompletion(typed, caret, 5)).toEqual({ text, caret: place });
  });

  test.each([
    ['a letter', '@Els k', 6],
    ['somewhere else', 'x@Els  ', 1],
    ['a quotation mark that opens', '@Els “', 6],
  ])('%s is left as it is', (_name, typed, caret) => {
    expect(afterCompletion(typed, caret, 5)).toBeNull();
  });
});
