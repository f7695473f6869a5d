import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { nastyText, seeded } from '../../testing/nasty-text.ts';
import { cleanName, foldName, isVisibleName } from './name.ts';

describe('a name as it is stored', () => {
  it.each([
    ['  selective \u00a0 cooperation\t', 'selective cooperation'],
    ['\u200Bpressure', 'pressure'],
    ['pres\u00ADsure', 'pressure'],
    ['\u202Epressure\u202C', 'pressure'],
    ['\uFEFFpressure', 'pressure'],
    ['a\u2028b', 'a b'],
    ['a\u0085b', 'a b'],
    ['a\u0007\u0081b', 'a\u0007b'],
    ['\u2066a\u2069 \u2800b', 'a b'],
    ['a\u{E0041}', 'a'],
    ['a\uFE0F', 'a'],
    ['e\u0301', 'e\u0301'],
    ['👨‍👩‍👧‍👦 Å', '👨‍👩‍👧‍👦 Å'],
    ['🏳️‍🌈 👍🏽 ❤️ 1️⃣ 🇳🇱', '🏳️‍🌈 👍🏽 ❤️ 1️⃣ 🇳🇱'],
    ['🏴󠁧󠁢󠁳󠁣󠁴󠁿', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
    ['می‌خواهم', 'می‌خواهم'],
    ['क्‍ष', 'क्‍ष'],
    ['葛\u{E0100}城', '葛\u{E0100}城'],
    ['CO₂', 'CO₂'],
  ])('of %j is %j', (name, clean) => {
    expect(cleanName(name)).toBe(clean);
  });

  it.each([
    '',
    ' ',
    '\u200B',
    '\u00AD',
    '\u2800',
    '\u3164',
    '\u115F\u1160',
    '\uFFA0',
    '\u200D',
    '\uFE0F',
    '\u034F',
    '\u{E0020}',
    '\u2060\u00a0',
  ])('of %j is nothing', (name) => {
    expect(cleanName(name)).toBe('');
    expect(foldName(name)).toBe('');
    expect(isVisibleName(name)).toBe(false);
  });
});

describe('what is compared', () => {
  it.each([
    ['é', 'e\u0301'],
    ['Pressure', 'pressure'],
    ['pressure', '\u200Bpressure'],
    ['selective cooperation', 'selective  cooperation'],
    ['selective cooperation', ' selective\u00a0cooperation '],
    ['financieel', 'ﬁnancieel'],
    ['рressure', 'pressure'],
    ['ΑΒΓ', 'αβγ'],
    ['ΟΔΟΣ', 'οδος'],
    ['İstanbul', 'istanbul'],
    ['❤', '❤️'],
    ['vis‑a‑vis', 'vis-a-vis'],
    ['cabinet’s', "cabinet's"],
    ['Å', 'Å'],
    ['STRASSE', 'strasse'],
  ])('is the same for %j and %j', (one, other) => {
    expect(foldName(one)).toBe(foldName(other));
  });
  it.each([
    ['CO₂', 'CO2'],
    ['①', '1'],
    ['a', 'á'],
    ['a b', 'ab'],
    ['druk', 'drukte'],
    ['straße', 'strasse'],
  ])('differs for %j and %j', (one, other) => {
    expect(foldName(one)).not.toBe(foldName(other));
  });

  test('never depends on what cleaning takes away, nor on doing it twice', () => {
    fc.assert(
      fc.property(fc.oneof(nastyText, fc.string({ unit: 'binary' })), (name) => {
        const clean = cleanName(name);
        expect(cleanName(clean)).toBe(clean);
        expect(foldName(clean)).toBe(foldName(name));
        expect(foldName(foldName(name))).toBe(foldName(name));
        expect(foldName(name) === '').toBe(clean === '');
      }),
      { ...seeded, numRuns: 150 },
    );
  });
});
