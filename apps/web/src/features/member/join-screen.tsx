import { createFirstOwnerInput, linkToken } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { sessionQuery, startOver } from '../../data/session.ts';
import { client, trpc } from '../../data/trpc.ts';
import { AtProvider } from '../../parts/person/at-provider.tsx';
import { NewPersonForm } from '../../parts/person/new-person-form.tsx';
import { Entrance, EntranceNote, EntranceOr } from '../../ui/entrance.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Form } from '../../ui/form.tsx';
import { Loaded } from '../../ui/loaded.tsx';

const route = getRouteApi('/join/$token');
const newcomer = createFirstOwnerInput.omit({ token: true });

/** Where an invitation leads: a new account, or the one that is signed in, joins the project. */
export function JoinScreen() {
  const { t } = useTranslation(['member', 'common', 'provider']);
  const { token } = route.useParams();
  const go = useNavigate();
  const wellFormed = linkToken.safeParse(token).success;
  const session = useQuery(sessionQuery);
  const invitation = useQuery({ ...trpc.member.invitation.queryOptions({ token }), enabled: wellFormed });
  const join = useMutation(trpc.member.join.mutationOptions());
  const person = session.data?.person ?? null;
  const provider = session.data?.provider;
  const { refused } = route.useSearch();

  const enter = async (projectId: string) => {
    await startOver();
    await go({ to: '/p/$projectId/work', params: { projectId }, replace: true });
  };
  if (!wellFormed || invitation.data === null)
    return (
      <Entrance title={t('join.notValid')} lead={t('join.notValidText')}>
        <EntranceNote>
          <Link to="/">{t('common:state.home')}</Link>
        </EntranceNote>
      </Entrance>
    );
  const title = t('join.title', { project: invitation.data?.projectName ?? '…' });
  const lead =
    invitation.data === undefined
      ? undefined
      : t('join.lead', { role: t(`common:role.${invitation.data.role}`) });
  return (
    <Entrance title={title} lead={lead}>
      <Loaded query={invitation}>
        {() =>
          person === null ? (
            <>
              {provider !== undefined && (
                <AtProvider
                  provider={provider}
                  words={t('join.atProvider', { label: provider.label })}
                  begin={() => client.provider.join.mutate({ token })}
                  refused={refused}
                />
              )}
              {provider !== undefined && provider.only !== true && (
                <EntranceOr>{t('provider:or')}</EntranceOr>
              )}
              {provider?.only !== true && (
                <NewPersonForm
                  submit={t('join.submit')}
                  beside={provider !== undefined}
                  schema={newcomer}
                  error={join.error}
                  pending={join.isPending}
                  onSubmit={async (given) =>
                    enter((await join.mutateAsync({ token, newcomer: given })).projectId)
                  }
                />
              )}
              <EntranceNote>
                <Link to="/sign-in" search={{ next: `/join/${token}` }}>
                  {t('join.haveAccount')}
                </Link>
              </EntranceNote>
            </>
          ) : (
            <Form onSubmit={async () => enter((await join.mutateAsync({ token, newcomer: null })).projectId)}>
              <p>{t('join.as', { name: person.name })}</p>
              <Fault error={join.error ?? (refused === undefined ? null : new DomainError(refused))} />
              <Form.Actions>
                <Button type="submit" fullWidth loading={join.isPending}>
                  {t('join.asSubmit', { name: person.name })}
                </Button>
              </Form.Actions>
            </Form>
          )
        }
      </Loaded>
    </Entrance>
  );
}
