/** How much one drop of files may hold once all that is packed in it lies beside each other. */
export const dossierLimits = {
  /** Files in all, and files that one archive says it holds: a dossier of years has some thousands. */
  files: 10_000,
  /** Archives within each other. */
  archives: 3,
  /** Bytes of all that is unpacked of one archive, with what is packed within it. */
  unpacked: 2_000_000_000,
  /** Bytes of one file that is unpacked. */
  unpackedFile: 100_000_000,
  /** Code units of the name of one file or folder. */
  name: 160,
  /** Folders above a file. */
  folders: 12,
} as const;

/** Why a file of a drop is none that anybody wants to read. Each has a sentence in `apps/web/src/i18n`. */
export const leftOutReasons = ['system_file', 'hidden_file', 'lock_file', 'link', 'empty_file'] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

/** What a file is for the document that it belongs to. */
export const sourceRoles = ['text', 'attached', 'details', 'index'] as const;
export type SourceRole = (typeof sourceRoles)[number];

/** Why a file belongs to a document, and why the text is read from it. Each has a sentence in `apps/web/src/i18n`. */
export const sourceReasons = [
  // the text is read from it
  'only_source',
  'best_source',
  'chosen_source',
  // it belongs to the document; of `no_text` as a scan of it, in which there is none
  'no_text',
  'same_name',
  'same_identifier',
  'same_folder',
  'same_bytes',
  'named_attachment',
  'stated',
  'index_says',
] as const;
export type SourceReason = (typeof sourceReasons)[number];
