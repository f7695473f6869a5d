import { editProjectInput, type ProjectDetail, type VerdictKind } from '@koersvast/contracts';
import { Button, TextInput, VisuallyHidden } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useCommand } from '../../data/command.ts';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { useUsualName } from '../../data/verdict-kinds.ts';
import { CloseMark } from '../../ui/close-mark.tsx';
import { Form } from '../../ui/form.tsx';
import { useLiveForm } from '../../ui/live-form.tsx';
import { Section } from '../../ui/page.tsx';
import {
  type DraftKind,
  draftOf,
  kindsRule,
  movedBy,
  problemOf,
  storedOf,
  usualAgain,
  withNew,
  without,
} from './kinds-draft.ts';
import { MoveButton } from './move-button.tsx';
import classes from './verdict-kinds.module.css';

interface VerdictKindsProps {
  readonly detail: ProjectDetail;
  readonly undo: Undo;
}

interface KindFields {
  readonly verdictKinds: readonly DraftKind[];
}
interface KindsInput {
  readonly verdictKinds: VerdictKind[];
}
const kindsField = z.object({ verdictKinds: editProjectInput.shape.change.options[2].shape.verdictKinds });

/**
 * The kinds of reasons that reviewers choose from. What somebody else stores while one types comes beside it, each
 * kind by itself.
 */
export function VerdictKinds({ detail, undo }: VerdictKindsProps) {
  const { t } = useTranslation('project');
  return (
    <Section title={t('kinds.title')} lead={t('kinds.lead')}>
      <KindsForm detail={detail} undo={undo} />
    </Section>
  );
}

/** What is done to the kinds in the form: renamed, moved, left out, added; what is focused then, and what is said. */
function useKindEdits(draft: readonly DraftKind[], setChanged: (kinds: readonly DraftKind[]) => void) {
  const { t } = useTranslation('project');
  const [spoken, setSpoken] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const offered = draft.filter((kind) => !kind.retired);
  const called = useCalled();
  const change = (key: string, part: Partial<DraftKind>) =>
    setChanged(draft.map((kind) => (kind.key === key ? { ...kind, ...part } : kind)));
  const move = (kind: DraftKind, by: -1 | 1) => {
    const next = movedBy(draft, kind.key, by);
    if (next === draft) return;
    const place = next.filter((each) => !each.retired).indexOf(kind) + 1;
    setChanged(next);
    setSpoken(t('kinds.moved', { name: called(kind), place, all: offered.length }));
  };
  /** To the field at this place, once it is there. */
  const focusOn = (place: number) =>
    requestAnimationFrame(() => list.current?.querySelectorAll('input').item(Math.max(0, place))?.focus());
  const remove = (kind: DraftKind) => {
    setChanged(without(draft, kind.key));
    focusOn(offered.indexOf(kind) - 1);
  };
  const add = () => {
    setChanged(withNew(draft));
    focusOn(offered.length);
  };
  return { list, spoken, change, move, remove, add };
}

/** A kind that has no name yet is a new one. */
function useCalled(): (kind: DraftKind) => string {
  const { t } = useTranslation('project');
  return ({ name }) => (name.trim() === '' ? t('kinds.new') : name.trim());
}

function KindsForm({ detail, undo }: VerdictKindsProps) {
  const { t } = useTranslation(['project', 'common']);
  const { project } = detail;
  const usualName = useUsualName();
  const edit = useCommand(trpc.project.edit.mutationOptions());
  const fields = useLiveForm<KindFields, KindsInput>({
    live: { verdictKinds: draftOf(project.verdictKinds, usualName) },
    schema: kindsField,
    toInput: ({ verdictKinds }) => ({ verdictKinds: storedOf(verdictKinds, usualName) }),
    rules: { verdictKinds: kindsRule },
    label: () => t('kinds.title'),
    shown: (_name, kinds) =>
      kinds.map(({ name, retired }) => (retired ? t('kinds.shownRetired', { name }) : name)).join('\n'),
  });
  const draft = fields.values.verdictKinds;
  const setChanged = (verdictKinds: readonly DraftKind[]) => fields.set('verdictKinds', verdictKinds);
  const [asked, setAsked] = useState(false);
  const closed = detail.project.archivedAt !== null;
  const offered = draft.filter((kind) => !kind.retired);
  const retired = draft.filter((kind) => kind.retired);
  const problem = problemOf(draft);
  const called = useCalled();

  const theirs = fields.conflicts.verdictKinds ?? [];
  const isContested = ({ key, name }: DraftKind) =>
    theirs.some((each) => each.key === key && each.name !== name);

  const { list, spoken, change, move, remove, add } = useKindEdits(draft, setChanged);
  const leave = () => {
    fields.leave();
    setAsked(false);
  };
  const submit = async () => {
    setAsked(true);
    if (problem !== null) return;
    const edited = fields.edit();
    if (edited === undefined) return;
    if (edited !== null) {
      const { verdictKinds = [] } = edited.change;
      const place = { projectId: project.id, version: project.version };
      const output = await edit.run({ ...place, change: { verdictKinds }, base: edited.base });
      undo.sayUndoable(t('kinds.saved'), output);
    }
    if (fields.saved()) setAsked(false);
  };
  return (
    <Form onSubmit={submit} label={t('kinds.title')}>
      <ol className={classes.kinds} ref={list} aria-label={t('kinds.list')}>
        {offered.map((kind, at) => (
          <li key={kind.key} className={classes.kind}>
            <span className={classes.digit} aria-hidden="true">
              {at < 9 && <kbd>{at + 1}</kbd>}
            </span>
            <TextInput
              aria-label={t('kinds.name', { number: at + 1 })}
              value={kind.name}
              maxLength={80}
              disabled={closed}
              error={(asked && problem === 'nameMissing' && kind.name.trim() === '') || isContested(kind)}
              onChange={(event) => change(kind.key, { name: event.currentTarget.value })}
              className={classes.name}
            />
            {!closed && (
              <span className={classes.moves}>
                <MoveButton label={t('kinds.up', { name: called(kind) })} up onMove={() => move(kind, -1)} />
                <MoveButton label={t('kinds.down', { name: called(kind) })} onMove={() => move(kind, 1)} />
                <CloseMark label={t('kinds.remove', { name: called(kind) })} onClick={() => remove(kind)} />
              </span>
            )}
          </li>
        ))}
      </ol>
      {!closed && (
        <div className={classes.more}>
          <Button variant="subtle" size="compact-sm" onClick={add}>
            {t('kinds.add')}
          </Button>
          {(fields.touched || detail.project.verdictKinds.length > 0) && (
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => setChanged(usualAgain(draft, usualName))}
            >
              {t('kinds.usual')}
            </Button>
          )}
        </div>
      )}
      {retired.length > 0 && (
        <Retired kinds={retired} disabled={closed} onRestore={({ key }) => change(key, { retired: false })} />
      )}
      {asked && problem !== null && (
        <p className={classes.problem} role="alert">
          {t(`kinds.${problem}`)}
        </p>
      )}
      {fields.conflict('verdictKinds')}
      <Form.Fault error={edit.error} />
      {fields.touched && (
        <Form.Actions>
          <Button type="submit" variant="default" loading={edit.pending}>
            {t('kinds.save')}
          </Button>
          <Button variant="subtle" onClick={leave}>
            {t('common:action.cancel')}
          </Button>
        </Form.Actions>
      )}
      <VisuallyHidden role="status">{spoken}</VisuallyHidden>
    </Form>
  );
}

interface RetiredProps {
  readonly kinds: readonly DraftKind[];
  readonly disabled: boolean;
  readonly onRestore: (kind: DraftKind) => void;
}

/** Kinds that are not offered any more, and come back with a click. */
function Retired({ kinds, disabled, onRestore }: RetiredProps) {
  const { t } = useTranslation('project');
  return (
    <fieldset className={classes.retired}>
      <legend>{t('kinds.retired')}</legend>
      {kinds.map((kind) => (
        <Button
          key={kind.key}
          variant="default"
          size="compact-sm"
          disabled={disabled}
          aria-label={t('kinds.restore', { name: kind.name })}
          onClick={() => onRestore(kind)}
        >
          {kind.name} <span aria-hidden="true">+</span>
        </Button>
      ))}
      <p className={classes.kept}>{t('kinds.kept')}</p>
    </fieldset>
  );
}
