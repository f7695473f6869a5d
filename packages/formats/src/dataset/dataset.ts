import type { Block, Sentence } from '@koersvast/core/text';
import type { DroppedWords, PlaceOnPage, ReadNotice } from '../reader.ts';
import type { AnnotationTableRow } from '../table/annotations.ts';
import type { CodebookRow } from '../table/codebook.ts';
import type { CodingRow } from '../table/coding.ts';
import type { DocumentTableRow } from '../table/documents.ts';
import type { FactRow } from '../table/facts.ts';

/** Things in the order of the study, some at a time: of what may be long no more is in memory than is written at once. */
export type Batches<Thing> = AsyncIterable<readonly Thing[]>;

/**
 * A document with its metadata, the names of what is attached to it, and what was read of it (`stated`); its words come
 * apart from it, since there may be many. What a reader of letters gives is such a document: see `letter.ts`.
 */
export type DatasetDocument = DocumentTableRow;

/** The words of a document, and what they are made of; notes are blocks with a mark and a place. */
export interface DatasetContent {
  readonly documentId: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly sentences: readonly Sentence[];
  /** Where the words stand on the pages of the original, in the order of the text, where that has any. */
  readonly places?: readonly PlaceOnPage[];
  /** What a reader left out of the text, and the words of it. */
  readonly dropped?: readonly DroppedWords[];
  /** What a reader guessed, left out or changed. */
  readonly notices?: readonly ReadNotice[];
}

export interface DatasetPerson {
  readonly id: string;
  readonly name: string;
}

/** Something that one annotation says of another. */
export interface DatasetRelation {
  readonly kind: string;
  /** The annotation that it leads to, in the same layer. */
  readonly to: string;
}

/**
 * One annotation in one layer: where it stands in both units with its quote, its tag, its coder, and what was said of
 * it. Attributes and relations are there for formats that have them.
 */
export interface DatasetAnnotation extends AnnotationTableRow {
  readonly attributes?: Readonly<Record<string, string>>;
  readonly relations?: readonly DatasetRelation[];
}

/** What did not come along: a reader could not make it out, or a writer's format has no place for it. */
export interface Lost {
  /** In the words of the format: a column, an element, a kind of thing. */
  readonly what: string;
  readonly count: number;
  /** The first place where it stood: a line of a file, for one. */
  readonly first: string;
}

/**
 * A study as all formats know it: what a reader of a format gives, and a writer takes. A part is read when it is asked
 * for, and may be asked for again. Offsets are in UTF-16 code units and in code points; moments are ISO 8601 in UTC.
 */
export interface Dataset {
  /** The names of the free fields of the project. */
  fieldNames(): Promise<readonly string[]>;
  /** Whether any letter was read again, so that it has several documents; where that is not said, none was. */
  hasRenditions?(): Promise<boolean>;
  /** Whether any annotation came from a search; where that is not said, none did. */
  hasOrigins?(): Promise<boolean>;
  documents(): Batches<DatasetDocument>;
  /** One document at a time; none where the format carries no texts. */
  contents(): Batches<DatasetContent>;
  /** Tags in the order of the codebook, those that are no longer given last. */
  codebook(): Batches<CodebookRow>;
  /** Whoever has a layer. */
  people(): Batches<DatasetPerson>;
  /** How far each coder is with each document of each round. */
  coding(): Batches<CodingRow>;
  /** What was told of how the study was done; none where the format has no place for it. */
  facts?(): Batches<FactRow>;
  annotations(): Batches<DatasetAnnotation>;
  /** Complete once the parts have been read. */
  lost(): readonly Lost[];
}
