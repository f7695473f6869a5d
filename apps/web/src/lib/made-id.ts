import { useRef } from 'react';
import { newId } from './ids.ts';

/** Names what a person is about to make. */
export interface MadeId {
  /** The id of a thing with this content: the same one for the same content, until it has been made. */
  of(content: object): string;
  /** It has been made: the same content is another thing from now on. */
  made(): void;
}

/**
 * The answer to a command may be lost after it was carried out. Whoever then asks for the same thing again must ask
 * for it under the same id, or there would be two.
 */
export function useMadeId(): MadeId {
  const making = useRef<{ readonly content: string; readonly id: string } | null>(null);
  return {
    of: (given) => {
      const content = JSON.stringify(given);
      if (making.current?.content !== content) making.current = { content, id: newId() };
      return making.current.id;
    },
    made: () => {
      making.current = null;
    },
  };
}
