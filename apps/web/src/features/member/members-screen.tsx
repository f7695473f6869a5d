import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { mayHere, useProject } from '../../data/project.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import { Invite } from './invite.tsx';
import { MemberRows } from './member-rows.tsx';

const route = getRouteApi('/inside/p/$projectId/members');

export function MembersScreen() {
  const { t } = useTranslation('member');
  const { projectId } = route.useParams();
  const project = useProject(projectId);
  usePageTitle(t('title'), project.data?.project.name);
  const living = project.data?.members.filter((member) => member.removedAt === null) ?? [];
  return (
    <Page
      title={t('title')}
      lead={project.data === undefined ? undefined : t('lead', { count: living.length })}
    >
      <Loaded query={project}>
        {(detail) => (
          <>
            <MemberRows detail={detail} />
            {mayHere(detail, 'member.invite') && <Invite projectId={projectId} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}
