/** Something in the database that must not be. `text` names it for whoever runs the check. */
export interface Problem {
  readonly code: ProblemCode;
  readonly text: string;
}

export type ProblemCode =
  /** The text is not what its hash or its lengths say. */
  | 'document_text'
  /** Blocks or sentences leave the text, overlap, or are not numbered from 1. */
  | 'document_blocks'
  /** An annotation's offsets or quote are not those of the text. */
  | 'annotation_span'
  /** `rev` has a gap, or the project does not know its last one. */
  | 'revision_gap'
  /** `seq` has a gap, or the stream does not know its last one. */
  | 'stream_gap'
  /** A change does not begin where the one before it ended. */
  | 'change_chain'
  /** A table is not what the changes add up to. */
  | 'table_differs'
  /** A first pass does not show what stood in its layer when it was made. */
  | 'first_pass'
  /** An operation without a result, or a refused one with changes. */
  | 'operation_result'
  /** An operation or a change is not what its link in the chain of hashes says, or the chain is broken. */
  | 'chain'
  /** Two living rows where only one may be. */
  | 'doubled';

export type Report = (code: ProblemCode, text: string) => void;
