import type { ClosedReason, SearchCandidates, searchCandidatesInput } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { limits } from '@koersvast/core/limit';
import { type Access, type Database, outsideTransaction } from '@koersvast/db';
import type { z } from 'zod';
import type { Doing } from '../../agreement/summed.ts';
import { closedBecause } from '../../assignment/own-places.ts';
import { noteGiven } from '../../given.ts';
import { openStudy } from '../../study/study.ts';
import type { FoundLine } from '../aside/portion.ts';
import { type Asker, type Chosen, chooseDocuments } from '../choose.ts';
import { inOrder } from '../in-order.ts';
import { type InOrder, scan } from '../scan.ts';
import { firstWords, lastWords } from './whole-words.ts';

type Input = z.infer<typeof searchCandidatesInput>;
type Ready = Extract<SearchCandidates, { state: 'ready' }>;
type Letter = Ready['letters'][number];
type Candidate = Letter['hits'][number];

/** So much of the text on each side, and so much of a hit, in whole words: enough to judge by, and 5,000 of them are a page. */
const CONTEXT = 90;
const SHOWN = 600;
/** What is read beyond it: by that one sees whether a text goes on, and a word with it. */
const BEYOND = 2;

/**
 * The hits that somebody may tag in a round, each with what stands around it, and what they cannot tag, with the reason.
 * Throws `not_found` for the round, a set or a kept search.
 */
export async function candidatesIn(
  asker: Asker & { now(): Date },
  input: Input,
  doing: Doing,
): Promise<SearchCandidates> {
  const chosen = await chooseDocuments(asker, input);
  if ('error' in chosen) return { state: 'invalid', error: chosen.error };
  const own = await ownWork(asker.db, chosen.access, input.roundId);
  const letters: Letter[] = [];
  const closed = new Map<ClosedReason, { documents: number; hits: number }>();
  let total = 0;
  const { query, boundary: piece } = input;
  const { documents } = inOrder(chosen.documents, []);
  const wanted = { sort: [], after: null, context: CONTEXT + BEYOND, tags: {} };
  const isOpen = ({ document }: InOrder) => own.closedBecause(document.id) === null;
  const open = documents.filter(isOpen);
  const others = documents.filter((each) => !isOpen(each));
  let room = limits.hits;
  let gone = 0;
  for (const part of [open, others]) {
    const question = {
      sought: { query, piece, aside: 'without' as const },
      // Whatever is found, no more lines are made than can be tagged at once.
      get lines() {
        return part === open && room > 0 ? { ...wanted, limit: room } : null;
      },
    };
    const before = gone;
    const told = (done: number) => doing.told(before + done, documents.length);
    for await (const { documents: some, found } of scan(asker.db, chosen, part, question, {
      ...doing,
      told,
    })) {
      for (const [at, { document }] of some.entries()) {
        const count = Math.max(0, found.counts[at] ?? 0);
        if (count === 0) continue;
        const reason = own.closedBecause(document.id);
        if (reason === null) total += count;
        else {
          const sum = closed.get(reason) ?? { documents: 0, hits: 0 };
          closed.set(reason, { documents: sum.documents + 1, hits: sum.hits + count });
        }
      }
      room -= found.lines.length;
      for (const [id, ofLetter] of Map.groupBy(found.lines, ({ documentId }) => documentId)) {
        const document = some.find((each) => each.document.id === id)?.document;
        if (!document) continue;
        letters.push({
          ...{ id, title: document.title, date: document.date },
          hits: ofLetter.map((line) => candidateOf(line, own.there(line))),
        });
      }
    }
    gone += part.length;
  }
  // Whoever is shown what others marked has seen their work.
  if (chosen.asked.ofCodings)
    await noteGiven(
      asker,
      chosen.access,
      letters.map(({ id }) => id),
    );
  return {
    state: 'ready',
    basis: chosen.basis,
    letters,
    total,
    closed: [...closed].map(([reason, sum]) => ({ reason, ...sum })),
    ofTags: tagsOf(chosen),
  };
}

/** What the asker has in the letters of a round, and in which they may code. */
async function ownWork(db: Database, access: Access, roundId: string) {
  const study = openStudy(outsideTransaction(db), access);
  const rounds = await study.rounds();
  const round = rounds.find(({ id }) => id === roundId);
  if (!round) throw new DomainError('not_found');
  const assignments = await study.ownAssignments();
  const given = new Map(
    assignments.flatMap((each) => (each.roundId === roundId ? [[each.documentId, each]] : [])),
  );
  const repeats = new Set(
    rounds.flatMap(({ id, repeats, revealedAt }) => (repeats !== null && revealedAt === null ? id : [])),
  );
  const repeated = new Set(
    assignments.flatMap(({ roundId: of, documentId, state }) =>
      of !== roundId && repeats.has(of) && (state === 'todo' || state === 'in_progress') ? documentId : [],
    ),
  );
  const layers = (await study.layers({ roundIds: [roundId], kinds: ['current'] })).filter(
    ({ memberId }) => memberId === access.memberId,
  );
  const there = Map.groupBy(await study.marks(layers), placeOf);
  return {
    closedBecause: (documentId: string): ClosedReason | null =>
      closedBecause({
        ...{ round, documentId, assignment: given.get(documentId) },
        repeated: repeated.has(documentId),
      }),
    there: (line: FoundLine): Candidate['there'] =>
      (there.get(placeOf(line)) ?? []).map(({ id, tagId }) => ({ annotationId: id, tagId })),
  };
}

interface Placed {
  readonly documentId: string;
  readonly start: number;
  readonly end: number;
}

const placeOf = ({ documentId, start, end }: Placed) => `${documentId} ${start} ${end}`;

function candidateOf(line: FoundLine, there: Candidate['there']): Candidate {
  const { start, end, left, right, marks } = line;
  const shown = firstWords(line.hit, SHOWN);
  const cut = shown !== line.hit;
  const hit = cut ? shown.slice(0, -' …'.length) : shown;
  const within: Candidate['marks'] = [];
  for (let at = 0; at < marks.length; at += 2) {
    const [from, to] = [(marks[at] ?? 0) - start, Math.min((marks[at + 1] ?? 0) - start, hit.length)];
    if (from < to) within.push({ start: Math.max(0, from), end: to });
  }
  return {
    start,
    end,
    left: lastWords(left, CONTEXT),
    hit,
    right: firstWords(right, CONTEXT),
    cut: line.cut || cut,
    marks: within,
    there,
  };
}

/** Which tags a query asks for; null where it asks for none. */
function tagsOf({ asked: { conditions } }: Chosen): string[] | null {
  const ids = conditions.flatMap(({ test }) => (test?.kind === 'tag' ? test.ids : []));
  return ids.length === 0 ? null : [...new Set(ids)];
}
