import {
  type Acknowledgement,
  type CreateRoundInput,
  type DocumentListItem,
  type ProjectDetail,
  roundDeadline,
} from '@koersvast/contracts';
import { isLanguage, roundName } from '@koersvast/core';
import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type NamedCoder, useCoderNames } from '../../data/coder-names.ts';
import { useCommand } from '../../data/command.ts';
import { mayHere, useProject } from '../../data/project.ts';
import { trpc } from '../../data/trpc.ts';
import { useUndo } from '../../data/undo.ts';
import { useFields } from '../../lib/form.ts';
import { useMadeId } from '../../lib/made-id.ts';
import { Empty } from '../../ui/empty.tsx';
import { Fault } from '../../ui/fault.tsx';
import { Form } from '../../ui/form.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import { Choice, Several } from './choice.tsx';
import { cellOf, Matrix } from './matrix.tsx';
import { BeforeBlind } from './open-coding.tsx';
import { newSeed, type PlanDraft, planOf } from './plan.ts';
import { PlanFields } from './plan-fields.tsx';
import { PlanPreview } from './plan-preview.tsx';
import classes from './round.module.css';
import { codersOf, useInvitedCoders } from './round-words.ts';

const route = getRouteApi('/inside/p/$projectId/rounds/new');

/** Opens a round: over which documents, blind or open, and who codes what. */
export function NewRoundScreen() {
  const { t } = useTranslation('round');
  const { projectId } = route.useParams();
  const project = useProject(projectId);
  const documents = useQuery(trpc.document.list.queryOptions({ projectId, removed: false }));
  usePageTitle(t('new'), project.data?.project.name);
  return (
    <Page title={t('new')} lead={t('new.lead')}>
      <Loaded query={project}>
        {(detail) =>
          mayHere(detail, 'round.edit') ? (
            <Loaded query={documents}>
              {(list) =>
                list.length === 0 ? <NoDocuments detail={detail} /> : <NewRound detail={detail} list={list} />
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

/** What a round came to be called: its number is given when it is opened. */
function nameIn({ changes }: Acknowledgement, language: string): string {
  for (const { noun, action, after } of changes)
    if (noun === 'round' && action === 'create' && after !== null)
      return roundName(after, isLanguage(language) ? language : 'en');
  return '';
}

type Giving = 'rule' | 'hand' | 'nobody';

interface NewRoundProps {
  readonly detail: ProjectDetail;
  readonly list: readonly DocumentListItem[];
}

function NewRound({ detail, list }: NewRoundProps) {
  const { t, i18n } = useTranslation(['round', 'common']);
  const navigate = useNavigate();
  const projectId = detail.project.id;
  const names = useCoderNames(detail);
  const invited = useInvitedCoders(detail);
  const members = codersOf(detail);
  const coders: NamedCoder[] = [...members, ...invited.map((each) => names.invited(each, invited))];
  const [name, setName] = useState('');
  const due = useFields({ deadline: '' }, roundDeadline, ({ deadline }) => ({
    deadline: deadline.trim() === '' ? null : deadline,
  }));
  const [planned, setPlanned] = useState(false);
  const [blind, setBlind] = useState(true);
  const [some, setSome] = useState(false);
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [giving, setGiving] = useState<Giving>('rule');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [draft, setDraft] = useState<PlanDraft>(() => ({
    kind: 'each',
    coders: Math.min(2, members.length),
    percent: 20,
    memberIds: members.filter((member) => member.role === 'coder').map((member) => member.id),
    stratifiedBy: '',
    seed: newSeed(),
  }));
  const create = useCommand(trpc.round.create.mutationOptions());
  const roundId = useMadeId();
  const undo = useUndo(projectId, { documentId: null, roundId: null });

  const documents = some ? list.filter(({ document }) => picked.includes(document.id)) : list;
  // Named one by one when somebody codes them, so that what comes later is in no round by surprise.
  const documentIds = some || giving !== 'nobody' ? documents.map(({ document }) => document.id) : [];
  const plan = planOf(draft);
  const [drawn] = useDebouncedValue({ plan, documentIds }, 200);
  const cells = documents.flatMap(({ document }) =>
    coders
      .filter((coder) => chosen.has(cellOf(document.id, coder.id)))
      .map((coder) => ({ documentId: document.id, memberId: coder.id })),
  );
  const assignments: CreateRoundInput['assignments'] | null =
    giving === 'rule'
      ? plan && { kind: 'plan', plan }
      : { kind: 'chosen', chosen: giving === 'hand' ? cells : [] };
  const missing = documents.length === 0 ? 'documents' : assignments === null ? 'plan' : null;

  const submit = async () => {
    const when = due.parse();
    if (missing !== null || assignments === null || when === null) return;
    const own = name.trim();
    const round = { projectId, name: own, blind, documentIds, assignments, planned, ...when };
    const id = roundId.of(round);
    const output = await create.run({ ...round, id });
    const said = { name: nameIn(output, i18n.language) };
    undo.sayUndoable(t(planned ? 'said.planned' : 'said.opened', said), output);
    await navigate({ to: '/p/$projectId/rounds/$roundId', params: { projectId, roundId: id } });
  };
  const leaveOut = (ids: readonly string[]) => {
    setSome(true);
    setPicked(documents.map(({ document }) => document.id).filter((id) => !ids.includes(id)));
  };
  const changeBlind = (to: boolean) => {
    setBlind(to);
    // In a blind round only who was given a document may code it.
    if (to && giving === 'nobody') setGiving('rule');
  };
  return (
    <Form onSubmit={submit}>
      <TextInput
        label={t('new.name')}
        description={t('new.name.what')}
        value={name}
        maxLength={120}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Choice
        legend={t('new.kind')}
        value={blind ? 'blind' : 'open'}
        options={[
          { value: 'blind', name: t('new.blind'), what: t('new.blind.what') },
          { value: 'open', name: t('new.open'), what: t('new.open.what') },
        ]}
        onChange={(kind) => changeBlind(kind === 'blind')}
      />
      <Choice
        legend={t('new.documents')}
        value={some ? 'some' : 'all'}
        options={[
          { value: 'all', name: t('new.all', { count: list.length }) },
          { value: 'some', name: t('new.some') },
        ]}
        onChange={(which) => setSome(which === 'some')}
      />
      {some && (
        <Several
          legend={t('new.which', { count: documents.length })}
          items={list.map(({ document }) => ({
            id: document.id,
            name: document.title,
            lang: document.language,
          }))}
          chosen={picked}
          onChange={setPicked}
        />
      )}
      <Choice<Giving>
        legend={t('new.who')}
        value={giving}
        options={[
          { value: 'rule', name: t('new.rule'), what: t('new.rule.what') },
          { value: 'hand', name: t('new.hand'), what: t('new.hand.what') },
          ...(blind ? [] : [{ value: 'nobody' as const, name: t('new.nobody'), what: t('new.nobody.what') }]),
        ]}
        onChange={setGiving}
      />
      {giving === 'rule' && (
        <PlanFields coders={coders} documents={documents} draft={draft} onChange={setDraft} />
      )}
      <div className={classes.wide}>
        {giving === 'rule' && drawn.plan !== null && documents.length > 0 && (
          <PlanPreview
            projectId={projectId}
            coders={coders}
            documents={documents}
            documentIds={drawn.documentIds}
            plan={drawn.plan}
          />
        )}
        {giving === 'hand' && documents.length > 0 && (
          <Matrix
            label={t('matrix')}
            documents={documents.map((item) => item.document)}
            coders={coders}
            chosen={chosen}
            onChoose={(changed, to) =>
              setChosen((before) => {
                const after = new Set(before);
                for (const cell of changed)
                  if (to) after.add(cell);
                  else after.delete(cell);
                return after;
              })
            }
          />
        )}
      </div>
      <Choice
        legend={t('new.when')}
        value={planned ? 'later' : 'now'}
        options={[
          { value: 'now', name: t('new.now') },
          { value: 'later', name: t('new.later'), what: t('new.later.what') },
        ]}
        onChange={(when) => setPlanned(when === 'later')}
      />
      <TextInput {...due.text('deadline')} label={t('new.deadline')} description={t('deadline.what')} />
      {blind && documents.length > 0 && (
        <BeforeBlind detail={detail} documents={documents} onLeaveOut={leaveOut} />
      )}
      {missing !== null && <p className={classes.hint}>{t(`missing.${missing}`)}</p>}
      <Fault error={create.error} again={create.again} />
      <Form.Actions>
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
    </Form>
  );
}
