import type { account } from './en/account.ts';
import type { agreement } from './en/agreement.ts';
import type { assignment } from './en/assignment.ts';
import type { collocate } from './en/collocate.ts';
import type { command } from './en/command.ts';
import type { compare } from './en/compare.ts';
import type { count } from './en/count.ts';
import type { dictionary } from './en/dictionary.ts';
import type { document } from './en/document.ts';
import type { entrance } from './en/entrance.ts';
import type { error } from './en/error.ts';
import type { exporting } from './en/export.ts';
import type { fact } from './en/fact.ts';
import type { find } from './en/find.ts';
import type { history } from './en/history.ts';
import type { en } from './en/index.ts';
import type { installation } from './en/installation.ts';
import type { intake } from './en/intake.ts';
import type { job } from './en/job.ts';
import type { member } from './en/member.ts';
import type { page } from './en/page.ts';
import type { passage } from './en/passage.ts';
import type { query } from './en/query.ts';
import type { reader } from './en/reader.ts';
import type { refusal } from './en/refusal.ts';
import type { rendition } from './en/rendition.ts';
import type { review } from './en/review.ts';
import type { round } from './en/round.ts';
import type { set } from './en/set.ts';
import type { tag } from './en/tag.ts';
import type { tagAll } from './en/tag-all.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    keySeparator: false;
    resources: Omit<typeof en, 'error'> & {
      account: typeof account;
      agreement: typeof agreement;
      assignment: typeof assignment;
      collocate: typeof collocate;
      command: typeof command;
      compare: typeof compare;
      count: typeof count;
      document: typeof document;
      entrance: typeof entrance;
      error: typeof error & typeof refusal;
      export: typeof exporting;
      fact: typeof fact;
      dictionary: typeof dictionary;
      find: typeof find;
      history: typeof history;
      installation: typeof installation;
      intake: typeof intake;
      job: typeof job;
      member: typeof member;
      page: typeof page;
      passage: typeof passage;
      query: typeof query;
      reader: typeof reader;
      rendition: typeof rendition;
      review: typeof review;
      round: typeof round;
      set: typeof set;
      tag: typeof tag;
      tagAll: typeof tagAll;
    };
  }
}
