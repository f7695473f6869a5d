import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Asking, asking } from '../noted-statement.ts';
import { projectParameters } from './sharding.ts';

/** A line of what is noted: a statement, or all those by which one transaction named several projects. */
export interface NotedStatements {
  readonly texts: readonly string[];
  /** The files of the program by which the last one came, from the nearest on; empty where that cannot be told. */
  readonly from: readonly string[];
  readonly crosses: boolean;
}

/**
 * Set-up of tests whose statements are looked at afterwards (`.ci/check-sharding.ts`): writes each kind of them into a
 * file of the folder that KOERSVAST_STATEMENTS names, once, and each transaction that names two projects. Without the
 * setting nothing is noted.
 */
const folder = process.env.KOERSVAST_STATEMENTS;
/** Set-up is done for each file; those of one process are noted together. */
const own = globalThis as { koersvastStatements?: true };

if (folder && !own.koersvastStatements) {
  own.koersvastStatements = true;
  mkdirSync(folder, { recursive: true });
  noteInto(path.join(folder, `${process.pid}-${process.hrtime.bigint()}.jsonl`));
}

/** What differs by how many there are of something is the same statement. */
function kindOf(text: string): string {
  return text.replace(/\$\d+(?:\s*,\s*\$\d+)+/g, '$,').replace(/\(\$,\)(?:\s*,\s*\(\$,\))+/g, '($,)');
}

function noteInto(file: string): void {
  const known = new Set<string>();
  const parameters = new Map<string, readonly number[]>();
  const begun = new WeakMap<object, Map<string, string>>();
  const note = (texts: readonly string[], crosses = false) => {
    const kind = `${crosses} ${texts.map(kindOf).join(';')}`;
    if (known.has(kind)) return;
    known.add(kind);
    const noted: NotedStatements = { texts, from: askedFrom(), crosses };
    appendFileSync(file, `${JSON.stringify(noted)}\n`);
  };
  const parametersOf = (text: string) => {
    const found = parameters.get(text) ?? projectParameters(text);
    parameters.set(text, found);
    return found;
  };
  asking.subscribe((message) => {
    const { client, text, values = [] } = message as Asking;
    if (text === 'BEGIN') begun.set(client, new Map());
    else if (text === 'END') begun.delete(client);
    else {
      note([text]);
      // Outside a transaction, each statement is one of its own.
      const named = begun.get(client) ?? new Map<string, string>();
      const before = named.size;
      for (const index of parametersOf(text)) {
        const projectId = values[index - 1];
        if (typeof projectId === 'string' && !named.has(projectId)) named.set(projectId, text);
      }
      if (named.size > Math.max(1, before)) note([...new Set(named.values())].slice(-2), true);
    }
  });
}

function askedFrom(): string[] {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 60;
  const { stack = '' } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  const files = [...stack.matchAll(/\/((?:packages|apps)\/[a-z]+\/src\/[^:)]+):\d+/g)].map(
    ([, file = '']) => file,
  );
  return [...new Set(files)].filter((file) => !file.endsWith('/note-statements.ts'));
}
