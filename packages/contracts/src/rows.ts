import type { Noun } from '@koersvast/core/noun';
import type { z } from 'zod';
import { decisionRow } from './adjudication.ts';
import { annotationRow, layerRow } from './annotation.ts';
import { assignmentRow } from './assignment.ts';
import { dictionaryRow } from './dictionary.ts';
import { documentRow } from './document.ts';
import { exportRow } from './export.ts';
import { findingRow } from './finding.ts';
import { memberRow } from './member.ts';
import { projectRow } from './project.ts';
import { readingRow } from './reading.ts';
import { replyRow } from './reply.ts';
import { reviewRow } from './review.ts';
import { roundRow, unblindingRow } from './round.ts';
import { searchRow } from './search-saved.ts';
import { setRow } from './set.ts';
import { tagRow } from './tag.ts';

/**
 * The row of each noun as it goes over the wire: what lists return, what a change carries before and after, and what
 * the checker folds. Each field is a column of the noun's table, or is in its model under the same name.
 */
export const rowSchemas = {
  project: projectRow,
  member: memberRow,
  round: roundRow,
  document: documentRow,
  set: setRow,
  finding: findingRow,
  search: searchRow,
  dictionary: dictionaryRow,
  tag: tagRow,
  assignment: assignmentRow,
  layer: layerRow,
  annotation: annotationRow,
  reading: readingRow,
  review: reviewRow,
  reply: replyRow,
  decision: decisionRow,
  unblinding: unblindingRow,
  export: exportRow,
} as const satisfies Readonly<Record<Noun, z.ZodObject>>;

export type Rows = { [N in Noun]: z.output<(typeof rowSchemas)[N]> };
