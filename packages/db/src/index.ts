export { accessFrom, askAccess, askedAccess } from './asked-access.ts';
export type { NewAttachment } from './attachment-store.ts';
export { mapByTurns } from './by-turns.ts';
export { type ChainHead, readChainHeads } from './chain-heads.ts';
export {
  type Change,
  changeAsSeen,
  completeChange,
  readChanges,
  readOperationChanges,
  type StoredChange,
  told,
  toldRow,
} from './change.ts';
export {
  afterOf,
  beforeOf,
  type ChangeSet,
  readAnnotationChanges,
  readSets,
  type SetRow,
  setRow,
  whereOfAnnotation,
} from './change-set.ts';
export { checkDatabase } from './check/check.ts';
export { writeCodebookVersion } from './codebook-version.ts';
export type { Command, Told } from './command.ts';
export { type Database, onReplica, openDatabase } from './connect.ts';
export { constraintRefusal } from './constraint-refusal.ts';
export {
  type NewDocument,
  storeDocument,
  storeDocuments,
  textSha256,
} from './document-store.ts';
export type { ChangeAction, SetDraft } from './draft.ts';
export { type EmbeddedDatabase, type EmbeddedEvent, openEmbedded } from './embedded/embedded.ts';
export { createFeed, type Feed } from './feed.ts';
export {
  type FeedRead,
  findPosition,
  type Position,
  PRESENCE_SECONDS,
  type Present,
  readCursor,
  readPosition,
  TOO_FAR,
} from './feed-read.ts';
export { frozenTextOf } from './frozen-text.ts';
export { hold, holdInLayers, holdProjectWith, holdRows, holdWord, shareWord } from './hold.ts';
export {
  beginIntakeFile,
  clearIntakes,
  type IntakeFilePlace,
  type IntakeRoom,
  intakeFileBytes,
  intakeFileHashes,
  intakeFilesBytes,
  intakeLists,
  intakeTaken,
  readIntakeFile,
  receiveIntakeFile,
  SendingLost,
  sayOfFiles,
  storeIntakeFile,
  usualRoom,
  zippedFiles,
} from './intake/files.ts';
export { keepMendings } from './intake/mending.ts';
export {
  type ItemReading,
  keepSketches,
  storeChoices,
  storeFound,
  storeItems,
  storeReadings,
} from './intake/readings.ts';
export {
  beatJob,
  endJob,
  fenceJob,
  findWaiting,
  type HeldJob,
  handOverJob,
  type JobEnd,
  type Progress,
  takeJob,
} from './job/lease.ts';
export {
  installationKey,
  installationPlace,
  jobKey,
  personKey,
  placeOf,
  queueKey,
  type StoredJob,
} from './job/row.ts';
export {
  cancelJob,
  clearJobs,
  giveJob,
  listJobs,
  type NewJob,
  readJob,
  readJobBlob,
  readJobResult,
} from './job/store.ts';
export { backUp } from './keeping/backup.ts';
export { type Backup, readBackup } from './keeping/backup-file.ts';
export { clearUnfinished, type KeptBackup, keptByHand } from './keeping/backup-folder.ts';
export { backUpBeforeMigration } from './keeping/before-migration.ts';
export { type Backups, openBackups } from './keeping/by-hand.ts';
export { KeepingRefusal } from './keeping/keeping-refusal.ts';
export { countProject, findProject, purgeProject } from './keeping/purge.ts';
export { restore } from './keeping/restore.ts';
export { afterSets, readPinned } from './layer-at.ts';
export { standsAsLetter, whereStandsAsLetter } from './letter.ts';
export {
  clearMails,
  endMail,
  giveUpMails,
  type HeldMail,
  handMail,
  loseMails,
  type MailEnd,
  takeMail,
} from './mail.ts';
export { migrate } from './migrate.ts';
export { isExpandedByNewer, type Migration, readMigrations, schemaFits } from './migration-history.ts';
export { type PassingCause, passingCause } from './passing-cause.ts';
export { inTime, withPatience } from './patience.ts';
export { forgetPresence, notePresence } from './presence.ts';
export { databaseError } from './prisma.ts';
export { type ReplicaAnswer, replicaAnswers } from './replica.ts';
export { completeRow, selectedRow, selectList, snake, toWireRow, wireJson } from './row-columns.ts';
export { layered, readLayered, readRows } from './row-store.ts';
export type { LayerKind, Noun, Rows } from './rows.ts';
export { openSavepoint } from './savepoint.ts';
export { type Access, loadAccess } from './scope.ts';
export {
  assignmentSeen,
  layerSeen,
  letterOpen,
  whereAssignmentSeen,
  whereChangeSeen,
  whereLayerSeen,
  whereLetterOpen,
  whereOwnWorkSeen,
} from './scope-seen.ts';
export { keepSeen } from './seen.ts';
export { openSetRows, setRows } from './set-rows.ts';
export { shareReads } from './share-reads.ts';
export {
  askSight,
  copySight,
  type NotedSight,
  notedSight,
  noteOpened,
  noteSight,
  noteSightNow,
  noteSightsNow,
  readNotedSights,
  type SeenBefore,
} from './sight.ts';
export { readSnapshot, type SnapshotReader } from './snapshot-reader.ts';
export { dbNull, identifier, isoOf, joinSql, keepPlan, noSql, type Sql, sql } from './sql.ts';
export type { OperationKind } from './standing.ts';
export { StartRefusal } from './start-refusal.ts';
export { dated, toWire, toWireRows, wireFields } from './stored.ts';
export { completeTold, jsonFields } from './told-row.ts';
export {
  isDiskFull,
  isPassing,
  outsideTransaction,
  readBeside,
  type Statements,
  snapshot,
  type Tx,
  transact,
} from './transaction.ts';
export { type Acknowledgement, type Outcome, runAdmission, runCommand } from './write.ts';
