import type {
  AnnotationsOfDocument,
  Change,
  DocumentListItem,
  ProjectDetail,
  ReviewNotice,
  UndoStack,
} from '@koersvast/contracts';
import { applyChangesToDocuments, applyChangesToProject } from './changes.ts';
import { applyChangesToDocument, lacksQuote } from './live/document-changes.ts';
import type { madeOf } from './made-of.ts';

/** What was read, put right by changes, and whether it has to be read again all the same. */
interface Patched<Data> {
  readonly data: Data;
  readonly again: boolean;
}

type Patch = (
  data: unknown,
  changes: readonly Change[],
  input: Readonly<Record<string, unknown>>,
) => Patched<unknown>;

function patchProject(detail: ProjectDetail, changes: readonly Change[]): Patched<ProjectDetail> {
  // A change carries no name, and says nothing of what one may do: who is new, and oneself, are read.
  const known = new Set(detail.members.map(({ id }) => id));
  const again = changes.some(
    ({ noun, after }) =>
      noun === 'unblinding' ||
      (noun === 'member' && after !== null && (!known.has(after.id) || after.id === detail.me.id)),
  );
  return { data: applyChangesToProject(detail, changes), again };
}

function patchDocuments(
  list: readonly DocumentListItem[],
  changes: readonly Change[],
  removed: boolean,
): Patched<readonly DocumentListItem[]> {
  const known = new Set(list.map(({ document }) => document.id));
  // What comes in, and all counts, are read.
  const again = changes.some(
    ({ noun, before, after }) =>
      noun !== 'document' ||
      (after !== null && (after.removedAt !== null) === removed && !known.has(after.id)) ||
      (before?.removedAt ?? null) !== (after?.removedAt ?? null),
  );
  return { data: applyChangesToDocuments(list, changes, removed), again };
}

function patchStack(stack: UndoStack, changes: readonly Change[]): Patched<UndoStack> {
  const known = new Set([...stack.undo, ...stack.redo].map(({ opId }) => opId));
  return { data: stack, again: changes.some(({ opId }) => !known.has(opId)) };
}

interface Notices {
  readonly notices: readonly ReviewNotice[];
}

/** An annotation matters to the notices only where one of them is of it. */
function patchNotices(notices: Notices, changes: readonly Change[]): Patched<Notices> {
  const known = new Set(notices.notices.map(({ annotationId }) => annotationId));
  const again = changes.some(({ noun, after }) => noun !== 'annotation' || known.has(after?.id ?? ''));
  return { data: notices, again };
}

/** Queries that are put right at once by the changes themselves; every other is read again. */
export const patches: Partial<Record<keyof typeof madeOf, Patch>> = {
  'project.get': (data, changes) => patchProject(data as ProjectDetail, changes),
  'document.list': (data, changes, { removed }) =>
    patchDocuments(data as DocumentListItem[], changes, removed === true),
  'annotation.list': (data, changes, { documentId }) => {
    const next = applyChangesToDocument(data as AnnotationsOfDocument, String(documentId), changes);
    return { data: next, again: lacksQuote(next) };
  },
  'review.notices': (data, changes) => patchNotices(data as Notices, changes),
  'operation.undoStack': (data, changes) => patchStack(data as UndoStack, changes),
};
