import { queryErrorCodes } from '@koersvast/search';
import { describe, expect, it } from 'vitest';
import { find as en } from '../../i18n/en/find.ts';
import { find as nl } from '../../i18n/nl/find.ts';
import { queryOfText } from './selected-words.ts';

describe('the query of words that are selected', () => {
  it.each([
    ['sancties', 'sancties'],
    [' druk en  selectieve\r\nsamenwerking ', '"druk en selectieve samenwerking"'],
    ['Rusland/Oekraïne', '"Rusland Oekraïne"'],
    ['druk, en samenwerking', 'druk FOLLOWED/0 "en samenwerking"'],
    ['“druk”', 'druk'],
    ['AND', '"AND"'],
    ['l’état', 'l’état'],
    ['a*b', 'a FOLLOWED/0 b'],
    ['…', ''],
  ])('%j is %j', (text, query) => {
    expect(queryOfText(text)).toBe(query);
  });
});

describe('what is wrong with a query', () => {
  it.each(queryErrorCodes)('%s has words in both languages', (code) => {
    expect(en[`fault.${code}`]).not.toBe('');
    expect(nl[`fault.${code}`]).not.toBe('');
  });
});
