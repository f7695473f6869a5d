import type { DifferenceGain } from '@koersvast/agreement';
import type {
  AgreementConfusion,
  AgreementDifference,
  AgreementDocuments,
  AgreementPairs,
  AgreementSelection,
  AgreementTag,
  AgreementUnits,
  agreementConfusionInput,
  agreementDocumentsInput,
  agreementTagInput,
  agreementUnitsInput,
} from '@koersvast/contracts';
import { finalCoder } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { readBeside } from '@koersvast/db';
import type { z } from 'zod';
import { openStudy } from '../study/study.ts';
import { placeOfName } from './engine-input.ts';
import {
  type Asker,
  choiceOf,
  once,
  type ReadStudy,
  readSelection,
  sumSelection,
  sumsOf,
  worksOf,
} from './read-selection.ts';
import { figureOf } from './reckon.ts';
import { checkWaiting, type Doing } from './summed.ts';
import { askedTags, isPutAway } from './tags.ts';

export type Ready<Answer> = Omit<Extract<Answer, { state: 'ready' }>, 'state'>;
type Missing = Extract<AgreementTag, { state: 'missing' }>;

/** What of a selection is reckoned for whoever may see all of it; else what is missing. */
export async function ofSelection<Answer extends object>(
  asker: Asker,
  selection: AgreementSelection,
  reckon: (study: ReadStudy) => Promise<Answer>,
): Promise<Missing | ({ readonly state: 'ready' } & Answer)> {
  const study = await readSelection(asker, selection);
  if ('missing' in study) return { state: 'missing', missing: [...study.missing] };
  return { state: 'ready', ...(await reckon(study)) };
}

/** The label of a tag that was asked about. Throws `not_found`. */
export function labelOf({ tags }: Pick<ReadStudy, 'tags'>, tagId: string): string {
  const label = tags.labels[tagId];
  if (label === undefined) throw new DomainError('not_found');
  return label;
}

/** Of so many tags units are reckoned in one go. */
const TAGS_AT_ONCE = 4;

function portionsOf<Each>(all: readonly Each[], most: number): Each[][] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, at) =>
    all.slice(at * most, (at + 1) * most),
  );
}

/** Done one after the other, so that no task takes too long, it can be told how far it is, and others have their turn. */
async function inPortions<Portion, Answer>(
  portions: readonly Portion[],
  doing: Doing,
  reckon: (portion: Portion) => Promise<readonly Answer[]>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const [at, portion] of portions.entries()) {
    checkWaiting(doing);
    doing.told(at, portions.length);
    answers.push(...(await reckon(portion)));
  }
  return answers;
}

const names =
  ({ tags }: ReadStudy) =>
  (label: string) =>
    tags.tagOf(label);

/** Where the disagreement about a tag comes from. Throws `not_found` for a tag that is not there. */
export async function tagOf(
  asker: Asker,
  study: ReadStudy,
  input: z.infer<typeof agreementTagInput>,
  doing: Doing,
): Promise<Ready<AgreementTag>> {
  const { from, most } = input;
  const label = labelOf(study, input.tagId);
  const tagId = study.tags.tagOf(label);
  const tagFor = names(study);
  const question = {
    places: worksOf(study),
    choice: choiceOf(study),
    label,
    withChildren: study.selection.withChildren && study.tags.hasChildren(tagId),
    from,
    most,
  };
  const { decomposition, alpha, total, gains } = await once(study, ['tag', label, from, most], () =>
    doing.work.run(doing.personId, 'agreement.tag', question),
  );
  const { found, where, which, help } = decomposition;
  const differences = await differencesFrom(asker, study, gains);
  return {
    tagId,
    alpha,
    found: { ...found, f1: figureOf(found.f1), foundF1: figureOf(found.foundF1) },
    where: {
      ...where,
      startCounts: [...where.startCounts],
      endCounts: [...where.endCounts],
      tolerance: where.tolerance.map(figureOf),
      coders: [...where.coders],
    },
    which: { cu: figureOf(which), coverage: figureOf(which.coverage) },
    help: {
      kind: help.kind,
      other: help.kind === 'coder' ? help.coder : help.kind === 'which' ? help.tag && tagFor(help.tag) : null,
    },
    gains: {
      all: help.gains.all,
      ...help.gains.kinds,
      tags: Object.entries(help.gains.tags).map(([other, gain]) => ({ tagId: tagFor(other), gain })),
      coders: Object.entries(help.gains.coders).map(([coder, gain]) => ({ coder, gain })),
    },
    total,
    differences,
  };
}

async function differencesFrom(
  { db }: Asker,
  study: ReadStudy,
  gains: readonly DifferenceGain[],
): Promise<AgreementDifference[]> {
  const asked = gains.map(({ difference }) => ({ difference, ...placeOfName(difference.document) }));
  const spans = asked.flatMap(({ difference, documentId }) => [
    { documentId, startCp: difference.start, endCp: difference.end },
    ...difference.marked.flatMap(({ spans: marked }) =>
      marked.map(({ start, end }) => ({ documentId, startCp: start, endCp: end })),
    ),
  ]);
  const { quoted, titles } = await readBeside(db, async (tx) => {
    const reading = openStudy(tx, study.access);
    const titled = (await reading.titles()).map(({ id, title }) => [id, title] as const);
    return { quoted: await reading.quotes(spans), titles: new Map(titled) };
  });
  const at = new Map(quoted.map((each) => [`${each.documentId} ${each.startCp} ${each.endCp}`, each]));
  const tagFor = names(study);
  return asked.flatMap(({ difference, documentId, roundId }, index) => {
    const find = ({ start, end }: { readonly start: number; readonly end: number }) =>
      at.get(`${documentId} ${start} ${end}`);
    const whole = find(difference);
    if (!whole) return [];
    const { kind, otherTag, coder, marked, unmarked } = difference;
    return [
      {
        ...whole,
        title: titles.get(documentId) ?? '',
        roundId,
        kind,
        otherTagId: otherTag === null ? null : tagFor(otherTag),
        alone: coder,
        gain: gains[index]?.gain ?? null,
        marked: marked.map((each) => ({
          coder: each.coder,
          spans: each.spans.flatMap((span) => {
            const { start = 0, end = 0, startCp = 0, endCp = 0 } = find(span) ?? {};
            return [{ start, end, startCp, endCp }];
          }),
        })),
        unmarked: [...unmarked],
      },
    ];
  });
}

/** Every two coders. */
export async function pairsOf(study: ReadStudy, doing: Doing): Promise<Ready<AgreementPairs>> {
  const choice = choiceOf(study);
  const labels = askedTags(study).map(({ id }) => study.tags.labelOf(id));
  const pairs = await once(study, ['pairs'], async () => {
    const summed = await sumSelection(
      study,
      'pairs',
      (places) => doing.work.run(doing.personId, 'agreement.tallyPairs', { places, choice }),
      doing,
    );
    const all = summed
      .flat()
      .flatMap(({ place, sums }) => sums.map((pair) => ({ documentId: place.documentId, pairs: [pair] })));
    const byPair = Map.groupBy(all, ({ pairs: [pair] }) => `${pair?.first} ${pair?.second}`);
    return inPortions([...byPair.values()], doing, (places) =>
      doing.work.run(doing.personId, 'agreement.pairs', { places, labels }),
    );
  });
  const named = new Set(pairs.flatMap(({ first, second }) => [first, second]));
  const order = [...study.members.map(({ id }) => id), finalCoder].filter((coder) => named.has(coder));
  const at = (coder: string) => order.indexOf(coder);
  return {
    coders: order,
    pairs: pairs.toSorted((a, b) => at(a.first) - at(b.first) || at(a.second) - at(b.second)),
  };
}

/** Which tags stand against which. */
export async function confusionOf(
  study: ReadStudy,
  { unit, pair }: z.infer<typeof agreementConfusionInput>,
  doing: Doing,
): Promise<Ready<AgreementConfusion>> {
  const choice = choiceOf(study);
  const tagFor = names(study);
  const table = await once(study, ['confusion', unit, pair], async () => {
    const summed = await sumSelection(
      study,
      `confusion ${unit}`,
      (places) => doing.work.run(doing.personId, 'agreement.tallyConfusion', { places, choice, unit }),
      doing,
    );
    const given = summed.flat().map(({ sums }) => sums);
    return doing.work.run(doing.personId, 'agreement.confusion', { given, pair });
  });
  const cells = table.cells.map(({ row, column, count }) => ({
    row: row === null ? null : tagFor(row),
    column: column === null ? null : tagFor(column),
    count,
  }));
  const used = new Set(cells.flatMap(({ row, column }) => [row, column]));
  return {
    tagIds: study.tags.tags.flatMap(({ id }) => (used.has(id) ? [id] : [])),
    cells,
    neither: unit === 'character' ? table.neither : null,
  };
}

/** Whether a sentence, or a paragraph, carries each tag. */
export async function unitsOf(
  { db }: Asker,
  study: ReadStudy,
  { unit, rule }: z.infer<typeof agreementUnitsInput>,
  doing: Doing,
): Promise<Ready<AgreementUnits>> {
  const asked = askedTags(study);
  const labels = asked.map(({ id }) => study.tags.labelOf(id));
  const putAway = new Set(asked.filter(isPutAway).map(({ id }) => study.tags.labelOf(id)));
  const found = await once(study, ['units', unit, rule, labels], async () => {
    const places = worksOf(study);
    const documentIds = [...new Set(places.map(({ documentId }) => documentId))];
    const units = await readBeside(db, (tx) => openStudy(tx, study.access).units(unit, documentIds));
    const question = { places, choice: choiceOf(study), units: Object.fromEntries(units), rule };
    const portions = labels.length === 0 ? [[]] : portionsOf(labels, TAGS_AT_ONCE);
    return inPortions(portions, doing, async (some) => [
      await doing.work.run(doing.personId, 'agreement.units', { ...question, labels: some }),
    ]);
  });
  return {
    units: found[0]?.units ?? 0,
    tags: found
      .flatMap(({ tags }) => tags)
      .filter(({ label, share }) => share > 0 || !putAway.has(label))
      .map(({ label, ...rest }) => ({ tagId: study.tags.tagOf(label), ...rest })),
  };
}

/** Each document by itself, the least agreement first. */
export async function documentsOf(
  { db }: Asker,
  study: ReadStudy,
  { from, most }: z.infer<typeof agreementDocumentsInput>,
  doing: Doing,
): Promise<Ready<AgreementDocuments>> {
  const labels = askedTags(study).map(({ id }) => study.tags.labelOf(id));
  const summed = await sumsOf(study, doing);
  const figures = await once(study, ['documents', labels], () =>
    doing.work.run(doing.personId, 'agreement.documents', {
      documents: summed.map((places) => places.map(({ sums }) => sums)),
      labels,
    }),
  );
  const titled = await readBeside(db, (tx) => openStudy(tx, study.access).titles());
  const titles = new Map(titled.map(({ id, title }) => [id, title]));
  const { coderIds } = study.selection;
  const rows = summed.flatMap((places, at): Ready<AgreementDocuments>['documents'] => {
    const [first] = places;
    const found = figures[at];
    if (!first || !found || found.isLone) return [];
    const { isLone: _, ...rest } = found;
    const { documentId, length } = first.place;
    const coders = places.flatMap(({ place }) => place.coders.map(({ memberId }) => memberId));
    return [
      {
        documentId,
        title: titles.get(documentId) ?? '',
        roundIds: places.map(({ place }) => place.roundId),
        coders: [...new Set(coders)].filter((id) => coderIds === null || coderIds.includes(id)),
        characters: length,
        ...rest,
      },
    ];
  });
  const worth = (row: (typeof rows)[number]) => row.pooled.value ?? Number.POSITIVE_INFINITY;
  const ordered = rows.sort((a, b) => (worth(a) < worth(b) ? -1 : worth(a) > worth(b) ? 1 : 0));
  return { total: ordered.length, documents: ordered.slice(from, from + most) };
}
