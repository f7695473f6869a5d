import { createFirstOwnerInput, linkToken } from '@koersvast/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { landing, startOver } from '../../data/session.ts';
import { trpc } from '../../data/trpc.ts';
import { NewPersonForm } from '../../parts/person/new-person-form.tsx';
import { Entrance, EntranceNote } from '../../ui/entrance.tsx';
import { Loaded } from '../../ui/loaded.tsx';

const route = getRouteApi('/welcome/$token');

/** Where the one-time link leads that creates the first owner of an installation. */
export function WelcomeScreen() {
  const { t: sessionT } = useTranslation('session');
  const { t } = useTranslation('entrance');
  const { token } = route.useParams();
  const go = useNavigate();
  const wellFormed = linkToken.safeParse(token).success;
  const link = useQuery({ ...trpc.session.firstOwnerLink.queryOptions({ token }), enabled: wellFormed });
  const create = useMutation(trpc.session.createFirstOwner.mutationOptions());

  if (!wellFormed || link.data?.valid === false)
    return (
      <Entrance title={t('welcome.notValid')} lead={t('welcome.notValidText')}>
        <EntranceNote>
          <Link to="/sign-in">{sessionT('signIn.title')}</Link>
        </EntranceNote>
      </Entrance>
    );
  return (
    <Entrance title={t('welcome.title')} lead={t('welcome.lead')}>
      <Loaded query={link}>
        {() => (
          <NewPersonForm
            submit={t('welcome.submit')}
            schema={createFirstOwnerInput.omit({ token: true })}
            error={create.error}
            pending={create.isPending}
            onSubmit={async (newcomer) => {
              await create.mutateAsync({ token, ...newcomer });
              await startOver();
              // To the sample project, which is the only one there is.
              await go({ href: await landing(), replace: true });
            }}
          />
        )}
      </Loaded>
    </Entrance>
  );
}
