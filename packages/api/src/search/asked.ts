import { DomainError } from '@koersvast/core/error';
import { foldName } from '@koersvast/core/person';
import { isInRound } from '@koersvast/core/round';
import type { Scope } from '@koersvast/core/scope';
import { searchNames } from '@koersvast/core/search-names';
import { type Access, type Database, type Rows, type Tx, toWire, wireFields } from '@koersvast/db';
import {
  type Condition,
  codingFields,
  conditionsOf,
  parseQuery,
  type Query,
  type QueryError,
} from '@koersvast/search';
import { documentsIn } from '../export/chosen-documents.ts';
import { readTags } from '../place/tags.ts';
import { listSets } from '../set/queries.ts';
import type { ComparedKind } from '../study/compared.ts';
import { keptIn, type StudyPlace } from '../study/kept.ts';
import type { Study } from '../study/study.ts';
import { type AskedCondition, keyOf } from './aside/codings.ts';
import { codingTest } from './coding-tests.ts';
import { documentTest } from './document-tests.ts';

/** What a query asks beside words, with all that it names found out. */
export interface Asked {
  /** By which it is read, wherever it is. */
  readonly names: ReturnType<typeof searchNames>;
  readonly conditions: readonly AskedCondition[];
  /** What it names and nobody has. */
  readonly unknown: readonly { readonly field: string; readonly value: string }[];
  /** Where tags stand in the codebook, with those that were merged into one where that stands; empty where none is asked for. */
  readonly tagRanks: Readonly<Record<string, number>>;
  /** Packed codings of each document, where codings are asked for; else empty. */
  readonly codings: ReadonlyMap<string, readonly string[]>;
  /** Whether codings are asked for, and of how many letters the asker sees only their own. */
  readonly ofCodings: boolean;
  /** Of each document whether each condition holds, in the order of `conditions`. */
  readonly holds: ReadonlyMap<string, readonly boolean[]>;
  isBlindFor(documentId: string): boolean;
}

const isOfCoding = ({ field }: Condition) => codingFields.some((each) => each === field.toLowerCase());

interface Where {
  readonly tx: Tx;
  readonly study: Study;
  readonly db: Database;
}

/** Reads queries, and what they ask beside words, at the moment of `tx`: of each why it cannot be read, and what all others ask. */
export async function readAllAsked(
  { tx, study, db }: Where,
  sources: readonly string[],
): Promise<{ readonly asked: Asked; readonly errors: readonly (QueryError | null)[] }> {
  const { access } = study;
  const { projectId } = access;
  const project = await tx.project.findUniqueOrThrow({
    where: { id: projectId },
    select: wireFields.project,
  });
  const { documentFields } = toWire('project', project);
  const names = searchNames(documentFields);
  const read = sources.map((source) => parseQuery(source, { fields: names }));
  const errors = read.map((each) => (each.ok ? null : each.error));
  const queries = read.flatMap((each) => (each.ok ? [each.query] : []));
  return { errors, asked: await conditionsAsked({ tx, study, db }, queries, { names, documentFields }) };
}

async function conditionsAsked(
  { tx, study, db }: Where,
  queries: readonly Query[],
  { names, documentFields }: { names: Asked['names']; documentFields: Rows['project']['documentFields'] },
): Promise<Asked> {
  const { access } = study;
  const { projectId } = access;
  const found = new Map(queries.flatMap(conditionsOf).map((each) => [keyOf(each), each]));
  const rounds = found.size === 0 ? [] : await study.rounds();
  const named =
    found.size === 0
      ? null
      : { tags: await readTags(tx, projectId), members: await membersOf(tx, projectId), rounds };
  const conditions: AskedCondition[] = [];
  const unknown: { field: string; value: string }[] = [];
  const tests: ((document: Rows['document']) => boolean)[] = [];
  for (const [key, condition] of found) {
    const { field, value } = condition;
    if (named && isOfCoding(condition)) {
      const test = codingTest(condition, named);
      if (test === null) unknown.push({ field, value });
      conditions.push({ key, test: test ?? { kind: 'tag', ids: [] } });
      tests.push(() => false);
      continue;
    }
    conditions.push({ key, test: null });
    if (field.toLowerCase() !== 'set') {
      const test = documentTest(condition, documentFields);
      if (test === null) unknown.push({ field, value });
      tests.push(test ?? (() => false));
      continue;
    }
    const chosen = await setCalled(tx, access, value);
    if (chosen === null) unknown.push({ field, value });
    tests.push(({ id }) => chosen?.has(id) ?? false);
  }
  const aboutDocuments = conditions.some(({ test }) => test === null);
  const ofCodings = conditions.some(({ test }) => test !== null);
  const documents = aboutDocuments ? await study.documents() : [];
  return {
    names,
    conditions,
    unknown,
    ofCodings,
    tagRanks: ranksOf(named?.tags ?? []),
    holds: new Map(documents.map((document) => [document.id, tests.map((test) => test(document))])),
    codings: ofCodings ? await codingsOf(study, db, conditions) : new Map(),
    isBlindFor: (documentId) => ofCodings && seesPart(access.scope, rounds, documentId),
  };
}

function ranksOf(tags: readonly Rows['tag'][]): Record<string, number> {
  const places = new Map(tags.map(({ id }, at) => [id, at]));
  const into = new Map(tags.map(({ id, mergedIntoId }) => [id, mergedIntoId]));
  const rankOf = (id: string): number => {
    let last = id;
    for (let next = into.get(last); next != null; next = into.get(last)) last = next;
    return places.get(last) ?? tags.length;
  };
  return Object.fromEntries(tags.map(({ id }) => [id, rankOf(id)]));
}

/** Whether somebody sees less than all work on a letter; it follows from scope and rounds, and not from what was coded. */
function seesPart(scope: Scope, rounds: readonly Rows['round'][], documentId: string): boolean {
  if (scope.blindDocuments.includes(documentId)) return true;
  const whole = new Set(scope.rounds.flatMap(({ roundId, layers }) => (layers === 'all' ? [roundId] : [])));
  return rounds.some((round) => !whole.has(round.id) && isInRound(round, documentId));
}

async function membersOf(tx: Tx, projectId: string) {
  const rows = await tx.member.findMany({
    where: { projectId },
    select: { id: true, user: { select: { name: true } } },
  });
  return rows.map(({ id, user }) => ({ id, name: user.name }));
}

async function setCalled(tx: Tx, access: Access, name: string): Promise<ReadonlySet<string> | null> {
  const wanted = foldName(name);
  const sets = (await listSets(tx, access.projectId)).filter((set) => foldName(set.name) === wanted);
  return sets.length === 0 ? null : new Set(await documentsIn(tx, access, sets));
}

/** All codings of the kinds of layers that are asked for, by document. */
async function codingsOf(
  study: Study,
  db: Database,
  conditions: readonly AskedCondition[],
): Promise<Map<string, readonly string[]>> {
  const kinds = new Set<ComparedKind>(['current']);
  for (const { test } of conditions)
    if (test?.kind === 'layer') for (const kind of test.kinds) kinds.add(kind as ComparedKind);
  const layers = await study.comparedLayers([...kinds]);
  const codings = new Map<string, string[]>();
  for (const kind of kinds) {
    const places = placesOf(layers.filter((layer) => layer.kind === kind));
    const packed = await study.packedCodings(keptIn(db), { kind, places });
    for (const [key, found] of packed) {
      const documentId = key.split(' ')[1];
      if (documentId === undefined) throw new DomainError('unexpected');
      codings.set(documentId, [...(codings.get(documentId) ?? []), ...found.layers]);
    }
  }
  return codings;
}

function placesOf(layers: readonly StudyPlace[]): StudyPlace[] {
  return [
    ...new Map(
      layers.map(({ roundId, documentId }) => [`${roundId} ${documentId}`, { roundId, documentId }]),
    ).values(),
  ];
}
