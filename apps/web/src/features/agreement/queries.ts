import type { AgreementSelection } from '@koersvast/contracts';
import type { Language } from '@koersvast/core/language';
import { trpc } from '../../data/trpc.ts';
import { newId } from '../../lib/ids.ts';
import type { AgreementSearch, PassagesSearch } from './use-agreement-address.ts';

/** Under this name the server tells this page how far it is. */
export const watch = newId();

/** Whoever leaves, or stops it, has it reckoned no further. */
const asked = { trpc: { abortOnUnmount: true } } as const;
/** So many entries of a list are shown at once. */
export const pageSize = 50;

export interface Asked {
  readonly projectId: string;
  readonly selection: AgreementSelection;
}

export const overviewQuery = (of: Asked) => trpc.agreement.overview.queryOptions({ ...of, watch }, asked);

export const tagQuery = (of: Asked, tagId: string, from: number) =>
  trpc.agreement.tag.queryOptions({ ...of, watch, tagId, from, most: pageSize }, asked);

export const pairsQuery = (of: Asked) => trpc.agreement.pairs.queryOptions({ ...of, watch }, asked);

export const confusionQuery = (of: Asked, { characters, pair }: AgreementSearch) => {
  const [first, second] = pair ?? [];
  return trpc.agreement.confusion.queryOptions(
    {
      ...of,
      watch,
      unit: characters === true ? 'character' : 'span',
      pair: first === undefined || second === undefined ? null : { first, second },
    },
    asked,
  );
};

export const unitsQuery = (of: Asked, { unit, majority }: AgreementSearch) =>
  trpc.agreement.units.queryOptions(
    { ...of, watch, unit: unit ?? 'sentence', rule: majority === true ? 'majority' : 'any' },
    asked,
  );

export const documentsQuery = (of: Asked, from: number) =>
  trpc.agreement.documents.queryOptions({ ...of, watch, from, most: pageSize }, asked);

const orNothing = (tag: string) => (tag === 'none' ? null : tag);

export const passagesQuery = (of: Asked, which: PassagesSearch) => {
  const { tag, document, documents, first, second, coder, again, row, column, characters } = which;
  const { side, by, differ, beyond, unit, majority, from } = which;
  return trpc.agreement.passages.queryOptions(
    {
      ...of,
      watch,
      tagId: tag ?? null,
      documentId: document ?? null,
      documentIds: documents === undefined ? null : [...documents],
      pair: first === undefined || second === undefined ? null : { first, second },
      coderId: coder ?? null,
      again: again ?? null,
      cell:
        row === undefined || column === undefined
          ? null
          : {
              row: orNothing(row),
              column: orNothing(column),
              unit: characters === true ? 'character' : 'span',
            },
      boundary: side === undefined || by === undefined ? null : { side, by },
      unit: unit === undefined ? null : { kind: unit, rule: majority === true ? 'majority' : 'any' },
      onlyDifferences: differ === true,
      beyond: beyond ?? null,
      from: from ?? 0,
      most: pageSize,
    },
    asked,
  );
};

export const driftQuery = (of: Asked, { of: tagId }: AgreementSearch) =>
  trpc.agreement.drift.queryOptions({ ...of, watch, tagId: tagId ?? null }, asked);

export const repeatsQuery = (of: Asked, { of: tagId }: AgreementSearch) =>
  trpc.agreement.repeats.queryOptions({ ...of, watch, tagId: tagId ?? null }, asked);

export const planQuery = (of: Asked, { of: tagId, sure, expected }: AgreementSearch) =>
  trpc.agreement.plan.queryOptions(
    {
      ...of,
      watch,
      tagId: tagId ?? null,
      target: sure === true ? 0.8 : 0.667,
      share: expected === undefined ? null : expected / 100,
    },
    asked,
  );

export const methodsQuery = (of: Asked, language: Language) =>
  trpc.agreement.methods.queryOptions({ ...of, watch, language }, asked);
