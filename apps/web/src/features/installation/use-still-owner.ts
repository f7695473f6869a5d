import { useEffect } from 'react';
import { refusalOf } from '../../data/errors.ts';
import { changed } from '../../data/news.ts';

/** Reads the own role again, which decides whether this screen is there, where the server has refused what only an owner may: another owner has taken that away. */
export function useStillOwner(...errors: readonly unknown[]): void {
  const refused = errors.some((error) => refusalOf(error)?.code === 'not_allowed');
  useEffect(() => {
    if (refused) changed(['person']);
  }, [refused]);
}
