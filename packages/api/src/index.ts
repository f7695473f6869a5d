export { createInnerContext, type InnerContext, type InnerContextOptions, type Log } from './context.ts';
export { refusalOf, wordsOf } from './error-mapping.ts';
export { refusalWords } from './refusal-words.ts';
export { type AppRouter, appRouter, createCaller } from './root.ts';
export { findApiTokenOwner } from './session/api-token.ts';
export { type Auth, createAuth, type RequestView, sessionCookieName } from './session/auth.ts';
export { createFirstOwner, createFirstOwnerLink } from './session/first-owner.ts';
export { type ListedPerson, listUsers, resetPassword } from './session/people.ts';
