import { Buffer } from 'node:buffer';
import {
  type AgreementMissing,
  type AgreementQuery,
  type AgreementSelection,
  type agreementFiles,
  agreementSelection,
  finalCoder,
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
import { repeatRows, rowsOf, settingsOf } from './facts.ts';
import { reportFrom } from './overview.ts';
import { type Asker, type ReadStudy, readSelection, worksOf } from './read-selection.ts';
import { repeatsOf } from './repeats.ts';
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
  const given = worksOf(study).map(({ documentId }) => documentId);
  if (file === 'agreement_spans') await noteGiven({ db, now: () => new Date() }, study.access, given);
  return {
    fileName: fileNameOf(project, `${file}.csv`),
    mediaType: 'text/csv; charset=utf-8; header=present',
    chunks: file === 'agreement' ? figures(asker, study, preset, doing) : spans(study, preset, doing),
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
  const names = codersOf(study);
  const again = repeatRows(repeats, (id) => names[id] ?? id);
  const rows = [...rowsOf(study, report, await readProcess(asker.db, study)), ...again];
  const records = agreementRecords(rows, settingsOf(report));
  yield Buffer.from(writer.header(agreementColumns) + records.map((each) => writer.record(each)).join(''));
}

/** So many places are written in one go. */
const PORTION = 20;

async function* spans(study: ReadStudy, preset: CsvPreset, doing: Doing): AsyncGenerator<Buffer> {
  yield Buffer.from(csvWriter(preset).header(agreementSpanColumns));
  const { tags, counted } = study;
  const paths = tagPaths(tags.tags);
  const called = (label: string) => paths.get(tags.tagOf(label)) ?? tags.tagOf(label);
  const labels = Object.fromEntries(Object.entries(tags.labels).map(([id, label]) => [id, called(label)]));
  const numberOf = new Map(counted.rounds.map(({ id, number }) => [id, number]));
  const places = worksOf(study);
  const names = places.map(({ documentId, roundId }) =>
    counted.rounds.length === 1 ? documentId : `${documentId} / ${numberOf.get(roundId)}`,
  );
  for (let from = 0; from < places.length; from += PORTION) {
    const text = await doing.work.run(doing.personId, 'agreement.spans', {
      places: places.slice(from, from + PORTION),
      names: names.slice(from, from + PORTION),
      chosen: tags.chosen?.map(called) ?? null,
      coders: codersOf(study),
      labels,
      preset,
    });
    if (text !== '') yield Buffer.from(text);
  }
}

/** What members are called, with their ids where two of them are called the same. */
function codersOf({ members }: ReadStudy): Record<string, string> {
  const times = Map.groupBy(members, ({ name }) => name);
  return Object.fromEntries(
    members.map(({ id, name }) => [
      id,
      times.get(name)?.length === 1 && name !== finalCoder ? name : `${name} ${id}`,
    ]),
  );
}
