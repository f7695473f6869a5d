import type { Finding, ProjectDetail } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { useFaultWords } from '../../data/fault-words.ts';
import { isWorkedIn, mayHere } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { useUndoKeys } from '../../data/undo.ts';
import { newId } from '../../lib/ids.ts';
import { useOneAtATime } from '../../lib/one-at-a-time.ts';
import { say } from '../../lib/said.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Later, laterPart } from '../../ui/later.tsx';
import { isSameChart, pinnedOf } from './pinned-chart.ts';
import { useChartTitle } from './use-chart-title.ts';
import { useCountAddress } from './use-count-address.ts';

const pinAgain = laterPart(async () => (await import('./pin-again.tsx')).PinAgain);

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
  const queries = useQueryClient();
  const [same, setSame] = useState<Finding | null>(null);
  const pinned = async (named: { readonly title: string; readonly note: string }) => {
    const output = await pin.run({ ...named, projectId, id: id.current, chart: pinnedOf(search) });
    id.current = newId();
    undo.sayUndoable(t('pin.done'), output);
  };
  const act = useOneAtATime(async () => {
    // Where that cannot be read it is pinned all the same: twice does no harm.
    const list = await queries.fetchQuery(trpc.finding.list.queryOptions({ projectId })).catch(() => []);
    const found = list.find(({ chart }) => isSameChart(chart, pinnedOf(search)));
    if (found !== undefined) return setSame(found);
    await pinned({ title: titleOf(search), note: '' }).catch((error) => say(words(error)));
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
      <Dialog title={t('pin.again')} opened={same !== null} onClose={() => setSame(null)}>
        {same !== null && (
          <Later
            part={pinAgain}
            wanted
            give={{ finding: same, title: titleOf(search), onPin: pinned, onClose: () => setSame(null) }}
          />
        )}
      </Dialog>
    </>
  );
}
