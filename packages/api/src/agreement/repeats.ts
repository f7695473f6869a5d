import type {
  AgreementMissing,
  AgreementRepeats,
  AgreementSelection,
  agreementRepeatsInput,
} from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { type Access, snapshot } from '@koersvast/db';
import type { z } from 'zod';
import { readTags } from '../place/tags.ts';
import type { PackedSpans } from '../study/compared.ts';
import { keptIn, placeKey } from '../study/kept.ts';
import { openStudy } from '../study/study.ts';
import { withAccess } from '../trpc.ts';
import { type ChosenRepeat, type ChosenRepeats, chooseRepeats } from './choose.ts';
import type { PlaceWork } from './engine-input.ts';
import type { Asker } from './read-selection.ts';
import type { Doing } from './summed.ts';
import { askedTags, type MeasuredTags, measuredTags } from './tags.ts';

interface ReadRepeats extends ChosenRepeats {
  readonly access: Access;
  readonly selection: AgreementSelection;
  readonly tags: MeasuredTags;
  readonly work: readonly {
    readonly memberId: string;
    readonly number: number;
    readonly place: PlaceWork;
  }[];
}

/** What coders coded twice, as the engine takes it: two layers of one document, as if they were two coders. */
function placeOf(
  { documentId, length, first, again }: ChosenRepeat,
  spans: ReadonlyMap<string, PackedSpans>,
): PlaceWork {
  const of = ({ roundId, layerId }: ChosenRepeat['first']) =>
    (layerId === null ? undefined : spans.get(placeKey({ roundId, documentId }))?.layers[layerId]) ?? '';
  return {
    documentId,
    roundId: again.roundId,
    length,
    coders: [
      { coderId: 'first', spans: of(first) },
      { coderId: 'again', spans: of(again) },
    ],
    final: null,
  };
}

/** What coders coded twice of a selection; what is missing for who is blind for any of it. */
/** What coders coded twice of a selection; what is missing for who is blind for any of it. */
export function readRepeats({ db, access: who }: Asker, selection: AgreementSelection) {
  return snapshot(db, (tx) =>
    withAccess(tx, who, async (access): Promise<{ missing: AgreementMissing[] } | ReadRepeats> => {
      const study = openStudy(tx, access);
      const chosen = await chooseRepeats(tx, study, selection);
      if ('missing' in chosen) return chosen;
      const kind = selection.layers === 'current' ? 'current' : 'first_pass';
      const places = chosen.repeats.flatMap(({ documentId, first, again }) =>
        [first, again].map(({ roundId }) => ({ documentId, roundId })),
      );
      const spans = await study.packedSpans(keptIn(db), { kind, places });
      return {
        ...chosen,
        access,
        selection,
        tags: measuredTags(await readTags(tx, access.projectId), selection),
        work: chosen.repeats.map((each) => ({
          memberId: each.memberId,
          number: each.number,
          place: placeOf(each, spans),
        })),
      };
    }),
  );
}

/** How far each coder agrees with themself. Throws `not_found` for a round, a set or a tag. */
export async function repeatsOf(
  asker: Asker,
  { selection, tagId }: Pick<z.infer<typeof agreementRepeatsInput>, 'selection' | 'tagId'>,
  doing: Doing,
): Promise<AgreementRepeats> {
  const read = await readRepeats(asker, selection);
  if ('missing' in read) return { state: 'missing', missing: read.missing };
  const { tags, work } = read;
  const label = tagId === null ? null : tags.labels[tagId];
  if (label === undefined) throw new DomainError('not_found');
  const hasBelow = label !== null && tags.hasChildren(tags.tagOf(label));
  const byCoder = [...Map.groupBy(work, ({ memberId }) => memberId)].sort(([a], [b]) => (a < b ? -1 : 1));
  const coders = byCoder.map(([, theirs]) => theirs.map(({ place }) => place));
  const alphas = await doing.work.run(doing.personId, 'agreement.repeats', {
    coders,
    choice: { labels: tags.labels, chosen: tags.chosen, above: tags.above },
    labels: askedTags({ tags }).map(({ id }) => tags.labelOf(id)),
    label,
    withChildren: selection.withChildren && hasBelow,
  });
  return {
    state: 'ready',
    coders: byCoder.flatMap(([coderId, theirs], at) => {
      const alpha = alphas[at];
      const documentIds = [...new Set(theirs.map(({ place }) => place.documentId))];
      return alpha === undefined ? [] : [{ coderId, documentIds, alpha }];
    }),
    notRevealed: [...read.notRevealed],
  };
}
