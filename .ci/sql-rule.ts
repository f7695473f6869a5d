import ts from 'typescript';

/**
 * The files that hold SQL, and why a model cannot say it there, or not fast. Everything else of what is stored is
 * created, changed and read through the models of Prisma Client. A name that ends in `/` is a folder.
 */
const WITH_SQL: Readonly<Record<string, string>> = {
  // The write protocol: what is one statement so that others wait no longer than they must.
  'packages/db/src/standing.ts': 'membership, operation and assignment, held in one statement',
  'packages/db/src/change.ts':
    'the append of changes to their streams in one statement; what they tell, read',
  'packages/db/src/change-set.ts': 'changes of sets, taken apart',
  'packages/db/src/chain.ts': 'the link of an operation, in the statement that settles it',
  'packages/db/src/write.ts': 'the result of an operation that changed nothing, with its link',
  'packages/db/src/savepoint.ts': 'savepoints',
  'packages/db/src/hold.ts': 'row locks',
  'packages/db/src/set-rows.ts': 'a table of the transaction alone, for rows by the thousand',
  'packages/db/src/set-write.ts': 'rows by the thousand in one statement',
  'packages/db/src/attachment-store.ts': 'bytes of files beside a document, one after the other',
  'packages/db/src/document-store.ts': 'blocks, sentences and lines by the thousand, and the hash over them',
  // What everything else is built of.
  'packages/db/src/sql.ts': 'pieces of SQL',
  'packages/db/src/row-columns.ts': 'the columns of a noun',
  'packages/db/src/row-store.ts': 'rows of a noun by the thousand',
  'packages/db/src/scope.ts': 'what a scope is made of, in one statement: it is asked with each request',
  'packages/db/src/scope-seen.ts': 'a scope as a condition, for models and in SQL',
  'packages/db/src/asked-access.ts': 'the same in a statement that asks for more',
  'packages/db/src/sight.ts': 'what members could see of all letters, reckoned set-wise',
  'packages/db/src/feed-read.ts': 'the reading of the feed, in one statement',
  'packages/db/src/letter.ts': 'which reading of a letter is worked on, for models and in SQL',
  'packages/db/src/layer-at.ts': 'what stood in a layer at a change',
  // Files on their way: bytes by the piece, which no model sends as they are.
  'packages/db/src/intake/files.ts': 'bytes of files by the piece, and the room for them',
  'packages/db/src/intake/mending.ts':
    'what was mended of many letters goes from their items to them in one statement',
  'packages/db/src/intake/readings.ts': 'what was read of many files, each its own, in one statement',
  'packages/api/src/intake/queries.ts':
    'how many documents of an intake were removed since, which no relation joins',
  // Jobs: by the clock of the database, since those of servers differ.
  'packages/db/src/job/row.ts': 'the columns of a job, which the feed reads too',
  'packages/db/src/job/store.ts': 'jobs, by the clock of the database',
  'packages/db/src/job/lease.ts': 'leases, by the clock of the database',
  'packages/db/src/mail.ts': 'mails that wait, by the clock of the database',
  'packages/db/src/check/': 'the check reads the whole database, and what PostgreSQL says of its structure',
  'apps/server/src/http/ready.ts': 'whether the database can be written',
  // What a command needs of its place in one statement.
  'packages/api/src/place/held.ts': 'what a command holds of its place, in one statement',
  // Set-wise: as many statements for thousands as for one.
  'packages/api/src/assignment/write-reservations.ts':
    'what is kept, told in its operation in the same statement',
  'packages/api/src/adjudication/decided-twice.ts': 'all decisions of a layer against one another',
  'packages/api/src/adjudication/sources.ts': 'what a decision is about, held, with what was decided of it',
  'packages/api/src/assignment/held-cells.ts': 'the cells of a matrix with what they name, in one statement',
  'packages/api/src/document/own-fields.ts': 'the names of free fields, within JSON',
  'packages/api/src/tag/held-codebook.ts': 'the codebook with what a change of it asks, in one statement',
  'packages/db/src/codebook-version.ts': 'the codebook as its next version, which stays in the database',
  'packages/api/src/tag/recode.ts': 'annotations by the ten thousand',
  'packages/api/src/tag/in-turns.ts': 'who waits for whom, of the catalogue of locks',
  'packages/api/src/tag/stands-in.ts': 'quotes in the texts of all letters, which are not sent for it',
  'packages/api/src/tag/versions.ts':
    'one number out of each change of the project, which each tell all of it',
  'packages/api/src/tag/undo-sets.ts': 'sets of annotations, taken back',
  'packages/api/src/undo/links.ts': 'changes of sets, taken apart',
  'packages/api/src/operation/queries.ts': 'the undo stack: the latest operations by what they did',
  'packages/api/src/undo/target.ts':
    'an operation with those that it undoes: recursive; by an index that no model can name',
  'packages/api/src/round/reveal-order.ts': 'what came before what, by the order of changes',
  // The study: readings of more than a thousand rows, or that are counted.
  'packages/api/src/rendition/coded.ts': 'what tables hold of annotations by the thousand, beside their rows',
  'packages/api/src/rendition/undo.ts': 'who has worked in a letter since, in the order of changes',
  'packages/api/src/study/annotation-stream.ts': 'annotations of all letters as a stream',
  'packages/api/src/study/annotations.ts': 'annotations of layers, and of first passes',
  'packages/api/src/study/origins.ts': 'operations with what they made, of annotations by the thousand',
  'packages/api/src/study/repeatable.ts': 'what members finished and hold nowhere else',
  'packages/api/src/study/codings.ts':
    'codings of thousands of letters as queries ask for them, with their verdicts',
  'packages/api/src/study/searched.ts': 'texts with their places, each in one piece, for thousands at a time',
  'packages/api/src/study/said.ts': 'verdicts, replies and decisions of layers',
  'packages/api/src/study/said-to.ts': 'what was said to a member, within a statement that asks for more',
  'packages/api/src/study/assignments.ts': 'progress, counted',
  'packages/api/src/study/awaiting.ts': 'what waits for a reviewer, counted',
  'packages/api/src/study/changes.ts': 'pages of the history, with what sets did',
  'packages/api/src/study/change-stream.ts': 'the history as a stream',
  'packages/api/src/study/compared.ts': 'annotations of all letters, packed by layer',
  'packages/api/src/study/counts.ts': 'layers, counted',
  'packages/api/src/study/document-sizes.ts': 'blocks and sentences, counted',
  'packages/api/src/study/doubles.ts':
    'what stands beside an annotation, within a statement that asks for more',
  'packages/api/src/study/kept.ts': 'how far streams are, summed',
  'packages/api/src/study/kept-files.ts': 'bytes of files by the piece',
  'packages/api/src/study/layers-in-sql.ts':
    'layers of all letters, with names; lists of letters of any length',
  'packages/api/src/study/passage-filter.ts': 'which passages, as a piece of a query over them',
  'packages/api/src/study/passages.ts': 'passages of all letters, counted, and a page of them in any order',
  'packages/api/src/study/renditions.ts': 'the readings of a letter, with what stands there counted',
  'packages/api/src/study/quotes.ts': 'words of many texts, which are not sent for it',
  'packages/api/src/study/tags.ts': 'the use of tags, counted',
  'packages/api/src/review/notices.ts': 'notices, put together and counted',
  'packages/api/src/review/told-by-mail.ts':
    'notices that were not mailed, put together, and noted by the hundred',
  'packages/api/src/session/mentions.ts': 'all that was written in all projects, as a stream',
};

/** Where rows are locked, and why not by `hold.ts`. */
const WITH_LOCKS: Readonly<Record<string, string>> = {
  'packages/db/src/hold.ts': 'row locks',
  'packages/api/src/place/held.ts': 'what a command holds of its place, in one statement',
  'packages/db/src/standing.ts': 'what every command holds, in the statement that inserts its operation',
  'packages/api/src/adjudication/sources.ts':
    'what a decision is about, in the statement that asks what was decided',
  'packages/api/src/assignment/held-cells.ts':
    'the cells of a matrix, in the statement that looks at what they name',
  'packages/db/src/intake/files.ts':
    'imports of which a server that died was receiving, in the statement that finds them',
  'packages/db/src/job/lease.ts': 'one job that nobody else has: SKIP LOCKED',
  'packages/db/src/mail.ts': 'one mail that nobody else sends: SKIP LOCKED',
  'packages/api/src/tag/recode.ts': 'annotations by the ten thousand, held by the statement that writes them',
  'packages/api/src/tag/undo-sets.ts': 'the same, taken back',
  'packages/db/src/keeping/purge.ts': 'a project that goes, on a connection without models',
  'packages/db/src/keeping/restore.ts': 'the tables of an empty database, on a connection without models',
  'packages/db/src/migration-history.ts': 'the lock of a session under which migrations run',
};
const LOCKS =
  /\bFOR\s+(NO\s+KEY\s+)?UPDATE\b|\bFOR\s+(KEY\s+)?SHARE\b|\bpg_(try_)?advisory_|\bLOCK\s+TABLE\b/i;
const RAW = /^\$(queryRaw|executeRaw)/;

export interface SqlFault {
  readonly place: string;
  readonly fault: 'SQL' | 'a lock';
}

const isIn = (list: Readonly<Record<string, string>>, file: string) =>
  Object.keys(list).some((name) => (name.endsWith('/') ? file.startsWith(name) : file === name));

interface Found {
  readonly sql: readonly ts.Node[];
  readonly locks: readonly ts.Node[];
}

function lookInto(source: ts.SourceFile): Found {
  const sql: ts.Node[] = [];
  const locks: ts.Node[] = [];
  const tags = tagsIn(source);
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && isSqlTag(node.tag, tags)) sql.push(node);
    if (ts.isCallExpression(node) && RAW.test(lastName(node.expression))) sql.push(node);
    if (isText(node) && LOCKS.test(node.text)) locks.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { sql, locks };
}

type Text = ts.StringLiteralLike | ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail;

function isText(node: ts.Node): node is Text {
  return (
    ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddle(node) ||
    ts.isTemplateTail(node)
  );
}

/** What `sql` is called here: itself, whatever it was imported as, and what was made of it. */
function tagsIn(source: ts.SourceFile): ReadonlySet<string> {
  const tags = new Set(['sql']);
  const visit = (node: ts.Node): void => {
    if (ts.isImportSpecifier(node) && node.propertyName?.text === 'sql') tags.add(node.name.text);
    if (
      ts.isVariableDeclaration(node) &&
      ts.isIdentifier(node.name) &&
      node.initializer &&
      isSqlTag(node.initializer, tags)
    )
      tags.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return tags;
}

function isSqlTag(tag: ts.Node, tags: ReadonlySet<string>): boolean {
  if (ts.isIdentifier(tag)) return tags.has(tag.text);
  return ts.isPropertyAccessExpression(tag) && (tag.name.text === 'sql' || RAW.test(tag.name.text));
}

function lastName(expression: ts.Expression): string {
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  return ts.isIdentifier(expression) ? expression.text : '';
}

const parse = (file: string, text: string) => ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);

/** Of files by their paths: SQL and locks where they may not stand. */
export function findSqlFaults(sources: ReadonlyMap<string, string>): SqlFault[] {
  const faults: SqlFault[] = [];
  for (const [file, text] of sources) {
    const source = parse(file, text);
    const { sql, locks } = lookInto(source);
    const at = (node: ts.Node) => `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    if (!isIn(WITH_SQL, file))
      faults.push(...sql.map((node) => ({ place: at(node), fault: 'SQL' as const })));
    if (!isIn(WITH_LOCKS, file))
      faults.push(...locks.map((node) => ({ place: at(node), fault: 'a lock' as const })));
  }
  return faults;
}

/** Files that may hold SQL or locks and do not: what is no longer needed is not allowed for ever. */
export function findIdleSql(sources: ReadonlyMap<string, string>): string[] {
  const found = [...sources].map(([file, text]) => ({ file, ...lookInto(parse(file, text)) }));
  const idle = (list: Readonly<Record<string, string>>, kind: keyof Found) =>
    Object.keys(list).filter(
      (name) => !found.some(({ file, [kind]: nodes }) => nodes.length > 0 && isIn({ [name]: '' }, file)),
    );
  return [...idle(WITH_SQL, 'sql'), ...idle(WITH_LOCKS, 'locks')];
}
