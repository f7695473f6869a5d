import type { DocumentListItem, ProjectDetail, RoundPlan } from '@koersvast/contracts';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../data/trpc.ts';
import {
  type DrawDraft,
  newSeed,
  type PlanDraft,
  planOf,
  planWithDraw,
  type RepeatDraft,
  repeatsOf,
} from './plan.ts';
import { codersOf } from './round-words.ts';
import { type DrawnFrom, useDrawPool } from './use-draw-pool.ts';

/** Which documents a round is over. */
export type Which = 'all' | 'some' | 'drawn' | 'again';
export type Giving = 'rule' | 'hand' | 'nobody';

/** A round that was asked for elsewhere: how many documents, drawn from which. */
export interface Asked extends DrawnFrom {
  readonly draw?: number | undefined;
  readonly again?: boolean | undefined;
}

/** Over which documents a round is, and by which plan they are given, as the server would draw it. */
export function useRoundPlan(detail: ProjectDetail, list: readonly DocumentListItem[], asked: Asked) {
  const projectId = detail.project.id;
  const members = codersOf(detail);
  const [which, setWhich] = useState<Which>(
    asked.again === true ? 'again' : asked.draw === undefined ? 'all' : 'drawn',
  );
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
  const giving = which === 'drawn' || which === 'again' ? 'rule' : chosenGiving;
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
  // Compared as text: a choice that is the same one is not asked for again.
  const choice = JSON.stringify({ plan, documentIds });
  const [askedChoice] = useDebouncedValue(choice, 200);
  const asking: { plan: RoundPlan | null; documentIds: string[] } = JSON.parse(askedChoice);
  const preview = useQuery({
    queryKey: ['round.plan', projectId, asking.documentIds, list.length, asking.plan],
    queryFn: ({ signal }) => {
      if (asking.plan === null) throw new Error('There is no plan to ask for.');
      const wanted = { projectId, documentIds: [...asking.documentIds], plan: asking.plan };
      return client.round.plan.mutate(wanted, { signal });
    },
    enabled: giving === 'rule' && which !== 'again' && asking.plan !== null && given.length > 0,
    placeholderData: keepPreviousData,
  });
  // Until the answer is of what is chosen now.
  const isAsked = giving === 'rule' && which !== 'again' && plan !== null && given.length > 0;
  const previewComes = isAsked && (askedChoice !== choice || isComing(preview));
  // Whoever is only invited has coded nothing yet.
  const joined = new Set(members.map(({ id }) => id));
  const ofMembers = { ...draft, memberIds: draft.memberIds.filter((id) => joined.has(id)) };
  const { repeat, setRepeat, repeats, repeatPreview, repeatComes } = useRepeats(
    projectId,
    ofMembers,
    which === 'again',
  );
  const drawn = new Set(plan === null ? [] : preview.data?.documentIds);
  const documents = which === 'drawn' ? list.filter(({ document }) => drawn.has(document.id)) : given;
  const noDocuments =
    which === 'again' ? false : which === 'drawn' ? pool?.length === 0 : documents.length === 0;
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
    ...{ repeat, setRepeat, repeats, repeatPreview },
    ...{ draft, setDraft, documentIds, documents, noDocuments, leaveOut, plan, preview },
    /** Whether it is still being asked what would be given to whom. */
    givenComes: previewComes || repeatComes,
    /** What the preview is of. */
    previewed: asking.plan,
  };
}

/** What coders would be given again, once that is known. */
function useRepeats(projectId: string, draft: PlanDraft, enabled: boolean) {
  const [repeat, setRepeat] = useState<RepeatDraft>({ perCoder: 5, days: 30 });
  const repeats = repeatsOf(draft, repeat);
  const choice = JSON.stringify(repeats);
  const [askedChoice] = useDebouncedValue(choice, 200);
  const asked: typeof repeats = JSON.parse(askedChoice);
  const preview = useQuery({
    queryKey: ['round.planRepeats', projectId, asked],
    queryFn: ({ signal }) => {
      if (asked === null) throw new Error('There is nothing to ask for.');
      return client.round.planRepeats.mutate({ projectId, repeats: asked }, { signal });
    },
    enabled: enabled && asked !== null,
    placeholderData: keepPreviousData,
  });
  const repeatComes = enabled && repeats !== null && (askedChoice !== choice || isComing(preview));
  return { repeat, setRepeat, repeats, repeatComes, repeatPreview: asked === null ? null : preview };
}

/** Whether what a query shows is not yet what it was asked for. */
export function isComing({ isPending, isPlaceholderData }: UseQueryResult): boolean {
  return isPending || isPlaceholderData;
}
