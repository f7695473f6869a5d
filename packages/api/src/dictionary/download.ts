import { Buffer } from 'node:buffer';
import { type DictionaryFileQuery, dictionaryFile, searchQuestion } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { type Database, loadAccess, outsideTransaction, toWire, wireFields } from '@koersvast/db';
import { hitWriter } from '@koersvast/formats/hits';
import type { Doing } from '../agreement/summed.ts';
import { setsOfProject } from '../export/chosen-documents.ts';
import { type Download, namesOf } from '../export/download.ts';
import { fileNameOf } from '../export/file-name.ts';
import { recordExport } from '../export/record.ts';
import { noteGiven } from '../given.ts';
import type { WrittenDictionary } from '../search/aside/write-dictionary.ts';
import { chooseForAll } from '../search/choose.ts';
import { jsonIn, namesOfChoice } from '../search/download.ts';
import { inOrder } from '../search/in-order.ts';
import { inPortions } from '../search/scan.ts';
import { openStudy } from '../study/study.ts';
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
  if (chosen.asked.ofCodings)
    await noteGiven(
      { db, now: () => new Date() },
      access,
      chosen.documents.map(({ id }) => id),
    );
  const { project } = await namesOf(tx, { projectId, documentId: null });
  const sets = documents.kind === 'set' ? await setsOfProject(tx, access, [documents.setId]) : [];
  const stored = await tx.project.findUniqueOrThrow({ where: { id: projectId }, select: wireFields.project });
  const facts = new Map((await openStudy(tx, access).documents()).map((each) => [each.id, each]));
  const named = toWire('project', stored).documentFields.map((field) => field.name);
  const fieldNames = [
    ...new Set([...named, ...[...facts.values()].flatMap(({ fields }) => Object.keys(fields))]),
  ];
  const { preset } = asked;
  await recordExport(db, { ...who, documentId: null, file: 'search', layer: 'current', preset });
  const same: WrittenDictionary['same'] = {
    ...{ project, piece: 'hit', aside: 'with', search: name },
    searched: namesOfChoice(documents, sets[0]?.name),
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
