import { describe, expect, it } from 'vitest';
import { matchIndex } from './index-match.ts';
import { RowDraft } from './index-row.ts';

const row = (files: string, title: string, ...identifiers: string[]) => {
  const made = new RowDraft(1)
    .files(files)
    .detail('title', title)
    .identifiers(...identifiers)
    .finish();
  if (made === null) throw new Error('a row that says nothing');
  return made;
};

describe('matchIndex', () => {
  it.each<[string, string, string[], string[]]>([
    ['its path', 'a/brief.pdf', ['a/brief.pdf', 'b/brief.pdf'], ['a/brief.pdf']],
    [
      'the end of its path',
      'a/brief.pdf',
      ['dossier/a/brief.pdf', 'dossier/b/brief.pdf'],
      ['dossier/a/brief.pdf'],
    ],
    ['its name', 'brief.pdf', ['a/brief.pdf', 'a/brief.docx'], ['a/brief.pdf']],
    ['its name in another case', 'BRIEF.PDF', ['a/brief.pdf'], ['a/brief.pdf']],
    ['its name without extension', 'brief', ['a/brief.pdf', 'a/brief.docx'], ['a/brief.pdf', 'a/brief.docx']],
    ['its name with another extension', 'brief.doc', ['a/brief.docx'], ['a/brief.docx']],
    ['a name of several', 'a.pdf; b.pdf', ['a.pdf', 'b.pdf', 'c.pdf'], ['a.pdf', 'b.pdf']],
    ['no file', 'x.pdf', ['a.pdf'], []],
  ])('finds a file by %s', (_, files, paths, expected) => {
    const { rows, together, withoutFile } = matchIndex([row(files, 'T')], paths);
    expect([...rows.keys()]).toEqual(expected);
    expect(together).toEqual(expected.length > 1 ? [expected] : []);
    expect(withoutFile.length).toBe(expected.length === 0 ? 1 : 0);
  });

  it('finds a file by its official number', () => {
    const { rows } = matchIndex(
      [row('', 'T', 'kst-36600-V-12')],
      ['kst-36600-V-12.pdf', 'kst-36600-V-13.pdf'],
    );
    expect([...rows.keys()]).toEqual(['kst-36600-V-12.pdf']);
  });

  it('takes none where a name fits files in several folders, and says so', () => {
    const { rows, ambiguous, withoutFile } = matchIndex(
      [row('brief.pdf', 'T')],
      ['a/brief.pdf', 'b/brief.pdf'],
    );
    expect(rows.size).toBe(0);
    expect(ambiguous.map(({ name, paths }) => [name, paths])).toEqual([
      ['brief.pdf', ['a/brief.pdf', 'b/brief.pdf']],
    ]);
    expect(withoutFile).toEqual([]);
  });

  it('believes the first of two rows about one file', () => {
    const { rows } = matchIndex([row('a.pdf', 'Een'), row('a.pdf', 'Twee')], ['a.pdf']);
    expect(rows.get('a.pdf')?.metadata.title).toBe('Een');
  });
});
