import { readIndex } from '@koersvast/formats';
import { expect, test } from 'vitest';
import { matchAside } from './match-lists.ts';

test('rows of a list that name no file, or several, are told by title or name', async () => {
  const list =
    'bestand,titel,datum\na.txt,Een,2021\nx.txt,Ontbreekt,2021\nb.txt,Twee,2021\ny.txt,,2021\nkapot.pdf,Kapot,2021\n';
  const rows = readIndex(new TextEncoder().encode(list), 'lijst.csv')?.rows ?? [];
  const letters = ['a.txt', 'een/b.txt', 'twee/b.txt'];
  const [said] = await matchAside([rows], letters, [...letters, 'kapot.pdf']);
  const { found = [], unmatched = [] } = said ?? {};
  expect(found.map(([path]) => path)).toEqual(['a.txt']);
  expect(unmatched.map(({ line, name, why }) => [line, name, why])).toEqual([
    [3, 'Ontbreekt', 'none'],
    [4, 'b.txt', 'several'],
    [5, 'y.txt', 'none'],
  ]);
});
