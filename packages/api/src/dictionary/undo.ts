import { DomainError } from '@koersvast/core/error';
import { seesSearch } from '@koersvast/core/kept-search';
import type { UndoOfRows } from '../undo/hooks.ts';
import { updateDictionary } from './row.ts';

/** As of a search: one that its maker no longer shares is theirs alone again, whoever changed it before. */
export const undoOfDictionaries: UndoOfRows<'dictionary'> = {
  async settle(command, inverses) {
    for (const { current } of inverses) if (!seesSearch(command, current)) throw new DomainError('not_found');
    return inverses.map(({ patch }) => patch);
  },
  write: updateDictionary,
};
