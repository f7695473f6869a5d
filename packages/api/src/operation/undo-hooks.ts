import type { UndoableNoun } from '@koersvast/core/noun';
import type { CommandNoun } from '@koersvast/core/operation';
import { undoOfAdjudication } from '../adjudication/undo.ts';
import { undoOfAnnotations } from '../annotation/undo.ts';
import { updateLayer } from '../assignment/layer-row.ts';
import { undoOfAssignmentCommands, undoOfAssignments } from '../assignment/undo.ts';
import { updateDecision } from '../decision/row.ts';
import { undoOfDictionaries } from '../dictionary/undo.ts';
import { undoOfDocuments } from '../document/undo.ts';
import { updateFinding } from '../finding/row.ts';
import { updateMember } from '../member/row.ts';
import { updateProject } from '../project/row.ts';
import { undoOfCoding, undoOfReadings } from '../reading/undo.ts';
import { undoOfDocumentCommands } from '../rendition/undo.ts';
import { updateReply } from '../reply/row.ts';
import { undoOfReviewing, undoOfReviews } from '../review/undo.ts';
import { undoOfRoundCommands, undoOfRounds } from '../round/undo.ts';
import { undoOfSearches } from '../search/undo.ts';
import { updateSet } from '../set/row.ts';
import { undoOfCodebook, undoOfTags } from '../tag/undo.ts';
import type { UndoOfCommands, UndoOfRows } from '../undo/hooks.ts';

/** How rows of each noun that undo reaches are taken back. */
export const undoOfRows: { readonly [N in UndoableNoun]: UndoOfRows<N> } = {
  annotation: undoOfAnnotations,
  reading: undoOfReadings,
  assignment: undoOfAssignments,
  tag: undoOfTags,
  document: undoOfDocuments,
  set: { write: updateSet },
  finding: { write: updateFinding },
  search: undoOfSearches,
  dictionary: undoOfDictionaries,
  member: { write: updateMember },
  project: { write: updateProject },
  review: undoOfReviews,
  reply: { write: updateReply },
  decision: { write: updateDecision },
  round: undoOfRounds,
  layer: { write: updateLayer },
};

/** What the commands of a noun bring to their undoing; of the others their changes say all. */
const ofCommands = {
  annotation: undoOfCoding,
  reading: undoOfCoding,
  assignment: undoOfAssignmentCommands,
  tag: undoOfCodebook,
  round: undoOfRoundCommands,
  review: undoOfReviewing,
  adjudication: undoOfAdjudication,
  document: undoOfDocumentCommands,
  set: {},
  finding: {},
  search: {},
  dictionary: {},
  'member.describe': {},
  project: {},
  reply: {},
} satisfies Record<CommandNoun, UndoOfCommands>;

export function undoOfCommands(kind: string): UndoOfCommands {
  const known: Readonly<Record<string, UndoOfCommands>> = ofCommands;
  const noun = kind.split('.')[0] ?? '';
  return Object.hasOwn(known, noun) ? (known[noun] ?? {}) : {};
}
