import { expect, it } from 'vitest';
import { type Choice, copyPathsOf, linesFor, narrowed, partsOf, pathOf, previewOrder } from './choice.ts';

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

it('has a copy at an address of its own, each choice under its name', () => {
  const selection = { columns: ['quote', 'field.a,b & c'], rounds: [1, 2], tags: ['t'] };
  const { copy, note } = copyPathsOf('p', { ...annotations, preset: 'excel-nl' }, selection, 'nl');
  const query = 'preset=excel-nl&columns=quote&columns=field.a%2Cb+%26+c&rounds=1&rounds=2&tags=t';
  expect(copy).toBe(`/api/projects/p/selection/annotations.csv?${query}`);
  expect(note).toBe(`/api/projects/p/selection/annotations.csv/readme.txt?${query}&language=nl`);
});

it('keeps of a selection what the table and the project have', () => {
  const selection = { columns: ['quote', 'gone'], rounds: [1], tags: ['t'] };
  const known = { columns: ['quote', 'tag'], rounds: [1, 2], tags: [] };
  expect(narrowed('annotations', selection, known)).toEqual({ columns: ['quote'], rounds: [1] });
  expect(narrowed('codebook', selection, known)).toEqual({ columns: ['quote'] });
  expect(narrowed('codebook', { rounds: [1] }, known)).toBeUndefined();
  expect(partsOf('coding')).toEqual(['columns', 'rounds', 'sets', 'coders']);
});

it('shows quote, tag, coder and verdict first, and the rest as the file has it', () => {
  const names = ['annotation_id', 'quote', 'round', 'tag', 'verdict', 'coder', 'version'];
  expect(previewOrder(names).map((place) => names[place])).toEqual([
    'quote',
    'tag',
    'coder',
    'verdict',
    'annotation_id',
    'round',
    'version',
  ]);
  expect(previewOrder(['member', 'at'])).toEqual([0, 1]);
});
