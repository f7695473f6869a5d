import { type Command, holdWord, shareWord } from '@koersvast/db';

type Where = Pick<Command, 'tx' | 'projectId'>;

const word = ({ projectId }: Where) => `names of fields in ${projectId}`;

/** Until the transaction ends fields keep their names: what is stored under one now has it later, too. */
export function keepFieldNames(where: Where): Promise<void> {
  return shareWord(where.tx, word(where));
}

/** Whoever gives fields other names waits for what is being stored under those of before, and nobody begins with them. */
export function holdFieldNames(where: Where): Promise<void> {
  return holdWord(where.tx, word(where));
}
