import type { Change, DocumentListItem, DocumentRow, ProjectDetail, Tag } from '@koersvast/contracts';
import { untold } from '@koersvast/core/fact';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChangesToDocuments, applyChangesToProject } from './changes.ts';

const at = '2026-01-01T00:00:00.000Z';

function tag(id: string, version: number, position = 0): Tag {
  const texts = { definition: `version ${version}`, whenToUse: '', whenNot: '' };
  const lists = { names: {}, examples: [], counterExamples: [] };
  const rest = {
    parentId: null,
    key: null,
    appearance: 0,
    meaningVersion: 0,
    mergedIntoId: null,
    createdAt: at,
    archivedAt: null,
  };
  return { id, name: id, version, position, ...texts, ...lists, ...rest };
}

function change(after: Tag): Change {
  const about = { opId: 'op', memberId: 'me', at } as const;
  return { ...about, noun: 'tag', action: 'edit', before: null, after };
}

const els = { name: 'Els', initials: 'E', email: null };
const detail: ProjectDetail = {
  project: {
    id: 'project',
    name: 'Study',
    language: 'nl',
    version: 1,
    codebookVersion: 0,
    verdictKinds: [],
    documentFields: [],
    createdAt: at,
    archivedAt: null,
    deletedAt: null,
    ...untold.project,
  },
  me: { id: 'me', role: 'owner', version: 1, removedAt: null, ...untold.member, ...els },
  abilities: [],
  members: [{ id: 'me', role: 'owner', version: 1, removedAt: null, ...untold.member, ...els }],
  rounds: [],
  tags: [tag('a', 1, 0), tag('b', 1, 1)],
  blindDocumentIds: [],
  recounted: false,
  cursor: '',
};

describe('applyChangesToProject', () => {
  it('takes a newer row, leaves an older one, adds a new one, in the order of the codebook', () => {
    const changes = [change(tag('b', 2, 0)), change(tag('a', 1, 9)), change(tag('c', 1, 2))];
    const { tags } = applyChangesToProject(detail, [...changes, change(tag('a', 2, 1))]);
    expect(tags.map(({ id, version }) => `${id}${version}`)).toEqual(['b2', 'a2', 'c1']);
  });

  it('changes a role without losing the name', () => {
    const about = { opId: 'op', memberId: 'me', at } as const;
    const after = { id: 'me', role: 'viewer', version: 2, removedAt: null, ...untold.member } as const;
    const next = applyChangesToProject(detail, [
      { ...about, noun: 'member', action: 'edit', before: null, after },
    ]);
    expect(next.members).toEqual([{ ...after, ...els }]);
  });

  it('leaves another project alone', () => {
    const about = { opId: 'op', memberId: 'me', at } as const;
    const after = { ...detail.project, id: 'other', name: 'Other', version: 9 };
    const changes: Change[] = [{ ...about, noun: 'project', action: 'edit', before: null, after }];
    expect(applyChangesToProject(detail, changes)).toEqual(detail);
  });

  it('ends the same whatever the order of the changes, and however often they come', () => {
    const rows = fc.array(
      fc
        .record({ id: fc.constantFrom('a', 'b', 'c'), version: fc.integer({ min: 1, max: 5 }) })
        .map(({ id, version }) => change(tag(id, version, id.charCodeAt(0)))),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(rows, fc.integer(), (changes, shift) => {
        const turned = changes.map((_, index) => changes[(index + Math.abs(shift)) % changes.length]);
        const once = applyChangesToProject(detail, changes);
        const again = applyChangesToProject(once, [...turned.flatMap((each) => each ?? []), ...changes]);
        expect(again.tags).toEqual(once.tags);
        const other = applyChangesToProject(
          detail,
          turned.flatMap((each) => each ?? []),
        );
        expect(other.tags).toEqual(once.tags);
      }),
      { seed: 20_191_220 },
    );
  });
});

describe('applyChangesToDocuments', () => {
  const row = (id: string, version: number, removedAt: string | null = null) =>
    ({ id, title: `${id}${version}`, version, removedAt }) as DocumentRow;
  const item = (document: DocumentRow): DocumentListItem => ({
    document,
    annotations: 1,
    paragraphs: 1,
    assignments: [],
  });
  const about = { opId: 'op', memberId: 'me', at, action: 'edit' } as const;
  const to = (after: DocumentRow): Change => ({ ...about, noun: 'document', before: null, after });
  const titles = (list: readonly DocumentListItem[]) => list.map(({ document }) => document.title);

  it('takes newer rows and leaves older ones', () => {
    const list = [item(row('a', 2)), item(row('b', 1))];
    expect(
      titles(applyChangesToDocuments(list, [to(row('a', 1)), to(row('b', 3)), to(row('b', 2))], false)),
    ).toEqual(['a2', 'b3']);
  });

  it('lets what was removed leave the living, and what was restored the removed', () => {
    const living = [item(row('a', 1)), item(row('b', 1))];
    expect(titles(applyChangesToDocuments(living, [to(row('a', 2, at))], false))).toEqual(['b1']);
    expect(titles(applyChangesToDocuments([item(row('a', 2, at))], [to(row('a', 3))], true))).toEqual([]);
  });
});
