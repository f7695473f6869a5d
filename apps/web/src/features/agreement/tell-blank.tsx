import type { AgreementMethods, ProjectDetail } from '@koersvast/contracts';
import {
  type MemberFact,
  memberFacts,
  type ProjectFact,
  type RoundFact,
  roundFacts,
} from '@koersvast/core/fact';
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayHere } from '../../data/project.ts';
import { useUndo } from '../../data/undo.ts';
import { memberTold, projectTold, roundTold } from '../../parts/fact/later.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Later } from '../../ui/later.tsx';
import classes from './methods-view.module.css';

export type Asked = Extract<AgreementMethods, { state: 'ready' }>['asked'][number];

const isOf = <Name extends string>(names: readonly Name[], name: string): name is Name =>
  (names as readonly string[]).includes(name);

/** Whether somebody may tell what a blank asks for. */
export function mayTell(detail: ProjectDetail, { fact }: Asked): boolean {
  if (detail.project.archivedAt !== null) return false;
  if (isOf(memberFacts, fact)) return mayHere(detail, 'member.invite');
  return mayHere(detail, isOf(roundFacts, fact) ? 'round.edit' : 'project.edit');
}

/** A blank as an address names it. */
export function nameOfBlank({ fact, memberIds, roundIds }: Asked): string {
  return [fact, ...((memberIds[0] ?? roundIds[0]) ? [memberIds[0] ?? roundIds[0]] : [])].join('.');
}

interface TellBlankProps {
  readonly detail: ProjectDetail;
  /** All blanks of the text. */
  readonly asked: readonly Asked[];
  /** The one that the address names. */
  readonly tell: string | undefined;
  readonly onClose: () => void;
}

/** The dialogue of the blank that the address names: once it is open, the text may change under it. */
export function TellBlank({ detail, asked, tell, onClose }: TellBlankProps) {
  const { t } = useTranslation('agreement');
  const [held, setHeld] = useState<{ readonly tell: string; readonly asked: Asked } | null>(null);
  const found = asked.find((each) => nameOfBlank(each) === tell && mayTell(detail, each));
  if (tell !== undefined && found !== undefined && held?.tell !== tell) setHeld({ tell, asked: found });
  if (tell === undefined && held !== null) setHeld(null);
  const open = held !== null && held.tell === tell ? held.asked : null;
  return (
    <Dialog title={t('tell')} opened={open !== null} onClose={onClose} size={560}>
      {open !== null && <TellEach detail={detail} asked={open} onClose={onClose} />}
    </Dialog>
  );
}

interface TellEachProps {
  readonly detail: ProjectDetail;
  readonly asked: Asked;
  readonly onClose: () => void;
}

/** The form of each coder, or each round, that a blank asks of, one after the other. */
function TellEach({ detail, asked, onClose }: TellEachProps) {
  const { t } = useTranslation('agreement');
  const { fact, memberIds, roundIds } = asked;
  const ids = isOf(memberFacts, fact) ? memberIds : roundIds;
  const [at, setAt] = useState(0);
  const undo = useUndo(detail.project.id, { documentId: null, roundId: null });
  const id = ids[at];
  const ofMembers = isOf(memberFacts, fact);
  const things: readonly { readonly id: string; readonly name: string }[] = ofMembers
    ? detail.members
    : detail.rounds;
  const nameOf = (each: string) => things.find((thing) => thing.id === each)?.name ?? '';
  // To the next of them; out of it after the last.
  const next = () => (at + 1 < ids.length ? setAt(at + 1) : onClose());
  return (
    <div className={classes.tell}>
      {ids.length === 1 && id !== undefined && (
        <p>{t(ofMembers ? 'tell.ofCoder' : 'tell.ofRound', { name: nameOf(id) })}</p>
      )}
      {ids.length > 1 && (
        <NativeSelect
          label={t(ofMembers ? 'tell.coder' : 'tell.round', { number: at + 1, of: ids.length })}
          value={id}
          onChange={(event) => setAt(Math.max(0, ids.indexOf(event.currentTarget.value)))}
        >
          {ids.map((each) => (
            <option key={each} value={each}>
              {nameOf(each)}
            </option>
          ))}
        </NativeSelect>
      )}
      <FormOf key={id} {...{ detail, fact, id, undo, onClose, onSaved: next }} />
    </div>
  );
}

interface FormOfProps {
  readonly detail: ProjectDetail;
  readonly fact: MemberFact | RoundFact | ProjectFact;
  /** Of whom, or of which round. */
  readonly id: string | undefined;
  readonly undo: ReturnType<typeof useUndo>;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

function FormOf({ detail, fact, id, undo, onClose, onSaved }: FormOfProps) {
  const { project, members, rounds } = detail;
  const given = { projectId: project.id, undo, onClose, onSaved };
  if (isOf(memberFacts, fact)) {
    const member = members.find((each) => each.id === id);
    return member && <Later part={memberTold} wanted give={{ ...given, member, focus: fact }} />;
  }
  if (isOf(roundFacts, fact)) {
    const round = rounds.find((each) => each.id === id);
    return round && <Later part={roundTold} wanted give={{ ...given, round, focus: fact }} />;
  }
  return <Later part={projectTold} wanted give={{ project, undo, onClose, onSaved, focus: fact }} />;
}
