import { describe, expect, it } from 'vitest';
import { formatIn } from './format.ts';

describe('formatIn', () => {
  const [nl, en] = [formatIn('nl'), formatIn('en')];

  it.each([
    ['2019', '2019', '2019'],
    ['2019-12', 'december 2019', 'December 2019'],
    ['2019-12-20', '20 december 2019', '20 December 2019'],
  ])('writes the date %s as far as it is known', (date, dutch, english) => {
    expect(nl.partialDate(date)).toBe(dutch);
    expect(en.partialDate(date)).toBe(english);
  });

  it('writes numbers by the language', () => {
    expect(nl.number(1234567)).toBe('1.234.567');
    expect(en.number(1234567)).toBe('1,234,567');
    expect(nl.decimal(0.7135, 3)).toBe('0,714');
    expect(en.decimal(-0.5, 3)).toBe('−0.500');
    expect(nl.decimal(-0.001, 3)).toBe('−0,001');
    expect(nl.number(-12)).toBe('−12');
    expect(en.share(-0.125)).toBe('−12.5%');
    expect(en.decimal(-0.0001, 3)).toBe('0.000');
    expect(nl.share(0.0423)).toBe('4,2%');
  });

  it.each([
    [-20, 'just now'],
    [-80, '1 minute ago'],
    [-3 * 3600, '3 hours ago'],
    [-86_400, 'yesterday'],
    [-13.9 * 86_400, '14 days ago'],
    // What has been lies ahead by a clock that is wrong alone.
    [7 * 86_400, 'just now'],
    [-400 * 86_400, 'last year'],
  ])('says %d seconds from now as "%s"', (seconds, words) => {
    const now = Date.UTC(2026, 0, 1);
    const then = new Date(now + seconds * 1000).toISOString();
    expect(en.since(then, now)).toBe(words);
  });

  it('puts several in a row as the language does', () => {
    expect(nl.list(['Emma', 'Jan', 'Mia'])).toBe('Emma, Jan en Mia');
    expect(en.list(['Emma', 'Jan', 'Mia'])).toBe('Emma, Jan and Mia');
    expect(en.choice(['p', 's', 't'])).toBe('p, s or t');
  });

  it('sorts numbers in names as numbers, and passes over case', () => {
    expect(['brief 10', 'Brief 9', 'aantekening'].sort(nl.compare)).toEqual([
      'aantekening',
      'Brief 9',
      'brief 10',
    ]);
  });
});
