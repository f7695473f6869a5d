export {
  createInnerContext,
  type InnerContext,
  type InnerContextOptions,
  type Log,
  patienceMs,
} from './context.ts';
export { refusalOf, toTrpcError, wordsOf } from './error-mapping.ts';
export { annotationQuery } from './export/annotation-rows.ts';
export {
  type Download,
  type DownloadRequest,
  openDownload,
  openSelectionNote,
  openTextDownload,
} from './export/download.ts';
export { contentDisposition } from './export/file-name.ts';
export { setInstallationRole } from './installation/owner.ts';
export type { Jobs, OpenJobs } from './job/runner.ts';
export { openServerJobs } from './jobs.ts';
export { refusalWords } from './refusal-words.ts';
export { type AppRouter, appRouter, createCaller } from './root.ts';
export { findApiTokenOwner } from './session/api-token.ts';
export { type Auth, createAuth, type RequestView, sessionCookieName } from './session/auth.ts';
export { eraseAccount, findErasable } from './session/erase.ts';
export { createFirstOwner, createFirstOwnerLink } from './session/first-owner.ts';
export { findMentions, type Mention } from './session/mentions.ts';
export { wordsForWeakness } from './session/password.ts';
export { type FoundPerson, type ListedPerson, listUsers, resetPassword } from './session/people.ts';
export type { Done, Work } from './work/work.ts';
