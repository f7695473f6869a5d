import { Buffer } from 'node:buffer';
import {
  type AgreementMissing,
  type AgreementQuery,
  type AgreementSelection,
  type agreementFiles,
  agreementSelection,
} from '@koersvast/contracts';
import { agreementColumns, agreementRecords, agreementSpanColumns } from '@koersvast/core/agreement';
import { tagPaths } from '@koersvast/core/codebook';
import { DomainError } from '@koersvast/core/error';
import { type Database, outsideTransaction } from '@koersvast/db';
import { type CsvPreset, csvWriter } from '@koersvast/formats';
import { type Download, namesOf } from '../export/download.ts';
import { fileNameOf } from '../export/file-name.ts';
import { recordExport } from '../export/record.ts';
import { noteGiven } from '../given.ts';
import { openStudy } from '../study/study.ts';
import { withAccess } from '../trpc.ts';
import type { PlaceWork } from './engine-input.ts';
import { coderNames, rowsOf, settingsOf } from './facts.ts';
import { reportFrom } from './overview.ts';
import { type Asker, type ReadStudy, readSelection, worksOf } from './read-selection.ts';
import { readRepeats, repeatsOf } from './repeats.ts';
import { type Doing, figuresBy } from './summed.ts';
import { readProcess } from './told.ts';

export interface AgreementRequest {
  readonly projectId: string;
  readonly personId: string;
  readonly file: (typeof agreementFiles)[number];
  readonly preset: CsvPreset;
  readonly selection: AgreementSelection;
}

/** The selection that an address or a command line names. Throws `not_found` for a round, `input_not_valid`. */
export async function selectionFrom(
  db: Database,
  who: Asker['access'],
  query: Pick<AgreementQuery, 'round' | 'layers' | 'all' | 'set' | 'tags' | 'coders' | 'selection'>,
): Promise<AgreementSelection> {
  const { round, layers, all, set, tags, coders } = query;
  if (query.selection !== undefined) return wholeSelection(query.selection);
  const tx = outsideTransaction(db);
  // Whoever is no member is told nothing of the rounds either.
  const rounds = await withAccess(tx, who, (access) => openStudy(tx, access).rounds());
  const found = round === undefined ? null : rounds.find(({ number }) => number === round);
  if (found === undefined) throw new DomainError('not_found');
  return agreementSelection.parse({
    roundId: found?.id ?? null,
    ...(layers !== undefined && { layers }),
    onlyIndependent: all === undefined,
    ...(set !== undefined && { documents: { kind: 'set', setId: set } }),
    tagIds: tags ?? null,
    coderIds: coders ?? null,
  });
}

function wholeSelection(text: string): AgreementSelection {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new DomainError('input_not_valid');
  }
  const parsed = agreementSelection.safeParse(value);
  if (!parsed.success) throw new DomainError('input_not_valid');
  return parsed.data;
}

/** The first condition that is not met, as a refusal. */
export function refusalFor([first]: readonly AgreementMissing[]): DomainError {
  return first?.kind === 'coded_blind'
    ? new DomainError('agreement_coded_blind', { documents: first.documents })
    : new DomainError('agreement_not_revealed', { number: first?.number ?? null });
}

/**
 * Figures of a selection, or the spans that they were reckoned from, as CSV; written down as taken. Throws `not_found`,
 * and for whoever is blind for any of it the condition that is missing.
 */
export async function openAgreement(
  { db, work, signal }: { readonly db: Database } & Pick<Doing, 'work' | 'signal'>,
  request: AgreementRequest,
): Promise<Download> {
  const { projectId, personId, file, preset, selection } = request;
  const asker: Asker = { db, access: { projectId, personId } };
  const doing: Doing = { work: figuresBy(work), personId, signal, told: () => undefined };
  const study = await readSelection(asker, selection);
  if ('missing' in study) throw refusalFor(study.missing);
  const { project } = await namesOf(outsideTransaction(db), { projectId, documentId: null });
  await recordExport(db, { projectId, personId, documentId: null, file, layer: selection.layers, preset });
  // Who is blind for any of what was coded again gets none of it, as in the figures.
  const again = file === 'agreement_spans' ? await readRepeats(asker, selection) : { work: [] };
  const repeats = 'missing' in again ? [] : again.work;
  const given = [...worksOf(study), ...repeats.map(({ place }) => place)].map(({ documentId }) => documentId);
  if (file === 'agreement_spans')
    await noteGiven({ db, now: () => new Date() }, study.access, [...new Set(given)]);
  return {
    fileName: fileNameOf(project, `${file}.csv`),
    mediaType: 'text/csv; charset=utf-8; header=present',
    chunks:
      file === 'agreement' ? figures(asker, study, preset, doing) : spans(study, repeats, preset, doing),
  };
}

async function* figures(
  asker: Asker,
  study: ReadStudy,
  preset: CsvPreset,
  doing: Doing,
): AsyncGenerator<Buffer> {
  const writer = csvWriter(preset);
  const report = await reportFrom(study, doing);
  const repeats = await repeatsOf(asker, { selection: study.selection, tagId: null }, doing);
  const rows = rowsOf(study, report, { told: await readProcess(asker.db, study), repeats });
  const records = agreementRecords(rows, settingsOf(report));
  yield Buffer.from(writer.header(agreementColumns) + records.map((each) => writer.record(each)).join(''));
}

/** So many places are written in one go. */
const PORTION = 20;

type Repeats = Exclude<Awaited<ReturnType<typeof readRepeats>>, { missing: unknown }>['work'];

async function* spans(
  study: ReadStudy,
  again: Repeats,
  preset: CsvPreset,
  doing: Doing,
): AsyncGenerator<Buffer> {
  yield Buffer.from(csvWriter(preset).header(agreementSpanColumns));
  const { tags, counted } = study;
  const paths = tagPaths(tags.tags);
  const called = (label: string) => paths.get(tags.tagOf(label)) ?? tags.tagOf(label);
  const coders = coderNames(study);
  const asked = {
    chosen: tags.chosen?.map(called) ?? null,
    labels: Object.fromEntries(Object.entries(tags.labels).map(([id, label]) => [id, called(label)])),
    coders,
    preset,
  };
  const numberOf = new Map(counted.rounds.map(({ id, number }) => [id, number]));
  const between = worksOf(study).map((place) => ({
    place,
    name:
      counted.rounds.length === 1 ? place.documentId : `${place.documentId} / ${numberOf.get(place.roundId)}`,
  }));
  const repeats = again.map(({ memberId, number, place }) => ({
    place,
    name: `${place.documentId} / ${number}`,
    by: coders[memberId] ?? memberId,
  }));
  for (const each of portions(between)) {
    const { places, names } = each;
    const text = await doing.work.run(doing.personId, 'agreement.spans', { places, names, ...asked });
    if (text !== '') yield Buffer.from(text);
  }
  for (const each of portions(repeats)) {
    const { places, names, of } = each;
    const repeatsBy = of.map(({ by }) => by);
    const text = await doing.work.run(doing.personId, 'agreement.spans', {
      ...{ places, names, repeatsBy },
      ...asked,
    });
    if (text !== '') yield Buffer.from(text);
  }
}

interface Named {
  readonly place: PlaceWork;
  readonly name: string;
}

/** So many at a time, for the workers. */
function portions<Each extends Named>(all: readonly Each[]) {
  return Array.from({ length: Math.ceil(all.length / PORTION) }, (_, nth) => {
    const of = all.slice(nth * PORTION, (nth + 1) * PORTION);
    return { of, places: of.map(({ place }) => place), names: of.map(({ name }) => name) };
  });
}
