import { deserialize, serialize } from 'node:v8';

declare const content: unique symbol;

/**
 * Sums as bytes. They are made in a worker and needed in a worker; the server between only keeps and passes them on,
 * and would take apart and put together thousands of small objects that it never looks into.
 */
export type Sealed<Value> = Uint8Array & { readonly [content]?: Value };

export const seal = <Value>(value: Value): Sealed<Value> => serialize(value);

/** What was sealed, as it was: by this program, and a moment ago. */
export const unseal = <Value>(sealed: Sealed<Value>): Value => deserialize(sealed) as Value;
