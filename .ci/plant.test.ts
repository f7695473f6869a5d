import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { plantedText } from './plant.ts';
import { field } from './plant-field.ts';
import { noun } from './plant-noun.ts';

const root = path.join(import.meta.dirname, '..');

// Whether anything can be forgotten in silence takes minutes to say: npm run proof:noun.
test.each([
  [field.name, field],
  [noun.name, noun],
])('what %s takes has its place in the tree, in few files', async (_, { files, most }) => {
  for (const planted of files) {
    const isNew = planted.edits.every(({ find }) => find === null);
    const text = isNew ? '' : await readFile(path.join(root, planted.file), 'utf8');
    expect(plantedText(text, planted)).not.toBe(text);
  }
  expect(files.length).toBeLessThanOrEqual(most);
});
