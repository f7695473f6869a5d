import type { IntakeItem } from '@koersvast/contracts';
import { useMemo, useRef, useState } from 'react';
import { refusalOf } from '../../data/errors.ts';
import { client, queryClient, trpc } from '../../data/trpc.ts';
import { type Choosing, inPortions, onSeen, takenBack, withChoices, withItems } from './choices.ts';
import { persist } from './persist.ts';
import type { IntakePlace } from './uploaders.ts';

export interface Choices {
  /** The items as they are with all that was chosen, also where the server has not answered yet. */
  readonly items: readonly IntakeItem[];
  /** `told` hears how many mends could not be carried over to other items. */
  choose(choosing: Choosing, told?: (notCarried: number) => void): void;
  /** Takes the last choice back; false when there is none. */
  undo(): boolean;
  /** How many are under way. */
  readonly saving: number;
  readonly error: unknown;
}

/** So many steps can be taken back. */
const steps = 200;
/** While a job is at the import, what was chosen waits for it: so often that is looked at, in milliseconds. */
const restless = 1_500;

/** Sends once no job is at it any more. */
async function atRest<Output>(send: () => Promise<Output>): Promise<Output> {
  for (;;) {
    try {
      return await persist(send);
    } catch (error) {
      if (refusalOf(error)?.code !== 'intake_at_work') throw error;
      await new Promise((resolve) => setTimeout(resolve, restless));
    }
  }
}

/** What somebody chooses for items shows at once, and goes to the server one after the other. */
export function useChoices(
  place: IntakePlace,
  known: readonly IntakeItem[],
  onRead: () => void,
  onChanged: () => Promise<unknown>,
): Choices {
  const under = useRef<readonly Choosing[]>([]);
  const past = useRef<readonly (readonly Choosing[])[]>([]);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  // What is under way, as it is shown: `under` is what the next press goes by before the screen has been drawn again.
  const [shown, setShown] = useState<readonly Choosing[]>([]);
  const [error, setError] = useState<unknown>(null);
  const read = useRef(onRead);
  read.current = onRead;
  const changed = useRef(onChanged);
  changed.current = onChanged;
  const latest = useRef(known);
  latest.current = known;
  const items = useMemo(() => withChoices(known, shown), [known, shown]);

  const set = (next: readonly Choosing[]) => {
    under.current = next;
    setShown(next);
  };
  const send = (given: Choosing, hear?: (notCarried: number) => void) => {
    const choosing = onSeen(given, withChoices(latest.current, under.current));
    set([...under.current, choosing]);
    queue.current = queue.current.then(async () => {
      const { itemIds, choice, metadata, unwritten, like, seen } = choosing;
      const input = {
        ...place,
        ...(choice === undefined ? {} : { choice }),
        ...(metadata === undefined ? {} : { metadata }),
        ...(unwritten === undefined ? {} : { unwritten: [...unwritten] }),
        ...(like === undefined ? {} : { like }),
        ...(seen === undefined ? {} : { seen }),
      };
      try {
        const all: IntakeItem[] = [];
        let notCarried = 0;
        for (const some of inPortions(itemIds)) {
          const told = await atRest(() => client.intake.choose.mutate({ ...input, itemIds: some }));
          queryClient.setQueryData(trpc.intake.get.queryKey(place), (before) =>
            before === undefined ? undefined : withItems(before, [...told.items]),
          );
          all.push(...told.items);
          notCarried += told.notCarried;
        }
        for (const { id: itemId, state } of all)
          void queryClient.invalidateQueries({
            ...trpc.intake.text.queryFilter({ ...place, itemId }),
            // Of what is read again there is no text until that is done: then it is asked for.
            refetchType: state === 'waiting' ? 'none' : 'active',
          });
        setError(null);
        hear?.(notCarried);
        // What is chosen about the reading itself, or for many at once, is read anew.
        if (all.some(({ state }) => state === 'waiting')) read.current();
      } catch (failed) {
        setError(failed);
        if (refusalOf(failed)?.code === 'intake_changed') {
          // What was done elsewhere shows before anything builds on it, and is not ours to take back.
          past.current = [];
          await changed.current().catch(() => undefined);
        }
      } finally {
        set(under.current.filter((each) => each !== choosing));
      }
    });
  };

  return {
    items,
    choose: (choosing, told) => {
      if (choosing.itemIds.length === 0) return;
      past.current = [...past.current, takenBack(withChoices(known, under.current), choosing)].slice(-steps);
      send(choosing, told);
    },
    undo: () => {
      const last = past.current.at(-1);
      if (last === undefined) return false;
      past.current = past.current.slice(0, -1);
      for (const back of last) send(back);
      return true;
    },
    saving: shown.length,
    error,
  };
}
