import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { mayHere, useProject } from '../../data/project.ts';
import { Later, laterPart } from '../../ui/later.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import { MemberRows } from './member-rows.tsx';
import classes from './members-screen.module.css';

/** Below the list, and the larger part: it comes when the list is there. */
const invite = laterPart(async () => (await import('./invite.tsx')).Invite);

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
            {mayHere(detail, 'member.invite') && (
              <div className={classes.invite} id="invite">
                <Later part={invite} wanted give={{ projectId }} />
              </div>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}
