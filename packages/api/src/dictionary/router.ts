import {
  dictionaryReport,
  dictionaryReportInput,
  dictionaryRow,
  editDictionaryInput,
  projectInput,
  readDictionaryInput,
  readDictionaryOutput,
  removeDictionaryInput,
  saveDictionaryInput,
  stopReportInput,
  stopReportOutput,
} from '@koersvast/contracts';
import { outsideTransaction } from '@koersvast/db';
import { stopWatched } from '../agreement/progress.ts';
import { commandProcedure } from '../command.ts';
import { doing } from '../search/router.ts';
import { projectProcedure, router } from '../trpc.ts';
import { editDictionary, removeDictionary, saveDictionary } from './commands.ts';
import { listDictionaries } from './queries.ts';
import { readIn } from './read-in.ts';
import { reportOn } from './report.ts';

const reading = projectProcedure('project.read');
const searching = projectProcedure('project.read', { from: 'replica' });
const saving = { ability: 'search.save' } as const;

/** Concepts, each with the queries by which it is found, and how far they reach. */
export const dictionaryRouter = router({
  /** The dictionaries that one keeps, and those that are shared. */
  list: reading
    .input(projectInput)
    .output(dictionaryRow.array())
    .query(({ ctx }) => listDictionaries(outsideTransaction(ctx.db), ctx.access)),
  /** What stands in a file, line by line, and which lines cannot be used; nothing is kept. */
  read: projectProcedure('search.save')
    .input(readDictionaryInput)
    .output(readDictionaryOutput)
    .mutation(({ ctx, input }) => readIn(ctx, input)),
  /** How many hits each pattern and each concept has, what concepts share, and where nothing is found. */
  report: searching
    .input(dictionaryReportInput)
    .output(dictionaryReport)
    .query((asking) => doing(asking, (how) => reportOn(asking.ctx, asking.input, how))),
  /** Ends a report of one's own, which tells what it has. */
  stop: reading
    .input(stopReportInput)
    .output(stopReportOutput)
    .mutation(({ ctx, input }) => stopWatched(ctx.person.id, input.watch)),
  save: commandProcedure({ kind: 'dictionary.save', ...saving, input: saveDictionaryInput }, saveDictionary),
  edit: commandProcedure({ kind: 'dictionary.edit', ...saving, input: editDictionaryInput }, editDictionary),
  remove: commandProcedure(
    { kind: 'dictionary.remove', ...saving, input: removeDictionaryInput },
    removeDictionary,
  ),
});
