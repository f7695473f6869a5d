export const provider = {
  signIn: 'Sign in with {{label}}',
  or: 'Or with a password:',
  down: '{{label}} does not answer at the moment. Try again in a minute.',
  left: 'You may still be signed in at {{label}}.',
  signOut: 'Sign out at {{label}} too',
  'confirm.text': 'Sign in again with {{label}} first, so that it is certainly you.',
  'confirm.do': 'Confirm with {{label}}',
  'confirm.done': 'You have confirmed that it is you. That counts until {{until}}.',
  'gate.away':
    '{{name}}, sign in again with {{label}}. That opens in a new tab; come back here afterwards. What you did is kept.',
  'gate.notYet': 'You are not signed in again yet, or as somebody else.',
} as const;
