import { Buffer } from 'node:buffer';
import { type SearchFileQuery, type SearchQuestion, searchFile, searchQuestion } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { type Database, loadAccess, outsideTransaction } from '@koersvast/db';
import { hitWriter } from '@koersvast/formats/hits';
import type { Doing } from '../agreement/summed.ts';
import type { Download } from '../export/download.ts';
import { fileNameOf } from '../export/file-name.ts';
import { earlier, type TagTurn, type WrittenPortion } from './aside/write-hits.ts';
import { type Chosen, chooseDocuments } from './choose.ts';
import { openHitFile } from './hit-file.ts';
import { inOrder } from './in-order.ts';
import { readSearch } from './queries.ts';
import { type InOrder, inPortions, soughtBy } from './scan.ts';

export interface SearchFileRequest {
  readonly projectId: string;
  readonly personId: string;
  readonly query: SearchFileQuery;
}

/** So many characters are written in one go: some megabytes, however often something stands there. */
const PORTION = 100_000;

/**
 * All that is found as CSV, in the order of the text or of documents, or tag by tag, written down as taken; nothing is held of it but one portion. Throws `not_found` for a set or
 * a kept search, and `search_query_not_valid` for what is no query.
 */
export async function openSearch(
  { db, work, signal }: { readonly db: Database } & Pick<Doing, 'work' | 'signal'>,
  { projectId, personId, query: asked }: SearchFileRequest,
): Promise<Download> {
  const who = { projectId, personId };
  const tx = outsideTransaction(db);
  const access = await loadAccess(tx, who);
  if (!access) throw new DomainError('not_found');
  const kept = asked.search === undefined ? null : await readSearch(tx, access, asked.search);
  const { query, piece, documents } = questionOf(asked, kept);
  const { preset, aside } = asked;
  const choice = { query, documents, searchId: kept?.id ?? null };
  const found = await chooseDocuments({ db, access: who }, choice);
  if ('error' in found) throw new DomainError('search_query_not_valid', { ...found.error });
  const chosen: Chosen = found;
  const { project, searched, facts, fieldNames } = await openHitFile(
    db,
    { personId, preset },
    chosen,
    documents,
  );
  const same = {
    ...{ project, piece, query, aside, search: kept?.name ?? null },
    searched,
  };
  const doing: Doing = { work, personId, signal, told: () => undefined };
  return {
    fileName: fileNameOf(project, searchFile),
    mediaType: 'text/csv; charset=utf-8; header=present',
    chunks: chunks(),
  };

  async function* chunks(): AsyncGenerator<Buffer> {
    yield Buffer.from(hitWriter(preset, fieldNames).header());
    const by = asked.order === undefined ? [] : [{ by: asked.order, descending: asked.down === '1' }];
    const { documents: gone, sort } = inOrder(chosen.documents, by);
    const [part] = sort;
    if (part === undefined) yield* written(gone, null, () => undefined);
    else {
      // Nothing is held of what comes later: it is gone through once more for each tag.
      const first: TagTurn = {
        ...{ ranks: chosen.asked.tagRanks, rank: null, descending: part.descending },
      };
      for (let turn: TagTurn | null = first; turn !== null; ) {
        const now: TagTurn = turn;
        let next: number | null = null;
        yield* written(gone, now, (rank) => {
          next = earlier(next, rank, now);
        });
        turn = next === null ? null : { ...now, rank: next };
      }
    }
  }

  /** The hits of all documents, or those of the tag whose turn it is; told which tags have theirs later. */
  async function* written(
    gone: readonly InOrder[],
    turn: TagTurn | null,
    later: (rank: number | null) => void,
  ): AsyncGenerator<Buffer> {
    const portions = inPortions(db, chosen, gone, {
      doing,
      most: PORTION,
      ask: (portion) => {
        const of = portion.documents.map(({ id }): WrittenPortion['facts'][number] => {
          const document = facts.get(id);
          // It was there a moment ago, and texts are never deleted.
          if (!document) throw new DomainError('not_found');
          return { document, fields: document.fields };
        });
        const sought = soughtBy({ query, piece, aside }, chosen);
        return work.run(personId, 'search.write', {
          ...portion,
          ...{ sought, facts: of, same, fieldNames, preset, turn },
        });
      },
    });
    for await (const { found } of portions) {
      later(found.next);
      if (found.bytes.length > 0) yield Buffer.from(found.bytes);
    }
  }
}

/** What is asked, by name or by what is kept. Throws `input_not_valid`. */
function questionOf(
  asked: SearchFileQuery,
  kept: Awaited<ReturnType<typeof readSearch>> | null,
): SearchQuestion {
  const setId = asked.set ?? kept?.setId ?? undefined;
  const conditions =
    asked.conditions === undefined ? (kept?.conditions ?? undefined) : jsonIn(asked.conditions);
  const documents =
    setId !== undefined
      ? { kind: 'set', setId, ...(conditions !== undefined && { conditions }) }
      : conditions === undefined
        ? { kind: 'all' }
        : { kind: 'filter', conditions };
  const parsed = searchQuestion.safeParse({
    ...{ query: asked.query ?? kept?.query, documents },
    piece: asked.piece ?? kept?.piece ?? 'hit',
  });
  if (!parsed.success) throw new DomainError('input_not_valid');
  return parsed.data;
}

export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainError('input_not_valid');
  }
}
