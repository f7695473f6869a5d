import type { StreamName } from '@koersvast/core/scope';
import type { Extra, Noun, Rows } from './rows.ts';

export const changeActions = ['create', 'edit', 'remove', 'restore', 'undo', 'redo'] as const;
export type ChangeAction = (typeof changeActions)[number];

/** A change that has not yet got its place in a stream. */
export interface ChangeDraft {
  stream: StreamName;
  action: ChangeAction;
  noun: Noun;
  before: Rows[Noun] | null;
  after: Rows[Noun] | null;
  /** What the table got beside the wire row. */
  beside?: Extra;
}

/** What a set says of annotations. */
export type Patch = Partial<Rows['annotation']>;

export interface AboutSet {
  readonly stream: StreamName;
  readonly action: ChangeAction;
  readonly noun: 'annotation';
  readonly layerId: string;
  readonly documentId: string;
  /** What was the same for all of them, and what it is now; nothing else was changed. */
  readonly before: Patch;
  readonly after: Patch;
}

/**
 * A set that has not yet got its place in a stream. Its rows may be thousands, and wait in the database: `rows` is the
 * id under which they were put into `setRows`.
 */
export interface SetDraft extends AboutSet {
  readonly rows: string;
}
