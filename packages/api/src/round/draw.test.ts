import { drawAssignments } from '@koersvast/core/round';
import { expect, test } from 'vitest';
import { workHere } from '../work/work.ts';
import { drawAside, drawnNow, isLongDraw } from './draw.ts';

const documents = Array.from({ length: 60 }, (_, at) => ({ id: `d${at}`, stratum: `s${at % 3}` }));
const memberIds = Array.from({ length: 60 }, (_, at) => `m${at}`);
const long = { codersPerDocument: 20, memberIds, doubleCodedPercent: null, seed: 7 };
const short = { ...long, codersPerDocument: 2 };
const who = { person: { id: 'els' }, work: workHere } as unknown as Parameters<typeof drawAside>[0];

test.each([
  ['many coders for each letter', long, true],
  ['a sample, of which each letter has two at most', { ...long, doubleCodedPercent: 30 }, false],
  ['few', short, false],
])('draws the same aside as here: %s', async (_, plan, isLong) => {
  expect(isLongDraw(documents.length, plan)).toBe(isLong);
  expect(await drawAside(who, documents, plan)).toEqual(drawAssignments(documents, plan));
});

test('a command takes what was drawn ahead over the same documents, and no other', () => {
  const ahead = { documents, draw: drawAssignments(documents, long) };
  expect(drawnNow(structuredClone(documents), long, ahead)).toBe(ahead.draw);
  const busy = expect.objectContaining({ code: 'busy' });
  expect(() => drawnNow(documents.slice(1), long, ahead)).toThrow(busy);
  expect(() => drawnNow(documents, long, null)).toThrow(busy);
  expect(drawnNow(documents, short, null)).toEqual(drawAssignments(documents, short));
});

test('refuses aside what is refused here', async () => {
  const twice = { ...long, memberIds: [...memberIds.slice(1), 'm1'] };
  await expect(drawAside(who, documents, twice)).rejects.toMatchObject({ code: 'assignment_not_valid' });
});
