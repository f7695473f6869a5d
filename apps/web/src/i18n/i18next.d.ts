import type { history } from './en/history.ts';
import type { en } from './en/index.ts';
import type { installation } from './en/installation.ts';
import type { job } from './en/job.ts';
import type { page } from './en/page.ts';
import type { round } from './en/round.ts';
import type { set } from './en/set.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    keySeparator: false;
    resources: typeof en & {
      history: typeof history;
      installation: typeof installation;
      job: typeof job;
      page: typeof page;
      round: typeof round;
      set: typeof set;
    };
  }
}
