import './styles/index.ts';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { startLanguage } from './i18n/index.ts';
import { listenToKeys } from './lib/keyboard.ts';
import { adoptTagColours } from './lib/tag-colours.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the program.');

adoptTagColours();
listenToKeys();
await startLanguage();
createRoot(root).render(<App />);
