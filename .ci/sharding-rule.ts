import type { NotedStatements } from '../packages/db/src/testing/note-statements.ts';

/**
 * Statements that name no project, or several, and why: they are about accounts and the installation. Where projects lie
 * in several databases, these are what is to be asked of each.
 */
export const ACROSS_PROJECTS: readonly (readonly [statement: RegExp, why: string])[] = [
  [/^DELETE FROM intake WHERE touched_at </, 'what was left lying is cleared by the clock, wherever it is'],
  [
    /^WITH lost AS MATERIALIZED \( SELECT project_id, intake_id, id FROM intake_file WHERE sha256 IS NULL/,
    'the same',
  ],
  [/^SELECT .* FROM member WHERE \(?member\.user_id = \$1/, 'in which projects somebody is'],
  [/^SELECT .* FROM member LEFT JOIN project AS \w+ ON .* WHERE \(member\.user_id = \$1/, 'the same'],
  [
    /^SELECT .* FROM project WHERE \(project\.deleted_at IS NULL AND EXISTS\(SELECT .*\bt0\.user_id = \$1/,
    'the same',
  ],
  [/^SELECT .* FROM project WHERE project\.id IN \(/, 'those projects, and then what stands in each'],
  [/^SELECT .* FROM user LEFT JOIN \(SELECT member\.user_id/, 'in how many projects each account is'],
  [/^SELECT job\.place, .* AS mine ON mine\.project_id = job\.place/, 'the jobs that somebody sees'],
  [
    /^(?:UPDATE invitation SET note = |SELECT .* FROM invitation WHERE ).* AND invitation\.used_by_id = /,
    'an account is erased, wherever its person was invited',
  ],
  [
    /^SELECT project\.name, document\.title, .* FROM \( SELECT project_id, document_id, quote, memo AS text/,
    'where the name of an erased account may stand, told to whoever erases it',
  ],
  [
    /^SELECT user\.id, .* FROM user LEFT JOIN digest AS /,
    'which accounts are to be mailed what is new for them',
  ],
  [
    /^DELETE FROM notice_mailed WHERE \(notice_mailed\.project_id = \$1 AND /,
    'a mail of what is new tells an account of all its projects: it is noted as it goes, and taken back where it does not',
  ],
];

/** Transactions that go from project to project, by the file that does, and why. */
const FROM_PROJECT_TO_PROJECT: readonly (readonly [file: string, why: string])[] = [
  ['packages/api/src/mail/news.ts', 'what is new for an account is read in each of its projects'],
];

/** Whose statements are about all that there is: the check of a whole database. */
const ABOUT_ALL = 'packages/db/src/check/';
/** Through these all statements go. */
const IN_BETWEEN =
  /^packages\/db\/src\/(noted-statement|transaction|in-time|patience|prisma|testing\/.*)\.ts$/;

export const plain = (text: string): string =>
  text.replaceAll('"public".', '').replaceAll('"', '').replace(/\s+/g, ' ').trim();

/** What is no statement of a command or a query: the check's, and what tests ask themselves. */
export const isLeftAlone = ({ from }: Pick<NotedStatements, 'from'>): boolean =>
  from.some((file) => file.startsWith(ABOUT_ALL)) || isTest(from.find((file) => !IN_BETWEEN.test(file)));

const isTest = (file = '') => file.endsWith('.test.ts');

export const goesOn = ({ from }: Pick<NotedStatements, 'from'>): boolean =>
  FROM_PROJECT_TO_PROJECT.some(([file]) => from.includes(file));

export const reasonFor = (text: string) => ACROSS_PROJECTS.find(([statement]) => statement.test(plain(text)));
