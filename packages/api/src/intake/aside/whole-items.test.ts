import path from 'node:path';
import { intakeText } from '@koersvast/contracts';
import { expect, test } from 'vitest';
import { readItems } from './read-items.ts';
import { textOfItem } from './whole-items.ts';

const fixtures = path.join(import.meta.dirname, '../../../../formats/fixtures/files');

test('what was left out of a text is told with its place on the page, also what a person left out', async () => {
  const given = { file: path.join(fixtures, 'brief-kop.pdf') };
  const options = { encoding: null, mapping: null, details: null, mends: [], language: 'nl' };
  const [read] = await readItems([{ given, path: 'brief-kop.pdf', options }]);
  if (read === undefined || 'refused' in read) throw new Error('It can be read');
  const whole = intakeText.parse(await textOfItem(read.packed, [], 'nl'));
  expect(whole.dropped.length).toBeGreaterThan(1);
  for (const { page, box } of whole.dropped) {
    expect(page).toBeGreaterThan(0);
    const [left = 0, top = 0, right = 0, bottom = 0] = box ?? [];
    expect(left).toBeLessThan(right);
    expect(top).toBeLessThan(bottom);
  }
  // All lines of it, not the first alone.
  const ofBlock = (index: number) => {
    const block = whole.blocks.find((each) => each.index === index);
    return whole.lines.filter(({ start, end }) => block && start < block.end && end > block.start);
  };
  const long = whole.blocks.find(({ index }) => {
    const lines = ofBlock(index);
    return lines.length > 1 && lines.every(({ page }) => page === lines[0]?.page);
  });
  if (long === undefined) throw new Error('It has a paragraph of several lines');
  const without = await textOfItem(read.packed, [{ kind: 'drop', block: long.index }], 'nl');
  const [part] = without.dropped.filter(({ why }) => why === 'person');
  const boxes = ofBlock(long.index).map(({ box }) => box);
  expect(part?.box?.[1]).toBe(Math.min(...boxes.map(([, top]) => top)));
  expect(part?.box?.[3]).toBe(Math.max(...boxes.map(([, , , bottom]) => bottom)));
});
