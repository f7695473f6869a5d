import { addDemoFor } from '@koersvast/api';
import type { Database } from '@koersvast/db';
import { type CommandLine, exitCodes, type Given, type Subcommand } from './command.ts';

/** The command that adds something to look at. */
export const demoCommands: Record<string, Subcommand> = {
  demo: {
    usage: 'demo [EMAIL]',
    about: 'add a project to look at, with made-up letters and coders',
    more: `24 made-up letters, coded blind by three made-up coders, one of whom changes on the way; with a reviewer's verdicts
and a final version of half of the letters. Its owner is whoever has the address EMAIL, or the first owner. The made-up
people have accounts that nobody can sign in to. Each time it adds another one, with other ids and the same content: delete
those that you need no more in their settings.`,
    arguments: 'one or none',
    run: demo,
  },
};

async function demo(db: Database, { args }: Given, { say, complain, signal }: CommandLine): Promise<number> {
  const [email] = args;
  const added = await addDemoFor(db, email, signal);
  if (added === null) {
    complain(
      email === undefined
        ? 'Nobody has an account yet: npm start prints the link of the first owner.'
        : `Nobody has the address ${email}.`,
    );
    return exitCodes.found;
  }
  say(`${added.name} is there, with ${added.owner} as its owner.`);
  return exitCodes.done;
}
