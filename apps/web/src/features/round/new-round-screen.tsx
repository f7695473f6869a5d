import type { DocumentListItem, DocumentSet, ProjectDetail } from '@koersvast/contracts';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isInSet } from '../../data/document-sets.ts';
import { documentsQuery } from '../../data/documents.ts';
import { mayHere, useProject } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { NewRoundTold } from '../../parts/fact/new-round-told.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Form } from '../../ui/form.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { Loaded, Skeleton } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import { Choice, Several } from './choice.tsx';
import { DrawFields } from './draw-fields.tsx';
import { BeforeBlind, useOpenCoding } from './open-coding.tsx';
import classes from './round.module.css';
import { SearchingField } from './searching-field.tsx';
import { useNewRound } from './use-new-round.ts';
import { isComing } from './use-round-plan.ts';
import { WhatIsGiven, WhoCodes } from './who-codes.tsx';

const route = getRouteApi('/inside/p/$projectId/rounds/new');

/** Opens a round: over which documents, blind or open, and who codes what. */
export function NewRoundScreen() {
  const { t } = useTranslation('round');
  const { projectId } = route.useParams();
  const project = useProject(projectId);
  const documents = useQuery(documentsQuery(projectId));
  const invitations = useQuery(
    trpc.member.invitations.queryOptions(
      { projectId },
      { enabled: project.data !== undefined && mayHere(project.data, 'member.invite') },
    ),
  );
  usePageTitle(t('new'), project.data?.project.name);
  return (
    <Page title={t('new')} lead={t('new.lead')}>
      <Loaded query={project}>
        {(detail) =>
          mayHere(detail, 'round.edit') ? (
            <Loaded query={documents}>
              {(list) =>
                list.length === 0 ? (
                  <NoDocuments detail={detail} />
                ) : invitations.isLoading ? (
                  <Skeleton />
                ) : (
                  <NewRound detail={detail} list={list} />
                )
              }
            </Loaded>
          ) : (
            <p>{t('new.notAllowed')}</p>
          )
        }
      </Loaded>
    </Page>
  );
}

/** A round is over something. */
function NoDocuments({ detail }: { readonly detail: ProjectDetail }) {
  const { t } = useTranslation('round');
  return (
    <Empty
      title={t('new.noDocuments')}
      actions={
        <ButtonLink to="/p/$projectId/documents/add" params={{ projectId: detail.project.id }}>
          {t('new.addDocuments')}
        </ButtonLink>
      }
    >
      {t('new.noDocumentsText')}
    </Empty>
  );
}

interface FromSetProps extends NewRoundProps {
  readonly sets: readonly DocumentSet[];
  readonly onPicked: (ids: readonly string[]) => void;
}

/** A set of documents, as it is now: what comes into it later is in no round by surprise. */
function FromSet({ detail, list, sets, onPicked }: FromSetProps) {
  const { t } = useTranslation('round');
  if (sets.length === 0) return null;
  const choose = (id: string) => {
    const set = sets.find((each) => each.id === id);
    if (set === undefined) return;
    const isIn = isInSet(set, detail.project.documentFields);
    onPicked(list.filter(isIn).map(({ document }) => document.id));
  };
  return (
    <NativeSelect
      label={t('new.set')}
      description={t('new.set.what')}
      defaultValue=""
      onChange={(event) => choose(event.currentTarget.value)}
    >
      <option value="">{t('new.set.none')}</option>
      {sets.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </NativeSelect>
  );
}

interface NewRoundProps {
  readonly detail: ProjectDetail;
  readonly list: readonly DocumentListItem[];
}

function NewRound({ detail, list }: NewRoundProps) {
  const { t } = useTranslation('round');
  const round = useNewRound(detail, list, route.useSearch());
  const { name, blind, which } = round;
  const sets = useQuery(trpc.set.list.queryOptions({ projectId: detail.project.id }));
  return (
    <Form onSubmit={round.submit}>
      <TextInput
        label={t('new.name')}
        description={t('new.name.what')}
        value={name}
        maxLength={120}
        onChange={(event) => round.setName(event.currentTarget.value)}
      />
      {which !== 'again' && (
        <Choice
          legend={t('new.kind')}
          value={blind ? 'blind' : 'open'}
          options={[
            { value: 'blind', name: t('new.blind'), what: t('new.blind.what') },
            { value: 'open', name: t('new.open'), what: t('new.open.what') },
          ]}
          onChange={(kind) => round.changeBlind(kind === 'blind')}
        />
      )}
      <Choice
        legend={t('new.documents')}
        value={which}
        options={[
          { value: 'all', name: t('new.all', { count: list.length }) },
          { value: 'some', name: t('new.some') },
          { value: 'drawn', name: t('new.drawn'), what: t('new.drawn.what') },
          { value: 'again', name: t('new.again'), what: t('new.again.what') },
        ]}
        onChange={round.setWhich}
      />
      {(which === 'drawn' && round.pool === null) || (which === 'some' && sets.isLoading) ? (
        // What can be said of a draw follows from what it is from, and a set stands above what it chooses.
        <Form.Fault error={round.poolError} />
      ) : (
        <Rest detail={detail} list={list} sets={sets.data ?? []} round={round} />
      )}
    </Form>
  );
}

interface RestProps extends NewRoundProps {
  readonly sets: readonly DocumentSet[];
  readonly round: ReturnType<typeof useNewRound>;
}

/** What is asked once it is known over which documents the round is. */
function Rest({ detail, list, sets, round }: RestProps) {
  const { t } = useTranslation(['round', 'common']);
  const navigate = useNavigate();
  const projectId = detail.project.id;
  const { due, planned, blind, which, picked, documents, missing, create } = round;
  const asksOpen = blind && which !== 'again' && documents.length > 0;
  const open = useOpenCoding(detail, documents, asksOpen);
  return (
    <>
      {which === 'drawn' && round.pool !== null && (
        <DrawFields pool={round.pool} draft={round.draw} onChange={round.setDraw} />
      )}
      {which === 'some' && <FromSet detail={detail} list={list} sets={sets} onPicked={round.setPicked} />}
      {which === 'some' && (
        <Several
          legend={t('new.which', { count: documents.length })}
          items={list.map(({ document }) => ({
            id: document.id,
            name: document.title,
            lang: document.language,
          }))}
          chosen={picked}
          onChange={round.setPicked}
        />
      )}
      <WhoCodes round={round} />
      <Choice
        legend={t('new.when')}
        value={planned ? 'later' : 'now'}
        options={[
          { value: 'now', name: t('new.now') },
          { value: 'later', name: t('new.later'), what: t('new.later.what') },
        ]}
        onChange={(when) => round.setPlanned(when === 'later')}
      />
      <TextInput {...due.field} label={t('new.deadline')} description={t('deadline.what')} />
      {blind && <SearchingField value={round.searching} onChange={round.setSearching} />}
      <fieldset className={`${classes.choice} ${classes.told}`}>
        <legend>{t('told.title')}</legend>
        <p className={classes.hint}>{t('told.lead')}</p>
        <NewRoundTold names={round.asked} values={round.told} onChange={round.setTold} />
      </fieldset>
      {/* What comes late stands below all fields, and the buttons wait for it: nothing moves under a pointer. */}
      <WhatIsGiven round={round} />
      {asksOpen && (
        <BeforeBlind detail={detail} documents={documents} told={open} onLeaveOut={round.leaveOut} />
      )}
      {missing !== null && <p className={classes.hint}>{t(`missing.${missing}`)}</p>}
      <Form.Fault error={create.error} />
      <Form.Actions coming={round.givenComes || (asksOpen && isComing(open))}>
        <Button type="submit" loading={create.pending} disabled={missing !== null}>
          {t(planned ? 'new.submitLater' : blind ? 'new.submitBlind' : 'new.submitOpen')}
        </Button>
        <Button
          variant="subtle"
          onClick={() => void navigate({ to: '/p/$projectId/rounds', params: { projectId } })}
        >
          {t('common:action.cancel')}
        </Button>
      </Form.Actions>
    </>
  );
}
