import type { AppRouter } from '@koersvast/api';
import type { Change } from '@koersvast/contracts';
import { nouns, ownNouns, saidNouns } from '@koersvast/core/noun';
import type { QueryKey } from '@tanstack/react-query';

/**
 * What a query is made of: the nouns of changes; `own`, what the person who looks did themselves; and what no
 * change tells of.
 */
export type Made =
  | Change['noun']
  | 'own'
  | 'invitation'
  | 'noticeMark'
  | 'person'
  | 'token'
  | 'session'
  | 'factor'
  | 'job'
  | 'backup'
  | 'mail';

type Tree = AppRouter['_def']['record'];
type Kind<Procedure> = Procedure extends { _def: { type: infer Type } } ? Type : never;
type Output<Procedure> = Procedure extends { _def: { $types: { output: infer Out } } } ? Out : never;
type Paths<Wanted, Without = never> = {
  [Noun in keyof Tree & string]: {
    [Name in keyof Tree[Noun] & string]: Kind<Tree[Noun][Name]> extends Wanted
      ? Output<Tree[Noun][Name]> extends Without
        ? never
        : `${Noun}.${Name}`
      : never;
  }[keyof Tree[Noun] & string];
}[keyof Tree & string];

type QueryPath = Paths<'query'>;
type CommandPath = Paths<'mutation'>;
/** Commands whose answer does not tell what they changed. */
type UntoldPath = Paths<'mutation', { readonly changes: readonly Change[] }>;

/** In which letters, rounds and by whom it is shown. */
const frame = ['document', 'round', 'member'] as const;
/** What coders agree on, of which documents. */
const figures = [...ownNouns, ...frame, 'tag', 'set', 'unblinding'] as const;
/**
 * Of what each query is made: when one of these changes, it is read again, or put right, wherever it is shown. A new
 * query has no place to be forgotten. `round.openCoding` asks by a command, since it names many letters.
 */
export const madeOf: Readonly<Record<QueryPath | 'round.openCoding', readonly Made[]>> = {
  'adjudication.learning': [...ownNouns, ...saidNouns, ...frame, 'tag'],
  'adjudication.overview': [...ownNouns, ...saidNouns, ...frame],
  'adjudication.startPreview': [...ownNouns, ...saidNouns, ...frame, 'tag'],
  'agreement.confusion': figures,
  'agreement.documents': figures,
  'agreement.drift': figures,
  'agreement.methods': [...figures, 'project'],
  'agreement.overview': figures,
  'agreement.pairs': figures,
  'agreement.passages': figures,
  'agreement.plan': figures,
  'agreement.repeats': figures,
  // Of the moment.
  'agreement.progress': [],
  'agreement.tag': figures,
  'agreement.units': figures,
  'annotation.list': [...ownNouns, ...saidNouns],
  // It never changes; whether it can be seen does, with all that stands there.
  'annotation.origin': [],
  'assignment.board': [...ownNouns, ...frame, 'invitation', 'unblinding'],
  'assignment.work': [...ownNouns, ...frame, 'tag'],
  'count.portrait': [...figures, 'project'],
  'count.table': [...figures, 'project'],
  'count.together': [...figures, 'project'],
  'dictionary.list': ['dictionary'],
  'dictionary.report': [...ownNouns, ...frame, 'project', 'tag', 'set', 'dictionary'],
  'document.attachments': [],
  'document.get': ['document'],
  'document.list': ['document', 'assignment', 'annotation', 'layer', 'round'],
  'document.pages': [],
  'document.text': [],
  'export.preview': nouns,
  'finding.list': ['finding'],
  'history.documentAt': [],
  'history.list': nouns,
  'installation.backups': ['backup'],
  'installation.people': ['person', 'project'],
  'installation.accountEvents': ['person', 'factor'],
  'installation.settings': ['factor'],
  'installation.mail': ['mail'],
  // Of one person and of the moment: no change tells of it, and its work is a job.
  'intake.get': ['job'],
  'intake.list': ['job'],
  'intake.text': [],
  'job.get': ['job'],
  'job.list': ['job'],
  'live.catchUp': [],
  'member.invitation': [],
  'member.invitations': ['invitation', 'member', 'round', 'document'],
  'operation.history': ['annotation', 'tag', 'document'],
  'operation.undoStack': ['own'],
  'passage.list': [...ownNouns, ...saidNouns, ...frame, 'tag', 'set'],
  'project.get': ['project', 'member', 'round', 'tag', 'unblinding', 'person'],
  'project.list': ['project', 'member', 'document'],
  'rendition.list': ['document', 'layer', 'annotation'],
  // As the files of an import: of one person and of the moment; what was coded meanwhile is asked when it is confirmed.
  'rendition.preview': ['job', 'document', 'annotation'],
  'rendition.lost': ['document', 'annotation', 'layer', 'member'],
  'review.awaiting': [...ownNouns, ...saidNouns, ...frame],
  'review.notices': ['review', 'reply', 'annotation', 'document', 'noticeMark'],
  'round.openCoding': [...ownNouns, ...frame],
  'round.revealPreview': [...ownNouns, ...frame],
  'search.candidates': [...ownNouns, ...frame, 'tag', 'set', 'search'],
  'search.collocates': [...ownNouns, ...frame, 'project', 'tag', 'set', 'search'],
  'search.counts': [...ownNouns, ...frame, 'project', 'tag', 'set', 'search'],
  'search.find': [...ownNouns, ...frame, 'tag', 'set', 'search'],
  'search.forms': [...frame, 'set', 'assignment'],
  'search.list': ['search'],
  // Of the moment.
  'search.progress': [],
  'set.list': ['set'],
  'session.apiTokens': ['token'],
  'factor.state': ['factor'],
  'session.sessions': ['session'],
  'session.current': ['person'],
  'session.firstOwnerLink': [],
  'session.resetLink': [],
  'tag.impact': [...ownNouns, ...saidNouns, ...frame, 'tag'],
  'tag.list': ['tag'],
  'tag.passages': ['annotation', 'layer', 'tag', 'document', 'round'],
  'tag.usage': ['annotation', 'layer', 'tag', 'document', 'round'],
  'tag.version': [],
  'tag.versions': ['tag', 'project'],
};

/** What more a command changes than its answer tells; `sight` is what somebody may see, so all of the project. */
export const beside: Readonly<
  Record<UntoldPath, readonly (Made | 'sight')[]> & Partial<Record<CommandPath, readonly (Made | 'sight')[]>>
> = {
  'assignment.assign': ['invitation'],
  'dictionary.read': [],
  'dictionary.stop': [],
  'document.matchSheet': [],
  'document.preview': [],
  'demo.add': ['job', 'project'],
  'installation.backUp': ['job', 'backup'],
  'installation.setRole': ['person'],
  'installation.correctName': ['person'],
  'installation.setRetired': ['person'],
  'installation.endSessions': ['person'],
  'installation.resetFactor': ['person'],
  'installation.demandFactor': ['factor'],
  'installation.settleMail': ['mail', 'invitation'],
  'intake.add': ['job'],
  'intake.choose': [],
  'intake.leave': [],
  'intake.open': [],
  'intake.read': ['job'],
  'job.cancel': ['job'],
  'live.here': [],
  'live.leave': [],
  'member.invite': ['invitation'],
  'member.join': ['project', 'member'],
  'member.mailInvitation': ['invitation'],
  'member.revokeInvitation': ['invitation'],
  'project.create': ['project'],
  'project.recountSeen': ['project'],
  'rendition.begin': ['job'],
  'rendition.confirm': ['annotation', 'reading', 'review', 'reply', 'layer', 'own'],
  'review.markNotices': ['noticeMark'],
  'review.noticesSeen': ['noticeMark'],
  'review.unmarkNotices': ['noticeMark'],
  'round.lift': ['sight'],
  'round.openCoding': [],
  'round.plan': [],
  'round.planRepeats': [],
  'round.reveal': ['sight'],
  'provider.confirm': [],
  'provider.join': [],
  'provider.link': [],
  'provider.signIn': [],
  'provider.unlink': ['person'],
  'session.changeEmail': ['person'],
  'session.changePassword': ['token', 'session'],
  'session.createApiToken': ['token'],
  'factor.begin': [],
  'factor.confirm': ['factor', 'person'],
  'factor.renewCodes': ['factor'],
  'factor.end': ['factor', 'person'],
  'factor.beginAtSignIn': [],
  'factor.confirmAtSignIn': [],
  'session.endSession': ['session'],
  'session.endOtherSessions': ['session'],
  'session.createFirstOwner': [],
  'session.revokeApiToken': ['token'],
  'session.setName': ['person'],
  'session.setPreferences': [],
  'session.signIn': [],
  'session.stopMail': ['person'],
  'session.askReset': [],
  'session.resetPassword': [],
  'session.signOut': [],
  'tag.importCodebook': ['tag', 'project', 'own'],
  'tag.merge': ['tag', 'project', 'annotation', 'own'],
  'tag.split': ['tag', 'project', 'annotation', 'own'],
};

/** What a part of the page says of a query when it shows nothing of these nouns: for them it asks nothing anew. */
interface Unshown extends Record<string, unknown> {
  readonly unshown: readonly Made[];
}

export function without(...unshown: readonly Made[]): { readonly meta: Unshown } {
  return { meta: { unshown } };
}

export function isUnshown(meta: Record<string, unknown> | undefined): meta is Unshown {
  return meta !== undefined && Array.isArray(meta.unshown);
}

/** The procedure that a key of a query or a command names, as `noun.verb`; null for any other key. */
export function pathOf(key: QueryKey | undefined): string | null {
  const path = key?.[0];
  return Array.isArray(path) ? path.join('.') : null;
}

export function isQueryPath(path: string | null): path is keyof typeof madeOf {
  return path !== null && Object.hasOwn(madeOf, path);
}

/** With what a query was asked. */
export function inputOf(key: QueryKey): Readonly<Record<string, unknown>> {
  const about = key[1];
  if (typeof about !== 'object' || about === null || !('input' in about)) return {};
  return (about.input ?? {}) as Readonly<Record<string, unknown>>;
}

/** The ids by which a change names where it happened; what it does not name it may be about. */
function idsOf({ noun, before, after }: Change): ReadonlyMap<string, ReadonlySet<unknown>> {
  const ids = new Map<string, Set<unknown>>();
  for (const row of [before, after]) {
    if (row === null) continue;
    const named: Record<string, unknown> = { ...row, [`${noun}Id`]: row.id, entityId: row.id };
    for (const name of ['documentId', 'roundId', 'tagId', 'entityId'])
      if (typeof named[name] === 'string') ids.set(name, (ids.get(name) ?? new Set()).add(named[name]));
  }
  return ids;
}

/** Whether a change can be about what a query with this input asked for: about two tags, for one. */
export function concerns(change: Change, input: Readonly<Record<string, unknown>>): boolean {
  const asked = Object.values(input);
  for (const [name, named] of idsOf(change))
    if (typeof input[name] === 'string' && !asked.some((each) => named.has(each))) return false;
  return true;
}
