import { reportForOperator, wordsOf } from '@koersvast/api';
import type { AgreementInterval } from '@koersvast/contracts';
import { DomainError } from '@koersvast/core/error';
import { type Database, findProject } from '@koersvast/db';
import { openWorkers } from '../workers/pool.ts';
import { amount, type CommandLine, exitCodes, type Given, type Subcommand } from './command.ts';

/** The command that tells how far the coders of a project agree. */
export const agreementCommands: Record<string, Subcommand> = {
  agreement: {
    usage: 'agreement PROJECT [--round N] [--json]',
    about: 'print how far coders agree on each tag',
    more: `PROJECT is its name or its id. First passes of finished documents are measured, of those who saw nothing of each other:
of the round with this number, or of all rounds. A line each: tag, u-alpha with its interval, F1, spans and a verdict; with
--json all of the report. A project is shown as its first owner sees it: what they code blind is not.`,
    arguments: 1,
    takesOptions: ['round', 'json'],
    run: agreement,
  },
};

async function agreement(db: Database, given: Given, line: CommandLine): Promise<number> {
  const [wanted = ''] = given.args;
  const round = given.round === undefined ? undefined : Number(given.round);
  if (round !== undefined && !(Number.isSafeInteger(round) && round >= 1 && round <= 2_147_483_647)) {
    line.complain('The number of a round is a whole number from 1.');
    return exitCodes.misused;
  }
  const project = await findProject(db, wanted);
  const work = openWorkers();
  try {
    const asked = { projectId: project.id, round };
    const { report, names } = await reportForOperator(db, asked, { work, signal: line.signal });
    if (given.json) {
      line.say(JSON.stringify(report));
      return exitCodes.done;
    }
    const { coders, doubleCoded, spans } = report.basis;
    line.say(
      `${project.name}: ${amount(coders.length, 'coder')}, ${amount(doubleCoded, 'document')} that two or more of them finished, ${amount(spans, 'span')}.`,
    );
    line.say(row('all tags', report.pooled, report.f1.value, spans, report.pooled.verdict));
    for (const { tagId, own } of report.tags)
      line.say(row(names.get(tagId) ?? tagId, own.alpha, own.f1.value, own.spans, own.verdict));
    return exitCodes.done;
  } catch (error) {
    if (!(error instanceof DomainError) || line.signal?.aborted) throw error;
    const isRound = error.refusal.code === 'not_found' && round !== undefined;
    line.complain(isRound ? `There is no round ${round}.` : wordsOf(error.refusal));
    return exitCodes.found;
  } finally {
    await work.close();
  }
}

const figure = (value: number | null) => (value === null ? '-' : value.toFixed(3));

function row(
  name: string,
  alpha: AgreementInterval,
  f1: number | null,
  spans: number,
  { word, reason }: { readonly word: string; readonly reason: string | null },
): string {
  const interval = alpha.low === null ? 'no interval' : `${figure(alpha.low)} to ${figure(alpha.high)}`;
  const why = alpha.reason ?? reason;
  return [
    name,
    figure(alpha.value),
    interval,
    `F1 ${figure(f1)}`,
    amount(spans, 'span'),
    why === null ? word : `${word}: ${why}`,
  ].join('\t');
}
