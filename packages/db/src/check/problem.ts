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
  /** The original bytes, blocks or sentences are not those of the hash that was made when they were stored. */
  | 'document_content'
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
  /** A table, trigger, index, function or rule of the database is not what the migrations make. */
  | 'structure'
  /** A row that no change tells of was written by something else than this program. */
  | 'seal'
  /** Somebody is gone of whom a row speaks, or a member is somebody else than whoever became it. */
  | 'person'
  /** An invitation is not the one that an operation made. */
  | 'invitation'
  /** What is kept for somebody who is invited is not what an operation made of it. */
  | 'reservation'
  /** What an annotation says of what its coder could see is not what its change says, or what was noted is gone. */
  | 'sight'
  /** A version of the codebook is not what the tags were. */
  | 'codebook'
  /** Of a letter that was read again not exactly one reading is worked on, or something stands in two of them. */
  | 'rendition'
  /** Long work is not what it says of itself. */
  | 'job'
  /** Two living rows where only one may be. */
  | 'doubled';

export type Report = (code: ProblemCode, text: string) => void;

/** Problems that are told in all: whoever finds so many restores a backup, and reads no more of them. */
export const MOST_PROBLEMS = 1_000;
/** Rows that one look at the database may bring: what is wrong everywhere is told by these. */
export const MOST_OF_A_KIND = 100;
