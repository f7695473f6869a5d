import { readFile, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { wordsOf } from '@koersvast/api';
import { DomainError } from '@koersvast/core/error';
import { limits, overLimit } from '@koersvast/core/limit';
import { openWorkers, type Workers } from '../workers/pool.ts';
import { type CommandLine, exitCodes, type Given, type Subcommand } from './command.ts';

/** The command that reads files, for whoever wants to see what is read in theirs. */
export const readingCommands: Record<string, Subcommand> = {
  read: {
    usage: 'read FILE…',
    about: 'print what is read in files, as a line of JSON for each',
    more: `A line for each file, in their order: file, format, reader, title, language, text, blocks (kind, level, start, end, and data
where the file says more, such as who speaks), notes (mark, start, end, at), metadata (value, start, end) and notices of
what was guessed, left out or changed; or file and error, in words, where there is no text to read. Offsets count code
points; null where something does not stand in the text. For an official publication (a.xml) its details are taken from a/metadata.xml or a.metadata.xml.
Nothing is stored, and neither server nor database is needed.`,
    arguments: 'some',
    runAlone: read,
  },
};

/** So many files are in hand at once beside those that are being read. */
const AHEAD = 4;

async function read({ args }: Given, line: CommandLine): Promise<number> {
  // Nobody else is to be answered meanwhile.
  const workers = openWorkers({ limits: { threads: Math.min(AHEAD, availableParallelism()) } });
  try {
    const lines: Promise<object>[] = [];
    for (const [at, file] of args.entries()) {
      lines.push(readOne(workers, String(at), line.folder, file));
      if (at >= AHEAD) line.say(JSON.stringify(await lines[at - AHEAD]));
      if (line.signal?.aborted) return exitCodes.stopped;
    }
    for (const each of lines.slice(-AHEAD)) line.say(JSON.stringify(await each));
    return exitCodes.done;
  } finally {
    await workers.close();
  }
}

async function readOne(workers: Workers, turn: string, folder: string, file: string): Promise<object> {
  try {
    const name = path.resolve(folder, file);
    const bytes = await bytesOf(name, limits.original);
    const details = await detailsBeside(name);
    return { file, ...(await workers.run(turn, 'document.readAlone', path.basename(name), bytes, details)) };
  } catch (error) {
    return { file, error: wordsOfFault(error) };
  }
}

/** Throws a `DomainError` for more bytes than `most`, before they are read. */
async function bytesOf(name: string, most: number): Promise<Uint8Array> {
  const found = await stat(name);
  // A pipe or a device need not end, nor ever begin.
  if (!found.isFile() && !found.isDirectory()) throw new NoFile();
  const { size } = found;
  if (size > most) throw overLimit('original');
  return new Uint8Array(await readFile(name));
}

class NoFile extends Error {
  readonly code = 'NO_FILE';
}

/** The file with the details of a publication, where there is one beside it. */
async function detailsBeside(name: string): Promise<Uint8Array | null> {
  const { dir, name: stem, ext } = path.parse(name);
  if (ext.toLowerCase() !== '.xml') return null;
  for (const beside of [path.join(dir, stem, 'metadata.xml'), path.join(dir, `${stem}.metadata.xml`)]) {
    try {
      return await bytesOf(beside, limits.file);
    } catch {
      // There is none of this name, or it is none.
    }
  }
  return null;
}

const faults: Readonly<Record<string, string>> = {
  ENOENT: 'There is no file of this name.',
  ENOTDIR: 'There is no file of this name.',
  ENAMETOOLONG: 'There is no file of this name.',
  EISDIR: 'This is a folder: name the files in it.',
  NO_FILE: 'This is a pipe or a device, and no file.',
  ELOOP: 'This is a link that leads to itself.',
  EACCES: 'You may not open this file.',
};

function wordsOfFault(error: unknown): string {
  if (error instanceof DomainError) return wordsOf(error.refusal);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return faults[code] ?? 'This file cannot be opened.';
}
