import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchField } from '../../ui/search-field.tsx';
import { usePassageAddress } from './use-passage-address.ts';

/** Typed words wait so long before they are asked for, in milliseconds. */
const pause = 250;

/** What stands in memos. */
export function MemoSearch() {
  const { t } = useTranslation('passage');
  const { search, ask } = usePassageAddress();
  const [typed, setTyped] = useState(search.words ?? '');
  const [given, setGiven] = useState(search.words);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  // Taken away elsewhere, as by the chip or the way back.
  if (given !== search.words) {
    setGiven(search.words);
    if ((search.words ?? '') !== typed.trim()) setTyped(search.words ?? '');
  }
  const type = (next: string) => {
    setTyped(next);
    clearTimeout(timer.current);
    const words = next.trim() === '' ? undefined : next.trim().slice(0, 200);
    timer.current = setTimeout(() => ask({ words }, true), pause);
  };
  return <SearchField label={t('memo.search')} typed={typed} onType={type} />;
}
