import { expect, test } from 'vitest';
import { SURROUNDINGS, TOGETHER } from './surroundings.ts';

test('what is tried together leaves no surrounding out, and no two of one run exclude each other', () => {
  const names = SURROUNDINGS.map(({ name }) => name);
  expect([...new Set(TOGETHER.flatMap(({ of }) => of))].sort()).toEqual(names.toSorted());
  for (const run of TOGETHER) {
    for (const { about, name: _name, ...aspects } of SURROUNDINGS.filter(({ name }) =>
      run.of.includes(name),
    )) {
      expect(run).toMatchObject(aspects);
      expect(run.about).toContain(about);
    }
  }
});
