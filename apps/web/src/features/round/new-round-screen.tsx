import type { CreateRoundInput, DocumentListItem, ProjectDetail } from '@koersvast/contracts';
import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../lib/command.ts';
import { useMadeId } from '../../lib/made-id.ts';
import { mayHere, useProject } from '../../lib/project.ts';
import { say } from '../../lib/said.ts';
import { trpc } from '../../lib/trpc.ts';
import { Fault } from '../../ui/fault.tsx';
import { Form } from '../../ui/form.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import { Choice, Several } from './choice.tsx';
import { cellOf, Matrix } from './matrix.tsx';
import { newSeed, type PlanDraft, planOf } from './plan.ts';
import { PlanFields } from './plan-fields.tsx';
import { PlanPreview } from './plan-preview.tsx';
import classes from './round.module.css';
import { codersOf } from './round-words.ts';

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
            <Loaded query={documents}>{(list) => <NewRound detail={detail} list={list} />}</Loaded>
          ) : (
            <p>{t('new.notAllowed')}</p>
          )
        }
      </Loaded>
    </Page>
  );
}

type Giving = 'rule' | 'hand' | 'nobody';

interface NewRoundProps {
  readonly detail: ProjectDetail;
  readonly list: readonly DocumentListItem[];
}

function NewRound({ detail, list }: NewRoundProps) {
  const { t } = useTranslation(['round', 'common']);
  const navigate = useNavigate();
  const projectId = detail.project.id;
  const coders = codersOf(detail);
  const next = Math.max(0, ...detail.rounds.map((round) => round.number)) + 1;
  const [name, setName] = useState<string>(t('new.name.default', { number: next }));
  const [blind, setBlind] = useState(true);
  const [some, setSome] = useState(false);
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [giving, setGiving] = useState<Giving>('rule');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [draft, setDraft] = useState<PlanDraft>(() => ({
    kind: 'each',
    coders: Math.min(2, coders.length),
    percent: 20,
    memberIds: coders.filter((member) => member.role === 'coder').map((member) => member.id),
    stratifiedBy: '',
    seed: newSeed(),
  }));
  const create = useCommand(trpc.round.create.mutationOptions());
  const roundId = useMadeId();

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
  const missing =
    name.trim() === '' ? 'name' : documents.length === 0 ? 'documents' : assignments === null ? 'plan' : null;

  const submit = async () => {
    if (missing !== null || assignments === null) return;
    const round = { projectId, name: name.trim(), blind, documentIds, assignments };
    const id = roundId.of(round);
    await create.run({ ...round, id });
    say(t('said.opened', { name: name.trim() }));
    await navigate({ to: '/p/$projectId/rounds/$roundId', params: { projectId, roundId: id } });
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
        <PlanFields detail={detail} documents={documents} draft={draft} onChange={setDraft} />
      )}
      <div className={classes.wide}>
        {giving === 'rule' && drawn.plan !== null && documents.length > 0 && (
          <PlanPreview
            detail={detail}
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
      {missing !== null && <p className={classes.hint}>{t(`missing.${missing}`)}</p>}
      <Fault error={create.error} again={create.again} />
      <Form.Actions>
        <Button type="submit" loading={create.pending} disabled={missing !== null}>
          {t(blind ? 'new.submitBlind' : 'new.submitOpen')}
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
