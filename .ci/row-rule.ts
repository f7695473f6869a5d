import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** What gives rows of a statement: whoever calls it names a shape, by which each row is looked at. */
const GIVES_ROWS = new Set(['row', 'rows', 'query', 'readOn', 'shaped']);
/** Where a connection is held without Prisma, and what for: whatever else is asked is asked of a transaction. */
const WITH_PG: Readonly<Record<string, string>> = {
  'packages/db/src/connect.ts': 'opens the pool',
  'packages/db/src/in-time.ts': 'waits for connections of that pool',
  'packages/db/src/prisma.ts': 'begins and ends the transactions of that pool',
  'packages/db/src/transaction.ts': 'runs statements in them',
  'packages/db/src/snapshot-reader.ts':
    'the cursor of a download, which takes no connection from those who code',
  'packages/db/src/replica.ts': 'the pool of the replica, and how far that is before a transaction begins',
  'packages/db/src/shaped.ts': 'the type of a connection',
  'packages/db/src/feed.ts': 'LISTEN',
  'packages/db/src/notices.ts': 'NOTIFY after the commit',
  'packages/db/src/migrate.ts': 'migrations',
  'packages/db/src/migration-history.ts':
    'migrations, and the advisory lock of the session under which they run',
  'packages/db/src/server-check.ts': 'whether the server is one that migrations can run on',
  'packages/db/src/embedded/embedded.ts': 'advisory locks of the session, and the database itself',
  'packages/db/src/chain-heads.ts': 'COPY: the heads that a backup carries, in its transaction',
  'packages/db/src/keeping/backup.ts': 'COPY',
  'packages/db/src/keeping/restore.ts': 'COPY',
  'packages/db/src/keeping/catalogue.ts': 'COPY: the tables, of the catalogue',
  'packages/db/src/keeping/before-migration.ts': 'migrations',
  'packages/db/src/keeping/purge.ts': 'rows of whatever tables the catalogue names, which has no models',
};
const NOT_SHIPPED = /\.test\.ts$|\/(testing|bench|generated|dist|node_modules)\//;
const FOLDERS = ['packages/db/src', 'packages/api/src', 'apps/server/src'];

export interface RowFault {
  readonly place: string;
  readonly fault: 'a type that was written' | 'pg';
}

/** Of files by their paths: results of statements with a type that somebody wrote, and connections beside Prisma. */
export function findRowFaults(sources: ReadonlyMap<string, string>): RowFault[] {
  const faults: RowFault[] = [];
  for (const [file, text] of sources) {
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      const place = `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
      if (isWritten(node)) faults.push({ place, fault: 'a type that was written' });
      if (isPg(node) && !(file in WITH_PG)) faults.push({ place, fault: 'pg' });
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return faults;
}

/** Files that may use `pg` and do not: what is no longer needed is not allowed for ever. */
export function findIdleExceptions(sources: ReadonlyMap<string, string>): string[] {
  return Object.keys(WITH_PG).filter((file) => !/from 'pg(-copy-streams)?'/.test(sources.get(file) ?? ''));
}

export function readSources(root: string): Map<string, string> {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
      path.join(folder, file).replaceAll(path.sep, '/'),
    ),
  );
  const shipped = files.filter((file) => file.endsWith('.ts') && !NOT_SHIPPED.test(`/${file}`));
  return new Map(shipped.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]));
}

function isWritten(node: ts.Node): boolean {
  if (ts.isCallExpression(node)) {
    const name = nameOf(node);
    // `z.custom<T>()` believes what it is told as well, unless it is given something to look with.
    const believes = name === 'custom' && node.arguments.length === 0;
    return node.typeArguments !== undefined && (GIVES_ROWS.has(name) || believes);
  }
  if (ts.isAsExpression(node) && !ts.isConstTypeReference(node.type)) return isRows(node.expression);
  if (ts.isVariableDeclaration(node) && node.type && node.initializer) {
    const given = without(node.initializer);
    return ts.isCallExpression(given) && isRows(given) && given.arguments.length === 1;
  }
  return false;
}

/** Whether this is what a statement gave, however it was waited for. */
function isRows(node: ts.Expression): boolean {
  const given = without(node);
  if (ts.isCallExpression(given))
    return GIVES_ROWS.has(nameOf(given)) && ts.isPropertyAccessExpression(given.expression);
  // Of pg's result the rows, or one of them.
  if (ts.isPropertyAccessExpression(given)) return given.name.text === 'rows' && isRows(given.expression);
  return ts.isElementAccessExpression(given) && isRows(given.expression);
}

function without(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) || ts.isAwaitExpression(node) ? without(node.expression) : node;
}

function nameOf({ expression }: ts.CallExpression): string {
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  return ts.isIdentifier(expression) ? expression.text : '';
}

function isPg(node: ts.Node): boolean {
  const from = ts.isImportDeclaration(node) ? node.moduleSpecifier : undefined;
  return from !== undefined && ts.isStringLiteral(from) && /^pg(-.*)?$/.test(from.text);
}
