import type { Access, SnapshotReader, Tx } from '@koersvast/db';
import { type Choice, countAnnotations, streamAnnotations } from './annotation-stream.ts';
import {
  readAnnotations,
  readMarks,
  readNamedAnnotations,
  readReadings,
  readSinceFirstPass,
} from './annotations.ts';
import { readCoding, readDue, readGiven, readWork } from './assignments.ts';
import { readAwaiting } from './awaiting.ts';
import { streamChanges } from './change-stream.ts';
import {
  countLater,
  countTold,
  readChangesOf,
  readOwnChanges,
  readPinnedIn,
  readRevBefore,
  readStood,
  readToldPage,
} from './changes.ts';
import { readPackedCodings } from './codings.ts';
import {
  readCodedStates,
  readComparedLayers,
  readLengths,
  readOwnPackedSpans,
  readPackedSpans,
} from './compared.ts';
import { readCountedDocuments, readTexts } from './counted.ts';
import { readLayerCounts } from './counts.ts';
import { readListed, readParagraphs, readSizes } from './document-sizes.ts';
import {
  checkDocument,
  readAttachments,
  readDocuments,
  readPage,
  readPages,
  readText,
  readTitles,
} from './documents.ts';
import { type Here, openTo } from './here.ts';
import { type Kept, type Making, readKept } from './kept.ts';
import { readAttachment, readOriginal } from './kept-files.ts';
import { readAssignments, readLayers, readOwnAssignments } from './layers.ts';
import { isRoundTouched, readBegun, readNamedLayers } from './layers-in-sql.ts';
import { readOriginOf, readOrigins } from './origins.ts';
import { readPassageCounts, readPassagePage } from './passages.ts';
import { readQuotes, readUnits } from './quotes.ts';
import { readLost, readRenditions } from './renditions.ts';
import { readRepeatable } from './repeatable.ts';
import { readRounds, readSights } from './rounds.ts';
import { readDecisions, readJudged, readReplies, readReviews, readStanding } from './said.ts';
import { readClosedToSearch, readSearched, readSoughtTexts } from './searched.ts';
import { readMergedTags, readTagImpact, readTagPassages, readTagUsage } from './tags.ts';

/** All that is read of the content of a study, by what it is about. */
const readings = {
  rounds: readRounds,
  sights: readSights,
  checkDocument,
  documents: readDocuments,
  titles: readTitles,
  listed: readListed,
  sizes: readSizes,
  text: readText,
  page: readPage,
  pages: readPages,
  original: readOriginal,
  attachments: readAttachments,
  attachment: readAttachment,
  renditions: readRenditions,
  lost: readLost,
  paragraphs: readParagraphs,
  layers: readLayers,
  namedLayers: readNamedLayers,
  begun: readBegun,
  isRoundTouched,
  assignments: readAssignments,
  ownAssignments: readOwnAssignments,
  layerCounts: readLayerCounts,
  given: readGiven,
  due: readDue,
  repeatable: readRepeatable,
  coding: readCoding,
  work: readWork,
  annotations: readAnnotations,
  marks: readMarks,
  namedAnnotations: readNamedAnnotations,
  readings: readReadings,
  sinceFirstPass: readSinceFirstPass,
  countAnnotations,
  origins: readOrigins,
  originOf: readOriginOf,
  mergedTags: readMergedTags,
  tagUsage: readTagUsage,
  tagPassages: readTagPassages,
  tagImpact: readTagImpact,
  reviews: readReviews,
  judged: readJudged,
  replies: readReplies,
  decisions: readDecisions,
  standing: readStanding,
  awaiting: readAwaiting,
  toldPage: readToldPage,
  countLater,
  revBefore: readRevBefore,
  stood: readStood,
  pinnedIn: readPinnedIn,
  ownChanges: readOwnChanges,
  changesOf: readChangesOf,
  countTold,
  comparedLayers: readComparedLayers,
  codedStates: readCodedStates,
  lengths: readLengths,
  countedDocuments: readCountedDocuments,
  texts: readTexts,
  packedSpans: readPackedSpans,
  searched: readSearched,
  soughtTexts: readSoughtTexts,
  packedCodings: readPackedCodings,
  ownPackedSpans: readOwnPackedSpans,
  closedToSearch: readClosedToSearch,
  quotes: readQuotes,
  units: readUnits,
  passageCounts: readPassageCounts,
  passagePage: readPassagePage,
} as const;

/**
 * Opens the study for a person: whatever is read through it is read as far as they may see, and queries read content
 * in no other way (a check follows them to it). `tx` says of which moment it is.
 */
export function openStudy(tx: Tx, access: Access) {
  const here: Here = { tx, access };
  return {
    access,
    ...openTo(here, readings),
    /** What is made of the work on letters, made again only where that was changed. */
    kept: <Value extends object>(kept: Kept, making: Making<Value>) => readKept(here, kept, making),
  };
}

/** The same with what is too long to be held: it comes as a stream. */
export function openStream(reader: SnapshotReader, access: Access) {
  return {
    ...openStudy(reader, access),
    streamAnnotations: (choice: Choice, batch: number) =>
      streamAnnotations({ tx: reader, access }, choice, batch),
    streamChanges: (documentId: string | null, batch: number) =>
      streamChanges({ tx: reader, access }, documentId, batch),
  };
}

export type Study = ReturnType<typeof openStudy>;
export type StudyStream = ReturnType<typeof openStream>;
