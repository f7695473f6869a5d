import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createOffsetMap, segmentPlainText } from '@koersvast/core/text';
import {
  codingFields,
  conditionsOf,
  type FieldNames,
  find as findIn,
  fold,
  parseQuery,
  type Query,
  QueryTooHard,
  type Spans,
  type Surroundings,
} from '@koersvast/search';
import { type CommandLine, exitCodes } from './command.ts';
import { wordsOfQueryError } from './query-words.ts';

interface Case {
  readonly id: string | number;
  readonly text: string;
  readonly query: string;
}

/** In UTF-16 units. */
const TEXT_LIMIT = 10_000_000;
/** A line at a time would be a call of the system each. */
const AT_ONCE = 64 * 1024;
const HITS_AT_ONCE = 10_000;

/** They are known, so that whoever asks for them is told that there are none. */
const FIELDS: FieldNames = { codings: codingFields, documents: [] };

class BadFile extends Error {}

/** Answers each case of a file in a line. */
export async function runCases(file: string, line: CommandLine): Promise<number> {
  let cases: readonly Case[];
  try {
    cases = readCases(await readText(line.folder, file), file);
  } catch (error) {
    if (!(error instanceof BadFile)) throw error;
    line.complain(error.message);
    return exitCodes.found;
  }
  let lines: string[] = [];
  let length = 0;
  for (const each of cases) {
    const answer = answerTo(each);
    lines.push(answer);
    length += answer.length + 1;
    if (length < AT_ONCE) continue;
    line.say(lines.join('\n'));
    lines = [];
    length = 0;
    // Whoever reads along is given the turn, and so is whoever stops it.
    await setImmediate();
    if (line.signal?.aborted) return exitCodes.stopped;
  }
  if (lines.length > 0) line.say(lines.join('\n'));
  return exitCodes.done;
}

async function readText(folder: string, file: string): Promise<string> {
  try {
    return await readFile(path.resolve(folder, file), 'utf8');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? error.code : '';
    if (why === 'ENOENT') throw new BadFile(`There is no file ${file}.`);
    throw new BadFile(`${file} cannot be read${why === 'EISDIR' ? ': it is a folder' : ''}.`);
  }
}

function readCases(json: string, file: string): readonly Case[] {
  let given: unknown;
  try {
    given = JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch {
    throw new BadFile(`${file} is not JSON.`);
  }
  const cases = isObject(given) ? given.cases : undefined;
  if (!Array.isArray(cases)) throw new BadFile(`${file} has no list "cases".`);
  return cases.map((each: unknown, at) => {
    if (isCase(each)) return each;
    throw new BadFile(
      `Case ${at + 1} of ${file} is not {"id","text","query"}: an id, and text and query as strings.`,
    );
  });
}

function isObject(given: unknown): given is Record<string, unknown> {
  return typeof given === 'object' && given !== null;
}

function isCase(given: unknown): given is Case {
  if (!isObject(given) || typeof given.text !== 'string' || typeof given.query !== 'string') return false;
  return typeof given.id === 'string' || typeof given.id === 'number';
}

function answerTo({ id, text, query }: Case): string {
  const refused = (error: string) => JSON.stringify({ id, error });
  if (text.length > TEXT_LIMIT) return refused(`The text is longer than ${TEXT_LIMIT} characters.`);
  const parsed = parseQuery(query, { fields: FIELDS });
  if (!parsed.ok) return refused(wordsOfQueryError(parsed.error, query));
  const [condition] = conditionsOf(parsed.query);
  if (condition !== undefined) {
    const asked = query.slice(condition.start, condition.end);
    return refused(`A text alone has no codings to ask for: ${asked}`);
  }
  try {
    return `{"id":${JSON.stringify(id)},"hits":${inCodePoints(hitsIn(text, parsed.query), text)}}`;
  } catch (error) {
    if (error instanceof QueryTooHard) return refused(wordsOfQueryError(error.in(query), query));
    throw error;
  }
}

function hitsIn(text: string, query: Query): Spans {
  return findIn(query, fold(text), surroundingsOf(text)).hits;
}

/** Sentences and paragraphs as those of a plain text that is taken in. */
function surroundingsOf(text: string): Surroundings {
  // Line ends of every kind, and none of them of another length.
  const segmented = once(() => segmentPlainText(text.replaceAll('\r\n', ' \n').replaceAll('\r', '\n'), 'nl'));
  return {
    sentences: () => spansOf(segmented().sentences),
    paragraphs: () => spansOf(segmented().blocks),
  };
}

function once<Made>(make: () => Made): () => Made {
  let made: { readonly it: Made } | null = null;
  return () => {
    made ??= { it: make() };
    return made.it;
  };
}

function spansOf(places: readonly { readonly start: number; readonly end: number }[]): Spans {
  return Int32Array.from(places.flatMap(({ start, end }) => [start, end]));
}

/** A list of [start, end], written without an object for each: a text may have millions. */
function inCodePoints(spans: Spans, text: string): string {
  const map = createOffsetMap(text);
  const some: string[] = [];
  let json = '';
  for (let at = 0; at < spans.length; at += 2) {
    some.push(`[${map.toCodePoint(spans[at] ?? 0)},${map.toCodePoint(spans[at + 1] ?? 0)}]`);
    if (some.length < HITS_AT_ONCE && at + 2 < spans.length) continue;
    json += json === '' ? some.join(',') : `,${some.join(',')}`;
    some.length = 0;
  }
  return `[${json}]`;
}
