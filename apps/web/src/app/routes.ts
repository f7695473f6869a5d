import { agreement } from './routes/agreement.ts';
import { charts, findings } from './routes/count.ts';
import { addDocuments, comparing, documents, past, reader, readingAgain } from './routes/document.ts';
import { forgotten, join, reset, signIn, stopMail, welcome } from './routes/entrance.ts';
import { exporting } from './routes/export.ts';
import { dictionaries, find } from './routes/find.ts';
import { inside, nowhere, root } from './routes/frame.ts';
import { account, installation, installationHome, jobs, projects } from './routes/installation.ts';
import { passages } from './routes/passage.ts';
import { codebook, history, members, project, projectHome, settings, work } from './routes/project.ts';
import { learning, newRound, oneRound, overview, rounds } from './routes/round.ts';

export const routeTree = root.addChildren([
  signIn,
  welcome,
  forgotten,
  stopMail,
  reset,
  join,
  inside.addChildren([
    projects,
    account,
    nowhere,
    jobs,
    installation.addChildren([installationHome]),
    project.addChildren([
      projectHome,
      work,
      documents,
      addDocuments,
      reader,
      readingAgain,
      comparing,
      overview,
      agreement,
      charts,
      passages,
      findings,
      learning,
      rounds,
      newRound,
      oneRound,
      past,
      history,
      codebook,
      dictionaries,
      find,
      exporting,
      members,
      settings,
    ]),
  ]),
]);
