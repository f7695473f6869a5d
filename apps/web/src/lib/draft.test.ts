import { describe, expect, it } from 'vitest';
import { bothTexts, rebase } from './draft.ts';

const opened = { name: 'druk', definition: 'oud', examples: [{ at: 1, quote: 'a' }] };
const rules = { examples: { list: 'plain', idOf: ({ quote }: { quote: string }) => quote } } as const;

describe('the fields of a form while somebody else changes the same row', () => {
  it('follow what they did not touch, and keep what they did', () => {
    const draft = { base: opened, mine: { ...opened, definition: 'van mij' } };
    const now = rebase(draft, { ...opened, name: 'pressure' }, rules);
    expect(now).toEqual({
      base: { ...opened, name: 'pressure' },
      mine: { ...opened, name: 'pressure', definition: 'van mij' },
      conflicts: [],
      touched: ['definition'],
    });
  });

  it('keep both values of the field that both changed, until somebody chooses', () => {
    const draft = { base: opened, mine: { ...opened, definition: 'van mij' } };
    const live = { ...opened, definition: 'van hen' };
    const now = rebase(draft, live, rules);
    expect(now).toMatchObject({ base: opened, mine: { definition: 'van mij' }, conflicts: ['definition'] });
    // A second change of theirs is another value to choose from, and not another conflict.
    expect(rebase(now, { ...live, definition: 'nog eens' }, rules)).toMatchObject({
      base: opened,
      mine: { definition: 'van mij' },
      conflicts: ['definition'],
    });
    // Theirs taken back: there is nothing to choose any more.
    expect(rebase(now, opened, rules)).toMatchObject({ conflicts: [], touched: ['definition'] });
    // Chosen: one's own builds on theirs from now on.
    const chosen = { base: live, mine: now.mine };
    expect(rebase(chosen, live, rules)).toMatchObject({ conflicts: [], touched: ['definition'] });
  });

  it('are untouched again when what was typed is what was stored meanwhile', () => {
    const draft = { base: opened, mine: { ...opened, definition: 'nieuw' } };
    expect(rebase(draft, { ...opened, definition: 'nieuw' }, rules)).toMatchObject({
      conflicts: [],
      touched: [],
    });
  });

  it('take an example of somebody else beside one’s own', () => {
    const mine = { ...opened, examples: [...opened.examples, { at: 2, quote: 'van mij' }] };
    const live = { ...opened, examples: [...opened.examples, { at: 2, quote: 'van hen' }] };
    const now = rebase({ base: opened, mine }, live, rules);
    expect(now.mine.examples.map(({ quote }) => quote)).toEqual(['a', 'van hen', 'van mij']);
    expect(now.conflicts).toEqual([]);
  });
});

it.each([
  ['mijn', 'hun', 'hun\n\nmijn'],
  ['mijn', '', 'mijn'],
  ['', 'hun', 'hun'],
  ['hun, en meer', 'hun', 'hun, en meer'],
])('puts %j and %j together', (mine, theirs, both) => {
  expect(bothTexts(mine, theirs)).toBe(both);
});
