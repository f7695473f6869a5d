import type { ProjectDetail } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../data/command.ts';
import { useFaultWords } from '../../data/fault-words.ts';
import { isWorkedIn, mayHere } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { useUndoKeys } from '../../data/undo.ts';
import { newId } from '../../lib/ids.ts';
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
  const act = async () => {
    try {
      const given = { projectId, id: newId(), title: titleOf(search), note: '', chart: pinnedOf(search) };
      undo.sayUndoable(t('pin.done'), await pin.run(given));
    } catch (error) {
      say(words(error));
    }
  };
  return (
    <>
      {isThere && mayHere(detail, 'finding.pin') && isWorkedIn(detail) && (
        <Button variant="default" loading={pin.pending} onClick={() => void act()}>
          {t('pin')}
        </Button>
      )}
      <Link to="/p/$projectId/findings" params={{ projectId }}>
        {t('common:nav.findings')}
      </Link>
    </>
  );
}
