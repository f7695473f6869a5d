import type { ProjectSummary } from '@koersvast/contracts';
import { mayInInstallation } from '@koersvast/core/ability';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePerson } from '../../data/session.ts';
import { trpc } from '../../data/trpc.ts';
import { Empty } from '../../ui/empty.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, Section, usePageTitle } from '../../ui/page.tsx';
import rowLink from '../../ui/row-link.module.css';
import { Row, Rows } from '../../ui/rows.tsx';
import classes from './projects-screen.module.css';
import { SeeExample } from './see-example.tsx';

/** A form brings the contracts along; a list needs none of them. */
const CreateProject = lazy(async () => ({ default: (await import('./create-project.tsx')).CreateProject }));

/** All projects of whoever is signed in. */
export function ProjectsScreen() {
  const { t } = useTranslation('project');
  const projects = useQuery(trpc.project.list.queryOptions({}));
  const [creating, setCreating] = useState(false);
  usePageTitle(t('list.title'));
  const person = usePerson();
  const mayCreate = person !== null && mayInInstallation(person.installationRole, 'project.create');
  const create = mayCreate && <Button onClick={() => setCreating(true)}>{t('list.create')}</Button>;
  return (
    <Page title={t('list.title')} actions={create || undefined}>
      <Loaded query={projects}>
        {(list) => {
          const living = list.filter(({ project }) => project.archivedAt === null);
          const archived = list.filter(({ project }) => project.archivedAt !== null);
          return (
            <>
              {list.length === 0 ? (
                <Empty title={t('list.empty')}>{t('list.emptyText')}</Empty>
              ) : (
                <ProjectRows label={t('list.title')} list={living} />
              )}
              {archived.length > 0 && (
                <div className={classes.archived}>
                  <Section title={t('list.archived')}>
                    <ProjectRows label={t('list.archived')} list={archived} />
                  </Section>
                </div>
              )}
            </>
          );
        }}
      </Loaded>
      {/* Below the list, which comes first. */}
      {mayCreate && !projects.isPending && <SeeExample />}
      {creating && (
        <Suspense>
          <CreateProject opened onClose={() => setCreating(false)} />
        </Suspense>
      )}
    </Page>
  );
}

function ProjectRows({ label, list }: { readonly label: string; readonly list: readonly ProjectSummary[] }) {
  const { t } = useTranslation(['project', 'common']);
  return (
    <Rows label={label}>
      {list.map(({ project, role, documents, members }) => (
        <Row
          key={project.id}
          title={
            <Link
              to="/p/$projectId/work"
              params={{ projectId: project.id }}
              className={`${classes.name} ${rowLink.link}`}
            >
              {project.name}
            </Link>
          }
          detail={[
            t('list.documents', { count: documents }),
            t('list.members', { count: members }),
            t(`common:role.${role}`),
          ].join(' · ')}
        />
      ))}
    </Rows>
  );
}
