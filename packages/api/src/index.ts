export { openAgreement, selectionFrom } from './agreement/download.ts';
export { reportForOperator } from './agreement/for-operator.ts';
export { type InnerContext, type Jobs, type Log, type Post, type Provider, patienceMs } from './context.ts';
export { addDemoFor } from './demo/add.ts';
export { openDictionary } from './dictionary/download.ts';
export { refusalOf, toTrpcError, wordsOf } from './error-mapping.ts';
export { annotationQuery } from './export/annotation-rows.ts';
export {
  type Download,
  type DownloadRequest,
  type FileRequest,
  openDownload,
  openFile,
  openSelectionNote,
  openTextDownload,
} from './export/download.ts';
export { contentDisposition } from './export/file-name.ts';
export { setInstallationRole } from './installation/accounts.ts';
export { eraseAccount, findErasable } from './installation/erase.ts';
export { resetFactorOf } from './installation/factor.ts';
export { handOver } from './installation/hand-over.ts';
export { openUpload, takeUpload } from './intake/upload.ts';
export type { OpenJobs } from './job/runner.ts';
export { openServerJobs } from './jobs.ts';
export { handOverMail } from './mail/hand-over.ts';
export { testLetter } from './mail/letter.ts';
export { openPost } from './mail/post.ts';
export { createInnerContext, type InnerContextOptions } from './make-context.ts';
export { openPassages, passagesFrom } from './passage/download.ts';
export { findApiTokenOwner } from './person/api-token.ts';
export { wordsForWeakness } from './person/password.ts';
export { type FoundPerson, hasPeople, type ListedPerson, listUsers, resetPassword } from './person/people.ts';
export { lacksEmergencyOwner } from './provider/emergency.ts';
export { openProvider, type ProviderSettings } from './provider/openid.ts';
export { returnFromProvider } from './provider/return.ts';
export { type AppRouter, appRouter, createCaller } from './root.ts';
export { openSearch } from './search/download.ts';
export { createAuth, sessionCookieName } from './session/auth.ts';
export { createFirstOwner, createFirstOwnerLink } from './session/first-owner.ts';
export { findMentions, type Mention } from './session/mentions.ts';
export { stopMail } from './session/stop-mail.ts';
export type { Auth, CurrentSession, RequestView } from './signing-in.ts';
export type { Done, Work } from './work/work.ts';
