import type { Tag } from '@koersvast/contracts';
import { needsRecheck } from '@koersvast/core/codebook';
import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeymap } from '../../data/keyboard.ts';
import type { LiveStatus } from '../../data/live/project-live.ts';
import { usePerson } from '../../data/session.ts';
import { touchScreen } from '../../lib/breakpoints.ts';
import { partsOf } from '../../lib/chord.ts';
import { useFormat } from '../../lib/format.ts';
import type { ListedAnnotation } from './annotation-list.ts';
import classes from './reader.module.css';
import { endFirstVisit, isFirstVisit } from './selection/last-tag.ts';
import type { Coding } from './use-coding.ts';

/** The project is closed to its reader; or they are signed out, which their password mends; or something else. */
type Ended = 'member' | 'session' | 'other';

/** What the end of the live stream means to who reads. */
export function endOf({ state, fault }: LiveStatus): Ended | null {
  if (state !== 'ended') return null;
  if (fault?.code === 'not_signed_in') return 'session';
  return fault?.code === 'not_found' || fault?.code === 'not_allowed' ? 'member' : 'other';
}

interface NoticesProps {
  readonly coding: Coding;
  /** Done, and revealed since: that stays. */
  readonly settled: boolean;
  /** Why news does not come any more; null while it does. */
  readonly ended: Ended | null;
  readonly tags: readonly Tag[];
  /** Where one goes on from here; null where that is another document, to which one has been led. */
  readonly allDone: ReactNode;
  readonly onShow: (annotation: ListedAnnotation) => void;
}

/** What has to be known before reading on, above the letter; mostly nothing. */
export function Notices({ coding, settled, ended, tags, allDone, onShow }: NoticesProps) {
  const { t } = useTranslation('reader');
  const format = useFormat();
  const [first, setFirst] = useState(isFirstVisit);
  const hasOwn = coding.list.some(({ shown }) => shown.own);
  useEffect(() => {
    if (!hasOwn) return;
    endFirstVisit();
    setFirst(false);
  }, [hasOwn]);
  const older = useMemo(() => {
    const tagOf = new Map(tags.map((tag) => [tag.id, tag]));
    return coding.list.filter(({ shown: { own, row } }) => {
      const tag = tagOf.get(row.tagId);
      return own && tag !== undefined && needsRecheck(row, tag);
    });
  }, [coding.list, tags]);
  const [oldest] = older;
  // Of keys nothing is said where there are none, nor where their person has switched them off.
  const byHand = useMediaQuery(touchScreen, false, { getInitialValueInEffect: false });
  const singleKeys = usePerson()?.preferences.singleKeys ?? true;
  const keys =
    byHand || !singleKeys ? [] : tags.flatMap((tag) => (tag.key === null ? [] : [tag.key])).slice(0, 3);
  const [showsKeys] = useKeymap().keysOf('keys.show');
  const sheet = byHand ? undefined : showsKeys;
  return (
    <>
      {ended !== null && (
        <p className={classes.notice} data-kind="ended" role="alert">
          {t(`notice.ended.${ended}`)}
        </p>
      )}
      {coding.state === 'done' && coding.coder && (
        <div className={classes.notice} data-kind="done">
          {t(settled ? 'notice.settled' : 'notice.done')}
          {allDone}
        </div>
      )}
      {oldest !== undefined && (
        <div className={classes.notice} data-kind="recheck">
          {t('notice.recheck', { count: older.length })}
          <Button size="compact-sm" variant="subtle" onClick={() => onShow(oldest)}>
            {t('notice.recheckShow')}
          </Button>
        </div>
      )}
      {first && !hasOwn && coding.writable && (
        <p className={classes.hint}>
          {keys.length === 0 ? t('notice.firstNoKeys') : t('notice.first', { keys: format.choice(keys) })}
          {sheet !== undefined && ` ${t('notice.firstSheet', { key: partsOf(sheet).join(' ') })}`}
        </p>
      )}
    </>
  );
}
