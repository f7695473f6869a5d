import { stopMailToken } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '../../data/errors.ts';
import { sessionQuery } from '../../data/session.ts';
import { queryClient, trpc } from '../../data/trpc.ts';
import { Entrance, EntranceNote } from '../../ui/entrance.tsx';
import { Form } from '../../ui/form.tsx';

const route = getRouteApi('/mail/off/$token');

/**
 * Where the link of a digest leads by which no more of them come, signed in or not. It asks first: programs that look
 * through mails open all that is in them.
 */
export function StopMailScreen() {
  const { t } = useTranslation('entrance');
  const { token } = route.useParams();
  const stop = useMutation(
    trpc.session.stopMail.mutationOptions({ onSuccess: () => queryClient.invalidateQueries(sessionQuery) }),
  );
  const toAccount = (
    <EntranceNote>
      <Link to="/account" hash="mail">
        {t('stopMail.account')}
      </Link>
    </EntranceNote>
  );
  if (stop.data !== undefined)
    return (
      <Entrance title={t('stopMail.done')} lead={<span role="status">{t('stopMail.doneText')}</span>}>
        {toAccount}
      </Entrance>
    );
  if (!stopMailToken.safeParse(token).success || refusalOf(stop.error)?.code === 'link_not_valid')
    return (
      <Entrance title={t('stopMail.notValid')} lead={t('stopMail.notValidText')}>
        {toAccount}
      </Entrance>
    );
  return (
    <Entrance title={t('stopMail.title')} lead={t('stopMail.lead')}>
      <Form
        onSubmit={async () => {
          await stop.mutateAsync({ token });
        }}
      >
        <Form.Fault error={stop.error} />
        <Form.Actions>
          <Button type="submit" fullWidth loading={stop.isPending}>
            {t('stopMail.submit')}
          </Button>
        </Form.Actions>
      </Form>
      {toAccount}
    </Entrance>
  );
}
