import type { Access, Rows, Tx } from '@koersvast/db';

/** For whom the study is open, and the moment of the database at which it is read. */
export interface Here {
  readonly tx: Tx;
  readonly access: Access;
}

declare const seen: unique symbol;

/** A layer that the person may see: only the study makes one, and what stands in layers is read of these alone. */
export type SeenLayer = Rows['layer'] & { readonly [seen]: true };

/** Binds readings to the person for whom the study is open. */
type Open<Readings> = {
  readonly [Name in keyof Readings]: Readings[Name] extends (here: Here, ...rest: infer Rest) => infer Read
    ? (...rest: Rest) => Read
    : never;
};

type Reading = (here: Here, ...rest: never[]) => unknown;

export function openTo<Readings extends Readonly<Record<string, Reading>>>(
  here: Here,
  readings: Readings,
): Open<Readings> {
  const bound = Object.entries(readings).map(([name, read]) => [name, read.bind(null, here)]);
  return Object.fromEntries(bound) as Open<Readings>;
}
