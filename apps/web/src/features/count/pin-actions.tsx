import type { ProjectDetail } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { useFaultWords } from '../../data/fault-words.ts';
import { isWorkedIn, mayHere } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { useUndoKeys } from '../../data/undo.ts';
import { newId } from '../../lib/ids.ts';
import { useOneAtATime } from '../../lib/one-at-a-time.ts';
import { say } from '../../lib/said.ts';
import { pinnedOf } from './pinned-chart.ts';
import { useChartTitle } from './use-chart-title.ts';
import { useCountAddress } from './use-count-address.ts';

/** Pins the chart of the address for all members, and leads to what is pinned. */
export function PinActions({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation(['count', 'common']);
  const { projectId, search } = useCountAddress();
  const titleOf = useChartTitle();
  const words = useFaultWords();
  const undo = useUndoKeys(projectId);
  const pin = useCommand(trpc.finding.pin.mutationOptions());
  const isThere = search.chart !== 'paragraphs' || search.document !== undefined;
  // The same until it is pinned: another press after one that got no answer is the same operation.
  const id = useRef(newId());
  const act = useOneAtATime(async () => {
    try {
      const named = { projectId, id: id.current, title: titleOf(search) };
      const output = await pin.run({ ...named, note: '', chart: pinnedOf(search) });
      id.current = newId();
      undo.sayUndoable(t('pin.done'), output);
    } catch (error) {
      say(words(error));
    }
  });
  return (
    <>
      {isThere && mayHere(detail, 'finding.pin') && isWorkedIn(detail) && (
        // The second press of a double click comes when the first may be done.
        <Button variant="default" loading={pin.pending} onClick={({ detail }) => detail <= 1 && void act()}>
          {t('pin')}
        </Button>
      )}
      <Link to="/p/$projectId/findings" params={{ projectId }}>
        {t('common:nav.findings')}
      </Link>
    </>
  );
}
