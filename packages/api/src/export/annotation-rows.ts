import type { DocumentText, ExportSelection } from '@koersvast/contracts';
import { tagPaths } from '@koersvast/core/codebook';
import {
  type Block,
  describeSpan,
  type Location,
  locateSpan,
  type Sentence,
  utf16,
} from '@koersvast/core/text';
import type { Access, LayerKind, SnapshotReader, Sql, Tx } from '@koersvast/db';
import type { AnnotationTableRow, DocumentFacts, LayerName, Origin, SeenBefore } from '@koersvast/formats';
import { readTags } from '../place/tags.ts';
import {
  type Choice,
  annotationQuery as queryOf,
  type StreamedAnnotation,
} from '../study/annotation-stream.ts';
import { originKey } from '../study/origins.ts';
import type { PassageFilter } from '../study/passage-filter.ts';
import { openStream, type StudyStream } from '../study/study.ts';
import { type Judgements, judgementOf, readJudgements } from './judgements.ts';

export type LayerChoice = LayerName | 'all';

const layerKinds = { current: 'current', 'first-pass': 'first_pass', final: 'final' } as const;
const layerNames = { current: 'current', first_pass: 'first-pass', final: 'final' } as const;

/** The kinds of layer that a choice stands for, as the database spells them. */
function kindsOf(layer: LayerChoice): LayerKind[] {
  return layer === 'all' ? Object.values(layerKinds) : [layerKinds[layer]];
}

export interface AnnotationChoice {
  readonly access: Access;
  readonly documentId: string | null;
  readonly layer: LayerChoice;
  /** Of a copy: what it has of the whole. */
  readonly selection?: ExportSelection | undefined;
  /** The documents of the sets that were chosen; undefined where none were. */
  readonly documents?: readonly string[] | undefined;
  /** Only these passages. */
  readonly passages?: PassageFilter | undefined;
}

/** The annotations of a file, as the study knows them. */
export function choiceOf({
  documentId,
  layer,
  selection,
  documents,
  passages,
}: Pick<AnnotationChoice, 'documentId' | 'layer' | 'selection' | 'documents' | 'passages'>): Choice {
  const { rounds, tags, coders } = selection ?? {};
  return { documentId, documents, kinds: kindsOf(layer), rounds, tags, coders, passages };
}

/** The annotations of a file as one query, for who measures it. */
export function annotationQuery(choice: AnnotationChoice): Sql {
  return queryOf(choice.access, choiceOf(choice));
}

/** What stands behind the ids of an annotation. */
interface Facts {
  readonly project: string;
  readonly documents: ReadonlyMap<string, DocumentFacts>;
  readonly layers: ReadonlyMap<string, LayerFacts>;
  readonly tags: ReadonlyMap<string, AnnotationTableRow['tag']>;
  readonly judged: Judgements;
  /** What coders could see of others' work, by coder and document. */
  readonly sights: ReadonlyMap<string, Pick<SeenBefore, 'round' | 'since'>>;
  /** Of what came from a search, by annotation. */
  readonly origins: ReadonlyMap<string, Origin>;
}

type LayerFacts = Pick<AnnotationTableRow, 'round' | 'layer' | 'coder' | 'independent'> & {
  readonly finished: boolean;
};

async function readFacts(study: StudyStream, tx: Tx, documentId: string | null): Promise<Facts> {
  const { access } = study;
  const { projectId } = access;
  const project = await tx.project.findUnique({ where: { id: projectId }, select: { name: true } });
  const documents = await study.documents({ documentId });
  const layers = await study.namedLayers();
  const tags = await readTags(tx, projectId);
  const paths = tagPaths(tags);
  return {
    project: project?.name ?? '',
    documents: new Map(documents.map((document) => [document.id, document])),
    layers: new Map(
      layers.map(({ id, kind, independent, finished, round, coderId, coder }) => [
        id,
        {
          round,
          independent,
          finished,
          layer: layerNames[kind],
          coder: coderId === null ? null : { id: coderId, name: coder ?? '' },
        },
      ]),
    ),
    tags: new Map(tags.map(({ id, name }) => [id, { id, name, path: paths.get(id) ?? name }])),
    judged: await readJudgements(study, tx, documentId),
    sights: sightsOf(await study.sights(documentId)),
    origins: originsOf(await study.origins({ documentId })),
  };
}

function originsOf(found: Awaited<ReturnType<StudyStream['origins']>>): Facts['origins'] {
  return new Map(
    [...found].map(
      ([
        key,
        {
          opId: operationId,
          origin: { query, boundary, searchId },
        },
      ]) => [key, { query, boundary, searchId, operationId }],
    ),
  );
}

function sightsOf(rows: Awaited<ReturnType<StudyStream['sights']>>): Facts['sights'] {
  return new Map(
    rows.map(({ documentId, memberId, round, since }) => [
      `${memberId} ${documentId}`,
      { round, since: since.toISOString() },
    ]),
  );
}

const opened: Readonly<Record<string, boolean | null>> = { opened: true, unopened: false, unrecorded: null };

interface Page {
  readonly documentId: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly sentences: readonly Sentence[];
}

/** A page of the study as it is measured. */
export function placed({ documentId, text, blocks, sentences }: DocumentText): Page {
  const at = <Piece extends { start: number; end: number }>(list: readonly Piece[]) =>
    list.map((each) => ({ ...each, start: utf16(each.start), end: utf16(each.end) }));
  return {
    documentId,
    text,
    blocks: at(blocks).map(({ level, ...block }) => ({ ...block, ...(level !== null && { level }) })),
    sentences: at(sentences),
  };
}

function toRow(annotation: StreamedAnnotation, facts: Facts, page: Page): AnnotationTableRow | null {
  const { documentId, layerId, tagId, independent, seenBefore, ...row } = annotation;
  const document = facts.documents.get(documentId);
  const layer = facts.layers.get(layerId);
  const tag = facts.tags.get(tagId);
  if (!document || !layer || !tag) return null;
  const span = { start: row.start, end: row.end };
  const { prefix, suffix } = describeSpan(page.text, span);
  const location = locateSpan(page.blocks, page.sentences, span);
  return {
    ...row,
    project: facts.project,
    document,
    round: layer.round,
    layer: layer.layer,
    location,
    stands: standsIn(page, location),
    prefix,
    suffix,
    tag,
    coder: layer.coder,
    independent: independent ?? layer.independent,
    seenBefore: sightOf(facts, layer, documentId, seenBefore),
    origin: facts.origins.get(originKey(layerId, row.id)) ?? null,
    ...judgementOf(facts.judged, layer, { layerId, id: row.id, version: row.version }, (id) =>
      coderIdOf(facts, id),
    ),
  };
}

function standsIn({ blocks }: Page, { block }: Location): AnnotationTableRow['stands'] {
  const found = block === null ? undefined : blocks[block - 1];
  if (found === undefined) return null;
  const { kind, level = null, mark = null, data = {} } = found;
  return { kind, level, mark, data };
}

function sightOf(
  { sights }: Facts,
  { coder }: LayerFacts,
  documentId: string,
  noted: string | null,
): SeenBefore | null {
  if (noted === null) return null;
  const sight = sights.get(`${coder?.id} ${documentId}`);
  return sight ? { ...sight, opened: opened[noted] ?? null } : null;
}

function coderIdOf({ layers }: Facts, layerId: string): string {
  return layers.get(layerId)?.coder?.id ?? '';
}

/** Rows in batches. One text at a time is in memory, because the rows come document by document. */
export async function* annotationRows(
  reader: SnapshotReader,
  choice: AnnotationChoice,
  batch: number,
): AsyncGenerator<AnnotationTableRow[]> {
  const study = openStream(reader, choice.access);
  const facts = await readFacts(study, reader, choice.documentId);
  let page: Page | null = null;
  for await (const annotations of study.streamAnnotations(choiceOf(choice), batch)) {
    const rows: AnnotationTableRow[] = [];
    for (const each of annotations) {
      if (page?.documentId !== each.documentId) page = placed(await study.page(each.documentId));
      const row = toRow(each, facts, page);
      // All was read at one moment, so that nothing can be missing: better no file than one that lacks a row.
      if (row === null) throw new Error(`an annotation of which something is missing: ${each.id}`);
      rows.push(row);
    }
    yield rows;
  }
}
