import type { AnnotationsOfDocument, Assignment, Change, Layer } from '@koersvast/contracts';
import { annotationKey, putNewer } from '@koersvast/core';

function putLayer(layers: readonly Layer[], layer: Layer): readonly Layer[] {
  return layers.some((each) => each.id === layer.id) ? layers : [...layers, layer];
}

function keyOfAssignment(assignment: Assignment): string {
  return assignment.id;
}

/**
 * What stands in a document after these changes. A row counts only when its version is newer, so that the same
 * changes may come by acknowledgement, live and by a fresh read, in any order. The same object comes back when
 * nothing in it changes.
 */
export function applyChangesToDocument(
  data: AnnotationsOfDocument,
  documentId: string,
  changes: readonly Change[],
): AnnotationsOfDocument {
  let {
    layers,
    annotations,
    assignments,
  }: { [Key in keyof AnnotationsOfDocument]: Readonly<AnnotationsOfDocument[Key]> } = data;
  for (const { noun, after } of changes) {
    if (after === null) continue;
    if (noun === 'annotation' && after.documentId === documentId)
      annotations = putNewer(annotations, after, annotationKey);
    if (noun === 'layer' && after.documentId === documentId) layers = putLayer(layers, after);
    if (noun === 'assignment' && after.documentId === documentId)
      assignments = putNewer(assignments, after, keyOfAssignment);
  }
  const same = layers === data.layers && annotations === data.annotations && assignments === data.assignments;
  return same
    ? data
    : { ...data, layers: [...layers], annotations: [...annotations], assignments: [...assignments] };
}
