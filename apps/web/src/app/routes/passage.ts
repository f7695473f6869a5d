import { togetherRelations } from '@koersvast/core/count';
import { ownFieldOf } from '@koersvast/core/document-rule';
import { documentDetails } from '@koersvast/core/file';
import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router';
import type { PassageSearch } from '../../features/passage/passage-search.ts';
import { withWords } from './frame.ts';
import { project } from './project.ts';
import { anId, isId, listOf, oneOf, ruleIn, textsIn } from './search.ts';

const works = ['finished', 'independent', 'any'] as const;
const layers = ['current', 'first-pass', 'final'] as const;
const verdicts = ['accept', 'reject', 'change', 'none'] as const;
const certainties = ['1', '2', '3', 'none'] as const;
const sorts = ['text', 'date', 'title', 'tag', 'coder', 'made'] as const;
const groups = ['tag', 'coder', 'round', 'document', 'year', 'certainty', 'verdict', ...documentDetails];

function someOf<Each extends string>(value: unknown, all: readonly Each[]): Each[] | undefined {
  const found = listOf(value, (each): each is Each => all.some((known) => known === each));
  return found && [...found];
}

function partIn(value: unknown): readonly [number, number] | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [start, end] = value.map(Number);
  const isPlace = (place: number | undefined) => Number.isSafeInteger(place) && (place ?? -1) >= 0;
  return isPlace(start) && isPlace(end) ? [start ?? 0, end ?? 0] : undefined;
}

function lengthIn(value: unknown): readonly [number, number | null] | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [least, most]: readonly unknown[] = value;
  const isCount = (each: unknown) => Number.isSafeInteger(each) && Number(each) >= 0;
  if (!isCount(least) || !(most === null || isCount(most))) return undefined;
  return [Number(least), most === null ? null : Number(most)];
}

function withIn(value: unknown): PassageSearch['with'] {
  if (typeof value !== 'object' || value === null) return undefined;
  const { tagId, relation } = value as Readonly<Record<string, unknown>>;
  const found = oneOf(relation as string, togetherRelations);
  return isId(tagId) && found !== undefined ? { tagId, relation: found } : undefined;
}

const groupIn = (value: unknown) =>
  typeof value === 'string' && value.length <= 300 && (groups.includes(value) || ownFieldOf(value) !== null)
    ? value
    : undefined;

export const passages = createRoute({
  getParentRoute: () => project,
  path: '/passages',
  validateSearch: (search: PassageSearch & SearchSchemaInput): PassageSearch => {
    const documents = listOf(search.documents, isId);
    const tags = listOf(search.tags, isId);
    return {
      ...textsIn(search, ['set'], anId),
      ...textsIn(search, ['words'], /^.{1,200}$/su),
      ...textsIn(search, ['at'], /^\d{1,8} [0-9a-f-]{36}$/),
      list: oneOf(search.list, ['memos', 'threads']),
      tags,
      only: search.only === true || undefined,
      coders: listOf(search.coders, isId),
      layer: oneOf(search.layer, layers),
      work: oneOf(search.work, works),
      roundIds: listOf(search.roundIds, isId),
      documents,
      part: documents?.length === 1 ? partIn(search.part) : undefined,
      length: lengthIn(search.length),
      with: tags?.length === 1 ? withIn(search.with) : undefined,
      where: ruleIn(search.where),
      certainty: someOf(search.certainty, certainties),
      memo: oneOf(search.memo, ['with', 'without']),
      verdicts: someOf(search.verdicts, verdicts),
      thread: oneOf(search.thread, ['any', 'open']),
      group: groupIn(search.group),
      sort: oneOf(search.sort, sorts),
      down: search.down === true || undefined,
    };
  },
  component: lazyRouteComponent(
    () => withWords(['document', 'passage'], import('../../features/passage/passage-screen.tsx')),
    'PassageScreen',
  ),
});
