import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { codingFields, parseQuery } from '../src/index.ts';

const readme = readFileSync(path.join(import.meta.dirname, '..', 'README.md'), 'utf8');
const table = readme.slice(readme.indexOf('## What is typed'), readme.indexOf('What binds first'));
const typed = [...table.matchAll(/^\| (`.*?`) +\|/gm)].flatMap(([, cell = '']) =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, query = '']) => query),
);

test('what the README says can be typed can be', () => {
  expect(typed.length).toBeGreaterThan(25);
  for (const query of typed) {
    const parsed = parseQuery(query, { fields: { codings: codingFields, documents: ['date'] } });
    expect(parsed.ok ? [] : parsed.error, query).toEqual([]);
  }
});
