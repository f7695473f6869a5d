import type { ListedPassages, ListPassagesInput, PassageRow } from '@koersvast/contracts';
import { cutAfter, cutBefore } from '@koersvast/core/text';
import type { Access, Rows, Tx } from '@koersvast/db';
import { readNames } from '../member/names.ts';
import { readTags } from '../place/tags.ts';
import type { PassageFilter } from '../study/passage-filter.ts';
import type { CountedPassages, PassageWindow, StoredPassage } from '../study/passages.ts';
import { openStudy, type Study } from '../study/study.ts';
import { countOwnOnly, filterOf } from './choose.ts';
import { type Gathering, orderOf } from './order.ts';
import type { Related } from './related.ts';

/** Code units of a quote, to either side of it, and of a reply. */
const shown = { quote: 600, beside: 120, reply: 200 };

/**
 * A page of passages with the totals of all. They are counted by what they are gathered by first, so that the rows of a
 * page are looked for among few, however far down it is. Throws what `filterOf` throws.
 */
export async function listPassages(
  tx: Tx,
  access: Access,
  input: ListPassagesInput,
  related: Related | null,
): Promise<ListedPassages> {
  const { selection, from, most } = input;
  const study = openStudy(tx, access);
  const tags = await readTags(tx, access.projectId);
  const filter = await filterOf(tx, access, selection, tags, related?.places ?? null);
  const documents = await study.documents();
  const rounds = await study.rounds();
  const members = await readNames(tx, access.projectId);
  const { order, group: gathering, sort } = orderOf(input, { documents, tags, members, rounds });
  const counts = await study.passageCounts(filter, gathering ?? sort ?? { by: 'all', ranks: new Map() });
  const total = counts.find(({ place }) => place === null) ?? nothing;
  const placed = counts.filter((each) => each.place !== null);
  const rows =
    from >= total.passages
      ? []
      : await study.passagePage(
          filter,
          order,
          await windowOn(study, filter, { gathering, sort, placed, from, most }),
        );
  const chosen = filter.documentIds && new Set(filter.documentIds);
  const living = documents.filter(
    ({ id, replacedById }) => replacedById === null && (chosen?.has(id) ?? true),
  );
  return {
    total: sizeOf(total),
    related: related?.related ?? null,
    tags: filter.tagIds && [...filter.tagIds],
    ownOnly: countOwnOnly(
      study,
      rounds,
      filter,
      living.map(({ id }) => id),
    ),
    groups: gathering === null ? [] : groupsOf(placed, gathering),
    passages: rows.map(toRow),
    documents: documentsOf(rows, documents),
  };
}

const nothing: CountedPassages = { place: null, passages: 0, documents: 0, coders: 0 };
const sizeOf = ({ passages, documents, coders }: CountedPassages) => ({ passages, documents, coders });

/** Of so many the first page is found by putting all in order; of more it is counted first where its rows are. */
const fewPassages = 5_000;

/** Where a page lies, so that its rows are looked for among few: a group is counted once more, by what it is sorted by, where the page begins within it or it is large. */
async function windowOn(
  study: Study,
  filter: PassageFilter,
  {
    gathering,
    sort,
    placed,
    from,
    most,
  }: {
    readonly gathering: Gathering | null;
    readonly sort: Gathering | null;
    readonly placed: readonly CountedPassages[];
    readonly from: number;
    readonly most: number;
  },
): Promise<PassageWindow> {
  const outer = pageIn(placed, { from, most });
  if (gathering === null) return { most, from: outer.from, groups: null, sorted: sort && outer.places };
  const [first, last] = outer.places ?? [null, null];
  const size = placed.find(({ place }) => place === first)?.passages ?? 0;
  if (sort === null || first === null || first !== last || (outer.from === 0 && size <= fewPassages))
    return { most, from: outer.from, groups: outer.places, sorted: null };
  const counts = await study.passageCounts(filter, sort, { group: gathering, place: first });
  const inner = pageIn(
    counts.filter(({ place }) => place !== null),
    { from: outer.from, most },
  );
  return { most, from: inner.from, groups: outer.places, sorted: inner.places };
}

/** Which places a page lies in, and how far into the first of them it begins. */
function pageIn(placed: readonly CountedPassages[], { from, most }: { from: number; most: number }) {
  let before = 0;
  let start: { readonly place: number; readonly before: number } | null = null;
  let last: number | null = null;
  for (const { place, passages } of placed) {
    const end = before + passages;
    if (place !== null && end > from && before < from + most) {
      start ??= { place, before };
      last = place;
    }
    before = end;
  }
  if (start === null || last === null) return { from, places: null };
  return { from: from - start.before, places: [start.place, last] as const };
}

function groupsOf(placed: readonly CountedPassages[], { keys }: Gathering): ListedPassages['groups'] {
  let from = 0;
  return placed.map((each) => {
    const group = { key: keys.get(each.place ?? 0) ?? null, from, ...sizeOf(each) };
    from += each.passages;
    return group;
  });
}

function documentsOf(
  rows: readonly StoredPassage[],
  documents: readonly Rows['document'][],
): ListedPassages['documents'] {
  const wanted = new Set(rows.map(({ documentId }) => documentId));
  return documents
    .filter(({ id }) => wanted.has(id))
    .map(({ id, title, language, date, author, addressee, dossier, documentNumber }) => {
      return { id, title, language, date, author, addressee, dossier, documentNumber };
    });
}

function toRow(stored: StoredPassage): PassageRow {
  const {
    verdict,
    verdictBy,
    reason,
    response,
    stale,
    replyBy,
    reply,
    quote,
    before,
    after,
    madeAt,
    ...row
  } = stored;
  const cut = cutAfter(quote, shown.quote);
  return {
    ...row,
    quote: cut,
    cut: row.endCp - row.startCp > [...cut].length,
    before: cutBefore(before, shown.beside),
    after: cutAfter(after, shown.beside),
    madeAt: madeAt.toISOString(),
    verdict:
      verdict === null || verdictBy === null
        ? null
        : { verdict, memberId: verdictBy, reason: reason ?? '', response, stale },
    lastReply: replyBy === null ? null : { memberId: replyBy, text: cutAfter(reply ?? '', shown.reply) },
  };
}
