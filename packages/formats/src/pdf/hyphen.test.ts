import { describe, expect, test } from 'vitest';
import { halves, mend, type Vocabulary } from './hyphen.ts';

const unknown: Vocabulary = { has: () => false, breaksWords: true, hasDashes: false, usesHyphenSign: false };

/** What becomes of a word that a line end parts, in a text that has it nowhere else. */
function joined(before: string, after: string, vocabulary = unknown): string {
  const broken = halves(before, after);
  if (broken === null) return `${before} ${after}`;
  const how = mend(before, broken, vocabulary);
  return how === 'apart' ? `${before} ${after}` : `${broken.left}${how === 'keep' ? '-' : ''}${broken.right}`;
}

describe('a word at a line end', () => {
  test.each([
    ['pro-', 'gramma', 'programma'],
    ['so-', 'ciale', 'sociale'],
    ['mid-', 'delen', 'middelen'],
    ['wo-', 'ningbouw', 'woningbouw'],
    ['Eu-', 'ropese', 'Europese'],
    ['ex-', 'port', 'export'],
    ['ex-', 'pertise', 'expertise'],
    ['niet-', 'temin', 'niettemin'],
    ['zorg-', 'sector', 'zorgsector'],
    ['beleids-', 'makers', 'beleidsmakers'],
    ['BINNEN-', 'LANDSE', 'BINNENLANDSE'],
    ['proble\u2010', 'men', 'problemen'],
    ['pro\u2010', 'bleem', 'probleem'],
    ['proble\u00AD', 'men', 'problemen'],
    ['ex-', 'minister', 'ex-minister'],
    ['oud-', 'minister', 'oud-minister'],
    ['minister-', 'president', 'minister-president'],
    ['MINISTER-', 'PRESIDENT', 'MINISTER-PRESIDENT'],
    ['motie-', 'Omtzigt', 'motie-Omtzigt'],
    ['EU-', 'lidstaten', 'EU-lidstaten'],
    ['e-', 'mail', 'e-mail'],
    ['long-', 'term', 'long-term'],
    ['in-', 'en', 'in- en'],
  ])('%s %s is %s', (before, after, whole) => expect(joined(before, after)).toBe(whole));

  test('keeps U+2010 where words have it within lines', () => {
    const vocabulary = { ...unknown, breaksWords: false, usesHyphenSign: true };
    expect(joined('decision\u2010', 'making', vocabulary)).toBe('decision-making');
  });
});
