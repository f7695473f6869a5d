import { type ComponentType, type ReactNode, useEffect } from 'react';
import { createStore, type Store, useStore } from '../lib/store.ts';
import { whenIdle } from '../lib/when-idle.ts';

/** Milliseconds until what could not be fetched, as without a network, is asked for again. */
const again = 2_000;

/** A component that is fetched after the first screen. */
interface LaterPart<Props extends object> {
  readonly arrived: Store<{ readonly Component: ComponentType<Props> } | null>;
  readonly fetch: () => void;
}

interface LaterProps<Props extends object> {
  readonly part: LaterPart<Props>;
  /** True as soon as it is needed; until then it is fetched when the browser has nothing better to do. */
  readonly wanted: boolean;
  /** What it is given once it is there. */
  readonly give: Props;
  /** What stands in its place until then. */
  readonly meanwhile?: ReactNode;
}

/**
 * A component that the first screen can do without, such as a dialogue: it is fetched after it, and therefore is
 * there before most people ask for it, and when the network has gone.
 */
export function laterPart<Props extends object>(load: () => Promise<ComponentType<Props>>): LaterPart<Props> {
  const arrived: LaterPart<Props>['arrived'] = createStore(null);
  let coming = false;
  const fetch = () => {
    if (coming) return;
    coming = true;
    load().then(
      (Component) => arrived.set({ Component }),
      () =>
        setTimeout(() => {
          coming = false;
          fetch();
        }, again),
    );
  };
  return { arrived, fetch };
}

/** Has it fetched when the browser has nothing better to do, where it is not shown until somebody asks for it. */
export function useSoon<Props extends object>({ fetch }: LaterPart<Props>): void {
  useEffect(() => whenIdle(fetch), [fetch]);
}

/**
 * Has it fetched right after what is there has been drawn, idle or not: without it nobody could go on with what they are
 * at once the network has gone.
 */
export function useNext<Props extends object>({ fetch }: LaterPart<Props>): void {
  useEffect(fetch, [fetch]);
}

/** Shows such a component as soon as it is there. */
export function Later<Props extends object>({ part, wanted, give, meanwhile }: LaterProps<Props>): ReactNode {
  const { arrived, fetch } = part;
  const here = useStore(arrived);
  useEffect(() => {
    if (here !== null) return;
    if (!wanted) return whenIdle(fetch);
    fetch();
  }, [here, wanted, fetch]);
  return here === null ? meanwhile : <here.Component {...give} />;
}
