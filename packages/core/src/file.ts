import { letterFields } from './letter/found.ts';

/**
 * What a reader of files guessed, left out or changed, to be told to the person who adds a file. Each has a sentence
 * in `apps/web/src/i18n`.
 */
export const noticeCodes = [
  // characters
  'encoding_guessed',
  'encoded_twice',
  'bytes_replaced',
  'byte_order_mark_dropped',
  'line_breaks_changed',
  'characters_replaced',
  // the file as a whole
  'kind_differs',
  'markup_mended',
  'metadata_not_of_this_file',
  // left out
  'heads_left_out',
  'comments_left_out',
  'pictures_left_out',
  'hidden_left_out',
  'surroundings_left_out',
  'embedded_left_out',
  'formulas_left_out',
  'elements_left_out',
  // kept, but otherwise than it stood there
  'changes_accepted',
  'text_boxes_moved',
  'notes_without_place',
  'elements_unknown',
  'links_reduced',
  // guessed
  'order_guessed',
  'headings_guessed',
  'numbers_made',
  'words_joined',
  'rotated_kept',
  'pages_without_text',
] as const;
export type NoticeCode = (typeof noticeCodes)[number];

/** The formats that can be read, as their bytes tell them apart. */
export const fileFormats = [
  'docx',
  'odt',
  'epub',
  'doc',
  'rtf',
  'pdf',
  'html',
  'op-xml',
  'tei',
  'akoma-ntoso',
  'xml',
  'markdown',
  'text',
] as const;
export type FileFormat = (typeof fileFormats)[number];

/** Those that are text in an encoding, which may have to be chosen. */
export const textFormats: ReadonlySet<FileFormat> = new Set([
  'html',
  'op-xml',
  'tei',
  'akoma-ntoso',
  'xml',
  'markdown',
  'text',
]);

/**
 * The encodings that a text file can have here, the usual ones first. What calls itself ISO-8859-1 is read as
 * windows-1252; macintosh is what programs on older Macs wrote, windows-1250 and iso-8859-2 are of Central Europe,
 * windows-1251 is Cyrillic.
 */
export const textEncodings = [
  'utf-8',
  'windows-1252',
  'macintosh',
  'windows-1250',
  'iso-8859-2',
  'windows-1251',
  'utf-16le',
  'utf-16be',
] as const;
export type TextEncoding = (typeof textEncodings)[number];

/** Of what a notice counts, so many are quoted at most, and so many code units of each. */
export const quotedOfNotice = { most: 5, length: 80 } as const;

/** What a file, or the letter in it, can say of itself. Dates are ISO 8601, as far as they are known. */
export const metadataKeys = [
  ...letterFields,
  'title',
  'dossier_title',
  'identifier',
  'kind',
  'chamber',
  'session',
  'author',
  'publisher',
  'published',
  'received',
  'source_url',
  'licence',
  'language',
] as const;
export type MetadataKey = (typeof metadataKeys)[number];

/** The details that every document has a place for, beside the fields of its project. */
export const documentDetails = [
  'title',
  'date',
  'author',
  'addressee',
  'dossier',
  'documentNumber',
  'sourceUrl',
  'language',
  'licence',
] as const;
export type DocumentDetail = (typeof documentDetails)[number];

/**
 * Of which details of a document what is read of a file becomes which: the first that there is. The rest stays with the
 * document as what was stated, and in the way of nobody's own fields.
 */
export const readAs = {
  title: ['title', 'subject'],
  date: ['date'],
  author: ['author', 'sender'],
  addressee: ['addressee'],
  dossier: ['dossier'],
  documentNumber: ['number', 'document_number', 'identifier'],
  sourceUrl: ['source_url'],
  licence: ['licence'],
  language: ['language'],
} as const satisfies Readonly<Record<DocumentDetail, readonly MetadataKey[]>>;

/** How much may be packed in a file, and lie within each other in it, before it is refused unread. */
export const fileLimits = {
  /** Files that are packed in one: a long document has some hundred pictures. */
  packedFiles: 10_000,
  /** Bytes of all of them. */
  unpacked: 100_000_000,
  /** Bytes of one of them. */
  unpackedFile: 60_000_000,
  /** Elements within each other: laws and tables have some thirty. */
  depth: 500,
} as const;
