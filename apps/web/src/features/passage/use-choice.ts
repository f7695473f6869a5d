import type { PassageRow } from '@koersvast/contracts';
import { limits } from '@koersvast/core/limit';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { pageQuery, pageSize } from './queries.ts';
import type { Asked } from './use-passage-address.ts';

export type Chosen = ReadonlyMap<string, PassageRow>;

export const keyOf = ({ layerId, annotationId }: Pick<PassageRow, 'layerId' | 'annotationId'>) =>
  `${layerId} ${annotationId}`;

/** Which passages are chosen, one by one or from one to another, whether these have been in sight or not. */
export function useChoice(asked: Asked) {
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<Chosen>(new Map());
  /** From where a range goes. */
  const anchor = useRef(0);
  const rowsFrom = async (first: number, last: number) => {
    const rows: PassageRow[] = [];
    for (let page = Math.floor(first / pageSize); page <= Math.floor(last / pageSize); page += 1) {
      const { passages } = await queries.ensureQueryData(pageQuery(asked, page));
      rows.push(...passages.filter((_, at) => page * pageSize + at >= first && page * pageSize + at <= last));
    }
    return rows;
  };
  const add = (rows: readonly PassageRow[]) =>
    setChosen((before) => {
      const after = new Map(before);
      for (const row of rows) if (after.size < limits.chosen) after.set(keyOf(row), row);
      return after;
    });
  return {
    chosen,
    clear: () => setChosen(new Map()),
    toggle: (row: PassageRow, at: number) => {
      anchor.current = at;
      const key = keyOf(row);
      if (!chosen.has(key)) return add([row]);
      setChosen((before) => new Map([...before].filter(([each]) => each !== key)));
    },
    /** Chooses all up to there. */
    extend: async (at: number) => {
      const [first, last] = [Math.min(anchor.current, at), Math.max(anchor.current, at)];
      add(await rowsFrom(first, Math.min(last, first + limits.chosen)));
    },
  };
}
