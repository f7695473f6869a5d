import { Buffer } from 'node:buffer';
import { type DictionaryFileQuery, dictionaryFile, searchQuestion } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { type Database, loadAccess, outsideTransaction } from '@koersvast/db';
import { hitWriter } from '@koersvast/formats/hits';
import type { Doing } from '../agreement/summed.ts';
import type { Download } from '../export/download.ts';
import { fileNameOf } from '../export/file-name.ts';
import type { WrittenDictionary } from '../search/aside/write-dictionary.ts';
import { chooseForAll } from '../search/choose.ts';
import { jsonIn } from '../search/download.ts';
import { openHitFile } from '../search/hit-file.ts';
import { inOrder } from '../search/in-order.ts';
import { inPortions } from '../search/scan.ts';
import { readDictionary } from './queries.ts';
import { portionFor } from './report.ts';

export interface DictionaryFileRequest {
  readonly projectId: string;
  readonly personId: string;
  readonly query: DictionaryFileQuery;
}

/**
 * All hits of a dictionary as CSV, one for each pattern that finds it, written down as taken. Patterns that cannot be
 * read find nothing: the report says which these are. Throws `not_found` for a dictionary or a set, and
 * `input_not_valid` where none is named.
 */
export async function openDictionary(
  { db, work, signal }: { readonly db: Database } & Pick<Doing, 'work' | 'signal'>,
  { projectId, personId, query: asked }: DictionaryFileRequest,
): Promise<Download> {
  const who = { projectId, personId };
  const tx = outsideTransaction(db);
  const access = await loadAccess(tx, who);
  if (!access) throw new DomainError('not_found');
  if (asked.dictionary === undefined) throw new DomainError('input_not_valid');
  const { name, entries } = await readDictionary(tx, access, asked.dictionary);
  const documents = choiceIn(asked);
  const { errors, ...chosen } = await chooseForAll({ db, access: who }, async () => ({
    queries: entries.map(({ pattern }) => pattern),
    documents,
    searchId: null,
  }));
  const { preset } = asked;
  const { project, searched, facts, fieldNames } = await openHitFile(
    db,
    { personId, preset },
    chosen,
    documents,
  );
  const same: WrittenDictionary['same'] = {
    ...{ project, piece: 'hit', aside: 'with', search: name },
    searched,
  };
  const patterns = entries.flatMap(({ concept, pattern: query }, at) =>
    errors[at] ? [] : [{ query, concept: 0, name: concept }],
  );
  const doing: Doing = { work, personId, signal, told: () => undefined };
  return {
    fileName: fileNameOf(project, dictionaryFile),
    mediaType: 'text/csv; charset=utf-8; header=present',
    chunks: chunks(),
  };

  async function* chunks(): AsyncGenerator<Buffer> {
    yield Buffer.from(hitWriter(preset, fieldNames, 'dictionary').header());
    const { names, conditions } = chosen.asked;
    const portions = inPortions(db, chosen, inOrder(chosen.documents, []).documents, {
      doing,
      most: Math.min(100_000, portionFor(patterns.length)),
      ask: (portion) => {
        const of = portion.documents.map(({ id }): WrittenDictionary['facts'][number] => {
          const document = facts.get(id);
          // It was there a moment ago, and texts are never deleted.
          if (!document) throw new DomainError('not_found');
          return { document, fields: document.fields };
        });
        return work.run(personId, 'search.writeDictionary', {
          ...portion,
          ...{ sought: { names, conditions }, patterns, facts: of, same, fieldNames, preset },
        });
      },
    });
    for await (const { found: written } of portions)
      if (written.bytes.length > 0) yield Buffer.from(written.bytes);
  }
}

function choiceIn({ set, conditions: given }: DictionaryFileQuery) {
  const conditions = given === undefined ? {} : { conditions: jsonIn(given) };
  const choice =
    set !== undefined
      ? { kind: 'set', setId: set, ...conditions }
      : given === undefined
        ? { kind: 'all' }
        : { kind: 'filter', ...conditions };
  const parsed = searchQuestion.shape.documents.safeParse(choice);
  if (!parsed.success) throw new DomainError('input_not_valid');
  return parsed.data;
}
