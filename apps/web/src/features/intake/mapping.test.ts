import type { XmlMappingWire } from '@koersvast/contracts';
import { expect, it } from 'vitest';
import { type Meaning, meaningOf, withMeaning } from './mapping.ts';

const empty: XmlMappingWire = { blocks: {}, notes: [], ignored: [], metadata: {} };

it.each<Meaning>([
  'paragraph',
  'heading',
  'list_item',
  'quote',
  'table_cell',
  'note',
  'ignored',
  'metadata date',
])('an element is %s, and nothing else, until something else is said of it', (meaning) => {
  const said = withMeaning(empty, 'kop', meaning);
  expect(said).not.toBeNull();
  if (said === null) return;
  expect(meaningOf(said, 'kop')).toBe(meaning);
  expect(meaningOf(said, 'other')).toBe('usual');
  const other = withMeaning(said, 'kop', meaning === 'quote' ? 'note' : 'quote');
  expect(other === null ? null : meaningOf(other, 'kop')).toBe(meaning === 'quote' ? 'note' : 'quote');
  expect(withMeaning(said, 'kop', 'usual')).toBeNull();
});

it('has each detail in one place', () => {
  const first = withMeaning(empty, 'datum', 'metadata date');
  const second = first === null ? null : withMeaning(first, 'dag', 'metadata date');
  expect(second?.metadata).toEqual({ date: 'dag' });
});

it('knows a name that objects have', () => {
  expect(meaningOf(empty, 'constructor')).toBe('usual');
});
