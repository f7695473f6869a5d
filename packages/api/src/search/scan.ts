import { type Database, outsideTransaction } from '@koersvast/db';
import { checkWaiting, type Doing } from '../agreement/summed.ts';
import type { SearchedDocument, SoughtText } from '../study/searched.ts';
import { openStudy } from '../study/study.ts';
import type { Portion, Scanned } from './aside/portion.ts';
import type { Chosen } from './choose.ts';

/** So many characters are searched in one go: some tens of milliseconds, so that others have their turn; less at first. */
const PORTION = 1_000_000;
const FIRST = 200_000;

/** A document in the place where it is gone through, with its ranks in what lines are sorted by. */
export interface InOrder {
  readonly document: SearchedDocument;
  readonly order: number;
  readonly ranks: readonly number[];
}

function* portionsOf(documents: readonly InOrder[]): Generator<readonly InOrder[]> {
  let some: InOrder[] = [];
  let size = 0;
  let room = FIRST;
  for (const each of documents) {
    some.push(each);
    size += each.document.length;
    if (size < room) continue;
    yield some;
    some = [];
    size = 0;
    room = PORTION;
  }
  if (some.length > 0) yield some;
}

type Found = Extract<Scanned, { readonly lacking: null }>;

/** Goes through documents in portions, for as long as whoever asked waits and takes them. */
export async function* scan(
  db: Database,
  { access, aside }: Pick<Chosen, 'access' | 'aside'>,
  documents: readonly InOrder[],
  question: Pick<Portion, 'sought' | 'lines'>,
  doing: Doing,
): AsyncGenerator<{ readonly documents: readonly InOrder[]; readonly found: Found }> {
  const study = openStudy(outsideTransaction(db), access);
  let done = 0;
  doing.told(0, documents.length);
  for (const some of portionsOf(documents)) {
    checkWaiting(doing);
    const portion = {
      ...question,
      documents: some.map(({ document: { id }, order, ranks }) => ({
        ...{ id, order, ranks, aside: aside.get(id) ?? [] },
      })),
    };
    yield { documents: some, found: await search(portion, (ids) => study.soughtTexts(ids), doing) };
    done += some.length;
    doing.told(done, documents.length);
  }
}

/** Another process may have taken the place of the one that lacked texts: so often they are given. */
const TRIES = 3;

async function search(
  portion: Omit<Portion, 'given'>,
  read: (ids: readonly string[]) => Promise<readonly SoughtText[]>,
  { work, personId }: Doing,
): Promise<Found> {
  let given: readonly SoughtText[] = [];
  for (let tries = 0; tries < TRIES; tries += 1) {
    const scanned = await work.run(personId, 'search.scan', { ...portion, given });
    if (scanned.lacking === null) return scanned;
    // What was given goes along once more: it may be lacking again where it is searched next.
    const known = new Set(given.map(({ id }) => id));
    given = [...given, ...(await read(scanned.lacking.filter((id) => !known.has(id))))];
  }
  throw new Error('texts that were given are lacking');
}
