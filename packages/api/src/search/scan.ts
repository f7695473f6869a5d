import { type Database, readBeside } from '@koersvast/db';
import { checkWaiting, type Doing } from '../agreement/summed.ts';
import type { SearchedDocument, SoughtText } from '../study/searched.ts';
import { openStudy } from '../study/study.ts';
import type { Portion, Scanned, Sought } from './aside/portion.ts';
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

function* portionsOf(documents: readonly InOrder[], most: number): Generator<readonly InOrder[]> {
  let some: InOrder[] = [];
  let size = 0;
  let room = Math.min(FIRST, most);
  for (const each of documents) {
    some.push(each);
    size += each.document.length;
    if (size < room) continue;
    yield some;
    some = [];
    size = 0;
    room = most;
  }
  if (some.length > 0) yield some;
}

type Lacking = { readonly lacking: readonly string[] };
type NotLacking<Answer> = Exclude<Answer, Lacking>;
type Asked = Pick<Portion, 'documents' | 'given'>;

/**
 * Goes through documents in portions, for as long as whoever asked waits and takes them. `ask` asks the process that
 * searches, which says what it lacks.
 */
export async function* inPortions<Answer extends Lacking | { readonly lacking: null }>(
  db: Database,
  { access, aside, asked }: Pick<Chosen, 'access' | 'aside' | 'asked'>,
  documents: readonly InOrder[],
  {
    ask,
    doing,
    most = PORTION,
  }: {
    readonly ask: (asked: Asked) => Promise<Answer>;
    readonly doing: Doing;
    readonly most?: number;
  },
): AsyncGenerator<{ readonly documents: readonly InOrder[]; readonly found: NotLacking<Answer> }> {
  let done = 0;
  doing.told(0, documents.length);
  for (const some of portionsOf(documents, most)) {
    checkWaiting(doing);
    const named = some.map(({ document: { id }, order, ranks }) => ({
      ...{ id, order, ranks, aside: aside.get(id) ?? [] },
      ...{ codings: asked.codings.get(id) ?? [], holds: asked.holds.get(id) ?? [] },
    }));
    const found = await answered(
      (given) => ask({ documents: named, given }),
      (ids) => readBeside(db, (tx) => openStudy(tx, access).soughtTexts(ids)),
    );
    yield { documents: some, found };
    done += some.length;
    doing.told(done, documents.length);
  }
}

/** Another process may have taken the place of the one that lacked texts: so often they are given. */
const TRIES = 3;

/** What somebody is answered who may have to give texts first. */
export async function answered<Answer extends Lacking | { readonly lacking: null }>(
  ask: (given: readonly SoughtText[]) => Promise<Answer>,
  read: (ids: readonly string[]) => Promise<readonly SoughtText[]>,
): Promise<NotLacking<Answer>> {
  let given: readonly SoughtText[] = [];
  for (let tries = 0; tries < TRIES; tries += 1) {
    const answer = await ask(given);
    if (!isLacking(answer)) return answer as NotLacking<Answer>;
    // What was given goes along once more: it may be lacking again where it is searched next.
    const known = new Set(given.map(({ id }) => id));
    given = [...given, ...(await read(answer.lacking.filter((id) => !known.has(id))))];
  }
  throw new Error('texts that were given are lacking');
}

function isLacking(answer: Lacking | { readonly lacking: null }): answer is Lacking {
  return answer.lacking !== null;
}

type Question = Pick<Sought, 'query' | 'piece' | 'aside'>;

/** A question as the process that searches is asked it. */
export function soughtBy(question: Question, { asked }: Pick<Chosen, 'asked'>): Sought {
  const { names, conditions } = asked;
  return { ...question, names, conditions };
}

/** Searches documents. */
export function scan(
  db: Database,
  chosen: Pick<Chosen, 'access' | 'aside' | 'asked'>,
  documents: readonly InOrder[],
  /** Which lines are wanted is asked anew for each portion. */
  question: { readonly sought: Question; readonly lines: Portion['lines'] },
  doing: Doing,
) {
  const { work, personId } = doing;
  const ask = (asked: Asked): Promise<Scanned> =>
    work.run(personId, 'search.scan', {
      ...{ sought: soughtBy(question.sought, chosen), lines: question.lines, ...asked },
    });
  return inPortions(db, chosen, documents, { ask, doing });
}
