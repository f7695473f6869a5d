export { createInnerContext, type InnerContext, type InnerContextOptions, type Log } from './context.ts';
export { refusalOf, wordsOf } from './error-mapping.ts';
export { refusalWords } from './refusal-words.ts';
export { type AppRouter, appRouter, createCaller } from './root.ts';
