import type { AgreementPassages, agreementPassagesInput } from '@koersvast/contracts';
import { readBeside } from '@koersvast/db';
import type { z } from 'zod';
import { openStudy } from '../study/study.ts';
import { labelOf } from './details.ts';
import type { PlaceWork } from './engine-input.ts';
import { type Asker, choiceOf, type ReadStudy, worksOf } from './read-selection.ts';
import { readRepeats } from './repeats.ts';
import type { Doing } from './summed.ts';

type Ready = Omit<Extract<AgreementPassages, { state: 'ready' }>, 'state'>;

type Asked = z.infer<typeof agreementPassagesInput>;

/** The passages behind a figure. Throws `not_found` for a tag that is not there. */
export const passagesOf = (asker: Asker, study: ReadStudy, input: Asked, doing: Doing): Promise<Ready> =>
  passagesAmong(asker, { ...study, works: worksOf(study) }, input, doing);

/** What a coder coded first beside what they coded again. Throws `not_found` for a tag that is not there. */
export async function repeatedPassages(asker: Asker, input: Asked, doing: Doing): Promise<AgreementPassages> {
  const read = await readRepeats(asker, input.selection);
  if ('missing' in read) return { state: 'missing', missing: read.missing };
  const works = read.work.flatMap(({ memberId, place }) => (memberId === input.again ? [place] : []));
  return { state: 'ready', ...(await passagesAmong(asker, { ...read, works }, input, doing)) };
}

type Among = Pick<ReadStudy, 'access' | 'selection' | 'tags'> & { readonly works: readonly PlaceWork[] };

async function passagesAmong({ db }: Asker, study: Among, input: Asked, doing: Doing): Promise<Ready> {
  const { pair, coderId, documentId, documentIds, tagId, cell, boundary, unit } = input;
  const { onlyDifferences, beyond, from, most } = input;
  const labelled = (id: string | null) => id && labelOf(study, id);
  const { tags, selection } = study;
  const own = labelled(tagId);
  const below = Object.entries(tags.above).flatMap(([label, over]) =>
    own !== null && selection.withChildren && over.includes(own) ? [label] : [],
  );
  const isWanted = (id: string) =>
    (documentId === null || documentId === id) && (documentIds === null || documentIds.includes(id));
  const places = study.works.filter((place) => isWanted(place.documentId));
  const { total, passages } = await doing.work.run(doing.personId, 'agreement.passages', {
    places,
    choice: choiceOf(study),
    pair,
    coder: coderId,
    labels: own === null ? null : [own, ...below.filter((label) => label !== own)],
    withChildren: below.length > 0,
    cell: cell && { ...cell, row: labelled(cell.row), column: labelled(cell.column) },
    boundary,
    units: unit && { segments: await segmentsOf({ db }, study, { unit, places }), rule: unit.rule },
    onlyDifferences,
    beyond,
    from,
    most,
  });
  const spans = passages.flatMap(({ documentId: of, first, second }) =>
    [first, second].flatMap((side) =>
      side ? [{ documentId: of, startCp: side.start, endCp: side.end }] : [],
    ),
  );
  const { titled, quotes } = await readBeside(db, async (tx) => {
    const reading = openStudy(tx, study.access);
    return { titled: await reading.titles(), quotes: await reading.quotes(spans) };
  });
  const titles = new Map(titled.map(({ id, title }) => [id, title]));
  const quoted = new Map(quotes.map((each) => [`${each.documentId} ${each.startCp} ${each.endCp}`, each]));
  return {
    total,
    passages: passages.map(({ documentId: of, roundId, firstCoder, secondCoder, first, second }) => {
      const sideOf = (side: typeof first): Ready['passages'][number]['ofFirst'] => {
        const found = side && quoted.get(`${of} ${side.start} ${side.end}`);
        if (!side || !found) return null;
        const { documentId: _, ...words } = found;
        return { tagId: tags.tagOf(side.tag), ...words };
      };
      return {
        documentId: of,
        title: titles.get(of) ?? '',
        roundId,
        first: firstCoder,
        second: secondCoder,
        ofFirst: sideOf(first),
        ofSecond: sideOf(second),
      };
    }),
  };
}

/** Of each document where its sentences or paragraphs begin and end. */
async function segmentsOf(
  { db }: Pick<Asker, 'db'>,
  study: Pick<ReadStudy, 'access'>,
  {
    unit,
    places,
  }: {
    readonly unit: NonNullable<z.infer<typeof agreementPassagesInput>['unit']>;
    readonly places: readonly { readonly documentId: string }[];
  },
): Promise<Record<string, readonly number[]>> {
  const ids = [...new Set(places.map(({ documentId }) => documentId))];
  const units = await readBeside(db, (tx) => openStudy(tx, study.access).units(unit.kind, ids));
  return Object.fromEntries(units);
}
