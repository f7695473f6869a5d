import type {
  Acknowledgement,
  CreateRoundInput,
  DocumentListItem,
  ProjectDetail,
} from '@koersvast/contracts';
import { type RoundFact, roundFacts } from '@koersvast/core/fact';
import { isLanguage } from '@koersvast/core/language';
import { roundName } from '@koersvast/core/round';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type NamedCoder, useCoderNames } from '../../data/coder-names.ts';
import { useCommand } from '../../data/command.ts';
import { trpc } from '../../data/trpc.ts';
import { useUndo } from '../../data/undo.ts';
import { useMadeId } from '../../lib/made-id.ts';
import { storedOf, type Typed } from '../../parts/fact/told.ts';
import { cellOf } from './matrix.tsx';
import { codersOf, useInvitedCoders } from './round-words.ts';
import { useDeadline } from './use-deadline.ts';
import { type Asked, useRoundPlan } from './use-round-plan.ts';

/** What a round came to be called: its number is given when it is opened. */
function nameIn({ changes }: Acknowledgement, language: string): string {
  for (const { noun, action, after } of changes)
    if (noun === 'round' && action === 'create' && after !== null)
      return roundName(after, isLanguage(language) ? language : 'en');
  return '';
}

const nothingTold: Typed<RoundFact> = { stage: '', sampling: '', blindTo: '', settled: '' };

/** A round that is being drawn up: over what, how, and who codes what. */
export function useNewRound(detail: ProjectDetail, list: readonly DocumentListItem[], wanted: Asked) {
  const { t, i18n } = useTranslation('round');
  const navigate = useNavigate();
  const projectId = detail.project.id;
  const names = useCoderNames(detail);
  const invited = useInvitedCoders(detail);
  const members = codersOf(detail);
  const coders: NamedCoder[] = [...members, ...invited.map((each) => names.invited(each, invited))];
  const [name, setName] = useState('');
  const due = useDeadline();
  const [planned, setPlanned] = useState(false);
  const [chosenBlind, setBlind] = useState(true);
  const planning = useRoundPlan(detail, list, wanted);
  const { which, giving, setGiving, documents, documentIds, plan, repeats } = planning;
  // Whoever saw others' work, or their own, would not code again.
  const blind = chosenBlind || which === 'again';
  const [searching, setSearching] = useState(true);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [told, setTold] = useState<Typed<RoundFact>>(nothingTold);
  const create = useCommand(trpc.round.create.mutationOptions());
  const roundId = useMadeId();
  const undo = useUndo(projectId, { documentId: null, roundId: null });

  const cells = documents.flatMap(({ document }) =>
    coders
      .filter((coder) => chosen.has(cellOf(document.id, coder.id)))
      .map((coder) => ({ documentId: document.id, memberId: coder.id })),
  );
  const assignments: CreateRoundInput['assignments'] | null =
    which === 'again'
      ? repeats && { kind: 'repeats', repeats }
      : giving === 'rule'
        ? plan && { kind: 'plan', plan }
        : { kind: 'chosen', chosen: giving === 'hand' ? cells : [] };
  const missing: 'documents' | 'plan' | null = planning.noDocuments
    ? 'documents'
    : assignments === null
      ? 'plan'
      : null;

  // Of all documents, and of what was drawn, nobody has to say how they were chosen; how differences are settled is
  // known later.
  const isChosen = which === 'some';
  const asked = roundFacts.filter((name) => name !== 'settled' && (isChosen || name !== 'sampling'));
  const submit = async () => {
    const deadline = due.read();
    if (missing !== null || assignments === null || deadline === undefined) return;
    const own = name.trim();
    const said = Object.fromEntries(
      asked.flatMap((name) => {
        const stored = storedOf(name, told[name]);
        return stored === null ? [] : [[name, stored]];
      }),
    );
    // What is coded again is what is drawn, and named by nobody.
    const ids = which === 'again' ? [] : documentIds;
    const round = {
      projectId,
      name: own,
      blind,
      documentIds: ids,
      assignments,
      planned,
      deadline,
      // Of a shared round nothing is left to chance that a search could spoil.
      searching: !blind || searching,
      told: said,
    };
    const id = roundId.of(round);
    const output = await create.run({ ...round, id });
    const named = { name: nameIn(output, i18n.language) };
    undo.sayUndoable(t(planned ? 'said.planned' : 'said.opened', named), output);
    await navigate({ to: '/p/$projectId/rounds/$roundId', params: { projectId, roundId: id } });
  };
  const changeBlind = (to: boolean) => {
    setBlind(to);
    // In a blind round only who was given a document may code it.
    if (to && giving === 'nobody') setGiving('rule');
  };
  const choose = (changed: readonly string[], to: boolean) =>
    setChosen((before) => {
      const after = new Set(before);
      for (const cell of changed)
        if (to) after.add(cell);
        else after.delete(cell);
      return after;
    });
  return {
    ...planning,
    name,
    setName,
    due,
    planned,
    setPlanned,
    blind,
    changeBlind,
    searching,
    setSearching,
    coders,
    /** Those of the coders who are members. */
    members: coders.filter(({ id }) => members.some((member) => member.id === id)),
    asked,
    told,
    setTold,
    chosen,
    choose,
    missing,
    create,
    submit,
  };
}

export type NewRound = ReturnType<typeof useNewRound>;
