import { DomainError } from './error.ts';

/**
 * How much of anything there may be: the one place for it. None is below what a study needs; each keeps one
 * request from costing others their time. What goes beyond is refused with `over_limit`, and its name.
 */
export const limits = {
  /** Code units of one text. */
  text: 5_000_000,
  /** Bytes of one file. */
  file: 5_000_000,
  /** Bytes of one file that is read without being sent in a request. */
  original: 100_000_000,
  /** Intakes of one person in one project. */
  intakes: 20,
  /** Pages of one file. */
  pages: 3_000,
  /** Lines of one text: one of 5,000,000 characters that is broken at 80 has 63,000. */
  lines: 250_000,
  /** Blocks of one text: a report of 1,000,000 characters has some 8,000. */
  blocks: 50_000,
  /** Sentences of one text. */
  sentences: 200_000,
  /** Code units of one annotation, or of a passage that somebody proposes: longer than any chapter. */
  passage: 200_000,
  /** Fields of one's own that a document has. */
  fields: 100,
  /** Sets of documents that a project has. */
  sets: 200,
  /** Searches that somebody keeps for themself in a project, and those that its members share. */
  searches: 200,
  /** Dictionaries that somebody keeps for themself in a project, and those that its members share. */
  dictionaries: 50,
  /** Characters of a file with a dictionary. */
  dictionary: 2_000_000,
  /** Patterns of one dictionary. */
  patterns: 1_000,
  /** Charts that are pinned in a project. */
  findings: 200,
  /** Hits of one kept search that were put aside. */
  aside: 1_000,
  /** Hits of a search that are tagged at once. */
  hits: 5_000,
  /** Conditions of a rule by which documents are chosen. */
  conditions: 50,
  /** Documents that one command changes. */
  documents: 5_000,
  /** Values of one field of which one is chosen. */
  choices: 200,
  /** Keys that somebody has chosen for themselves. */
  keys: 100,
  /** Tables of which somebody has said how they want to see them. */
  tables: 40,
  /** Examples that somebody gives a tag, and counter-examples: beside those that they are not shown. */
  examples: 100,
  /** Characters of a file with a codebook. */
  codebook: 2_000_000,
  /** Lines of such a file that say something. */
  codebookLines: 2_000,
  /** Live streams that somebody has open at one server. */
  streams: 30,
  /** Long work of one person that waits or runs. */
  jobs: 10,
  /** The same in one project, or of the installation. */
  placeJobs: 40,
  /** Calls in one request. */
  calls: 10,
  /** Things within things in what is sent. */
  depth: 16,
  /** Values side by side in what is sent, in all lists together: those of the largest list that there may be. */
  values: 80_000,
  /** Columns, rounds, tags or coders that are chosen for a copy of a table: all of them fit into an address. */
  chosen: 200,
  /** Files that somebody adds at once, and documents that they become. */
  intakeFiles: 10_000,
  /** Files for which something is chosen in one request, on their way to documents. */
  choosing: 500,
  /** Megabytes of the files that are kept beside the text of one document: all of them are in memory when they are stored. */
  besideMegabytes: 100,
  /** Code units of the path of one of them, as it is stored. */
  path: 1_000,
  /** What somebody says about the reading of one file. */
  mends: 2_000,
  /** Elements of XML of one's own of which somebody says what they are. */
  mapped: 200,
  /** Characters of one field, where the field does not say otherwise. */
  characters: 10_000,
  /** Entries of one list, where the list does not say otherwise. */
  entries: 20_000,
} as const;

/** Windows of one person that others are told of: of more, those that spoke last. */
export const shownTabs = 30;

/** So many problems of one file are told: whoever has mended those is told of the next. */
export const toldProblems = 200;

export type LimitName = keyof typeof limits;

/** The refusal of what is more than the limit of this name. */
export function overLimit(of: LimitName): DomainError {
  return new DomainError('over_limit', { of, maximum: limits[of] });
}
