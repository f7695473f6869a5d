import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { useOneAtATime } from '../../lib/one-at-a-time.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import classes from './intake-desk.module.css';
import { concernsOf, doubledOf, goingIn, isIn } from './items.ts';
import type { Desk } from './use-intake.ts';

const route = getRouteApi('/inside/p/$projectId/documents/add');

/** The one press that adds all that is chosen, what it leaves behind, and what throws the import away. */
export function AddFoot({ desk }: { readonly desk: Desk }) {
  const { t } = useTranslation('intake');
  const format = useFormat();
  const [asked, setAsked] = useState(false);
  const { choices, busy, total } = desk;
  const { items } = choices;
  const going = goingIn(items);
  const left = items.filter((item) => isIn(item, 'left')).length;
  const shut = items.filter(({ state }) => state === 'failed').length;
  const waiting = items.filter(({ state }) => state === 'waiting').length;
  // What cannot be stored as it was typed is with the screen alone, until it is mended or taken back.
  const typed = new Set([...desk.drafts.keys()].map((key) => key.split(' ')[0]));
  const wrong = items.filter(
    (item) =>
      item.choice.include &&
      item.state === 'read' &&
      (typed.has(item.id) || concernsOf(item).includes('wrong')),
  );
  const [firstWrong] = wrong;
  const twins = doubledOf(items).length;
  const add = useOneAtATime(desk.add);
  const behind = [
    ...(left > 0 ? [t('foot.left', { count: left, number: format.number(left) })] : []),
    ...(shut > 0 ? [t('foot.unreadable', { count: shut, number: format.number(shut) })] : []),
    ...(waiting > 0 ? [t('foot.waiting', { count: waiting, number: format.number(waiting) })] : []),
    ...(twins > 0 ? [t('foot.twins', { count: twins, number: format.number(twins) })] : []),
    ...(total.going > 0 ? [t('foot.coming')] : []),
    ...(choices.saving > 0 ? [t('foot.saving')] : []),
  ];
  return (
    <div className={classes.foot}>
      <Button
        disabled={going.length === 0 || busy || choices.saving > 0 || firstWrong !== undefined}
        loading={desk.adding}
        onClick={() => void add()}
      >
        {t('foot.add', { count: going.length, number: format.number(going.length) })}
      </Button>
      <span className={classes.quiet} role="status">
        {behind.join(' ')}
      </span>
      {firstWrong !== undefined && (
        <span role="alert">
          {t('foot.wrong', { count: wrong.length, number: format.number(wrong.length) })}{' '}
          <route.Link to="." search={(before) => ({ ...before, item: firstWrong.id })}>
            {t('foot.show')}
          </route.Link>
        </span>
      )}
      <Button variant="subtle" color="red" className={classes.end} onClick={() => setAsked(true)}>
        {t('foot.leave')}
      </Button>
      <LeaveDialog desk={desk} opened={asked} onClose={() => setAsked(false)} />
    </div>
  );
}

interface LeaveDialogProps {
  readonly desk: Desk;
  readonly opened: boolean;
  readonly onClose: () => void;
}

function LeaveDialog({ desk, opened, onClose }: LeaveDialogProps) {
  const { t } = useTranslation(['intake', 'common']);
  const go = route.useNavigate();
  const leave = useOneAtATime(async () => {
    await desk.leave().catch(() => undefined);
    onClose();
    await go({ search: {}, replace: true });
  });
  return (
    <Dialog title={t('leave.title')} opened={opened} onClose={onClose}>
      <p>{t('leave.text')}</p>
      <Form.Actions>
        <Button color="red" onClick={() => void leave()}>
          {t('leave.do')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
      </Form.Actions>
    </Dialog>
  );
}
