import {
  createFirstOwnerLink,
  eraseAccount,
  findErasable,
  findMentions,
  handOver,
  listUsers,
  resetFactorOf,
  resetPassword,
  setInstallationRole,
} from '@koersvast/api';
import { type InstallationRole, installationRoles } from '@koersvast/core/ability';
import type { Database } from '@koersvast/db';
import { listAddresses } from '../address.ts';
import { readEnvironment } from '../environment.ts';
import { readSettings } from '../settings.ts';
import {
  amount,
  type CommandLine,
  exitCodes,
  type Given,
  type Subcommand,
  withholdUnlessNamed,
} from './command.ts';

/** The commands about people and their accounts. */
export const peopleCommands: Record<string, Subcommand> = {
  users: {
    usage: 'users',
    about: 'list who has an account',
    more: 'A line each: address, name, role in the installation, number of projects, since when.',
    arguments: 0,
    run: users,
  },
  'first-owner': {
    usage: 'first-owner',
    about: 'print a link that creates the first owner, while there is nobody',
    more: `It works once, and for a day. A server prints one when it starts, unless what it says is gathered as JSON.
The address is that of PUBLIC_URL; or the local one, with PORT.`,
    arguments: 0,
    run: invite,
  },
  'reset-password': {
    usage: 'reset-password EMAIL',
    about: 'give somebody a new password, and end their sessions',
    more: 'The password is printed, and stored nowhere. Their access tokens end too.',
    arguments: 1,
    run: reset,
  },
  'reset-factor': {
    usage: 'reset-factor EMAIL',
    about: "take somebody's second factor away, who has lost it",
    more: `With it go their recovery codes; their password stays. Owners can do the same on the Installation screen: this is for
one who has nobody left to ask. It is listed there among what was done to accounts.`,
    arguments: 1,
    run: resetFactor,
  },
  role: {
    usage: 'role EMAIL ROLE',
    about: 'make somebody owner or member of the installation',
    more: `Owners of the installation see who has an account, make others owners and make backups, on the Installation screen.
It always has an owner: to hand it over, make the other one first. An owner can do the same on that screen.
What somebody may do in a project is shown on its Members screen.`,
    arguments: 2,
    run: setRole,
  },
  'hand-over': {
    usage: 'hand-over EMAIL SUCCESSOR',
    about: 'make a member owner of the projects that somebody alone owns',
    more: `For whoever has left and can no longer do it. The second address is that of the successor, who has to be a member there
already; projects of which they are none are listed, and stay as they are. Then the first account can be retired.`,
    arguments: 2,
    run: giveOn,
  },
  erase: {
    usage: 'erase EMAIL',
    about: "erase somebody's account; what they coded stays, under a pseudonym",
    more: `They leave their projects, and their name, address, password, sessions and tokens are deleted. Memos, reasons and
replies that may mention them are listed first, as document, quote and text, for you to check. You are asked for their name;
--name NAME gives it without a terminal. The only owner of a project, or of the installation, cannot be erased.`,
    arguments: 1,
    takesName: true,
    run: erase,
  },
};

async function users(db: Database, _given: Given, { say }: CommandLine): Promise<number> {
  const people = await listUsers(db);
  if (people.length === 0) say('Nobody has an account yet: npm start prints the link of the first owner.');
  for (const { name, email, installationRole, projects, createdAt, retiredAt } of people) {
    const day = createdAt.toISOString().slice(0, 10);
    const retired = retiredAt ? [`retired ${retiredAt.toISOString().slice(0, 10)}`] : [];
    say([email, name, installationRole, amount(projects, 'project'), day, ...retired].join('\t'));
  }
  return exitCodes.done;
}

async function invite(db: Database, _given: Given, { say, complain }: CommandLine): Promise<number> {
  const settings = readSettings(readEnvironment());
  const link = await createFirstOwnerLink(db, listAddresses(settings, settings.port.number).main);
  if (link === null) {
    complain('There are people already: an owner of the installation invites others.');
    return exitCodes.found;
  }
  say(link);
  return exitCodes.done;
}

async function reset(db: Database, { args }: Given, { say, complain }: CommandLine): Promise<number> {
  const [email = ''] = args;
  const password = await resetPassword(db, email);
  if (password === null) {
    complain(`Nobody has the address ${email}.`);
    return exitCodes.found;
  }
  say(`The new password of ${email} is ${password}`);
  return exitCodes.done;
}

async function resetFactor(db: Database, { args }: Given, { say, complain }: CommandLine): Promise<number> {
  const [email = ''] = args;
  const person = await resetFactorOf(db, email);
  if (person === null) {
    complain(`Nobody has the address ${email}.`);
    return exitCodes.found;
  }
  say(person.had ? `${person.name} has no second factor any more.` : `${person.name} has no second factor.`);
  return exitCodes.done;
}

function isInstallationRole(word: string): word is InstallationRole {
  return installationRoles.some((role) => role === word);
}

async function setRole(db: Database, { args }: Given, { say, complain }: CommandLine): Promise<number> {
  const [email = '', role = ''] = args;
  if (!isInstallationRole(role)) {
    complain(`There is no role ${role}: ${installationRoles.join(' or ')}.`);
    return exitCodes.misused;
  }
  const name = await setInstallationRole(db, email, role);
  if (name === null) {
    complain(`Nobody has the address ${email}.`);
    return exitCodes.found;
  }
  say(`${name} is ${role} of this installation.`);
  return exitCodes.done;
}

async function giveOn(db: Database, { args }: Given, { say, complain }: CommandLine): Promise<number> {
  const [from = '', to = ''] = args;
  const { given, left } = await handOver(db, from, to);
  for (const name of given) say(`${to} is now an owner of ${name}.`);
  for (const name of left) complain(`${to} is no member of ${name}, which still has no other owner.`);
  if (given.length + left.length === 0) say(`There is no project that ${from} alone owns.`);
  return left.length > 0 ? exitCodes.found : exitCodes.done;
}

async function erase(db: Database, { args, name }: Given, line: CommandLine): Promise<number> {
  const [email = ''] = args;
  const person = await findErasable(db, email);
  if (!person) {
    line.complain(`Nobody has the address ${email}.`);
    return exitCodes.found;
  }
  let mentions = 0;
  for await (const { project, document, quote, text } of findMentions(db, person)) {
    if (mentions === 0)
      line.say('These memos, reasons and replies may mention them: ask for those that do to be changed.');
    mentions += 1;
    line.say([`${project}: ${document}`, quote, text].map(oneLine).join('\t'));
  }
  if (mentions === 0) line.say('No memo, reason or reply mentions them.');
  const question = `The account of ${person.name} will be erased for good. Type that name: `;
  const withheld = await withholdUnlessNamed(line, name, { name: person.name, question });
  if (withheld !== null) return withheld;
  const pseudonym = await eraseAccount(db, person);
  line.say(
    `The account is erased; what it made is now by ${pseudonym.name}. Backups made before still hold name and address: delete them when you need them no longer.`,
  );
  if (mentions > 0) {
    line.say(
      'The history of a project keeps what a memo said before it was changed, until the project is purged.',
    );
  }
  return exitCodes.done;
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ');
