import { identifier, type Sql, sql, type Tx } from '@koersvast/db';
import { z } from 'zod';

/** A piece of what is to be written: so many rows, which nobody needs to see before the rest is written too. */
export interface Part {
  readonly size: number;
}

/** Rows that are written in one turn, which takes some tens of milliseconds; more where there would be too many. */
const LEAST_IN_TURN = 2_000;
/** Above twice this many each reader would have to look up on disk which of our turns are still in hand. */
const MOST_TURNS = 30;
/** How often way is given: after that whoever is slowed down has to wait, because this must come to an end. */
const MOST_GIVEN_WAY = 30;
/** The same for one turn: of whoever comes back each time, as long as there is something else to write, and then. */
const MOST_OF_ONE = { others: 4, last: 2 };

interface Turn<P, R> {
  readonly parts: readonly P[];
  readonly name: Sql;
  /** The transactions within ours in which it was written: whoever waits for a row of it waits for one of these. */
  readonly within: ReadonlySet<string>;
  readonly result: R;
}

/**
 * Writes many rows in turns, within the one transaction of the command: readers see all of it or nothing, and a kill
 * leaves nothing. What is written is held until the end, and so after each turn it is looked whether somebody waits
 * for a row of one. Then that turn is taken back, which lets them go on at once, and it is written last of all. So
 * nobody waits longer than a turn, and the end; nor does this, for somebody who goes on and on.
 */
export async function inTurns<P extends Part, R>(
  tx: Tx,
  parts: readonly P[],
  write: (parts: readonly P[]) => Promise<R>,
): Promise<R[]> {
  const waiting = turnsOf(parts);
  const done: Turn<P, R>[] = [];
  const known = new Set((await ownTransactions(tx)).map(({ id }) => id));
  const taken = new Map<readonly P[], number>();
  let given = 0;
  for (let nth = 0, next = waiting.shift(); next; nth += 1, next = waiting.shift()) {
    const name = identifier(`turn_${nth}`);
    await tx.run(sql`SAVEPOINT ${name}`);
    const result = await write(next);
    const own = await ownTransactions(tx);
    const within = new Set(own.flatMap(({ id }) => (known.has(id) ? [] : id)));
    for (const id of within) known.add(id);
    done.push({ parts: next, name, within, result });
    if (given === MOST_GIVEN_WAY) continue;
    const wanted = new Set(own.flatMap(({ id, isWaitedFor }) => (isWaitedFor ? id : [])));
    const most = waiting.length > 0 ? MOST_OF_ONE.others : MOST_OF_ONE.last;
    const from = done.findIndex(
      (turn) => (taken.get(turn.parts) ?? 0) < most && [...turn.within].some((id) => wanted.has(id)),
    );
    const [first, ...later] = from < 0 ? [] : done.splice(from);
    if (!first) continue;
    given += 1;
    taken.set(first.parts, (taken.get(first.parts) ?? 0) + 1);
    await tx.run(sql`ROLLBACK TO SAVEPOINT ${first.name}`);
    await tx.run(sql`RELEASE SAVEPOINT ${first.name}`);
    waiting.unshift(...later.map((turn) => turn.parts));
    waiting.push(first.parts);
  }
  return done.map(({ result }) => result);
}

/** The transactions of ours, by number, and whether anybody waits for one of them to end. */
function ownTransactions(tx: Tx): Promise<{ id: string; isWaitedFor: boolean }[]> {
  return tx.rows(
    z.object({ id: z.string(), isWaitedFor: z.boolean() }),
    sql`WITH held AS MATERIALIZED (SELECT pid, transactionid::text AS id, granted FROM pg_locks WHERE locktype = 'transactionid')
        SELECT own.id, EXISTS (SELECT FROM held AS other WHERE other.id = own.id AND NOT other.granted) AS "isWaitedFor"
        FROM held AS own WHERE own.pid = pg_backend_pid() AND own.granted`,
  );
}

function turnsOf<P extends Part>(parts: readonly P[]): (readonly P[])[] {
  const all = parts.reduce((sum, part) => sum + part.size, 0);
  const most = Math.max(LEAST_IN_TURN, Math.ceil(all / MOST_TURNS));
  const turns: P[][] = [];
  let size = most;
  for (const part of parts) {
    if (size >= most) {
      turns.push([]);
      size = 0;
    }
    turns.at(-1)?.push(part);
    size += part.size;
  }
  return turns;
}
