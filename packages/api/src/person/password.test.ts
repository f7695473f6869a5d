import { describe, expect, test } from 'vitest';
import { weaknessOf } from './password.ts';

const owner = {
  name: 'Elske van Loon',
  email: 'e.vanloon@sociologie.nl',
  projects: ['Kabinetsbrieven 2021', 'Klimaat'],
};

describe('refused', () => {
  test.each([
    ['aaaaaaaaaaaa', 'repeats'],
    ['abababababab', 'repeats'],
    ['aaaaaaaaaaaaaaaaaaaaaaaa', 'repeats'],
    ['8391047265', 'digits'],
    ['0612-358942', 'digits'],
    ['1234567890', 'common'],
    ['qwertyuiop', 'common'],
    ['1qaz2wsx3edc', 'common'],
    ['Welkom2026', 'common'],
    ['Welkom2026!', 'common'],
    ['welkom12345', 'common'],
    ['W3lk0m2026!!', 'common'],
    ['P@ssw0rd2026', 'common'],
    ['Zomer2026!!', 'common'],
    ['2026wachtwoord', 'common'],
    ['wachtwoord7', 'common'],
    ['qwerty2026!', 'common'],
    ['Amsterdam020', 'common'],
    ['koersvast1', 'program'],
    ['Koersvast2026', 'program'],
    ['K0ersv@st!2026', 'program'],
    ['koersvastkoersvast', 'program'],
    ['koersvastkoersvastkoersvast', 'program'],
    ['elske2026!', 'name'],
    ['E1ske-1987-', 'name'],
    ['elskevanloon', 'name'],
    ['Elske van Loon', 'name'],
    ['van Loon 1987', 'name'],
    ['sociologie1', 'name'],
    ['e.vanloon@sociologie.nl', 'name'],
    ['Kabinetsbrieven1', 'project'],
    ['kabinetsbrieven2021', 'project'],
    ['Klimaat2026', 'project'],
    ['correct horse battery staple', 'phrase'],
    ['Correct-Horse-Battery-Staple', 'phrase'],
    ['Nederland koersvast richting Rusland', 'phrase'],
    ['dit is mijn wachtwoord', 'phrase'],
  ])('%s: %s', (password, reason) => {
    expect(weaknessOf(password, owner)).toBe(reason);
  });
});

test.each([
  'a long enough password',
  'quite another password',
  'welkom bij de rode fietspomp',
  'koersvast maar niet heus vandaag',
  'zwarte fietspomp op zolder',
  'Elske houdt van warme kaneelbroodjes',
  'Kx7#pQ2w!zR',
  'tafelpoot-regenjas',
  'mR4$vT9q-elske',
  'ñandú-quetzal-9',
  'водопад-синий-9',
  'koersvast-vlinderdas',
])('%s is let through', (password) => {
  expect(weaknessOf(password, owner)).toBeNull();
});

test('one of the greatest length is looked at at once', () => {
  const from = process.threadCpuUsage();
  for (const password of ['q1'.repeat(64), 'welkom'.repeat(21), '1q2w3e4r5t'.repeat(12)])
    weaknessOf(password, owner);
  // Of work, in microseconds, whatever else the machine does.
  expect(process.threadCpuUsage(from).user).toBeLessThan(500_000);
});
