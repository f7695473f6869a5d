import type { Board, DocumentListItem, ProjectDetail, Round } from '@koersvast/contracts';
import { isBlindNow } from '@koersvast/core/round';
import { onlookers } from '@koersvast/core/scope';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCoderNames } from '../../data/coder-names.ts';
import { useCommand } from '../../data/command.ts';
import { trpc } from '../../data/trpc.ts';
import type { Undo } from '../../data/undo.ts';
import { Fault } from '../../ui/fault.tsx';
import { cellOf, Matrix } from './matrix.tsx';
import classes from './round.module.css';

interface AssignmentsProps {
  readonly detail: ProjectDetail;
  readonly round: Round;
  readonly documents: readonly DocumentListItem[];
  readonly board: Board;
  readonly editable: boolean;
  readonly undo: Undo;
}

/** Who codes what in a round that is there. What is changed is stored at once, as one step. */
export function Assignments({ detail, round, documents, board, editable, undo }: AssignmentsProps) {
  const { t } = useTranslation(['round', 'common']);
  /** The cells that are to be other than they are. */
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const assign = useCommand(trpc.assignment.assign.mutationOptions());
  const names = useCoderNames(detail);
  const stored = new Set(
    board.cells.filter((cell) => cell.assigned).map((cell) => cellOf(cell.documentId, cell.memberId)),
  );
  const chosen = new Set([...stored].filter((cell) => !turned.has(cell)));
  for (const cell of turned) if (!stored.has(cell)) chosen.add(cell);

  const choose = (cells: readonly string[], to: boolean) =>
    setTurned((before) => {
      const after = new Set(before);
      for (const cell of cells) {
        if (stored.has(cell) === to) after.delete(cell);
        else after.add(cell);
      }
      return after;
    });
  const save = async () => {
    const cells = documents.flatMap(({ document }) =>
      board.memberIds
        .filter((memberId) => turned.has(cellOf(document.id, memberId)))
        .map((memberId) => ({
          documentId: document.id,
          memberId,
          assigned: !stored.has(cellOf(document.id, memberId)),
        })),
    );
    const output = await assign.run({ projectId: detail.project.id, roundId: round.id, cells });
    setTurned(new Set());
    undo.sayUndoable(t('said.assigned', { count: cells.length }), output);
  };
  const removed = [...turned].filter((cell) => stored.has(cell)).length;
  const hasSome = (memberId: string, cells: ReadonlySet<string>) =>
    documents.some(({ document }) => cells.has(cellOf(document.id, memberId)));
  const couldLook =
    isBlindNow(round) &&
    detail.members.some(
      ({ id, role }) => onlookers.includes(role) && !hasSome(id, stored) && hasSome(id, chosen),
    );
  return (
    <>
      <Matrix
        label={t('matrix')}
        documents={documents.map((item) => item.document)}
        coders={board.memberIds.map((id) => names.of(id, board.invited))}
        chosen={chosen}
        onChoose={editable ? choose : null}
      />
      <Fault error={assign.error} again={save} />
      {turned.size > 0 && (
        <div className={classes.save}>
          <Button loading={assign.pending} onClick={() => void save().catch(() => undefined)}>
            {t('assignments.save', { count: turned.size })}
          </Button>
          <Button variant="subtle" onClick={() => setTurned(new Set())}>
            {t('common:action.cancel')}
          </Button>
          {removed > 0 && <span className={classes.hint}>{t('assignments.kept')}</span>}
          {isBlindNow(round) && turned.size > removed && (
            <span className={classes.hint}>{t('assignments.waits')}</span>
          )}
          {couldLook && <span className={classes.hint}>{t('assignments.couldLook')}</span>}
        </div>
      )}
    </>
  );
}
