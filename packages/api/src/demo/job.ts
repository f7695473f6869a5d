import { addDemoInput } from '@koersvast/contracts';
import { declareJob } from '../job/kind.ts';
import { playDemo } from './play.ts';

/** Adds the example for whoever asks. Its ids are made of the job's: begun again, all that it did stands once. */
export const demoJob = declareJob({
  kind: 'demo.add',
  input: addDemoInput,
  again: true,
  run: ({ letters }, { db, work, log, person, job, signal, progress }) =>
    playDemo({ letters, db, work, log, signal, progress, owner: person, key: job.id, until: job.createdAt }),
});
