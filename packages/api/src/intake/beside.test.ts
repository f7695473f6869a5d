import type { IntakeSource } from '@koersvast/contracts';
import { limits } from '@koersvast/core/limit';
import { expect, test } from 'vitest';
import { keptBeside } from './beside.ts';

const source = (path: string, role: IntakeSource['role'], megabytes: number): IntakeSource => ({
  ...{ fileId: path, path, role, format: null, why: 'same_name' },
  size: megabytes * 1_000_000,
});

test('an item keeps beside its text what may be stored with it, and the rest is told of', () => {
  const most = limits.besideMegabytes;
  const all = [
    source('brief.docx', 'text', most * 2),
    source('brief.xml', 'details', 1),
    source('scan.pdf', 'attached', most - 2),
    source('film.mp4', 'attached', 2),
    source('foto.jpg', 'attached', 1),
    source('lijst.csv', 'index', most),
  ];
  const { kept, over } = keptBeside(all);
  expect(over.map(({ path }) => path)).toEqual(['film.mp4']);
  expect(kept).toEqual(all.filter(({ path }) => path !== 'film.mp4'));
});
