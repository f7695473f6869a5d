import { type CommandLine, exitCodes, type Given, type Subcommand } from './command.ts';

/** The command that finds in texts that were never taken in, for whoever wants to see what a query hits. */
export const findCommands: Record<string, Subcommand> = {
  find: {
    usage: 'find --cases FILE',
    about: 'print what queries hit in texts, as a line of JSON for each',
    more: `FILE is {"cases":[{"id","text","query"},…]}. A line for each case, in their order: id and hits, a list of [start, end] in
code points, end not included, sorted by start, then end; or id and error, in words, for a query that cannot be read.
Texts have no codings and no details, so that queries are about words alone. Nothing is stored, and neither server nor
database is needed.`,
    arguments: 0,
    takesOptions: ['cases'],
    runAlone: find,
  },
};

async function find({ cases }: Given, line: CommandLine): Promise<number> {
  if (cases === undefined) {
    line.complain('Say which file: npm run koersvast -- find --cases FILE');
    return exitCodes.misused;
  }
  // What only this command needs is not taken up for the others.
  const { runCases } = await import('./find-cases.ts');
  return runCases(cases, line);
}
