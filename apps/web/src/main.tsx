import './lib/zod-without-eval.ts';
import { listenToAnswers } from './data/answers.ts';
import './styles/index.ts';
import { createRoot } from 'react-dom/client';
import { askAhead } from './app/ahead.ts';
import { App } from './app/app.tsx';
import { listenToKeys } from './data/keyboard.ts';
import { needWordsSoon, startLanguage } from './i18n/index.ts';
import { listenToPrinting } from './lib/printing.ts';
import { adoptTagColours } from './parts/tag/tag-colours.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the program.');

adoptTagColours();
listenToAnswers();
listenToKeys();
listenToPrinting();
askAhead();
await startLanguage();
createRoot(root).render(<App />);
needWordsSoon('refusal');
