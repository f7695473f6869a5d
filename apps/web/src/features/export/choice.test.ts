import { expect, it } from 'vitest';
import { type Choice, linesFor, pathOf } from './choice.ts';

const annotations: Choice = { file: 'annotations', preset: 'data', layer: 'current' };

it.each<[Partial<Choice>, string | undefined, string]>([
  [{}, undefined, '/api/projects/p/annotations.csv'],
  [{ layer: 'all' }, undefined, '/api/projects/p/annotations.csv?layer=all'],
  [{ file: 'codebook', layer: 'all' }, undefined, '/api/projects/p/codebook.csv'],
  [{ preset: 'excel-nl' }, 'TOKEN', '/api/projects/p/annotations.csv?preset=excel-nl&token=TOKEN'],
  [{ preset: 'xlsx' }, undefined, '/api/projects/p/annotations.xlsx'],
])('%j is at %s%s', (part, token, path) => {
  expect(pathOf('p', { ...annotations, ...part }, token)).toBe(path);
});

it('writes lines that read what the preset writes', () => {
  const excel: Choice = { ...annotations, preset: 'excel-nl' };
  expect(linesFor('r', 'http://x/a.csv', annotations)).toBe(
    'annotations <- read.csv("http://x/a.csv", encoding = "UTF-8")',
  );
  expect(linesFor('r', 'http://x/a.csv', excel)).toContain('read.csv2(');
  expect(linesFor('python', 'http://x/a.csv', annotations)).toContain('pandas.read_csv("http://x/a.csv")');
  expect(linesFor('python', 'http://x/a.csv', excel)).toContain('sep=";"');
  const workbook: Choice = { ...annotations, preset: 'xlsx' };
  expect(linesFor('python', 'http://x/a.xlsx', workbook)).toContain('pandas.read_excel("http://x/a.xlsx")');
  expect(linesFor('r', 'http://x/a.xlsx', workbook)).toContain('readxl::read_excel("annotations.xlsx")');
});
