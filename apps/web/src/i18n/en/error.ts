/**
 * What a person reads when something is refused or fails: what happened, and what to do. Here is what may have to be
 * said as soon as there is a screen, or without the server; all else comes after it (`refusal.ts`).
 */
export const error = {
  not_signed_in: 'You are not signed in. Sign in and try again.',
  not_found: 'This does not exist, or you may not see it.',
  not_allowed: 'Your role does not allow this. An owner can do it, or change your role.',
  wrong_credentials: 'This e-mail address and password do not belong together. Check both.',
  too_many_attempts: 'Too many attempts. Try again in {{minutes}} min.',
  link_not_valid:
    'This link is no longer valid: it has been used, withdrawn, or has expired. Ask for a new one.',
  input_not_valid: 'Something you filled in is not right. Check the fields and try again.',
  field_conflict:
    'Somebody changed the same thing in the meantime. Nothing has been saved yet: both versions are shown, choose which stays.',
  version_conflict:
    'Somebody changed this just before you. Their change is now shown; look at it and try again.',
  nothing_to_undo: 'There is nothing left to undo.',
  busy: 'The server is busy. Nothing was lost; try again in a moment.',
  unexpected: 'Something went wrong on the server. Nothing was changed; try again, or ask the administrator.',
  unreachable: 'The server cannot be reached. Nothing was lost; try again when you are connected.',
  unknown: 'Something went wrong on the server. Nothing was changed; try again.',
} as const;
