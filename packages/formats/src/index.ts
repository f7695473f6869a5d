export type { CodebookColumn } from './codebook/columns.ts';
export type { CodebookEntry } from './codebook/entry.ts';
export { type CodebookFile, type CodebookReading, readCodebook } from './codebook/read.ts';
export * from './csv/preset.ts';
export { type CsvRecord, CsvSyntaxError, readCsv } from './csv/read.ts';
export { type Column, headerOf, type Table, valuesOf, writeTable } from './csv/table.ts';
export { type CsvValue, type CsvWriter, cellText, csvWriter, writeCsv } from './csv/write.ts';
export { readCsvTables } from './csv-tables/read.ts';
export { type CsvTable, type CsvTableName, csvTableOf, writeCsvTable } from './csv-tables/write.ts';
export type * from './dataset/dataset.ts';
export {
  datasetOfLetters,
  type Letter,
  type LetterInStudy,
  letterContent,
  statedOf,
} from './dataset/letter.ts';
export { readDictionary } from './dictionary/read.ts';
export {
  type DossierItem,
  type FileToGroup,
  type Grouping,
  groupFiles,
  type ItemSource,
  type StatedOfFile,
  surestFirst,
} from './dossier/group.ts';
export type { IndexColumn, IndexTarget } from './dossier/index-columns.ts';
export { type IndexMatch, matchIndex } from './dossier/index-match.ts';
export type { IndexRow } from './dossier/index-row.ts';
export {
  type CellDifference,
  changesOf,
  type MatchedDocument,
  matchSheet,
  type RowDifference,
  type SheetDifference,
} from './dossier/match.ts';
export { leftOutFor, safePath } from './dossier/path.ts';
export { type Peeked, peek } from './dossier/peek.ts';
export {
  type IndexReading,
  type IndexSource,
  mayBeIndex,
  readIndex,
  readSheet,
  type SheetReading,
} from './dossier/read-index.ts';
export { type SheetTarget, sheetTargets } from './dossier/sheet-columns.ts';
export {
  estimateOf,
  likenessOf,
  nearFrom,
  signatureOf,
  type Twin,
  type TwinSignature,
  Twins,
  twinVersion,
} from './dossier/twins.ts';
export {
  type DroppedFile,
  type LeftOutFile,
  type RefusedFile,
  type Unpacked,
  Unpacker,
  type UnpackLimits,
} from './dossier/unpack.ts';
export { plainTextReader, readPastedText, titleFrom } from './plain-text.ts';
export type {
  DocumentReader,
  DroppedWhy,
  DroppedWords,
  MetadataValue,
  PlaceOnPage,
  ReadDocument,
  ReadMetadata,
  ReadNotice,
  ReadOptions,
} from './reader.ts';
export { type ReadFile, readFile, withLetter } from './readers.ts';
export {
  type CarriedOver,
  carryOver,
  carryOverInLetter,
  type NotCarried,
  wordsOfMend,
} from './reading/carry-over.ts';
export type { Note } from './reading/compose.ts';
export { layoutOf } from './reading/layout.ts';
export { type Mend, type MendedReading, mendReading } from './reading/mend.ts';
export * from './table/annotations.ts';
export * from './table/codebook.ts';
export * from './table/coding.ts';
export type { DocumentFacts } from './table/document-columns.ts';
export * from './table/documents.ts';
export { type FactRow, factsTable } from './table/facts.ts';
export * from './table/history.ts';
export type { Origin } from './table/origin-columns.ts';
export { type SelectionFacts, writeSelectionNote } from './table/selection-note.ts';
export { type DecodedText, type DecodeNotice, decodeText } from './text/decode.ts';
export { encodings, type TextEncoding } from './text/encoding.ts';
export { guessLanguage } from './text/language.ts';
export { type WorkbookColumn, type XlsxWriter, xlsxWriter } from './xlsx/write.ts';
