import type { Change, DocumentListItem, ProjectDetail } from '@koersvast/contracts';

interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** What tells a change from all others: what did it, and what came of which row. */
export function keyOfChange({ opId, noun, before, after }: Change): string {
  const row = after ?? before;
  const layerId = row && 'layerId' in row ? row.layerId : '';
  const version = after && 'version' in after ? after.version : '';
  return [opId, noun, layerId, row?.id, version].join('/');
}

/** The list with `row` in it, unless the list already has it as new or newer. */
function merge<Row extends Versioned>(rows: readonly Row[], row: Row): Row[] {
  const at = rows.findIndex((each) => each.id === row.id);
  if (at < 0) return [...rows, row];
  return rows.map((each) => (each.id === row.id && each.version < row.version ? row : each));
}

/**
 * A project's detail after these changes. A row counts only when its version is newer, so that the same changes
 * may come by acknowledgement, live and by a fresh read in any order. A new member, whose name is not in a
 * change, is left to the next read.
 */
export function applyChangesToProject(detail: ProjectDetail, changes: readonly Change[]): ProjectDetail {
  let next = detail;
  for (const { noun, after } of changes) {
    if (after === null) continue;
    if (noun === 'project' && after.id === next.project.id && after.version > next.project.version)
      next = { ...next, project: after };
    if (noun === 'tag')
      next = { ...next, tags: merge(next.tags, after).sort((one, other) => one.position - other.position) };
    if (noun === 'round') next = { ...next, rounds: merge(next.rounds, after) };
    if (noun === 'member')
      next = {
        ...next,
        members: next.members.map((each) =>
          each.id === after.id && each.version < after.version ? { ...each, ...after } : each,
        ),
      };
  }
  return next;
}

/**
 * A list of the living or of the removed documents after these changes: newer rows take the place of older ones,
 * and what was removed or restored leaves. What comes in by that, with its counts, is left to the next read.
 */
export function applyChangesToDocuments(
  list: readonly DocumentListItem[],
  changes: readonly Change[],
  removed: boolean,
): DocumentListItem[] {
  const rows = changes.flatMap(({ noun, after }) => (noun === 'document' && after !== null ? [after] : []));
  return list
    .map((item) => {
      const newest = rows.reduce(
        (best, row) => (row.id === best.id && row.version > best.version ? row : best),
        item.document,
      );
      return newest === item.document ? item : { ...item, document: newest };
    })
    .filter(({ document }) => (document.removedAt !== null) === removed);
}
