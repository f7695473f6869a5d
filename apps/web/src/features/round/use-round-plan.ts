import type { DocumentListItem, ProjectDetail } from '@koersvast/contracts';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../data/trpc.ts';
import { type DrawDraft, newSeed, type PlanDraft, planOf, planWithDraw } from './plan.ts';
import { codersOf } from './round-words.ts';
import { type DrawnFrom, useDrawPool } from './use-draw-pool.ts';

/** Which documents a round is over. */
export type Which = 'all' | 'some' | 'drawn';
export type Giving = 'rule' | 'hand' | 'nobody';

/** A round that was asked for elsewhere: how many documents, drawn from which. */
export interface Asked extends DrawnFrom {
  readonly draw?: number | undefined;
}

/** Over which documents a round is, and by which plan they are given, as the server would draw it. */
export function useRoundPlan(detail: ProjectDetail, list: readonly DocumentListItem[], asked: Asked) {
  const projectId = detail.project.id;
  const members = codersOf(detail);
  const [which, setWhich] = useState<Which>(asked.draw === undefined ? 'all' : 'drawn');
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [draw, setDraw] = useState<DrawDraft>({ count: asked.draw ?? 10, stratifiedBy: '' });
  const [without, setWithout] = useState<readonly string[]>([]);
  const [chosenGiving, setGiving] = useState<Giving>('rule');
  const [draft, setDraft] = useState<PlanDraft>(() => ({
    kind: 'each',
    coders: Math.min(2, members.length),
    percent: 20,
    memberIds: members.filter((member) => member.role === 'coder').map((member) => member.id),
    stratifiedBy: '',
    seed: newSeed(),
  }));
  // What is drawn is given by the same seed.
  const giving = which === 'drawn' ? 'rule' : chosenGiving;
  const { pool: found, error: poolError } = useDrawPool(detail, list, asked, which === 'drawn');
  const pool = found?.filter(({ document }) => !without.includes(document.id)) ?? null;
  const named = new Set(picked);
  const given = which === 'some' ? list.filter(({ document }) => named.has(document.id)) : list;
  // Named one by one when somebody codes them, so that what comes later is in no round by surprise.
  const isNamed = which === 'some' || (which === 'all' && giving !== 'nobody');
  const documentIds = isNamed ? given.map(({ document }) => document.id) : [];
  const plain = planOf(draft);
  const plan =
    which === 'drawn' ? planWithDraw(plain, draw, pool?.map(({ document }) => document.id) ?? []) : plain;
  const [asking] = useDebouncedValue({ plan, documentIds }, 200);
  const preview = useQuery({
    queryKey: ['round.plan', projectId, asking.documentIds, list.length, asking.plan],
    queryFn: ({ signal }) => {
      if (asking.plan === null) throw new Error('There is no plan to ask for.');
      const wanted = { projectId, documentIds: [...asking.documentIds], plan: asking.plan };
      return client.round.plan.mutate(wanted, { signal });
    },
    enabled: giving === 'rule' && asking.plan !== null && given.length > 0,
    placeholderData: keepPreviousData,
  });
  const drawn = new Set(plan === null ? [] : preview.data?.documentIds);
  const documents = which === 'drawn' ? list.filter(({ document }) => drawn.has(document.id)) : given;
  const noDocuments = which === 'drawn' ? pool?.length === 0 : documents.length === 0;
  const leaveOut = (ids: readonly string[]) => {
    if (which === 'drawn') {
      setWithout((before) => [...before, ...ids]);
      return;
    }
    setWhich('some');
    setPicked(documents.map(({ document }) => document.id).filter((id) => !ids.includes(id)));
  };
  return {
    ...{ which, setWhich, picked, setPicked, draw, setDraw, pool, poolError, giving, setGiving },
    ...{ draft, setDraft, documentIds, documents, noDocuments, leaveOut, plan, preview },
    /** What the preview is of. */
    previewed: asking.plan,
  };
}
