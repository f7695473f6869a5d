import type { Board, DocumentListItem, ProjectDetail, Round } from '@koersvast/contracts';
import { fieldCalled } from '@koersvast/core/document-field';
import { isBlindNow } from '@koersvast/core/round';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCoderNames } from '../../data/coder-names.ts';
import { isLate, useDeadlineWords } from '../../data/deadline.ts';
import { documentsQuery } from '../../data/documents.ts';
import { mayHere, useProject } from '../../data/project.ts';
import { useTitle } from '../../data/title.ts';
import { trpc } from '../../data/trpc.ts';
import { type Undo, useUndoKeys } from '../../data/undo.ts';
import { useFormat } from '../../lib/format.ts';
import { roundTold } from '../../parts/fact/later.ts';
import { isAllDone, progressOf, RoundProgress } from '../../parts/round/round-progress.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Later } from '../../ui/later.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, Section, usePageTitle } from '../../ui/page.tsx';
import rowLink from '../../ui/row-link.module.css';
import { Row, Rows } from '../../ui/rows.tsx';
import { Assignments } from './assignments.tsx';
import { isOwnField } from './plan.ts';
import classes from './round.module.css';
import { RoundActions, type RoundDialog } from './round-actions.tsx';
import { documentsIn, useRoundState } from './round-words.ts';

const route = getRouteApi('/inside/p/$projectId/rounds/$roundId');

const EditRound = lazy(async () => ({ default: (await import('./edit-round.tsx')).EditRound }));
const AddToRound = lazy(async () => ({ default: (await import('./edit-round.tsx')).AddToRound }));
const Reveal = lazy(async () => ({ default: (await import('./reveal.tsx')).Reveal }));
const Lift = lazy(async () => ({ default: (await import('./lift.tsx')).Lift }));

/** One round: what it is over, who codes what, and its reveal. */
export function RoundScreen() {
  const { t } = useTranslation('round');
  const { projectId, roundId } = route.useParams();
  const project = useProject(projectId);
  const found = project.data?.rounds.find((each) => each.id === roundId);
  // One that is deleted elsewhere while its form is open stays until the form is closed, and with it what was typed.
  const [inForm, setInForm] = useState<Round | null>(null);
  const round = found ?? (inForm?.id === roundId ? inForm : undefined);
  usePageTitle(round?.name ?? t('title'), project.data?.project.name);
  const documents = useQuery(documentsQuery(projectId));
  if (project.data === undefined || documents.data === undefined || round === undefined)
    return (
      <Page title={round?.name ?? t('title')}>
        <Loaded query={project}>
          {() =>
            round === undefined ? (
              <Empty title={t('gone')}>
                <Link to="/p/$projectId/rounds" params={{ projectId }}>
                  {t('back')}
                </Link>
              </Empty>
            ) : (
              <Loaded query={documents}>{() => null}</Loaded>
            )
          }
        </Loaded>
      </Page>
    );
  return (
    <Opened
      key={roundId}
      detail={project.data}
      round={round}
      documents={documents.data}
      gone={found === undefined}
      onForm={(opened) => setInForm(opened ? round : null)}
    />
  );
}

interface OpenedProps {
  readonly detail: ProjectDetail;
  readonly round: Round;
  readonly documents: readonly DocumentListItem[];
  /** Somebody deleted it while its form is open. */
  readonly gone: boolean;
  readonly onForm: (opened: boolean) => void;
}

function Opened({ detail, round, documents, gone, onForm }: OpenedProps) {
  const { t } = useTranslation('round');
  const stateOf = useRoundState();
  const format = useFormat();
  const [open, setDialog] = useState<RoundDialog | null>(null);
  const setOpen = (dialog: RoundDialog | null) => {
    setDialog(dialog);
    onForm(dialog === 'rename');
  };
  const projectId = detail.project.id;
  const undo = useUndoKeys(projectId, { documentId: null, roundId: round.id });
  const canEdit = mayHere(detail, 'round.edit') && detail.project.archivedAt === null;
  const taking = round.revealedAt === null && round.state !== 'closed';
  const blind = isBlindNow(round);
  const within = documentsIn(round, documents);
  const board = useQuery(
    trpc.assignment.board.queryOptions(
      { projectId, roundId: round.id },
      { enabled: mayHere(detail, 'assignment.edit') && !gone, staleTime: 0 },
    ),
  );
  const codesBlind = blind && board.data?.hidden === true;
  const canAssign = canEdit && taking;
  const deadlineWords = useDeadlineWords()(round);
  const hasMore = round.documentIds.length > 0 && within.length < documents.length;
  return (
    <Page
      title={round.name}
      lead={
        <>
          {`${stateOf(round)} · ${t('documents', { count: within.length })}`}
          {round.deadline !== null && (
            <span className={isLate(round) ? classes.late : undefined}>
              {` · ${t('deadline.until', { when: format.partialDate(round.deadline) })}`}
              {deadlineWords !== null && ` (${deadlineWords})`}
            </span>
          )}
        </>
      }
      actions={
        canEdit && (
          <RoundActions
            detail={detail}
            round={round}
            allDone={board.data !== undefined && isAllDone(progressOf(board.data))}
            hasMore={hasMore}
            undo={undo}
            onOpen={setOpen}
          />
        )
      }
    >
      <p className={classes.facts}>
        {t(blind ? 'about.blind' : round.blind ? 'about.revealed' : 'about.open')}
        {round.state === 'planned' && ` ${t('about.planned')}`}
        {round.state === 'closed' && ` ${t(blind ? 'about.closedBlind' : 'about.closed')}`}
        {!round.searching && ` ${t('about.noSearching')}`}
      </p>
      {round.plan !== null && (
        <p className={classes.facts}>
          <PlanWords detail={detail} plan={round.plan} invited={board.data?.invited ?? []} />
        </p>
      )}
      {round.repeats !== null && (
        <p className={classes.facts}>
          <RepeatWords detail={detail} repeats={round.repeats} />
        </p>
      )}
      {mayHere(detail, 'assignment.edit') && round.state !== 'planned' && board.data !== undefined && (
        <Section title={t('progress')} lead={codesBlind ? t('progress.hidden') : undefined}>
          <RoundProgress detail={detail} board={board.data} />
        </Section>
      )}
      {mayHere(detail, 'assignment.edit') ? (
        <Section
          title={t('assignments')}
          lead={codesBlind ? t('assignments.hidden') : canAssign ? t('assignments.lead') : undefined}
        >
          <Loaded query={board}>
            {(data) => (
              <Assignments
                detail={detail}
                round={round}
                documents={within}
                board={data}
                editable={canAssign}
                undo={undo}
              />
            )}
          </Loaded>
        </Section>
      ) : (
        <RoundDocuments projectId={projectId} round={round} within={within} />
      )}
      {/* It waits for what stands above it, so that nothing moves under a pointer. */}
      {canEdit && !board.isLoading && (
        <Section title={t('told.title')} lead={t('told.lead')}>
          <Later part={roundTold} wanted give={{ projectId, round, undo, gone }} />
        </Section>
      )}
      {codesBlind && mayHere(detail, 'blindness.lift') && (
        <Section title={t('lift.title')} lead={t('lift.lead')}>
          <Button variant="default" onClick={() => setOpen('lift')}>
            {t('lift')}
          </Button>
        </Section>
      )}
      <RoundDialogs
        detail={detail}
        round={round}
        documents={documents}
        within={within}
        gone={gone}
        undo={undo}
        open={open}
        onClose={() => setOpen(null)}
      />
    </Page>
  );
}

interface PlanWordsProps {
  readonly detail: ProjectDetail;
  readonly plan: NonNullable<Round['plan']>;
  readonly invited: Board['invited'];
}

/** How the assignments were drawn, so that it can be reported. */
function PlanWords({ detail, plan, invited }: PlanWordsProps) {
  const { t } = useTranslation('round');
  const coderNames = useCoderNames(detail);
  const names = useFormat().list(plan.memberIds.map((id) => coderNames.of(id, invited).name));
  const { doubleCodedPercent: percent, codersPerDocument: count, stratifiedBy, seed, draw } = plan;
  const how = percent === null ? t('drawn.each', { count }) : t('drawn.sample', { percent });
  const named = (field: string) =>
    isOwnField(field)
      ? t(`field.${field}`)
      : (fieldCalled(detail.project.documentFields, field)?.name ?? field);
  const said = [
    draw && t('drawn.documents', { count: draw.count, from: draw.fromDocumentIds.length }),
    draw?.stratifiedBy && t('drawn.documentStrata', { field: named(draw.stratifiedBy) }),
    t('drawn', { how, names, seed }),
    stratifiedBy !== null && t('drawn.strata', { field: named(stratifiedBy) }),
  ];
  return said.filter(Boolean).join(' ');
}

interface RepeatWordsProps {
  readonly detail: ProjectDetail;
  readonly repeats: NonNullable<Round['repeats']>;
}

/** How it was drawn what is coded again. */
function RepeatWords({ detail, repeats: { memberIds, perCoder, days, seed } }: RepeatWordsProps) {
  const { t } = useTranslation('round');
  const coderNames = useCoderNames(detail);
  const names = useFormat().list(memberIds.map((id) => coderNames.of(id, []).name));
  return t('drawn.again', { names, count: perCoder, days, seed });
}

interface RoundDocumentsProps {
  readonly projectId: string;
  readonly round: Round;
  readonly within: readonly DocumentListItem[];
}

/** For those who give nothing to anybody: which documents there are. */
function RoundDocuments({ projectId, round, within }: RoundDocumentsProps) {
  const { t } = useTranslation('round');
  const titleOf = useTitle();
  return (
    <Section title={t('documents.title')}>
      <Rows label={t('documents.title')}>
        {within.map(({ document }) => (
          <Row
            key={document.id}
            title={
              <Link
                to="/p/$projectId/documents/$documentId"
                params={{ projectId, documentId: document.id }}
                search={{ round: round.id }}
                className={`${rowLink.title} ${rowLink.link}`}
                lang={document.language}
                dir="auto"
              >
                {titleOf(document)}
              </Link>
            }
          />
        ))}
      </Rows>
    </Section>
  );
}

interface RoundDialogsProps {
  readonly detail: ProjectDetail;
  readonly round: Round;
  readonly documents: readonly DocumentListItem[];
  /** Those of the round. */
  readonly within: readonly DocumentListItem[];
  readonly gone: boolean;
  readonly undo: Undo;
  readonly open: RoundDialog | null;
  readonly onClose: () => void;
}

function RoundDialogs(props: RoundDialogsProps) {
  const { detail, round, documents, within, gone, undo, open, onClose: close } = props;
  const { t } = useTranslation('round');
  const projectId = detail.project.id;
  return (
    <>
      <Dialog title={t('rename')} opened={open === 'rename'} onClose={close}>
        <EditRound projectId={projectId} round={round} gone={gone} undo={undo} onClose={close} />
      </Dialog>
      <Dialog title={t('addDocuments')} opened={open === 'add'} onClose={close}>
        <AddToRound
          projectId={projectId}
          round={round}
          documents={documents.filter((item) => !within.includes(item))}
          onClose={close}
        />
      </Dialog>
      <Dialog
        title={t('reveal.title', { name: round.name })}
        opened={open === 'reveal'}
        onClose={close}
        size={640}
      >
        <Reveal detail={detail} round={round} documents={within} onClose={close} />
      </Dialog>
      <Dialog title={t('lift.title')} opened={open === 'lift'} onClose={close}>
        <Lift projectId={projectId} round={round} onClose={close} />
      </Dialog>
    </>
  );
}
