import pg from 'pg';
import { createTestDatabaseUrl, dropTestDatabase } from './database.ts';

/**
 * Whether statements can be asked of a database in which projects lie apart: each reads and writes rows of one project,
 * which it names. PostgreSQL says so itself: in the plan of a statement for whatever values it may be given, every table
 * that has a project is reached under a condition that makes its project equal to a value, or to the project of another.
 */

export interface ShardingFault {
  readonly text: string;
  /** The table whose project is not named, or what PostgreSQL said. */
  readonly fault: string;
}

/** Where in a statement a value is compared with a project, or stored as one: the numbers of its parameters. */
export function projectParameters(text: string): number[] {
  const found = [
    ...text.matchAll(/\b(?:project_id|project"?\."?id)"?\s*(?:=\s*\(?|IN\s*\()(\$\d+(?:\s*,\s*\$\d+)*)/g),
  ].flatMap(([, given = '']) => [...given.matchAll(/\d+/g)].map(Number));
  const insert = text.match(/^\s*INSERT INTO\s+\S+\s*\(([^)]*)\)\s*VALUES\s*(\(.*)/is);
  const nth = insert?.[1]
    ?.split(',')
    .findIndex((column) => column.trim().replaceAll('"', '') === 'project_id');
  if (insert?.[2] && nth !== undefined && nth >= 0) {
    for (const [row] of insert[2].matchAll(/\((?:[^()]|\([^()]*\))*\)/g)) {
      const value = row
        .slice(1, -1)
        .split(',')
        [nth]?.match(/\$(\d+)/)?.[1];
      if (value) found.push(Number(value));
    }
  }
  return [...new Set(found)];
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly Operation?: string;
  readonly 'Relation Name'?: string;
  readonly Alias?: string;
  readonly 'CTE Name'?: string;
  readonly 'Subplan Name'?: string;
  readonly Output?: readonly string[];
  readonly Plans?: readonly PlanNode[];
  readonly [other: string]: unknown;
}

const CONDITIONS = [
  'Index Cond',
  'Filter',
  'Recheck Cond',
  'Hash Cond',
  'Merge Cond',
  'Join Filter',
  'TID Cond',
];
/** What a statement says that is no reading or writing of tables. */
const NO_TABLES =
  /^\s*(SAVEPOINT|RELEASE|ROLLBACK|SET|FETCH|CLOSE|BEGIN|COMMIT|CREATE TEMPORARY TABLE|ALTER TABLE "pg_temp"|DEALLOCATE)/i;

/** The same of a database that is made for it. */
export async function findShardingFaultsOf(texts: Iterable<string>): Promise<ShardingFault[]> {
  const url = await createTestDatabaseUrl();
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return await findShardingFaults(client, texts);
  } finally {
    await client.end();
    await dropTestDatabase(url);
  }
}

/** Looks at statements one after the other, in a transaction that is taken back. */
export async function findShardingFaults(
  client: pg.ClientBase,
  texts: Iterable<string>,
): Promise<ShardingFault[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(`
    SELECT class.relname AS name, array_agg(attname::text ORDER BY attnum) AS columns
    FROM pg_class AS class JOIN pg_attribute ON attrelid = class.oid AND attnum > 0
    WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace
    GROUP BY class.oid, class.relname HAVING bool_or(attname = 'project_id') OR class.relname = 'project'`);
  const keys = new Map(rows.map(({ name }) => [name, name === 'project' ? 'id' : 'project_id'] as const));
  const places = new Map(
    rows.map(({ name, columns }) => [name, columns.indexOf(keys.get(name) ?? '')] as const),
  );
  const faults: ShardingFault[] = [];
  await client.query('BEGIN');
  // So that what belongs to one transaction alone has a name here as well; and plans as large tables have them.
  await client.query(
    'CREATE TEMPORARY TABLE set_rows (id uuid PRIMARY KEY, rows jsonb NOT NULL) ON COMMIT DROP',
  );
  await client.query('SET LOCAL enable_seqscan = off; SET LOCAL jit = off');
  for (const text of texts) {
    if (NO_TABLES.test(text)) continue;
    await client.query('SAVEPOINT one');
    try {
      const { rows: plans } = await client.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(
        `EXPLAIN (GENERIC_PLAN, VERBOSE, COSTS off, FORMAT json) ${text}`,
      );
      for (const { Plan } of plans[0]?.['QUERY PLAN'] ?? [])
        faults.push(...unnamedIn(Plan, keys, places).map((fault) => ({ text, fault })));
      await client.query('RELEASE one');
    } catch (error) {
      await client.query('ROLLBACK TO one');
      faults.push({ text, fault: error instanceof Error ? error.message : String(error) });
    }
  }
  await client.query('ROLLBACK');
  return faults;
}

/** The tables of a plan whose project nobody names. */
function unnamedIn(
  plan: PlanNode,
  keys: ReadonlyMap<string, string>,
  places: ReadonlyMap<string, number>,
): string[] {
  /** Which projects are the same, as a forest: of aliases, CTEs and sub-plans, and of whatever value. */
  const parents = new Map<string, string>();
  const rootOf = (name: string): string => {
    const parent = parents.get(name);
    return parent === undefined || parent === name ? name : rootOf(parent);
  };
  const join = (one: string, other: string) => parents.set(rootOf(one), rootOf(other));
  const reached: { readonly table: string; readonly alias: string }[] = [];
  const stored: string[] = [];

  const visit = (node: PlanNode, within: readonly string[]) => {
    const table = node['Relation Name'];
    const key = table === undefined ? undefined : keys.get(table);
    const alias = node.Alias ?? '';
    const inside = node['Subplan Name'] ? [...within, node['Subplan Name'].replace(/^CTE /, '')] : within;
    const isWriting = node['Node Type'] === 'ModifyTable';
    if (key !== undefined && table !== undefined) {
      if (!isWriting) reached.push({ table, alias });
      else if (node.Operation === 'Insert') {
        const value = node.Plans?.[0]?.Output?.[places.get(table) ?? -1] ?? 'NULL';
        if (/^(NULL|gen_random_uuid)/.test(value)) stored.push(table);
      }
      // What reads a sub-plan by its project reads the projects of its tables.
      for (const name of inside) join(alias, name);
    }
    if (node['CTE Name']) join(alias, node['CTE Name']);
    // Of what lies below a bitmap, one may hold and the other not; the scan above it says what must.
    for (const condition of node['Node Type'] === 'Bitmap Index Scan' ? [] : CONDITIONS) {
      const said = node[condition];
      if (typeof said !== 'string') continue;
      for (const part of conjunctsOf(said))
        for (const [one, other] of sameIn(part, alias, key)) join(one, other);
    }
    for (const child of node.Plans ?? []) visit(child, inside);
  };
  visit(plan, []);
  // Of what is compared with all rows at once PostgreSQL says so, wherever the comparison stands.
  const words = JSON.stringify(plan);
  for (const [, alias = '', name = ''] of words.matchAll(
    /([a-z_0-9]+)\.project_id = \(hashed (SubPlan \d+)\)/g,
  ))
    join(alias, name);
  const unnamed = reached.filter(({ alias }) => rootOf(alias) !== rootOf('$'));
  return [...new Set([...unnamed.map(({ table, alias }) => `${table} (${alias})`), ...stored])];
}

/** What must all be true of a condition; of what may be otherwise nothing. */
function conjunctsOf(condition: string): string[] {
  const parts: string[] = [''];
  let depth = 0;
  let isOr = false;
  const text = isWrapped(condition) ? condition.slice(1, -1) : condition;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0 && text.startsWith(' OR ', at)) isOr = true;
    if (depth === 0 && text.startsWith(' AND ', at)) {
      parts.push('');
      at += ' AND '.length - 1;
    } else parts.push(parts.pop() + (text[at] ?? ''));
  }
  if (isOr || /^NOT\b/.test(text)) return [];
  if (parts.length > 1) return parts.flatMap(conjunctsOf);
  return isWrapped(text) ? conjunctsOf(text) : /\bOR\b|\bNOT\b/.test(text) ? [] : parts;
}

/** Whether the first bracket is closed by the last character. */
function isWrapped(text: string): boolean {
  if (!text.startsWith('(')) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')' && --depth === 0) return at === text.length - 1;
  }
  return false;
}

/** What a condition makes the same: pairs of aliases, or of an alias and `$`, any value. */
function sameIn(condition: string, alias: string, key: string | undefined): [string, string][] {
  const column = '(?:"?([a-z_0-9]+)"?\\.)?"?(project_id|id)"?';
  const value =
    "(\\$\\d+|ANY \\(ARRAY\\[\\$\\d+(?:, \\$\\d+)*\\]\\)|'[0-9a-f-]{36}'::uuid|\\((?:InitPlan|SubPlan) \\d+\\)\\.col\\d+)";
  const pairs: [string, string][] = [];
  const isKey = (name: string, of: string) => name === 'project_id' || (of === alias && key === 'id');
  for (const [, of = alias, name = '', given = ''] of condition.matchAll(
    new RegExp(`${column} = \\(?${value}`, 'g'),
  ))
    if (isKey(name, of)) pairs.push([of, planOf(given)]);
  for (const [, given = '', of = alias, name = ''] of condition.matchAll(
    new RegExp(`${value} = \\(?${column}`, 'g'),
  ))
    if (isKey(name, of)) pairs.push([of, planOf(given)]);
  for (const [, of = alias, name = '', otherOf = alias, other = ''] of condition.matchAll(
    new RegExp(`${column} = \\(?${column}`, 'g'),
  ))
    if ((isKey(name, of) || other === 'project_id') && (isKey(other, otherOf) || name === 'project_id'))
      pairs.push([of, otherOf]);
  return pairs;
}

const planOf = (given: string) => given.match(/(?:InitPlan|SubPlan) \d+/)?.[0] ?? '$';
